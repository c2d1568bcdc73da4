//! What every page is given: the house, the clocks, the templates and the settings of this server.
//!
//! Made once by the binary, which also brings the engines that are slow to build. Must not know any page.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use board::access::Postman;
use board::indicators::Figures as Evidence;
use board::outcomes::{Figures, NoFigures, PublishedFigures};
use board::vocabulary::Actor;
use board::{House, Who};
use evidence::engine::Engine;
use evidence::memory::MemoryEngine;
use evidence::open_data::ParquetWriter;
use evidence::stocktake::StockTaker;
use jiff::Timestamp;
use jiff::civil::Date;
use papers::Paper;
use papers::formats::docx::Painter;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::fetching::FigureFetcher;
use crate::forms::HeldFiles;
use crate::refusal::Answer;
use crate::templates::{Frame, Templates};

/// Files of open data that are written at once; others wait for their turn.
const FILES_AT_ONCE: usize = 2;

/// The two clocks. Pages never ask the system for the time.
pub trait Clocks: Send + Sync {
    /// The board's date: due, late, expired, clear days. A demonstration fixes it.
    fn today(&self) -> Date;
    /// The machine's time: sign-ins, links, audit. Nothing fixes it.
    fn now(&self) -> Timestamp;
}

/// How many requests of one class an address may send: so many at once, and one more after each pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// At once.
    pub burst: u32,
    /// Until one more may be sent.
    pub pause: Duration,
}

/// Limits by class of route ([`crate::routes::Class`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Passwords and links.
    pub sign_in: Limit,
    /// Everything else that changes something.
    pub change: Limit,
    /// Reading: only so low that one address cannot take the server for itself.
    pub read: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |burst, milliseconds| Limit {
            burst,
            pause: Duration::from_millis(milliseconds),
        };
        Self {
            sign_in: limit(20, 3_000),
            change: limit(120, 250),
            read: limit(4_000, 1),
        }
    }
}

/// What the binary read from the command line and the environment.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How people reach this server, without a slash at the end: `https://board.example`.
    pub public_address: String,
    /// Addresses of proxies whose `X-Forwarded-For` is believed. Anybody else's is ignored.
    pub proxies: Vec<IpAddr>,
    /// How people reach whoever runs this installation: a telephone number or an e-mail address.
    pub contact: Option<String>,
    /// Limits by class of route.
    pub limits: Limits,
}

impl Settings {
    /// The settings for an address, with nothing else set.
    #[must_use]
    pub fn for_address(public_address: impl Into<String>) -> Self {
        Self {
            public_address: public_address.into().trim_end_matches('/').to_owned(),
            proxies: Vec::new(),
            contact: None,
            limits: Limits::default(),
        }
    }

    /// Whether browsers reach this server by an encrypted connection.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_address.starts_with("https://")
    }
}

/// Whoever prints papers as PDF. Slow to build, so the binary brings it.
pub trait PaperPrinter: Send + Sync {
    /// The paper as PDF/UA-1.
    ///
    /// # Errors
    /// What the printer could not do, for the log.
    fn print(&self, paper: &Paper) -> Result<Vec<u8>, String>;

    /// Whoever paints the drawings of a Word document; without one, figures are words and tables there.
    fn painter(&self) -> Option<&dyn Painter> {
        None
    }
}

/// Everything that a page is given. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The installation.
    pub house: House,
    /// The two clocks.
    pub clocks: Arc<dyn Clocks>,
    /// How pages are rendered.
    pub templates: Templates,
    /// Settings of this server.
    pub settings: Arc<Settings>,
    /// Answers from published data.
    pub evidence: Evidence,
    /// Who carries letters to mailboxes; `None` where no mail is set up.
    pub postman: Option<Arc<dyn Postman>>,
    /// Whoever holds the figures of indicators.
    pub figures: Arc<dyn Figures>,
    /// Whoever prints papers; `None` where no printer is plugged in.
    pub printer: Option<Arc<dyn PaperPrinter>>,
    /// Whoever writes open data as Parquet; `None` where nobody is plugged in.
    pub parquet: Option<Arc<dyn ParquetWriter>>,
    /// Whoever fetches figures from their publisher; `None` where nobody is plugged in.
    pub fetcher: Option<Arc<dyn FigureFetcher>>,
    /// Whoever takes stock of records; `None` where nobody is plugged in.
    pub stock_taker: Option<Arc<dyn StockTaker>>,
    /// How many files of open data may be written at once.
    pub(crate) taking_away: Arc<Semaphore>,
    /// Files about which a page asks before they are read.
    pub held_files: Arc<HeldFiles>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("house", &self.house)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl App {
    /// An app without mail and without data; the binary plugs both in.
    #[must_use]
    pub fn new(house: House, clocks: Arc<dyn Clocks>, settings: Settings) -> Self {
        Self {
            house,
            clocks,
            templates: Templates::new(),
            settings: Arc::new(settings),
            evidence: Evidence::new(Arc::new(MemoryEngine::new())),
            postman: None,
            figures: Arc::new(NoFigures),
            printer: None,
            parquet: None,
            fetcher: None,
            stock_taker: None,
            taking_away: Arc::new(Semaphore::new(FILES_AT_ONCE)),
            held_files: Arc::default(),
        }
    }

    /// The same with an engine that reads data files. Evidence pages and outcomes take their figures from it.
    #[must_use]
    pub fn with_engine(mut self, engine: Arc<dyn Engine>) -> Self {
        self.evidence = Evidence::new(engine);
        let clocks = Arc::clone(&self.clocks);
        let asking = move || Who {
            actor: Actor::public(),
            today: clocks.today(),
            now: clocks.now(),
        };
        self.figures = Arc::new(PublishedFigures::new(
            self.house.clone(),
            self.evidence.clone(),
            Arc::new(asking),
        ));
        self
    }

    /// The same with somebody who carries letters to mailboxes.
    #[must_use]
    pub fn with_postman(mut self, postman: Arc<dyn Postman>) -> Self {
        self.postman = Some(postman);
        self
    }

    /// The same with whoever prints papers.
    #[must_use]
    pub fn with_printer(mut self, printer: Arc<dyn PaperPrinter>) -> Self {
        self.printer = Some(printer);
        self
    }

    /// The same with whoever writes open data as Parquet.
    #[must_use]
    pub fn with_parquet(mut self, writer: Arc<dyn ParquetWriter>) -> Self {
        self.parquet = Some(writer);
        self
    }

    /// The same with whoever fetches figures from their publisher.
    #[must_use]
    pub fn with_fetcher(mut self, fetcher: Arc<dyn FigureFetcher>) -> Self {
        self.fetcher = Some(fetcher);
        self
    }

    /// The same with whoever takes stock of records.
    #[must_use]
    pub fn with_stock_taker(mut self, taker: Arc<dyn StockTaker>) -> Self {
        self.stock_taker = Some(taker);
        self
    }

    /// The same with whoever holds the figures of indicators.
    #[must_use]
    pub fn with_figures(mut self, figures: Arc<dyn Figures>) -> Self {
        self.figures = figures;
        self
    }

    /// A page: `template` is its path under `web/src`, such as `outcomes/return_page.html`.
    ///
    /// # Errors
    /// When the template cannot be rendered, which is a fault of ours.
    pub fn page(&self, template: &str, frame: &Frame, model: impl Serialize) -> Answer {
        Ok(self.templates.page(template, frame, model)?.into_response())
    }

    /// The page of a form again, with its problems: status 422 and "Error:" before its title.
    ///
    /// # Errors
    /// As for [`App::page`].
    pub fn refused(&self, template: &str, frame: &Frame, model: impl Serialize) -> Answer {
        Ok(crate::forms::refused(
            &self.templates,
            template,
            frame,
            model,
        )?)
    }

    /// Goes on to another page of ours after a change.
    #[must_use]
    pub fn see_other(&self, address: &str) -> Response {
        match axum::http::HeaderValue::from_str(address) {
            Ok(address) => (
                StatusCode::SEE_OTHER,
                [(axum::http::header::LOCATION, address)],
            )
                .into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}
