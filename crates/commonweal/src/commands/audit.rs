use std::path::PathBuf;

use board::audit::{ChainReport, verify};
use board::places::bodies;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::archive::manifest_of;
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Read the whole audit log and say whether anything was changed, removed, moved or cut.
    Verify {
        /// A backup, whose record of where the log ended then must still be part of it.
        #[arg(long, value_name = "BACKUP")]
        against: Option<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Checks the audit log.
pub(crate) async fn run(place: &Place, options: Audit) -> Result<(), Failure> {
    let What::Verify { against, json } = options.what;
    installation::must_exist(place)?;
    let kept = match &against {
        Some(file) => {
            manifest_of(file)
                .map_err(|error| {
                    Failure::while_doing(error, format!("cannot use {}", file.display()))
                })?
                .heads
        }
        None => Vec::new(),
    };
    let house = installation::open(place).await?;
    let reports = verify(&house, &kept).await?;
    let names = bodies(&house).await?;
    house.database().clone().close().await;
    let whose = |report: &ChainReport| {
        report.head.body_id.map_or_else(
            || "the installation".to_owned(),
            |id| {
                names.iter().find(|body| body.record.id == id).map_or_else(
                    || "a body that is gone".to_owned(),
                    |body| body.record.title.clone(),
                )
            },
        )
    };
    let faults: usize = reports.iter().map(|report| report.faults.len()).sum();
    if json {
        let chains: Vec<Value> = reports
            .iter()
            .map(|report| as_json(report, &whose(report)))
            .collect();
        print_json(&json!({ "holds": faults == 0, "chains": chains }))?;
    } else {
        let lines: Vec<String> = reports
            .iter()
            .map(|report| in_words(report, &whose(report)))
            .collect();
        print(&lines.join("\n"))?;
    }
    match faults {
        0 => Ok(()),
        1 => Err(Failure::failed(
            "1 fault in the audit log; keep this data folder as it is and compare it with a backup",
        )),
        many => Err(Failure::failed(format!(
            "{many} faults in the audit log; keep this data folder as it is and compare it with a backup"
        ))),
    }
}

fn in_words(report: &ChainReport, whose: &str) -> String {
    let erased = match report.erased {
        0 => String::new(),
        many => format!(", {many} with details erased by law"),
    };
    let mut lines = vec![format!(
        "{whose}: {} entries{erased}, {}; head {}",
        report.entries,
        if report.faults.is_empty() {
            "all as they were written"
        } else {
            "FAULTY"
        },
        report.head.hash,
    )];
    lines.extend(report.faults.iter().map(|fault| format!("  {fault}")));
    lines.join("\n")
}

fn as_json(report: &ChainReport, whose: &str) -> Value {
    json!({
        "chain": report.head.chain_id.to_string(),
        "of": whose,
        "entries": report.entries,
        "erased": report.erased,
        "head": { "sequence": report.head.sequence, "hash": report.head.hash },
        "faults": report.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
