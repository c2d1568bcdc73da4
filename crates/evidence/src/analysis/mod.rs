//! Questions as data, and their answers.
//!
//! A [`Question`] is a value: what is asked, over which data files, under which disclosure policy. It is written into the
//! receipt of its [`Answer`], and whoever has the files can ask it again.
//!
//! Must not know: who asks, where answers are shown, how engines read.
//!
//! Every analysis reads rows through `rows::read` or `rows::gather`, which screen them, and through nothing else.

mod against;
mod built;
mod by_age;
mod changes;
mod characteristics;
mod compare;
mod deprivation;
mod funnel;
mod gap;
mod importance;
mod indicator;
mod locality;
pub(crate) mod methods;
mod outliers;
mod process;
mod profile;
mod rate;
mod rates;
mod rows;
mod trend;
mod turns;
mod verdict;

pub use against::{Against, Among, Beside, Moved, Neighbours, NotPooled};
pub use built::BuiltArea;
pub use changes::{Change, Changes, ChangesAsk, CountByPeriod, MOST_LISTED, Move, changes};
pub use characteristics::{Characteristic, Coverage, Sight};
pub use compare::{CompareAsk, Comparison, ComparisonRow, IndicatorName, compare};
pub use deprivation::{
    CORE20, Deprivation, DeprivationAsk, NationalTenth, RankedSmallArea, deprivation,
};
pub use funnel::{Funnel, FunnelGrade, FunnelLimits, FunnelPlace, LeftOut, WhyNoFunnel, funnel};
pub use gap::{Gap, GapAsk, GapGroup, GapMeasure, GapMeasured, GapScale, Slope, gap};
pub use importance::{
    Importance, NoGap, NoSize, Part, PeopleCounted, RULE, Size, WhyNoWay, WidestGap,
};
pub use indicator::{IndicatorAsk, IndicatorView, PlaceRow, SeriesName, SeriesPoint, indicator};
pub use locality::{
    ExaminedLocality, NEAR, Near, OtherLocality, Overlap, WrongEntry, examine_locality,
};
pub use outliers::{NotCompared, Order, Outlier, Outliers, OutliersAsk, Spread, outliers};
pub use process::{
    Assurance, Process, ProcessPoint, Side, SpecialCause, Variation, WhyNoProcess, process,
};
pub use profile::{AgeCount, Contrast, GroupShare, GroupsOf, Profile, ProfileAsk, profile};
pub use rate::{BuiltRate, RateAsk, RateMethod, rate};
pub use rates::{RatesAsk, RatesOfPlace, RatesOfPlaces, rates};
pub(crate) use rows::CellKey;
pub use trend::{Direction, Getting, Trend, WhyNoTrend};
pub use turns::Turn;
pub use verdict::{DataNote, Judgement, Verdict, WhyNot};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::catalogue::Correction;
use crate::cell::{Cell, Origin};
use crate::disclosure::{Policy, Publishable, Screened};
use crate::engine::{Engine, EngineError, FileHash};
use crate::receipts::{Receipt, ReceiptNumber};

/// A data file as a question names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataVersion {
    /// The file.
    pub file: FileHash,
    /// What its data set needs before it may be shown.
    pub policy: Policy,
    /// Where its figures come from. Travels into every cell.
    pub origin: Origin,
}

impl DataVersion {
    /// A file that its owner has published.
    #[must_use]
    pub fn published(file: FileHash) -> Self {
        Self {
            file,
            policy: Policy::AlreadyPublished,
            origin: Origin::Imported,
        }
    }
}

/// What a question is asked over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    /// The data files. Where two hold the same figure, the earlier in the list counts.
    pub data: Vec<DataVersion>,
    /// What people know about indicators beyond what the files say, by the publisher's number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<String, Correction>,
}

impl Over {
    /// Published files, nothing known beyond them.
    pub fn published(files: impl IntoIterator<Item = FileHash>) -> Self {
        Self {
            data: files.into_iter().map(DataVersion::published).collect(),
            corrections: BTreeMap::new(),
        }
    }

    /// These files and others, each once: the earlier in the list counts.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        for version in more.data {
            if !self.data.contains(&version) {
                self.data.push(version);
            }
        }
        for (id, correction) in more.corrections {
            self.corrections.entry(id).or_insert(correction);
        }
        self
    }

    fn origin(&self) -> Origin {
        self.data.iter().fold(Origin::Entered, |origin, version| {
            origin.with(version.origin)
        })
    }
}

/// Everything that can be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// One place on all indicators.
    Compare(CompareAsk),
    /// Where one place stands out.
    Outliers(OutliersAsk),
    /// One indicator in one place and all around it.
    Indicator(IndicatorAsk),
    /// The gap inside one place.
    Gap(GapAsk),
    /// What a new version changes: the first data file is the new one, the second the old one, if there is one.
    Changes(ChangesAsk),
    /// How deprived a place is that is built of small areas.
    Deprivation(DeprivationAsk),
    /// Who lives in a place that is built of small areas, and what is unequal there.
    Profile(ProfileAsk),
    /// A rate made of counts and a population.
    Rate(RateAsk),
}

/// A question that can be stored, hashed and asked again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    #[serde(flatten)]
    pub ask: Ask,
    /// Over what.
    #[serde(flatten)]
    pub over: Over,
}

/// An answer with its receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<T> {
    /// What may be shown.
    pub result: Publishable<T>,
    /// What makes it checkable.
    pub receipt: Receipt,
}

/// A question could not be answered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AskError {
    /// No data file was named.
    #[error("no data is published yet")]
    NoData,
    /// No file holds the indicator.
    #[error("no data file holds indicator {0}")]
    NoSuchIndicator(String),
    /// No file holds a row for the area.
    #[error("no data file holds a figure for area {0}")]
    NoSuchArea(String),
    /// The indicator has no rows for this sex and age, or for this period.
    #[error("indicator {indicator} has no figures for {wanted}")]
    NoSuchSeries {
        /// The indicator.
        indicator: String,
        /// What was asked for.
        wanted: String,
    },
    /// The files do not say in which region the area lies.
    #[error("no data file says in which region {0} lies")]
    RegionNotKnown(String),
    /// A group names no place but the one that is compared with it.
    #[error("the group “{0}” names no other place")]
    NoNeighbours(String),
    /// No lookup puts small areas into the area.
    #[error("no area lookup says of which small areas {0} is made")]
    NoLookup(String),
    /// Figures about small areas that the question needs.
    #[error("no data file holds {0}")]
    NotLoaded(String),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Results that are made of cells, so that their receipt can be written on each.
pub(crate) trait MadeOfCells: Serialize {
    fn each_cell(&mut self, visit: &mut dyn FnMut(&mut Cell));
}

/// Seals a result: its receipt, then the receipt's number on each cell. The hash is taken before, so that it does not depend on itself.
fn seal<T: MadeOfCells>(ask: Ask, over: &Over, proof: &Screened, mut result: T) -> Answer<T> {
    let question = Question {
        ask,
        over: over.clone(),
    };
    let question = to_value(&question);
    let data = over.data.iter().map(|version| version.file).collect();
    let receipt = Receipt::computed(&question, data, &to_value(&result), over.origin());
    let number: &ReceiptNumber = &receipt.number;
    result.each_cell(&mut |cell| cell.receipt = Some(number.clone()));
    Answer {
        result: Publishable::from_screened(proof, result),
        receipt,
    }
}

fn to_value(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("our own types have text keys and serialise")
}

/// Asks again and hashes the answer, for receipts.
pub(crate) async fn answer_hash(
    engine: &dyn Engine,
    question: &Question,
) -> Result<FileHash, AskError> {
    let over = &question.over;
    Ok(match &question.ask {
        Ask::Compare(ask) => compare(engine, ask, over).await?.receipt.result_hash,
        Ask::Outliers(ask) => outliers(engine, ask, over).await?.receipt.result_hash,
        Ask::Indicator(ask) => indicator(engine, ask, over).await?.receipt.result_hash,
        Ask::Gap(ask) => gap(engine, ask, over).await?.receipt.result_hash,
        Ask::Changes(ask) => changes(engine, ask, over).await?.receipt.result_hash,
        Ask::Deprivation(ask) => deprivation(engine, ask, over).await?.receipt.result_hash,
        Ask::Profile(ask) => profile(engine, ask, over).await?.receipt.result_hash,
        Ask::Rate(ask) => rate(engine, ask, over).await?.receipt.result_hash,
    })
}
