//! `/desk`: what needs me now.

use axum::extract::State;
use board::story::{Urgency, Work, WorkRow};
use board::strategy::{DATE_MOVE, ENDED, policy, strategies_of, takes_comments};
use board::texts::newest_version;
use board::thread::Registry;
use board::vocabulary::long_date;
use serde::Serialize;

use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::routes::OFFICERS;
use crate::thread::Addresses;
use crate::visitor::Visitor;

/// How many waiting partners the panel names.
const SHOWN: usize = 10;

const TEMPLATE: &str = "portal/desk_page.html";

#[derive(Serialize)]
struct DeskPage {
    day: String,
    title: String,
    now: Vec<Row>,
    later: Vec<Row>,
    round: Option<RoundPanel>,
    broken: usize,
    /// Sentences of the oldest, three at most.
    broken_first: Vec<String>,
    has_board: bool,
    /// Whether they may read the log and mend joins.
    is_officer: bool,
    /// Strategies whose words are being written, for those who may comment.
    drafts: Vec<Draft>,
    public_site: Option<String>,
}

/// A strategy that is open to comments.
#[derive(Serialize)]
struct Draft {
    title: String,
    href: String,
    version: String,
}

#[derive(Serialize)]
struct Row {
    when: String,
    detail: String,
    title: String,
    href: String,
    why: String,
    late: Option<bool>,
    button: Button,
}

#[derive(Serialize)]
struct Button {
    text: &'static str,
    href: String,
    solid: Option<bool>,
}

#[derive(Serialize)]
struct RoundPanel {
    title: String,
    answered: usize,
    asked: usize,
    late: usize,
    shown: usize,
    waiting_count: usize,
    waiting: Vec<Vec<Cell>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cell {
    Words(String),
    Status { status: String },
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = page(&app, &visitor).await?;
    let frame = visitor.frame(page.title.clone(), "My work");
    app.page(TEMPLATE, &frame, page)
}

async fn page(app: &App, visitor: &Visitor) -> Result<DeskPage, Refusal> {
    let board = visitor.board_id();
    let work = Work::of(&app.house, &visitor.actor, visitor.today, board).await?;
    let addresses = Addresses::load(app).await?;
    let registry = app.house.registry();
    let title = match work.pressing() {
        0 => "Nothing needs you now".to_owned(),
        1 => "1 thing needs you now".to_owned(),
        count => format!("{count} things need you now"),
    };
    let (later, now): (Vec<_>, Vec<_>) = work
        .rows
        .into_iter()
        .partition(|row| row.urgency == Urgency::Later);
    let mut now: Vec<Row> = now
        .into_iter()
        .map(|one| row(registry, &addresses, one))
        .collect();
    if let Some(first) = now.first_mut() {
        first.button.solid = Some(true);
    }
    Ok(DeskPage {
        is_officer: OFFICERS.iter().any(|&role| visitor.has(role)),
        day: visitor.today.strftime("%A %-d %B %Y").to_string(),
        title,
        now,
        later: later
            .into_iter()
            .map(|one| row(registry, &addresses, one))
            .collect(),
        round: work.round.map(|round| {
            let late = round
                .waiting
                .iter()
                .filter(|(one, _)| one.is_silent())
                .count();
            RoundPanel {
                title: round.round.title,
                answered: round.answered,
                asked: round.asked,
                late,
                shown: round.waiting.len().min(SHOWN),
                waiting_count: round.waiting.len(),
                waiting: round
                    .waiting
                    .iter()
                    .take(SHOWN)
                    .map(|(one, about)| {
                        vec![
                            Cell::Words(one.to.clone()),
                            Cell::Words(
                                about
                                    .as_ref()
                                    .map_or_else(String::new, |about| about.title.clone()),
                            ),
                            Cell::Words(one.asked_on.map_or_else(String::new, long_date)),
                            Cell::Status {
                                status: one.status(),
                            },
                        ]
                    })
                    .collect(),
            }
        }),
        broken: work.broken.len(),
        broken_first: work
            .broken
            .iter()
            .take(3)
            .map(|join| format!("{}: {}", join.broken.record.title, join.broken.rule.message))
            .collect(),
        drafts: drafts(app, visitor).await?,
        has_board: visitor.board.is_some(),
        public_site: visitor
            .board
            .as_ref()
            .map(|board| format!("/{}", board.record.slug)),
    })
}

/// The drafts on which the visitor may comment.
async fn drafts(app: &App, visitor: &Visitor) -> Result<Vec<Draft>, Refusal> {
    let mut drafts = Vec::new();
    let Some(board) = visitor.board_id() else {
        return Ok(drafts);
    };
    if !policy::COMMENT.allows(&visitor.actor, Some(board)) {
        return Ok(drafts);
    }
    for strategy in strategies_of(&app.house, board).await? {
        let Some(text) = strategy.text_id.filter(|_| strategy.record.state != ENDED) else {
            continue;
        };
        if let Some(newest) = newest_version(&app.house, text).await?
            && takes_comments(&newest)
        {
            drafts.push(Draft {
                href: format!("/desk/strategy/{}/comments", strategy.record.slug),
                title: strategy.record.title,
                version: newest.name(),
            });
        }
    }
    Ok(drafts)
}

fn row(registry: &Registry, addresses: &Addresses, row: WorkRow) -> Row {
    let href = match &row.record {
        None => "/desk/mistakes".to_owned(),
        // The other board's proposal is answered where the dates stand.
        Some(record) if record.kind == DATE_MOVE => "/desk/strategy".to_owned(),
        Some(record) => addresses.page(registry, record),
    };
    Row {
        late: (row.urgency == Urgency::Late).then_some(true),
        when: row.when,
        detail: row.detail,
        title: row.title,
        why: row.why,
        button: Button {
            text: row.verb,
            href: href.clone(),
            solid: None,
        },
        href,
    }
}
