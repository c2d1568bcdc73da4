use evidence::analysis::BuiltArea;
use evidence::small_areas::Vintage;
use jiff::civil::Date;
use serde_json::json;

use super::join_areas::add_part;
use super::{
    AREA, Area, AreaPart, AreaType, CURRENT, CreateAreaError, JoinAreasError, PartKind, store,
};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::NewRecord;
use crate::vocabulary::{RecordId, Slug};

/// A part of an authority that a board has made of small areas, as its newest version has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Locality {
    /// Its area: name, code of our own, dates. The board that made it is the owner of the record.
    pub area: Area,
    /// What it is made of.
    pub made: LocalityVersion,
}

/// What a locality is made of, from one day until the next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalityVersion {
    /// The area of the locality.
    pub area_id: RecordId,
    /// Counts the versions from 1.
    pub version: i64,
    /// The census of its small areas.
    pub vintage: Vintage,
    /// Codes of its small areas, in order.
    pub small_areas: Vec<String>,
    /// Why it may differ from another place by a few small areas, where it does.
    pub near_reason: Option<String>,
    /// The board's day on which it was made.
    pub made_on: Date,
}

impl Locality {
    /// The code of our own by which it is asked for.
    #[must_use]
    pub fn code(&self) -> &str {
        self.area.code.as_deref().unwrap_or_default()
    }

    /// The locality as questions name it.
    #[must_use]
    pub fn as_asked(&self) -> BuiltArea {
        BuiltArea::made_of(
            self.code(),
            &self.area.record.title,
            self.made.small_areas.clone(),
            self.made.vintage,
        )
    }
}

/// A locality to write, as it was examined.
#[derive(Debug, Clone)]
pub(crate) struct NewLocality {
    pub(crate) body_id: RecordId,
    /// The area of the board, of which it is a part.
    pub(crate) whole_id: Option<RecordId>,
    pub(crate) name: String,
    pub(crate) vintage: Vintage,
    pub(crate) small_areas: Vec<String>,
    pub(crate) near_reason: Option<String>,
    pub(crate) residents: Option<i64>,
}

/// Every locality that is made of small areas, by name.
pub async fn localities(house: &House) -> Result<Vec<Locality>, DatabaseError> {
    store::localities(house.reader(), house.registry()).await
}

/// The locality with a code of our own.
pub async fn locality(house: &House, code: &str) -> Result<Option<Locality>, DatabaseError> {
    Ok(localities(house)
        .await?
        .into_iter()
        .find(|locality| locality.code() == code))
}

/// Makes a locality, within another act.
pub(crate) async fn add_locality(
    act: &mut Act,
    new: NewLocality,
) -> Result<Locality, CreateAreaError> {
    let slug = Slug::from_words(&new.name);
    let code = slug.to_string();
    let taken = store::area_with_code(act.connection(), act.house().registry(), &code).await;
    if let Some(taken) = taken.map_err(RunnerError::from)? {
        return Err(CreateAreaError::CodeTaken {
            code,
            name: taken.record.title,
        });
    }
    let mut record = NewRecord::new(AREA, Some(new.body_id), &new.name, CURRENT);
    record.slug = Some(slug);
    let area = Area {
        record: act.create(record).await?,
        code: Some(code),
        area_type: AreaType::Locality,
        level: None,
        population: new.residents,
    };
    store::insert_area(act.connection(), &area)
        .await
        .map_err(RunnerError::from)?;
    if let Some(whole_id) = new.whole_id {
        let part = AreaPart {
            whole_id,
            part_id: area.record.id,
            kind: PartKind::Locality,
            share: None,
            from: act.who().today,
            to: None,
            correction: None,
        };
        match add_part(act, part).await {
            Ok(()) => {}
            Err(JoinAreasError::Runner(error)) => return Err(error.into()),
            // A new area is an area, is not its own whole and has neither share nor end.
            Err(other) => {
                tracing::error!(cause = ?other, "a locality was not joined to its authority");
            }
        }
    }
    let made = add_version(act, &area, 1, new).await?;
    Ok(Locality { area, made })
}

/// Makes a further version of a locality, within another act. The earlier stays.
pub(crate) async fn change_locality(
    act: &mut Act,
    held: &Locality,
    new: NewLocality,
) -> Result<Locality, RunnerError> {
    let title = Some(new.name.clone());
    let change = Change {
        title,
        ..Change::default()
    };
    let seen = held.area.record.revision;
    let record = act.change(held.area.record.id, seen, change).await?;
    let area = Area {
        record,
        population: new.residents,
        ..held.area.clone()
    };
    store::set_population(act.connection(), area.record.id, new.residents).await?;
    let made = add_version(act, &area, held.made.version + 1, new).await?;
    Ok(Locality { area, made })
}

async fn add_version(
    act: &mut Act,
    area: &Area,
    version: i64,
    new: NewLocality,
) -> Result<LocalityVersion, RunnerError> {
    let made = LocalityVersion {
        area_id: area.record.id,
        version,
        vintage: new.vintage,
        small_areas: new.small_areas,
        near_reason: new.near_reason,
        made_on: act.who().today,
    };
    let id = act.new_id();
    store::insert_locality_definition(act.connection(), id.0, &made).await?;
    act.note_of(
        area.record.id,
        json!({ "locality of": new.body_id.to_string(), "version": version, "census": made.vintage,
        "small areas": made.small_areas, "near another place because": made.near_reason }),
    );
    Ok(made)
}
