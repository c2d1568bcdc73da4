//! Proposes what each column of a foreign table holds, and says why.

use std::collections::BTreeMap;

use super::members::{member_of, sex_of};
use super::proposal::is_spread;
use super::synonyms::{category_type_of, field_of, figure_of};
use super::{Dimension, Field, Heading, Proposal, ProposedColumn, Reason, Role};
use crate::intake::{Read, is_area_code, read_number, shown};
use crate::observation::Period;

/// So many different cells of a column are shown.
const SAMPLES: usize = 3;
/// This share of the cells must fit, in hundredths.
const MOST: usize = 90;
/// Fewer headings of a kind make no wide table.
const FEWEST_MEMBERS: usize = 2;

/// What the cells of a column are.
struct Cells {
    filled: usize,
    codes: usize,
    periods: usize,
    /// `2016-17`: two years in a row.
    year_pairs: usize,
    sexes: usize,
    numbers: usize,
}

impl Cells {
    fn of(column: usize, rows: &[Vec<String>]) -> Self {
        let mut cells = Self {
            filled: 0,
            codes: 0,
            periods: 0,
            year_pairs: 0,
            sexes: 0,
            numbers: 0,
        };
        for text in rows.iter().filter_map(|row| row.get(column)) {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            cells.filled += 1;
            cells.codes += usize::from(is_area_code(text));
            cells.periods += usize::from(Period::read(text).is_ok());
            cells.year_pairs += usize::from(is_year_pair(text));
            cells.sexes += usize::from(sex_of(text).is_some());
            let is_figure = match read_number(text) {
                Ok(Read::Empty) => false,
                Ok(_) => true,
                Err(_) => text
                    .strip_suffix('%')
                    .is_some_and(|number| read_number(number).is_ok()),
            };
            cells.numbers += usize::from(is_figure);
        }
        cells
    }

    fn mostly(&self, many: usize) -> bool {
        self.filled > 0 && many * 100 >= self.filled * MOST
    }
}

/// Whether a text is `2016-17`: a year and the last two digits of the next one.
#[must_use]
pub fn is_year_pair(text: &str) -> bool {
    let Some((first, second)) = text.trim().split_once(['-', '\u{2013}']) else {
        return false;
    };
    let digits = |text: &str, many: usize| {
        (text.len() == many && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    match (digits(first.trim(), 4), digits(second.trim(), 2)) {
        (Some(first), Some(second)) => (first + 1) % 100 == second,
        _ => false,
    }
}

/// Proposes roles for the columns of a table from its heading and its first rows.
#[must_use]
pub fn propose(heading: &Heading, rows: &[Vec<String>]) -> Proposal {
    let cells: Vec<Cells> = (0..heading.names.len())
        .map(|at| Cells::of(at, rows))
        .collect();
    let mut roles: Vec<Option<(Role, Reason)>> = heading
        .names
        .iter()
        .zip(&cells)
        .map(|(name, cells)| by_heading(name, cells))
        .collect();
    let mut taken = Taken::default();
    for role in &mut roles {
        taken.settle(role);
    }
    for (role, cells) in roles.iter_mut().zip(&cells) {
        if role.is_none() {
            *role = by_cells(cells);
            taken.settle(role);
        }
    }
    spread(&heading.names, &mut roles, &taken);
    if !taken.has(Field::Value) && !roles.iter().flatten().any(|(role, _)| is_spread(role)) {
        let free: Vec<usize> = (0..roles.len())
            .filter(|at| roles[*at].is_none() && cells[*at].mostly(cells[*at].numbers))
            .collect();
        if let [only] = free[..] {
            roles[only] = Some((Role::Holds(Field::Value), Reason::OnlyNumbers));
        }
    }
    let columns = heading
        .names
        .iter()
        .enumerate()
        .zip(roles)
        .map(|((at, name), role)| {
            let (role, why) = role.unwrap_or((Role::Ignore, Reason::Unknown));
            ProposedColumn {
                heading: name.clone(),
                role,
                why,
                samples: samples(at, rows),
            }
        })
        .collect();
    let mut proposal = Proposal {
        columns,
        above: heading.above.iter().map(|text| shown(text)).collect(),
        ..Proposal::default()
    };
    proposal.look_for_gaps();
    // A title names the indicator where nothing else does.
    if proposal.missing.contains(&Field::IndicatorName)
        && let Some(title) = heading.above.first()
    {
        proposal
            .constants
            .insert(Field::IndicatorName, title.clone());
        proposal.look_for_gaps();
    }
    proposal
}

/// Fields that a column holds already.
#[derive(Default)]
struct Taken(Vec<Field>);

impl Taken {
    fn has(&self, field: Field) -> bool {
        self.0.iter().any(|held| held.same_place(field))
    }

    /// Takes a field for the first column that holds it; another one is not read.
    fn settle(&mut self, role: &mut Option<(Role, Reason)>) {
        if let Some((Role::Holds(field), _)) = role {
            if self.has(*field) {
                *role = Some((Role::Ignore, Reason::HeldElsewhere));
            } else {
                self.0.push(*field);
            }
        }
    }
}

fn by_heading(name: &str, cells: &Cells) -> Option<(Role, Reason)> {
    let held = |field| Some((Role::Holds(field), Reason::Heading));
    // Cells that are codes say more than a heading such as “Area” or “Code”.
    if cells.mostly(cells.codes) {
        return Some((Role::Holds(Field::AreaCode), Reason::Cells));
    }
    if category_type_of(name).is_some() {
        return held(Field::Category);
    }
    let named = field_of(name).or_else(|| match super::synonyms::letters(name).as_str() {
        "name" => Some(Field::AreaName),
        "code" => Some(Field::Indicator),
        _ => None,
    });
    let field = named.or_else(|| {
        // “Vaccinated at 22 June (%)”: the words of a figure at the end, and something else before them.
        let (figure, _) = figure_of(name);
        figure.filter(|_| cells.mostly(cells.numbers))
    })?;
    match field {
        Field::Period if cells.year_pairs > 0 && cells.mostly(cells.year_pairs) => {
            held(Field::FinancialYear)
        }
        // A heading such as “Total” over words is no denominator.
        field
            if field.is_figure()
                && field != Field::Value
                && cells.filled > 0
                && cells.numbers == 0 =>
        {
            None
        }
        Field::AreaCode if cells.filled > 0 && cells.codes == 0 => None,
        field => held(field),
    }
}

fn by_cells(cells: &Cells) -> Option<(Role, Reason)> {
    let held = |field| Some((Role::Holds(field), Reason::Cells));
    if cells.mostly(cells.sexes) {
        return held(Field::Sex);
    }
    if cells.mostly(cells.year_pairs) {
        return held(Field::FinancialYear);
    }
    // Numbers between 1800 and 2200 may be figures as well: a column of years is told by its heading.
    if cells.mostly(cells.periods) && !cells.mostly(cells.numbers) {
        return held(Field::Period);
    }
    None
}

/// Finds columns whose headings are members: periods, sexes, ages, or two of these in two rows.
fn spread(names: &[String], roles: &mut [Option<(Role, Reason)>], taken: &Taken) {
    let free = |dimension: Dimension| !taken.has(dimension.field());
    let kinds: Vec<Option<Vec<Dimension>>> = names
        .iter()
        .map(|name| {
            name.split(" / ")
                .map(|part| kind_of(part).filter(|kind| free(*kind)))
                .collect()
        })
        .collect();
    let mut counts: BTreeMap<&Vec<Dimension>, usize> = BTreeMap::new();
    for kind in kinds.iter().flatten() {
        *counts.entry(kind).or_default() += 1;
    }
    let best = counts
        .iter()
        .filter(|(_, count)| **count >= FEWEST_MEMBERS)
        .max_by_key(|(_, count)| **count)
        .map(|(kind, _)| (*kind).clone());
    let Some(by) = best else { return };
    for ((name, kind), role) in names.iter().zip(&kinds).zip(roles) {
        if kind.as_ref() != Some(&by) {
            continue;
        }
        let last = name.rsplit(" / ").next().unwrap_or(name);
        let figure = by
            .last()
            .and_then(|dimension| member_of(last, *dimension))
            .and_then(|(figure, _)| figure)
            .unwrap_or(Field::Value);
        let by = by.clone();
        *role = Some((Role::Spread { figure, by }, Reason::Member));
    }
}

fn kind_of(part: &str) -> Option<Dimension> {
    [Dimension::Period, Dimension::Sex, Dimension::Age]
        .into_iter()
        .find(|dimension| member_of(part, *dimension).is_some())
}

fn samples(column: usize, rows: &[Vec<String>]) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for text in rows.iter().filter_map(|row| row.get(column)) {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let text = shown(text);
        if !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::super::Mapping;
    use super::super::find_heading;
    use super::*;

    fn proposal(text: &str) -> Proposal {
        let rows: Vec<Vec<String>> = text
            .lines()
            .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
            .collect();
        let heading = find_heading(&rows).unwrap();
        propose(&heading, &rows[heading.first_row + heading.rows..])
    }

    fn roles(proposal: &Proposal) -> Vec<String> {
        proposal
            .columns
            .iter()
            .map(|column| column.role.to_string())
            .collect()
    }

    #[test]
    fn the_heading_of_a_real_file_is_understood() {
        // The columns of the Office for Local Government's adult social care file.
        let found = proposal(
            "Financial year|Local authority code|Local authority name|Grouping|Entity_Name|Region|Measure|Code|Value|MEDIAN|rank_order\n\
             2016-17|E06000005|Darlington|LA_Raw|Unitary Authorities|North East|Carer quality of life|ASC1|7.6|7.6|desc\n\
             2016-17|E09000010|Enfield|LA_Raw|London Boroughs|London|Carer quality of life|ASC1|7.7|7.6|desc",
        );
        assert_eq!(
            roles(&found),
            [
                "financial year",
                "area code",
                "area name",
                "ignore",
                "area type",
                "ignore",
                "indicator name",
                "indicator",
                "value",
                "ignore",
                "ignore"
            ]
        );
        assert_eq!(found.missing, []);
        assert_eq!(found.columns[1].why, Reason::Cells);
        assert_eq!(found.columns[1].samples, ["E06000005", "E09000010"]);
    }

    #[test]
    fn cells_decide_where_the_heading_does_not() {
        let found = proposal(
            "Area|Place|When|Who|Figure for the year\nE09000012|Hackney|2019/20|Male|3\nE09000012|Hackney|2020/21|Female|4",
        );
        assert_eq!(
            roles(&found),
            ["area code", "area name", "period", "sex", "value"]
        );
        assert_eq!(found.columns[4].why, Reason::OnlyNumbers);
        assert_eq!(found.missing, [Field::IndicatorName]);
    }

    #[test]
    fn wide_tables_are_seen() {
        let years = proposal("code|name|2020|2019\nE09000012|Hackney|12|13");
        assert_eq!(
            roles(&years),
            [
                "area code",
                "area name",
                "value by period",
                "value by period"
            ]
        );
        let ages = proposal(
            "lsoa11_name|lsoa11_code|total_population|0|1|90+\nCity 001A|E01000001|1749|12|8|3",
        );
        assert_eq!(roles(&ages)[2..], ["value by age"; 4]);
        let both = proposal(
            "Falls|||||\n||2020||2021|\nArea code|Area|Male|Female|Male|Female\nE09000012|Hackney|1|2|3|4",
        );
        assert_eq!(roles(&both)[2..], ["value by period and sex"; 4]);
        assert_eq!(both.constants[&Field::IndicatorName], "Falls");
        assert_eq!(both.missing, []);
    }

    #[test]
    fn a_year_column_is_not_spread_again() {
        let found =
            proposal("name|code|year|Age 0|Age 1|Aged 90+\nCamden|E09000007|1997|2533|2347|80");
        assert_eq!(
            roles(&found)[2..],
            ["period", "value by age", "value by age", "value by age"]
        );
    }

    #[test]
    fn figures_are_told_apart_by_the_end_of_their_heading() {
        let found = proposal(
            "Category|Group|Vaccinated at 22 Jun 2022 (n)|Vaccinated at 22 Jun 2022 (%)|Total eligible|Previous week's coverage (%)\n\
             Sex|F|644126|96.9|664657|96.9",
        );
        assert_eq!(
            roles(&found),
            [
                "category",
                "ignore",
                "count",
                "value",
                "denominator",
                "ignore"
            ]
        );
        assert_eq!(
            found.missing,
            [Field::AreaCode, Field::Period, Field::IndicatorName]
        );
    }

    #[test]
    fn what_is_said_is_laid_over_and_marked() {
        let found = proposal("Code|Year|Rate|Number\nE09000012|2020|1.5|30");
        let mut said = Mapping::default();
        said.set_column("Number", Role::Holds(Field::Value));
        said.set_constant(Field::IndicatorName, "Falls");
        let found = found.overlaid(&said, Reason::Said);
        assert_eq!(roles(&found), ["area code", "period", "ignore", "value"]);
        assert_eq!(found.columns[3].why, Reason::Said);
        assert_eq!(found.columns[2].why, Reason::Said);
        assert_eq!(found.missing, []);
    }

    #[test]
    fn a_star_stands_for_all_other_figures() {
        let found = proposal("ltla19_code|Score|Extent|Income_Score\nE06000001|35.0|0.49|0.2");
        assert_eq!(roles(&found)[1], "value");
        let mut said = Mapping::default();
        said.set_column("*", "value by indicator".parse().unwrap());
        said.set_constant(Field::Period, "2019");
        let found = found.overlaid(&said, Reason::Said);
        assert_eq!(
            roles(&found),
            [
                "area code",
                "value by indicator",
                "value by indicator",
                "value by indicator"
            ]
        );
        assert_eq!(found.missing, []);
    }

    #[test]
    fn a_star_knows_denominators_and_goes_before_what_numbers_look_like() {
        let found = proposal(
            "Date|1 Most deprived|2|1 Most deprived_total|2_total\n2021-08-11|5000|6000|50000|60000\n2021-08-12|5000|6000|50000|60000",
        );
        assert_eq!(roles(&found)[0], "period");
        let mut said = Mapping::default();
        said.set_column("*", "value by category".parse().unwrap());
        let found = found.overlaid(&said, Reason::Said);
        assert_eq!(
            roles(&found)[1..],
            [
                "value by category",
                "value by category",
                "denominator by category",
                "denominator by category"
            ]
        );
    }

    #[test]
    fn the_next_release_is_read_as_the_last_one() {
        let mut remembered = proposal("Code|Name|2020|2019\nE09000012|Hackney|12|13").mapping();
        remembered.set_constant(Field::IndicatorName, "Falls");
        remembered.set_constant(Field::Unit, "%");
        let next = proposal("Code|Name|2021|2020|Remark\nE09000012|Hackney|11|12|fine");
        let next = next.as_remembered(&remembered.to_remember());
        assert_eq!(
            roles(&next),
            [
                "area code",
                "area name",
                "value by period",
                "value by period",
                "ignore"
            ]
        );
        assert_eq!(next.columns[0].why, Reason::Remembered);
        assert_eq!(next.missing, []);
        let mut with_period = Mapping::default();
        with_period.set_constant(Field::Period, "2020");
        assert!(with_period.to_remember().constants.is_empty());
    }

    #[test]
    fn pairs_of_years_are_known() {
        for (text, pair) in [
            ("2016-17", true),
            ("1999-00", true),
            ("2010-12", false),
            ("2016-2017", false),
            ("2016/17", false),
            ("", false),
        ] {
            assert_eq!(is_year_pair(text), pair, "{text}");
        }
    }
}
