//! `/desk/evidence/{data_set}/about`: who publishes a data set, under which licence, what that asks for and when its next release
//! is due; and the form that says or corrects it.

use axum::extract::State;
use board::indicators::{
    DataSet, DescribeDataSet, DescribeDataSetError, Freshness, describe_data_set, policy,
};
use serde::Serialize;

use super::release_page::{capital, found, frame};
use super::shown::long_date;
use crate::address::Path;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::Answer;
use crate::templates::Frame;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/data_set_page.html";

#[derive(Serialize)]
struct DataSetPage<'a> {
    form: &'a FormState,
    title: String,
    address: String,
    release: String,
    rows: Vec<Row>,
    may_say: bool,
    revision: i64,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    text: String,
}

fn address(set: &DataSet) -> String {
    format!("/desk/evidence/{}/about", set.record.slug)
}

fn frame_of(visitor: &Visitor, set: &DataSet) -> Frame {
    let mut frame = frame(visitor, &set.record.title);
    frame.illustrative = set.record.origin.is_illustrative();
    frame
}

/// The form as the data set stands.
fn as_it_stands(set: &DataSet) -> FormState {
    let text = |held: &Option<String>| held.clone().unwrap_or_default();
    let form = FormState::empty()
        .with("source", text(&set.source))
        .with("licence", text(&set.licence))
        .with("attribution", text(&set.attribution));
    match set.next_due {
        Some(day) => form.with_date("next-due", day),
        None => form,
    }
}

fn page<'a>(visitor: &Visitor, set: &DataSet, form: &'a FormState) -> DataSetPage<'a> {
    let row = |name, held: &Option<String>| Row {
        name,
        text: held.clone().unwrap_or_else(|| "Not stated".to_owned()),
    };
    let due = match set.next_due {
        Some(day) => {
            let freshness = capital(&Freshness::on(visitor.today, set.next_due).in_words());
            format!("{} ({})", freshness, long_date(day))
        }
        None => "Not stated".to_owned(),
    };
    DataSetPage {
        form,
        title: match &set.licence {
            Some(_) => set.record.title.clone(),
            None => format!("{}: nobody has said its licence", set.record.title),
        },
        address: address(set),
        release: format!("/desk/evidence/{}/new", set.record.slug),
        rows: vec![
            row("Source", &set.source),
            row("Licence", &set.licence),
            row("Attribution", &set.attribution),
            Row {
                name: "Next release",
                text: due,
            },
            Row {
                name: "Hiding rule",
                text: set.policy.words().to_owned(),
            },
        ],
        may_say: policy::DESCRIBE_DATA_SET.allows(&visitor.actor, set.record.body_id),
        revision: set.record.revision,
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    let form = as_it_stands(&set);
    app.page(
        TEMPLATE,
        &frame_of(&visitor, &set),
        page(&visitor, &set, &form),
    )
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    mut form: FormState,
) -> Answer {
    let set = found(&app, &visitor, &slug).await?;
    let next_due = form.date("next-due", "The day of the next release");
    if form.is_sound() {
        let text = |name: &str| Some(form.text(name).to_owned());
        let input = DescribeDataSet {
            source: text("source"),
            licence: text("licence"),
            attribution: text("attribution"),
            next_due,
        };
        let revision = form.text("revision").parse().unwrap_or(0);
        let id = set.record.id;
        match describe_data_set(&app.house, &visitor.who(), id, revision, input).await {
            Ok(set) => return Ok(app.see_other(&address(&set))),
            Err(DescribeDataSetError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    app.refused(
        TEMPLATE,
        &frame_of(&visitor, &set),
        page(&visitor, &set, &form),
    )
}
