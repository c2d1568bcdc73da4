//! From source files to one data file, or to a list of everything that must be mended.
//!
//! Sources that belong together come together: data files, and files that describe indicators or areas. Descriptions are read first.
//! A file is read once, as a stream, in bounded memory; the staged file is written as rows go by and thrown away when a
//! problem turns up.
//!
//! Must not know: what is stored already, who brings the files.

mod descriptions;
mod figures;
mod foreign;
mod layout;
mod mapped;
mod named_areas;
mod opening;
mod parquet;
mod parting;
mod places;
mod repeats;
mod rows;
mod small_areas;
mod table;
mod workbook;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use evidence::disclosure::{Hold, NotSafe, Policy};
use evidence::engine::{EngineError, FileHash, Source};
use evidence::intake::{Choices, Deriving, Intake, MOST_PROBLEMS, Note, Problem, Span};
use evidence::observation::{Period, Row};

use workbooks::Reader;

use crate::files::{DataFolder, RowWriter, rows_of, without_rows};

use descriptions::Descriptions;
use layout::Layout;
use opening::Opened;
use repeats::Repeats;

pub(crate) use opening::open_rows;
pub(crate) use table::{Next, Table};

pub use opening::PlainText;

/// Everything that reading collects.
pub(crate) struct Reading {
    choices: Choices,
    intake: Intake,
    notes: Vec<Note>,
    descriptions: Descriptions,
    deriving: Deriving,
    repeats: Repeats,
    areas: HashSet<String>,
    /// The area of the last row.
    last_area: String,
    /// Codes of areas that have ended, with how many rows have them.
    ended: BTreeMap<String, u64>,
    /// Names of areas without codes that somebody has said the codes of, with the code and the name of each.
    named_as_said: BTreeMap<String, (String, String)>,
    /// Names of areas without codes, with what they may mean.
    named: BTreeMap<String, Vec<(String, String)>>,
    /// The largest value of each indicator of a mapped table.
    largest: BTreeMap<String, f64>,
    periods: Option<(Period, Period)>,
    /// None from the first problem on, unless faulty rows may be left out.
    writer: Option<RowWriter>,
    /// Holds the rows back where nobody has published them yet.
    hold: Option<Hold>,
    written: u64,
}

/// Reads sources and stages a data file when nothing has to be mended.
pub(crate) fn stage(
    folder: &DataFolder,
    workbooks: Option<&Reader>,
    sources: Vec<Source>,
    choices: Choices,
) -> Result<Intake, EngineError> {
    let hold = hold(folder, &choices)?;
    let policy = choices.policy;
    let beside = choices.before.clone();
    let mut reading = Reading {
        choices,
        intake: Intake::default(),
        notes: Vec::new(),
        descriptions: Descriptions::default(),
        deriving: Deriving::default(),
        repeats: Repeats::default(),
        areas: HashSet::new(),
        last_area: String::new(),
        ended: BTreeMap::new(),
        named_as_said: BTreeMap::new(),
        named: BTreeMap::new(),
        largest: BTreeMap::new(),
        periods: None,
        writer: Some(RowWriter::new(folder)?),
        hold,
        written: 0,
    };
    reading.intake.policy = policy;
    reading.intake.beside = beside;
    let mut tables = Vec::new();
    for source in sources {
        reading.open(folder, workbooks, source, &mut tables)?;
    }
    if tables.is_empty() && reading.intake.problems.is_empty() {
        reading.problem(Problem::with_file(
            "the files",
            "descriptions alone",
            "a file with data",
            "Bring the data file together with its descriptions.",
        ));
    }
    for (table, layout) in tables {
        reading.read_data(table, layout)?;
    }
    reading.finish(folder)
}

impl Reading {
    /// Opens a source: reads it if it describes things, puts it by if it holds data.
    fn open(
        &mut self,
        folder: &DataFolder,
        workbooks: Option<&Reader>,
        source: Source,
        tables: &mut Vec<(Table, Layout)>,
    ) -> Result<(), EngineError> {
        let name = source.name.clone();
        let remembered = self.choices.remembered.as_ref();
        let sheet = self.choices.said.sheet.clone();
        let sheet = sheet.or_else(|| remembered.and_then(|mapping| mapping.sheet.clone()));
        match opening::open(source, folder, workbooks, sheet.as_deref())? {
            Err(problem) => self.problem(*problem),
            Ok(Opened::Json(text, hash)) => {
                self.read_whole(&name, hash);
                if let Err(problem) = self.descriptions.read_json(&name, &text) {
                    self.problem(*problem);
                }
            }
            Ok(Opened::Table(mut table)) => {
                if self.choices.windows_1252 {
                    table.is_windows_1252();
                }
                self.take_table(*table, tables)?;
            }
        }
        Ok(())
    }

    /// Reads a table that describes things, puts one by that holds data, or says why it cannot be read.
    fn take_table(
        &mut self,
        mut table: Table,
        tables: &mut Vec<(Table, Layout)>,
    ) -> Result<(), EngineError> {
        match self.recognise(&mut table)? {
            Err(problems) => problems
                .into_iter()
                .for_each(|problem| self.problem(problem)),
            Ok(layout) if layout.kind.is_data() => tables.push((table, layout)),
            Ok(layout) => {
                if let Err(problem) = self.descriptions.read_table(&mut table, &layout)? {
                    self.problem(*problem);
                }
                self.close(table)?;
            }
        }
        Ok(())
    }

    /// Tells what a table holds: by a publisher's layout, or by what its columns are proposed or said to hold.
    fn recognise(
        &mut self,
        table: &mut Table,
    ) -> Result<Result<Layout, Vec<Problem>>, EngineError> {
        if let Some(known) = layout::recognise(table, !self.choices.said.columns.is_empty())? {
            return Ok(known);
        }
        if let Some(known) = small_areas::recognise(table, &self.choices)? {
            return Ok(known.map_err(|problem| vec![*problem]));
        }
        let (proposal, layout) = foreign::recognise(table, &self.choices)?;
        if let Some((_, others, far)) = table.sheet() {
            if !others.is_empty() {
                let words = format!(
                    "The workbook has other sheets with a table, which were not read: {}.",
                    others.join(", ")
                );
                self.remark(words);
            }
            if let Some(far) = far {
                self.remark(far);
            }
        }
        if let Some(proposal) = proposal {
            self.intake.proposal = Some(proposal);
        }
        Ok(layout)
    }

    fn read_data(&mut self, mut table: Table, mut layout: Layout) -> Result<(), EngineError> {
        if self.intake.stopped_early {
            return Ok(());
        }
        layout
            .kind
            .name()
            .clone_into(&mut self.intake.catalogue.layout);
        if !layout.unknown.is_empty() {
            let words = format!(
                "Columns that we do not know were not read: {}.",
                layout.unknown.join(", ")
            );
            self.note(&words, 1);
        }
        let rows = match &mut layout.small_areas {
            Some(small_areas) => small_areas::read(self, &mut table, small_areas)?,
            None => rows::read(self, &mut table, &layout)?,
        };
        if rows == 0 && self.intake.problems.is_empty() {
            self.problem(Problem::with_file(
                table.name(),
                "a heading and no rows",
                "at least one row of data",
                "Check whether the export was complete.",
            ));
        }
        self.close(table)
    }

    /// Reads on to the end of a source, so that its hash covers all of it. Sources that were given up are not read on.
    fn close(&mut self, table: Table) -> Result<(), EngineError> {
        if self.intake.stopped_early {
            return Ok(());
        }
        let name = table.name().to_owned();
        if let Some((rows, first_row)) = table.decoded() {
            self.notes.push(Note {
                words: "Text that is not UTF-8 was read as Windows-1252.".to_owned(),
                rows,
                first_row: Some(first_row),
            });
        }
        if let Some(hash) = table.close()? {
            self.read_whole(&name, hash);
        }
        Ok(())
    }

    fn read_whole(&mut self, name: &str, hash: FileHash) {
        self.intake.sources.push((name.to_owned(), hash));
    }

    /// Takes a problem on the list. From the first on nothing is written.
    pub(crate) fn problem(&mut self, problem: Problem) {
        let one_row = problem.row.is_some();
        if !(self.choices.leave_out_faulty_rows && one_row) {
            self.writer = None;
        }
        if self.intake.problems.len() < MOST_PROBLEMS {
            self.intake.problems.push(problem);
        }
        if self.intake.problems.len() >= MOST_PROBLEMS {
            self.intake.stopped_early = true;
            self.writer = None;
        }
    }

    /// Takes a sound row: looks at it, counts it, writes it.
    pub(crate) fn sound(&mut self, row: &Row<'_>, period: &Period) -> Result<(), EngineError> {
        self.intake.sound_rows += 1;
        self.deriving.see(row);
        // Mostly a place or a period stands in many rows one after the other.
        if self.last_area != row.area_code {
            row.area_code.clone_into(&mut self.last_area);
            if !self.areas.contains(row.area_code) {
                self.areas.insert(row.area_code.to_owned());
            }
        }
        match &mut self.periods {
            None => self.periods = Some((period.clone(), period.clone())),
            Some((first, _)) if period < first => *first = period.clone(),
            Some((_, last)) if period > last => *last = period.clone(),
            Some(_) => {}
        }
        if let Some(writer) = &mut self.writer {
            match &mut self.hold {
                Some(hold) => hold.take(row),
                None => writer.push(row)?,
            }
            self.written += 1;
        }
        Ok(())
    }

    /// Takes a note; the same words gather their rows.
    pub(crate) fn note(&mut self, words: &str, row: u64) {
        if let Some(note) = self.notes.iter_mut().find(|note| note.words == words) {
            note.rows += 1;
            return;
        }
        self.notes.push(Note {
            words: words.to_owned(),
            rows: 1,
            first_row: Some(row),
        });
    }

    /// Takes a note about the file as a whole.
    pub(crate) fn remark(&mut self, words: String) {
        self.notes.push(Note {
            words,
            rows: 0,
            first_row: None,
        });
    }

    /// Says whose printed limits are not those that its counts and denominators give: the publisher's, to look into.
    fn tell_limits_that_differ(&mut self) {
        for (id, indicator) in &self.intake.catalogue.indicators {
            let agreement = indicator.limits_agreement;
            let differ = agreement.of.saturating_sub(agreement.agree);
            if differ > 0 {
                self.notes.push(Note {
                    words: format!(
                        "The printed limits of indicator {id} are not those that its counts and denominators give, and are shown \
                         as printed; in {} rows they agree.",
                        agreement.agree
                    ),
                    rows: differ,
                    first_row: None,
                });
            }
        }
    }

    fn finish(mut self, folder: &DataFolder) -> Result<Intake, EngineError> {
        if self.hold.is_none()
            && let Some(writer) = &mut self.writer
        {
            // The last rows are encoded while what they say of their indicators is worked out.
            writer.no_more_rows()?;
        }
        named_areas::tell(&mut self);
        mapped::tell_ended_codes(&mut self);
        mapped::tell_shares(&mut self);
        self.deriving.finish(&mut self.intake.catalogue);
        self.tell_limits_that_differ();
        let mut superseded = self.repeats.superseded().clone();
        self.intake.sound_rows -= u64::try_from(superseded.len()).unwrap_or(0);
        self.intake.areas = u64::try_from(self.areas.len()).unwrap_or(u64::MAX);
        self.intake.periods = self.periods.map(|(first, last)| Span {
            first: first.label.to_string(),
            last: last.label.to_string(),
        });
        if let Some(hold) = self.hold.take()
            && let Some(writer) = &mut self.writer
        {
            // The rows that are left are written in one go, so that none is left to take out.
            match release(hold, &superseded, &self.intake, writer) {
                Ok(notes) => self.notes.splice(0..0, notes).for_each(drop),
                Err(Kept::NotSafe(not_safe)) => {
                    self.writer = None;
                    self.intake.problems.push(Problem::with_file(
                        "the release",
                        "small counts that are given away",
                        "a release from which no hidden count can be worked out",
                        &format!("{not_safe}."),
                    ));
                }
                Err(Kept::Engine(error)) => return Err(error),
            }
            superseded.clear();
        }
        self.intake.notes = self.notes;
        if let Some(writer) = self.writer.filter(|_| self.written > 0) {
            let mut finished = writer.finish(&self.intake.catalogue)?;
            if !superseded.is_empty() {
                finished = without_rows(folder, &finished, &superseded, &self.intake.catalogue)?;
            }
            self.intake.staged = Some(finished.stage(folder)?);
        }
        Ok(self.intake)
    }
}

/// Why rows were not handed out.
enum Kept {
    NotSafe(NotSafe),
    Engine(EngineError),
}

impl From<NotSafe> for Kept {
    fn from(not_safe: NotSafe) -> Self {
        Self::NotSafe(not_safe)
    }
}

/// What holds rows back under a policy, with what readers have seen already.
fn hold(folder: &DataFolder, choices: &Choices) -> Result<Option<Hold>, EngineError> {
    if choices.policy == Policy::AlreadyPublished {
        return Ok(None);
    }
    let mut hold = Hold::new(choices.policy);
    for &before in &choices.before {
        hold.earlier_release();
        rows_of(folder, before, &mut |row| hold.shown_before(row))?;
    }
    Ok(Some(hold))
}

/// Writes what may be shown, and says what was hidden.
fn release(
    mut hold: Hold,
    superseded: &BTreeSet<u64>,
    intake: &Intake,
    writer: &mut RowWriter,
) -> Result<Vec<Note>, Kept> {
    hold.leave_out(superseded);
    let protection = hold.release(&intake.catalogue.indicators, |row| {
        writer.push(row).map_err(Kept::Engine)
    })?;
    Ok(protection.notes(intake.policy))
}
