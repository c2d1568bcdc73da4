use board::House;
use board::indicators::{KnownOf, ServiceInStock, stock_of_services};
use clap::Args;
use evidence::observation::State;
use serde_json::{Value, json};

use super::board_called;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Services {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists the services of which stock was taken: how far each knows its users, how often it is counted, its gaps and what rests
/// on it.
pub(crate) async fn run(place: &Place, options: Services) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = list(&house, &options).await;
    house.database().clone().close().await;
    result
}

async fn list(house: &House, options: &Services) -> Result<(), Failure> {
    let board = board_called(house, options.board.as_deref()).await?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let stock = stock_of_services(house, &who.actor, who.today, board.record.id).await?;
    if options.json {
        return print_json(&stock.iter().map(as_json).collect::<Vec<_>>());
    }
    if stock.is_empty() {
        eprintln!(
            "No stock has been taken of a service yet: `commonweal stocktake FILE --keep` does."
        );
        return Ok(());
    }
    print(&stock.iter().map(in_words).collect::<Vec<_>>().join("\n\n"))
}

fn in_words(service: &ServiceInStock) -> String {
    let cadence = service.cadence;
    let mut lines = vec![service.service.record.title.clone()];
    let every = cadence
        .days_between
        .map_or(String::new(), |days| format!(", every {days} days or so"));
    let late = if cadence.is_late() {
        ": the next is overdue"
    } else {
        ""
    };
    lines.push(format!(
        "  Counted {} times{every}; the newest records end {} days ago{late}",
        cadence.times, cadence.days_since
    ));
    for known in service.known() {
        let before = known
            .before
            .map_or(String::new(), |before| format!(" ({before:.0}% before)"));
        lines.push(format!(
            "  {:<32} {}{before}",
            known.characteristic.name(),
            how_far(&known)
        ));
    }
    for gap in &service.gaps {
        let owner = gap.owner.as_deref().unwrap_or("nobody");
        lines.push(format!(
            "  Gap: {}, since {}, owned by {owner}",
            gap.gap.words, gap.since
        ));
    }
    for record in &service.used_in {
        lines.push(format!(
            "  Used in {} ({})",
            record.title,
            record.reference()
        ));
    }
    lines.join("\n")
}

/// Known for so many per cent, or the word for there being no such number.
fn how_far(known: &KnownOf) -> String {
    match (known.now.value, known.now.state) {
        (Some(value), _) => format!("{value:.0}% known"),
        (None, State::Suppressed) => "hidden".to_owned(),
        (None, State::NotAsked) => "never asked".to_owned(),
        (None, State::NotApplicable) => "not applicable".to_owned(),
        (None, _) => "missing".to_owned(),
    }
}

fn as_json(service: &ServiceInStock) -> Value {
    let known: Vec<Value> = service
        .known()
        .iter()
        .map(|known| {
            json!({
                "characteristic": known.characteristic.name(),
                "known": known.now.value,
                "state": known.now.state,
                "before": known.before,
            })
        })
        .collect();
    let gaps: Vec<Value> = service
        .gaps
        .iter()
        .map(|gap| {
            json!({ "gap": gap.gap.words, "since": gap.since.to_string(), "owner": gap.owner, "reason": gap.reason })
        })
        .collect();
    let used: Vec<Value> = service
        .used_in
        .iter()
        .map(|record| json!({ "title": record.title, "reference": record.reference().to_string() }))
        .collect();
    json!({
        "service": service.service.record.title,
        "reference": service.service.record.reference().to_string(),
        "as_at": service.stocktakes.first().map(|kept| kept.as_at.to_string()),
        "stocktakes": service.cadence.times,
        "days_between": service.cadence.days_between,
        "days_since": service.cadence.days_since,
        "late": service.cadence.is_late(),
        "characteristics": known,
        "gaps": gaps,
        "used_in": used,
    })
}
