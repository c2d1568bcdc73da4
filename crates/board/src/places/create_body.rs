use jiff::civil::Date;
use serde_json::json;

use super::{BODY, Body, BodyType, CURRENT, ENDED, QuorumRule, policy, store};
use crate::audit;
use crate::runner::{Act, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug};

/// A body to add.
#[derive(Debug, Clone)]
pub struct CreateBody {
    /// Its formal name.
    pub name: String,
    /// The name that residents know; the formal one when `None`.
    pub public_name: Option<String>,
    /// The readable part of its address; for a board this stands in every web address.
    pub slug: Option<Slug>,
    /// What sort.
    pub body_type: BodyType,
    /// The area that it serves.
    pub area_id: Option<RecordId>,
    /// What it answers for.
    pub responsibility: Option<String>,
    /// When it may decide.
    pub quorum: Option<QuorumRule>,
    /// Since when it exists.
    pub valid_from: Option<Date>,
    /// Until when (exclusive).
    pub valid_to: Option<Date>,
    /// Where this comes from.
    pub origin: Origin,
}

/// Why a body was not added.
#[derive(Debug, thiserror::Error)]
pub enum CreateBodyError {
    /// A body without a name.
    #[error("a body needs a name")]
    NoName,
    /// A board's short name is taken, or is a word that web addresses use.
    #[error("the short name “{0}” is taken; choose another")]
    SlugTaken(Slug),
    /// It would end before it starts.
    #[error("the last day must come after the first")]
    Dates,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// First words of web addresses, which no board can have as its short name.
const ADDRESS_WORDS: &[&str] = &[
    "accessibility",
    "answer",
    "api",
    "assets",
    "c",
    "components",
    "data",
    "desk",
    "health",
    "method",
    "privacy",
    "r",
    "receipt",
    "report-a-mistake",
    "search",
    "sign-in",
    "sign-out",
    "stage",
    "thread",
];

/// Adds a body. A board also gets an audit chain of its own.
pub async fn create_body(
    house: &House,
    who: &Who,
    input: CreateBody,
) -> Result<Body, CreateBodyError> {
    let mut act = house.begin(who, &policy::CHANGE_BODIES, None).await?;
    let body = add_body(&mut act, input).await?;
    act.commit().await?;
    Ok(body)
}

/// The same within another act.
pub(super) async fn add_body(act: &mut Act, input: CreateBody) -> Result<Body, CreateBodyError> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(CreateBodyError::NoName);
    }
    if let (Some(from), Some(to)) = (input.valid_from, input.valid_to)
        && to <= from
    {
        return Err(CreateBodyError::Dates);
    }
    if let Some(slug) = &input.slug {
        let registry = act.house().registry();
        let taken = crate::thread::store::by_slug(act.connection(), registry, BODY.0, None, slug)
            .await
            .map_err(RunnerError::from)?;
        if taken.is_some() || ADDRESS_WORDS.contains(&slug.as_str()) {
            return Err(CreateBodyError::SlugTaken(slug.clone()));
        }
    }
    let has_ended = input.valid_to.is_some_and(|to| to <= act.who().today);
    let state = if has_ended { ENDED } else { CURRENT };
    let mut new = NewRecord::new(BODY, None, name, state);
    new.slug = input.slug;
    new.origin = input.origin;
    new.valid_from = input.valid_from;
    new.valid_to = input.valid_to;
    let record = act.create(new).await?;
    let body = Body {
        public_name: input.public_name.unwrap_or_else(|| record.title.clone()),
        record,
        body_type: input.body_type,
        area_id: input.area_id,
        responsibility: input.responsibility,
        quorum: input.quorum,
    };
    store::insert_body(act.connection(), &body)
        .await
        .map_err(RunnerError::from)?;
    if body.body_type == BodyType::Board {
        let chain = act.new_id();
        audit::store::insert_chain(act.connection(), chain.0, Some(body.record.id))
            .await
            .map_err(RunnerError::from)?;
    }
    act.note(
        json!({ "body": body.record.id.to_string(), "type": body.body_type,
        "public name": body.public_name, "responsibility": body.responsibility,
        "quorum": body.quorum.map(|rule| rule.to_string()) }),
    );
    Ok(body)
}
