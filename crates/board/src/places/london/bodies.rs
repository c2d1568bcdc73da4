//! Bodies: councils, health bodies, national bodies and networks, with their dates and what became of them.

use jiff::civil::{Date, date};

use super::OtherName;
use super::areas::{AUTHORITIES, SYSTEMS};
use crate::places::{BodyType, SuccessionKind};
use crate::thread::AliasKind::{Name, Spelling};
use crate::vocabulary::Slug;

/// A body that ships.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) public_name: Option<String>,
    pub(super) body_type: BodyType,
    pub(super) area: Option<String>,
    pub(super) responsibility: Option<&'static str>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) aliases: &'static [OtherName],
}

impl Row {
    fn of(body_type: BodyType, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            public_name: None,
            body_type,
            area: None,
            responsibility: None,
            from: None,
            to: None,
            aliases: &[],
        }
    }

    pub(super) fn slug(&self) -> Slug {
        Slug::from_words(&self.name)
    }
}

/// What councils answer for (source: the guide; Health and Social Care Act 2012).
const COUNCIL: &str = "Social care and public health";
/// What the NHS answers for.
const NHS: &str = "Health care";

const CCGS_BEGAN: Date = date(2013, 4, 1);
const CCGS_MERGED: Date = date(2021, 4, 1);
const BOARDS_BEGAN: Date = date(2022, 7, 1);
const PUBLIC_HEALTH_ENGLAND_ENDED: Date = date(2021, 10, 1);

/// Every body that ships.
pub(super) fn all() -> Vec<Row> {
    let mut rows: Vec<Row> = AUTHORITIES
        .iter()
        .map(|&(_, name, _)| council(name))
        .collect();
    for system in SYSTEMS {
        rows.push(Row {
            area: Some(system.name.to_owned()),
            responsibility: Some(NHS),
            from: Some(BOARDS_BEGAN),
            aliases: if system.name == "North East London" {
                &[(Name, "North East London ICB"), (Name, "NEL ICB")]
            } else {
                &[]
            },
            ..Row::of(
                BodyType::IntegratedCareBoard,
                format!("NHS {} Integrated Care Board", system.name),
            )
        });
        rows.push(Row {
            area: Some(system.name.to_owned()),
            responsibility: Some("Strategy for health and care together"),
            from: Some(BOARDS_BEGAN),
            ..Row::of(
                BodyType::IntegratedCarePartnership,
                format!("{} Integrated Care Partnership", system.name),
            )
        });
    }
    rows.extend(clinical_commissioning_groups());
    rows.extend(national_bodies());
    rows.extend(NETWORKS.iter().map(|&(name, aliases)| Row {
        area: Some("London".to_owned()),
        aliases,
        ..Row::of(BodyType::Network, name)
    }));
    rows
}

fn council(authority: &str) -> Row {
    let name = match authority {
        "City of London" => "City of London Corporation".to_owned(),
        "Westminster" => "City of Westminster".to_owned(),
        "Greenwich" | "Kensington and Chelsea" | "Kingston upon Thames" => {
            format!("Royal Borough of {authority}")
        }
        _ => format!("London Borough of {authority}"),
    };
    let public_name = match authority {
        "City of London" => None,
        "Westminster" => Some("Westminster City Council".to_owned()),
        _ => Some(format!("{authority} Council")),
    };
    Row {
        public_name,
        area: Some(authority.to_owned()),
        responsibility: Some(COUNCIL),
        ..Row::of(BodyType::Council, name)
    }
}

fn clinical_commissioning_groups() -> [Row; 2] {
    let group = |name: &str| Row {
        responsibility: Some(NHS),
        ..Row::of(BodyType::ClinicalCommissioningGroup, name)
    };
    [
        Row {
            public_name: Some("City and Hackney CCG".to_owned()),
            area: Some("City and Hackney".to_owned()),
            from: Some(CCGS_BEGAN),
            to: Some(CCGS_MERGED),
            aliases: &[(Name, "City & Hackney CCG")],
            ..group("City and Hackney Clinical Commissioning Group")
        },
        Row {
            public_name: Some("North East London CCG".to_owned()),
            area: Some("North East London".to_owned()),
            from: Some(CCGS_MERGED),
            to: Some(BOARDS_BEGAN),
            aliases: &[(Name, "NEL CCG")],
            ..group("North East London Clinical Commissioning Group")
        },
    ]
}

fn national_bodies() -> [Row; 6] {
    let body = |name: &str, responsibility| Row {
        area: Some("England".to_owned()),
        responsibility: Some(responsibility),
        ..Row::of(BodyType::National, name)
    };
    [
        Row {
            from: Some(CCGS_BEGAN),
            to: Some(PUBLIC_HEALTH_ENGLAND_ENDED),
            aliases: &[(Name, "PHE")],
            ..body("Public Health England", "Public health")
        },
        Row {
            from: Some(date(2021, 4, 1)),
            aliases: &[(Name, "UKHSA"), (Spelling, "UK Health Protection Agency")],
            ..body("UK Health Security Agency", "Protection of health")
        },
        Row {
            from: Some(PUBLIC_HEALTH_ENGLAND_ENDED),
            aliases: &[(Name, "OHID")],
            ..body(
                "Office for Health Improvement and Disparities",
                "Promotion of health",
            )
        },
        Row {
            aliases: &[(Name, "NHSE")],
            ..body("NHS England", NHS)
        },
        Row {
            aliases: &[
                (Name, "DHSC"),
                (Spelling, "Department for Health and Social Care"),
            ],
            ..body(
                "Department of Health and Social Care",
                "Policy on health and social care",
            )
        },
        Row {
            aliases: &[(Name, "CQC")],
            ..body("Care Quality Commission", "Inspection of health and care")
        },
    ]
}

/// The networks that the guide names, whose meetings an ordinary member cannot join.
const NETWORKS: &[(&str, &[OtherName])] = &[
    ("London Health Board", &[(Name, "LHB")]),
    ("London Recovery Board", &[]),
    ("Thrive LDN", &[]),
    (
        "Association of Directors of Public Health (London)",
        &[(Name, "ADPH London")],
    ),
    (
        "Association of Directors of Adult Social Services (London)",
        &[(Name, "London ADASS")],
    ),
    (
        "Association of London Directors of Children’s Services",
        &[(Name, "ALDCS")],
    ),
    (
        "Young People’s Education and Skills Board",
        &[(Name, "YPES")],
    ),
    (
        "Chief Cultural and Leisure Officers Association",
        &[(Name, "CLOA")],
    ),
    ("London Culture Forum", &[]),
];

/// What became of whom: from, to, on which day, how.
pub(super) const SUCCESSIONS: &[(&str, &str, Date, SuccessionKind)] = &[
    (
        "City and Hackney Clinical Commissioning Group",
        "North East London Clinical Commissioning Group",
        CCGS_MERGED,
        SuccessionKind::Merged,
    ),
    (
        "North East London Clinical Commissioning Group",
        "NHS North East London Integrated Care Board",
        BOARDS_BEGAN,
        SuccessionKind::Functions,
    ),
    (
        "Public Health England",
        "UK Health Security Agency",
        PUBLIC_HEALTH_ENGLAND_ENDED,
        SuccessionKind::Split,
    ),
    (
        "Public Health England",
        "Office for Health Improvement and Disparities",
        PUBLIC_HEALTH_ENGLAND_ENDED,
        SuccessionKind::Split,
    ),
];
