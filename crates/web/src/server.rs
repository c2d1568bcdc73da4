//! The server: every route with what lies round it, and how it starts and stops.
//!
//! From the outside in: headers that every answer carries, compression, what answers for programs share, pages for refusals, panics, requests that other
//! sites send in a reader's name, and the routes. Start with [`site`].

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use crate::app::App;
use crate::limits::Limiters;
use crate::routes::{Route, Routes};
use crate::{
    access, api, assets, audit, delivery, documents, equity, error_pages, files, for_programs,
    frameworks, gallery, headers, indicators, meetings, needs, outcomes, packs, places, portal,
    strategy, thread,
};

/// Every capability's routes. The only list.
fn routes(app: App) -> Routes {
    let routes = Routes::new(app);
    let routes = access::routes(routes);
    let routes = portal::routes(routes);
    let routes = meetings::routes(routes);
    let routes = needs::routes(routes);
    let routes = strategy::routes(routes);
    let routes = places::routes(routes);
    let routes = delivery::routes(routes);
    let routes = documents::routes(routes);
    let routes = equity::routes(routes);
    let routes = packs::routes(routes);
    let routes = files::routes(routes);
    let routes = frameworks::routes(routes);
    let routes = thread::routes(routes);
    let routes = audit::routes(routes);
    let routes = outcomes::routes(routes);
    let routes = indicators::routes(routes);
    let routes = api::routes(routes);
    gallery::routes(routes)
}

/// The table of routes: addresses, who may see them, and which permission they need.
#[must_use]
pub fn table(app: App) -> Vec<Route> {
    routes(app).finish().1
}

/// The whole site.
pub fn site(app: App) -> Router {
    site_with_limiters(app).0
}

fn site_with_limiters(app: App) -> (Router, Limiters) {
    let (router, _, limiters) = routes(app.clone()).finish();
    let site = router
        .merge(assets::routes())
        .with_state(app.clone())
        .layer(same_site(&app))
        .layer(CatchPanicLayer::custom(|_| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(from_fn_with_state(app.templates, error_pages::dress))
        .layer(from_fn(for_programs::dress))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn(headers::secure));
    (site, limiters)
}

/// Refuses what another site sends in a reader's name, by the headers in which browsers say where a request comes from.
fn same_site(app: &App) -> CsrfLayer {
    let address = &app.settings.public_address;
    // A proxy may write another host into the request; the public address is ours all the same.
    CsrfLayer::new()
        .add_trusted_origin(address)
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the public address is no origin");
            CsrfLayer::new()
        })
}

/// Serves the site until `stop` resolves, then finishes what is under way.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (site, limiters) = site_with_limiters(app);
    let forgetting = tokio::spawn(async move {
        let mut each_minute = tokio::time::interval(Duration::from_mins(1));
        loop {
            each_minute.tick().await;
            limiters.forget_idle();
        }
    });
    let site = site.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, site)
        .with_graceful_shutdown(stop)
        .await;
    forgetting.abort();
    served
}
