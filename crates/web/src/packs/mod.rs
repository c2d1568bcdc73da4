//! Packs of evidence at the desk: choosing what one is about, making it, and making it again when figures have changed.
//!
//! What a pack says is made by [`board::packs`]; reading, publishing and giving it away are pages of documents. Must not know
//! how figures are worked out. Start with `pack_page.rs`.

mod pack_page;

use board::packs::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

/// The roles that make packs.
const MAKERS: &[Role] = &[Role::Officer, Role::Analyst];

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    let makers = Audience::Roles(MAKERS);
    routes
        .get("/desk/packs", makers, pack_page::show_new)
        .post(
            "/desk/packs",
            makers,
            &policy::MAKE_PACK,
            pack_page::submit_new,
        )
        .get("/desk/packs/{slug}", makers, pack_page::show_again)
        .post(
            "/desk/packs/{slug}",
            makers,
            &policy::MAKE_PACK,
            pack_page::submit_again,
        )
}
