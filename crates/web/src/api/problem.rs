//! A refusal as programs read it: problem details in JSON (RFC 9457).

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::RunnerError;
use board::database::DatabaseError;
use board::indicators::{AgainstError, FiguresError, TakeAwayError};
use evidence::analysis::AskError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusal::Refusal;

/// Why there is no answer (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Where kinds of problems are explained.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", example = "/developers#problems")]
    kind: &'static str,
    /// What happened.
    title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    detail: Option<String>,
    /// The number under which it stands in the log of this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reference: Option<String>,
}

impl Problem {
    /// A problem with its sentence, without a full stop.
    pub(crate) fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self {
            kind: "/developers#problems",
            title: title.into(),
            status: status.as_u16(),
            detail: None,
            reference: None,
        }
    }

    /// The same with what to do.
    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|detail| !detail.is_empty());
        self
    }

    /// The same with its number in the log.
    pub(crate) fn with_reference(mut self, reference: &str) -> Self {
        self.reference = Some(reference.to_owned());
        self
    }

    /// Something that is not there.
    pub(super) fn not_found(title: impl Into<String>, detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, title).with_detail(detail)
    }

    /// A question that cannot be read.
    pub(super) fn bad_question(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "The question cannot be read").with_detail(detail)
    }

    fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The data cannot be read just now",
        )
        .with_detail("Try again in a moment.")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        let name: HeaderName = header::CONTENT_TYPE;
        (status, [(name, kind)], body).into_response()
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(cause = ?error, "records could not be read");
        Self::unavailable()
    }
}

impl From<RunnerError> for Problem {
    fn from(error: RunnerError) -> Self {
        tracing::error!(cause = ?error, "records could not be read");
        Self::unavailable()
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found("There is nothing at this address", ""),
            Refusal::Explained(status, words) => {
                Self::new(status, words.what_happened).with_detail(words.what_to_do)
            }
            other => {
                tracing::error!(cause = ?other, "an answer could not be made");
                Self::unavailable()
            }
        }
    }
}

impl From<FiguresError> for Problem {
    fn from(error: FiguresError) -> Self {
        let ask = match error {
            FiguresError::Database(error) => return error.into(),
            FiguresError::Ask(ask) => ask,
        };
        match ask {
            AskError::Engine(_) => {
                tracing::error!(cause = ?ask, "evidence could not be read");
                Self::unavailable()
            }
            AskError::NoSuchIndicator(_) => Self::not_found(
                ask.to_string(),
                "/api/v1/indicators lists the indicators that there are.",
            ),
            AskError::NoSuchArea(_) | AskError::RegionNotKnown(_) => Self::not_found(
                ask.to_string(),
                "The figures of an indicator name the areas that have one.",
            ),
            AskError::NoSuchSeries { .. } => Self::not_found(
                ask.to_string(),
                "The figures of an indicator name the sexes, ages and periods that it has.",
            ),
            other => Self::not_found(other.to_string(), ""),
        }
    }
}

impl From<AgainstError> for Problem {
    fn from(error: AgainstError) -> Self {
        match error {
            AgainstError::Database(error) => error.into(),
            problem => Self::not_found(
                problem.to_string(),
                "A place is compared with england, region, neighbours:NAME, earlier:YEARS or the code of a place.",
            ),
        }
    }
}

impl From<TakeAwayError> for Problem {
    fn from(error: TakeAwayError) -> Self {
        match error {
            TakeAwayError::Database(error) => error.into(),
            TakeAwayError::Withheld { title, reason } => Self::new(
                StatusCode::FORBIDDEN,
                format!("The rows of “{title}” are not given away"),
            )
            .with_detail(format!(
                "{} Its figures are shown by /api/v1/compare.",
                reason.policy.words()
            )),
            TakeAwayError::NoSuchDataSet(_) => Self::not_found(
                error.to_string(),
                "/api/v1/data-sets lists the data sets that there are.",
            ),
            other => Self::not_found(
                other.to_string(),
                "/api/v1/indicators lists the indicators that there are.",
            ),
        }
    }
}
