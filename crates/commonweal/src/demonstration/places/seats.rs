//! Who sits on the three boards, since when, and who sat there before.
//!
//! The six statutory roles are the guide's (2022); everything else is made up, but for the groups and boards of the NHS
//! that had to send somebody in their time.

use board::places::{Standing, StatutoryRole};
use board::vocabulary::Origin;
use jiff::civil::{Date, date};

pub(super) struct Row {
    pub(super) role: &'static str,
    pub(super) statutory_role: Option<StatutoryRole>,
    pub(super) standing: Standing,
    pub(super) votes: bool,
    pub(super) portfolio: Option<&'static str>,
    /// Earliest first.
    pub(super) held: &'static [Held],
}

impl Row {
    pub(super) fn origin(&self) -> Origin {
        match self.standing {
            Standing::Statutory => Origin::Quoted,
            Standing::Additional | Standing::Invited => Origin::Illustrative,
        }
    }
}

pub(super) struct Held {
    pub(super) by: Holder,
    pub(super) speaks_for: Option<&'static str>,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
    /// Who stands in, since when.
    pub(super) substitute: Option<(&'static str, Date)>,
}

pub(super) enum Holder {
    Person(&'static str),
    /// The short name of a body that sent whom it liked.
    Body(&'static str),
}

const fn person(name: &'static str, from: Date) -> Held {
    Held {
        by: Holder::Person(name),
        speaks_for: None,
        from,
        to: None,
        substitute: None,
    }
}

/// A group that commissioned health care, and that the law gave a seat.
const fn group(slug: &'static str, from: Date, to: Date) -> Held {
    Held {
        by: Holder::Body(slug),
        to: Some(to),
        ..person("", from)
    }
}

impl Held {
    const fn until(self, to: Date) -> Self {
        Self {
            to: Some(to),
            ..self
        }
    }

    const fn speaking_for(self, body: &'static str) -> Self {
        Self {
            speaks_for: Some(body),
            ..self
        }
    }
}

const fn statutory(role: &'static str, which: StatutoryRole, held: &'static [Held]) -> Row {
    Row {
        role,
        statutory_role: Some(which),
        standing: Standing::Statutory,
        votes: true,
        portfolio: None,
        held,
    }
}

const fn additional(
    role: &'static str,
    portfolio: Option<&'static str>,
    held: &'static [Held],
) -> Row {
    Row {
        role,
        statutory_role: None,
        standing: Standing::Additional,
        votes: true,
        portfolio,
        held,
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a constant row is written where it stands"
)]
const fn without_vote(row: Row) -> Row {
    Row {
        votes: false,
        ..row
    }
}

const fn invited(
    role: &'static str,
    portfolio: Option<&'static str>,
    held: &'static [Held],
) -> Row {
    Row {
        standing: Standing::Invited,
        ..without_vote(additional(role, portfolio, held))
    }
}

const MERGED: Date = date(2021, 4, 1);
const INTEGRATED: Date = date(2022, 7, 1);
const CITY_AND_HACKNEY_CCG: &str = "city-and-hackney-clinical-commissioning-group";
const NORTH_EAST_LONDON_CCG: &str = "north-east-london-clinical-commissioning-group";
const NORTH_EAST_LONDON: &str = "nhs-north-east-london-integrated-care-board";

/// The seats of each board.
pub(super) const SEATS: &[(&str, &[Row])] = &[
    ("hackney", HACKNEY),
    ("city-of-london", CITY_OF_LONDON),
    ("tower-hamlets", TOWER_HAMLETS),
];

const HACKNEY: &[Row] = &[
    statutory(
        "Nominated councillor",
        StatutoryRole::Councillor,
        &[
            person("Cabinet member for health, Hackney", date(2018, 5, 23))
                .until(date(2022, 5, 25)),
            person("Cabinet member for health, Hackney", date(2022, 5, 25)),
        ],
    ),
    statutory(
        "Director of adult social services",
        StatutoryRole::AdultSocialServices,
        &[person(
            "Director of adult social services, Hackney",
            date(2021, 1, 4),
        )],
    ),
    statutory(
        "Director of children’s services",
        StatutoryRole::ChildrensServices,
        &[person(
            "Director of children’s services, Hackney",
            date(2020, 2, 3),
        )],
    ),
    statutory(
        "Director of public health",
        StatutoryRole::PublicHealth,
        &[person(
            "Director of public health, City and Hackney",
            date(2019, 9, 2),
        )],
    ),
    statutory(
        "Healthwatch representative",
        StatutoryRole::Healthwatch,
        &[person("Director, Healthwatch Hackney", date(2020, 4, 1))
            .speaking_for("healthwatch-hackney")],
    ),
    statutory(
        "Health commissioning representative",
        StatutoryRole::HealthCommissioning,
        &[
            group(CITY_AND_HACKNEY_CCG, date(2013, 4, 1), MERGED),
            group(NORTH_EAST_LONDON_CCG, MERGED, INTEGRATED),
            Held {
                substitute: Some(("Deputy place director, City and Hackney", INTEGRATED)),
                ..person("Place director, City and Hackney", INTEGRATED)
                    .speaking_for(NORTH_EAST_LONDON)
            },
        ],
    ),
    additional(
        "Cabinet member for housing",
        Some("Housing"),
        &[person(
            "Cabinet member for housing, Hackney",
            date(2022, 5, 25),
        )],
    ),
    additional(
        "Cabinet member for children",
        Some("Children’s services"),
        &[person(
            "Cabinet member for children, Hackney",
            date(2022, 5, 25),
        )],
    ),
    additional(
        "Voluntary sector representative",
        Some("Community"),
        &[person("Coordinator, Thirtyfive Voices", date(2021, 9, 1))
            .speaking_for("thirtyfive-voices")],
    ),
    without_vote(additional(
        "Hospital representative",
        None,
        &[
            person("Chief executive, Canal Trust Hospital", date(2020, 9, 1))
                .speaking_for("canal-trust-hospital"),
        ],
    )),
    without_vote(additional(
        "Housing association representative",
        None,
        &[
            person(
                "Director of neighbourhoods, Eastside Housing",
                date(2020, 9, 1),
            )
            .speaking_for("eastside-housing")
            .until(INTEGRATED),
            person("Head of resident services, Eastside Housing", INTEGRATED)
                .speaking_for("eastside-housing"),
        ],
    )),
    invited(
        "Adviser on performance and population",
        None,
        &[person(
            "Head of performance and population",
            date(2021, 9, 1),
        )],
    ),
];

const CITY_OF_LONDON: &[Row] = &[
    statutory(
        "Nominated councillor",
        StatutoryRole::Councillor,
        &[
            person("Member of the Court of Common Council", date(2017, 4, 27))
                .until(date(2022, 4, 21)),
            person("Member of the Court of Common Council", date(2022, 4, 21)),
        ],
    ),
    statutory(
        "Director of adult social services",
        StatutoryRole::AdultSocialServices,
        &[person(
            "Director of community and children’s services, City of London",
            date(2018, 1, 8),
        )],
    ),
    statutory(
        "Director of children’s services",
        StatutoryRole::ChildrensServices,
        &[person(
            "Director of community and children’s services, City of London",
            date(2018, 1, 8),
        )],
    ),
    statutory(
        "Director of public health",
        StatutoryRole::PublicHealth,
        &[person(
            "Director of public health, City and Hackney",
            date(2019, 9, 2),
        )],
    ),
    statutory(
        "Healthwatch representative",
        StatutoryRole::Healthwatch,
        &[
            person("Chair, Healthwatch City of London", date(2019, 10, 1))
                .speaking_for("healthwatch-city-of-london"),
        ],
    ),
    statutory(
        "Health commissioning representative",
        StatutoryRole::HealthCommissioning,
        &[
            group(NORTH_EAST_LONDON_CCG, MERGED, INTEGRATED),
            person("Place director, City and Hackney", INTEGRATED).speaking_for(NORTH_EAST_LONDON),
        ],
    ),
    additional(
        "Member for environment",
        Some("Environment"),
        &[person(
            "Member for environment, City of London",
            date(2022, 4, 21),
        )],
    ),
    additional(
        "Member for community safety",
        Some("Community safety"),
        &[person(
            "Member for community safety, City of London",
            date(2022, 4, 21),
        )],
    ),
    without_vote(additional(
        "Primary care representative",
        None,
        &[
            person("Lead doctor, Marsh Lane Surgeries", date(2021, 4, 1))
                .speaking_for("marsh-lane-surgeries"),
        ],
    )),
    invited(
        "Adviser on planning",
        Some("Planning"),
        &[person(
            "Director of planning, City of London",
            date(2021, 6, 1),
        )],
    ),
];

const TOWER_HAMLETS: &[Row] = &[
    statutory(
        "Nominated councillor",
        StatutoryRole::Councillor,
        &[
            person(
                "Cabinet member for health, Tower Hamlets",
                date(2018, 5, 23),
            )
            .until(date(2022, 5, 25)),
            person(
                "Cabinet member for health, Tower Hamlets",
                date(2022, 5, 25),
            ),
        ],
    ),
    statutory(
        "Director of adult social services",
        StatutoryRole::AdultSocialServices,
        &[person(
            "Director of adult social services, Tower Hamlets",
            date(2020, 6, 1),
        )],
    ),
    // Vacant since June.
    statutory(
        "Director of children’s services",
        StatutoryRole::ChildrensServices,
        &[person(
            "Director of children’s services, Tower Hamlets",
            date(2019, 4, 1),
        )
        .until(date(2022, 6, 1))],
    ),
    statutory(
        "Director of public health",
        StatutoryRole::PublicHealth,
        &[person(
            "Director of public health, Tower Hamlets",
            date(2018, 10, 1),
        )],
    ),
    statutory(
        "Healthwatch representative",
        StatutoryRole::Healthwatch,
        &[
            person("Manager, Healthwatch Tower Hamlets", date(2019, 5, 1))
                .speaking_for("healthwatch-tower-hamlets"),
        ],
    ),
    statutory(
        "Health commissioning representative",
        StatutoryRole::HealthCommissioning,
        &[
            group(NORTH_EAST_LONDON_CCG, MERGED, INTEGRATED),
            person("Place director, Tower Hamlets", INTEGRATED).speaking_for(NORTH_EAST_LONDON),
        ],
    ),
    additional(
        "Cabinet member for transport",
        Some("Transport"),
        &[person(
            "Cabinet member for transport, Tower Hamlets",
            date(2022, 5, 25),
        )],
    ),
    without_vote(additional(
        "Families representative",
        Some("Community"),
        &[person("Director, Wick Family Centre", date(2021, 9, 1))
            .speaking_for("wick-family-centre")],
    )),
    without_vote(additional(
        "Libraries representative",
        None,
        &[
            person("Digital lead, Lower Lea Library Service", date(2021, 9, 1))
                .speaking_for("lower-lea-library-service"),
        ],
    )),
    invited(
        "Adviser on licensing",
        Some("Licensing"),
        &[person("Licensing manager, Tower Hamlets", date(2021, 9, 1))],
    ),
];
