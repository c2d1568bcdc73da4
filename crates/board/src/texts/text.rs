use serde_json::json;

use super::{CURRENT, TEXT, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, Visibility, words};

words! {
    /// What a text is for.
    pub enum TextType {
        /// A report to a meeting.
        Report = "report",
        /// The minutes of a meeting.
        Minutes = "minutes",
        /// A joint local health and wellbeing strategy.
        Strategy = "strategy",
        /// A chapter of the joint strategic needs assessment.
        Chapter = "chapter",
        /// Terms of reference or a constitution.
        Terms = "terms",
        /// An evidence or resource pack.
        Pack = "pack",
        /// A briefing.
        Briefing = "briefing",
        /// Another body's plan.
        Plan = "plan",
    }
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its record: title, owner, visibility, origin.
    pub record: Record,
    /// What it is for.
    pub text_type: TextType,
}

/// A document about to be made.
#[derive(Debug, Clone)]
pub struct NewText {
    /// The body that owns it.
    pub body_id: Option<RecordId>,
    /// What it is for.
    pub text_type: TextType,
    /// Its title.
    pub title: String,
    /// The readable part of its reference, when not made of the title.
    pub slug: Option<Slug>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Where its content comes from.
    pub origin: Origin,
}

/// Makes a text without any version yet.
pub async fn create(act: &mut Act, new: NewText) -> Result<Text, RunnerError> {
    let mut record = NewRecord::new(TEXT, new.body_id, new.title, CURRENT);
    record.slug = new.slug;
    record.visibility = new.visibility;
    record.origin = new.origin;
    let text = Text {
        record: act.create(record).await?,
        text_type: new.text_type,
    };
    store::insert_text(act.connection(), &text).await?;
    act.note(json!({ "text": text.record.id.to_string(), "type": text.text_type }));
    Ok(text)
}

/// The text with an id.
pub async fn text(house: &House, id: RecordId) -> Result<Option<Text>, DatabaseError> {
    store::text(house.reader(), house.registry(), id).await
}

/// The texts of a body with one purpose, by title.
pub async fn texts_of(
    house: &House,
    body_id: RecordId,
    text_type: TextType,
) -> Result<Vec<Text>, DatabaseError> {
    store::texts_of(house.reader(), house.registry(), body_id, text_type).await
}
