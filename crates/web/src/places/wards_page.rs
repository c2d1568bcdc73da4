//! `/{b}/wards`: the wards of the board's area, and which of them somebody looked for.

use axum::extract::State;
use board::places::{AreaType, area, parts_of};
use serde::{Deserialize, Serialize};

use crate::address::{Query, encoded};
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

#[derive(Deserialize)]
pub(super) struct Search {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct WardsPage {
    address: String,
    finding: String,
    q: String,
    wards: Vec<Ward>,
    /// How many there are in all.
    of: usize,
    /// The neighbourhoods and localities beside them.
    others: Vec<Group>,
}

#[derive(Serialize)]
struct Ward {
    name: String,
    href: Option<String>,
    code: Option<String>,
    residents: Option<i64>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    names: Vec<Named>,
}

#[derive(Serialize)]
struct Named {
    text: String,
    href: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(search): Query<Search>,
) -> Answer {
    let board = visitor.board()?;
    let area_id = board.area_id.ok_or(Refusal::NotFound)?;
    let whole = area(&app.house, area_id).await?.ok_or(Refusal::NotFound)?;
    let parts: Vec<_> = parts_of(&app.house, area_id, visitor.today)
        .await?
        .into_iter()
        .map(|(_, part)| part)
        .collect();
    let address = |code: &Option<String>| {
        let code = code.as_deref()?;
        Some(format!("/{}/places/{}", board.record.slug, encoded(code)))
    };
    let all: Vec<Ward> = parts
        .iter()
        .filter(|part| part.area_type == AreaType::Ward)
        .map(|part| Ward {
            name: part.record.title.clone(),
            href: address(&part.code),
            code: part.code.clone(),
            residents: part.population,
        })
        .collect();
    let others = [
        ("Neighbourhoods", AreaType::Neighbourhood),
        ("Localities", AreaType::Locality),
    ]
    .into_iter()
    .map(|(title, area_type)| Group {
        title,
        names: parts
            .iter()
            .filter(|part| part.area_type == area_type)
            .map(|part| Named {
                text: part.record.title.clone(),
                href: address(&part.code),
            })
            .collect(),
    })
    .filter(|group| !group.names.is_empty())
    .collect();
    let of = all.len();
    let wanted = search.q.trim().to_lowercase();
    let wards: Vec<Ward> = all
        .into_iter()
        .filter(|ward| ward.name.to_lowercase().contains(&wanted))
        .collect();
    let page = WardsPage {
        address: format!("/{}/wards", board.record.slug),
        finding: match (wards.as_slice(), wanted.is_empty()) {
            (_, true) => format!("{} has {of} wards", whole.record.title),
            ([], false) => format!(
                "No ward of {} is called “{}”",
                whole.record.title,
                search.q.trim()
            ),
            ([ward], false) => format!("{} is a ward of {}", ward.name, whole.record.title),
            (found, false) => format!(
                "{} wards of {} have such a name",
                found.len(),
                whole.record.title
            ),
        },
        q: search.q,
        wards,
        of,
        others,
    };
    let frame = visitor.frame(page.finding.clone(), "Progress");
    app.page("places/wards_page.html", &frame, page)
}
