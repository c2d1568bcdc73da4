use std::fs;
use std::path::PathBuf;

use board::House;
use board::asks::{RoundPurpose, rounds_of};
use board::indicators::Figures;
use board::meetings::{meetings, next_meeting};
use board::outcomes::{PublishedFigures, progress_paper};
use board::places::board_by_slug;
use board::vocabulary::Slug;
use clap::{Args, ValueEnum};
use papers::{Paper, formats};
use papers_typst::Printer;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::print;

/// What a paper is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Plain text, for an e-mail.
    Text,
    /// HTML to paste into another system.
    Html,
    /// PDF/UA-1, to print and to publish.
    Pdf,
}

#[derive(Debug, Args)]
pub(crate) struct PaperOptions {
    /// The board and its round of returns, such as hackney/autumn-2022.
    #[arg(value_name = "BOARD/ROUND")]
    round: String,
    /// What to write.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write it; standard output by default, which a PDF is not written to.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the progress paper of a round.
pub(crate) async fn run(place: &Place, options: PaperOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    if options.format == Format::Pdf && options.output.is_none() {
        return Err(Failure::usage(
            "say where to write the PDF with --output FILE",
        ));
    }
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let paper = paper(&house, figures, &options.round).await;
    house.database().clone().close().await;
    let paper = paper?;
    let bytes = match options.format {
        Format::Text => formats::text::write(&paper).into_bytes(),
        Format::Html => formats::html::to_paste(&paper).into_bytes(),
        Format::Pdf => Printer::new().print(&paper)?.bytes,
    };
    match &options.output {
        Some(file) => {
            fs::write(file, bytes).map_err(|error| {
                Failure::while_doing(error, format!("cannot write {}", file.display()))
            })?;
            eprintln!("Written to {}.", file.display());
            Ok(())
        }
        None => print(String::from_utf8_lossy(&bytes).trim_end()),
    }
}

async fn paper(house: &House, figures: Figures, wanted: &str) -> Result<Paper, Failure> {
    let unknown = || {
        Failure::usage(format!(
            "there is no round “{wanted}”; write the board’s short name and the round’s, as in hackney/autumn-2022"
        ))
    };
    let (board, round) = wanted.split_once('/').ok_or_else(unknown)?;
    let slug: Slug = board.parse().map_err(|_| unknown())?;
    let board = board_by_slug(house, &slug).await?.ok_or_else(unknown)?;
    let rounds = rounds_of(house, board.record.id, RoundPurpose::Returns).await?;
    let round = rounds
        .iter()
        .find(|one| one.record.slug.as_str() == round)
        .ok_or_else(unknown)?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let today = who.today;
    let figures = PublishedFigures::new(
        house.clone(),
        figures,
        std::sync::Arc::new(move || who.clone()),
    );
    let meeting =
        next_meeting(&meetings(house, board.record.id).await?, today).map(|meeting| meeting.on);
    let draft = progress_paper(house, &figures, round, meeting, today).await?;
    Ok(draft.check()?)
}
