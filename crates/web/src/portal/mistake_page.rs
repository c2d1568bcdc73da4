//! `/report-a-mistake`: anybody says what is wrong on a page.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use board::portal::{ReportMistake, ReportMistakeError, report_mistake};
use board::vocabulary::{RecordId, Slug};
use serde::{Deserialize, Serialize};

use crate::address::{Query, of_this_site};
use crate::app::App;
use crate::forms::FormState;
use crate::kept_pages::varies_by;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "portal/mistake_page.html";
const TITLE: &str = "Report a mistake";

#[derive(Serialize)]
struct MistakePage<'a> {
    form: &'a FormState,
}

#[derive(Deserialize)]
pub(super) struct About {
    page: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(about): Query<About>,
    headers: HeaderMap,
) -> Answer {
    let page = about.page.or_else(|| came_from(&headers));
    let page = page.as_deref().and_then(of_this_site).unwrap_or_default();
    let form = FormState::empty().with("page", page);
    let shown = app.page(
        TEMPLATE,
        &visitor.frame(TITLE, ""),
        MistakePage { form: &form },
    )?;
    Ok(varies_by(shown, "referer"))
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let input = ReportMistake {
        body_id: board_of(&app, form.text("page")).await?,
        page: form.text("page").to_owned(),
        words: form.text("words").to_owned(),
        contact: Some(form.text("contact").to_owned()),
    };
    match report_mistake(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other("/report-a-mistake/sent")),
        Err(ReportMistakeError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("words", problem.to_string());
            let page = MistakePage { form: &form };
            app.refused(TEMPLATE, &visitor.frame(TITLE, ""), page)
        }
    }
}

#[derive(Serialize)]
struct SentPage {}

pub(super) async fn sent(State(app): State<App>, visitor: Visitor) -> Answer {
    let frame = visitor.frame("Thank you", "");
    app.page("portal/mistake_sent_page.html", &frame, SentPage {})
}

/// The page of ours from which the link in the footer was followed, where the browser says so.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let from = headers.get(header::REFERER)?.to_str().ok()?;
    let (_, rest) = from.split_once("://")?;
    Some(rest.strip_prefix(host)?.to_owned())
}

/// The board to which an address belongs, by its first word.
async fn board_of(app: &App, page: &str) -> Result<Option<RecordId>, Refusal> {
    let path = page
        .strip_prefix(app.settings.public_address.as_str())
        .unwrap_or(page);
    let first = path.trim_start_matches('/').split(['/', '?', '#']).next();
    let Some(slug) = first.and_then(|word| word.parse::<Slug>().ok()) else {
        return Ok(None);
    };
    let board = board::places::board_by_slug(&app.house, &slug).await?;
    Ok(board.map(|board| board.record.id))
}
