//! The child: confines itself, reads a workbook from standard input, writes its table to standard output.
//!
//! The first line of what it writes is a [`Head`] in JSON; rows of comma separated values follow, each with its number first.

use std::io::{self, BufWriter, Read, Write};

use serde::{Deserialize, Serialize};

use crate::{LONGEST_WORKBOOK, Refused, read};

/// What the child says before the rows.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Head {
    /// There is a table.
    Table {
        /// Its sheet.
        sheet: String,
        /// Other sheets with tables.
        others: Vec<String>,
        /// How many rows follow.
        rows: usize,
        /// Cells far from it.
        far: Option<(usize, String)>,
    },
    /// There is none.
    Refused(Refused),
}

/// Takes memory, time and files away from this process, for good. Whatever a workbook asks for beyond them ends it.
#[cfg(unix)]
pub fn confine() -> io::Result<()> {
    use rlimit::Resource;

    use crate::{MOST_MEMORY, MOST_SECONDS};

    for (resource, most) in [
        (Resource::AS, MOST_MEMORY),
        (Resource::CPU, MOST_SECONDS),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        resource.set(most, most)?;
    }
    Ok(())
}

/// Does nothing where the system knows no such limits: then the bounds on size, parts and cells are all there is.
#[cfg(not(unix))]
pub fn confine() -> io::Result<()> {
    Ok(())
}

/// Reads a workbook and writes its table. What is wrong with a workbook is an answer and no error.
pub fn serve(input: impl Read, output: impl Write, wanted: Option<&str>) -> io::Result<()> {
    let mut bytes = Vec::new();
    input.take(LONGEST_WORKBOOK + 1).read_to_end(&mut bytes)?;
    let sheet = if bytes.len() as u64 > LONGEST_WORKBOOK {
        Err(Refused::TooLarge {
            what: format!("more than {} MB", LONGEST_WORKBOOK / (1024 * 1024)),
        })
    } else {
        read(&bytes, wanted)
    };
    let mut output = BufWriter::new(output);
    let head = match &sheet {
        Ok(sheet) => Head::Table {
            sheet: sheet.name.clone(),
            others: sheet.others.clone(),
            rows: sheet.rows.len(),
            far: sheet.far.clone(),
        },
        Err(refused) => Head::Refused(refused.clone()),
    };
    serde_json::to_writer(&mut output, &head)?;
    output.write_all(b"\n")?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(output);
    for (number, cells) in sheet.map(|sheet| sheet.rows).unwrap_or_default() {
        let number = number.to_string();
        let row = std::iter::once(number.as_str()).chain(cells.iter().map(String::as_str));
        writer.write_record(row)?;
    }
    writer.flush()
}
