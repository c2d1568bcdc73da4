//! `/desk/joins`: every broken join of a board, oldest first, and the rules that say so.

use axum::extract::State;
use board::story::{BrokenJoin, broken_joins, expectation};
use board::thread::{
    self, AddRuleError, Direction, JoinRule, Registry, RuleProblem, StandingRule, SwitchRuleError,
    SwitchRuleOff, add_rule, switch_rule_off, switch_rule_on,
};
use board::vocabulary::{Role, capital, long_date, with_article};
use serde::{Deserialize, Serialize};

use super::Addresses;
use super::mending::Mending;
use crate::address::Query;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, NavigationItem, Section};
use crate::visitor::Visitor;

const TEMPLATE: &str = "thread/joins_page.html";

/// What to show of what is broken.
#[derive(Deserialize, Default)]
pub(super) struct Shown {
    kind: Option<String>,
    by: Option<String>,
}

#[derive(Serialize)]
struct JoinsPage<'a> {
    title: String,
    as_at: String,
    rows: Vec<Row>,
    broken: usize,
    filter: FormState,
    kinds: Vec<Choice>,
    menders: Vec<Choice>,
    rules: Vec<RuleRow>,
    form: &'a FormState,
    rules_on: Vec<Choice>,
    may_switch: bool,
    may_add: bool,
    rule_kinds: Vec<Choice>,
    expectations: Vec<Choice>,
    board: String,
}

/// A row of the work list.
#[derive(Serialize)]
struct Row {
    when: String,
    detail: String,
    title: String,
    href: String,
    why: String,
    button: Button,
}

#[derive(Serialize)]
struct Button {
    text: &'static str,
    href: String,
}

#[derive(Serialize)]
struct RuleRow {
    key: String,
    records: String,
    must_have: String,
    message: String,
    broken: usize,
    /// "1 October 2022: old actions are being read in. Board officer", where it is off.
    off: Option<Off>,
    shipped: bool,
}

#[derive(Serialize)]
struct Off {
    until: Option<String>,
    because: String,
    by: String,
    everywhere: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(shown): Query<Shown>,
) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &shown, &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &page), page)
}

pub(super) async fn switch(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let board = visitor.board()?.record.id;
    let rule = form.text("rule").to_owned();
    let outcome = if form.text("switch") == "on" {
        switch_rule_on(&app.house, &visitor.who(), &rule, board).await
    } else {
        let until = form.date("until", "The day on which it is on again");
        if rule.is_empty() {
            form.problem("rule", "Choose a rule");
        }
        if form.text("because").is_empty() {
            form.problem("because", SwitchRuleError::NoReason.to_string());
        }
        if !form.is_sound() {
            return refused(&app, &visitor, &form).await;
        }
        let input = SwitchRuleOff {
            rule,
            body_id: board,
            because: form.text("because").to_owned(),
            until,
        };
        switch_rule_off(&app.house, &visitor.who(), input).await
    };
    match outcome {
        Ok(_) => Ok(app.see_other("/desk/joins#rules")),
        Err(SwitchRuleError::Runner(error)) => Err(error.into()),
        Err(SwitchRuleError::NoSuchRule(_)) => Err(Refusal::NotFound),
        Err(SwitchRuleError::UntilPassed { today }) => {
            let words = format!("Choose a day after {}, or leave it empty", long_date(today));
            form.problem_in("until", "until-day", words);
            refused(&app, &visitor, &form).await
        }
        Err(problem @ SwitchRuleError::NoReason) => {
            form.problem("because", problem.to_string());
            refused(&app, &visitor, &form).await
        }
    }
}

pub(super) async fn add(State(app): State<App>, visitor: Visitor, mut form: FormState) -> Answer {
    let (kind, state) = form.text("records").split_once('/').map_or_else(
        || (String::new(), String::new()),
        |(kind, state)| (kind.to_owned(), state.to_owned()),
    );
    let (direction, expects) = form.text("expects").split_once('/').map_or_else(
        || (None, String::new()),
        |(direction, expects)| (direction.parse::<Direction>().ok(), expects.to_owned()),
    );
    if kind.is_empty() {
        form.problem("records", "Choose the records that it is about");
    }
    let direction = direction.unwrap_or_else(|| {
        form.problem("expects", "Choose what they must have");
        Direction::Up
    });
    let rule = JoinRule {
        kind,
        states: Some(state)
            .filter(|state| !state.is_empty())
            .into_iter()
            .collect(),
        direction,
        expects,
        other_kinds: Vec::new(),
        at_least: form.text("at-least").parse().unwrap_or(1),
        message: form.text("message").to_owned(),
        mended_by: form.text("mended-by").to_owned(),
    };
    if !form.is_sound() {
        return refused(&app, &visitor, &form).await;
    }
    match add_rule(&app.house, &visitor.who(), rule).await {
        Ok(_) => Ok(app.see_other("/desk/joins#rules")),
        Err(AddRuleError::Runner(error)) => Err(error.into()),
        Err(AddRuleError::Problems(problems)) => {
            for problem in problems {
                let field = match problem {
                    RuleProblem::Kind(_) | RuleProblem::State { .. } | RuleProblem::Known => {
                        "records"
                    }
                    RuleProblem::Relation(_)
                    | RuleProblem::NotJoinable { .. }
                    | RuleProblem::Part { .. } => "expects",
                    RuleProblem::Nothing => "at-least",
                    RuleProblem::NoMessage => "message",
                    RuleProblem::NoMender => "mended-by",
                };
                form.problem(field, problem.to_string());
            }
            refused(&app, &visitor, &form).await
        }
    }
}

async fn refused(app: &App, visitor: &Visitor, form: &FormState) -> Answer {
    let page = page(app, visitor, &Shown::default(), form).await?;
    app.refused(TEMPLATE, &frame(visitor, &page), page)
}

/// The bar of the pages that keep the board honest.
pub(crate) fn section(current: &str) -> Section {
    Section {
        name: "Duties".to_owned(),
        items: [("Broken joins", "/desk/joins"), ("Audit", "/desk/audit")]
            .map(|(text, href)| NavigationItem {
                text: text.to_owned(),
                href: href.to_owned(),
                current: text == current,
            })
            .into(),
    }
}

fn frame(visitor: &Visitor, page: &JoinsPage<'_>) -> Frame {
    let mut frame = visitor.frame(page.title.clone(), "Joins");
    frame.section = Some(section("Broken joins"));
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    shown: &Shown,
    form: &'a FormState,
) -> Result<JoinsPage<'a>, Refusal> {
    let board = visitor.board()?;
    let board_id = board.record.id;
    let registry = app.house.registry();
    let all = broken_joins(&app.house, &visitor.actor, visitor.today, Some(board_id)).await?;
    let addresses = Addresses::load(app).await?;
    let mut standing = thread::join_rules(&app.house).await?;
    // Rules that ship stand in the order in which their capabilities list them, others after them.
    let listed: Vec<String> = registry
        .shipped_rules()
        .iter()
        .map(|rule| JoinRule::from(rule).key())
        .collect();
    standing.sort_by_key(|one| {
        let key = one.rule.key();
        listed
            .iter()
            .position(|listed| *listed == key)
            .unwrap_or(listed.len())
    });
    let pause = |rule: &StandingRule| rule.pause_in(Some(board_id), visitor.today).cloned();
    let rules = standing
        .iter()
        .map(|one| RuleRow {
            key: one.rule.key(),
            records: records_of(registry, &one.rule),
            must_have: expectation(registry, &one.rule),
            message: one.rule.message.clone(),
            broken: all
                .iter()
                .filter(|join| join.broken.rule == one.rule)
                .count(),
            off: pause(one).map(|pause| Off {
                until: pause.until.map(long_date),
                because: pause.because,
                by: pause.by,
                everywhere: pause.body_id.is_none(),
            }),
            shipped: one.shipped,
        })
        .collect();
    let wanted = |one: &&BrokenJoin| {
        let kind = shown.kind.as_deref().unwrap_or_default();
        let by = shown.by.as_deref().unwrap_or_default();
        (kind.is_empty() || one.broken.rule.kind == kind)
            && (by.is_empty() || one.broken.rule.mended_by == by)
    };
    Ok(JoinsPage {
        title: title(&all),
        as_at: long_date(visitor.today),
        rows: all
            .iter()
            .filter(wanted)
            .map(|join| row(registry, &addresses, join, visitor.has(Role::Officer)))
            .collect(),
        broken: all.len(),
        filter: FormState::empty()
            .with("kind", shown.kind.clone().unwrap_or_default())
            .with("by", shown.by.clone().unwrap_or_default()),
        kinds: choices(
            "All records",
            all.iter().map(|join| {
                let kind = &join.broken.rule.kind;
                let many = registry.kind(kind).map_or(kind.as_str(), |spec| spec.many);
                (kind.clone(), capital(many))
            }),
        ),
        menders: choices(
            "Anyone",
            all.iter().map(|join| {
                let by = &join.broken.rule.mended_by;
                (by.clone(), capital(by))
            }),
        ),
        rules,
        form,
        rules_on: choices(
            "Choose a rule",
            standing
                .iter()
                .filter(|one| pause(one).is_none())
                .map(|one| {
                    let words =
                        format!("{}: {}", records_of(registry, &one.rule), one.rule.message);
                    (one.rule.key(), words)
                }),
        ),
        may_switch: visitor.has(Role::Officer),
        may_add: visitor.actor.has(Role::Administrator, None),
        rule_kinds: rule_kinds(registry),
        expectations: expectations(registry),
        board: board.record.slug.to_string(),
    })
}

fn title(all: &[BrokenJoin]) -> String {
    match (all.len(), all.first()) {
        (_, None) => "Every join that the rules expect is there".to_owned(),
        (1, Some(oldest)) => format!("1 join is broken, {}", oldest.how_long().1),
        (count, Some(oldest)) => format!(
            "{count} joins are broken, and the oldest has waited {}",
            oldest.how_long().1
        ),
    }
}

fn row(registry: &Registry, addresses: &Addresses, join: &BrokenJoin, may_mend: bool) -> Row {
    let (when, detail) = join.how_long();
    let record = &join.broken.record;
    // Whoever only looks after the installation reads what is missing, and does not mend it.
    let mending = if may_mend {
        Mending::of(join)
    } else {
        Mending::none(join)
    };
    Row {
        when,
        detail,
        title: record.title.clone(),
        href: addresses.page(registry, record),
        why: join.sentence(),
        button: Button {
            text: mending.text,
            href: mending.href,
        },
    }
}

/// Each value once, in the order of their words, after the one that chooses nothing.
fn choices(first: &str, found: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    let mut found: Vec<(String, String)> = found.collect();
    found.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    found.dedup();
    std::iter::once((String::new(), first.to_owned()))
        .chain(found)
        .map(|(value, text)| Choice::new(value, text))
        .collect()
}

/// "Need, published".
fn records_of(registry: &Registry, rule: &JoinRule) -> String {
    let one = registry
        .kind(&rule.kind)
        .map_or(rule.kind.as_str(), |spec| spec.one);
    std::iter::once(capital(one))
        .chain(rule.states.iter().cloned())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Every kind in every state, and in any.
fn rule_kinds(registry: &Registry) -> Vec<Choice> {
    let in_states = registry.all_kinds().iter().flat_map(|spec| {
        let any = (
            format!("{}/", spec.kind),
            format!("{}, in any state", capital(spec.one)),
        );
        std::iter::once(any).chain(spec.states.iter().map(|state| {
            let words = format!("{}, {state}", capital(spec.one));
            (format!("{}/{state}", spec.kind), words)
        }))
    });
    choices("Choose the records", in_states)
}

/// Every relation in both directions, and every part that a capability counts.
fn expectations(registry: &Registry) -> Vec<Choice> {
    let relations = registry.all_relations().iter().flat_map(|spec| {
        let name = spec.relation.0;
        [
            (format!("up/{name}"), format!("A join: “{}”", spec.up)),
            (format!("down/{name}"), format!("A join: “{}”", spec.down)),
        ]
    });
    let parts = registry.all_parts().map(|(kind, name)| {
        let one = registry.kind(kind.0).map_or(kind.0, |spec| spec.one);
        (
            format!("part/{name}"),
            format!("A part of {}: {name}", with_article(one)),
        )
    });
    choices("Choose what they must have", relations.chain(parts))
}
