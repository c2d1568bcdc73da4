//! The strategy (capability C6): priorities, the text and the dates of the programme for everybody, and the desk where they
//! are written, approved, published and moved.

mod approval_forms;
mod compare_page;
mod date_page;
mod desk_forms;
mod desk_page;
mod priorities_page;
mod priority_page;
mod programme_dates;
mod programme_page;
mod text_page;

use board::strategy::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

/// The roles that see the desk of the strategy.
const WRITERS_AND_APPROVERS: &[Role] = &[Role::Officer, Role::Administrator, Role::Approver];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let desk = Audience::Roles(WRITERS_AND_APPROVERS);
    let officers = Audience::Roles(&[Role::Officer]);
    let approvers = Audience::Roles(&[Role::Approver]);
    routes
        .get("/{b}/priorities", Audience::Public, priorities_page::show)
        .get(
            "/{b}/priorities/{slug}",
            Audience::Public,
            priority_page::show,
        )
        .get("/{b}/strategy", Audience::Public, text_page::show)
        .get("/{b}/programme", Audience::Public, programme_page::show)
        .get("/desk/strategy/dates/{slug}", desk, date_page::show)
        .post(
            "/desk/strategy/dates/{slug}",
            officers,
            &policy::CHANGE_PROGRAMME,
            date_page::submit,
        )
        .post(
            "/desk/strategy/dates/{slug}/answer",
            officers,
            &policy::AGREE_DATE,
            date_page::answer,
        )
        .get("/desk/strategy", desk, desk_page::show)
        .get("/desk/strategy/{slug}/compare", desk, compare_page::show)
        .post(
            "/desk/strategy/new",
            officers,
            &policy::WRITE_STRATEGY,
            desk_forms::create,
        )
        .post(
            "/desk/strategy/text",
            officers,
            &policy::WRITE_STRATEGY,
            desk_forms::save_text,
        )
        .post(
            "/desk/strategy/priority",
            officers,
            &policy::WRITE_PRIORITY,
            desk_forms::add_priority,
        )
        .post(
            "/desk/strategy/adopt",
            officers,
            &policy::ADOPT_PRIORITY,
            desk_forms::adopt,
        )
        .post(
            "/desk/strategy/ask",
            officers,
            &policy::REQUEST_APPROVAL,
            approval_forms::ask,
        )
        .post(
            "/desk/strategy/approve",
            approvers,
            &policy::APPROVE,
            approval_forms::approve,
        )
        .post(
            "/desk/strategy/end",
            officers,
            &policy::END_STRATEGY,
            desk_forms::end,
        )
        .post(
            "/desk/strategy/publish",
            officers,
            &policy::PUBLISH_STRATEGY,
            approval_forms::publish,
        )
}
