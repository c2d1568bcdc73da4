//! A rate that is worked out from counts and a population: for an area that both files name, or for one that is built of small areas.
//!
//! Counts and populations are summed first and the rate is made of the sums; rates are never averaged. The receipt names both
//! files, so that whoever has them gets the same.

use std::collections::{BTreeMap, BTreeSet};

use measures::interval::PoissonMethod;
use measures::rate::{
    StandardPopulation, crude_rate, directly_standardised_rate, expected_events,
    indirectly_standardised_rate,
};
use measures::{
    AgeBand, AgeGroup, AgePopulation, Confidence, Count, Estimate, Multiplier, Population,
    Undefined,
};
use serde::{Deserialize, Serialize};

use crate::catalogue::{Indicator, ValueType};
use crate::cell::Cell;
use crate::disclosure::Policy;
use crate::engine::{Engine, Filter};
use crate::intake::small_areas::ALL_AGES;
use crate::observation::{Area, Observation, Period, Text, starts_on};
use crate::stocktake::ages::Band;

use super::built::{Built, BuiltArea, resolve};
use super::by_age::{Ages, ByAge};
use super::rows::gather;
use super::{Answer, Ask, AskError, MadeOfCells, Over, seal};

/// How a rate is made of counts and populations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateMethod {
    /// All counts over all people. Limits are exact below a count of 10, Byar's from 10 on.
    #[default]
    Crude,
    /// Standardised to the European Standard Population 2013 by age. Limits after Dobson; from 10 events on.
    DirectlyStandardised,
    /// Events over those that England's rates by age would bring about, times England's rate: for few events, and for events whose
    /// ages are not known. Limits are exact below a count of 10, Byar's from 10 on.
    IndirectlyStandardised,
}

/// What is the rate of an event in a place?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateAsk {
    /// The place.
    pub area: BuiltArea,
    /// The indicator of counts, by the publisher's number.
    pub counts: String,
    /// The population, by its number; residents of small areas where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// How the rate is made.
    pub method: RateMethod,
    /// Per so many people.
    pub per: f64,
    /// Whose events and people; those of everybody where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<String>,
    /// The period of the counts; the latest where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

/// A rate, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BuiltRate {
    /// The place.
    pub area: Area,
    /// What is counted.
    pub counts: String,
    /// Over how many small areas counts were summed; none where the file names the place itself.
    pub small_areas: Option<usize>,
    /// When the events were counted.
    pub period: Period,
    /// When the people were counted.
    pub population_period: Option<Period>,
    /// How it was made.
    pub method: RateMethod,
    /// Per so many people.
    pub per: f64,
    /// Of which ages both are, as "0 to 74"; none where they are of all ages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ages: Option<String>,
    /// All events, where they are known.
    pub count: Option<f64>,
    /// All people, where they are known.
    pub population: Option<f64>,
    /// The rate.
    pub value: Option<f64>,
    /// Its 95% limits.
    pub limits_95: Option<(f64, f64)>,
    /// Why there is no rate, as a sentence.
    pub refused: Option<String>,
    /// What to know beside it, each as a sentence.
    pub notes: Vec<String>,
}

impl MadeOfCells for BuiltRate {
    /// Counts were screened as rows; those under a hiding rule are not summed at all.
    fn each_cell(&mut self, _: &mut dyn FnMut(&mut Cell)) {}
}

/// The rate of an event in a place.
pub async fn rate(
    engine: &dyn Engine,
    ask: &RateAsk,
    over: &Over,
) -> Result<Answer<BuiltRate>, AskError> {
    if over.data.is_empty() {
        return Err(AskError::NoSuchIndicator(ask.counts.clone()));
    }
    let mut built: Option<Built> = None;
    for vintage in ask.area.vintages() {
        if built.is_none() {
            built = resolve(engine, over, &ask.area, vintage).await?;
        }
    }
    let vintage = built
        .as_ref()
        .map_or(crate::small_areas::Vintage::Lsoa2021, |built| built.vintage);
    let population = ask
        .population
        .clone()
        .unwrap_or_else(|| vintage.residents());
    let mut areas: BTreeSet<String> = built
        .iter()
        .flat_map(|built| built.small_areas.keys().map(ToString::to_string))
        .collect();
    areas.insert(ask.area.code.clone());
    if ask.method == RateMethod::IndirectlyStandardised {
        areas.insert(crate::ENGLAND.to_owned());
    }
    let filter = Filter {
        indicators: vec![ask.counts.clone(), population.clone()],
        areas: areas.into_iter().collect(),
        categories: Some(false),
        ..Filter::default()
    };
    let gathered = gather(engine, over, &filter).await?;
    let described = gathered
        .indicators
        .get(&ask.counts)
        .ok_or_else(|| AskError::NoSuchIndicator(ask.counts.clone()))?;
    if !gathered.indicators.contains_key(&population) {
        return Err(AskError::NoSuchIndicator(population));
    }
    // England is what others are standardised to, and no part of them.
    let is_reference = |seen: &&Observation| {
        *ask.area.code != *crate::ENGLAND && *seen.area.code == *crate::ENGLAND
    };
    let of = |id: &str| -> (Vec<&Observation>, Vec<&Observation>) {
        let rows = gathered.rows.iter().filter(|seen| *seen.indicator == *id);
        rows.filter(|seen| is_of(seen, ask.sex.as_deref()))
            .partition(is_reference)
    };
    let (england_counts, counts) = of(&ask.counts);
    let (england_people, people) = of(&population);
    let period = counts
        .iter()
        .map(|seen| &seen.period)
        .filter(|period| {
            ask.period
                .as_deref()
                .is_none_or(|wanted| &*period.label == wanted)
        })
        .max()
        .cloned();
    let Some(period) = period else {
        let wanted = match (&ask.period, &ask.sex) {
            (Some(period), _) => format!("{} in {period}", ask.area.code),
            (None, Some(sex)) => format!("{sex} in {}", ask.area.code),
            (None, None) => format!("everybody in {}", ask.area.code),
        };
        return Err(AskError::NoSuchSeries {
            indicator: ask.counts.clone(),
            wanted,
        });
    };
    let hides = over
        .data
        .iter()
        .any(|version| version.policy != Policy::AlreadyPublished);
    let asked = RateMaker {
        ask,
        built: built.as_ref(),
        described,
        population: gathered.indicators.get(&population),
        hides,
        england: [england_counts, england_people],
    };
    let result = asked.answer(&counts, &people, period);
    Ok(seal(Ask::Rate(ask.clone()), over, &gathered.proof, result))
}

/// Whether a row is for the sex that is wanted; for everybody where none is.
fn is_of(seen: &Observation, sex: Option<&str>) -> bool {
    whose(&seen.sex) == sex.unwrap_or(EVERYBODY)
}

/// What publishers call people of either sex.
pub(super) const EVERYBODY: &str = "Persons";

/// Whose figures they are: those of everybody where nothing is said.
pub(super) fn whose(sex: &str) -> &str {
    if sex.is_empty() { EVERYBODY } else { sex }
}

/// Makes rates of one place from rows that were gathered.
pub(super) struct RateMaker<'a> {
    pub(super) ask: &'a RateAsk,
    pub(super) built: Option<&'a Built>,
    pub(super) described: &'a Indicator,
    pub(super) population: Option<&'a Indicator>,
    /// Whether a file is under a hiding rule.
    pub(super) hides: bool,
    /// England's counts and people, of every period.
    pub(super) england: [Vec<&'a Observation>; 2],
}

impl RateMaker<'_> {
    /// The rate of one period, or why there is none. Counts and people are those of the place, of every period.
    pub(super) fn answer(
        &self,
        counts: &[&Observation],
        people: &[&Observation],
        period: Period,
    ) -> BuiltRate {
        let code = &self.ask.area.code;
        let in_period: Vec<&Observation> = counts
            .iter()
            .filter(|seen| seen.period == period)
            .copied()
            .collect();
        let is_direct = in_period.iter().any(|seen| *seen.area.code == **code);
        let held: BTreeSet<&Period> = people.iter().map(|seen| &seen.period).collect();
        let years = people_years(&period, &held);
        let population_period = years.as_ref().ok().and_then(|years| years.last().cloned());
        let area = self.built.map(|built| built.area.clone());
        let area = area.or_else(|| in_period.first().map(|seen| seen.area.clone()));
        let mut result = BuiltRate {
            area: area.unwrap_or_else(|| Area::new(code, code, "")),
            counts: self.described.name.clone(),
            small_areas: self
                .built
                .filter(|_| !is_direct)
                .map(|built| built.small_areas.len()),
            period,
            population_period,
            method: self.ask.method,
            per: self.ask.per,
            ages: None,
            count: None,
            population: None,
            value: None,
            limits_95: None,
            refused: None,
            notes: Vec::new(),
        };
        let filled = years.and_then(|years| {
            result.notes.extend(about_years(&result.period, &years));
            self.fill(&mut result, &in_period, people, &years)
        });
        if let Err(why) = filled {
            result.refused = Some(why);
        }
        result
    }

    fn fill(
        &self,
        result: &mut BuiltRate,
        counts: &[&Observation],
        people: &[&Observation],
        years: &[Period],
    ) -> Result<(), String> {
        let code = &*self.ask.area.code;
        let events = self.by_age(code, counts, self.described, "counts")?;
        if self.ask.method == RateMethod::DirectlyStandardised && events.bands().next().is_none() {
            return Err(NOT_BY_AGE.to_owned());
        }
        let people = self.people(code, people, years)?;
        let multiplier = Multiplier::new(self.ask.per).map_err(|error| format!("{error}."))?;
        let ages = events.ages()?;
        let count = events.of(ages, "counts")?;
        let population = people.of(ages, "people")?;
        result.ages = match ages {
            Ages::Everybody => None,
            Ages::Of(band) => Some(band.to_string()),
        };
        result.count = Some(count);
        result.population = Some(population);
        let estimate = match self.ask.method {
            RateMethod::Crude => crude(count, population, multiplier),
            RateMethod::DirectlyStandardised => {
                if events.ages_of_bands()? != ages {
                    return Err(
                        "The counts are of all ages, and not all of them are given by age."
                            .to_owned(),
                    );
                }
                let groups = groups(&events, &people)?;
                let ages: Vec<AgeBand> = groups.iter().map(|group| group.age).collect();
                let standard = StandardPopulation::european_2013()
                    .in_bands(&ages)
                    .map_err(|why| {
                        format!("The ages do not fit the European Standard Population 2013: {why}.")
                    })?;
                directly_standardised_rate(
                    &groups,
                    &standard,
                    multiplier,
                    &[Confidence::NINETY_FIVE],
                )
            }
            RateMethod::IndirectlyStandardised => {
                let (england, reference) = self.reference(&result.period, years)?;
                if england.ages()? != ages || england.ages_of_bands()? != ages {
                    return Err(
                        "England’s counts by age are not of the same ages as those of this place."
                            .to_owned(),
                    );
                }
                let own: Vec<AgePopulation> = groups(&england, &people)?
                    .into_iter()
                    .map(AgePopulation::from)
                    .collect();
                if let Ok(expected) = expected_events(&own, &reference) {
                    result.notes.push(format!(
                        "At England’s rates by age {expected:.1} events were to be expected; {count} happened."
                    ));
                }
                Count::new(count)
                    .map_err(|_| Undefined::TooLarge)
                    .and_then(|count| {
                        indirectly_standardised_rate(
                            count,
                            &own,
                            &reference,
                            multiplier,
                            PoissonMethod::ExactBelowTen,
                            &[Confidence::NINETY_FIVE],
                        )
                    })
            }
        };
        let estimate = estimate.map_err(|why| format!("There is no rate: {why}."))?;
        result.value = Some(estimate.value());
        result.limits_95 = estimate
            .limits_at(Confidence::NINETY_FIVE)
            .map(|limits| (limits.lower(), limits.upper()));
        Ok(())
    }

    /// England's events by age, and the same with its people, of the periods of the place.
    fn reference(
        &self,
        period: &Period,
        years: &[Period],
    ) -> Result<(ByAge, Vec<AgeGroup>), String> {
        if *self.ask.area.code == *crate::ENGLAND {
            return Err("England is what other places are standardised to.".to_owned());
        }
        let of_england = |why: String| format!("This needs England’s figures by age. {why}");
        let [events, residents] = &self.england;
        let events: Vec<&Observation> = of_period(events, period);
        let events = self.by_age(crate::ENGLAND, &events, self.described, "counts");
        let events = events.map_err(of_england)?;
        let residents = self.people(crate::ENGLAND, residents, years);
        let residents = residents.map_err(of_england)?;
        let reference = groups(&events, &residents).map_err(of_england)?;
        Ok((events, reference))
    }

    /// The people of a place by age, of all these years together: person-years.
    fn people(&self, code: &str, rows: &[&Observation], years: &[Period]) -> Result<ByAge, String> {
        let unknown = Indicator::default();
        let described = self.population.unwrap_or(&unknown);
        let mut people = ByAge::default();
        if years.is_empty() {
            // There are none, which is said there.
            return self.by_age(code, &[], described, "people");
        }
        for year in years {
            let rows = of_period(rows, year);
            people.add_year(self.by_age(code, &rows, described, "people")?)?;
        }
        Ok(people)
    }

    /// Figures of a place by age: its own where the file has them, else the sum of its small areas.
    fn by_age(
        &self,
        code: &str,
        rows: &[&Observation],
        described: &Indicator,
        what: &str,
    ) -> Result<ByAge, String> {
        let own: Vec<&Observation> = rows
            .iter()
            .filter(|seen| *seen.area.code == *code)
            .copied()
            .collect();
        let is_own = !own.is_empty();
        let rows = if is_own { own } else { rows.to_vec() };
        if rows.is_empty() {
            let whom = if code == crate::ENGLAND {
                "England"
            } else {
                "this place"
            };
            return Err(format!("There are no {what} for {whom}."));
        }
        if !is_own && self.hides {
            return Err(format!(
                "The {what} of small areas are under a hiding rule, and hidden or rounded counts are not summed."
            ));
        }
        let mut sums = ByAge::default();
        let mut seen_in: BTreeMap<Option<Band>, BTreeSet<Text>> = BTreeMap::new();
        for seen in rows {
            let age = match &*seen.age {
                "" | ALL_AGES => None,
                text => Some(Band::read(text).ok_or_else(|| {
                    format!("The age “{text}” of the {what} is no age in years that we can read.")
                })?),
            };
            if !seen.shows_value() {
                return Err(format!(
                    "A figure of the {what} is hidden or missing, so they are not summed."
                ));
            }
            let plain = seen
                .value
                .filter(|_| described.value_type == ValueType::Count);
            let number = seen.count.or(plain).ok_or_else(|| {
                format!(
                    "“{}” has rates and no counts, and rates are never averaged.",
                    described.name
                )
            })?;
            let is_new = seen_in
                .entry(age)
                .or_default()
                .insert(Text::clone(&seen.area.code));
            // Two files may spell an age or everybody in two ways. The first counts, as in every answer.
            if is_new {
                sums.add(age, number);
            }
        }
        if !is_own {
            let wanted = self.built.map_or(0, |built| built.small_areas.len());
            if let Some(lack) = seen_in
                .values()
                .map(|held| wanted.saturating_sub(held.len()))
                .max()
                .filter(|lack| *lack > 0)
            {
                return Err(format!(
                    "{lack} of {wanted} small areas have no {what}; where nothing happened, the file must say 0."
                ));
            }
        }
        Ok(sums)
    }
}

const NOT_BY_AGE: &str = "The counts are not given by age, so they cannot be standardised.";

fn of_period<'a>(rows: &[&'a Observation], period: &Period) -> Vec<&'a Observation> {
    let rows = rows.iter().filter(|seen| seen.period == *period);
    rows.copied().collect()
}

/// Of which periods the people are that events of a period are held against: for one year the nearest, the later of two as
/// near; for several years each of them. None where there are no people at all.
fn people_years(events: &Period, held: &BTreeSet<&Period>) -> Result<Vec<Period>, String> {
    let months = |period: &Period| {
        let (year, month, _) = starts_on(period.start);
        year * 12 + month
    };
    if events.months == 0 || !events.months.is_multiple_of(12) {
        return Err(format!(
            "Events are of {}, which is no whole number of years, and rates here are a year.",
            events.label
        ));
    }
    if held.is_empty() {
        return Ok(Vec::new());
    }
    if events.is_one_year() {
        let nearest = held.iter().min_by_key(|people| {
            let distance = months(people).abs_diff(months(events));
            (distance, std::cmp::Reverse(people.start))
        });
        return Ok(nearest
            .into_iter()
            .map(|people| (*people).clone())
            .collect());
    }
    let first = events.first_year();
    (first..first + u32::from(events.months / 12))
        .map(|year| {
            let mut of_year = held.iter().filter(|people| {
                people.first_year() == year && (people.is_one_year() || people.is_day())
            });
            of_year
                .next_back()
                .map(|people| (*people).clone())
                .ok_or_else(|| {
                    format!(
                        "Events are of {}, and there are no people of {year}.",
                        events.label
                    )
                })
        })
        .collect()
}

/// What to know about the years of the people.
fn about_years(events: &Period, years: &[Period]) -> Option<String> {
    match years {
        [] => None,
        [year] if year.first_year() == events.first_year() => None,
        [year] => Some(format!(
            "Events are of {}, people of {}: the nearest that is loaded.",
            events.label, year.label
        )),
        [first, .., last] => Some(format!(
            "The people are those of every year from {} to {} together: person-years.",
            first.label, last.label
        )),
    }
}

fn crude(count: f64, population: f64, multiplier: Multiplier) -> Result<Estimate, Undefined> {
    let count = Count::new(count).map_err(|_| Undefined::TooLarge)?;
    let population = Population::new(population).map_err(|_| Undefined::TooLarge)?;
    crude_rate(
        count,
        population,
        multiplier,
        PoissonMethod::ExactBelowTen,
        &[Confidence::NINETY_FIVE],
    )
}

/// Events by age with the people of the same ages.
fn groups(events: &ByAge, people: &ByAge) -> Result<Vec<AgeGroup>, String> {
    let groups: Result<Vec<AgeGroup>, String> = events
        .bands()
        .map(|(band, events)| {
            let number = people.of(Ages::Of(band), "people")?;
            let age = match band.ends() {
                (from, Some(to)) => AgeBand::between(from, to.saturating_add(1)),
                (from, None) => AgeBand::and_over(from),
            };
            Ok(AgeGroup {
                age: age.map_err(|error| format!("{error}."))?,
                count: Count::new(events).map_err(|error| format!("{error}."))?,
                population: Population::new(number).map_err(|error| format!("{error}."))?,
            })
        })
        .collect();
    groups.and_then(|groups| {
        if groups.is_empty() {
            Err(NOT_BY_AGE.to_owned())
        } else {
            Ok(groups)
        }
    })
}
