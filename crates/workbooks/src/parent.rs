//! The parent: starts the child, hands it the bytes, reads the rows, and says why when there are none.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use crate::Refused;
use crate::child::Head;

/// The longest first line that a child may write.
const LONGEST_HEAD: u64 = 1024 * 1024;

/// How to start the process that reads workbooks.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
    arguments: Vec<OsString>,
}

/// What a workbook came to.
#[derive(Debug)]
pub enum Answer {
    /// Its table.
    Table {
        /// The sheet.
        sheet: String,
        /// Other sheets with tables.
        others: Vec<String>,
        /// How many cells stand far from the table, and which is the first.
        far: Option<(usize, String)>,
        /// The rows.
        rows: Rows,
    },
    /// Why there is none.
    Refused(Refused),
}

/// The rows of a table as comma separated values, each with its number first; read them to the end, then ask [`Rows::end`].
#[derive(Debug)]
pub struct Rows {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.output.read(buffer)
    }
}

impl Rows {
    /// Waits for the child and says whether the rows were all. Rows left over are not read.
    pub fn end(self) -> io::Result<Option<Refused>> {
        let Self { mut child, output } = self;
        drop(output);
        let status = child.wait()?;
        Ok((!status.success()).then(|| ended(status)))
    }
}

impl Reader {
    /// A reader that starts `program` with these arguments, and `--sheet NAME` where a sheet is wanted. The program must
    /// call [`crate::confine`] and [`crate::serve`] and nothing else.
    #[must_use]
    pub fn new(program: PathBuf, arguments: impl IntoIterator<Item = OsString>) -> Self {
        Self {
            program,
            arguments: arguments.into_iter().collect(),
        }
    }

    /// Reads a workbook. The child gets no environment and one workbook, and has nothing to say but its table.
    pub fn read(&self, content: &mut dyn Read, wanted: Option<&str>) -> io::Result<Answer> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        if let Some(sheet) = wanted {
            // One argument, so that no name of a sheet can be taken for an option.
            let mut option = OsString::from("--sheet=");
            option.push(sheet);
            command.arg(option);
        }
        let started = command
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                let what = format!("its reader could not be started, {error}");
                return Ok(Answer::Refused(Refused::Failed { what }));
            }
        };
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("a child without pipes"));
        };
        // The child reads everything before it writes anything, so one may follow the other.
        if let Err(error) = hand_over(content, input) {
            child.kill()?;
            child.wait()?;
            return Err(error);
        }
        let mut output = BufReader::new(output);
        let mut line = String::new();
        (&mut output).take(LONGEST_HEAD).read_line(&mut line)?;
        match serde_json::from_str(&line) {
            Ok(Head::Table {
                sheet, others, far, ..
            }) => Ok(Answer::Table {
                sheet,
                others,
                far,
                rows: Rows { child, output },
            }),
            Ok(Head::Refused(refused)) => {
                drop(output);
                child.wait()?;
                Ok(Answer::Refused(refused))
            }
            Err(_) => {
                drop(output);
                Ok(Answer::Refused(ended(child.wait()?)))
            }
        }
    }
}

/// Writes all bytes to the child. A child that stops listening has its reasons and will say them.
fn hand_over(content: &mut dyn Read, mut input: impl Write) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = content.read(&mut buffer)?;
        let Some(part) = buffer.get(..length).filter(|part| !part.is_empty()) else {
            return Ok(());
        };
        match input.write_all(part) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
}

/// What the end of a child tells.
#[cfg(unix)]
fn ended(status: ExitStatus) -> Refused {
    use std::os::unix::process::ExitStatusExt;
    // Sent by the allocator to its own process, by the kernel for too much stack, time used up, and for good.
    const ABORT: i32 = 6;
    const FAULT: i32 = 11;
    const TIME: i32 = 24;
    const KILL: i32 = 9;
    match status.signal() {
        Some(ABORT | FAULT) => Refused::Memory,
        Some(TIME | KILL) => Refused::Time,
        Some(signal) => Refused::Failed {
            what: format!("its reader was ended by signal {signal}"),
        },
        // A panic in the library that reads workbooks.
        None if status.code() == Some(101) => Refused::Damaged {
            what: "its parts contradict each other".to_owned(),
        },
        None => Refused::Failed {
            what: format!("its reader ended with code {:?}", status.code()),
        },
    }
}

#[cfg(not(unix))]
fn ended(status: ExitStatus) -> Refused {
    Refused::Failed {
        what: format!("its reader ended with {status}"),
    }
}
