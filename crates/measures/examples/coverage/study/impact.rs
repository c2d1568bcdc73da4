//! What it would mean if all did as well as one group.

use measures::impact::{
    Occurrence, Reference, excess_events, population_attributable_fraction,
    population_attributable_risk,
};
use measures::{Confidence, Estimate, Multiplier, Polarity, Subgroup, Undefined};

use super::draws::Chances;
use super::samples::{Group, count, drawn_subgroups, people, true_subgroups};
use super::trial::{Cell, LEVELS, Section, holds};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;

type Ask = fn(&[Subgroup], Reference, &[Confidence]) -> Result<Estimate, Undefined>;

const ABOUT: &str = "Five groups of so many people with shares from 0.1 to 0.2, of which low is \
    good, with Wilson's limits. The reference is the first group, or whichever is found best. The \
    truth is that of the true shares.";

const WHY: &str = "Of few people a share that is low by chance has narrower limits and looks more \
    certain than it is, so that high gains are overstated and their limits too narrow; the \
    fraction also divides by a mean that errs with them. Which group is best is found from the \
    same values: the one that is picked looks better than it is, and the gain with it.";

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["impact::population_attributable_risk"],
            about: ABOUT,
            columns: LEVELS,
            cells: cells(|groups, reference, levels| {
                let (low, one) = (Polarity::LowIsGood, Multiplier::ONE);
                population_attributable_risk(groups, reference, low, one, levels)
            }),
            why: WHY,
        },
        Section {
            measures: &["impact::population_attributable_fraction"],
            about: ABOUT,
            columns: LEVELS,
            cells: cells(|groups, reference, levels| {
                let (low, one) = (Polarity::LowIsGood, Multiplier::ONE);
                population_attributable_fraction(groups, reference, low, one, levels)
            }),
            why: WHY,
        },
        Section {
            measures: &["impact::excess_events"],
            about: "Five groups of equal size; the reference has the given number of events on \
                    average and each of the others half as many again.",
            columns: LEVELS,
            cells: [3.0, 10.0, 30.0, 100.0, 1_000.0]
                .into_iter()
                .map(excess)
                .collect(),
            why: "What is expected is several times the few events of the reference, whose count \
                  errs unevenly: few events by chance also look more certain than they are.",
        },
    ]
}

fn cells(ask: Ask) -> Vec<Cell> {
    let mut cells = Vec::new();
    for people in [50_u32, 200, 2_000, 20_000] {
        for (name, reference) in [
            ("first group", Reference::Group(0)),
            ("best found", Reference::Best),
        ] {
            let groups: Vec<Group> = (0..5)
                .map(|group| Group::share(people, 0.1 + 0.025 * f64::from(group)))
                .collect();
            let truth = ask(&true_subgroups(&groups), reference, &[])
                .unwrap()
                .value();
            let setting = format!("{people} people in each group, {name}");
            cells.push(Cell::new(setting, move |stream| {
                let groups = drawn_subgroups(&groups, stream);
                holds(&ask(&groups, reference, BOTH), truth)
            }));
        }
    }
    cells
}

fn excess(mean: f64) -> Cell {
    let chances: Vec<Chances> = [1.0, 1.5, 1.5, 1.5, 1.5]
        .into_iter()
        .map(|times| Chances::poisson(mean * times))
        .collect();
    Cell::new(format!("{mean} events on average"), move |stream| {
        let groups: Vec<Occurrence> = chances
            .iter()
            .map(|chances| Occurrence {
                events: count(chances.draw(stream)),
                population: people(1_000.0),
            })
            .collect();
        holds(&excess_events(&groups, 0, BOTH), mean * 2.0)
    })
}
