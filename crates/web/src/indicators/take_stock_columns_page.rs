//! `/desk/evidence/take-stock/{file}`: which column of the records holds what; what was counted; and keeping it for the public.

use axum::extract::State;
use axum::http::StatusCode;
use board::indicators::{KeepStocktake, KeepStocktakeError, keep_stocktake};
use board::vocabulary::capital;
use evidence::cell::Origin;
use evidence::disclosure::{Choice as RuleChoice, Policy};
use evidence::engine::Source;
use evidence::stocktake::{
    CodeList, ServiceFound, StockTaken, StockTaker, StockTakerError, Stocktake, StocktakeAsk,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::columns_page::random_word;
use super::stocktake_words::{count, percent, title};
use super::take_stock_page::{called, chosen_lists, frame};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Brought, Choice, FormState, Held};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/take_stock_columns_page.html";
/// Known for so many per cent, groups are compared unmarked.
const THRESHOLD: f64 = 80.0;
/// The field of the records.
pub(super) const RECORDS: &str = "records";

#[derive(Serialize)]
struct ColumnsPage<'a> {
    form: &'a FormState,
    title: String,
    here: String,
    lists: Vec<Asked>,
    headings: Vec<Choice>,
    found: Option<Findings>,
}

/// A characteristic, and the field that says where it stands.
#[derive(Serialize)]
struct Asked {
    control: String,
    label: String,
}

/// What was counted, as the public would read it.
#[derive(Serialize)]
struct Findings {
    title: String,
    counted: String,
    known: Vec<Vec<Value>>,
    gaps: Vec<String>,
    hiding: String,
}

/// Holds the files of a form for the person, once their headings can be read, and gives the address where it goes on.
pub(super) async fn hold(
    app: &App,
    visitor: &Visitor,
    form: &FormState,
    files: Vec<Brought>,
) -> Result<String, Refusal> {
    let person = visitor.actor.person().ok_or(Refusal::Forbidden)?;
    let taker = taker(app)?;
    let records = of_field(&files, RECORDS).ok_or(Refusal::NotFound)?;
    let headings = match taker.headings(records).await {
        Ok(headings) => headings,
        Err(StockTakerError::Mend(words)) => {
            return Err(Refusal::explained(
                StatusCode::UNPROCESSABLE_ENTITY,
                words,
                "Nothing was stored",
            ));
        }
        Err(failed) => return Err(broken(&failed)),
    };
    let word = random_word(app);
    let mut form = form.clone();
    for list in chosen_lists(&form) {
        if let Some(heading) = likely(list, &headings) {
            form = form.with(&control(list), heading);
        }
    }
    app.held_files.hold(
        word.clone(),
        Held {
            person,
            since: app.clocks.now(),
            form,
            files,
            about: serde_json::to_string(&headings).unwrap_or_default(),
        },
    );
    Ok(address(&word))
}

fn address(word: &str) -> String {
    format!("/desk/evidence/take-stock/{word}")
}

fn control(list: &CodeList) -> String {
    format!("column-{}", list.name)
}

/// The heading that most likely holds a characteristic: one that has a word of its name.
fn likely<'a>(list: &CodeList, headings: &'a [String]) -> Option<&'a str> {
    let also: &[&str] = match list.name {
        "sex" => &["gender"],
        "deprivation" | "deprivation-fifth" => &["imd", "decile", "quintile"],
        _ => &[],
    };
    let wanted: Vec<&str> = list
        .name
        .split('-')
        .filter(|word| !matches!(*word, "category" | "band" | "fifth" | "code"))
        .chain(also.iter().copied())
        .collect();
    // "age" is not in "Stage" or "Agency"; "ethnic" is in "Ethnicity".
    let is_one = |word: &String, wanted: &&str| match wanted.len() {
        0..=3 => word == wanted,
        _ => word.starts_with(wanted),
    };
    headings
        .iter()
        .find(|heading| {
            let words = words(heading);
            wanted
                .iter()
                .any(|wanted| words.iter().any(|word| is_one(word, wanted)))
        })
        .map(String::as_str)
}

/// The words of a heading in small letters: `Furthest_Stage`, `FurthestStage` and `furthest stage` have two.
fn words(heading: &str) -> Vec<String> {
    let letters: Vec<char> = heading.chars().collect();
    let mut words = vec![String::new()];
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let after = letters.get(at + 1);
        let begins = letter.is_uppercase()
            && (before.is_some_and(|before| before.is_lowercase())
                || after.is_some_and(|after| after.is_lowercase()));
        if begins || !letter.is_alphabetic() {
            words.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn held(app: &App, visitor: &Visitor, word: &str) -> Result<(Held, Vec<String>), Refusal> {
    let gone = || {
        Refusal::explained(
            StatusCode::NOT_FOUND,
            "The file is no longer at hand",
            "Records are held for an hour while you say what their columns hold. Choose them again under Evidence, Services.",
        )
    };
    let held = app
        .held_files
        .of(word, visitor.actor.person())
        .ok_or_else(gone)?;
    let headings = serde_json::from_str(&held.about).map_err(|_| gone())?;
    Ok((held, headings))
}

fn taker(app: &App) -> Result<&dyn StockTaker, Refusal> {
    app.stock_taker.as_deref().ok_or_else(|| {
        Refusal::explained(
            StatusCode::SERVICE_UNAVAILABLE,
            "This server counts no records",
            "Take stock with “commonweal stocktake” where the records lie.",
        )
    })
}

fn broken(error: &StockTakerError) -> Refusal {
    tracing::error!(cause = %error, "records could not be counted");
    Refusal::explained(
        StatusCode::SERVICE_UNAVAILABLE,
        "The records could not be counted on this server",
        "Nothing was stored. Tell whoever looks after this site.",
    )
}

/// The file of a field, to be read from its beginning.
fn of_field(files: &[Brought], field: &str) -> Option<Source> {
    files
        .iter()
        .find(|file| file.field == field)
        .map(Brought::source)
}

fn page<'a>(
    word: &str,
    form: &'a FormState,
    brought: &FormState,
    headings: &[String],
    taken: Option<&Stocktake>,
) -> ColumnsPage<'a> {
    let found = taken.and_then(|taken| Some((taken, taken.services.first()?)));
    ColumnsPage {
        form,
        title: match found {
            Some(_) => format!("{}: look before the public does", brought.text("name")),
            None => format!("{}: which column holds what?", brought.text("name")),
        },
        here: address(word),
        lists: chosen_lists(brought)
            .into_iter()
            .map(|list| Asked {
                control: control(list),
                label: called(list),
            })
            .collect(),
        headings: std::iter::once(Choice::new(String::new(), "No column"))
            .chain(
                headings
                    .iter()
                    .map(|heading| Choice::new(heading.clone(), heading.clone())),
            )
            .collect(),
        found: found.map(|(taken, service)| findings(taken, service)),
    }
}

fn findings(taken: &Stocktake, service: &ServiceFound) -> Findings {
    let known = service
        .characteristics
        .iter()
        .map(|one| {
            let completeness = match one.completeness.value {
                Some(value) => json!(percent(value)),
                None => json!({ "state": "suppressed" }),
            };
            vec![
                json!(one.title),
                completeness,
                json!(count(one.declined)),
                json!(count(one.not_known)),
                json!(count(one.blank)),
                json!(count(one.invalid)),
            ]
        })
        .collect();
    Findings {
        title: title(service),
        counted: count(service.people),
        known,
        gaps: taken
            .gaps(service)
            .into_iter()
            .map(|gap| gap.words)
            .collect(),
        hiding: taken.hiding.clone(),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(word): Path<String>,
) -> Answer {
    let (held, headings) = held(&app, &visitor, &word)?;
    let page = page(&word, &held.form, &held.form, &headings, None);
    app.page(TEMPLATE, &frame(&visitor, &page.title), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(word): Path<String>,
    mut form: FormState,
) -> Answer {
    let (held, headings) = held(&app, &visitor, &word)?;
    let mut taken = None;
    if let Some(ask) = asked(&mut form, &held.form) {
        let records = of_field(&held.files, RECORDS).ok_or(Refusal::NotFound)?;
        let residents = of_field(&held.files, "residents");
        match taker(&app)?.take_stock(&ask, records, residents).await {
            Ok(found) => taken = Some(found),
            Err(StockTakerError::Mend(words)) => form.problem_with_form(capital(&words)),
            Err(failed) => return Err(broken(&failed)),
        }
    }
    if let (Some(found), "keep") = (&taken, form.text("act")) {
        match keep(&app, &visitor, &held.form, &form, found).await? {
            Ok(address) => {
                app.held_files.let_go(&word);
                return Ok(app.see_other(&address));
            }
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let shown = taken.as_ref().map(|found| &*found.stocktake);
    let page = page(&word, &form, &held.form, &headings, shown);
    let frame = frame(&visitor, &page.title);
    if form.is_sound() {
        app.page(TEMPLATE, &frame, page)
    } else {
        app.refused(TEMPLATE, &frame, page)
    }
}

/// The question; none where the form says what must be mended.
fn asked(form: &mut FormState, brought: &FormState) -> Option<StocktakeAsk> {
    let chosen = |form: &FormState, name: &str| {
        Some(form.text(name).to_owned()).filter(|text| !text.is_empty())
    };
    let lists = chosen_lists(brought);
    let columns: Vec<(&'static CodeList, String)> = lists
        .iter()
        .filter_map(|list| Some((*list, chosen(form, &control(list))?)))
        .collect();
    if columns.is_empty()
        && let Some(first) = lists.first()
    {
        form.problem(&control(first), "Choose the column of one characteristic");
    }
    let stages: Vec<String> = form
        .text("stages")
        .split([',', '\n'])
        .map(str::trim)
        .filter(|stage| !stage.is_empty())
        .map(str::to_owned)
        .collect();
    let stage = chosen(form, "stage");
    if stage.is_some() && stages.len() < 2 {
        form.problem(
            "stages",
            "Write the stages in their order, at least two, with commas between",
        );
    }
    if stage.is_none() && !stages.is_empty() {
        form.problem(
            "stage",
            "Choose the column of the stage, or leave the stages out",
        );
    }
    let only = only(form);
    let policy = Policy::named(brought.text("policy")).unwrap_or(Policy::NhsEngland);
    let reason = match brought.text("policy-reason") {
        "" => policy.rule().when,
        words => words,
    };
    let choice = RuleChoice::new(brought.text("name"), *policy.rule(), reason).ok()?;
    form.is_sound().then(|| StocktakeAsk {
        service: brought.text("name").to_owned(),
        columns,
        person: chosen(form, "person"),
        stage,
        stages,
        only,
        origin: Origin::Imported,
        choice,
        threshold: THRESHOLD,
    })
}

/// The lines `Column = value`; several values of one column mean any of them.
fn only(form: &mut FormState) -> Vec<(String, Vec<String>)> {
    let mut only: Vec<(String, Vec<String>)> = Vec::new();
    for line in form.text("only").to_owned().lines() {
        if line.trim().is_empty() {
            continue;
        }
        let Some((column, value)) = line.split_once('=') else {
            form.problem(
                "only",
                format!("“{}” has no =; write Column = value", line.trim()),
            );
            continue;
        };
        let (column, value) = (column.trim().to_owned(), value.trim().to_owned());
        match only.iter_mut().find(|(before, _)| *before == column) {
            Some((_, values)) => values.push(value),
            None => only.push((column, vec![value])),
        }
    }
    only
}

/// Keeps what was found, and gives the address of the service at the desk.
async fn keep(
    app: &App,
    visitor: &Visitor,
    brought: &FormState,
    form: &FormState,
    found: &StockTaken,
) -> Result<Result<String, KeepStocktakeError>, Refusal> {
    let mut brought = brought.clone();
    let last = brought.date("as-at", "The last day that the records cover");
    let input = KeepStocktake {
        board: visitor.board()?.record.id,
        as_at: last.unwrap_or(visitor.today),
        stocktake: found.stocktake.clone(),
        asked: json!({
            "by": brought.chosen("lists"),
            "map": chosen_lists(&brought).into_iter().map(|list| {
                format!("{}={}", list.name, form.text(&control(list)))
            }).collect::<Vec<_>>(),
            "where": form.text("only"), "stages": form.text("stages"), "person": form.text("person"),
            "policy": brought.text("policy"), "threshold": THRESHOLD,
        }),
        files: found.files.clone(),
    };
    match keep_stocktake(&app.house, &visitor.who(), input).await {
        Ok(services) => Ok(Ok(services.first().map_or_else(
            || "/desk/evidence/services".to_owned(),
            |service| format!("/desk/evidence/services/{}", service.record.slug),
        ))),
        Err(KeepStocktakeError::Runner(error)) => Err(error.into()),
        Err(problem) => Ok(Err(problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_heading_has_a_word_of_the_characteristic() {
        let headings = [
            "PatientID",
            "Furthest_Stage",
            "Postage",
            "GenderCode",
            "AgeAtContact",
            "Ethnicity_code",
            "IMDDecile",
        ];
        let headings: Vec<String> = headings.map(str::to_owned).to_vec();
        for (name, wanted) in [
            ("sex", Some("GenderCode")),
            ("age-band", Some("AgeAtContact")),
            ("ethnic-category", Some("Ethnicity_code")),
            ("deprivation", Some("IMDDecile")),
            ("religion", None),
        ] {
            let list = CodeList::named(name);
            assert_eq!(
                list.and_then(|list| likely(list, &headings)),
                wanted,
                "{name}"
            );
        }
    }
}
