//! Funnels, charts, trends and comparisons, asked of the crate `measures`.

use measures::control::{
    Baseline, ControlChart, CountFunnel, Extremes, FunnelLabel, FunnelScale, ProportionFunnel,
    Screening, TargetVerdict, TrendPoint, YearGaps, c_chart, compare, compare_intervals,
    count_beyond_chance, fifths_of_places, meets_target, overdispersion, p_chart,
    share_beyond_chance, stands_among_many, trend, u_chart, xmr_chart,
};
use measures::{Confidence, Count, Polarity, Undefined};

use super::direct::{Direct, Said, counts, exactly, limits, pairs, written};
use super::rows::Rows;

pub(super) const DIRECT: &[(&str, Direct)] = &[
    ("funnel-proportion", |rows| {
        let places = pairs(rows, "numerator", "denominator");
        let funnel = ProportionFunnel::of(&places).unwrap();
        let points = places
            .iter()
            .map(|&(with, all)| point(with.get() / all.get() * 100.0, funnel.label(with, all)));
        Said {
            rows: points.collect(),
            ..exactly(funnel.average() * 100.0)
        }
    }),
    ("funnel-ratio", |rows| {
        let funnel = CountFunnel::of_ratios();
        funnel_points(rows, funnel, "observed", "expected", 1.0)
    }),
    ("funnel-rate", |rows| {
        let places: Vec<(Count, f64)> = pairs(rows, "count", "population")
            .into_iter()
            .map(|(count, people)| (count, people.get()))
            .collect();
        let funnel = CountFunnel::of(&places).unwrap();
        funnel_points(rows, funnel, "count", "population", 100_000.0)
    }),
    ("overdispersion-ratio", |rows| {
        scatter(rows, "observed", "expected", FunnelScale::RootRatio, 1.0)
    }),
    ("overdispersion-proportion", |rows| {
        scatter(
            rows,
            "numerator",
            "denominator",
            FunnelScale::ArcSine,
            100.0,
        )
    }),
    ("xmr", |rows| {
        let values = rows.numbers("value");
        chart(
            &xmr_chart(values, &[], Baseline::Everything, Screening::LeftOut).unwrap(),
            1.0,
        )
    }),
    ("p-chart", |rows| {
        chart(
            &p_chart(&pairs(rows, "numerator", "denominator"), &[]).unwrap(),
            100.0,
        )
    }),
    ("u-chart", |rows| {
        chart(
            &u_chart(&pairs(rows, "count", "population"), &[]).unwrap(),
            100_000.0,
        )
    }),
    ("c-chart", |rows| {
        chart(&c_chart(&counts(rows, "count"), &[]).unwrap(), 1.0)
    }),
    ("trend", |rows| {
        let points: Vec<TrendPoint> = rows
            .numbers("year")
            .iter()
            .zip(rows.numbers("value"))
            .zip(limits(rows, "lower95", "upper95"))
            .map(|((year, &value), limits)| TrendPoint {
                year: format!("{year}").parse().unwrap(),
                value,
                limits,
            })
            .collect();
        exactly(trend(&points, YearGaps::Bridged).unwrap().change_per_year)
    }),
    ("compare", |rows| {
        let benchmarks = rows.numbers("benchmark").iter();
        let verdicts = limits(rows, "lower95", "upper95")
            .into_iter()
            .zip(benchmarks)
            .map(|(limits, &benchmark)| {
                compare(Some(limits), Some(benchmark), Polarity::LowIsGood)
            });
        lines(verdicts.map(|verdict| format!("{} {verdict}", verdict.code())))
    }),
    ("compare-intervals", |rows| {
        let verdicts = limits(rows, "lower95", "upper95")
            .into_iter()
            .zip(limits(rows, "other_lower95", "other_upper95"))
            .map(|(one, other)| compare_intervals(Some(one), Some(other), Polarity::HighIsGood));
        lines(verdicts.map(|verdict| format!("{} {verdict}", verdict.code())))
    }),
    ("share-beyond-chance", |rows| {
        let people = counts(rows, "numerator")
            .into_iter()
            .zip(pairs(rows, "numerator", "denominator"))
            .zip(rows.numbers("benchmark"));
        let verdicts = people.map(|((numerator, (_, denominator)), &benchmark)| {
            share_beyond_chance(
                numerator,
                denominator,
                Some(benchmark),
                Confidence::NINETY_FIVE,
                Polarity::HighIsGood,
            )
        });
        lines(verdicts.map(|verdict| format!("{} {verdict}", verdict.code())))
    }),
    ("count-beyond-chance", |rows| {
        let both = counts(rows, "observed")
            .into_iter()
            .zip(counts(rows, "expected"));
        let verdicts = both.map(|(observed, expected)| {
            count_beyond_chance(
                observed,
                expected,
                Confidence::NINETY_FIVE,
                Polarity::LowIsGood,
            )
        });
        lines(verdicts.map(|verdict| format!("{} {verdict}", verdict.code())))
    }),
    ("fifths-of-places", |rows| {
        let values: Vec<_> = rows.numbers("value").iter().copied().map(Some).collect();
        let fifths = fifths_of_places(&values, Polarity::LowIsGood).unwrap();
        lines(fifths.into_iter().flatten().map(|fifth| fifth.to_string()))
    }),
    ("target", |rows| {
        let values = rows.numbers("value").iter().zip(rows.numbers("target"));
        let met = values.map(|(&value, &target)| meets_target(value, target, Polarity::HighIsGood));
        lines(met.map(|verdict| {
            match verdict {
                TargetVerdict::Met => "met Met",
                TargetVerdict::NotMet => "not_met Not met",
                TargetVerdict::CannotTell | TargetVerdict::NotCompared(_) => "",
            }
            .to_owned()
        }))
    }),
    ("stands-among-many", |rows| {
        let stand = stands_among_many(rows.numbers("probability"), 0.05);
        lines(stand.iter().map(bool::to_string))
    }),
];

fn lines(rows: impl Iterator<Item = String>) -> Said {
    Said {
        rows: rows.collect(),
        ..Said::default()
    }
}

fn point(value: f64, label: Result<FunnelLabel, Undefined>) -> String {
    format!("{} {}", written(value), label.unwrap())
}

fn funnel_points(rows: &Rows, funnel: CountFunnel, part: &str, whole: &str, each: f64) -> Said {
    let points = pairs(rows, part, whole).into_iter().map(|(count, size)| {
        let label = funnel.label(count, size.get());
        point(count.get() / size.get() * each, label)
    });
    Said {
        rows: points.collect(),
        ..exactly(funnel.centre() * each)
    }
}

fn scatter(rows: &Rows, part: &str, whole: &str, scale: FunnelScale, each: f64) -> Said {
    let places = pairs(rows, part, whole);
    let found = overdispersion(&places, scale, Extremes::DrawnIn).unwrap();
    let points = places.iter();
    Said {
        rows: points
            .map(|(count, size)| written(count.get() / size.get() * each))
            .collect(),
        ..exactly(found.ratio())
    }
}

fn chart(chart: &ControlChart, each: f64) -> Said {
    let points = chart.points().iter().map(|point| {
        let value = written(point.value * each);
        match point.cause {
            Some(cause) => format!("{value} {:?}, {:?}", cause.rule, cause.side),
            None => value,
        }
    });
    Said {
        rows: points.collect(),
        ..exactly(chart.points().last().unwrap().mean * each)
    }
}
