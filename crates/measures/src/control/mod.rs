//! Judging a value: against another, against many others, and against its own past.
//!
//! What it must not know: which place is whose parent, or what a colour means. The caller says what
//! is compared with what and which way is good. Start with [`compare`], then [`trend()`].

mod beyond_chance;
mod c_chart;
mod comparison;
mod control_chart;
mod count_funnel;
mod fifths_of_places;
mod funnel_label;
mod grade;
mod overdispersion;
mod p_chart;
mod proportion_funnel;
mod special_cause;
mod stands_among_many;
mod target;
mod trend;
mod u_chart;
mod xmr_chart;

pub use beyond_chance::{count_beyond_chance, share_beyond_chance};
pub use c_chart::c_chart;
pub use comparison::{Verdict, compare, compare_intervals};
pub use control_chart::{Assurance, ChartPoint, ControlChart, Variation};
pub use count_funnel::CountFunnel;
pub use fifths_of_places::fifths_of_places;
pub use funnel_label::FunnelLabel;
pub use grade::{Grade, grade};
pub use overdispersion::{Extremes, FunnelScale, Overdispersion, overdispersion};
pub use p_chart::p_chart;
pub use proportion_funnel::ProportionFunnel;
pub use special_cause::{Rule, Side, SpecialCause};
pub use stands_among_many::stands_among_many;
pub use target::{TargetVerdict, meets_target, meets_target_beyond_chance};
pub use trend::{Course, Direction, Trend, TrendPoint, YearGaps, trend};
pub use u_chart::u_chart;
pub use xmr_chart::{Baseline, Screening, xmr_chart};
