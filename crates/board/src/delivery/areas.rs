use jiff::civil::Date;

use super::conversation::conversations;
use super::{ACTION, Conversation, CourseReview, Stewardship, store};
use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::frameworks::{Element, elements_of, framework_by_slug, store as frameworks};
use crate::joins::OVERLAPS;
use crate::runner::House;
use crate::thread::{self, Record, store as links};
use crate::vocabulary::{Actor, Origin, RecordId};

/// The slug of the framework that holds the cross-cutting areas.
pub const TEN_AREAS: &str = "ten-areas";

/// Somebody who looks after an area, by the names that the actor may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSteward {
    /// From when to when, and as what.
    pub stewardship: Stewardship,
    /// The person, then the body.
    pub names: Vec<String>,
    /// Where it comes from: what is held by somebody who was made up is made up too.
    pub origin: Origin,
}

impl NamedSteward {
    /// "Director of housing, Eastside Housing": the body is not said twice where the office says it.
    #[must_use]
    pub fn called(&self) -> String {
        match self.names.as_slice() {
            [] => "Somebody who is not named in public".to_owned(),
            [person, body] if person.contains(body.as_str()) => person.clone(),
            names => names.join(", "),
        }
    }
}

/// A cross-cutting area with whoever looks after it, and when anybody last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossCuttingArea {
    /// The area.
    pub element: Element,
    /// Who looks after it today.
    pub stewards: Vec<NamedSteward>,
    /// Who did before, oldest first.
    pub earlier: Vec<NamedSteward>,
    /// The board's reviews of it, newest first.
    pub reviews: Vec<CourseReview>,
    /// The board's conversations about it, newest first.
    pub conversations: Vec<Conversation>,
    /// The board's actions that carry it.
    pub actions: Vec<Record>,
    /// The board's actions that also do its work, as a person confirmed.
    pub overlaps: Vec<Record>,
}

impl CrossCuttingArea {
    /// When it was last reviewed: computed, never typed. A review of the course counts, and a conversation whose offer was
    /// taken up; an offer alone does not.
    #[must_use]
    pub fn last_reviewed(&self) -> Option<Date> {
        let reviewed = self.reviews.first().map(|review| review.reviewed_on);
        reviewed.max(self.last_talk())
    }

    fn last_talk(&self) -> Option<Date> {
        let mut talks = self.conversations.iter().filter(|one| one.is_a_review());
        talks.next().map(|one| one.event.on)
    }

    /// When it is to be reviewed next, as its newest review said; nothing once it was looked at on that day or after.
    #[must_use]
    pub fn next_review(&self) -> Option<Date> {
        let said = self.reviews.first().and_then(|review| review.next_review);
        said.filter(|&due| self.last_talk().is_none_or(|talk| talk < due))
    }

    /// Whether anybody looks after it.
    #[must_use]
    pub fn is_led(&self) -> bool {
        !self.stewards.is_empty()
    }

    /// Who leads it, or that nobody does.
    #[must_use]
    pub fn lead_in_words(&self) -> String {
        match (self.stewards.as_slice(), self.earlier.last()) {
            ([], None) => "Nobody leads it".to_owned(),
            ([], Some(last)) => format!("Nobody leads it since {} left", last.called()),
            (stewards, _) => stewards
                .iter()
                .map(NamedSteward::called)
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// Whether it needs somebody before the others do: nobody leads it, or nobody ever looked.
    #[must_use]
    pub fn is_neglected(&self) -> bool {
        !self.is_led() || self.last_reviewed().is_none()
    }

    /// How many days its next review is late.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i64> {
        days_since(self.next_review()?, today)
    }
}

/// The cross-cutting areas in order, as a board stands to them. Empty where the framework is not loaded.
pub async fn cross_cutting_areas(
    house: &House,
    actor: &Actor,
    today: Date,
    board_id: RecordId,
) -> Result<Vec<CrossCuttingArea>, DatabaseError> {
    let Some(framework) = framework_by_slug(house, TEN_AREAS).await? else {
        return Ok(Vec::new());
    };
    let taggings = frameworks::taggings(house.reader(), None, Some(framework.record.id)).await?;
    let mut actions = thread::of_kind(house, ACTION, Some(board_id)).await?;
    actions.retain(|record| record.is_visible_to(actor));
    let ids: Vec<RecordId> = actions.iter().map(|record| record.id).collect();
    let links = links::links_of_many(house.reader(), house.registry(), &ids).await?;
    let held = named(
        house,
        actor,
        store::stewardships(house.reader(), board_id).await?,
    )
    .await?;
    let mut reviews = store::reviews(house.reader(), house.registry(), None).await?;
    reviews.retain(|review| {
        review.record.body_id == Some(board_id) && review.record.is_visible_to(actor)
    });
    let talks = conversations(house, actor, board_id).await?;
    let elements = elements_of(house, framework.record.id).await?;
    Ok(elements
        .into_iter()
        .map(|element| {
            let id = element.record.id;
            let of_it = held.iter().filter(|one| one.stewardship.element_id == id);
            let (stewards, rest): (Vec<_>, Vec<_>) = of_it
                .cloned()
                .partition(|one| one.stewardship.holds_on(today));
            let carries = |record: &&Record| {
                taggings
                    .iter()
                    .any(|tagging| tagging.element_id == id && tagging.record_id == record.id)
            };
            let overlaps = |record: &&Record| {
                links.iter().any(|link| {
                    link.from_id == record.id
                        && link.relation == OVERLAPS
                        && link.to_id == id
                        && link.holds_on(today)
                })
            };
            CrossCuttingArea {
                stewards,
                earlier: rest
                    .into_iter()
                    .filter(|one| one.stewardship.start <= today)
                    .collect(),
                reviews: reviews
                    .iter()
                    .filter(|review| review.about_id == id)
                    .cloned()
                    .collect(),
                conversations: talks
                    .iter()
                    .filter(|talk| talk.elements.contains(&id))
                    .cloned()
                    .collect(),
                actions: actions.iter().filter(carries).cloned().collect(),
                overlaps: actions.iter().filter(overlaps).cloned().collect(),
                element,
            }
        })
        .collect())
}

/// The same areas with those first that nobody leads or nobody ever reviewed; otherwise in their order.
#[must_use]
pub fn neglected_first(mut areas: Vec<CrossCuttingArea>) -> Vec<CrossCuttingArea> {
    areas.sort_by_key(|area| (!area.is_neglected(), area.element.position));
    areas
}

/// How the areas stand, in a sentence: what is missing comes first.
#[must_use]
pub fn finding_of_areas(areas: &[CrossCuttingArea]) -> String {
    let never = areas
        .iter()
        .filter(|area| area.last_reviewed().is_none())
        .count();
    let unled = areas.iter().filter(|area| !area.is_led()).count();
    let of = areas.len();
    let said = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let parts: Vec<String> = [
        said(never, "was never reviewed", "were never reviewed"),
        said(unled, "has nobody leading it", "have nobody leading them"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        format!("All {of} areas have a lead and were reviewed")
    } else {
        format!("Of {of} areas, {}", parts.join(" and "))
    }
}

async fn named(
    house: &House,
    actor: &Actor,
    held: Vec<Stewardship>,
) -> Result<Vec<NamedSteward>, DatabaseError> {
    let ids: Vec<RecordId> = held
        .iter()
        .flat_map(|one| [one.person_id, one.body_id])
        .flatten()
        .collect();
    let known = thread::by_ids(house, &ids).await?;
    Ok(held
        .into_iter()
        .map(|stewardship| {
            let holders: Vec<&Record> = [stewardship.person_id, stewardship.body_id]
                .into_iter()
                .flatten()
                .filter_map(|id| known.get(&id))
                .collect();
            NamedSteward {
                names: holders
                    .iter()
                    .filter(|record| record.is_visible_to(actor))
                    .map(|record| record.title.clone())
                    .collect(),
                origin: holders.iter().fold(stewardship.origin, |origin, holder| {
                    origin.with(holder.origin)
                }),
                stewardship,
            }
        })
        .collect())
}
