//! Who we cannot see: what people have said about each group, and for the rest what the data shows.

use board::frameworks::{self, Element};
use board::indicators::{CoverageState, coverage_of};
use evidence::analysis::{Characteristic, IndicatorView, Sight};
use serde::Serialize;

use super::asked::Asked;
use crate::app::App;
use crate::refusal::Refusal;

/// A cell of `components/evidence_grid.html`.
#[derive(Serialize)]
pub(super) struct Seen {
    name: String,
    text: String,
    state: &'static str,
}

/// Whom the indicator can show: what people have said, and for the rest what the data shows.
pub(super) async fn seen(
    app: &App,
    view: &IndicatorView,
    asked: &Asked,
) -> Result<Vec<Seen>, Refusal> {
    let said = coverage_of(&app.house, asked.indicator.record.id).await?;
    let mut elements: Vec<Element> = Vec::new();
    for framework in frameworks::frameworks(&app.house).await? {
        if framework.framework_use == frameworks::FrameworkUse::Groups {
            elements.extend(frameworks::elements_of(&app.house, framework.record.id).await?);
        }
    }
    let named = |id| elements.iter().find(|element| element.record.id == id);
    let mut cells = Vec::new();
    let mut told = Vec::new();
    for coverage in &said {
        let Some(element) = named(coverage.element_id) else {
            continue;
        };
        let owner = match (&coverage.owner, coverage.state) {
            (Some(owner), _) => format!(" Owner: {owner}."),
            (None, CoverageState::Gap) => " No owner yet.".to_owned(),
            (None, _) => String::new(),
        };
        told.push((
            element.position,
            element.record.title.clone(),
            Seen {
                name: name_on_page(&element.record.title),
                text: format!("{}.{owner}", coverage.reason.trim_end_matches('.')),
                state: match coverage.state {
                    CoverageState::Figures => "seen",
                    CoverageState::Hidden => "hidden",
                    CoverageState::Gap => "gap",
                    CoverageState::NotApplicable => "not_applicable",
                    CoverageState::InsightInstead => "insight",
                },
            },
        ));
    }
    told.sort_by_key(|(position, ..)| *position);
    for coverage in &view.coverage {
        let title = title_of(coverage.characteristic);
        if let Some(at) = told.iter().position(|(_, held, _)| held == title) {
            cells.push(told.remove(at).2);
            continue;
        }
        let groups = coverage.groups.len();
        let (text, state) = match coverage.sight {
            Sight::Figures => (format!("{groups} groups have figures"), "seen"),
            Sight::Hidden => ("Too few people to show safely".to_owned(), "hidden"),
            Sight::EnglandOnly => (
                format!(
                    "England has figures for {groups} groups, {} has none",
                    asked.place
                ),
                "gap",
            ),
            Sight::Gap => ("No figures. Nobody has said why".to_owned(), "gap"),
        };
        cells.push(Seen {
            name: coverage.characteristic.name().to_owned(),
            text,
            state,
        });
    }
    cells.extend(told.into_iter().map(|(.., cell)| cell));
    Ok(cells)
}

/// The title under which the law's framework holds a characteristic.
fn title_of(characteristic: Characteristic) -> &'static str {
    match characteristic {
        Characteristic::Race => "Race",
        other => other.name(),
    }
}

/// What pages call it: most people look for their ethnic group under its own name.
fn name_on_page(title: &str) -> String {
    if title == "Race" {
        "Ethnicity".to_owned()
    } else {
        title.to_owned()
    }
}

/// How many gaps are open, and how many of them nobody owns.
pub(super) fn gaps(seen: &[Seen]) -> String {
    let open = seen.iter().filter(|cell| cell.state == "gap").count();
    let orphans = seen
        .iter()
        .filter(|cell| cell.state == "gap" && !cell.text.contains("Owner:"))
        .count();
    match (open, orphans) {
        (0, _) => "Every group has figures, insight, or a reason why not.".to_owned(),
        (1, 0) => "One gap is open, and somebody owns it.".to_owned(),
        (1, _) => "One gap is open, and it has no owner.".to_owned(),
        (open, 0) => format!("{open} gaps are open, each with an owner."),
        (open, orphans) if open == orphans => {
            format!("{open} gaps are open, and none has an owner.")
        }
        (open, 1) => format!("{open} gaps are open; one has no owner."),
        (open, orphans) => format!("{open} gaps are open; {orphans} have no owner."),
    }
}
