//! Three documents of Hackney in versions: a pack of evidence, whose paragraphs rest on the statements that they repeat; what
//! the resource pack holds; and the steering group's terms of reference, both retold from the documents that name them.

use anyhow::Context;
use board::documents::{
    CreateDocument, Document, PublishDocument, WriteDocument, create_document, document,
    publish_document, write_document,
};
use board::joins::{CITES, REPORTED_IN};
use board::texts::{TextType, blocks_of};
use board::vocabulary::{Origin, RecordId};
use jiff::civil::{Date, date};

use super::joins::{item_called, join};
use super::stage::Stage;

/// A paragraph with the statements that it rests on, or a heading.
type Words = (&'static str, &'static [&'static str]);

/// One version: when it was published, and its words.
type VersionRow = (Date, &'static [Words]);

struct DocumentRow {
    slug: &'static str,
    title: &'static str,
    text_type: TextType,
    origin: Origin,
    versions: &'static [VersionRow],
}

const WHAT_IT_IS: &str = "# What this pack is";
const SMOKING: &str =
    "More adults smoke in Hackney than in England, and most of them where money is tight.";
const CHILDREN: &str = "Too few small children are protected against measles, and fewer each year.";
const HOMES: &str = "Homes that are hard to heat are more common than in England.";
const UNSEEN: &str = "No figure here says how people fare who sleep rough, who came as refugees, or who are trans. Whoever holds one is \
     asked to say so.";
const TO_KNOW: &str = "To know: gather what is known about unequal health in the City and Hackney, and who does what about it.";
const TO_CHOOSE: &str = "To choose: help to say what has to come first, soon and in the long run.";
const TO_MOVE: &str =
    "To move others: win decisions over through partnership, and leave people freer to act.";
const TO_POOL: &str = "To pool: put what members have together, so that what was chosen gets done.";

const DOCUMENTS: &[DocumentRow] = &[
    DocumentRow {
        slug: "inequalities-evidence-pack",
        title: "Evidence on inequalities: a pack for both boards",
        text_type: TextType::Pack,
        origin: Origin::Illustrative,
        versions: &[
            (
                date(2021, 4, 1),
                &[
                    (WHAT_IT_IS, &[]),
                    (
                        "As at 1 April 2021, for the workshop on priorities. It gathers what we know about unfair differences in health.",
                        &[],
                    ),
                    ("# What we know", &[]),
                    (SMOKING, &[]),
                    (CHILDREN, &[]),
                    ("# What we do not know", &[]),
                    (
                        "Figures by ethnic group are missing in half of all services.",
                        &[],
                    ),
                ],
            ),
            (
                date(2022, 1, 17),
                &[
                    (WHAT_IT_IS, &[]),
                    (
                        "As at 17 January 2022, for the two strategies. It gathers what we know about unfair differences in health.",
                        &[],
                    ),
                    ("# What we know", &[]),
                    (SMOKING, &[]),
                    (CHILDREN, &[]),
                    (HOMES, &[]),
                    ("Carers see fewer people than they would like.", &[]),
                    ("# What we do not know", &[]),
                    (
                        "Figures by ethnic group are missing in a third of all services.",
                        &[],
                    ),
                    (UNSEEN, &[]),
                ],
            ),
            (
                date(2022, 7, 20),
                &[
                    (WHAT_IT_IS, &[]),
                    (
                        "As at 18 July 2022, for the first year of both strategies. It gathers what we know about unfair differences in health.",
                        &[],
                    ),
                    ("# What we know", &[]),
                    (
                        "Covid-19 did not strike evenly. Bangladeshi people died of it five times as often as white people in the middle of \
                         2021, and Black Caribbean people more than three times as often.",
                        &[
                            "deaths-of-bangladeshi-londoners",
                            "deaths-of-black-caribbean-londoners",
                        ],
                    ),
                    (
                        "More adults smoke in Hackney than in England, and most of them where money is tight. In London it was one adult in nine \
                         in 2020.",
                        &["smoking-where-money-is-tight", "londoners-who-smoke"],
                    ),
                    (
                        "Help to stop smoking is used where it comes to people.",
                        &[
                            "smoking-where-money-is-tight-heard",
                            "help-to-stop-on-the-estate",
                        ],
                    ),
                    (
                        CHILDREN,
                        &[
                            "measles-among-small-children",
                            "measles-among-small-children-heard",
                            "asked-by-somebody-they-know",
                        ],
                    ),
                    (
                        "More children in London have a plan for special needs than ever, and the money for them grew more slowly.",
                        &[
                            "children-with-a-care-plan",
                            "rise-in-care-plans",
                            "rise-in-money-for-special-needs",
                        ],
                    ),
                    (
                        "New infections are three times as common as in England. Two in five of all who know that they have HIV live in London, \
                         where thirty boroughs test online together.",
                        &[
                            "sexually-transmitted-infections",
                            "londoners-with-hiv",
                            "londons-share-of-hiv",
                            "boroughs-that-test-online",
                        ],
                    ),
                    (
                        "Nearly two million people in the country live with domestic abuse in a year, among them one woman in twelve.",
                        &["domestic-abuse-in-a-year", "women-who-suffer-abuse"],
                    ),
                    (
                        HOMES,
                        &[
                            "homes-that-are-hard-to-heat",
                            "homes-that-are-hard-to-heat-heard",
                            "homes-found-by-text",
                        ],
                    ),
                    (
                        "Carers see fewer people than they would like, while nearly one post in seven of those who are paid to care stands empty.",
                        &[
                            "carers-alone",
                            "posts-empty-in-social-care",
                            "an-afternoon-off",
                        ],
                    ),
                    (
                        "Older people fall more often than in England. After hospital, many more of them need support than two years ago.",
                        &[
                            "falls-among-older-people",
                            "balance-classes",
                            "more-people-supported-after-hospital",
                        ],
                    ),
                    (
                        "Support for one person costs a sixth more than two years ago. Social care takes three pounds in ten of what London’s \
                         boroughs spend, and more than half of it, by age, goes to people under 65.",
                        &[
                            "rise-in-weekly-cost-of-care",
                            "weekly-cost-of-care",
                            "share-spent-on-social-care",
                            "spent-on-adults-services",
                            "spent-on-childrens-services",
                            "budget-for-adults-of-working-age",
                        ],
                    ),
                    ("# What we do not know", &[]),
                    (
                        "Figures by ethnic group are missing in a quarter of all services.",
                        &[],
                    ),
                    (UNSEEN, &[]),
                ],
            ),
        ],
    },
    DocumentRow {
        slug: "resource-pack",
        title: "Tools for fairer decisions: what the resource pack holds",
        text_type: TextType::Pack,
        origin: Origin::Quoted,
        versions: &[(
            date(2022, 6, 23),
            &[
                ("# Where this comes from", &[]),
                (
                    "Retold from the minutes of Hackney’s board on its part in reducing inequalities, paragraphs 12.1 and 12.2. The pack is tried \
                     out with several teams, who help to write it.",
                    &[],
                ),
                ("# What it holds", &[]),
                (
                    "What drives inequality and the health of a population, for those who are new to it.",
                    &[],
                ),
                ("Where figures about the place can be found.", &[]),
                (
                    "Questions to begin with: one set for a team, one for an organisation, one for the whole system.",
                    &[],
                ),
                (
                    "Tools that others have used to find inequality and to act on it.",
                    &[],
                ),
            ],
        )],
    },
    DocumentRow {
        slug: "steering-group-terms",
        title: "What the Health Inequalities Steering Group is for",
        text_type: TextType::Terms,
        origin: Origin::Quoted,
        versions: &[
            (
                date(2021, 2, 1),
                &[
                    ("# Where this comes from", &[]),
                    (
                        "Retold from paragraph 19 of a report on the next strategy of the City of London, where four aims stand as a draft.",
                        &[],
                    ),
                    ("# Aims", &[]),
                    (TO_KNOW, &[]),
                    (TO_CHOOSE, &[]),
                    (TO_MOVE, &[]),
                    (TO_POOL, &[]),
                ],
            ),
            (
                date(2022, 2, 1),
                &[
                    ("# Where this comes from", &[]),
                    (
                        "Retold from the group’s briefing for partners of January 2022, which names six aims.",
                        &[],
                    ),
                    ("# Aims", &[]),
                    (TO_KNOW, &[]),
                    (TO_CHOOSE, &[]),
                    (TO_MOVE, &[]),
                    (TO_POOL, &[]),
                    (
                        "To challenge: question how institutions work where that keeps inequality alive, and change it together.",
                        &[],
                    ),
                    (
                        "To strengthen: leave residents and staff better able to improve health themselves.",
                        &[],
                    ),
                ],
            ),
        ],
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("hackney").await?;
    for row in DOCUMENTS {
        let slug = row.slug.parse()?;
        if document(&stage.house, board, &slug).await?.is_some() {
            continue;
        }
        for (seen, (on, words)) in (0..).zip(row.versions) {
            let who = stage.on(*on);
            let typed = typed(words);
            if seen == 0 {
                let new = CreateDocument {
                    body_id: board,
                    text_type: row.text_type,
                    title: row.title.to_owned(),
                    slug: Some(row.slug.parse()?),
                    words: typed,
                    origin: row.origin,
                };
                create_document(&stage.house, &who, new).await?;
            } else {
                let next = WriteDocument {
                    document_id: the(stage, board, row).await?.text.record.id,
                    seen_version: seen,
                    words: typed,
                };
                write_document(&stage.house, &who, next).await?;
            }
            let ready = PublishDocument {
                document_id: the(stage, board, row).await?.text.record.id,
                seen_version: seen + 1,
            };
            publish_document(&stage.house, &who, ready).await?;
        }
        cite(stage, board, row).await?;
    }
    Ok(())
}

async fn the(stage: &Stage, board: RecordId, row: &DocumentRow) -> anyhow::Result<Document> {
    document(&stage.house, board, &row.slug.parse()?)
        .await?
        .context("the document was made a moment ago")
}

fn typed(words: &[Words]) -> String {
    words
        .iter()
        .map(|(words, _)| *words)
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Joins each paragraph to the statements that it repeats, and the pack to the meeting that had it before it.
async fn cite(stage: &Stage, board: RecordId, row: &DocumentRow) -> anyhow::Result<()> {
    let document = the(stage, board, row).await?;
    let newest = document.newest().context("its versions were saved")?;
    for block in blocks_of(&stage.house, newest.id).await? {
        let cited = row
            .versions
            .iter()
            .flat_map(|(_, words)| *words)
            .filter(|(words, _)| *words == block.words)
            .flat_map(|(_, cited)| *cited);
        for slug in cited {
            let item = stage.the(&format!("hackney/evidence-item/{slug}")).await?;
            join(stage, block.paragraph_id, CITES, item.id).await?;
        }
    }
    if row.slug == "inequalities-evidence-pack" {
        let item = item_called(stage, board, date(2021, 11, 17), "Draft priorities").await?;
        join(stage, document.text.record.id, REPORTED_IN, item).await?;
    }
    Ok(())
}
