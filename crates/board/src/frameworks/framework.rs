use serde_json::json;

use super::{CURRENT, ELEMENT, FRAMEWORK, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, words};

words! {
    /// What a framework is used as.
    pub enum FrameworkUse {
        /// Something to sort by.
        Taxonomy = "taxonomy",
        /// Groups of people.
        Groups = "groups",
        /// Themes that were found in answers.
        Themes = "themes",
        /// Areas of work that cut across others.
        Areas = "areas",
        /// Questions or headings to fill in.
        Template = "template",
    }
}

/// A taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Framework {
    /// Its record: name, dates.
    pub record: Record,
    /// Who published it.
    pub publisher: String,
    /// Which edition.
    pub edition: Option<String>,
    /// What it is used as.
    pub framework_use: FrameworkUse,
}

/// A term of a taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its record: its title.
    pub record: Record,
    /// The framework that it is part of.
    pub framework_id: RecordId,
    /// The term above it.
    pub parent_id: Option<RecordId>,
    /// The publisher's own number or letter, with its gaps: 1, 2, 3, 5, 8.
    pub code: Option<String>,
    /// Its place, from 1.
    pub position: i64,
    /// What it means, in our words.
    pub description: Option<String>,
    /// The year by which something was to be reached; past years show as expired, never hidden.
    pub target_year: Option<i64>,
}

/// A framework about to be made, with its elements.
#[derive(Debug, Clone)]
pub struct NewFramework {
    /// The readable part of its reference; also how code asks for a framework that it ships.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Which edition.
    pub edition: Option<String>,
    /// What it is used as.
    pub framework_use: FrameworkUse,
    /// Where it comes from.
    pub origin: Origin,
    /// Its terms, in order.
    pub elements: Vec<NewElement>,
}

/// An element about to be made.
#[derive(Debug, Clone, Default)]
pub struct NewElement {
    /// Its title, as published.
    pub title: String,
    /// The publisher's own number or letter.
    pub code: Option<String>,
    /// What it means, in our words.
    pub description: Option<String>,
    /// The year by which something was to be reached.
    pub target_year: Option<i64>,
}

/// Makes a framework with its elements, unless there already is one with this slug.
pub async fn create_framework(act: &mut Act, new: NewFramework) -> Result<Framework, RunnerError> {
    let known = store::frameworks(act.connection(), act.house().registry()).await?;
    if let Some(known) = known
        .into_iter()
        .find(|known| known.record.slug == new.slug)
    {
        return Ok(known);
    }
    let mut record = NewRecord::new(FRAMEWORK, None, new.title, CURRENT);
    record.slug = Some(new.slug.clone());
    record.origin = new.origin;
    let framework = Framework {
        record: act.create(record).await?,
        publisher: new.publisher,
        edition: new.edition,
        framework_use: new.framework_use,
    };
    store::insert_framework(act.connection(), &framework).await?;
    for (position, element) in (1..).zip(new.elements) {
        let mut record = NewRecord::new(ELEMENT, None, &element.title, CURRENT);
        record.slug = Some(Slug::from_words(&format!("{}-{}", new.slug, element.title)));
        record.origin = new.origin;
        let element = Element {
            record: act.create(record).await?,
            framework_id: framework.record.id,
            parent_id: None,
            code: element.code,
            position,
            description: element.description,
            target_year: element.target_year,
        };
        store::insert_element(act.connection(), &element).await?;
    }
    act.note(
        json!({ "framework": framework.record.id.to_string(), "publisher": framework.publisher }),
    );
    Ok(framework)
}

/// Every framework, by name.
pub async fn frameworks(house: &House) -> Result<Vec<Framework>, DatabaseError> {
    store::frameworks(house.reader(), house.registry()).await
}

/// The framework with a slug.
pub async fn framework_by_slug(
    house: &House,
    slug: &str,
) -> Result<Option<Framework>, DatabaseError> {
    Ok(frameworks(house)
        .await?
        .into_iter()
        .find(|framework| framework.record.slug.as_str() == slug))
}

/// The elements of a framework, in order.
pub async fn elements_of(
    house: &House,
    framework: RecordId,
) -> Result<Vec<Element>, DatabaseError> {
    store::elements_of(house.reader(), house.registry(), framework).await
}

/// The element with an id.
pub async fn element(house: &House, id: RecordId) -> Result<Option<Element>, DatabaseError> {
    store::element(house.reader(), house.registry(), id).await
}
