//! The people: offices, and nobody by name.

use board::thread::AliasKind::{self, Spelling};
use board::vocabulary::Origin;

pub(super) struct Row {
    pub(super) name: &'static str,
    /// Shown to the public where it is there.
    pub(super) contact: Option<&'static str>,
    pub(super) aliases: &'static [(AliasKind, &'static str)],
    pub(super) origin: Origin,
}

/// An office that is made up, or whose holder here is.
const fn office(name: &'static str) -> Row {
    Row {
        name,
        contact: None,
        aliases: &[],
        origin: Origin::Illustrative,
    }
}

pub(super) const PEOPLE: &[Row] = &[
    Row {
        contact: Some("board@demonstration.example"),
        ..office("Board officer")
    },
    office("Public health analyst"),
    office("Administrator"),
    office("Cabinet member for health, Hackney"),
    office("Director of adult social services, Hackney"),
    office("Director of children’s services, Hackney"),
    office("Director of public health, City and Hackney"),
    office("Director, Healthwatch Hackney"),
    office("Place director, City and Hackney"),
    office("Deputy place director, City and Hackney"),
    office("Cabinet member for housing, Hackney"),
    office("Cabinet member for children, Hackney"),
    office("Coordinator, Thirtyfive Voices"),
    office("Chief executive, Canal Trust Hospital"),
    office("Director of neighbourhoods, Eastside Housing"),
    office("Head of resident services, Eastside Housing"),
    Row {
        aliases: &[(Spelling, "Head of Population and Performance")],
        origin: Origin::Quoted,
        ..office("Head of performance and population")
    },
    office("Member of the Court of Common Council"),
    office("Director of community and children’s services, City of London"),
    office("Chair, Healthwatch City of London"),
    office("Member for environment, City of London"),
    office("Member for community safety, City of London"),
    office("Lead doctor, Marsh Lane Surgeries"),
    office("Director of planning, City of London"),
    office("Cabinet member for health, Tower Hamlets"),
    office("Director of adult social services, Tower Hamlets"),
    office("Director of children’s services, Tower Hamlets"),
    office("Director of public health, Tower Hamlets"),
    office("Manager, Healthwatch Tower Hamlets"),
    office("Place director, Tower Hamlets"),
    office("Cabinet member for transport, Tower Hamlets"),
    office("Director, Wick Family Centre"),
    office("Digital lead, Lower Lea Library Service"),
    office("Licensing manager, Tower Hamlets"),
];
