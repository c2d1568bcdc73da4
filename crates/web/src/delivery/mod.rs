//! What was promised (capability C8): the public page of an action.

mod action_page;

use crate::routes::{Audience, Routes};

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/{b}/actions/{slug}", Audience::Public, action_page::show)
}
