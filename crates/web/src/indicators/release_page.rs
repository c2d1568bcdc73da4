//! `/desk/evidence/{data_set}/new`: a release before it counts. What is faulty and how to mend it; or what it would change, which
//! verdicts would turn, and the button for a second person.

use axum::extract::State;
use board::indicators::{
    DataSet, PublishVersionError, Release, UndoImportError, changed_units, data_sets,
    indicator_by_publisher_id, policy, preview_version, publish_version, release_before,
    undo_import, used_in, version, versions_of, waiting_version,
};
use board::vocabulary::{Origin, Slug};
use charts::{Heading, Number, Part, PartState, Parts, Width};
use evidence::analysis::{Change, Changes, Turn};
use evidence::intake::{Intake, Problem};
use serde::Serialize;

use super::columns_page;
use super::done_about_it::users_in_words;
use super::finding::series_words;
use super::load_release::{Loaded, load};
use super::shown::{drawn_verdict, figure_words, limits_words, long_date, unit_of_cell};
use super::unanswered::refusal;
use crate::address::Path;
use crate::app::App;
use crate::components::Figure;
use crate::forms::{FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/release_page.html";
/// So many changed cells are listed.
const MOST_CHANGES: usize = 10;
/// So many turned verdicts are listed.
const MOST_TURNS: usize = 50;

#[derive(Serialize, Default)]
struct ReleasePage {
    form: FormState,
    kicker: &'static str,
    origin: Option<&'static str>,
    title: String,
    lead: String,
    address: String,
    counts: Option<Counts>,
    bar: Option<Figure>,
    faults: Vec<Fault>,
    stopped_early: bool,
    turns: Vec<TurnRow>,
    turns_title: String,
    turns_left_out: usize,
    changes: Vec<ChangeRow>,
    changed: u64,
    /// What the release says of its indicators otherwise than the one before.
    units: Vec<String>,
    notes: Vec<String>,
    steps: Vec<Step>,
    hiding_rule: &'static str,
    /// Where it is said who publishes the data set and under which licence.
    about: Option<About>,
    waiting: Option<Waiting>,
    may_load: bool,
}

#[derive(Serialize)]
struct About {
    licence: String,
    href: String,
}

#[derive(Serialize)]
struct Counts {
    new: u64,
    changed: u64,
    unchanged: u64,
    withdrawn: u64,
    faulty: u64,
    faulty_rows: Option<u64>,
    period: Option<String>,
}

#[derive(Serialize)]
struct Fault {
    place: String,
    column: String,
    found: String,
    expected: String,
    mend: String,
}

#[derive(Serialize)]
struct TurnRow {
    what: String,
    before: TurnEnd,
    after: TurnEnd,
    used_in: String,
}

#[derive(Serialize)]
struct TurnEnd {
    status: String,
    figure: String,
    trend: Option<String>,
}

#[derive(Serialize)]
struct ChangeRow {
    what: String,
    before: String,
    after: String,
    difference: String,
}

#[derive(Serialize)]
struct Step {
    kind: String,
    meta: String,
    state: &'static str,
}

#[derive(Serialize)]
struct Waiting {
    revision: i64,
    may_publish: bool,
    why_not: &'static str,
    publish: String,
    take_back: String,
}

/// The data set of this name that the board may load into: its own, or the installation's.
pub(super) async fn data_set_named(
    app: &App,
    visitor: &Visitor,
    title: &str,
) -> Result<Option<DataSet>, Refusal> {
    let slug = Slug::from_words(title);
    Ok(find(app, visitor, &slug)
        .await?
        .filter(|set| policy::LOAD_DATA.allows(&visitor.actor, set.record.body_id)))
}

async fn find(app: &App, visitor: &Visitor, slug: &Slug) -> Result<Option<DataSet>, Refusal> {
    let board = visitor.board_id();
    Ok(data_sets(&app.house)
        .await?
        .into_iter()
        .filter(|set| set.record.slug == *slug)
        .filter(|set| set.record.body_id.is_none() || set.record.body_id == board)
        .max_by_key(|set| set.record.body_id == board))
}

pub(super) async fn found(app: &App, visitor: &Visitor, slug: &str) -> Result<DataSet, Refusal> {
    let slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    find(app, visitor, &slug).await?.ok_or(Refusal::NotFound)
}

pub(super) fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    let page = page(&app, &visitor, &set, FormState::empty()).await?;
    let mut frame = frame(&visitor, &page.title);
    frame.illustrative = page.origin == Some("illustrative");
    app.page(TEMPLATE, &frame, page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Upload { mut form, files }: Upload,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    if files.is_empty() {
        form.problem("files", "Choose the file to load");
    } else {
        let title = set.record.title.clone();
        let address = format!("/desk/evidence/{slug}/new");
        match load(&app, &visitor, &title, &form, &files, None).await? {
            Ok(Loaded::Stored(address)) => return Ok(app.see_other(&address)),
            Ok(Loaded::Faulty(intake)) => {
                let mapping = form.text("mapping").to_owned();
                return show_faults(&app, &visitor, &form, &title, &address, &intake, &mapping)
                    .await;
            }
            Ok(Loaded::Asks(intake)) => {
                return columns_page::ask(&app, &visitor, &form, files, &title, &address, &intake);
            }
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    let page = page(&app, &visitor, &set, form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

pub(super) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    let waiting = waiting_version(&app.house, set.record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let revision = form.text("revision").parse().unwrap_or(0);
    match publish_version(&app.house, &visitor.who(), waiting.record.id, revision).await {
        Ok(_) => return Ok(app.see_other("/desk/evidence")),
        Err(PublishVersionError::Runner(error)) => return Err(error.into()),
        Err(problem) => form.problem_with_form(capital(&problem.to_string())),
    }
    let page = page(&app, &visitor, &set, form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

pub(super) async fn take_back(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    let newest = versions_of(&app.house, Some(set.record.id))
        .await?
        .into_iter()
        .find(|version| {
            [board::indicators::WAITING, board::indicators::PUBLISHED]
                .contains(&version.record.state.as_str())
        })
        .ok_or(Refusal::NotFound)?;
    let revision = form.text("revision").parse().unwrap_or(0);
    match undo_import(&app.house, &visitor.who(), newest.record.id, revision).await {
        Ok(()) => return Ok(app.see_other("/desk/evidence")),
        Err(UndoImportError::Runner(error)) => return Err(error.into()),
        Err(problem) => form.problem_with_form(capital(&problem.to_string())),
    }
    let page = page(&app, &visitor, &set, form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The page for files with faults: every fault, and the form to send the mended file. Status 422.
pub(super) async fn show_faults(
    app: &App,
    visitor: &Visitor,
    sent: &FormState,
    title: &str,
    address: &str,
    intake: &Intake,
    mapping: &str,
) -> Answer {
    let cells = intake.problems.len();
    let names: Vec<&str> = intake
        .sources
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let what = if cells == 1 {
        "1 cell is faulty"
    } else {
        &format!("{cells} cells are faulty")
    };
    let page = ReleasePage {
        form: FormState::empty()
            .with("title", title)
            .with("policy", sent.text("policy"))
            .with("policy-reason", sent.text("policy-reason"))
            .with("mapping", mapping),
        kicker: "Look before anything is written",
        title: format!("{what}, so this release cannot be published"),
        lead: format!(
            "We read {} rows of {}. Nothing has been stored. Mend the file and load it again.",
            intake.rows,
            if names.is_empty() {
                "the file".to_owned()
            } else {
                names.join(", ")
            }
        ),
        address: address.to_owned(),
        counts: Some(Counts {
            new: 0,
            changed: 0,
            unchanged: 0,
            withdrawn: 0,
            faulty: u64::try_from(cells).unwrap_or(u64::MAX),
            faulty_rows: Some(intake.faulty_rows),
            period: None,
        }),
        faults: intake.problems.iter().map(fault).collect(),
        stopped_early: intake.stopped_early,
        notes: notes(&intake.notes),
        steps: vec![
            step("Load the file", "Done", "done"),
            step("Mend it", "You are here", "here"),
            step("A second person looks", "Not you", "ahead"),
            step("Published", "", "ahead"),
        ],
        hiding_rule: intake.policy.words(),
        may_load: true,
        ..ReleasePage::default()
    };
    app.refused(TEMPLATE, &frame(visitor, &page.title.clone()), page)
}

fn step(kind: &str, meta: &str, state: &'static str) -> Step {
    Step {
        kind: kind.to_owned(),
        meta: meta.to_owned(),
        state,
    }
}

fn fault(problem: &Problem) -> Fault {
    Fault {
        place: problem.row.map_or_else(
            || problem.source.clone(),
            |row| format!("Row {row} of {}", problem.source),
        ),
        column: problem.column.clone().unwrap_or_default(),
        found: problem.found.clone(),
        expected: capital(&problem.expected),
        mend: problem.mend.clone(),
    }
}

fn notes(notes: &[evidence::intake::Note]) -> Vec<String> {
    notes
        .iter()
        .map(|note| match (note.rows, note.first_row) {
            (1, Some(row)) => format!("{} Row {row}.", note.words),
            (many, Some(row)) => format!("{} {many} rows, the first is {row}.", note.words),
            _ => note.words.clone(),
        })
        .collect()
}

/// The page of a data set: its waiting version, or the form for the next one.
async fn page(
    app: &App,
    visitor: &Visitor,
    set: &DataSet,
    form: FormState,
) -> Result<ReleasePage, Refusal> {
    let address = format!("/desk/evidence/{}/new", set.record.slug);
    let may_load = policy::LOAD_DATA.allows(&visitor.actor, set.record.body_id);
    let waiting = waiting_version(&app.house, set.record.id).await?;
    let about = Some(About {
        licence: set
            .licence
            .clone()
            .unwrap_or_else(|| "Licence not stated".to_owned()),
        href: format!("/desk/evidence/{}/about", set.record.slug),
    });
    let Some(waiting) = waiting else {
        return Ok(ReleasePage {
            form,
            about,
            kicker: "Load a release",
            title: format!("{}: nothing waits", set.record.title),
            lead: "Load the next release here. You see what it would change, and a second person publishes it.".to_owned(),
            address,
            may_load,
            hiding_rule: set.policy.words(),
            ..ReleasePage::default()
        });
    };
    let release = version(&app.house, waiting.record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let preview = preview_version(&app.house, app.evidence.engine(), &release)
        .await
        .map_err(refusal)?;
    let changes = &preview.result;
    let units = match release_before(&app.house, &release).await? {
        Some(earlier) => changed_units(
            app.evidence.engine(),
            release.version.file,
            &earlier,
            changes,
        )
        .await
        .map_err(refusal)?,
        None => Vec::new(),
    };
    let turns = turns(app, visitor, changes).await?;
    Ok(ReleasePage {
        form,
        about,
        kicker: "Look before it counts",
        origin: super::shown::marked_origin(preview.receipt.origin),
        title: title(&release, changes),
        lead: lead(&release),
        address,
        counts: Some(counts(changes)),
        bar: bar(changes, &release),
        turns_title: match changes.turns.len() {
            0 => "No verdict would turn".to_owned(),
            1 => "One verdict would turn".to_owned(),
            many => format!("{many} verdicts would turn"),
        },
        turns_left_out: changes.turns.len().saturating_sub(turns.len()),
        turns,
        changes: changes
            .largest
            .iter()
            .take(MOST_CHANGES)
            .map(change)
            .collect(),
        changed: changes.changed,
        units,
        notes: notes(&release.version.notes),
        steps: steps(&release, visitor),
        hiding_rule: release.data_set.policy.words(),
        waiting: Some(waiting_of(visitor, &release)),
        may_load: false,
        ..ReleasePage::default()
    })
}

fn title(release: &Release, changes: &Changes) -> String {
    let turned = match changes.turns.len() {
        0 => "no verdict would turn".to_owned(),
        1 => "1 verdict would turn".to_owned(),
        many => format!("{many} verdicts would turn"),
    };
    format!(
        "{} waits to be published, and {turned}",
        release.version.record.title
    )
}

fn lead(release: &Release) -> String {
    let names: Vec<&str> = release
        .version
        .sources
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    format!(
        "We read {} rows of {}. No page uses them until somebody other than {} publishes them.",
        release.version.rows,
        names.join(", "),
        release.version.loaded_by_name
    )
}

fn counts(changes: &Changes) -> Counts {
    let newest = changes
        .by_period
        .iter()
        .filter(|period| period.new > 0)
        .map(|period| period.period.label.to_string())
        .collect::<Vec<_>>();
    Counts {
        new: changes.new,
        changed: changes.changed,
        unchanged: changes.same,
        withdrawn: changes.withdrawn,
        faulty: 0,
        faulty_rows: None,
        period: match &newest[..] {
            [only] => Some(only.clone()),
            _ => None,
        },
    }
}

fn bar(changes: &Changes, release: &Release) -> Option<Figure> {
    let part = |name: &str, count: u64, state| {
        let count = u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
        Some(Part {
            name: name.to_owned(),
            count: Number::new(count).ok()?,
            state,
        })
    };
    let parts = Parts {
        heading: Heading {
            id: "cells".to_owned(),
            title: "Cells of this release".to_owned(),
            origin: super::shown::drawn_origin(match release.version.record.origin {
                Origin::Illustrative => evidence::cell::Origin::Illustrative,
                _ => evidence::cell::Origin::Imported,
            }),
        },
        counted: "cells".to_owned(),
        parts: vec![
            part("unchanged", changes.same, PartState::Rest)?,
            part("changed", changes.changed, PartState::Changed)?,
            part("new", changes.new, PartState::Main)?,
            part("withdrawn", changes.withdrawn, PartState::Open)?,
        ],
    };
    let all = changes.same + changes.changed + changes.new + changes.withdrawn;
    let finding = if changes.same * 2 > all {
        "Most of the release is what we already hold"
    } else if changes.new * 2 > all {
        "Most of the release is new"
    } else {
        "Much of the release differs from what we hold"
    };
    let drawing = parts.draw(Width::Full).ok()?;
    let sub = "Cells by what would happen to them.";
    Some(Figure::new(finding, sub, drawing))
}

async fn turns(app: &App, visitor: &Visitor, changes: &Changes) -> Result<Vec<TurnRow>, Refusal> {
    let mut rows = Vec::new();
    for turn in changes.turns.iter().take(MOST_TURNS) {
        let indicator = indicator_by_publisher_id(&app.house, &turn.indicator.id).await?;
        let users = match indicator {
            Some(indicator) => {
                used_in(
                    &app.house,
                    &visitor.actor,
                    visitor.today,
                    indicator.record.id,
                )
                .await?
            }
            None => Vec::new(),
        };
        rows.push(turn_row(turn, users_in_words(app, &users)));
    }
    Ok(rows)
}

fn turn_row(turn: &Turn, used_in: String) -> TurnRow {
    let end = |cell: &evidence::cell::Cell, verdict, trend: &str| {
        let unit = unit_of_cell(cell);
        let limits =
            limits_words(cell, &unit).map_or_else(String::new, |words| format!(", {words}"));
        TurnEnd {
            status: match verdict {
                evidence::analysis::Verdict::NotCompared => "Not compared".to_owned(),
                verdict => drawn_verdict(verdict).against("England"),
            },
            figure: format!(
                "{}: {}{limits}",
                cell.period().label,
                figure_words(cell, &unit)
            ),
            trend: (turn.trend.0 != turn.trend.1).then(|| trend.to_owned()),
        }
    };
    TurnRow {
        what: format!(
            "{}: {}, {}",
            turn.area().name,
            turn.indicator.name,
            series_words(&turn.series.sex, &turn.series.age)
        ),
        before: end(&turn.before, turn.verdict.0, &turn.trend.0),
        after: end(&turn.after, turn.verdict.1, &turn.trend.1),
        used_in,
    }
}

fn change(change: &Change) -> ChangeRow {
    let cell = change.after.as_ref().or(change.before.as_ref());
    let words = |cell: Option<&evidence::cell::Cell>| {
        cell.map_or_else(
            || "nothing".to_owned(),
            |cell| figure_words(cell, &unit_of_cell(cell)),
        )
    };
    let what = cell.map_or_else(String::new, |cell| {
        let category = if change.category.is_empty() {
            String::new()
        } else {
            format!(", {}", change.category)
        };
        format!(
            "{}, {}: {}{category}",
            cell.area().name,
            cell.period().label,
            change.indicator.name
        )
    });
    ChangeRow {
        what,
        before: words(change.before.as_ref()),
        after: words(change.after.as_ref()),
        difference: cell
            .zip(change.difference)
            .map(|(cell, difference)| {
                let sign = if difference > 0.0 { "+" } else { "" };
                format!("{sign}{}", unit_of_cell(cell).difference(difference))
            })
            .unwrap_or_default(),
    }
}

fn steps(release: &Release, visitor: &Visitor) -> Vec<Step> {
    let is_loader =
        visitor.actor.person().is_some() && visitor.actor.person() == release.version.loaded_by;
    let looks = if is_loader { "Not you" } else { "You are here" };
    vec![
        step(
            &format!("Loaded by {}", release.version.loaded_by_name),
            &long_date(release.version.as_at),
            "done",
        ),
        step("A second person looks", looks, "here"),
        step("Published", "From then on every page uses it", "ahead"),
    ]
}

fn waiting_of(visitor: &Visitor, release: &Release) -> Waiting {
    let slug = &release.data_set.record.slug;
    let is_loader =
        visitor.actor.person().is_some() && visitor.actor.person() == release.version.loaded_by;
    let may = policy::PUBLISH_DATA.allows(&visitor.actor, release.data_set.record.body_id);
    Waiting {
        revision: release.version.record.revision,
        may_publish: may && !is_loader,
        why_not: if is_loader {
            "You loaded this release, so somebody else must look at it and publish it."
        } else {
            "Your roles do not allow you to publish data for this board."
        },
        publish: format!("/desk/evidence/{slug}/publish"),
        take_back: format!("/desk/evidence/{slug}/take-back"),
    }
}
