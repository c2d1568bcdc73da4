//! Frameworks at the desk: which of a board's records carry which element, and where nothing does.

mod framework_page;
mod frameworks_page;

use crate::routes::{Audience, OFFICERS, Routes};

/// This engine's routes.
pub fn routes(routes: Routes) -> Routes {
    let officers = Audience::Roles(OFFICERS);
    routes
        .get("/desk/frameworks", officers, frameworks_page::show)
        .get("/desk/frameworks/{slug}", officers, framework_page::show)
}
