//! `strategy BOARD [STRATEGY] [ACT]`: read from left to right like the address of a page. What is done to a strategy prints it
//! as it then stands.

mod acts;
mod comments;
mod compared;
mod shown;

use board::House;
use board::places::Body;
use board::strategy::{Strategy as Record, strategies_of};
use clap::{Args, Subcommand};

use super::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;

#[derive(Debug, Args)]
pub(crate) struct Strategy {
    /// The board, by its short name.
    #[arg(value_name = "BOARD")]
    board: String,
    /// The strategy, by its short name; without one, every strategy is listed.
    #[arg(value_name = "STRATEGY")]
    slug: Option<String>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Make a strategy, with an empty text.
    Create(acts::Create),
    /// Save its words from a file as a new version: an empty line between paragraphs, # before a heading.
    SaveText(acts::Words),
    /// Print the words of a version, as `save-text` takes them.
    Text(compared::Text),
    /// Compare two versions, paragraph by paragraph and word by word.
    Compare(compared::Compare),
    /// List what was said about its paragraphs, and the answers.
    Comments,
    /// Comment on a paragraph of the newest version, while that is a draft.
    Comment(comments::Comment),
    /// Answer a comment or close it, with the reason.
    AnswerComment(comments::AnswerOptions),
    /// Add a priority, as a draft.
    AddPriority(acts::AddPriority),
    /// Record that the board adopted a priority.
    Adopt(acts::Adopt),
    /// Ask people to approve the exact words of the newest version.
    Ask(acts::Ask),
    /// Approve the words that you read, or send them back.
    Approve(acts::ApproveOptions),
    /// Publish the words that everybody asked has approved.
    Publish,
    /// End the strategy and its priorities: it ran out, or was replaced.
    End(acts::End),
}

/// Lists the strategies of a board, shows one, or does something to one.
pub(crate) async fn run(place: &Place, options: Strategy) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, options).await;
    house.database().clone().close().await;
    result
}

/// What every act at a strategy needs.
struct Desk<'a> {
    house: &'a House,
    board: Body,
    who: board::Who,
    json: bool,
}

async fn asked(house: &House, options: Strategy) -> Result<(), Failure> {
    let desk = Desk {
        house,
        board: board_called(house, Some(&options.board)).await?,
        who: operator_of(house).await?,
        json: options.json,
    };
    let (slug, act) = match (options.slug, options.act) {
        (None, None) => return shown::list(&desk).await,
        (None, Some(Act::Create(options))) => {
            let made = acts::create(&desk, options).await?;
            return shown::show(&desk, &made).await;
        }
        (Some(_), Some(Act::Create(_))) => {
            return Err(Failure::usage(format!(
                "a new strategy gets its short name from its title: commonweal strategy {} create TITLE ...",
                options.board
            )));
        }
        (None, Some(_)) => {
            return Err(Failure::usage(format!(
                "say which strategy: commonweal strategy {} STRATEGY ...",
                options.board
            )));
        }
        (Some(slug), act) => (slug, act),
    };
    let strategy = desk.strategy(&slug).await?;
    match act {
        None | Some(Act::Create(_)) => {}
        Some(Act::Text(options)) => return compared::text(&desk, &strategy, &options).await,
        Some(Act::Compare(options)) => return compared::compared(&desk, &strategy, &options).await,
        Some(Act::Comments) => return comments::list(&desk, &strategy).await,
        Some(Act::Comment(options)) => {
            return comments::comment(&desk, &strategy, &options).await;
        }
        Some(Act::AnswerComment(options)) => {
            return comments::answer(&desk, &strategy, &options).await;
        }
        Some(Act::SaveText(options)) => acts::save_text(&desk, &strategy, &options).await?,
        Some(Act::AddPriority(options)) => acts::add_priority(&desk, &strategy, options).await?,
        Some(Act::Adopt(options)) => acts::adopt(&desk, &strategy, &options).await?,
        Some(Act::Ask(options)) => acts::ask(&desk, &strategy, options).await?,
        Some(Act::Approve(options)) => acts::approved(&desk, &strategy, options).await?,
        Some(Act::Publish) => acts::publish(&desk, &strategy).await?,
        Some(Act::End(options)) => acts::end(&desk, &strategy, options).await?,
    }
    shown::show(&desk, &desk.strategy(&slug).await?).await
}

impl Desk<'_> {
    /// The strategy of this board with a short name.
    async fn strategy(&self, slug: &str) -> Result<Record, Failure> {
        let strategies = strategies_of(self.house, self.board.record.id).await?;
        let known: Vec<&str> = strategies
            .iter()
            .map(|strategy| strategy.record.slug.as_str())
            .collect();
        let problem = if known.is_empty() {
            "this board has no strategy yet".to_owned()
        } else {
            format!(
                "there is no strategy “{slug}”; there are {}",
                known.join(", ")
            )
        };
        strategies
            .into_iter()
            .find(|strategy| strategy.record.slug.as_str() == slug)
            .ok_or_else(|| Failure::usage(problem))
    }
}
