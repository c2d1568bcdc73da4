//! `/api/v1/data-sets`: what the figures are from.

use axum::Json;
use axum::extract::State;
use board::indicators::{Freshness, Release, published_releases};
use board::vocabulary::Actor;
use evidence::cell::Origin;
use evidence::open_data::OpenFile;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::question::Named;
use super::{Found, Problem};
use crate::app::App;

/// What a publisher releases under one licence, in the version that answers are given from.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DataSet)]
pub(super) struct ShownDataSet {
    /// Its short name.
    #[schema(example = "smoking-survey")]
    data_set: String,
    /// Its name.
    title: String,
    /// Who publishes it.
    source: Option<String>,
    /// Under which licence.
    licence: Option<String>,
    /// The words that the licence asks for.
    attribution: Option<String>,
    /// How small numbers are kept from pointing at people.
    disclosure: &'static str,
    /// Whether its rows are given away one by one.
    open: bool,
    /// The number of the version.
    #[schema(minimum = 1)]
    version: i64,
    /// The hash of its data file, by which receipts name it.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    sha256: String,
    /// How many rows it has.
    #[schema(minimum = 0)]
    rows: u64,
    /// How many indicators it has.
    #[schema(minimum = 0)]
    indicators: usize,
    /// When it was loaded.
    #[schema(format = "date")]
    as_at: String,
    /// When it was published here.
    #[schema(format = "date")]
    published_on: Option<String>,
    /// When the next release is due.
    #[schema(format = "date")]
    next_due: Option<String>,
    /// How it stands to that day.
    #[schema(schema_with = freshness_words)]
    freshness: &'static str,
    /// Where its figures come from.
    #[schema(schema_with = super::figures::origin_words)]
    origin: Origin,
    /// Where its files lie: the whole of it as CSV, JSON, Parquet and a data package; null where it is not open.
    files: Option<Files>,
}

/// The files of an open data set.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Files {
    /// Comma-separated values.
    #[schema(format = "uri-reference")]
    csv: String,
    /// Their description by CSV on the Web.
    #[schema(format = "uri-reference")]
    csv_metadata: String,
    /// One JSON document.
    #[schema(format = "uri-reference")]
    json: String,
    /// A Parquet file.
    #[schema(format = "uri-reference")]
    parquet: String,
    /// A Data Package of Frictionless Data, as a ZIP archive.
    #[schema(format = "uri-reference")]
    package: String,
}

impl Files {
    /// The files at an address.
    pub(super) fn at(address: &str) -> Self {
        Self {
            csv: format!("{address}/observations.csv"),
            csv_metadata: format!("{address}/observations.csv-metadata.json"),
            json: format!("{address}/observations.json"),
            parquet: format!("{address}/observations.parquet"),
            package: format!("{address}/datapackage.zip"),
        }
    }
}

fn freshness_words() -> utoipa::openapi::schema::Object {
    super::figures::one_of(["not said", "due", "overdue"])
}

/// List the data sets that figures are from.
#[utoipa::path(get, operation_id = "listDataSets", path = "/api/v1/data-sets", tag = "Evidence", responses(
    (status = 200, description = "The published data sets, the newest first", body = Vec<ShownDataSet>),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(State(app): State<App>) -> Found<Vec<ShownDataSet>> {
    Ok(Json(all(&app).await?))
}

/// Describe one data set.
#[utoipa::path(get, operation_id = "showDataSet", path = "/api/v1/data-sets/{data_set}", tag = "Evidence", params(
    ("data_set" = String, Path, description = "The short name of the data set", min_length = 1),
), responses(
    (status = 200, description = "The data set", body = ShownDataSet),
    (status = "default", description = "Why there is no answer", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn show(
    State(app): State<App>,
    Named(name): Named<String>,
) -> Found<ShownDataSet> {
    let found = all(&app)
        .await?
        .into_iter()
        .find(|set| set.data_set == name);
    found.map(Json).ok_or_else(|| {
        Problem::not_found(
            format!("No published data set is called “{name}”"),
            "/api/v1/data-sets lists the data sets that there are.",
        )
    })
}

async fn all(app: &App) -> Result<Vec<ShownDataSet>, Problem> {
    let today = app.clocks.today();
    let releases = published_releases(&app.house).await?;
    let public = Actor::public();
    Ok(releases
        .iter()
        .filter(|release| release.data_set.record.is_visible_to(&public))
        .map(|release| described(release, today))
        .collect())
}

fn described(release: &Release, today: Date) -> ShownDataSet {
    let (set, version) = (&release.data_set, &release.version);
    let asked = release.as_asked();
    let iso = |day: Option<Date>| day.map(|day| day.to_string());
    let open = OpenFile::of(asked).is_ok();
    let address = format!("/data/{}", set.record.slug);
    ShownDataSet {
        data_set: set.record.slug.to_string(),
        title: set.record.title.clone(),
        source: set.source.clone(),
        licence: set.licence.clone(),
        attribution: set.attribution.clone(),
        disclosure: set.policy.words(),
        open,
        version: version.number,
        sha256: version.file.to_string(),
        rows: version.rows,
        indicators: version.indicator_ids.len(),
        as_at: version.as_at.to_string(),
        published_on: iso(version.published_on),
        next_due: iso(set.next_due),
        freshness: Freshness::on(today, set.next_due).word(),
        origin: asked.origin,
        files: open.then(|| Files::at(&address)),
    }
}
