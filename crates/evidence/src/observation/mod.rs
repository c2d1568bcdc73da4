//! The one schema of a row of data: whose figure it is, of what, when, and the figure itself.
//!
//! Must not know: file formats, disclosure rules, what is asked of the rows.
//!
//! [`Row`] goes in and never comes out; `Observation`, its owned form, is private to the crate.

mod area;
mod period;
mod text;

pub use area::Area;
pub use period::{NotAPeriod, Period, starts_on};
pub use text::Text;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// Why a row has a figure, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The row holds a value.
    Value,
    /// The publisher holds a value and hides it to protect people.
    Suppressed,
    /// There is no value: not collected, not of good quality, counted elsewhere.
    Missing,
    /// Nobody was asked.
    NotAsked,
    /// A value would make no sense here.
    NotApplicable,
}

impl State {
    /// The word that data files hold.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Suppressed => "suppressed",
            Self::Missing => "missing",
            Self::NotAsked => "not asked",
            Self::NotApplicable => "not applicable",
        }
    }

    /// Reads the word that data files hold.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::Value,
            Self::Suppressed,
            Self::Missing,
            Self::NotAsked,
            Self::NotApplicable,
        ]
        .into_iter()
        .find(|state| state.word() == word)
    }
}

/// One row on its way from an engine into evidence. Texts that a source does not give are empty.
///
/// Values and limits are on the indicator's own scale (a percentage is 12.5, not 0.125).
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The publisher's number for the indicator, as text.
    pub indicator: &'a str,
    /// Code of the area.
    pub area_code: &'a str,
    /// Name of the area.
    pub area_name: &'a str,
    /// Type of the area in the publisher's words.
    pub area_type: &'a str,
    /// Code of the larger area that the source sets it in.
    pub parent_code: &'a str,
    /// Name of that larger area.
    pub parent_name: &'a str,
    /// The period as its label says.
    pub period: &'a str,
    /// First month of the period as year times 100 plus month; a day with two digits more.
    pub period_start: u32,
    /// Length of the period in months; 0 for a day.
    pub period_months: u16,
    /// Sex in the publisher's words.
    pub sex: &'a str,
    /// Age in the publisher's words.
    pub age: &'a str,
    /// Kind of category ("Ethnic groups"); empty for everyone.
    pub category_type: &'a str,
    /// The category; empty for everyone.
    pub category: &'a str,
    /// Whether there is a value, and if not, why.
    pub state: State,
    /// The value.
    pub value: Option<f64>,
    /// The publisher's 95% limits.
    pub limits_95: Option<(f64, f64)>,
    /// The publisher's 99.8% limits.
    pub limits_998: Option<(f64, f64)>,
    /// Numerator.
    pub count: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// The publisher's note on the value.
    pub note: &'a str,
    /// The publisher's word for the comparison with England.
    pub printed_england: &'a str,
    /// The publisher's word for the comparison with the parent area.
    pub printed_parent: &'a str,
    /// The publisher's word for the recent trend.
    pub printed_trend: &'a str,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            indicator: "",
            area_code: "",
            area_name: "",
            area_type: "",
            parent_code: "",
            parent_name: "",
            period: "",
            period_start: 0,
            period_months: 0,
            sex: "",
            age: "",
            category_type: "",
            category: "",
            state: State::Missing,
            value: None,
            limits_95: None,
            limits_998: None,
            count: None,
            denominator: None,
            note: "",
            printed_england: "",
            printed_parent: "",
            printed_trend: "",
        }
    }
}

/// Where an engine puts the rows that it reads.
///
/// Made by this crate alone, so that asking an engine for rows is only possible from inside; it takes rows and gives none back.
pub struct RowSink<'a> {
    accept: &'a mut (dyn FnMut(&Row<'_>) + Send),
}

impl<'a> RowSink<'a> {
    pub(crate) fn new(accept: &'a mut (dyn FnMut(&Row<'_>) + Send)) -> Self {
        Self { accept }
    }

    /// Hands one row over.
    pub fn push(&mut self, row: &Row<'_>) {
        (self.accept)(row);
    }
}

/// An owned row: what analyses work on after disclosure control.
#[derive(Clone, Debug)]
pub(crate) struct Observation {
    pub(crate) indicator: Text,
    pub(crate) area: Area,
    pub(crate) parent: Option<Area>,
    pub(crate) period: Period,
    pub(crate) sex: Text,
    pub(crate) age: Text,
    pub(crate) category_type: Text,
    pub(crate) category: Text,
    pub(crate) state: State,
    pub(crate) value: Option<f64>,
    pub(crate) limits_95: Option<(f64, f64)>,
    pub(crate) limits_998: Option<(f64, f64)>,
    pub(crate) count: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) note: Text,
    pub(crate) printed_england: Text,
    pub(crate) printed_parent: Text,
    pub(crate) printed_trend: Text,
    pub(crate) origin: crate::cell::Origin,
}

impl Observation {
    /// As it came in.
    pub(crate) fn row(&self) -> Row<'_> {
        let parent = self.parent.as_ref();
        Row {
            indicator: &self.indicator,
            area_code: &self.area.code,
            area_name: &self.area.name,
            area_type: &self.area.kind,
            parent_code: parent.map_or("", |parent| &parent.code),
            parent_name: parent.map_or("", |parent| &parent.name),
            period: &self.period.label,
            period_start: self.period.start,
            period_months: self.period.months,
            sex: &self.sex,
            age: &self.age,
            category_type: &self.category_type,
            category: &self.category,
            state: self.state,
            value: self.value,
            limits_95: self.limits_95,
            limits_998: self.limits_998,
            count: self.count,
            denominator: self.denominator,
            note: &self.note,
            printed_england: &self.printed_england,
            printed_parent: &self.printed_parent,
            printed_trend: &self.printed_trend,
        }
    }
}

/// Keeps one copy of each text that rows repeat.
#[derive(Default)]
pub(crate) struct Interner {
    held: HashSet<Text>,
    empty: Text,
    /// The last text of each column: a row mostly repeats the one before it, and comparing is quicker than looking up.
    last: Vec<Option<Text>>,
}

impl Interner {
    /// The held copy of a text that stands in a column, counted from 0.
    pub(crate) fn keep(&mut self, column: usize, text: &str) -> Text {
        // Most columns are mostly empty, and two empty texts take many times as long to compare as a few letters where
        // processors mask what they load.
        if text.is_empty() {
            return Text::clone(&self.empty);
        }
        if self.last.len() <= column {
            self.last.resize(column + 1, None);
        }
        if let Some(Some(last)) = self.last.get(column)
            && **last == *text
        {
            return Text::clone(last);
        }
        let kept = self.held.get(text).cloned().unwrap_or_else(|| {
            let new = Text::from(text);
            self.held.insert(Text::clone(&new));
            new
        });
        if let Some(last) = self.last.get_mut(column) {
            *last = Some(Text::clone(&kept));
        }
        kept
    }

    pub(crate) fn observe(&mut self, row: &Row<'_>, origin: crate::cell::Origin) -> Observation {
        let parent = (!row.parent_code.is_empty()).then(|| Area {
            code: self.keep(0, row.parent_code),
            name: self.keep(1, row.parent_name),
            kind: self.keep(2, ""),
        });
        Observation {
            indicator: self.keep(3, row.indicator),
            area: Area {
                code: self.keep(4, row.area_code),
                name: self.keep(5, row.area_name),
                kind: self.keep(6, row.area_type),
            },
            parent,
            period: Period {
                label: self.keep(7, row.period),
                start: row.period_start,
                months: row.period_months,
            },
            sex: self.keep(8, row.sex),
            age: self.keep(9, row.age),
            category_type: self.keep(10, row.category_type),
            category: self.keep(11, row.category),
            state: row.state,
            value: row.value,
            limits_95: row.limits_95,
            limits_998: row.limits_998,
            count: row.count,
            denominator: row.denominator,
            note: self.keep(12, row.note),
            printed_england: self.keep(13, row.printed_england),
            printed_parent: self.keep(14, row.printed_parent),
            printed_trend: self.keep(15, row.printed_trend),
            origin,
        }
    }
}
