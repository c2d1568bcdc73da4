//! What every answer carries, whatever its route and status.

use axum::http::{Method, StatusCode, header};
use board::vocabulary::Role;
use web::headers::{ALWAYS, CONTENT_POLICY};

use crate::site::{Page, Site};

fn assert_dressed(page: &Page, what: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(
            page.headers.get(&name).map(|v| v.to_str().unwrap()),
            Some(value),
            "{what}: {name}"
        );
    }
    assert_eq!(
        page.headers[header::CONTENT_SECURITY_POLICY],
        CONTENT_POLICY,
        "{what}"
    );
    assert!(
        !page.headers.contains_key(header::SERVER),
        "{what}: no version is told"
    );
    for inline in [" style=", "<style", "<script>", " onclick=", "javascript:"] {
        assert!(!page.html.contains(inline), "{what} has {inline}");
    }
    let kind = page
        .headers
        .get(header::CONTENT_TYPE)
        .map(|v| v.to_str().unwrap());
    if kind.is_some_and(|kind| kind.starts_with("text/html")) {
        assert_eq!(kind, Some("text/html; charset=utf-8"), "{what}");
        assert_eq!(
            page.html.matches("<h1").count(),
            1,
            "{what} has one first heading"
        );
        assert!(page.html.contains("<html lang=\"en-GB\""), "{what}");
        assert!(page.html.contains("id=\"main\""), "{what}");
    }
}

#[tokio::test]
async fn every_route_and_status_is_dressed() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    let cookie = site.sign_in(&officer).await;
    for route in web::server::table(site.app.clone()) {
        let path = crate::routes::sample(route.path);
        for cookie in ["", cookie.as_str()] {
            if route.path == "/sign-out" {
                continue;
            }
            let page = site.ask(route.method.clone(), &path, cookie, "", &[]).await;
            assert_dressed(&page, &format!("{} {path} {}", route.method, page.status));
            assert!(
                !page.status.is_server_error(),
                "{} {path}: {}",
                route.method,
                page.status
            );
        }
    }
    // A fresh router: one form for each route has used up what one address may send.
    let site = site.serving(|app| app);
    let large = "words=".to_owned() + &"x".repeat(5_000_000);
    for (method, path, form, expected) in [
        (Method::GET, "/nowhere/at/all", "", StatusCode::NOT_FOUND),
        (
            Method::DELETE,
            "/sign-in",
            "",
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (Method::TRACE, "/", "", StatusCode::METHOD_NOT_ALLOWED),
        (Method::POST, "/", "", StatusCode::METHOD_NOT_ALLOWED),
        (
            Method::POST,
            "/report-a-mistake",
            large.as_str(),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (Method::POST, "/desk/mistakes", "", StatusCode::UNAUTHORIZED),
    ] {
        let page = site.ask(method.clone(), path, "", form, &[]).await;
        assert_eq!(page.status, expected, "{method} {path}");
        assert_dressed(&page, &format!("{method} {path}"));
        assert!(
            page.html.contains("quote <span"),
            "{method} {path}: {}",
            page.html
        );
    }
    let style = site.get(&web::assets::address("commonweal.css"), "").await;
    assert_eq!(style.status, StatusCode::OK);
    assert_dressed(&style, "the style sheet");
}

#[tokio::test]
async fn what_holds_a_name_is_kept_by_no_cache() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    let cookie = site.sign_in(&officer).await;
    let page = site.get("/desk/mistakes", &cookie).await;
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn health_is_told_without_versions() {
    let site = Site::new().await;
    let page = site.get("/health", "").await;
    assert_eq!((page.status, page.html.as_str()), (StatusCode::OK, "ok"));
}
