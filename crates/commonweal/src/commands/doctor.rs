use std::collections::BTreeSet;

use board::House;
use board::audit::verify;
use board::indicators::{sweep_files, versions_of};
use clap::Args;
use evidence::engine::{Engine, FileHash, Integrity};
use serde::Serialize;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Remove data files that no record names.
    #[arg(long)]
    sweep: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// How one thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Fine,
    LookAt,
    Broken,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    state: State,
    words: String,
    mend: Option<&'static str>,
}

impl Finding {
    fn new(what: &'static str, state: State, words: String, mend: &'static str) -> Self {
        Self {
            what,
            state,
            words,
            mend: (state != State::Fine).then_some(mend),
        }
    }
}

/// Looks the installation over: the database, the audit log, and whether records and data files belong together.
pub(crate) async fn run(place: &Place, options: Doctor) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let engine = installation::engine(place)?;
    let findings = examine(&house, engine.as_ref(), options.sweep).await;
    house.database().clone().close().await;
    let findings = findings?;
    if options.json {
        print_json(&findings)?;
    } else {
        let lines: Vec<String> = findings.iter().map(in_words).collect();
        print(&lines.join("\n"))?;
    }
    if findings
        .iter()
        .any(|finding| finding.state == State::Broken)
    {
        return Err(Failure::failed(
            "something is broken; what to do stands beside it",
        ));
    }
    Ok(())
}

fn in_words(finding: &Finding) -> String {
    let state = match finding.state {
        State::Fine => "fine   ",
        State::LookAt => "LOOK AT",
        State::Broken => "BROKEN ",
    };
    let mend = finding
        .mend
        .map_or_else(String::new, |mend| format!("\n         {mend}"));
    format!("{state}  {}: {}{mend}", finding.what, finding.words)
}

async fn examine(house: &House, engine: &dyn Engine, sweep: bool) -> Result<Vec<Finding>, Failure> {
    let mut findings = vec![database(house).await?, audit_log(house).await?];
    // Listed before the names are read: what an import adds meanwhile is then never taken for rubbish.
    let kept = engine.kept().await?;
    let named: BTreeSet<FileHash> = versions_of(house, None)
        .await?
        .iter()
        .map(|version| version.file)
        .collect();
    findings.push(data_files(house, engine, &named).await?);
    findings.push(if sweep {
        let who = installation::operator(SystemClocks { fixed: None });
        swept(sweep_files(house, engine, &who).await?)
    } else {
        unnamed_files(&kept, &named)
    });
    Ok(findings)
}

async fn database(house: &House) -> Result<Finding, Failure> {
    let report = house.database().check().await?;
    let state = if report.faults.is_empty() {
        State::Fine
    } else {
        State::Broken
    };
    let words = if report.faults.is_empty() {
        format!("{}, every page of it sound", report.version)
    } else {
        format!("{}: {}", report.version, report.faults.join("; "))
    };
    Ok(Finding::new(
        "Database",
        state,
        words,
        "Stop the server, keep this folder, and restore the newest backup into a new one.",
    ))
}

async fn audit_log(house: &House) -> Result<Finding, Failure> {
    let reports = verify(house, &[]).await?;
    let entries: u64 = reports.iter().map(|report| report.entries).sum();
    let faults: Vec<String> = reports
        .iter()
        .flat_map(|report| &report.faults)
        .map(ToString::to_string)
        .collect();
    let (state, words) = if faults.is_empty() {
        (
            State::Fine,
            format!(
                "{entries} entries in {} chains, all as they were written",
                reports.len()
            ),
        )
    } else {
        (State::Broken, faults.join("; "))
    };
    Ok(Finding::new(
        "Audit log",
        state,
        words,
        "Keep this folder as it is and compare it with a backup: `commonweal audit verify` says more.",
    ))
}

async fn data_files(
    house: &House,
    engine: &dyn Engine,
    named: &BTreeSet<FileHash>,
) -> Result<Finding, Failure> {
    let versions = versions_of(house, None).await?;
    let mut faults = Vec::new();
    for &file in named {
        let fault = match engine.verify(file).await? {
            Integrity::Same => continue,
            Integrity::Changed { .. } => "was altered",
            Integrity::Missing => "is gone",
        };
        let version = versions.iter().find(|version| version.file == file);
        let name = version.map_or_else(|| file.short(), |version| version.record.title.clone());
        faults.push(format!("the file of {name} {fault}"));
    }
    let (state, words) = if faults.is_empty() {
        let words = match named.len() {
            1 => "1 file that records name is there and unaltered".to_owned(),
            many => format!("{many} files that records name are there and unaltered"),
        };
        (State::Fine, words)
    } else {
        (State::Broken, faults.join("; "))
    };
    Ok(Finding::new(
        "Data files",
        state,
        words,
        "Take the files from the newest backup, or load the release again with `commonweal import`.",
    ))
}

fn swept(files: usize) -> Finding {
    Finding::new(
        "Files that no record names",
        State::Fine,
        format!("{files} swept"),
        "",
    )
}

fn unnamed_files(kept: &[FileHash], named: &BTreeSet<FileHash>) -> Finding {
    let unnamed = kept.iter().filter(|file| !named.contains(file)).count();
    let state = if unnamed == 0 {
        State::Fine
    } else {
        State::LookAt
    };
    Finding::new(
        "Files that no record names",
        state,
        unnamed.to_string(),
        "An interrupted import left them. They do no harm; `commonweal doctor --sweep` removes them.",
    )
}
