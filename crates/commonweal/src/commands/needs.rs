use board::House;
use board::joins::ADDRESSES;
use board::needs::{
    CreateNeed, CreateNeedError, Need, create_need, explain_unanswered, needs_of, publish_need,
};
use board::places::Body;
use board::thread::walk;
use board::vocabulary::Origin;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::{Failure, refused};
use crate::installation;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Needs {
    /// The board, by its short name.
    #[arg(value_name = "BOARD")]
    board: String,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Write a need, as a draft.
    Add {
        /// The need in a few words.
        title: String,
        /// The need in a sentence: who is unwell, and of what.
        statement: String,
        /// How it is now.
        #[arg(long, value_name = "WORDS")]
        now: Option<String>,
        /// How it will be if nothing changes.
        #[arg(long, value_name = "WORDS")]
        later: Option<String>,
    },
    /// Show a need to the public.
    Publish {
        /// The need, by short name.
        need: String,
    },
    /// Say why no priority answers a need.
    Explain {
        /// The need, by short name.
        need: String,
        /// Why.
        #[arg(long, value_name = "WORDS")]
        because: String,
    },
}

/// Lists what keeps residents unwell, or writes, publishes or explains a need.
pub(crate) async fn run(place: &Place, options: Needs) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, options).await;
    house.database().clone().close().await;
    result
}

async fn asked(house: &House, options: Needs) -> Result<(), Failure> {
    let board = board_called(house, Some(&options.board)).await?;
    let who = operator_of(house).await?;
    match options.act {
        None => {}
        Some(Act::Add {
            title,
            statement,
            now,
            later,
        }) => {
            let input = CreateNeed {
                body_id: board.record.id,
                title,
                slug: None,
                statement,
                now,
                later,
                area_id: None,
                origin: Origin::Entered,
            };
            refused!(create_need(house, &who, input).await, CreateNeedError)?;
        }
        Some(Act::Publish { need }) => {
            let record = called(house, &board, &need).await?.record;
            refused!(
                publish_need(house, &who, record.id, record.revision).await,
                CreateNeedError
            )?;
        }
        Some(Act::Explain { need, because }) => {
            let record = called(house, &board, &need).await?.record;
            refused!(
                explain_unanswered(house, &who, record.id, &because).await,
                CreateNeedError
            )?;
        }
    }
    list(house, &board, options.json).await
}

/// The need of a board with a short name.
async fn called(house: &House, board: &Body, slug: &str) -> Result<Need, Failure> {
    let needs = needs_of(house, board.record.id).await?;
    needs
        .into_iter()
        .find(|need| need.record.slug.as_str() == slug)
        .ok_or_else(|| {
            Failure::usage(format!(
                "{} has no need “{slug}”; `commonweal needs {}` lists them",
                board.public_name, board.record.slug
            ))
        })
}

async fn list(house: &House, board: &Body, as_json: bool) -> Result<(), Failure> {
    let who = operator_of(house).await?;
    let mut needs = Vec::new();
    for need in needs_of(house, board.record.id).await? {
        let steps = walk(house, &who.actor, who.today, need.record.id).await?;
        let priorities: Vec<String> = steps
            .iter()
            .flat_map(|walk| &walk.down)
            .filter(|step| step.link.relation == ADDRESSES)
            .map(|step| step.record.reference().to_string())
            .collect();
        needs.push((need, priorities));
    }
    if as_json {
        let needs: Vec<Value> = needs
            .iter()
            .map(|(need, priorities)| need_as_json(need, priorities))
            .collect();
        return print_json(&needs);
    }
    if needs.is_empty() {
        eprintln!("No need has been written yet.");
        return Ok(());
    }
    let rows: Vec<Vec<String>> = needs
        .iter()
        .map(|(need, priorities)| {
            let answered = match (priorities.as_slice(), &need.unanswered_because) {
                ([], None) => "No priority answers it".to_owned(),
                ([], Some(reason)) => format!("No priority answers it, because: {reason}"),
                (some, _) => some.join(", "),
            };
            vec![
                need.record.slug.to_string(),
                need.record.title.clone(),
                need.record.state.clone(),
                answered,
            ]
        })
        .collect();
    print(&columns(&rows))
}

fn need_as_json(need: &Need, priorities: &[String]) -> Value {
    json!({
        "reference": need.record.reference().to_string(),
        "title": need.record.title,
        "state": need.record.state,
        "statement": need.statement,
        "now": need.now,
        "later": need.later,
        "priorities": priorities,
        "unanswered_because": need.unanswered_because,
        "origin": need.record.origin.to_string(),
    })
}
