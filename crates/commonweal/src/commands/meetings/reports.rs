use std::path::PathBuf;

use board::events::Event;
use board::meetings::reports::{
    PublishReportError, WriteReport, WriteReportError, publish_report, report_of,
    sections_of_words, write_report,
};
use board::vocabulary::Origin;
use clap::Args;

use super::Desk;
use crate::commands::text_of_file;
use crate::failure::{Failure, refused};

#[derive(Debug, Args)]
pub(super) struct Write {
    /// The number of the item.
    item: String,
    /// A text file in UTF-8, in sections such as "# Summary" and "# Equalities implications".
    file: PathBuf,
    /// Who writes it, by office, and how to reach them.
    #[arg(long, value_name = "OFFICE")]
    author: String,
}

#[derive(Debug, Args)]
pub(super) struct Publish {
    /// The number of the item.
    item: String,
}

pub(super) async fn write(
    desk: &Desk<'_>,
    meeting: &Event,
    options: &Write,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let sections = sections_of_words(&text_of_file(&options.file)?).map_err(Failure::input)?;
    let known = report_of(desk.house, &item).await?;
    let input = WriteReport {
        item_id: item.record.id,
        seen_version: known.map_or(0, |report| report.version.number),
        author: options.author.clone(),
        sections,
        origin: Origin::Entered,
    };
    refused!(
        write_report(desk.house, &desk.who, input).await,
        WriteReportError
    )?;
    Ok(())
}

pub(super) async fn publish(
    desk: &Desk<'_>,
    meeting: &Event,
    options: &Publish,
) -> Result<(), Failure> {
    let item = desk.item(meeting, &options.item).await?;
    let report = report_of(desk.house, &item)
        .await?
        .ok_or_else(|| Failure::usage(format!("item {} has no report yet", item.number)))?;
    for name in report.unattached_appendices() {
        eprintln!("To check: the words name Appendix {name}, and no such appendix is attached.");
    }
    let seen = report.version.number;
    match publish_report(desk.house, &desk.who, item.record.id, seen).await {
        Err(PublishReportError::Incomplete(missing)) => {
            let lines: Vec<String> = missing.iter().map(ToString::to_string).collect();
            Err(Failure::input(format!(
                "this report cannot be published yet\n{}",
                lines.join("\n")
            )))
        }
        other => refused!(other, PublishReportError),
    }
}
