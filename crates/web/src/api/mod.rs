//! The interface for programs: what public pages show, as JSON under `/api/v1`, described by OpenAPI at
//! `/api/v1/openapi.json`, with a page about it at `/developers`.
//!
//! It only reads, needs no key, and shows nobody more than the public may see, signed in or not. Fields are added over
//! time; none is renamed, removed or given another meaning under the same version. The description is made from the very
//! types and functions that answer, so it cannot be out of date. Must not know the database, or how figures are worked out.
//!
//! Start with [`routes`], then any one of its files; `problem.rs` says how refusals look, `listing.rs` how long lists do.

mod areas;
mod boards;
mod compare;
mod data_sets;
mod developers_page;
mod figures;
mod gap;
mod index;
mod indicators;
mod listing;
mod meetings;
mod openapi;
mod problem;
mod question;
mod receipts;

pub(crate) use problem::Problem;

use axum::Json;
use board::Who;
use board::vocabulary::Actor;

use crate::app::App;
use crate::routes::{Audience, Routes};

/// What a function of the interface answers.
type Found<T> = Result<Json<T>, Problem>;

/// The interface's routes.
pub fn routes(routes: Routes) -> Routes {
    let everybody = Audience::Public;
    routes
        .get("/developers", everybody, developers_page::show)
        .get("/api/v1", everybody, index::show)
        .get("/api/v1/openapi.json", everybody, openapi::show)
        .get("/api/v1/data-sets", everybody, data_sets::list)
        .get("/api/v1/data-sets/{data_set}", everybody, data_sets::show)
        .get("/api/v1/indicators", everybody, indicators::list)
        .get(
            "/api/v1/indicators/{indicator}",
            everybody,
            indicators::show,
        )
        .get(
            "/api/v1/indicators/{indicator}/figures",
            everybody,
            figures::list,
        )
        .get(
            "/api/v1/indicators/{indicator}/figures.csv",
            everybody,
            figures::csv,
        )
        .get("/api/v1/areas", everybody, areas::list)
        .get("/api/v1/compare", everybody, compare::show)
        .get("/api/v1/gap", everybody, gap::show)
        .get("/api/v1/receipts/{receipt}", everybody, receipts::show)
        .get("/api/v1/boards", everybody, boards::list)
        .get("/api/v1/boards/{board}/meetings", everybody, meetings::list)
}

/// Whoever asks through the interface: the public, whatever cookie a browser sends along.
fn anybody(app: &App) -> Who {
    Who {
        actor: Actor::public(),
        today: app.clocks.today(),
        now: app.clocks.now(),
    }
}
