use board::story::{Found, search};
use clap::Args;
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for: words of titles, in any order.
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Finds records by the words of their titles.
pub(crate) async fn run(place: &Place, options: Search) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let who = installation::operator(SystemClocks::of(&house).await?);
    let found = search(&house, &who.actor, &options.words.join(" ")).await;
    house.database().clone().close().await;
    let found = found?;
    if options.json {
        return print_json(&found.iter().map(as_json).collect::<Vec<_>>());
    }
    if found.is_empty() {
        eprintln!("Nothing is called that. Try fewer words, or a part of one.");
        return Ok(());
    }
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|found| {
            vec![
                found.record.reference().to_string(),
                found.record.title.clone(),
                found.standing(),
            ]
        })
        .collect();
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
