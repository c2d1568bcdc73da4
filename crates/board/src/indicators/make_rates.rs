use charts::Unit;
use evidence::analysis::{
    self, AskError, BuiltRate, RateMethod, RatesAsk, RatesOfPlace, RatesOfPlaces,
};
use evidence::catalogue::Polarity;
use evidence::disclosure::Policy;
use evidence::engine::FileHash;
use serde_json::json;

use super::{DataSet, Figures, FiguresError, Release, published_over, published_releases};
use crate::runner::House;
use crate::vocabulary::{Origin, RecordId, Slug};

/// An indicator can have a number of so many letters.
const LONGEST_NUMBER: usize = 40;

/// Which rates are to be made of every place, as an indicator of their own.
#[derive(Debug, Clone)]
pub struct MakeRates {
    /// The indicator of counts, by its number.
    pub counts: String,
    /// The population, by its number.
    pub population: String,
    /// How.
    pub method: RateMethod,
    /// Per so many people.
    pub per: f64,
    /// What the indicator is called; made of the counts and the method where nothing is said.
    pub name: Option<String>,
    /// The board that is to keep them; `None` for the installation.
    pub body_id: Option<RecordId>,
}

/// Rates as a release of a data set that is ready to be loaded, as any other is.
#[derive(Debug, Clone)]
pub struct MadeRates {
    /// The rates.
    pub rates: RatesOfPlaces,
    /// The number of the indicator: those of the counts and the people and a word for the method, so that making it again makes its
    /// next release.
    pub number: String,
    /// The name of the indicator and of its data set.
    pub name: String,
    /// Of which data sets it was made.
    pub source: String,
    /// The versions that it was made of, with their data files: they are sources of the release beside its own files.
    pub made_of: Vec<(String, FileHash)>,
    /// Under which terms those are.
    pub terms: Terms,
    /// Illustrative where either of them is.
    pub origin: Origin,
    /// The files of the release with their names: the figures, then what they mean.
    pub files: [(String, Vec<u8>); 2],
}

/// Under which terms data sets are published, each said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The licences; of a data set without one, that none is stated.
    pub licence: String,
    /// The words that they ask for, where they ask for any.
    pub attribution: Option<String>,
}

impl Terms {
    fn of<'a>(releases: impl Iterator<Item = &'a Release>) -> Self {
        let (mut licences, mut attributions) = (Vec::new(), Vec::new());
        for held in releases {
            let set = &held.data_set;
            licences.push(
                set.licence
                    .clone()
                    .unwrap_or_else(|| format!("“{}”: licence not stated", set.record.title)),
            );
            attributions.extend(set.attribution.clone());
        }
        let once = |words: Vec<String>| {
            let mut all: Vec<String> = Vec::new();
            for words in words {
                if !all.contains(&words) {
                    all.push(words);
                }
            }
            all.join("; ")
        };
        Self {
            licence: once(licences),
            attribution: Some(once(attributions)).filter(|words| !words.is_empty()),
        }
    }

    fn are_those_of(&self, set: &DataSet) -> bool {
        set.licence.as_ref() == Some(&self.licence) && set.attribution == self.attribution
    }
}

/// Why there are no rates. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum MakeRatesError {
    /// Rates beside counts that are hidden or rounded could give them away.
    #[error(
        "“{title}” is under a hiding rule, and rates of all places could give away what it hides: make the rate of one place instead"
    )]
    Hidden {
        /// The data set.
        title: String,
    },
    /// Each count would be one person's.
    #[error("counts are no people: choose among which people they happened")]
    SameIndicator,
    /// The numbers of the two are too long for one.
    #[error(
        "“{0}” is too long for the number of an indicator, which has {LONGEST_NUMBER} letters at most: load the counts or the people under a shorter name"
    )]
    LongNumber(String),
    /// Keeping them would put something else out of use.
    #[error("“{0}” is another data set: choose another name")]
    NameTaken(String),
    /// Two data sets of one indicator would be read as one.
    #[error(
        "these rates are held as “{0}” already: give them that name, and they are its next release"
    )]
    HeldAs(String),
    /// A second data set of the same name would hold the same indicator.
    #[error(
        "“{0}” is kept by another board or by the whole installation: make these rates again where it is kept"
    )]
    KeptElsewhere(String),
    /// The data set would state what is no longer so.
    #[error(
        "“{0}” states another licence or attribution than the data sets that it is made of: make them the same, then make the rates again"
    )]
    OtherTerms(String),
    /// There is no rate for any place.
    #[error("no rate can be made. {0}")]
    None(String),
    /// The table could not be put together.
    #[error(transparent)]
    Table(#[from] csv::Error),
    /// The files give no answer.
    #[error(transparent)]
    Figures(#[from] FiguresError),
}

impl From<AskError> for MakeRatesError {
    fn from(error: AskError) -> Self {
        Self::Figures(error.into())
    }
}

/// Makes the rates of every place that both files name, for every period of the counts.
///
/// # Errors
/// When a file is under a hiding rule, or no rate can be made.
pub async fn make_rates(
    house: &House,
    figures: &Figures,
    wanted: &MakeRates,
) -> Result<MadeRates, MakeRatesError> {
    let (counts, population) = (&wanted.counts, &wanted.population);
    if counts == population {
        return Err(MakeRatesError::SameIndicator);
    }
    let number = number_of_rates(counts, population, wanted.method);
    if number.len() > LONGEST_NUMBER {
        return Err(MakeRatesError::LongNumber(number));
    }
    let releases = published_releases(house)
        .await
        .map_err(FiguresError::Database)?;
    let of = |id: &String| -> Vec<&Release> {
        let held = releases.iter();
        held.filter(|release| release.version.indicator_ids.contains(id))
            .collect()
    };
    let (counted, people) = (of(&wanted.counts), of(&wanted.population));
    let both = || counted.iter().chain(&people);
    if let Some(hidden) = both().find(|held| held.data_set.policy != Policy::AlreadyPublished) {
        let title = hidden.data_set.record.title.clone();
        return Err(MakeRatesError::Hidden { title });
    }
    let over = published_over(house, Some(&wanted.counts))
        .await
        .map_err(FiguresError::Database)?
        .and(
            published_over(house, Some(&wanted.population))
                .await
                .map_err(FiguresError::Database)?,
        );
    let ask = RatesAsk {
        counts: wanted.counts.clone(),
        population: wanted.population.clone(),
        method: wanted.method,
        per: wanted.per,
    };
    let rates = analysis::rates(figures.engine(), &ask, &over)
        .await?
        .into_inner();
    if rates.places.is_empty() {
        return Err(MakeRatesError::None(left_out(&rates).join(" ")));
    }
    let name = name(wanted, &rates);
    let source = format!(
        "Worked out here from {} and {}",
        titles(&counted),
        titles(&people)
    );
    let origin = both().fold(Origin::Imported, |origin, held| {
        origin.with(held.version.record.origin)
    });
    let terms = Terms::of(both().copied());
    let made_of = both().map(|held| named_with_file(held)).collect();
    for held in &releases {
        must_be_free(held, &name, &number, wanted.body_id, &terms)?;
    }
    let meaning = json!([{
        "indicatorID": &number,
        "indicatorName": &name,
        "indicatorDefinition": definition(wanted, &rates),
        "valueType": kind(wanted.method),
        "unitLabel": per(wanted.per),
        "unitValue": wanted.per,
        "polarity": polarity(rates.counts.polarity),
        "countDefinition": rates.counts.name,
        "countSource": named(&counted),
        "denominatorDefinition": rates.population.name,
        "denominatorSource": named(&people),
        "dataSource": source,
        "caveats": caveats(wanted.method, &rates),
    }]);
    let files = [
        ("rates.csv".to_owned(), table(&rates, &number, &name)?),
        (
            "definition.json".to_owned(),
            meaning.to_string().into_bytes(),
        ),
    ];
    Ok(MadeRates {
        rates,
        number,
        name,
        source,
        made_of,
        terms,
        origin,
        files,
    })
}

/// The number of the indicator that rates become.
pub(super) fn number_of_rates(counts: &str, population: &str, method: RateMethod) -> String {
    format!("{counts}-{population}-{}", word(method))
}

pub(super) fn word(method: RateMethod) -> &'static str {
    match method {
        RateMethod::Crude => "crude",
        RateMethod::DirectlyStandardised => "dsr",
        RateMethod::IndirectlyStandardised => "isr",
    }
}

/// Neither another data set may be replaced by the rates, nor two data sets hold the same indicator.
fn must_be_free(
    held: &Release,
    name: &str,
    number: &String,
    body_id: Option<RecordId>,
    terms: &Terms,
) -> Result<(), MakeRatesError> {
    let set = &held.data_set;
    let title = || set.record.title.clone();
    let is_named_so = set.record.slug == Slug::from_words(name);
    let holds = held.version.indicator_ids.contains(number);
    let is_here = set.record.body_id == body_id;
    match (is_named_so, holds) {
        (true, false) => Err(MakeRatesError::NameTaken(title())),
        (false, true) => Err(MakeRatesError::HeldAs(title())),
        (true, true) if !is_here => Err(MakeRatesError::KeptElsewhere(title())),
        (true, true) if !terms.are_those_of(set) => Err(MakeRatesError::OtherTerms(title())),
        _ => Ok(()),
    }
}

impl MadeRates {
    /// How many rates there are, those that could not be made left out.
    #[must_use]
    pub fn made(&self) -> usize {
        let all = self.rates.places.iter().flat_map(|place| &place.rates);
        all.filter(|rate| rate.value.is_some()).count()
    }

    /// Why places are left out: sentences.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        left_out(&self.rates)
    }
}

/// Every reason with the places that it holds for: sentences.
fn left_out(rates: &RatesOfPlaces) -> Vec<String> {
    let each = rates.without.iter();
    each.map(|(why, places)| {
        let first = places.first().map_or("", |area| &*area.name);
        match places.len() {
            1 => format!("{first} is left out. {why}"),
            many => format!("{many} places are left out, such as {first}. {why}"),
        }
    })
    .collect()
}

fn titles(releases: &[&Release]) -> String {
    let each = releases.iter();
    let each: Vec<String> = each
        .map(|held| format!("“{}”", held.data_set.record.title))
        .collect();
    each.join(", ")
}

/// What the rates are called: as somebody wants, or by the counts and the method.
fn name(wanted: &MakeRates, rates: &RatesOfPlaces) -> String {
    let said = wanted.name.as_deref().map(str::trim);
    said.filter(|name| !name.is_empty()).map_or_else(
        || {
            let kind = kind(wanted.method).to_lowercase();
            format!("{}: {kind}", rates.counts.name)
        },
        str::to_owned,
    )
}

fn named_with_file(held: &Release) -> (String, FileHash) {
    let (title, version) = (&held.data_set.record.title, &held.version);
    let named = format!("version {} of “{title}”", version.number);
    (named, version.file)
}

/// Data sets with their versions and files, so that whoever has those can make the same.
fn named(releases: &[&Release]) -> String {
    let each: Vec<String> = releases
        .iter()
        .map(|held| {
            let (title, version) = (&held.data_set.record.title, &held.version);
            format!(
                "“{title}”, version {} (file {})",
                version.number,
                version.file.short()
            )
        })
        .collect();
    each.join(", ")
}

/// The kind of value, in the publisher's words that descriptions are read by.
fn kind(method: RateMethod) -> &'static str {
    match method {
        RateMethod::Crude => "Crude rate",
        RateMethod::DirectlyStandardised => "Directly standardised rate",
        RateMethod::IndirectlyStandardised => "Indirectly standardised rate",
    }
}

fn per(people: f64) -> String {
    format!("per {}", Unit::counted(0, "").full(people))
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::LowIsGood => "Low is good",
        Polarity::HighIsGood => "High is good",
        Polarity::NoJudgement => "No judgement",
        Polarity::NotStated => "",
    }
}

fn definition(wanted: &MakeRates, rates: &RatesOfPlaces) -> String {
    let how = match wanted.method {
        RateMethod::Crude => "Counts over people.",
        RateMethod::DirectlyStandardised => {
            "Standardised by age to the European Standard Population 2013."
        }
        RateMethod::IndirectlyStandardised => {
            "Events over those that England’s rates by age would bring about, times England’s rate."
        }
    };
    format!(
        "{} among {}, {}. {how}",
        rates.counts.name,
        rates.population.name,
        per(wanted.per)
    )
}

/// What to know about the rates, and of which places there are none.
fn caveats(method: RateMethod, rates: &RatesOfPlaces) -> String {
    let of_method = match method {
        RateMethod::Crude => {
            "Limits are exact below a count of 10, Byar’s from 10 on. Places with older people have more of what comes with age."
        }
        RateMethod::DirectlyStandardised => "Limits after Dobson; no rate below 10 events.",
        RateMethod::IndirectlyStandardised => {
            "Limits are exact below a count of 10, Byar’s from 10 on. England’s own rate is crude. Each place is held against England, \
             strictly not against another place."
        }
    };
    let mut all = vec![of_method.to_owned()];
    all.extend(left_out(rates));
    all.join(" ")
}

/// The figures in the layout of an export of Fingertips, which intake knows.
fn table(rates: &RatesOfPlaces, number: &str, name: &str) -> csv::Result<Vec<u8>> {
    const HEADING: [&str; 18] = [
        "Indicator ID",
        "Indicator Name",
        "Parent Code",
        "Parent Name",
        "Area Code",
        "Area Name",
        "Area Type",
        "Sex",
        "Age",
        "Category Type",
        "Category",
        "Time period",
        "Value",
        "Lower CI 95.0 limit",
        "Upper CI 95.0 limit",
        "Count",
        "Denominator",
        "Value note",
    ];
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADING)?;
    for place in &rates.places {
        for rate in &place.rates {
            table.write_record(line(place, rate, number, name))?;
        }
    }
    table
        .into_inner()
        .map_err(|error| error.into_error().into())
}

fn line(place: &RatesOfPlace, rate: &BuiltRate, number: &str, name: &str) -> [String; 18] {
    let figure = |figure: Option<f64>| figure.map_or_else(String::new, |it| it.to_string());
    let parent = place.parent.as_ref();
    // Why there is no rate is all there is to say of one; pages set the full stop.
    let note = rate.refused.clone().unwrap_or_else(|| rate.notes.join(" "));
    let note = note.trim_end_matches('.').to_owned();
    [
        number.to_owned(),
        name.to_owned(),
        parent.map_or_else(String::new, |parent| parent.code.to_string()),
        parent.map_or_else(String::new, |parent| parent.name.to_string()),
        rate.area.code.to_string(),
        rate.area.name.to_string(),
        rate.area.kind.to_string(),
        place.sex.to_string(),
        rate.ages.clone().unwrap_or_else(|| "All ages".to_owned()),
        String::new(),
        String::new(),
        rate.period.label.to_string(),
        figure(rate.value),
        figure(rate.limits_95.map(|limits| limits.0)),
        figure(rate.limits_95.map(|limits| limits.1)),
        figure(rate.count),
        figure(rate.population),
        note,
    ]
}
