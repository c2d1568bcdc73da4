//! An indicator over time in the place and in places like it.

use board::indicators::courses_drawing::courses_chart;
use board::indicators::drawings::Charted;
use board::indicators::{FiguresError, NeighbourChoice};
use evidence::analysis::{IndicatorAsk, IndicatorView};

use super::asked::Asked;
use super::drawings::figure;
use super::unanswered::refusal;
use crate::app::App;
use crate::components::Figure;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// The place and so many like it are drawn.
const MOST: usize = 12;

/// The courses of the place and of those of the first group that has it, or why they cannot be drawn.
pub(super) async fn courses(
    app: &App,
    visitor: &Visitor,
    asked: &Asked,
    neighbours: &[NeighbourChoice],
) -> Result<Result<Figure, String>, Refusal> {
    let view = &asked.answer.result;
    let Some(alike) = neighbours.first() else {
        return Ok(Err(format!(
            "Nobody has said which places are like {}. An analyst loads a list of them at the desk.",
            asked.place
        )));
    };
    let mut found = Vec::new();
    let codes = std::iter::once(&*view.value.area().code)
        .chain(alike.areas.iter().map(String::as_str))
        .take(MOST);
    for code in codes {
        let ask = IndicatorAsk {
            sex: Some(view.series.sex.to_string()),
            age: Some(view.series.age.to_string()),
            period: Some(view.value.period().label.to_string()),
            ..IndicatorAsk::new(view.indicator.id.clone(), code)
        };
        match app
            .evidence
            .indicator(&app.house, &visitor.who(), &ask)
            .await
        {
            Ok(answer) => found.push(answer),
            // A place without figures of this indicator has no course.
            Err(FiguresError::Ask(_)) => {}
            Err(error) => return Err(refusal(error)),
        }
    }
    let views: Vec<&IndicatorView> = found.iter().map(|answer| &*answer.result).collect();
    let Some((own, others)) = views.split_first() else {
        return Ok(Err(format!("{} has no figures over time.", asked.place)));
    };
    let charted = Charted {
        view: own,
        place: &asked.place,
        against: "England",
        origin: asked.answer.receipt.origin,
        ids: "",
    };
    let Some(chart) = courses_chart(&charted, others) else {
        return Ok(Err(format!(
            "Fewer than two points in time are known for {}, or no place like it has figures.",
            asked.place
        )));
    };
    let receipts: Vec<String> = found
        .iter()
        .map(|answer| answer.receipt.number.to_string())
        .collect();
    let note = format!(
        "{}: {} of {} places are shown. Receipts: {}.",
        alike.name,
        others.len(),
        alike.areas.len(),
        receipts.join(", ")
    );
    Ok(Ok(figure(chart).with_note(note)))
}
