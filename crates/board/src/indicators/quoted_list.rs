use evidence::engine::FileHash;
use jiff::civil::Date;

use super::add_evidence_item::{create, facts_of};
use super::{AddEvidenceItem, AddEvidenceItemError, QuotedFigure, Source, evidence_items, policy};
use crate::database::DatabaseError;
use crate::lists::{ListLine, ListProblem, ListRows, ReadList};
use crate::places::areas;
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Origin, RecordId, Slug, capital};

/// A quoted figure of a list, as it would be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedLine {
    /// Its row, counted as a spreadsheet does: the heading is row 1.
    pub row: usize,
    /// What is true, in the words of whoever wrote the list.
    pub statement: String,
    /// The figure.
    pub figure: QuotedFigure,
    /// The document that states it.
    pub document: String,
    /// Where in it.
    pub place: String,
    /// The words as they stand there.
    pub words: String,
    /// The document itself, by the hash of its file.
    pub file: Option<FileHash>,
    /// The place on the map that it is about.
    pub area_id: Option<RecordId>,
    /// When it held; the day on which the list is added where the list gives none.
    pub as_at: Option<Date>,
    /// Whether the board holds this statement already; it is then left alone.
    pub is_known: bool,
}

impl ListLine for QuotedLine {
    fn is_known(&self) -> bool {
        self.is_known
    }
}

/// A list as it was read.
pub type QuotedList = ReadList<QuotedLine>;

/// What a list may name: areas by name or code, and the statements that its board holds.
#[derive(Debug, Clone, Default)]
pub struct QuotedKnows {
    /// Names and codes of areas.
    pub areas: Vec<(String, RecordId)>,
    /// The statements of the board.
    pub statements: Vec<String>,
}

impl QuotedKnows {
    /// What there is for a board.
    pub async fn load(house: &House, board_id: RecordId) -> Result<Self, DatabaseError> {
        let areas = areas(house).await?;
        let named = |area: &crate::places::Area| {
            [Some(area.record.title.clone()), area.code.clone()]
                .into_iter()
                .flatten()
                .map(|name| (name, area.record.id))
                .collect::<Vec<_>>()
        };
        let held = evidence_items(house, Some(board_id)).await?;
        Ok(Self {
            areas: areas.iter().flat_map(named).collect(),
            statements: held.into_iter().map(|item| item.statement).collect(),
        })
    }
}

/// A column that a list may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Statement,
    Value,
    Unit,
    Area,
    Period,
    Comparator,
    WorkedFrom,
    Document,
    Place,
    Words,
    File,
    AsAt,
}

/// The headings that people use, in small letters.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Statement,
        &["statement", "what is true", "finding", "fact"],
    ),
    (Column::Value, &["value", "figure", "number"]),
    (Column::Unit, &["unit", "units"]),
    (Column::Area, &["area", "geography", "area code"]),
    (Column::Period, &["period", "year", "time period"]),
    (
        Column::Comparator,
        &["comparator", "compared with", "benchmark"],
    ),
    (
        Column::WorkedFrom,
        &["worked out from", "worked from", "calculation"],
    ),
    (Column::Document, &["document", "source", "title"]),
    (
        Column::Place,
        &["place", "place in document", "page", "paragraph"],
    ),
    (Column::Words, &["words", "quotation", "quote"]),
    (Column::File, &["file", "file hash", "sha256", "hash"]),
    (Column::AsAt, &["as at", "held on", "date"]),
];

/// Reads a list of quoted figures that was pasted from a spreadsheet or saved as CSV.
#[must_use]
pub fn read_quoted_list(text: &str, knows: &QuotedKnows) -> QuotedList {
    let without = "No column says what is true. Call one of them “Statement”.";
    let read = ListRows::read(text, HEADINGS, Column::Statement, without);
    ReadList::of(&read, |list, number, row| {
        line(list, &read, row, number, knows);
    })
}

fn line(
    list: &mut QuotedList,
    read: &ListRows<Column>,
    row: &csv::StringRecord,
    number: usize,
    knows: &QuotedKnows,
) {
    let mut problems = Vec::new();
    let mut needed = |column: Column, otherwise: &str| -> String {
        let (name, text) = read.field(row, column);
        if text.is_none() {
            problems.push(ListProblem::new(number, name, otherwise));
        }
        text.unwrap_or_default().to_owned()
    };
    let statement = needed(Column::Statement, "Nothing says what is true.");
    let value = needed(
        Column::Value,
        "There is no value. Write it as the document does.",
    );
    let unit = needed(
        Column::Unit,
        "There is no unit. Write %, £ million, people or the like.",
    );
    let period = needed(Column::Period, "Nothing says which time it is about.");
    let document = needed(Column::Document, "Nothing says which document states it.");
    let place = needed(
        Column::Place,
        "Nothing says where in the document: page, paragraph, table.",
    );
    let words = needed(
        Column::Words,
        "Copy the words in which the document states it.",
    );
    let figure = QuotedFigure {
        value,
        unit,
        period,
        comparator: read.field(row, Column::Comparator).1.map(str::to_owned),
        worked_from: read.field(row, Column::WorkedFrom).1.map(str::to_owned),
    };
    let (words_column, _) = read.field(row, Column::Words);
    if problems.is_empty() && !figure.stands_in(&words) {
        let said = format!(
            "The value {} does not stand in these words. Copy them as they are.",
            figure.value
        );
        problems.push(ListProblem::new(number, words_column, said));
    }
    if let (true, Some(Err(problem))) = (problems.is_empty(), figure.worked_out_again()) {
        let (column, _) = read.field(row, Column::WorkedFrom);
        let said = format!("{}.", capital(&problem.to_string()));
        problems.push(ListProblem::new(number, column, said));
    }
    let (area_column, area) = read.field(row, Column::Area);
    let area_id = area.and_then(|area| {
        knows
            .areas
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(area))
            .map(|(_, id)| *id)
    });
    if let (Some(area), None) = (area, area_id) {
        let said = format!("We know no area “{area}”. Write its name or its code.");
        problems.push(ListProblem::new(number, area_column, said));
    }
    let (file_column, file) = read.field(row, Column::File);
    let hash = file.and_then(|file| file.to_lowercase().parse::<FileHash>().ok());
    if file.is_some() && hash.is_none() {
        let said = "This is no SHA-256. It has 64 digits from 0 to f.";
        problems.push(ListProblem::new(number, file_column, said));
    }
    let as_at = read
        .day(number, row, Column::AsAt)
        .unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
    let slug = Slug::from_words(&statement);
    let is_known = knows
        .statements
        .iter()
        .chain(list.lines.iter().map(|line| &line.statement))
        .any(|known| Slug::from_words(known) == slug);
    list.problems.extend(problems);
    list.lines.push(QuotedLine {
        row: number,
        statement,
        figure,
        document,
        place,
        words,
        file: hash,
        area_id,
        as_at,
        is_known,
    });
}

/// A list to add to the evidence of a board.
#[derive(Debug, Clone)]
pub struct AddQuotedFigures {
    /// The board that uses it.
    pub body_id: RecordId,
    /// The list, without a problem.
    pub list: QuotedList,
}

/// Why a list was not added. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum AddQuotedFiguresError {
    /// Something must be mended first.
    #[error("{0} things in this list must be mended first")]
    Problems(usize),
    /// A figure that cannot be added.
    #[error("row {row}: {cause}")]
    Row {
        /// Its row.
        row: usize,
        /// Why.
        cause: AddEvidenceItemError,
    },
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds every new figure of a list in one act: all of them or none. Returns how many.
pub async fn add_quoted_figures(
    house: &House,
    who: &Who,
    input: AddQuotedFigures,
) -> Result<usize, AddQuotedFiguresError> {
    if !input.list.problems.is_empty() {
        return Err(AddQuotedFiguresError::Problems(input.list.problems.len()));
    }
    let mut act = house
        .begin(who, &policy::ADD_EVIDENCE_ITEM, Some(input.body_id))
        .await?;
    let mut added = 0;
    for line in input.list.new_lines() {
        let row = |cause| match cause {
            AddEvidenceItemError::Runner(error) => AddQuotedFiguresError::Runner(error),
            cause => AddQuotedFiguresError::Row {
                row: line.row,
                cause,
            },
        };
        let new = AddEvidenceItem {
            body_id: Some(input.body_id),
            title: title_of(&line.statement),
            slug: None,
            statement: line.statement.clone(),
            source: Source::Quoted {
                document: line.document.clone(),
                place: line.place.clone(),
                words: line.words.clone(),
                figure: Some(line.figure.clone()),
                file: line.file,
            },
            indicator_id: None,
            area_id: line.area_id,
            strength: None,
            supports: Vec::new(),
            as_at: line.as_at.unwrap_or(who.today),
            origin: Origin::Quoted,
        };
        let facts = facts_of(&new).map_err(row)?;
        create(&mut act, new, facts).await.map_err(row)?;
        added += 1;
    }
    act.commit().await?;
    Ok(added)
}

/// The title of a statement that has none of its own: the statement without the stop at its end.
fn title_of(statement: &str) -> String {
    statement.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const HEADING: &str = "Statement,Value,Unit,Area,Period,Document,Place,Words,As at";

    fn read(rows: &str) -> QuotedList {
        let knows = QuotedKnows {
            areas: vec![("London".to_owned(), RecordId(uuid::Uuid::nil()))],
            statements: vec!["One adult in nine smoked.".to_owned()],
        };
        read_quoted_list(&format!("{HEADING}\n{rows}"), &knows)
    }

    #[test]
    fn a_figure_is_read_with_its_place_in_the_document() {
        let list = read(
            "Posts stood empty,13.1,%,london,March 2022,Guide,page 9,a rate of 13.1%,31/3/2022\n",
        );
        assert_eq!(list.problems, []);
        let line = &list.lines[0];
        assert_eq!(
            (
                line.row,
                line.figure.in_words().as_str(),
                line.as_at,
                line.is_known
            ),
            (2, "13.1%", Some(date(2022, 3, 31)), false)
        );
        assert!(line.area_id.is_some());
    }

    #[test]
    fn every_problem_has_its_row_and_column() {
        let list = read(
            "A,13.1,%,Narnia,2022,Guide,page 9,a rate of 13%,soon\nB,,%,,2022,Guide,,words,\n",
        );
        let found: Vec<(usize, Option<&str>)> = list
            .problems
            .iter()
            .map(|problem| (problem.row, problem.column.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                (2, Some("Words")),
                (2, Some("Area")),
                (2, Some("As at")),
                (3, Some("Value")),
                (3, Some("Place")),
            ]
        );
    }

    #[test]
    fn what_a_figure_is_worked_out_from_is_worked_out_again() {
        let heading = "Statement,Value,Unit,Period,Document,Place,Words,Worked out from";
        let rows = "Costs rose,16,%,2021,Guide,page 9,rose by 16%,\"918 to 1,066\"\n\
                    Parts do not add up,5.4,£ billion,2022,Guide,page 9,£5.4bn,3.6 + 1.7\n\
                    Nobody knows,16,%,2021,Guide,page 9,rose by 16%,a survey\n";
        let list = read_quoted_list(&format!("{heading}\n{rows}"), &QuotedKnows::default());
        let notes: Vec<Option<String>> = list.lines.iter().map(|line| line.figure.note()).collect();
        assert_eq!(
            notes,
            [
                Some(
                    "Worked out again: 918 to 1,066 comes to 16.1, as the document says."
                        .to_owned()
                ),
                Some("3.6 + 1.7 comes to 5.30; the document says 5.4.".to_owned()),
                None,
            ]
        );
        let found: Vec<(usize, Option<&str>)> = list
            .problems
            .iter()
            .map(|problem| (problem.row, problem.column.as_deref()))
            .collect();
        assert_eq!(found, [(4, Some("Worked out from"))]);
    }

    #[test]
    fn what_is_held_already_is_left_alone() {
        let row = "one adult in nine smoked,11.1,%,,2020,Guide,page 13,11.1%,\n";
        let list = read(&format!(
            "{row}Other,1,%,,2020,Guide,page 1,1%,\nother,1,%,,2020,Guide,page 1,1%,\n"
        ));
        let new: Vec<usize> = list.new_lines().map(|line| line.row).collect();
        assert_eq!(new, [3]);
        assert!(read("").problems[0].words.contains("no row"));
    }
}
