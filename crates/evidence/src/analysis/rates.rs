//! Rates of every place that a file of counts and a file of people both name, for every period of the counts: an indicator of its own,
//! made as the rate of one place is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::Indicator;
use crate::disclosure::{Publishable, Screened};
use crate::engine::{Engine, Filter};
use crate::observation::{Area, Observation, Period, Text};

use super::built::BuiltArea;
use super::rate::{BuiltRate, EVERYBODY, RateMaker, RateMethod, whose};
use super::rows::{Gathered, gather};
use super::{AskError, Over, RateAsk};

/// Of what, and how, are rates of all places to be made?
#[derive(Clone, Debug, PartialEq)]
pub struct RatesAsk {
    /// The indicator of counts, by the publisher's number.
    pub counts: String,
    /// The population, by its number.
    pub population: String,
    /// How the rates are made. England's own is crude where others are held against what England leads to expect: it is the
    /// same there.
    pub method: RateMethod,
    /// Per so many people.
    pub per: f64,
}

/// The rates of all places.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct RatesOfPlaces {
    /// What is counted.
    pub counts: Indicator,
    /// Among whom.
    pub population: Indicator,
    /// By code of the place, then by sex: each with at least one rate.
    pub places: Vec<RatesOfPlace>,
    /// Places of which no rate could be made, for nobody and no period, by the reason of their latest one.
    pub without: BTreeMap<String, BTreeSet<Area>>,
}

/// The rates of one place for one sex.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct RatesOfPlace {
    /// What it lies in, where the file of counts says so.
    pub parent: Option<Area>,
    /// Whose events, in the publisher's words.
    pub sex: Text,
    /// For each period of the counts, the earliest first: the rate, or why there is none.
    pub rates: Vec<BuiltRate>,
}

/// Rows of one indicator by place and sex.
type ByPlace<'a> = BTreeMap<(Text, Text), Vec<&'a Observation>>;

/// Makes the rates of all places. They are no answer with a receipt yet: loaded as a release they have those of a data set.
pub async fn rates(
    engine: &dyn Engine,
    ask: &RatesAsk,
    over: &Over,
) -> Result<Publishable<RatesOfPlaces>, AskError> {
    if over.data.is_empty() {
        return Err(AskError::NoSuchIndicator(ask.counts.clone()));
    }
    let filter = Filter {
        indicators: vec![ask.counts.clone(), ask.population.clone()],
        categories: Some(false),
        ..Filter::default()
    };
    let gathered = gather(engine, over, &filter).await?;
    let made = made(ask, &gathered)?;
    let proof: &Screened = &gathered.proof;
    Ok(Publishable::from_screened(proof, made))
}

fn made(ask: &RatesAsk, gathered: &Gathered) -> Result<RatesOfPlaces, AskError> {
    let described = |id: &String| {
        let found = gathered.indicators.get(id);
        found.ok_or_else(|| AskError::NoSuchIndicator(id.clone()))
    };
    let (described_counts, described_people) =
        (described(&ask.counts)?, described(&ask.population)?);
    let by_place = |id: &str| -> ByPlace<'_> {
        let mut by_place = ByPlace::new();
        for seen in gathered.rows.iter().filter(|seen| *seen.indicator == *id) {
            let key = (Text::clone(&seen.area.code), Text::from(whose(&seen.sex)));
            by_place.entry(key).or_default().push(seen);
        }
        by_place
    };
    let (counts, people) = (by_place(&ask.counts), by_place(&ask.population));
    let mut places = Vec::new();
    let mut without: BTreeMap<String, BTreeSet<Area>> = BTreeMap::new();
    for ((code, sex), events) in &counts {
        let is_reference =
            ask.method == RateMethod::IndirectlyStandardised && **code == *crate::ENGLAND;
        let one = RateAsk {
            area: BuiltArea::known(&**code),
            counts: ask.counts.clone(),
            population: Some(ask.population.clone()),
            method: if is_reference {
                RateMethod::Crude
            } else {
                ask.method
            },
            per: ask.per,
            sex: Some(sex.to_string()).filter(|sex| *sex != *EVERYBODY),
            period: None,
        };
        let maker = RateMaker {
            ask: &one,
            built: None,
            described: described_counts,
            population: Some(described_people),
            hides: false,
            england: [of_england(&counts, sex), of_england(&people, sex)],
        };
        let residents = people.get(&(Text::clone(code), Text::clone(sex)));
        let residents = residents.map_or(&[][..], Vec::as_slice);
        let periods: BTreeSet<&Period> = events.iter().map(|seen| &seen.period).collect();
        let rates: Vec<BuiltRate> = periods
            .into_iter()
            .map(|period| BuiltRate {
                method: ask.method,
                ..maker.answer(events, residents, period.clone())
            })
            .collect();
        if rates.iter().any(|rate| rate.value.is_some()) {
            let parent = events.iter().rev().find_map(|seen| seen.parent.clone());
            let sex = Text::clone(sex);
            places.push(RatesOfPlace { parent, sex, rates });
        } else if let Some(BuiltRate { area, refused, .. }) = rates.into_iter().next_back() {
            without
                .entry(refused.unwrap_or_default())
                .or_default()
                .insert(area);
        }
    }
    let has_rates: BTreeSet<&str> = places
        .iter()
        .filter_map(|place: &RatesOfPlace| place.rates.first())
        .map(|rate| &*rate.area.code)
        .collect();
    for places in without.values_mut() {
        places.retain(|area: &Area| !has_rates.contains(&*area.code));
    }
    without.retain(|_, places| !places.is_empty());
    Ok(RatesOfPlaces {
        counts: described_counts.clone(),
        population: described_people.clone(),
        places,
        without,
    })
}

/// England's rows for a sex.
fn of_england<'a>(rows: &ByPlace<'a>, sex: &Text) -> Vec<&'a Observation> {
    let key = (Text::from(crate::ENGLAND), Text::clone(sex));
    rows.get(&key).cloned().unwrap_or_default()
}
