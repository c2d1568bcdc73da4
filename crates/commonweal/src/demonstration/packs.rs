//! A pack of evidence about the pandemic, made from the figures of the demonstration in two versions and given to both boards:
//! the briefing that it follows names such a pack, says that it was brought up to date early in 2022, and that both boards have it.

use board::documents::{
    PublishDocument, ShareDocument, document, publish_document, share_document,
};
use board::packs::{MakeAgain, MakePack, Recipe, make_again, make_pack};
use evidence::analysis::Against;
use jiff::civil::{Date, date};

use super::stage::Stage;

const SLUG: &str = "covid-19-health-inequalities";
const HACKNEY: &str = "E09000012";

/// Nobody is late: no real board is said to have considered anything or to have left it.
const NEXT_MEETING: Date = date(2022, 9, 22);

/// Diabetes, high blood pressure, smoking, homes that are hard to heat, children in families with little money.
const FIRST: &[&str] = &["7012", "7013", "7001", "7007", "7006"];
/// The same, with loneliness, health checks and early deaths.
const SECOND: &[&str] = &[
    "7012", "7013", "7001", "7007", "7006", "7008", "7010", "7020",
];

const MADE: [(Date, &[&str], &str); 2] = [
    (
        date(2021, 11, 15),
        FIRST,
        "Who was hit hardest by the pandemic was often worse off before. This pack gathers what made people vulnerable, for both boards.",
    ),
    (
        date(2022, 2, 14),
        SECOND,
        "Who was hit hardest by the pandemic was often worse off before. This pack gathers what made people vulnerable, for both boards.\n\n\
         New in this version: loneliness, health checks that were missed, and early deaths.",
    ),
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let board = stage.body("hackney").await?;
    if document(&stage.house, board, &SLUG.parse()?)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let mut pack = None;
    for (on, indicators, introduction) in MADE {
        let who = stage.on(on);
        let indicators: Vec<String> = indicators.iter().map(|it| (*it).to_owned()).collect();
        let topic = Some("covid, smoking, lonely, heating, homes warmer".to_owned());
        let introduction = Some(introduction.to_owned());
        let made = match pack {
            None => {
                let new = MakePack {
                    body_id: board,
                    title: "COVID-19 health inequalities".to_owned(),
                    slug: Some(SLUG.parse()?),
                    area: HACKNEY.to_owned(),
                    against: Against::England,
                    indicators,
                    element: None,
                    topic,
                    introduction,
                };
                make_pack(&stage.house, &stage.figures, &who, new).await?
            }
            Some(document_id) => {
                let next = MakeAgain {
                    document_id,
                    seen_version: 1,
                    recipe: Some(Recipe {
                        area: HACKNEY.to_owned(),
                        against: Against::England,
                        indicators,
                        element: None,
                        topic,
                        introduction,
                        data: Vec::new(),
                    }),
                };
                make_again(&stage.house, &stage.figures, &who, next).await?
            }
        };
        let document_id = made.text.record.id;
        pack = Some(document_id);
        let ready = PublishDocument {
            document_id,
            seen_version: made.version.number,
        };
        publish_document(&stage.house, &who, ready).await?;
        for to in ["hackney", "city-of-london"] {
            let share = ShareDocument {
                document_id,
                to_body: stage.body(to).await?,
                due: NEXT_MEETING,
            };
            share_document(&stage.house, &who, share).await?;
        }
    }
    Ok(())
}
