//! The table of a workbook, read by a process of its own.

use csv::{ByteRecord, ReaderBuilder};
use evidence::engine::{EngineError, FileHash};
use evidence::intake::Problem;
use workbooks::{Answer, Reader, Refused, Rows};

use super::opening::{Stream, trouble};
use super::table::Next;

/// The rows of a sheet as they come from the process that reads it.
pub(super) struct WorkbookRows {
    pub(super) sheet: String,
    pub(super) others: Vec<String>,
    far: Option<(usize, String)>,
    pub(super) hash: FileHash,
    /// None once the last row was read.
    reader: Option<csv::Reader<Rows>>,
}

/// Reads a workbook, or says why there is no table.
pub(super) fn open(
    name: &str,
    mut stream: Stream,
    reader: &Reader,
    sheet: Option<&str>,
) -> Result<Result<WorkbookRows, Box<Problem>>, EngineError> {
    stream.allow(workbooks::LONGEST_WORKBOOK + 1);
    let answer = match reader.read(&mut stream, sheet) {
        Ok(answer) => answer,
        Err(error) => return trouble(name, None, error).map(Err),
    };
    let unreadable = |source| EngineError::Source {
        name: name.to_owned(),
        source,
    };
    match answer {
        Answer::Refused(refused) => Ok(Err(problem(name, &refused))),
        Answer::Table {
            sheet,
            others,
            far,
            rows,
        } => Ok(Ok(WorkbookRows {
            sheet,
            others,
            far,
            hash: stream.close().map_err(unreadable)?,
            reader: Some(
                ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .from_reader(rows),
            ),
        })),
    }
}

fn problem(name: &str, refused: &Refused) -> Box<Problem> {
    let expected = "a workbook with one table, without macros or a password";
    Box::new(Problem::with_file(
        name,
        &refused.to_string(),
        expected,
        &refused.mend(),
    ))
}

impl WorkbookRows {
    pub(super) fn next(
        &mut self,
        name: &str,
        record: &mut ByteRecord,
    ) -> Result<Next, EngineError> {
        let Some(reader) = &mut self.reader else {
            return Ok(Next::End);
        };
        let interrupted = |error: csv::Error| EngineError::Interrupted(error.to_string());
        let mut numbered = ByteRecord::new();
        if reader
            .read_byte_record(&mut numbered)
            .map_err(interrupted)?
        {
            let number = numbered
                .get(0)
                .and_then(|number| std::str::from_utf8(number).ok()?.parse().ok());
            // A child that was ended in the middle of a row leaves half a row.
            if let Some(number) = number {
                record.clear();
                for cell in numbered.iter().skip(1) {
                    record.push_field(cell);
                }
                return Ok(Next::Row(number));
            }
        }
        let ended = match self.reader.take() {
            Some(reader) => reader.into_inner().end(),
            None => Ok(None),
        };
        match ended {
            Ok(None) => Ok(Next::End),
            Ok(Some(refused)) => Ok(Next::Broken(problem(name, &refused))),
            Err(source) => Err(EngineError::Source {
                name: name.to_owned(),
                source,
            }),
        }
    }

    /// What stood far from the table, in words.
    pub(super) fn far_words(&self) -> Option<String> {
        let (many, first) = self.far.as_ref()?;
        Some(if *many == 1 {
            format!("A cell far from the table, {first}, was not read.")
        } else {
            format!("{many} cells far from the table were not read, the first is {first}.")
        })
    }
}
