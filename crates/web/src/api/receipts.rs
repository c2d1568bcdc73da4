//! `/api/v1/receipts/{receipt}`: what stands behind an answer.

use axum::Json;
use axum::extract::State;
use board::indicators::{receipt, versions_of};
use evidence::cell::Origin;
use evidence::receipts::{ReceiptNumber, ReceiptType};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::question::Named;
use super::{Found, Problem};
use crate::app::App;

/// What makes an answer checkable.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub(super) struct ShownReceipt {
    /// Its number.
    #[schema(example = "R-7K3M-Q2XD")]
    receipt: String,
    /// Whether the answer was computed from data, quoted from a document or counted over records.
    #[serde(rename = "type")]
    #[schema(schema_with = type_words)]
    kind: ReceiptType,
    /// The question, as it can be asked again.
    #[schema(value_type = Object)]
    question: Value,
    /// The data files that it was asked over.
    data: Vec<DataFile>,
    /// The name and version of the software that answered.
    software: String,
    /// The hash of the answer as canonical JSON.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    result_sha256: String,
    /// Where the figures come from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: Origin,
    /// When it was first given.
    #[schema(format = "date-time")]
    made_at: String,
    /// The command that recomputes it.
    recompute: String,
}

/// A data file that a question was asked over.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DataFile {
    /// The data set and version that it is; null where it is no data file of this site.
    version: Option<String>,
    /// Its hash.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
}

fn type_words() -> utoipa::openapi::schema::Object {
    super::figures::one_of(["computed", "quoted", "counted"])
}

/// Show the receipt of an answer.
#[utoipa::path(get, operation_id = "showReceipt", path = "/api/v1/receipts/{receipt}", tag = "Evidence", params(
    ("receipt" = String, Path, description = "The number of the receipt", min_length = 1, example = "R-7K3M-Q2XD"),
), responses(
    (status = 200, description = "The receipt", body = ShownReceipt),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Named(number): Named<String>,
) -> Found<ShownReceipt> {
    let missing = || {
        Problem::not_found(
            format!("This site has given no receipt {number}"),
            "The answers of /api/v1/compare and /api/v1/gap carry the numbers of theirs.",
        )
    };
    let known: ReceiptNumber = number.to_uppercase().parse().map_err(|_| missing())?;
    let stored = receipt(&app.house, &known).await?.ok_or_else(missing)?;
    let versions = versions_of(&app.house, None).await?;
    let data = stored.receipt.data.iter().map(|file| DataFile {
        version: versions
            .iter()
            .find(|version| version.file == *file)
            .map(|version| version.record.title.clone()),
        sha256: file.to_string(),
    });
    Ok(Json(ShownReceipt {
        data: data.collect(),
        kind: stored.receipt.kind,
        question: serde_json::from_str(&stored.receipt.question).unwrap_or_default(),
        software: stored.receipt.software,
        result_sha256: stored.receipt.result_hash.to_string(),
        origin: stored.receipt.origin,
        made_at: stored.made_at.to_string(),
        recompute: format!("commonweal explain {known}"),
        receipt: known.to_string(),
    }))
}
