//! `/desk/frameworks/{slug}`: a framework as a matrix: its elements against the kinds of the board's records.

use axum::extract::State;
use board::frameworks::{Coverage, framework_by_slug};
use board::story::covered_by_board;
use board::vocabulary::capital;
use serde::Serialize;

use crate::address::Path;
use crate::app::App;
use crate::refusal::{Answer, Refusal};
use crate::templates::Link;
use crate::thread::Addresses;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct FrameworkPage {
    title: String,
    finding: String,
    table: Table,
    lists: Vec<List>,
}

#[derive(Serialize)]
struct Table {
    caption: &'static str,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    empty: &'static str,
}

#[derive(Serialize)]
struct Column {
    name: String,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    href: Option<String>,
}

/// The records of one kind that carry one element.
#[derive(Serialize)]
struct List {
    id: String,
    title: String,
    records: Vec<Link>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let board = visitor.board()?.record.id;
    let framework = framework_by_slug(&app.house, &slug)
        .await?
        .filter(|framework| framework.record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    let found = covered_by_board(&app.house, &visitor.actor, framework.record.id, board).await?;
    let addresses = Addresses::load(&app).await?;
    let many = |at: usize| {
        found
            .kinds
            .get(at)
            .and_then(|kind| app.house.registry().kind(kind.0))
            .map_or("records", |spec| spec.many)
    };
    let mut rows = Vec::new();
    let mut lists = Vec::new();
    for row in &found.rows {
        let element = &row.element;
        let name = match &element.code {
            Some(code) => format!("{code}. {}", element.record.title),
            None => element.record.title.clone(),
        };
        let mut cells = vec![Cell {
            text: name.clone(),
            href: None,
        }];
        for (at, carriers) in row.carriers.iter().enumerate() {
            if carriers.is_empty() {
                cells.push(Cell {
                    text: "none".to_owned(),
                    href: None,
                });
                continue;
            }
            let id = format!("of-{}-{at}", element.position);
            cells.push(Cell {
                text: carriers.len().to_string(),
                href: Some(format!("#{id}")),
            });
            lists.push(List {
                id,
                title: format!("{}: {name}", capital(many(at))),
                records: carriers
                    .iter()
                    .map(|record| {
                        let href = addresses.page(app.house.registry(), record);
                        Link::new(capital(&record.title), href)
                    })
                    .collect(),
            });
        }
        rows.push(cells);
    }
    let columns = std::iter::once("Element".to_owned())
        .chain((0..found.kinds.len()).map(|at| capital(many(at))))
        .map(|name| Column { name })
        .collect();
    let mut frame = visitor.frame(framework.record.title.clone(), "Delivery");
    frame.illustrative = found
        .rows
        .iter()
        .flat_map(|row| row.carriers.iter().flatten())
        .any(|record| record.origin.is_illustrative());
    frame.trail = vec![
        Link::new("Delivery", "/desk/delivery"),
        Link::new("Frameworks", "/desk/frameworks"),
    ];
    let page = FrameworkPage {
        title: framework.record.title,
        finding: finding(&found),
        table: Table {
            caption: "How many records of each kind carry an element",
            columns,
            rows,
            empty: "This framework has no elements.",
        },
        lists,
    };
    app.page("frameworks/framework_page.html", &frame, page)
}

/// "3 of 10 elements stand on nothing": the whole rows that are empty.
fn finding(found: &Coverage) -> String {
    let bare = found.uncarried().count();
    match (bare, found.rows.len()) {
        (0, _) => "Every element is carried by something".to_owned(),
        (1, of) => format!("1 of {of} elements is carried by nothing"),
        (bare, of) => format!("{bare} of {of} elements are carried by nothing"),
    }
}
