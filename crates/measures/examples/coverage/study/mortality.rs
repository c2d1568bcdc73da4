//! Life expectancy, with and without illness, and what a gap is made of.

use measures::mortality::{
    Bootstrap, DeathsByCause, HealthyShare, LifeExpectancyGap, LifeTable, healthy_life_expectancy,
    life_expectancy, life_expectancy_gap,
};
use measures::numeric::RandomStream;
use measures::{AgeBand, AgeGroup, Confidence, Estimate, Measured, Undefined};

use super::draws::{Chances, normal};
use super::samples::{count, people};
use super::trial::{Cell, Found, LEVELS, Section, holds, share_of};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;

/// The twenty bands of national tables: where each begins, deaths for each person and year, and
/// people for each 1,000, like those of England.
const BANDS: [(u8, f64, f64); 20] = [
    (0, 0.003_8, 11.0),
    (1, 0.000_15, 45.0),
    (5, 0.000_08, 59.0),
    (10, 0.000_09, 60.0),
    (15, 0.000_3, 56.0),
    (20, 0.000_4, 60.0),
    (25, 0.000_5, 68.0),
    (30, 0.000_7, 70.0),
    (35, 0.001, 67.0),
    (40, 0.001_5, 64.0),
    (45, 0.002_2, 63.0),
    (50, 0.003_3, 69.0),
    (55, 0.005, 68.0),
    (60, 0.008, 58.0),
    (65, 0.012_5, 50.0),
    (70, 0.019_5, 49.0),
    (75, 0.031, 36.0),
    (80, 0.053, 24.0),
    (85, 0.095, 14.0),
    (90, 0.2, 9.0),
];

/// Wide bands for what is drawn again: where each begins, deaths for each 1,000 people of two
/// causes in two places, and people.
const WIDE: [(u8, [[f64; 2]; 2], f64); 4] = [
    (0, [[0.2, 0.3], [0.3, 0.5]], 20_000.0),
    (30, [[0.8, 0.9], [1.2, 1.8]], 25_000.0),
    (60, [[6.0, 9.0], [9.0, 12.0]], 12_000.0),
    (80, [[40.0, 70.0], [45.0, 80.0]], 3_000.0),
];

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["mortality::life_expectancy"],
            about: "Deaths in twenty bands of age at rates like those of England, among so many \
                    people. The truth is the life expectancy of those rates.",
            columns: LEVELS,
            cells: expectancies(),
            why: "With few people the highest band has few deaths: the years lived there are one \
                  over its rate, which errs unevenly, and no death there is no value at all. Where \
                  limits would be more than twenty years apart, which happens when the \
                  expectation is high by chance, there are none either.",
        },
        Section {
            measures: &["mortality::healthy_life_expectancy"],
            about: "The same, where a survey finds the share that is well in each band with a \
                    known error; the share falls from 0.95 to 0.4 with age.",
            columns: LEVELS,
            cells: healthy(),
            why: "With few people the years lived in the highest band, one over its rate, err \
                  unevenly.",
        },
        Section {
            measures: &["mortality::life_expectancy_gap"],
            about: "The gap between a place with these rates and one of the same size in which \
                    all are a fifth higher.",
            columns: LEVELS,
            cells: gaps(),
            why: "With few people the years lived in the highest band, one over its rate, err \
                  unevenly.",
        },
        Section {
            measures: &["mortality::life_expectancy_gap (parts, by drawing again)"],
            about: "Parts of a gap by two causes and four wide bands of age, with limits at 95% \
                    from 400 draws, or at 99.8% from 10,000, the fewest that are taken for each. \
                    A cell at 99.8% is drawn 300 times, because ten thousand draws are taken for \
                    each. The truth is the parts of the true rates.",
            columns: LEVELS,
            cells: parts(),
            why: "A cause of which nobody of an age died by chance is drawn as none every time, so \
                  that its part has no width; few deaths are drawn as few again. Limits at a share \
                  of 400 draws also err themselves.",
        },
    ]
}

struct Place {
    people: Vec<f64>,
    rates: Vec<f64>,
    chances: Vec<Chances>,
}

impl Place {
    fn new(total: f64, times: f64) -> Self {
        let people: Vec<f64> = BANDS.iter().map(|band| band.2 * total / 1_000.0).collect();
        let rates: Vec<f64> = BANDS.iter().map(|band| band.1 * times).collect();
        Self {
            chances: people
                .iter()
                .zip(&rates)
                .map(|(people, rate)| Chances::poisson(people * rate))
                .collect(),
            people,
            rates,
        }
    }

    fn groups(&self, deaths: impl IntoIterator<Item = f64>) -> Vec<AgeGroup> {
        let ends = BANDS.iter().skip(1).map(|band| Some(band.0));
        BANDS
            .iter()
            .zip(ends.chain([None]))
            .zip(self.people.iter().zip(deaths))
            .map(|((band, end), (n, deaths))| AgeGroup {
                age: match end {
                    Some(end) => AgeBand::between(band.0, end).unwrap(),
                    None => AgeBand::and_over(band.0).unwrap(),
                },
                count: count(deaths),
                population: people(*n),
            })
            .collect()
    }

    fn on_average(&self) -> Vec<AgeGroup> {
        let deaths = self.people.iter().zip(&self.rates);
        self.groups(deaths.map(|(people, rate)| people * rate))
    }

    fn drawn(&self, stream: &mut RandomStream) -> Vec<AgeGroup> {
        let deaths: Vec<f64> = self
            .chances
            .iter()
            .map(|chances| chances.draw(stream))
            .collect();
        self.groups(deaths)
    }
}

fn expectancies() -> Vec<Cell> {
    let mut cells = Vec::new();
    for total in [5_500.0, 20_000.0, 300_000.0] {
        for age in [0_u8, 65] {
            let place = Place::new(total, 1.0);
            let ask = move |groups: &[AgeGroup], levels: &[Confidence]| {
                life_expectancy(&LifeTable::new(groups)?, age, levels)
            };
            let truth = ask(&place.on_average(), &[]).unwrap().value();
            let setting = format!("{total} people, at age {age}");
            cells.push(Cell::new(setting, move |stream| {
                holds(&ask(&place.drawn(stream), BOTH), truth)
            }));
        }
    }
    cells
}

fn healthy() -> Vec<Cell> {
    let mut cells = Vec::new();
    for total in [5_500.0, 20_000.0, 300_000.0] {
        for error in [0.01, 0.03] {
            let place = Place::new(total, 1.0);
            let well: Vec<f64> = (0_u8..20)
                .map(|band| 0.92 - 0.025 * f64::from(band))
                .collect();
            let ask = |groups: &[AgeGroup], shares: &[Measured], levels: &[Confidence]| {
                let table = LifeTable::new(groups)?;
                let shares: Vec<HealthyShare> = table
                    .rows()
                    .iter()
                    .zip(shares)
                    .map(|(row, share)| HealthyShare {
                        age: row.age,
                        share: *share,
                    })
                    .collect();
                healthy_life_expectancy(&table, &shares, 0, levels)
            };
            let shares = |drawn: &mut dyn FnMut(f64) -> f64| -> Vec<Measured> {
                well.iter()
                    .map(|share| Measured::with_standard_error(drawn(*share), error).unwrap())
                    .collect()
            };
            let truth = ask(&place.on_average(), &shares(&mut |share| share), &[]);
            let truth = truth.unwrap().value();
            let setting = format!("{total} people, shares with an error of {error}");
            let well = well.clone();
            cells.push(Cell::new(setting, move |stream| {
                let groups = place.drawn(stream);
                let shares: Vec<Measured> = well
                    .iter()
                    .map(|share| {
                        let found = (share + error * normal(stream)).clamp(0.0, 1.0);
                        Measured::with_standard_error(found, error).unwrap()
                    })
                    .collect();
                holds(&ask(&groups, &shares, BOTH), truth)
            }));
        }
    }
    cells
}

fn of_one_cause(groups: Vec<AgeGroup>) -> Vec<DeathsByCause<()>> {
    groups
        .into_iter()
        .map(|group| DeathsByCause {
            age: group.age,
            population: group.population,
            deaths: group.count,
            causes: vec![((), group.count)],
        })
        .collect()
}

fn gaps() -> Vec<Cell> {
    [5_500.0, 20_000.0, 300_000.0]
        .into_iter()
        .map(|total| {
            let (one, other) = (Place::new(total, 1.0), Place::new(total, 1.2));
            let ask = |one: Vec<AgeGroup>, other: Vec<AgeGroup>, levels: &[Confidence]| {
                let (one, other) = (of_one_cause(one), of_one_cause(other));
                let none = Bootstrap { seed: 0, draws: 0 };
                life_expectancy_gap(&one, &other, 0, none, levels).map(|found| found.gap)
            };
            let truth = ask(one.on_average(), other.on_average(), &[]);
            let truth = truth.unwrap().value();
            Cell::new(format!("{total} people in each place"), move |stream| {
                let (one, other) = (one.drawn(stream), other.drawn(stream));
                holds(&ask(one, other, BOTH), truth)
            })
        })
        .collect()
}

type Gap = LifeExpectancyGap<usize>;
type Pick = fn(&Gap) -> &Estimate;

fn parts() -> Vec<Cell> {
    let picks: [(&str, Pick); 3] = [
        ("all ages, one cause", |gap| &gap.by_cause[0].1),
        ("ages 60-79, both causes", |gap| &gap.by_age[2].1),
        ("ages 0-29, one cause", |gap| &gap.by_age_and_cause[0].2),
    ];
    let mut cells = Vec::new();
    for (name, pick) in picks {
        for size in [0.2, 2.0] {
            let setting = format!("{name}, {} people", size * 60_000.0);
            cells.push(of_part(format!("{setting}, 400 draws"), size, pick, 400));
        }
    }
    let (name, pick) = picks[0];
    let setting = format!("{name}, 12000 people, 10000 draws");
    cells.push(of_part(setting, 0.2, pick, 10_000).drawn(300));
    cells
}

fn of_part(setting: String, size: f64, pick: Pick, draws: u32) -> Cell {
    let average = |place: usize| -> Vec<Vec<f64>> {
        WIDE.iter()
            .map(|(_, rates, people)| {
                let deaths = rates[place].iter();
                deaths.map(|rate| rate * people * size / 1_000.0).collect()
            })
            .collect()
    };
    let (one, other) = (average(0), average(1));
    let none = Bootstrap { seed: 0, draws: 0 };
    let truth = gap(&one, &other, size, none, &[]);
    let truth = pick(&truth.unwrap()).value();
    let chances = |place: &[Vec<f64>]| -> Vec<Vec<Chances>> {
        let of = |causes: &Vec<f64>| causes.iter().map(|mean| Chances::poisson(*mean)).collect();
        place.iter().map(of).collect()
    };
    let (one, other) = (chances(&one), chances(&other));
    let level = usize::from(draws >= 10_000);
    Cell::new(setting, move |stream| {
        let draw = |place: &[Vec<Chances>], stream: &mut RandomStream| -> Vec<Vec<f64>> {
            let mut of =
                |causes: &Vec<Chances>| causes.iter().map(|one| one.draw(stream)).collect();
            place.iter().map(&mut of).collect()
        };
        let bootstrap = Bootstrap {
            seed: stream.bits(),
            draws,
        };
        let (one, other) = (draw(&one, stream), draw(&other, stream));
        let confidence = Confidence::PUBLISHED[level];
        let found = gap(&one, &other, size, bootstrap, &[confidence]);
        let mut held: Found = [None, None];
        held[level] = found
            .ok()
            .and_then(|gap| pick(&gap).limits_at(confidence))
            .map(|limits| share_of(limits.contain(truth)));
        held
    })
}

fn gap(
    one: &[Vec<f64>],
    other: &[Vec<f64>],
    size: f64,
    bootstrap: Bootstrap,
    levels: &[Confidence],
) -> Result<Gap, Undefined> {
    let place = |deaths: &[Vec<f64>]| -> Vec<DeathsByCause<usize>> {
        let ends = WIDE.iter().skip(1).map(|band| Some(band.0));
        WIDE.iter()
            .zip(ends.chain([None]))
            .zip(deaths)
            .map(|(((start, _, n), end), causes)| DeathsByCause {
                age: match end {
                    Some(end) => AgeBand::between(*start, end).unwrap(),
                    None => AgeBand::and_over(*start).unwrap(),
                },
                population: people(n * size),
                deaths: count(causes.iter().sum()),
                causes: causes.iter().copied().map(count).enumerate().collect(),
            })
            .collect()
    };
    life_expectancy_gap(&place(one), &place(other), 0, bootstrap, levels)
}
