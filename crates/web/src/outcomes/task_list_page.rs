//! `/r/{token}`: everything that one partner is asked in one round. Opening it changes nothing.

use axum::extract::State;
use board::asks::AskState;
use board::outcomes::Part;
use board::outcomes::returns::{PartnerReturns, ReturnTask, partner_returns};
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Site};
use crate::visitor::Visitor;
use board::vocabulary::days_late;

#[derive(Serialize)]
struct TaskListPage {
    finding: String,
    lead: String,
    addressee: String,
    round: String,
    tasks: Vec<Row>,
    begin: Option<String>,
    pass: Option<String>,
    sent: Option<String>,
    earlier: Vec<Earlier>,
    last_day: String,
}

/// One line of the list; the form page shows the same beside the form.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) href: Option<String>,
    /// "You lead this", for an outcome.
    pub(super) part: Option<&'static str>,
    pub(super) status: String,
    /// "Saved on this page and not sent yet", where that is so.
    pub(super) note: Option<&'static str>,
    pub(super) is_here: bool,
}

/// What the partner said in an earlier round.
#[derive(Serialize)]
struct Earlier {
    round: String,
    lines: Vec<EarlierLine>,
}

#[derive(Serialize)]
struct EarlierLine {
    title: String,
    words: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    let returns = opened(&app, &visitor).await?;
    let count = returns.tasks.len();
    let open = count - returns.answered();
    let closed = returns.round.closed_on;
    let last_day = returns
        .tasks
        .iter()
        .map(|task| task.ask.due)
        .max()
        .unwrap_or(returns.round.closes);
    let finding = match (closed, open) {
        (Some(_), 0) => "You answered everything".to_owned(),
        (Some(_), _) => "This round is closed".to_owned(),
        (None, 0) => "You have answered everything".to_owned(),
        (None, 1) if count == 1 => "One thing to tell us".to_owned(),
        (None, 1) => "One thing left to tell us".to_owned(),
        (None, many) if many == count => format!("{many} things to tell us"),
        (None, many) => format!("{many} things left to tell us"),
    };
    let lead = match (closed, open) {
        (Some(_), _) => {
            "What was said is frozen. What you say next time stands beside it.".to_owned()
        }
        (None, 0) => "Thank you. You can change your answers until the round is closed.".to_owned(),
        (None, 1) => "Four questions, about one minute. You need no account.".to_owned(),
        (None, many) => {
            format!("Four questions each, about {many} minutes in all. You need no account.")
        }
    };
    let page = TaskListPage {
        finding: finding.clone(),
        lead,
        addressee: returns.addressee(),
        round: returns.round.record.title.clone(),
        begin: (closed.is_none() && open > 0)
            .then(|| returns.next_open(count))
            .flatten()
            .map(|place| format!("/r/{token}/{}", place + 1)),
        pass: (closed.is_none() && open > 0).then(|| format!("/r/{token}/pass")),
        sent: (returns.answered() > 0).then(|| format!("/r/{token}/sent")),
        tasks: rows(&returns, &token, None),
        earlier: earlier(&returns),
        last_day: last_day.to_string(),
    };
    let frame = frame(&visitor, &returns, finding);
    app.page("outcomes/task_list_page.html", &frame, page)
}

/// What the visitor's link opens.
pub(super) async fn opened(app: &App, visitor: &Visitor) -> Result<PartnerReturns, Refusal> {
    let link = visitor.link.as_ref().ok_or(Refusal::NotFound)?;
    let returns = partner_returns(&app.house, link, visitor.today).await?;
    returns.ok_or(Refusal::NotFound)
}

/// What stands round a partner's page: the name of the board that asks, and nothing else.
pub(super) fn frame(
    visitor: &Visitor,
    returns: &PartnerReturns,
    title: impl Into<String>,
) -> Frame {
    let mut frame = visitor.task_frame(title, None);
    frame.site = Site {
        name: returns.board.title.clone(),
        home: format!("/{}", returns.board.slug),
    };
    frame.illustrative = returns.round.record.origin.is_illustrative();
    frame
}

/// The tasks as lines; `here` is the one whose page it is.
pub(super) fn rows(returns: &PartnerReturns, token: &str, here: Option<usize>) -> Vec<Row> {
    returns
        .tasks
        .iter()
        .enumerate()
        .map(|(place, task)| Row {
            title: task.about.title.clone(),
            href: (returns.round.closed_on.is_none() && here != Some(place))
                .then(|| format!("/r/{token}/{}", place + 1)),
            part: task.part.map(|part| match part {
                Part::Lead => "You lead this",
                Part::Shape => "You shape this",
                Part::Influence => "You influence this",
            }),
            status: if here == Some(place) {
                "You are here".to_owned()
            } else {
                status(task, returns)
            },
            note: (task.is_draft && here != Some(place)).then_some("Begun, and not sent yet"),
            is_here: here == Some(place),
        })
        .collect()
}

fn status(task: &ReturnTask, returns: &PartnerReturns) -> String {
    match task.state {
        AskState::Answered(_) => "Answered".to_owned(),
        AskState::DidNotAnswer => "Did not answer".to_owned(),
        AskState::Late(late) => days_late(late),
        AskState::ToDo | AskState::NotAsked if task.ask.due > returns.round.closes => {
            format!("More time to {}", task.ask.due.strftime("%-d %B"))
        }
        AskState::ToDo | AskState::NotAsked => "To do".to_owned(),
    }
}

/// The partner's own history, newest round first.
fn earlier(returns: &PartnerReturns) -> Vec<Earlier> {
    let mut rounds: Vec<Earlier> = Vec::new();
    for task in &returns.tasks {
        for before in &task.earlier {
            let line = EarlierLine {
                title: task.about.title.clone(),
                words: in_words(before),
            };
            match rounds.iter_mut().find(|it| it.round == before.round.title) {
                Some(round) => round.lines.push(line),
                None => rounds.push(Earlier {
                    round: before.round.title.clone(),
                    lines: vec![line],
                }),
            }
        }
    }
    rounds
}

fn in_words(before: &board::outcomes::returns::EarlierReturn) -> String {
    use board::outcomes::returns::{GOING, HAPPENED, NOT_HELD, NUMBER, UNCHANGED};
    let answer = |id: &str| before.answers.get(id).filter(|it| !it.is_empty());
    match before.word.as_deref() {
        None => "You did not answer.".to_owned(),
        Some(NOT_HELD) => "You do not hold this.".to_owned(),
        Some(word) => {
            let mut parts = Vec::new();
            if word == UNCHANGED {
                parts.push("Nothing had changed.".to_owned());
            }
            parts.extend(answer(GOING).map(|view| format!("{view}.")));
            parts.extend(answer(NUMBER).map(|number| format!("The number was {number}.")));
            parts.extend(answer(HAPPENED).cloned());
            parts.join(" ")
        }
    }
}
