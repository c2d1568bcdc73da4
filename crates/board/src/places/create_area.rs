use serde_json::json;

use super::{AREA, Area, AreaLevel, AreaType, CURRENT, policy, store};
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, Slug};

/// A place to add.
#[derive(Debug, Clone)]
pub struct CreateArea {
    /// Its name.
    pub name: String,
    /// The readable part of its address, when not made of the name.
    pub slug: Option<Slug>,
    /// The publisher's code.
    pub code: Option<String>,
    /// What sort of place.
    pub area_type: AreaType,
    /// At which level of a care system.
    pub level: Option<AreaLevel>,
    /// How many people live there.
    pub population: Option<i64>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why an area was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreateAreaError {
    /// An area without a name.
    #[error("an area needs a name")]
    NoName,
    /// Two areas would share a publisher's code.
    #[error("the code {code} is already that of {name}")]
    CodeTaken {
        /// The code.
        code: String,
        /// The area that has it.
        name: String,
    },
    /// A negative number of people.
    #[error("a population cannot be {0}")]
    Population(i64),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a place.
pub async fn create_area(
    house: &House,
    who: &Who,
    input: CreateArea,
) -> Result<Area, CreateAreaError> {
    let mut act = house.begin(who, &policy::CHANGE_AREAS, None).await?;
    let area = add_area(&mut act, input).await?;
    act.commit().await?;
    Ok(area)
}

/// The same within another act.
pub(super) async fn add_area(act: &mut Act, input: CreateArea) -> Result<Area, CreateAreaError> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(CreateAreaError::NoName);
    }
    if let Some(population) = input.population.filter(|&population| population < 0) {
        return Err(CreateAreaError::Population(population));
    }
    if let Some(code) = &input.code
        && let Some(taken) = store::area_with_code(act.connection(), act.house().registry(), code)
            .await
            .map_err(RunnerError::from)?
    {
        return Err(CreateAreaError::CodeTaken {
            code: code.clone(),
            name: taken.record.title,
        });
    }
    let mut new = NewRecord::new(AREA, None, name, CURRENT);
    new.slug = input.slug;
    new.origin = input.origin;
    let record = act.create(new).await?;
    let area = Area {
        record,
        code: input.code,
        area_type: input.area_type,
        level: input.level,
        population: input.population,
    };
    store::insert_area(act.connection(), &area)
        .await
        .map_err(RunnerError::from)?;
    act.note(
        json!({ "area": area.record.id.to_string(), "code": area.code, "type": area.area_type,
        "level": area.level, "population": area.population }),
    );
    Ok(area)
}
