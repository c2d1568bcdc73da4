//! The audit log in pages: who did what to which record, and whether the log still holds.

mod audit_page;

use crate::routes::{Audience, OFFICERS, Routes};

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/desk/audit", Audience::Roles(OFFICERS), audit_page::show)
}
