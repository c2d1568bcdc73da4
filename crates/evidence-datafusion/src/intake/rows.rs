//! Reads the rows of a data file: texts tidied, figures read, every fault named, sound rows passed on.

use std::borrow::Cow;
use std::rc::Rc;

use csv::{ByteRecord, StringRecord};
use evidence::catalogue::Indicator;
use evidence::engine::EngineError;
use evidence::intake::{MOST_PROBLEMS, MOST_ROWS, Problem, plain_note, tidy};
use evidence::observation::{NotAPeriod, Period, Row, State};

use crate::in_turn::InTurn;

use super::Reading;
use super::descriptions::{DescribedArea, Descriptions};
use super::layout::{Column, Kind, Layout};
use super::mapped::Settled;
use super::places::{FIGURES, Places, places_of_figures};
use super::repeats::Standing;
use super::table::{Next, Table};

/// Reads all rows. Gives how many there were.
pub(super) fn read(
    reading: &mut Reading,
    table: &mut Table,
    layout: &Layout,
) -> Result<u64, EngineError> {
    // Rows borrow from the descriptions while the reading is written to.
    let descriptions = std::mem::take(&mut reading.descriptions);
    let mut reader = RowReader {
        name: table.name().to_owned(),
        layout,
        places: Places::of(layout),
        at: 0,
        shortest: layout.shortest_row(),
        settled: Settled::default(),
        told_encoding: false,
        days: None,
        descriptions: &descriptions,
        described: String::new(),
        labels: InTurn::default(),
        periods: Vec::new(),
        faults: Vec::new(),
    };
    table.figures_stand_in(places_of_figures(&reader.places));
    let mut record = ByteRecord::new();
    let mut rows = 0;
    let read = loop {
        let number = match table.next(&mut record) {
            Ok(Next::Row(number)) => number,
            Ok(Next::End) => break Ok(rows),
            Ok(Next::Broken(problem)) => {
                reading.problem(*problem);
                break Ok(rows);
            }
            Err(error) => break Err(error),
        };
        rows += 1;
        if rows > MOST_ROWS {
            let found = format!("more than {MOST_ROWS} rows");
            let mend = "Split the export, for example by indicator.";
            reading.problem(Problem::with_file(&reader.name, &found, "fewer rows", mend));
            break Ok(rows);
        }
        reading.intake.rows += 1;
        // A row keeps its memory, whether it is text or not.
        record = match StringRecord::from_byte_record(record) {
            Ok(text) => {
                let line = Line {
                    record: &text,
                    figures: table.figures(),
                    number,
                };
                if let Err(error) = reader.take(reading, line) {
                    break Err(error);
                }
                text.into_byte_record()
            }
            Err(error) => {
                let record = error.into_byte_record();
                reader.take_no_text(reading, &record, number);
                record
            }
        };
        if reading.intake.stopped_early {
            break Ok(rows);
        }
    };
    reader.tell_spellings(reading);
    reading.descriptions = descriptions;
    read
}

pub(super) struct RowReader<'a> {
    pub(super) name: String,
    pub(super) layout: &'a Layout,
    places: Vec<Places<'a>>,
    /// Which observation of the row is being read.
    at: usize,
    shortest: usize,
    descriptions: &'a Descriptions,
    /// The indicator that was described last.
    described: String,
    labels: InTurn,
    /// The period that each label stands for.
    periods: Vec<Result<Rc<Period>, NotAPeriod>>,
    pub(super) settled: Settled,
    /// Whether somebody is told already that the text is not UTF-8: once for a file is enough.
    told_encoding: bool,
    /// Whether the periods are single days, from the first one on.
    days: Option<bool>,
    faults: Vec<Problem>,
}

/// One row as text with its number.
#[derive(Clone, Copy)]
pub(super) struct Line<'r> {
    pub(super) record: &'r StringRecord,
    /// Figures that were read ahead, as [`places_of_figures`] orders them.
    pub(super) figures: &'r [f64],
    pub(super) number: u64,
}

impl<'a> RowReader<'a> {
    /// Takes one row: passes it on when it is sound, or puts its faults on the list.
    fn take(&mut self, reading: &mut Reading, line: Line<'_>) -> Result<(), EngineError> {
        if self.is_no_data(reading, line) || !self.is_asked_for(reading, line) {
            return Ok(());
        }
        if self.has_right_length(reading, line) {
            for at in 0..self.places.len() {
                self.at = at;
                self.sound_row(reading, line)?;
            }
        }
        self.hand_over_faults(reading);
        Ok(())
    }

    /// Takes a row that is not text in UTF-8: says so once.
    fn take_no_text(&mut self, reading: &mut Reading, record: &ByteRecord, number: u64) {
        if self.told_encoding {
            reading.intake.faulty_rows += 1;
        } else {
            self.not_utf8(record, number);
            self.hand_over_faults(reading);
        }
    }

    fn hand_over_faults(&mut self, reading: &mut Reading) {
        if self.faults.is_empty() {
            return;
        }
        reading.intake.faulty_rows += 1;
        for problem in self.faults.drain(..) {
            if reading.intake.problems.len() < MOST_PROBLEMS {
                reading.problem(problem);
            }
        }
    }

    pub(super) fn fault(
        &mut self,
        number: u64,
        column: Column,
        found: &str,
        expected: &str,
        mend: &str,
    ) {
        let heading = self
            .places
            .get(self.at)
            .and_then(|places| places.position(column))
            .and_then(|at| self.layout.heading.get(at));
        let spelling = heading.map_or_else(|| self.layout.spelling(column), String::as_str);
        self.faults.push(Problem::at(
            &self.name,
            number,
            Some(spelling),
            found,
            expected,
            mend,
        ));
    }

    fn not_utf8(&mut self, record: &ByteRecord, number: u64) {
        self.told_encoding = true;
        let at = record
            .iter()
            .position(|field| std::str::from_utf8(field).is_err());
        let column = at
            .and_then(|at| self.layout.heading.get(at))
            .map(String::as_str);
        let bytes = at.and_then(|at| record.get(at)).unwrap_or_default();
        // Shown as Windows-1252 would read it, which is what such files mostly are.
        let (found, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
        let mend = "The file looks like Windows-1252, which Excel calls plain CSV. If the text reads right here, choose “Windows-1252”; or save the file as “CSV UTF-8 (Comma delimited)”.";
        let problem = Problem::at(&self.name, number, column, &found, "text in UTF-8", mend);
        self.faults.push(problem);
    }

    fn has_right_length(&mut self, reading: &mut Reading, line: Line<'_>) -> bool {
        let (fields, columns) = (line.record.len(), self.layout.columns.len());
        if fields == columns {
            return true;
        }
        let rest_is_empty = || line.record.iter().skip(columns).all(str::is_empty);
        if fields > columns && rest_is_empty() {
            return true;
        }
        if fields < columns && fields >= self.shortest {
            if self.layout.is_ragged_by_nature() {
                return true;
            }
            reading.note(
                "Rows are shorter than the heading; the columns left over at the end were read as empty.",
                line.number,
            );
            return true;
        }
        self.faults.push(Problem::at(
            &self.name,
            line.number,
            None,
            &format!("{fields} fields"),
            &format!("{columns} fields, as in the heading"),
            "Look for a comma or a quotation mark inside a text that is not in quotation marks.",
        ));
        false
    }

    /// A figure that was read ahead; none where it must be read.
    pub(super) fn figure_ahead(&self, line: Line<'_>, column: Column) -> Option<f64> {
        let of_column = FIGURES.iter().position(|figure| *figure == column)?;
        let ahead = line.figures.get(self.at * FIGURES.len() + of_column);
        ahead.copied().filter(|figure| figure.is_finite())
    }

    pub(super) fn field<'r>(&self, line: Line<'r>, column: Column) -> &'r str
    where
        'a: 'r,
    {
        let Some(places) = self.places.get(self.at) else {
            return "";
        };
        if let Some(stated) = places.text(column) {
            return stated;
        }
        places
            .position(column)
            .and_then(|at| line.record.get(at))
            .unwrap_or("")
    }

    fn sound_row(&mut self, reading: &mut Reading, line: Line<'_>) -> Result<(), EngineError> {
        let indicator = self.indicator(line);
        let indicator = &*indicator;
        if indicator.is_empty() || indicator.len() > 40 {
            let mend = "Give each row the number of its indicator.";
            self.fault(
                line.number,
                Column::IndicatorId,
                indicator,
                "the indicator's number",
                mend,
            );
            return Ok(());
        }
        if self.is_left_out(reading, indicator, line.number) {
            return Ok(());
        }
        self.describe(reading, indicator, line);
        let Some((area_code, official)) = self.code_of_area(reading, line) else {
            return Ok(());
        };
        let area_code = self.code_of_today(reading, &area_code);
        let period = self.period(indicator, line);
        let note = self.note_text(line);
        let figures = self.figures(reading, &note, line);
        let area_name = match official {
            Some(name) => Cow::Owned(name),
            None => self.area_name(area_code, line),
        };
        let area_type = self.area_type(area_code, line);
        let (parent_code, parent_name) = self.parent(area_code, line);
        let (sex, age) = (self.sex(line), tidy(self.field(line, Column::Age)));
        let (category_type, category) = self.category(reading, line);
        let text = |column| tidy(self.field(line, column));
        let (england, parent, trend) = (
            text(Column::England),
            text(Column::Parent),
            text(Column::Trend),
        );
        let (Some(period), Ok(figures)) = (period, figures) else {
            return Ok(());
        };
        if !self.faults.is_empty() {
            return Ok(());
        }
        let row = Row {
            indicator,
            area_code,
            area_name: &area_name,
            area_type: &area_type,
            parent_code: &parent_code,
            parent_name: &parent_name,
            period: &period.label,
            period_start: period.start,
            period_months: period.months,
            sex: &sex,
            age: &age,
            category_type: &category_type,
            category: &category,
            state: figures.state,
            value: figures.value,
            limits_95: figures.limits_95,
            limits_998: figures.limits_998,
            count: figures.count,
            denominator: figures.denominator,
            note: &note,
            printed_england: &england,
            printed_parent: &parent,
            printed_trend: &trend,
        };
        self.watch(reading, &row);
        self.pass_on(reading, &row, &period, line.number)
    }

    fn pass_on(
        &mut self,
        reading: &mut Reading,
        row: &Row<'_>,
        period: &Period,
        number: u64,
    ) -> Result<(), EngineError> {
        let words = match reading.repeats.look(row, number, reading.written) {
            Standing::First => None,
            Standing::Same => Some("Rows repeat an earlier row and were read once."),
            Standing::Rounded => {
                Some("Rows repeat an earlier row with fewer or more decimals; the earlier counts.")
            }
            Standing::EmptyAgain => {
                Some("Rows are empty where an earlier row has the figure; the figure counts.")
            }
            Standing::Fills => {
                Some("Rows hold the figure where an earlier row is empty; the figure counts.")
            }
            Standing::Contradicts(earlier, figure) if self.layout.kind != Kind::FingertipsNext => {
                let found = row
                    .value
                    .map_or_else(String::new, |value| value.to_string());
                let expected = format!(
                    "{figure}, the figure of row {earlier}, which is for the same place, time and people"
                );
                let mend = "Find out which of the two rows is right and take the other away.";
                self.fault(number, Column::Value, &found, &expected, mend);
                return Ok(());
            }
            // Nobody can mend a machine's extract, so neither figure is shown and the cell says why.
            Standing::Contradicts(_, figure) => {
                reading.note(TWO_FIGURES, number);
                return withheld(reading, row, period, figure);
            }
            Standing::Withheld => {
                reading.note(TWO_FIGURES, number);
                return Ok(());
            }
        };
        if let Some(words) = words {
            reading.note(words, number);
            if !words.starts_with("Rows hold") {
                return Ok(());
            }
        }
        if let (Some(value), Some((lower, upper))) = (row.value, row.limits_95)
            && (value < lower || value > upper)
        {
            let words = format!(
                "Values of indicator {} lie outside their own limits, as printed.",
                row.indicator
            );
            reading.note(&words, number);
        }
        reading.sound(row, period)
    }

    /// FingertipsNext gives years only, so what is published more often cannot be told apart.
    fn is_left_out(&self, reading: &mut Reading, indicator: &str, number: u64) -> bool {
        if self.layout.kind != Kind::FingertipsNext {
            return false;
        }
        let Some(described) = self.descriptions.indicator(indicator) else {
            return false;
        };
        if matches!(described.frequency.trim(), "" | "annually") {
            return false;
        }
        let words = format!(
            "Indicator {indicator} is published {}, and this layout gives only the year: its rows were left out.",
            described.frequency.trim()
        );
        reading.note(&words, number);
        true
    }

    /// Puts the indicator into the catalogue when it is met first. Mostly it is that of the row before.
    fn describe(&mut self, reading: &mut Reading, id: &str, line: Line<'_>) {
        if self.described == id {
            return;
        }
        id.clone_into(&mut self.described);
        if reading.intake.catalogue.indicators.contains_key(id) {
            return;
        }
        let described = self.descriptions.indicator(id).cloned();
        if described.is_none() && self.layout.kind == Kind::FingertipsNext {
            let words =
                format!("Nothing describes indicator {id}: it has no name, unit or polarity.");
            reading.note(&words, line.number);
        }
        let mut indicator =
            described.map_or_else(Indicator::default, |described| described.indicator);
        id.clone_into(&mut indicator.id);
        if indicator.name.is_empty() {
            indicator.name = tidy(self.field(line, Column::IndicatorName)).into_owned();
        }
        self.describe_as_stated(&mut indicator, line);
        reading
            .intake
            .catalogue
            .indicators
            .insert(id.to_owned(), indicator);
    }

    pub(super) fn area_code<'r>(&mut self, line: Line<'r>) -> &'r str
    where
        'a: 'r,
    {
        let code = self.field(line, Column::AreaCode).trim();
        let is_plain =
            (3..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        // A name is no code, and anybody's table may have one there.
        let is_name = self.is_mapped() && !code.bytes().any(|b| b.is_ascii_digit());
        let is_code = is_plain && !is_name;
        if !is_code {
            let expected = "a code such as E09000012";
            let mend = "Copy the code from the source. Excel turns some codes into dates or powers of ten.";
            self.fault(line.number, Column::AreaCode, code, expected, mend);
        }
        code
    }

    fn area_name<'s>(&self, code: &'s str, line: Line<'s>) -> Cow<'s, str>
    where
        'a: 's,
    {
        let name = tidy(self.field(line, Column::AreaName));
        if !name.is_empty() {
            return name;
        }
        let described: Option<&'a DescribedArea> = self.descriptions.area(code);
        Cow::Borrowed(described.map_or(code, |area| area.name.as_str()))
    }

    fn area_type<'s>(&self, code: &str, line: Line<'s>) -> Cow<'s, str>
    where
        'a: 's,
    {
        let kind = tidy(self.field(line, Column::AreaType));
        if !kind.is_empty() {
            return kind;
        }
        if let Some(known) = self.kind_by_code(code) {
            return Cow::Borrowed(known);
        }
        let described: Option<&'a DescribedArea> = self.descriptions.area(code);
        Cow::Borrowed(described.map_or("", |area| area.kind.as_str()))
    }

    fn parent<'s>(&self, code: &str, line: Line<'s>) -> (Cow<'s, str>, Cow<'s, str>)
    where
        'a: 's,
    {
        let parent = tidy(self.field(line, Column::ParentCode));
        if parent.is_empty() && self.descriptions.has_areas() {
            let descriptions: &'a Descriptions = self.descriptions;
            let (code, name) = descriptions.region(code).unwrap_or(("", ""));
            return (Cow::Borrowed(code), Cow::Borrowed(name));
        }
        (parent, tidy(self.field(line, Column::ParentName)))
    }

    fn note_text<'r>(&self, line: Line<'r>) -> Cow<'r, str>
    where
        'a: 'r,
    {
        let note = self.field(line, Column::Note);
        if note.contains(['<', '&', '*']) {
            return Cow::Owned(plain_note(note));
        }
        tidy(note)
    }

    fn period(&mut self, indicator: &str, line: Line<'_>) -> Option<Rc<Period>> {
        let is_next = self.layout.kind == Kind::FingertipsNext;
        let column = if is_next {
            Column::Year
        } else {
            Column::Period
        };
        let written = self.field(line, column).trim();
        let split = is_next
            && self
                .descriptions
                .indicator(indicator)
                .is_some_and(|d| d.split_years);
        let label = match written.parse::<u32>() {
            Ok(year) if split => Cow::Owned(format!("{year}/{:02}", (year + 1) % 100)),
            _ => self.as_financial_year(written),
        };
        let at = self.labels.number(&label);
        if at >= self.periods.len() {
            self.periods.push(Period::read(&label).map(Rc::new));
        }
        let read = self.periods.get(at).cloned().unwrap_or(Err(NotAPeriod));
        let mend = "Write the period as the rows around it do.";
        let Ok(read) = read else {
            self.fault(line.number, column, written, Period::EXPECTED, mend);
            return None;
        };
        // Excel makes days of years and months: one among others is hardly meant.
        if *self.days.get_or_insert(read.is_day()) != read.is_day() {
            let expected = if read.is_day() {
                "a period, as in the rows before; Excel makes days of some"
            } else {
                "a day, as in the rows before"
            };
            self.fault(line.number, column, written, expected, mend);
            return None;
        }
        Some(read)
    }
}

const TWO_FIGURES: &str =
    "Rows give another figure for a cell than an earlier row; neither is shown.";

/// Puts a cell without a figure in the place of the first of two that differ.
fn withheld(
    reading: &mut Reading,
    row: &Row<'_>,
    period: &Period,
    earlier: f64,
) -> Result<(), EngineError> {
    let later = row.value.unwrap_or(earlier);
    let note = format!("The source gives two figures, {earlier} and {later}.");
    reading.repeats.withhold(row);
    let row = Row {
        state: State::Missing,
        value: None,
        limits_95: None,
        limits_998: None,
        count: None,
        denominator: None,
        note: &note,
        printed_england: "",
        printed_parent: "",
        printed_trend: "",
        ..*row
    };
    reading.sound(&row, period)
}

/// Some texts of FingertipsNext stand in quotation marks of their own.
#[inline]
pub(super) fn unquoted(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.starts_with('"') {
        return text;
    }
    let inside = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match inside {
        Some(inside) => Cow::Owned(inside.to_owned()),
        None => text,
    }
}
