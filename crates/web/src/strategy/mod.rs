//! The strategy (capability C6): priorities, the text and the dates of the programme for everybody, and the desk where they
//! are written, commented on, approved, published and moved.

mod approval_page;
mod comments_page;
mod compare_page;
mod date_page;
mod desk_page;
mod desk_priorities_page;
mod end_page;
mod priorities_page;
mod priority_page;
mod programme_dates;
mod programme_page;
mod room;
mod text_page;
mod words_page;

use board::strategy::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

/// The roles that see the desk of the strategy.
const WRITERS_AND_APPROVERS: &[Role] = &[Role::Officer, Role::Administrator, Role::Approver];

/// The roles that read a draft with its comments.
const READERS_OF_DRAFTS: &[Role] = &[
    Role::Officer,
    Role::Administrator,
    Role::Approver,
    Role::Member,
    Role::Partner,
];
/// The roles that comment on a draft.
const COMMENTERS: &[Role] = &[Role::Officer, Role::Approver, Role::Member, Role::Partner];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let desk = Audience::Roles(WRITERS_AND_APPROVERS);
    let officers = Audience::Roles(&[Role::Officer]);
    let routes = routes
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
        .post(
            "/desk/strategy/dates/{slug}/withdraw",
            officers,
            &policy::CHANGE_PROGRAMME,
            date_page::withdraw,
        )
        .get("/desk/strategy", desk, desk_page::show)
        .post(
            "/desk/strategy/new",
            officers,
            &policy::WRITE_STRATEGY,
            desk_page::create,
        );
    rooms(routes)
}

/// The rooms of one strategy at the desk.
fn rooms(routes: Routes) -> Routes {
    let desk = Audience::Roles(WRITERS_AND_APPROVERS);
    let officers = Audience::Roles(&[Role::Officer]);
    let approvers = Audience::Roles(&[Role::Approver]);
    routes
        .get("/desk/strategy/{slug}/words", desk, words_page::show)
        .post(
            "/desk/strategy/{slug}/words",
            officers,
            &policy::WRITE_STRATEGY,
            words_page::submit,
        )
        .get(
            "/desk/strategy/{slug}/comments",
            Audience::Roles(READERS_OF_DRAFTS),
            comments_page::show,
        )
        .post(
            "/desk/strategy/{slug}/comments",
            Audience::Roles(COMMENTERS),
            &policy::COMMENT,
            comments_page::submit,
        )
        .post(
            "/desk/strategy/{slug}/comments/answer",
            officers,
            &policy::ANSWER_COMMENT,
            comments_page::answer,
        )
        .get("/desk/strategy/{slug}/compare", desk, compare_page::show)
        .get("/desk/strategy/{slug}/approval", desk, approval_page::show)
        .post(
            "/desk/strategy/{slug}/approval",
            officers,
            &policy::REQUEST_APPROVAL,
            approval_page::ask,
        )
        .post(
            "/desk/strategy/{slug}/approval/answer",
            approvers,
            &policy::APPROVE,
            approval_page::reply,
        )
        .post(
            "/desk/strategy/{slug}/approval/publish",
            officers,
            &policy::PUBLISH_STRATEGY,
            approval_page::publish,
        )
        .get(
            "/desk/strategy/{slug}/priorities",
            desk,
            desk_priorities_page::show,
        )
        .post(
            "/desk/strategy/{slug}/priorities",
            officers,
            &policy::WRITE_PRIORITY,
            desk_priorities_page::add,
        )
        .post(
            "/desk/strategy/{slug}/priorities/adopt",
            officers,
            &policy::ADOPT_PRIORITY,
            desk_priorities_page::adopt,
        )
        .get("/desk/strategy/{slug}/end", officers, end_page::show)
        .post(
            "/desk/strategy/{slug}/end",
            officers,
            &policy::END_STRATEGY,
            end_page::submit,
        )
}
