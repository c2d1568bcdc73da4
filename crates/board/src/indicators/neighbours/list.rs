use std::collections::{BTreeMap, BTreeSet};

use super::NeighbourPair;
use crate::lists::{ListLine, ListProblem, ListRows, ReadList};
use crate::places::Area;

/// A place and one that is like it, as a list has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourLine {
    /// Its row, counted as a spreadsheet does: the heading is row 1.
    pub row: usize,
    /// Code of the place.
    pub area: String,
    /// Code of the place that is like it.
    pub neighbour: String,
    /// 1 is the nearest; in the order of the list where it gives none.
    pub rank: i64,
}

impl ListLine for NeighbourLine {
    fn is_known(&self) -> bool {
        false
    }
}

/// A list as it was read.
pub type NeighbourList = ReadList<NeighbourLine>;

/// A column that a list may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Area,
    Neighbour,
    Rank,
}

/// Every council of England with two dozen neighbours is fewer.
const MOST_PAIRS: usize = 10_000;

const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Area,
        &[
            "area",
            "area code",
            "code",
            "place",
            "local authority",
            "council",
        ],
    ),
    (
        Column::Neighbour,
        &[
            "neighbour",
            "neighbour code",
            "neighbouring area",
            "nearest neighbour",
            "comparator",
        ],
    ),
    (
        Column::Rank,
        &["rank", "order", "position", "distance rank"],
    ),
];

/// Reads a list of neighbours that was pasted from a spreadsheet or saved as CSV: a place, a place that is like it and, if
/// the list has it, which is the nearest. Places are written by code, or by a name that `areas` have.
#[must_use]
pub fn read_neighbours(text: &str, areas: &[Area]) -> NeighbourList {
    let without =
        "No column says whose neighbours these are. Call one of them “Area” and one “Neighbour”.";
    let read = ListRows::read_up_to(MOST_PAIRS, text, HEADINGS, Column::Area, without);
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut so_far: BTreeMap<String, i64> = BTreeMap::new();
    ReadList::of(&read, |list, number, row| {
        let mut problems = Vec::new();
        let mut code = |column: Column, otherwise: &str| -> Option<String> {
            let (name, text) = read.field(row, column);
            let Some(text) = text else {
                problems.push(ListProblem::new(number, name, otherwise));
                return None;
            };
            let found = code_of(text, areas);
            if found.is_none() {
                let said = format!("We know no area “{text}”. Write its code, such as E09000012.");
                problems.push(ListProblem::new(number, name, said));
            }
            found
        };
        let area = code(Column::Area, "Nothing says whose neighbour this is.");
        let neighbour = code(Column::Neighbour, "Nothing says which place is like it.");
        let rank = match read.field(row, Column::Rank) {
            (_, None) => None,
            (name, Some(text)) => {
                let rank = text.parse::<i64>().ok().filter(|rank| *rank > 0);
                if rank.is_none() {
                    let said =
                        format!("“{text}” is no rank. Write 1 for the nearest, then 2 and so on.");
                    problems.push(ListProblem::new(number, name, said));
                }
                rank
            }
        };
        if let (Some(area), Some(neighbour)) = (area, neighbour) {
            let (name, _) = read.field(row, Column::Neighbour);
            if area == neighbour {
                let said = "A place is no neighbour of itself. Leave this row out.";
                problems.push(ListProblem::new(number, name, said));
            } else if !seen.insert((area.clone(), neighbour.clone())) {
                let said = format!("{area} and {neighbour} stand together twice. Leave one out.");
                problems.push(ListProblem::new(number, name, said));
            }
            let next = so_far.entry(area.clone()).or_insert(0);
            *next += 1;
            list.lines.push(NeighbourLine {
                row: number,
                rank: rank.unwrap_or(*next),
                area,
                neighbour,
            });
        }
        list.problems.extend(problems);
    })
}

/// The pairs of a list, by place, the nearest neighbour first.
pub(super) fn pairs_of(list: &NeighbourList) -> Vec<NeighbourPair> {
    let mut pairs: Vec<NeighbourPair> = list
        .lines
        .iter()
        .map(|line| NeighbourPair {
            area: line.area.clone(),
            neighbour: line.neighbour.clone(),
            rank: line.rank,
        })
        .collect();
    pairs.sort_by(|a, b| (&a.area, a.rank, &a.neighbour).cmp(&(&b.area, b.rank, &b.neighbour)));
    pairs
}

/// The code that a word means: a code as statistics have it, or the code of the area with this name.
fn code_of(text: &str, areas: &[Area]) -> Option<String> {
    let named = areas
        .iter()
        .find(|area| area.record.title.eq_ignore_ascii_case(text))
        .and_then(|area| area.code.clone());
    named.or_else(|| is_code(text).then(|| text.to_ascii_uppercase()))
}

/// A letter and eight digits, as the code of every area of the United Kingdom.
fn is_code(text: &str) -> bool {
    let mut signs = text.chars();
    signs
        .next()
        .is_some_and(|first| matches!(first.to_ascii_uppercase(), 'E' | 'W' | 'S' | 'N'))
        && text.len() == 9
        && signs.all(|sign| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_in_its_order_where_it_has_no_ranks() {
        let list = read_neighbours(
            "Area code,Neighbour code\nE09000012,E09000030\ne09000012,E09000019\nE09000030,E09000012\n",
            &[],
        );
        assert_eq!(list.problems, []);
        let pairs: Vec<(String, String, i64)> = pairs_of(&list)
            .into_iter()
            .map(|pair| (pair.area, pair.neighbour, pair.rank))
            .collect();
        let pair =
            |area: &str, neighbour: &str, rank| (area.to_owned(), neighbour.to_owned(), rank);
        assert_eq!(
            pairs,
            [
                pair("E09000012", "E09000030", 1),
                pair("E09000012", "E09000019", 2),
                pair("E09000030", "E09000012", 1),
            ]
        );
    }

    #[test]
    fn every_problem_has_its_row_and_column() {
        let list = read_neighbours(
            "Area,Neighbour,Rank\nE09000012,E09000012,1\nNarnia,E09000030,1\nE09000012,,2\nE09000012,E09000030,near\nE09000012,E09000030,3\n",
            &[],
        );
        let found: Vec<(usize, Option<&str>)> = list
            .problems
            .iter()
            .map(|problem| (problem.row, problem.column.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                (2, Some("Neighbour")),
                (3, Some("Area")),
                (4, Some("Neighbour")),
                (5, Some("Rank")),
                (6, Some("Neighbour")),
            ]
        );
        assert!(
            read_neighbours("Name\nA\n", &[]).problems[0]
                .words
                .contains("Neighbour")
        );
    }
}
