//! `/developers`: the interface for programs, as people read about it. Its list of addresses is made from the description.

use axum::extract::State;
use board::indicators::published_releases;
use serde::Serialize;
use serde_json::Value;

use super::openapi::description;
use crate::app::App;
use crate::refusal::Answer;
use crate::visitor::Visitor;

const TEMPLATE: &str = "api/developers_page.html";
const TITLE: &str = "Data for programs";

#[derive(Serialize)]
struct DevelopersPage {
    address: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    operations: Vec<Operation>,
}

#[derive(Serialize)]
struct Operation {
    path: String,
    summary: String,
    questions: Vec<Question>,
}

#[derive(Serialize)]
struct Question {
    name: String,
    about: String,
    is_needed: bool,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let mut frame = visitor.frame(TITLE, "");
    frame.illustrative = published_releases(&app.house)
        .await?
        .iter()
        .any(|release| release.version.record.origin.is_illustrative());
    let page = DevelopersPage {
        address: app.settings.public_address.clone(),
        groups: groups(&serde_json::to_value(description()).unwrap_or_default()),
    };
    app.page(TEMPLATE, &frame, page)
}

/// The functions of the interface by what they are about, in the order in which the description names its subjects.
fn groups(description: &Value) -> Vec<Group> {
    let mut groups: Vec<Group> = description["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|tag| Group {
            title: words(&tag["name"]),
            operations: Vec::new(),
        })
        .collect();
    for (path, item) in description["paths"].as_object().into_iter().flatten() {
        let operation = &item["get"];
        let title = words(&operation["tags"][0]);
        let read = Operation {
            path: path.clone(),
            summary: words(&operation["summary"]),
            questions: operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                // What stands in the path explains itself.
                .filter(|parameter| parameter["in"] == "query")
                .map(|parameter| Question {
                    name: words(&parameter["name"]),
                    about: words(&parameter["description"]),
                    is_needed: parameter["required"] == true,
                })
                .collect(),
        };
        if let Some(group) = groups.iter_mut().find(|group| group.title == title) {
            group.operations.push(read);
        }
    }
    groups
}

fn words(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned()
}
