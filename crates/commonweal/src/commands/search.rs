use board::files::{FoundAttachment, search_attachments};
use board::places::bodies;
use board::story::{Found, search, wanted_words};
use clap::Args;
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for: words of titles, or of attached text files, in any order.
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Finds records by the words of their titles, and attachments by theirs or, where they are text, by what they say.
pub(crate) async fn run(place: &Place, options: Search) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let who = installation::operator(SystemClocks::of(&house).await?);
    let words = options.words.join(" ");
    let found = search(&house, &who.actor, &words).await;
    let attached = search_attachments(&house, &who.actor, who.today, &wanted_words(&words)).await;
    let bodies = bodies(&house).await;
    house.database().clone().close().await;
    let (found, attached, bodies) = (found?, attached?, bodies?);
    if options.json {
        let mut all: Vec<Value> = found.iter().map(as_json).collect();
        all.extend(attached.iter().map(|found| {
            let owner = bodies
                .iter()
                .find(|body| Some(body.record.id) == found.record.body_id);
            attachment_as_json(found, owner.map(|body| body.public_name.as_str()))
        }));
        return print_json(&all);
    }
    if found.is_empty() && attached.is_empty() {
        eprintln!("Nothing is called that. Try fewer words, or a part of one.");
        return Ok(());
    }
    let mut rows: Vec<Vec<String>> = found
        .iter()
        .map(|found| {
            vec![
                found.record.reference().to_string(),
                found.record.title.clone(),
                found.standing(),
            ]
        })
        .collect();
    rows.extend(attached.iter().map(|found| {
        vec![
            found.record.reference().to_string(),
            found.attachment.title.clone(),
            found.attachment.particulars(),
        ]
    }));
    print(&columns(&rows))
}

fn as_json(found: &Found) -> Value {
    let record = &found.record;
    json!({
        "reference": record.reference().to_string(),
        "kind": record.kind.0,
        "title": record.title,
        "state": record.state,
        "since": record.state_since.to_string(),
        "body": found.body,
    })
}

/// An attachment stands under the record that it belongs to.
fn attachment_as_json(found: &FoundAttachment, body: Option<&str>) -> Value {
    json!({
        "reference": found.record.reference().to_string(),
        "kind": "attachment",
        "title": found.attachment.title,
        "state": null,
        "since": null,
        "body": body,
    })
}
