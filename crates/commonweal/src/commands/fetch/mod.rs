//! Fetching data sets from their publisher: joins the interface of Fingertips to `import`.
//!
//! What to ask stands in `asked.rs`, what came of it in `said.rs`.

mod asked;
mod at_the_desk;
mod said;

pub(crate) use at_the_desk::DeskFetcher;

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use board::vocabulary::Origin;
use clap::{Args, Subcommand};
use fingertips::{
    Cache, Choice, Expected, FetchError, Fetched, Fetcher, Interface, Manners, PUBLIC_ADDRESS, Url,
    choices,
};

use self::asked::{Question, Wanted, questions};
use self::said::Report;
use super::import::Release;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::PatientClock;

/// Whose figures they are, as the data set says it.
const SOURCE: &str = "Office for Health Improvement and Disparities, Fingertips";
/// The licence of everything that Fingertips publishes, by its own terms.
const LICENCE: &str = "Open Government Licence v3.0";
/// The words that the licence asks for.
const ATTRIBUTION: &str = "Office for Health Improvement and Disparities, Fingertips public health data. \
    © Crown copyright. Contains public sector information licensed under the Open Government Licence v3.0.";

#[derive(Debug, Args)]
pub(crate) struct Fetch {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, Subcommand)]
enum Source {
    /// Fetch figures of a place and of all places like it from Fingertips, and load them.
    Fingertips(Box<FingertipsOptions>),
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct FingertipsOptions {
    /// The code of a place. Its figures come with those of all places of its kind, of their parents and of England.
    #[arg(long, value_name = "CODE", required_unless_present_any = ["list_profiles", "list_indicators"])]
    area: Option<String>,
    /// The indicators to fetch, by number; each becomes a data set.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = number)]
    indicator: Vec<u32>,
    /// The profile to fetch, by number: all its indicators become one data set.
    #[arg(long, value_name = "ID", conflicts_with = "indicator", value_parser = number)]
    profile: Option<u32>,
    /// The kind of area by its number at Fingertips. By default the newest kind that has the place.
    #[arg(long, value_name = "ID", value_parser = number)]
    area_type: Option<u32>,
    /// List the profiles that there are.
    #[arg(long, conflicts_with_all = ["area", "indicator", "list_indicators"])]
    list_profiles: bool,
    /// List the indicators of the profile.
    #[arg(long, requires = "profile", conflicts_with_all = ["area", "indicator"])]
    list_indicators: bool,
    /// List only those with these words in their name.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Fetch, say what would change and load nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write the files into this folder instead of loading them.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["dry_run", "wait"])]
    save: Option<PathBuf>,
    /// Load as versions that wait until somebody publishes them at the desk.
    #[arg(long)]
    wait: bool,
    /// Ask for what was confirmed within the last hour too.
    #[arg(long)]
    ask_again: bool,
    /// Where the interface is.
    #[arg(long, env = "COMMONWEAL_FINGERTIPS", default_value = PUBLIC_ADDRESS, value_name = "URL")]
    base_address: String,
    /// How the publisher reaches whoever runs this installation; sent with every request.
    #[arg(long, env = "COMMONWEAL_CONTACT", value_name = "WORDS")]
    contact: Option<String>,
    /// Milliseconds between two requests.
    #[arg(long, default_value_t = 1000, value_name = "MILLISECONDS")]
    pause: u64,
    /// How often one address is asked before giving up.
    #[arg(long, default_value_t = 5, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=20))]
    tries: u32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A number at Fingertips.
fn number(written: &str) -> Result<u32, String> {
    written.parse().map_err(|_| {
        "it is a number; --list-profiles prints those of profiles, --profile ID --list-indicators those of indicators".to_owned()
    })
}

/// Asks, and says on a terminal what is asked.
struct Asker {
    fetcher: Fetcher<'static>,
    interface: Interface,
    shown: bool,
}

impl Asker {
    async fn get(&mut self, url: &Url, expected: Expected) -> Result<Fetched, Failure> {
        if self.shown {
            eprintln!("Asking {url}");
        }
        self.fetcher
            .get(url, expected)
            .await
            .map_err(|error| match error {
                FetchError::Refused { .. }
                | FetchError::NotData { .. }
                | FetchError::Elsewhere { .. }
                | FetchError::TooLarge { .. } => Failure::input(error),
                other => other.into(),
            })
    }
}

/// The answers that make one release: the figures, then what they mean.
struct FetchedRelease {
    answers: Vec<(String, Fetched)>,
    data_set: Option<String>,
    /// Why the figures come without their definitions, where they do.
    without: Option<String>,
}

impl Asker {
    /// Fetches the figures, and what they mean. Figures without their definitions are better than none.
    async fn release(&mut self, question: Question) -> Result<FetchedRelease, Failure> {
        let figures = self.get(&question.figures.url, Expected::Table).await?;
        let mut answers = vec![(question.figures.called, figures)];
        let mut without = None;
        match self.get(&question.definitions.url, Expected::Table).await {
            Ok(definitions) => answers.push((question.definitions.called, definitions)),
            Err(failure) => without = Some(failure.in_words()),
        }
        Ok(FetchedRelease {
            answers,
            data_set: question.data_set,
            without,
        })
    }
}

pub(crate) async fn run(place: &Place, options: Fetch) -> Result<(), Failure> {
    let Source::Fingertips(options) = options.source;
    let mut asker = asker(
        &place.data,
        &Service {
            base_address: &options.base_address,
            contact: options.contact.as_deref(),
            pause: Duration::from_millis(options.pause),
            tries: options.tries,
            ask_again: options.ask_again,
        },
    )?;
    if options.list_profiles {
        let listed = asker
            .get(&asker.interface.profiles(), Expected::Json)
            .await?;
        return said::choices(
            chosen(&listed, options.search.as_deref())?,
            "profile",
            options.json,
        );
    }
    if let (true, Some(profile)) = (options.list_indicators, options.profile) {
        let listed = asker
            .get(&asker.interface.indicators_of(profile), Expected::Json)
            .await?;
        return said::choices(
            chosen(&listed, options.search.as_deref())?,
            "indicator",
            options.json,
        );
    }
    if options.indicator.is_empty() && options.profile.is_none() {
        return Err(Failure::usage(
            "say what to fetch with --indicator ID or --profile ID; --list-profiles and --list-indicators print the numbers",
        ));
    }
    let code = options.area.clone().unwrap_or_default();
    let wanted = Wanted {
        indicators: &options.indicator,
        profile: options.profile,
        area_type: options.area_type,
    };
    let (area, questions) = questions(&mut asker, &code, &wanted).await?;
    let mut report = Report::new(area, options.dry_run);
    let mut releases = Vec::new();
    for question in questions {
        releases.push(asker.release(question).await?);
    }
    if let Some(folder) = &options.save {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::while_doing(error, format!("cannot make {}", folder.display()))
        })?;
        for release in releases {
            for (called, found) in &release.answers {
                let file = folder.join(called);
                fs::copy(&found.file, &file).map_err(|error| {
                    Failure::while_doing(error, format!("cannot write {}", file.display()))
                })?;
                report.saved(called, found, &file);
            }
            report.without(&release);
        }
        return report.say(options.json);
    }
    let house = installation::open(place).await?;
    let result = load(place, &house, releases, &options, &mut report).await;
    house.database().clone().close().await;
    result?;
    report.say(options.json)
}

async fn load(
    place: &Place,
    house: &board::House,
    releases: Vec<FetchedRelease>,
    options: &FingertipsOptions,
    report: &mut Report,
) -> Result<(), Failure> {
    let engine = installation::engine(place)?;
    for fetched in releases {
        let release = Release {
            files: fetched
                .answers
                .iter()
                .map(|(called, found)| (found.file.clone(), called.clone()))
                .collect(),
            data_set: fetched.data_set.clone(),
            source: SOURCE.to_owned(),
            licence: Some(LICENCE.to_owned()),
            attribution: Some(ATTRIBUTION.to_owned()),
            origin: Origin::Imported,
            made_of: Vec::new(),
        };
        let taken = release
            .take_in(house, engine.as_ref(), options.dry_run, options.wait)
            .await?;
        report.taken(&fetched, taken);
    }
    Ok(())
}

/// Where the interface is, and how it is asked.
#[derive(Debug)]
struct Service<'a> {
    base_address: &'a str,
    contact: Option<&'a str>,
    pause: Duration,
    tries: u32,
    ask_again: bool,
}

fn asker(data: &Path, service: &Service<'_>) -> Result<Asker, Failure> {
    let interface = Interface::at(service.base_address).map_err(Failure::usage)?;
    let folder = data.join("fetched").join("fingertips");
    let cache = Cache::open(folder.clone()).map_err(|error| {
        if error.kind() == std::io::ErrorKind::WouldBlock {
            Failure::failed("figures are being fetched into this data folder already; wait until that has ended")
        } else {
            Failure::while_doing(error, format!("cannot use the folder of fetched files {}", folder.display()))
        }
    })?;
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = match service.contact {
        // A header is one line of plain characters.
        Some(contact) if contact.chars().all(|c| c.is_ascii_graphic() || c == ' ') => {
            format!("Commonweal/{version} (contact: {contact})")
        }
        Some(_) => {
            return Err(Failure::usage(
                "--contact is sent in a header, which takes letters without accents, digits and signs, such as an email address",
            ));
        }
        None => format!("Commonweal/{version}"),
    };
    let mut manners = Manners::of(user_agent);
    manners.pause = service.pause;
    manners.tries = service.tries;
    if service.ask_again {
        manners.fresh_for = Duration::ZERO;
    }
    Ok(Asker {
        fetcher: Fetcher::new(cache, manners, &PatientClock)?,
        interface,
        shown: std::io::stderr().is_terminal(),
    })
}

/// What a list offers, with the words that were looked for.
fn chosen(listed: &Fetched, search: Option<&str>) -> Result<Vec<Choice>, Failure> {
    let mut all = choices(&listed.file).map_err(Failure::failed)?;
    if let Some(words) = search {
        let words = words.to_lowercase();
        all.retain(|one| one.name.to_lowercase().contains(&words));
    }
    Ok(all)
}
