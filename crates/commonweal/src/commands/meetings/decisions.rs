use board::events::{Event, Item};
use board::meetings::{
    Decide, DecideError, Outcome, Recommend, RecommendError, Recommendation, Verb, decide,
    recommend, recommendations_of,
};
use board::vocabulary::Origin;
use clap::Args;

use super::Desk;
use crate::commands::word;
use crate::failure::{Failure, refused};

#[derive(Debug, Args)]
pub(super) struct Put {
    /// The number of the item.
    item: String,
    /// What the board is asked.
    words: String,
    /// What it is asked to do: note, approve, consider, comment or endorse; several are possible.
    #[arg(long = "to", value_name = "VERB", value_parser = word::<Verb>, required = true)]
    verbs: Vec<Verb>,
}

#[derive(Debug, Args)]
pub(super) struct DecideOptions {
    /// The number of the item.
    item: String,
    /// Which of the item's recommendations, from 1.
    recommendation: usize,
    /// What became of it: agreed, amended, deferred, rejected or noted.
    #[arg(value_name = "OUTCOME", value_parser = word::<Outcome>)]
    outcome: Outcome,
    /// The words as decided, where they are not those of the recommendation.
    #[arg(
        long,
        value_name = "WORDS",
        default_value = "",
        hide_default_value = true
    )]
    words: String,
    /// How the votes fell.
    #[arg(long, value_name = "WORDS")]
    votes: Option<String>,
    /// Somebody must now do something.
    #[arg(long)]
    to_act: bool,
}

pub(super) async fn put(desk: &Desk<'_>, meeting: &Event, options: Put) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let input = Recommend {
        from_id: item.record.id,
        verbs: options.verbs,
        words: options.words,
        to_body_id: None,
        origin: Origin::Entered,
    };
    refused!(
        recommend(desk.house, &desk.who, input).await,
        RecommendError
    )?;
    Ok(())
}

pub(super) async fn decided(
    desk: &Desk<'_>,
    meeting: &Event,
    options: DecideOptions,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let asked = numbered(desk, &item, options.recommendation).await?;
    let input = Decide {
        item_id: item.record.id,
        recommendation_id: Some(asked.record.id),
        outcome: options.outcome,
        words: options.words,
        votes: options.votes,
        calls_for_action: options.to_act,
        origin: Origin::Entered,
    };
    refused!(decide(desk.house, &desk.who, input).await, DecideError)?;
    Ok(())
}

/// The recommendation of an item with a number, from 1.
async fn numbered(desk: &Desk<'_>, item: &Item, number: usize) -> Result<Recommendation, Failure> {
    let all = recommendations_of(desk.house, item.record.id).await?;
    let count = all.len();
    number
        .checked_sub(1)
        .and_then(|at| all.into_iter().nth(at))
        .ok_or_else(|| {
            Failure::usage(match count {
                0 => format!("nothing is recommended at item {}", item.number),
                1 => format!("item {} has one recommendation, number 1", item.number),
                many => format!("item {} has recommendations 1 to {many}", item.number),
            })
        })
}
