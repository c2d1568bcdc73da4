//! Every component in every state on one page, `/components`, for whoever builds pages and whoever looks at them.
//!
//! A component has a sample file of its own name in `samples/`; the tests refuse a component without one. Nothing
//! here reads a record: what the samples show is written into them.

mod charts_page;
mod colours;
mod drawings;

use axum::extract::State;
use axum::response::{Html, IntoResponse};
use serde::Serialize;

pub use colours::{COLOURS, Colour};

use crate::app::App;
use crate::components::Figure;
use crate::forms::FormState;
use crate::refusal::Answer;
use crate::routes::{Audience, Routes};
use crate::templates::{
    Frame, NavigationItem, Section, Site, TemplateError, Templates, public_navigation,
};

/// The status words of the product, by what they are about. Every one has a look in `components/tag.html`.
pub const STATUS_WORDS: [(&str, &[&str]); 9] = [
    (
        "A value",
        &[
            "Better than London",
            "Similar to London",
            "Worse than London",
            "Higher than London",
            "Lower than London",
            "Hidden",
            "Not compared",
        ],
    ),
    (
        "An outcome",
        &[
            "On course",
            "Behind",
            "Off course",
            "No clear change",
            "Too early to say",
        ],
    ),
    (
        "An action, in the partner’s words",
        &["On course", "Slipping", "Stuck", "Finished", "Not started"],
    ),
    (
        "A return",
        &[
            "Not asked",
            "To do",
            "12 days late",
            "More time to 20 September",
            "Answered 14 July",
            "Did not answer",
        ],
    ),
    (
        "A decision",
        &[
            "To be decided",
            "Agreed",
            "Noted",
            "Agreed as amended",
            "Put off",
            "Not agreed",
        ],
    ),
    (
        "A record with something missing",
        &[
            "No owner",
            "No date",
            "No lead",
            "No words",
            "Never reviewed",
            "Vacant",
            "Missing",
        ],
    ),
    (
        "A record’s state",
        &[
            "Draft",
            "Waiting for approval",
            "Approved",
            "Published",
            "Replaced",
        ],
    ),
    (
        "Something found",
        &[
            "Stops publication",
            "Voids 2 approvals",
            "Void",
            "To check",
            "Owner found",
            "Question at 12.7, answered here",
        ],
    ),
    ("Where you are", &["You are here", "Saved"]),
];

/// The components in the order in which the sheet shows them: name of the file, heading.
const SAMPLES: [(&str, &str); 30] = [
    ("icon", "Shapes"),
    ("tag", "Status words"),
    ("trend", "Trends"),
    ("origin", "Where a figure comes from"),
    ("thread", "Thread"),
    ("number", "Big numbers"),
    ("verdict", "Verdicts"),
    ("indicator_header", "Indicator header"),
    ("figure", "Figure"),
    ("table", "Tables"),
    ("evidence_grid", "Evidence grid"),
    ("outcome_card", "Outcome card"),
    ("priority_row", "Priority rows"),
    ("steward_card", "Area steward card"),
    ("meeting_card", "Meeting card"),
    ("work_list", "Work list"),
    ("clear_days", "Clear days"),
    ("paper", "Paper paragraphs"),
    ("attachments", "Supporting documents"),
    ("decision", "Recommendations and decisions"),
    ("pair", "Pair: text and finding"),
    ("comparison", "Added, removed, found"),
    ("live_number", "Live number"),
    ("approval_route", "Approval route"),
    ("release_preview", "Release preview"),
    ("search_result", "Search results"),
    ("statements", "Statements with their sources"),
    ("audit_line", "Audit lines and changes"),
    ("receipt", "Receipt"),
    ("provenance", "Provenance"),
];

/// Shown last, because a form is long.
const MORE_SAMPLES: [(&str, &str); 4] = [
    ("empty", "Empty, with a reason"),
    ("one_time_link", "One-time link"),
    ("brought_list", "A list from a spreadsheet"),
    ("form", "Form"),
];

/// A name that no layout was made for.
const LONG_NAME: &str = "North East London Integrated Care Partnership, City and Hackney Neighbourhoods, \
     Population Health and Anti-Discriminatory-Commissioning Subgroup";

#[derive(Serialize)]
struct Sample {
    name: &'static str,
    title: &'static str,
}

#[derive(Serialize)]
struct WordGroup {
    about: &'static str,
    words: &'static [&'static str],
}

#[derive(Serialize)]
struct Gallery {
    colours: Vec<Colour>,
    samples: Vec<Sample>,
    status_words: Vec<WordGroup>,
    long_name: &'static str,
    form: FormState,
    refused: FormState,
    ranked: Option<Figure>,
    over_time: Option<Figure>,
    sparks: Vec<String>,
}

#[derive(Serialize)]
struct LinkPage {
    gone: bool,
}

/// `/components` and the pages it links to.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/components", Audience::Public, show)
        .get("/components/charts", Audience::Public, show_charts)
        .get("/components/link", Audience::Public, show_link)
        .get("/components/link-gone", Audience::Public, show_spent_link)
}

async fn show(State(app): State<App>) -> Answer {
    Ok(sheet(&app.templates)?.into_response())
}

async fn show_charts(State(app): State<App>) -> Answer {
    Ok(charts_page::sheet(&app.templates)?.into_response())
}

async fn show_link(State(app): State<App>) -> Answer {
    Ok(link(&app.templates, false)?.into_response())
}

async fn show_spent_link(State(app): State<App>) -> Answer {
    Ok(link(&app.templates, true)?.into_response())
}

fn site() -> Site {
    Site {
        name: "Hackney Health and Wellbeing Board".to_owned(),
        home: "/".to_owned(),
    }
}

/// The whole sheet.
///
/// # Errors
/// When a template cannot be rendered.
pub fn sheet(templates: &Templates) -> Result<Html<String>, TemplateError> {
    let mut frame = Frame::new("Component sheet", site());
    frame.navigation = public_navigation("hackney", "About");
    frame.section = Some(Section {
        name: "Two boards, one programme".to_owned(),
        items: [("Hackney", true), ("City of London", false)]
            .map(|(text, current)| NavigationItem {
                text: text.to_owned(),
                href: "#".to_owned(),
                current,
            })
            .to_vec(),
    });
    frame.illustrative = true;
    templates.page("gallery/components.html", &frame, gallery())
}

/// One of the two pages of a one-time link.
///
/// # Errors
/// When a template cannot be rendered.
pub fn link(templates: &Templates, gone: bool) -> Result<Html<String>, TemplateError> {
    let frame = Frame::new("One-time link", site());
    templates.page("gallery/link.html", &frame, LinkPage { gone })
}

fn gallery() -> Gallery {
    Gallery {
        colours: COLOURS.to_vec(),
        samples: SAMPLES
            .into_iter()
            .chain(MORE_SAMPLES)
            .map(|(name, title)| Sample { name, title })
            .collect(),
        status_words: STATUS_WORDS
            .into_iter()
            .map(|(about, words)| WordGroup { about, words })
            .collect(),
        long_name: LONG_NAME,
        form: FormState::empty()
            .with("sound-title", "Open a third hall on Thursdays")
            .with("sound-count", "46")
            .with("sound-level", "place"),
        refused: refused(),
        ranked: drawings::ranked(LONG_NAME).ok(),
        over_time: drawings::over_time().ok(),
        sparks: vec![
            drawings::spark("spark-card", false).unwrap_or_default(),
            drawings::spark("spark-row", false).unwrap_or_default(),
            drawings::spark("spark-gap", true).unwrap_or_default(),
        ],
    }
}

/// A form as somebody sent it, with everything wrong that can be.
fn refused() -> FormState {
    let mut form = FormState::empty()
        .with("refused-count", "many")
        .with("refused-due-day", "31")
        .with("refused-due-month", "11")
        .with("refused-due-year", "2022");
    form.required("refused-title", "Say what will be done");
    form.problem(
        "refused-count",
        "The number of families must be a number, like 46",
    );
    form.date("refused-due", "The date");
    form.problem("refused-level", "Choose the level");
    form.problem(
        "refused-who",
        "Choose at least one group, or say that it serves everybody",
    );
    form.problem("refused-outcome", "Choose the outcome that it serves");
    form.problem("refused-file", "The file is empty");
    form.problem_with_form("Two actions have the same words");
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn html() -> String {
        sheet(&Templates::new())
            .unwrap_or_else(|error| panic!("{error:?}"))
            .0
    }

    fn names_in(folder: &str) -> BTreeSet<String> {
        std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
            .unwrap()
            .filter_map(|entry| {
                entry
                    .unwrap()
                    .file_name()
                    .to_str()?
                    .strip_suffix(".html")
                    .map(str::to_owned)
            })
            .collect()
    }

    #[test]
    fn every_component_is_shown() {
        let shown: BTreeSet<String> = gallery()
            .samples
            .iter()
            .map(|sample| sample.name.to_owned())
            .collect();
        assert_eq!(
            names_in("src/components"),
            shown,
            "each component has samples, and each sample a component"
        );
    }

    #[test]
    fn every_sample_chart_is_drawn() {
        let gallery = gallery();
        assert!(gallery.ranked.is_some() && gallery.over_time.is_some());
        assert!(
            gallery
                .sparks
                .iter()
                .all(|spark| spark.starts_with("<svg "))
        );
    }

    #[test]
    fn no_page_has_a_style_or_a_script_of_its_own() {
        let templates = Templates::new();
        for html in [
            html(),
            link(&templates, false).unwrap().0,
            link(&templates, true).unwrap().0,
        ] {
            assert!(!html.contains("style="), "an inline style");
            assert!(!html.contains("<style"), "a style element");
            assert!(!html.contains("onclick="), "an inline handler");
            for script in html.split("<script").skip(1) {
                assert!(
                    script.starts_with(" type=\"module\" src=\"/assets/"),
                    "{}",
                    &script[..60]
                );
            }
        }
    }

    #[test]
    fn every_id_is_used_once_and_every_reference_leads_somewhere() {
        let html = html();
        let values = |attribute: &str| -> Vec<String> {
            html.split(&format!(" {attribute}=\""))
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().to_owned())
                .collect()
        };
        let ids = values("id");
        let unique: BTreeSet<_> = ids.iter().collect();
        let twice: Vec<_> = unique
            .iter()
            .filter(|id| ids.iter().filter(|other| other == *id).count() > 1)
            .collect();
        assert!(twice.is_empty(), "used twice: {twice:?}");
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            for id in values(attribute).iter().flat_map(|list| list.split(' ')) {
                assert!(
                    ids.iter().any(|known| known == id),
                    "{attribute} names {id}, which is not there"
                );
            }
        }
        for href in values("href").iter().filter(|href| href.len() > 1) {
            if let Some(id) = href.strip_prefix('#') {
                assert!(
                    ids.iter().any(|known| known == id),
                    "a link to #{id}, which is not there"
                );
            }
        }
    }

    #[test]
    fn tags_are_closed_in_order() {
        const VOID: [&str; 15] = [
            "meta", "link", "br", "input", "!doctype", "path", "rect", "circle", "line",
            "polyline", "hr", "img", "use", "col", "wbr",
        ];
        let html = html();
        let mut open: Vec<&str> = Vec::new();
        for piece in html.split('<').skip(1) {
            let inside = piece.split('>').next().unwrap();
            let name = inside
                .trim_start_matches('/')
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .trim_end_matches('/');
            if inside.starts_with('/') {
                assert_eq!(
                    open.pop(),
                    Some(name),
                    "</{name}> closes something else; open: {open:?}"
                );
            } else if !VOID.contains(&name) && !inside.ends_with('/') {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "never closed: {open:?}");
    }

    #[test]
    fn nothing_that_is_hidden_or_missing_is_a_blank_or_a_nought() {
        let html = html();
        assert!(html.contains("hidden"));
        assert!(html.contains("not asked"));
        assert!(html.contains("not applicable"));
        assert!(html.contains("Nobody has been asked yet."));
        assert!(!html.contains(">None<") && !html.contains("undefined"));
    }

    #[test]
    fn words_outside_the_list_are_refused() {
        let templates = Templates::new();
        let source = "{% from 'components/tag.html' import status %}{{ status(words) }}";
        for (_, words) in STATUS_WORDS {
            for word in words {
                let html = templates
                    .fragment(source, minijinja::context! { words => *word })
                    .unwrap();
                assert!(
                    html.contains("<svg class=\"cw-i\"") && html.contains(word),
                    "{html}"
                );
            }
        }
        for word in ["RAG red", "Overdue", ""] {
            assert!(
                templates
                    .fragment(source, minijinja::context! { words => word })
                    .is_err(),
                "{word}"
            );
        }
    }

    #[test]
    fn headings_do_not_skip_a_level() {
        let mut before = 0;
        for piece in html().split("<h").skip(1) {
            let Some(level) = piece.chars().next().and_then(|c| c.to_digit(10)) else {
                continue;
            };
            assert!(
                level <= before + 1,
                "h{level} after h{before}: {}",
                &piece[..80.min(piece.len())]
            );
            before = level;
        }
    }
}
