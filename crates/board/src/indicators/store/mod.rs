//! Rows of evidence. Private to this capability.

mod boundaries;
mod coverage;
mod evidence_reviews;
mod neighbours;

pub(super) use boundaries::{boundary_sets, insert_boundaries, outlines};
pub(crate) use coverage::{coverage, put_coverage};
pub(super) use coverage::{past_coverage, put_past_coverage};
pub(super) use evidence_reviews::{evidence_reviews, insert_evidence_review, put_gap_of_level};
pub(super) use neighbours::{insert_neighbour_group, neighbour_groups};

use std::collections::HashMap;

use evidence::catalogue::{self, Catalogue};
use evidence::disclosure::Policy;
use evidence::engine::FileHash;
use evidence::intake::mapping::Mapping;
use evidence::receipts::{Receipt, ReceiptNumber};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{QueryOrder, QuerySelect};

use super::words_of_evidence::{choice, word};
use super::{
    DATA_SET, DataSet, DataVersion, EVIDENCE_ITEM, EvidenceItem, INDICATOR, Indicator,
    Intervention, KeptStocktake, QuotedFigure, StoredReceipt,
};
use crate::database::DatabaseError;
use crate::database::entity::entity;
use crate::database::moments::{date_column, date_of, moment_column, moment_of};
use crate::thread::{Record, Registry, store as thread};
use crate::vocabulary::RecordId;

entity!(indicator_row, "indicator", {
    publisher_id: String,
    definition: Option<String>,
    value_type: String,
    value_type_known: String,
    unit: String,
    multiplier: Option<f64>,
    polarity: String,
    polarity_known: String,
    cadence: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    source: Option<String>,
    caveats: Option<String>,
    disclosure: Option<String>,
    rationale: Option<String>,
    numerator_source: Option<String>,
    denominator_source: Option<String>,
});

entity!(data_set_row, "data_set", {
    source: Option<String>,
    licence: Option<String>,
    attribution: Option<String>,
    policy: String,
    policy_reason: Option<String>,
    next_due: Option<TimeDate>,
});

entity!(mapping_row, "data_set_mapping", { mapping: String });

entity!(version_row, "data_version", {
    data_set_id: Uuid,
    number: i64,
    sha256: String,
    as_at: TimeDate,
    published_on: Option<TimeDate>,
    replaces_id: Option<Uuid>,
    row_count: i64,
    sources: String,
    notes: String,
    indicator_ids: String,
    catalogue: String,
    loaded_by: Option<Uuid>,
    loaded_by_name: String,
});

entity!(receipt_row, "receipt", {
    number: String,
    receipt_type: String,
    question: String,
    data_files: String,
    software: String,
    seed: Option<i64>,
    result_hash: String,
    origin: String,
    made_at: TimeDateTimeWithTimeZone,
    result: Option<String>,
});

entity!(evidence_row, "evidence_item", {
    evidence_type: String,
    statement: String,
    receipt_id: Option<Uuid>,
    document: Option<String>,
    place_in_document: Option<String>,
    quotation: Option<String>,
    indicator_id: Option<Uuid>,
    area_id: Option<Uuid>,
    strength: Option<String>,
    as_at: TimeDate,
});

entity!(figure_row, "quoted_figure", {
    value: String,
    unit: String,
    period: String,
    comparator: Option<String>,
    worked_from: Option<String>,
});

entity!(intervention_row, "intervention", {
    population: String,
    effect: String,
});

entity!(stocktake_row, "stocktake", {
    service_id: Uuid,
    as_at: TimeDate,
    receipt_id: Uuid,
    result: String,
    origin: String,
});

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|_| unreachable!("our own types have text keys and serialise"))
}

/// Indicators that are written with one question: as many as databases take parameters for.
const MANY: usize = 500;

fn row_of(indicator: &Indicator) -> indicator_row::ActiveModel {
    let described = &indicator.described;
    indicator_row::ActiveModel {
        id: Set(indicator.record.id.0),
        publisher_id: Set(described.id.clone()),
        definition: Set(described.definition.clone()),
        value_type: Set(word(described.value_type)),
        value_type_known: Set(word(described.value_type_known)),
        unit: Set(described.unit.label.clone()),
        multiplier: Set(described.unit.multiplier),
        polarity: Set(word(described.polarity)),
        polarity_known: Set(word(described.polarity_known)),
        cadence: Set(described.cadence.clone()),
        numerator: Set(described.numerator.clone()),
        denominator: Set(described.denominator.clone()),
        source: Set(described.source.clone()),
        caveats: Set(described.caveats.clone()),
        disclosure: Set(described.disclosure.clone()),
        rationale: Set(described.rationale.clone()),
        numerator_source: Set(described.numerator_source.clone()),
        denominator_source: Set(described.denominator_source.clone()),
    }
}

pub(crate) async fn insert_indicators(
    connection: &impl ConnectionTrait,
    new: &[Indicator],
) -> Result<(), DatabaseError> {
    for some in new.chunks(MANY) {
        indicator_row::Entity::insert_many(some.iter().map(row_of))
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

pub(crate) async fn update_indicator(
    connection: &impl ConnectionTrait,
    changed: &Indicator,
) -> Result<(), DatabaseError> {
    indicator_row::Entity::update_many()
        .set(row_of(changed))
        .filter(indicator_row::Column::Id.eq(changed.record.id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn indicators(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<Indicator>, DatabaseError> {
    let rows = indicator_row::Entity::find().all(connection).await?;
    let mut rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let records = thread::of_kind(connection, registry, INDICATOR, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(indicator_of(record, row))
        })
        .collect())
}

fn indicator_of(record: Record, row: indicator_row::Model) -> Indicator {
    let described = catalogue::Indicator {
        id: row.publisher_id,
        name: record.title.clone(),
        definition: row.definition,
        value_type: choice(&row.value_type),
        value_type_known: choice(&row.value_type_known),
        unit: catalogue::Unit {
            label: row.unit,
            multiplier: row.multiplier,
        },
        polarity: choice(&row.polarity),
        polarity_known: choice(&row.polarity_known),
        cadence: row.cadence,
        numerator: row.numerator,
        denominator: row.denominator,
        source: row.source,
        caveats: row.caveats,
        disclosure: row.disclosure,
        rationale: row.rationale,
        numerator_source: row.numerator_source,
        denominator_source: row.denominator_source,
        ..catalogue::Indicator::default()
    };
    Indicator { record, described }
}

pub(crate) async fn insert_data_set(
    connection: &impl ConnectionTrait,
    new: &DataSet,
) -> Result<(), DatabaseError> {
    let row = data_set_row::ActiveModel {
        id: Set(new.record.id.0),
        source: Set(new.source.clone()),
        licence: Set(new.licence.clone()),
        attribution: Set(new.attribution.clone()),
        policy: Set(word(new.policy)),
        policy_reason: Set(new.policy_reason.clone()),
        next_due: Set(new.next_due.map(date_column)),
    };
    data_set_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Writes what is said of a data set; its rule stays as it was when its first release came.
pub(crate) async fn describe_data_set(
    connection: &impl ConnectionTrait,
    changed: &DataSet,
) -> Result<(), DatabaseError> {
    let row = data_set_row::ActiveModel {
        source: Set(changed.source.clone()),
        licence: Set(changed.licence.clone()),
        attribution: Set(changed.attribution.clone()),
        next_due: Set(changed.next_due.map(date_column)),
        ..Default::default()
    };
    data_set_row::Entity::update_many()
        .set(row)
        .filter(data_set_row::Column::Id.eq(changed.record.id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn data_sets(
    connection: &impl ConnectionTrait,
    registry: &Registry,
) -> Result<Vec<DataSet>, DatabaseError> {
    let rows = data_set_row::Entity::find().all(connection).await?;
    let mut rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let records = thread::of_kind(connection, registry, DATA_SET, None).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            // What cannot be read is treated as not yet fit to be shown.
            let policy = serde_json::from_value(serde_json::Value::from(row.policy))
                .unwrap_or(Policy::NhsEngland);
            Some(DataSet {
                record,
                source: row.source,
                licence: row.licence,
                attribution: row.attribution,
                policy,
                policy_reason: row.policy_reason,
                next_due: row.next_due.map(date_of),
            })
        })
        .collect())
}

/// Keeps how the tables of a data set are read, in place of what was kept before.
pub(crate) async fn remember_mapping(
    connection: &impl ConnectionTrait,
    data_set_id: RecordId,
    mapping: &Mapping,
) -> Result<(), DatabaseError> {
    let row = mapping_row::ActiveModel {
        id: Set(data_set_id.0),
        mapping: Set(json(mapping)),
    };
    let replace = OnConflict::column(mapping_row::Column::Id)
        .update_column(mapping_row::Column::Mapping)
        .to_owned();
    mapping_row::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// How the tables of data sets are read. One that cannot be read any more is as good as none.
pub(crate) async fn mappings(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<RecordId, Mapping>, DatabaseError> {
    let rows = mapping_row::Entity::find().all(connection).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let mapping = serde_json::from_str(&row.mapping).ok()?;
            Some((RecordId(row.id), mapping))
        })
        .collect())
}

pub(crate) async fn insert_version(
    connection: &impl ConnectionTrait,
    new: &DataVersion,
    catalogue: &Catalogue,
) -> Result<(), DatabaseError> {
    let row = version_row::ActiveModel {
        id: Set(new.record.id.0),
        data_set_id: Set(new.data_set_id.0),
        number: Set(new.number),
        sha256: Set(new.file.to_string()),
        as_at: Set(date_column(new.as_at)),
        published_on: Set(new.published_on.map(date_column)),
        replaces_id: Set(new.replaces_id.map(|id| id.0)),
        row_count: Set(i64::try_from(new.rows).unwrap_or(i64::MAX)),
        sources: Set(json(&new.sources)),
        notes: Set(json(&new.notes)),
        indicator_ids: Set(json(&new.indicator_ids)),
        catalogue: Set(json(catalogue)),
        loaded_by: Set(new.loaded_by.map(|id| id.0)),
        loaded_by_name: Set(new.loaded_by_name.clone()),
    };
    version_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn set_published(
    connection: &impl ConnectionTrait,
    id: RecordId,
    on: Date,
    replaces_id: Option<RecordId>,
) -> Result<(), DatabaseError> {
    version_row::Entity::update_many()
        .col_expr(
            version_row::Column::PublishedOn,
            Expr::value(date_column(on)),
        )
        .col_expr(
            version_row::Column::ReplacesId,
            Expr::value(replaces_id.map(|id| id.0)),
        )
        .filter(version_row::Column::Id.eq(id.0))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn versions(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    data_set_id: Option<RecordId>,
) -> Result<Vec<DataVersion>, DatabaseError> {
    let mut query = version_row::Entity::find().order_by_desc(version_row::Column::Number);
    if let Some(data_set) = data_set_id {
        query = query.filter(version_row::Column::DataSetId.eq(data_set.0));
    }
    let rows = query.all(connection).await?;
    let ids: Vec<RecordId> = rows.iter().map(|row| RecordId(row.id)).collect();
    let mut records = thread::by_ids(connection, registry, &ids).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let record = records.remove(&RecordId(row.id))?;
            version_of(record, row)
        })
        .collect())
}

fn version_of(record: Record, row: version_row::Model) -> Option<DataVersion> {
    Some(DataVersion {
        record,
        data_set_id: RecordId(row.data_set_id),
        number: row.number,
        file: row.sha256.parse().ok()?,
        as_at: date_of(row.as_at),
        published_on: row.published_on.map(date_of),
        replaces_id: row.replaces_id.map(RecordId),
        rows: u64::try_from(row.row_count).unwrap_or(0),
        sources: serde_json::from_str(&row.sources).unwrap_or_default(),
        notes: serde_json::from_str(&row.notes).unwrap_or_default(),
        indicator_ids: serde_json::from_str(&row.indicator_ids).unwrap_or_default(),
        loaded_by: row.loaded_by.map(RecordId),
        loaded_by_name: row.loaded_by_name,
    })
}

/// What the file of a version says about its indicators.
pub(crate) async fn catalogue_of(
    connection: &impl ConnectionTrait,
    id: RecordId,
) -> Result<Catalogue, DatabaseError> {
    let text: Option<String> = version_row::Entity::find_by_id(id.0)
        .select_only()
        .column(version_row::Column::Catalogue)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

pub(crate) async fn insert_receipt(
    connection: &impl ConnectionTrait,
    id: Uuid,
    new: &Receipt,
    now: Timestamp,
) -> Result<(), DatabaseError> {
    let row = receipt_row::ActiveModel {
        id: Set(id),
        number: Set(new.number.to_string()),
        receipt_type: Set(word(new.kind)),
        question: Set(new.question.clone()),
        data_files: Set(json(&new.data)),
        software: Set(new.software.clone()),
        // Seeds are 64 bits; the sign is only how the column writes the highest of them.
        seed: Set(new.seed.map(u64::cast_signed)),
        result_hash: Set(new.result_hash.to_string()),
        origin: Set(word(new.origin)),
        made_at: Set(moment_column(now)),
        result: Set(None),
    };
    receipt_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub(crate) async fn receipt(
    connection: &impl ConnectionTrait,
    number: &str,
) -> Result<Option<StoredReceipt>, DatabaseError> {
    let row = receipt_row::Entity::find()
        .filter(receipt_row::Column::Number.eq(number))
        .one(connection)
        .await?;
    Ok(row.and_then(|row| stored_of(row).map(|(_, stored)| stored)))
}

fn stored_of(row: receipt_row::Model) -> Option<(Uuid, StoredReceipt)> {
    let written = |word: String| serde_json::Value::from(word);
    let stored = StoredReceipt {
        receipt: Receipt {
            number: row.number.parse().ok()?,
            kind: serde_json::from_value(written(row.receipt_type)).ok()?,
            question: row.question,
            data: serde_json::from_str::<Vec<FileHash>>(&row.data_files).ok()?,
            software: row.software,
            seed: row.seed.map(i64::cast_unsigned),
            result_hash: row.result_hash.parse().ok()?,
            origin: choice(&row.origin),
        },
        made_at: moment_of(row.made_at),
        result: row.result,
    };
    Some((row.id, stored))
}

/// The number under which a receipt is or could be kept, and its id where it is: its own number, or the next one while
/// other content has it.
pub(crate) async fn place_of_receipt(
    connection: &impl ConnectionTrait,
    wanted: &Receipt,
) -> Result<(ReceiptNumber, Option<Uuid>), DatabaseError> {
    let mut number = wanted.number.clone();
    loop {
        let row = receipt_row::Entity::find()
            .filter(receipt_row::Column::Number.eq(number.as_str()))
            .one(connection)
            .await?;
        let Some(row) = row else {
            return Ok((number, None));
        };
        if let Some((id, held)) = stored_of(row) {
            let same = Receipt {
                number: wanted.number.clone(),
                ..held.receipt
            };
            if same == *wanted {
                return Ok((number, Some(id)));
            }
        }
        number = number.next();
    }
}

pub(crate) async fn forget_result(
    connection: &impl ConnectionTrait,
    number: &str,
) -> Result<(), DatabaseError> {
    receipt_row::Entity::update_many()
        .col_expr(
            receipt_row::Column::Result,
            Expr::value(Option::<String>::None),
        )
        .filter(receipt_row::Column::Number.eq(number))
        .exec(connection)
        .await?;
    Ok(())
}

pub(crate) async fn insert_evidence_item(
    connection: &impl ConnectionTrait,
    new: &EvidenceItem,
) -> Result<(), DatabaseError> {
    let row = evidence_row::ActiveModel {
        id: Set(new.record.id.0),
        evidence_type: Set(new.evidence_type.as_str().to_owned()),
        statement: Set(new.statement.clone()),
        receipt_id: Set(new.receipt_id),
        document: Set(new.document.clone()),
        place_in_document: Set(new.place_in_document.clone()),
        quotation: Set(new.quotation.clone()),
        indicator_id: Set(new.indicator_id.map(|id| id.0)),
        area_id: Set(new.area_id.map(|id| id.0)),
        strength: Set(new.strength.clone()),
        as_at: Set(date_column(new.as_at)),
    };
    evidence_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    if let Some(figure) = &new.figure {
        let row = figure_row::ActiveModel {
            id: Set(new.record.id.0),
            value: Set(figure.value.clone()),
            unit: Set(figure.unit.clone()),
            period: Set(figure.period.clone()),
            comparator: Set(figure.comparator.clone()),
            worked_from: Set(figure.worked_from.clone()),
        };
        figure_row::Entity::insert(row)
            .exec_without_returning(connection)
            .await?;
    }
    if let Some(intervention) = &new.intervention {
        let row = intervention_row::ActiveModel {
            id: Set(new.record.id.0),
            population: Set(intervention.population.clone()),
            effect: Set(intervention.effect.clone()),
        };
        intervention_row::Entity::insert(row)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

pub(crate) async fn evidence_items(
    connection: &impl ConnectionTrait,
    registry: &Registry,
    body_id: Option<RecordId>,
) -> Result<Vec<EvidenceItem>, DatabaseError> {
    let numbers: HashMap<Uuid, String> = receipt_row::Entity::find()
        .select_only()
        .columns([receipt_row::Column::Id, receipt_row::Column::Number])
        .into_tuple()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let figures = figure_row::Entity::find().all(connection).await?;
    let mut figures: HashMap<Uuid, _> = figures.into_iter().map(|row| (row.id, row)).collect();
    let found = intervention_row::Entity::find().all(connection).await?;
    let mut found: HashMap<Uuid, _> = found.into_iter().map(|row| (row.id, row)).collect();
    let rows = evidence_row::Entity::find().all(connection).await?;
    let mut rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let records = thread::of_kind(connection, registry, EVIDENCE_ITEM, body_id).await?;
    Ok(records
        .into_iter()
        .filter_map(|record| {
            let row = rows.remove(&record.id.0)?;
            Some(EvidenceItem {
                record,
                evidence_type: row.evidence_type.parse().ok()?,
                statement: row.statement,
                receipt_id: row.receipt_id,
                receipt_number: row.receipt_id.and_then(|id| numbers.get(&id).cloned()),
                document: row.document,
                place_in_document: row.place_in_document,
                quotation: row.quotation,
                figure: figures.remove(&row.id).map(|row| QuotedFigure {
                    value: row.value,
                    unit: row.unit,
                    period: row.period,
                    comparator: row.comparator,
                    worked_from: row.worked_from,
                }),
                intervention: found.remove(&row.id).map(|row| Intervention {
                    population: row.population,
                    effect: row.effect,
                }),
                indicator_id: row.indicator_id.map(RecordId),
                area_id: row.area_id.map(RecordId),
                strength: row.strength,
                as_at: date_of(row.as_at),
            })
        })
        .collect())
}

/// Writes what was found on a day in place of what was found on it before.
pub(crate) async fn put_stocktake(
    connection: &impl ConnectionTrait,
    id: Uuid,
    receipt_id: Uuid,
    kept: &KeptStocktake,
) -> Result<(), DatabaseError> {
    stocktake_row::Entity::delete_many()
        .filter(stocktake_row::Column::ServiceId.eq(kept.service_id.0))
        .filter(stocktake_row::Column::AsAt.eq(date_column(kept.as_at)))
        .exec(connection)
        .await?;
    let row = stocktake_row::ActiveModel {
        id: Set(id),
        service_id: Set(kept.service_id.0),
        as_at: Set(date_column(kept.as_at)),
        receipt_id: Set(receipt_id),
        result: Set(json(&kept.stocktake)),
        origin: Set(word(kept.stocktake.origin)),
    };
    stocktake_row::Entity::insert(row)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// The stocktakes of a service, the newest first.
pub(crate) async fn stocktakes(
    connection: &impl ConnectionTrait,
    service_id: RecordId,
) -> Result<Vec<KeptStocktake>, DatabaseError> {
    let numbers: HashMap<Uuid, String> = receipt_row::Entity::find()
        .select_only()
        .columns([receipt_row::Column::Id, receipt_row::Column::Number])
        .into_tuple()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    Ok(stocktake_row::Entity::find()
        .filter(stocktake_row::Column::ServiceId.eq(service_id.0))
        .order_by_desc(stocktake_row::Column::AsAt)
        .all(connection)
        .await?
        .into_iter()
        .filter_map(|row| {
            Some(KeptStocktake {
                service_id: RecordId(row.service_id),
                as_at: date_of(row.as_at),
                receipt: numbers.get(&row.receipt_id)?.parse().ok()?,
                stocktake: serde_json::from_str(&row.result).ok()?,
            })
        })
        .collect())
}
