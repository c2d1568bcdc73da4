//! The columns of open data: one list, from which tables, their descriptions and SQL are made.

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Words, or a code.
    Text,
    /// A number with or without decimals.
    Number,
    /// A whole number.
    Whole,
    /// A day as `YYYY-MM-DD`.
    Date,
}

/// One column as its readers need it described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// What stands in it.
    pub holds: ColumnType,
    /// Whether every row has something in it.
    pub always: bool,
    /// The only words that may stand in it; none where any may.
    pub one_of: &'static [&'static str],
}

const fn column(
    name: &'static str,
    title: &'static str,
    about: &'static str,
    holds: ColumnType,
) -> Column {
    Column {
        name,
        title,
        about,
        holds,
        always: false,
        one_of: &[],
    }
}

impl Column {
    const fn always(self) -> Self {
        Self {
            always: true,
            ..self
        }
    }

    const fn one_of(self, words: &'static [&'static str]) -> Self {
        Self {
            one_of: words,
            ..self
        }
    }
}

/// The words of the column `state`, in the order in which they are explained.
const STATES: &[&str] = &[
    "value",
    "suppressed",
    "missing",
    "not asked",
    "not applicable",
];

/// The words of the column `origin`.
const ORIGINS: &[&str] = &["entered", "imported", "quoted", "illustrative"];

use ColumnType::{Date, Number, Text, Whole};

/// The columns of observations: one row for each indicator, area, period, sex, age and category.
pub const OBSERVATIONS: [Column; 25] = [
    column("data_set", "Data set", "The short name of the data set that holds the row.", Text).always(),
    column("version", "Version", "The number of the data set's version.", Whole).always(),
    column("indicator", "Indicator", "The publisher's number for the indicator; its name stands in the table of indicators.", Text).always(),
    column("area_code", "Area code", "The code of the area.", Text).always(),
    column("area_name", "Area name", "The name of the area.", Text),
    column("area_type", "Area type", "The type of the area in the publisher's words.", Text),
    column("parent_code", "Parent code", "The code of the larger area that the publisher sets it in.", Text),
    column("parent_name", "Parent name", "The name of that larger area.", Text),
    column("period", "Period", "The period as the publisher writes it.", Text).always(),
    column("period_start", "Period start", "The first day of the period.", Date),
    column("period_months", "Period length", "The length of the period in months; empty for a single day.", Whole),
    column("sex", "Sex", "The sex in the publisher's words.", Text),
    column("age", "Age", "The age in the publisher's words.", Text),
    column("category_type", "Category type", "The kind of category, such as deprivation deciles; empty for everybody.", Text),
    column("category", "Category", "The category; empty for everybody.", Text),
    column(
        "state",
        "State",
        "Whether there is a value, and why not: value; suppressed (hidden to protect people); missing; not asked; not applicable.",
        Text,
    )
    .always()
    .one_of(STATES),
    column("value", "Value", "The value in the unit of the indicator; empty unless the state is value.", Number),
    column("lower_95", "Lower 95% limit", "The publisher's lower 95% confidence limit.", Number),
    column("upper_95", "Upper 95% limit", "The publisher's upper 95% confidence limit.", Number),
    column("lower_99_8", "Lower 99.8% limit", "The publisher's lower 99.8% confidence limit.", Number),
    column("upper_99_8", "Upper 99.8% limit", "The publisher's upper 99.8% confidence limit.", Number),
    column("count", "Count", "The numerator.", Number),
    column("denominator", "Denominator", "The denominator.", Number),
    column("note", "Note", "The publisher's note on the value.", Text),
    column(
        "origin",
        "Origin",
        "Where the figure comes from; illustrative figures are made up to show the product and are not for use.",
        Text,
    )
    .always()
    .one_of(ORIGINS),
];

/// The columns of indicators: one row for each.
pub const INDICATORS: [Column; 16] = [
    column("indicator", "Indicator", "The publisher's number.", Text).always(),
    column("name", "Name", "What the indicator is called.", Text).always(),
    column(
        "unit",
        "Unit",
        "The unit of its values, as it is written after a number.",
        Text,
    ),
    column(
        "multiplier",
        "Multiplier",
        "What count over denominator is multiplied by to give the value.",
        Number,
    ),
    column(
        "value_type",
        "Value type",
        "What kind of number the value is.",
        Text,
    )
    .always(),
    column("polarity", "Polarity", "Which way is good.", Text).always(),
    column(
        "definition",
        "Definition",
        "The definition in the publisher's words.",
        Text,
    ),
    column(
        "rationale",
        "Rationale",
        "Why it matters, in the publisher's words.",
        Text,
    ),
    column("numerator", "Numerator", "What the count counts.", Text),
    column(
        "numerator_source",
        "Numerator source",
        "Where the counts come from.",
        Text,
    ),
    column(
        "denominator",
        "Denominator",
        "What the denominator counts.",
        Text,
    ),
    column(
        "denominator_source",
        "Denominator source",
        "Where the denominator comes from.",
        Text,
    ),
    column(
        "source",
        "Source",
        "Where the publisher has the data from.",
        Text,
    ),
    column("cadence", "Cadence", "How often it is published.", Text),
    column(
        "caveats",
        "Caveats",
        "What to beware of, in the publisher's words.",
        Text,
    ),
    column(
        "disclosure",
        "Disclosure",
        "The publisher's own rule for hiding small numbers.",
        Text,
    ),
];
