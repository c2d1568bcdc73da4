use jiff::civil::Date;

use super::{ACTION, CourseReview, Stewardship, store};
use crate::database::DatabaseError;
use crate::frameworks::{Element, elements_of, framework_by_slug, store as frameworks};
use crate::joins::OVERLAPS;
use crate::runner::House;
use crate::thread::{self, Record, store as links};
use crate::vocabulary::{Actor, RecordId};

/// The slug of the framework that holds the cross-cutting areas.
pub const TEN_AREAS: &str = "ten-areas";

/// A cross-cutting area with whoever looks after it, and when anybody last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossCuttingArea {
    /// The area.
    pub element: Element,
    /// Who looks after it today.
    pub stewards: Vec<Stewardship>,
    /// Who did before, oldest first.
    pub earlier: Vec<Stewardship>,
    /// The board's reviews of it, newest first.
    pub reviews: Vec<CourseReview>,
    /// The board's actions that carry it.
    pub actions: Vec<Record>,
    /// The board's actions that also do its work, as a person confirmed.
    pub overlaps: Vec<Record>,
}

impl CrossCuttingArea {
    /// When it was last reviewed: computed, never typed.
    #[must_use]
    pub fn last_reviewed(&self) -> Option<Date> {
        self.reviews.first().map(|review| review.reviewed_on)
    }

    /// When it is to be reviewed next, and was said to be.
    #[must_use]
    pub fn next_review(&self) -> Option<Date> {
        self.reviews.first().and_then(|review| review.next_review)
    }

    /// Whether anybody looks after it.
    #[must_use]
    pub fn is_led(&self) -> bool {
        !self.stewards.is_empty()
    }

    /// Whether it needs somebody before the others do: nobody leads it, or nobody ever looked.
    #[must_use]
    pub fn is_neglected(&self) -> bool {
        !self.is_led() || self.reviews.is_empty()
    }

    /// How many days its next review is late.
    #[must_use]
    pub fn days_late(&self, today: Date) -> Option<i32> {
        let due = self.next_review().filter(|due| *due < today)?;
        today.since(due).ok().map(|span| span.get_days())
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
    let held = store::stewardships(house.reader(), board_id).await?;
    let mut reviews = store::reviews(house.reader(), house.registry(), None).await?;
    reviews.retain(|review| {
        review.record.body_id == Some(board_id) && review.record.is_visible_to(actor)
    });
    let elements = elements_of(house, framework.record.id).await?;
    Ok(elements
        .into_iter()
        .map(|element| {
            let id = element.record.id;
            let of_it = held.iter().filter(|one| one.element_id == id);
            let (stewards, rest): (Vec<_>, Vec<_>) =
                of_it.cloned().partition(|one| one.holds_on(today));
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
                earlier: rest.into_iter().filter(|one| one.start <= today).collect(),
                reviews: reviews
                    .iter()
                    .filter(|review| review.about_id == id)
                    .cloned()
                    .collect(),
                actions: actions.iter().filter(carries).cloned().collect(),
                overlaps: actions.iter().filter(overlaps).cloned().collect(),
                element,
            }
        })
        .collect())
}
