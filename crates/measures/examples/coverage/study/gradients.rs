//! Gradients over ordered groups.

use measures::gradient::{self, Fit, QuantileGroup};
use measures::{Bounds, Confidence, Estimate, Multiplier, Simulation, Undefined};

use super::samples::{Group, drawn_quantiles, true_quantiles};
use super::trial::{Cell, LEVELS, Section, holds};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;
const ONE: Multiplier = Multiplier::ONE;

/// The fewest that a simulation takes: each of ten thousand replicates draws so often again.
const DRAWS: u32 = 1_000;

const BY_FIT: &str = "Plain: values from 50 to 80 with a known error. Rates and log rates: events \
    at the given average for each group, twice as many in the most deprived as in the least, with \
    exact limits below ten and Byar's from ten. Shares and log odds: groups of so many people, in \
    which the share falls to half, with Wilson's limits. The truth is the index of the true \
    values.";

const CONCENTRATED: &str = "Shares of ten groups of so many people, falling to half, with \
    Wilson's limits. The truth is the index of the true shares.";

const UNEVEN: &str = "The error of each group is taken from its 95% limits. A group that has few \
    by chance also looks more certain than it is, and Wilson's limits of few people are pulled \
    towards the middle, so that the errors are right only where groups are large; on the scales of \
    logarithms and log odds this pulls at the index as well.";

const DRAWN: &str = "Limits from 1,000 draws, the fewest that are allowed, err themselves: beyond a \
    99.8% limit lies one draw of the thousand. Unless told otherwise a simulation draws 10,000 \
    times. Where limits in closed form fall short in the same setting these do too, as they draw \
    from the same errors.";

type Ask = fn(&[QuantileGroup], &[Confidence]) -> Result<Estimate, Undefined>;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        plain("gradient::slope_index", |groups, levels| {
            gradient::slope_index(groups, ONE, levels)
        }),
        plain("gradient::relative_index", |groups, levels| {
            gradient::relative_index(groups, ONE, levels)
        }),
        section(
            &["gradient::slope_index_by"],
            BY_FIT,
            UNEVEN,
            by_fit(&settings(10), |fit| {
                move |groups: &[QuantileGroup], levels: &[Confidence], _| {
                    gradient::slope_index_by(groups, fit, ONE, levels)
                }
            }),
        ),
        section(
            &["gradient::relative_index_by"],
            BY_FIT,
            UNEVEN,
            by_fit(&settings(10), |fit| {
                move |groups: &[QuantileGroup], levels: &[Confidence], _| {
                    gradient::relative_index_by(groups, fit, ONE, levels)
                }
            }),
        ),
        section(
            &["gradient::simulated_slope_index"],
            BY_FIT,
            DRAWN,
            by_fit(&few_settings(), |fit| {
                move |groups: &[QuantileGroup], levels: &[Confidence], seed| {
                    let simulation = Simulation::new(seed, DRAWS).unwrap();
                    gradient::simulated_slope_index(groups, fit, simulation, ONE, levels)
                }
            }),
        ),
        section(
            &["gradient::simulated_relative_index"],
            BY_FIT,
            DRAWN,
            by_fit(&few_settings(), |fit| {
                move |groups: &[QuantileGroup], levels: &[Confidence], seed| {
                    let simulation = Simulation::new(seed, DRAWS).unwrap();
                    gradient::simulated_relative_index(groups, fit, simulation, ONE, levels)
                }
            }),
        ),
        of_shares("gradient::logistic_slope_index", |groups, levels| {
            gradient::logistic_slope_index(groups, ONE, levels)
        }),
        of_shares("gradient::logistic_relative_index", |groups, levels| {
            gradient::logistic_relative_index(groups, ONE, levels)
        }),
        of_shares("gradient::concentration_index", |groups, levels| {
            gradient::concentration_index(groups, ONE, levels)
        }),
        of_shares(
            "gradient::relative_concentration_index",
            |groups, levels| gradient::relative_concentration_index(groups, ONE, levels),
        ),
        of_shares("gradient::wagstaff_index", |groups, levels| {
            gradient::wagstaff_index(groups, Bounds::SHARE, ONE, levels)
        }),
        of_shares("gradient::erreygers_index", |groups, levels| {
            gradient::erreygers_index(groups, Bounds::SHARE, ONE, levels)
        }),
    ]
}

fn section(
    measures: &'static [&'static str],
    about: &'static str,
    why: &'static str,
    cells: Vec<Cell>,
) -> Section {
    Section {
        measures,
        about,
        columns: LEVELS,
        cells,
        why,
    }
}

fn plain(measure: &'static str, ask: Ask) -> Section {
    let cells = [(5, 1.0), (10, 1.0), (10, 10.0), (20, 5.0)]
        .into_iter()
        .map(|(parts, error)| {
            let setting = format!("{parts} groups, error {error}");
            cell(setting, values(parts, error), move |groups, levels, _| {
                ask(groups, levels)
            })
        });
    section(
        Box::leak(Box::new([measure])),
        "Values of so many groups from 50 to 80 with a known error; more people in the middle. \
         The truth is the index of the true values.",
        "",
        cells.collect(),
    )
}

fn of_shares(measure: &'static str, ask: Ask) -> Section {
    let cells = [(50, 0.3), (200, 0.3), (2_000, 0.3), (2_000, 0.02)]
        .into_iter()
        .map(|(people, share)| {
            let setting = format!("{people} people in each group, from {share}");
            cell(
                setting,
                shares(10, people, share),
                move |groups, levels, _| ask(groups, levels),
            )
        });
    section(
        Box::leak(Box::new([measure])),
        CONCENTRATED,
        UNEVEN,
        cells.collect(),
    )
}

/// A fit with its name and groups whose values it suits.
struct Setting {
    fit: Fit,
    name: String,
    groups: fn(&Setting) -> Vec<Group>,
    parts: u8,
    size: f64,
    value: f64,
}

fn settings(parts: u8) -> Vec<Setting> {
    let mut settings = Vec::new();
    let mut add = |fit, name: String, groups, size, value| {
        settings.push(Setting {
            fit,
            name,
            groups,
            parts,
            size,
            value,
        });
    };
    for error in [1.0, 10.0] {
        add(
            Fit::Plain,
            format!("plain, error {error}"),
            of_values,
            error,
            0.0,
        );
    }
    for fit in [Fit::Rates, Fit::LogRates] {
        for events in [10.0, 30.0, 100.0, 1_000.0] {
            let name = format!("{}, {events} events on average", name_of(fit));
            add(fit, name, of_rates, events, 0.0);
        }
    }
    for fit in [Fit::Shares, Fit::LogOdds] {
        for (people, share) in [(50.0, 0.3), (200.0, 0.3), (2_000.0, 0.3), (2_000.0, 0.02)] {
            let name = format!("{}, {people} people, from {share}", name_of(fit));
            add(fit, name, of_some_shares, people, share);
        }
    }
    settings
}

/// Fifths, of a middling and a large size.
fn few_settings() -> Vec<Setting> {
    let mut settings = settings(5);
    settings.retain(|setting| match setting.fit {
        Fit::Plain => true,
        Fit::Rates | Fit::LogRates => [30.0, 1_000.0].contains(&setting.size),
        Fit::Shares | Fit::LogOdds => setting.value > 0.1 && setting.size >= 200.0,
    });
    settings
}

fn name_of(fit: Fit) -> &'static str {
    match fit {
        Fit::Plain => "plain",
        Fit::Rates => "rates",
        Fit::LogRates => "log rates",
        Fit::Shares => "shares",
        Fit::LogOdds => "log odds",
    }
}

fn by_fit<A>(settings: &[Setting], ask: impl Fn(Fit) -> A) -> Vec<Cell>
where
    A: Fn(&[QuantileGroup], &[Confidence], u64) -> Result<Estimate, Undefined>
        + Send
        + Sync
        + 'static,
{
    settings
        .iter()
        .map(|setting| {
            let groups = (setting.groups)(setting);
            cell(setting.name.clone(), groups, ask(setting.fit))
        })
        .collect()
}

fn cell(
    setting: String,
    groups: Vec<Group>,
    ask: impl Fn(&[QuantileGroup], &[Confidence], u64) -> Result<Estimate, Undefined>
    + Send
    + Sync
    + 'static,
) -> Cell {
    let truth = ask(&true_quantiles(&groups), &[], 0).unwrap().value();
    Cell::new(setting, move |stream| {
        let seed = stream.bits();
        holds(&ask(&drawn_quantiles(&groups, stream), BOTH, seed), truth)
    })
}

/// From 0 for the most deprived to 1.
fn place(part: u8, parts: u8) -> f64 {
    f64::from(part) / f64::from(parts - 1)
}

fn of_values(setting: &Setting) -> Vec<Group> {
    values(setting.parts, setting.size)
}

fn values(parts: u8, error: f64) -> Vec<Group> {
    (0..parts)
        .map(|part| {
            let place = place(part, parts);
            Group::known(1.0 + place * (1.0 - place), 50.0 + 30.0 * place, error)
        })
        .collect()
}

fn of_rates(setting: &Setting) -> Vec<Group> {
    (0..setting.parts)
        .map(|part| {
            let events = setting.size * (4.0 - 2.0 * place(part, setting.parts)) / 3.0;
            Group::rate(100_000, events)
        })
        .collect()
}

fn of_some_shares(setting: &Setting) -> Vec<Group> {
    shares(
        setting.parts,
        super::draws::whole(setting.size),
        setting.value,
    )
}

fn shares(parts: u8, people: u32, share: f64) -> Vec<Group> {
    (0..parts)
        .map(|part| Group::share(people, share * (1.0 - place(part, parts) / 2.0)))
        .collect()
}
