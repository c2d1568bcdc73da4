//! Serves the sheet of components alone, without an installation: `cargo run -p web --example components`, then open
//! `/components`. A touched template shows at the next reload.

use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use web::templates::Templates;
use web::{assets, error_pages, gallery, headers};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let templates = Templates::new();
    let sheet = |State(templates): State<Templates>| async move { gallery::sheet(&templates) };
    let link = |State(templates): State<Templates>| async move { gallery::link(&templates, false) };
    let spent = |State(templates): State<Templates>| async move { gallery::link(&templates, true) };
    let site = Router::new()
        .route("/components", get(sheet))
        .route("/components/link", get(link))
        .route("/components/link-gone", get(spent))
        .merge(assets::routes())
        .layer(from_fn_with_state(templates.clone(), error_pages::dress))
        .layer(from_fn(headers::secure))
        .with_state(templates);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, site).await
}
