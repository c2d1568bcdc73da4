use serde_json::json;

use super::{Direction, JoinRule, policy, store};
use crate::runner::{Done, House, RunnerError, Who};

/// Why a rule was not added.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RuleProblem {
    /// No such kind.
    #[error("There is no kind of record called “{0}”")]
    Kind(String),
    /// The kind is never in such a state.
    #[error("A {kind} is never “{state}”")]
    State {
        /// The kind.
        kind: String,
        /// The state.
        state: String,
    },
    /// No such relation.
    #[error("Nothing is joined as “{0}”")]
    Relation(String),
    /// The relation does not join this kind in this direction.
    #[error("A {kind} is never joined as “{relation}” in this direction")]
    NotJoinable {
        /// The kind.
        kind: String,
        /// The relation.
        relation: String,
    },
    /// No capability counts such a part.
    #[error("Nobody counts “{part}” of a {kind}")]
    Part {
        /// The kind.
        kind: String,
        /// The part.
        part: String,
    },
    /// A rule that asks for nothing.
    #[error("Ask for at least one")]
    Nothing,
    /// Without the sentence that people will read.
    #[error("Say what is missing when the rule is broken")]
    NoMessage,
    /// Without somebody to mend it.
    #[error("Say who could mend it")]
    NoMender,
    /// There is one already.
    #[error("There is such a rule already")]
    Known,
}

/// Why a rule was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddRuleError {
    /// Everything that is wrong with it.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(". "))]
    Problems(Vec<RuleProblem>),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a rule to the installation, as data: the report of broken joins asks it from now on.
///
/// # Errors
/// Every problem at once: a kind, state, relation or part that does not exist would accuse nobody for ever.
pub async fn add_rule(house: &House, who: &Who, rule: JoinRule) -> Result<Done, AddRuleError> {
    let mut act = house.begin(who, &policy::ADD_JOIN_RULE, None).await?;
    let mut problems = problems(house, &rule);
    let known = store::join_rules(act.connection())
        .await
        .map_err(RunnerError::from)?;
    if known
        .iter()
        .any(|standing| standing.rule.key() == rule.key())
    {
        problems.push(RuleProblem::Known);
    }
    if !problems.is_empty() {
        return Err(AddRuleError::Problems(problems));
    }
    let rule = JoinRule {
        message: rule.message.trim().trim_end_matches('.').to_owned(),
        mended_by: rule.mended_by.trim().trim_end_matches('.').to_owned(),
        ..rule
    };
    let id = act.new_id();
    store::insert_rule(act.connection(), id.0, &rule, false)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({ "join rule": rule.key(), "at least": rule.at_least,
        "of kinds": rule.other_kinds, "message": rule.message, "mended by": rule.mended_by }));
    Ok(act.commit().await?)
}

fn problems(house: &House, rule: &JoinRule) -> Vec<RuleProblem> {
    let registry = house.registry();
    let mut problems = Vec::new();
    match registry.kind(&rule.kind) {
        None => problems.push(RuleProblem::Kind(rule.kind.clone())),
        Some(spec) => {
            for state in &rule.states {
                if !spec.states.contains(&state.as_str()) {
                    problems.push(RuleProblem::State {
                        kind: spec.one.to_owned(),
                        state: state.clone(),
                    });
                }
            }
            problems.extend(problem_of_expectation(house, rule, spec.one));
        }
    }
    for kind in &rule.other_kinds {
        if registry.kind(kind).is_none() {
            problems.push(RuleProblem::Kind(kind.clone()));
        }
    }
    if rule.at_least == 0 {
        problems.push(RuleProblem::Nothing);
    }
    if rule.message.trim().is_empty() {
        problems.push(RuleProblem::NoMessage);
    }
    if rule.mended_by.trim().is_empty() {
        problems.push(RuleProblem::NoMender);
    }
    problems
}

fn problem_of_expectation(house: &House, rule: &JoinRule, one: &str) -> Option<RuleProblem> {
    let registry = house.registry();
    if rule.direction == Direction::Part {
        let counted = registry.part_of(&rule.kind, &rule.expects).is_some();
        return (!counted).then(|| RuleProblem::Part {
            kind: one.to_owned(),
            part: rule.expects.clone(),
        });
    }
    let Some(spec) = registry.relation(&rule.expects) else {
        return Some(RuleProblem::Relation(rule.expects.clone()));
    };
    let joins_it = spec.joins.is_empty()
        || spec.joins.iter().any(|(from, to)| {
            let own = if rule.direction == Direction::Up {
                from
            } else {
                to
            };
            own.0 == rule.kind
        });
    (!joins_it).then(|| RuleProblem::NotJoinable {
        kind: one.to_owned(),
        relation: rule.expects.clone(),
    })
}
