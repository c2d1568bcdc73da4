//! `/{b}/evidence/services/{service}`: how far a service knows its users, which residents it sees, who is lost on the way, and
//! who is closing the gaps.

use axum::extract::State;
use board::House;
use board::database::DatabaseError;
use board::indicators::{KeptStocktake, ServiceGap, gaps_of_service, stocktakes_of};
use board::places::{Service, services};
use board::vocabulary::{RecordId, long_date};
use evidence::stocktake::{Found, GapBy, ServiceFound, StageFound};
use serde::Serialize;

use super::EVIDENCE;
use super::receipt_foot::{Receipt, stocktake_receipt};
use super::stocktake_drawings::{completeness, representation};
use super::stocktake_words::{
    as_at, bounds, count, counted, course, gap_count, group_name, groups, lead, percent, title,
    turned, well_known,
};
use crate::address::Path;
use crate::app::App;
use crate::components::Figure;
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link, NavigationItem, Section};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/stocktake_page.html";

#[derive(Serialize)]
struct StocktakePage {
    kicker: String,
    origin: &'static str,
    title: String,
    lead: String,
    facts: Vec<Fact>,
    figures: Vec<Figure>,
    turned: String,
    bounds: Vec<String>,
    stages: Vec<Stage>,
    gaps_title: String,
    gaps: Vec<Gap>,
    census: Vec<(String, String)>,
    rules: String,
    desk: Option<Link>,
    receipt: Receipt,
}

#[derive(Serialize)]
struct Fact {
    value: String,
    about: String,
}

#[derive(Serialize)]
struct Stage {
    title: String,
    about: String,
    rows: Vec<[String; 4]>,
}

/// A gap as the table shows it.
#[derive(Serialize)]
pub(super) struct Gap {
    pub(super) words: String,
    pub(super) since: String,
    pub(super) owner: Option<String>,
    pub(super) reason: String,
    pub(super) course: String,
}

impl From<&ServiceGap> for Gap {
    fn from(gap: &ServiceGap) -> Self {
        Self {
            words: gap.gap.words.clone(),
            since: long_date(gap.since),
            owner: gap.owner.clone(),
            reason: gap
                .reason
                .clone()
                .unwrap_or_else(|| "Nobody has said why".to_owned()),
            course: course(gap),
        }
    }
}

/// Whether whoever looks works with evidence at the desk of this very board.
fn at_their_desk(visitor: &Visitor) -> bool {
    visitor.is_of_their_desk() && EVIDENCE.iter().any(|&role| visitor.has(role))
}

/// The service of a board with a slug.
pub(super) async fn service_at(
    house: &House,
    board: RecordId,
    slug: &str,
) -> Result<Option<Service>, DatabaseError> {
    let all = services(house, board).await?;
    Ok(all
        .into_iter()
        .find(|service| service.record.slug.as_str() == slug))
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
) -> Answer {
    let board = visitor.board()?;
    let service = service_at(&app.house, board.record.id, &slug)
        .await?
        .filter(|service| service.record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let stocktakes = stocktakes_of(&app.house, service.record.id).await?;
    let (Some(newest), Some(found)) = (
        stocktakes.first(),
        stocktakes.first().and_then(KeptStocktake::found),
    ) else {
        return Err(Refusal::NotFound);
    };
    let gaps = gaps_of_service(&app.house, service.record.id).await?;
    let title = title(found);
    let mut frame = frame(&app, &visitor, &title, &slug).await?;
    frame.illustrative = newest.stocktake.origin == evidence::cell::Origin::Illustrative;
    let page = StocktakePage {
        kicker: format!(
            "{}, {}, {}",
            service.record.title,
            counted(newest, found),
            as_at(newest)
        ),
        origin: service.record.origin.as_str(),
        lead: lead(newest, stocktakes.get(1)),
        facts: facts(found, &gaps),
        figures: completeness(&stocktakes)
            .into_iter()
            .chain(representation(newest))
            .collect(),
        turned: turned(found),
        bounds: bounds(found),
        stages: found.characteristics.iter().flat_map(stages).collect(),
        gaps_title: gap_count(&gaps),
        gaps: gaps.iter().map(Gap::from).collect(),
        census: census(newest),
        rules: rules(newest),
        desk: at_their_desk(&visitor).then(|| {
            Link::new(
                "Give a gap its owner",
                format!("/desk/evidence/services/{slug}"),
            )
        }),
        receipt: stocktake_receipt(newest),
        title,
    };
    app.page(TEMPLATE, &frame, page)
}

async fn frame(app: &App, visitor: &Visitor, title: &str, slug: &str) -> Result<Frame, Refusal> {
    let board = visitor.board()?;
    let here = format!("/{}/evidence/services", board.record.slug);
    let mut frame = visitor.frame(title, "Evidence");
    let mut items = vec![NavigationItem {
        text: "All services".to_owned(),
        href: here.clone(),
        current: false,
    }];
    for service in services(&app.house, board.record.id).await? {
        let href = format!("{here}/{}", service.record.slug);
        items.push(NavigationItem {
            current: service.record.slug.as_str() == slug,
            text: service.record.title,
            href,
        });
    }
    // A bar is for a few; a board with many services has the list.
    items.truncate(5);
    frame.section = Some(Section {
        name: "Stocktake of services".to_owned(),
        items,
    });
    Ok(frame)
}

fn facts(found: &ServiceFound, gaps: &[ServiceGap]) -> Vec<Fact> {
    let lowest = groups(found)
        .filter_map(|(of, group)| Some((group.index.value?, group_name(of, group))))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let hidden = groups(found)
        .filter(|(_, group)| group.people.is_hidden())
        .count();
    let orphans = gaps.iter().filter(|gap| gap.owner.is_none()).count();
    let mut facts = vec![Fact {
        value: format!("{} of 10", well_known(found)),
        about: "characteristics known for 80% or more".to_owned(),
    }];
    facts.extend(lowest.map(|(index, name)| Fact {
        value: format!("{index:.2}"),
        about: format!("lowest ratio: {name}"),
    }));
    facts.push(Fact {
        value: hidden.to_string(),
        about: if hidden == 1 {
            "group hidden"
        } else {
            "groups hidden"
        }
        .to_owned(),
    });
    facts.push(Fact {
        value: gaps.len().to_string(),
        about: format!("gaps, {orphans} with no owner"),
    });
    facts
}

fn stages(found: &Found) -> Vec<Stage> {
    found
        .pathway
        .iter()
        .filter(|stage| stage.refused.is_none())
        .map(|stage| Stage {
            title: format!("{}, by {}", stage.name, found.title.to_lowercase()),
            about: gap_words(stage),
            rows: stage
                .groups
                .iter()
                .map(|group| {
                    let limits = group.share.limits.and_then(|limits| limits.at_95);
                    [
                        group.name.clone(),
                        count(group.people),
                        group
                            .share
                            .value
                            .map_or_else(|| "hidden".to_owned(), percent),
                        limits.map_or_else(
                            || "–".to_owned(),
                            |(lower, upper)| format!("{} to {}", percent(lower), percent(upper)),
                        ),
                    ]
                })
                .collect(),
        })
        .collect()
}

fn gap_words(stage: &StageFound) -> String {
    let Some(gap) = &stage.gap else {
        return "Too few groups are shown to say how far they are apart.".to_owned();
    };
    let points = gap.difference.value.unwrap_or(0.0);
    let limits = gap.difference.limits.and_then(|limits| limits.at_95);
    let limits = limits
        .map(|(lower, upper)| format!(" (95% limits {lower:.0} to {upper:.0})"))
        .unwrap_or_default();
    match gap.by {
        GapBy::Slope => format!(
            "From the most to the least deprived end the share going on rises by {points:.0} points{limits}."
        ),
        GapBy::Widest => format!(
            "{} go on most often and {} least often, {points:.0} points apart{limits}.",
            gap.highest, gap.lowest
        ),
    }
}

fn census(kept: &KeptStocktake) -> Vec<(String, String)> {
    kept.stocktake
        .census
        .iter()
        .map(|one| (format!("{} {}", one.code, one.group), one.census.join("; ")))
        .collect()
}

fn rules(kept: &KeptStocktake) -> String {
    let stocktake = &kept.stocktake;
    format!(
        "{} Of {} comparisons, those called higher or lower stand when no more than {:.0} in 100 of such findings are by chance.",
        stocktake.hiding,
        stocktake.comparisons,
        stocktake.false_discovery * 100.0
    )
}
