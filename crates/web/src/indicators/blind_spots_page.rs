//! `/{b}/evidence/blind-spots`: whom the evidence in use cannot see, group by group, what is known instead, and who is to close each gap.

use axum::extract::State;
use board::indicators::seen::{look, words};
use board::indicators::{BlindSpots, CoverageState, Indicator, Spot, blind_spots, policy};
use charts::{Cell, Heading, Origin, Trend, TrendPoint, Unit, Width};
use serde::{Deserialize, Serialize};

use super::asked::place_of;
use super::shown::long_date;
use crate::address::{Path, Query, encoded};
use crate::app::App;
use crate::components::Figure;
use crate::refusal::Answer;
use crate::templates::Link;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/blind_spots_page.html";

/// What may stand after the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    area: Option<String>,
}

#[derive(Serialize)]
struct BlindSpotsPage {
    title: String,
    lead: String,
    origin: Option<&'static str>,
    groups: Vec<Group>,
    course: Option<Figure>,
    desk: Option<&'static str>,
}

/// A group with what each indicator can say about it.
#[derive(Serialize)]
pub(super) struct Group {
    name: String,
    summary: String,
    gaps: usize,
    orphans: usize,
    is_open: bool,
    spots: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    text: String,
    state: &'static str,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(board): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let area = place_of(&app, &visitor, wanted.area.as_deref()).await?;
    let place = visitor.board()?.public_name.clone();
    let found = blind_spots(&app.house, &app.evidence, &visitor.who(), &area, &place).await?;
    let query = super::asked::area_query(wanted.area.as_deref());
    let may_say = policy::SET_COVERAGE.allows(&visitor.actor, visitor.board_id());
    let page = BlindSpotsPage {
        title: title(&found),
        lead: lead(&found),
        origin: found.illustrative.then_some("illustrative"),
        groups: groups(&found, None, &|indicator, _| {
            format!(
                "/{board}/evidence/{}{query}",
                encoded(indicator.record.slug.as_str())
            )
        }),
        course: course(&found),
        desk: may_say.then_some("/desk/evidence/blind-spots"),
    };
    let mut frame = visitor.frame(page.title.clone(), "Evidence");
    frame.illustrative = found.illustrative;
    frame.trail = vec![Link::new("Evidence", format!("/{board}/evidence"))];
    app.page(TEMPLATE, &frame, page)
}

/// How many of all pairs of group and indicator nobody can see.
fn title(found: &BlindSpots) -> String {
    let indicators = found.rows.len();
    let gaps = found.in_state(CoverageState::Gap);
    if indicators == 0 {
        return "No evidence is in use yet, so nobody is counted and nobody is missed".to_owned();
    }
    let all = found.groups.len() * indicators;
    let (whole, say) = if indicators == 1 {
        ("The one indicator in use".to_owned(), "says")
    } else {
        (format!("The {indicators} indicators in use"), "say")
    };
    if gaps == 0 {
        return format!("{whole} {say} something about every group, or why not");
    }
    format!("{whole} {say} nothing about a group in {gaps} of {all} cases")
}

fn lead(found: &BlindSpots) -> String {
    let orphans = found.orphans();
    let gaps = found.in_state(CoverageState::Gap);
    let owned = match (gaps, orphans) {
        (0, _) => String::new(),
        (_, 0) => " Somebody owns every gap.".to_owned(),
        (_, 1) => " One gap has no owner.".to_owned(),
        (gaps, orphans) if gaps == orphans => " No gap has an owner.".to_owned(),
        (_, orphans) => format!(" {orphans} of the gaps have no owner."),
    };
    format!(
        "A figure for everyone can hide a group. Here is each group that the law or local knowledge names, and what the evidence that \
         this board uses can say about it.{owned}"
    )
}

/// The groups, those that nobody sees first; the one of this name is open. `leads_to` gives the address behind each pair.
pub(super) fn groups(
    found: &BlindSpots,
    open: Option<&str>,
    leads_to: &dyn Fn(&Indicator, &Spot) -> String,
) -> Vec<Group> {
    let mut groups: Vec<Group> = found
        .groups
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let spots: Vec<_> = found.of_group(place).collect();
            let count = |state| spots.iter().filter(|(_, spot)| spot.state == state).count();
            let gaps = count(CoverageState::Gap);
            let said = [
                (count(CoverageState::Figures), "figures in"),
                (count(CoverageState::Hidden), "hidden in"),
                (count(CoverageState::InsightInstead), "insight instead in"),
                (gaps, "nothing in"),
                (count(CoverageState::NotApplicable), "not applicable in"),
            ];
            let said: Vec<String> = said
                .into_iter()
                .filter(|(many, _)| *many > 0)
                .map(|(many, words)| format!("{words} {many}"))
                .collect();
            Group {
                name: name.clone(),
                summary: said.join(", "),
                gaps,
                is_open: open == Some(name.as_str()),
                orphans: spots.iter().filter(|(_, spot)| spot.is_orphan()).count(),
                spots: spots
                    .iter()
                    .map(|(indicator, spot)| Line {
                        name: indicator.record.title.clone(),
                        href: leads_to(indicator, spot),
                        text: words(spot),
                        state: look(spot.state),
                    })
                    .collect(),
            }
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.gaps));
    groups
}

/// The course of the gaps that people have stated.
fn course(found: &BlindSpots) -> Option<Figure> {
    let (first, last) = (found.course.first()?, found.course.last()?);
    if found.course.len() < 2 {
        return None;
    }
    let points = found
        .course
        .iter()
        .map(|(day, gaps)| {
            let gaps = u32::try_from(*gaps).ok()?;
            Some(TrendPoint {
                period: day.to_string(),
                own: Cell::value(f64::from(gaps)).ok()?,
                comparator: Cell::Missing(String::new()),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let chart = Trend {
        heading: Heading {
            id: "course".to_owned(),
            title: "Stated gaps over time".to_owned(),
            origin: Origin::Recorded,
        },
        unit: Unit::counted(0, "gaps"),
        name: "Gaps".to_owned(),
        comparator: None,
        points,
    };
    let finding = match last.1.cmp(&first.1) {
        std::cmp::Ordering::Less => format!("Stated gaps fell from {} to {}", first.1, last.1),
        std::cmp::Ordering::Equal => format!("As many gaps are stated as at first: {}", last.1),
        std::cmp::Ordering::Greater => format!("Stated gaps rose from {} to {}", first.1, last.1),
    };
    let sub = format!("{} to {}", long_date(first.0), long_date(last.0));
    Some(Figure::new(finding, sub, chart.draw(Width::Full).ok()?))
}
