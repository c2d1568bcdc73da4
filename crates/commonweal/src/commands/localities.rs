use std::path::PathBuf;

use board::House;
use board::indicators::{
    DefineLocality, DefineLocalityError, Figures, define_locality, listed_entries, look_at_locality,
};
use board::places::{Locality, localities};
use clap::Args;
use evidence::analysis::ExaminedLocality;
use serde_json::{Value, json};

use super::{board_called, text_of_file};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "localities")]
pub(crate) struct Localities {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Make a locality of this name, or a further version of it.
    #[arg(long, value_name = "NAME", requires = "from")]
    define: Option<String>,
    /// The file with its small areas or postcodes, one a line or in a column of a CSV file.
    #[arg(long, value_name = "FILE", requires = "define")]
    from: Option<PathBuf>,
    /// Why it may differ from another place by a few small areas, in a sentence.
    #[arg(long, value_name = "SENTENCE", requires = "define")]
    near_reason: Option<String>,
    /// Say what would be made and write nothing.
    #[arg(long, requires = "define")]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the localities of a board, or makes one of small areas or postcodes.
pub(crate) async fn run(place: &Place, options: Localities) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = match (&options.define, &options.from) {
        (Some(name), Some(file)) => {
            let text = text_of_file(file)?;
            define(&house, &figures, &options, name, &listed_entries(&text)).await
        }
        _ => list(&house, &options).await,
    };
    house.database().clone().close().await;
    result
}

async fn list(house: &House, options: &Localities) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let all: Vec<Locality> = localities(house)
        .await?
        .into_iter()
        .filter(|locality| locality.area.record.body_id == Some(board.record.id))
        .collect();
    if options.json {
        return print_json(&all.iter().map(as_json).collect::<Vec<_>>());
    }
    if all.is_empty() {
        eprintln!("No locality has been made of small areas yet.");
        return Ok(());
    }
    let mut table = vec![
        ["Code", "Name", "Small areas", "Census", "Version"]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(all.iter().map(|locality| {
        vec![
            locality.code().to_owned(),
            locality.area.record.title.clone(),
            locality.made.small_areas.len().to_string(),
            locality.made.vintage.name().to_owned(),
            locality.made.version.to_string(),
        ]
    }));
    print(&columns(&table))
}

async fn define(
    house: &House,
    figures: &Figures,
    options: &Localities,
    name: &str,
    entries: &[String],
) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    if options.dry_run {
        let found = look_at_locality(house, figures, name, entries)
            .await
            .map_err(super::unanswered)?;
        return if options.json {
            print_json(&found)
        } else {
            print(&found_in_words(&found))
        };
    }
    let who = installation::operator(SystemClocks::of(house).await?);
    let input = DefineLocality {
        body_id: board.record.id,
        name: name.to_owned(),
        entries: entries.to_vec(),
        near_reason: options.near_reason.clone(),
        seen_revision: None,
    };
    let (locality, found) = match define_locality(house, figures, &who, input).await {
        Ok(made) => made,
        Err(problem) => {
            if let DefineLocalityError::Wrong(found) | DefineLocalityError::Near(found) = &problem {
                print(&found_in_words(found))?;
            }
            return Err(Failure::input(problem));
        }
    };
    if options.json {
        let mut whole = as_json(&locality);
        if let Some(fields) = whole.as_object_mut() {
            fields.insert("found".to_owned(), serde_json::to_value(&found)?);
        }
        return print_json(&whole);
    }
    print(&format!(
        "{} is made of {} small areas, version {}; its code is {}\n\n{}",
        locality.area.record.title,
        locality.made.small_areas.len(),
        locality.made.version,
        locality.code(),
        found_in_words(&found)
    ))
}

fn as_json(locality: &Locality) -> Value {
    json!({
        "code": locality.code(), "name": locality.area.record.title, "version": locality.made.version,
        "census": locality.made.vintage, "small_areas": locality.made.small_areas,
        "residents": locality.area.population, "near_reason": locality.made.near_reason,
        "made_on": locality.made.made_on.to_string(),
    })
}

fn found_in_words(found: &ExaminedLocality) -> String {
    let residents = found
        .residents
        .map_or_else(String::new, |people| format!(", {people} residents"));
    let mut lines = vec![format!(
        "{} small areas ({}){residents}",
        found.small_areas.len(),
        found.vintage.name()
    )];
    lines.extend(found.wards.iter().map(|ward| {
        let left = ward.of - ward.inside;
        let rest = if left == 0 {
            "all of it".to_owned()
        } else {
            format!("{left} left over")
        };
        format!(
            "  {} of {} small areas of {}; {rest}",
            ward.inside, ward.of, ward.name
        )
    }));
    lines.extend(
        found
            .shared
            .iter()
            .map(|(name, both)| format!("  {both} small areas are in {name} too")),
    );
    lines.extend(found.near.iter().map(|near| {
        let people = near.residents.map_or_else(String::new, |people| {
            format!(", where {people} people live")
        });
        format!(
            "  Differs from {} by {}{people}: figures of both tell those of the people between",
            near.name,
            near.between.len()
        )
    }));
    lines.extend(
        found
            .wrong
            .iter()
            .map(|wrong| format!("  To mend: {wrong}")),
    );
    lines.join("\n")
}
