//! A site of a test's own: an installation with two boards and a few people, and a browser to look at it with.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use board::access::{
    Account, CreateAccount, GrantRole, MakeSignInLink, Secret, create_account, grant_role,
    make_sign_in_link,
};
use board::places::{BodyType, CreateBody, CreatePerson, create_body, create_person};
use board::texts::{PARAGRAPH, TEXT};
use board::thread::of_kind;
use board::vocabulary::{Actor, Origin, RecordId, Role};
use board::{House, Who};
use http_body_util::BodyExt;
use jiff::Timestamp;
use jiff::civil::Date;
use testkit::{FakeClocks, TestInstallation};
use tower::ServiceExt;
use web::{App, Clocks, Settings};

/// Clocks that a test moves.
#[derive(Default)]
pub(crate) struct MovedClocks(Mutex<FakeClocks>);

impl MovedClocks {
    pub(crate) fn pass(&self, minutes: i64) {
        let mut clocks = self.0.lock().unwrap();
        clocks.now = clocks
            .now
            .checked_add(jiff::SignedDuration::from_mins(minutes))
            .unwrap();
    }
}

impl Clocks for MovedClocks {
    fn today(&self) -> Date {
        self.0.lock().unwrap().today
    }

    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().now
    }
}

pub(crate) struct Site {
    pub(crate) installation: TestInstallation<House>,
    pub(crate) clocks: Arc<MovedClocks>,
    pub(crate) app: App,
    pub(crate) router: Router,
    pub(crate) hackney: RecordId,
    pub(crate) city: RecordId,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) html: String,
}

impl Page {
    pub(crate) fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies that it sets, as written.
    pub(crate) fn cookies(&self) -> Vec<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    /// `name=value` of the first cookie, as a browser would send it back.
    pub(crate) fn cookie(&self) -> String {
        let cookies = self.cookies();
        let cookie = cookies.first().expect("a cookie was set");
        cookie.split(';').next().unwrap().to_owned()
    }
}

impl Site {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::for_address("http://127.0.0.1:8080")).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let installation = testkit::installation!(board);
        let clocks = Arc::new(MovedClocks::default());
        let app = App::new(installation.house.clone(), clocks.clone(), settings);
        let mut site = Self {
            router: web::server::site(app.clone()),
            installation,
            clocks,
            app,
            hackney: RecordId(uuid::Uuid::nil()),
            city: RecordId(uuid::Uuid::nil()),
        };
        site.hackney = site
            .board("Hackney Health and Wellbeing Board", "hackney")
            .await;
        site.city = site.board("City Health and Wellbeing Board", "city").await;
        site
    }

    /// The same site with another app, for instance one that sends mail.
    pub(crate) fn serving(mut self, change: impl FnOnce(App) -> App) -> Self {
        self.app = change(self.app);
        self.router = web::server::site(self.app.clone());
        self
    }

    pub(crate) fn house(&self) -> &House {
        &self.installation.house
    }

    /// The public addresses at which a reader without an account finds these words: the page and the thread of every text and
    /// paragraph of Hackney, what a search for `wanted` finds, and the pages that are kept for many.
    pub(crate) async fn public_pages_with(&self, words: &str, wanted: &str) -> Vec<String> {
        let mut addresses: Vec<String> = ["", "/documents", "/meetings", "/strategy", "/progress"]
            .iter()
            .map(|page| format!("/hackney{page}"))
            .collect();
        addresses.push(format!("/search?q={wanted}"));
        for kind in [TEXT, PARAGRAPH] {
            let records = of_kind(self.house(), kind, Some(self.hackney));
            for record in records.await.unwrap() {
                let slug = &record.slug;
                addresses.push(format!("/hackney/{}/{slug}", kind.0));
                addresses.push(format!("/thread/hackney/{}/{slug}", kind.0));
            }
        }
        let mut found = Vec::new();
        // The second time, a page that is kept is what is answered.
        for address in addresses.iter().chain(&addresses) {
            if self.get(address, "").await.html.contains(words) {
                found.push(address.clone());
            }
        }
        found
    }

    /// Whoever sits at the machine.
    pub(crate) fn operator(&self) -> Who {
        Who {
            actor: Actor::command_line(),
            today: self.clocks.today(),
            now: self.clocks.now(),
        }
    }

    async fn board(&self, name: &str, slug: &str) -> RecordId {
        self.board_in(name, slug, None).await
    }

    /// A board of a place.
    pub(crate) async fn board_in(
        &self,
        name: &str,
        slug: &str,
        area_id: Option<RecordId>,
    ) -> RecordId {
        let new = CreateBody {
            name: name.to_owned(),
            public_name: None,
            slug: Some(slug.parse().unwrap()),
            body_type: BodyType::Board,
            area_id,
            responsibility: None,
            quorum: None,
            valid_from: None,
            valid_to: None,
            origin: Origin::Entered,
        };
        create_body(self.house(), &self.operator(), new)
            .await
            .unwrap()
            .record
            .id
    }

    /// Somebody with an account and roles: `NAME@council.example`.
    pub(crate) async fn person(&self, name: &str, roles: &[(Role, Option<RecordId>)]) -> Account {
        let who = self.operator();
        let new = CreatePerson {
            name: name.to_owned(),
            slug: None,
            spoken_name: None,
            contact: None,
            public_contact: false,
            for_body: None,
            origin: Origin::Entered,
        };
        let person = create_person(self.house(), &who, new).await.unwrap();
        let person_id = person.record.id;
        let email = format!("{}@council.example", person.record.slug)
            .parse()
            .unwrap();
        let account = create_account(self.house(), &who, CreateAccount { person_id, email })
            .await
            .unwrap();
        for &(role, body_id) in roles {
            let grant = GrantRole {
                person_id,
                body_id,
                role,
                from: None,
                to: None,
            };
            grant_role(self.house(), &who, grant).await.unwrap();
        }
        account
    }

    /// A one-time link of 15 minutes.
    pub(crate) async fn link(&self, account: &Account) -> Secret {
        let input = MakeSignInLink {
            person_id: account.person_id,
            lasts: MakeSignInLink::BY_MAIL,
        };
        make_sign_in_link(self.house(), &self.operator(), input)
            .await
            .unwrap()
            .secret
    }

    /// Signs somebody in by a link. Returns the cookie.
    pub(crate) async fn sign_in(&self, account: &Account) -> String {
        let link = self.link(account).await;
        let page = self
            .post(&format!("/sign-in/{}", link.text()), "", "")
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        page.cookie()
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Page {
        self.ask(Method::GET, path, cookie, "", &[]).await
    }

    /// Sends a form as a browser on one of our pages does.
    pub(crate) async fn post(&self, path: &str, cookie: &str, form: &str) -> Page {
        let from_here = [("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, path, cookie, form, &from_here).await
    }

    /// Sends a form with fields and perhaps a file, as a browser does.
    pub(crate) async fn send_form(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Page {
        let files: Vec<_> = file
            .into_iter()
            .map(|(name, content)| ("file", name, content))
            .collect();
        self.send_files(path, cookie, fields, &files).await
    }

    /// Sends a form with fields and files, each in the field of its own: field, name, content.
    pub(crate) async fn send_files(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!(
                    "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (field, name, content) in files {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Page {
            status: parts.status,
            headers: parts.headers,
            html: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        form: &str,
        headers: &[(&str, &str)],
    ) -> Page {
        send(&self.router, method, path, cookie, form, headers).await
    }

    /// Asks a router of its own, whose counters are at nought.
    pub(crate) async fn ask_afresh(&self, method: Method, path: &str, cookie: &str) -> Page {
        let router = web::server::site(self.app.clone());
        send(&router, method, path, cookie, "", &[]).await
    }
}

async fn send(
    router: &Router,
    method: Method,
    path: &str,
    cookie: &str,
    form: &str,
    headers: &[(&str, &str)],
) -> Page {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ACCEPT, "text/html");
    if !cookie.is_empty() {
        request = request.header(header::COOKIE, cookie);
    }
    if !form.is_empty() {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(form.to_owned())).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Page {
        status: parts.status,
        headers: parts.headers,
        html: String::from_utf8_lossy(&bytes).into_owned(),
    }
}
