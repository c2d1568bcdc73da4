//! What the evidence desk has to do: releases that wait, gaps that nobody owns, rates and packs behind their figures, releases
//! overdue.

use board::documents::{documents_of, paper_of};
use board::indicators::{
    Freshness, WAITING, blind_spots, data_sets, indicator_by_publisher_id, policy, rates_behind,
    versions_of,
};
use board::packs::{has_newer_figures, recipe_of};
use board::vocabulary::Role;

use super::asked::place_of;
use super::rate_page::word_of;
use crate::address::encoded;
use crate::app::App;
use crate::refusal::Refusal;
use crate::templates::Link;
use crate::visitor::Visitor;

/// What is to be done, the most pressing first; each with the page where it is done.
pub(super) async fn to_do(app: &App, visitor: &Visitor) -> Result<Vec<Link>, Refusal> {
    let mut all = Vec::new();
    let waiting = versions_of(&app.house, None)
        .await?
        .iter()
        .filter(|version| version.record.state == WAITING)
        .count();
    all.extend(counted(
        waiting,
        "release waits for a second person to look at it",
        "releases wait for a second person to look at them",
        "#sets",
    ));
    all.extend(counted(
        overdue(app, visitor).await?,
        "data set has a release that is overdue",
        "data sets have a release that is overdue",
        "#sets",
    ));
    all.extend(counted(
        orphans(app, visitor).await?,
        "group that we cannot see has nobody who is to change that",
        "groups that we cannot see have nobody who is to change that",
        "/desk/evidence/blind-spots",
    ));
    all.extend(rates_to_make(app, visitor).await?);
    for (title, href) in packs_behind(app, visitor).await? {
        all.push(Link::new(
            format!("Newer figures are published than “{title}” was made from"),
            href,
        ));
    }
    Ok(all)
}

fn counted(count: usize, one: &str, many: &str, href: &str) -> Option<Link> {
    match count {
        0 => None,
        1 => Some(Link::new(format!("1 {one}"), href)),
        count => Some(Link::new(format!("{count} {many}"), href)),
    }
}

async fn overdue(app: &App, visitor: &Visitor) -> Result<usize, Refusal> {
    let sets = data_sets(&app.house).await?;
    let is_overdue = |due| matches!(Freshness::on(visitor.today, due), Freshness::Overdue(_));
    Ok(sets.iter().filter(|set| is_overdue(set.next_due)).count())
}

async fn orphans(app: &App, visitor: &Visitor) -> Result<usize, Refusal> {
    let Ok(board) = visitor.board() else {
        return Ok(0);
    };
    let place = board.public_name.clone();
    let area = place_of(app, visitor, None).await?;
    let found = blind_spots(&app.house, &app.evidence, &visitor.who(), &area, &place).await?;
    Ok(found.orphans())
}

/// Rates whose counts or people have a newer release, each with the form that makes them again, filled in.
async fn rates_to_make(app: &App, visitor: &Visitor) -> Result<Vec<Link>, Refusal> {
    let mut all = Vec::new();
    for rates in rates_behind(&app.house).await? {
        let set = &rates.data_set.record;
        // Rates of others are made again where they are kept.
        if set.body_id != visitor.board_id()
            || !policy::LOAD_DATA.allows(&visitor.actor, set.body_id)
        {
            continue;
        }
        let Some((counts, population, method)) = rates.made_with() else {
            continue;
        };
        let known = indicator_by_publisher_id(&app.house, &rates.number).await?;
        let per = known.and_then(|known| known.described.unit.multiplier);
        let per = per.unwrap_or(100_000.0);
        all.push(Link::new(
            format!(
                "Newer figures are published than “{}” was made of: make the rates again",
                set.title
            ),
            format!(
                "/desk/evidence/rates?counts={}&population={}&method={}&per={per}&name={}",
                encoded(counts),
                encoded(population),
                word_of(method),
                encoded(&set.title),
            ),
        ));
    }
    Ok(all)
}

/// Packs whose figures have been published anew since. Who may not make packs is not told of them.
async fn packs_behind(app: &App, visitor: &Visitor) -> Result<Vec<(String, String)>, Refusal> {
    let Some(board) = visitor.board_id() else {
        return Ok(Vec::new());
    };
    let makes = [Role::Analyst, Role::Officer];
    if !makes
        .iter()
        .any(|&role| visitor.actor.has(role, Some(board)))
    {
        return Ok(Vec::new());
    }
    let mut behind = Vec::new();
    for document in documents_of(&app.house, board).await? {
        let Some(newest) = document.newest() else {
            continue;
        };
        // A paper that cannot be read says so on its own page.
        let Ok(Some(kept)) = paper_of(&app.house, newest).await else {
            continue;
        };
        let Some(recipe) = recipe_of(&kept) else {
            continue;
        };
        if has_newer_figures(&app.house, &recipe).await? {
            let record = &document.text.record;
            behind.push((record.title.clone(), format!("/desk/packs/{}", record.slug)));
        }
    }
    Ok(behind)
}
