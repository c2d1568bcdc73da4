//! `/desk/evidence/columns/{file}`: what each column of a table holds that no publisher's layout describes. Proposed, changed by
//! a person, remembered with the data set.

use axum::extract::State;
use axum::http::StatusCode;
use evidence::intake::mapping::{Dimension, Field, Mapping, NamedArea, NotAChoice, Proposal, Role};
use evidence::intake::{Intake, Problem, is_area_code};
use serde::Serialize;

use super::load_release::{Loaded, load};
use super::release_page::{capital, frame, show_faults};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Brought, Choice, FormState, Held};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/columns_page.html";
/// So many headings of columns that are read alike are named.
const MOST_NAMED: usize = 6;

#[derive(Serialize)]
struct ColumnsPage {
    form: FormState,
    title: String,
    lead: String,
    address: String,
    above: Vec<String>,
    /// The sheets that hold a table; none where there is one.
    sheets: Vec<Choice>,
    /// Names of areas that are not clear.
    areas: Vec<AskedArea>,
    rows: Vec<ColumnRow>,
    needed: Vec<Stated>,
    more: Vec<Stated>,
    polarities: Vec<Choice>,
    value_types: Vec<Choice>,
}

/// One column, or several beside each other that are read alike.
#[derive(Serialize)]
struct ColumnRow {
    name: String,
    headings: Vec<String>,
    control: String,
    samples: String,
    why: String,
    roles: Vec<Choice>,
}

/// A name of an area in a table without codes, which may be none that we know, or several.
#[derive(Serialize)]
struct AskedArea {
    control: String,
    name: String,
    hint: String,
}

/// Something that can be stated for the whole table.
#[derive(Serialize)]
struct Stated {
    control: String,
    label: &'static str,
    hint: &'static str,
}

/// Holds the files and goes on to the page that asks. `from` is where the file was chosen, for a mended one.
pub(super) fn ask(
    app: &App,
    visitor: &Visitor,
    form: &FormState,
    files: Vec<Brought>,
    title: &str,
    from: &str,
    intake: &Intake,
) -> Answer {
    let proposal = intake.proposal.clone().unwrap_or_default();
    let person = visitor.actor.person().ok_or(Refusal::Forbidden)?;
    let word = random_word(app);
    let address = address(&word);
    app.held_files.hold(
        word,
        Held {
            person,
            since: app.clocks.now(),
            form: form.clone().with("title", title).with("address", from),
            files,
            about: serde_json::to_string(&proposal).unwrap_or_default(),
        },
    );
    Ok(app.see_other(&address))
}

/// A word that nobody guesses, under which files are held.
pub(super) fn random_word(app: &App) -> String {
    app.house
        .random_bytes::<16>()
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

fn address(word: &str) -> String {
    format!("/desk/evidence/columns/{word}")
}

fn held(app: &App, visitor: &Visitor, word: &str) -> Result<(Held, Proposal), Refusal> {
    let gone = || {
        Refusal::explained(
            StatusCode::NOT_FOUND,
            "The file is no longer at hand",
            "Files are kept for an hour while you say what their columns hold. Choose it again under Evidence.",
        )
    };
    let held = app
        .held_files
        .of(word, visitor.actor.person())
        .ok_or_else(gone)?;
    let proposal = serde_json::from_str(&held.about).map_err(|_| gone())?;
    Ok((held, proposal))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(word): Path<String>,
) -> Answer {
    let (held, proposal) = held(&app, &visitor, &word)?;
    let page = page(&word, held.form, &proposal);
    app.page(TEMPLATE, &frame(&visitor, &page.title), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(word): Path<String>,
    form: FormState,
) -> Answer {
    let (held, proposal) = held(&app, &visitor, &word)?;
    // Under which rule the figures are read was said where the file was chosen.
    let mut form = form
        .with("policy", held.form.text("policy"))
        .with("policy-reason", held.form.text("policy-reason"));
    let mut said = said(&mut form, &proposal);
    if !form.is_sound() {
        let page = page(&word, form, &proposal);
        return app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page);
    }
    let is_another_sheet = said.sheet.is_some() && said.sheet != proposal.sheet;
    if is_another_sheet {
        // What was said is about the columns of this sheet.
        said = Mapping {
            sheet: said.sheet,
            ..Mapping::default()
        };
    }
    let title = held.form.text("title").to_owned();
    let files = held.files;
    match load(&app, &visitor, &title, &form, &files, Some(said.clone())).await? {
        Ok(Loaded::Stored(address)) => {
            app.held_files.let_go(&word);
            return Ok(app.see_other(&address));
        }
        Ok(Loaded::Faulty(intake)) => {
            let mapping = serde_json::to_string(&said).unwrap_or_default();
            let address = held.form.text("address").to_owned();
            return show_faults(
                &app, &visitor, &held.form, &title, &address, &intake, &mapping,
            )
            .await;
        }
        Ok(Loaded::Asks(intake)) => {
            let asked = intake.proposal.clone().unwrap_or_default();
            let held = Held {
                person: held.person,
                since: held.since,
                form: held.form,
                files,
                about: serde_json::to_string(&asked).unwrap_or_default(),
            };
            app.held_files.hold(word.clone(), held);
            if is_another_sheet {
                return Ok(app.see_other(&address(&word)));
            }
            say_what_is_missing(&mut form, &intake);
            let page = page(&word, form, &asked);
            return app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page);
        }
        Err(problem) => form.problem_with_form(problem.to_string()),
    }
    let page = page(&word, form, &proposal);
    app.refused(TEMPLATE, &frame(&visitor, &page.title.clone()), page)
}

/// What the form says of columns and of the whole table.
fn said(form: &mut FormState, proposal: &Proposal) -> Mapping {
    let mut said = Mapping::default();
    for at in 0..proposal.columns.len() {
        let role = form.text(&format!("column-{at}")).parse::<Role>();
        for heading in form.chosen(&format!("heading-{at}")) {
            if let Ok(role) = &role {
                said.columns.push(evidence::intake::mapping::MappedColumn {
                    heading: heading.clone(),
                    role: role.clone(),
                });
            }
        }
    }
    for field in Field::ALL {
        let text = form.text(&control(field));
        if field.may_be_stated() && !text.is_empty() {
            said.set_constant(field, text);
        }
    }
    // Another release may call its sheets otherwise: only a choice is kept.
    let sheet = Some(form.text("sheet").to_owned()).filter(|sheet| !sheet.is_empty());
    said.sheet =
        sheet.filter(|sheet| proposal.sheet_is_chosen || proposal.sheet.as_ref() != Some(sheet));
    let choices = form.text("only").to_owned();
    for words in choices
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        match words.parse() {
            Ok(only) => said.only.push(only),
            Err(error) => form.problem("only", capital(&NotAChoice::to_string(&error))),
        }
    }
    said.areas.clone_from(&proposal.areas);
    for (at, area) in unclear(proposal).enumerate() {
        let control = format!("area-{at}");
        let code = form.text(&control).to_uppercase();
        if is_area_code(&code) {
            said.areas.insert(area.name.clone(), code);
        } else if !code.is_empty() {
            form.problem(
                &control,
                "Enter a letter and eight digits, such as E09000012",
            );
        }
    }
    said
}

/// Names of areas that are not clear.
fn unclear(proposal: &Proposal) -> impl Iterator<Item = &NamedArea> {
    proposal
        .named_areas
        .iter()
        .filter(|area| area.may_be.len() != 1)
}

fn control(field: Field) -> String {
    format!("state-{}", field.word().replace(' ', "-"))
}

fn say_what_is_missing(form: &mut FormState, intake: &Intake) {
    let missing = intake
        .proposal
        .as_ref()
        .map(|proposal| proposal.missing.clone())
        .unwrap_or_default();
    for field in &missing {
        let what = match field {
            Field::AreaCode => "Say which column holds codes of areas, or enter the one code",
            Field::Period => "Say which column holds the period, or enter the one period",
            Field::IndicatorName => "Enter the name of the indicator, or say which column holds it",
            _ => {
                form.problem_in("columns", "column-0", "Say which column holds the values");
                continue;
            }
        };
        form.problem(&control(*field), what);
    }
    let areas = intake.proposal.iter().flat_map(unclear);
    let areas: Vec<String> = areas.map(|area| area.name.clone()).collect();
    for (at, name) in areas.iter().enumerate() {
        form.problem(
            &format!("area-{at}"),
            format!("Enter the code of the area that “{name}” is"),
        );
    }
    let about_the_heading = |problem: &&Problem| {
        areas.is_empty()
            || intake
                .proposal
                .as_ref()
                .is_none_or(|proposal| problem.row == Some(proposal.heading_row))
    };
    for problem in intake.problems.iter().filter(about_the_heading) {
        let is_said = problem.found.starts_with("no column for the ");
        if !is_said {
            let column = problem
                .column
                .as_ref()
                .map_or_else(String::new, |column| format!("“{column}”: "));
            form.problem_with_form(format!("{column}{}. {}", problem.found, problem.mend));
        }
    }
}

fn page(word: &str, form: FormState, proposal: &Proposal) -> ColumnsPage {
    let rows = rows(proposal);
    let mut known = FormState::empty();
    for (row, role) in &rows {
        known = known.with(&row.control, role.to_string());
    }
    for (field, text) in &proposal.constants {
        known = known.with(&control(*field), text);
    }
    let only: Vec<String> = proposal.only.iter().map(ToString::to_string).collect();
    known = known.with("only", only.join("\n"));
    if let Some(sheet) = &proposal.sheet {
        known = known.with("sheet", sheet);
    }
    let title = if proposal.missing.is_empty() {
        "Is this what the columns hold?"
    } else {
        "Say what the columns hold"
    };
    let sheet = proposal
        .sheet
        .as_ref()
        .map_or_else(String::new, |sheet| format!(" of the sheet “{sheet}”"));
    let needed = [Field::IndicatorName, Field::Period, Field::AreaCode]
        .into_iter()
        .filter(|field| proposal.missing.contains(field) || proposal.constants.contains_key(field));
    let needed: Vec<Field> = needed.collect();
    let more = [
        Field::IndicatorName,
        Field::Period,
        Field::AreaCode,
        Field::Sex,
        Field::Age,
        Field::CategoryType,
        Field::Factor,
        Field::Source,
    ];
    ColumnsPage {
        title: title.to_owned(),
        lead: format!(
            "The headings are no publisher's that we know. We took the names of the columns from row {}{sheet}. Nothing has been stored.",
            proposal.heading_row
        ),
        address: address(word),
        above: proposal.above.clone(),
        sheets: sheets(proposal),
        areas: unclear(proposal)
            .enumerate()
            .map(|(at, area)| asked_area(at, area))
            .collect(),
        more: more
            .into_iter()
            .filter(|field| !needed.contains(field))
            .map(stated)
            .collect(),
        needed: needed.into_iter().map(stated).collect(),
        form: form.filled_from(known),
        rows: rows.into_iter().map(|(row, _)| row).collect(),
        polarities: choices(&["low is good", "high is good", "no judgement"]),
        value_types: choices(&[
            "proportion",
            "crude rate",
            "directly standardised rate",
            "indirectly standardised",
            "life expectancy",
            "count",
            "other",
        ]),
    }
}

fn sheets(proposal: &Proposal) -> Vec<Choice> {
    if proposal.other_sheets.is_empty() {
        return Vec::new();
    }
    proposal
        .sheet
        .iter()
        .chain(&proposal.other_sheets)
        .map(|name| Choice::new(name, name))
        .collect()
}

fn asked_area(at: usize, area: &NamedArea) -> AskedArea {
    let may_be: Vec<String> = area
        .may_be
        .iter()
        .map(|(code, name)| format!("{code} is {name}"))
        .collect();
    let hint = if may_be.is_empty() {
        "No area of England is called so. A code is a letter and eight digits, such as E09000012."
            .to_owned()
    } else {
        format!("{}.", may_be.join("; "))
    };
    AskedArea {
        control: format!("area-{at}"),
        name: area.name.clone(),
        hint,
    }
}

fn choices(words: &[&str]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "Not stated")];
    choices.extend(words.iter().map(|word| Choice::new(*word, capital(word))));
    choices
}

fn stated(field: Field) -> Stated {
    let (label, hint) = match field {
        Field::IndicatorName => ("Name of the indicator", "As it will stand on every page."),
        Field::Period => ("Period", "2022, 2021/22, 2019 - 21 or 2021/22 Q3."),
        Field::AreaCode => (
            "Code of the area",
            "Such as E09000012, where the table is about one place.",
        ),
        Field::Sex => ("Sex", "Where no column says it."),
        Field::Age => ("Age", "Where no column says it: “65+ yrs”."),
        Field::CategoryType => ("Kind of group", "What the groups are: “Ethnic group”."),
        Field::Factor => (
            "Multiply by",
            "100 where shares such as 0.12 stand for 12%.",
        ),
        Field::Source => ("Source", "Who counted, and from what."),
        _ => ("", ""),
    };
    Stated {
        control: control(field),
        label,
        hint,
    }
}

/// A row for each column; neighbours of a wide table that are read alike share one.
fn rows(proposal: &Proposal) -> Vec<(ColumnRow, Role)> {
    let mut rows: Vec<(ColumnRow, Role)> = Vec::new();
    for column in &proposal.columns {
        let is_spread = matches!(column.role, Role::Spread { .. });
        if let Some((row, role)) = rows.last_mut()
            && is_spread
            && *role == column.role
        {
            row.headings.push(column.heading.clone());
            continue;
        }
        let row = ColumnRow {
            name: String::new(),
            headings: vec![column.heading.clone()],
            control: format!("column-{}", rows.len()),
            samples: column.samples.join("; "),
            why: capital(&column.why.to_string()),
            roles: roles(&column.role),
        };
        rows.push((row, column.role.clone()));
    }
    for (row, _) in &mut rows {
        row.name = name_of(&row.headings);
    }
    rows
}

fn name_of(headings: &[String]) -> String {
    match headings {
        [only] => only.clone(),
        several if several.len() <= MOST_NAMED => several.join(", "),
        several => format!(
            "{} columns: {} … {}",
            several.len(),
            several
                .iter()
                .take(3)
                .cloned()
                .collect::<Vec<_>>()
                .join(", "),
            several.last().cloned().unwrap_or_default()
        ),
    }
}

fn roles(current: &Role) -> Vec<Choice> {
    let mut roles = vec![Role::Ignore];
    roles.extend(
        Field::ALL
            .into_iter()
            .filter(|field| field.may_be_column())
            .map(Role::Holds),
    );
    roles.extend(Dimension::ALL.into_iter().map(|dimension| Role::Spread {
        figure: Field::Value,
        by: vec![dimension],
    }));
    if !roles.contains(current) {
        roles.push(current.clone());
    }
    roles
        .into_iter()
        .map(|role| {
            let text = match &role {
                Role::Ignore => "Not read".to_owned(),
                Role::Holds(field) => capital(field.word()),
                Role::Spread { figure, by } => {
                    let by: Vec<_> = by.iter().map(|dimension| dimension.word()).collect();
                    format!(
                        "{}; the heading is the {}",
                        capital(figure.word()),
                        by.join(" and the ")
                    )
                }
            };
            Choice::new(role.to_string(), text)
        })
        .collect()
}
