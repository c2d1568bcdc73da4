use jiff::civil::Date;

use super::{Body, BodyType, Seat, StatutoryRole, Tenure, seats_of, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::RecordId;

/// A seat with whoever holds it on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatHolder {
    /// The seat.
    pub seat: Seat,
    /// The tenure that holds, if any.
    pub tenure: Option<Tenure>,
    /// Who holds it: a person or a body.
    pub holder: Option<Record>,
    /// Who stands in for them.
    pub substitute: Option<Record>,
    /// The organisation that they speak for.
    pub speaks_for: Option<Record>,
}

/// Something that a body must have and has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MembershipProblem {
    /// One of the six that the law asks of a board.
    #[error("nobody is the {0}, whom the law asks for")]
    RoleVacant(StatutoryRole),
    /// A provider collaborative is two trusts or more.
    #[error("a provider collaborative needs at least two trusts, and this one has {0}")]
    TooFewTrusts(usize),
}

/// Who sits on a body on a day, and whether that is what the law and its constitution ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Every seat, statutory ones first.
    pub seats: Vec<SeatHolder>,
    /// What the law or its nature asks of the body and is not there.
    pub problems: Vec<MembershipProblem>,
    /// How many seats vote.
    pub voting_seats: u32,
    /// How many voting members must be present; `None` when no rule was entered.
    pub quorum: Option<u32>,
}

impl Membership {
    /// Statutory roles that nobody fulfils.
    pub fn missing_roles(&self) -> impl Iterator<Item = StatutoryRole> {
        self.problems.iter().filter_map(|problem| match problem {
            MembershipProblem::RoleVacant(role) => Some(*role),
            MembershipProblem::TooFewTrusts(_) => None,
        })
    }

    /// Seats that nobody holds.
    pub fn vacancies(&self) -> impl Iterator<Item = &SeatHolder> {
        self.seats.iter().filter(|seat| seat.holder.is_none())
    }

    /// Whether so many voting members present may decide.
    #[must_use]
    pub fn is_quorate(&self, voting_members_present: u32) -> Option<bool> {
        self.quorum.map(|quorum| voting_members_present >= quorum)
    }
}

/// The membership of a body on a day.
pub async fn membership(
    house: &House,
    body: &Body,
    today: Date,
) -> Result<Membership, DatabaseError> {
    let seats = seats_of(house, body.record.id).await?;
    let ids: Vec<RecordId> = seats.iter().map(|seat| seat.record.id).collect();
    let tenures = store::tenures_of(house.reader(), &ids).await?;
    let mut named: Vec<RecordId> = Vec::new();
    for tenure in &tenures {
        named.extend(
            [tenure.person_id, tenure.holder_body_id, tenure.for_body_id]
                .into_iter()
                .flatten(),
        );
    }
    let records = crate::thread::store::by_ids(house.reader(), house.registry(), &named).await?;
    let holder_of = |tenure: &Tenure| {
        tenure
            .person_id
            .or(tenure.holder_body_id)
            .and_then(|id| records.get(&id).cloned())
    };
    let holders: Vec<SeatHolder> = seats
        .into_iter()
        .map(|seat| {
            let of_seat = || {
                tenures
                    .iter()
                    .filter(|tenure| tenure.seat_id == seat.record.id && tenure.holds_on(today))
            };
            let tenure = of_seat()
                .find(|tenure| tenure.substitute_for.is_none())
                .cloned();
            let substitute = tenure.as_ref().and_then(|held| {
                of_seat()
                    .find(|tenure| tenure.substitute_for == Some(held.id))
                    .and_then(holder_of)
            });
            SeatHolder {
                holder: tenure.as_ref().and_then(holder_of),
                speaks_for: tenure
                    .as_ref()
                    .and_then(|tenure| tenure.for_body_id)
                    .and_then(|id| records.get(&id).cloned()),
                substitute,
                tenure,
                seat,
            }
        })
        .collect();
    let problems = match body.body_type {
        BodyType::Board => vacant_roles(&holders),
        BodyType::Collaborative => {
            let bodies = store::bodies(house.reader(), house.registry()).await?;
            too_few_trusts(&holders, &bodies)
        }
        _ => Vec::new(),
    };
    let voting_seats =
        u32::try_from(holders.iter().filter(|held| held.seat.votes).count()).unwrap_or(u32::MAX);
    Ok(Membership {
        seats: holders,
        problems,
        voting_seats,
        quorum: body.quorum.map(|rule| rule.needed(voting_seats)),
    })
}

fn vacant_roles(holders: &[SeatHolder]) -> Vec<MembershipProblem> {
    StatutoryRole::ALL
        .iter()
        .filter(|&&role| {
            !holders
                .iter()
                .any(|held| held.seat.statutory_role == Some(role) && held.holder.is_some())
        })
        .map(|&role| MembershipProblem::RoleVacant(role))
        .collect()
}

fn too_few_trusts(holders: &[SeatHolder], bodies: &[Body]) -> Vec<MembershipProblem> {
    let is_trust = |id: RecordId| {
        bodies
            .iter()
            .any(|body| body.record.id == id && body.body_type == BodyType::Trust)
    };
    let mut trusts: Vec<RecordId> = holders
        .iter()
        .filter_map(|held| held.tenure.as_ref())
        .filter_map(|tenure| tenure.holder_body_id.or(tenure.for_body_id))
        .filter(|&id| is_trust(id))
        .collect();
    trusts.sort_unstable();
    trusts.dedup();
    if trusts.len() < 2 {
        vec![MembershipProblem::TooFewTrusts(trusts.len())]
    } else {
        Vec::new()
    }
}
