//! What is particular to tables that are read by a mapping: rows that are no data, identities made from names, sexes and groups
//! spelled in many ways, years written in two, codes of areas that have ended.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use evidence::catalogue::{Indicator, Known, ValueType};
use evidence::engine::FileHash;
use evidence::intake::mapping::{Field, describe, is_year_pair, sex_of};
use evidence::intake::{Spellings, ended, kind_of_area, tidy};
use evidence::observation::Row;

use super::Reading;
use super::layout::{Column, Kind, Layout};
use super::rows::{Line, RowReader, unquoted};

/// An identity may not be longer, in bytes.
const LONGEST_IDENTITY: usize = 40;
/// So many codes are listed in a note.
const MOST_CODES: usize = 12;

/// The column that holds a field.
pub(super) fn column_of(field: Field) -> Column {
    match field {
        Field::Indicator => Column::IndicatorId,
        Field::IndicatorName => Column::IndicatorName,
        Field::AreaCode => Column::AreaCode,
        Field::AreaName => Column::AreaName,
        Field::AreaType => Column::AreaType,
        Field::Period | Field::FinancialYear => Column::Period,
        Field::Sex => Column::Sex,
        Field::Age => Column::Age,
        Field::CategoryType => Column::CategoryType,
        Field::Category => Column::Category,
        Field::Subcategory => Column::Subcategory,
        Field::Value => Column::Value,
        Field::Lower => Column::Lower95,
        Field::Upper => Column::Upper95,
        Field::Count => Column::Count,
        Field::Denominator => Column::Denominator,
        Field::Note => Column::Note,
        Field::Unit
        | Field::Factor
        | Field::Polarity
        | Field::ValueType
        | Field::Definition
        | Field::Source => Column::Other,
    }
}

/// Code and name of an area.
pub(super) type CodeAndName = (String, String);

/// What is settled once for a table.
#[derive(Default)]
pub(super) struct Settled {
    /// Groups by their kind: what is spelled alike in two kinds may be two groups.
    categories: BTreeMap<String, Spellings>,
    category_types: Spellings,
    /// Identities by the name that they were made from.
    identities: HashMap<String, String>,
    /// The value of this row was written with a % sign.
    pub(super) percent: bool,
    /// What the names of areas that have no code were found to mean; none where that is not clear.
    pub(super) areas: HashMap<(String, String), Option<CodeAndName>>,
}

/// Words in brackets at the end of a category that say which figure its row holds, with what its indicator is called then.
const FIGURES_OF_CATEGORIES: &[(&str, &str)] = &[
    ("(number)", "number"),
    ("(n)", "number"),
    ("(count)", "number"),
    ("(percent)", "per cent"),
    ("(percentage)", "per cent"),
    ("(%)", "per cent"),
];

impl Layout {
    /// Whether rows end where their last cell stands, so that a short one says nothing.
    pub(super) fn is_ragged_by_nature(&self) -> bool {
        self.mapped
            .as_ref()
            .is_some_and(|mapped| mapped.ends_where_cells_end)
    }

    /// What values and limits are multiplied by.
    pub(super) fn factor(&self) -> f64 {
        self.mapped
            .as_ref()
            .map_or(1.0, |mapped| mapped.plan.factor)
    }
}

impl<'a> RowReader<'a> {
    pub(super) fn is_mapped(&self) -> bool {
        self.layout.kind == Kind::Mapped
    }

    /// Whether a row is among those that are asked for; all are, where nobody has chosen.
    pub(super) fn is_asked_for(&self, reading: &mut Reading, line: Line<'_>) -> bool {
        let Some(mapped) = &self.layout.mapped else {
            return true;
        };
        let stands = |at: usize| line.record.get(at).unwrap_or("");
        let unfit = mapped
            .plan
            .only
            .iter()
            .find(|(at, only)| !only.takes(stands(*at)));
        let Some((_, only)) = unfit else { return true };
        reading.intake.rows -= 1;
        reading.note(
            &format!("Rows were not read, because only those with {only} were asked for."),
            line.number,
        );
        false
    }

    /// Which figure the category of a row says that it holds, where one column of a long table has them under each other.
    pub(super) fn figure_of_category(&self, line: Line<'_>) -> Option<&'static str> {
        if !self.is_mapped() {
            return None;
        }
        let category = self.field(line, Column::Category).trim_end();
        FIGURES_OF_CATEGORIES
            .iter()
            .find(|(end, _)| category.ends_with(end))
            .map(|(_, figure)| *figure)
    }

    /// Whether a row is empty, or words in one cell: a heading between rows, a note below the table.
    pub(super) fn is_no_data(&self, reading: &mut Reading, line: Line<'_>) -> bool {
        if !self.is_mapped() {
            return false;
        }
        let filled = line
            .record
            .iter()
            .filter(|cell| !cell.bytes().all(|byte| byte.is_ascii_whitespace()))
            .take(2)
            .count();
        let is_words = filled == 1 && self.layout.heading.len() > 2;
        if is_words {
            reading.note(
                "Rows with words in one cell alone were taken for headings or notes and not read.",
                line.number,
            );
        }
        if filled == 0 || is_words {
            reading.intake.rows -= 1;
            return true;
        }
        false
    }

    /// The identity of the row's indicator: its number, or one made from its name.
    pub(super) fn indicator<'r>(&mut self, line: Line<'r>) -> Cow<'r, str>
    where
        'a: 'r,
    {
        let number = self.field(line, Column::IndicatorId).trim();
        let figure = self.figure_of_category(line);
        if !self.is_mapped() || (!number.is_empty() && figure.is_none()) {
            return Cow::Borrowed(number);
        }
        let name = tidy(self.field(line, Column::IndicatorName));
        let name = if number.is_empty() { &*name } else { number };
        let name = figure.map_or(Cow::Borrowed(name), |figure| {
            Cow::Owned(format!("{name} ({figure})"))
        });
        if let Some(known) = self.settled.identities.get(&*name) {
            return Cow::Owned(known.clone());
        }
        let made = identity_of(&name);
        self.settled
            .identities
            .insert(name.clone().into_owned(), made.clone());
        Cow::Owned(made)
    }

    pub(super) fn describe_as_stated(&self, indicator: &mut Indicator, line: Line<'_>) {
        if let Some(figure) = self.figure_of_category(line) {
            indicator.name = format!("{} ({figure})", indicator.name);
            indicator.value_type_known = Known::Derived;
            if figure == "number" {
                indicator.value_type = ValueType::Count;
            } else {
                indicator.value_type = ValueType::Proportion;
                "%".clone_into(&mut indicator.unit.label);
                indicator.unit.multiplier = Some(100.0);
            }
        }
        if let Some(mapped) = &self.layout.mapped {
            if indicator.name.is_empty() {
                indicator.name.clone_from(&indicator.id);
            }
            describe(&mapped.constants, indicator);
        }
    }

    /// The code that the area has today, where the person wants that and it is the same place.
    pub(super) fn code_of_today<'r>(&self, reading: &mut Reading, code: &'r str) -> &'r str {
        let Some(ended) = Some(code).filter(|_| self.is_mapped()).and_then(ended) else {
            return code;
        };
        if reading.choices.areas_as_today && ended.is_same_place {
            return ended.now;
        }
        *reading.ended.entry(code.to_owned()).or_default() += 1;
        code
    }

    pub(super) fn kind_by_code(&self, code: &str) -> Option<&'static str> {
        kind_of_area(code).filter(|_| self.is_mapped())
    }

    pub(super) fn as_financial_year<'r>(&self, written: &'r str) -> Cow<'r, str> {
        let financial = self
            .layout
            .mapped
            .as_ref()
            .is_some_and(|mapped| mapped.plan.financial_years);
        if !financial {
            return Cow::Borrowed(written);
        }
        if is_year_pair(written) {
            return Cow::Owned(written.replace(['-', '\u{2013}'], "/").replace(' ', ""));
        }
        Cow::Borrowed(written)
    }

    pub(super) fn sex<'r>(&self, line: Line<'r>) -> Cow<'r, str>
    where
        'a: 'r,
    {
        let text = tidy(self.field(line, Column::Sex));
        if self.is_mapped() {
            if let Some(known) = sex_of(&text) {
                return Cow::Borrowed(known);
            }
            if stands_for_all(&text) {
                return Cow::Borrowed("Persons");
            }
        }
        text
    }

    /// Kind of category and category, both empty for everyone.
    pub(super) fn category<'r>(
        &mut self,
        reading: &mut Reading,
        line: Line<'r>,
    ) -> (Cow<'r, str>, Cow<'r, str>)
    where
        'a: 'r,
    {
        let kind = unquoted(tidy(self.field(line, Column::CategoryType)));
        let category = unquoted(tidy(self.field(line, Column::Category)));
        if !self.is_mapped() {
            return (kind, category);
        }
        let nobody = (Cow::Borrowed(""), Cow::Borrowed(""));
        if is_nothing(&category) && (is_nothing(&kind) || stands_for_all(&kind)) {
            return nobody;
        }
        if stands_for_all(&category) {
            reading.note(
                "Rows for a total were read as rows for everybody.",
                line.number,
            );
            return nobody;
        }
        if is_nothing(&category) {
            return nobody;
        }
        let category = self.whole_category(&category, line);
        let kind = if is_nothing(&kind) {
            "Category".to_owned()
        } else {
            self.settled.category_types.settle(&kind).to_owned()
        };
        let of_kind = match self.settled.categories.get_mut(&kind) {
            Some(spellings) => spellings,
            None => self.settled.categories.entry(kind.clone()).or_default(),
        };
        let category = of_kind.settle(&category).to_owned();
        (Cow::Owned(kind), Cow::Owned(category))
    }

    /// A category without the words for its figure, and with the category within it where there is one: `White: Irish`.
    fn whole_category(&self, category: &str, line: Line<'_>) -> String {
        let mut whole = category;
        for (end, _) in FIGURES_OF_CATEGORIES {
            whole = whole.strip_suffix(end).unwrap_or(whole).trim_end();
        }
        let within = unquoted(tidy(self.field(line, Column::Subcategory)));
        if is_nothing(&within) || stands_for_all(&within) {
            return whole.to_owned();
        }
        format!("{whole}: {within}")
    }

    /// Looks at a sound row for what the whole table tells: whether values are per cent, and how large they get.
    pub(super) fn watch(&mut self, reading: &mut Reading, row: &Row<'_>) {
        if !self.is_mapped() {
            return;
        }
        if std::mem::take(&mut self.settled.percent)
            && let Some(indicator) = reading.intake.catalogue.indicators.get_mut(row.indicator)
            && indicator.unit.label.is_empty()
        {
            "%".clone_into(&mut indicator.unit.label);
            indicator.unit.multiplier = Some(100.0);
        }
        let Some(value) = row.value else { return };
        match reading.largest.get_mut(row.indicator) {
            Some(largest) => *largest = largest.max(value.abs()),
            None => {
                reading
                    .largest
                    .insert(row.indicator.to_owned(), value.abs());
            }
        }
    }

    /// Says which spellings were taken for one group.
    pub(super) fn tell_spellings(&self, reading: &mut Reading) {
        let kinds = std::iter::once(&self.settled.category_types);
        for spellings in kinds.chain(self.settled.categories.values()) {
            for several in spellings.several() {
                let Some((first, others)) = several.split_first() else {
                    continue;
                };
                let others: Vec<String> = others.iter().map(|text| format!("“{text}”")).collect();
                reading.remark(format!(
                    "Spelled in more than one way and read as one group, “{first}”: {}.",
                    others.join(", ")
                ));
            }
        }
    }
}

fn is_nothing(text: &str) -> bool {
    text.is_empty()
        || matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "na" | "n/a" | "-"
        )
}

fn stands_for_all(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "all" | "total" | "overall" | "everyone" | "all people" | "all groups"
    )
}

/// An identity from a name: its words, and where they are many a few of them with what tells them from others.
fn identity_of(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let whole = words.join("-");
    if whole.len() <= LONGEST_IDENTITY {
        return whole;
    }
    let tail = FileHash::of(whole.as_bytes()).to_string();
    let tail = tail.get(..8).unwrap_or_default();
    let mut short = String::new();
    for word in &words {
        if short.len() + word.len() + tail.len() + 2 > LONGEST_IDENTITY {
            break;
        }
        short.push_str(word);
        short.push('-');
    }
    short.push_str(tail);
    short
}

/// Says which codes of areas have ended, and what can be done.
pub(super) fn tell_ended_codes(reading: &mut Reading) {
    let (mut same, mut merged) = (Vec::new(), Vec::new());
    for code in reading.ended.keys() {
        let Some(ended) = ended(code) else { continue };
        let words = format!("{code} is {} ({}, {})", ended.now, ended.name, ended.year);
        if ended.is_same_place {
            same.push(words);
        } else {
            merged.push(words);
        }
    }
    let list = |codes: &[String]| {
        let shown = codes.iter().take(MOST_CODES).cloned().collect::<Vec<_>>();
        let more = codes.len().saturating_sub(MOST_CODES);
        if more == 0 {
            shown.join("; ")
        } else {
            format!("{}; and {more} more", shown.join("; "))
        }
    };
    if !same.is_empty() {
        reading.remark(format!(
            "Areas have another code today and are the same places: {}. Choose “areas as today” to read them so.",
            list(&same)
        ));
    }
    if !merged.is_empty() {
        reading.remark(format!(
            "Areas have since become part of others, and their figures were kept under the old codes: {}.",
            list(&merged)
        ));
    }
}

/// Says where figures look like shares although they are said to be per cent.
pub(super) fn tell_shares(reading: &mut Reading) {
    let suspicious: Vec<String> = reading
        .largest
        .iter()
        .filter(|(_, largest)| **largest > 0.0 && **largest <= 1.0)
        .filter_map(|(id, _)| {
            let indicator = reading.intake.catalogue.indicators.get(id)?;
            (indicator.unit.label == "%").then(|| indicator.name.clone())
        })
        .collect();
    for name in suspicious {
        reading.remark(format!(
            "“{name}” is said to be per cent, and no value is above 1. If these are shares, state “multiply by” 100."
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_are_short_and_their_own() {
        assert_eq!(identity_of("Adults who smoke"), "adults-who-smoke");
        let long = "Proportion of adults in contact with secondary mental health services";
        let one = identity_of(&format!("{long} who live independently"));
        let other = identity_of(&format!("{long} in paid employment"));
        assert!(one.len() <= LONGEST_IDENTITY && one.starts_with("proportion-of-adults"));
        assert_ne!(one, other);
        assert_eq!(identity_of("—"), "");
    }

    #[test]
    fn totals_are_everybody() {
        for text in ["All", "total", "OVERALL"] {
            assert!(stands_for_all(text));
        }
        assert!(!stands_for_all("All other ethnic groups"));
        assert!(is_nothing("NULL") && is_nothing("") && !is_nothing("None"));
    }
}
