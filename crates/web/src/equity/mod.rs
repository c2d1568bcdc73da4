//! Equity checks at the desk (capability C7): four questions about an action or the long form, and the day by which it
//! is to be checked.

mod check_page;

use board::equity::policy;
use board::vocabulary::Role;

pub(crate) use check_page::in_words;

use crate::routes::{Audience, Routes};

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let checkers = Audience::Roles(&[Role::Officer, Role::Analyst]);
    let officers = Audience::Roles(&[Role::Officer]);
    routes
        .get("/desk/delivery/{slug}/equity", checkers, check_page::show)
        .post(
            "/desk/delivery/{slug}/equity",
            checkers,
            &policy::RECORD_CHECK,
            check_page::submit,
        )
        .post(
            "/desk/delivery/{slug}/equity/due",
            officers,
            &policy::SET_CHECK_DUE,
            check_page::set_due,
        )
}
