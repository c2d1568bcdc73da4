//! What the forms of `/desk/strategy` send about approval: asking for it, giving it, publishing what has it.

use axum::extract::State;
use board::strategy::{
    ApprovalError, Approve, Approver, RequestApproval, approve as approve_words, publish_strategy,
    request_approval,
};

use super::desk_forms::{again, own_strategy};
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const HERE: &str = "/desk/strategy";

pub(super) async fn ask(State(app): State<App>, visitor: Visitor, mut form: FormState) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let offices = form.required("approvers", "Say who is to approve, one office a line");
    let due = form.required_date(
        "due",
        "The last day for an answer",
        "Say until when they have time",
    );
    let (Some(offices), Some(due)) = (offices, due) else {
        return again(&app, &visitor, &form).await;
    };
    let approvers = offices
        .lines()
        .map(str::trim)
        .filter(|office| !office.is_empty())
        .map(|office| Approver {
            role: office.to_owned(),
            person_id: None,
            body_id: None,
        })
        .collect();
    let input = RequestApproval {
        strategy_id: strategy.record.id,
        approvers,
        due,
    };
    let outcome = request_approval(&app.house, &visitor.who(), input).await;
    answer(&app, &visitor, form, "due", outcome.map(|_| ())).await
}

pub(super) async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let Some(ask) = form.required("ask", "Say whose approval this is") else {
        return again(&app, &visitor, &form).await;
    };
    let reason = form.text("send_back");
    let input = Approve {
        strategy_id: strategy.record.id,
        ask_id: ask.parse().map_err(|_| Refusal::NotFound)?,
        hash: form.text("hash").to_owned(),
        send_back_because: (!reason.is_empty()).then(|| reason.to_owned()),
    };
    let outcome = approve_words(&app.house, &visitor.who(), input).await;
    answer(&app, &visitor, form, "ask", outcome).await
}

pub(super) async fn publish(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let strategy = own_strategy(&app, &visitor, &form).await?;
    let outcome = publish_strategy(&app.house, &visitor.who(), strategy.record.id).await;
    answer(&app, &visitor, form, "approvers", outcome.map(|_| ())).await
}

/// Back to the desk when it worked, the desk with the problem beside its field when not.
async fn answer(
    app: &App,
    visitor: &Visitor,
    mut form: FormState,
    field: &str,
    outcome: Result<(), ApprovalError>,
) -> Answer {
    match outcome {
        Ok(()) => Ok(app.see_other(HERE)),
        Err(ApprovalError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem(field, problem.to_string());
            again(app, visitor, &form).await
        }
    }
}
