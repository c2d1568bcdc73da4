use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::store;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{RecordId, Slug, words};

words! {
    /// What sort of body.
    pub enum BodyType {
        /// A local authority.
        Council = "council",
        /// A Health and Wellbeing Board.
        Board = "board",
        /// Another committee, such as scrutiny.
        Committee = "committee",
        /// A steering group, working group, team or hub.
        Group = "group",
        /// An integrated care board.
        IntegratedCareBoard = "integrated care board",
        /// A clinical commissioning group (until July 2022).
        ClinicalCommissioningGroup = "clinical commissioning group",
        /// An integrated care partnership.
        IntegratedCarePartnership = "integrated care partnership",
        /// An NHS trust or foundation trust.
        Trust = "trust",
        /// A partnership at the level of a place.
        PlacePartnership = "place partnership",
        /// Two or more trusts working together.
        Collaborative = "collaborative",
        /// Local Healthwatch.
        Healthwatch = "healthwatch",
        /// A voluntary or community organisation.
        Voluntary = "voluntary",
        /// General practices or other providers of primary care.
        PrimaryCare = "primary care",
        /// A network of people or bodies.
        Network = "network",
        /// A national body.
        National = "national",
        /// A housing provider, school, library service or other partner.
        Partner = "partner",
    }
}

words! {
    /// What became of a body.
    pub enum SuccessionKind {
        /// The same body under another name.
        Renamed = "renamed",
        /// Several bodies became one.
        Merged = "merged",
        /// One body became several.
        Split = "split",
        /// Its functions went to another body.
        Functions = "functions",
    }
}

/// How many voting members must be present for decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuorumRule {
    /// One in so many voting seats, rounded up; `None` when only a number counts.
    pub one_in: Option<u32>,
    /// And never fewer than this.
    pub at_least: u32,
}

/// A text that is no quorum rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a quorum rule: write a number (3), or a share and a number (1/4, at least 3)"
)]
pub struct InvalidQuorumRule(pub String);

impl QuorumRule {
    /// The number that must be present among so many voting seats.
    #[must_use]
    pub fn needed(self, voting_seats: u32) -> u32 {
        self.one_in
            .map_or(0, |one_in| voting_seats.div_ceil(one_in.max(1)))
            .max(self.at_least)
    }
}

impl fmt::Display for QuorumRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.one_in {
            Some(one_in) => write!(f, "1/{one_in}, at least {}", self.at_least),
            None => write!(f, "{}", self.at_least),
        }
    }
}

impl FromStr for QuorumRule {
    type Err = InvalidQuorumRule;

    fn from_str(text: &str) -> Result<Self, InvalidQuorumRule> {
        let invalid = || InvalidQuorumRule(text.to_owned());
        let (share, number) = match text.split_once(',') {
            Some((share, number)) => (
                Some(share.trim()),
                number.trim().trim_start_matches("at least").trim(),
            ),
            None => (None, text.trim()),
        };
        let one_in = match share {
            None => None,
            Some(share) => {
                let one_in = share
                    .strip_prefix("1/")
                    .and_then(|n| n.trim().parse().ok())
                    .ok_or_else(invalid)?;
                if one_in == 0 {
                    return Err(invalid());
                }
                Some(one_in)
            }
        };
        Ok(Self {
            one_in,
            at_least: number.parse().map_err(|_| invalid())?,
        })
    }
}

/// An organisation, a board, a committee or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its record: formal name, address, dates.
    pub record: Record,
    /// What sort.
    pub body_type: BodyType,
    /// The area that it serves.
    pub area_id: Option<RecordId>,
    /// The name that residents know.
    pub public_name: String,
    /// What it answers for: social care, public health, health care.
    pub responsibility: Option<String>,
    /// When it may decide.
    pub quorum: Option<QuorumRule>,
}

/// What became of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The earlier body.
    pub from_id: RecordId,
    /// The later one.
    pub to_id: RecordId,
    /// On which day.
    pub on: Date,
    /// How.
    pub kind: SuccessionKind,
}

/// Every body, by name.
pub async fn bodies(house: &House) -> Result<Vec<Body>, DatabaseError> {
    store::bodies(house.reader(), house.registry()).await
}

/// The body with an id.
pub async fn body(house: &House, id: RecordId) -> Result<Option<Body>, DatabaseError> {
    store::body(house.reader(), house.registry(), id).await
}

/// The Health and Wellbeing Boards of this installation, by name.
pub async fn boards(house: &House) -> Result<Vec<Body>, DatabaseError> {
    Ok(bodies(house)
        .await?
        .into_iter()
        .filter(|body| body.body_type == BodyType::Board)
        .collect())
}

/// The board whose short name stands in an address.
pub async fn board_by_slug(house: &House, slug: &Slug) -> Result<Option<Body>, DatabaseError> {
    Ok(boards(house)
        .await?
        .into_iter()
        .find(|board| &board.record.slug == slug))
}

/// What became of each body, oldest first.
pub async fn successors(house: &House) -> Result<Vec<Succession>, DatabaseError> {
    store::successions(house.reader()).await
}

/// The bodies that a body's work has come to by a day, following every step; itself when nothing happened to it.
///
/// Old minutes keep the old name; this is what they resolve to.
#[must_use]
pub fn current_names(successions: &[Succession], body: RecordId, today: Date) -> Vec<RecordId> {
    let mut current = Vec::new();
    let mut seen = vec![body];
    let mut waiting = vec![body];
    while let Some(next) = waiting.pop() {
        let mut ended = false;
        for step in successions
            .iter()
            .filter(|step| step.from_id == next && step.on <= today)
        {
            ended = true;
            if !seen.contains(&step.to_id) {
                seen.push(step.to_id);
                waiting.push(step.to_id);
            }
        }
        if !ended {
            current.push(next);
        }
    }
    current
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn id(number: u128) -> RecordId {
        RecordId(uuid::Uuid::from_u128(number))
    }

    fn step(from: u128, to: u128, on: Date) -> Succession {
        Succession {
            from_id: id(from),
            to_id: id(to),
            on,
            kind: SuccessionKind::Merged,
        }
    }

    #[test]
    fn an_old_name_resolves_through_every_step_up_to_the_day() {
        let [city_and_hackney, north_east_london, board] = [1, 2, 3];
        let steps = [
            step(city_and_hackney, north_east_london, date(2021, 4, 1)),
            step(north_east_london, board, date(2022, 7, 1)),
        ];
        let on = |day| current_names(&steps, id(city_and_hackney), day);
        assert_eq!(on(date(2020, 1, 1)), [id(city_and_hackney)]);
        assert_eq!(on(date(2022, 6, 30)), [id(north_east_london)]);
        assert_eq!(on(date(2022, 7, 1)), [id(board)]);
    }

    #[test]
    fn a_split_resolves_to_every_part_and_a_circle_ends() {
        let steps = [
            step(1, 2, date(2020, 1, 1)),
            step(1, 3, date(2020, 1, 1)),
            step(3, 1, date(2020, 1, 2)),
        ];
        assert_eq!(current_names(&steps, id(1), date(2021, 1, 1)), [id(2)]);
    }

    #[test]
    fn quorum_is_a_share_rounded_up_and_never_below_a_number() {
        let rule: QuorumRule = "1/4, at least 3".parse().expect("a rule");
        assert_eq!(rule.needed(18), 5);
        assert_eq!(rule.needed(4), 3);
        assert_eq!("5".parse::<QuorumRule>().expect("a rule").needed(30), 5);
        assert_eq!(rule.to_string().parse(), Ok(rule));
        for wrong in ["", "a quarter", "1/0, at least 2", "2/3, at least 2", "1/4"] {
            assert!(wrong.parse::<QuorumRule>().is_err(), "{wrong}");
        }
    }
}
