//! `/{b}/evidence`: every indicator of the place, by theme; with a search, what figures and statements say about a topic.

use std::collections::HashMap;

use axum::extract::State;
use board::frameworks;
use board::indicators::{
    FiguresError, INDICATOR, Indicator, WITHDRAWN, evidence_items, indicators,
};
use board::vocabulary::{RecordId, Sought, listed};
use evidence::analysis::{AskError, CompareAsk, ComparisonRow, Verdict};
use evidence::cell::Origin;
use serde::{Deserialize, Serialize};

use super::asked::{area_query, place_of};
use super::evidence_items_page::StatementRow;
use super::finding::series_words;
use super::shown::{
    TrendWords, figure_words, marked_origin, short_name, trend_words, unit_of_cell, verdict_words,
};
use super::unanswered::refusal;
use crate::address::{Path, Query};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/evidence_page.html";
/// The framework by which evidence is grouped.
const THEMES: &str = "pillars";

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    q: Option<String>,
    area: Option<String>,
}

#[derive(Serialize)]
struct EvidencePage {
    title: String,
    lead: String,
    origin: Option<&'static str>,
    search: String,
    area: Option<String>,
    themes: Vec<Theme>,
    /// Statements that match what was looked for.
    matching: Vec<StatementRow>,
    unseen: Link,
    compare: Link,
    statements: Link,
    services: Link,
}

#[derive(Serialize)]
struct Theme {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    about: String,
    value: String,
    status: Option<String>,
    trend: Option<TrendWords>,
    withdrawn: bool,
    origin: Option<&'static str>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(board): Path<String>,
    Query(choices): Query<Choices>,
) -> Answer {
    let ask = CompareAsk::new(place_of(&app, &visitor, choices.area.as_deref()).await?);
    let answer = match app.evidence.compare(&app.house, &visitor.who(), &ask).await {
        Ok(answer) => Some(answer),
        // A board without data, or without figures of its own, still has its list of indicators.
        Err(FiguresError::Ask(AskError::NoData | AskError::NoSuchArea(_))) => None,
        Err(error) => return Err(refusal(error)),
    };
    let rows: &[ComparisonRow] = answer.as_ref().map_or(&[], |answer| &answer.result.rows);
    let place = answer.as_ref().map_or_else(
        || {
            visitor
                .board()
                .map(|board| board.public_name.clone())
                .unwrap_or_default()
        },
        |answer| short_name(&answer.result.area.name).to_owned(),
    );
    let search = choices.q.clone().unwrap_or_default();
    let mut known = indicators(&app.house).await?;
    known.retain(|indicator| indicator.record.is_visible_to(&visitor.actor));
    let total = known.len();
    let sought = Sought::words(&search);
    known.retain(|indicator| indicator.mentions(&sought));
    let by_theme = by_theme(&app, &visitor, &known).await?;
    let themes = by_theme
        .into_iter()
        .map(|(title, members)| Theme {
            title,
            rows: members
                .into_iter()
                .map(|indicator| row(indicator, rows, &board, choices.area.as_deref()))
                .collect(),
        })
        .collect();
    let origin = answer.as_ref().map(|answer| answer.receipt.origin);
    let count = |verdict| {
        rows.iter()
            .filter(|row| row.judgement.verdict == verdict)
            .count()
    };
    let matching = matching(&app, &visitor, &search).await?;
    let title = if !search.is_empty() {
        found_in_words(known.len(), matching.len(), &search)
    } else if rows.is_empty() {
        format!("{place} has no figures yet")
    } else {
        let (worse, better) = (count(Verdict::Worse), count(Verdict::Better));
        format!("{place}: {worse} measures are worse than England, {better} are better")
    };
    let page = EvidencePage {
        title,
        lead: format!(
            "{total} indicators are held here, {} figures of them for {place}. Each leads to its limits, its trend, whom it cannot show, and what is being done.",
            rows.len()
        ),
        origin: origin.and_then(marked_origin),
        search: search.clone(),
        area: choices.area.clone(),
        themes,
        matching,
        unseen: Link::new(
            "Who we cannot see",
            format!(
                "/{board}/evidence/blind-spots{}",
                super::asked::area_query(choices.area.as_deref())
            ),
        ),
        compare: Link::new(
            format!("Where {place} stands out"),
            compare_address(&board, choices.area.as_deref()),
        ),
        services: Link::new(
            "What services know about their users, and whom they do not see",
            format!("/{board}/evidence/services"),
        ),
        statements: Link::new(
            "Statements from documents, studies and residents",
            format!("/{board}/evidence-items"),
        ),
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = origin == Some(Origin::Illustrative);
    frame.search = search;
    app.page(TEMPLATE, &frame, page)
}

/// "1 indicator and 3 statements match “smoking”".
fn found_in_words(indicators: usize, statements: usize, search: &str) -> String {
    let count = |number, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let parts: Vec<String> = [
        count(indicators, "indicator", "indicators"),
        count(statements, "statement", "statements"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match indicators + statements {
        0 => format!("Nothing matches “{search}”"),
        1 => format!("{} matches “{search}”", parts.concat()),
        _ => format!("{} match “{search}”", listed(&parts, "and")),
    }
}

/// The statements of the board that match; none where nothing is looked for.
async fn matching(
    app: &App,
    visitor: &Visitor,
    search: &str,
) -> Result<Vec<StatementRow>, Refusal> {
    if search.trim().is_empty() {
        return Ok(Vec::new());
    }
    let sought = Sought::words(search);
    let mut items = evidence_items(&app.house, Some(visitor.board()?.record.id)).await?;
    items.retain(|item| item.record.is_visible_to(&visitor.actor) && item.mentions(&sought));
    let addresses = Addresses::load(app).await?;
    Ok(items
        .iter()
        .map(|item| StatementRow::of(app, &addresses, item))
        .collect())
}

fn compare_address(board: &str, area: Option<&str>) -> String {
    format!("/{board}/evidence/compare{}", area_query(area))
}

/// Indicators by the theme that they carry, in the order of the framework; those without one last.
async fn by_theme<'a>(
    app: &App,
    visitor: &Visitor,
    known: &'a [Indicator],
) -> Result<Vec<(String, Vec<&'a Indicator>)>, Refusal> {
    let mut themes = Vec::new();
    let mut placed: Vec<RecordId> = Vec::new();
    if let Some(framework) = frameworks::framework_by_slug(&app.house, THEMES).await? {
        let covered = frameworks::coverage(
            &app.house,
            &visitor.actor,
            framework.record.id,
            &[INDICATOR],
            None,
        )
        .await?;
        for row in covered.rows {
            let carriers: Vec<RecordId> = row
                .carriers
                .iter()
                .flatten()
                .map(|record| record.id)
                .collect();
            let members: Vec<&Indicator> = known
                .iter()
                .filter(|indicator| carriers.contains(&indicator.record.id))
                .collect();
            placed.extend(carriers);
            if !members.is_empty() {
                themes.push((row.element.record.title, members));
            }
        }
    }
    let rest: Vec<&Indicator> = known
        .iter()
        .filter(|indicator| !placed.contains(&indicator.record.id))
        .collect();
    if !rest.is_empty() {
        let title = if themes.is_empty() {
            "Indicators"
        } else {
            "On no pillar"
        };
        themes.push((title.to_owned(), rest));
    }
    Ok(themes)
}

fn row(indicator: &Indicator, rows: &[ComparisonRow], board: &str, area: Option<&str>) -> Row {
    let of_indicator: HashMap<bool, &ComparisonRow> = rows
        .iter()
        .rev()
        .filter(|row| row.indicator.id == indicator.described.id)
        .map(|row| (row.sex.eq_ignore_ascii_case("persons"), row))
        .collect();
    // Everybody goes before a part.
    let found = of_indicator.get(&true).or_else(|| of_indicator.get(&false));
    let area = area_query(area);
    let href = format!("/{board}/evidence/{}{area}", indicator.record.slug);
    Row {
        name: indicator.described.name.clone(),
        href,
        about: found.map_or_else(
            || "No figure for this place".to_owned(),
            |row| {
                format!(
                    "{}, {}",
                    series_words(&row.sex, &row.age),
                    row.value.period().label
                )
            },
        ),
        value: found.map_or_else(String::new, |row| {
            figure_words(&row.value, &unit_of_cell(&row.value))
        }),
        status: found.map(|row| verdict_words(&row.judgement, &row.value, "England")),
        trend: found.map(|row| trend_words(&row.trend)),
        withdrawn: indicator.record.state == WITHDRAWN,
        origin: found.and_then(|row| marked_origin(row.value.origin())),
    }
}
