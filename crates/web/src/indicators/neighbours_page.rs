//! `/desk/evidence/neighbours`: the groups of places that are like one another, and the list that loads one: what was
//! understood, what must be mended, what would be loaded.

use axum::extract::State;
use board::indicators::{
    LoadNeighbours, LoadNeighboursError, NeighbourGroup, NeighbourLine, NeighbourList,
    load_neighbours, neighbour_groups, policy, read_neighbours,
};
use board::lists::ReadList;
use board::places::{Area, areas};
use board::vocabulary::{Origin, capital, long_date};
use serde::Serialize;

use crate::app::App;
use crate::forms::{FormState, Upload};
use crate::lists::{WhatWasRead, text_of_list, what_was_read};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/neighbours_page.html";
const HERE: &str = "/desk/evidence/neighbours";
/// Lines of a list that are shown; the rest is counted.
const MOST_SHOWN: usize = 50;

#[derive(Serialize)]
struct NeighboursPage<'a> {
    form: &'a FormState,
    title: String,
    may_load: bool,
    groups: Vec<Group>,
    read: Option<WhatWasRead<Line>>,
    not_shown: usize,
}

#[derive(Serialize)]
struct Group {
    name: String,
    about: String,
    source: String,
    origin: &'static str,
}

#[derive(Serialize)]
struct Line {
    area: String,
    neighbour: String,
    rank: i64,
}

fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<NeighboursPage<'a>, Refusal> {
    let groups = neighbour_groups(&app.house).await?;
    Ok(NeighboursPage {
        form,
        title: match groups.len() {
            0 => "No group of similar places has been loaded yet".to_owned(),
            1 => "Places can be compared with 1 group of similar places".to_owned(),
            many => format!("Places can be compared with {many} groups of similar places"),
        },
        may_load: policy::LOAD_NEIGHBOURS.allows(&visitor.actor, visitor.board_id()),
        groups: groups.iter().map(group).collect(),
        read: None,
        not_shown: 0,
    })
}

fn group(group: &NeighbourGroup) -> Group {
    Group {
        name: group.record.title.clone(),
        about: format!(
            "{} pairs of {} places, as at {}",
            group.pairs.len(),
            group.places(),
            long_date(group.as_at)
        ),
        source: group.source.clone(),
        origin: group.record.origin.as_str(),
    }
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    let title = page.title.clone();
    app.page(TEMPLATE, &frame(&visitor, &title), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let title = form.required(
        "title",
        "Give the group a name, such as “Statistical neighbours”",
    );
    let source = form.required("source", "Say who made the list, and by what likeness");
    let as_at = form.date("as-at", "The day on which the list held");
    let text = text_of_list(&mut form, &files);
    let (Some(text), true) = (text, form.is_sound()) else {
        let page = page(&app, &visitor, &form).await?;
        let title = page.title.clone();
        return app.refused(TEMPLATE, &frame(&visitor, &title), page);
    };
    let areas = areas(&app.house).await?;
    let list = read_neighbours(&text, &areas);
    if form.text("sure") == "yes" && list.problems.is_empty() {
        let input = LoadNeighbours {
            body_id: visitor.board_id(),
            title: title.unwrap_or_default(),
            source: source.unwrap_or_default(),
            as_at: as_at.unwrap_or(visitor.today),
            origin: Origin::Imported,
            list: list.clone(),
        };
        match load_neighbours(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other(HERE)),
            Err(LoadNeighboursError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(capital(&problem.to_string())),
        }
    }
    let is_refused = !list.problems.is_empty() || !form.is_sound();
    let finding = finding(&list);
    let form = form.with("list", text.clone());
    let mut page = page(&app, &visitor, &form).await?;
    page.title = finding;
    page.not_shown = list.lines.len().saturating_sub(MOST_SHOWN);
    page.read = Some(shown(list, text, &areas));
    let title = page.title.clone();
    if is_refused {
        app.refused(TEMPLATE, &frame(&visitor, &title), page)
    } else {
        app.page(TEMPLATE, &frame(&visitor, &title), page)
    }
}

fn finding(list: &NeighbourList) -> String {
    match (list.problems.len(), list.lines.len()) {
        (0, 1) => "1 pair would be loaded".to_owned(),
        (0, many) => format!("{many} pairs would be loaded"),
        (1, _) => "1 thing must be mended first".to_owned(),
        (many, _) => format!("{many} things must be mended first"),
    }
}

fn shown(list: NeighbourList, text: String, areas: &[Area]) -> WhatWasRead<Line> {
    let name = |code: &str| {
        areas
            .iter()
            .find(|area| area.code.as_deref() == Some(code))
            .map_or_else(|| code.to_owned(), |area| area.record.title.clone())
    };
    let list: ReadList<NeighbourLine> = list;
    what_was_read(list, text, |line, _| Line {
        area: name(&line.area),
        neighbour: name(&line.neighbour),
        rank: line.rank,
    })
}
