//! `/data/{set}/{file}` and `/data/indicators/{indicator}/{file}`: open data to take away, whole and described.
//!
//! The files of one data set lie beside one another under the names by which their descriptions call them, so that a
//! program that is given one finds the others. A file is written to a passing file first and sent from there: memory
//! stays small however long it is.

use std::fs::File as SystemFile;
use std::io::{BufWriter, Read, Seek, Write};

use axum::body::Body;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use board::indicators::{
    TakeAwayError, indicator_by_slug, take_away_data_set, take_away_indicator,
};
use board::vocabulary::{Actor, Slug};
use evidence::engine::FileHash;
use evidence::open_data::{
    OpenDataError, Package, csv_on_the_web, data_package, write_csv, write_data_package,
    write_indicators_csv, write_json,
};
use http_body_util::channel::Channel;

use crate::address::Path;
use crate::app::App;
use crate::for_programs::{is_held, tag};
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;

/// What is longer is sent piece by piece instead of being kept with the pages.
const SHORT: u64 = 1024 * 1024;
/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// The files of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum File {
    Observations,
    Metadata,
    Indicators,
    Json,
    Parquet,
    Description,
    Archive,
}

impl File {
    pub(super) const ALL: [Self; 7] = [
        Self::Observations,
        Self::Indicators,
        Self::Metadata,
        Self::Json,
        Self::Parquet,
        Self::Description,
        Self::Archive,
    ];

    /// Its name, by which the descriptions call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Observations => "observations.csv",
            Self::Metadata => "observations.csv-metadata.json",
            Self::Indicators => "indicators.csv",
            Self::Json => "observations.json",
            Self::Parquet => "observations.parquet",
            Self::Description => "datapackage.json",
            Self::Archive => "datapackage.zip",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|file| file.name() == name)
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Observations | Self::Indicators => "text/csv; charset=utf-8; header=present",
            Self::Metadata => "application/csvm+json",
            Self::Json | Self::Description => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Archive => "application/zip",
        }
    }

    /// Under which name a reader saves it; descriptions are read where they are.
    fn saved_as(self, package: &Package) -> Option<String> {
        let ending = match self {
            Self::Observations => ".csv",
            Self::Indicators => "-indicators.csv",
            Self::Json => ".json",
            Self::Parquet => ".parquet",
            Self::Archive => ".zip",
            Self::Metadata | Self::Description => return None,
        };
        Some(format!("{}{ending}", package.name))
    }
}

/// The files that people are offered, of a data set or an indicator at this address.
pub(super) fn links(address: &str) -> Vec<Link> {
    [
        ("CSV", File::Observations),
        ("JSON", File::Json),
        ("Parquet", File::Parquet),
        ("Data package (ZIP)", File::Archive),
        ("Description of the columns", File::Metadata),
    ]
    .into_iter()
    .map(|(words, file)| Link::new(words, format!("{address}/{}", file.name())))
    .collect()
}

pub(super) async fn data_set(
    State(app): State<App>,
    headers: HeaderMap,
    Path((set, file)): Path<(String, String)>,
) -> Answer {
    let file = File::named(&file).ok_or(Refusal::NotFound)?;
    let package = take_away_data_set(&app.house, &set)
        .await
        .map_err(refusal)?;
    hand_over(&app, &headers, &package, file).await
}

pub(super) async fn indicator(
    State(app): State<App>,
    headers: HeaderMap,
    Path((slug, file)): Path<(String, String)>,
) -> Answer {
    let file = File::named(&file).ok_or(Refusal::NotFound)?;
    let slug: Slug = slug.parse().map_err(|_| Refusal::NotFound)?;
    let indicator = indicator_by_slug(&app.house, &slug)
        .await?
        .filter(|indicator| indicator.record.is_visible_to(&Actor::public()))
        .ok_or(Refusal::NotFound)?;
    let package = take_away_indicator(&app.house, &indicator)
        .await
        .map_err(refusal)?;
    hand_over(&app, &headers, &package, file).await
}

fn refusal(error: TakeAwayError) -> Refusal {
    match error {
        TakeAwayError::Database(error) => error.into(),
        TakeAwayError::Withheld { title, reason } => Refusal::explained(
            axum::http::StatusCode::NOT_FOUND,
            format!("The rows of “{title}” are not given away"),
            format!(
                "{} Its figures are shown on the pages of its indicators.",
                reason.policy.words()
            ),
        ),
        _ => Refusal::NotFound,
    }
}

/// Sends a file of a package, unless the reader holds it already.
pub(crate) async fn hand_over(
    app: &App,
    headers: &HeaderMap,
    package: &Package,
    file: File,
) -> Answer {
    // The same versions, described in the same words and written by the same software, are the same file.
    let described = format!(
        "{}{:?}{}{}",
        data_package(package),
        package.wanted,
        file.name(),
        evidence::SOFTWARE
    );
    let tag = tag(&FileHash::of(described.as_bytes()));
    let mut response = if is_held(headers, &tag) {
        axum::http::StatusCode::NOT_MODIFIED.into_response()
    } else {
        // Two at a time: writing a large one takes a processor and room on the disk.
        let _turn = app.taking_away.acquire().await;
        let written = write(app, package, file).await;
        body(written.map_err(|error| unreadable(&error))?).map_err(|error| unreadable(&error))?
    };
    let mut say = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    say(header::CONTENT_TYPE, file.media_type());
    say(header::ETAG, &tag);
    // Anybody may keep it, and asks whether it is still the newest before showing it.
    say(header::CACHE_CONTROL, "public, no-cache");
    if let Some(name) = file.saved_as(package) {
        say(
            header::CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{name}\""),
        );
    }
    if file == File::Observations {
        let described = format!(
            "<{}>; rel=\"describedby\"; type=\"application/csvm+json\"",
            File::Metadata.name()
        );
        say(header::LINK, &described);
    }
    Ok(response)
}

/// Writes a file of a package to a passing file, read from its beginning.
async fn write(app: &App, package: &Package, file: File) -> Result<SystemFile, OpenDataError> {
    let engine = app.evidence.engine();
    let mut made = tempfile::tempfile()?;
    let mut out = BufWriter::new(made.try_clone()?);
    match file {
        File::Observations => {
            write_csv(engine, package, &mut out).await?;
        }
        File::Indicators => write_indicators_csv(package, &mut out)?,
        File::Json => {
            write_json(engine, package, &mut out).await?;
        }
        File::Archive => {
            write_data_package(engine, package, &mut out).await?;
        }
        File::Metadata => writeln!(out, "{:#}", csv_on_the_web(package))?,
        File::Description => writeln!(out, "{:#}", data_package(package))?,
        File::Parquet => {
            let Some(writer) = &app.parquet else {
                return Err(std::io::Error::from(std::io::ErrorKind::Unsupported).into());
            };
            let out = BufWriter::new(made.try_clone()?);
            writer.write_parquet(package, Box::new(out)).await?;
        }
    }
    out.flush()?;
    made.rewind()?;
    Ok(made)
}

/// A short file whole, so that it can be kept with the pages; a long one piece by piece.
fn body(mut file: SystemFile) -> std::io::Result<Response> {
    let bytes = file.metadata()?.len();
    if bytes <= SHORT {
        let mut whole = Vec::new();
        file.read_to_end(&mut whole)?;
        return Ok(whole.into_response());
    }
    let (mut sender, pieces) = Channel::<Bytes, std::io::Error>::new(1);
    tokio::spawn(async move {
        let mut file = tokio::fs::File::from_std(file);
        loop {
            let mut piece = vec![0; PIECE];
            match tokio::io::AsyncReadExt::read(&mut file, &mut piece).await {
                Ok(0) => return,
                Ok(read) => {
                    piece.truncate(read);
                    // A reader that has gone away needs no more.
                    if sender.send_data(piece.into()).await.is_err() {
                        return;
                    }
                }
                Err(error) => return sender.abort(error),
            }
        }
    });
    let mut response = Response::new(Body::new(pieces));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, bytes.into());
    Ok(response)
}

fn unreadable(cause: &dyn std::fmt::Debug) -> Refusal {
    tracing::error!(?cause, "open data could not be written");
    Refusal::explained(
        axum::http::StatusCode::SERVICE_UNAVAILABLE,
        "The data cannot be written just now",
        "Try again in a moment. If it stays so, tell whoever looks after this site.",
    )
}
