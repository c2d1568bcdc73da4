//! `pack make|again|list|show|publish|share`: packs of evidence, made from published figures.

mod make;
mod share;
mod shown;

use std::path::PathBuf;

use board::House;
use board::documents::{Document, document};
use board::indicators::Figures;
use board::places::Body;
use clap::{Args, Subcommand};

use super::paper::Format;
use super::{board_called, operator_of};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;

#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// Print JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Make a pack about a place: figures by number, by words, or by what they are tagged with.
    Make(make::Make),
    /// Make a pack again, from the newest figures; nothing is written where nothing has changed.
    Again(make::Again),
    /// List the packs of a board, with what is behind the figures of today.
    List(List),
    /// Print a pack, or write it as a file.
    Show(Show),
    /// Publish the newest version in place of the one before.
    Publish(share::Publish),
    /// Record that a board or organisation was given the published version.
    Share(share::Share),
}

#[derive(Debug, Args)]
struct List {
    /// The board, by its short name; needed where there are several.
    #[arg(value_name = "BOARD")]
    board: Option<String>,
}

#[derive(Debug, Args)]
struct Show {
    /// The pack, such as hackney/health-and-money.
    #[arg(value_name = "BOARD/PACK")]
    pack: String,
    /// The version; by default the one that is published, or the newest where none is.
    #[arg(long, value_name = "NUMBER")]
    version: Option<i64>,
    /// What to write.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write it; standard output by default, which only text and HTML are written to.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Makes, lists, prints, publishes or shares packs of evidence.
pub(crate) async fn run(place: &Place, options: Pack) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let result = asked(&house, place, options).await;
    house.database().clone().close().await;
    result
}

/// What every act needs.
struct Desk<'a> {
    house: &'a House,
    figures: Figures,
    who: board::Who,
    json: bool,
}

async fn asked(house: &House, place: &Place, options: Pack) -> Result<(), Failure> {
    let desk = Desk {
        house,
        figures: Figures::new(installation::engine(place)?),
        who: operator_of(house).await?,
        json: options.json,
    };
    match options.act {
        Act::Make(options) => make::make(&desk, options).await,
        Act::Again(options) => make::again(&desk, options).await,
        Act::List(options) => shown::list(&desk, options.board.as_deref()).await,
        Act::Show(options) => shown::show(&desk, &options).await,
        Act::Publish(options) => share::publish(&desk, &options).await,
        Act::Share(options) => share::share(&desk, options).await,
    }
}

/// The pack that somebody names, as in `hackney/health-and-money`, with its board.
async fn pack_called(house: &House, wanted: &str) -> Result<(Body, Document), Failure> {
    let unknown = || {
        Failure::usage(format!(
            "there is no pack “{wanted}”; write the board’s short name and the pack’s, as `commonweal pack list` prints them"
        ))
    };
    let (board, slug) = wanted.split_once('/').ok_or_else(unknown)?;
    let board = board_called(house, Some(board)).await?;
    let slug = slug.parse().map_err(|_| unknown())?;
    let found = document(house, board.record.id, &slug)
        .await?
        .ok_or_else(unknown)?;
    Ok((board, found))
}
