//! Needs (capability C3): the public page of each, and the desk where they are written and published.

mod desk_page;
mod need_page;

use board::needs::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

const WRITERS: &[Role] = &[Role::Officer, Role::Analyst];
const OFFICERS: &[Role] = &[Role::Officer];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/{b}/needs/{slug}", Audience::Public, need_page::show)
        .get("/desk/needs", Audience::Roles(WRITERS), desk_page::show)
        .post(
            "/desk/needs",
            Audience::Roles(WRITERS),
            &policy::WRITE_NEED,
            desk_page::add,
        )
        .post(
            "/desk/needs/publish",
            Audience::Roles(OFFICERS),
            &policy::PUBLISH_NEED,
            desk_page::publish,
        )
        .post(
            "/desk/needs/reason",
            Audience::Roles(OFFICERS),
            &policy::PUBLISH_NEED,
            desk_page::explain,
        )
}
