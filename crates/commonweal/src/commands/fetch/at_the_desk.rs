//! Fetching for a page: one indicator or profile, within the time that a page may take.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use web::{FetchingError, FigureFetcher, FiguresFetched, FiguresOf, FiguresWanted};

use super::asked::{Wanted, questions};
use super::{ATTRIBUTION, LICENCE, SOURCE, Service, asker};
use crate::failure::Failure;

/// Longer nobody waits for a page. What came until then is kept.
const LONGEST: Duration = Duration::from_mins(2);

/// Fetches for the desk.
#[derive(Debug, Clone)]
pub(crate) struct DeskFetcher {
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Where the interface is.
    pub(crate) base_address: String,
    /// How the publisher reaches whoever runs this installation.
    pub(crate) contact: Option<String>,
}

#[async_trait]
impl FigureFetcher for DeskFetcher {
    async fn fetch(&self, wanted: &FiguresWanted) -> Result<FiguresFetched, FetchingError> {
        tokio::time::timeout(LONGEST, self.ask(wanted))
            .await
            .map_err(|_| {
                FetchingError::NoAnswer(format!(
                    "Fingertips has not answered everything within {} s",
                    LONGEST.as_secs()
                ))
            })?
            .map_err(|failure| {
                if failure.is_of_the_asker() {
                    FetchingError::Mend(failure.in_words())
                } else {
                    FetchingError::NoAnswer(failure.in_words())
                }
            })
    }
}

impl DeskFetcher {
    async fn ask(&self, wanted: &FiguresWanted) -> Result<FiguresFetched, Failure> {
        let mut asker = asker(
            &self.data,
            &Service {
                base_address: &self.base_address,
                contact: self.contact.as_deref(),
                pause: Duration::from_secs(1),
                tries: 2,
                ask_again: false,
            },
        )?;
        let wish = match wanted.of {
            FiguresOf::Indicator(number) => Wanted {
                indicators: &[number],
                ..Wanted::default()
            },
            FiguresOf::Profile(number) => Wanted {
                profile: Some(number),
                ..Wanted::default()
            },
        };
        let (_, questions) = questions(&mut asker, &wanted.area, &wish).await?;
        let question = questions
            .into_iter()
            .next()
            .ok_or_else(|| Failure::usage("there is nothing to fetch"))?;
        let release = asker.release(question).await?;
        let data_set = match (release.data_set, release.answers.first()) {
            (None, Some((_, figures))) => indicator_named_in(&figures.file)?,
            (name, _) => name.unwrap_or_default(),
        };
        let mut files = Vec::new();
        for (called, found) in release.answers {
            files.push((called, File::open(&found.file)?));
        }
        Ok(FiguresFetched {
            data_set,
            files,
            source: SOURCE,
            licence: LICENCE,
            attribution: ATTRIBUTION,
        })
    }
}

/// The name of the indicator in the first row, by which `import` calls the data set too.
fn indicator_named_in(file: &Path) -> Result<String, Failure> {
    let unreadable = |error: csv::Error| Failure::failed(error);
    let mut table = csv::Reader::from_path(file).map_err(unreadable)?;
    let at = table
        .headers()
        .map_err(unreadable)?
        .iter()
        .position(|heading| heading.trim() == "Indicator Name");
    let first = table.records().next().transpose().map_err(unreadable)?;
    let name = at
        .zip(first)
        .and_then(|(at, row)| row.get(at).map(str::to_owned));
    name.filter(|name| !name.is_empty()).ok_or_else(|| {
        Failure::usage("Fingertips has no figures of this indicator for places of this kind")
    })
}
