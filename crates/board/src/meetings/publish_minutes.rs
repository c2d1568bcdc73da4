use uuid::Uuid;

use super::meeting::meeting_with_id;
use super::{Lack, Minutes, minutes_of, policy};
use crate::delivery::{self, DRAFT};
use crate::events::{self, HELD};
use crate::runner::{Change, House, RunnerError, Who};
use crate::texts::{self, VersionState};
use crate::vocabulary::{RecordId, Visibility};

/// Minutes to publish.
#[derive(Debug, Clone, Copy)]
pub struct PublishMinutes {
    /// The meeting.
    pub meeting_id: RecordId,
    /// The number of the version that the person saw.
    pub seen_version: i64,
}

/// A part that minutes need before they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPart {
    /// An action does not say what.
    Words,
    /// An action does not say who.
    Owner,
    /// An action does not say by when.
    Due,
    /// Something was found that a person must decide about.
    Decision,
}

/// Something that stands between minutes and the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Which part.
    pub part: MissingPart,
    /// The minuted action or the finding that it belongs to.
    pub of: Uuid,
    /// Where: `12.12`.
    pub place: String,
    /// What to do, as a person would say it.
    pub words: String,
}

/// Why minutes were not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishMinutesError {
    /// Something is missing; each by name.
    #[error("these minutes cannot be published yet: {} missing", .0.len())]
    Incomplete(Vec<Missing>),
    /// They are public.
    #[error("these minutes are published")]
    AlreadyPublished,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

impl Minutes {
    /// Everything that stands between these minutes and the public, actions first.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        for minuted in &self.actions {
            let owner = minuted.action.owner_words.as_deref().map(in_a_sentence);
            for lack in minuted.lacks() {
                let (part, words) = match lack {
                    Lack::Owner => (MissingPart::Owner, "say who is to do it".to_owned()),
                    Lack::Words => (
                        MissingPart::Words,
                        match &owner {
                            Some(owner) => format!("write what {owner} is to do"),
                            None => "write what is to be done".to_owned(),
                        },
                    ),
                    Lack::Due => (
                        MissingPart::Due,
                        "enter the date it is to be done by".to_owned(),
                    ),
                };
                missing.push(Missing {
                    part,
                    of: minuted.id,
                    place: minuted.place.clone(),
                    words,
                });
            }
        }
        for finding in self.findings.iter().filter(|finding| finding.stops()) {
            let words = match finding.rule.as_str() {
                "duplicate-number" => "choose a number for the second of two paragraphs".to_owned(),
                "unreadable-sentence" => {
                    "say what was meant, or publish it as it stands with a note".to_owned()
                }
                _ => "decide what is to be printed".to_owned(),
            };
            missing.push(Missing {
                part: MissingPart::Decision,
                of: finding.id,
                place: finding.place.clone(),
                words,
            });
        }
        missing
    }
}

/// An office in the middle of a sentence: "The Head of Care" becomes "the Head of Care".
fn in_a_sentence(owner: &str) -> String {
    match owner.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => owner.to_owned(),
    }
}

/// Publishes minutes and promises their actions. What was said in private stays with the board.
///
/// Refused until every action has words, an owner and a date, and everything that stops publication is settled.
pub async fn publish_minutes(
    house: &House,
    who: &Who,
    input: PublishMinutes,
) -> Result<(), PublishMinutesError> {
    let meeting = meeting_with_id(house, input.meeting_id).await?;
    let mut act = house
        .begin(who, &policy::PUBLISH_MINUTES, meeting.record.body_id)
        .await?;
    let minutes = minutes_of(house, &meeting)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound {
            id: input.meeting_id,
        })?;
    if minutes.is_published() {
        return Err(PublishMinutesError::AlreadyPublished);
    }
    let text_id = minutes.text.record.id;
    if minutes.version.number != input.seen_version {
        let current = Box::new(act.load(text_id).await?);
        return Err(RunnerError::Conflict { current }.into());
    }
    let missing = minutes.missing();
    if !missing.is_empty() {
        return Err(PublishMinutesError::Incomplete(missing));
    }
    let private = &minutes.private;
    let seen_by = meeting.record.visibility;
    texts::set_version_state(&mut act, &minutes.version, VersionState::Published).await?;
    let mut shown = vec![text_id];
    shown.extend(
        minutes
            .blocks
            .iter()
            .map(|block| block.paragraph_id)
            .filter(|paragraph| !private.contains(paragraph)),
    );
    for id in shown {
        let record = act.load(id).await?;
        let change = Change {
            visibility: Some(seen_by),
            ..Change::default()
        };
        act.change(id, record.revision, change).await?;
    }
    for minuted in &minutes.actions {
        let action = delivery::action_in(&act, minuted.action.record.id).await?;
        let is_private = minuted
            .paragraph_id
            .is_some_and(|paragraph| private.contains(&paragraph));
        if action.record.state == DRAFT {
            let visibility = if is_private {
                Visibility::Restricted
            } else {
                seen_by
            };
            delivery::promise(&mut act, &action, visibility).await?;
        }
    }
    events::set_state(&mut act, &meeting, HELD).await?;
    act.about(text_id);
    act.commit().await?;
    Ok(())
}
