//! `/r/{token}/{place}`: one return. Four questions, and two answers that need no typing.

use axum::extract::State;
use board::files::Attachment;
use board::outcomes::returns::{
    GOING, HAPPENED, HELP, NUMBER, PartnerReturns, ReturnAnswer, ReturnError, ReturnTask, View,
    save_return,
};
use board::questions::{AnswerProblem, Answers};
use serde::Serialize;

use super::return_files_page::{address, files_of, holder};
use super::task_list_page::{Row, frame, opened, rows};
use crate::address::Path;
use crate::app::App;
use crate::files::{AttachmentRow, rows as attached};
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "outcomes/return_page.html";

#[derive(Serialize)]
struct ReturnPage<'a> {
    form: &'a FormState,
    address: String,
    list: String,
    title: String,
    addressee: String,
    /// "outcome" or "action".
    kind: &'static str,
    number: usize,
    count: usize,
    /// Which of the steps are done, in order; the present one is `number`.
    steps: Vec<&'static str>,
    part: Option<&'static str>,
    plain_last: Option<Last>,
    can_be_unchanged: bool,
    views: Vec<Choice>,
    number_label: String,
    number_hint: String,
    unit: Option<String>,
    happened_label: String,
    save_label: String,
    last_day: String,
    pass: String,
    files: Vec<AttachmentRow>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Last {
    round: String,
    words: Option<String>,
    view: Option<String>,
    help: Option<String>,
    help_given: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: &'static str,
    text: &'static str,
    hint: Option<&'static str>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((token, place)): Path<(String, usize)>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, place) = task_at(&returns, place)?;
    if returns.round.closed_on.is_some() {
        return Ok(app.see_other(&format!("/r/{token}")));
    }
    let mut form = FormState::empty();
    for id in [GOING, NUMBER, HAPPENED, HELP] {
        if let Some(answer) = task.answers.get(id) {
            form = form.with(id, answer.clone());
        }
    }
    let held = files_of(&app, task).await?;
    let page = page(&returns, task, place, &token, &held, &form);
    app.page(
        TEMPLATE,
        &frame(&visitor, &returns, &task.about.title),
        page,
    )
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path((token, place)): Path<(String, usize)>,
    mut form: FormState,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let (task, place) = task_at(&returns, place)?;
    let (link, who) = holder(&visitor, &returns)?;
    let answers = read(&form);
    let wish = form.text("do").to_owned();
    let answer = match wish.as_str() {
        "unchanged" => ReturnAnswer::Unchanged,
        "not-held" => ReturnAnswer::NotHeld,
        "stop" | "attach" => ReturnAnswer::Save(answers),
        _ => ReturnAnswer::Answer(answers),
    };
    match save_return(&app.house, &who, link, task.ask.id, answer).await {
        Ok(()) if wish == "stop" => Ok(app.see_other(&format!("/r/{token}"))),
        Ok(()) if wish == "attach" => Ok(app.see_other(&address(&token, place))),
        Ok(()) => {
            let after = opened(&app, &visitor).await?;
            Ok(app.see_other(&match after.next_open(place) {
                Some(next) => format!("/r/{token}/{}", next + 1),
                None => format!("/r/{token}/sent"),
            }))
        }
        Err(ReturnError::Problems(problems)) => {
            for problem in problems {
                form.problem(problem.stable_id(), words(&problem));
            }
            let held = files_of(&app, task).await?;
            let page = page(&returns, task, place, &token, &held, &form);
            app.refused(
                TEMPLATE,
                &frame(&visitor, &returns, &task.about.title),
                page,
            )
        }
        Err(ReturnError::NothingBefore) => {
            form.problem(
                GOING,
                "You have not told us anything about this before: choose how it is going",
            );
            let held = files_of(&app, task).await?;
            let page = page(&returns, task, place, &token, &held, &form);
            app.refused(
                TEMPLATE,
                &frame(&visitor, &returns, &task.about.title),
                page,
            )
        }
        Err(ReturnError::Closed(_)) => Ok(app.see_other(&format!("/r/{token}"))),
        Err(ReturnError::Runner(error)) => Err(error.into()),
    }
}

pub(super) fn task_at(
    returns: &PartnerReturns,
    number: usize,
) -> Result<(&ReturnTask, usize), Refusal> {
    let place = number.checked_sub(1).ok_or(Refusal::NotFound)?;
    let task = returns.tasks.get(place).ok_or(Refusal::NotFound)?;
    Ok((task, place))
}

/// The answers as typed; a number without the commas and the sign that people write into it.
fn read(form: &FormState) -> Answers {
    let number: String = form
        .text(NUMBER)
        .chars()
        .filter(|sign| !matches!(sign, ',' | '%' | ' '))
        .collect();
    [
        (GOING, form.text(GOING).to_owned()),
        (NUMBER, number),
        (HAPPENED, form.text(HAPPENED).to_owned()),
        (HELP, form.text(HELP).to_owned()),
    ]
    .into_iter()
    .map(|(id, value)| (id.to_owned(), value))
    .collect()
}

fn words(problem: &AnswerProblem) -> String {
    match (problem, problem.stable_id()) {
        (AnswerProblem::Missing { .. } | AnswerProblem::NotAnOption { .. }, GOING) => {
            "Choose how it is going, or press one of the two buttons above".to_owned()
        }
        (AnswerProblem::NotANumber { found, .. }, _) => {
            format!("“{found}” is not a number: write digits only, such as 46")
        }
        _ => problem.to_string(),
    }
}

fn page<'a>(
    returns: &PartnerReturns,
    task: &ReturnTask,
    place: usize,
    token: &str,
    held: &[Attachment],
    form: &'a FormState,
) -> ReturnPage<'a> {
    let is_action = task.about.kind == board::delivery::ACTION;
    let kind = if is_action { "action" } else { "outcome" };
    let last = task.last();
    let count = returns.tasks.len();
    let next = returns.next_open(place).filter(|&next| next != place);
    let mut rows = rows(returns, token, Some(place));
    let part = rows.get_mut(place).and_then(|row| row.part.take());
    for row in &mut rows {
        row.part = None;
    }
    let since = last.map(|last| last.round.title.clone());
    let (number_label, number_hint, unit) = number_words(task);
    ReturnPage {
        form,
        address: format!("/r/{token}/{}", place + 1),
        list: format!("/r/{token}"),
        title: task.about.title.clone(),
        addressee: returns.addressee(),
        kind,
        number: place + 1,
        count,
        steps: (0..count)
            .map(|step| match returns.tasks.get(step) {
                _ if step == place => "is-now",
                Some(task) if matches!(task.state, board::asks::AskState::Answered(_)) => "is-done",
                _ => "",
            })
            .collect(),
        part,
        plain_last: last.map(|last| {
            let answer = |id: &str| last.answers.get(id).filter(|it| !it.is_empty()).cloned();
            Last {
                round: last.round.title.clone(),
                words: answer(HAPPENED),
                view: answer(GOING),
                help: answer(HELP),
                help_given: last.help_given.clone(),
            }
        }),
        can_be_unchanged: last.is_some(),
        views: View::ALL
            .iter()
            .map(|view| Choice {
                value: view.as_str(),
                text: view.as_str(),
                hint: view.meaning(),
            })
            .collect(),
        number_label,
        number_hint,
        unit,
        happened_label: match since {
            Some(round) => format!("What happened since {round}?"),
            None => "What happened?".to_owned(),
        },
        save_label: match next {
            Some(next) => format!("Save and go to {} {}", kind_at(returns, next), next + 1),
            None => "Save and finish".to_owned(),
        },
        last_day: task.ask.due.to_string(),
        pass: format!("/r/{token}/pass"),
        files: attached(held, &address(token, place)),
        rows,
    }
}

fn kind_at(returns: &PartnerReturns, place: usize) -> &'static str {
    match returns.tasks.get(place) {
        Some(task) if task.about.kind == board::delivery::ACTION => "action",
        _ => "outcome",
    }
}

/// The label, the hint and the unit of the number.
fn number_words(task: &ReturnTask) -> (String, String, Option<String>) {
    let said = task
        .earlier
        .iter()
        .find_map(|before| before.answers.get(NUMBER).filter(|it| !it.is_empty()));
    let mut hint = Vec::new();
    hint.extend(said.map(|number| format!("Last time you said {number}.")));
    let (label, unit) = match &task.measure {
        Some(measure) => {
            if let Some(target) = measure.target {
                hint.push(format!("The target is {}.", measure.say(target)));
            }
            let unit = Some(measure.unit.clone()).filter(|unit| !unit.is_empty());
            (format!("{}: the number now", measure.counted), unit)
        }
        None => ("The number now, if there is one".to_owned(), None),
    };
    hint.push("Leave it empty if you do not have it.".to_owned());
    (label, hint.join(" "), unit)
}
