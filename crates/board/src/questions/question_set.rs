use serde_json::json;
use uuid::Uuid;

use super::{CURRENT, QUESTION_SET, store};
use crate::audit::{canonical_json, hash_of_text};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError};
use crate::thread::{NewRecord, Record};
use crate::vocabulary::{Origin, RecordId, Slug, words};

words! {
    /// What a question set is for.
    pub enum SetPurpose {
        /// A partner says how an outcome or action is going.
        Return = "return",
        /// Somebody considers whom an action may leave behind.
        EquityCheck = "equity check",
        /// Residents are consulted.
        Consultation = "consultation",
        /// People say who they are, apart from what they answer.
        EqualityMonitoring = "equality monitoring",
        /// A body assesses itself.
        Assessment = "assessment",
        /// Candidates are scored.
        Scoring = "scoring",
    }
}

words! {
    /// What sort of answer a question takes.
    pub enum QuestionType {
        /// A line of words.
        Line = "line",
        /// Several lines of words.
        Paragraph = "paragraph",
        /// A number.
        Number = "number",
        /// One of the options.
        OneOf = "one of",
        /// Any of the options.
        AnyOf = "any of",
        /// Yes or no.
        YesNo = "yes or no",
        /// A date.
        Date = "date",
    }
}

/// A set of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionSet {
    /// Its record: name, owner.
    pub record: Record,
    /// What it is for.
    pub purpose: SetPurpose,
}

/// One version of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetVersion {
    /// Identity.
    pub id: Uuid,
    /// The set.
    pub set_id: RecordId,
    /// 1, 2, 3 …
    pub number: i64,
    /// Hash of the exact questions.
    pub hash: String,
}

/// A question in a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The id that stays the same through every version: `going`.
    pub stable_id: String,
    /// Its place, from 0.
    pub position: i64,
    /// What sort of answer it takes.
    pub question_type: QuestionType,
    /// What is asked.
    pub words: String,
    /// What helps to answer.
    pub help: Option<String>,
    /// What may be chosen.
    pub options: Vec<String>,
    /// Whether the sheet cannot be sent without it.
    pub required: bool,
    /// The long question that this short one stands for.
    pub short_form_of: Option<String>,
}

/// A question about to be saved; its place is its place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// The id that stays the same through every version.
    pub stable_id: String,
    /// What sort of answer it takes.
    pub question_type: QuestionType,
    /// What is asked.
    pub words: String,
    /// What helps to answer.
    pub help: Option<String>,
    /// What may be chosen.
    pub options: Vec<String>,
    /// Whether the sheet cannot be sent without it.
    pub required: bool,
    /// The long question that this short one stands for.
    pub short_form_of: Option<String>,
}

impl NewQuestion {
    /// A question that need not be answered and has neither help nor options.
    #[must_use]
    pub fn new(stable_id: &str, question_type: QuestionType, words: &str) -> Self {
        Self {
            stable_id: stable_id.to_owned(),
            question_type,
            words: words.to_owned(),
            help: None,
            options: Vec::new(),
            required: false,
            short_form_of: None,
        }
    }

    /// The same question with options.
    #[must_use]
    pub fn with_options(mut self, options: &[&str]) -> Self {
        self.options = options.iter().map(|&option| option.to_owned()).collect();
        self
    }

    /// The same question with help.
    #[must_use]
    pub fn with_help(mut self, help: &str) -> Self {
        self.help = Some(help.to_owned());
        self
    }

    /// The same question, needed before the sheet can be sent.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// Makes a question set without any version yet.
pub async fn create_set(
    act: &mut Act,
    body_id: Option<RecordId>,
    title: &str,
    slug: Option<Slug>,
    purpose: SetPurpose,
    origin: Origin,
) -> Result<QuestionSet, RunnerError> {
    let mut record = NewRecord::new(QUESTION_SET, body_id, title, CURRENT);
    record.slug = slug;
    record.origin = origin;
    let set = QuestionSet {
        record: act.create(record).await?,
        purpose,
    };
    store::insert_set(act.connection(), &set).await?;
    act.note(json!({ "question set": set.record.id.to_string(), "purpose": set.purpose }));
    Ok(set)
}

/// Saves a new version of a set. The exact questions of the newest version again make no new one.
pub async fn add_set_version(
    act: &mut Act,
    set_id: RecordId,
    questions: Vec<NewQuestion>,
) -> Result<SetVersion, RunnerError> {
    let newest = store::newest_set_version(act.connection(), set_id).await?;
    let hash = hash_of(&questions);
    if let Some(same) = newest.as_ref().filter(|version| version.hash == hash) {
        return Ok(same.clone());
    }
    let version = SetVersion {
        id: act.new_id().0,
        set_id,
        number: newest.map_or(1, |version| version.number + 1),
        hash,
    };
    store::insert_set_version(act.connection(), &version).await?;
    for (position, question) in questions.into_iter().enumerate() {
        let question = Question {
            stable_id: question.stable_id,
            position: i64::try_from(position).unwrap_or(i64::MAX),
            question_type: question.question_type,
            words: question.words,
            help: question.help,
            options: question.options,
            required: question.required,
            short_form_of: question.short_form_of,
        };
        let id = act.new_id();
        store::insert_question(act.connection(), id.0, version.id, &question).await?;
    }
    act.note_of(
        set_id,
        json!({ "question set": set_id.to_string(), "version": version.number, "hash": version.hash }),
    );
    Ok(version)
}

fn hash_of(questions: &[NewQuestion]) -> String {
    let questions: Vec<serde_json::Value> = questions
        .iter()
        .map(|question| {
            json!({ "id": question.stable_id, "type": question.question_type, "words": question.words,
                "help": question.help, "options": question.options, "required": question.required,
                "short form of": question.short_form_of })
        })
        .collect();
    hash_of_text(&canonical_json(&serde_json::Value::Array(questions)))
}

/// The sets for one purpose, of one body or of the installation.
pub async fn sets_of(
    house: &House,
    body_id: Option<RecordId>,
    purpose: SetPurpose,
) -> Result<Vec<QuestionSet>, DatabaseError> {
    Ok(store::sets(house.reader(), house.registry())
        .await?
        .into_iter()
        .filter(|set| set.purpose == purpose && set.record.body_id == body_id)
        .collect())
}

/// The set with a slug, of one body or of the installation.
pub async fn set_by_slug(
    house: &House,
    body_id: Option<RecordId>,
    slug: &str,
) -> Result<Option<QuestionSet>, DatabaseError> {
    Ok(store::sets(house.reader(), house.registry())
        .await?
        .into_iter()
        .find(|set| set.record.slug.as_str() == slug && set.record.body_id == body_id))
}

/// The newest version of a set.
pub async fn newest_set_version(
    house: &House,
    set_id: RecordId,
) -> Result<Option<SetVersion>, DatabaseError> {
    store::newest_set_version(house.reader(), set_id).await
}

/// The questions of a version, in order.
pub async fn questions_of(house: &House, version_id: Uuid) -> Result<Vec<Question>, DatabaseError> {
    store::questions_of(house.reader(), version_id).await
}
