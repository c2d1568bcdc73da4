//! What was promised (capability C8): the public page of an action, and the desk where promises are entered and kept up.

mod action_page;
mod area_forms;
mod area_page;
mod areas_page;
mod desk_area_page;
mod desk_page;
mod form_page;
mod list_page;
mod milestone_page;
mod milestones_page;
mod parts_and_milestones;

use board::delivery::policy;
use board::vocabulary::Role;

pub(crate) use area_page::page_of_conversation;
pub(crate) use desk_page::own_action;

use crate::routes::{Audience, Routes};

/// Who reads the plan at the desk: those who keep it up, and those who check it for equity.
const READERS: &[Role] = &[Role::Officer, Role::Administrator, Role::Analyst];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(&[Role::Officer]);
    let readers = Audience::Roles(READERS);
    routes
        .get("/{b}/actions/{slug}", Audience::Public, action_page::show)
        .get("/{b}/areas", Audience::Public, areas_page::show)
        .get("/{b}/areas/{n}", Audience::Public, area_page::show)
        .get("/desk/delivery", readers, desk_page::show)
        .get("/desk/delivery/new", officers, form_page::new)
        .post(
            "/desk/delivery/new",
            officers,
            &policy::ADD_ACTION,
            form_page::create,
        )
        .get("/desk/delivery/list", officers, list_page::show)
        .upload(
            "/desk/delivery/list",
            officers,
            &policy::ADD_ACTION,
            list_page::submit,
        )
        .get("/desk/delivery/areas", readers, areas_page::desk)
        .get("/desk/delivery/areas/{n}", readers, desk_area_page::show)
        .post(
            "/desk/delivery/areas/{n}/steward",
            officers,
            &policy::CHANGE_STEWARDSHIP,
            area_forms::appoint,
        )
        .post(
            "/desk/delivery/areas/{n}/end",
            officers,
            &policy::CHANGE_STEWARDSHIP,
            area_forms::end,
        )
        .post(
            "/desk/delivery/areas/{n}/review",
            officers,
            &policy::RECORD_REVIEW,
            area_forms::review,
        )
        .post(
            "/desk/delivery/areas/{n}/conversation",
            officers,
            &policy::RECORD_CONVERSATION,
            area_forms::conversation,
        )
        .post(
            "/desk/delivery/areas/{n}/offer",
            officers,
            &policy::RECORD_CONVERSATION,
            area_forms::offer,
        )
        .post(
            "/desk/delivery/areas/{n}/action",
            officers,
            &policy::JOIN_ACTION,
            area_forms::join,
        )
        .get(
            "/desk/delivery/{slug}/milestones",
            officers,
            milestones_page::show,
        )
        .post(
            "/desk/delivery/{slug}/milestones",
            officers,
            &policy::CHANGE_MILESTONES,
            milestones_page::submit,
        )
        .get(
            "/desk/delivery/{slug}/milestones/{n}",
            officers,
            milestone_page::show,
        )
        .post(
            "/desk/delivery/{slug}/milestones/{n}/take-off",
            officers,
            &policy::CHANGE_MILESTONES,
            milestone_page::take_off,
        )
        .post(
            "/desk/delivery/{slug}/milestones/{n}/move",
            officers,
            &policy::CHANGE_MILESTONES,
            milestone_page::move_it,
        )
        .post(
            "/desk/delivery/{slug}/milestones/{n}",
            officers,
            &policy::CHANGE_MILESTONES,
            milestone_page::submit,
        )
        .get("/desk/delivery/{slug}", readers, form_page::show)
        .post(
            "/desk/delivery/{slug}",
            officers,
            &policy::CHANGE_ACTION,
            form_page::change,
        )
}
