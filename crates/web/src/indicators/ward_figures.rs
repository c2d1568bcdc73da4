//! The figures of a ward beside the best-off ward of its borough, for a sheet about the ward.

use board::indicators::{FiguresError, indicators};
use evidence::analysis::{AskError, CompareAsk, IndicatorAsk, IndicatorView};
use evidence::catalogue::Polarity;
use evidence::cell::{Figure, Origin};
use serde::Serialize;

use super::shown::{figure_words, limits_words, marked_origin, short_name, unit_of};
use super::unanswered::refusal;
use crate::app::App;
use crate::refusal::Refusal;
use crate::visitor::Visitor;

/// One indicator in a ward.
#[derive(Serialize)]
pub(crate) struct WardFigure {
    name: String,
    href: Option<String>,
    value: String,
    limits: Option<String>,
    beside: String,
    origin: Option<&'static str>,
}

/// What is published of a ward, an indicator a line; nothing where nothing is.
pub(crate) async fn ward_figures(
    app: &App,
    visitor: &Visitor,
    code: &str,
) -> Result<Vec<WardFigure>, Refusal> {
    let who = visitor.who();
    let compared = app
        .evidence
        .compare(&app.house, &who, &CompareAsk::new(code))
        .await;
    let mut ids: Vec<String> = match compared {
        Ok(answer) => {
            let rows = answer.result.rows.iter();
            rows.map(|row| row.indicator.id.clone()).collect()
        }
        Err(FiguresError::Ask(AskError::NoData | AskError::NoSuchArea(_))) => return Ok(Vec::new()),
        Err(error) => return Err(refusal(error)),
    };
    ids.dedup();
    let known = indicators(&app.house).await?;
    let mut figures = Vec::new();
    for id in ids {
        let ask = IndicatorAsk::new(&id, code);
        let answer = app.evidence.indicator(&app.house, &who, &ask).await;
        let answer = answer.map_err(refusal)?;
        let view = &answer.result;
        let unit = unit_of(&view.indicator);
        let page = known.iter().find(|one| one.described.id == id);
        figures.push(WardFigure {
            name: view.indicator.name.clone(),
            href: page.zip(visitor.board.as_ref()).map(|(page, board)| {
                format!("/{}/evidence/{}", board.record.slug, page.record.slug)
            }),
            value: figure_words(&view.value, &unit),
            limits: limits_words(&view.value, &unit),
            beside: beside(view),
            origin: marked_origin(if view.value.origin() == Origin::Illustrative {
                Origin::Illustrative
            } else {
                answer.receipt.origin
            }),
        });
    }
    Ok(figures)
}

/// "Best-off of 21 wards: Clissold, 8.9%", or the range where nobody says which way is good.
fn beside(view: &IndicatorView) -> String {
    let unit = unit_of(&view.indicator);
    // The highest first, those without a figure last.
    let with_figures: Vec<_> = view
        .places
        .iter()
        .filter(|place| matches!(place.value.figure(), Figure::Value(_)))
        .collect();
    let (Some(highest), Some(lowest)) = (with_figures.first(), with_figures.last()) else {
        return "No ward has a figure.".to_owned();
    };
    let words = |place: &evidence::analysis::PlaceRow| {
        format!(
            "{}, {}",
            short_name(&place.value.area().name),
            figure_words(&place.value, &unit)
        )
    };
    let count = with_figures.len();
    let best = match view.indicator.polarity {
        Polarity::LowIsGood => lowest,
        Polarity::HighIsGood => highest,
        Polarity::NoJudgement | Polarity::NotStated => {
            let (lowest, highest) = (words(lowest), words(highest));
            return format!("Of {count} wards, lowest {lowest}; highest {highest}.");
        }
    };
    if best.value.area().code == view.value.area().code {
        return format!("The best-off of {count} wards.");
    }
    format!("Best-off of {count} wards: {}.", words(best))
}
