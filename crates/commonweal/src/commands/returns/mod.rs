//! `returns BOARD [ROUND] [ACT]`: read from left to right like the address of a page. What is done in a round prints the round
//! as it then stands.

mod acts;
mod open;
mod shown;

use board::House;
use board::asks::{Round, RoundPurpose, rounds_of};
use board::places::Body;
use clap::{Args, Subcommand};

use super::{board_called, operator_of};
use crate::configuration::{Place, USUAL_ADDRESS};
use crate::failure::Failure;
use crate::installation;

#[derive(Debug, Args)]
pub(crate) struct Returns {
    /// The board, by its short name.
    #[arg(value_name = "BOARD")]
    board: String,
    /// The round, by its short name, such as autumn-2022; without one, every round is listed.
    #[arg(value_name = "ROUND")]
    round: Option<String>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Open a round: ask every partner of a live outcome and every owner of an open action, one link and one letter each.
    Open(open::Open),
    /// Write a reminder to partners that have not answered everything.
    Remind(acts::Remind),
    /// Give a partner more time.
    Extend(acts::Extend),
    /// Tell somebody senior that a partner has not answered.
    Escalate(acts::Escalate),
    /// Make a partner's link again and print it: those that it had open nothing any more.
    Link(acts::Link),
    /// Say what was done about help that a partner asked for.
    AnswerHelp(acts::Help),
    /// Close the round and freeze what was said beside the figures of the day.
    Close,
}

/// Lists the rounds of returns of a board, shows one, or does something in one.
pub(crate) async fn run(place: &Place, options: Returns) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, place, options).await;
    house.database().clone().close().await;
    result
}

/// What every act in a round needs.
struct Desk<'a> {
    house: &'a House,
    place: &'a Place,
    board: Body,
    who: board::Who,
    json: bool,
}

async fn asked(house: &House, place: &Place, options: Returns) -> Result<(), Failure> {
    let desk = Desk {
        house,
        place,
        board: board_called(house, Some(&options.board)).await?,
        who: operator_of(house).await?,
        json: options.json,
    };
    let (slug, act) = match (options.round, options.act) {
        (None, None) => return shown::list(&desk).await,
        (None, Some(Act::Open(options))) => return open::open(&desk, options).await,
        (None, Some(_)) => {
            return Err(Failure::usage(format!(
                "say in which round: commonweal returns {} ROUND ...",
                options.board
            )));
        }
        (Some(_), Some(Act::Open(_))) => {
            return Err(Failure::usage(format!(
                "a new round gets its short name from its title: commonweal returns {} open TITLE ...",
                options.board
            )));
        }
        (Some(slug), act) => (slug, act),
    };
    let round = desk.round(&slug).await?;
    match act {
        None | Some(Act::Open(_)) => {}
        Some(Act::Link(options)) => return acts::link(&desk, &round, &options).await,
        Some(Act::Remind(options)) => acts::remind(&desk, &round, &options).await?,
        Some(Act::Extend(options)) => acts::extend(&desk, &round, options).await?,
        Some(Act::Escalate(options)) => acts::escalate(&desk, &round, options).await?,
        Some(Act::AnswerHelp(options)) => acts::help(&desk, options).await?,
        Some(Act::Close) => acts::close(&desk, &round).await?,
    }
    shown::show(&desk, &desk.round(&slug).await?).await
}

impl Desk<'_> {
    /// The round of this board with a short name.
    async fn round(&self, slug: &str) -> Result<Round, Failure> {
        let rounds = self.rounds().await?;
        let known: Vec<&str> = rounds
            .iter()
            .map(|round| round.record.slug.as_str())
            .collect();
        let problem = if known.is_empty() {
            "this board has asked nobody yet".to_owned()
        } else {
            format!("there is no round “{slug}”; there are {}", known.join(", "))
        };
        rounds
            .into_iter()
            .find(|round| round.record.slug.as_str() == slug)
            .ok_or_else(|| Failure::usage(problem))
    }

    async fn rounds(&self) -> Result<Vec<Round>, Failure> {
        Ok(rounds_of(self.house, self.board.record.id, RoundPurpose::Returns).await?)
    }

    /// How people reach this installation.
    fn address(&self) -> String {
        match &self.place.address {
            Some(address) => address.clone(),
            None => format!("http://{USUAL_ADDRESS}"),
        }
    }
}
