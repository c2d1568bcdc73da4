//! Why a command did not do what it was asked, and what to do about it.

use std::process::ExitCode;

use board::RunnerError;
use board::database::{DatabaseError, OpenError};

/// A failure on its way out of the program.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    cause: anyhow::Error,
}

impl Failure {
    /// The command was used wrongly: exit code 2.
    pub(crate) fn usage(message: impl std::fmt::Display) -> Self {
        Self {
            code: 2,
            cause: anyhow::anyhow!("{message}"),
        }
    }

    /// What was asked did not come true: exit code 1.
    pub(crate) fn failed(message: impl std::fmt::Display) -> Self {
        Self {
            code: 1,
            cause: anyhow::anyhow!("{message}"),
        }
    }

    /// What was given has a problem that a person must mend: exit code 3.
    pub(crate) fn input(message: impl std::fmt::Display) -> Self {
        Self {
            code: 3,
            cause: anyhow::anyhow!("{message}"),
        }
    }

    /// The same failure, said with what was being done.
    pub(crate) fn while_doing(
        cause: impl Into<anyhow::Error>,
        what: impl std::fmt::Display,
    ) -> Self {
        Self {
            code: 1,
            cause: cause.into().context(what.to_string()),
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }

    /// Whether whoever asked can mend it; otherwise the machine, or somebody else's, failed.
    pub(crate) fn is_of_the_asker(&self) -> bool {
        self.code != 1
    }

    /// The failure with everything that caused it.
    pub(crate) fn in_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for cause in self.cause.chain() {
            let said = cause.to_string();
            if !words.last().is_some_and(|before| before.contains(&said)) {
                words.push(said);
            }
        }
        words.join(": ")
    }

    /// Prints the failure with everything that caused it, and what to do where we know.
    pub(crate) fn print(&self) {
        eprintln!("commonweal: {}", self.in_words());
        if let Some(advice) = self.advice() {
            eprintln!("{advice}");
        }
    }

    fn advice(&self) -> Option<&'static str> {
        let disk_full = self.cause.chain().any(|cause| {
            matches!(cause.downcast_ref(), Some(DatabaseError::DiskFull))
                || matches!(
                    cause.downcast_ref(),
                    Some(RunnerError::Database(DatabaseError::DiskFull))
                )
                || matches!(
                    cause.downcast_ref(),
                    Some(OpenError::Database(DatabaseError::DiskFull))
                )
                || cause
                    .downcast_ref::<std::io::Error>()
                    .is_some_and(|error| error.kind() == std::io::ErrorKind::StorageFull)
        });
        disk_full.then_some(
            "Make room on the disk that holds the data folder and try again; nothing is broken.",
        )
    }
}

/// Turns what a use case refuses into a failure: what can stop any use case is no fault of the input, everything else is
/// for a person to mend.
macro_rules! refused {
    ($result:expr, $error:ident) => {
        $result.map_err(|error| match error {
            $error::Runner(error) => $crate::failure::Failure::from(error),
            problem => $crate::failure::Failure::input(problem),
        })
    };
}

pub(crate) use refused;

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(cause: E) -> Self {
        Self {
            code: 1,
            cause: cause.into(),
        }
    }
}
