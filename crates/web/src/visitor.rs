//! Who is looking at a page: their roles, the two clocks, the board, and what stands round the page for them.
//!
//! [`crate::routes`] makes a [`Visitor`] for every request before its handler runs, and turns away whoever may not see
//! the route. A handler asks for it like any extractor. Must not know any page.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use board::access::{Secret, SignedIn, Token};
use board::database::DatabaseError;
use board::places::{self, Body};
use board::runner::Who;
use board::vocabulary::{Actor, RecordId, Role};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::cookie;
use crate::app::App;
use crate::refusal::Refusal;
use crate::routes::OFFICERS;
use crate::templates::{
    Frame, Link, NavigationItem, Section, Site, desk_navigation, public_navigation,
};

/// Who is looking.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// As whom they act, with the roles that they hold today.
    pub actor: Actor,
    /// The board's date.
    pub today: Date,
    /// The machine's time.
    pub now: Timestamp,
    /// Their sign-in, if they are signed in.
    pub signed_in: Option<SignedIn>,
    /// The board whose page this is: named in the address (`/{b}/...`), or chosen for the desk.
    pub board: Option<Body>,
    /// The link that they came by, on routes that are opened by one.
    pub link: Option<Token>,
    /// The secret in their browser, whether or not it still opens anything.
    pub secret: Option<Secret>,
    is_at_desk: bool,
    works_for_several: bool,
    /// The board that their desk is of.
    desk_board_id: Option<RecordId>,
}

impl Visitor {
    /// Works out who is looking, from the cookie and the address.
    pub(crate) async fn of(
        app: &App,
        parts: &Parts,
        board_in_address: Option<&str>,
    ) -> Result<Self, Refusal> {
        let (today, now) = (app.clocks.today(), app.clocks.now());
        let secret = cookie::read(&parts.headers, &app.settings);
        let signed_in = match &secret {
            Some(secret) => board::access::signed_in(&app.house, secret, today, now).await?,
            None => None,
        };
        let actor = signed_in
            .as_ref()
            .map_or_else(Actor::public, |signed_in| signed_in.actor.clone());
        let path = parts.uri.path();
        let is_at_desk = path == "/desk" || path.starts_with("/desk/");
        let mut visitor = Self {
            actor,
            today,
            now,
            signed_in,
            board: None,
            link: None,
            secret,
            is_at_desk,
            works_for_several: false,
            desk_board_id: None,
        };
        if visitor.signed_in.is_some() {
            visitor.find_desk_board(app).await?;
            visitor.desk_board_id = visitor.board_id();
        }
        if let Some(slug) = board_in_address {
            let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
            let board = places::board_by_slug(&app.house, &slug).await?;
            visitor.board = Some(board.ok_or(Refusal::NotFound)?);
            visitor.works_for_several = false;
        } else if !is_at_desk {
            visitor.board = None;
            visitor.works_for_several = false;
        }
        Ok(visitor)
    }

    /// The board that a signed-in person works for: the one they chose, or the first in which they hold a role.
    async fn find_desk_board(&mut self, app: &App) -> Result<(), DatabaseError> {
        let mut boards = boards_of(app, &self.actor).await?;
        self.works_for_several = boards.len() > 1;
        let chosen = self
            .signed_in
            .as_ref()
            .and_then(|signed_in| signed_in.desk_board_id);
        let place = boards
            .iter()
            .position(|board| Some(board.record.id) == chosen)
            .unwrap_or(0);
        if place < boards.len() {
            self.board = Some(boards.swap_remove(place));
        }
        Ok(())
    }

    /// Who acts and when, for a use case.
    #[must_use]
    pub fn who(&self) -> Who {
        Who {
            actor: self.actor.clone(),
            today: self.today,
            now: self.now,
        }
    }

    /// The id of the board whose page this is.
    #[must_use]
    pub fn board_id(&self) -> Option<RecordId> {
        self.board.as_ref().map(|board| board.record.id)
    }

    /// The board whose page this is.
    ///
    /// # Errors
    /// Not found, where there is none: at the desk of somebody without a board.
    pub fn board(&self) -> Result<&Body, Refusal> {
        self.board.as_ref().ok_or(Refusal::NotFound)
    }

    /// Whether the visitor holds a role here: in this board, or in the whole installation.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.actor.has(role, self.board_id())
    }

    /// Whether the visitor runs the board here, and not one part of its work alone.
    #[must_use]
    pub fn runs_board(&self) -> bool {
        OFFICERS.iter().any(|&role| self.has(role))
    }

    /// Whether this is a page of the board that their desk is of: only then does a link to the desk lead to the same board.
    #[must_use]
    pub fn is_of_their_desk(&self) -> bool {
        self.desk_board_id.is_some() && self.board_id() == self.desk_board_id
    }

    /// What stands round a page with this title. `current` is the navigation item that the page belongs to, in its own
    /// words ("Priorities"), or nothing.
    #[must_use]
    pub fn frame(&self, title: impl Into<String>, current: &str) -> Frame {
        let site = match &self.board {
            Some(board) => Site {
                name: board.public_name.clone(),
                home: format!("/{}", board.record.slug),
            },
            None => Site {
                name: "Commonweal".to_owned(),
                home: "/".to_owned(),
            },
        };
        let mut frame = Frame::new(title, site);
        frame.person = self
            .signed_in
            .as_ref()
            .map(|signed_in| signed_in.person.title.clone());
        match &self.board {
            _ if self.is_at_desk => {
                frame.navigation =
                    desk_navigation(current, |roles| roles.iter().any(|&role| self.has(role)));
            }
            Some(board) => {
                frame.navigation = public_navigation(board.record.slug.as_str(), current);
            }
            None => {}
        }
        if let Some(board) = self.board.as_ref().filter(|_| self.works_for_several) {
            frame.section = Some(Section {
                name: board.public_name.clone(),
                items: vec![NavigationItem {
                    text: "Work for another board".to_owned(),
                    href: "/desk/board".to_owned(),
                    current: false,
                }],
            });
        }
        frame
    }

    /// The same for a task with an end (a return, signing in): a back link, no navigation.
    #[must_use]
    pub fn task_frame(&self, title: impl Into<String>, back: Option<Link>) -> Frame {
        let mut frame = self.frame(title, "");
        frame.navigation.clear();
        frame.section = None;
        frame.back = back;
        frame
    }
}

/// The boards in which somebody holds any role, by name.
pub async fn boards_of(app: &App, actor: &Actor) -> Result<Vec<Body>, DatabaseError> {
    let mut boards = places::boards(&app.house).await?;
    boards.retain(|board| {
        Role::ALL
            .iter()
            .any(|&role| actor.has(role, Some(board.record.id)))
    });
    Ok(boards)
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        // Every route has a guard that leaves the visitor here; one without would be a fault of ours.
        parts
            .extensions
            .get::<Arc<Self>>()
            .map(|visitor| visitor.as_ref().clone())
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
