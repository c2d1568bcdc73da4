//! Gaps between two groups, between the ends of many, and between users and people.

use measures::gap::{
    Users, absolute_difference, relative_ratio, representation_index, representation_ratio,
    widest_difference, widest_ratio,
};
use measures::{Confidence, Estimate, Measured, Multiplier, Subgroup, Undefined};

use super::draws::Chances;
use super::samples::{Group, count, drawn_subgroups, people, true_subgroups};
use super::trial::{Cell, LEVELS, Section, holds};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;

type OfTwo = fn(Measured, Measured, &[Confidence]) -> Result<Estimate, Undefined>;
type OfMany = fn(&[Subgroup], &[Confidence]) -> Result<Estimate, Undefined>;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["gap::absolute_difference"],
            about: "Two groups: values with a known error, shares with Wilson's limits, or rates \
                    with exact limits below ten events and Byar's from ten.",
            columns: LEVELS,
            cells: pairs(absolute_difference),
            why: "The error of each group is a quarter of the width of its 95% limits (half of \
                  it, over 1.96), as if it erred evenly both ways. Few events err further upwards, \
                  and the difference inherits that.",
        },
        Section {
            measures: &["gap::relative_ratio"],
            about: "The same pairs. A value of zero has no limits on the log scale.",
            columns: LEVELS,
            cells: pairs(relative_ratio),
            why: "The delta method on the logarithm is an approximation that is rough for few \
                  events, whose logarithm errs unevenly; and a value with a known error that may \
                  come near zero has no even logarithm either.",
        },
        Section {
            measures: &["gap::widest_difference"],
            about: "The highest less the lowest of groups that are alike (the truth is zero) or \
                    rise in even steps, with a known error of one or of a tenth.",
            columns: LEVELS,
            cells: many(widest_difference),
            why: "The highest and the lowest found are picked after the event, which pulls them \
                  apart.",
        },
        Section {
            measures: &["gap::widest_ratio"],
            about: "The same groups: the highest over the lowest.",
            columns: LEVELS,
            cells: many(widest_ratio),
            why: "The highest and the lowest found are picked after the event, which pulls them \
                  apart.",
        },
        Section {
            measures: &["gap::representation_index"],
            about: "So many users, of whom each is of a group that is a twentieth of all people \
                    and uses the service half as often again, or half as often, as its numbers \
                    would have it.",
            columns: LEVELS,
            cells: indexes(),
            why: "The limits are Wilson's, and fall short where those of a proportion do.",
        },
        Section {
            measures: &["gap::representation_ratio"],
            about: "Users out of a group of 5,000 and of 95,000 others, at the given number of the \
                    group on average and the given ratio to the others. Below ten users of either \
                    the limits are exact.",
            columns: LEVELS,
            cells: ratios(),
            why: "The logarithm of a ratio of small counts errs unevenly.",
        },
    ]
}

fn pairs(ask: OfTwo) -> Vec<Cell> {
    let pairs = [
        (
            "values 12 and 10, error 1",
            Group::known(1.0, 12.0, 1.0),
            Group::known(1.0, 10.0, 1.0),
        ),
        (
            "values 12 and 10, error 3",
            Group::known(1.0, 12.0, 3.0),
            Group::known(1.0, 10.0, 3.0),
        ),
        (
            "shares 0.2 and 0.1 of 50",
            Group::share(50, 0.2),
            Group::share(50, 0.1),
        ),
        (
            "shares 0.2 and 0.1 of 1000",
            Group::share(1_000, 0.2),
            Group::share(1_000, 0.1),
        ),
        (
            "shares 0.5 and 0.45 of 1000",
            Group::share(1_000, 0.5),
            Group::share(1_000, 0.45),
        ),
        (
            "10 and 5 events on average",
            Group::rate(1_000, 10.0),
            Group::rate(1_000, 5.0),
        ),
        (
            "40 and 20 events on average",
            Group::rate(1_000, 40.0),
            Group::rate(1_000, 20.0),
        ),
        (
            "1000 and 500 events on average",
            Group::rate(1_000, 1_000.0),
            Group::rate(1_000, 500.0),
        ),
    ];
    pairs
        .into_iter()
        .map(|(setting, one, other)| {
            let truth = ask(one.truth(), other.truth(), &[]).unwrap().value();
            Cell::new(setting, move |stream| {
                holds(&ask(one.drawn(stream), other.drawn(stream), BOTH), truth)
            })
        })
        .collect()
}

fn many(ask: OfMany) -> Vec<Cell> {
    let mut cells = Vec::new();
    for number in [3_u8, 10] {
        for (step, name) in [(0.0, "alike"), (1.0, "in even steps")] {
            for error in [1.0, 0.1] {
                let groups: Vec<Group> = (0..number)
                    .map(|group| Group::known(1.0, 20.0 + step * f64::from(group), error))
                    .collect();
                let truth = ask(&true_subgroups(&groups), &[]).unwrap().value();
                let setting = format!("{number} groups {name}, error {error}");
                cells.push(Cell::new(setting, move |stream| {
                    holds(&ask(&drawn_subgroups(&groups, stream), BOTH), truth)
                }));
            }
        }
    }
    cells
}

fn indexes() -> Vec<Cell> {
    let mut cells = Vec::new();
    for users in [40_u32, 400, 4_000] {
        for index in [0.5, 1.5] {
            let chances = Chances::binomial(users, 0.05 * index);
            let setting = format!("{users} users, index {index}");
            cells.push(Cell::of_one_count(setting, chances, move |x| {
                let users = Users {
                    in_group: count(x),
                    all: count(f64::from(users)),
                    people_in_group: people(5_000.0),
                    all_people: people(100_000.0),
                };
                holds(&representation_index(users, Multiplier::ONE, BOTH), index)
            }));
        }
    }
    cells
}

fn ratios() -> Vec<Cell> {
    let mut cells = Vec::new();
    for (in_group, of_group) in [
        (4.0, 5_000_u32),
        (12.0, 5_000),
        (30.0, 5_000),
        (300.0, 5_000),
    ] {
        for ratio in [1.0, 2.0] {
            let share = in_group / f64::from(of_group);
            let (group, others) = (
                Chances::binomial(of_group, share),
                Chances::binomial(95_000, share / ratio),
            );
            let setting = format!("{in_group} users of the group on average, ratio {ratio}");
            cells.push(Cell::new(setting, move |stream| {
                let x = group.draw(stream);
                let users = Users {
                    in_group: count(x),
                    all: count(x + others.draw(stream)),
                    people_in_group: people(5_000.0),
                    all_people: people(100_000.0),
                };
                holds(&representation_ratio(users, BOTH), ratio)
            }));
        }
    }
    cells
}
