//! Evidence (capability C2): indicators, data sets with their versions, evidence items, receipts, and whom we cannot see.
//!
//! Records about data; the figures themselves lie in files that an [`evidence::engine::Engine`] keeps and this
//! capability never reads. A release comes in as a version that nobody uses yet ([`import_data()`]), a second person
//! publishes it ([`publish_version()`]), and from then on [`Figures`] answers from it. Must not know needs, priorities or
//! outcomes: those point here. Start with [`DataVersion`], then [`Figures`].

mod add_evidence_item;
mod blind_spots;
mod boundaries;
#[cfg(test)]
mod boundaries_tests;
mod changed_units;
mod correct_indicator;
pub mod courses_drawing;
mod coverage;
mod data_set;
mod define_locality;
mod deprivation_csv;
mod describe_data_set;
pub mod drawings;
mod evidence_item;
mod evidence_review;
mod figures;
pub mod finding;
pub mod gap_drawings;
mod import_data;
pub mod importance_words;
mod indicator;
mod intervention;
mod keep_stocktake;
#[cfg(test)]
mod locality_tests;
mod made_of;
mod make_rates;
pub mod maps;
mod neighbours;
mod open_data;
mod place_profile;
pub mod policy;
mod preview_release;
mod publish_version;
mod quoted_arithmetic;
mod quoted_figure;
mod quoted_list;
mod receipt;
mod remembered;
pub mod seen;
mod set_coverage;
mod set_theme;
pub mod shown;
mod source_on_receipt;
mod stock_of_services;
mod stocktake;
#[cfg(test)]
mod stocktake_tests;
pub(crate) mod store;
mod sweep_files;
#[cfg(test)]
mod tests;
mod themes;
mod undo_import;
mod used_in;
pub(crate) mod words_of_evidence;

pub use add_evidence_item::{AddEvidenceItem, AddEvidenceItemError, Source, add_evidence_item};
pub use blind_spots::{BlindSpots, Spot, SpotsOfIndicator, blind_spots, spots_of};
pub use boundaries::{
    BoundarySet, LoadBoundaries, LoadBoundariesError, boundaries_for, boundary_sets,
    load_boundaries,
};
pub use changed_units::changed_units;
pub use correct_indicator::{
    CorrectIndicator, CorrectIndicatorError, correct_indicator, withdraw_indicator,
};
pub use coverage::{Coverage, CoverageState, coverage_of};
pub(crate) use data_set::as_records_say;
pub use data_set::{
    DataSet, DataVersion, Release, data_set, data_sets, published_over, published_releases,
    small_areas_over, version, versions_of, waiting_version,
};
pub use define_locality::{
    DefineLocality, DefineLocalityError, MOST_ENTRIES, define_locality, listed_entries,
    look_at_locality,
};
pub use deprivation_csv::deprivation_csv;
pub use describe_data_set::{DescribeDataSet, DescribeDataSetError, describe_data_set};
pub use evidence_item::{
    EvidenceItem, EvidenceType, evidence_item, evidence_items, items_on_receipt,
};
pub use evidence_review::{
    EvidenceLevel, EvidenceReview, GapOfLevel, GatherEvidence, GatherEvidenceError, LevelOfReview,
    MarkReadyError, OpenEvidenceReview, OpenEvidenceReviewError, RecordGapOfLevel,
    RecordGapOfLevelError, evidence_review, evidence_reviews, gather_evidence, mark_evidence_ready,
    open_evidence_review, record_gap_of_level,
};
pub use figures::{Figures, FiguresError};
pub use import_data::{ImportData, ImportDataError, Imported, NewDataSet, import_data, passage_of};
pub use indicator::{Indicator, indicator_by_publisher_id, indicator_by_slug, indicators};
pub use intervention::Intervention;
pub use keep_stocktake::{KeepStocktake, KeepStocktakeError, keep_stocktake};
pub use made_of::{MadeOf, RatesBehind, made_of, rates_behind};
pub use make_rates::{MadeRates, MakeRates, MakeRatesError, make_rates};
pub use neighbours::{
    AgainstError, DEFAULT_YEARS, LoadNeighbours, LoadNeighboursError, MOST_YEARS, NeighbourChoice,
    NeighbourGroup, NeighbourLine, NeighbourList, NeighbourPair, against_named, load_neighbours,
    neighbour_choices, neighbour_groups, read_neighbours,
};
pub use open_data::{
    Freshness, OpenData, TakeAwayError, Withheld, open_data, take_away_data_set,
    take_away_indicator,
};
pub use place_profile::{PlaceProfile, built_area, place_profile};
pub use preview_release::{earlier_release, preview_file, preview_version, release_before};
pub use publish_version::{PublishVersionError, publish_version};
pub use quoted_arithmetic::{ArithmeticError, QuotedArithmetic, quoted_arithmetic};
pub use quoted_figure::QuotedFigure;
pub use quoted_list::{
    AddQuotedFigures, AddQuotedFiguresError, QuotedKnows, QuotedLine, QuotedList,
    add_quoted_figures, read_quoted_list,
};
pub use receipt::{StoredReceipt, forget_result, keep_receipt, receipt};
pub use remembered::{Remembered, fitting, remembered_mappings};
pub use set_coverage::{SetCoverage, SetCoverageError, set_coverage};
pub use set_theme::{SetTheme, SetThemeError, set_theme};
pub use source_on_receipt::{SourceAbout, SourceOnReceiptError, source_on_receipt};
pub use stock_of_services::{Cadence, KnownOf, ServiceInStock, stock_of_services};
pub use stocktake::{KeptStocktake, ServiceGap, gaps_of_service, stocktakes_of};
pub use sweep_files::{SweepFilesError, sweep_files};
pub use themes::{indicators_of_theme, themes_in_use};
pub use undo_import::{UndoImportError, undo_import};
pub use used_in::used_in;

use crate::thread::{Direction, KindSpec, Registry, ShippedRule};
use crate::vocabulary::Kind;

/// A defined measurement.
pub const INDICATOR: Kind = Kind("indicator");
/// What a publisher releases under one licence.
pub const DATA_SET: Kind = Kind("data-set");
/// One release of a data set.
pub const DATA_VERSION: Kind = Kind("data-version");
/// Outlines of areas, for maps.
pub const BOUNDARIES: Kind = Kind("boundaries");
/// A statement with its source.
pub const EVIDENCE_ITEM: Kind = Kind("evidence-item");
/// Evidence gathered before a workshop.
pub const EVIDENCE_REVIEW: Kind = Kind("evidence-review");
/// Places that are like one another.
pub const NEIGHBOUR_GROUP: Kind = Kind("neighbour-group");

/// An indicator that data sets hold and nobody rests anything on.
pub const CATALOGUED: &str = "catalogued";
/// An indicator on which a statement of ours rests.
pub const IN_USE: &str = "in use";
/// An indicator that its publisher has withdrawn, or that must no longer be used.
pub const WITHDRAWN: &str = "withdrawn";

/// The state of a data set or an evidence item that holds.
pub const CURRENT: &str = "current";

/// A review whose evidence is still being gathered.
pub const GATHERING: &str = "gathering";
/// A review whose workshop may begin.
pub const EVIDENCE_READY: &str = "ready";

/// A version that nobody has published yet.
pub const WAITING: &str = "waiting";
/// The version that answers are given from.
pub const PUBLISHED: &str = "published";
/// A version whose place a later one has taken. Its receipts still work.
pub const REPLACED: &str = "replaced";
/// A version that was taken back. Its receipts still work.
pub const UNDONE: &str = "undone";

const RULES: &[ShippedRule] = &[ShippedRule {
    kind: INDICATOR,
    states: &[IN_USE],
    direction: Direction::Part,
    expects: "coverage",
    other_kinds: &[],
    at_least: 9,
    message: "We have not said whom we cannot see",
    mended_by: "the public-health analyst",
}];

/// Registers what the thread must know about this capability.
pub(crate) fn register(registry: &mut Registry) {
    registry
        .kinds(&[
            KindSpec {
                kind: INDICATOR,
                one: "indicator",
                many: "indicators",
                path: Some("evidence"),
                states: &[CATALOGUED, IN_USE, WITHDRAWN],
            },
            KindSpec {
                kind: BOUNDARIES,
                one: "set of boundaries",
                many: "sets of boundaries",
                path: None,
                states: &[CURRENT, REPLACED],
            },
            KindSpec {
                kind: DATA_SET,
                one: "data set",
                many: "data sets",
                path: None,
                states: &[CURRENT],
            },
            KindSpec {
                kind: DATA_VERSION,
                one: "data version",
                many: "data versions",
                path: None,
                states: &[WAITING, PUBLISHED, REPLACED, UNDONE],
            },
            KindSpec {
                kind: EVIDENCE_ITEM,
                one: "evidence item",
                many: "evidence items",
                path: Some("evidence-items"),
                states: &[CURRENT],
            },
            KindSpec {
                kind: EVIDENCE_REVIEW,
                one: "review of evidence",
                many: "reviews of evidence",
                path: None,
                states: &[GATHERING, EVIDENCE_READY],
            },
            KindSpec {
                kind: NEIGHBOUR_GROUP,
                one: "group of neighbours",
                many: "groups of neighbours",
                path: None,
                states: &[CURRENT, REPLACED],
            },
        ])
        .part(coverage::CoveredCharacteristics)
        .rules(RULES);
}
