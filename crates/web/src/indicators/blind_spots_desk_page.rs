//! `/desk/evidence/blind-spots`: says what an indicator can and cannot show about a group, why, and who is to close the gap.

use axum::extract::State;
use board::indicators::seen::words;
use board::indicators::{
    BlindSpots, CoverageState, Indicator, SetCoverage, SetCoverageError, Spot, blind_spots,
    set_coverage,
};
use serde::{Deserialize, Serialize};

use super::asked::place_of;
use super::blind_spots_page::{Group, groups};
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
    groups: Vec<Group>,
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
    let found = found(&app, &visitor).await?;
    let pair = pair(&found, &wanted);
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

async fn found(app: &App, visitor: &Visitor) -> Result<BlindSpots, Refusal> {
    let area = place_of(app, visitor, None).await?;
    let place = visitor.board()?.public_name.clone();
    Ok(blind_spots(&app.house, &app.evidence, &visitor.who(), &area, &place).await?)
}

/// The pair that was asked about.
fn pair<'a>(found: &'a BlindSpots, wanted: &Wanted) -> Option<(&'a Indicator, &'a Spot)> {
    found
        .rows
        .iter()
        .flat_map(|row| row.spots.iter().map(move |spot| (&row.indicator, spot)))
        .find(|(indicator, spot)| is_wanted(wanted, indicator, spot))
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
    let found = found(app, visitor).await?;
    let chosen = pair(&found, wanted);
    let form = form.unwrap_or_else(|| match chosen {
        Some((_, spot)) if spot.said_on.is_some() => FormState::empty()
            .with("state", spot.state.as_str())
            .with("reason", &spot.words)
            .with("owner", spot.owner.as_deref().unwrap_or_default()),
        _ => FormState::empty(),
    });
    let leads_to = |indicator: &Indicator, spot: &Spot| {
        format!(
            "{ADDRESS}?indicator={}&group={}#say",
            encoded(indicator.record.slug.as_str()),
            encoded(&spot.name)
        )
    };
    Ok(BlindSpotsDeskPage {
        title: match found.orphans() {
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
        groups: groups(&found, wanted.group.as_deref(), &leads_to),
        form,
        address: ADDRESS,
    })
}
