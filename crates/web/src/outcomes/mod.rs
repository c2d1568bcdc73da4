//! Pages of outcomes and partners' returns (capability C9): what the public sees of progress, what an officer does to ask
//! and chase, and the three pages that a partner sees.
//!
//! Start with [`task_list_page`] and [`return_page`] (the partner), then [`returns_page`] (the officer), then
//! [`progress_page`] (everybody).

mod chase_page;
mod draw;
mod new_round_page;
mod of_priority;
mod outcome_form_page;
mod outcome_page;
mod paper_page;
mod pass_page;
mod progress_page;
mod return_files_page;
mod return_page;
mod returns_page;
mod sent_page;
mod task_list_page;

use board::access::Purpose;
use board::outcomes::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

pub(crate) use draw::Card;
pub(crate) use of_priority::{BoardProgress, PriorityLine};

/// Whoever may ask partners and chase them.
const OFFICER: &[Role] = &[Role::Officer];
/// Whoever may write outcomes.
const WRITERS: &[Role] = &[Role::Officer, Role::Analyst];
/// Whoever holds a partner's link.
const BY_LINK: Audience = Audience::Link(Purpose::Return);

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let routes = routes
        .get("/{b}/progress/{round}", Audience::Public, paper_page::show)
        .get(
            "/{b}/progress/{round}/{file}",
            Audience::Public,
            paper_page::download,
        )
        .get("/{b}/progress", Audience::Public, progress_page::show)
        .get("/{b}/outcomes/{slug}", Audience::Public, outcome_page::show);
    partner(desk(routes))
}

fn desk(routes: Routes) -> Routes {
    let (officers, writers) = (Audience::Roles(OFFICER), Audience::Roles(WRITERS));
    routes
        .get("/desk/returns", officers, returns_page::newest)
        .get("/desk/returns/new", officers, new_round_page::show)
        .post(
            "/desk/returns/new",
            officers,
            &policy::REQUEST_RETURNS,
            new_round_page::submit,
        )
        .get("/desk/returns/{slug}", officers, returns_page::show)
        .post(
            "/desk/returns/{slug}/close",
            officers,
            &policy::CLOSE_ROUND,
            returns_page::close,
        )
        .post(
            "/desk/returns/{slug}/remind",
            officers,
            &policy::CHASE_RETURNS,
            returns_page::remind,
        )
        .post(
            "/desk/returns/{slug}/help",
            officers,
            &policy::CHASE_RETURNS,
            returns_page::help,
        )
        .get("/desk/returns/{slug}/{partner}", officers, chase_page::show)
        .post(
            "/desk/returns/{slug}/{partner}",
            officers,
            &policy::CHASE_RETURNS,
            chase_page::submit,
        )
        .post(
            "/desk/returns/{slug}/{partner}/link",
            officers,
            &policy::RENEW_LINK,
            chase_page::renew,
        )
        .get("/desk/outcomes", writers, outcome_form_page::list)
        .get("/desk/outcomes/new", writers, outcome_form_page::new)
        .post(
            "/desk/outcomes/new",
            writers,
            &policy::WRITE_OUTCOME,
            outcome_form_page::create,
        )
        .get("/desk/outcomes/{slug}", writers, outcome_form_page::edit)
        .post(
            "/desk/outcomes/{slug}",
            writers,
            &policy::WRITE_OUTCOME,
            outcome_form_page::change,
        )
}

fn partner(routes: Routes) -> Routes {
    routes
        .get("/r/{token}", BY_LINK, task_list_page::show)
        .get("/r/{token}/sent", BY_LINK, sent_page::show)
        .get("/r/{token}/pass", BY_LINK, pass_page::show)
        .post(
            "/r/{token}/pass",
            BY_LINK,
            &policy::PASS_RETURN,
            pass_page::submit,
        )
        .get("/r/{token}/{place}", BY_LINK, return_page::show)
        .get("/r/{token}/{place}/files", BY_LINK, return_files_page::show)
        .upload(
            "/r/{token}/{place}/files",
            BY_LINK,
            &policy::ANSWER_RETURN,
            return_files_page::add,
        )
        .post(
            "/r/{token}/{place}/files/take-off",
            BY_LINK,
            &policy::ANSWER_RETURN,
            return_files_page::take_off,
        )
        .get(
            "/r/{token}/{place}/files/{id}",
            BY_LINK,
            return_files_page::download,
        )
        .post(
            "/r/{token}/{place}",
            BY_LINK,
            &policy::ANSWER_RETURN,
            return_page::submit,
        )
}
