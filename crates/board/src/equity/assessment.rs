use jiff::civil::Date;
use uuid::Uuid;

use super::store;
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::Record;
use crate::vocabulary::{Actor, RecordId, words};

words! {
    /// What sort of assessment.
    pub enum AssessmentType {
        /// A short look at whom something may leave behind.
        EquityCheck = "equity check",
        /// The full analysis that the public sector duty asks for.
        EqualityImpact = "equality impact",
        /// A look at another policy's effects on health.
        PolicyScreening = "policy screening",
        /// A body looks at itself.
        SelfAssessment = "self-assessment",
    }
}

/// What was answered about whom something may leave behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its record.
    pub record: Record,
    /// What was checked.
    pub about_id: RecordId,
    /// What sort.
    pub assessment_type: AssessmentType,
    /// The sheet with the answers.
    pub sheet_id: Uuid,
    /// Who answered, as an office.
    pub answered_by: String,
    /// When.
    pub assessed_on: Date,
    /// What changed in the subject because of it; nothing where nothing did.
    pub what_changed: Option<String>,
    /// When to check again.
    pub review_due: Option<Date>,
}

impl Assessment {
    /// Whether the checked thing changed because of it.
    #[must_use]
    pub fn changed_subject(&self) -> bool {
        self.what_changed.is_some()
    }
}

/// By when something is to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckDue {
    /// What.
    pub about_id: RecordId,
    /// By when.
    pub due: Date,
}

impl CheckDue {
    /// How many days have passed since then; nothing on the day itself and before.
    #[must_use]
    pub fn days_passed(&self, today: Date) -> Option<i64> {
        days_since(self.due, today)
    }
}

/// The assessments of a record, or all, newest first, as far as the actor may see them.
pub async fn assessments(
    house: &House,
    actor: &Actor,
    about_id: Option<RecordId>,
) -> Result<Vec<Assessment>, DatabaseError> {
    let mut found = store::assessments(house.reader(), house.registry(), about_id).await?;
    found.retain(|assessment| assessment.record.is_visible_to(actor));
    Ok(found)
}

/// Every date that was set for a check, earliest first.
pub async fn checks_due(house: &House) -> Result<Vec<CheckDue>, DatabaseError> {
    store::dues(house.reader()).await
}
