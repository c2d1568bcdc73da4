//! Screens single rows.

use crate::catalogue::{Indicator, ValueType};
use crate::observation::{Row, State};

use super::{Policy, Rule};

/// Proof that rows were screened. Made by the reading of rows through [`screen`], and where no figure of a row is told.
#[derive(Debug)]
pub(crate) struct Screened(());

impl Screened {
    /// For the one place that reads rows.
    pub(crate) fn by_screening_every_row() -> Self {
        Self(())
    }

    /// For an answer that says how many rows there are and nothing of what is in one.
    pub(crate) fn without_any_figure() -> Self {
        Self(())
    }
}

/// What may be known of a row under a policy.
pub(crate) fn screen<'a>(policy: Policy, row: &Row<'a>, indicator: &Indicator) -> Row<'a> {
    match policy {
        Policy::AlreadyPublished => *row,
        _ => by_rule(policy.rule(), row, indicator),
    }
}

/// The count behind a figure: of a plain count, the value itself where the source gives it once.
pub(super) fn count_of(
    count: Option<f64>,
    value: Option<f64>,
    indicator: &Indicator,
) -> Option<f64> {
    count.or(value.filter(|_| indicator.value_type == ValueType::Count))
}

fn by_rule<'a>(rule: &Rule, row: &Row<'a>, indicator: &Indicator) -> Row<'a> {
    if row.state != State::Value {
        return hidden(row, row.state);
    }
    // A value without its count cannot be judged, nor one whose count is no count of people: it enters no sum that is checked.
    let count = count_of(row.count, row.value, indicator).filter(|count| count.fract() == 0.0);
    let Some(count) = count else {
        return hidden(row, State::Suppressed);
    };
    let is_share = matches!(indicator.value_type, ValueType::Proportion);
    let shown = rule.shows(count);
    // All but a few is as telling as a few. The largest count that is shown as the same number is what decides:
    // were only some of those counts hidden, the ones left over would be known.
    let few_are_left = is_share
        && rule.hidden.is_some_and(|(_, most)| {
            row.denominator.is_some_and(|all| {
                count > 0.0 && all - rule.most_shown_as(shown) <= f64::from(most)
            })
        });
    let denominator_is_small = row.denominator.is_some_and(|all| rule.hides_number(all));
    if rule.hides_number(count) || few_are_left || denominator_is_small {
        return hidden(row, State::Suppressed);
    }
    let denominator = row.denominator.map(|all| rule.shows(all));
    let value = match (indicator.value_type, denominator, indicator.unit.multiplier) {
        (ValueType::Count, _, _) => Some(shown),
        // Limits and values give the count away, so both are computed again from rounded numbers.
        (ValueType::Proportion | ValueType::CrudeRate, Some(all), Some(multiplier))
            if all > 0.0 =>
        {
            Some((shown / all).min(if is_share { 1.0 } else { f64::MAX }) * multiplier)
        }
        // Standardised figures do not give single counts away once small ones are hidden.
        (
            ValueType::DirectlyStandardisedRate
            | ValueType::IndirectlyStandardised
            | ValueType::LifeExpectancy,
            _,
            _,
        ) => row.value,
        _ => None,
    };
    let Some(value) = value else {
        return hidden(row, State::Suppressed);
    };
    Row {
        value: Some(value),
        count: Some(shown),
        denominator,
        limits_95: None,
        limits_998: None,
        printed_england: "",
        printed_parent: "",
        printed_trend: "",
        ..*row
    }
}

/// The row without anything that tells its figure.
pub(super) fn hidden<'a>(row: &Row<'a>, state: State) -> Row<'a> {
    Row {
        state,
        value: None,
        count: None,
        denominator: None,
        limits_95: None,
        limits_998: None,
        printed_england: "",
        printed_parent: "",
        printed_trend: "",
        ..*row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Unit;
    use proptest::prelude::*;

    fn share() -> Indicator {
        Indicator {
            value_type: ValueType::Proportion,
            unit: Unit {
                label: "%".to_owned(),
                multiplier: Some(100.0),
            },
            ..Indicator::default()
        }
    }

    fn row(count: f64, denominator: f64) -> Row<'static> {
        Row {
            state: State::Value,
            value: Some(count / denominator * 100.0),
            count: Some(count),
            denominator: Some(denominator),
            limits_95: Some((0.0, 100.0)),
            printed_england: "Worse",
            ..Row::default()
        }
    }

    #[test]
    fn what_is_published_passes_untouched() {
        let before = row(1.0, 8.0);
        let after = screen(Policy::AlreadyPublished, &before, &share());
        assert_eq!(after.count, Some(1.0));
        assert_eq!(after.limits_95, Some((0.0, 100.0)));
    }

    #[test]
    fn nought_stays_and_seven_goes() {
        let nought = screen(Policy::NhsEngland, &row(0.0, 100.0), &share());
        assert_eq!((nought.state, nought.value), (State::Value, Some(0.0)));
        let seven = screen(Policy::NhsEngland, &row(7.0, 100.0), &share());
        assert_eq!((seven.state, seven.count), (State::Suppressed, None));
        let eight = screen(Policy::NhsEngland, &row(8.0, 100.0), &share());
        assert_eq!((eight.value, eight.count), (Some(10.0), Some(10.0)));
    }

    #[test]
    fn all_but_a_few_is_as_telling_as_a_few() {
        let after = screen(Policy::NhsEngland, &row(97.0, 100.0), &share());
        assert_eq!(after.state, State::Suppressed);
        let everyone = screen(Policy::NhsEngland, &row(100.0, 100.0), &share());
        assert_eq!(everyone.state, State::Suppressed);
    }

    #[test]
    fn a_value_that_cannot_be_judged_is_hidden() {
        let mut before = row(50.0, 100.0);
        before.count = None;
        let after = screen(Policy::NhsEngland, &before, &share());
        assert_eq!((after.state, after.value), (State::Suppressed, None));
        let unknown = screen(Policy::NhsEngland, &row(50.0, 100.0), &Indicator::default());
        assert_eq!(unknown.value, None);
    }

    proptest! {
        /// Every count that gives the same published row is a candidate: there are always several.
        #[test]
        fn no_count_can_be_read_back(count in 0_u32..500, rest in 0_u32..500) {
            let denominator = f64::from(count + rest).max(1.0);
            let see = |count: f64| {
                let after = screen(Policy::NhsEngland, &row(count, denominator), &share());
                (after.state, after.value.map(f64::to_bits), after.count.map(f64::to_bits), after.limits_95.is_some())
            };
            let seen = see(f64::from(count));
            let same = (0..=(count + rest)).filter(|&other| see(f64::from(other)) == seen).count();
            let all = count + rest;
            // Nought is shown as nought. Below five people there are no five counts.
            prop_assert!(same >= 5 || count == 0 || all < 5, "{same} candidates for {count} of {all}");
        }
    }
}
