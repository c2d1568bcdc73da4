//! Every kind of chart on one page, `/components/charts`: drawn with invented values, in every state.

use axum::response::Html;
use charts::Width;
use charts::samples::{Section as Kind, sections};
use serde::Serialize;

use super::site;
use crate::components::Figure;
use crate::templates::{Frame, Link, TemplateError, Templates, public_navigation};

#[derive(Serialize)]
struct ChartsPage {
    kinds: Vec<Shown>,
}

/// One kind of chart.
#[derive(Serialize)]
struct Shown {
    id: &'static str,
    title: &'static str,
    answers: &'static str,
    is_full: bool,
    figures: Vec<Figure>,
}

impl From<Kind> for Shown {
    fn from(kind: Kind) -> Self {
        let figures = kind.samples.into_iter().map(|sample| {
            let counted = sample.drawn.title.clone();
            Figure::new(sample.finding, counted, sample.drawn).at_level(3)
        });
        Self {
            id: kind.id,
            title: kind.title,
            answers: kind.answers,
            is_full: kind.width == Width::Full,
            figures: figures.collect(),
        }
    }
}

/// The whole sheet.
///
/// # Errors
/// When a template cannot be rendered.
pub(super) fn sheet(templates: &Templates) -> Result<Html<String>, TemplateError> {
    let mut frame = Frame::new("Chart sheet", site());
    frame.navigation = public_navigation("hackney", "About");
    frame.trail = vec![Link::new("Component sheet", "/components")];
    frame.illustrative = true;
    let kinds = sections().unwrap_or_else(|fault| {
        tracing::error!(cause = %fault, "a sample chart could not be drawn");
        Vec::new()
    });
    let kinds = kinds.into_iter().map(Shown::from).collect();
    templates.page("gallery/charts_page.html", &frame, ChartsPage { kinds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_chart_stands_under_a_heading_with_its_table() {
        let html = sheet(&Templates::new()).unwrap().0;
        let kinds = sections().unwrap();
        assert!(kinds.len() >= 14, "{}", kinds.len());
        let samples: usize = kinds.iter().map(|kind| kind.samples.len()).sum();
        for kind in kinds {
            assert!(html.contains(&format!("id=\"{}\"", kind.id)), "{}", kind.id);
        }
        assert_eq!(html.matches("<figure class=\"cw-chart\">").count(), samples);
        assert_eq!(html.matches("Show as a table").count(), samples);
        assert!(!html.contains("style="));
    }
}
