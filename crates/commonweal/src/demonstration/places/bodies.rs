//! The bodies round the three boards.

use board::places::{BodyType, SuccessionKind};
use board::thread::AliasKind::{self, Name, Spelling};
use board::vocabulary::Origin;
use jiff::civil::{Date, date};

pub(super) struct Row {
    pub(super) name: &'static str,
    /// Made of the name when `None`.
    pub(super) slug: Option<&'static str>,
    pub(super) body_type: BodyType,
    pub(super) area: &'static str,
    pub(super) responsibility: Option<&'static str>,
    pub(super) quorum: Option<&'static str>,
    pub(super) from: Option<Date>,
    pub(super) aliases: &'static [(AliasKind, &'static str)],
    pub(super) origin: Origin,
}

/// A body that a document names.
const fn named(name: &'static str, body_type: BodyType, area: &'static str) -> Row {
    Row {
        name,
        slug: None,
        body_type,
        area,
        responsibility: None,
        quorum: None,
        from: None,
        aliases: &[],
        origin: Origin::Quoted,
    }
}

/// Boards were established in 2013; their quorum is made up.
const fn board(
    name: &'static str,
    slug: &'static str,
    aliases: &'static [(AliasKind, &'static str)],
) -> Row {
    Row {
        slug: Some(slug),
        responsibility: Some("Needs assessment and strategy for health and wellbeing"),
        quorum: Some("1/4, at least 3"),
        from: Some(date(2013, 4, 1)),
        aliases,
        ..named(name, BodyType::Board, slug)
    }
}

/// A partner that is made up.
const fn invented(
    name: &'static str,
    body_type: BodyType,
    area: &'static str,
    responsibility: &'static str,
) -> Row {
    Row {
        responsibility: Some(responsibility),
        origin: Origin::Illustrative,
        ..named(name, body_type, area)
    }
}

pub(super) const BODIES: &[Row] = &[
    board(
        "City of London Health and Wellbeing Board",
        "city-of-london",
        &[(Name, "City Health and Wellbeing Board")],
    ),
    board("Hackney Health and Wellbeing Board", "hackney", &[]),
    board(
        "Tower Hamlets Health and Wellbeing Board",
        "tower-hamlets",
        &[],
    ),
    Row {
        // The briefing gives the month.
        from: Some(date(2020, 11, 1)),
        responsibility: Some("Action across organisations on health inequalities"),
        aliases: &[
            (Name, "HISG"),
            (Name, "HI Steering Group"),
            (Name, "Health Inequalities Steering Group"),
        ],
        ..named(
            "City and Hackney Health Inequalities Steering Group",
            BodyType::Group,
            "city-and-hackney",
        )
    },
    Row {
        responsibility: Some("Intelligence, tools and projects that partners share"),
        aliases: &[(Name, "Population Health Hub")],
        ..named(
            "City and Hackney Population Health Hub",
            BodyType::Group,
            "city-and-hackney",
        )
    },
    Row {
        responsibility: Some("Working group for the City’s strategy"),
        ..named(
            "Health and Wellbeing Advisory Group",
            BodyType::Group,
            "city-of-london",
        )
    },
    Row {
        responsibility: Some("Working group for Hackney’s strategy"),
        ..named("Hackney Strategy Working Group", BodyType::Group, "hackney")
    },
    Row {
        responsibility: Some("Scrutiny of health for the council"),
        aliases: &[
            (Name, "Health Overview and Scrutiny Committee"),
            (Spelling, "Health Scrutiny Committee"),
        ],
        ..named(
            "Tower Hamlets Health Overview and Scrutiny Committee",
            BodyType::Committee,
            "tower-hamlets",
        )
    },
    named(
        "Healthwatch City of London",
        BodyType::Healthwatch,
        "city-of-london",
    ),
    named("Healthwatch Hackney", BodyType::Healthwatch, "hackney"),
    named(
        "Healthwatch Tower Hamlets",
        BodyType::Healthwatch,
        "tower-hamlets",
    ),
    Row {
        responsibility: Some("Commissioners and providers of health and care together"),
        ..named(
            "Tower Hamlets Together",
            BodyType::PlacePartnership,
            "tower-hamlets",
        )
    },
    invented("Eastside Housing", BodyType::Partner, "hackney", "Homes"),
    invented(
        "Wick Family Centre",
        BodyType::Voluntary,
        "hackney",
        "Help for families",
    ),
    invented(
        "Marsh Lane Surgeries",
        BodyType::PrimaryCare,
        "city-and-hackney",
        "General practice",
    ),
    invented(
        "Hopewell Surgery",
        BodyType::PrimaryCare,
        "city-and-hackney",
        "General practice",
    ),
    invented(
        "Canal Trust Hospital",
        BodyType::Trust,
        "city-and-hackney",
        "Hospital care",
    ),
    invented(
        "Lower Lea Library Service",
        BodyType::Partner,
        "tower-hamlets",
        "Libraries and help online",
    ),
    invented(
        "Thirtyfive Voices",
        BodyType::Voluntary,
        "hackney",
        "What residents say, from 35 estates",
    ),
];

/// The partner that became part of another: its promises wait to be taken over.
pub(super) const MERGED: (&str, &str, Date, SuccessionKind) = (
    "hopewell-surgery",
    "marsh-lane-surgeries",
    date(2022, 4, 1),
    SuccessionKind::Merged,
);
