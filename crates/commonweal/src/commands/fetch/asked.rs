//! What to ask for a place: its kind, the kind that it lies in, and one address for each data set.

use fingertips::{Area, AreaType, Expected, Url, area_types, areas, in_order_for, near};
use serde::Serialize;

use super::Asker;
use crate::failure::Failure;

/// So many kinds of area are looked through for a code, at one request each, before the kind must be named.
const MOST_KINDS: usize = 12;

/// What is wanted of a place.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    /// Indicators by number.
    pub(super) indicators: &'a [u32],
    /// A profile by number.
    pub(super) profile: Option<u32>,
    /// The kind of area by its number; the newest that has the place where none is named.
    pub(super) area_type: Option<u32>,
}

/// The place that was found.
#[derive(Debug, Serialize)]
pub(super) struct Found {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) area_type: u32,
    pub(super) area_type_name: String,
    pub(super) parent_area_type: u32,
    pub(super) parent_area_type_name: String,
}

/// One address to ask.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) url: Url,
    /// What the answer is called for people.
    pub(super) called: String,
}

/// What is asked for one data set.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) figures: Address,
    /// What its indicators mean, in the publisher's words.
    pub(super) definitions: Address,
    /// The data set that it is a release of; by default that of its indicator.
    pub(super) data_set: Option<String>,
}

/// Finds the place and says what to ask.
pub(super) async fn questions(
    asker: &mut Asker,
    code: &str,
    wanted: &Wanted<'_>,
) -> Result<(Found, Vec<Question>), Failure> {
    let code = code.trim().to_uppercase();
    let url = asker.interface.area_types();
    let listed = asker.get(&url, Expected::Json).await?;
    let mut kinds = area_types(&listed.file).map_err(Failure::failed)?;
    if let Some(kind) = wanted.area_type {
        kinds.retain(|one| one.id == kind);
        if kinds.is_empty() {
            return Err(Failure::usage(format!(
                "Fingertips has no kind of area with the number {kind}; leave --area-type out and the newest kind that has {code} is taken"
            )));
        }
    }
    let (area, kind) = find(asker, &code, kinds).await?;
    // Of the kinds that it lies in, the region where there is one: the comparison that people expect.
    let parent = kind
        .parent_area_types
        .iter()
        .find(|parent| parent.name.to_lowercase().contains("region"))
        .or(kind.parent_area_types.first())
        .ok_or_else(|| {
            Failure::failed(format!(
                "Fingertips names no kind of area that “{}” lie in",
                kind.name
            ))
        })?;
    let mut questions = Vec::new();
    for &id in wanted.indicators {
        questions.push(Question {
            figures: Address {
                url: asker.interface.figures_of_indicator(id, kind.id, parent.id),
                called: format!("fingertips-indicator-{id}.csv"),
            },
            definitions: Address {
                url: asker.interface.definition_of(id),
                called: format!("fingertips-definition-{id}.csv"),
            },
            data_set: None,
        });
    }
    if let Some(profile) = wanted.profile {
        let interface = &asker.interface;
        questions.push(Question {
            figures: Address {
                url: interface.figures_of_profile(profile, kind.id, parent.id),
                called: format!("fingertips-profile-{profile}.csv"),
            },
            definitions: Address {
                url: interface.definitions_of_profile(profile),
                called: format!("fingertips-definitions-of-profile-{profile}.csv"),
            },
            data_set: Some(format!("Fingertips profile {profile}")),
        });
    }
    let found = Found {
        code: area.code,
        name: area.name,
        area_type: kind.id,
        area_type_name: kind.name.clone(),
        parent_area_type: parent.id,
        parent_area_type_name: parent.name.clone(),
    };
    Ok((found, questions))
}

async fn find(
    asker: &mut Asker,
    code: &str,
    kinds: Vec<AreaType>,
) -> Result<(Area, AreaType), Failure> {
    let mut seen: Vec<Area> = Vec::new();
    for kind in in_order_for(code, kinds).into_iter().take(MOST_KINDS) {
        let url = asker.interface.areas(kind.id);
        let listed = asker.get(&url, Expected::Json).await?;
        let mut here = areas(&listed.file).map_err(Failure::failed)?;
        if let Some(at) = here.iter().position(|area| area.code == code) {
            return Ok((here.swap_remove(at), kind));
        }
        seen.extend(here);
    }
    let near: Vec<String> = near(code, &seen)
        .into_iter()
        .map(|area| format!("{} ({})", area.code, area.name))
        .collect();
    let mend = if near.is_empty() {
        "give the code of the place as the Office for National Statistics has it, such as E09000012"
            .to_owned()
    } else {
        format!("near it are {}", near.join(", "))
    };
    Err(Failure::usage(format!(
        "Fingertips knows no place “{code}”; {mend}"
    )))
}
