//! Verdicts on places: against a benchmark, a target, chance, and one another.

use measures::control::{
    CountFunnel, Extremes, FunnelScale, ProportionFunnel, TargetVerdict, Verdict, compare,
    compare_intervals, count_beyond_chance, fifths_of_places, grade, meets_target,
    meets_target_beyond_chance, overdispersion, share_beyond_chance, stands_among_many,
};
use measures::{Confidence, Count, Population};

use super::{Judge, LIMITS_OF_COUNT, Numbers, TERMS, hold, said};

/// A search for a limit of a funnel, with the tail of a count at each turn.
const LIMITS_OF_FUNNEL: u64 = (1_100 + 2 * 120) * (1 + TERMS);

pub(super) fn ask(numbers: &mut Numbers<'_>, judge: &Judge) {
    match numbers.byte() % 5 {
        0 => ask_for_verdicts(numbers, judge),
        1 => ask_of_places(numbers),
        2 => ask_of_shares(numbers),
        3 => ask_of_counts(numbers, judge),
        _ => ask_of_scatter(numbers),
    }
}

#[track_caller]
fn written(verdict: Verdict) {
    assert!(!verdict.code().is_empty());
    if let Verdict::NotCompared(reason) = verdict {
        said(reason);
    }
}

fn ask_for_verdicts(numbers: &mut Numbers<'_>, judge: &Judge) {
    let (polarity, level) = (numbers.polarity(), numbers.confidence());
    let (inner, outer) = (
        numbers.limits(Confidence::NINETY_FIVE),
        numbers.limits(Confidence::NINETY_NINE_POINT_EIGHT),
    );
    let benchmark = numbers.perhaps(Numbers::number);
    written(compare(inner, benchmark, polarity));
    written(compare_intervals(inner, outer, polarity));
    written(grade(inner, outer, benchmark, polarity).verdict);
    let target = numbers.number();
    for verdict in [
        meets_target(numbers.number(), target, polarity),
        meets_target_beyond_chance(inner, target, polarity),
    ] {
        if let TargetVerdict::NotCompared(reason) = verdict {
            said(reason);
        }
    }
    let (count, other) = (numbers.count(), numbers.count());
    let population = numbers.population();
    written(share_beyond_chance(
        count, population, benchmark, level, polarity,
    ));
    written(judge.within(2 * LIMITS_OF_COUNT, || {
        count_beyond_chance(count, other, level, polarity)
    }));
}

fn ask_of_places(numbers: &mut Numbers<'_>) {
    let polarity = numbers.polarity();
    let values = numbers.list(120, |numbers| numbers.perhaps(Numbers::number));
    match fifths_of_places(&values, polarity) {
        Ok(found) => {
            assert_eq!(found.len(), values.len());
            assert!(found.iter().flatten().all(|fifth| (1..=5).contains(fifth)));
        }
        Err(reason) => said(reason),
    }
    let probabilities = numbers.list(60, Numbers::number);
    let stands = stands_among_many(&probabilities, numbers.number());
    assert_eq!(stands.len(), probabilities.len());
}

fn places(numbers: &mut Numbers<'_>) -> Vec<(Count, Population)> {
    numbers.list(40, |numbers| (numbers.count(), numbers.population()))
}

fn ask_of_shares(numbers: &mut Numbers<'_>) {
    let level = numbers.confidence();
    let places = places(numbers);
    let funnel = match ProportionFunnel::of(&places) {
        Ok(funnel) => funnel,
        Err(reason) => return said(reason),
    };
    for (count, size) in places {
        if let Err(reason) = funnel.label(count, size) {
            said(reason);
        }
        match funnel.limits(size, level) {
            Ok(limits) => assert!(hold(limits, funnel.average()), "{limits:?}"),
            Err(reason) => said(reason),
        }
    }
}

fn ask_of_counts(numbers: &mut Numbers<'_>, judge: &Judge) {
    let level = numbers.confidence();
    let places = numbers.list(8, |numbers| (numbers.count(), numbers.number()));
    let funnel = if numbers.is_so() {
        CountFunnel::of_ratios()
    } else {
        match CountFunnel::of(&places) {
            Ok(funnel) => funnel,
            Err(reason) => return said(reason),
        }
    };
    match CountFunnel::size_of_standardised_rate(numbers.count(), numbers.number()) {
        Ok(size) => assert!(size.is_finite() && size >= 0.0, "{size}"),
        Err(reason) => said(reason),
    }
    for (count, size) in places {
        if let Err(reason) = judge.within(4 * LIMITS_OF_COUNT, || funnel.label(count, size)) {
            said(reason);
        }
        match judge.within(LIMITS_OF_FUNNEL, || funnel.limits(size, level)) {
            Ok(limits) => {
                let centre = funnel.centre();
                assert!(limits.lower() >= 0.0 && limits.upper().is_finite());
                assert!(
                    limits.lower() <= centre * (1.0 + 1e-9),
                    "{limits:?} {centre}"
                );
                assert!(
                    limits.upper() >= centre * (1.0 - 1e-9),
                    "{limits:?} {centre}"
                );
            }
            Err(reason) => said(reason),
        }
    }
}

fn ask_of_scatter(numbers: &mut Numbers<'_>) {
    let level = numbers.confidence();
    let scale = match numbers.byte() % 4 {
        0 => FunnelScale::LogRatio,
        1 => FunnelScale::RootRatio,
        2 => FunnelScale::ArcSine,
        _ => FunnelScale::LogCounts,
    };
    let extremes = match numbers.byte() % 3 {
        0 => Extremes::DrawnIn,
        1 => Extremes::LeftOut,
        _ => Extremes::Kept,
    };
    let places = places(numbers);
    let found = match overdispersion(&places, scale, extremes) {
        Ok(found) => found,
        Err(reason) => return said(reason),
    };
    assert!(
        found.ratio().is_finite() && found.ratio() >= 0.0,
        "{found:?}"
    );
    assert!(
        found.between().is_finite() && found.between() >= 0.0,
        "{found:?}"
    );
    for (_, size) in places {
        match found.limits(size, level) {
            Ok(limits) => assert!(hold(limits, found.target()), "{limits:?}"),
            Err(reason) => said(reason),
        }
    }
}
