//! Who we cannot see: what people have said about each group, and for the rest what the data shows.

use evidence::analysis::{Characteristic, IndicatorView};
use serde::Serialize;

use super::{CoverageState, Spot, spots_of};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::RecordId;

/// What an indicator can say about one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The group or characteristic.
    pub name: String,
    /// What there is, or why there is nothing, and who owns a gap.
    pub text: String,
    /// `seen`, `hidden`, `gap`, `not_applicable` or `insight`.
    pub state: &'static str,
}

/// Whom the indicator can show in a place: what people have said, and for the rest what the data shows.
pub async fn seen(
    house: &House,
    view: &IndicatorView,
    indicator_id: RecordId,
    place: &str,
) -> Result<Vec<Seen>, DatabaseError> {
    let spots = spots_of(house, indicator_id, view, place).await?;
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
#[must_use]
pub fn words(spot: &Spot) -> String {
    match (&spot.owner, spot.state, spot.said_on) {
        (Some(owner), ..) => format!("{}. Owner: {owner}.", spot.words),
        (None, CoverageState::Gap, Some(_)) => format!("{}. No owner yet.", spot.words),
        (None, _, Some(_)) => format!("{}.", spot.words),
        (None, _, None) => spot.words.clone(),
    }
}

/// The word under which pages and papers draw a state.
#[must_use]
pub fn look(state: CoverageState) -> &'static str {
    match state {
        CoverageState::Figures => "seen",
        CoverageState::Hidden => "hidden",
        CoverageState::Gap => "gap",
        CoverageState::NotApplicable => "not_applicable",
        CoverageState::InsightInstead => "insight",
    }
}

/// How many gaps are open, and how many of them nobody owns.
#[must_use]
pub fn gaps(seen: &[Seen]) -> String {
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
