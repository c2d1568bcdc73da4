//! Serves the gallery of components alone: `cargo run -p web --example components`, then open `/components`.

use axum::middleware::{from_fn, from_fn_with_state};
use web::templates::Templates;
use web::{assets, error_pages, gallery, headers};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let templates = Templates::new();
    let site = gallery::routes()
        .merge(assets::routes())
        .layer(from_fn_with_state(templates.clone(), error_pages::dress))
        .layer(from_fn(headers::secure))
        .with_state(templates);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, site).await
}
