//! Measures by the names and columns by which analysts ask for them, one a file.
//!
//! Each says which columns it reads and measures one group of rows; the statistics are in the crate `measures`. A new
//! one is a file here and a line in [`ALL`].

mod control;
mod gap;
mod gradient;
mod impact;
mod mortality;
mod rate;
mod read;
mod recording;
mod spread;
mod subgroups;

use measures::Polarity;

use crate::finding::Finding;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// A measure that can be asked for by name.
#[derive(Debug)]
pub struct NamedMeasure {
    /// Its name on the command line, and in SQL with underlines for dashes.
    pub name: &'static str,
    /// Other names under which people look for it, such as its abbreviation.
    pub aliases: &'static [&'static str],
    /// What it says, in one line.
    pub about: &'static str,
    /// The sets of columns that it can be measured from; in SQL they are its arguments, in this order.
    pub signatures: &'static [&'static [&'static str]],
    /// The file under `crates/measures/src` and the function in it that say what the measure is and where it comes from.
    pub documented_in: (&'static str, &'static str),
    /// A small file that it can measure, with headings.
    pub example: &'static str,
    /// Which way is good in that example.
    pub good_in_example: Polarity,
    /// Measures one group of rows, or says what in them must be mended first. Sound rows for which there is no value
    /// are a [`Finding`] that says why.
    pub measure: fn(&Group<'_>, &Options) -> Result<Finding, Problems>,
}

impl NamedMeasure {
    /// The columns that it reads, in words.
    #[must_use]
    pub fn columns(&self) -> String {
        let sets: Vec<String> = self.signatures.iter().map(|set| set.join(", ")).collect();
        sets.join("; or ")
    }

    /// The choices with which the example is measured.
    #[must_use]
    pub fn example_options(&self) -> Options {
        Options {
            polarity: self.good_in_example,
            ..Options::default()
        }
    }
}

/// Every named measure.
pub const ALL: &[&NamedMeasure] = &[
    &rate::proportion::MEASURE,
    &rate::crude_rate::MEASURE,
    &rate::mean::MEASURE,
    &rate::dsr::MEASURE,
    &rate::repeated_dsr::MEASURE,
    &rate::isr::MEASURE,
    &rate::smr::MEASURE,
    &gradient::sii::MEASURE,
    &gradient::rii::MEASURE,
    &gradient::logistic_sii::MEASURE,
    &gradient::logistic_rii::MEASURE,
    &gradient::simulated_sii::MEASURE,
    &gradient::simulated_rii::MEASURE,
    &gradient::concentration::MEASURE,
    &gradient::relative_concentration::MEASURE,
    &gradient::wagstaff::MEASURE,
    &gradient::erreygers::MEASURE,
    &gradient::quantile::MEASURE,
    &gap::difference::MEASURE,
    &gap::ratio::MEASURE,
    &gap::representation_index::MEASURE,
    &gap::representation_ratio::MEASURE,
    &spread::heterogeneity::MEASURE,
    &spread::between_group_variance::MEASURE,
    &spread::between_group_deviation::MEASURE,
    &spread::coefficient_of_variation::MEASURE,
    &spread::disproportion::MEASURE,
    &spread::index_of_disparity::MEASURE,
    &spread::weighted_index_of_disparity::MEASURE,
    &spread::mean_difference::MEASURE,
    &spread::weighted_mean_difference::MEASURE,
    &spread::mean_difference_from_best::MEASURE,
    &spread::mean_difference_from_best_unweighted::MEASURE,
    &spread::mean_difference_from_reference::MEASURE,
    &spread::weighted_mean_difference_from_reference::MEASURE,
    &spread::mean_log_deviation::MEASURE,
    &spread::theil::MEASURE,
    &impact::attributable_risk::MEASURE,
    &impact::attributable_fraction::MEASURE,
    &impact::excess_events::MEASURE,
    &mortality::life_expectancy::MEASURE,
    &mortality::healthy_life_expectancy::MEASURE,
    &mortality::life_expectancy_gap::MEASURE,
    &mortality::years_of_life_lost::MEASURE,
    &mortality::years_of_life_lost_rate::MEASURE,
    &control::funnel_proportion::MEASURE,
    &control::funnel_ratio::MEASURE,
    &control::funnel_rate::MEASURE,
    &control::overdispersion_ratio::MEASURE,
    &control::overdispersion_proportion::MEASURE,
    &control::xmr::MEASURE,
    &control::p_chart::MEASURE,
    &control::u_chart::MEASURE,
    &control::c_chart::MEASURE,
    &control::trend::MEASURE,
    &control::compare::MEASURE,
    &control::compare_intervals::MEASURE,
    &control::share_beyond_chance::MEASURE,
    &control::count_beyond_chance::MEASURE,
    &control::fifths_of_places::MEASURE,
    &control::target::MEASURE,
    &control::stands_among_many::MEASURE,
    &recording::completeness::MEASURE,
    &recording::possible_share::MEASURE,
    &recording::possible_rate::MEASURE,
];

/// The measure of a name or an alias.
#[must_use]
pub fn named(name: &str) -> Option<&'static NamedMeasure> {
    ALL.iter()
        .copied()
        .find(|measure| measure.name == name || measure.aliases.contains(&name))
}
