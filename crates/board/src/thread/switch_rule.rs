use jiff::civil::Date;
use serde_json::json;

use super::{RulePause, StandingRule, policy, store};
use crate::runner::{Done, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// A rule to switch off in a board.
#[derive(Debug, Clone)]
pub struct SwitchRuleOff {
    /// Which, by [`JoinRule::key`](super::JoinRule::key).
    pub rule: String,
    /// In which board.
    pub body_id: RecordId,
    /// Why.
    pub because: String,
    /// Until when (exclusive); `None` until somebody switches it on again.
    pub until: Option<Date>,
}

/// Why a rule was not switched.
#[derive(Debug, thiserror::Error)]
pub enum SwitchRuleError {
    /// No rule has this key.
    #[error("there is no rule “{0}”")]
    NoSuchRule(String),
    /// Silence needs a reason.
    #[error("Say why this rule does not matter for now")]
    NoReason,
    /// A day that has passed switches nothing off.
    #[error("Choose a day after {today}, or leave the date empty")]
    UntilPassed {
        /// The board's date.
        today: Date,
    },
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Switches a rule off in one board: its broken joins are no longer reported there, and the page says why.
///
/// Doing it again replaces the reason and the date; what they were stays in the audit log.
pub async fn switch_rule_off(
    house: &House,
    who: &Who,
    input: SwitchRuleOff,
) -> Result<Done, SwitchRuleError> {
    let because = input.because.trim();
    if because.is_empty() {
        return Err(SwitchRuleError::NoReason);
    }
    if input.until.is_some_and(|until| until <= who.today) {
        return Err(SwitchRuleError::UntilPassed { today: who.today });
    }
    let body_id = Some(input.body_id);
    let mut act = house.begin(who, &policy::SWITCH_JOIN_RULE, body_id).await?;
    let standing = standing_rule(house, &input.rule).await?;
    store::remove_pauses(act.connection(), standing.id, body_id)
        .await
        .map_err(RunnerError::from)?;
    let pause = RulePause {
        body_id,
        because: because.to_owned(),
        since: who.today,
        until: input.until,
        by: who.actor.name.clone(),
    };
    let id = act.new_id();
    store::insert_pause(act.connection(), id.0, standing.id, &pause)
        .await
        .map_err(RunnerError::from)?;
    act.note_of(
        input.body_id,
        json!({ "rule switched off": input.rule, "because": pause.because,
            "until": pause.until.map(|until| until.to_string()),
            "before": standing.pauses.iter().find(|before| before.body_id == body_id)
                .map(|before| json!({ "because": before.because, "until": before.until.map(|day| day.to_string()) })) }),
    );
    Ok(act.commit().await?)
}

/// Switches a rule on again in one board. Nothing happens where it is on.
pub async fn switch_rule_on(
    house: &House,
    who: &Who,
    rule: &str,
    body_id: RecordId,
) -> Result<Done, SwitchRuleError> {
    let mut act = house
        .begin(who, &policy::SWITCH_JOIN_RULE, Some(body_id))
        .await?;
    let standing = standing_rule(house, rule).await?;
    let pauses = store::remove_pauses(act.connection(), standing.id, Some(body_id))
        .await
        .map_err(RunnerError::from)?;
    if pauses > 0 {
        act.note_of(body_id, json!({ "rule switched on": rule }));
    }
    Ok(act.commit().await?)
}

async fn standing_rule(house: &House, key: &str) -> Result<StandingRule, SwitchRuleError> {
    store::join_rules(house.reader())
        .await
        .map_err(RunnerError::from)?
        .into_iter()
        .find(|standing| standing.rule.key() == key)
        .ok_or_else(|| SwitchRuleError::NoSuchRule(key.to_owned()))
}
