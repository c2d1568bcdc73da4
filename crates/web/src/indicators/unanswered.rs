//! Why a question has no answer, as a page.

use axum::http::StatusCode;
use board::indicators::FiguresError;
use evidence::analysis::AskError;

use crate::refusal::Refusal;

/// The refusal for a question without an answer: what is missing and where to go on, or a fault of ours.
pub(super) fn refusal(error: FiguresError) -> Refusal {
    let ask = match error {
        FiguresError::Database(error) => return error.into(),
        FiguresError::Ask(ask) => ask,
    };
    let missing = |what: &str, to_do: &str| Refusal::explained(StatusCode::NOT_FOUND, what, to_do);
    match ask {
        AskError::NoData => missing(
            "No data is published yet",
            "An analyst loads a data set under Evidence, and a second person publishes it.",
        ),
        AskError::NoSuchIndicator(_) => missing(
            "No published data holds this indicator",
            "Its data may have been taken back. Look for another one under Evidence.",
        ),
        AskError::NoSuchArea(code) => missing(
            &format!("No published data holds a figure for {code}"),
            "Choose another place.",
        ),
        AskError::NoSuchSeries { wanted, .. } => missing(
            &format!("There are no figures for {wanted}"),
            "Choose another sex, age or period on the indicator's page.",
        ),
        AskError::RegionNotKnown(code) => missing(
            &format!("No published data says in which region {code} lies"),
            "Compare with England instead.",
        ),
        AskError::NoLookup(code) => missing(
            &format!("No loaded lookup says of which small areas {code} is made"),
            "An analyst loads a lookup of small areas to wards and authorities under Evidence.",
        ),
        AskError::NotLoaded(what) => missing(
            &format!("No published data holds {what}"),
            "An analyst loads them under Evidence.",
        ),
        fault => {
            tracing::error!(cause = ?fault, "evidence could not be read");
            Refusal::explained(
                StatusCode::SERVICE_UNAVAILABLE,
                "The data cannot be read just now",
                "Try again in a moment. If it stays so, tell whoever looks after this site.",
            )
        }
    }
}
