use jiff::civil::Date;

use super::{OutcomeError, Task};
use crate::vocabulary::{RecordId, words};

words! {
    /// How often a new figure can be expected.
    pub enum Cadence {
        /// Every month.
        Monthly = "monthly",
        /// Every quarter.
        Quarterly = "quarterly",
        /// Every year.
        Yearly = "yearly",
        /// Every second year or more rarely.
        Rarely = "more rarely",
    }
}

impl Cadence {
    /// The shortest time, in years, after which a new figure is worth comparing. A little under the cadence, because
    /// months and years are not all of one length.
    #[must_use]
    pub fn least_years(self) -> f64 {
        match self {
            Self::Monthly => 0.07,
            Self::Quarterly => 0.23,
            Self::Yearly | Self::Rarely => 0.98,
        }
    }
}

/// What is counted for an outcome, from where to where.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What is counted, in words: "Adults who smoke".
    pub counted: String,
    /// The unit behind a number: "%", "per 1,000", "families".
    pub unit: String,
    /// The indicator that holds the figures.
    pub indicator_id: Option<RecordId>,
    /// The area whose figures count.
    pub area_id: Option<RecordId>,
    /// Where it began.
    pub baseline: Option<f64>,
    /// The last day of the baseline's period.
    pub baseline_on: Option<Date>,
    /// The number of the receipt that proves the baseline.
    pub baseline_receipt: Option<String>,
    /// What is to be reached.
    pub target: Option<f64>,
    /// By when.
    pub target_on: Option<Date>,
    /// How often a new figure can be expected.
    pub cadence: Cadence,
}

/// A measure as somebody enters it; the same parts, not yet checked.
pub type NewMeasure = Measure;

impl Measure {
    /// Refuses a measure that nothing could be judged by.
    pub(super) fn check(&self) -> Result<(), OutcomeError> {
        if self.counted.trim().is_empty() {
            return Err(OutcomeError::NothingCounted);
        }
        let numbers = [self.baseline, self.target];
        if numbers.into_iter().flatten().any(|it| !it.is_finite()) {
            return Err(OutcomeError::NotANumber);
        }
        if self.baseline.is_some() != self.baseline_on.is_some() {
            return Err(OutcomeError::BaselineWithoutDay);
        }
        if self.target.is_some() != self.target_on.is_some() {
            return Err(OutcomeError::TargetWithoutDay);
        }
        if self.baseline.is_some() && self.baseline == self.target {
            return Err(OutcomeError::NoChange);
        }
        if let (Some(from), Some(to)) = (self.baseline_on, self.target_on)
            && to <= from
        {
            return Err(OutcomeError::TargetBeforeBaseline);
        }
        Ok(())
    }

    /// What is to be reached, where baseline and target are both known.
    #[must_use]
    pub fn task(&self) -> Option<Task> {
        Some(Task {
            baseline: self.baseline?,
            baseline_on: self.baseline_on?,
            target: self.target?,
            target_on: self.target_on?,
            cadence: self.cadence,
        })
    }

    /// A number in this measure's unit: "15.4%", "46 families".
    #[must_use]
    pub fn say(&self, value: f64) -> String {
        // Whole numbers stay whole; others get one decimal, as the field prints rates.
        let number = if value.fract() == 0.0 {
            format!("{value:.0}")
        } else {
            format!("{value:.1}")
        };
        match self.unit.as_str() {
            "" => number,
            "%" => format!("{number}%"),
            unit => format!("{number} {unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn smoking() -> Measure {
        Measure {
            counted: "Adults who smoke".to_owned(),
            unit: "%".to_owned(),
            indicator_id: None,
            area_id: None,
            baseline: Some(20.0),
            baseline_on: Some(date(2016, 12, 31)),
            baseline_receipt: None,
            target: Some(12.0),
            target_on: Some(date(2024, 12, 31)),
            cadence: Cadence::Yearly,
        }
    }

    #[test]
    fn a_measure_that_nothing_could_be_judged_by_is_refused() {
        assert!(smoking().check().is_ok());
        let wrong = [
            Measure {
                counted: " ".to_owned(),
                ..smoking()
            },
            Measure {
                baseline_on: None,
                ..smoking()
            },
            Measure {
                target_on: None,
                ..smoking()
            },
            Measure {
                target: Some(20.0),
                ..smoking()
            },
            Measure {
                target: Some(f64::NAN),
                ..smoking()
            },
            Measure {
                target_on: Some(date(2016, 12, 31)),
                ..smoking()
            },
        ];
        for measure in wrong {
            assert!(measure.check().is_err(), "{measure:?}");
        }
    }

    #[test]
    fn numbers_are_said_with_their_unit() {
        assert_eq!(smoking().say(15.44), "15.4%");
        let families = Measure {
            unit: "families".to_owned(),
            ..smoking()
        };
        assert_eq!(families.say(46.0), "46 families");
    }

    #[test]
    fn without_a_target_there_is_nothing_to_judge() {
        let open = Measure {
            target: None,
            target_on: None,
            ..smoking()
        };
        assert!(open.check().is_ok());
        assert_eq!(open.task(), None);
    }
}
