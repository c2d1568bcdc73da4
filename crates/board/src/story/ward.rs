use jiff::civil::Date;

use super::Asked;
use crate::database::DatabaseError;
use crate::delivery::{self, Action};
use crate::joins::{ADDRESSES, DELIVERS};
use crate::needs::{self, Need, PUBLISHED};
use crate::places::{self, Area};
use crate::runner::House;
use crate::thread::{Record, store as thread};
use crate::vocabulary::{Actor, RecordId, Slug, long_date};

/// A ward or neighbourhood on one page: what is unequal there, what is promised, by whom, and who was silent.
#[derive(Debug, Clone)]
pub struct Ward {
    /// The place.
    pub area: Area,
    /// Its published needs; those of the whole board where it has none of its own.
    pub needs: Vec<Need>,
    /// Whether the needs are this place's own.
    pub has_own_needs: bool,
    /// What is promised against them: first what somebody should be asked about.
    pub promises: Vec<Promise>,
}

/// An action with whoever promised it.
#[derive(Debug, Clone)]
pub struct Promise {
    /// What was promised.
    pub action: Action,
    /// By whom, in words.
    pub owner: Option<String>,
    /// Who was asked how it is going, and what they said or did not say.
    pub asked: Vec<Asked>,
}

impl Promise {
    /// Whether somebody should be asked about it: a silence, no owner, no date, a day that has passed.
    #[must_use]
    pub fn wants_attention(&self, today: Date) -> bool {
        self.asked.iter().any(Asked::is_silent)
            || self.owner.is_none()
            || self.action.due.is_none_or(|due| due < today)
    }

    /// By whom and by when: "Eastside Housing, by 31 March 2023".
    #[must_use]
    pub fn sentence(&self) -> String {
        let owner = self.owner.as_deref().unwrap_or("Nobody owns it");
        match self.action.due {
            Some(due) => format!("{owner}, by {}", long_date(due)),
            None => format!("{owner}, no date"),
        }
    }
}

impl Ward {
    /// The page of a place within a board's area, by its short name, as far as the actor may see. `None` when there is
    /// no such place.
    pub async fn of(
        house: &House,
        actor: &Actor,
        today: Date,
        board: RecordId,
        slug: &Slug,
    ) -> Result<Option<Self>, DatabaseError> {
        let Some(area) = wards_of(house, board, today)
            .await?
            .into_iter()
            .find(|area| &area.record.slug == slug)
        else {
            return Ok(None);
        };
        let all: Vec<Need> = needs::needs_of(house, board)
            .await?
            .into_iter()
            .filter(|need| need.record.state == PUBLISHED && need.record.is_visible_to(actor))
            .collect();
        let own: Vec<Need> = all
            .iter()
            .filter(|need| need.area_id == Some(area.record.id))
            .cloned()
            .collect();
        let has_own_needs = !own.is_empty();
        let needs = if has_own_needs { own } else { all };
        let ids: Vec<RecordId> = needs.iter().map(|need| need.record.id).collect();
        let mut promises = promises(house, actor, today, board, &ids).await?;
        // By title within each: the sort keeps the order that there is.
        promises.sort_by_key(|promise| !promise.wants_attention(today));
        Ok(Some(Self {
            area,
            needs,
            has_own_needs,
            promises,
        }))
    }

    /// Questions that the records leave open, for a councillor to ask.
    #[must_use]
    pub fn worth_asking(&self) -> Vec<String> {
        let mut questions = Vec::new();
        for promise in &self.promises {
            for asked in promise.asked.iter().filter(|asked| asked.is_silent()) {
                let since = asked
                    .asked_on
                    .map_or_else(String::new, |on| format!(" since {}", long_date(on)));
                questions.push(format!(
                    "Why has {} not answered{since} about “{}”?",
                    asked.to, promise.action.record.title
                ));
            }
            if promise.owner.is_none() {
                questions.push(format!("Who will do “{}”?", promise.action.record.title));
            } else if promise.action.due.is_none() {
                questions.push(format!(
                    "By when will “{}” be done?",
                    promise.action.record.title
                ));
            }
        }
        questions
    }
}

/// The wards and neighbourhoods of a board's area on a day, by name.
pub async fn wards_of(
    house: &House,
    board: RecordId,
    today: Date,
) -> Result<Vec<Area>, DatabaseError> {
    let Some(whole) = places::body(house, board)
        .await?
        .and_then(|body| body.area_id)
    else {
        return Ok(Vec::new());
    };
    let mut found: Vec<Area> = Vec::new();
    let mut waiting = vec![whole];
    // Wards lie in neighbourhoods, neighbourhoods in the borough.
    while let Some(next) = waiting.pop() {
        for (_, area) in places::parts_of(house, next, today).await? {
            if found.iter().all(|known| known.record.id != area.record.id) {
                waiting.push(area.record.id);
                found.push(area);
            }
        }
    }
    found.sort_by(|one, other| one.record.title.cmp(&other.record.title));
    Ok(found)
}

async fn promises(
    house: &House,
    actor: &Actor,
    today: Date,
    board: RecordId,
    needs: &[RecordId],
) -> Result<Vec<Promise>, DatabaseError> {
    let (reader, registry) = (house.reader(), house.registry());
    let priorities: Vec<RecordId> = thread::links_by_relation(reader, registry, ADDRESSES.0)
        .await?
        .into_iter()
        .filter(|link| link.holds_on(today) && needs.contains(&link.to_id))
        .map(|link| link.from_id)
        .collect();
    let delivering: Vec<RecordId> = thread::links_by_relation(reader, registry, DELIVERS.0)
        .await?
        .into_iter()
        .filter(|link| link.holds_on(today) && priorities.contains(&link.to_id))
        .map(|link| link.from_id)
        .collect();
    let actions: Vec<Action> = delivery::actions(house, Some(board))
        .await?
        .into_iter()
        .filter(|action| delivering.contains(&action.record.id))
        .filter(|action| {
            action.record.state == delivery::OPEN && action.record.is_visible_to(actor)
        })
        .collect();
    let ids: Vec<RecordId> = actions.iter().map(|action| action.record.id).collect();
    let mut asked = Asked::about(house, actor, today, &ids).await?;
    let mut promises = Vec::new();
    for action in actions {
        let (own, rest) = asked
            .into_iter()
            .partition(|one| one.ask.about_id == action.record.id);
        asked = rest;
        promises.push(Promise {
            owner: owner_of(house, actor, &action).await?,
            asked: own,
            action,
        });
    }
    Ok(promises)
}

/// Who owns an action, in words that the actor may read.
pub async fn owner_of(
    house: &House,
    actor: &Actor,
    action: &Action,
) -> Result<Option<String>, DatabaseError> {
    for id in [action.owner_body_id, action.owner_person_id]
        .into_iter()
        .flatten()
    {
        let record: Option<Record> = crate::thread::by_id(house, id).await?;
        if let Some(record) = record.filter(|record| record.is_visible_to(actor)) {
            return Ok(Some(record.title));
        }
    }
    Ok(action.owner_words.clone())
}
