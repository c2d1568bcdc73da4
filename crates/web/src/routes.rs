//! The table of routes: every address of this server, who may see it, and which permission it needs where it changes
//! something.
//!
//! A capability registers its pages in its `routes` function. There is no other way to add one, so the table is whole:
//!
//! ```text
//! pub fn routes(routes: Routes) -> Routes {
//!     routes
//!         .get("/{b}/priorities/{slug}", Audience::Public, priority_page::show)
//!         .get("/desk/strategy", Audience::Roles(OFFICERS), strategy_page::show)
//!         .post("/desk/strategy", Audience::Roles(OFFICERS), &policy::ADOPT_PRIORITY, strategy_page::submit)
//! }
//! ```
//!
//! A route with `{b}` is a board's: the slug is looked up and must be a board. Each route has a guard that works out the
//! [`Visitor`] and turns away whoever may not pass; the permission itself is checked again by the use case. Start with
//! [`Routes`].

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use board::access::{Purpose, TokenRefused, check_token};
use board::runner::Permission;
use board::vocabulary::Role;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::kept_pages::{self, KeptPages};
use crate::limits::{Limiter, Limiters};
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// The roles that run a board.
pub const OFFICERS: &[Role] = &[Role::Officer, Role::Administrator];

/// Who may see a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Everybody who is signed in.
    SignedIn,
    /// People who hold one of these roles in the board of the address, or at the desk in the board they work for.
    Roles(&'static [Role]),
    /// Whoever holds a link for this purpose; the route has a `{token}`.
    Link(Purpose),
}

/// What a route costs, and so how often and how long it may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Reading a page.
    Read,
    /// Changing something.
    Change,
    /// Passwords and links: the most careful.
    SignIn,
    /// Sending a file, or what takes as long: counting one, fetching one from its publisher.
    Upload,
}

impl Class {
    /// Most bytes in a request.
    const fn most_bytes(self) -> usize {
        match self {
            Self::Read | Self::SignIn => 64 * 1024,
            // A page of minutes pasted whole is the largest form there is.
            Self::Change => 4 * 1024 * 1024,
            Self::Upload => 256 * 1024 * 1024,
        }
    }

    const fn longest(self) -> Duration {
        match self {
            Self::Read | Self::Change | Self::SignIn => Duration::from_secs(30),
            Self::Upload => Duration::from_mins(10),
        }
    }
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET` (which answers `HEAD` too) or `POST`.
    pub method: Method,
    /// The address, with its parts in braces.
    pub path: &'static str,
    /// Who may see it.
    pub audience: Audience,
    /// What it changes, where it changes something.
    pub permission: Option<&'static Permission>,
    /// What it costs.
    pub class: Class,
}

/// The table under construction, with the router that it describes.
pub struct Routes {
    app: App,
    limiters: Limiters,
    kept_pages: KeptPages,
    router: Router<App>,
    table: Vec<Route>,
}

impl std::fmt::Debug for Routes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.table).finish()
    }
}

impl Routes {
    /// An empty table.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self {
            limiters: Limiters::new(&app.settings),
            kept_pages: KeptPages::new(&app),
            app,
            router: Router::new(),
            table: Vec::new(),
        }
    }

    /// A page to read. It changes nothing, however often it is opened.
    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        audience: Audience,
        handler: H,
    ) -> Self {
        self.add(Class::Read, path, audience, None, handler)
    }

    /// A form that changes something.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        audience: Audience,
        permission: &'static Permission,
        handler: H,
    ) -> Self {
        self.add(Class::Change, path, audience, Some(permission), handler)
    }

    /// A form that takes a password or a secret.
    #[must_use]
    pub fn sign_in<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        audience: Audience,
        permission: &'static Permission,
        handler: H,
    ) -> Self {
        self.add(Class::SignIn, path, audience, Some(permission), handler)
    }

    /// A form with a file.
    #[must_use]
    pub fn upload<H: Handler<T, App>, T: 'static>(
        self,
        path: &'static str,
        audience: Audience,
        permission: &'static Permission,
        handler: H,
    ) -> Self {
        self.add(Class::Upload, path, audience, Some(permission), handler)
    }

    /// The one place where a route comes into being.
    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        class: Class,
        path: &'static str,
        audience: Audience,
        permission: Option<&'static Permission>,
        handler: H,
    ) -> Self {
        let (filter, method) = match class {
            Class::Read => (MethodFilter::GET, Method::GET),
            Class::Change | Class::SignIn | Class::Upload => (MethodFilter::POST, Method::POST),
        };
        let guard = Guard {
            app: self.app.clone(),
            audience,
        };
        let limiter: Limiter = self.limiters.of(class);
        // The last is the outermost: count, then stop the clock, then look whether the page is kept, then see who it is.
        let mut route = on(filter, handler)
            .route_layer(DefaultBodyLimit::max(class.most_bytes()))
            .route_layer(from_fn_with_state(guard, guarded));
        // What a secret opens is for one reader.
        let is_for_all = !path.contains("{token}");
        if audience == Audience::Public && class == Class::Read && is_for_all {
            let kept_pages = self.kept_pages.clone();
            route = route.route_layer(from_fn_with_state(kept_pages, kept_pages::keep));
        }
        let route = route
            .route_layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                class.longest(),
            ))
            .route_layer(limiter);
        self.router = self.router.route(path, route);
        self.table.push(Route {
            method,
            path,
            audience,
            permission,
            class,
        });
        self
    }

    /// The router and its table.
    pub(crate) fn finish(self) -> (Router<App>, Vec<Route>, Limiters) {
        (self.router, self.table, self.limiters)
    }
}

/// What a guard knows.
#[derive(Clone)]
struct Guard {
    app: App,
    audience: Audience,
}

/// Works out who is looking and lets them pass or not.
async fn guarded(
    State(guard): State<Guard>,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let part = |name: &str| {
        params
            .iter()
            .find_map(|(known, value)| (known == name).then_some(value))
    };
    let visitor = match Visitor::of(&guard.app, &parts, part("b")).await {
        Ok(visitor) => visitor,
        Err(refusal) => return refusal.into_response(),
    };
    let visitor = match admit(&guard, visitor, part("token"), &parts).await {
        Ok(visitor) => visitor,
        Err(turned_away) => return *turned_away,
    };
    if let Some(signed_in) = &visitor.signed_in {
        let kept = board::access::keep_signed_in(&guard.app.house, &visitor.who(), signed_in).await;
        if let Err(error) = kept {
            tracing::warn!(cause = ?error, "a sign-in could not be kept alive");
        }
    }
    parts.extensions.insert(Arc::new(visitor));
    next.run(Request::from_parts(parts, body)).await
}

async fn admit(
    guard: &Guard,
    mut visitor: Visitor,
    token: Option<&str>,
    parts: &axum::http::request::Parts,
) -> Result<Visitor, Box<Response>> {
    let roles = match guard.audience {
        Audience::Public => return Ok(visitor),
        Audience::Link(purpose) => {
            let token = token.unwrap_or_default();
            return match check_token(&guard.app.house, token, purpose, visitor.now).await {
                Ok(link) => {
                    visitor.link = Some(link);
                    Ok(visitor)
                }
                Err(refused) => Err(Box::new(spent(refused).into_response())),
            };
        }
        Audience::SignedIn => None,
        Audience::Roles(roles) => Some(roles),
    };
    if visitor.signed_in.is_none() {
        return Err(Box::new(sign_in_first(parts)));
    }
    if roles.is_some_and(|roles| !roles.iter().any(|&role| visitor.has(role))) {
        return Err(Box::new(Refusal::Forbidden.into_response()));
    }
    Ok(visitor)
}

/// Sends a reader to the sign-in page and back again; a form that was sent is refused, because it cannot be sent again.
fn sign_in_first(parts: &axum::http::request::Parts) -> Response {
    if parts.method == Method::POST {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let wanted = parts
        .uri
        .path_and_query()
        .map_or("/desk", |wanted| wanted.as_str());
    let mut address = "/sign-in".to_owned();
    if let Some(wanted) = crate::address::of_this_site(wanted) {
        address.push_str("?next=");
        for byte in wanted.bytes() {
            // Everything but letters, digits and slashes is written as a code.
            if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-') {
                address.push(char::from(byte));
            } else {
                use std::fmt::Write as _;
                // Writing to a String cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    let location = HeaderValue::from_str(&address).unwrap_or(HeaderValue::from_static("/sign-in"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// What to tell the holder of a link that opens nothing.
#[must_use]
pub fn spent(refused: TokenRefused) -> Refusal {
    let again = "Ask whoever sent it for a new one. Nothing that you saved is lost.";
    let words = |what: String| Refusal::explained(StatusCode::GONE, what, again);
    match refused {
        TokenRefused::Unknown => Refusal::explained(
            StatusCode::NOT_FOUND,
            "This is no link of ours",
            "Mail programs sometimes cut links short. Open the whole address, or ask whoever sent it for a new one.",
        ),
        TokenRefused::Used { .. } => words("This link has been used".to_owned()),
        TokenRefused::Expired { .. } => words("This link has ended".to_owned()),
        TokenRefused::Revoked { .. } => words("This link was withdrawn".to_owned()),
        TokenRefused::Suspended => Refusal::explained(
            StatusCode::FORBIDDEN,
            "This account is suspended",
            "Ask the board’s office.",
        ),
        TokenRefused::Runner(error) => Refusal::Runner(error),
    }
}
