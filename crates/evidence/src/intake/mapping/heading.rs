//! Finds the heading of a table among the rows above and around it: titles, empty rows, headings in two rows.

use super::Dimension;
use super::members::member_of;
use super::synonyms::{category_type_of, field_of};
use crate::intake::{Read, is_area_code, read_number, tidy};

/// So many rows are looked at to find the heading.
pub const LOOK_AHEAD: usize = 60;
/// Longer texts are sentences and no headings.
const LONGEST_NAME: usize = 120;
/// What a number says against a row being a heading.
const NUMBER: i32 = -4;

/// The heading of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// One name for each column, all different: two rows are joined with ` / `, empty ones are called by their letter.
    pub names: Vec<String>,
    /// Which of the rows it is, counted from 0.
    pub first_row: usize,
    /// One row, or two.
    pub rows: usize,
    /// The texts above it.
    pub above: Vec<String>,
}

/// Finds the heading among the first rows of a table. None where no row looks like one.
///
/// A heading is known by names of the field, by periods, sexes and ages, and by what it has not: numbers and codes. The
/// first of two equally good rows wins.
#[must_use]
pub fn find_heading(rows: &[Vec<String>]) -> Option<Heading> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .take(LOOK_AHEAD)
        .map(|row| row.iter().map(|cell| tidy(cell).into_owned()).collect())
        .collect();
    let scores = rows.iter().map(|row| score(row));
    let best = scores
        .enumerate()
        .filter_map(|(at, score)| score.map(|score| (at, score)))
        .fold(None, |best: Option<(usize, i32)>, (at, score)| match best {
            Some((_, held)) if held >= score => best,
            _ => Some((at, score)),
        })?;
    let (at, score) = best;
    if score < 2 {
        return None;
    }
    let first_row = if at > 0 && stands_over(&rows[at - 1], &rows[at]) {
        at - 1
    } else {
        at
    };
    let two = first_row < at
        || rows
            .get(at + 1)
            .is_some_and(|below| stands_over(&rows[at], below) && begins_later(below, &rows[at]));
    let upper = &rows[first_row];
    let names = if two {
        rows.get(first_row + 1)
            .map_or_else(|| upper.clone(), |lower| joined(upper, lower))
    } else {
        upper.clone()
    };
    let above = rows
        .iter()
        .take(first_row)
        .flatten()
        .filter(|cell| !cell.is_empty())
        .cloned()
        .collect();
    Some(Heading {
        names: all_different(names),
        first_row,
        rows: if two { 2 } else { 1 },
        above,
    })
}

/// How much a row looks like a heading; none for a row with fewer than two cells.
fn score(row: &[String]) -> Option<i32> {
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    if filled.len() < 2 {
        return None;
    }
    let ages = are_ages(&filled);
    let score = |cell: &&String| {
        if is_small_number(cell) && !ages {
            NUMBER
        } else {
            score_of_cell(cell)
        }
    };
    Some(filled.iter().map(score).sum())
}

/// Numbers of up to three digits: figures, unless they are single years of age side by side.
fn is_small_number(cell: &str) -> bool {
    (1..=3).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the small numbers of a row are ages: three or more, each larger than the one before.
fn are_ages(cells: &[&String]) -> bool {
    let numbers: Vec<u16> = cells
        .iter()
        .filter(|cell| is_small_number(cell))
        .filter_map(|cell| cell.parse().ok())
        .collect();
    numbers.len() > 2 && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

fn score_of_cell(cell: &str) -> i32 {
    if is_area_code(cell) {
        return -6;
    }
    if is_member(cell) {
        return 2;
    }
    match read_number(cell) {
        Ok(Read::Number(_)) => return NUMBER,
        Ok(_) => return -2,
        Err(_) => {}
    }
    if cell.chars().count() > LONGEST_NAME {
        return -2;
    }
    if field_of(cell).is_some() || category_type_of(cell).is_some() {
        return 4;
    }
    1
}

fn is_member(cell: &str) -> bool {
    [Dimension::Period, Dimension::Sex, Dimension::Age]
        .into_iter()
        .any(|dimension| member_of(cell, dimension).is_some())
}

fn filled(row: &[String]) -> impl Iterator<Item = usize> + '_ {
    row.iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(at, _)| at)
}

/// Whether a row of a heading groups the columns of the one below: fewer cells, none of them a plain number, and not only
/// a title at the left.
fn stands_over(upper: &[String], lower: &[String]) -> bool {
    let Some(first) = filled(lower).next() else {
        return false;
    };
    let cells = filled(upper).count();
    let plain = |at: usize| {
        let cell = upper.get(at).map_or("", String::as_str);
        !is_area_code(cell)
            && (is_member(cell) || read_number(cell).is_err())
            && cell.chars().count() <= LONGEST_NAME
    };
    let lower_is_words = filled(lower).all(|at| {
        let cell = lower.get(at).map_or("", String::as_str);
        let is_name = is_member(cell) && !is_small_number(cell);
        !is_area_code(cell) && (is_name || read_number(cell).is_err())
    });
    cells > 0
        && lower_is_words
        && filled(upper).all(plain)
        && filled(upper).any(|at| at > first || begins_later(lower, upper))
        && cells
            < filled(upper)
                .chain(filled(lower))
                .max()
                .map_or(0, |last| last + 1)
        && groups(upper, lower)
}

/// At least one upper cell stands over more than one lower cell.
fn groups(upper: &[String], lower: &[String]) -> bool {
    let starts: Vec<usize> = filled(upper).collect();
    starts.iter().enumerate().any(|(nth, start)| {
        let end = starts.get(nth + 1).copied().unwrap_or(usize::MAX);
        filled(lower).filter(|at| at >= start && *at < end).count() > 1
    })
}

/// Whether a row begins to the right of another one.
fn begins_later(row: &[String], other: &[String]) -> bool {
    filled(row).next() > filled(other).next()
}

/// Names of columns from two rows: an upper cell holds for the columns to its right until the next one.
fn joined(upper: &[String], lower: &[String]) -> Vec<String> {
    let width = upper.len().max(lower.len());
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let mut group = String::new();
    (0..width)
        .map(|at| {
            let (over, under) = (cell(upper, at), cell(lower, at));
            if !over.is_empty() {
                group.clone_from(&over);
            }
            let names_a_field = field_of(&under).is_some_and(|field| !field.is_figure());
            match (group.is_empty(), under.is_empty()) {
                (_, true) => over,
                (true, false) => under,
                // One cell merged over both rows.
                (false, false) if group == under => under,
                // A field of its own at the end of the table belongs to no group.
                (false, false) if over.is_empty() && names_a_field => under,
                (false, false) => format!("{group} / {under}"),
            }
        })
        .collect()
}

fn all_different(names: Vec<String>) -> Vec<String> {
    let mut held: Vec<String> = Vec::with_capacity(names.len());
    for (at, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() {
            format!("column {}", letter(at))
        } else {
            name
        };
        let mut different = name.clone();
        let mut many = 1;
        while held.contains(&different) {
            many += 1;
            different = format!("{name} ({many})");
        }
        held.push(different);
    }
    held
}

/// The letter of a column as spreadsheets write it.
fn letter(at: usize) -> String {
    let mut rest = at + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
            .collect()
    }

    fn heading(text: &str) -> Heading {
        find_heading(&rows(text)).unwrap()
    }

    #[test]
    fn titles_above_are_not_the_heading() {
        let found = heading(
            "Falls in people aged 65 and over|||\n|||\nPublished 3 May 2022|||\nArea|Code|Year|Rate\nHackney|E09000012|2020|12.3",
        );
        assert_eq!(found.names, ["Area", "Code", "Year", "Rate"]);
        assert_eq!((found.first_row, found.rows), (3, 1));
        assert_eq!(
            found.above,
            ["Falls in people aged 65 and over", "Published 3 May 2022"]
        );
    }

    #[test]
    fn two_rows_are_joined_and_upper_cells_hold_to_the_right() {
        let merged = heading(
            "Title||||||\n||2020||2021||\nArea code|Area|Male|Female|Male|Female|Notes\nE09000012|Hackney|1|2|3|4|",
        );
        assert_eq!(
            merged.names,
            [
                "Area code",
                "Area",
                "2020 / Male",
                "2020 / Female",
                "2021 / Male",
                "2021 / Female",
                "Notes"
            ]
        );
        assert_eq!((merged.first_row, merged.rows), (1, 2));
        let upright = heading(
            "Area code|Area|2020||2021|\n||Male|Female|Male|Female\nE09000012|Hackney|1|2|3|4",
        );
        assert_eq!(upright.names[2], "2020 / Male");
        assert_eq!((upright.first_row, upright.rows), (0, 2));
    }

    #[test]
    fn years_and_ages_across_are_headings_and_not_numbers() {
        let years = heading("code|name|2020|2019|2018\nE09000012|Hackney|4561|4393|4359");
        assert_eq!(years.names, ["code", "name", "2020", "2019", "2018"]);
        let ages = heading("lsoa11_name|lsoa11_code|0|1|2|90+\nCity 001A|E01000001|12|8|21|3");
        assert_eq!(ages.rows, 1);
        assert_eq!(ages.names[5], "90+");
    }

    #[test]
    fn small_figures_are_no_ages() {
        let groups = heading("Black|White|Mixed\n12|13|9\n14|15|8");
        assert_eq!(groups.names, ["Black", "White", "Mixed"]);
        let merged = heading(
            "Area code|Area|2020||2021|\nArea code|Area|Male|Female|Male|Female\nE09000012|Hackney|1|2|3|4",
        );
        assert_eq!(merged.names[..3], ["Area code", "Area", "2020 / Male"]);
    }

    #[test]
    fn names_are_all_different() {
        let found = heading("Area|Rate|Rate||Count\nHackney|1|2|x|3");
        assert_eq!(
            found.names,
            ["Area", "Rate", "Rate (2)", "column D", "Count"]
        );
        assert_eq!(
            [0, 25, 26, 701, 702, 16_383].map(letter),
            ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
        );
    }

    #[test]
    fn a_letter_and_a_table_without_heading_have_none() {
        assert_eq!(find_heading(&rows("Dear board,\nthank you.")), None);
        assert_eq!(find_heading(&rows("E09000012|12|3\nE09000013|14|5")), None);
        assert_eq!(find_heading(&[]), None);
    }
}
