//! `/desk/evidence/blind-spots`: says what an indicator can and cannot show about a group, why, and who is to close the gap.

use axum::extract::State;
use board::indicators::{
    CoverageState, Indicator, SetCoverage, SetCoverageError, Spot, blind_spots, set_coverage,
};
use serde::{Deserialize, Serialize};

use super::asked::place_of;
use super::seen::{look, words};
use crate::address::{Query, encoded};
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/blind_spots_desk_page.html";
const ADDRESS: &str = "/desk/evidence/blind-spots";
const TITLE: &str = "Who we cannot see";

/// Which pair of indicator and group is asked about.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    indicator: Option<String>,
    group: Option<String>,
}

#[derive(Serialize)]
struct BlindSpotsDeskPage {
    form: FormState,
    title: String,
    chosen: Option<Chosen>,
    states: Vec<Choice>,
    lines: Vec<Line>,
    address: &'static str,
}

/// The pair that the form is about.
#[derive(Serialize)]
struct Chosen {
    indicator: String,
    group: String,
    indicator_slug: String,
    now: String,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    text: String,
    state: &'static str,
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let page = page(&app, &visitor, &wanted, None).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let wanted = Wanted {
        indicator: Some(form.text("indicator").to_owned()),
        group: Some(form.text("group").to_owned()),
    };
    let found = pairs(&app, &visitor).await?;
    let pair = found
        .iter()
        .find(|(indicator, spot)| is_wanted(&wanted, indicator, spot));
    let Some((indicator, element_id)) =
        pair.and_then(|(indicator, spot)| Some((indicator, spot.element_id?)))
    else {
        return Err(Refusal::NotFound);
    };
    let state = form
        .required("state", "Say what is known about the group")
        .and_then(|word| word.parse::<CoverageState>().ok());
    let reason = form.required("reason", "Say why, in a sentence");
    if let (Some(state), Some(reason)) = (state, reason) {
        let input = SetCoverage {
            body_id: visitor.board_id(),
            subject_id: indicator.record.id,
            element_id,
            state,
            reason,
            owner: Some(form.text("owner").to_owned()),
        };
        match set_coverage(&app.house, &visitor.who(), input).await {
            Ok(()) => return Ok(app.see_other(ADDRESS)),
            Err(SetCoverageError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem("reason", problem.to_string()),
        }
    }
    let page = page(&app, &visitor, &wanted, Some(form)).await?;
    app.refused(TEMPLATE, &frame(&visitor), page)
}

/// Every pair of an indicator in use and a group.
async fn pairs(app: &App, visitor: &Visitor) -> Result<Vec<(Indicator, Spot)>, Refusal> {
    let area = place_of(app, visitor, None).await?;
    let place = visitor.board()?.public_name.clone();
    let found = blind_spots(&app.house, &app.evidence, &visitor.who(), &area, &place).await?;
    Ok(found
        .rows
        .into_iter()
        .flat_map(|row| {
            let indicator = row.indicator;
            row.spots
                .into_iter()
                .map(move |spot| (indicator.clone(), spot))
        })
        .collect())
}

fn is_wanted(wanted: &Wanted, indicator: &Indicator, spot: &Spot) -> bool {
    wanted.indicator.as_deref() == Some(indicator.record.slug.as_str())
        && wanted.group.as_deref() == Some(spot.name.as_str())
}

async fn page(
    app: &App,
    visitor: &Visitor,
    wanted: &Wanted,
    form: Option<FormState>,
) -> Result<BlindSpotsDeskPage, Refusal> {
    let found = pairs(app, visitor).await?;
    let chosen = found
        .iter()
        .find(|(indicator, spot)| is_wanted(wanted, indicator, spot));
    let form = form.unwrap_or_else(|| match chosen {
        Some((_, spot)) if spot.said_on.is_some() => FormState::empty()
            .with("state", spot.state.as_str())
            .with("reason", &spot.words)
            .with("owner", spot.owner.as_deref().unwrap_or_default()),
        _ => FormState::empty(),
    });
    // Gaps that nobody owns, then gaps that nobody has spoken about, then the rest that people have stated.
    let mut open: Vec<&(Indicator, Spot)> = found
        .iter()
        .filter(|(_, spot)| spot.element_id.is_some())
        .filter(|(_, spot)| spot.state == CoverageState::Gap || spot.said_on.is_some())
        .collect();
    open.sort_by_key(|(_, spot)| (!spot.is_orphan(), spot.said_on.is_none()));
    let orphans = open.iter().filter(|(_, spot)| spot.is_orphan()).count();
    Ok(BlindSpotsDeskPage {
        title: match orphans {
            0 => "Every gap has an owner".to_owned(),
            1 => "1 gap has no owner".to_owned(),
            many => format!("{many} gaps have no owner"),
        },
        chosen: chosen.map(|(indicator, spot)| Chosen {
            indicator: indicator.record.title.clone(),
            group: spot.name.clone(),
            indicator_slug: indicator.record.slug.to_string(),
            now: words(spot),
        }),
        states: [
            (CoverageState::Figures, "It has figures"),
            (
                CoverageState::Hidden,
                "Its figures are hidden to protect people",
            ),
            (
                CoverageState::InsightInstead,
                "No figures, but residents or studies tell us",
            ),
            (CoverageState::Gap, "Nothing is known"),
            (CoverageState::NotApplicable, "Figures would make no sense"),
        ]
        .map(|(state, text)| Choice::new(state.as_str(), text))
        .to_vec(),
        lines: open
            .into_iter()
            .map(|(indicator, spot)| Line {
                name: format!("{}: {}", spot.name, indicator.record.title),
                href: format!(
                    "{ADDRESS}?indicator={}&group={}#say",
                    encoded(indicator.record.slug.as_str()),
                    encoded(&spot.name)
                ),
                text: words(spot),
                state: look(spot.state),
            })
            .collect(),
        form,
        address: ADDRESS,
    })
}
