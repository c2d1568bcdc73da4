//! What a measure found in one group, ready to be written down.

use measures::{Confidence, Estimate, Undefined};
use serde_json::{Map, Value, json};

/// One group's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The value, or why there is none; nothing where the measure speaks of each row alone.
    pub value: Result<Option<f64>, Undefined>,
    /// Limits by confidence, or why there are none.
    pub limits: Result<Vec<(Confidence, f64, f64)>, Undefined>,
    /// How the limits were made.
    pub method: Option<&'static str>,
    /// What else the measure says, by name, in the order in which it is written.
    pub more: Map<String, Value>,
    /// The reason in the words of the table, where the measure knows a group by its place only.
    words: Option<String>,
}

impl Finding {
    /// What an estimate says.
    #[must_use]
    pub fn of(estimate: Result<Estimate, Undefined>) -> Self {
        match estimate {
            Ok(estimate) => Self {
                value: Ok(Some(estimate.value())),
                limits: estimate.limits().map(|limits| {
                    limits
                        .iter()
                        .map(|limits| (limits.confidence(), limits.lower(), limits.upper()))
                        .collect()
                }),
                method: Some(estimate.method().code()),
                more: Map::new(),
                words: None,
            },
            Err(reason) => Self::undefined(reason),
        }
    }

    /// A value that has no limits by its nature.
    #[must_use]
    pub fn exact(value: f64) -> Self {
        Self {
            value: Ok(Some(value)),
            limits: Ok(Vec::new()),
            method: None,
            more: Map::new(),
            words: None,
        }
    }

    /// No value of the whole: the measure says something of each row.
    #[must_use]
    pub fn of_rows() -> Self {
        Self {
            value: Ok(None),
            limits: Ok(Vec::new()),
            method: None,
            more: Map::new(),
            words: None,
        }
    }

    /// No value, with the reason.
    #[must_use]
    pub fn undefined(reason: Undefined) -> Self {
        Self {
            value: Err(reason),
            limits: Err(reason),
            method: None,
            more: Map::new(),
            words: None,
        }
    }

    /// The same with something else that the measure says.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// Why there is no value, or no limits around it.
    #[must_use]
    pub fn reason(&self) -> Option<Undefined> {
        self.value
            .err()
            .or_else(|| self.limits.as_ref().err().copied())
    }

    /// The same in words.
    #[must_use]
    pub fn reason_in_words(&self) -> Option<String> {
        let reason = self.reason()?;
        Some(self.words.clone().unwrap_or_else(|| reason.to_string()))
    }

    /// The same with its reason in the words of the table.
    #[must_use]
    pub(crate) fn because(mut self, words: String) -> Self {
        self.words = Some(words);
        self
    }

    /// As one JSON object: the columns of the group, `measure`, `value`, `limits`, `method`, `undefined`, and what else
    /// the measure says.
    #[must_use]
    pub fn as_json(&self, measure: &str, by: &[String], key: &[String]) -> Value {
        let mut object = Map::new();
        for (column, value) in by.iter().zip(key) {
            object.insert(column.clone(), json!(value));
        }
        object.insert("measure".to_owned(), json!(measure));
        object.insert("value".to_owned(), json!(self.value.ok().flatten()));
        object.insert(
            "limits".to_owned(),
            limits_as_json(self.limits.as_deref().unwrap_or_default()),
        );
        object.insert("method".to_owned(), json!(self.method));
        let reason = self.reason_in_words();
        let (of_value, of_limits) = match self.value {
            Err(_) => (reason, None),
            Ok(_) => (None, reason),
        };
        object.insert("undefined".to_owned(), json!(of_value));
        if let Some(reason) = of_limits {
            object.insert("limits_undefined".to_owned(), json!(reason));
        }
        object.extend(self.more.clone());
        Value::Object(object)
    }
}

/// Limits by their confidence in per cent: `{"95": [lower, upper], "99.8": [lower, upper]}`.
pub(crate) fn limits_as_json(limits: &[(Confidence, f64, f64)]) -> Value {
    limits
        .iter()
        .map(|&(confidence, lower, upper)| (percent(confidence), json!([lower, upper])))
        .collect::<Map<String, Value>>()
        .into()
}

/// A confidence in per cent without digits that say nothing: `95`, `99.8`.
#[must_use]
pub fn percent(confidence: Confidence) -> String {
    let rounded = (confidence.as_percent() * 1e9).round() / 1e9;
    format!("{rounded}")
}
