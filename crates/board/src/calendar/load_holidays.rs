use serde_json::json;

use super::england::BANK_HOLIDAYS;
use super::{ENGLAND, Holiday, policy, store};
use crate::runner::{House, RunnerError, Who};

/// Holidays to add to a set.
#[derive(Debug, Clone)]
pub struct LoadHolidays {
    /// The set, such as [`ENGLAND`].
    pub set: String,
    /// The days. Those that are there already stay as they are.
    pub holidays: Vec<Holiday>,
}

/// Why no holidays were added.
#[derive(Debug, thiserror::Error)]
pub enum LoadHolidaysError {
    /// A holiday without a name: nobody could say why a day was not counted.
    #[error("say what the holiday on {0} is called")]
    NoName(jiff::civil::Date),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds holidays to a set. Returns how many were new.
pub async fn load_holidays(
    house: &House,
    who: &Who,
    input: LoadHolidays,
) -> Result<usize, LoadHolidaysError> {
    if let Some(nameless) = input
        .holidays
        .iter()
        .find(|holiday| holiday.name.trim().is_empty())
    {
        return Err(LoadHolidaysError::NoName(nameless.date));
    }
    let mut act = house.begin(who, &policy::LOAD_HOLIDAYS, None).await?;
    let mut known: Vec<jiff::civil::Date> = store::holidays(act.connection(), &input.set)
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .map(|holiday| holiday.date)
        .collect();
    let mut added = 0;
    for holiday in &input.holidays {
        if known.contains(&holiday.date) {
            continue;
        }
        let id = act.new_id();
        store::insert_holiday(act.connection(), id.0, &input.set, holiday)
            .await
            .map_err(RunnerError::from)?;
        act.note(
            json!({ "holiday": holiday.date.to_string(), "name": holiday.name, "set": input.set }),
        );
        known.push(holiday.date);
        added += 1;
    }
    act.commit().await?;
    Ok(added)
}

/// Adds the holidays that ship: those of England from 2020 to 2027. Doing it again adds only what a newer version
/// brought.
pub async fn load_reference_holidays(house: &House, who: &Who) -> Result<usize, LoadHolidaysError> {
    let holidays = BANK_HOLIDAYS
        .iter()
        .map(|&(date, name)| Holiday {
            date,
            name: name.to_owned(),
        })
        .collect();
    let input = LoadHolidays {
        set: ENGLAND.to_owned(),
        holidays,
    };
    load_holidays(house, who, input).await
}
