//! Nine meetings that were and two to come, of four bodies: agendas, who was there, what was asked and decided, and minutes.

use board::calendar::Reading;
use board::delivery::{ActionLevel, ChangeAction, OPEN, action, change_action};
use board::events::{Exemption, ItemType, Mode, NewAttendance, NewItem, Presence};
use board::joins::{DELIVERS, SERVES};
use board::meetings::{
    AddItem, CreateMeeting, Decide, MendAction, Outcome, PasteMinutes, PublishAgenda,
    PublishMinutes, Recommend, RecordAttendance, Verb, add_item, create_meeting, decide,
    mend_action, minutes_of, paste_minutes, publish_agenda, publish_minutes, recommend,
    record_attendance,
};
use board::places::{BODY, body, membership};
use board::thread::{JoinRecords, by_id, join_records};
use board::vocabulary::{Origin, RecordId};
use jiff::ToSpan;
use jiff::civil::{Date, date, time};

use super::stage::Stage;

/// What was asked at an item, and what became of it.
type Ask = (
    &'static [Verb],
    &'static str,
    Option<(Outcome, &'static str)>,
);

struct ItemRow {
    title: &'static str,
    sort: ItemType,
    asks: &'static [Ask],
    exempt: Option<&'static str>,
    urgent: Option<&'static str>,
}

const fn item(title: &'static str, sort: ItemType, asks: &'static [Ask]) -> ItemRow {
    ItemRow {
        title,
        sort,
        asks,
        exempt: None,
        urgent: None,
    }
}

struct MeetingRow {
    body: &'static str,
    on: Date,
    items: &'static [ItemRow],
    /// So many members came.
    present: usize,
    late_reason: Option<&'static str>,
    minutes: Option<&'static str>,
    /// Whether its minutes are complete and published.
    published: bool,
}

use ItemType::{Discussion, Presentation, Procedure, Questions, Report};
use Outcome::{Agreed, Amended, Deferred, Noted, Rejected};
use Verb::{Approve, Comment, Consider, Endorse, Note};

const WELCOME: ItemRow = item("Welcome and apologies", Procedure, &[]);
const MINUTES: ItemRow = item("Minutes of the last meeting", Procedure, &[]);
const PUBLIC: ItemRow = item("Questions from the public", Questions, &[]);

const MEETINGS: &[MeetingRow] = &[
    MeetingRow {
        body: "tower-hamlets",
        on: date(2020, 9, 15),
        present: 7,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[
            WELCOME,
            MINUTES,
            item(
                "Progress of the strategy of 2017 to 2020",
                Report,
                &[(
                    &[Note],
                    "That the progress of the five priorities is noted.",
                    Some((Noted, "")),
                )],
            ),
            item(
                "How the next strategy will be written",
                Report,
                &[(
                    &[Consider, Comment],
                    "How residents should take part in the next strategy.",
                    None,
                )],
            ),
        ],
    },
    MeetingRow {
        body: "hackney",
        on: date(2021, 11, 17),
        present: 8,
        late_reason: None,
        published: true,
        items: &[
            WELCOME,
            MINUTES,
            PUBLIC,
            item(
                "What residents told us over the summer",
                Presentation,
                &[(&[Note], "That the findings are noted.", Some((Noted, "")))],
            ),
            item(
                "Draft priorities",
                Report,
                &[(
                    &[Approve],
                    "That five draft priorities go out to consultation.",
                    Some((Agreed, "")),
                )],
            ),
        ],
        minutes: Some(
            "4.1 The engagement lead told the board what residents had said over the summer.\n\n4.2 Members asked that those who took part hear what became of it.\n\nAction: Board officer to write to everybody who took part by 17 December 2021\n\n5.1 The director of public health presented five draft priorities.\n\n5.2 The board agreed that they go out to consultation.\n\nAction: Director of public health to publish the figures behind each draft priority by 14 January 2022\n",
        ),
    },
    MeetingRow {
        body: "hackney",
        on: date(2022, 1, 26),
        present: 2,
        late_reason: None,
        published: true,
        items: &[
            WELCOME,
            MINUTES,
            item("Winter pressures", Discussion, &[]),
            item(
                "Money for winter",
                Report,
                &[(
                    &[Approve],
                    "That the reserve is spent on warm rooms.",
                    Some((Deferred, "")),
                )],
            ),
        ],
        minutes: Some(
            "3.1 Partners said how the winter was going.\n\nAction: Place director, City and Hackney to send the weekly figures to members by 4 February 2022\n\n4.1 Too few voting members were there, so that the reserve could not be decided on.\n\nAction: Board officer to put the reserve on the next agenda by 7 March 2022\n\nAction: Director of public health, City and Hackney to say what waiting costs by 28 February 2022\n",
        ),
    },
    MeetingRow {
        body: "city-of-london",
        on: date(2022, 2, 4),
        present: 6,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[
            WELCOME,
            MINUTES,
            item(
                "Air in the Square Mile",
                Report,
                &[
                    (
                        &[Note],
                        "That the measurements of 2021 are noted.",
                        Some((Noted, "")),
                    ),
                    (
                        &[Endorse],
                        "That schools are measured first.",
                        Some((Agreed, "")),
                    ),
                ],
            ),
            item(
                "Homes for rough sleepers",
                Report,
                &[(&[Comment], "On where beds are missing.", Some((Noted, "")))],
            ),
        ],
    },
    MeetingRow {
        body: "hackney",
        on: date(2022, 3, 14),
        present: 9,
        late_reason: None,
        published: true,
        items: &[
            WELCOME,
            MINUTES,
            PUBLIC,
            item(
                "The strategy for 2022 to 2026",
                Report,
                &[
                    (
                        &[Approve],
                        "That the strategy is adopted.",
                        Some((Agreed, "")),
                    ),
                    (
                        &[Approve],
                        "That each partner reports every quarter.",
                        Some((
                            Amended,
                            "That each partner reports every quarter, by one link and in ten minutes.",
                        )),
                    ),
                    (
                        &[Endorse],
                        "That the strategy is read out in full at the next summit.",
                        Some((Rejected, "")),
                    ),
                ],
            ),
            item(
                "Money for winter",
                Report,
                &[(
                    &[Approve],
                    "That the reserve is spent on warm rooms.",
                    Some((Agreed, "")),
                )],
            ),
            ItemRow {
                exempt: Some("it names what two firms offered for a contract"),
                ..item("Contract for help to stop smoking", Report, &[])
            },
        ],
        minutes: Some(
            "4.1 The director of public health presented the strategy.\n\n4.2 The board adopted it.\n\n4.3 Members asked that reporting costs partners no more than ten minutes.\n\nAction: Board officer to try the new return with two partners by 30 April 2022\n\nAction: Director, Wick Family Centre to say what a small charity can report by 31 March 2022\n\n5.1 The reserve is spent on warm rooms in libraries.\n\nAction: Digital lead, Lower Lea Library Service to name the rooms by 30 September 2022\n\n5.2 Members asked what a warm room costs.\n\nAction: Chair to report the cost to the board by 30 June 2022\n",
        ),
    },
    MeetingRow {
        body: "city-of-london",
        on: date(2022, 5, 6),
        present: 6,
        late_reason: Some("figures for the paper on work arrived on 28 April"),
        published: true,
        items: &[
            WELCOME,
            MINUTES,
            item(
                "The strategy for 2022 to 2026",
                Report,
                &[(
                    &[Approve],
                    "That the strategy is adopted.",
                    Some((Agreed, "")),
                )],
            ),
            item(
                "Five promises for employers",
                Presentation,
                &[(
                    &[Endorse],
                    "That the five promises are offered to every employer.",
                    Some((Agreed, "")),
                )],
            ),
        ],
        minutes: Some(
            "3.1 The strategy was adopted.\n\nAction: Director of public health to bring the comments of residents by 2 September 2022\n\n4.1 The board heard about five promises for employers.\n\nAction: Director of planning to ask three firms to go first by 30 September 2022\n",
        ),
    },
    MeetingRow {
        body: "hackney",
        on: date(2022, 6, 16),
        present: 8,
        late_reason: None,
        published: false,
        items: &[
            WELCOME,
            MINUTES,
            PUBLIC,
            item(
                "How the first quarter went",
                Report,
                &[(
                    &[Note],
                    "That seven of eight partners answered.",
                    Some((Noted, "")),
                )],
            ),
            item(
                "Tools for fairer decisions",
                Presentation,
                &[(
                    &[Consider],
                    "What help would be of most use to the board.",
                    None,
                )],
            ),
        ],
        minutes: Some(
            "12.1 The head of performance and population introduced the report. The Health Inequalities Steering Group Health Inequalities Steering Group had made tools for fairer decisions one of its ten areas of work.\n\n12.2 The pack holds background, where to find local figures, questions for teams, and examples.\n\n12.3 The Population Health Hub wished to know which support would serve members best.\n\n12.4 A member asked what is known about the main inequalities.\n\n12.5 A councillor wanted the questions put to the delivery of the strategy, so that the whole work plan looks at fairness.\n\n12.5 Another member thought that short and long questions are both needed.\n\n12.6 The chair thanked everybody.\n\n12.7 Choices for how to go on would be drawn up.\n\nACTION: The Head of Performance and Population\n",
        ),
    },
    MeetingRow {
        body: "city-and-hackney-health-inequalities-steering-group",
        on: date(2022, 6, 30),
        present: 0,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[
            item("The ten areas: who leads which", Discussion, &[]),
            item("Figures by ethnic group in services", Discussion, &[]),
        ],
    },
    MeetingRow {
        body: "hackney",
        on: date(2022, 7, 21),
        present: 7,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[
            WELCOME,
            MINUTES,
            PUBLIC,
            item(
                "Measles: what families told us",
                Presentation,
                &[(&[Note], "That the findings are noted.", Some((Noted, "")))],
            ),
            ItemRow {
                urgent: Some("one case was confirmed the day after the agenda went out"),
                ..item(
                    "A case of measles in a nursery",
                    Report,
                    &[(
                        &[Endorse],
                        "That vaccination is offered in the nursery.",
                        None,
                    )],
                )
            },
        ],
    },
    MeetingRow {
        body: "hackney",
        on: date(2022, 9, 22),
        present: 0,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[
            WELCOME,
            MINUTES,
            PUBLIC,
            item(
                "How the strategy is going: returns of autumn 2022",
                Report,
                &[
                    (&[Note], "That 38 of 44 answers are in.", None),
                    (&[Consider], "What to do about the two that are late.", None),
                ],
            ),
            item(
                "Homes that are hard to heat",
                Report,
                &[(&[Approve], "That homes are found before 15 November.", None)],
            ),
            item(
                "Measles",
                Report,
                &[(&[Comment], "On how families are asked.", None)],
            ),
        ],
    },
    MeetingRow {
        body: "city-of-london",
        on: date(2023, 1, 4),
        present: 0,
        late_reason: None,
        minutes: None,
        published: false,
        items: &[item(
            "A room that is open on Sunday",
            Report,
            &[(&[Approve], "That the room stays open for a year.", None)],
        )],
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in MEETINGS {
        if stage
            .record(&format!("{}/event/{}", row.body, row.on))
            .await?
            .is_none()
        {
            meeting(stage, row).await?;
        }
    }
    Ok(())
}

async fn meeting(stage: &Stage, row: &MeetingRow) -> anyhow::Result<()> {
    let announced = stage.on(row.on.checked_sub(20.days())?.min(stage.who.today));
    let in_public = !row.body.ends_with("steering-group");
    let meeting = create_meeting(
        &stage.house,
        &announced,
        CreateMeeting {
            body_id: stage.body(row.body).await?,
            on: row.on,
            starts: Some(time(16, 0, 0, 0)),
            ends: Some(time(18, 0, 0, 0)),
            place: Some(place_of(row.body).to_owned()),
            mode: Mode::Both,
            in_public,
            reading: Reading::WorkingDays,
            origin: Origin::Illustrative,
        },
    )
    .await?;
    let id = meeting.record.id;
    let mut decided = Vec::new();
    for item in row.items.iter().filter(|item| item.urgent.is_none()) {
        decided.push((add(stage, &announced, id, item).await?, item));
    }
    let is_past = row.on < stage.who.today;
    if is_past {
        let early = if row.late_reason.is_some() { 3 } else { 12 };
        let who = stage.on(row.on.checked_sub(early.days())?);
        let seen = by_id(&stage.house, id)
            .await?
            .map_or(0, |record| record.revision);
        let agenda = PublishAgenda {
            meeting_id: id,
            seen_revision: seen,
            late_reason: row.late_reason.map(str::to_owned),
        };
        publish_agenda(&stage.house, &who, agenda).await?;
        for item in row.items.iter().filter(|item| item.urgent.is_some()) {
            decided.push((add(stage, &who, id, item).await?, item));
        }
        attendance(stage, row, id).await?;
    }
    for (item_id, item) in decided {
        asks(stage, row, item_id, item).await?;
    }
    if let Some(words) = row.minutes {
        minutes(stage, row, id, words).await?;
    }
    Ok(())
}

fn place_of(body: &str) -> &'static str {
    match body {
        "city-of-london" => "Guildhall",
        "tower-hamlets" => "Town Hall, Mulberry Place",
        _ => "Hackney Town Hall",
    }
}

async fn add(
    stage: &Stage,
    who: &board::Who,
    meeting_id: RecordId,
    row: &ItemRow,
) -> anyhow::Result<RecordId> {
    let mut item = NewItem::new(row.title, row.sort);
    item.origin = Origin::Illustrative;
    item.urgent_reason = row.urgent.map(str::to_owned);
    item.exempt = row.exempt.map(|reason| Exemption {
        paragraph: 3,
        reason: reason.to_owned(),
    });
    let added = add_item(&stage.house, who, AddItem { meeting_id, item }).await?;
    Ok(added.record.id)
}

/// The first so many members came; the next one sent apologies.
async fn attendance(stage: &Stage, row: &MeetingRow, meeting_id: RecordId) -> anyhow::Result<()> {
    let Some(board) = body(&stage.house, stage.body(row.body).await?).await? else {
        return Ok(());
    };
    let seats = membership(&stage.house, &board, row.on).await?.seats;
    let mut list: Vec<NewAttendance> = Vec::new();
    for (at, holder) in seats
        .iter()
        .filter_map(|seat| seat.holder.as_ref())
        .enumerate()
    {
        let presence = if at < row.present {
            Presence::Present
        } else {
            Presence::Apologies
        };
        let mut line = NewAttendance::member(holder.id, presence);
        if holder.kind == BODY {
            line.person_id = None;
            line.attending_body_id = Some(holder.id);
        }
        // Somebody may hold two seats and is one person all the same.
        if !list
            .iter()
            .any(|other| other.person_id.is_some() && other.person_id == line.person_id)
        {
            list.push(line);
        }
    }
    if list.is_empty() {
        return Ok(());
    }
    record_attendance(
        &stage.house,
        &stage.on(row.on),
        RecordAttendance { meeting_id, list },
    )
    .await?;
    Ok(())
}

async fn asks(
    stage: &Stage,
    row: &MeetingRow,
    item_id: RecordId,
    item: &ItemRow,
) -> anyhow::Result<()> {
    let who = stage.on(row.on.min(stage.who.today));
    for &(verbs, words, became) in item.asks {
        let put = Recommend {
            from_id: item_id,
            verbs: verbs.to_vec(),
            words: words.to_owned(),
            to_body_id: None,
            origin: Origin::Illustrative,
        };
        let put = recommend(&stage.house, &who, put).await?;
        if let Some((outcome, decided)) = became {
            let decision = Decide {
                item_id,
                recommendation_id: Some(put.record.id),
                outcome,
                words: decided.to_owned(),
                votes: None,
                calls_for_action: false,
                origin: Origin::Illustrative,
            };
            decide(&stage.house, &who, decision).await?;
        }
    }
    Ok(())
}

async fn minutes(
    stage: &Stage,
    row: &MeetingRow,
    meeting_id: RecordId,
    words: &str,
) -> anyhow::Result<()> {
    let who = stage.on(row.on.checked_add(7.days())?);
    let pasted = PasteMinutes {
        meeting_id,
        words: words.to_owned(),
        file_name: None,
        origin: Origin::Illustrative,
    };
    paste_minutes(&stage.house, &who, pasted).await?;
    if !row.published {
        return Ok(());
    }
    let slug = row.on.to_string().parse()?;
    let body_id = stage.body(row.body).await?;
    let Some(meeting) = board::meetings::meeting(&stage.house, body_id, &slug).await? else {
        return Ok(());
    };
    let Some(read) = minutes_of(&stage.house, &meeting).await? else {
        return Ok(());
    };
    // An officer reads each action once more and keeps it as it was said.
    for minuted in &read.actions {
        let action = &minuted.action;
        let kept = MendAction {
            meeting_id,
            minuted_id: minuted.id,
            seen_revision: action.record.revision,
            owner: action.owner_words.clone(),
            words: Some(action.record.title.clone()),
            due: action.due,
        };
        mend_action(&stage.house, &who, kept).await?;
    }
    let ready = PublishMinutes {
        meeting_id,
        seen_version: read.version.number,
    };
    publish_minutes(&stage.house, &who, ready).await?;
    for minuted in &read.actions {
        follow_up(stage, row, minuted.action.record.id).await?;
    }
    Ok(())
}

/// What an officer adds to an action from minutes once they are published: its level, and what it is for.
async fn follow_up(stage: &Stage, row: &MeetingRow, id: RecordId) -> anyhow::Result<()> {
    let (priority, outcome) = match row.body {
        "hackney" => ("somebody-to-turn-to", "fewer-lonely-adults"),
        "city-of-london" => ("neighbours-in-the-city", "fewer-lonely-residents"),
        _ => return Ok(()),
    };
    let Some(action) = action(&stage.house, id).await? else {
        return Ok(());
    };
    let who = stage.on(row.on.checked_add(7.days())?);
    let change = ChangeAction {
        id,
        seen_revision: action.record.revision,
        title: action.record.title,
        parent_id: action.parent_id,
        state: OPEN,
        owner_body_id: action.owner_body_id,
        owner_person_id: action.owner_person_id,
        owner_words: action.owner_words,
        due: action.due,
        level: Some(ActionLevel::Place),
        level_reason: Some("One board asked for it and can do it alone.".to_owned()),
        resident_led: action.resident_led,
    };
    change_action(&stage.house, &who, change).await?;
    for (relation, to) in [
        (DELIVERS, format!("{}/priority/{priority}", row.body)),
        (SERVES, format!("{}/outcome/{outcome}", row.body)),
    ] {
        let join = JoinRecords {
            from: id,
            relation: relation.0.to_owned(),
            to: stage.the(&to).await?.id,
            reason: None,
        };
        join_records(&stage.house, &who, join).await?;
    }
    Ok(())
}
