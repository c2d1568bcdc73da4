//! What the interface answers, and whether it is what was asked for.

use std::fs;
use std::io::Read;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use thiserror::Error;

/// What an answer has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A table whose first column is the number of an indicator, with as many cells in each row as in its heading.
    Table,
    /// JSON.
    Json,
}

impl Expected {
    /// Says what is wrong with a complete answer. A table that was cut in the middle of its very last cell is not noticed.
    pub(crate) fn fault(self, file: &Path) -> Result<Option<String>, std::io::Error> {
        let mut start = [0; 512];
        let read = fs::File::open(file)?.read(&mut start)?;
        let start = String::from_utf8_lossy(start.get(..read).unwrap_or_default()).into_owned();
        let start = start.trim_start_matches('\u{feff}').trim_start();
        if start.is_empty() {
            return Ok(Some(
                "it is empty: there is nothing for what was asked".to_owned(),
            ));
        }
        if start.starts_with('<') {
            return Ok(Some("it is a web page".to_owned()));
        }
        match self {
            Self::Json => Ok(
                serde_json::from_slice::<serde::de::IgnoredAny>(&fs::read(file)?)
                    .err()
                    .map(|error| format!("it is not JSON ({error})")),
            ),
            Self::Table => table_fault(file, start),
        }
    }
}

fn table_fault(file: &Path, start: &str) -> Result<Option<String>, std::io::Error> {
    if !start.trim_start_matches('"').starts_with("Indicator ID") {
        return Ok(Some("its first column is not “Indicator ID”".to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(file)
        .map_err(std::io::Error::other)?;
    let mut row = csv::ByteRecord::new();
    let mut headings = 0;
    let mut number: u64 = 0;
    while reader
        .read_byte_record(&mut row)
        .map_err(std::io::Error::other)?
    {
        number += 1;
        if number == 1 {
            headings = row.len();
        } else if row.len() != headings {
            return Ok(Some(format!(
                "its row {number} has {} cells and its heading {headings}, so that it was probably cut",
                row.len()
            )));
        }
    }
    Ok((number < 2)
        .then(|| "it has a heading and no figures: there are none for what was asked".to_owned()))
}

/// A kind of area.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AreaType {
    /// Its number.
    pub id: u32,
    /// Its name, such as “Counties & UAs (from Apr 2023)”.
    pub name: String,
    /// The kinds that its areas may lie in.
    #[serde(default, deserialize_with = "none_where_null")]
    pub parent_area_types: Vec<AreaType>,
}

fn none_where_null<'de, D: Deserializer<'de>>(found: D) -> Result<Vec<AreaType>, D::Error> {
    Ok(Option::deserialize(found)?.unwrap_or_default())
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Area {
    /// Its code, of the Office for National Statistics or of the NHS.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A profile or an indicator that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
}

/// Why an answer cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AnswerError {
    /// The answer has another shape.
    #[error("the answer of Fingertips has another shape than it used to: {0}")]
    Shape(String),
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, AnswerError> {
    let bytes = fs::read(file).map_err(|error| AnswerError::Shape(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| AnswerError::Shape(error.to_string()))
}

/// Reads kinds of area.
pub fn area_types(file: &Path) -> Result<Vec<AreaType>, AnswerError> {
    read(file)
}

/// Reads areas.
pub fn areas(file: &Path) -> Result<Vec<Area>, AnswerError> {
    read(file)
}

/// Reads profiles (a list with `Id` and `Name`) or indicators (an object by number, each with `Descriptive` and `Name`), by name.
pub fn choices(file: &Path) -> Result<Vec<Choice>, AnswerError> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut choices: Vec<Choice> = match read(file)? {
        Value::Array(list) => list
            .iter()
            .filter_map(|one| {
                let id = u32::try_from(one.get("Id")?.as_u64()?).ok()?;
                Some(Choice {
                    id,
                    name: words(one.get("Name")?),
                })
            })
            .collect(),
        Value::Object(by_number) => by_number
            .iter()
            .filter_map(|(id, one)| {
                let name = one
                    .pointer("/Descriptive/Name")
                    .map(words)
                    .unwrap_or_default();
                Some(Choice {
                    id: id.parse().ok()?,
                    name,
                })
            })
            .collect(),
        _ => {
            return Err(AnswerError::Shape(
                "neither a list nor an object".to_owned(),
            ));
        }
    };
    choices.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(choices)
}

/// The kinds of area in the order in which to look for a code: those whose names suit its first letters before others,
/// and newer ones, which have higher numbers, before older ones.
#[must_use]
pub fn in_order_for(code: &str, mut kinds: Vec<AreaType>) -> Vec<AreaType> {
    // The first three characters say what a code of the Office for National Statistics stands for.
    let suited: &[&str] = match code.get(..3).unwrap_or_default() {
        "E06" | "E08" | "E09" | "E10" => &["upper tier", "counties & ua", "county & ua"],
        "E07" => &["lower tier", "district"],
        "E12" => &["region"],
        "E54" => &["icb", "integrated care"],
        "E38" => &["sub-location", "sub icb", "ccg"],
        "E02" => &["msoa"],
        "E05" => &["ward"],
        _ => &[],
    };
    let rank = |kind: &AreaType| {
        let name = kind.name.to_lowercase();
        !suited.iter().any(|words| name.contains(words))
    };
    kinds.sort_by_key(|kind| (rank(kind), std::cmp::Reverse(kind.id)));
    kinds
}

/// Up to five areas whose code or name is nearest to what was typed.
#[must_use]
pub fn near<'a>(typed: &str, areas: &'a [Area]) -> Vec<&'a Area> {
    let typed = typed.to_lowercase();
    let mut ranked: Vec<(usize, &Area)> = areas
        .iter()
        .filter_map(|area| {
            let name = area.name.to_lowercase();
            if typed.len() > 2 && name.contains(&typed) {
                return Some((0, area));
            }
            let code = area.code.to_lowercase();
            let other = typed
                .chars()
                .zip(code.chars())
                .filter(|(left, right)| left != right)
                .count()
                + typed.chars().count().abs_diff(code.chars().count());
            (other <= 2).then_some((other, area))
        })
        .collect();
    ranked.sort_by(|a, b| (a.0, &a.1.code).cmp(&(b.0, &b.1.code)));
    ranked.dedup_by(|a, b| a.1.code == b.1.code);
    ranked.into_iter().take(5).map(|(_, area)| area).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use super::*;

    fn kind(id: u32, name: &str) -> AreaType {
        AreaType {
            id,
            name: name.to_owned(),
            parent_area_types: Vec::new(),
        }
    }

    #[test]
    fn the_newest_suited_kind_of_area_is_asked_first() {
        let kinds = vec![
            kind(6, "Regions (statistical)"),
            kind(102, "Counties & UAs (pre Apr 2019)"),
            kind(502, "Counties & UAs (from Apr 2023)"),
            kind(501, "Districts & UAs (from Apr 2023)"),
        ];
        let order = |code| -> Vec<u32> {
            in_order_for(code, kinds.clone())
                .iter()
                .map(|kind| kind.id)
                .collect()
        };
        assert_eq!(order("E09000012"), [502, 102, 501, 6]);
        assert_eq!(order("E12000007"), [6, 502, 501, 102]);
        assert_eq!(order("E07000008"), [501, 502, 102, 6]);
        assert_eq!(order(""), [502, 501, 102, 6]);
    }

    #[test]
    fn near_codes_and_names_are_named() {
        let area = |code: &str, name: &str| Area {
            code: code.to_owned(),
            name: name.to_owned(),
        };
        let areas = [
            area("E09000012", "Hackney"),
            area("E09000013", "Hammersmith and Fulham"),
            area("E06000001", "Hartlepool"),
        ];
        let names = |typed| -> Vec<&str> {
            near(typed, &areas)
                .iter()
                .map(|area| area.name.as_str())
                .collect()
        };
        assert_eq!(names("hackn"), ["Hackney"]);
        assert_eq!(names("E09000014"), ["Hackney", "Hammersmith and Fulham"]);
        assert!(names("X").is_empty());
    }

    #[test]
    fn what_an_answer_must_not_be_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answer");
        let fault = |expected: Expected, text: &str| {
            fs::write(&file, text).unwrap();
            expected.fault(&file).unwrap().unwrap_or_default()
        };
        let heading = "\u{feff}\"Indicator ID\",\"Value\"\r\n";
        assert_eq!(
            fault(Expected::Table, &format!("{heading}\"1\",\"2\"\r\n")),
            ""
        );
        assert!(fault(Expected::Table, &format!("{heading}\"1\",\"2\"\r\n\"1")).contains("row 3"));
        assert!(fault(Expected::Table, heading).contains("no figures"));
        assert!(fault(Expected::Table, "").contains("empty"));
        assert!(fault(Expected::Table, "<!doctype html>").contains("web page"));
        assert!(fault(Expected::Table, "Area,Value\n").contains("first column"));
        assert_eq!(fault(Expected::Json, "[]"), "");
        assert!(fault(Expected::Json, "[{").contains("not JSON"));
    }
}
