use std::collections::BTreeSet;
use std::path::Path;

use board::House;
use board::audit::{newest, verify};
use board::files::{AttachmentFolder, stored_files, sweep_attachments};
use board::indicators::{sweep_files, versions_of};
use clap::Args;
use evidence::engine::{Engine, FileHash, Integrity};
use serde::Serialize;
use web::Clocks as _;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::mail::{MailOptions, MailServer};
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Remove files that no record names.
    #[arg(long)]
    sweep: bool,
    #[command(flatten)]
    mail: MailOptions,
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

/// Looks the installation over: the database, the audit log, whether records and data files belong together, and the machine.
pub(crate) async fn run(place: &Place, options: Doctor) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let server = options.mail.server()?;
    let house = installation::open(place).await?;
    let engine = installation::engine(place)?;
    let findings = examine(&house, engine.as_ref(), options.sweep).await;
    let clock = clock(&house).await;
    house.database().clone().close().await;
    let mut findings = findings?;
    findings.extend([clock?, space(&place.data)?]);
    findings.extend(readers(&place.data)?);
    findings.push(mail(server.as_ref()).await);
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
    findings.extend(attached_files(house, sweep).await?);
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

/// Whether attachments and their files belong together.
async fn attached_files(house: &House, sweep: bool) -> Result<[Finding; 2], Failure> {
    let folder = AttachmentFolder::of(house);
    // Listed before the names are read: what is attached meanwhile is then never taken for rubbish.
    let kept = folder.kept()?;
    let named = stored_files(house).await?;
    let mut faults = Vec::new();
    for (file, title) in &named {
        let fault = match folder.verify(file.hash)? {
            Integrity::Same => continue,
            Integrity::Changed { .. } => "was altered",
            Integrity::Missing => "is gone",
        };
        faults.push(format!("the file of “{title}” {fault}"));
    }
    let (state, words) = match (faults.is_empty(), named.len()) {
        (false, _) => (State::Broken, faults.join("; ")),
        (true, 1) => (State::Fine, "1 is there and unaltered".to_owned()),
        (true, many) => (State::Fine, format!("{many} are there and unaltered")),
    };
    let whole = Finding::new(
        "Attached files",
        state,
        words,
        "Take the files from the newest backup, or attach them again.",
    );
    let unnamed = kept
        .iter()
        .filter(|hash| named.iter().all(|(file, _)| file.hash != **hash))
        .count();
    let (state, words) = if sweep {
        let who = installation::operator(SystemClocks { fixed: None });
        let swept = sweep_attachments(house, &who).await?;
        (State::Fine, format!("{swept} swept"))
    } else if unnamed == 0 {
        (State::Fine, unnamed.to_string())
    } else {
        (State::LookAt, unnamed.to_string())
    };
    let stray = Finding::new(
        "Attached files that nothing names",
        state,
        words,
        "They were removed from their records. `commonweal doctor --sweep` removes them from the disk too.",
    );
    Ok([whole, stray])
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

/// A clock that was set back makes links that never end and an audit log out of order.
async fn clock(house: &House) -> Result<Finding, Failure> {
    let now = SystemClocks { fixed: None }.now();
    let newest = newest(house, None, 1).await?.pop();
    let behind = newest.filter(|entry| entry.at > now);
    Ok(Finding::new(
        "Clock",
        if behind.is_some() {
            State::Broken
        } else {
            State::Fine
        },
        match behind {
            Some(entry) => format!(
                "it says {now}, and the audit log has an entry of {}",
                entry.at
            ),
            None => format!("{now}, later than the newest entry of the audit log"),
        },
        "Let the machine keep its clock from the network (chrony, systemd-timesyncd).",
    ))
}

/// Below so much room an import or a backup may not fit.
const LITTLE_ROOM: u64 = 1_000_000_000;

fn space(data: &Path) -> Result<Finding, Failure> {
    let room = rustix::fs::statvfs(data).map_err(std::io::Error::from)?;
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let state = if free < LITTLE_ROOM {
        State::LookAt
    } else {
        State::Fine
    };
    Ok(Finding::new(
        "Room on the disk",
        state,
        format!(
            "{}.{} GB free",
            free / LITTLE_ROOM,
            free % LITTLE_ROOM / 100_000_000
        ),
        "Make room: a full disk breaks nothing, but nothing more can be saved.",
    ))
}

/// Whether others who have an account on the machine may read the data folder, which holds what members alone may see.
#[cfg(unix)]
fn readers(data: &Path) -> Result<Option<Finding>, Failure> {
    use std::os::unix::fs::PermissionsExt;

    let mode = std::fs::metadata(data)?.permissions().mode() & 0o777;
    let open = mode & 0o007 != 0;
    Ok(Some(Finding::new(
        "Who may read the data folder",
        if open { State::LookAt } else { State::Fine },
        if open {
            format!("everybody with an account on this machine (mode {mode:o})")
        } else {
            format!("nobody but its owner and group (mode {mode:o})")
        },
        "Close it to others: chmod o= on the folder.",
    )))
}

#[cfg(not(unix))]
fn readers(_: &Path) -> Result<Option<Finding>, Failure> {
    Ok(None)
}

async fn mail(server: Option<&MailServer>) -> Finding {
    let (state, words) = match server {
        None => (
            State::Fine,
            "no server is named; messages are sent by hand from the outbox".to_owned(),
        ),
        Some(server) => match server.check().await {
            Ok(()) => (State::Fine, "the server answers".to_owned()),
            Err(problem) => (State::Broken, problem.to_string()),
        },
    };
    Finding::new(
        "Mail",
        state,
        words,
        "Check --mail-server: name, port, password, and whether this machine may reach it.",
    )
}
