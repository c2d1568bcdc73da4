use std::sync::Arc;

use evidence::analysis::{
    Answer, AskError, BuiltArea, CompareAsk, Comparison, Order, Outliers, OutliersAsk, Profile,
    ProfileAsk,
};
use evidence::cell::Figure;

use super::{BlindSpots, CoverageState, Figures, FiguresError, blind_spots};
use crate::places;
use crate::runner::{House, Who};

/// A place on one page: who lives there, what is unequal, where it stands out, what is hidden, whom nobody sees.
#[derive(Debug, Clone)]
pub struct PlaceProfile {
    /// Its code.
    pub code: String,
    /// Its name, where anything knows it.
    pub name: String,
    /// Who lives there; none with the reason in [`PlaceProfile::no_profile`].
    pub profile: Option<Arc<Answer<Profile>>>,
    /// Why nothing is known about its small areas, as a sentence.
    pub no_profile: Option<String>,
    /// Its figures beside England.
    pub compared: Option<Arc<Answer<Comparison>>>,
    /// Where it stands out from England, what matters most first.
    pub outliers: Option<Arc<Answer<Outliers>>>,
    /// Names of the indicators whose latest figure is hidden for this place.
    pub hidden: Vec<String>,
    /// How many pairs of group and indicator in use say nothing about a group, and how many there are in all.
    pub blind: (usize, usize),
}

/// How a place is built: as a locality of our own says, else as the loaded lookups do.
pub async fn built_area(house: &House, code: &str) -> Result<BuiltArea, FiguresError> {
    Ok(match places::locality(house, code).await? {
        Some(locality) => locality.as_asked(),
        None => BuiltArea::known(code),
    })
}

/// Gathers what is known of a place. An error where nothing is.
pub async fn place_profile(
    house: &House,
    figures: &Figures,
    who: &Who,
    code: &str,
) -> Result<PlaceProfile, FiguresError> {
    let area = built_area(house, code).await?;
    let own_name = area.name.clone();
    let (profile, no_profile) = match figures.profile(house, who, &ProfileAsk { area }).await {
        Ok(answer) => (Some(answer), None),
        Err(FiguresError::Ask(
            why @ (AskError::NoLookup(_) | AskError::NotLoaded(_) | AskError::NoData),
        )) => (None, Some(why)),
        Err(error) => return Err(error),
    };
    let ask = CompareAsk::new(code);
    let standing_out = OutliersAsk {
        compare: ask.clone(),
        order: Some(Order::Importance),
    };
    let (compared, outliers) = match figures.outliers(house, who, &standing_out).await {
        Ok(outliers) => (
            Some(figures.compare(house, who, &ask).await?),
            Some(outliers),
        ),
        Err(FiguresError::Ask(AskError::NoSuchArea(_) | AskError::NoData)) => (None, None),
        Err(error) => return Err(error),
    };
    if let (None, None, Some(why)) = (&profile, &compared, no_profile.as_ref()) {
        return Err(FiguresError::Ask(match why {
            AskError::NoData => AskError::NoData,
            _ => AskError::NoLookup(code.to_owned()),
        }));
    }
    let known = places::area_by_code(house, code).await?;
    let name = profile
        .as_ref()
        .map(|answer| answer.result.area.name.to_string())
        .filter(|name| name != code)
        .or(known.map(|area| area.record.title))
        .or(own_name)
        .or_else(|| Some(compared.as_ref()?.result.area.name.to_string()))
        .unwrap_or_else(|| code.to_owned());
    let mut hidden: Vec<String> = compared
        .iter()
        .flat_map(|answer| &answer.result.rows)
        .filter(|row| row.value.figure() == Figure::Suppressed)
        .map(|row| row.indicator.name.clone())
        .collect();
    hidden.dedup();
    let spots: BlindSpots = blind_spots(house, figures, who, code, &name).await?;
    let gaps = spots.in_state(CoverageState::Gap);
    Ok(PlaceProfile {
        code: code.to_owned(),
        blind: (gaps, spots.groups.len() * spots.rows.len()),
        name,
        profile,
        no_profile: no_profile.map(|why| format!("{why}.")),
        compared,
        outliers,
        hidden,
    })
}
