//! Too many requests in a short time.

use std::time::Duration;

use axum::http::{StatusCode, header};
use web::Settings;
use web::app::Limit;

use crate::site::Site;

#[tokio::test]
async fn passwords_and_links_are_counted_more_strictly_than_reading() {
    let mut settings = Settings::for_address("http://127.0.0.1:8080");
    settings.limits.sign_in = Limit {
        burst: 3,
        pause: Duration::from_hours(1),
    };
    let site = Site::with(settings).await;
    for _ in 0..3 {
        let page = site
            .post("/sign-in", "", "email=a%40b.example&password=x")
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = site
        .post("/sign-in", "", "email=a%40b.example&password=x")
        .await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        page.html.contains("Too many requests in a short time"),
        "{}",
        page.html
    );
    assert!(page.headers.contains_key(header::RETRY_AFTER));
    assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    // The same count covers links; reading goes on.
    let link = site.post("/sign-in/abc", "", "").await;
    assert_eq!(link.status, StatusCode::TOO_MANY_REQUESTS);
    for _ in 0..20 {
        assert_eq!(site.get("/sign-in", "").await.status, StatusCode::OK);
    }
}
