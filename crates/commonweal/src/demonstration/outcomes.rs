//! What residents should notice, what is counted for it, and who answers for it.

use board::outcomes::{Cadence, CreateOutcome, Measure, Part, create_outcome};
use board::vocabulary::{Origin, RecordId};
use jiff::civil::date;

use super::indicators::indicator;
use super::stage::Stage;

pub(super) struct Row {
    pub(super) board: &'static str,
    area: &'static str,
    pub(super) slug: &'static str,
    title: &'static str,
    words: &'static str,
    priority: &'static str,
    /// Indicator, baseline of 2016, target for the end of 2025; none where nobody has found a measure.
    measure: Option<(&'static str, f64, f64)>,
    roles: &'static [(&'static str, Part)],
}

use Part::{Influence, Lead, Shape};

/// The change in a few words, in a sentence, and the priority whose progress it shows.
type Said = (&'static str, &'static str, &'static str, &'static str);

const fn hackney(
    said: Said,
    measure: Option<(&'static str, f64, f64)>,
    roles: &'static [(&'static str, Part)],
) -> Row {
    let (slug, title, words, priority) = said;
    Row {
        board: "hackney",
        area: "hackney",
        slug,
        title,
        words,
        priority,
        measure,
        roles,
    }
}

pub(super) const OUTCOMES: &[Row] = &[
    hackney(
        (
            "fewer-adults-smoke",
            "Fewer adults smoke",
            "Fewer people around you smoke, and those who want to stop get help nearby.",
            "a-smoke-free-borough",
        ),
        Some(("7001", 19.9, 11.0)),
        &[
            ("eastside-housing", Shape),
            ("marsh-lane-surgeries", Lead),
            ("canal-trust-hospital", Influence),
            ("hopewell-surgery", Influence),
        ],
    ),
    hackney(
        (
            "pregnancy-without-smoke",
            "Pregnancy without smoke",
            "Babies are born to mothers who had help to stop.",
            "a-smoke-free-borough",
        ),
        Some(("7014", 4.2, 2.4)),
        &[
            ("canal-trust-hospital", Lead),
            ("wick-family-centre", Shape),
        ],
    ),
    hackney(
        (
            "children-protected",
            "Children are protected against measles",
            "Measles does not go round nurseries any more.",
            "a-good-start",
        ),
        Some(("7005", 77.5, 90.0)),
        &[
            ("marsh-lane-surgeries", Lead),
            ("wick-family-centre", Shape),
            ("hopewell-surgery", Shape),
        ],
    ),
    hackney(
        (
            "ready-for-school",
            "Children are ready for school",
            "Teachers say that more children arrive ready.",
            "a-good-start",
        ),
        Some(("7016", 66.4, 74.0)),
        &[
            ("wick-family-centre", Lead),
            ("lower-lea-library-service", Shape),
        ],
    ),
    hackney(
        (
            "less-child-poverty",
            "Fewer children grow up with little money",
            "Fewer families have to choose between heating and eating.",
            "a-good-start",
        ),
        Some(("7006", 28.5, 24.0)),
        &[
            ("wick-family-centre", Lead),
            ("lower-lea-library-service", Influence),
        ],
    ),
    hackney(
        (
            "fewer-lonely-adults",
            "Fewer adults are lonely",
            "Somebody would notice if you did not come.",
            "somebody-to-turn-to",
        ),
        Some(("7008", 8.8, 6.0)),
        &[
            ("lower-lea-library-service", Lead),
            ("thirtyfive-voices", Shape),
        ],
    ),
    hackney(
        (
            "carers-with-company",
            "Carers have company",
            "Carers get a day off and somebody to talk to.",
            "somebody-to-turn-to",
        ),
        Some(("7009", 27.0, 33.0)),
        &[("thirtyfive-voices", Lead), ("marsh-lane-surgeries", Shape)],
    ),
    hackney(
        (
            "homes-warm",
            "Homes are warm",
            "Nobody sits at home in a coat.",
            "warm-safe-homes",
        ),
        Some(("7007", 13.4, 9.0)),
        &[
            ("eastside-housing", Lead),
            ("marsh-lane-surgeries", Influence),
        ],
    ),
    hackney(
        (
            "repairs-on-time",
            "Repairs are done in time",
            "Damp is gone before winter.",
            "warm-safe-homes",
        ),
        None,
        &[("eastside-housing", Lead)],
    ),
    hackney(
        (
            "fewer-falls",
            "Fewer older people fall",
            "More people stay in their own home.",
            "older-and-steady",
        ),
        Some(("7021", 2655.0, 2100.0)),
        &[
            ("canal-trust-hospital", Lead),
            ("hopewell-surgery", Shape),
            ("eastside-housing", Influence),
        ],
    ),
    Row {
        board: "city-of-london",
        area: "city-of-london",
        ..hackney(
            (
                "fewer-lonely-residents",
                "Fewer residents are alone",
                "There is somewhere to go on Sunday.",
                "neighbours-in-the-city",
            ),
            Some(("7008", 6.4, 4.0)),
            &[("lower-lea-library-service", Lead)],
        )
    },
    Row {
        board: "tower-hamlets",
        area: "tower-hamlets",
        ..hackney(
            (
                "healthy-weight-at-eleven",
                "More children leave school at a healthy weight",
                "Children like what they eat and how they move.",
                "childrens-weight-and-nutrition",
            ),
            Some(("7003", 40.6, 36.0)),
            &[("wick-family-centre", Lead)],
        )
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in OUTCOMES {
        let reference = format!("{}/outcome/{}", row.board, row.slug);
        if stage.record(&reference).await?.is_none() {
            outcome(stage, row).await?;
        }
    }
    Ok(())
}

async fn outcome(stage: &Stage, row: &Row) -> anyhow::Result<()> {
    let measure = match row.measure {
        None => None,
        Some((number, baseline, target)) => {
            Some(measure(stage, row, number, baseline, target).await?)
        }
    };
    let mut roles: Vec<(RecordId, Part)> = Vec::new();
    for &(body, part) in row.roles {
        roles.push((stage.body(body).await?, part));
    }
    let priority = stage
        .the(&format!("{}/priority/{}", row.board, row.priority))
        .await?;
    let new = CreateOutcome {
        body_id: stage.body(row.board).await?,
        title: row.title.to_owned(),
        slug: Some(row.slug.parse()?),
        plain_words: row.words.to_owned(),
        priorities: vec![priority.id],
        measure,
        roles,
        live: true,
        origin: Origin::Illustrative,
    };
    create_outcome(&stage.house, &stage.on(date(2022, 3, 14)), new).await?;
    Ok(())
}

async fn measure(
    stage: &Stage,
    row: &Row,
    number: &str,
    baseline: f64,
    target: f64,
) -> anyhow::Result<Measure> {
    let indicators = board::indicators::indicators(&stage.house).await?;
    let described = indicators
        .iter()
        .find(|indicator| indicator.described.id == number);
    Ok(Measure {
        counted: described.map_or_else(String::new, |indicator| indicator.described.name.clone()),
        unit: described.map_or_else(String::new, |indicator| {
            indicator.described.unit.label.clone()
        }),
        indicator_id: Some(indicator(stage, number).await?),
        area_id: Some(stage.area(row.area).await?),
        baseline: Some(baseline),
        baseline_on: Some(date(2016, 12, 31)),
        baseline_receipt: None,
        target: Some(target),
        target_on: Some(date(2025, 12, 31)),
        cadence: Cadence::Yearly,
    })
}
