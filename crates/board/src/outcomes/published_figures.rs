use std::sync::Arc;

use evidence::analysis::{AskError, IndicatorAsk, SeriesPoint};
use evidence::observation::starts_on;
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Figures, FiguresUnavailable, Point};
use crate::indicators::{self, FiguresError, as_records_say, indicators};
use crate::places::area;
use crate::runner::{House, Who};
use crate::vocabulary::RecordId;

/// Who asks, and when: whoever makes the figures available says it anew for each question, because receipts carry the time.
pub type Asking = Arc<dyn Fn() -> Who + Send + Sync>;

/// The figures of published data: the series for everybody, as on the indicator's own page.
#[derive(Clone)]
pub struct PublishedFigures {
    house: House,
    evidence: indicators::Figures,
    asking: Asking,
}

impl std::fmt::Debug for PublishedFigures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PublishedFigures").finish_non_exhaustive()
    }
}

impl PublishedFigures {
    /// The figures of the data that an installation has published.
    #[must_use]
    pub fn new(house: House, evidence: indicators::Figures, asking: Asking) -> Self {
        Self {
            house,
            evidence,
            asking,
        }
    }
}

#[async_trait::async_trait]
impl Figures for PublishedFigures {
    async fn series(
        &self,
        indicator: RecordId,
        place: RecordId,
    ) -> Result<Vec<Point>, FiguresUnavailable> {
        let failed = |error: &dyn std::fmt::Display| FiguresUnavailable(error.to_string());
        let known = indicators(&self.house).await.map_err(|e| failed(&e))?;
        let Some(known) = known.into_iter().find(|it| it.record.id == indicator) else {
            return Ok(Vec::new());
        };
        let place = area(&self.house, place).await.map_err(|e| failed(&e))?;
        let Some(code) = place.and_then(|place| place.code) else {
            return Ok(Vec::new());
        };
        let ask = IndicatorAsk::new(known.described.id, code);
        let who = (self.asking)();
        let answer = match self.evidence.indicator(&self.house, &who, &ask).await {
            Ok(answer) => answer,
            // That nobody has published a figure for the place is an answer.
            Err(FiguresError::Ask(
                AskError::NoData | AskError::NoSuchIndicator(_) | AskError::NoSuchArea(_),
            )) => return Ok(Vec::new()),
            Err(error) => return Err(failed(&error)),
        };
        let receipt = answer.receipt.number.to_string();
        Ok(answer
            .result
            .course
            .iter()
            .filter_map(|point| point_of(point, &receipt))
            .collect())
    }
}

/// A period without a figure that may be shown gives no point.
fn point_of(point: &SeriesPoint, receipt: &str) -> Option<Point> {
    Some(Point {
        period: point.period.label.to_string(),
        ends: last_day(point.period.start, point.period.months)?,
        value: point.value.value()?,
        limits: point.value.limits().and_then(|limits| limits.at_95),
        origin: as_records_say(point.value.origin()),
        receipt: Some(receipt.to_owned()),
    })
}

/// The last day of so many months from a month written as 201504; a day, written as 20150422, is its own last.
fn last_day(start: u32, months: u16) -> Option<Date> {
    let (year, month, day) = starts_on(start);
    let first = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    if months == 0 {
        return Some(first);
    }
    first
        .checked_add(i32::from(months).months())
        .ok()?
        .yesterday()
        .ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::last_day;

    #[test]
    fn a_period_ends_on_the_last_day_of_its_last_month() {
        assert_eq!(last_day(202_001, 12), Some(date(2020, 12, 31)));
        assert_eq!(last_day(202_004, 12), Some(date(2021, 3, 31)));
        assert_eq!(last_day(201_801, 36), Some(date(2020, 12, 31)));
        assert_eq!(last_day(202_402, 1), Some(date(2024, 2, 29)));
        assert_eq!(last_day(20_220_622, 0), Some(date(2022, 6, 22)));
        assert_eq!(last_day(202_013, 12), None);
    }
}
