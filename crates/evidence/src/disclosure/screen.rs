//! Screens single rows.

use crate::catalogue::{Indicator, ValueType};
use crate::observation::{Row, State};

use super::Policy;

/// Proof that rows were screened. Made by nothing but the reading of rows through [`screen`].
#[derive(Debug)]
pub(crate) struct Screened(());

impl Screened {
    /// For the one place that reads rows.
    pub(crate) fn by_screening_every_row() -> Self {
        Self(())
    }
}

/// The largest count that is hidden; nought stays.
pub(crate) const LARGEST_HIDDEN: f64 = 7.0;

/// True for counts of people that could point at one of them.
pub(crate) fn is_small(count: f64) -> bool {
    count > 0.0 && count <= LARGEST_HIDDEN
}

/// To the nearest 5; a half, which whole numbers never have, goes up.
pub(crate) fn to_nearest_five(count: f64) -> f64 {
    ((count / 5.0) + 0.5).floor() * 5.0
}

/// What may be known of a row under a policy.
pub(crate) fn screen<'a>(policy: Policy, row: &Row<'a>, indicator: &Indicator) -> Row<'a> {
    match policy {
        Policy::AlreadyPublished => *row,
        Policy::CountsOverPeople => counts_over_people(row, indicator),
    }
}

fn counts_over_people<'a>(row: &Row<'a>, indicator: &Indicator) -> Row<'a> {
    if row.state != State::Value {
        return hidden(row, row.state);
    }
    // A value without its count cannot be judged.
    let Some(count) = row.count else {
        return hidden(row, State::Suppressed);
    };
    let is_share = matches!(indicator.value_type, ValueType::Proportion);
    // All but a few is as telling as a few. The largest count that rounds to the same number is what decides:
    // were only some of those counts hidden, the ones left over would be known.
    let most = to_nearest_five(count) + 2.0;
    let few_are_left = is_share
        && row
            .denominator
            .is_some_and(|all| count > 0.0 && all - most <= LARGEST_HIDDEN);
    let denominator_is_small = row.denominator.is_some_and(is_small);
    if is_small(count) || few_are_left || denominator_is_small {
        return hidden(row, State::Suppressed);
    }
    let count = to_nearest_five(count);
    let denominator = row.denominator.map(to_nearest_five);
    let value = match (indicator.value_type, denominator, indicator.unit.multiplier) {
        (ValueType::Count, _, _) => Some(count),
        // Limits and values give the count away, so both are computed again from rounded numbers.
        (ValueType::Proportion | ValueType::CrudeRate, Some(all), Some(multiplier))
            if all > 0.0 =>
        {
            Some((count / all).min(if is_share { 1.0 } else { f64::MAX }) * multiplier)
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
        count: Some(count),
        denominator,
        limits_95: None,
        limits_998: None,
        printed_england: "",
        printed_parent: "",
        printed_trend: "",
        ..*row
    }
}

fn hidden<'a>(row: &Row<'a>, state: State) -> Row<'a> {
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
        let nought = screen(Policy::CountsOverPeople, &row(0.0, 100.0), &share());
        assert_eq!((nought.state, nought.value), (State::Value, Some(0.0)));
        let seven = screen(Policy::CountsOverPeople, &row(7.0, 100.0), &share());
        assert_eq!((seven.state, seven.count), (State::Suppressed, None));
        let eight = screen(Policy::CountsOverPeople, &row(8.0, 100.0), &share());
        assert_eq!((eight.value, eight.count), (Some(10.0), Some(10.0)));
    }

    #[test]
    fn all_but_a_few_is_as_telling_as_a_few() {
        let after = screen(Policy::CountsOverPeople, &row(97.0, 100.0), &share());
        assert_eq!(after.state, State::Suppressed);
        let everyone = screen(Policy::CountsOverPeople, &row(100.0, 100.0), &share());
        assert_eq!(everyone.state, State::Suppressed);
    }

    #[test]
    fn a_value_that_cannot_be_judged_is_hidden() {
        let mut before = row(50.0, 100.0);
        before.count = None;
        let after = screen(Policy::CountsOverPeople, &before, &share());
        assert_eq!((after.state, after.value), (State::Suppressed, None));
        let unknown = screen(
            Policy::CountsOverPeople,
            &row(50.0, 100.0),
            &Indicator::default(),
        );
        assert_eq!(unknown.value, None);
    }

    proptest! {
        /// Every count that gives the same published row is a candidate: there are always several.
        #[test]
        fn no_count_can_be_read_back(count in 0_u32..500, rest in 0_u32..500) {
            let denominator = f64::from(count + rest).max(1.0);
            let see = |count: f64| {
                let after = screen(Policy::CountsOverPeople, &row(count, denominator), &share());
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
