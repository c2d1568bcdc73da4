//! The ten areas of work: who looks after each, what the board decided, what support was offered, and which actions do
//! their work.

use board::delivery::{
    AppointSteward, AreaJoin, CourseDecision, CrossCuttingArea, EndStewardship, JoinArea,
    RecordConversation, RecordReview, TakenUp, appoint_steward, cross_cutting_areas,
    end_stewardship, join_area, record_conversation, record_review,
};
use board::vocabulary::{Origin, RecordId};
use jiff::civil::{Date, date};

use super::TODAY;
use super::stage::Stage;

/// Somebody who looks after an area.
struct Held {
    area: usize,
    body: Option<&'static str>,
    person: Option<&'static str>,
    start: Date,
    end: Option<Date>,
}

const fn held_by(area: usize, body: Option<&'static str>, person: Option<&'static str>) -> Held {
    Held {
        area,
        body,
        person,
        start: date(2021, 4, 1),
        end: None,
    }
}

const STEWARDS: &[Held] = &[
    held_by(1, None, Some("Public health analyst")),
    held_by(2, None, Some("Board officer")),
    held_by(
        3,
        Some("thirtyfive-voices"),
        Some("Coordinator, Thirtyfive Voices"),
    ),
    held_by(3, Some("wick-family-centre"), None),
    held_by(4, Some("thirtyfive-voices"), None),
    Held {
        end: Some(date(2022, 1, 31)),
        ..held_by(5, Some("eastside-housing"), None)
    },
    Held {
        start: date(2022, 2, 1),
        ..held_by(5, None, Some("Head of resident services, Eastside Housing"))
    },
    held_by(6, Some("canal-trust-hospital"), None),
    Held {
        end: Some(date(2021, 9, 30)),
        ..held_by(7, Some("marsh-lane-surgeries"), None)
    },
    Held {
        start: date(2021, 10, 1),
        ..held_by(7, Some("wick-family-centre"), None)
    },
    held_by(
        8,
        Some("marsh-lane-surgeries"),
        Some("Lead doctor, Marsh Lane Surgeries"),
    ),
    // Left in June, and nobody was named since.
    Held {
        end: Some(date(2022, 6, 30)),
        ..held_by(9, Some("lower-lea-library-service"), None)
    },
    held_by(10, Some("lower-lea-library-service"), None),
    held_by(10, Some("wick-family-centre"), None),
];

use CourseDecision::{ChangeCourse, Continue};

/// The area, when it was looked at, what was decided and why, and when to look again. Areas 5, 7 and 8 never were.
type Reviewed = (usize, Date, CourseDecision, &'static str, Option<Date>);

const REVIEWS: &[Reviewed] = &[
    (
        1,
        date(2021, 11, 11),
        ChangeCourse,
        "Half of the services could not say who uses them.",
        Some(date(2022, 7, 14)),
    ),
    (
        1,
        date(2022, 7, 14),
        Continue,
        "Four services more now count who comes.",
        Some(date(2022, 11, 10)),
    ),
    (
        2,
        date(2022, 7, 14),
        Continue,
        "The short check takes ten minutes and is being used.",
        Some(date(2022, 11, 10)),
    ),
    (
        3,
        date(2022, 5, 12),
        Continue,
        "Each partner has a draft of its own plan.",
        Some(date(2022, 9, 30)),
    ),
    (
        4,
        date(2022, 5, 12),
        ChangeCourse,
        "Evening meetings left out parents; mornings are tried instead.",
        Some(date(2022, 10, 13)),
    ),
    (
        6,
        date(2022, 3, 17),
        Continue,
        "Two employers share how they hire.",
        Some(date(2022, 8, 5)),
    ),
    (
        9,
        date(2021, 12, 9),
        Continue,
        "Libraries lend devices and help at the desk.",
        Some(date(2022, 6, 9)),
    ),
    (
        9,
        date(2022, 6, 9),
        ChangeCourse,
        "Help goes to the halls, because few came to the desk.",
        Some(date(2022, 8, 19)),
    ),
    (
        10,
        date(2022, 6, 9),
        Continue,
        "Translators are booked once for all partners.",
        Some(date(2022, 11, 10)),
    ),
];

const JOINS: &[(usize, AreaJoin, &str)] = &[
    (2, AreaJoin::Overlaps, "doctors-ask-carers-how-they-are"),
    (4, AreaJoin::Carries, "play-sessions-led-by-parents"),
    (
        4,
        AreaJoin::Carries,
        "talk-with-parents-in-yiddish-and-turkish",
    ),
    (4, AreaJoin::Overlaps, "nobody-eats-alone-on-sunday"),
    (
        6,
        AreaJoin::Carries,
        "smoke-free-entrances-of-hospital-buildings",
    ),
    (
        7,
        AreaJoin::Carries,
        "somebody-to-go-with-you-the-first-time",
    ),
    (7, AreaJoin::Overlaps, "doctors-can-ask-for-a-heating-check"),
    (8, AreaJoin::Overlaps, "a-break-for-carers-each-month"),
    (9, AreaJoin::Carries, "a-warm-room-in-every-library"),
    (
        10,
        AreaJoin::Carries,
        "talk-with-parents-in-yiddish-and-turkish",
    ),
    (10, AreaJoin::Overlaps, "a-warm-room-in-every-library"),
];

/// The area, when support was offered, to whom, what, whether it was taken up, and the action that followed.
type Offered = (
    usize,
    Date,
    &'static str,
    &'static str,
    TakenUp,
    Option<&'static str>,
);

/// Area 8 was offered support and did not take it up: that was no review of it.
const OFFERS: &[Offered] = &[
    (
        9,
        date(2021, 10, 14),
        "lower-lea-library-service",
        "Forty devices to lend",
        TakenUp::Yes,
        Some("a-warm-room-in-every-library"),
    ),
    (
        6,
        date(2022, 2, 10),
        "canal-trust-hospital",
        "An analyst who counts where staff live",
        TakenUp::Yes,
        None,
    ),
    (
        10,
        date(2022, 3, 3),
        "wick-family-centre",
        "A reader who tests leaflets with parents",
        TakenUp::Yes,
        Some("talk-with-parents-in-yiddish-and-turkish"),
    ),
    (
        8,
        date(2022, 4, 21),
        "marsh-lane-surgeries",
        "A trainer for managers, one day a month",
        TakenUp::No,
        None,
    ),
    (
        9,
        date(2022, 7, 7),
        "eastside-housing",
        "Two volunteers to help at the desk of a hall",
        TakenUp::NotKnown,
        None,
    ),
    (
        10,
        date(2022, 8, 25),
        "lower-lea-library-service",
        "A shared list of translators",
        TakenUp::No,
        None,
    ),
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("hackney").await?;
    let areas = cross_cutting_areas(&stage.house, &stage.who.actor, TODAY, board).await?;
    let numbered = |number: usize| {
        areas
            .get(number - 1)
            .ok_or_else(|| anyhow::anyhow!("the framework has no area {number}"))
    };
    for held in STEWARDS {
        appoint(stage, board, numbered(held.area)?, held).await?;
    }
    for review in REVIEWS {
        look_at(stage, board, numbered(review.0)?, review).await?;
    }
    for offered in OFFERS {
        offer(stage, board, numbered(offered.0)?, offered).await?;
    }
    for &(number, how, action) in JOINS {
        let input = JoinArea {
            board_id: board,
            action_id: stage.the(&format!("hackney/action/{action}")).await?.id,
            element_id: numbered(number)?.element.record.id,
            how,
        };
        join_area(&stage.house, &stage.on(date(2022, 5, 19)), input).await?;
    }
    Ok(())
}

async fn appoint(
    stage: &Stage,
    board: RecordId,
    area: &CrossCuttingArea,
    held: &Held,
) -> anyhow::Result<()> {
    let body_id = match held.body {
        Some(slug) => Some(stage.body(slug).await?),
        None => None,
    };
    let person_id = match held.person {
        Some(name) => Some(stage.person(name).await?),
        None => None,
    };
    let is_there = area.stewards.iter().chain(&area.earlier).any(|known| {
        let known = &known.stewardship;
        (known.body_id, known.person_id, known.start) == (body_id, person_id, held.start)
    });
    if is_there {
        return Ok(());
    }
    let input = AppointSteward {
        board_id: board,
        element_id: area.element.record.id,
        body_id,
        person_id,
        start: held.start,
        position: Some("lead".to_owned()),
        origin: Origin::Illustrative,
    };
    let made = appoint_steward(&stage.house, &stage.on(held.start), input).await?;
    if let Some(end) = held.end {
        let input = EndStewardship {
            board_id: board,
            id: made.id,
            end,
        };
        end_stewardship(&stage.house, &stage.on(end), input).await?;
    }
    Ok(())
}

async fn look_at(
    stage: &Stage,
    board: RecordId,
    area: &CrossCuttingArea,
    &(_, on, decision, reason, next_review): &Reviewed,
) -> anyhow::Result<()> {
    if area.reviews.iter().any(|review| review.reviewed_on == on) {
        return Ok(());
    }
    let input = RecordReview {
        body_id: board,
        about_id: area.element.record.id,
        decision,
        reason: reason.to_owned(),
        reviewed_on: on,
        next_review,
        origin: Origin::Illustrative,
    };
    record_review(&stage.house, &stage.on(on), input).await?;
    Ok(())
}

async fn offer(
    stage: &Stage,
    board: RecordId,
    area: &CrossCuttingArea,
    &(_, on, with, what, taken_up, follow_up): &Offered,
) -> anyhow::Result<()> {
    if area.conversations.iter().any(|talk| talk.event.on == on) {
        return Ok(());
    }
    let follow_up = match follow_up {
        Some(action) => Some(stage.the(&format!("hackney/action/{action}")).await?.id),
        None => None,
    };
    let input = RecordConversation {
        board_id: board,
        element_id: area.element.record.id,
        with_body_id: Some(stage.body(with).await?),
        on,
        offer: what.to_owned(),
        taken_up,
        follow_up,
        origin: Origin::Illustrative,
    };
    // What followed was written down later than the conversation was held: when the plan was.
    let entered = on.max(date(2022, 5, 19));
    record_conversation(&stage.house, &stage.on(entered), input).await?;
    Ok(())
}
