//! Files that describe: indicators as JSON or CSV, areas as CSV.

use std::collections::HashMap;

use csv::ByteRecord;
use evidence::catalogue::{Indicator, Known, Polarity, Unit, ValueType};
use evidence::engine::EngineError;
use evidence::intake::mapping::multiplier_of_unit;
use evidence::intake::{Problem, plain_note, tidy};
use serde::Deserialize;
use serde_json::Value;

use super::layout::{Column, Kind, Layout};
use super::table::{Next, Table};

/// What descriptions say about areas and indicators.
#[derive(Default)]
pub(super) struct Descriptions {
    indicators: HashMap<String, Described>,
    areas: HashMap<String, DescribedArea>,
    regions: HashMap<String, String>,
}

/// An indicator with what its data cannot say.
#[derive(Clone, Default)]
pub(super) struct Described {
    pub(super) indicator: Indicator,
    /// Whether years are financial or school years, which a plain year does not tell.
    pub(super) split_years: bool,
    /// How often, in the publisher's words.
    pub(super) frequency: String,
}

/// An area by name, type and region.
pub(super) struct DescribedArea {
    pub(super) name: String,
    pub(super) kind: String,
}

/// The fields that are used of an indicator's description. Others are left alone.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stated {
    #[serde(rename = "indicatorID")]
    id: Value,
    indicator_name: Option<String>,
    indicator_definition: Option<String>,
    value_type: Option<String>,
    unit_label: Option<String>,
    unit_value: Option<Value>,
    polarity: Option<String>,
    frequency: Option<String>,
    period_type: Option<String>,
    rationale: Option<String>,
    count_definition: Option<String>,
    count_source: Option<String>,
    denominator_definition: Option<String>,
    denominator_source: Option<String>,
    data_source: Option<String>,
    caveats: Option<String>,
    // The publisher's own spelling.
    #[serde(rename = "discloseControl", alias = "disclouseControl")]
    disclosure: Option<String>,
}

impl Descriptions {
    pub(super) fn indicator(&self, id: &str) -> Option<&Described> {
        self.indicators.get(id)
    }

    pub(super) fn area(&self, code: &str) -> Option<&DescribedArea> {
        self.areas.get(code)
    }

    /// Code and name of the region that an area lies in.
    pub(super) fn region(&self, code: &str) -> Option<(&str, &str)> {
        let region = self.regions.get(code)?;
        Some((region, &self.areas.get(region)?.name))
    }

    pub(super) fn has_areas(&self) -> bool {
        !self.areas.is_empty()
    }

    /// Reads descriptions of indicators: a list of objects.
    pub(super) fn read_json(&mut self, name: &str, text: &str) -> Result<(), Box<Problem>> {
        let all: Vec<Stated> = serde_json::from_str(text).map_err(|error| {
            let mut problem = Problem::with_file(
                name,
                &error.to_string(),
                "a JSON list of indicators, each with indicatorID",
                "Check that this is the file of indicator descriptions.",
            );
            problem.row = u64::try_from(error.line()).ok().filter(|line| *line > 0);
            Box::new(problem)
        })?;
        for stated in all {
            let id = match &stated.id {
                Value::String(id) => id.clone(),
                other => other.to_string(),
            };
            self.indicators.insert(id.clone(), described(id, stated));
        }
        Ok(())
    }

    /// Reads a table of indicators or of areas.
    pub(super) fn read_table(
        &mut self,
        table: &mut Table,
        layout: &Layout,
    ) -> Result<Result<(), Box<Problem>>, EngineError> {
        let mut record = ByteRecord::new();
        loop {
            let row = match table.next(&mut record)? {
                Next::End => return Ok(Ok(())),
                Next::Broken(problem) => return Ok(Err(problem)),
                Next::Row(row) => row,
            };
            if std::str::from_utf8(record.as_slice()).is_err() {
                let mend = "Save it as “CSV UTF-8 (Comma delimited)”.";
                return Ok(Err(Box::new(Problem::at(
                    table.name(),
                    row,
                    None,
                    &String::from_utf8_lossy(record.as_slice()),
                    "text in UTF-8",
                    mend,
                ))));
            }
            let field = |column: Column| {
                let bytes = layout.position(column).and_then(|at| record.get(at));
                bytes
                    .and_then(|bytes| std::str::from_utf8(bytes).ok())
                    .unwrap_or("")
            };
            if layout.kind == Kind::Areas {
                self.area_row(
                    field(Column::AreaCode),
                    field(Column::AreaName),
                    field(Column::AreaType),
                    field(Column::Children),
                );
            } else {
                let id = field(Column::IndicatorId).trim().to_owned();
                let text =
                    |column| Some(field(column).to_owned()).filter(|text| !text.trim().is_empty());
                let stated = Stated {
                    id: Value::from(id.as_str()),
                    indicator_name: text(Column::IndicatorName),
                    indicator_definition: text(Column::Definition),
                    value_type: text(Column::ValueType),
                    unit_label: text(Column::Unit),
                    unit_value: None,
                    polarity: text(Column::Polarity),
                    frequency: text(Column::Frequency),
                    period_type: text(Column::PeriodType),
                    rationale: text(Column::Rationale),
                    count_definition: text(Column::Numerator),
                    count_source: text(Column::NumeratorSource),
                    denominator_definition: text(Column::DenominatorMeaning),
                    denominator_source: text(Column::DenominatorSource),
                    data_source: text(Column::DataSource),
                    caveats: text(Column::Caveats),
                    disclosure: text(Column::Disclosure),
                };
                let is_full = layout.kind == Kind::Definitions;
                // The fuller description counts, whichever is read first.
                if is_full || !self.indicators.contains_key(&id) {
                    self.indicators.insert(id.clone(), described(id, stated));
                }
            }
        }
    }

    fn area_row(&mut self, code: &str, name: &str, kind: &str, children: &str) {
        let code = code.trim();
        if code.starts_with("E12") {
            for child in children.split('|').filter(|child| !child.is_empty()) {
                self.regions.insert(child.to_owned(), code.to_owned());
            }
        }
        let area = DescribedArea {
            name: tidy(name).into_owned(),
            kind: tidy(kind).into_owned(),
        };
        self.areas.insert(code.to_owned(), area);
    }
}

fn described(id: String, stated: Stated) -> Described {
    let plain = |text: Option<String>| {
        text.map(|text| plain_note(&text))
            .filter(|text| !text.is_empty())
    };
    let value_type = stated
        .value_type
        .as_deref()
        .map_or(ValueType::NotStated, value_type);
    let polarity = stated
        .polarity
        .as_deref()
        .map_or(Polarity::NotStated, polarity);
    let multiplier = stated.unit_value.and_then(|value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    });
    // A list that gives no unit still says "proportion", which is published in per cent.
    let is_share = value_type == ValueType::Proportion;
    let label = plain(stated.unit_label);
    let multiplier = multiplier.or_else(|| label.as_deref().and_then(multiplier_of_unit));
    let unit = Unit {
        label: label.unwrap_or_else(|| {
            if is_share {
                "%".to_owned()
            } else {
                String::new()
            }
        }),
        multiplier: multiplier.or(is_share.then_some(100.0)),
    };
    let period_type = stated.period_type.unwrap_or_default();
    let frequency = stated.frequency.unwrap_or_default();
    Described {
        split_years: matches!(period_type.trim(), "Financial" | "Academic"),
        indicator: Indicator {
            id,
            name: plain(stated.indicator_name).unwrap_or_default(),
            definition: plain(stated.indicator_definition),
            value_type,
            value_type_known: known(value_type != ValueType::NotStated),
            unit,
            polarity,
            polarity_known: known(polarity != Polarity::NotStated),
            cadence: Some(frequency.clone()).filter(|text| !text.is_empty()),
            rationale: plain(stated.rationale),
            numerator: plain(stated.count_definition),
            numerator_source: plain(stated.count_source),
            denominator: plain(stated.denominator_definition),
            denominator_source: plain(stated.denominator_source),
            source: plain(stated.data_source),
            caveats: plain(stated.caveats),
            disclosure: plain(stated.disclosure),
            ..Indicator::default()
        },
        frequency,
    }
}

fn known(is_stated: bool) -> Known {
    if is_stated { Known::Stated } else { Known::Not }
}

fn polarity(words: &str) -> Polarity {
    let words = words.to_ascii_lowercase();
    match () {
        () if words.contains("low is good") => Polarity::LowIsGood,
        () if words.contains("high is good") => Polarity::HighIsGood,
        () if ["no judgement", "not applicable", "blue orange blue"]
            .iter()
            .any(|neither| words.contains(neither)) =>
        {
            Polarity::NoJudgement
        }
        () => Polarity::NotStated,
    }
}

fn value_type(words: &str) -> ValueType {
    let words = words.trim().to_ascii_lowercase();
    match words.as_str() {
        "" => ValueType::NotStated,
        "proportion" => ValueType::Proportion,
        "crude rate" => ValueType::CrudeRate,
        "count" => ValueType::Count,
        other if other.starts_with("directly standardised rate") => {
            ValueType::DirectlyStandardisedRate
        }
        other if other.starts_with("indirectly standardised") => ValueType::IndirectlyStandardised,
        other if other.contains("life expectancy") => ValueType::LifeExpectancy,
        _ => ValueType::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_read_and_tidied() {
        let mut descriptions = Descriptions::default();
        let json = r#"[{"indicatorID": 241, "indicatorName": "Diabetes\r\n prevalence", "valueType": "Proportion",
            "unitLabel": "%", "unitValue": "100", "polarity": "No judgement", "frequency": "annually",
            "periodType": "Financial", "indicatorDefinition": "&nbsp;People <b>with</b> diabetes", "caveats": null}]"#;
        descriptions.read_json("m.json", json).unwrap();
        let described = descriptions.indicator("241").unwrap();
        assert_eq!(described.indicator.name, "Diabetes prevalence");
        assert_eq!(
            described.indicator.definition.as_deref(),
            Some("People with diabetes")
        );
        assert_eq!(described.indicator.polarity, Polarity::NoJudgement);
        assert_eq!(described.indicator.unit.multiplier, Some(100.0));
        assert!(described.split_years);
    }

    #[test]
    fn polarities_and_kinds_of_value_are_known_as_the_publisher_says_them() {
        for (words, is) in [
            ("RAG - Low is good", Polarity::LowIsGood),
            ("RAG - High is good", Polarity::HighIsGood),
            ("BOB - Blue orange blue", Polarity::NoJudgement),
            ("Not applicable", Polarity::NoJudgement),
            ("", Polarity::NotStated),
        ] {
            assert_eq!(polarity(words), is, "{words}");
        }
        for (words, is) in [
            (
                "Directly standardised rate - Rate",
                ValueType::DirectlyStandardisedRate,
            ),
            ("Crude rate", ValueType::CrudeRate),
            ("Life expectancy", ValueType::LifeExpectancy),
            ("Mean", ValueType::Other),
        ] {
            assert_eq!(value_type(words), is, "{words}");
        }
    }

    #[test]
    fn another_json_is_refused_with_its_line() {
        let problem = Descriptions::default()
            .read_json("m.json", "{\n\"a\": 1}")
            .unwrap_err();
        assert!(problem.to_string().starts_with("m.json"), "{problem}");
        assert!(problem.mend.contains("indicator descriptions"));
    }
}
