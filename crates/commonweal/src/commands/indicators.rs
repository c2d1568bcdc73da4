use board::House;
use board::indicators::{
    Indicator, SetTheme, SetThemeError, indicator_by_publisher_id, indicators, set_theme,
};
use board::vocabulary::Sought;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Indicators {
    #[command(subcommand)]
    act: Option<Act>,
    /// Only those with these words in their number, name or definition.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Let an indicator carry a theme, which is an element of a framework, or take it away.
    Theme(Theme),
}

#[derive(Debug, Args)]
struct Theme {
    /// The indicator, by its number.
    #[arg(value_name = "NUMBER")]
    indicator: String,
    /// The element: the short name of the framework, a stroke, and its number, letter or title.
    #[arg(value_name = "FRAMEWORK/ELEMENT")]
    element: String,
    /// Take the theme away.
    #[arg(long)]
    off: bool,
}

async fn theme(house: &House, options: &Theme) -> Result<(), Failure> {
    let who = installation::operator(SystemClocks::of(house).await?);
    let found = indicator_by_publisher_id(house, &options.indicator).await?;
    let found = found.ok_or_else(|| {
        Failure::usage(format!(
            "there is no indicator {}; `commonweal indicators` lists them",
            options.indicator
        ))
    })?;
    let input = SetTheme {
        body_id: None,
        indicator_id: found.record.id,
        element_id: super::element_called(house, &options.element).await?,
        carries: !options.off,
    };
    set_theme(house, &who, input)
        .await
        .map_err(|error| match error {
            SetThemeError::Runner(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    let carries = if options.off {
        "no longer carries"
    } else {
        "carries"
    };
    print(&format!(
        "{} {carries} {}",
        found.described.name, options.element
    ))
}

/// Lists the indicators of which figures were published, or lets one carry a theme.
pub(crate) async fn run(place: &Place, options: Indicators) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    if let Some(Act::Theme(options)) = &options.act {
        let done = theme(&house, options).await;
        house.database().clone().close().await;
        return done;
    }
    let all = indicators(&house).await?;
    house.database().clone().close().await;
    let sought = Sought::words(options.search.as_deref().unwrap_or_default());
    let found: Vec<&Indicator> = all
        .iter()
        .filter(|indicator| indicator.mentions(&sought))
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
        "rationale": described.rationale,
        "numerator": described.numerator,
        "numerator_source": described.numerator_source,
        "denominator": described.denominator,
        "denominator_source": described.denominator_source,
        "caveats": described.caveats,
        "source": described.source,
        "origin": indicator.record.origin.to_string(),
        "address": indicator.record.slug.as_str(),
    })
}
