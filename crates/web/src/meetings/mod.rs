//! Meetings (capability C10): what a board will talk about, who came, what was decided and what the minutes promise.
//!
//! Public pages show an agenda from the day on which it is published and minutes when they are complete. The rules are
//! [`board::meetings`]'. Start with [`meeting_page`], then [`minutes_page`].

mod attendance_page;
mod decided_page;
mod decisions_page;
mod desk_meeting_page;
mod desk_page;
mod drawn;
mod exemption_fields;
mod item_page;
mod meeting_page;
mod meetings_page;
mod minutes_forms;
mod minutes_page;
mod move_page;
mod report_page;

use board::meetings::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, OFFICERS, Routes};

/// Whoever sees the agendas that are being built: those who run a board and those who write its reports.
const AGENDA: &[Role] = &[Role::Officer, Role::Administrator, Role::Analyst];
/// Whoever writes reports.
const WRITERS: &[Role] = &[Role::Officer, Role::Analyst];

pub(crate) use drawn::{Card, card_of};

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(&[Role::Officer]);
    minutes_routes(report_routes(turn_routes(public_routes(routes))))
        .get("/desk/meetings", Audience::Roles(AGENDA), desk_page::show)
        .post(
            "/desk/meetings",
            officers,
            &policy::CREATE_MEETING,
            desk_page::create,
        )
        .get(
            "/desk/meetings/{date}",
            Audience::Roles(AGENDA),
            desk_meeting_page::show,
        )
        .post(
            "/desk/meetings/{date}/items",
            officers,
            &policy::ADD_ITEM,
            desk_meeting_page::add,
        )
        .get(
            "/desk/meetings/{date}/items/{item}",
            Audience::Roles(OFFICERS),
            item_page::edit,
        )
        .post(
            "/desk/meetings/{date}/items/{item}",
            officers,
            &policy::CHANGE_ITEM,
            item_page::save,
        )
        .post(
            "/desk/meetings/{date}/items/{item}/move",
            officers,
            &policy::MOVE_ITEM,
            desk_meeting_page::shift,
        )
        .post(
            "/desk/meetings/{date}/items/{item}/take-off",
            officers,
            &policy::TAKE_OFF_ITEM,
            item_page::take_off,
        )
        .post(
            "/desk/meetings/{date}/agenda",
            officers,
            &policy::PUBLISH_AGENDA,
            desk_meeting_page::publish,
        )
        .get(
            "/desk/meetings/{date}/attendance",
            Audience::Roles(OFFICERS),
            attendance_page::show,
        )
        .post(
            "/desk/meetings/{date}/attendance",
            officers,
            &policy::RECORD_ATTENDANCE,
            attendance_page::submit,
        )
        .get(
            "/desk/meetings/{date}/decisions",
            Audience::Roles(OFFICERS),
            decisions_page::show,
        )
        .post(
            "/desk/meetings/{date}/recommend",
            officers,
            &policy::RECOMMEND_LATE,
            decisions_page::put,
        )
        .post(
            "/desk/meetings/{date}/decide",
            officers,
            &policy::DECIDE,
            decisions_page::decided,
        )
}

fn turn_routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(&[Role::Officer]);
    routes
        .get(
            "/desk/meetings/{date}/move",
            Audience::Roles(OFFICERS),
            move_page::show,
        )
        .post(
            "/desk/meetings/{date}/move",
            officers,
            &policy::MOVE_MEETING,
            move_page::submit,
        )
        .post(
            "/desk/meetings/{date}/cancel",
            officers,
            &policy::CANCEL_MEETING,
            move_page::cancel,
        )
}

fn public_routes(routes: Routes) -> Routes {
    routes
        .get("/{b}/meetings", Audience::Public, meetings_page::show)
        .get("/{b}/decisions", Audience::Public, decided_page::show)
        .get("/{b}/meetings/{date}", Audience::Public, meeting_page::show)
        .get(
            "/{b}/meetings/{date}/{item}",
            Audience::Public,
            meeting_page::show_item,
        )
}

fn minutes_routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(&[Role::Officer]);
    routes
        .get(
            "/desk/meetings/{date}/minutes",
            Audience::Roles(OFFICERS),
            minutes_page::show,
        )
        .upload(
            "/desk/meetings/{date}/minutes",
            officers,
            &policy::PASTE_MINUTES,
            minutes_forms::paste,
        )
        .post(
            "/desk/meetings/{date}/minutes/action",
            officers,
            &policy::MEND_MINUTES,
            minutes_forms::mend,
        )
        .post(
            "/desk/meetings/{date}/minutes/finding",
            officers,
            &policy::MEND_MINUTES,
            minutes_forms::settle,
        )
        .post(
            "/desk/meetings/{date}/minutes/publish",
            officers,
            &policy::PUBLISH_MINUTES,
            minutes_forms::publish,
        )
}

fn report_routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(&[Role::Officer]);
    let writers = Audience::Roles(WRITERS);
    routes
        .get(
            "/{b}/meetings/{date}/{item}/{file}",
            Audience::Public,
            report_page::show,
        )
        .get(
            "/desk/meetings/{date}/report/{item}",
            writers,
            report_page::edit,
        )
        .post(
            "/desk/meetings/{date}/report/{item}",
            writers,
            &policy::WRITE_REPORT,
            report_page::save,
        )
        .post(
            "/desk/meetings/{date}/report/{item}/recommend",
            writers,
            &policy::RECOMMEND,
            report_page::ask,
        )
        .post(
            "/desk/meetings/{date}/report/{item}/publish",
            officers,
            &policy::PUBLISH_REPORT,
            report_page::publish,
        )
}
