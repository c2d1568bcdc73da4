//! `meetings BOARD [DATE] [ACT]`: read from left to right like the address of a page. What is done at a meeting prints the
//! meeting, or its minutes, as it then stands.

mod agenda;
mod attendance;
mod decisions;
mod minutes;
mod reports;
mod shown;
mod turns;

use board::House;
use board::events::{Event, Item, items_of};
use board::meetings::{meeting, meetings};
use board::places::Body;
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;

#[derive(Debug, Args)]
pub(crate) struct Meetings {
    /// The board, by its short name.
    #[arg(value_name = "BOARD")]
    board: String,
    /// The day of a meeting, such as 2022-09-22; without one, every meeting is listed.
    #[arg(value_name = "DATE")]
    date: Option<Date>,
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Option<Act>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Enter the meeting of that day.
    Create(agenda::Create),
    /// Move the meeting to another day, time or place.
    Move(turns::MoveOptions),
    /// Say that the meeting does not take place; what was to be heard goes to the next one that is being built.
    Cancel(turns::CancelOptions),
    /// Add an item at the end of the agenda.
    AddItem(agenda::AddOptions),
    /// Change what an item says; what is not named stays.
    ChangeItem(agenda::ChangeOptions),
    /// Move an item by one place, until the agenda is published.
    MoveItem(agenda::MoveOptions),
    /// Take an item off the agenda, until that is published.
    TakeOffItem(agenda::TakeOffOptions),
    /// Publish the agenda today.
    PublishAgenda(agenda::PublishOptions),
    /// Record who was there, from a list with the columns Name and State.
    Attendance(attendance::Attendance),
    /// Show the actions and findings of the minutes, and what keeps them from being published.
    Minutes,
    /// Read the minutes from a file of plain text, or from standard input.
    PasteMinutes(minutes::Paste),
    /// Complete an action of the minutes; what is not named stays.
    MendAction(minutes::MendOptions),
    /// Settle something that was found in the minutes.
    Settle(minutes::Settle),
    /// Publish the minutes and promise their actions.
    PublishMinutes,
    /// Save the report of an item from a file, as a new version.
    WriteReport(reports::Write),
    /// Publish the newest words of the report of an item.
    PublishReport(reports::Publish),
    /// Put a recommendation to the board at an item.
    Recommend(decisions::Put),
    /// Record what was decided on a recommendation.
    Decide(decisions::DecideOptions),
}

/// Lists the meetings of a board, shows one, or does something at one.
pub(crate) async fn run(place: &Place, options: Meetings) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, options).await;
    house.database().clone().close().await;
    result
}

/// What every act at a meeting needs.
struct Desk<'a> {
    house: &'a House,
    board: Body,
    who: board::Who,
    json: bool,
}

async fn asked(house: &House, options: Meetings) -> Result<(), Failure> {
    let desk = Desk {
        house,
        board: board_called(house, Some(&options.board)).await?,
        who: operator_of(house).await?,
        json: options.json,
    };
    let (date, act) = match (options.date, options.act) {
        (None, None) => return shown::list(&desk).await,
        (None, Some(_)) => {
            return Err(Failure::usage(format!(
                "say on which day: commonweal meetings {} DATE ...",
                options.board
            )));
        }
        (Some(date), Some(Act::Create(options))) => {
            agenda::create(&desk, date, options).await?;
            return shown::show(&desk, date).await;
        }
        (Some(date), act) => (date, act),
    };
    let meeting = desk.meeting(date).await?;
    match act {
        None | Some(Act::Create(_)) => {}
        Some(Act::Move(options)) => {
            let date = turns::move_to(&desk, &meeting, options).await?;
            return shown::show(&desk, date).await;
        }
        Some(Act::Cancel(options)) => turns::cancel(&desk, &meeting, options).await?,
        Some(Act::AddItem(options)) => agenda::add(&desk, &meeting, options).await?,
        Some(Act::ChangeItem(options)) => agenda::change(&desk, &meeting, options).await?,
        Some(Act::MoveItem(options)) => agenda::shift(&desk, &meeting, &options).await?,
        Some(Act::TakeOffItem(options)) => agenda::take_off(&desk, &meeting, options).await?,
        Some(Act::PublishAgenda(options)) => agenda::publish(&desk, &meeting, options).await?,
        Some(Act::WriteReport(options)) => reports::write(&desk, &meeting, &options).await?,
        Some(Act::PublishReport(options)) => reports::publish(&desk, &meeting, &options).await?,
        Some(Act::Recommend(options)) => decisions::put(&desk, &meeting, options).await?,
        Some(Act::Decide(options)) => decisions::decided(&desk, &meeting, options).await?,
        Some(Act::Attendance(options)) => {
            return attendance::record(&desk, &meeting, &options).await;
        }
        Some(Act::Minutes) => return minutes::show(&desk, &meeting).await,
        Some(Act::PasteMinutes(options)) => {
            return minutes::paste(&desk, &meeting, &options).await;
        }
        Some(Act::MendAction(options)) => return minutes::mend(&desk, &meeting, options).await,
        Some(Act::Settle(options)) => return minutes::settle(&desk, &meeting, options).await,
        Some(Act::PublishMinutes) => minutes::publish(&desk, &meeting).await?,
    }
    shown::show(&desk, date).await
}

impl Desk<'_> {
    /// The meeting of this board on a day.
    async fn meeting(&self, date: Date) -> Result<Event, Failure> {
        let all = meetings(self.house, self.board.record.id).await?;
        if let Some(meeting) = all.iter().find(|meeting| meeting.on == date) {
            return Ok(meeting.clone());
        }
        // A meeting that was moved is still found by the day that people remember.
        let slug = date.to_string().parse()?;
        if let Some(meeting) = meeting(self.house, self.board.record.id, &slug).await? {
            return Ok(meeting);
        }
        let board = &self.board.record.slug;
        let days: Vec<String> = all.iter().map(|meeting| meeting.on.to_string()).collect();
        Err(Failure::usage(format!(
            "{board} has no meeting on {date}; it has {}. Enter one with `commonweal meetings {board} {date} create`",
            if days.is_empty() {
                "none".to_owned()
            } else {
                days.join(", ")
            }
        )))
    }

    /// The item of a meeting with a printed number.
    async fn item(&self, meeting: &Event, number: &str) -> Result<Item, Failure> {
        let items = items_of(self.house, meeting.record.id).await?;
        let known: Vec<&str> = items.iter().map(|item| item.number.as_str()).collect();
        let problem = if known.is_empty() {
            "the agenda has no items yet".to_owned()
        } else {
            format!("there is no item {number}; there are {}", known.join(", "))
        };
        items
            .into_iter()
            .find(|item| item.number == number)
            .ok_or_else(|| Failure::usage(problem))
    }
}
