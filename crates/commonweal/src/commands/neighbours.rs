use std::path::PathBuf;

use board::House;
use board::indicators::{
    LoadNeighbours, LoadNeighboursError, NeighbourGroup, NeighbourList, load_neighbours,
    neighbour_choices, neighbour_groups, read_neighbours,
};
use board::places::areas;
use board::vocabulary::{Origin, Slug};
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::list_file::{problems_as_json, problems_in_words, text_of_list};
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Neighbours {
    /// Only the groups that a place can be compared with, by its code.
    #[arg(long, value_name = "CODE", conflicts_with = "load")]
    area: Option<String>,
    /// Load a group: an .xlsx workbook, or CSV with the columns Area, Neighbour and, if you have it, Rank. All of it, or nothing.
    #[arg(long, value_name = "FILE", requires_all = ["title", "source"])]
    load: Option<PathBuf>,
    /// What the group is called. A group of the same name is replaced, and kept.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Who made the list, and by what likeness.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// The day on which it held; today without one.
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// The board whose people load it, by its short name; the whole installation without one. Every board may compare with it.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// With --load: say what would be loaded, and load nothing.
    #[arg(long, requires = "load")]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the groups of places that are like one another, or loads one.
pub(crate) async fn run(place: &Place, options: Neighbours) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let text = options.load.as_deref().map(text_of_list).transpose()?;
    let house = installation::open(place).await?;
    let result = match (text, &options.area) {
        (Some(text), _) => load(&house, &options, &text).await,
        (None, Some(area)) => of_place(&house, area, options.json).await,
        (None, None) => list(&house, options.json).await,
    };
    house.database().clone().close().await;
    result
}

async fn list(house: &House, as_json: bool) -> Result<(), Failure> {
    let groups = neighbour_groups(house).await?;
    if as_json {
        return print_json(&groups.iter().map(group_as_json).collect::<Vec<_>>());
    }
    if groups.is_empty() {
        eprintln!(
            "No group has been loaded. `commonweal neighbours --area CODE` says what a place can be compared with all the same."
        );
        return Ok(());
    }
    let heading = ["Group", "Places", "As at", "Source"];
    let mut table = vec![heading.map(str::to_owned).to_vec()];
    table.extend(groups.iter().map(|group| {
        vec![
            Slug::from_words(&group.record.title).to_string(),
            group.places().to_string(),
            group.as_at.to_string(),
            group.source.clone(),
        ]
    }));
    print(&columns(&table))
}

fn group_as_json(group: &NeighbourGroup) -> Value {
    let pairs: Vec<Value> = group
        .pairs
        .iter()
        .map(|pair| json!({ "area": pair.area, "neighbour": pair.neighbour, "rank": pair.rank }))
        .collect();
    json!({
        "reference": group.record.reference().to_string(), "name": group.record.title,
        "word": Slug::from_words(&group.record.title), "source": group.source, "as_at": group.as_at.to_string(),
        "places": group.places(), "origin": group.record.origin.to_string(), "pairs": pairs,
    })
}

async fn of_place(house: &House, area: &str, as_json: bool) -> Result<(), Failure> {
    let today = installation::operator(SystemClocks::of(house).await?).today;
    let choices = neighbour_choices(house, today, area).await?;
    if as_json {
        let choices: Vec<Value> = choices
            .iter()
            .map(|choice| {
                json!({
                    "word": choice.word, "name": choice.name, "source": choice.source, "areas": choice.areas,
                })
            })
            .collect();
        return print_json(&choices);
    }
    if choices.is_empty() {
        eprintln!("Nobody has said which places are like {area}.");
        return Ok(());
    }
    let heading = ["Word", "Name", "Places", "Source"];
    let mut table = vec![heading.map(str::to_owned).to_vec()];
    table.extend(choices.iter().map(|choice| {
        vec![
            format!("neighbours:{}", choice.word),
            choice.name.clone(),
            choice.areas.len().to_string(),
            choice.source.clone(),
        ]
    }));
    print(&columns(&table))
}

async fn load(house: &House, options: &Neighbours, text: &str) -> Result<(), Failure> {
    let body_id = match &options.board {
        Some(slug) => Some(board_called(house, Some(slug)).await?.record.id),
        None => None,
    };
    let list = read_neighbours(text, &areas(house).await?);
    let sound = list.problems.is_empty();
    let mut loaded = None;
    if sound && !options.dry_run {
        let who = installation::operator(SystemClocks::of(house).await?);
        let input = LoadNeighbours {
            body_id,
            title: options.title.clone().unwrap_or_default(),
            source: options.source.clone().unwrap_or_default(),
            as_at: options.as_at.unwrap_or(who.today),
            origin: Origin::Imported,
            list: list.clone(),
        };
        loaded = Some(
            load_neighbours(house, &who, input)
                .await
                .map_err(|error| match error {
                    LoadNeighboursError::Runner(error) => error.into(),
                    problem => Failure::usage(problem),
                })?,
        );
    }
    if options.json {
        print_json(&json!({
            "loaded": loaded.as_ref().map(group_as_json), "pairs": list.lines.len(), "places": places(&list),
            "unknown_columns": list.unknown, "problems": problems_as_json(&list.problems),
        }))?;
    } else if sound {
        let would = if loaded.is_some() {
            "Loaded"
        } else {
            "Would load"
        };
        print(&format!(
            "{would} {} pairs of {} places",
            list.lines.len(),
            places(&list)
        ))?;
    } else {
        print(&problems_in_words(&list.problems))?;
    }
    if sound {
        Ok(())
    } else {
        Err(Failure::input(
            "nothing was loaded; mend the list and bring it again",
        ))
    }
}

/// How many places have neighbours in a list.
fn places(list: &NeighbourList) -> usize {
    let mut areas: Vec<&str> = list.lines.iter().map(|line| line.area.as_str()).collect();
    areas.sort_unstable();
    areas.dedup();
    areas.len()
}
