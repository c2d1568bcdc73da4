use std::collections::HashMap;

use evidence::catalogue::{self, Correction, Known};
use evidence::small_areas::is_about_small_areas;
use serde_json::json;

use super::{CATALOGUED, INDICATOR, store};
use crate::database::DatabaseError;
use crate::runner::{Act, Change, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, Slug, Sought};

/// A defined measurement, with what its source and people say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its record: its name.
    pub record: Record,
    /// What is known about it; `id` is the publisher's number as text.
    pub described: catalogue::Indicator,
}

impl Indicator {
    /// Whether what somebody looks for stands in its number, name or definition.
    #[must_use]
    pub fn mentions(&self, search: &Sought) -> bool {
        let described = &self.described;
        let definition = described.definition.as_deref().unwrap_or_default();
        search.is_in(&format!("{} {} {definition}", described.id, described.name))
    }

    /// What people have said that no file says.
    #[must_use]
    pub fn correction(&self) -> Option<Correction> {
        let entered = |known| known == Known::Entered;
        let described = &self.described;
        let correction = Correction {
            polarity: entered(described.polarity_known).then_some(described.polarity),
            value_type: entered(described.value_type_known).then_some(described.value_type),
        };
        (correction != Correction::default()).then_some(correction)
    }
}

/// Every indicator, by name.
pub async fn indicators(house: &House) -> Result<Vec<Indicator>, DatabaseError> {
    store::indicators(house.reader(), house.registry()).await
}

/// The indicator at an address.
pub async fn indicator_by_slug(
    house: &House,
    slug: &Slug,
) -> Result<Option<Indicator>, DatabaseError> {
    Ok(indicators(house)
        .await?
        .into_iter()
        .find(|indicator| indicator.record.slug == *slug))
}

/// The indicator with a publisher's number.
pub async fn indicator_by_publisher_id(
    house: &House,
    publisher_id: &str,
) -> Result<Option<Indicator>, DatabaseError> {
    Ok(indicators(house)
        .await?
        .into_iter()
        .find(|indicator| indicator.described.id == publisher_id))
}

/// Brings the records of indicators to what a newly published file says. What a person has entered stays.
pub(super) async fn bring_up_to_date(
    act: &mut Act,
    catalogue: &catalogue::Catalogue,
    origin: Origin,
) -> Result<(), RunnerError> {
    let house = act.house().clone();
    let known = store::indicators(act.connection(), house.registry()).await?;
    // What is about small areas serves to build places, and is no indicator on which a board rests anything.
    let wanted = catalogue
        .indicators
        .values()
        .filter(|described| !is_about_small_areas(&described.id));
    let held: HashMap<&str, &Indicator> = known
        .iter()
        .map(|indicator| (indicator.described.id.as_str(), indicator))
        .collect();
    let mut new = Vec::new();
    for described in wanted {
        let Some(held) = held.get(described.id.as_str()) else {
            new.push(described);
            continue;
        };
        let wanted = Indicator {
            record: held.record.clone(),
            described: merged(&held.described, described),
        };
        update(act, held, wanted).await?;
    }
    let records = new.iter().map(|described| {
        let mut new = NewRecord::new(INDICATOR, None, name_of(described), CATALOGUED);
        new.origin = origin;
        new
    });
    let records = act.create_many(records.collect()).await?;
    let made: Vec<Indicator> = records
        .into_iter()
        .zip(new)
        .map(|(record, described)| Indicator {
            record,
            described: described.clone(),
        })
        .collect();
    store::insert_indicators(act.connection(), &made).await?;
    for indicator in &made {
        act.note(says(indicator));
    }
    Ok(())
}

/// Writes what changed in an indicator, if anything did.
pub(super) async fn update(
    act: &mut Act,
    before: &Indicator,
    after: Indicator,
) -> Result<(), RunnerError> {
    let name = name_of(&after.described);
    if after.described == before.described && name == before.record.title {
        return Ok(());
    }
    let change = Change {
        title: Some(name),
        ..Change::default()
    };
    act.change(before.record.id, before.record.revision, change)
        .await?;
    store::update_indicator(act.connection(), &after).await?;
    act.note_of(
        before.record.id,
        json!({ "before": says(before), "after": says(&after) }),
    );
    Ok(())
}

fn name_of(described: &catalogue::Indicator) -> String {
    if described.name.is_empty() {
        format!("Indicator {}", described.id)
    } else {
        described.name.clone()
    }
}

/// What a file says, with what a person has entered kept. How limits are worked out is the file's own business.
fn merged(held: &catalogue::Indicator, file: &catalogue::Indicator) -> catalogue::Indicator {
    let mut merged = catalogue::Indicator {
        limits_method: held.limits_method,
        limits_agreement: held.limits_agreement,
        ..file.clone()
    };
    if held.polarity_known == Known::Entered {
        merged.polarity = held.polarity;
        merged.polarity_known = Known::Entered;
    }
    if held.value_type_known == Known::Entered {
        merged.value_type = held.value_type;
        merged.value_type_known = Known::Entered;
    }
    // A short file does not unsay what a fuller one said.
    let keep = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
    merged.definition = keep(merged.definition, &held.definition);
    merged.cadence = keep(merged.cadence, &held.cadence);
    merged.rationale = keep(merged.rationale, &held.rationale);
    merged.numerator = keep(merged.numerator, &held.numerator);
    merged.numerator_source = keep(merged.numerator_source, &held.numerator_source);
    merged.denominator = keep(merged.denominator, &held.denominator);
    merged.denominator_source = keep(merged.denominator_source, &held.denominator_source);
    merged.source = keep(merged.source, &held.source);
    merged.caveats = keep(merged.caveats, &held.caveats);
    merged.disclosure = keep(merged.disclosure, &held.disclosure);
    merged
}

fn says(indicator: &Indicator) -> serde_json::Value {
    let described = &indicator.described;
    json!({
        "indicator": indicator.record.id.to_string(), "publisher's number": described.id,
        "definition": described.definition, "value type": described.value_type,
        "value type known": described.value_type_known, "unit": described.unit.label,
        "multiplier": described.unit.multiplier, "polarity": described.polarity,
        "polarity known": described.polarity_known, "cadence": described.cadence,
        "rationale": described.rationale, "numerator": described.numerator,
        "numerator source": described.numerator_source, "denominator": described.denominator,
        "denominator source": described.denominator_source,
        "source": described.source, "caveats": described.caveats, "disclosure": described.disclosure,
    })
}
