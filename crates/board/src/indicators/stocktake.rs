use evidence::receipts::ReceiptNumber;
use evidence::stocktake::{Gap, GapKind, ServiceFound, Stocktake};
use jiff::civil::Date;

use super::coverage::CHARACTERISTICS;
use super::{Coverage, coverage_of, store};
use crate::database::DatabaseError;
use crate::frameworks::{self, Element};
use crate::runner::House;
use crate::vocabulary::RecordId;

/// The stock of one service as it was published on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptStocktake {
    /// The service.
    pub service_id: RecordId,
    /// The day up to which its records reach.
    pub as_at: Date,
    /// The number of the receipt that names the files.
    pub receipt: ReceiptNumber,
    /// What was found; of this service alone.
    pub stocktake: Stocktake,
}

impl KeptStocktake {
    /// What was found of the service.
    #[must_use]
    pub fn found(&self) -> Option<&ServiceFound> {
        self.stocktake.services.first()
    }

    /// Its gaps.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        self.found()
            .map(|found| self.stocktake.gaps(found))
            .unwrap_or_default()
    }
}

/// A gap of a service with what people said about it, and how long it has been there.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceGap {
    /// What is missing.
    pub gap: Gap,
    /// The characteristic as the law's framework holds it; none for deprivation, which the law does not name.
    pub element_id: Option<RecordId>,
    /// Who is to close it.
    pub owner: Option<String>,
    /// Why it is there, or what comes next, in the words of whoever said so.
    pub reason: Option<String>,
    /// The day of the first stocktake since which it has been there without a break.
    pub since: Date,
    /// Known for so many per cent one stocktake earlier.
    pub before: Option<f64>,
}

/// The stocktakes of a service, the newest first.
pub async fn stocktakes_of(
    house: &House,
    service_id: RecordId,
) -> Result<Vec<KeptStocktake>, DatabaseError> {
    store::stocktakes(house.reader(), service_id).await
}

/// The gaps of the newest stocktake of a service, those without an owner first.
pub async fn gaps_of_service(
    house: &House,
    service_id: RecordId,
) -> Result<Vec<ServiceGap>, DatabaseError> {
    let stocktakes = stocktakes_of(house, service_id).await?;
    let said = coverage_of(house, service_id).await?;
    let elements = characteristics(house).await?;
    Ok(gaps(&stocktakes, &said, &elements))
}

/// The nine characteristics as records.
pub(super) async fn characteristics(house: &House) -> Result<Vec<Element>, DatabaseError> {
    match frameworks::framework_by_slug(house, CHARACTERISTICS).await? {
        Some(framework) => frameworks::elements_of(house, framework.record.id).await,
        None => Ok(Vec::new()),
    }
}

/// The record of a characteristic, by the title under which the law's framework holds it.
pub(super) fn element_of<'a>(elements: &'a [Element], gap: &Gap) -> Option<&'a Element> {
    let title = gap.characteristic.title_in_law()?;
    elements
        .iter()
        .find(|element| element.record.title == title)
}

fn gaps(stocktakes: &[KeptStocktake], said: &[Coverage], elements: &[Element]) -> Vec<ServiceGap> {
    let Some(newest) = stocktakes.first() else {
        return Vec::new();
    };
    let earlier: Vec<(Date, Vec<Gap>)> = stocktakes
        .iter()
        .map(|kept| (kept.as_at, kept.gaps()))
        .collect();
    let mut gaps: Vec<ServiceGap> = newest
        .gaps()
        .into_iter()
        .map(|gap| {
            let same = |other: &Gap| {
                other.characteristic == gap.characteristic
                    && (other.kind == gap.kind || gap.kind != GapKind::GroupsHidden)
            };
            let since = earlier
                .iter()
                .take_while(|(_, there)| there.iter().any(same))
                .last()
                .map_or(newest.as_at, |(day, _)| *day);
            let before = stocktakes.get(1).and_then(KeptStocktake::found);
            let before = before
                .and_then(|found| {
                    let of = |one: &&evidence::stocktake::Found| {
                        one.characteristic == gap.characteristic
                    };
                    found.characteristics.iter().find(of)
                })
                .and_then(|found| found.completeness.value);
            let element_id = element_of(elements, &gap).map(|element| element.record.id);
            let told = said.iter().find(|said| Some(said.element_id) == element_id);
            ServiceGap {
                owner: told.and_then(|told| told.owner.clone()),
                reason: told
                    .map(|told| told.reason.clone())
                    .filter(|reason| *reason != gap.words),
                element_id,
                since,
                before,
                gap,
            }
        })
        .collect();
    gaps.sort_by_key(|gap| gap.owner.is_some());
    gaps
}
