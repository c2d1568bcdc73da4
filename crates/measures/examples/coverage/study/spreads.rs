//! Spread over groups without an order.

use measures::numeric::RandomStream;
use measures::spread::{self, DistanceFrom};
use measures::{
    Confidence, Estimate, Multiplier, Polarity, Simulation, Subgroup, Undefined, Weighting,
};

use super::samples::{Group, drawn_subgroups, true_subgroups};
use super::trial::{Cell, Column, Found, LEVELS, Section, holds, share_of};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;
const ONE: Multiplier = Multiplier::ONE;

/// The fewest that a simulation takes: each of ten thousand replicates draws so often again.
const DRAWS: u32 = 1_000;

type Ask = fn(&[Subgroup], Simulation, &[Confidence]) -> Result<Estimate, Undefined>;

const ABOUT: &str = "Six groups of which so many people each were asked, with Wilson's limits. \
    Shares lie from 0.2 to 0.3, or are all 0.25, so that the true spread is zero. The truth is the \
    spread of the true shares.";

const DELTA: &str = "Chance alone makes groups differ, so that what is found lies above the truth \
    on average. Where groups differ less than they err, limits around it miss the truth from \
    above; where all are alike the formula has no slope, and no error to go by.";

const DRAWN: &str = "Chance alone makes groups differ, and limits by drawing put the chance of \
    the draws on top of that which is already in the values. Where groups differ less than they \
    err, both limits lie above the truth; a true spread of zero is never within them. Ask \
    `spread::heterogeneity` first. Limits from 1,000 draws, the fewest that are allowed, err \
    themselves at 99.8%, beyond which lies one draw of the thousand.";

pub(crate) fn sections() -> Vec<Section> {
    let mut sections = vec![
        section(
            &["spread::between_group_variance"],
            DELTA,
            |groups, _, levels| spread::between_group_variance(groups, levels),
        ),
        section(&["spread::theil_index"], DELTA, |groups, _, levels| {
            spread::theil_index(groups, ONE, levels)
        }),
        section(
            &["spread::mean_log_deviation"],
            DELTA,
            |groups, _, levels| spread::mean_log_deviation(groups, ONE, levels),
        ),
        section(
            &["spread::between_group_deviation"],
            DRAWN,
            |groups, simulation, levels| {
                spread::between_group_deviation(groups, None, simulation, levels)
            },
        ),
        section(
            &["spread::coefficient_of_variation"],
            DRAWN,
            |groups, simulation, levels| {
                spread::coefficient_of_variation(groups, None, simulation, ONE, levels)
            },
        ),
        section(
            &["spread::disproportion_index"],
            DRAWN,
            |groups, simulation, levels| {
                spread::disproportion_index(groups, None, simulation, ONE, levels)
            },
        ),
    ];
    sections.push(joined(
        &["spread::mean_difference"],
        &[
            ("from the mean", |groups, simulation, levels| {
                let from = DistanceFrom::Mean;
                let by = Weighting::Population;
                spread::mean_difference(groups, from, by, None, simulation, levels)
            }),
            ("from the best", |groups, simulation, levels| {
                let from = DistanceFrom::Best(Polarity::HighIsGood);
                let by = Weighting::Population;
                spread::mean_difference(groups, from, by, None, simulation, levels)
            }),
            ("from the first group", |groups, simulation, levels| {
                let (from, by) = (DistanceFrom::Group(0), Weighting::Equal);
                spread::mean_difference(groups, from, by, None, simulation, levels)
            }),
        ],
    ));
    sections.push(joined(
        &["spread::index_of_disparity"],
        &[
            ("by group", |groups, simulation, levels| {
                let by = Weighting::Equal;
                spread::index_of_disparity(groups, by, None, simulation, ONE, levels)
            }),
            ("by person", |groups, simulation, levels| {
                let by = Weighting::Population;
                spread::index_of_disparity(groups, by, None, simulation, ONE, levels)
            }),
        ],
    ));
    sections.push(Section {
        measures: &["spread::heterogeneity"],
        about: "How often groups that are all alike are found to differ no more than chance \
                explains, at a probability of 0.05 and of 0.002.",
        columns: [
            Column {
                heading: "0.05 or more",
                promised: Some(0.95),
            },
            Column {
                heading: "0.002 or more",
                promised: Some(0.998),
            },
        ],
        cells: [200_u32, 2_000, 20_000]
            .into_iter()
            .map(|people| {
                let groups = alike(people);
                Cell::new(format!("{people} people in each group"), move |stream| {
                    probability(&groups, stream)
                })
            })
            .collect(),
        why: "The weight of each group follows from what was found in it, so that low shares \
              weigh more than they should; with many people the difference vanishes.",
    });
    sections
}

fn probability(groups: &[Group], stream: &mut RandomStream) -> Found {
    let found = spread::heterogeneity(&drawn_subgroups(groups, stream));
    [0.05, 0.002].map(|least| {
        let probability = found.as_ref().ok()?.probability;
        Some(share_of(probability >= least))
    })
}

fn alike(people: u32) -> Vec<Group> {
    (0..6).map(|_| Group::share(people, 0.25)).collect()
}

fn apart(people: u32) -> Vec<Group> {
    (0..6)
        .map(|group| Group::share(people, 0.2 + 0.02 * f64::from(group)))
        .collect()
}

fn cells(of: &str, ask: Ask) -> Vec<Cell> {
    let settings = [
        ("apart, 200 people each", apart(200)),
        ("apart, 2000 people each", apart(2_000)),
        ("apart, 20000 people each", apart(20_000)),
        ("alike, 2000 people each", alike(2_000)),
    ];
    settings
        .into_iter()
        .map(|(name, groups)| {
            let any = Simulation::with_seed(0);
            let truth = ask(&true_subgroups(&groups), any, &[]).unwrap().value();
            let setting = if of.is_empty() {
                name.to_owned()
            } else {
                format!("{of}: {name}")
            };
            Cell::new(setting, move |stream| {
                let simulation = Simulation::new(stream.bits(), DRAWS).unwrap();
                let groups = drawn_subgroups(&groups, stream);
                holds(&ask(&groups, simulation, BOTH), truth)
            })
        })
        .collect()
}

fn section(measures: &'static [&'static str], why: &'static str, ask: Ask) -> Section {
    Section {
        measures,
        about: ABOUT,
        columns: LEVELS,
        cells: cells("", ask),
        why,
    }
}

fn joined(measures: &'static [&'static str], kinds: &[(&str, Ask)]) -> Section {
    Section {
        measures,
        about: ABOUT,
        columns: LEVELS,
        cells: kinds
            .iter()
            .flat_map(|(name, ask)| cells(name, *ask))
            .collect(),
        why: DRAWN,
    }
}
