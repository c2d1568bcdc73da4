use crate::database::DatabaseError;
use crate::frameworks::carriers_of;
use crate::indicators::{Indicator, WITHDRAWN, evidence_items, indicators};
use crate::runner::House;
use crate::vocabulary::{RecordId, Sought};

/// How somebody says which indicators a pack is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// By publishers' numbers or by the names in their addresses, in this order.
    Named(Vec<String>),
    /// Those whose name or definition holds every word of one of these topics, which commas part.
    Search(String),
    /// Those that carry an element of a framework, and those that statements which carry it are about.
    Element(RecordId),
}

/// Why indicators could not be chosen.
#[derive(Debug, thiserror::Error)]
pub enum ChooseError {
    /// No indicator has this name.
    #[error("there is no indicator “{0}”; `commonweal indicators` lists them with their numbers")]
    Unknown(String),
    /// Nothing fits.
    #[error("no indicator fits {0}")]
    Nothing(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// The indicators of a choice. Withdrawn ones are left out unless they are named.
pub async fn chosen(house: &House, choice: &Choice) -> Result<Vec<Indicator>, ChooseError> {
    let mut all = indicators(house).await?;
    match choice {
        Choice::Named(names) => names
            .iter()
            .map(|name| {
                all.iter()
                    .find(|it| it.described.id == *name || it.record.slug.as_str() == name)
                    .cloned()
                    .ok_or_else(|| ChooseError::Unknown(name.clone()))
            })
            .collect(),
        Choice::Search(words) => {
            let sought = Sought::topics(words);
            all.retain(|indicator| indicator.record.state != WITHDRAWN && fits(indicator, &sought));
            some(all, || format!("“{}”", words.trim()))
        }
        Choice::Element(element) => {
            let carriers = carriers_of(house, *element).await?;
            let items = evidence_items(house, None).await?;
            let about: Vec<RecordId> = items
                .iter()
                .filter(|item| carriers.contains(&item.record.id))
                .filter_map(|item| item.indicator_id)
                .collect();
            all.retain(|indicator| {
                let id = indicator.record.id;
                indicator.record.state != WITHDRAWN
                    && (carriers.contains(&id) || about.contains(&id))
            });
            some(all, || "this element".to_owned())
        }
    }
}

fn some(
    found: Vec<Indicator>,
    wanted: impl FnOnce() -> String,
) -> Result<Vec<Indicator>, ChooseError> {
    if found.is_empty() {
        Err(ChooseError::Nothing(wanted()))
    } else {
        Ok(found)
    }
}

fn fits(indicator: &Indicator, sought: &Sought) -> bool {
    let definition = indicator.described.definition.as_deref();
    sought.is_in(&format!(
        "{} {}",
        indicator.record.title,
        definition.unwrap_or_default()
    ))
}
