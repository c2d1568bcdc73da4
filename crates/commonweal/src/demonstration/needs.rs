//! What keeps residents unwell, and the evidence that says so: figures with their receipt, documents, and residents.

use board::indicators::{AddEvidenceItem, Source, add_evidence_item};
use board::joins::CITES;
use board::needs::{CreateNeed, create_need, explain_unanswered, publish_need};
use board::thread::{JoinRecords, join_records};
use board::vocabulary::{Origin, RecordId};
use evidence::analysis::IndicatorAsk;
use jiff::civil::date;

use super::evidence::statement;
use super::indicators::indicator;
use super::stage::Stage;

/// What a need rests on.
enum Rests {
    /// On a figure: the indicator's number, and what is true.
    Figure(&'static str, &'static str),
    /// On what residents said, and how it was heard.
    Heard(&'static str, &'static str),
    /// On nothing that anybody wrote down.
    Nothing,
}

struct Row {
    board: &'static str,
    area: &'static str,
    code: &'static str,
    slug: &'static str,
    title: &'static str,
    statement: &'static str,
    now: &'static str,
    later: &'static str,
    rests: &'static [Rests],
    unanswered: Option<&'static str>,
}

use Rests::{Figure, Heard, Nothing};

const fn hackney(
    slug: &'static str,
    title: &'static str,
    statement: &'static str,
    now: &'static str,
    later: &'static str,
    rests: &'static [Rests],
) -> Row {
    Row {
        board: "hackney",
        area: "hackney",
        code: "E09000012",
        slug,
        title,
        statement,
        now,
        later,
        rests,
        unanswered: None,
    }
}

const fn city(
    slug: &'static str,
    title: &'static str,
    statement: &'static str,
    now: &'static str,
    later: &'static str,
    rests: &'static [Rests],
) -> Row {
    Row {
        board: "city-of-london",
        area: "city-of-london",
        code: "E09000001",
        ..hackney(slug, title, statement, now, later, rests)
    }
}

const fn tower_hamlets(
    slug: &'static str,
    title: &'static str,
    statement: &'static str,
    now: &'static str,
    later: &'static str,
    rests: &'static [Rests],
) -> Row {
    Row {
        board: "tower-hamlets",
        area: "tower-hamlets",
        code: "E09000030",
        ..hackney(slug, title, statement, now, later, rests)
    }
}

const NEEDS: &[Row] = &[
    hackney(
        "smoking-where-money-is-tight",
        "Smoking is highest where money is tightest",
        "Adults in the poorest parts of Hackney smoke far more than those in the richest, and die of it earlier.",
        "Three adults in twenty smoke; in the poorest tenth it is one in five.",
        "At today’s pace the poorest tenth reaches today’s average only after 2030.",
        &[
            Figure(
                "7001",
                "More adults smoke in Hackney than in England, and most where deprivation is highest.",
            ),
            Heard(
                "Residents of two estates said that help to stop is offered where they never go.",
                "Two sessions on estates in Hackney Wick, May 2022",
            ),
        ],
    ),
    hackney(
        "measles-among-small-children",
        "Too few small children are protected against measles",
        "Three children in ten have had no measles vaccine by their second birthday, so that one case can become many.",
        "Seven in ten are protected; nineteen in twenty are needed.",
        "Each year fewer are protected.",
        &[
            Figure(
                "7005",
                "Fewer children in Hackney are vaccinated against measles than in England, and fewer each year.",
            ),
            Heard(
                "Parents said that one question from somebody they trust counts for more than five letters.",
                "At three nursery gates, July 2021",
            ),
        ],
    ),
    hackney(
        "children-in-families-with-little-money",
        "More than a quarter of children grow up with little money",
        "Children in families with little money eat worse, move more often and are less ready for school.",
        "More than one child in four.",
        "Prices rise faster than wages.",
        &[Figure(
            "7006",
            "More children in Hackney live in families with little money than in England.",
        )],
    ),
    hackney(
        "lonely-adults",
        "Many adults are lonely",
        "Adults who are lonely often fall ill more, and ask for help later.",
        "One adult in eleven.",
        "No change is in sight.",
        &[Heard(
            "Older men said that they would come if somebody went with them the first time.",
            "Lunch club, June 2022",
        )],
    ),
    hackney(
        "carers-alone",
        "Carers see fewer people than they would like",
        "People who care for somebody wear themselves out alone.",
        "Three carers in four.",
        "It has worsened for ten years.",
        &[Figure(
            "7009",
            "Fewer carers in Hackney see people as much as they would like than in England.",
        )],
    ),
    hackney(
        "homes-that-are-hard-to-heat",
        "Homes that are hard to heat",
        "Cold, damp homes make children wheeze and older people ill.",
        "Three households in twenty.",
        "Fuel costs twice what it did.",
        &[
            Figure(
                "7007",
                "More households in Hackney cannot heat their home at a fair price than in England.",
            ),
            Heard(
                "Tenants said that they turn the heating on for visitors only.",
                "Tenants’ meeting, February 2022",
            ),
        ],
    ),
    hackney(
        "falls-among-older-people",
        "Older people fall and end up in hospital",
        "A fall is often the end of living on one’s own.",
        "About 24 of each 1,000 people over 65 in a year.",
        "Falling, slowly.",
        &[Figure(
            "7021",
            "More older people in Hackney are admitted after a fall than in England.",
        )],
    ),
    Row {
        unanswered: Some("The sexual health strategy of City and Hackney answers it until 2024."),
        ..hackney(
            "sexually-transmitted-infections",
            "Sexually transmitted infections are three times as common",
            "Young adults in Hackney catch infections far more often than elsewhere.",
            "Three times the rate of England.",
            "Rising.",
            &[Figure(
                "7023",
                "New infections are far more common in Hackney than in England.",
            )],
        )
    },
    hackney(
        "bowel-screening",
        "Half of those invited miss bowel screening",
        "Cancers that screening would find early are found late.",
        "Half of those invited.",
        "Rising slowly.",
        &[Figure(
            "7011",
            "Fewer people are screened for bowel cancer in Hackney than in England.",
        )],
    ),
    city(
        "air-in-the-city",
        "The air in the City is not clean",
        "People who live and work beside busy streets breathe air that harms them.",
        "Cleaner than ten years ago.",
        "Improving.",
        &[Nothing],
    ),
    city(
        "stress-at-work",
        "Work makes people ill",
        "Long hours and worry about work are the commonest reasons for illness among City workers.",
        "Not counted.",
        "Not known.",
        &[Heard(
            "Workers in three firms said that they would not tell their manager.",
            "Three sessions at work, March 2022",
        )],
    ),
    city(
        "health-of-rough-sleepers",
        "Rough sleepers die young",
        "People who sleep on the streets fall ill earlier and are seen later than anybody else.",
        "Counted each autumn.",
        "Not known.",
        &[Heard(
            "People who slept outside said that they are sent from one desk to the next.",
            "Outreach, November 2021",
        )],
    ),
    city(
        "alone-in-the-city",
        "Alone in the City at the weekend",
        "Residents of the City know few neighbours.",
        "Not counted.",
        "Not known.",
        &[Heard(
            "Residents asked for a place to meet that is open on Sunday.",
            "Residents’ meeting, January 2022",
        )],
    ),
    Row {
        unanswered: Some(
            "The strategy of 2017 to 2020 has ended, and the next one is being written.",
        ),
        ..tower_hamlets(
            "children-leaving-primary-school",
            "Two children in five leave primary school overweight",
            "Children who are overweight at eleven seldom lose it again.",
            "Two in five.",
            "Rising.",
            &[
                Figure(
                    "7003",
                    "More children are overweight when they leave primary school than in England.",
                ),
                Heard(
                    "Children said that the fountains in their parks are broken and the shops are not.",
                    "Two school councils, June 2021",
                ),
            ],
        )
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in NEEDS {
        let reference = format!("{}/need/{}", row.board, row.slug);
        if stage.record(&reference).await?.is_none() {
            need(stage, row).await?;
        }
    }
    Ok(())
}

async fn need(stage: &Stage, row: &Row) -> anyhow::Result<()> {
    let who = stage.on(date(2021, 9, 1));
    let new = CreateNeed {
        body_id: stage.body(row.board).await?,
        title: row.title.to_owned(),
        slug: Some(row.slug.parse()?),
        statement: row.statement.to_owned(),
        now: Some(row.now.to_owned()),
        later: Some(row.later.to_owned()),
        area_id: Some(stage.area(row.area).await?),
        origin: Origin::Illustrative,
    };
    let need = create_need(&stage.house, &who, new).await?;
    for (at, rests) in row.rests.iter().enumerate() {
        let slug = if at == 0 {
            row.slug.to_owned()
        } else {
            format!("{}-heard", row.slug)
        };
        let evidence = match rests {
            Figure(number, words) => {
                let ask = IndicatorAsk::new(*number, row.code);
                let answer = stage.figures.indicator(&stage.house, &who, &ask).await?;
                let source = Source::Computed(Box::new(answer.receipt.clone()));
                let about = indicator(stage, number).await?;
                item(stage, row, &slug, words, source, Some(about)).await?
            }
            Heard(words, heard) => {
                let source = Source::Insight {
                    heard: (*heard).to_owned(),
                    at: None,
                };
                item(stage, row, &slug, words, source, None).await?
            }
            Nothing => continue,
        };
        let join = JoinRecords {
            from: need.record.id,
            relation: CITES.0.to_owned(),
            to: evidence,
            reason: None,
        };
        join_records(&stage.house, &who, join).await?;
    }
    let need = stage.the(&need.record.reference().to_string()).await?;
    publish_need(&stage.house, &who, need.id, need.revision).await?;
    if let Some(reason) = row.unanswered {
        explain_unanswered(&stage.house, &who, need.id, reason).await?;
    }
    Ok(())
}

async fn item(
    stage: &Stage,
    row: &Row,
    slug: &str,
    words: &str,
    source: Source,
    about: Option<RecordId>,
) -> anyhow::Result<RecordId> {
    let new = AddEvidenceItem {
        indicator_id: about,
        area_id: Some(stage.area(row.area).await?),
        ..statement(stage.body(row.board).await?, slug, words, source)?
    };
    let added = add_evidence_item(&stage.house, &stage.who, new).await?;
    Ok(added.record.id)
}
