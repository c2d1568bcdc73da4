use std::path::PathBuf;

use board::indicators::{
    BoundarySet, CURRENT, LoadBoundaries, LoadBoundariesError, boundary_sets, load_boundaries,
};
use board::vocabulary::Origin;
use clap::{Args, Subcommand};
use evidence::boundaries::Level;
use serde_json::{Value, json};

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Boundaries {
    #[command(subcommand)]
    what: Option<What>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Load a file of boundaries.
    Load(Load),
}

#[derive(Debug, Args)]
struct Load {
    /// GeoJSON in WGS84, with a property that holds the code of each area.
    file: PathBuf,
    /// The kind of area: region, authority, ward, msoa or lsoa.
    #[arg(long, value_name = "KIND", value_parser = level)]
    areas: Level,
    /// The year whose boundaries these are.
    #[arg(long, value_name = "YEAR")]
    vintage: u16,
    /// Under which licence they are.
    #[arg(long, default_value = "Open Government Licence v3.0")]
    licence: String,
    /// The words that must stand under every map.
    #[arg(
        long,
        default_value = "Contains OS data © Crown copyright and database right"
    )]
    attribution: String,
    /// The property that holds the codes; looked for where it is left out.
    #[arg(long, value_name = "NAME")]
    code_property: Option<String>,
}

fn level(word: &str) -> Result<Level, String> {
    Level::named(word).ok_or_else(|| {
        let words: Vec<&str> = Level::ALL.into_iter().map(Level::word).collect();
        format!("the kinds are {}", words.join(", "))
    })
}

/// Lists the boundaries that maps are drawn from, or loads a file of them.
pub(crate) async fn run(place: &Place, options: Boundaries) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = match options.what {
        None => boundary_sets(&house).await.map_err(Failure::from),
        Some(What::Load(load)) => {
            let who = installation::operator(SystemClocks::of(&house).await?);
            load_one(&house, &who, load).await.map(|set| vec![set])
        }
    };
    house.database().clone().close().await;
    let sets = result?;
    if options.json {
        return print_json(&sets.iter().map(as_json).collect::<Vec<_>>());
    }
    print(&in_words(&sets))
}

async fn load_one(
    house: &board::House,
    who: &board::Who,
    load: Load,
) -> Result<BoundarySet, Failure> {
    let bytes = std::fs::read(&load.file).map_err(|error| {
        Failure::usage(format!("{} cannot be read: {error}", load.file.display()))
    })?;
    let name = load.file.file_name().unwrap_or_default();
    let input = LoadBoundaries {
        body_id: None,
        file_name: name.to_string_lossy().into_owned(),
        bytes,
        level: load.areas,
        vintage: load.vintage,
        licence: load.licence,
        attribution: load.attribution,
        code_property: load.code_property,
        origin: Origin::Imported,
    };
    load_boundaries(house, who, input)
        .await
        .map_err(|error| match error {
            LoadBoundariesError::Runner(error) => Failure::from(error),
            LoadBoundariesError::Faults(_) => Failure::input(error),
            other => Failure::usage(other),
        })
}

fn as_json(set: &BoundarySet) -> Value {
    json!({
        "areas": set.level.word(), "vintage": set.vintage, "count": set.areas, "state": set.record.state,
        "licence": set.licence, "attribution": set.attribution, "file": set.file_name, "sha256": set.file,
        "origin": set.record.origin.as_str(),
    })
}

fn in_words(sets: &[BoundarySet]) -> String {
    if sets.is_empty() {
        return "No boundaries are loaded. `commonweal boundaries load FILE --areas ward --vintage 2024` loads some".to_owned();
    }
    let mut table = vec![
        ["Boundaries", "Areas", "File", ""]
            .map(str::to_owned)
            .to_vec(),
    ];
    table.extend(sets.iter().map(|set| {
        vec![
            set.record.title.clone(),
            set.areas.to_string(),
            set.file_name.clone(),
            if set.record.state == CURRENT {
                String::new()
            } else {
                set.record.state.clone()
            },
        ]
    }));
    columns(&table)
}
