//! Writes the invented figures as a publisher would export them. The same bytes every time: chance is counted, not drawn.

use std::fmt::Write as _;

use board::places::Area;
use measures::interval::PoissonMethod;
use measures::{Confidence, Count, Estimate, Multiplier, Population, rate};
use serde_json::json;

use super::invented::{By, Good, INVENTED, Invented, Sort};

/// The years of which there are figures.
const YEARS: std::ops::RangeInclusive<u16> = 2012..=2021;
const LAST: u16 = *YEARS.end();

const HEADING: &str = "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,\
Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note";

const TENTHS: [&str; 10] = [
    "Most deprived decile (IMD2019)",
    "Second most deprived decile (IMD2019)",
    "Third more deprived decile (IMD2019)",
    "Fourth more deprived decile (IMD2019)",
    "Fifth more deprived decile (IMD2019)",
    "Fifth less deprived decile (IMD2019)",
    "Fourth less deprived decile (IMD2019)",
    "Third less deprived decile (IMD2019)",
    "Second least deprived decile (IMD2019)",
    "Least deprived decile (IMD2019)",
];
const TENTHS_OF: &str = "LSOA deprivation deciles within area (IMD2019)";
const ETHNIC_GROUPS: [&str; 5] = ["Asian", "Black", "Mixed", "White", "Other"];

/// An area as the export names it.
struct Place<'a> {
    code: &'a str,
    name: &'a str,
    kind: &'static str,
    parent: (&'static str, &'static str),
    residents: f64,
}

/// The cut that a row is for; empty words for everybody.
#[derive(Clone, Copy)]
struct Cut<'a> {
    sex: &'a str,
    category_type: &'a str,
    category: &'a str,
}

const EVERYBODY: Cut<'static> = Cut {
    sex: "Persons",
    category_type: "",
    category: "",
};

/// The export over these areas, which are England, London, its authorities and the wards of Hackney.
pub(super) fn export(areas: &[Area]) -> String {
    let mut out = format!("{HEADING}\n");
    let places: Vec<Place<'_>> = areas.iter().filter_map(place_of).collect();
    for indicator in INVENTED {
        for place in &places {
            let is_ward = place.kind == "Ward";
            if is_ward && !indicator.by.contains(&By::Wards) {
                continue;
            }
            for year in YEARS {
                everybody(&mut out, indicator, place, year);
            }
            if matches!(place.code, "E09000012" | "E92000001") {
                cuts(&mut out, indicator, place);
            }
        }
    }
    out
}

/// What the export's columns cannot say, as publishers describe their indicators.
pub(super) fn descriptions() -> String {
    let all: Vec<_> = INVENTED
        .iter()
        .map(|indicator| {
            json!({
                "indicatorID": indicator.number,
                "indicatorName": indicator.name,
                "indicatorDefinition": indicator.definition,
                "valueType": match indicator.sort { Sort::Share => "Proportion", Sort::Rate => "Crude rate" },
                "unitLabel": match indicator.sort { Sort::Share => "%", Sort::Rate => "per 100,000" },
                "unitValue": match indicator.sort { Sort::Share => 100, Sort::Rate => 100_000 },
                "polarity": match indicator.good {
                    Good::Low => "RAG - Low is good", Good::High => "RAG - High is good",
                    Good::Neither => "BOB - Blue orange blue",
                },
                "frequency": "Annual",
                "dataSource": "Invented for the demonstration",
                "caveats": "Made up to show how the product works. It says nothing about any real place.",
            })
        })
        .collect();
    serde_json::Value::from(all).to_string()
}

fn place_of(area: &Area) -> Option<Place<'_>> {
    const NO_PARENT: (&str, &str) = ("", "");
    const ENGLAND: (&str, &str) = ("E92000001", "England");
    const LONDON: (&str, &str) = ("E12000007", "London");
    const HACKNEY: (&str, &str) = ("E09000012", "Hackney");
    let code = area.code.as_deref()?;
    let (kind, parent) = match code.get(..3)? {
        "E92" => ("England", NO_PARENT),
        "E12" => ("Region", ENGLAND),
        "E09" => ("Authority", LONDON),
        "E05" => ("Ward", HACKNEY),
        _ => return None,
    };
    Some(Place {
        code,
        name: &area.record.title,
        kind,
        parent,
        // A small place is still a place: shares of the City are of a few hundred people.
        residents: f64::from(u32::try_from(area.population?).ok()?),
    })
}

/// A number from 0 to 1 that depends on nothing but its arguments.
fn chance(indicator: u32, place: &str, year: u16, salt: u64) -> f64 {
    let mut state = u64::from(indicator) << 32 | u64::from(year) << 8 | salt;
    for byte in place.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The mixing steps of SplitMix64.
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^= state >> 31;
    f64::from(u32::try_from(state >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}

/// The level of a place in a year, before counting.
fn level(indicator: &Invented, place: &Place<'_>, year: u16) -> f64 {
    let ago = f64::from(LAST - year);
    let england = indicator.england - indicator.england_a_year * ago;
    let level = match place.code {
        "E92000001" => england,
        "E12000007" => f64::midpoint(england, indicator.hackney - indicator.hackney_a_year * ago),
        "E09000012" => indicator.hackney - indicator.hackney_a_year * ago,
        "E09000030" => indicator.tower_hamlets - indicator.tower_hamlets_a_year * ago,
        _ if place.kind == "Ward" => {
            let hackney = indicator.hackney - indicator.hackney_a_year * ago;
            hackney * (0.7 + 0.6 * chance(indicator.number, place.code, 0, 1))
        }
        _ => england * (0.8 + 0.45 * chance(indicator.number, place.code, 0, 2)),
    };
    // A year is never quite like the one before.
    level * (0.995 + 0.01 * chance(indicator.number, place.code, year, 3))
}

fn everybody(out: &mut String, indicator: &Invented, place: &Place<'_>, year: u16) {
    // What a reader must see somewhere: a year that was not published, and a figure that is hidden.
    if indicator.number == 7004 && place.code == "E09000012" && year == 2020 {
        return;
    }
    let hidden = place.code == "E09000001" && matches!(indicator.number, 7015 | 7024);
    let people = (place.residents * indicator.counted).round().max(20.0);
    row(
        out,
        indicator,
        place,
        EVERYBODY,
        year,
        level(indicator, place, year),
        people,
        hidden,
    );
}

fn cuts(out: &mut String, indicator: &Invented, place: &Place<'_>) {
    let people = (place.residents * indicator.counted).round();
    let middle = level(indicator, place, LAST);
    // More at the poor end where low is good, less where high is good: that is what inequality looks like.
    let lean = if indicator.good == Good::High {
        -0.25
    } else {
        0.45
    };
    if indicator.by.contains(&By::Tenths) {
        for (at, category) in TENTHS.iter().enumerate() {
            let step = 1.0 - f64::from(u32::try_from(at).unwrap_or(0)) / 4.5;
            let cut = Cut {
                category_type: TENTHS_OF,
                category,
                ..EVERYBODY
            };
            let of = (people / 10.0).round();
            row(
                out,
                indicator,
                place,
                cut,
                LAST,
                middle * (1.0 + lean * step),
                of,
                false,
            );
        }
    }
    if indicator.by.contains(&By::Ethnicity) {
        for sex in ["Male", "Female"] {
            for (at, category) in ETHNIC_GROUPS.iter().enumerate() {
                let cut = Cut {
                    sex,
                    category_type: "Ethnic groups",
                    category,
                };
                let tilt =
                    0.75 + 0.5 * chance(indicator.number, category, u16::from(sex == "Male"), 4);
                let of = (people / 10.0).round();
                let is_small = at == ETHNIC_GROUPS.len() - 1 && place.code == "E09000012";
                row(
                    out,
                    indicator,
                    place,
                    cut,
                    LAST,
                    middle * tilt,
                    of,
                    is_small,
                );
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a row has that many parts")]
fn row(
    out: &mut String,
    indicator: &Invented,
    place: &Place<'_>,
    cut: Cut<'_>,
    year: u16,
    level: f64,
    people: f64,
    hidden: bool,
) {
    let (scale, people) = match indicator.sort {
        Sort::Share => (100.0, people),
        Sort::Rate => (100_000.0, people),
    };
    let count = (level / scale * people).round().clamp(0.0, people);
    let figures = match estimate(indicator.sort, count, people) {
        Some(estimate) if !hidden => {
            let limits = |confidence| {
                estimate.limits_at(confidence).map_or_else(
                    || ",".to_owned(),
                    |limits| format!("{:.4},{:.4}", limits.lower(), limits.upper()),
                )
            };
            format!(
                "{:.4},{},{},{count},{people},",
                estimate.value(),
                limits(Confidence::NINETY_FIVE),
                limits(Confidence::NINETY_NINE_POINT_EIGHT)
            )
        }
        _ => ",,,,,,,Value suppressed for disclosure control due to small count".to_owned(),
    };
    let Invented {
        number, name, age, ..
    } = indicator;
    let Place {
        code,
        name: place_name,
        kind,
        parent,
        ..
    } = place;
    let Cut {
        sex,
        category_type,
        category,
    } = cut;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{number},{name},{},{},{code},{place_name},{kind},{sex},{age},{category_type},{category},{year},{figures}",
        parent.0, parent.1
    );
}

fn estimate(sort: Sort, count: f64, people: f64) -> Option<Estimate> {
    let count = Count::new(count).ok()?;
    let people = Population::new(people).ok()?;
    match sort {
        Sort::Share => {
            rate::proportion(count, people, Multiplier::PERCENT, &Confidence::PUBLISHED).ok()
        }
        Sort::Rate => {
            let per_100_000 = Multiplier::new(100_000.0).ok()?;
            rate::crude_rate(
                count,
                people,
                per_100_000,
                PoissonMethod::ExactBelowTen,
                &Confidence::PUBLISHED,
            )
            .ok()
        }
    }
}
