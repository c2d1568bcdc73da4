use std::fs;
use std::path::{Path, PathBuf};

use board::asks::{RoundPurpose, rounds_of};
use board::events::items_of;
use board::indicators::Figures;
use board::meetings::reports::{public_report, report_paper};
use board::meetings::{decisions_of, meeting, meetings, next_meeting};
use board::outcomes::{PublishedFigures, progress_paper};
use board::places::{Body, board_by_slug};
use board::vocabulary::Slug;
use board::{House, Who};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use papers::{Paper, formats};
use papers_typst::Printer;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::print;

/// What a paper is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Plain text, for an e-mail.
    Text,
    /// HTML to paste into another system.
    Html,
    /// PDF/UA-1, to print and to publish.
    Pdf,
    /// A Word document, to edit.
    Docx,
    /// A workbook of its tables, to work with.
    Xlsx,
}

impl Format {
    /// Whether it is to be read as it comes, so that it may go to standard output.
    const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

#[derive(Debug, Args)]
pub(crate) struct PaperOptions {
    /// The board and its round of returns, such as hackney/autumn-2022; or the board, the day of its meeting and the number of
    /// an item with a published report, such as hackney/2022-09-22/5.
    #[arg(value_name = "BOARD/ROUND or BOARD/DATE/ITEM")]
    paper: String,
    /// What to write.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write it; standard output by default, which only text and HTML are written to.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the progress paper of a round, or the report of an item.
pub(crate) async fn run(place: &Place, options: PaperOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    must_have_file(options.format, options.output.as_ref())?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let paper = paper(&house, figures, &options.paper).await;
    house.database().clone().close().await;
    written(&paper?, options.format, options.output.as_deref())
}

/// Refuses a format that needs a file where none is named.
pub(super) fn must_have_file(format: Format, output: Option<&PathBuf>) -> Result<(), Failure> {
    if format.is_text() || output.is_some() {
        return Ok(());
    }
    Err(Failure::usage(
        "this format is not for a screen: say where to write it with --output FILE",
    ))
}

/// Writes a paper in a format, to a file or to standard output.
pub(super) fn written(paper: &Paper, format: Format, output: Option<&Path>) -> Result<(), Failure> {
    let bytes = match format {
        Format::Text => formats::text::write(paper).into_bytes(),
        Format::Html => formats::html::to_paste(paper).into_bytes(),
        Format::Pdf => Printer::new().print(paper)?.bytes,
        Format::Docx => formats::docx::write(paper, Some(Printer::new().painter()))?,
        Format::Xlsx => formats::xlsx::write(paper)?,
    };
    match output {
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

/// The paper that somebody names: a round's progress, or the report of an item of a meeting's agenda.
async fn paper(house: &House, figures: Figures, wanted: &str) -> Result<Paper, Failure> {
    let parts: Vec<&str> = wanted.split('/').collect();
    let (&board, rest) = parts.split_first().ok_or_else(|| unknown(wanted))?;
    let slug: Slug = board.parse().map_err(|_| unknown(wanted))?;
    let board = board_by_slug(house, &slug)
        .await?
        .ok_or_else(|| unknown(wanted))?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let made = match *rest {
        [round] => progress(house, figures, &board, round, who).await?,
        [date, item] => report(house, &board, date, item, who.today).await?,
        _ => None,
    };
    made.ok_or_else(|| unknown(wanted))
}

fn unknown(wanted: &str) -> Failure {
    Failure::usage(format!(
        "there is no paper “{wanted}”; write the board’s short name and its round’s, as in hackney/autumn-2022, or its meeting’s \
         day and the number of an item with a published report, as in hackney/2022-09-22/5"
    ))
}

async fn progress(
    house: &House,
    figures: Figures,
    board: &Body,
    round: &str,
    who: Who,
) -> Result<Option<Paper>, Failure> {
    let rounds = rounds_of(house, board.record.id, RoundPurpose::Returns).await?;
    let Some(round) = rounds.iter().find(|one| one.record.slug.as_str() == round) else {
        return Ok(None);
    };
    let today = who.today;
    let figures = PublishedFigures::new(
        house.clone(),
        figures,
        std::sync::Arc::new(move || who.clone()),
    );
    let meeting =
        next_meeting(&meetings(house, board.record.id).await?, today).map(|meeting| meeting.on);
    let draft = progress_paper(house, &figures, round, meeting, today).await?;
    Ok(Some(draft.check()?))
}

/// The report as the public may read it.
async fn report(
    house: &House,
    board: &Body,
    date: &str,
    number: &str,
    today: Date,
) -> Result<Option<Paper>, Failure> {
    let Ok(slug) = date.parse() else {
        return Ok(None);
    };
    let Some(meeting) = meeting(house, board.record.id, &slug).await? else {
        return Ok(None);
    };
    let items = items_of(house, meeting.record.id).await?;
    let Some(item) = items.into_iter().find(|item| item.number == number) else {
        return Ok(None);
    };
    let Some(report) = public_report(house, &meeting, &item, today).await? else {
        return Ok(None);
    };
    let decisions = decisions_of(house, &[item.record.id]).await?;
    let draft = report_paper(&report, &board.public_name, &meeting, &item, &decisions)?;
    Ok(Some(draft.check()?))
}
