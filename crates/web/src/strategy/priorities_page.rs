//! `/{b}/priorities`: what the board puts first, in order.

use axum::extract::State;
use board::strategy::{ADOPTED, Strategy, priorities_of, strategy_on};
use serde::Serialize;

use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

const TEMPLATE: &str = "strategy/priorities_page.html";

#[derive(Serialize)]
struct PrioritiesPage {
    strategy: Option<Named>,
    rows: Vec<Row>,
    text_href: String,
}

#[derive(Serialize)]
struct Named {
    title: String,
    from: String,
    to: String,
    origin: &'static str,
}

#[derive(Serialize)]
struct Row {
    number: i64,
    title: String,
    href: String,
    text: String,
    origin: &'static str,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let board = visitor.board()?;
    let slug = &board.record.slug;
    let strategy = strategy_on(&app.house, board.record.id, visitor.today).await?;
    let mut rows = Vec::new();
    if let Some(strategy) = &strategy {
        for priority in priorities_of(&app.house, strategy.record.id).await? {
            if priority.record.state == ADOPTED && priority.record.is_visible_to(&visitor.actor) {
                rows.push(Row {
                    number: priority.position,
                    href: format!("/{slug}/priorities/{}", priority.record.slug),
                    title: priority.record.title,
                    text: priority.plain_words,
                    origin: priority.record.origin.as_str(),
                });
            }
        }
    }
    let mut frame = visitor.frame("Priorities", "Priorities");
    frame.illustrative = rows.iter().any(|row| row.origin == "illustrative");
    let page = PrioritiesPage {
        strategy: strategy.map(named),
        rows,
        text_href: format!("/{slug}/strategy"),
    };
    app.page(TEMPLATE, &frame, page)
}

fn named(strategy: Strategy) -> Named {
    Named {
        title: strategy.record.title,
        from: strategy.from.to_string(),
        to: strategy.to.yesterday().unwrap_or(strategy.to).to_string(),
        origin: strategy.record.origin.as_str(),
    }
}
