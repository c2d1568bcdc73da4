//! `/desk/meetings/{date}/decisions`: what the board is asked at each item, and what it decided.

use axum::extract::State;
use board::events::{Event, items_of};
use board::meetings::{
    Decide, DecideError, Outcome, Recommend, RecommendError, Verb, decide, decisions_of, quorum_on,
    recommend, recommendations_of,
};
use board::vocabulary::{Origin, RecordId, Role, capital};
use serde::Serialize;

use super::desk_meeting_page::frame_beneath;
use super::drawn::{meeting_on, outcome_word, own_item, verbs};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/decisions_page.html";
const TITLE: &str = "Recommendations and decisions";

#[derive(Serialize)]
struct DecisionsPage<'a> {
    form: &'a FormState,
    here: String,
    title: String,
    quorum: Option<String>,
    items: Vec<ItemPart>,
    may_change: bool,
    verbs: Vec<Choice>,
    outcomes: Vec<Choice>,
}

#[derive(Serialize)]
struct ItemPart {
    id: String,
    heading: String,
    words_field: String,
    verbs_field: String,
    asked: Vec<Asked>,
}

#[derive(Serialize)]
struct Asked {
    id: String,
    verb: String,
    text: String,
    status: &'static str,
    decided: Option<String>,
    outcome_field: String,
    words_field: String,
    votes_field: String,
    act_field: String,
}

pub(super) fn choices(words: &[&'static str]) -> Vec<Choice> {
    words
        .iter()
        .map(|&word| Choice::new(word, capital(word)))
        .collect()
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &meeting, &form).await?;
    app.page(TEMPLATE, &frame_beneath(&visitor, &meeting, TITLE), page)
}

async fn again(app: &App, visitor: &Visitor, meeting: &Event, form: &FormState) -> Answer {
    let page = page(app, visitor, meeting, form).await?;
    app.refused(TEMPLATE, &frame_beneath(visitor, meeting, TITLE), page)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: &'a FormState,
) -> Result<DecisionsPage<'a>, Refusal> {
    let mut parts = Vec::new();
    let mut waiting = 0;
    for item in items_of(&app.house, meeting.record.id).await? {
        let decisions = decisions_of(&app.house, &[item.record.id]).await?;
        let mut asked = Vec::new();
        for one in recommendations_of(&app.house, item.record.id).await? {
            let decision = decisions
                .iter()
                .find(|decision| decision.recommendation_id == Some(one.record.id));
            waiting += usize::from(decision.is_none());
            let id = one.record.id.to_string();
            asked.push(Asked {
                verb: verbs(&one.verbs),
                text: one.words,
                status: decision.map_or("To be decided", |decision| outcome_word(decision.outcome)),
                decided: decision.map(|decision| decision.words_as_decided.clone()),
                outcome_field: format!("outcome-{id}"),
                words_field: format!("words-{id}"),
                votes_field: format!("votes-{id}"),
                act_field: format!("act-{id}"),
                id,
            });
        }
        let id = item.record.id.to_string();
        parts.push(ItemPart {
            heading: format!("{}. {}", item.number, item.record.title),
            words_field: format!("ask-{id}"),
            verbs_field: format!("verbs-{id}"),
            asked,
            id,
        });
    }
    let quorum = quorum_on(&app.house, meeting).await?;
    Ok(DecisionsPage {
        form,
        here: format!("/desk/meetings/{}", meeting.record.slug),
        title: match waiting {
            0 if parts.iter().all(|part| part.asked.is_empty()) => {
                "Nothing is asked of the board yet".to_owned()
            }
            0 => "Everything that was asked has been decided".to_owned(),
            1 => "One thing is still to be decided".to_owned(),
            many => format!("{many} things are still to be decided"),
        },
        quorum: match (quorum.recorded, quorum.is_quorate()) {
            (false, _) => Some(
                "Say first who was there: what is decided needs enough voting members.".to_owned(),
            ),
            (true, Some(false)) => Some(
                "Too few voting members were there: things can be put off and nothing decided."
                    .to_owned(),
            ),
            _ => None,
        },
        items: parts,
        may_change: visitor.has(Role::Officer),
        verbs: choices(Verb::WORDS),
        outcomes: choices(Outcome::WORDS),
    })
}

pub(super) async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item_id = own_item(&app, &meeting, form.text("item")).await?.record.id;
    let (words_field, verbs_field) = (format!("ask-{item_id}"), format!("verbs-{item_id}"));
    let input = Recommend {
        from_id: item_id,
        verbs: form
            .chosen(&verbs_field)
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
        words: form.text(&words_field).to_owned(),
        to_body_id: None,
        origin: Origin::Entered,
    };
    match recommend(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(&format!("/desk/meetings/{date}/decisions"))),
        Err(RecommendError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            let field = match problem {
                RecommendError::NoVerb => verbs_field,
                _ => words_field,
            };
            form.problem(&field, capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}

pub(super) async fn decided(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
    mut form: FormState,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let item_id = own_item(&app, &meeting, form.text("item")).await?.record.id;
    let id: RecordId = form
        .text("recommendation")
        .parse()
        .map(RecordId)
        .map_err(|_| Refusal::NotFound)?;
    let outcome_field = format!("outcome-{id}");
    let Ok(outcome) = form.text(&outcome_field).parse::<Outcome>() else {
        form.problem(&outcome_field, "Choose what was decided");
        return again(&app, &visitor, &meeting, &form).await;
    };
    let votes = form.text(&format!("votes-{id}")).to_owned();
    let input = Decide {
        item_id,
        recommendation_id: Some(id),
        outcome,
        words: form.text(&format!("words-{id}")).to_owned(),
        votes: (!votes.is_empty()).then_some(votes),
        calls_for_action: form.text(&format!("act-{id}")) == "yes",
        origin: Origin::Entered,
    };
    match decide(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(&format!("/desk/meetings/{date}/decisions"))),
        Err(DecideError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            let field = match problem {
                DecideError::NoWords => format!("words-{id}"),
                _ => outcome_field,
            };
            form.problem(&field, capital(&problem.to_string()));
            again(&app, &visitor, &meeting, &form).await
        }
    }
}
