//! The stocktakes of two services, made up: how far they know their users improves over two years, and some gaps stay.
//!
//! No record of anybody stands behind them. Numbers by code are worked out from the tables below and go through the same
//! disclosure control as an extract.

use ::evidence::cell::Origin as Made;
use ::evidence::disclosure::{Choice, rules};
use ::evidence::engine::FileHash;
use ::evidence::stocktake::{
    Asked, CodeList, Counted, Counts, Line, People, Reach, Residents, take,
};
use anyhow::Context;
use board::frameworks::{elements_of, framework_by_slug};
use board::indicators::{CoverageState, KeepStocktake, SetCoverage, keep_stocktake, set_coverage};
use jiff::civil::{Date, date};
use serde_json::json;

use super::stage::Stage;

const STAGES: [&str; 3] = ["Referred", "Assessed", "Treated"];

/// A service with the days up to which its records reach.
struct Service {
    slug: &'static str,
    name: &'static str,
    /// People in twelve months.
    people: u32,
    days: &'static [Date],
    characteristics: &'static [Characteristic],
    owners: &'static [Owner],
}

/// One characteristic in its records.
struct Characteristic {
    list: &'static str,
    /// Known for so many in a hundred, one for each day.
    known: &'static [u32],
    /// Code, residents, and users for a hundred that its share of residents would bring.
    groups: &'static [(&'static str, u32, u32)],
}

/// Who takes a gap on.
struct Owner {
    characteristic: &'static str,
    office: &'static str,
    reason: &'static str,
}

const QUARTERS: [Date; 8] = [
    date(2020, 9, 30),
    date(2020, 12, 31),
    date(2021, 3, 31),
    date(2021, 6, 30),
    date(2021, 9, 30),
    date(2021, 12, 31),
    date(2022, 3, 31),
    date(2022, 6, 30),
];

const AGES: &[(&str, u32, u32)] = &[
    ("18 to 25", 36_000, 112),
    ("26 to 64", 158_000, 108),
    ("65 to 74", 13_000, 52),
    ("75+", 9_000, 38),
];

const SEXES: &[(&str, u32, u32)] = &[("2", 109_000, 128), ("1", 107_000, 70)];

const ETHNICITIES: &[(&str, u32, u32)] = &[
    ("A", 72_000, 126),
    ("B", 5_000, 110),
    ("C", 39_000, 97),
    ("D", 5_000, 106),
    ("E", 3_000, 104),
    ("F", 3_500, 108),
    ("G", 7_000, 105),
    ("H", 7_000, 70),
    ("J", 1_800, 58),
    ("K", 5_500, 60),
    ("L", 6_000, 62),
    ("M", 16_500, 76),
    ("N", 24_000, 66),
    ("P", 6_500, 74),
    ("R", 3_200, 48),
    ("S", 18_000, 83),
];

const TENTHS: &[(&str, u32, u32)] = &[
    ("1", 48_000, 98),
    ("2", 62_000, 101),
    ("3", 47_000, 102),
    ("4", 28_000, 101),
    ("5", 15_000, 100),
    ("6", 8_000, 98),
    ("7", 4_000, 99),
    ("8", 2_000, 97),
    ("9", 1_200, 96),
    ("10", 800, 95),
];

const DISABILITIES: &[(&str, u32, u32)] = &[("Y", 32_000, 140), ("NN", 184_000, 93)];
const ORIENTATIONS: &[(&str, u32, u32)] = &[
    ("1", 171_000, 92),
    ("2", 9_000, 165),
    ("3", 6_500, 170),
    ("4", 2_000, 120),
];
const RELIGIONS: &[(&str, u32, u32)] = &[
    ("C", 66_000, 92),
    ("G", 28_000, 70),
    ("F", 14_000, 22),
    ("B", 2_000, 110),
    ("D", 1_600, 80),
    ("I", 1_400, 75),
    ("K", 1_800, 100),
    ("L", 79_000, 128),
];

const SERVICES: &[Service] = &[
    Service {
        slug: "talking-therapies",
        name: "Talking therapies",
        people: 4_210,
        days: &QUARTERS,
        characteristics: &[
            with("age-band", &[98, 98, 99, 99, 99, 99, 99, 99], AGES),
            with("sex", &[97, 97, 98, 98, 98, 98, 99, 99], SEXES),
            with(
                "ethnic-category",
                &[71, 73, 74, 79, 82, 84, 87, 88],
                ETHNICITIES,
            ),
            with("deprivation", &[94, 94, 95, 95, 96, 96, 96, 96], TENTHS),
            with(
                "disability",
                &[38, 40, 41, 45, 52, 55, 58, 61],
                DISABILITIES,
            ),
            with(
                "sexual-orientation",
                &[12, 14, 15, 18, 22, 27, 31, 33],
                ORIENTATIONS,
            ),
            with("religion", &[44, 44, 43, 43, 42, 42, 40, 39], RELIGIONS),
        ],
        owners: &[
            Owner {
                characteristic: "Sexual orientation",
                office: "Data lead, talking therapies",
                reason: "It is asked late in treatment. It moves to the first call in October",
            },
            Owner {
                characteristic: "Religion or belief",
                office: "Data lead, talking therapies",
                reason: "Staff skip it. Two teams are being asked why",
            },
            Owner {
                characteristic: "Disability",
                office: "Marsh Lane Surgeries",
                reason: "The code is not sent with referrals. It will be from November",
            },
        ],
    },
    Service {
        slug: "sexual-health-clinics",
        name: "Sexual health clinics",
        people: 9_640,
        days: &[date(2021, 6, 30), date(2021, 12, 31), date(2022, 6, 30)],
        characteristics: &[
            with("age-band", &[99, 99, 99], AGES),
            with("sex", &[98, 98, 99], SEXES),
            with("ethnic-category", &[84, 88, 91], ETHNICITIES),
            with("deprivation", &[90, 91, 93], TENTHS),
            with("sexual-orientation", &[76, 81, 85], ORIENTATIONS),
        ],
        owners: &[],
    },
];

const fn with(
    list: &'static str,
    known: &'static [u32],
    groups: &'static [(&'static str, u32, u32)],
) -> Characteristic {
    Characteristic {
        list,
        known,
        groups,
    }
}

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("hackney").await?;
    for service in SERVICES {
        let reference = format!("hackney/service/{}", service.slug);
        if stage.record(&reference).await?.is_some() {
            continue;
        }
        for (place, &as_at) in service.days.iter().enumerate() {
            let who = stage.on(as_at);
            keep_stocktake(&stage.house, &who, kept(service, place, as_at, board)?).await?;
        }
        let record = stage.the(&reference).await?;
        let framework = framework_by_slug(&stage.house, "characteristics")
            .await?
            .context("the frameworks come first")?;
        let elements = elements_of(&stage.house, framework.record.id).await?;
        for owner in service.owners {
            let element = elements
                .iter()
                .find(|element| element.record.title == owner.characteristic)
                .context("the law names it")?;
            let said = SetCoverage {
                body_id: Some(board),
                subject_id: record.id,
                element_id: element.record.id,
                state: CoverageState::Gap,
                reason: owner.reason.to_owned(),
                owner: Some(owner.office.to_owned()),
            };
            set_coverage(&stage.house, &stage.who, said).await?;
        }
    }
    Ok(())
}

fn kept(
    service: &Service,
    place: usize,
    as_at: Date,
    board: board::vocabulary::RecordId,
) -> anyhow::Result<KeepStocktake> {
    let stages = STAGES.map(str::to_owned).to_vec();
    let mut lists = Vec::new();
    for one in service.characteristics {
        lists.push(CodeList::named(one.list).context("the list is shipped")?);
    }
    let mut counts = Counts::new(lists.clone(), stages, Reach::Furthest);
    let mut residents = Residents::default();
    for (one, list) in service.characteristics.iter().zip(lists) {
        fill(&mut counts, service, one, list, place);
        for &(code, people, _) in one.groups {
            residents.add(list, code, f64::from(people))?;
        }
    }
    let asked = Asked {
        source: format!(
            "Made-up records of {}, twelve months",
            service.name.to_lowercase()
        ),
        counted: Counted::People,
        origin: Made::Illustrative,
        choice: Choice::new(service.name, rules::NHS_ENGLAND, rules::NHS_ENGLAND.when)?,
        threshold: 80.0,
    };
    let made_up = format!("{} up to {as_at}, made up", service.name);
    Ok(KeepStocktake {
        board,
        as_at,
        stocktake: take(&counts, &residents, &asked)?,
        asked: json!({ "stages": STAGES }),
        files: vec![FileHash::of(made_up.as_bytes())],
    })
}

/// Spreads the people of a service over the codes of one characteristic and the stages that they reach.
fn fill(
    counts: &mut Counts,
    service: &Service,
    one: &Characteristic,
    list: &'static CodeList,
    place: usize,
) {
    let known = service.people * one.known.get(place).copied().unwrap_or(0) / 100;
    let weight =
        |&(_, residents, users): &(&str, u32, u32)| u64::from(residents) * u64::from(users);
    let all: u64 = one.groups.iter().map(weight).sum();
    let mut given = 0;
    for group in one.groups {
        let people = u64::from(known) * weight(group) / all.max(1);
        given += people;
        // The poorest tenth is lost most often on the way.
        let tenth = if one.list == "deprivation" {
            group.0.parse().unwrap_or(5)
        } else {
            5
        };
        reach(counts, service, list, group.0, people, tenth);
    }
    let unknown = u64::from(service.people) - given;
    for (code, people) in [("Z", unknown * 2 / 5), ("", unknown - unknown * 2 / 5)] {
        // A list without a code for declining takes it as nothing recorded.
        let code = match one.list {
            "disability" if code == "Z" => "ZZ",
            "religion" if code == "Z" => "M",
            "age-band" | "sex" | "deprivation" => "",
            _ => code,
        };
        reach(counts, service, list, code, people, 5);
    }
}

fn reach(
    counts: &mut Counts,
    service: &Service,
    list: &'static CodeList,
    code: &str,
    people: u64,
    tenth: u64,
) {
    let treated = people * (44 + tenth * 3) / 100;
    let assessed = (people - treated) * (38 + tenth * 2) / 100;
    let referred = people - treated - assessed;
    for (stage, people) in STAGES.into_iter().zip([referred, assessed, treated]) {
        let line = Line {
            service: service.name,
            stage: Some(stage),
            code,
            people: People::Count(people),
        };
        counts.add(list, line);
    }
}
