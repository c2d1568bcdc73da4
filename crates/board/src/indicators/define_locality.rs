use evidence::analysis::{AskError, ExaminedLocality, OtherLocality, examine_locality};
use evidence::observation::Text;

use super::{Figures, FiguresError, policy, small_areas_over};
use crate::places::{
    self, CreateAreaError, Locality, NewLocality, add_locality, change_locality, localities,
};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{RecordId, Slug};

/// No locality may be made of more entries.
pub const MOST_ENTRIES: usize = 5_000;

/// A locality to make, or to make anew.
#[derive(Debug, Clone)]
pub struct DefineLocality {
    /// The board that makes it.
    pub body_id: RecordId,
    /// Its name. A locality of the board with the same name gets a further version.
    pub name: String,
    /// Codes of small areas, postcodes, or both, in any order; each counts once.
    pub entries: Vec<String>,
    /// Why it may differ from another place by a few small areas. Needed where it does.
    pub near_reason: Option<String>,
    /// The revision that was seen, where there is such a locality already.
    pub seen_revision: Option<i64>,
}

/// Why a locality was not made.
#[derive(Debug, thiserror::Error)]
pub enum DefineLocalityError {
    /// A locality needs a name.
    #[error("name the locality, as residents call it")]
    NoName,
    /// Nothing is on the list.
    #[error("list the small areas or postcodes that it is made of")]
    NothingListed,
    /// The list is too long.
    #[error("list at most {MOST_ENTRIES} codes and postcodes; {0} are listed")]
    TooMany(usize),
    /// Entries that stand for no small area.
    #[error("{} must be mended first", entries(_0.wrong.len()))]
    Wrong(Box<ExaminedLocality>),
    /// It differs from another place by a few small areas, and nobody says why that is right.
    #[error(
        "it differs from {} by so few small areas that figures of both would tell those of the people between; \
         make it the same, or say in a sentence why it must differ",
        near(_0)
    )]
    Near(Box<ExaminedLocality>),
    /// No lookup is loaded.
    #[error(
        "no lookup of small areas is loaded; load one, such as the lookup from LSOA to ward and local authority, as a data set"
    )]
    NoLookup,
    /// An area that is no locality of this board has the name.
    #[error("there is an area with the code {0} already; choose another name")]
    NameTaken(String),
    /// The lookups could not be read.
    #[error(transparent)]
    Figures(#[from] FiguresError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

fn entries(count: usize) -> String {
    match count {
        1 => "1 entry".to_owned(),
        many => format!("{many} entries"),
    }
}

fn near(found: &ExaminedLocality) -> String {
    let names: Vec<String> = found
        .near
        .iter()
        .map(|near| format!("{} (by {})", near.name, near.between.len()))
        .collect();
    names.join(" and ")
}

/// Parts what somebody pasted or a file holds: entries stand in lines or are parted by commas, semicolons or tabs. The heading of a
/// list, words without a digit, is passed over.
#[must_use]
pub fn listed_entries(text: &str) -> Vec<String> {
    text.split(['\n', '\r', ',', ';', '\t'])
        .map(|entry| {
            entry
                .trim()
                .trim_matches('"')
                .trim_start_matches('\u{feff}')
        })
        .filter(|entry| entry.chars().any(|c| c.is_ascii_digit()))
        .filter(|entry| !entry.contains('_') && !entry.to_ascii_lowercase().starts_with("lsoa"))
        .map(str::to_owned)
        .collect()
}

/// Looks at what a list would make, without making it.
pub async fn look_at_locality(
    house: &House,
    figures: &Figures,
    name: &str,
    entries: &[String],
) -> Result<ExaminedLocality, FiguresError> {
    let over = small_areas_over(house).await?;
    let code = Slug::from_words(name).to_string();
    let others: Vec<OtherLocality> = localities(house)
        .await?
        .into_iter()
        .filter(|locality| locality.code() != code)
        .map(|locality| {
            let codes = locality.made.small_areas.iter();
            let codes = codes.map(|code| Text::from(code.as_str())).collect();
            (locality.area.record.title, codes)
        })
        .collect();
    Ok(examine_locality(figures.engine(), &over, entries, &others).await?)
}

/// Makes a locality of small areas, or a further version of it. Gives what was found beside it: wards that it shares, places from
/// which it differs by little.
pub async fn define_locality(
    house: &House,
    figures: &Figures,
    who: &Who,
    input: DefineLocality,
) -> Result<(Locality, ExaminedLocality), DefineLocalityError> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(DefineLocalityError::NoName);
    }
    if input.entries.is_empty() {
        return Err(DefineLocalityError::NothingListed);
    }
    if input.entries.len() > MOST_ENTRIES {
        return Err(DefineLocalityError::TooMany(input.entries.len()));
    }
    let mut act = house
        .begin(who, &policy::DEFINE_LOCALITY, Some(input.body_id))
        .await?;
    let found = match look_at_locality(house, figures, name, &input.entries).await {
        Ok(found) => found,
        Err(FiguresError::Ask(AskError::NotLoaded(_) | AskError::NoData)) => {
            return Err(DefineLocalityError::NoLookup);
        }
        Err(error) => return Err(error.into()),
    };
    if !found.wrong.is_empty() {
        return Err(DefineLocalityError::Wrong(Box::new(found)));
    }
    let reason = input.near_reason.as_deref().map(str::trim);
    let reason = reason.filter(|reason| !reason.is_empty());
    if !found.near.is_empty() && reason.is_none() {
        return Err(DefineLocalityError::Near(Box::new(found)));
    }
    let body = places::body(house, input.body_id)
        .await
        .map_err(RunnerError::from)?;
    let new = NewLocality {
        body_id: input.body_id,
        whole_id: body.and_then(|body| body.area_id),
        name: name.to_owned(),
        vintage: found.vintage,
        small_areas: found.small_areas.keys().map(ToString::to_string).collect(),
        near_reason: reason.filter(|_| !found.near.is_empty()).map(str::to_owned),
        residents: found.residents.and_then(whole_number),
    };
    let code = Slug::from_words(name).to_string();
    let held = places::locality(house, &code)
        .await
        .map_err(RunnerError::from)?;
    let locality = match held {
        Some(held) if held.area.record.body_id != Some(input.body_id) => {
            return Err(DefineLocalityError::NameTaken(code));
        }
        Some(held) => {
            if input
                .seen_revision
                .is_some_and(|seen| seen != held.area.record.revision)
            {
                return Err(RunnerError::Conflict {
                    current: Box::new(held.area.record),
                }
                .into());
            }
            if (&held.made.small_areas, held.made.vintage) == (&new.small_areas, new.vintage)
                && held.area.record.title == new.name
                && held.made.near_reason == new.near_reason
            {
                return Ok((held, found));
            }
            change_locality(&mut act, &held, new).await?
        }
        None => match add_locality(&mut act, new).await {
            Ok(locality) => locality,
            Err(CreateAreaError::CodeTaken { code, .. }) => {
                return Err(DefineLocalityError::NameTaken(code));
            }
            Err(CreateAreaError::Runner(error)) => return Err(error.into()),
            Err(CreateAreaError::NoName | CreateAreaError::Population(_)) => {
                return Err(DefineLocalityError::NoName);
            }
        },
    };
    act.about(locality.area.record.id);
    act.commit().await?;
    Ok((locality, found))
}

/// A number of people as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "no number of residents is above 2^53"
)]
fn whole_number(people: f64) -> Option<i64> {
    (people.is_finite() && people >= 0.0).then(|| people.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::listed_entries;

    #[test]
    fn a_pasted_list_is_parted_however_it_stands() {
        let pasted = "lsoa21_code\r\nE01001785, E01001786;\"E8 1EA\"\n\nname\n";
        assert_eq!(listed_entries(pasted), ["E01001785", "E01001786", "E8 1EA"]);
        assert!(listed_entries("LSOA21CD\n").is_empty());
    }
}
