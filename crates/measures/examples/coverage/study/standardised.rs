//! Rates and numbers that weigh counts by age.

use measures::interval::PoissonMethod;
use measures::mortality::{years_of_life_lost, years_of_life_lost_rate};
use measures::rate::{
    PeopleWithEvents, RepeatedEvents, StandardPopulation, directly_standardised_rate,
    indirectly_standardised_rate, indirectly_standardised_ratio, repeated_events_rate,
};
use measures::{AgeBand, AgeGroup, AgePopulation, Confidence, Multiplier, numeric};

use super::draws::Chances;
use super::samples::{count, people};
use super::trial::{Cell, LEVELS, Section, holds};

const BOTH: &[Confidence] = &Confidence::PUBLISHED;
const MULTIPLIER: Multiplier = Multiplier::PER_100_000;

pub(crate) fn sections() -> Vec<Section> {
    vec![
        Section {
            measures: &["rate::directly_standardised_rate", "interval::dobson"],
            about: "Events in nineteen bands of age, rising with age, at the given total on \
                    average. The ages of the place are those of the standard, or much younger, so \
                    that few events of the old carry great weight. Fewer than ten events have no \
                    rate.",
            columns: LEVELS,
            cells: places(|place| Box::new(directly_standardised(place))),
            why: "Dobson's limits take the skew of the total count for that of the weighted sum. \
                  Where a few events carry most of the weight the sum is more skewed than the \
                  count, and large values are missed; and draws of fewer than ten events, which \
                  have no rate, are left out, so that near ten only the higher ones are judged.",
        },
        Section {
            measures: &["rate::repeated_events_rate"],
            about: "The same, where six in ten people with events have one, three have two and \
                    one has five.",
            columns: LEVELS,
            cells: places(|place| Box::new(repeated(place))),
            why: "The variance of the rate rests on the few people with many events. Where by \
                  chance none was seen the limits are too narrow, and Dobson's limits have the \
                  skew of the number of events, which is less than that of events that come in \
                  clusters.",
        },
        Section {
            measures: &[
                "rate::indirectly_standardised_ratio",
                "rate::indirectly_standardised_rate",
            ],
            about: "Events at so many times what is expected, by exact limits below ten and \
                    Byar's from ten. The reference is without error. The rate is the ratio times \
                    a constant, so that both have the same coverage.",
            columns: LEVELS,
            cells: indirect(),
            why: "From ten events the limits are Byar's, which are a hair narrower than the exact \
                  ones.",
        },
        Section {
            measures: &["mortality::years_of_life_lost"],
            about: "Deaths before 75 in bands of five years, rising with age, at the given total \
                    on average.",
            columns: LEVELS,
            cells: [5.0, 15.0, 30.0, 100.0, 1_000.0]
                .into_iter()
                .map(|total| {
                    let place = Place::new(&STANDARD[..15], total);
                    let truth = years_of_life_lost(&place.on_average(), 75, &[]);
                    let truth = truth.unwrap().value();
                    Cell::new(format!("{total} deaths on average"), move |stream| {
                        holds(&years_of_life_lost(&place.drawn(stream), 75, BOTH), truth)
                    })
                })
                .collect(),
            why: "Few deaths of the young carry most of the years, so that the sum is more skewed \
                  than the count whose limits Dobson's method stretches; below ten deaths Byar's \
                  formula is rough as well.",
        },
        Section {
            measures: &["mortality::years_of_life_lost_rate"],
            about: "The same as a directly standardised rate. Fewer than ten deaths have no rate.",
            columns: LEVELS,
            cells: [15.0, 30.0, 100.0, 1_000.0]
                .into_iter()
                .map(|total| {
                    let standard = StandardPopulation::european_2013();
                    let place = Place::new(&STANDARD[..15], total);
                    let ask = move |groups: &[AgeGroup], levels: &[Confidence]| {
                        years_of_life_lost_rate(groups, &standard, 75, MULTIPLIER, levels)
                    };
                    let truth = ask(&place.on_average(), &[]).unwrap().value();
                    Cell::new(format!("{total} deaths on average"), move |stream| {
                        holds(&ask(&place.drawn(stream), BOTH), truth)
                    })
                })
                .collect(),
            why: "Few deaths of the young carry most of the years, so that the sum is more skewed \
                  than the count whose limits Dobson's method stretches.",
        },
    ]
}

/// The people of the standard, and those of a young town: for each 100,000, by five years from 0-4
/// to 90 and over.
const STANDARD: [u32; 19] = [
    5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000, 7_000, 6_500, 6_000,
    5_500, 5_000, 4_000, 2_500, 1_500, 1_000,
];
const YOUNG: [u32; 19] = [
    7_500, 7_000, 6_500, 7_500, 12_500, 12_000, 10_000, 8_500, 7_000, 5_500, 4_500, 3_500, 2_700,
    2_000, 1_400, 900, 550, 300, 150,
];

/// Bands of age with the events that they have on average.
struct Place {
    ages: Vec<AgeBand>,
    people: Vec<f64>,
    events: Vec<f64>,
    chances: Vec<Chances>,
}

impl Place {
    /// Events double with every ten years of age; so many happen in all.
    fn new(people: &[u32], total: f64) -> Self {
        let ages: Vec<AgeBand> = (0_u8..)
            .zip(people)
            .map(|(band, _)| match band {
                18 => AgeBand::and_over(90).unwrap(),
                _ => AgeBand::between(band * 5, band * 5 + 5).unwrap(),
            })
            .collect();
        let people: Vec<f64> = people.iter().copied().map(f64::from).collect();
        let weights: Vec<f64> = people
            .iter()
            .zip(&ages)
            .map(|(people, age)| people * numeric::exp(0.07 * f64::from(age.start())))
            .collect();
        let all: f64 = weights.iter().sum();
        let events: Vec<f64> = weights.iter().map(|weight| weight / all * total).collect();
        Self {
            chances: events.iter().map(|mean| Chances::poisson(*mean)).collect(),
            ages,
            people,
            events,
        }
    }

    fn groups(&self, events: impl Iterator<Item = f64>) -> Vec<AgeGroup> {
        self.ages
            .iter()
            .zip(&self.people)
            .zip(events)
            .map(|((age, n), events)| AgeGroup {
                age: *age,
                count: count(events),
                population: people(*n),
            })
            .collect()
    }

    fn on_average(&self) -> Vec<AgeGroup> {
        self.groups(self.events.iter().copied())
    }

    fn drawn(&self, stream: &mut numeric::RandomStream) -> Vec<AgeGroup> {
        let drawn: Vec<f64> = self
            .chances
            .iter()
            .map(|chances| chances.draw(stream))
            .collect();
        self.groups(drawn.into_iter())
    }
}

type Ask = Box<dyn Fn(&mut numeric::RandomStream) -> super::trial::Found + Send + Sync>;

fn places(ask: impl Fn(Place) -> Ask) -> Vec<Cell> {
    let mut cells = Vec::new();
    for total in [15.0, 30.0, 100.0, 1_000.0] {
        for (name, ages) in [("standard", STANDARD), ("young", YOUNG)] {
            let setting = format!("{total} events on average, {name} ages");
            cells.push(Cell::new(setting, ask(Place::new(&ages, total))));
        }
    }
    cells
}

fn directly_standardised(
    place: Place,
) -> impl Fn(&mut numeric::RandomStream) -> super::trial::Found {
    let standard = StandardPopulation::european_2013();
    let ask = move |groups: &[AgeGroup], levels: &[Confidence]| {
        directly_standardised_rate(groups, &standard, MULTIPLIER, levels)
    };
    let truth: f64 = weighted(&place, &place.events);
    move |stream| holds(&ask(&place.drawn(stream), BOTH), truth)
}

/// The rate that a standard population would have.
fn weighted(place: &Place, events: &[f64]) -> f64 {
    let terms = events.iter().zip(&place.people).zip(STANDARD);
    let rate: f64 = terms
        .map(|((events, people), weight)| events / people * f64::from(weight))
        .sum();
    rate / 100_000.0 * MULTIPLIER.get()
}

/// How many events a person with any has, and what share of the people with events they are.
const REPEATED: [(u32, f64); 3] = [(1, 0.6), (2, 0.3), (5, 0.1)];

fn repeated(place: Place) -> impl Fn(&mut numeric::RandomStream) -> super::trial::Found {
    let standard = StandardPopulation::european_2013();
    let each: f64 = REPEATED
        .iter()
        .map(|(events, share)| f64::from(*events) * share)
        .sum();
    let truth = weighted(&place, &place.events);
    let chances: Vec<Vec<Chances>> = place
        .events
        .iter()
        .map(|events| {
            REPEATED
                .iter()
                .map(|(_, share)| Chances::poisson(events / each * share))
                .collect()
        })
        .collect();
    move |stream| {
        let groups: Vec<RepeatedEvents> = place
            .ages
            .iter()
            .zip(&place.people)
            .zip(&chances)
            .map(|((age, n), chances)| RepeatedEvents {
                age: *age,
                population: people(*n),
                people: REPEATED
                    .iter()
                    .zip(chances)
                    .map(|((events, _), chances)| PeopleWithEvents {
                        events: *events,
                        people: count(chances.draw(stream)),
                    })
                    .collect(),
            })
            .collect();
        holds(
            &repeated_events_rate(&groups, &standard, MULTIPLIER, BOTH),
            truth,
        )
    }
}

fn indirect() -> Vec<Cell> {
    let age: AgeBand = AgeBand::and_over(0).unwrap();
    let mut cells = Vec::new();
    for expected in [2.0, 8.0, 15.0, 50.0, 500.0] {
        for ratio in [1.0, 1.5] {
            let reference = [AgeGroup {
                age,
                count: count(1_000.0),
                population: people(1_000_000.0),
            }];
            let place = [AgePopulation {
                age,
                population: people(expected * 1_000.0),
            }];
            let setting = format!("{expected} expected, {ratio} times as many on average");
            let chances = Chances::poisson(expected * ratio);
            cells.push(Cell::of_one_count(setting, chances, move |x| {
                let method = PoissonMethod::ExactBelowTen;
                let one = Multiplier::ONE;
                let found =
                    indirectly_standardised_ratio(count(x), &place, &reference, one, method, BOTH);
                let rate = indirectly_standardised_rate(
                    count(x),
                    &place,
                    &reference,
                    Multiplier::PER_1_000,
                    method,
                    BOTH,
                );
                let held = holds(&found, ratio);
                // A thousandth is the rate of the reference, so that the rate per 1,000 is the ratio.
                assert_eq!(held, holds(&rate, ratio));
                held
            }));
        }
    }
    cells
}
