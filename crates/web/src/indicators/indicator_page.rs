//! `/{b}/evidence/{indicator}`: one indicator in one place, with what it cannot show and what is being done about it.

use axum::extract::State;
use board::indicators::boundaries_for;
use board::indicators::drawings::{
    Chart, Charted, course_chart, funnel_chart, gradient_chart, places_chart, process_chart,
};
use board::indicators::maps::{boundary_chart, codes_of_places, is_london, tiles_chart};
use board::indicators::seen::{Seen, gaps, seen};
use board::indicators::{
    DEFAULT_YEARS, Indicator, MadeOf, NeighbourChoice, Release, WITHDRAWN, made_of,
    neighbour_choices, published_releases, take_away_indicator, used_in,
};
use evidence::analysis::{DataNote, IndicatorView};
use evidence::catalogue;
use evidence::cell::Origin;
use serde::Serialize;

use super::asked::{Asked, Choices, ask, with_choices};
use super::courses::courses;
use super::done_about_it::{Step, steps, users_in_words};
use super::drawings::figure;
use super::finding::{
    about_gap, about_limits, about_rank, about_trend, is_against_itself, lead, series_words, title,
};
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{
    cut, figure_words, long_date, marked_origin, short_name, state_word, trend_words, unit_of,
    verdict_words,
};
use super::take_away;
use crate::address::{Path, Query};
use crate::app::App;
use crate::components::Figure;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/indicator_page.html";

#[derive(Serialize)]
struct IndicatorPage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    withdrawn: bool,
    header: Header,
    places: Option<Figure>,
    /// The ways to draw the places.
    views: Vec<View>,
    /// Why they cannot be drawn in the way that was chosen.
    no_view: Option<String>,
    gradient: Option<Figure>,
    missing: Vec<String>,
    gap: String,
    course: Option<Figure>,
    process: Option<Figure>,
    /// Whether what it means are our words, and not a publisher's.
    worked_out_here: bool,
    notes: Vec<String>,
    others: Vec<Link>,
    seen: Vec<Seen>,
    gaps: String,
    thread: Vec<Step>,
    downloads: Vec<Link>,
    /// All rows of the indicator, for every place.
    everywhere: Vec<Link>,
    /// What it means, in the publisher's words.
    meaning: Vec<Meaning>,
    receipt: Receipt,
}

/// One way to draw the places.
#[derive(Serialize)]
struct View {
    text: &'static str,
    href: String,
    current: bool,
}

/// One thing that the publisher says of the indicator.
#[derive(Serialize)]
struct Meaning {
    name: &'static str,
    words: String,
}

#[derive(Serialize)]
struct Header {
    number: BigNumber,
    verdicts: Vec<VerdictWords>,
    facts: Vec<Fact>,
}

#[derive(Serialize)]
struct BigNumber {
    value: String,
    state: Option<&'static str>,
    limits: Option<String>,
    note: Option<String>,
}

#[derive(Serialize, Default)]
struct VerdictWords {
    status: Option<String>,
    direction: Option<&'static str>,
    judgement: Option<&'static str>,
    kind: Option<&'static str>,
    words: Option<String>,
    text: Option<String>,
}

#[derive(Serialize)]
struct Fact {
    name: &'static str,
    value: String,
    href: Option<String>,
}

impl Fact {
    fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
            href: None,
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, slug)): Path<(String, String)>,
    Query(choices): Query<Choices>,
) -> Answer {
    let asked = ask(&app, &visitor, &slug, &choices).await?;
    let view = &asked.answer.result;
    let origin = asked.answer.receipt.origin;
    let address = format!("/{board}/evidence/{slug}");
    let page = page(&app, &visitor, &asked, &choices, &address).await?;
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = origin == Origin::Illustrative;
    frame.trail = vec![
        Link::new("Evidence", format!("/{board}/evidence")),
        Link::new(view.indicator.name.clone(), address),
    ];
    app.page(TEMPLATE, &frame, page)
}

async fn page(
    app: &App,
    visitor: &Visitor,
    asked: &Asked,
    choices: &Choices,
    address: &str,
) -> Result<IndicatorPage, Refusal> {
    let view = &asked.answer.result;
    let (place, against) = (asked.place.as_str(), asked.against.as_str());
    let receipt = &asked.answer.receipt;
    let seen = seen(&app.house, view, asked.indicator.record.id, place).await?;
    let charted = Charted {
        view,
        place,
        against,
        origin: receipt.origin,
        ids: "",
    };
    let neighbours = neighbour_choices(&app.house, visitor.today, &view.value.area().code).await?;
    let places = match choices.view.as_deref() {
        Some("courses") => courses(app, visitor, asked, &neighbours).await?,
        _ => places(app, &charted, choices).await?.map(figure),
    };
    let filter = format!(
        "{}, {}, {place} against {against}",
        view.indicator.name,
        series_words(&view.series.sex, &view.series.age)
    );
    let made_of = made_here(app, view.indicator.id.as_str()).await?;
    let measure = "Better or worse when the 95% limits do not take in the benchmark; trend by the last five yearly points";
    Ok(IndicatorPage {
        kicker: format!("{}, {}", view.indicator.name, view.value.period().label),
        origin: marked_origin(receipt.origin),
        title: title(view, place, against),
        lead: lead(view, place, against),
        withdrawn: asked.indicator.record.state == WITHDRAWN,
        header: header(app, visitor, asked).await?,
        views: views(view, choices, address),
        no_view: places.as_ref().err().cloned(),
        places: places.ok(),
        gradient: gradient_chart(&charted).map(figure),
        missing: view.gap.missing.clone(),
        gap: format!(
            "{address}/gap{}",
            super::asked::area_query(choices.area.as_deref())
        ),
        course: course_chart(&charted).map(figure),
        process: process_chart(&charted).ok().map(figure),
        meaning: meaning(&asked.indicator.described),
        worked_out_here: !made_of.is_empty(),
        notes: made_of
            .iter()
            .filter_map(MadeOf::newer_words)
            .chain(view.notes.iter().map(DataNote::words))
            .collect(),
        others: others(view, &neighbours, choices, address),
        gaps: gaps(&seen),
        seen,
        thread: steps(app, visitor, &asked.indicator).await?,
        downloads: downloads(choices, address),
        everywhere: everywhere(app, &asked.indicator).await,
        receipt: receipt_of(app, receipt, filter, measure).await?,
    })
}

/// What the figures of an indicator were made of here; nothing where a publisher has made them.
async fn made_here(app: &App, number: &str) -> Result<Vec<MadeOf>, Refusal> {
    let holds = |held: &&Release| held.version.indicator_ids.iter().any(|id| id == number);
    let releases = published_releases(&app.house).await?;
    match releases.iter().find(holds) {
        Some(held) => Ok(made_of(&app.house, &held.version).await?),
        None => Ok(Vec::new()),
    }
}

async fn header(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Header, Refusal> {
    let view = &asked.answer.result;
    let unit = unit_of(&view.indicator);
    let against = asked.against.as_str();
    let level = view.judgement.benchmark.as_ref();
    let number = BigNumber {
        value: figure_words(&view.value, &unit),
        state: state_word(&view.value),
        limits: about_limits(view),
        note: level
            .filter(|level| level.value().is_some())
            .map(|level| format!("{against} {}", figure_words(level, &unit))),
    };
    let trend = trend_words(&view.trend);
    let mut verdicts = vec![
        VerdictWords {
            status: Some(verdict_words(&view.judgement, &view.value, against)),
            text: about_rank(view),
            ..VerdictWords::default()
        },
        VerdictWords {
            direction: Some(trend.direction),
            judgement: trend.judgement,
            text: Some(about_trend(&view.trend, &unit)),
            ..VerdictWords::default()
        },
    ];
    verdicts.extend(
        about_gap(view, &asked.place).map(|(kind, words, text)| VerdictWords {
            kind: Some(kind),
            words: Some(words),
            text: Some(text),
            ..VerdictWords::default()
        }),
    );
    Ok(Header {
        number,
        verdicts,
        facts: facts(app, visitor, asked).await?,
    })
}

async fn facts(app: &App, visitor: &Visitor, asked: &Asked) -> Result<Vec<Fact>, Refusal> {
    use evidence::catalogue::Polarity;
    let described = &asked.answer.result.indicator;
    let mut facts = Vec::new();
    facts.push(match described.polarity {
        Polarity::LowIsGood => Fact::new("Lower is", "better"),
        Polarity::HighIsGood => Fact::new("Higher is", "better"),
        Polarity::NoJudgement => Fact::new("Good is", "neither way"),
        Polarity::NotStated => Fact::new("Good is", "not stated by the source"),
    });
    if let Some(definition) = described
        .numerator
        .as_ref()
        .or(described.definition.as_ref())
    {
        facts.push(Fact::new("Counts", cut(definition, 140)));
    }
    let releases = published_releases(&app.house).await?;
    let release = releases
        .iter()
        .find(|release| release.version.indicator_ids.contains(&described.id));
    if let Some(release) = release {
        if let Some(on) = release.version.published_on {
            facts.push(Fact::new("Updated", long_date(on)));
        }
        if let Some(due) = release.data_set.next_due {
            let late = if due < visitor.today { ", overdue" } else { "" };
            facts.push(Fact::new("Next due", format!("{}{late}", long_date(due))));
        }
        if let Some(source) = described
            .source
            .as_ref()
            .or(release.data_set.source.as_ref())
        {
            facts.push(Fact::new("Source", cut(source, 100)));
        }
    }
    let users = used_in(
        &app.house,
        &visitor.actor,
        visitor.today,
        asked.indicator.record.id,
    )
    .await?;
    facts.push(Fact::new("Used in", users_in_words(app, &users)));
    Ok(facts)
}

/// What the publisher says of the indicator, as far as it does.
fn meaning(described: &catalogue::Indicator) -> Vec<Meaning> {
    let sourced = |words: &Option<String>, source: &Option<String>| match (words, source) {
        (Some(words), Some(source)) => Some(format!("{words}\nSource: {source}")),
        (words, source) => words.clone().or_else(|| source.clone()),
    };
    [
        ("Definition", described.definition.clone()),
        ("Why it matters", described.rationale.clone()),
        (
            "What is counted",
            sourced(&described.numerator, &described.numerator_source),
        ),
        (
            "Out of what",
            sourced(&described.denominator, &described.denominator_source),
        ),
        ("Source", described.source.clone()),
        ("How often it is published", described.cadence.clone()),
        ("What to beware of", described.caveats.clone()),
        ("How small numbers are hidden", described.disclosure.clone()),
    ]
    .into_iter()
    .filter_map(|(name, words)| {
        Some(Meaning {
            name,
            words: words?,
        })
    })
    .collect()
}

/// The places as they were asked for, or why they cannot be drawn so.
async fn places(
    app: &App,
    charted: &Charted<'_>,
    choices: &Choices,
) -> Result<Result<Chart, String>, Refusal> {
    Ok(match choices.view.as_deref() {
        Some("funnel") => funnel_chart(charted)
            .map_err(|why| format!("The places cannot be judged by their size: {why}.")),
        Some("tiles") if is_against_itself(charted.view) => Err(
            "Each place is held against its own past here, and tiles have one level for all of them. “Ranked” and “Over time” show it.".to_owned(),
        ),
        Some("tiles") => tiles_chart(charted).ok_or_else(|| {
            "Fewer than ten authorities of London have a row, or there is nothing to compare them with.".to_owned()
        }),
        Some("map") => boundaries_for(&app.house, &codes_of_places(charted))
            .await?
            .and_then(|(set, outlines)| boundary_chart(charted, &set, &outlines))
            .ok_or_else(|| {
                "Nobody has loaded boundaries of these places yet. An analyst or an officer loads them at the desk.".to_owned()
            }),
        _ => places_chart(charted).ok_or_else(|| {
            "The data holds this place alone, so there is nothing to rank it among.".to_owned()
        }),
    })
}

fn views(view: &IndicatorView, choices: &Choices, address: &str) -> Vec<View> {
    if view.places.len() < 2 {
        return Vec::new();
    }
    let has_tiles = view
        .places
        .iter()
        .any(|row| is_london(&row.value.area().code));
    let offered = [
        ("Ranked", None),
        ("By size", Some("funnel")),
        ("Tiles of London", Some("tiles")),
        ("Map", Some("map")),
        ("Over time", Some("courses")),
    ];
    let known = |name: Option<&str>| offered.iter().any(|(_, other)| *other == name);
    let current = choices.view.as_deref().filter(|name| known(Some(name)));
    offered
        .iter()
        .filter(|(_, name)| has_tiles || *name != Some("tiles"))
        .map(|(text, name)| {
            let chosen = Choices {
                view: name.map(str::to_owned),
                ..choices.clone()
            };
            View {
                text,
                href: with_choices(address, &chosen),
                current: *name == current,
            }
        })
        .collect()
}

/// Other sexes, ages and benchmarks of the same indicator.
fn others(
    view: &IndicatorView,
    neighbours: &[NeighbourChoice],
    choices: &Choices,
    address: &str,
) -> Vec<Link> {
    let mut links = Vec::new();
    for series in view
        .all_series
        .iter()
        .filter(|series| **series != view.series)
    {
        let chosen = Choices {
            sex: Some(series.sex.to_string()),
            age: Some(series.age.to_string()),
            ..choices.clone()
        };
        let words = series_words(&series.sex, &series.age);
        links.push(Link::new(words, with_choices(address, &chosen)));
    }
    let region = view.region.as_ref();
    let region = region.and_then(|region| region.benchmark.as_ref());
    let mut benchmarks = vec![("england".to_owned(), "England".to_owned())];
    benchmarks.extend(region.map(|region| {
        (
            "region".to_owned(),
            short_name(&region.area().name).to_owned(),
        )
    }));
    for alike in neighbours {
        benchmarks.push((format!("neighbours:{}", alike.word), alike.name.clone()));
    }
    benchmarks.push((
        format!("earlier:{DEFAULT_YEARS}"),
        format!("itself {DEFAULT_YEARS} years before"),
    ));
    let current = choices.against.as_deref().unwrap_or("england");
    for (word, name) in benchmarks {
        if word == current {
            continue;
        }
        let chosen = Choices {
            against: (word != "england").then_some(word),
            ..choices.clone()
        };
        links.push(Link::new(
            format!("Compare with {name}"),
            with_choices(address, &chosen),
        ));
    }
    links
}

fn downloads(choices: &Choices, address: &str) -> Vec<Link> {
    let choices = &Choices {
        view: None,
        ..choices.clone()
    };
    [("CSV", "figures.csv"), ("JSON", "figures.json")]
        .into_iter()
        .map(|(words, file)| Link::new(words, with_choices(&format!("{address}/{file}"), choices)))
        .collect()
}

/// All rows of an indicator to take away, where they are open.
async fn everywhere(app: &App, indicator: &Indicator) -> Vec<Link> {
    match take_away_indicator(&app.house, indicator).await {
        Ok(_) => take_away::links(&format!("/data/indicators/{}", indicator.record.slug)),
        Err(_) => Vec::new(),
    }
}
