use serde::Serialize;

/// One of the things that a select, radios or checkboxes offer: what is sent, and what people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    value: String,
    text: String,
}

impl Choice {
    /// A choice that sends `value` and reads `text`.
    pub(crate) fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
        }
    }
}
