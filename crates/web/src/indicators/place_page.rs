//! `/{b}/places/{code}`: a ward, a locality or a borough on one page: who lives there, how deprived it is, what is unequal, where it
//! stands out, what is hidden and whom nobody can see.

use axum::extract::State;
use board::indicators::{PlaceProfile, place_profile};
use board::places::{AreaType, areas};
use charts::{AgeBand, Cell, Heading, Pyramid, Side, Unit, Width};
use evidence::analysis::{AgeCount, Contrast, GroupShare, GroupsOf, Outlier, Profile};
use evidence::cell::Origin;
use evidence::observation::Area;
use serde::Serialize;

use super::place_drawings::{contrasts, tenths};
use super::receipt_foot::{Receipt, receipt_of};
use super::shown::{
    drawn_origin, figure_words, marked_origin, short_name, unit_of_cell, verdict_words,
};
use super::unanswered::refusal;
use crate::address::{Path, encoded};
use crate::app::App;
use crate::components::Figure;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/place_page.html";

/// So many figures that stand out are listed; the rest are a link away.
const MOST_OUT: usize = 8;

#[derive(Serialize)]
struct PlacePage {
    kicker: String,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    ages: Option<Figure>,
    groups: Vec<GroupTable>,
    deprivation: Option<Figure>,
    deprivation_href: Option<String>,
    unequal: Option<Figure>,
    unequal_words: Vec<String>,
    out: Vec<Out>,
    out_words: Option<String>,
    out_href: String,
    rate_href: String,
    hidden: Vec<String>,
    missing: Vec<String>,
    blind: String,
    blind_href: String,
    ward_href: Option<String>,
    receipts: Vec<Receipt>,
    receipts_of: Vec<&'static str>,
}

#[derive(Serialize)]
struct GroupTable {
    title: String,
    lead: String,
    rows: Vec<Vec<String>>,
    /// The authority beside which the place stands; none where it is one itself.
    authority: Option<String>,
}

/// A figure that stands out.
#[derive(Serialize)]
struct Out {
    verdict: String,
    name: String,
    value: String,
    /// The figure of what it is compared with, with its name.
    level: Option<String>,
    origin: Option<&'static str>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((board, code)): Path<(String, String)>,
) -> Answer {
    visitor.board()?;
    let found = place_profile(&app.house, &app.evidence, &visitor.who(), &code)
        .await
        .map_err(refusal)?;
    let profile = found.profile.as_ref().map(|answer| &*answer.result);
    let place = short_name(&found.name).to_owned();
    // Each part bears the mark of its own data; a figure that stands out bears its own.
    let origin = found
        .profile
        .as_ref()
        .map(|answer| answer.receipt.origin)
        .unwrap_or_default();
    let any = found
        .outliers
        .iter()
        .map(|answer| answer.receipt.origin)
        .fold(origin, Origin::with);
    let mut receipts = Vec::new();
    let mut receipts_of = Vec::new();
    if let Some(answer) = &found.profile {
        receipts_of.push("Who lives here");
        receipts.push(
            receipt_of(
                &app,
                &answer.receipt,
                format!("{place}, built of small areas"),
                "Counts of small areas summed; shares made of the sums; national tenths by rank",
            )
            .await?,
        );
    }
    if let Some(answer) = &found.outliers {
        receipts_of.push("Where it stands out");
        receipts.push(
            receipt_of(
                &app,
                &answer.receipt,
                format!("{place} beside England, latest periods"),
                "95% limits against the benchmark",
            )
            .await?,
        );
    }
    let ward = areas(&app.house)
        .await?
        .into_iter()
        .find(|area| area.code.as_deref() == Some(&*code))
        .filter(|area| {
            matches!(
                area.area_type,
                AreaType::Ward | AreaType::Neighbourhood | AreaType::Locality
            )
        });
    let page = PlacePage {
        kicker: kicker(&found),
        origin: marked_origin(origin),
        title: title(&found, &place),
        lead: lead(&found, &place),
        ages: profile.and_then(|profile| ages(profile, origin)),
        groups: profile.map_or_else(Vec::new, group_tables),
        deprivation: profile
            .and_then(|profile| profile.deprivation.as_ref())
            .and_then(|found| tenths(found, origin, Width::Half)),
        deprivation_href: profile
            .and_then(|profile| profile.deprivation.as_ref())
            .map(|_| format!("/{board}/places/{}/deprivation", encoded(&code))),
        unequal: profile.and_then(|profile| contrasts(profile, origin)),
        unequal_words: profile.map_or_else(Vec::new, |profile| {
            profile.unequal.iter().map(contrast_words).collect()
        }),
        out: outliers(&found),
        out_words: out_words(&found, &place),
        out_href: format!("/{board}/evidence/compare?area={}", encoded(&code)),
        rate_href: format!("/{board}/places/{}/rate", encoded(&code)),
        hidden: found.hidden.clone(),
        missing: missing(&found),
        blind: blind_words(&found),
        blind_href: format!("/{board}/evidence/blind-spots?area={}", encoded(&code)),
        ward_href: ward.map(|area| format!("/{board}/wards/{}", area.record.slug)),
        receipts,
        receipts_of,
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = any == Origin::Illustrative;
    frame.trail = vec![Link::new("Evidence", format!("/{board}/evidence"))];
    app.page(TEMPLATE, &frame, page)
}

fn kicker(found: &PlaceProfile) -> String {
    let Some(answer) = &found.profile else {
        return found.code.clone();
    };
    let profile = &answer.result;
    let kind = match &*profile.area.kind {
        "Wards" => "Ward",
        "Locality" => "Locality",
        "Counties and Unitary Authorities" | "Districts" => "Local authority",
        "Regions" => "Region",
        other => other,
    };
    let within = profile
        .authority
        .as_ref()
        .filter(|authority| authority.code != profile.area.code)
        .map_or_else(String::new, |authority| format!(" in {}", authority.name));
    format!("{kind}{within}, {}", found.code)
}

/// The finding: how many live in the most deprived fifth of England, where that is known.
fn title(found: &PlaceProfile, place: &str) -> String {
    let core = found
        .profile
        .as_ref()
        .and_then(|answer| answer.result.deprivation.as_ref())
        .map(|found| found.core20);
    match core.and_then(|core| core.share_of_residents) {
        Some(share) if share > 0.0 => format!(
            "{place}: {:.0}% of residents live in the most deprived fifth of England",
            share * 100.0
        ),
        Some(_) => format!("{place}: nobody lives in the most deprived fifth of England"),
        None if found.profile.is_some() => {
            format!("Who lives in {place}, and what is unequal there")
        }
        None => format!("What is known of {place}"),
    }
}

fn lead(found: &PlaceProfile, place: &str) -> String {
    let Some(answer) = &found.profile else {
        let why = found.no_profile.clone().unwrap_or_default();
        return format!(
            "Nothing says who lives in {place}. {} An analyst loads lookups, indices of deprivation and residents of small areas under Evidence.",
            board::vocabulary::capital(&why)
        );
    };
    let profile = &answer.result;
    let people = profile.residents.map_or_else(
        || "How many people live here is not known.".to_owned(),
        |people| {
            let year = profile
                .residents_period
                .as_ref()
                .map_or_else(String::new, |period| format!(" in {}", period.label));
            format!(
                "{} people lived here{year}.",
                Unit::counted(0, "").full(people)
            )
        },
    );
    let areas = match profile.small_areas {
        1 => "1 small area".to_owned(),
        many => format!("{many} small areas"),
    };
    format!(
        "{people} {place} is built of {areas} ({}).",
        profile.vintage.name()
    )
}

/// Ages of the place against those of its authority, as two sides of one drawing. An authority has its ages in a table.
fn ages(profile: &Profile, origin: Origin) -> Option<Figure> {
    let cell = |share: Option<f64>| match share {
        Some(share) => Cell::value(share * 100.0).ok(),
        None => Some(Cell::Missing(String::new())),
    };
    let side = |share| {
        Some(Side {
            own: cell(share)?,
            comparator: Cell::Missing(String::new()),
        })
    };
    let place = short_name(&profile.area.name).to_owned();
    let authority = beside(profile)?;
    let bands = profile
        .ages
        .iter()
        .map(|age: &AgeCount| {
            Some(AgeBand {
                ages: age.age.clone(),
                left: side(age.share)?,
                right: side(age.share_of_authority)?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let right = short_name(&authority.name).to_owned();
    let period = profile.residents_period.as_ref()?;
    let drawn = Pyramid {
        heading: Heading {
            id: "ages".to_owned(),
            title: format!("Residents by age, {place} and {right}, {}", period.label),
            origin: drawn_origin(origin),
        },
        unit: Unit::percent(1),
        left: place.clone(),
        right,
        comparator: None,
        bands,
    }
    .draw(Width::Half)
    .ok()?;
    let finding = age_finding(profile, &place);
    Some(Figure::new(
        finding,
        format!(
            "Share of all residents in each band of ages, {}.",
            period.label
        ),
        drawn,
    ))
}

/// The band in which the place differs most from its authority.
fn age_finding(profile: &Profile, place: &str) -> String {
    let widest = profile
        .ages
        .iter()
        .filter_map(|age| Some((age, age.share? - age.share_of_authority?)))
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    match (widest, beside(profile)) {
        (Some((age, difference)), Some(authority)) if difference.abs() >= 0.005 => format!(
            "{place} has a {} share of people aged {} than {}",
            if difference > 0.0 {
                "larger"
            } else {
                "smaller"
            },
            age.age,
            short_name(&authority.name)
        ),
        (Some(_), Some(authority)) => {
            format!("{place} is about as old as {}", short_name(&authority.name))
        }
        _ => format!("Ages in {place}"),
    }
}

/// The tables of residents: by group, and by age where nothing is drawn.
fn group_tables(profile: &Profile) -> Vec<GroupTable> {
    let authority = beside(profile).map(|area| short_name(&area.name).to_owned());
    let row = |name: &str, people: Option<f64>, share: Option<f64>, theirs: Option<f64>| {
        let percent = |share: Option<f64>| {
            share.map_or_else(
                || "missing".to_owned(),
                |share| Unit::percent(1).full(share * 100.0),
            )
        };
        let people = people.map_or_else(
            || "missing".to_owned(),
            |people| Unit::counted(0, "").full(people),
        );
        let mut row = vec![name.to_owned(), people, percent(share)];
        row.extend(authority.as_ref().map(|_| percent(theirs)));
        row
    };
    let mut tables = Vec::new();
    if authority.is_none()
        && !profile.ages.is_empty()
        && let Some(period) = &profile.residents_period
    {
        tables.push(GroupTable {
            title: "Age".to_owned(),
            lead: format!("Counted in {}.", period.label),
            rows: profile
                .ages
                .iter()
                .map(|age| row(&age.age, age.people, age.share, None))
                .collect(),
            authority: None,
        });
    }
    let known = profile.groups.iter().filter(|of| of.people.is_some());
    tables.extend(known.map(|of: &GroupsOf| {
        GroupTable {
            title: of.characteristic.to_string(),
            lead: format!(
                "Counted in {}; the groups are worded as their publisher does.",
                of.period.label
            ),
            rows: of
                .groups
                .iter()
                .map(|one: &GroupShare| {
                    row(&one.group, one.people, one.share, one.share_of_authority)
                })
                .collect(),
            authority: authority.clone(),
        }
    }));
    tables
}

/// The authority of a place that is a part of one.
fn beside(profile: &Profile) -> Option<&Area> {
    profile
        .authority
        .as_ref()
        .filter(|authority| authority.code != profile.area.code)
}

fn contrast_words(one: &Contrast) -> String {
    let percent = |share: f64| Unit::percent(1).full(share * 100.0);
    if one.here.code == one.best.code {
        return format!(
            "{}: {}, the best-off of {} wards.",
            one.name,
            percent(one.own),
            one.of
        );
    }
    format!(
        "{}: {} in {}, {} in {}, the best-off of {} wards.",
        one.name,
        percent(one.own),
        short_name(&one.here.name),
        percent(one.best_share),
        short_name(&one.best.name),
        one.of
    )
}

fn outliers(found: &PlaceProfile) -> Vec<Out> {
    let Some(answer) = &found.outliers else {
        return Vec::new();
    };
    let result = &answer.result;
    let against = short_name(&result.against.name);
    [&result.worse, &result.better, &result.lower_or_higher]
        .into_iter()
        .flatten()
        .take(MOST_OUT)
        .map(|one: &Outlier| Out {
            verdict: verdict_words(&one.row.judgement, &one.row.value, against),
            name: one.row.indicator.name.clone(),
            value: figure_words(&one.row.value, &unit_of_cell(&one.row.value)),
            level: one.row.judgement.benchmark.as_ref().map(|level| {
                let words = figure_words(level, &unit_of_cell(level));
                format!("{against} {words}")
            }),
            origin: marked_origin(one.row.value.origin()),
        })
        .collect()
}

fn out_words(found: &PlaceProfile, place: &str) -> Option<String> {
    let result = &found.outliers.as_ref()?.result;
    let out = result.worse.len() + result.better.len() + result.lower_or_higher.len();
    let against = short_name(&result.against.name);
    Some(if out == 0 {
        format!(
            "None of {} figures for {place} differs clearly from {against}.",
            result.all
        )
    } else {
        format!(
            "{out} of {} figures differ clearly from {against}: {} worse, {} better, {} higher or lower without a judgement.",
            result.all,
            result.worse.len(),
            result.better.len(),
            result.lower_or_higher.len()
        )
    })
}

fn missing(found: &PlaceProfile) -> Vec<String> {
    let Some(answer) = &found.profile else {
        return Vec::new();
    };
    let profile = &answer.result;
    let mut missing = profile.missing.clone();
    if let Some(found) = &profile.deprivation {
        // Parts of its own stand on the page about deprivation, and so does why there are none.
        let about_cuts = |sentence: &&String| sentence.starts_with("The place is not cut");
        missing.extend(found.missing.iter().filter(|one| !about_cuts(one)).cloned());
    }
    missing
}

fn blind_words(found: &PlaceProfile) -> String {
    match found.blind {
        (_, 0) => "No evidence is in use yet, so nobody has looked for whom it misses.".to_owned(),
        (0, _) => "The evidence in use says something about every group, or why not.".to_owned(),
        (gaps, of) => {
            format!("The evidence in use says nothing about a group in {gaps} of {of} cases.")
        }
    }
}
