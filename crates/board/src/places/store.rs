//! Rows of places, bodies and people.

use std::collections::HashMap;

use evidence::small_areas::Vintage;
use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;

use super::{
    AREA, Area, AreaPart, BODY, Body, Locality, LocalityVersion, PERSON, Person, SEAT, SERVICE,
    Seat, Service, Succession, Tenure,
};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of};
use crate::thread::{Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(area, "area", {
    code: Option<String>,
    area_type: String,
    level: Option<String>,
    population: Option<i64>,
    geometry_file: Option<String>,
});

entity!(area_part, "area_part", {
    whole_id: Uuid,
    part_id: Uuid,
    part_kind: String,
    share: Option<f64>,
    from_date: TimeDate,
    to_date: Option<TimeDate>,
    correction: Option<String>,
});

entity!(locality_definition, "locality_definition", {
    area_id: Uuid,
    version: i64,
    vintage: String,
    small_areas: String,
    near_reason: Option<String>,
    made_on: TimeDate,
});

entity!(body, "body", {
    body_type: String,
    area_id: Option<Uuid>,
    public_name: String,
    responsibility: Option<String>,
    quorum_rule: Option<String>,
});

entity!(succession, "succession", {
    from_id: Uuid,
    to_id: Uuid,
    on_date: TimeDate,
    succession_kind: String,
});

entity!(person, "person", {
    spoken_name: Option<String>,
    contact: Option<String>,
    public_contact: bool,
});

entity!(seat, "seat", {
    of_body_id: Uuid,
    statutory_role: Option<String>,
    standing: String,
    votes: bool,
    portfolio: Option<String>,
});

entity!(tenure, "tenure", {
    seat_id: Uuid,
    person_id: Option<Uuid>,
    holder_body_id: Option<Uuid>,
    for_body_id: Option<Uuid>,
    start_date: TimeDate,
    end_date: Option<TimeDate>,
    substitute_for: Option<Uuid>,
});

entity!(service, "service", {
    provider_id: Option<Uuid>,
    languages: Option<String>,
    checked_on: Option<TimeDate>,
});

pub(crate) async fn insert_area(
    connection: &impl ConnectionTrait,
    new: &Area,
) -> Result<(), DatabaseError> {
    let row = area::ActiveModel {
        id: Set(new.record.id.0),
        code: Set(new.code.clone()),
        area_type: Set(new.area_type.as_str().to_owned()),
        level: Set(new.level.map(|level| level.as_str().to_owned())),
        population: Set(new.population),
        geometry_file: Set(None),
    };
    area::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn areas(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Area>, DatabaseError> {
    let mut rows: HashMap<Uuid, area::Model> = area::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, AREA, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Area {
                record,
                code: row.code,
                area_type: row.area_type.parse().ok()?,
                level: row.level.and_then(|level| level.parse().ok()),
                population: row.population,
            })
        })
        .collect())
}

pub(crate) async fn area_with_code(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    code: &str,
) -> Result<Option<Area>, DatabaseError> {
    Ok(areas(connection, registry)
        .await?
        .into_iter()
        .find(|area| area.code.as_deref() == Some(code)))
}

pub(crate) async fn insert_area_part(
    connection: &impl ConnectionTrait,
    id: Uuid,
    part: &AreaPart,
) -> Result<(), DatabaseError> {
    let row = area_part::ActiveModel {
        id: Set(id),
        whole_id: Set(part.whole_id.0),
        part_id: Set(part.part_id.0),
        part_kind: Set(part.kind.as_str().to_owned()),
        share: Set(part.share),
        from_date: Set(date_column(part.from)),
        to_date: Set(part.to.map(date_column)),
        correction: Set(part.correction.clone()),
    };
    area_part::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn area_parts(
    connection: &impl ConnectionTrait,
) -> Result<Vec<AreaPart>, DatabaseError> {
    let rows = area_part::Entity::find().all(connection).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(AreaPart {
                whole_id: RecordId(row.whole_id),
                part_id: RecordId(row.part_id),
                kind: row.part_kind.parse().ok()?,
                share: row.share,
                from: date_of(row.from_date),
                to: row.to_date.map(date_of),
                correction: row.correction,
            })
        })
        .collect())
}

/// Writes how many people live in an area.
pub(crate) async fn set_population(
    connection: &impl ConnectionTrait,
    id: RecordId,
    population: Option<i64>,
) -> Result<(), DatabaseError> {
    area::Entity::update_many()
        .col_expr(area::Column::Population, Expr::value(population))
        .filter(area::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_locality_definition(
    connection: &impl ConnectionTrait,
    id: Uuid,
    made: &LocalityVersion,
) -> Result<(), DatabaseError> {
    let row = locality_definition::ActiveModel {
        id: Set(id),
        area_id: Set(made.area_id.0),
        version: Set(made.version),
        vintage: Set(made.vintage.name().to_owned()),
        small_areas: Set(made.small_areas.join(" ")),
        near_reason: Set(made.near_reason.clone()),
        made_on: Set(date_column(made.made_on)),
    };
    locality_definition::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Every area that has versions of what it is made of, with the newest.
pub(crate) async fn localities(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Locality>, DatabaseError> {
    let rows = locality_definition::Entity::find()
        .order_by_asc(locality_definition::Column::Version)
        .all(connection)
        .await?;
    let mut newest: HashMap<Uuid, locality_definition::Model> =
        rows.into_iter().map(|row| (row.area_id, row)).collect();
    if newest.is_empty() {
        return Ok(Vec::new());
    }
    Ok(areas(connection, registry)
        .await?
        .into_iter()
        .filter_map(|area| {
            let row = newest.remove(&area.record.id.0)?;
            let vintage = Vintage::NEWEST_FIRST
                .into_iter()
                .find(|vintage| vintage.name() == row.vintage)?;
            Some(Locality {
                made: LocalityVersion {
                    area_id: area.record.id,
                    version: row.version,
                    vintage,
                    small_areas: row.small_areas.split(' ').map(str::to_owned).collect(),
                    near_reason: row.near_reason,
                    made_on: date_of(row.made_on),
                },
                area,
            })
        })
        .collect())
}

pub(crate) async fn insert_body(
    connection: &impl ConnectionTrait,
    new: &Body,
) -> Result<(), DatabaseError> {
    let row = body::ActiveModel {
        id: Set(new.record.id.0),
        body_type: Set(new.body_type.as_str().to_owned()),
        area_id: Set(new.area_id.map(|area| area.0)),
        public_name: Set(new.public_name.clone()),
        responsibility: Set(new.responsibility.clone()),
        quorum_rule: Set(new.quorum.map(|rule| rule.to_string())),
    };
    body::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

fn body_of(record: crate::thread::Record, row: body::Model) -> Option<Body> {
    Some(Body {
        record,
        body_type: row.body_type.parse().ok()?,
        area_id: row.area_id.map(RecordId),
        public_name: row.public_name,
        responsibility: row.responsibility,
        quorum: row.quorum_rule.and_then(|rule| rule.parse().ok()),
    })
}

pub(crate) async fn bodies(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Body>, DatabaseError> {
    let mut rows: HashMap<Uuid, body::Model> = body::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, BODY, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            body_of(record, row)
        })
        .collect())
}

pub(crate) async fn body(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    id: RecordId,
) -> Result<Option<Body>, DatabaseError> {
    let Some(row) = body::Entity::find_by_id(id.0).one(connection).await? else {
        return Ok(None);
    };
    let record = thread::by_id(connection, registry, id).await?;
    Ok(record.and_then(|record| body_of(record, row)))
}

pub(crate) async fn insert_succession(
    connection: &impl ConnectionTrait,
    id: Uuid,
    step: &Succession,
) -> Result<(), DatabaseError> {
    let row = succession::ActiveModel {
        id: Set(id),
        from_id: Set(step.from_id.0),
        to_id: Set(step.to_id.0),
        on_date: Set(date_column(step.on)),
        succession_kind: Set(step.kind.as_str().to_owned()),
    };
    succession::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn successions(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Succession>, DatabaseError> {
    let rows = succession::Entity::find()
        .order_by_asc(succession::Column::OnDate)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Succession {
                from_id: RecordId(row.from_id),
                to_id: RecordId(row.to_id),
                on: date_of(row.on_date),
                kind: row.succession_kind.parse().ok()?,
            })
        })
        .collect())
}

pub(crate) async fn insert_person(
    connection: &impl ConnectionTrait,
    new: &Person,
) -> Result<(), DatabaseError> {
    let row = person::ActiveModel {
        id: Set(new.record.id.0),
        spoken_name: Set(new.spoken_name.clone()),
        contact: Set(new.contact.clone()),
        public_contact: Set(new.public_contact),
    };
    person::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn people(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Person>, DatabaseError> {
    let mut rows: HashMap<Uuid, person::Model> = person::Entity::find()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, PERSON, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Person {
                record,
                spoken_name: row.spoken_name,
                contact: row.contact,
                public_contact: row.public_contact,
            })
        })
        .collect())
}

pub(crate) async fn insert_seat(
    connection: &impl ConnectionTrait,
    new: &Seat,
) -> Result<(), DatabaseError> {
    let row = seat::ActiveModel {
        id: Set(new.record.id.0),
        of_body_id: Set(new.of_body_id.0),
        statutory_role: Set(new.statutory_role.map(|role| role.as_str().to_owned())),
        standing: Set(new.standing.as_str().to_owned()),
        votes: Set(new.votes),
        portfolio: Set(new.portfolio.clone()),
    };
    seat::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn seats_of(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body: RecordId,
) -> Result<Vec<Seat>, DatabaseError> {
    let mut rows: HashMap<Uuid, seat::Model> = seat::Entity::find()
        .filter(seat::Column::OfBodyId.eq(body.0))
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let records = thread::of_kind(connection, registry, SEAT, Some(body)).await?;
    let mut seats: Vec<Seat> = records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Seat {
                record,
                of_body_id: RecordId(row.of_body_id),
                statutory_role: row.statutory_role.and_then(|role| role.parse().ok()),
                standing: row.standing.parse().ok()?,
                votes: row.votes,
                portfolio: row.portfolio,
            })
        })
        .collect();
    seats.sort_by_key(|seat| {
        (
            seat.standing,
            seat.statutory_role.is_none(),
            seat.statutory_role,
        )
    });
    Ok(seats)
}

pub(crate) async fn insert_tenure(
    connection: &impl ConnectionTrait,
    new: &Tenure,
) -> Result<(), DatabaseError> {
    let row = tenure::ActiveModel {
        id: Set(new.id),
        seat_id: Set(new.seat_id.0),
        person_id: Set(new.person_id.map(|person| person.0)),
        holder_body_id: Set(new.holder_body_id.map(|body| body.0)),
        for_body_id: Set(new.for_body_id.map(|body| body.0)),
        start_date: Set(date_column(new.start)),
        end_date: Set(new.end.map(date_column)),
        substitute_for: Set(new.substitute_for),
    };
    tenure::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn end_tenure(
    connection: &impl ConnectionTrait,
    id: Uuid,
    end: Date,
) -> Result<(), DatabaseError> {
    tenure::Entity::update_many()
        .col_expr(tenure::Column::EndDate, Expr::value(date_column(end)))
        .filter(tenure::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn tenures_of(
    connection: &impl ConnectionTrait,
    seats: &[RecordId],
) -> Result<Vec<Tenure>, DatabaseError> {
    let rows = tenure::Entity::find()
        .filter(tenure::Column::SeatId.is_in(seats.iter().map(|seat| seat.0)))
        .order_by_asc(tenure::Column::StartDate)
        .all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Tenure {
            id: row.id,
            seat_id: RecordId(row.seat_id),
            person_id: row.person_id.map(RecordId),
            holder_body_id: row.holder_body_id.map(RecordId),
            for_body_id: row.for_body_id.map(RecordId),
            start: date_of(row.start_date),
            end: row.end_date.map(date_of),
            substitute_for: row.substitute_for,
        })
        .collect())
}

pub(crate) async fn insert_service(
    connection: &impl ConnectionTrait,
    new: &Service,
) -> Result<(), DatabaseError> {
    let row = service::ActiveModel {
        id: Set(new.record.id.0),
        provider_id: Set(new.provider_id.map(|id| id.0)),
        languages: Set(new.languages.clone()),
        checked_on: Set(new.checked_on.map(date_column)),
    };
    service::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn services(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    board: RecordId,
) -> Result<Vec<Service>, DatabaseError> {
    let rows = service::Entity::find().all(connection).await?;
    let mut rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let records = thread::of_kind(connection, registry, SERVICE, Some(board)).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(Service {
                record,
                provider_id: row.provider_id.map(RecordId),
                languages: row.languages,
                checked_on: row.checked_on.map(date_of),
            })
        })
        .collect())
}
