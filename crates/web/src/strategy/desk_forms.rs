//! What the forms of `/desk/strategy` send: a new strategy, its words, a priority, its adoption.

use axum::extract::State;
use board::strategy::{
    CreatePriority, CreatePriorityError, CreateStrategy, CreateStrategyError, EndStrategy,
    EndStrategyError, Horizon, Strategy, adopt_priority, create_priority, create_strategy,
    end_strategy, priorities_of, set_strategy_text, strategies_of,
};
use board::texts::blocks_of_words;
use board::vocabulary::{Origin, RecordId, capital};

use super::desk_page::{TEMPLATE, frame, page};
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const HERE: &str = "/desk/strategy";

/// Shows the desk again with the problems of a form.
pub(super) async fn again(app: &App, visitor: &Visitor, form: &FormState) -> Answer {
    let page = page(app, visitor, form).await?;
    app.refused(TEMPLATE, &frame(visitor), page)
}

pub(super) fn record_id(text: &str) -> Result<RecordId, Refusal> {
    text.parse().map(RecordId).map_err(|_| Refusal::NotFound)
}

/// The strategy of this desk's board that a form is about.
pub(super) async fn own_strategy(
    app: &App,
    visitor: &Visitor,
    form: &FormState,
) -> Result<Strategy, Refusal> {
    let id = record_id(form.text("strategy"))?;
    let strategies = strategies_of(&app.house, visitor.board()?.record.id).await?;
    strategies
        .into_iter()
        .find(|strategy| strategy.record.id == id)
        .ok_or(Refusal::NotFound)
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let title = form.required("title", "Give the strategy a name");
    let from = form.required_date("from", "The first day", "Say on which day it starts");
    let last = form.required_date("to", "The last day", "Say on which day it ends");
    let (Some(title), Some(from), Some(last)) = (title, from, last) else {
        return again(&app, &visitor, &form).await;
    };
    let input = CreateStrategy {
        body_id: visitor.board()?.record.id,
        title,
        slug: None,
        from,
        to: last.tomorrow().unwrap_or(last),
        origin: Origin::Entered,
    };
    match create_strategy(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreateStrategyError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("to", problem.to_string());
            again(&app, &visitor, &form).await
        }
    }
}

pub(super) async fn end(State(app): State<App>, visitor: Visitor, mut form: FormState) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let input = EndStrategy {
        strategy_id: strategy.record.id,
        seen_revision: form.text("revision").parse().unwrap_or(0),
        because: form.text("because").to_owned(),
    };
    match end_strategy(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(HERE)),
        Err(EndStrategyError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("because", capital(&problem.to_string()));
            again(&app, &visitor, &form).await
        }
    }
}

pub(super) async fn save_text(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let blocks = blocks_of_words(form.raw("words"));
    match set_strategy_text(&app.house, &visitor.who(), &strategy, blocks).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreateStrategyError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("words", problem.to_string());
            again(&app, &visitor, &form).await
        }
    }
}

pub(super) async fn add_priority(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let name = form.required("name", "Give the priority a name");
    let plain = form.required(
        "plain",
        "Say in plain words what the priority means for residents",
    );
    let (Some(title), Some(plain_words)) = (name, plain) else {
        return again(&app, &visitor, &form).await;
    };
    let ids = |name: &str| {
        form.chosen(name)
            .iter()
            .map(|id| record_id(id))
            .collect::<Result<Vec<_>, _>>()
    };
    let position = priorities_of(&app.house, strategy.record.id).await?.len() + 1;
    let input = CreatePriority {
        strategy_id: strategy.record.id,
        title,
        slug: None,
        position: i64::try_from(position).unwrap_or(i64::MAX),
        plain_words,
        horizon: Horizon::LongerTerm,
        needs: ids("need")?,
        evidence: Vec::new(),
        elements: ids("pillar")?,
        origin: Origin::Entered,
    };
    match create_priority(&app.house, &visitor.who(), input).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreatePriorityError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem("name", problem.to_string());
            again(&app, &visitor, &form).await
        }
    }
}

pub(super) async fn adopt(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let id = record_id(form.text("priority"))?;
    let revision = form.text("revision").parse().unwrap_or(0);
    match adopt_priority(&app.house, &visitor.who(), id, revision).await {
        Ok(_) => Ok(app.see_other(HERE)),
        Err(CreatePriorityError::Runner(error)) => Err(error.into()),
        Err(_) => Err(Refusal::NotFound),
    }
}
