//! Why a page cannot be shown or a change was not made, on its way to becoming an accessible page.
//!
//! Handlers answer [`Answer`] and use `?`. Problems with a form are not refusals: they are the form's page again
//! ([`crate::app::App::refused`]).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::RunnerError;
use board::database::DatabaseError;

use crate::error_pages::Explanation;
use crate::templates::TemplateError;

/// What every handler answers.
pub type Answer = Result<Response, Refusal>;

/// A refusal.
#[derive(Debug)]
pub enum Refusal {
    /// There is nothing at this address, or nothing that this visitor may know of.
    NotFound,
    /// The visitor may not.
    Forbidden,
    /// A status with words of its own.
    Explained(StatusCode, Explanation),
    /// A use case was stopped.
    Runner(RunnerError),
    /// A page could not be rendered.
    Template(TemplateError),
}

impl Refusal {
    /// A refusal with words of its own: what happened (a heading, no full stop), what to do (a sentence).
    pub fn explained(
        status: StatusCode,
        what_happened: impl Into<String>,
        what_to_do: impl Into<String>,
    ) -> Self {
        Self::Explained(
            status,
            Explanation {
                what_happened: what_happened.into(),
                what_to_do: what_to_do.into(),
            },
        )
    }
}

impl From<RunnerError> for Refusal {
    fn from(error: RunnerError) -> Self {
        Self::Runner(error)
    }
}

impl From<DatabaseError> for Refusal {
    fn from(error: DatabaseError) -> Self {
        Self::Runner(error.into())
    }
}

impl From<TemplateError> for Refusal {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::Explained(status, words) => words.with_status(status),
            Self::Template(error) => error.into_response(),
            Self::Runner(error) => stopped(error),
        }
    }
}

fn stopped(error: RunnerError) -> Response {
    match error {
        RunnerError::NotFound { .. } => StatusCode::NOT_FOUND.into_response(),
        RunnerError::Forbidden { act, .. } => Explanation {
            what_happened: format!("You may not {act}"),
            what_to_do: "Your roles do not allow it here. Ask the board officer if you should be able to."
                .to_owned(),
        }
        .with_status(StatusCode::FORBIDDEN),
        RunnerError::Conflict { current } => Explanation {
            what_happened: format!("Somebody else changed “{}” while you were working", current.title),
            what_to_do: "Nothing of yours was saved over theirs. Go back, look at what is there now and make your \
                         change again."
                .to_owned(),
        }
        .with_status(StatusCode::CONFLICT),
        RunnerError::Database(DatabaseError::DiskFull) => {
            tracing::error!("the disk that holds the database is full");
            Explanation {
                what_happened: "Nothing can be saved now: the disk of this server is full".to_owned(),
                what_to_do: "What you sent was not saved. Keep a copy of it, and tell whoever looks after this site."
                    .to_owned(),
            }
            .with_status(StatusCode::SERVICE_UNAVAILABLE)
        }
        RunnerError::Database(DatabaseError::Busy) => {
            let mut response = Explanation {
                what_happened: "The site is busy with something large".to_owned(),
                what_to_do: "What you sent was not saved. Send it again in a moment.".to_owned(),
            }
            .with_status(StatusCode::SERVICE_UNAVAILABLE);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            response
        }
        fault => {
            tracing::error!(cause = ?fault, "a use case failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
