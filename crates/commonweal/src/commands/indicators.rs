use board::indicators::{Indicator, indicators};
use clap::Args;
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Indicators {
    /// Only those with these words in their number, name or definition.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the indicators of which figures were published.
pub(crate) async fn run(place: &Place, options: Indicators) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let all = indicators(&house).await?;
    house.database().clone().close().await;
    let found: Vec<&Indicator> = all
        .iter()
        .filter(|indicator| indicator.mentions(options.search.as_deref().unwrap_or_default()))
        .collect();
    if options.json {
        return print_json(&found.into_iter().map(as_json).collect::<Vec<_>>());
    }
    if found.is_empty() {
        eprintln!("No indicator fits. Load figures with `commonweal import FILE`.");
        return Ok(());
    }
    let mut rows = vec![
        ["Number", "Name", "Unit", "Which way is good"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(found.into_iter().map(|indicator| {
        let described = &indicator.described;
        vec![
            described.id.clone(),
            described.name.clone(),
            described.unit.label.clone(),
            word(&described.polarity).replace('_', " "),
        ]
    }));
    print(&columns(&rows))
}

/// The word that JSON uses for a value of an enumeration.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

fn as_json(indicator: &Indicator) -> Value {
    let described = &indicator.described;
    json!({
        "indicator": described.id,
        "name": described.name,
        "state": indicator.record.state,
        "unit": described.unit.label,
        "value_type": described.value_type,
        "polarity": described.polarity,
        "definition": described.definition,
        "source": described.source,
        "origin": indicator.record.origin.to_string(),
        "address": indicator.record.slug.as_str(),
    })
}
