//! `/{b}/evidence/compare`: where a place stands out, in the order of importance or another, with reasons and with what is not
//! in the list.

use axum::extract::State;
use axum::http::StatusCode;
use board::indicators::importance_words::{RULE_IN_WORDS, Reason, beside_words, reasons};
use board::indicators::{
    DEFAULT_YEARS, indicators, indicators_of_theme, neighbour_choices, themes_in_use,
};
use board::vocabulary::{Slug, capital};
use charts::{Heading, Number, RangeStrip, Reference, Spread};
use evidence::analysis::{Against, CompareAsk, Order, Outlier, Outliers, OutliersAsk, Verdict};
use evidence::cell::Origin;
use serde::{Deserialize, Serialize};

use super::asked::{against_of, area_query, place_of};
use super::finding::{ordinal, series_words};
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{
    TrendWords, drawn, drawn_origin, drawn_verdict, figure_words, marked_origin, short_name,
    trend_words, unit_of_cell,
};
use super::unanswered::refusal;
use crate::address::{Path, Query};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/compare_page.html";

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Choices {
    area: Option<String>,
    against: Option<String>,
    order: Option<String>,
    theme: Option<String>,
}

#[derive(Serialize)]
struct ComparePage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    against: String,
    area: Option<String>,
    benchmarks: Vec<Offered>,
    themes: Vec<Offered>,
    orders: Vec<Offered>,
    rule: &'static str,
    lists: Vec<List>,
    similar: String,
    all: Link,
    receipt: Receipt,
    command: String,
}

/// Something that the form offers.
#[derive(Serialize)]
struct Offered {
    value: String,
    text: String,
    chosen: bool,
}

#[derive(Serialize)]
struct List {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: Option<String>,
    about: String,
    value: String,
    level: String,
    drawing: String,
    status: &'static str,
    kind: &'static str,
    trend: TrendWords,
    origin: Option<&'static str>,
    rank: Option<String>,
    reasons: Vec<Reason>,
    beside: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(board): Path<String>,
    Query(choices): Query<Choices>,
) -> Answer {
    let area = place_of(&app, &visitor, choices.area.as_deref()).await?;
    let theme = choices.theme.as_deref().filter(|theme| !theme.is_empty());
    let order = choices
        .order
        .as_deref()
        .and_then(Order::from_word)
        .unwrap_or(Order::Importance);
    let ask = OutliersAsk {
        compare: CompareAsk {
            against: against_of(&app, &visitor, &area, choices.against.as_deref()).await?,
            indicators: match theme {
                Some(theme) => of_theme(&app, theme).await?,
                None => Vec::new(),
            },
            area,
        },
        order: Some(order),
    };
    let answer = app
        .evidence
        .outliers(&app.house, &visitor.who(), &ask)
        .await
        .map_err(refusal)?;
    let result = &answer.result;
    let place = short_name(&result.area.name).to_owned();
    let against = short_name(&result.against.name).to_owned();
    let addresses: Vec<(String, String)> = indicators(&app.house)
        .await?
        .into_iter()
        .map(|indicator| {
            let area = area_query(choices.area.as_deref());
            let href = format!("/{board}/evidence/{}{area}", indicator.record.slug);
            (indicator.described.id, href)
        })
        .collect();
    let filter = format!("{} figures of {place}, the latest of each", result.all);
    let page = ComparePage {
        kicker: format!("{place} against {against}, the latest figures"),
        origin: marked_origin(answer.receipt.origin),
        title: title(result, &place),
        lead: lead(result, &against, &ask.compare.against),
        area: choices.area.clone(),
        benchmarks: benchmarks(&app, &visitor, &ask.compare).await?,
        themes: themes(&app, theme).await?,
        orders: orders(order, &against),
        rule: RULE_IN_WORDS,
        lists: lists(result, &against, &addresses, order),
        similar: not_in_this_list(result, &against),
        all: Link::new(
            format!("See all {}", result.all),
            format!("/{board}/evidence"),
        ),
        receipt: receipt_of(&app, &answer.receipt, filter, measure(order)).await?,
        command: command(&ask, order, theme),
        against,
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = answer.receipt.origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new("Compare", format!("/{board}/evidence/compare")),
    ];
    app.page(TEMPLATE, &frame, page)
}

/// The numbers of the indicators that carry a theme.
async fn of_theme(app: &App, theme: &str) -> Result<Vec<String>, Refusal> {
    let carriers = indicators_of_theme(&app.house, theme).await?;
    if carriers.is_empty() {
        return Err(Refusal::explained(
            StatusCode::NOT_FOUND,
            "No indicator carries this theme",
            "Choose another theme, or all of them.",
        ));
    }
    Ok(carriers)
}

async fn benchmarks(
    app: &App,
    visitor: &Visitor,
    ask: &CompareAsk,
) -> Result<Vec<Offered>, Refusal> {
    let chosen = |against: &Against| ask.against == *against;
    let offered = |value: &str, text: &str, against: &Against| Offered {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: chosen(against),
    };
    let mut all = vec![
        offered("england", "England", &Against::England),
        offered("region", "The region", &Against::Region),
    ];
    for choice in neighbour_choices(&app.house, visitor.today, &ask.area).await? {
        all.push(Offered {
            chosen: matches!(&ask.against, Against::Neighbours(chosen) if chosen.name == choice.name),
            value: format!("neighbours:{}", choice.word),
            text: choice.name,
        });
    }
    for years in [1, 3, DEFAULT_YEARS, 10] {
        let text = if years == 1 {
            "Itself 1 year before".to_owned()
        } else {
            format!("Itself {years} years before")
        };
        all.push(offered(
            &format!("earlier:{years}"),
            &text,
            &Against::Earlier(years),
        ));
    }
    // What was asked for by hand stays chosen.
    if !all.iter().any(|offered| offered.chosen) {
        let word = ask.against.word();
        all.push(Offered {
            text: word.clone(),
            value: word,
            chosen: true,
        });
    }
    Ok(all)
}

async fn themes(app: &App, theme: Option<&str>) -> Result<Vec<Offered>, Refusal> {
    let used = themes_in_use(&app.house).await?;
    Ok(used
        .into_iter()
        .map(|element| Offered {
            chosen: Some(element.record.slug.as_str()) == theme,
            value: element.record.slug.to_string(),
            text: element.record.title,
        })
        .collect())
}

fn orders(chosen: Order, against: &str) -> Vec<Offered> {
    Order::ALL
        .into_iter()
        .map(|order| Offered {
            value: order.word().to_owned(),
            text: match order {
                Order::Importance => "How important".to_owned(),
                Order::Distance => format!("How far from {against}"),
                Order::Trend => "Getting worse first".to_owned(),
            },
            chosen: order == chosen,
        })
        .collect()
}

/// The rule in the receipt.
fn measure(order: Order) -> &'static str {
    match order {
        Order::Importance => {
            "Worse or better when the 95% limits leave the benchmark out, ranked by the mean of three places: people, gap, trend"
        }
        Order::Distance => {
            "Worse or better when the 95% limits do not take in the benchmark, ranked by distance in standard errors"
        }
        Order::Trend => {
            "Worse or better when the 95% limits do not take in the benchmark, those that are getting worse first"
        }
    }
}

fn command(ask: &OutliersAsk, order: Order, theme: Option<&str>) -> String {
    let against = match &ask.compare.against {
        Against::Neighbours(neighbours) => {
            format!("neighbours:{}", Slug::from_words(&neighbours.name))
        }
        other => other.word(),
    };
    let theme = theme.map_or_else(String::new, |theme| format!(" --theme {theme}"));
    format!(
        "commonweal compare --area {} --against {against} --order {}{theme}",
        ask.compare.area,
        order.word()
    )
}

fn title(result: &Outliers, place: &str) -> String {
    let out = result.worse.len() + result.better.len() + result.lower_or_higher.len();
    let measures = if result.all == 1 {
        "measure"
    } else {
        "measures"
    };
    let worse = match result.getting_worse {
        0 => String::new(),
        1 => ", and 1 of them is getting worse".to_owned(),
        many => format!(", and {many} of them are getting worse"),
    };
    match out {
        0 => format!("{place} stands out on none of {} {measures}", result.all),
        out => format!(
            "{place} stands out on {out} of {} {measures}{worse}",
            result.all
        ),
    }
}

fn lead(result: &Outliers, against: &str, asked: &Against) -> String {
    let part = |count: usize, words: &str| {
        let are = if count == 1 { "is" } else { "are" };
        (count > 0).then(|| format!("{count} {are} {words} {against}"))
    };
    let parts: Vec<String> = [
        part(result.worse.len(), "worse than"),
        part(result.better.len(), "better than"),
        part(result.lower_or_higher.len(), "higher or lower than"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        return "Allowing for chance, every figure that can be compared is similar.".to_owned();
    }
    let rule = if matches!(asked, Against::Earlier(_)) {
        "when the 95% limits of its change leave out nought".to_owned()
    } else {
        format!("when its 95% limits do not take in the figure of {against}")
    };
    format!(
        "Allowing for chance, {}. A figure stands out {rule}.",
        parts.join(" and ")
    )
}

fn lists(
    result: &Outliers,
    against: &str,
    addresses: &[(String, String)],
    order: Order,
) -> Vec<List> {
    let first = match order {
        Order::Importance => "the most important first",
        Order::Distance => "furthest first",
        Order::Trend => "getting worse first",
    };
    [
        (format!("Worse than {against}"), &result.worse),
        (format!("Better than {against}"), &result.better),
        (
            format!("Higher or lower than {against}, where neither is good"),
            &result.lower_or_higher,
        ),
    ]
    .into_iter()
    .filter(|(_, outliers)| !outliers.is_empty())
    .enumerate()
    .map(|(number, (title, outliers))| List {
        title: format!("{title}, {first}"),
        rows: outliers
            .iter()
            .enumerate()
            .map(|(at, outlier)| row(outlier, against, addresses, &format!("s{number}-{at}")))
            .collect(),
    })
    .collect()
}

fn row(outlier: &Outlier, against: &str, addresses: &[(String, String)], id: &str) -> Row {
    let row = &outlier.row;
    let unit = unit_of_cell(&row.value);
    let level = row.judgement.benchmark.as_ref();
    let (kind, status) = match row.judgement.verdict {
        Verdict::Better => ("better", "Better"),
        Verdict::Worse => ("worse", "Worse"),
        Verdict::Higher => ("plain", "Higher"),
        Verdict::Lower => ("lower", "Lower"),
        Verdict::Similar => ("similar", "Similar"),
        Verdict::NotCompared => ("dash", "Not compared"),
    };
    let found = addresses.iter().find(|(id, _)| *id == row.indicator.id);
    Row {
        name: row.indicator.name.clone(),
        href: found.map(|(_, href)| href.clone()),
        about: format!(
            "{}, {}",
            series_words(&row.sex, &row.age),
            row.value.period().label
        ),
        value: figure_words(&row.value, &unit),
        level: level.map_or_else(String::new, |level| {
            format!("{against} {}", figure_words(level, &unit))
        }),
        drawing: strip(outlier, against, id).unwrap_or_default(),
        status,
        kind,
        trend: trend_words(&row.trend),
        origin: marked_origin(row.value.origin()),
        rank: outlier
            .importance
            .as_ref()
            .map(|found| format!("{} of {} by importance", ordinal(found.place), found.of)),
        reasons: outlier
            .importance
            .as_ref()
            .map(|found| reasons(outlier, found, against).to_vec())
            .unwrap_or_default(),
        beside: row
            .beside
            .as_ref()
            .map(|beside| capital(&beside_words(beside, &row.value))),
    }
}

fn strip(outlier: &Outlier, against: &str, id: &str) -> Option<String> {
    let row = &outlier.row;
    let level = row.judgement.benchmark.as_ref()?.value()?;
    let spread = outlier.spread.as_ref().and_then(|spread| {
        Some(Spread {
            places: "places of its kind".to_owned(),
            lowest: Number::new(spread.lowest).ok()?,
            lower_quartile: Number::new(spread.lower_quartile).ok()?,
            upper_quartile: Number::new(spread.upper_quartile).ok()?,
            highest: Number::new(spread.highest).ok()?,
        })
    });
    let chart = RangeStrip {
        heading: Heading {
            id: id.to_owned(),
            title: format!(
                "{}, {}: {} against {against}",
                row.indicator.name,
                series_words(&row.sex, &row.age),
                row.value.area().name
            ),
            origin: drawn_origin(row.value.origin()),
        },
        unit: unit_of_cell(&row.value),
        name: row.value.area().name.to_string(),
        cell: drawn(&row.value).ok()?,
        verdict: drawn_verdict(row.judgement.verdict),
        reference: Reference {
            name: against.to_owned(),
            value: Number::new(level).ok()?,
        },
        spread,
    };
    chart.draw().ok().map(|drawn| drawn.html())
}

fn not_in_this_list(result: &Outliers, against: &str) -> String {
    let similar = match result.similar {
        0 => format!("No measure is similar to {against}."),
        1 => format!("1 measure is similar to {against}."),
        many => format!("{many} measures are similar to {against}."),
    };
    let total: usize = result.not_compared.iter().map(|reason| reason.rows).sum();
    if total == 0 {
        return format!("{similar} Every measure could be compared.");
    }
    let reasons: Vec<String> = result
        .not_compared
        .iter()
        .map(|reason| format!("{} {}", reason.rows, reason.why.words()))
        .collect();
    format!(
        "{similar} {total} could not be compared: {}.",
        reasons.join(", ")
    )
}
