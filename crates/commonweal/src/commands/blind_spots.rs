use board::House;
use board::indicators::{
    BlindSpots as Found, CoverageState, Figures, SetCoverage, Spot, SpotsOfIndicator, blind_spots,
    set_coverage,
};
use board::places::areas;
use clap::Args;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "blind-spots")]
pub(crate) struct BlindSpots {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Code of the place, such as E09000012; the board's own by default.
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Only gaps that nobody owns.
    #[arg(long)]
    orphans: bool,
    /// Say something: the number of the indicator.
    #[arg(long, value_name = "ID", requires_all = ["group", "state", "reason"])]
    indicator: Option<String>,
    /// Say something: the group, as this command prints it.
    #[arg(long, value_name = "GROUP", requires = "indicator")]
    group: Option<String>,
    /// Say something: what is known about the group.
    #[arg(long, value_name = "STATE", requires = "indicator", value_parser = ["figures", "hidden", "gap", "not applicable", "insight instead"])]
    state: Option<String>,
    /// Say something: why, in a sentence.
    #[arg(long, value_name = "SENTENCE", requires = "indicator")]
    reason: Option<String>,
    /// Say something: the office that is to close the gap.
    #[arg(long, value_name = "OFFICE", requires = "indicator")]
    owner: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Says whom the evidence in use cannot see, or takes down what is known about a group.
pub(crate) async fn run(place: &Place, options: BlindSpots) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = show(&house, &figures, &options).await;
    house.database().clone().close().await;
    result
}

async fn show(house: &House, figures: &Figures, options: &BlindSpots) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let own = areas(house)
        .await?
        .into_iter()
        .find(|area| Some(area.record.id) == board.area_id)
        .and_then(|area| area.code);
    let area = options
        .area
        .clone()
        .or(own)
        .unwrap_or_else(|| evidence::ENGLAND.to_owned());
    let find = || blind_spots(house, figures, &who, &area, &board.public_name);
    let mut found = find().await?;
    if let Some(wanted) = &options.indicator {
        let said = said(options, &found, wanted, board.record.id)?;
        set_coverage(house, &who, said)
            .await
            .map_err(Failure::input)?;
        found = find().await?;
    }
    if options.json {
        return print_json(&as_json(&found, options.orphans));
    }
    print(&in_words(&found, options.orphans))
}

/// What is to be taken down, once the indicator and the group are found.
fn said(
    options: &BlindSpots,
    found: &Found,
    wanted: &str,
    board: board::vocabulary::RecordId,
) -> Result<SetCoverage, Failure> {
    let row = found
        .rows
        .iter()
        .find(|row| row.indicator.described.id == wanted)
        .ok_or_else(|| {
            Failure::usage(format!(
                "no indicator in use has the number “{wanted}”; `commonweal blind-spots` lists those in use"
            ))
        })?;
    let group = options.group.as_deref().unwrap_or_default();
    let spot = row
        .spots
        .iter()
        .find(|spot| spot.name.eq_ignore_ascii_case(group) && spot.element_id.is_some());
    let element_id = spot.and_then(|spot| spot.element_id).ok_or_else(|| {
        Failure::usage(format!(
            "there is no group “{group}”; there are {}",
            found.groups.join(", ")
        ))
    })?;
    let state = options.state.as_deref().unwrap_or_default();
    Ok(SetCoverage {
        body_id: Some(board),
        subject_id: row.indicator.record.id,
        element_id,
        state: state
            .parse::<CoverageState>()
            .map_err(|_| Failure::usage("say what is known with --state"))?,
        reason: options.reason.clone().unwrap_or_default(),
        owner: options.owner.clone(),
    })
}

fn as_json(found: &Found, orphans: bool) -> Value {
    let rows: Vec<Value> = found
        .rows
        .iter()
        .map(|row| {
            let spots: Vec<Value> = wanted(row, orphans)
                .map(|spot| {
                    json!({
                        "group": spot.name, "state": spot.state, "words": spot.words, "owner": spot.owner,
                        "since": spot.said_on.map(|day| day.to_string()),
                    })
                })
                .collect();
            json!({
                "indicator": row.indicator.described.id, "name": row.indicator.record.title, "groups": spots,
            })
        })
        .collect();
    let course: Vec<Value> = found
        .course
        .iter()
        .map(|(day, gaps)| json!({ "date": day.to_string(), "gaps": gaps }))
        .collect();
    json!({
        "groups": found.groups, "indicators": rows, "gaps": found.in_state(CoverageState::Gap),
        "without_owner": found.orphans(), "course": course, "illustrative": found.illustrative,
    })
}

fn wanted(row: &SpotsOfIndicator, orphans: bool) -> impl Iterator<Item = &Spot> {
    row.spots
        .iter()
        .filter(move |spot| !orphans || spot.is_orphan())
}

fn in_words(found: &Found, orphans: bool) -> String {
    let mut table = vec![
        ["Indicator", "Group", "What is known", "Owner"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for row in &found.rows {
        for spot in wanted(row, orphans) {
            table.push(vec![
                format!(
                    "{} {}",
                    row.indicator.described.id, row.indicator.record.title
                ),
                spot.name.clone(),
                format!("{}: {}", spot.state.as_str(), spot.words),
                spot.owner.clone().unwrap_or_default(),
            ]);
        }
    }
    format!(
        "{}\n\n{} gaps, {} without an owner, in {} indicators in use and {} groups",
        columns(&table),
        found.in_state(CoverageState::Gap),
        found.orphans(),
        found.rows.len(),
        found.groups.len()
    )
}
