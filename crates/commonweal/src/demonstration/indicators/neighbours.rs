//! An invented group of similar boroughs: real names, an invented likeness.

use board::indicators::{LoadNeighbours, load_neighbours, neighbour_groups, read_neighbours};
use board::places::areas;
use board::vocabulary::Origin;
use jiff::civil::date;

use crate::demonstration::stage::Stage;

const TITLE: &str = "Similar boroughs";

/// Codes of a borough, then of those that are taken to be like it, the nearest first.
const LIKE: &[(&str, &[&str])] = &[
    (
        "E09000012",
        &[
            "E09000030",
            "E09000019",
            "E09000028",
            "E09000022",
            "E09000025",
            "E09000014",
        ],
    ),
    (
        "E09000030",
        &[
            "E09000012",
            "E09000025",
            "E09000028",
            "E09000019",
            "E09000022",
            "E09000007",
        ],
    ),
    (
        "E09000001",
        &[
            "E09000033",
            "E09000007",
            "E09000020",
            "E09000019",
            "E09000013",
        ],
    ),
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let present = neighbour_groups(&stage.house).await?;
    if present.iter().any(|group| group.record.title == TITLE) {
        return Ok(());
    }
    let pairs: Vec<String> = LIKE
        .iter()
        .flat_map(|(area, neighbours)| neighbours.iter().map(move |it| format!("{area},{it}")))
        .collect();
    let text = format!("Area,Neighbour\n{}\n", pairs.join("\n"));
    let input = LoadNeighbours {
        body_id: None,
        title: TITLE.to_owned(),
        source: "Invented for the demonstration: no published list says so".to_owned(),
        as_at: date(2022, 4, 1),
        origin: Origin::Illustrative,
        list: read_neighbours(&text, &areas(&stage.house).await?),
    };
    load_neighbours(&stage.house, &stage.who, input).await?;
    Ok(())
}
