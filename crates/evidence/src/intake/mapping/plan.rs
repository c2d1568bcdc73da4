//! A mapping applied to a heading: what is read from each row, or everything that stands in the way.

use std::collections::BTreeMap;

use super::members::member_of;
use super::synonyms::category_type_of;
use super::{Dimension, EVERY_OTHER, Field, Mapping, Only, Role};
use crate::catalogue::{Indicator, Known, Polarity, ValueType};
use crate::intake::{Problem, is_area_code};
use crate::observation::Period;

/// What is read from each row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// One observation for each row of a long table; several for each row of a wide one.
    pub groups: Vec<Group>,
    /// Columns that hold nothing that is read.
    pub ignored: Vec<String>,
    /// Whether `2016-17` is a financial year.
    pub financial_years: bool,
    /// What values and limits are multiplied by.
    pub factor: f64,
    /// Which rows are read: a column and the texts that it may have in them.
    pub only: Vec<(usize, Only)>,
}

/// Where one observation of a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Fields by the column that holds them.
    pub positions: BTreeMap<Field, usize>,
    /// Fields that a heading or a statement gives.
    pub texts: BTreeMap<Field, String>,
}

/// Why a mapping cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A column that the mapping names is not there.
    NoSuchColumn {
        /// Its heading.
        heading: String,
        /// Columns that nothing names.
        others: Vec<String>,
    },
    /// Two columns hold the same field.
    Twice {
        /// The field.
        field: Field,
        /// The first column.
        first: String,
        /// The second.
        second: String,
    },
    /// A heading does not say what its column is said to be spread by.
    NoMember {
        /// The heading.
        heading: String,
        /// What it should say.
        dimension: Dimension,
    },
    /// Nothing says this, and without it a figure has no meaning.
    Missing(Field),
    /// What was stated cannot be read.
    Unreadable {
        /// The field.
        field: Field,
        /// What was stated.
        text: String,
        /// What would have been right.
        expected: &'static str,
    },
}

impl Fault {
    /// As the problem that people read, with the heading's row.
    #[must_use]
    pub fn problem(&self, source: &str, row: u64) -> Problem {
        let at = |column: Option<&str>, found: &str, expected: &str, mend: &str| {
            Problem::at(source, row, column, found, expected, mend)
        };
        match self {
            Self::NoSuchColumn { heading, others } => {
                let mend = if others.is_empty() {
                    "Say which column takes its place.".to_owned()
                } else {
                    format!(
                        "Say which column takes its place. Not used are: {}.",
                        others.join(", ")
                    )
                };
                let expected = "the column that the mapping names";
                at(Some(heading), "no such column", expected, &mend)
            }
            Self::Twice {
                field,
                first,
                second,
            } => {
                let found = format!("{} twice, in “{first}” and “{second}”", field.word());
                let mend = "Say that one of the two is not read: “ignore”.";
                at(Some(second), &found, "each field once", mend)
            }
            Self::NoMember { heading, dimension } => {
                let expected = format!("a heading that names the {}", dimension.word());
                let mend = "Give this column another role, or “ignore”.";
                at(Some(heading), heading, &expected, mend)
            }
            Self::Missing(field) => {
                let (expected, mend) = wanted(*field);
                let found = format!("no column for the {}", field.word());
                at(None, &found, expected, mend)
            }
            Self::Unreadable {
                field,
                text,
                expected,
            } => {
                let mend = format!("State the {} again.", field.word());
                at(None, text, expected, &mend)
            }
        }
    }
}

fn wanted(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::AreaCode => (
            "a column with codes such as E09000012, or with names of areas",
            "Say which column holds them, or state “area code” where the whole table is about one place.",
        ),
        Field::Period => (
            "a column with years or other periods",
            "Say which column holds them, or state “period” where the whole table is about one.",
        ),
        Field::IndicatorName => (
            "the name of the indicator",
            "State “indicator name” for the whole table, or say which column holds it.",
        ),
        _ => (
            "a column with the figures",
            "Say which column holds the value; in a wide table, that columns hold the “value by period” or by something else.",
        ),
    }
}

/// Applies a mapping to the names of the columns.
pub fn plan(mapping: &Mapping, names: &[String]) -> Result<Plan, Vec<Fault>> {
    let mut faults = Vec::new();
    let role = |name: &String| mapping.role_of(name).unwrap_or(&Role::Ignore);
    for column in &mapping.columns {
        let stands = names.iter().any(|name| column.is_called(name));
        // A column that is not read may go, and so may a year of a wide table.
        if !stands && column.heading != EVERY_OTHER && matches!(column.role, Role::Holds(_)) {
            let unused = names.iter().filter(|name| role(name) == &Role::Ignore);
            faults.push(Fault::NoSuchColumn {
                heading: column.heading.clone(),
                others: unused.cloned().collect(),
            });
        }
    }
    let mut only = Vec::new();
    for choice in &mapping.only {
        match names.iter().position(|name| choice.is_called(name)) {
            Some(at) => only.push((at, choice.clone())),
            None => faults.push(Fault::NoSuchColumn {
                heading: choice.heading.clone(),
                others: names.to_vec(),
            }),
        }
    }
    let mut fixed = Group {
        texts: mapping.constants.clone(),
        ..Group::default()
    };
    let mut spread: Vec<(Vec<(Field, String)>, Group)> = Vec::new();
    let mut ignored = Vec::new();
    for (at, name) in names.iter().enumerate() {
        match role(name) {
            Role::Ignore => ignored.push(name.clone()),
            Role::Holds(field) => {
                put(&mut fixed, *field, at, names, &mut faults);
                if *field == Field::Category
                    && let Some(kind) = category_type_of(name)
                {
                    fixed.texts.entry(Field::CategoryType).or_insert(kind);
                }
            }
            Role::Spread { figure, by } => match members(name, *figure, by) {
                Ok(texts) => {
                    let known = spread.iter().position(|(held, _)| *held == texts);
                    let which = known.unwrap_or_else(|| {
                        spread.push((texts, Group::default()));
                        spread.len() - 1
                    });
                    if let Some((_, group)) = spread.get_mut(which) {
                        put(group, *figure, at, names, &mut faults);
                    }
                }
                Err(fault) => faults.push(fault),
            },
        }
    }
    if fixed.positions.contains_key(&Field::CategoryType) {
        fixed.texts.remove(&Field::CategoryType);
    }
    faults.extend(unreadable(&mapping.constants));
    let financial_years = fixed.positions.contains_key(&Field::FinancialYear)
        || fixed.texts.contains_key(&Field::FinancialYear);
    for (_, group) in &spread {
        for (field, at) in &group.positions {
            if let Some(fixed) = fixed.positions.get(field) {
                let name = |at: usize| names.get(at).cloned().unwrap_or_default();
                let twice = Fault::Twice {
                    field: *field,
                    first: name(*fixed),
                    second: name(*at),
                };
                if !faults.contains(&twice) {
                    faults.push(twice);
                }
            }
        }
    }
    let groups = if spread.is_empty() {
        vec![fixed]
    } else {
        spread
            .into_iter()
            .map(|(texts, group)| over(&fixed, texts, group))
            .collect()
    };
    faults.extend(missing(&groups));
    if faults.is_empty() {
        Ok(Plan {
            groups: groups.into_iter().map(with_one_period).collect(),
            ignored,
            financial_years,
            only,
            factor: mapping
                .constants
                .get(&Field::Factor)
                .and_then(|text| factor(text))
                .unwrap_or(1.0),
        })
    } else {
        Err(faults)
    }
}

/// What the row says everywhere, with what one group of columns says.
fn over(fixed: &Group, texts: Vec<(Field, String)>, group: Group) -> Group {
    let mut whole = fixed.clone();
    for (field, text) in texts {
        whole.positions.remove(&field);
        whole.texts.insert(field, text);
    }
    whole.positions.extend(group.positions);
    whole
}

/// Both ways to write a period are read as one field from here on.
fn with_one_period(mut group: Group) -> Group {
    if let Some(at) = group.positions.remove(&Field::FinancialYear) {
        group.positions.insert(Field::Period, at);
    }
    if let Some(text) = group.texts.remove(&Field::FinancialYear) {
        group.texts.insert(Field::Period, text);
    }
    group
}

fn put(group: &mut Group, field: Field, at: usize, names: &[String], faults: &mut Vec<Fault>) {
    let earlier = group
        .positions
        .iter()
        .find(|(held, _)| held.same_place(field))
        .map(|(_, at)| *at);
    match earlier {
        Some(earlier) => {
            let name = |at: usize| names.get(at).cloned().unwrap_or_default();
            faults.push(Fault::Twice {
                field,
                first: name(earlier),
                second: name(at),
            });
        }
        None => {
            group.positions.insert(field, at);
        }
    }
}

/// What a heading says, part by part.
fn members(name: &str, figure: Field, by: &[Dimension]) -> Result<Vec<(Field, String)>, Fault> {
    let parts: Vec<&str> = if by.len() > 1 {
        name.split(" / ").collect()
    } else {
        vec![name]
    };
    by.iter()
        .enumerate()
        .map(|(nth, dimension)| {
            let part = parts.get(nth).copied().unwrap_or("").trim();
            // “Suicide rate” is an indicator's whole name, “Suicide (n)” the count of another column's.
            let read = if *dimension == Dimension::Indicator && figure == Field::Value {
                Some(part.to_owned()).filter(|part| !part.is_empty())
            } else {
                member_of(part, *dimension).map(|(_, text)| text)
            };
            read.map(|text| (dimension.field(), text))
                .ok_or_else(|| Fault::NoMember {
                    heading: name.to_owned(),
                    dimension: *dimension,
                })
        })
        .collect()
}

fn missing(groups: &[Group]) -> Vec<Fault> {
    let has = |group: &Group, field: Field| {
        group.positions.keys().any(|held| held.same_place(field))
            || group
                .texts
                .iter()
                .any(|(held, text)| held.same_place(field) && !text.trim().is_empty())
    };
    let lacks = |fields: &[Field]| {
        groups.is_empty()
            || groups
                .iter()
                .any(|group| !fields.iter().any(|field| has(group, *field)))
    };
    let mut faults = Vec::new();
    for (name, ways) in [
        // Names do, where they are the names of areas that have a code.
        (Field::AreaCode, &[Field::AreaCode, Field::AreaName][..]),
        (Field::Period, &[Field::Period]),
        (
            Field::IndicatorName,
            &[Field::Indicator, Field::IndicatorName],
        ),
        (Field::Value, &[Field::Value]),
    ] {
        if lacks(ways) {
            faults.push(Fault::Missing(name));
        }
    }
    faults
}

fn unreadable(constants: &BTreeMap<Field, String>) -> Vec<Fault> {
    let wrong = |(field, text): (&Field, &String)| {
        let expected = match field {
            Field::AreaCode if !is_area_code(text) => "a code such as E09000012",
            Field::Period | Field::FinancialYear if Period::read(text).is_err() => Period::EXPECTED,
            Field::Factor if factor(text).is_none() => "a number above 0, such as 100",
            Field::Polarity if polarity(text).is_none() => {
                "“low is good”, “high is good” or “no judgement”"
            }
            Field::ValueType if value_type(text).is_none() => {
                "“proportion”, “crude rate”, “directly standardised rate”, “indirectly standardised”, “life expectancy”, “count” or “other”"
            }
            _ if text.trim().is_empty() => "some words",
            _ => return None,
        };
        Some(Fault::Unreadable {
            field: *field,
            text: text.clone(),
            expected,
        })
    };
    constants.iter().filter_map(wrong).collect()
}

/// Writes what is stated for a whole table into the description of an indicator.
pub fn describe(constants: &BTreeMap<Field, String>, indicator: &mut Indicator) {
    let text = |field: Field| constants.get(&field).map(|text| text.trim().to_owned());
    if let Some(label) = text(Field::Unit) {
        indicator.unit.multiplier = multiplier_of_unit(&label);
        indicator.unit.label = label;
    }
    if let Some(said) = text(Field::Polarity).as_deref().and_then(polarity) {
        indicator.polarity = said;
        indicator.polarity_known = Known::Entered;
    }
    if let Some(said) = text(Field::ValueType).as_deref().and_then(value_type) {
        indicator.value_type = said;
        indicator.value_type_known = Known::Entered;
    }
    indicator.definition = text(Field::Definition).or(indicator.definition.take());
    indicator.source = text(Field::Source).or(indicator.source.take());
}

/// What count over denominator is multiplied by, for the units of the field.
#[must_use]
pub fn multiplier_of_unit(label: &str) -> Option<f64> {
    match label.to_lowercase().replace(',', "").as_str() {
        "%" | "per cent" | "percent" | "per 100" => Some(100.0),
        "per 1000" => Some(1_000.0),
        "per 10000" => Some(10_000.0),
        "per 100000" => Some(100_000.0),
        _ => None,
    }
}

fn factor(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    (number > 0.0 && number <= 1e9).then_some(number)
}

/// A polarity in words.
fn polarity(text: &str) -> Option<Polarity> {
    match super::synonyms::letters(text).as_str() {
        "lowisgood" => Some(Polarity::LowIsGood),
        "highisgood" => Some(Polarity::HighIsGood),
        "nojudgement" => Some(Polarity::NoJudgement),
        _ => None,
    }
}

/// A kind of value in words.
fn value_type(text: &str) -> Option<ValueType> {
    match super::synonyms::letters(text).as_str() {
        "proportion" => Some(ValueType::Proportion),
        "cruderate" => Some(ValueType::CrudeRate),
        "directlystandardisedrate" => Some(ValueType::DirectlyStandardisedRate),
        "indirectlystandardised" => Some(ValueType::IndirectlyStandardised),
        "lifeexpectancy" => Some(ValueType::LifeExpectancy),
        "count" => Some(ValueType::Count),
        "other" => Some(ValueType::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    fn mapping(columns: &[(&str, &str)], constants: &[(Field, &str)]) -> Mapping {
        let mut mapping = Mapping::default();
        for (heading, role) in columns {
            mapping.set_column(heading, role.parse().unwrap());
        }
        for (field, text) in constants {
            mapping.set_constant(*field, text);
        }
        mapping
    }

    #[test]
    fn a_long_table_is_one_group() {
        let said = mapping(
            &[
                ("Code", "area code"),
                ("FY", "financial year"),
                ("Rate", "value"),
                ("ethnic_group", "category"),
            ],
            &[(Field::IndicatorName, "Falls")],
        );
        let plan = plan(&said, &names("Code|FY|Rate|ethnic_group|Phone")).unwrap();
        assert_eq!(plan.ignored, ["Phone"]);
        assert!(plan.financial_years);
        assert_eq!(plan.groups.len(), 1);
        let group = &plan.groups[0];
        assert_eq!(group.positions[&Field::Period], 1);
        assert_eq!(group.texts[&Field::CategoryType], "Ethnic group");
    }

    #[test]
    fn a_wide_table_has_a_group_for_each_member() {
        let said = mapping(
            &[
                ("Code", "area code"),
                ("Black", "value by category"),
                ("White", "value by category"),
                ("Black_total", "denominator by category"),
                ("White_total", "denominator by category"),
            ],
            &[(Field::IndicatorName, "Uptake"), (Field::Period, "2022")],
        );
        let plan = plan(&said, &names("Code|Black|White|Black_total|White_total")).unwrap();
        let seen: Vec<_> = plan
            .groups
            .iter()
            .map(|group| {
                (
                    group.texts[&Field::Category].as_str(),
                    group.positions[&Field::Value],
                    group.positions[&Field::Denominator],
                )
            })
            .collect();
        assert_eq!(seen, [("Black", 1, 3), ("White", 2, 4)]);
    }

    #[test]
    fn two_rows_of_headings_say_two_things() {
        let said = mapping(
            &[
                ("Code", "area code"),
                (EVERY_OTHER, "value by period and sex"),
            ],
            &[(Field::IndicatorName, "Falls")],
        );
        let plan = plan(&said, &names("Code|2020 / Male|2021 / Females")).unwrap();
        assert_eq!(plan.groups[1].texts[&Field::Period], "2021");
        assert_eq!(plan.groups[1].texts[&Field::Sex], "Female");
    }

    #[test]
    fn everything_that_stands_in_the_way_is_named() {
        let said = mapping(
            &[("Rate", "value"), ("Old name", "area code")],
            &[(Field::Polarity, "fine")],
        );
        let faults = plan(&said, &names("Rate|Code|Year")).unwrap_err();
        let words: Vec<String> = faults
            .iter()
            .map(|fault| fault.problem("a.csv", 1).to_string())
            .collect();
        let all = words.join("\n");
        assert!(
            all.contains("column Old name: found no such column"),
            "{all}"
        );
        assert!(all.contains("Not used are: Code, Year."), "{all}");
        assert!(all.contains("no column for the area code"), "{all}");
        assert!(all.contains("no column for the period"), "{all}");
        assert!(all.contains("no column for the indicator name"), "{all}");
        assert!(all.contains("“low is good”"), "{all}");
        let twice = Mapping {
            columns: vec![
                super::super::MappedColumn {
                    heading: "A".to_owned(),
                    role: Role::Holds(Field::Value),
                },
                super::super::MappedColumn {
                    heading: "B".to_owned(),
                    role: Role::Holds(Field::Value),
                },
            ],
            ..Mapping::default()
        };
        let faults = plan(&twice, &names("A|B")).unwrap_err();
        assert!(matches!(&faults[0], Fault::Twice { first, .. } if first == "A"));
        let no_year = mapping(&[("Notes", "value by period")], &[]);
        let faults = plan(&no_year, &names("Notes")).unwrap_err();
        assert!(matches!(&faults[0], Fault::NoMember { .. }));
    }
}
