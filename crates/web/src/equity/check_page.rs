//! `/desk/delivery/{slug}/equity`: whom an action may leave behind, and by when somebody is to have asked.

use axum::extract::State;
use board::delivery::{Action, DRAFT};
use board::equity::{
    Assessment, Form, Prompt, RecordCheck, RecordCheckError, SetDue, assessments, checks_due,
    prompts, record_check, set_check_due,
};
use board::questions::Answers;
use board::vocabulary::{Origin, Role, capital, long_date};
use serde::{Deserialize, Serialize};

use crate::address::{Path, Query};
use crate::app::App;
use crate::delivery::own_action;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "equity/check_page.html";

/// Which form was asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    form: Option<String>,
}

#[derive(Serialize)]
struct CheckPage<'a> {
    form: &'a FormState,
    title: String,
    here: String,
    asked: &'static str,
    questions: Vec<Question>,
    /// The other form, by its words and address.
    other: Link,
    is_draft: bool,
    may_set_due: bool,
    due: Option<String>,
    earlier: Vec<String>,
}

#[derive(Serialize)]
struct Question {
    id: &'static str,
    /// "1. Who is worse off on this today?"
    words: String,
    help: &'static str,
    options: Vec<Choice>,
}

fn address(action: &Action) -> String {
    format!("/desk/delivery/{}", action.record.slug)
}

/// Its public page, which everybody who may check it can open.
fn public_address(visitor: &Visitor, action: &Action) -> Result<String, Refusal> {
    let board = &visitor.board()?.record.slug;
    Ok(format!("/{board}/actions/{}", action.record.slug))
}

fn frame(visitor: &Visitor, action: &Action) -> Result<Frame, Refusal> {
    let title = capital(&action.record.title);
    let back = Link::new(title, public_address(visitor, action)?);
    Ok(visitor.task_frame("Equity check", Some(back)))
}

fn question((number, prompt): (usize, Prompt)) -> Question {
    Question {
        id: prompt.id,
        words: format!("{number}. {}", prompt.words),
        help: prompt.help,
        options: prompt
            .options
            .iter()
            .map(|&option| Choice::new(option, option))
            .collect(),
    }
}

/// "Checked on 8 September 2022 by Public health. Changed: …": what the public reads of a check.
pub(crate) fn in_words(check: &Assessment) -> String {
    let changed = check.what_changed.as_ref().map_or_else(
        || "Nothing changed.".to_owned(),
        |words| {
            format!(
                "What changed: {}",
                words.trim_end_matches('.').to_owned() + "."
            )
        },
    );
    let again = check
        .review_due
        .map(|day| format!(" To be checked again by {}.", long_date(day)))
        .unwrap_or_default();
    format!(
        "Checked on {} by {}. {changed}{again}",
        long_date(check.assessed_on),
        check.answered_by
    )
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    action: &Action,
    asked: Form,
    form: &'a FormState,
) -> Result<CheckPage<'a>, Refusal> {
    let here = format!("{}/equity", address(action));
    let checks = assessments(&app.house, &visitor.actor, Some(action.record.id)).await?;
    let due = checks_due(&app.house)
        .await?
        .into_iter()
        .find(|one| one.about_id == action.record.id);
    Ok(CheckPage {
        title: capital(&action.record.title),
        asked: asked.as_str(),
        questions: (1..).zip(prompts(asked)).map(question).collect(),
        other: match asked {
            Form::Short => Link::new(
                "Use the long form, with questions for an organisation",
                format!("{here}?form=long"),
            ),
            Form::Long => Link::new("Use the short form of four questions", here.clone()),
        },
        is_draft: action.record.state == DRAFT,
        may_set_due: visitor.has(Role::Officer),
        due: due.map(|one| long_date(one.due)),
        earlier: checks.iter().map(in_words).collect(),
        here,
        form,
    })
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let asked = form_called(asked.form.as_deref().unwrap_or_default());
    let form = FormState::empty();
    let page = page(&app, &visitor, &action, asked, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &action)?, page)
}

fn form_called(words: &str) -> Form {
    words.parse().unwrap_or(Form::Short)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let asked = form_called(form.text("form"));
    let changes = match form.text("changed") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let mut answers = Answers::new();
    for prompt in prompts(asked) {
        let answer = form.required(prompt.id, &format!("Answer “{}”", prompt.words));
        answers.insert(prompt.id.to_owned(), answer.unwrap_or_default());
    }
    if changes.is_none() {
        form.problem("changed", "Say whether the action changes");
    }
    let answered_by = form.required("answered-by", "Enter the office that answers");
    let review_due = form.date("again", "The day of the next check");
    if let (true, Some(changes_it), Some(answered_by)) = (form.is_sound(), changes, answered_by) {
        let input = RecordCheck {
            about_id: action.record.id,
            form: asked,
            answers,
            answered_by,
            changes_it,
            review_due,
            origin: Origin::Entered,
        };
        match record_check(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(&public_address(&visitor, &action)?)),
            Err(RecordCheckError::Runner(error)) => return Err(error.into()),
            Err(problem @ RecordCheckError::ReviewPassed) => {
                form.problem_in("again", "again-day", capital(&problem.to_string()));
            }
            Err(RecordCheckError::Answers(problems)) => {
                for problem in problems {
                    form.problem(problem.stable_id(), capital(&problem.to_string()));
                }
            }
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &action, asked, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &action)?, page)
}

pub(super) async fn set_due(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let action = own_action(&app, &visitor, &slug).await?;
    let due = form.date("due", "The day by which it is to be checked");
    if let Some(due) = due {
        let input = SetDue {
            about_id: action.record.id,
            due,
        };
        set_check_due(&app.house, &visitor.who(), input).await?;
        return Ok(app.see_other(&address(&action)));
    }
    if form.is_sound() {
        form.problem_in(
            "due",
            "due-day",
            "Enter the day by which it is to be checked",
        );
    }
    let page = page(&app, &visitor, &action, Form::Short, &form).await?;
    app.refused(TEMPLATE, &frame(&visitor, &action)?, page)
}
