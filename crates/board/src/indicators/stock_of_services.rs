use evidence::analysis::Characteristic;
use evidence::observation::State;
use evidence::stocktake::Measure;
use jiff::civil::Date;

use super::EvidenceItem;
use super::stocktake::{KeptStocktake, ServiceGap, gaps_of_service, stocktakes_of};
use super::used_in::resting_on;
use crate::database::DatabaseError;
use crate::places::{Service, services};
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{Actor, RecordId};

/// One service of which stock was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceInStock {
    /// The service.
    pub service: Service,
    /// Its stocktakes, the newest first; at least one.
    pub stocktakes: Vec<KeptStocktake>,
    /// The gaps of the newest, those without an owner first.
    pub gaps: Vec<ServiceGap>,
    /// How often stock is taken.
    pub cadence: Cadence,
    /// What rests on a statement that is made of a stocktake, as far as whoever asks may see it.
    pub used_in: Vec<Record>,
}

/// How often stock of a service is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    /// How many times.
    pub times: usize,
    /// So many days lie between two, in the middle; none where there is one only.
    pub days_between: Option<i32>,
    /// The records of the newest end so many days ago.
    pub days_since: i32,
}

/// How far a service knows one characteristic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KnownOf {
    /// What.
    pub characteristic: Characteristic,
    /// Known for so many per cent, or why that is not said. [`State::NotAsked`] where the records have no column for it.
    pub now: Measure,
    /// Known for so many per cent one stocktake earlier.
    pub before: Option<f64>,
}

impl Cadence {
    fn of(days: &[Date], today: Date) -> Option<Self> {
        let newest = days.first()?;
        let mut between: Vec<i32> = days
            .windows(2)
            .map(|pair| (pair[0] - pair[1]).get_days())
            .collect();
        between.sort_unstable();
        Some(Self {
            times: days.len(),
            days_between: between.get(between.len() / 2).copied(),
            days_since: (today - *newest).get_days(),
        })
    }

    /// Whether the next is overdue: half as long again as usual has passed. Nothing is overdue that was done once.
    #[must_use]
    pub fn is_late(self) -> bool {
        self.days_between
            .is_some_and(|between| self.days_since > between + between / 2)
    }
}

impl ServiceInStock {
    /// All ten characteristics, each with how far it is known now and was known before.
    #[must_use]
    pub fn known(&self) -> Vec<KnownOf> {
        let [now, before] = [0, 1].map(|place| self.stocktakes.get(place));
        let of = |kept: Option<&KeptStocktake>, characteristic| {
            kept.and_then(KeptStocktake::found)?
                .characteristics
                .iter()
                .find(|found| found.characteristic == characteristic)
                .map(|found| found.completeness)
        };
        Characteristic::ALL
            .into_iter()
            .map(|characteristic| KnownOf {
                characteristic,
                now: of(now, characteristic).unwrap_or_else(|| Measure::none(State::NotAsked)),
                before: of(before, characteristic).and_then(|measure| measure.value),
            })
            .collect()
    }
}

/// The services of a board of which stock was taken, by name, as far as whoever asks may see them.
pub async fn stock_of_services(
    house: &House,
    actor: &Actor,
    today: Date,
    board: RecordId,
) -> Result<Vec<ServiceInStock>, DatabaseError> {
    let mut all = Vec::new();
    for service in services(house, board).await? {
        if !service.record.is_visible_to(actor) {
            continue;
        }
        let stocktakes = stocktakes_of(house, service.record.id).await?;
        let days: Vec<Date> = stocktakes.iter().map(|kept| kept.as_at).collect();
        let Some(cadence) = Cadence::of(&days, today) else {
            continue;
        };
        let of_a_stocktake = |item: &EvidenceItem| {
            let number = item.receipt_number.as_deref();
            stocktakes
                .iter()
                .any(|kept| number == Some(kept.receipt.as_str()))
        };
        all.push(ServiceInStock {
            gaps: gaps_of_service(house, service.record.id).await?,
            used_in: resting_on(house, actor, today, of_a_stocktake).await?,
            cadence,
            stocktakes,
            service,
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_comes_every_half_year_is_late_after_nine_months() {
        let days = [date(2022, 6, 30), date(2021, 12, 31), date(2021, 6, 30)];
        let cadence = Cadence::of(&days, date(2022, 9, 8)).expect("there are three");
        assert_eq!((cadence.times, cadence.days_since), (3, 70));
        assert_eq!(cadence.days_between, Some(184));
        assert!(!cadence.is_late());
        let late = Cadence::of(&days, date(2023, 4, 10)).expect("there are three");
        assert!(late.is_late());
    }

    #[test]
    fn nothing_is_late_that_was_done_once() {
        let once = Cadence::of(&[date(2012, 6, 30)], date(2022, 9, 8)).expect("there is one");
        assert_eq!(once.days_between, None);
        assert!(!once.is_late());
        assert_eq!(Cadence::of(&[], date(2022, 9, 8)), None);
    }
}
