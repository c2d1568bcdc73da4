use jiff::civil::Date;
use serde_json::json;

use super::{ADOPTED, Strategy, policy};
use crate::asks::{
    self, Ask, AskAct, AskState, NewAsk, NewRound, Round, RoundPurpose, asks_of_round, rounds_of,
    state_of,
};
use crate::database::DatabaseError;
use crate::runner::{Change, House, RunnerError, Who};
use crate::texts::{self, Version, VersionState};
use crate::vocabulary::{Actor, RecordId, Visibility};

/// Somebody who is to approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    /// The office, as the route prints it: "Director of public health".
    pub role: String,
    /// The person, where the board wants this person and nobody else.
    pub person_id: Option<RecordId>,
    /// The body, where a body approves.
    pub body_id: Option<RecordId>,
}

/// Asks people to approve the exact words of the newest version.
#[derive(Debug, Clone)]
pub struct RequestApproval {
    /// Whose words.
    pub strategy_id: RecordId,
    /// Who, in order.
    pub approvers: Vec<Approver>,
    /// Last day in time.
    pub due: Date,
}

/// Where one step of a route stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// Approved these exact words on that day.
    Approved(Date),
    /// Approved other words, on that day: void.
    Void {
        /// When.
        on: Date,
    },
    /// Sent back with a reason.
    SentBack {
        /// When.
        on: Date,
        /// Why.
        why: Option<String>,
    },
    /// Waiting, and in time.
    Waiting,
    /// Waiting, and so many days late.
    Late(i64),
}

/// One step of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalStep {
    /// The ask behind it.
    pub ask: Ask,
    /// Who.
    pub role: String,
    /// Where it stands.
    pub state: StepState,
}

/// The route of a text, with the version that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalRoute {
    /// The newest round of asking.
    pub round: Round,
    /// Its steps, in order.
    pub steps: Vec<ApprovalStep>,
}

impl ApprovalRoute {
    /// Whether everybody asked approved these exact words.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.steps.is_empty()
            && self
                .steps
                .iter()
                .all(|step| matches!(step.state, StepState::Approved(_)))
    }

    /// How many approvals a change of words made void.
    #[must_use]
    pub fn void(&self) -> usize {
        self.steps
            .iter()
            .filter(|step| matches!(step.state, StepState::Void { .. }))
            .count()
    }
}

/// Why nobody was asked, or an approval was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalError {
    /// No words yet.
    #[error("there are no words to approve yet")]
    NoWords,
    /// No approvers.
    #[error("say who is to approve")]
    NoApprovers,
    /// The last day is over.
    #[error("the last day for an answer has passed already")]
    Due,
    /// The words changed since they were read.
    #[error("the words were changed after you read them; read them again before you approve")]
    OtherWords,
    /// Somebody else was asked.
    #[error("this approval was asked of {0}")]
    NotYours(String),
    /// It was not asked.
    #[error("nobody asked for this approval")]
    NotAsked,
    /// Not everybody approved.
    #[error("not everybody who was asked has approved these exact words")]
    NotApproved,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl From<DatabaseError> for ApprovalError {
    fn from(error: DatabaseError) -> Self {
        Self::Runner(error.into())
    }
}

/// The word of an approval.
pub const APPROVED: &str = "approved";
/// The word of a text sent back.
pub const SENT_BACK: &str = "sent back";

async fn words_of(
    house: &House,
    strategy_id: RecordId,
) -> Result<(Strategy, RecordId, Version), ApprovalError> {
    let strategy = super::strategy(house, strategy_id)
        .await?
        .ok_or(RunnerError::NotFound { id: strategy_id })?;
    let text_id = strategy.text_id.ok_or(ApprovalError::NoWords)?;
    let version = texts::newest_version(house, text_id)
        .await?
        .ok_or(ApprovalError::NoWords)?;
    Ok((strategy, text_id, version))
}

/// Asks people to approve the exact words of the newest version, each bound to its hash.
pub async fn request_approval(
    house: &House,
    who: &Who,
    input: RequestApproval,
) -> Result<Round, ApprovalError> {
    if input.approvers.is_empty() {
        return Err(ApprovalError::NoApprovers);
    }
    if input.due < who.today {
        return Err(ApprovalError::Due);
    }
    let (strategy, text_id, version) = words_of(house, input.strategy_id).await?;
    let body_id = strategy.record.body_id.ok_or(RunnerError::NotFound {
        id: input.strategy_id,
    })?;
    let mut act = house
        .begin(who, &policy::REQUEST_APPROVAL, Some(body_id))
        .await?;
    let round = asks::open_round(
        &mut act,
        NewRound {
            body_id,
            title: format!(
                "Approval of {}, version {}",
                strategy.record.title, version.number
            ),
            slug: None,
            purpose: RoundPurpose::Approval,
            opens: who.today,
            closes: input.due,
            origin: strategy.record.origin,
        },
    )
    .await?;
    for (step, approver) in (1..).zip(input.approvers) {
        asks::ask(
            &mut act,
            NewAsk {
                round_id: Some(round.record.id),
                about_id: text_id,
                act: AskAct::Approve,
                to_body: approver.body_id,
                to_person: approver.person_id,
                to_role: Some(approver.role),
                due: input.due,
                step,
            },
        )
        .await?;
    }
    texts::set_version_state(&mut act, &version, VersionState::Waiting).await?;
    act.about(strategy.record.id);
    act.commit().await?;
    Ok(round)
}

/// The newest route of a strategy's text; `None` when nobody was ever asked.
pub async fn approval_route(
    house: &House,
    strategy: &Strategy,
    today: Date,
) -> Result<Option<ApprovalRoute>, DatabaseError> {
    let (Some(text_id), Some(body_id)) = (strategy.text_id, strategy.record.body_id) else {
        return Ok(None);
    };
    let Some(version) = texts::newest_version(house, text_id).await? else {
        return Ok(None);
    };
    for round in rounds_of(house, body_id, RoundPurpose::Approval).await? {
        let asks = asks_of_round(house, round.record.id).await?;
        if asks.iter().all(|ask| ask.about_id != text_id) {
            continue;
        }
        let steps = asks
            .into_iter()
            .map(|ask| ApprovalStep {
                role: ask.to_role.clone().unwrap_or_default(),
                state: step_state(&ask, &round, &version.hash, today),
                ask,
            })
            .collect();
        return Ok(Some(ApprovalRoute { round, steps }));
    }
    Ok(None)
}

fn step_state(ask: &Ask, round: &Round, hash: &str, today: Date) -> StepState {
    match (&ask.reply, state_of(ask, Some(round), today)) {
        (Some(reply), _) if reply.word != APPROVED => StepState::SentBack {
            on: reply.on,
            why: reply.words.clone(),
        },
        (Some(reply), _) if reply.hash.as_deref() == Some(hash) => StepState::Approved(reply.on),
        (Some(reply), _) => StepState::Void { on: reply.on },
        (None, AskState::Late(days)) => StepState::Late(days),
        (None, _) => StepState::Waiting,
    }
}

/// Approves the words with a hash, or sends them back with a reason.
#[derive(Debug, Clone)]
pub struct Approve {
    /// Whose words.
    pub strategy_id: RecordId,
    /// Which ask.
    pub ask_id: uuid::Uuid,
    /// The hash of the words that were read.
    pub hash: String,
    /// `None` to approve; the reason to send back.
    pub send_back_because: Option<String>,
}

/// Records an approval of exact words. When it was the last one, the version is approved.
pub async fn approve(house: &House, who: &Who, input: Approve) -> Result<(), ApprovalError> {
    let (strategy, text_id, version) = words_of(house, input.strategy_id).await?;
    if version.hash != input.hash {
        return Err(ApprovalError::OtherWords);
    }
    let route = approval_route(house, &strategy, who.today)
        .await?
        .ok_or(ApprovalError::NotAsked)?;
    let step = route
        .steps
        .iter()
        .find(|step| step.ask.id == input.ask_id && step.ask.about_id == text_id)
        .ok_or(ApprovalError::NotAsked)?;
    if !may_answer(&who.actor, &step.ask) {
        return Err(ApprovalError::NotYours(step.role.clone()));
    }
    let mut act = house
        .begin(who, &policy::APPROVE, strategy.record.body_id)
        .await?;
    let word = if input.send_back_because.is_some() {
        SENT_BACK
    } else {
        APPROVED
    };
    asks::reply(
        &mut act,
        &step.ask,
        word,
        input.send_back_because.clone(),
        Some(version.hash.clone()),
    )
    .await?;
    let others_done = route
        .steps
        .iter()
        .filter(|other| other.ask.id != step.ask.id)
        .all(|other| matches!(other.state, StepState::Approved(_)));
    if word == APPROVED && others_done {
        texts::set_version_state(&mut act, &version, VersionState::Approved).await?;
    }
    act.about(strategy.record.id);
    act.commit().await?;
    Ok(())
}

/// Whether an actor may answer an ask: the person asked, or anybody with the right when only an office was asked.
fn may_answer(actor: &Actor, ask: &Ask) -> bool {
    ask.to_person
        .is_none_or(|person| actor.person() == Some(person))
}

/// Publishes the newest version, which everybody asked must have approved word for word.
pub async fn publish_strategy(
    house: &House,
    who: &Who,
    strategy_id: RecordId,
) -> Result<Version, ApprovalError> {
    let (strategy, text_id, version) = words_of(house, strategy_id).await?;
    let route = approval_route(house, &strategy, who.today)
        .await?
        .ok_or(ApprovalError::NotApproved)?;
    if !route.is_complete() {
        return Err(ApprovalError::NotApproved);
    }
    let mut act = house
        .begin(who, &policy::PUBLISH_STRATEGY, strategy.record.body_id)
        .await?;
    texts::publish_version(&mut act, &version).await?;
    texts::show_text(&mut act, text_id, Visibility::Public).await?;
    texts::show_paragraphs(&mut act, &version, Visibility::Public).await?;
    // What everybody approved and the public reads is the board's strategy.
    let adopted = Change {
        state: Some(ADOPTED),
        visibility: Some(Visibility::Public),
        ..Change::default()
    };
    let record = act.load(strategy.record.id).await?;
    act.change(record.id, record.revision, adopted).await?;
    act.note(
        json!({ "published": strategy.record.id.to_string(), "version": version.number,
        "hash": version.hash }),
    );
    act.commit().await?;
    Ok(Version {
        state: VersionState::Published,
        ..version
    })
}

/// The version that the public sees: the newest published one, whatever is being written since.
pub async fn published_version(
    house: &House,
    strategy: &Strategy,
) -> Result<Option<Version>, DatabaseError> {
    match strategy.text_id {
        Some(text_id) => texts::published_version(house, text_id).await,
        None => Ok(None),
    }
}
