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
use crate::observation::{Area, Observation, Period, Text};
use crate::stocktake::ages::Band;

use super::built::{Built, BuiltArea, resolve};
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

/// Figures of a place by age: the total under no age.
type ByAge = BTreeMap<Option<Band>, f64>;

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
        // The population whose first month is nearest to the counts; the later of two as near.
        let population_period = people
            .iter()
            .map(|seen| &seen.period)
            .min_by_key(|held| {
                (
                    months(held.start).abs_diff(months(period.start)),
                    std::cmp::Reverse(held.start),
                )
            })
            .cloned();
        let people: Vec<&Observation> = people
            .iter()
            .filter(|seen| Some(&seen.period) == population_period.as_ref())
            .copied()
            .collect();
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
            population_period: population_period.clone(),
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
        if let Err(why) = self.fill(&mut result, &in_period, &people) {
            result.refused = Some(why);
        }
        if let Some(of) = &population_period
            && of.first_year() != result.period.first_year()
        {
            result.notes.push(format!(
                "Events are of {}, people of {}: the nearest that is loaded.",
                result.period.label, of.label
            ));
        }
        result
    }

    fn fill(
        &self,
        result: &mut BuiltRate,
        counts: &[&Observation],
        people: &[&Observation],
    ) -> Result<(), String> {
        let code = &*self.ask.area.code;
        if result.period.months != 12 {
            return Err(format!(
                "Events are counted over {} months, and a rate a year is made of counts of one year.",
                result.period.months
            ));
        }
        let events = self.by_age(code, counts, self.described, "counts")?;
        let unknown = Indicator::default();
        let described = self.population.unwrap_or(&unknown);
        let people = self.by_age(code, people, described, "people")?;
        let multiplier = Multiplier::new(self.ask.per).map_err(|error| format!("{error}."))?;
        let count = total(&events);
        let ages = ages_of(&events)?;
        result.ages = ages.map(|ages| ages.to_string());
        let population = people_of(ages, &people)?;
        result.count = Some(count);
        result.population = Some(population);
        let estimate = match self.ask.method {
            RateMethod::Crude => crude(count, population, multiplier),
            RateMethod::DirectlyStandardised => {
                let by_age = Band::of_all(events.keys().copied().flatten());
                let has_bands = events.keys().any(Option::is_some);
                if events.contains_key(&None)
                    && has_bands
                    && !by_age.is_some_and(Band::is_everybody)
                {
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
                let (ages, reference) = self.reference(result, described)?;
                let own: Vec<AgePopulation> = groups(&ages, &people)?
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
        result: &BuiltRate,
        people: &Indicator,
    ) -> Result<(ByAge, Vec<AgeGroup>), String> {
        if *self.ask.area.code == *crate::ENGLAND {
            return Err("England is what other places are standardised to.".to_owned());
        }
        let of_england = |why: String| format!("This needs England’s figures by age. {why}");
        let in_period = |rows: &[&'_ Observation], period: Option<&Period>| -> Vec<Observation> {
            let rows = rows.iter().filter(|seen| Some(&seen.period) == period);
            rows.map(|seen| (*seen).clone()).collect()
        };
        let [events, residents] = &self.england;
        let events = in_period(events, Some(&result.period));
        let residents = in_period(residents, result.population_period.as_ref());
        let by_age = |rows: &[Observation], described, what| {
            let rows: Vec<&Observation> = rows.iter().collect();
            self.by_age(crate::ENGLAND, &rows, described, what)
                .map_err(of_england)
        };
        let events = by_age(&events, self.described, "counts")?;
        let residents = by_age(&residents, people, "people")?;
        let reference = groups(&events, &residents).map_err(of_england)?;
        Ok((events, reference))
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
        let mut sums: ByAge = BTreeMap::new();
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
            *sums.entry(age).or_insert(0.0) += number;
            seen_in
                .entry(age)
                .or_default()
                .insert(Text::clone(&seen.area.code));
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

/// Months since the year 0 of the first month of a period, whose start is a month (`202001`) or a day (`20200630`).
fn months(start: u32) -> u32 {
    let month = if start > 999_999 { start / 100 } else { start };
    month / 100 * 12 + month % 100
}

/// The total where the file has one, else the sum of the ages.
fn total(by_age: &ByAge) -> f64 {
    by_age
        .get(&None)
        .copied()
        .unwrap_or_else(|| by_age.values().fold(0.0, |sum, people| sum + people))
}

/// Of which ages the counts are; none where they are of all.
fn ages_of(events: &ByAge) -> Result<Option<Band>, String> {
    if events.contains_key(&None) {
        return Ok(None);
    }
    let all = Band::of_all(events.keys().copied().flatten()).ok_or(
        "The counts are given for ages with others missing between them, so they are of no one group.",
    )?;
    Ok(Some(all).filter(|all| !all.is_everybody()))
}

/// The people of the same ages as the counts.
fn people_of(ages: Option<Band>, people: &ByAge) -> Result<f64, String> {
    match ages {
        None => Ok(total(people)),
        Some(ages) => people_in(ages, people),
    }
}

/// The people of a band of ages, where the bands that they are given by make it up.
fn people_in(band: Band, people: &ByAge) -> Result<f64, String> {
    if let Some(people) = people.get(&Some(band)) {
        return Ok(*people);
    }
    let given = || people.keys().flatten();
    let mut inside: Vec<Band> = given().copied().filter(|age| band.holds(*age)).collect();
    inside.sort_unstable();
    let straddles = given().any(|age| band.meets(*age) && !band.holds(*age));
    if straddles || Band::of_all(inside.iter().copied()) != Some(band) {
        return Err(format!(
            "The people are not given by ages that make up {band}, so events and people do not match."
        ));
    }
    if inside
        .iter()
        .zip(inside.iter().skip(1))
        .any(|(one, next)| one.meets(*next))
    {
        return Err("The ages of the people overlap, so they are not summed.".to_owned());
    }
    let of_band = people
        .iter()
        .filter(|(age, _)| age.is_some_and(|age| band.holds(age)));
    Ok(of_band.map(|(_, people)| people).sum())
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
    let bands: Vec<(Band, f64)> = events
        .iter()
        .filter_map(|(age, events)| Some(((*age)?, *events)))
        .collect();
    if bands.is_empty() {
        return Err("The counts are not given by age, so they cannot be standardised.".to_owned());
    }
    bands
        .into_iter()
        .map(|(band, events)| {
            let number = people_in(band, people)?;
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
        .collect()
}
