//! What the rooms of one strategy at the desk share: which strategy, its versions, where approval stands, and the bar between the
//! rooms. A room is a page with one question: what is the state, what are the words, what changed, who agrees, what comes first.

use board::strategy::{
    ADOPTED, ApprovalRoute, StepState, Strategy, approval_route, comments_of, published_version,
    strategies_of,
};
use board::texts::{Block, Version, blocks_of, versions_of};
use board::vocabulary::{capital, days_late, long_date};
use jiff::civil::Date;
use serde::Serialize;

use super::WRITERS_AND_APPROVERS;
use crate::app::App;
use crate::refusal::Refusal;
use crate::templates::{Frame, NavigationItem, Section};
use crate::visitor::Visitor;

/// One strategy of the desk's board, as far as its rooms need it.
pub(super) struct Room {
    pub strategy: Strategy,
    /// Its versions, oldest first.
    pub versions: Vec<Version>,
    /// The version that the public reads.
    pub published: Option<Version>,
    /// Who was asked to approve last, and where each of them stands with the newest words.
    pub route: Option<ApprovalRoute>,
}

impl Room {
    /// The room of a strategy of the visitor's board, by its short name.
    pub(super) async fn at(app: &App, visitor: &Visitor, slug: &str) -> Result<Self, Refusal> {
        let strategies = strategies_of(&app.house, visitor.board()?.record.id).await?;
        let strategy = strategies
            .into_iter()
            .find(|strategy| strategy.record.slug.as_str() == slug)
            .ok_or(Refusal::NotFound)?;
        Self::of(app, visitor, strategy).await
    }

    /// The room of a strategy that is at hand.
    pub(super) async fn of(
        app: &App,
        visitor: &Visitor,
        strategy: Strategy,
    ) -> Result<Self, Refusal> {
        let versions = match strategy.text_id {
            Some(text) => versions_of(&app.house, text).await?,
            None => Vec::new(),
        };
        Ok(Self {
            published: published_version(&app.house, &strategy).await?,
            route: approval_route(&app.house, &strategy, visitor.today).await?,
            versions,
            strategy,
        })
    }

    /// The newest version.
    pub(super) fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The paragraphs of the newest version.
    pub(super) async fn newest_blocks(&self, app: &App) -> Result<Vec<Block>, Refusal> {
        Ok(match self.newest() {
            Some(version) => blocks_of(&app.house, version.id).await?,
            None => Vec::new(),
        })
    }

    /// Whether the board follows it, so that it can end.
    pub(super) fn is_followed(&self) -> bool {
        self.strategy.record.state == ADOPTED
    }

    /// Where the newest words stand.
    pub(super) fn stage(&self) -> Stage {
        let Some(newest) = self.newest() else {
            return Stage::NoWords;
        };
        if self
            .published
            .as_ref()
            .is_some_and(|version| version.id == newest.id)
        {
            return Stage::Public;
        }
        match &self.route {
            None => Stage::NotAsked,
            Some(route) if route.is_complete() => Stage::Approved,
            Some(route) if route.void() > 0 => Stage::Void,
            Some(_) => Stage::Waiting,
        }
    }

    /// How many approvals a change of words made void.
    pub(super) fn void(&self) -> usize {
        self.route.as_ref().map_or(0, ApprovalRoute::void)
    }

    /// Asks that no approval of the newest words has answered, with the office of each.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.route
            .iter()
            .flat_map(|route| &route.steps)
            .filter(|step| !matches!(step.state, StepState::Approved(_)))
            .map(|step| (step.ask.id.to_string(), step.role.clone()))
    }

    /// What was said about its words: "3 comments, 1 not answered"; nothing where nobody said anything.
    pub(super) async fn comments_told(&self, app: &App) -> Result<Option<String>, Refusal> {
        let comments = comments_of(&app.house, &self.strategy).await?;
        let waiting = comments
            .iter()
            .filter(|one| one.comment.answer.is_none())
            .count();
        let all = match comments.len() {
            0 => return Ok(None),
            1 => "1 comment".to_owned(),
            many => format!("{many} comments"),
        };
        Ok(Some(match waiting {
            0 => format!("{all}, all answered"),
            waiting => format!("{all}, {waiting} not answered"),
        }))
    }

    /// The address of one of its rooms: `"words"`, `"approval"` …
    pub(super) fn address(&self, room: &str) -> String {
        format!("/desk/strategy/{}/{room}", self.strategy.record.slug)
    }

    /// "Well together, 1 April 2022 to 31 March 2026".
    pub(super) fn name(&self) -> String {
        let last = self.strategy.to.yesterday().unwrap_or(self.strategy.to);
        format!(
            "{}, {} to {}",
            self.strategy.record.title,
            long_date(self.strategy.from),
            long_date(last)
        )
    }

    /// The frame of a room; `current` is its item in the bar.
    pub(super) fn frame(&self, visitor: &Visitor, title: &str, current: &str) -> Frame {
        let mut frame = visitor.frame(title, "Strategy");
        frame.illustrative = self.strategy.record.origin.is_illustrative();
        // Members and partners read the draft and comment on it; the other rooms are for those who write and approve.
        let works = WRITERS_AND_APPROVERS.iter().any(|&role| visitor.has(role));
        let compared = works && self.versions.len() > 1;
        let has_words = !self.versions.is_empty();
        frame.section = Some(Section {
            name: self.strategy.record.title.clone(),
            items: [
                ("Where it stands", "/desk/strategy".to_owned(), works),
                ("Words", self.address("words"), works),
                ("Comments", self.address("comments"), has_words),
                ("Compare", self.address("compare"), compared),
                ("Approval", self.address("approval"), works),
                ("Priorities", self.address("priorities"), works),
            ]
            .into_iter()
            .filter(|(_, _, exists)| *exists)
            .map(|(text, href, _)| NavigationItem {
                text: text.to_owned(),
                href,
                current: text == current,
            })
            .collect(),
        });
        frame
    }

    /// The approval route as `components/approval_route.html` draws it; `None` where nobody was asked.
    pub(super) fn route_shown(&self) -> Option<RouteShown> {
        let route = self.route.as_ref()?;
        Some(RouteShown {
            hash: self
                .newest()
                .map(|version| short(&version.hash))
                .unwrap_or_default(),
            steps: route
                .steps
                .iter()
                .map(|step| {
                    let approved = step
                        .ask
                        .reply
                        .as_ref()
                        .and_then(|reply| reply.hash.as_deref());
                    self.step(step.role.clone(), &step.state, approved)
                })
                .collect(),
            serves: self
                .published
                .as_ref()
                .map(|version| capital(&version.name())),
        })
    }

    /// One step; `approved` is the hash of the words that were approved.
    fn step(&self, who: String, state: &StepState, approved: Option<&str>) -> RouteStep {
        let on = |day: &Date| format!("on {}", long_date(*day));
        let (status, note) = match state {
            StepState::Approved(day) => ("Approved", Some(on(day))),
            StepState::Void { on: day } => {
                let version = self
                    .versions
                    .iter()
                    .find(|version| Some(version.hash.as_str()) == approved);
                let words = version.map_or_else(
                    || "other words".to_owned(),
                    |version| format!("{} ({})", version.name(), short(&version.hash)),
                );
                ("Void", Some(format!("approved {words} {}", on(day))))
            }
            StepState::SentBack { on: day, why } => (
                "Waiting for approval",
                Some(format!(
                    "sent back {}: {}",
                    on(day),
                    why.clone().unwrap_or_default()
                )),
            ),
            StepState::Waiting => ("Waiting for approval", None),
            StepState::Late(late) => ("Waiting for approval", Some(days_late(*late))),
        };
        RouteStep { who, status, note }
    }
}

/// Where the newest words of a strategy stand, as the rooms' templates read it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    /// Nothing is written.
    NoWords,
    /// Nobody was asked to approve.
    NotAsked,
    /// Somebody was asked and has not approved.
    Waiting,
    /// The words changed after an approval.
    Void,
    /// Everybody approved these words, and the public reads others.
    Approved,
    /// The public reads these words.
    Public,
}

/// An approval route to draw.
#[derive(Serialize)]
pub(super) struct RouteShown {
    hash: String,
    steps: Vec<RouteStep>,
    serves: Option<String>,
}

#[derive(Serialize)]
struct RouteStep {
    who: String,
    status: &'static str,
    note: Option<String>,
}

/// The start of a hash, enough to compare by eye.
fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}
