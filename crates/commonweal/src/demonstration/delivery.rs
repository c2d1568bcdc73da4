//! What was promised: programmes with their parts and milestones, and actions with an owner and a date, or honestly
//! without.

use anyhow::Context;
use board::delivery::{
    ActionLevel, ActionType, AddMilestone, ChangeAction, ChangeMilestone, FINISHED, NewAction,
    STOPPED, action, add_milestone, change_action, change_milestone, create_action, milestones_of,
};
use board::joins::{DELIVERS, SERVES};
use board::thread::{JoinRecords, join_records};
use board::vocabulary::{Origin, RecordId, Slug};
use jiff::civil::{Date, date};

use super::stage::Stage;

struct Row {
    board: &'static str,
    title: &'static str,
    sort: ActionType,
    owner: Option<&'static str>,
    due: Option<Date>,
    level: Option<(ActionLevel, &'static str)>,
    priority: &'static str,
    outcome: Option<&'static str>,
    became: Option<&'static str>,
}

/// Who owns it and by when.
type Promised = (Option<&'static str>, Option<Date>);

const fn hackney(
    title: &'static str,
    promised: Promised,
    level: Option<(ActionLevel, &'static str)>,
    priority: &'static str,
    outcome: Option<&'static str>,
) -> Row {
    Row {
        board: "hackney",
        title,
        sort: ActionType::Action,
        owner: promised.0,
        due: promised.1,
        level,
        priority,
        outcome,
        became: None,
    }
}

use ActionLevel::{Neighbourhood, Place, System};

const NEAR_HOME: Option<(ActionLevel, &str)> =
    Some((Neighbourhood, "people go where they are known"));
const IN_THE_BOROUGH: Option<(ActionLevel, &str)> =
    Some((Place, "one offer for the whole borough is easier to find"));
const IN_THE_SYSTEM: Option<(ActionLevel, &str)> =
    Some((System, "hospitals serve several boroughs"));

const ACTIONS: &[Row] = &[
    Row {
        sort: ActionType::Programme,
        ..hackney(
            "Smoke-free estates",
            (Some("eastside-housing"), Some(date(2024, 3, 31))),
            NEAR_HOME,
            "a-smoke-free-borough",
            Some("fewer-adults-smoke"),
        )
    },
    hackney(
        "Stop smoking help on ten estates",
        (Some("eastside-housing"), Some(date(2022, 12, 31))),
        NEAR_HOME,
        "a-smoke-free-borough",
        Some("fewer-adults-smoke"),
    ),
    hackney(
        "Every patient who smokes is offered help before an operation",
        (Some("canal-trust-hospital"), Some(date(2022, 10, 31))),
        IN_THE_SYSTEM,
        "a-smoke-free-borough",
        Some("fewer-adults-smoke"),
    ),
    hackney(
        "Texts to patients who tried to stop before",
        (Some("marsh-lane-surgeries"), Some(date(2022, 7, 31))),
        IN_THE_BOROUGH,
        "a-smoke-free-borough",
        Some("fewer-adults-smoke"),
    ),
    hackney(
        "A midwife who helps mothers to stop",
        (Some("canal-trust-hospital"), Some(date(2023, 1, 31))),
        IN_THE_SYSTEM,
        "a-smoke-free-borough",
        Some("pregnancy-without-smoke"),
    ),
    Row {
        became: Some(FINISHED),
        ..hackney(
            "Smoke-free entrances of hospital buildings",
            (Some("canal-trust-hospital"), Some(date(2022, 5, 31))),
            IN_THE_SYSTEM,
            "a-smoke-free-borough",
            Some("fewer-adults-smoke"),
        )
    },
    Row {
        sort: ActionType::Programme,
        ..hackney(
            "Measles: ask, listen, come to them",
            (Some("marsh-lane-surgeries"), Some(date(2023, 9, 30))),
            NEAR_HOME,
            "a-good-start",
            Some("children-protected"),
        )
    },
    hackney(
        "Vaccination at the family centre on Saturdays",
        (Some("wick-family-centre"), Some(date(2022, 11, 30))),
        NEAR_HOME,
        "a-good-start",
        Some("children-protected"),
    ),
    hackney(
        "Talk with parents in Yiddish and Turkish",
        (Some("wick-family-centre"), Some(date(2022, 9, 30))),
        NEAR_HOME,
        "a-good-start",
        Some("children-protected"),
    ),
    hackney(
        "Breakfast in every school that asks for it",
        (None, Some(date(2023, 1, 31))),
        IN_THE_BOROUGH,
        "a-good-start",
        Some("less-child-poverty"),
    ),
    hackney(
        "Advice on money at health visits",
        (Some("wick-family-centre"), Some(date(2022, 12, 31))),
        IN_THE_BOROUGH,
        "a-good-start",
        Some("less-child-poverty"),
    ),
    hackney(
        "A bag of books for every baby",
        (Some("lower-lea-library-service"), None),
        IN_THE_BOROUGH,
        "a-good-start",
        Some("ready-for-school"),
    ),
    hackney(
        "Play sessions led by parents",
        (Some("wick-family-centre"), Some(date(2023, 3, 31))),
        NEAR_HOME,
        "a-good-start",
        Some("ready-for-school"),
    ),
    Row {
        became: Some(STOPPED),
        ..hackney(
            "A telephone line for parents",
            (Some("wick-family-centre"), Some(date(2022, 6, 30))),
            IN_THE_BOROUGH,
            "a-good-start",
            Some("ready-for-school"),
        )
    },
    Row {
        sort: ActionType::Programme,
        ..hackney(
            "Nobody eats alone on Sunday",
            (Some("thirtyfive-voices"), Some(date(2023, 6, 30))),
            NEAR_HOME,
            "somebody-to-turn-to",
            Some("fewer-lonely-adults"),
        )
    },
    hackney(
        "A warm room in every library",
        (Some("lower-lea-library-service"), Some(date(2022, 10, 15))),
        NEAR_HOME,
        "somebody-to-turn-to",
        Some("fewer-lonely-adults"),
    ),
    hackney(
        "Somebody to go with you the first time",
        (Some("thirtyfive-voices"), Some(date(2022, 12, 31))),
        NEAR_HOME,
        "somebody-to-turn-to",
        Some("fewer-lonely-adults"),
    ),
    hackney(
        "A break for carers each month",
        (Some("thirtyfive-voices"), Some(date(2022, 8, 31))),
        IN_THE_BOROUGH,
        "somebody-to-turn-to",
        Some("carers-with-company"),
    ),
    hackney(
        "Doctors ask carers how they are",
        (Some("hopewell-surgery"), Some(date(2023, 2, 28))),
        IN_THE_BOROUGH,
        "somebody-to-turn-to",
        Some("carers-with-company"),
    ),
    Row {
        sort: ActionType::Programme,
        ..hackney(
            "Cold homes found before winter",
            (Some("eastside-housing"), Some(date(2022, 11, 15))),
            NEAR_HOME,
            "warm-safe-homes",
            Some("homes-warm"),
        )
    },
    hackney(
        "Damp reported by text is seen within a week",
        (Some("eastside-housing"), Some(date(2022, 10, 1))),
        None,
        "warm-safe-homes",
        Some("repairs-on-time"),
    ),
    hackney(
        "Doctors can ask for a heating check",
        (Some("marsh-lane-surgeries"), Some(date(2022, 11, 30))),
        IN_THE_BOROUGH,
        "warm-safe-homes",
        Some("homes-warm"),
    ),
    hackney(
        "Strength and balance classes in five parks",
        (Some("canal-trust-hospital"), Some(date(2022, 9, 30))),
        NEAR_HOME,
        "older-and-steady",
        Some("fewer-falls"),
    ),
    hackney(
        "Look at medicines of people who fell",
        (Some("hopewell-surgery"), Some(date(2022, 12, 31))),
        IN_THE_BOROUGH,
        "older-and-steady",
        Some("fewer-falls"),
    ),
    hackney(
        "Grab rails within five days",
        (Some("eastside-housing"), Some(date(2022, 8, 1))),
        NEAR_HOME,
        "older-and-steady",
        Some("fewer-falls"),
    ),
    Row {
        board: "city-of-london",
        ..hackney(
            "A room that is open on Sunday",
            (Some("lower-lea-library-service"), Some(date(2022, 11, 30))),
            NEAR_HOME,
            "neighbours-in-the-city",
            Some("fewer-lonely-residents"),
        )
    },
    Row {
        board: "city-of-london",
        ..hackney(
            "Air measured at every school gate",
            (Some("thirtyfive-voices"), Some(date(2023, 2, 28))),
            IN_THE_BOROUGH,
            "clean-air-in-the-square-mile",
            None,
        )
    },
    Row {
        board: "city-of-london",
        ..hackney(
            "Five promises for employers",
            (Some("lower-lea-library-service"), Some(date(2023, 3, 31))),
            IN_THE_BOROUGH,
            "good-work",
            None,
        )
    },
    Row {
        board: "tower-hamlets",
        ..hackney(
            "Cooking together after school",
            (Some("wick-family-centre"), Some(date(2022, 12, 31))),
            NEAR_HOME,
            "childrens-weight-and-nutrition",
            Some("healthy-weight-at-eleven"),
        )
    },
    Row {
        board: "tower-hamlets",
        ..hackney(
            "Water and fruit in every school",
            (Some("wick-family-centre"), Some(date(2022, 10, 31))),
            IN_THE_BOROUGH,
            "childrens-weight-and-nutrition",
            Some("healthy-weight-at-eleven"),
        )
    },
];

/// A programme and the actions that are part of it.
const PARTS: &[(&str, &[&str])] = &[
    (
        "Smoke-free estates",
        &[
            "Stop smoking help on ten estates",
            "Every patient who smokes is offered help before an operation",
            "Texts to patients who tried to stop before",
            "A midwife who helps mothers to stop",
            "Smoke-free entrances of hospital buildings",
        ],
    ),
    (
        "Measles: ask, listen, come to them",
        &[
            "Vaccination at the family centre on Saturdays",
            "Talk with parents in Yiddish and Turkish",
        ],
    ),
    (
        "Nobody eats alone on Sunday",
        &[
            "A warm room in every library",
            "Somebody to go with you the first time",
        ],
    ),
    (
        "Cold homes found before winter",
        &[
            "Damp reported by text is seen within a week",
            "Doctors can ask for a heating check",
        ],
    ),
];

/// The programme, what is reached, by when, and when it was.
type MilestoneRow = (&'static str, &'static str, Date, Option<Date>);

/// Two of them are late: one programme slips by its milestone long before its own day.
const MILESTONES: &[MilestoneRow] = &[
    (
        "Smoke-free estates",
        "Every estate has somebody to turn to",
        date(2022, 6, 30),
        Some(date(2022, 7, 5)),
    ),
    (
        "Smoke-free estates",
        "Help to stop on the first five estates",
        date(2022, 8, 26),
        None,
    ),
    (
        "Smoke-free estates",
        "Help to stop on all ten estates",
        date(2022, 12, 31),
        None,
    ),
    (
        "Measles: ask, listen, come to them",
        "Forty families say what keeps them away",
        date(2022, 7, 29),
        Some(date(2022, 7, 22)),
    ),
    (
        "Measles: ask, listen, come to them",
        "Nurses visit the first three halls",
        date(2022, 10, 14),
        None,
    ),
    (
        "Nobody eats alone on Sunday",
        "A table is laid in two halls",
        date(2022, 9, 5),
        None,
    ),
    (
        "Nobody eats alone on Sunday",
        "A table is laid in every ward",
        date(2023, 3, 26),
        None,
    ),
    (
        "Cold homes found before winter",
        "The list of homes that are hard to heat is complete",
        date(2022, 8, 31),
        Some(date(2022, 8, 30)),
    ),
    (
        "Cold homes found before winter",
        "Every home on the list has had a visit",
        date(2022, 10, 31),
        None,
    ),
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in ACTIONS {
        let slug = Slug::from_words(row.title);
        let reference = format!("{}/action/{slug}", row.board);
        if stage.record(&reference).await?.is_none() {
            promise(stage, row).await?;
        }
    }
    for row in MILESTONES {
        milestone(stage, row).await?;
    }
    Ok(())
}

async fn milestone(
    stage: &Stage,
    &(programme, title, due, reached): &MilestoneRow,
) -> anyhow::Result<()> {
    let reference = format!("hackney/action/{}", Slug::from_words(programme));
    let whole = stage.the(&reference).await?;
    let held = milestones_of(&stage.house, &[whole.id]).await?;
    let is_there = held
        .get(&whole.id)
        .is_some_and(|held| held.iter().any(|one| one.title == title));
    if is_there {
        return Ok(());
    }
    let input = AddMilestone {
        action_id: whole.id,
        seen_revision: whole.revision,
        title: title.to_owned(),
        due,
        origin: Origin::Illustrative,
    };
    let made = add_milestone(&stage.house, &stage.on(date(2022, 5, 19)), input).await?;
    if let Some(day) = reached {
        let change = ChangeMilestone {
            action_id: whole.id,
            seen_revision: stage.the(&reference).await?.revision,
            position: made.position,
            title: made.title,
            due,
            done: Some(day),
        };
        change_milestone(&stage.house, &stage.on(day), change).await?;
    }
    Ok(())
}

/// The programme that an action is part of, where it is part of one.
async fn whole_of(stage: &Stage, row: &Row) -> anyhow::Result<Option<RecordId>> {
    let programme = PARTS.iter().find(|(_, parts)| parts.contains(&row.title));
    let Some((programme, _)) = programme.filter(|_| row.board == "hackney") else {
        return Ok(None);
    };
    let reference = format!("hackney/action/{}", Slug::from_words(programme));
    let whole = stage
        .the(&reference)
        .await
        .context("a programme comes before its parts")?;
    Ok(Some(whole.id))
}

async fn promise(stage: &Stage, row: &Row) -> anyhow::Result<()> {
    let who = stage.on(date(2022, 5, 19));
    let mut new = NewAction::new(stage.body(row.board).await?, row.title);
    new.action_type = row.sort;
    new.parent_id = whole_of(stage, row).await?;
    new.due = row.due;
    new.level = row.level.map(|(level, _)| level);
    new.level_reason = row.level.map(|(_, why)| why.to_owned());
    new.resident_led = row.owner == Some("thirtyfive-voices");
    new.origin = Origin::Illustrative;
    if let Some(owner) = row.owner {
        new.owner_body_id = Some(stage.body(owner).await?);
    }
    let made = create_action(&stage.house, &who, new).await?;
    let priority = stage
        .the(&format!("{}/priority/{}", row.board, row.priority))
        .await?;
    join(stage, made.record.id, DELIVERS.0, priority.id).await?;
    if let Some(outcome) = row.outcome {
        let outcome = stage
            .the(&format!("{}/outcome/{outcome}", row.board))
            .await?;
        join(stage, made.record.id, SERVES.0, outcome.id).await?;
    }
    if let Some(state) = row.became {
        finish(stage, made.record.id, state).await?;
    }
    Ok(())
}

async fn join(stage: &Stage, from: RecordId, relation: &str, to: RecordId) -> anyhow::Result<()> {
    let input = JoinRecords {
        from,
        relation: relation.to_owned(),
        to,
        reason: None,
    };
    join_records(&stage.house, &stage.on(date(2022, 5, 19)), input).await?;
    Ok(())
}

async fn finish(stage: &Stage, id: RecordId, became: &'static str) -> anyhow::Result<()> {
    let Some(action) = action(&stage.house, id).await? else {
        return Ok(());
    };
    let change = ChangeAction {
        id,
        seen_revision: action.record.revision,
        title: action.record.title,
        parent_id: action.parent_id,
        state: became,
        owner_body_id: action.owner_body_id,
        owner_person_id: action.owner_person_id,
        owner_words: action.owner_words,
        due: action.due,
        level: action.level,
        level_reason: action.level_reason,
        resident_led: action.resident_led,
    };
    change_action(&stage.house, &stage.on(date(2022, 7, 4)), change).await?;
    Ok(())
}
