//! One programme of two boards with a date that one of them has moved, three strategies and their priorities with the needs
//! behind them.

use anyhow::Context;
use board::Who;
use board::frameworks::elements_of;
use board::indicators::evidence_items;
use board::strategy::{
    ADOPTED, Approve, Approver, CreatePhase, CreatePriority, CreateProgramme, CreateStrategy,
    EndStrategy, Horizon, MovePhase, PlannedDays, RequestApproval, Strategy, adopt_priority,
    approval_route, approve, create_phase, create_priority, create_programme, create_strategy,
    date_moves, end_strategy, move_phase, phases_of, publish_strategy, request_approval,
    set_strategy_text, strategies_of,
};
use board::texts::{NewBlock, newest_version};
use board::vocabulary::{Origin, RecordId, Slug};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::stage::Stage;

/// A phase: what happens, planned from and to, when it did start and end.
type PhaseRow = (&'static str, Date, Date, Option<Date>, Option<Date>);

const PHASES: &[PhaseRow] = &[
    (
        "Look at the evidence",
        date(2021, 1, 11),
        date(2021, 4, 1),
        Some(date(2021, 1, 11)),
        Some(date(2021, 4, 1)),
    ),
    (
        "Draft priorities in workshops",
        date(2021, 4, 1),
        date(2021, 6, 1),
        Some(date(2021, 4, 1)),
        Some(date(2021, 6, 1)),
    ),
    (
        "Work with communities",
        date(2021, 6, 1),
        date(2021, 10, 1),
        Some(date(2021, 6, 14)),
        Some(date(2021, 11, 1)),
    ),
    (
        "Write the strategy",
        date(2021, 10, 1),
        date(2022, 1, 10),
        Some(date(2021, 11, 1)),
        Some(date(2022, 2, 1)),
    ),
    (
        "Ask everybody",
        date(2022, 1, 10),
        date(2022, 4, 1),
        Some(date(2022, 2, 1)),
        Some(date(2022, 4, 1)),
    ),
    (
        "Agree it",
        date(2022, 4, 1),
        date(2022, 7, 1),
        Some(date(2022, 4, 1)),
        None,
    ),
    (
        "Do it and report each quarter",
        date(2022, 7, 1),
        date(2026, 4, 1),
        None,
        None,
    ),
];

struct Row {
    slug: &'static str,
    title: &'static str,
    words: &'static str,
    needs: &'static [&'static str],
    pillar: usize,
    horizon: Horizon,
    origin: Origin,
}

struct Plan {
    board: &'static str,
    slug: &'static str,
    title: &'static str,
    from: Date,
    to: Date,
    origin: Origin,
    adopted_on: Date,
    priorities: &'static [Row],
    paragraphs: &'static [&'static str],
}

const fn row(
    slug: &'static str,
    title: &'static str,
    words: &'static str,
    needs: &'static [&'static str],
    pillar: usize,
) -> Row {
    Row {
        slug,
        title,
        words,
        needs,
        pillar,
        horizon: Horizon::LongerTerm,
        origin: Origin::Illustrative,
    }
}

const fn quoted(
    slug: &'static str,
    title: &'static str,
    words: &'static str,
    pillar: usize,
) -> Row {
    Row {
        origin: Origin::Quoted,
        ..row(slug, title, words, &[], pillar)
    }
}

const PLANS: &[Plan] = &[
    Plan {
        board: "hackney",
        slug: "hackney-2022-26",
        title: "Hackney health and wellbeing strategy 2022 to 2026",
        from: date(2022, 4, 1),
        to: date(2026, 4, 1),
        origin: Origin::Illustrative,
        adopted_on: date(2022, 3, 14),
        priorities: &[
            row(
                "a-smoke-free-borough",
                "A smoke-free borough",
                "Nobody in Hackney is held back by smoking, least of all where money is tight.",
                &["smoking-where-money-is-tight"],
                1,
            ),
            row(
                "a-good-start",
                "A good start for every child",
                "Children are protected, fed well and ready for school, whichever street they live in.",
                &[
                    "measles-among-small-children",
                    "children-in-families-with-little-money",
                ],
                1,
            ),
            row(
                "somebody-to-turn-to",
                "Somebody to turn to",
                "Nobody is alone with a worry for long, and carers are looked after too.",
                &["lonely-adults", "carers-alone"],
                2,
            ),
            row(
                "warm-safe-homes",
                "Warm, safe homes",
                "A home that can be heated and does not make anybody ill.",
                &["homes-that-are-hard-to-heat"],
                0,
            ),
            row(
                "older-and-steady",
                "Older and steady on our feet",
                "Growing older in Hackney does not have to mean falling.",
                &["falls-among-older-people"],
                3,
            ),
        ],
        paragraphs: &[
            "Three people in twenty smoke in Hackney, and more where money is tight. We will bring help to stop to the estates where it is needed most.",
            "Too few small children are protected against measles. We will ask families what keeps them away and change what we do.",
            "Nobody should be alone with a worry for long. Every front door of ours will know where to send somebody who is lonely.",
            "A cold home makes people ill. We will find the homes that are hard to heat before winter does.",
            "Falls are not a part of growing older. We will find people at risk early and help them stay steady.",
        ],
    },
    Plan {
        board: "city-of-london",
        slug: "city-2022-26",
        title: "City of London health and wellbeing strategy 2022 to 2026",
        from: date(2022, 4, 1),
        to: date(2026, 4, 1),
        origin: Origin::Illustrative,
        adopted_on: date(2022, 5, 6),
        priorities: &[
            row(
                "clean-air-in-the-square-mile",
                "Clean air in the Square Mile",
                "The air in the City harms nobody who lives, works or learns in it.",
                &["air-in-the-city"],
                2,
            ),
            row(
                "good-work",
                "Work that is good for health",
                "Half a million people work in the City. Work should keep them well.",
                &["stress-at-work"],
                0,
            ),
            row(
                "rough-sleepers-seen",
                "Rough sleepers are seen and helped",
                "Whoever sleeps on our streets is known by name and has a way off them.",
                &["health-of-rough-sleepers"],
                3,
            ),
            row(
                "neighbours-in-the-city",
                "Neighbours in the City",
                "Residents know one another, also where most people leave at six.",
                &["alone-in-the-city"],
                2,
            ),
        ],
        paragraphs: &[
            "Air in the City is cleaner than it was and still not clean. We will measure it where children and workers breathe it.",
            "Work should keep people well. We will ask employers to sign up to five things that help.",
        ],
    },
    Plan {
        board: "tower-hamlets",
        slug: "tower-hamlets-2017-20",
        title: "Tower Hamlets Health and Wellbeing Strategy 2017 to 2020",
        from: date(2017, 4, 1),
        to: date(2020, 4, 1),
        origin: Origin::Quoted,
        adopted_on: date(2017, 2, 21),
        priorities: &[
            quoted(
                "communities-driving-change",
                "Communities Driving Change",
                "Residents lead changes on their estates, with four providers in twelve neighbourhoods.",
                2,
            ),
            quoted(
                "creating-a-healthier-place",
                "Creating a Healthier Place",
                "Streets, homes and buildings that keep people well.",
                2,
            ),
            quoted(
                "employment-and-health",
                "Employment and Health",
                "Help for people without work, or whose work makes them ill.",
                0,
            ),
            quoted(
                "childrens-weight-and-nutrition",
                "Children’s Weight and Nutrition",
                "Children eat well, move and grow at a healthy weight.",
                1,
            ),
            quoted(
                "developing-an-integrated-system",
                "Developing an Integrated System",
                "Services joined up so that they are easy to find and to use.",
                3,
            ),
        ],
        paragraphs: &[
            "Residents are to lead changes on their estates, with help from four providers.",
            "Health is to be considered in plans for streets, homes and buildings.",
        ],
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    programme(stage).await?;
    for plan in PLANS {
        let strategy = strategy(stage, plan).await?;
        priorities(stage, plan, &strategy).await?;
        end(stage, plan, &strategy).await?;
    }
    shared_date(stage).await
}

/// The City's words were changed after they had been approved, so its board needs longer for a phase that both share. Hackney
/// has not answered.
async fn shared_date(stage: &Stage) -> anyhow::Result<()> {
    let programme = stage.the("hackney/programme/strategies-2020-22").await?.id;
    let who = stage.on(date(2022, 8, 22));
    if !date_moves(&stage.house, programme, who.today)
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let phases = phases_of(&stage.house, programme).await?;
    let phase = phases
        .into_iter()
        .find(|phase| phase.record.title == "Agree it")
        .context("the programme has this phase")?;
    let input = MovePhase {
        board_id: stage.body("city-of-london").await?,
        phase_id: phase.record.id,
        seen_revision: phase.record.revision,
        to: PlannedDays {
            end: date(2022, 10, 1),
            ..phase.planned()
        },
        because: "A paragraph was added, so the words need approval again".to_owned(),
        answer_by: date(2022, 9, 16),
        origin: Origin::Illustrative,
    };
    move_phase(&stage.house, &who, input).await?;
    Ok(())
}

async fn programme(stage: &Stage) -> anyhow::Result<()> {
    if stage
        .record("hackney/programme/strategies-2020-22")
        .await?
        .is_some()
    {
        return Ok(());
    }
    let who = stage.on(date(2021, 1, 11));
    let new = CreateProgramme {
        body_id: stage.body("hackney").await?,
        title: "Two strategies, one programme".to_owned(),
        slug: Some("strategies-2020-22".parse()?),
        from: date(2020, 11, 1),
        to: date(2026, 4, 1),
        shared_with: vec![stage.body("city-of-london").await?],
        origin: Origin::Illustrative,
    };
    let programme = create_programme(&stage.house, &who, new).await?;
    for (position, &(title, planned_start, planned_end, actual_start, actual_end)) in
        (1..).zip(PHASES)
    {
        let new = CreatePhase {
            programme_id: programme.record.id,
            title: title.to_owned(),
            position,
            planned_start,
            planned_end,
            actual_start,
            actual_end,
            words: None,
            origin: Origin::Illustrative,
        };
        create_phase(&stage.house, &who, new).await?;
    }
    Ok(())
}

async fn strategy(stage: &Stage, plan: &Plan) -> anyhow::Result<Strategy> {
    let body_id = stage.body(plan.board).await?;
    let slug: Slug = plan.slug.parse()?;
    let present = strategies_of(&stage.house, body_id).await?;
    if let Some(present) = present
        .into_iter()
        .find(|strategy| strategy.record.slug == slug)
    {
        return Ok(present);
    }
    let who = stage.on(plan.adopted_on);
    let new = CreateStrategy {
        body_id,
        title: plan.title.to_owned(),
        slug: Some(slug),
        from: plan.from,
        to: plan.to,
        origin: plan.origin,
    };
    let strategy = create_strategy(&stage.house, &who, new).await?;
    set_strategy_text(&stage.house, &who, &strategy, numbered(plan.paragraphs)).await?;
    adopted(stage, &who, &strategy).await?;
    if plan.board == "city-of-london" {
        // A word was changed after everybody had approved: the public still reads what was approved.
        let mut changed = plan.paragraphs.to_vec();
        changed.push("Progress is told to residents twice a year.");
        let later = stage.on(plan.adopted_on.checked_add(21.days())?);
        set_strategy_text(&stage.house, &later, &strategy, numbered(&changed)).await?;
    }
    Ok(strategy)
}

fn numbered(paragraphs: &[&str]) -> Vec<NewBlock> {
    (1..)
        .zip(paragraphs)
        .map(|(number, &words)| NewBlock::paragraph(Some(format!("{number}")), words))
        .collect()
}

/// Two offices approve the exact words, and they are published.
async fn adopted(stage: &Stage, who: &Who, strategy: &Strategy) -> anyhow::Result<()> {
    let approver = |role: &str| Approver {
        role: role.to_owned(),
        person_id: None,
        body_id: None,
    };
    let ask = RequestApproval {
        strategy_id: strategy.record.id,
        approvers: vec![
            approver("Director of public health"),
            approver("Chair of the board"),
        ],
        due: who.today.checked_add(14.days())?,
    };
    request_approval(&stage.house, who, ask).await?;
    let text = strategy.text_id.context("a strategy has a text")?;
    let words = newest_version(&stage.house, text)
        .await?
        .context("its words were saved")?;
    let route = approval_route(&stage.house, strategy, who.today)
        .await?
        .context("approval was asked for")?;
    for step in route.steps {
        let answer = Approve {
            strategy_id: strategy.record.id,
            ask_id: step.ask.id,
            hash: words.hash.clone(),
            send_back_because: None,
        };
        approve(&stage.house, who, answer).await?;
    }
    publish_strategy(&stage.house, who, strategy.record.id).await?;
    Ok(())
}

/// A strategy whose last day has passed is ended, and its priorities with it.
async fn end(stage: &Stage, plan: &Plan, strategy: &Strategy) -> anyhow::Result<()> {
    let record = stage
        .the(&format!("{}/strategy/{}", plan.board, plan.slug))
        .await?;
    if plan.to > stage.who.today || record.state != ADOPTED {
        return Ok(());
    }
    let ended = EndStrategy {
        strategy_id: strategy.record.id,
        seen_revision: record.revision,
        because: "It ran out.".to_owned(),
    };
    end_strategy(&stage.house, &stage.on(plan.to), ended).await?;
    Ok(())
}

async fn priorities(stage: &Stage, plan: &Plan, strategy: &Strategy) -> anyhow::Result<()> {
    let pillars = stage.the("-/framework/pillars").await?;
    let pillars = elements_of(&stage.house, pillars.id).await?;
    let board = stage.body(plan.board).await?;
    let evidence = evidence_items(&stage.house, Some(board)).await?;
    let who = stage.on(plan.adopted_on);
    for (position, row) in (1..).zip(plan.priorities) {
        let reference = format!("{}/priority/{}", plan.board, row.slug);
        if stage.record(&reference).await?.is_some() {
            continue;
        }
        let mut needs = Vec::new();
        for need in row.needs {
            needs.push(stage.the(&format!("{}/need/{need}", plan.board)).await?.id);
        }
        // One priority rests on nothing: the thread must say so.
        let cited: Vec<RecordId> = evidence
            .iter()
            .filter(|item| row.needs.contains(&item.record.slug.as_str()))
            .map(|item| item.record.id)
            .collect();
        let new = CreatePriority {
            strategy_id: strategy.record.id,
            title: row.title.to_owned(),
            slug: Some(row.slug.parse()?),
            position,
            plain_words: row.words.to_owned(),
            horizon: row.horizon,
            needs,
            evidence: cited,
            elements: pillars
                .get(row.pillar)
                .map(|pillar| pillar.record.id)
                .into_iter()
                .collect(),
            origin: row.origin,
        };
        let priority = create_priority(&stage.house, &who, new).await?;
        adopt_priority(
            &stage.house,
            &who,
            priority.record.id,
            priority.record.revision,
        )
        .await?;
    }
    Ok(())
}
