//! London as dated records: its areas with their footprints, and the bodies that a board deals with.
//!
//! Codes and populations are the Office for National Statistics' (mid-2020 estimates; wards: Census 2021); which
//! authority belongs to which system is as the London Councils guide for new members lists it (July 2022), with what it
//! leaves out recorded as a correction. Once loaded these are records like any other and can be ended or superseded.
//! Boards, people and seats are not reference data: every installation has its own. Start with [`load_london`].

mod areas;
mod bodies;

use jiff::civil::{Date, date};

use super::create_area::add_area;
use super::create_body::add_body;
use super::join_areas::add_part;
use super::record_alias::{RecordAlias, add_alias};
use super::record_succession::add_succession;
use super::{
    Area, AreaPart, AreaType, CreateArea, CreateAreaError, CreateBody, CreateBodyError,
    JoinAreasError, PartKind, RecordAliasError, RecordSuccessionError, Succession, policy, store,
};
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::AliasKind;
use crate::vocabulary::{Origin, RecordId, Slug};

/// The London boroughs and Greater London came into being (London Government Act 1963).
const BOROUGHS: Date = date(1965, 4, 1);
/// The integrated care systems became statutory.
const SYSTEMS: Date = date(2022, 7, 1);
/// The wards of Hackney that were drawn in 2013 were first elected.
const WARDS: Date = date(2014, 5, 22);

/// Why London was not loaded. The data ship with the program, so each is a fault of ours or of the database.
#[derive(Debug, thiserror::Error)]
pub enum LoadLondonError {
    /// An area was refused.
    #[error(transparent)]
    Area(#[from] CreateAreaError),
    /// A footprint was refused.
    #[error(transparent)]
    Part(#[from] JoinAreasError),
    /// A body was refused.
    #[error(transparent)]
    Body(#[from] CreateBodyError),
    /// A succession was refused.
    #[error(transparent)]
    Succession(#[from] RecordSuccessionError),
    /// Another name was refused.
    #[error(transparent)]
    Alias(#[from] RecordAliasError),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Loads the areas and bodies of London that are not there yet. Doing it twice writes nothing.
///
/// # Errors
/// [`LoadLondonError`], of which only the runner's can happen with the data that ship.
pub async fn load_london(house: &House, who: &Who) -> Result<(), LoadLondonError> {
    let mut act = house.begin(who, &policy::CHANGE_AREAS, None).await?;
    load_areas(&mut act).await?;
    act.commit().await?;
    let mut act = house.begin(who, &policy::CHANGE_BODIES, None).await?;
    load_bodies(&mut act).await?;
    act.commit().await?;
    Ok(())
}

async fn load_areas(act: &mut Act) -> Result<(), LoadLondonError> {
    let mut areas = Gazetteer::of(act).await?;
    let england = areas
        .ensure(act, areas::large(AreaType::Country, areas::ENGLAND))
        .await?;
    let london = areas
        .ensure(act, areas::large(AreaType::Region, areas::LONDON))
        .await?;
    areas.join(act, england, london, BOROUGHS, None).await?;
    let mut authorities = Vec::new();
    for &row in areas::AUTHORITIES {
        let (_, name, population) = row;
        let authority = areas.ensure(act, areas::authority(row)).await?;
        areas.join(act, london, authority, BOROUGHS, None).await?;
        authorities.push((name, population, authority));
    }
    let of_name = |wanted: &str| {
        authorities
            .iter()
            .find(|(name, ..)| *name == wanted)
            .map(|&(_, population, id)| (population, id))
    };
    for system in areas::SYSTEMS {
        let listed = system.listed.iter().map(|&name| (name, None));
        let corrected = system
            .corrected
            .iter()
            .map(|&(name, why)| (name, Some(why)));
        let parts: Vec<_> = listed
            .chain(corrected)
            .filter_map(|(name, why)| of_name(name).map(|(population, id)| (population, id, why)))
            .collect();
        let residents = parts.iter().map(|(population, ..)| population).sum();
        let whole = areas.ensure(act, system.area(residents)).await?;
        areas.join(act, london, whole, SYSTEMS, None).await?;
        for (_, part, why) in parts {
            areas.join(act, whole, part, SYSTEMS, why).await?;
        }
    }
    let pair = areas::COMBINED.map(of_name);
    if let [
        Some((city_residents, city)),
        Some((hackney_residents, hackney)),
    ] = pair
    {
        let together = areas::combined(city_residents + hackney_residents);
        let together = areas.ensure(act, together).await?;
        for part in [city, hackney] {
            areas
                .join_as(act, PartKind::Combined, (together, part), BOROUGHS, None)
                .await?;
        }
        for &row in areas::HACKNEY_WARDS {
            let ward = areas.ensure(act, areas::ward(row)).await?;
            areas
                .join_as(act, PartKind::Locality, (hackney, ward), WARDS, None)
                .await?;
        }
        for &name in areas::HACKNEY_NEIGHBOURHOODS {
            let new = areas.ensure(act, areas::neighbourhood(name)).await?;
            let since = areas::NEIGHBOURHOODS_SINCE;
            areas
                .join_as(act, PartKind::Locality, (hackney, new), since, None)
                .await?;
        }
    }
    if let Some((_, tower_hamlets)) = of_name("Tower Hamlets") {
        for &name in areas::TOWER_HAMLETS_LOCALITIES {
            let locality = areas.ensure(act, areas::locality(name)).await?;
            let since = areas::LOCALITIES_SINCE;
            areas
                .join_as(
                    act,
                    PartKind::Locality,
                    (tower_hamlets, locality),
                    since,
                    None,
                )
                .await?;
        }
    }
    Ok(())
}

async fn load_bodies(act: &mut Act) -> Result<(), LoadLondonError> {
    let areas = Gazetteer::of(act).await?;
    let mut known = store::bodies(act.connection(), act.house().registry())
        .await
        .map_err(RunnerError::from)?;
    for row in bodies::all() {
        let slug = row.slug();
        if known.iter().any(|body| body.record.slug == slug) {
            continue;
        }
        let new = CreateBody {
            name: row.name.clone(),
            public_name: row.public_name,
            slug: Some(slug),
            body_type: row.body_type,
            area_id: row.area.and_then(|name| areas.named(&name)),
            responsibility: row.responsibility.map(str::to_owned),
            quorum: None,
            valid_from: row.from,
            valid_to: row.to,
            origin: Origin::Quoted,
        };
        let made = add_body(act, new).await?;
        for &(kind, value) in row.aliases {
            let alias = RecordAlias {
                record_id: made.record.id,
                kind,
                value: value.to_owned(),
            };
            add_alias(act, alias).await?;
        }
        known.push(made);
    }
    let id_of = |name: &str| -> Option<RecordId> {
        let slug = Slug::from_words(name);
        known
            .iter()
            .find(|body| body.record.slug == slug)
            .map(|body| body.record.id)
    };
    for &(from, to, on, kind) in bodies::SUCCESSIONS {
        if let (Some(from_id), Some(to_id)) = (id_of(from), id_of(to)) {
            let step = Succession {
                from_id,
                to_id,
                on,
                kind,
            };
            add_succession(act, step).await?;
        }
    }
    Ok(())
}

/// The areas that are there, while more are added.
struct Gazetteer {
    areas: Vec<Area>,
}

impl Gazetteer {
    async fn of(act: &Act) -> Result<Self, LoadLondonError> {
        let areas = store::areas(act.connection(), act.house().registry())
            .await
            .map_err(RunnerError::from)?;
        Ok(Self { areas })
    }

    fn named(&self, name: &str) -> Option<RecordId> {
        self.areas
            .iter()
            .find(|area| area.record.title == name)
            .map(|area| area.record.id)
    }

    /// The area with this code, or this name and type where it has none; added when it is not there.
    async fn ensure(
        &mut self,
        act: &mut Act,
        new: CreateArea,
    ) -> Result<RecordId, LoadLondonError> {
        let present = self.areas.iter().find(|area| match &new.code {
            Some(code) => area.code.as_ref() == Some(code),
            None => area.record.title == new.name && area.area_type == new.area_type,
        });
        if let Some(present) = present {
            return Ok(present.record.id);
        }
        let made = add_area(act, new).await?;
        let id = made.record.id;
        self.areas.push(made);
        Ok(id)
    }

    async fn join(
        &self,
        act: &mut Act,
        whole: RecordId,
        part: RecordId,
        from: Date,
        correction: Option<&str>,
    ) -> Result<(), LoadLondonError> {
        self.join_as(act, PartKind::Footprint, (whole, part), from, correction)
            .await
    }

    async fn join_as(
        &self,
        act: &mut Act,
        kind: PartKind,
        (whole_id, part_id): (RecordId, RecordId),
        from: Date,
        correction: Option<&str>,
    ) -> Result<(), LoadLondonError> {
        let part = AreaPart {
            whole_id,
            part_id,
            kind,
            share: None,
            from,
            to: None,
            correction: correction.map(str::to_owned),
        };
        Ok(add_part(act, part).await?)
    }
}

/// An area to add, with nothing but its name and type.
fn area(name: &str, area_type: AreaType, origin: Origin) -> CreateArea {
    CreateArea {
        name: name.to_owned(),
        slug: None,
        code: None,
        area_type,
        level: None,
        population: None,
        origin,
    }
}

/// A name under which old documents know a body.
type OtherName = (AliasKind, &'static str);
