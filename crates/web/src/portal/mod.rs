//! Pages that belong to everybody (capability C14): all boards, the home of each, privacy, accessibility, reporting a mistake, health.

mod accessibility_page;
mod board_home_page;
mod desk_page;
mod health;
mod home_page;
mod mistake_page;
mod mistakes_page;
mod outbox_page;
mod privacy_page;
mod search_page;
mod ward_page;

use board::portal::policy;

use crate::routes::{Audience, OFFICERS, Routes};

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/", Audience::Public, home_page::show)
        .get("/{b}", Audience::Public, board_home_page::show)
        .get("/desk", Audience::SignedIn, desk_page::show)
        .get("/{b}/wards/{slug}", Audience::Public, ward_page::show)
        .get("/search", Audience::Public, search_page::show)
        .get("/health", Audience::Public, health::show)
        .get("/privacy", Audience::Public, privacy_page::show)
        .get("/accessibility", Audience::Public, accessibility_page::show)
        .get("/report-a-mistake", Audience::Public, mistake_page::show)
        .sign_in(
            "/report-a-mistake",
            Audience::Public,
            &policy::REPORT_MISTAKE,
            mistake_page::submit,
        )
        .get(
            "/report-a-mistake/sent",
            Audience::Public,
            mistake_page::sent,
        )
        .get(
            "/desk/mistakes",
            Audience::Roles(OFFICERS),
            mistakes_page::show,
        )
        .post(
            "/desk/mistakes",
            Audience::Roles(OFFICERS),
            &policy::ANSWER_MISTAKE_REPORT,
            mistakes_page::submit,
        )
        .get("/desk/outbox", Audience::Roles(OFFICERS), outbox_page::show)
        .post(
            "/desk/outbox",
            Audience::Roles(OFFICERS),
            &policy::SEND_MESSAGES,
            outbox_page::submit,
        )
}
