//! Public pages kept until something changes, so that a page which is read by many is worked out once.
//!
//! A page is kept for readers who sent no cookie, under its address, the board's date and the number of entries in the
//! audit log: every change adds one, whichever door or server it came through, so the next reader after a change gets a
//! new page. What changes without an entry (a file by hand, in a debug build a template) shows when the page has been
//! kept for a while. Readers who ask for the same page at once wait for the first of them. Must not know any page.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use board::audit;
use board::database::DatabaseError;
use jiff::civil::Date;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::app::App;

/// Bytes of all pages kept.
const MOST_BYTES: u64 = 12 * 1024 * 1024;
/// Bytes of one page that is kept.
const LARGEST_PAGE: u64 = 1024 * 1024;
/// Seconds for which a page may be kept though nothing was logged. A touched template is to be seen at once.
const LASTING_SECONDS: i64 = if cfg!(debug_assertions) { 1 } else { 60 };

/// Public pages, with what is needed to tell whether they still hold. Cheap to clone.
#[derive(Clone)]
pub(crate) struct KeptPages {
    app: App,
    pages: Arc<Cache<Key, Page, Bytewise>>,
}

/// What a page depends on, beside what is named in the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    entries: i64,
    today: Date,
    span: i64,
    address: String,
}

#[derive(Clone, Debug)]
struct Page {
    headers: HeaderMap,
    body: Bytes,
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        (self.headers, self.body).into_response()
    }
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Key, Page> for Bytewise {
    fn weight(&self, key: &Key, page: &Page) -> u64 {
        // The headers and the books of the cache.
        const REST: usize = 1024;
        (page.body.len() + key.address.len() + REST) as u64
    }
}

impl KeptPages {
    pub(crate) fn new(app: &App) -> Self {
        Self {
            app: app.clone(),
            pages: Arc::new(Cache::with_weighter(256, MOST_BYTES, Bytewise)),
        }
    }

    async fn key(&self, address: String) -> Result<Key, DatabaseError> {
        let heads = audit::heads(&self.app.house).await?;
        Ok(Key {
            entries: heads.iter().map(|head| head.sequence).sum(),
            today: self.app.clocks.today(),
            span: self.app.clocks.now().as_second() / LASTING_SECONDS,
            address,
        })
    }
}

/// Middleware for a public page: gives the kept page, or keeps the one that is worked out now.
pub(crate) async fn keep(State(kept): State<KeptPages>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET || request.headers().contains_key(header::COOKIE) {
        return next.run(request).await;
    }
    let key = match kept.key(request.uri().to_string()).await {
        Ok(key) => key,
        Err(error) => {
            // The page meets the same database, and says what a reader can do.
            tracing::warn!(cause = ?error, "no page can be kept");
            return next.run(request).await;
        }
    };
    let room = match kept.pages.get_value_or_guard_async(&key).await {
        Ok(page) => return page.into_response(),
        Err(room) => room,
    };
    let response = next.run(request).await;
    if !may_be_kept(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(body) => {
            let page = Page {
                headers: parts.headers,
                body,
            };
            // Refused only when the cache was emptied meanwhile: then the page is not kept.
            let _ = room.insert(page.clone());
            page.into_response()
        }
        Err(error) => {
            tracing::error!(cause = ?error, "a page could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Says that a page is not the same for every reader (by the name of a header) or at every asking (`*`): then it is not
/// kept, here or on the way.
pub(crate) fn varies_by(mut response: Response, what: &'static str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static(what));
    response
}

/// A whole page of moderate size that is the same for everybody.
fn may_be_kept(response: &Response<Body>) -> bool {
    response.status() == StatusCode::OK
        && !response.headers().contains_key(header::SET_COOKIE)
        && !response.headers().contains_key(header::VARY)
        && response
            .body()
            .size_hint()
            .exact()
            .is_some_and(|bytes| bytes <= LARGEST_PAGE)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use board::places::{CreatePerson, create_person};
    use board::vocabulary::{Actor, Origin};
    use board::{House, Who};
    use jiff::{SignedDuration, Timestamp};
    use testkit::{FakeClocks, TestInstallation};
    use tower::ServiceExt;

    use super::*;
    use crate::app::{Clocks, Settings};

    struct Moved(Mutex<FakeClocks>);

    impl Clocks for Moved {
        fn today(&self) -> Date {
            self.0.lock().unwrap().today
        }

        fn now(&self) -> Timestamp {
            self.0.lock().unwrap().now
        }
    }

    /// A site whose pages say how often one was worked out.
    struct Site {
        installation: TestInstallation<House>,
        clocks: Arc<Moved>,
        router: Router,
    }

    impl Site {
        async fn new() -> Self {
            let installation = testkit::installation!(board);
            let clocks = Arc::new(Moved(Mutex::default()));
            let settings = Settings::for_address("http://127.0.0.1");
            let app = App::new(installation.house.clone(), clocks.clone(), settings);
            let made = Arc::new(AtomicUsize::new(0));
            let next = move || made.fetch_add(1, Ordering::SeqCst).to_string();
            let (page, missing, varied, cookie) = (next.clone(), next.clone(), next.clone(), next);
            let router = Router::new()
                .route("/page", get(async move || page()))
                .route(
                    "/missing",
                    get(async move || (StatusCode::NOT_FOUND, missing())),
                )
                .route(
                    "/varied",
                    get(async move || ([(header::VARY, "referer")], varied())),
                )
                .route(
                    "/cookie",
                    get(async move || ([(header::SET_COOKIE, "a=b")], cookie())),
                )
                .layer(from_fn_with_state(KeptPages::new(&app), keep));
            Self {
                installation,
                clocks,
                router,
            }
        }

        async fn ask(&self, request: axum::http::request::Builder) -> String {
            let request = request.body(Body::empty()).unwrap();
            let response = self.router.clone().oneshot(request).await.unwrap();
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            String::from_utf8(body.to_vec()).unwrap()
        }

        async fn get(&self, address: &str) -> String {
            self.ask(Request::get(address)).await
        }

        async fn change(&self) {
            let who = Who {
                actor: Actor::command_line(),
                today: self.clocks.today(),
                now: self.clocks.now(),
            };
            let person = CreatePerson {
                name: "Somebody".to_owned(),
                slug: None,
                spoken_name: None,
                contact: None,
                public_contact: false,
                for_body: None,
                origin: Origin::Entered,
            };
            create_person(&self.installation.house, &who, person)
                .await
                .unwrap();
        }
    }

    #[tokio::test]
    async fn a_page_is_worked_out_again_after_a_change_a_while_and_a_day() {
        let site = Site::new().await;
        assert_eq!(site.get("/page").await, "0");
        assert_eq!(site.get("/page").await, "0");
        assert_eq!(site.get("/page?of=another").await, "1");
        site.change().await;
        assert_eq!(site.get("/page").await, "2");
        assert_eq!(site.get("/page").await, "2");
        {
            let mut clocks = site.clocks.0.lock().unwrap();
            clocks.now += SignedDuration::from_secs(LASTING_SECONDS);
        }
        assert_eq!(site.get("/page").await, "3");
        {
            let mut clocks = site.clocks.0.lock().unwrap();
            clocks.today = clocks.today.tomorrow().unwrap();
        }
        assert_eq!(site.get("/page").await, "4");
    }

    #[tokio::test]
    async fn what_may_differ_between_readers_is_never_kept() {
        let site = Site::new().await;
        for address in ["/missing", "/varied", "/cookie"] {
            let first = site.get(address).await;
            assert_ne!(site.get(address).await, first, "{address}");
        }
        let kept = site.get("/page").await;
        let signed_in = Request::get("/page").header(header::COOKIE, "session=1");
        assert_ne!(site.ask(signed_in).await, kept);
        assert_eq!(site.get("/page").await, kept, "nor given to others");
    }

    #[tokio::test]
    async fn readers_who_come_at_once_wait_for_the_first() {
        let site = Site::new().await;
        let (one, two, three) =
            tokio::join!(site.get("/page"), site.get("/page"), site.get("/page"));
        assert_eq!([one, two, three], ["0", "0", "0"]);
    }
}
