//! The thread in pages: the story of any record, where it stands between need and minute, and every broken join.
//!
//! Other capabilities show the strip of their records with [`strip_of`] and the component `thread_strip`. The sentences
//! are [`board::story`]'s; this module knows addresses. Start with [`thread_page`].

mod addresses;
mod join_page;
mod joins_page;
mod mending;
mod record_page;
mod strip;
mod thread_page;

use board::thread::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, OFFICERS, Routes};

pub use addresses::Addresses;
pub(crate) use joins_page::section;
pub use record_page::{Fact, RecordList, RecordPage, RecordRow};
pub(crate) use record_page::{record_at, shown};
pub use strip::{StripStep, strip_of};
pub(crate) use thread_page::short_hash;

/// The roles that join records.
const JOINERS: &[Role] = &[Role::Officer, Role::Analyst];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/thread/{body}/{kind}/{slug}",
            Audience::Public,
            thread_page::show,
        )
        .get("/{b}/{kind}/{slug}", Audience::Public, record_page::show)
        .get("/desk/joins/new", Audience::Roles(JOINERS), join_page::show)
        .post(
            "/desk/joins/new",
            Audience::Roles(JOINERS),
            &policy::JOIN_RECORDS,
            join_page::submit,
        )
        .post(
            "/desk/joins/part",
            Audience::Roles(JOINERS),
            &policy::JOIN_RECORDS,
            join_page::part,
        )
        .get("/desk/joins", Audience::Roles(OFFICERS), joins_page::show)
        .post(
            "/desk/joins",
            Audience::Roles(&[Role::Officer]),
            &policy::SWITCH_JOIN_RULE,
            joins_page::switch,
        )
        .post(
            "/desk/joins/rules",
            Audience::Roles(&[Role::Administrator]),
            &policy::ADD_JOIN_RULE,
            joins_page::add,
        )
}
