use jiff::civil::Date;

use super::{Minutes, Quorum, decisions_of, minutes_of, notice_of, quorum_on, recommendations_of};
use crate::calendar::{Holidays, Notice};
use crate::events::{CANCELLED, Event, Item, items_of};
use crate::runner::{House, RunnerError};
use crate::vocabulary::{RecordId, long_date};

/// Where a meeting stands: its agenda, who was there, what was decided, its minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingStanding {
    /// The meeting.
    pub meeting: Event,
    /// Its items, in order.
    pub items: Vec<Item>,
    /// By when its agenda must be out, with the working.
    pub notice: Notice,
    /// Whether enough were there.
    pub quorum: Quorum,
    /// How many recommendations nobody has decided.
    pub undecided: usize,
    /// Its minutes, if any were entered.
    pub minutes: Option<Minutes>,
}

/// Where a meeting stands.
pub async fn meeting_standing(
    house: &House,
    meeting: Event,
    holidays: &Holidays,
) -> Result<MeetingStanding, RunnerError> {
    let items = items_of(house, meeting.record.id).await?;
    let ids: Vec<RecordId> = items.iter().map(|item| item.record.id).collect();
    let decisions = decisions_of(house, &ids).await?;
    let mut undecided = 0;
    for item in &items {
        for asked in recommendations_of(house, item.record.id).await? {
            let is_decided = decisions
                .iter()
                .any(|decision| decision.recommendation_id == Some(asked.record.id));
            undecided += usize::from(!is_decided);
        }
    }
    Ok(MeetingStanding {
        notice: notice_of(&meeting, holidays),
        quorum: quorum_on(house, &meeting).await?,
        minutes: minutes_of(house, &meeting).await?,
        undecided,
        items,
        meeting,
    })
}

impl MeetingStanding {
    /// Everything that is still to be done about the meeting on a day, each in a sentence without its full stop.
    #[must_use]
    pub fn missing(&self, today: Date) -> Vec<String> {
        let meeting = &self.meeting;
        if meeting.record.state == CANCELLED {
            return Vec::new();
        }
        let mut missing = Vec::new();
        if self.items.is_empty() {
            missing.push("The agenda has no items".to_owned());
        }
        if meeting.on > today {
            if meeting.agenda_published.is_none() {
                let by = self.notice.publish_by;
                let must = if by < today { "was to" } else { "must" };
                missing.push(format!("The agenda {must} be out by {}", long_date(by)));
            }
            return missing;
        }
        if !self.quorum.recorded {
            missing.push("Nobody has said who was there".to_owned());
        }
        match self.undecided {
            0 => {}
            1 => missing.push("1 recommendation has not been decided".to_owned()),
            many => missing.push(format!("{many} recommendations have not been decided")),
        }
        match &self.minutes {
            None => missing.push("No minutes have been entered".to_owned()),
            Some(minutes) if minutes.is_published() => {}
            Some(minutes) => {
                let lacks = minutes.missing();
                if lacks.is_empty() {
                    missing.push("The minutes are complete and not published".to_owned());
                }
                missing.extend(
                    lacks
                        .iter()
                        .map(|lack| format!("Minutes, {}: {}", lack.place, lack.words)),
                );
            }
        }
        missing
    }
}
