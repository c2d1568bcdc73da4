//! Who we cannot see: what people have said about each group, and for the rest what the data shows.

use board::indicators::{CoverageState, Spot, spots_of};
use evidence::analysis::{Characteristic, IndicatorView};
use serde::Serialize;

use super::asked::Asked;
use crate::app::App;
use crate::refusal::Refusal;

/// A cell of `components/evidence_grid.html`.
#[derive(Serialize)]
pub(super) struct Seen {
    name: String,
    text: String,
    state: &'static str,
}

/// Whom the indicator can show: what people have said, and for the rest what the data shows.
pub(super) async fn seen(
    app: &App,
    view: &IndicatorView,
    asked: &Asked,
) -> Result<Vec<Seen>, Refusal> {
    let spots = spots_of(&app.house, asked.indicator.record.id, view, &asked.place).await?;
    // Local groups are shown where somebody has said something about them.
    let ten = Characteristic::ALL.len();
    Ok(spots
        .into_iter()
        .enumerate()
        .filter(|(place, spot)| *place < ten || spot.said_on.is_some())
        .map(|(_, spot)| Seen {
            text: words(&spot),
            state: look(spot.state),
            name: spot.name,
        })
        .collect())
}

/// What is known about a group, and who is to close the gap.
pub(super) fn words(spot: &Spot) -> String {
    match (&spot.owner, spot.state, spot.said_on) {
        (Some(owner), ..) => format!("{}. Owner: {owner}.", spot.words),
        (None, CoverageState::Gap, Some(_)) => format!("{}. No owner yet.", spot.words),
        (None, _, Some(_)) => format!("{}.", spot.words),
        (None, _, None) => spot.words.clone(),
    }
}

/// The shape under which a state is drawn.
pub(super) fn look(state: CoverageState) -> &'static str {
    match state {
        CoverageState::Figures => "seen",
        CoverageState::Hidden => "hidden",
        CoverageState::Gap => "gap",
        CoverageState::NotApplicable => "not_applicable",
        CoverageState::InsightInstead => "insight",
    }
}

/// How many gaps are open, and how many of them nobody owns.
pub(super) fn gaps(seen: &[Seen]) -> String {
    let open = seen.iter().filter(|cell| cell.state == "gap").count();
    let orphans = seen
        .iter()
        .filter(|cell| cell.state == "gap" && !cell.text.contains("Owner:"))
        .count();
    match (open, orphans) {
        (0, _) => "Every group has figures, insight, or a reason why not.".to_owned(),
        (1, 0) => "One gap is open, and somebody owns it.".to_owned(),
        (1, _) => "One gap is open, and it has no owner.".to_owned(),
        (open, 0) => format!("{open} gaps are open, each with an owner."),
        (open, orphans) if open == orphans => {
            format!("{open} gaps are open, and none has an owner.")
        }
        (open, 1) => format!("{open} gaps are open; one has no owner."),
        (open, orphans) => format!("{open} gaps are open; {orphans} have no owner."),
    }
}
