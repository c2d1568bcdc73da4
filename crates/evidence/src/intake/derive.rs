//! Derives from the figures what a source does not say about its indicators: scale, kind of value, polarity, method of limits.
//!
//! Native Fingertips exports give neither unit nor polarity. Both follow from the rows where the publisher prints
//! counts and verdicts. Everything derived is marked [`Known::Derived`], and a person's word goes before it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::analysis::methods;
use crate::catalogue::{Agreement, Catalogue, Indicator, Known, LimitsMethod, Polarity, ValueType};
use crate::observation::{Row, State};

/// Rows of each indicator that are looked at: the first ones, so that the answer does not depend on chance.
const SAMPLE: usize = 2_000;
/// This share of the rows must fit.
const MOST: f64 = 0.95;

/// Collects what is needed while rows go by.
#[derive(Default)]
pub struct Deriving {
    seen: Vec<Seen>,
    /// Where among those each indicator is.
    indicators: HashMap<String, usize>,
    /// The indicator of the last row, and where it is: mostly it is that of the next one too.
    last: Option<(String, usize)>,
}

/// What was seen of one indicator.
#[derive(Default)]
pub struct Seen {
    figures: Vec<Figures>,
    england: HashMap<u64, f64>,
    judged: Vec<(u64, f64, Word)>,
    trend_low_is_good: u64,
    trend_high_is_good: u64,
}

struct Figures {
    value: f64,
    count: f64,
    denominator: f64,
    limits: Option<(f64, f64)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Better,
    Worse,
    LowerOrHigher,
}

impl Deriving {
    /// Looks at one row.
    pub fn see(&mut self, row: &Row<'_>) {
        if row.state != State::Value || !row.category_type.is_empty() {
            return;
        }
        let Some(value) = row.value else { return };
        let Some(seen) = self.of(row.indicator) else {
            return;
        };
        if seen.figures.len() < SAMPLE
            && let (Some(count), Some(denominator)) = (row.count, row.denominator)
            && denominator > 0.0
        {
            seen.figures.push(Figures {
                value,
                count,
                denominator,
                limits: row.limits_95,
            });
        }
        if row.area_code == crate::ENGLAND {
            if seen.england.len() < SAMPLE {
                seen.england.insert(series(row), value);
            }
        } else if seen.judged.len() < SAMPLE
            && let Some(word) = word(row.printed_england)
        {
            seen.judged.push((series(row), value, word));
        }
        let falls = row.printed_trend.starts_with("Decreasing");
        let better = row.printed_trend.ends_with("getting better");
        if better || row.printed_trend.ends_with("getting worse") {
            // Falling and better, or rising and worse: low is good.
            if falls == better {
                seen.trend_low_is_good += 1;
            } else {
                seen.trend_high_is_good += 1;
            }
        }
    }

    /// What was seen of an indicator so far.
    fn of(&mut self, indicator: &str) -> Option<&mut Seen> {
        let at = match &self.last {
            Some((last, at)) if last == indicator => *at,
            _ => {
                let at = self.indicators.get(indicator).copied();
                let at = at.unwrap_or_else(|| {
                    self.seen.push(Seen::default());
                    let at = self.seen.len() - 1;
                    self.indicators.insert(indicator.to_owned(), at);
                    at
                });
                self.last = Some((indicator.to_owned(), at));
                at
            }
        };
        self.seen.get_mut(at)
    }

    /// Fills in what the catalogue's source did not state.
    pub fn finish(&self, catalogue: &mut Catalogue) {
        for (id, indicator) in &mut catalogue.indicators {
            let at = self.indicators.get(id);
            if let Some(seen) = at.and_then(|at| self.seen.get(*at)) {
                seen.scale(indicator);
                seen.polarity(indicator);
                seen.limits_method(indicator);
            }
        }
    }
}

/// What a row and England's row that it is compared with have in common.
fn series(row: &Row<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (row.sex, row.age, row.period).hash(&mut hasher);
    hasher.finish()
}

fn word(printed: &str) -> Option<Word> {
    match printed {
        "Better" => Some(Word::Better),
        "Worse" => Some(Word::Worse),
        "Lower" | "Higher" => Some(Word::LowerOrHigher),
        _ => None,
    }
}

impl Seen {
    fn scale(&self, indicator: &mut Indicator) {
        if indicator.value_type != ValueType::NotStated || self.figures.is_empty() {
            return;
        }
        let scales = [
            (100.0, "%"),
            (1_000.0, "per 1,000"),
            (10_000.0, "per 10,000"),
            (100_000.0, "per 100,000"),
        ];
        for (multiplier, label) in scales {
            let fits = self.share(|f| {
                // Half a unit of the last place where values are printed to one decimal.
                let ours = f.count / f.denominator * multiplier;
                (ours - f.value).abs() <= 0.051_f64.max(f.value.abs() * 1e-3)
            });
            if fits < MOST {
                continue;
            }
            let is_share = multiplier.total_cmp(&100.0).is_eq()
                && self.figures.iter().all(|f| f.count <= f.denominator);
            indicator.value_type = if is_share {
                ValueType::Proportion
            } else {
                ValueType::CrudeRate
            };
            indicator.value_type_known = Known::Derived;
            label.clone_into(&mut indicator.unit.label);
            indicator.unit.multiplier = Some(multiplier);
            return;
        }
    }

    fn polarity(&self, indicator: &mut Indicator) {
        if indicator.polarity != Polarity::NotStated {
            return;
        }
        let mut low = self.trend_low_is_good;
        let mut high = self.trend_high_is_good;
        let mut neither = 0_u64;
        for (series, value, word) in &self.judged {
            let Some(england) = self.england.get(series) else {
                continue;
            };
            match (word, value.total_cmp(england)) {
                (Word::LowerOrHigher, _) => neither += 1,
                (Word::Better, std::cmp::Ordering::Less)
                | (Word::Worse, std::cmp::Ordering::Greater) => low += 1,
                (Word::Better, std::cmp::Ordering::Greater)
                | (Word::Worse, std::cmp::Ordering::Less) => high += 1,
                _ => {}
            }
        }
        // One contrary row, and nothing is concluded.
        indicator.polarity = match (low, high, neither) {
            (1.., 0, 0) => Polarity::LowIsGood,
            (0, 1.., 0) => Polarity::HighIsGood,
            (0, 0, 1..) => Polarity::NoJudgement,
            _ => return,
        };
        indicator.polarity_known = Known::Derived;
    }

    fn limits_method(&self, indicator: &mut Indicator) {
        let candidates: &[LimitsMethod] = match indicator.value_type {
            ValueType::Proportion => &[LimitsMethod::Wilson],
            ValueType::CrudeRate => &[LimitsMethod::ExactThenByar, LimitsMethod::ByarThroughout],
            _ => &[],
        };
        let Some(multiplier) = indicator.unit.multiplier else {
            return;
        };
        for &method in candidates {
            let agreement = self.agreement(method, multiplier);
            // Current practice comes first in the list and wins a tie.
            if indicator.limits_method == LimitsMethod::None
                || agreement.agree > indicator.limits_agreement.agree
            {
                indicator.limits_method = method;
                indicator.limits_agreement = agreement;
            }
        }
    }

    fn agreement(&self, method: LimitsMethod, multiplier: f64) -> Agreement {
        let mut agreement = Agreement::default();
        for figures in &self.figures {
            let Some(printed) = figures.limits else {
                continue;
            };
            let (count, denominator) = (figures.count, figures.denominator);
            let Some(ours) = methods::limits_at_95(method, count, denominator, multiplier) else {
                continue;
            };
            agreement.of += 1;
            agreement.agree += u64::from(methods::agree(printed, ours));
        }
        agreement
    }

    fn share(&self, fits: impl Fn(&Figures) -> bool) -> f64 {
        let all = self.figures.len();
        let fitting = self.figures.iter().filter(|f| fits(f)).count();
        f64::from(u32::try_from(fitting).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(all).unwrap_or(u32::MAX)).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(area: &'a str, count: f64, denominator: f64, printed: &'a str) -> Row<'a> {
        Row {
            indicator: "1",
            area_code: area,
            period: "2020",
            state: State::Value,
            value: Some(count / denominator * 100_000.0),
            count: Some(count),
            denominator: Some(denominator),
            printed_england: printed,
            ..Row::default()
        }
    }

    fn derive(rows: &[Row<'_>]) -> Indicator {
        let mut deriving = Deriving::default();
        for row in rows {
            deriving.see(row);
        }
        let mut catalogue = Catalogue::default();
        catalogue
            .indicators
            .insert("1".to_owned(), Indicator::default());
        deriving.finish(&mut catalogue);
        catalogue.indicators.remove("1").unwrap()
    }

    #[test]
    fn a_rate_is_known_by_its_count_and_denominator() {
        let indicator = derive(&[
            row("E92000001", 50_000.0, 50_000_000.0, "Not compared"),
            row("E09000012", 165.0, 277_769.0, "Better"),
            row("E06000001", 300.0, 90_000.0, "Worse"),
        ]);
        assert_eq!(indicator.value_type, ValueType::CrudeRate);
        assert_eq!(indicator.unit.multiplier, Some(100_000.0));
        assert_eq!(indicator.polarity, Polarity::LowIsGood);
        assert_eq!(indicator.polarity_known, Known::Derived);
    }

    #[test]
    fn one_contrary_verdict_and_nothing_is_concluded() {
        let indicator = derive(&[
            row("E92000001", 50_000.0, 50_000_000.0, "Not compared"),
            row("E09000012", 165.0, 277_769.0, "Better"),
            row("E06000001", 300.0, 90_000.0, "Better"),
        ]);
        assert_eq!(indicator.polarity, Polarity::NotStated);
    }

    #[test]
    fn the_wording_of_a_trend_gives_the_polarity() {
        let mut falling = row("E09000022", 10.0, 1_000.0, "");
        falling.printed_trend = "Decreasing and getting worse";
        assert_eq!(derive(&[falling]).polarity, Polarity::HighIsGood);
    }

    #[test]
    fn what_is_stated_is_left_alone() {
        let mut deriving = Deriving::default();
        deriving.see(&row("E09000012", 165.0, 277_769.0, "Better"));
        let stated = Indicator {
            value_type: ValueType::DirectlyStandardisedRate,
            value_type_known: Known::Stated,
            polarity: Polarity::HighIsGood,
            ..Indicator::default()
        };
        let mut catalogue = Catalogue::default();
        catalogue.indicators.insert("1".to_owned(), stated.clone());
        deriving.finish(&mut catalogue);
        assert_eq!(catalogue.indicators["1"], stated);
    }
}
