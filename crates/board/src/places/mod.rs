//! Places, bodies and people (capability C1): areas with their footprints, organisations and boards with their
//! succession, services, seats with whoever holds them, and whether a board has the six members that the law asks for.
//!
//! Organisations and boards are one thing: a [`Body`]. Nothing here is code that knows a body by name; bodies merge and
//! laws change, so all of it is dated data. Must not know meetings, evidence or pages. Start with [`Body`] and
//! [`Membership`].

mod appoint;
mod area;
mod body;
mod called;
mod create_area;
mod create_body;
mod create_person;
mod create_seat;
mod footprints;
mod join_areas;
mod locality;
mod london;
mod membership;
mod person;
pub mod policy;
mod record_alias;
mod record_succession;
mod seat;
mod service;
pub(crate) mod store;
#[cfg(test)]
mod tests;

pub use appoint::{AppointError, Appointment, EndTenure, appoint, end_tenure};
pub use area::{
    Area, AreaLevel, AreaPart, AreaType, PartKind, area, area_by_code, areas, parts_of, wholes_of,
};
pub use body::{
    Body, BodyType, InvalidQuorumRule, QuorumRule, Succession, SuccessionKind, board_by_slug,
    boards, bodies, body, current_names, successors,
};
pub use called::{body_called, person_called};
pub use create_area::{CreateArea, CreateAreaError, create_area};
pub use create_body::{CreateBody, CreateBodyError, create_body};
pub(crate) use create_person::add_person;
pub use create_person::{CreatePerson, CreatePersonError, create_person};
pub use create_seat::{CreateSeat, CreateSeatError, create_seat};
pub use footprints::{Footprint, Footprints, SAID_OF_A_SYSTEM, footprints};
pub use join_areas::{JoinAreas, JoinAreasError, join_areas};
pub use locality::{Locality, LocalityVersion, localities, locality};
pub(crate) use locality::{NewLocality, add_locality, change_locality};
pub use london::{LoadLondonError, load_london};
pub use membership::{Membership, MembershipProblem, SeatHolder, membership};
pub use person::{Person, people, person};
pub use record_alias::{RecordAlias, RecordAliasError, record_alias};
pub use record_succession::{RecordSuccession, RecordSuccessionError, record_succession};
pub use seat::{Seat, Standing, StatutoryRole, Tenure, seats_of, tenures_of};
pub(crate) use service::service_called;
pub use service::{Service, services};

use crate::thread::{KindSpec, Registry};
use crate::vocabulary::Kind;

/// A place on a map, of any size.
pub const AREA: Kind = Kind("area");
/// An organisation, a board, a committee or a group.
pub const BODY: Kind = Kind("body");
/// A human being, known by name or by office.
pub const PERSON: Kind = Kind("person");
/// A chair at a table: who may sit there, and whether they vote.
pub const SEAT: Kind = Kind("seat");
/// Something that residents use.
pub const SERVICE: Kind = Kind("service");

/// The state of a place, body, person or seat that exists now.
pub const CURRENT: &str = "current";
/// The state of one that has ended.
pub const ENDED: &str = "ended";

const STATES: &[&str] = &[CURRENT, ENDED];

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry.kinds(&[
        KindSpec {
            kind: AREA,
            one: "area",
            many: "areas",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: BODY,
            one: "body",
            many: "bodies",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: PERSON,
            one: "person",
            many: "people",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: SEAT,
            one: "seat",
            many: "seats",
            path: None,
            states: STATES,
        },
        KindSpec {
            kind: SERVICE,
            one: "service",
            many: "services",
            path: Some("evidence/services"),
            states: STATES,
        },
    ]);
}
