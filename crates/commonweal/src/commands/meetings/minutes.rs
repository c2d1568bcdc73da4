use std::path::PathBuf;

use board::events::Event;
use board::meetings::{
    Finding, Lack, Mend, MendAction, MendActionError, MinutedAction, Minutes, PasteMinutes,
    PasteMinutesError, PublishMinutes, PublishMinutesError, SettleFinding, SettleFindingError,
    mend_action, minutes_of, paste_minutes, publish_minutes, settle_finding,
};
use board::vocabulary::{Origin, capital, long_date};
use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Desk;
use crate::commands::minutes::text_of_minutes;
use crate::failure::{Failure, refused};
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(super) struct Paste {
    /// A text file with the minutes, or `-` for standard input.
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct MendOptions {
    /// Which action, by its number in what `minutes` shows.
    action: usize,
    /// Who is to do it.
    #[arg(long, value_name = "OFFICE")]
    owner: Option<String>,
    /// What is to be done.
    #[arg(long, value_name = "WORDS")]
    words: Option<String>,
    /// By when.
    #[arg(long, value_name = "DATE")]
    due: Option<Date>,
}

#[derive(Debug, Args)]
pub(super) struct Settle {
    /// Which finding, by its number in what `minutes` shows.
    finding: usize,
    #[command(flatten)]
    how: How,
}

/// What the minutes are to show.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct How {
    /// Print it as it stands, with this note beside it; empty for none.
    #[arg(long, value_name = "NOTE")]
    as_it_stands: Option<String>,
    /// Print these words instead; what was pasted is kept.
    #[arg(long, value_name = "WORDS")]
    reword: Option<String>,
    /// Give the second of two paragraphs this number.
    #[arg(long, value_name = "NUMBER")]
    renumber: Option<String>,
    /// Put the question on the next agenda.
    #[arg(long)]
    carry: bool,
    /// The question was answered elsewhere: where, and what.
    #[arg(long, value_name = "WORDS")]
    answered: Option<String>,
    /// Leave the question open.
    #[arg(long)]
    leave_open: bool,
}

impl How {
    fn mend(self) -> Mend {
        match self {
            Self {
                as_it_stands: Some(note),
                ..
            } => Mend::AsItStands(note),
            Self {
                reword: Some(words),
                ..
            } => Mend::Reword(words),
            Self {
                renumber: Some(number),
                ..
            } => Mend::Renumber(number),
            Self {
                answered: Some(words),
                ..
            } => Mend::Answered(words),
            Self { carry: true, .. } => Mend::Carry,
            _ => Mend::LeaveOpen,
        }
    }
}

pub(super) async fn show(desk: &Desk<'_>, meeting: &Event) -> Result<(), Failure> {
    let minutes = entered(desk, meeting).await?;
    if desk.json {
        print_json(&as_json(&minutes))
    } else {
        print(&in_words(&minutes))
    }
}

async fn entered(desk: &Desk<'_>, meeting: &Event) -> Result<Minutes, Failure> {
    minutes_of(desk.house, meeting).await?.ok_or_else(|| {
        Failure::usage(format!(
            "no minutes of {} have been entered; `paste-minutes FILE` reads them",
            long_date(meeting.on)
        ))
    })
}

pub(super) async fn paste(
    desk: &Desk<'_>,
    meeting: &Event,
    options: &Paste,
) -> Result<(), Failure> {
    let name = options.file.file_name().filter(|name| *name != "-");
    let input = PasteMinutes {
        meeting_id: meeting.record.id,
        words: text_of_minutes(&options.file)?,
        file_name: name.map(|name| name.to_string_lossy().into_owned()),
        origin: Origin::Entered,
    };
    refused!(
        paste_minutes(desk.house, &desk.who, input).await,
        PasteMinutesError
    )?;
    show(desk, meeting).await
}

/// The one of a list with a number, from 1.
fn numbered<'a, T>(all: &'a [T], number: usize, what: &str) -> Result<&'a T, Failure> {
    number
        .checked_sub(1)
        .and_then(|at| all.get(at))
        .ok_or_else(|| {
            Failure::usage(match all.len() {
                0 => format!("these minutes hold no {what}"),
                many => format!("there is no {what} {number}; they are numbered 1 to {many}"),
            })
        })
}

pub(super) async fn mend(
    desk: &Desk<'_>,
    meeting: &Event,
    options: MendOptions,
) -> Result<(), Failure> {
    let minutes = entered(desk, meeting).await?;
    let found = numbered(&minutes.actions, options.action, "action")?;
    let action = &found.action;
    let said = found.has_words.then(|| action.record.title.clone());
    let input = MendAction {
        meeting_id: meeting.record.id,
        minuted_id: found.id,
        seen_revision: action.record.revision,
        owner: options.owner.or_else(|| action.owner_words.clone()),
        words: options.words.or(said),
        due: options.due.or(action.due),
    };
    refused!(
        mend_action(desk.house, &desk.who, input).await,
        MendActionError
    )?;
    show(desk, meeting).await
}

pub(super) async fn settle(
    desk: &Desk<'_>,
    meeting: &Event,
    options: Settle,
) -> Result<(), Failure> {
    let minutes = entered(desk, meeting).await?;
    let all: Vec<&Finding> = findings(&minutes).collect();
    let finding = numbered(&all, options.finding, "finding")?;
    let input = SettleFinding {
        meeting_id: meeting.record.id,
        finding_id: finding.id,
        seen_version: minutes.version.number,
        mend: options.how.mend(),
    };
    refused!(
        settle_finding(desk.house, &desk.who, input).await,
        SettleFindingError
    )?;
    show(desk, meeting).await
}

pub(super) async fn publish(desk: &Desk<'_>, meeting: &Event) -> Result<(), Failure> {
    let minutes = entered(desk, meeting).await?;
    let input = PublishMinutes {
        meeting_id: meeting.record.id,
        seen_version: minutes.version.number,
    };
    match publish_minutes(desk.house, &desk.who, input).await {
        Err(PublishMinutesError::Incomplete(missing)) => {
            let lines: Vec<String> = missing
                .iter()
                .map(|one| format!("{}: {}", one.place, one.words))
                .collect();
            Err(Failure::input(format!(
                "these minutes cannot be published yet\n{}",
                lines.join("\n")
            )))
        }
        other => refused!(other, PublishMinutesError),
    }
}

/// The findings that are settled by themselves; the others are parts that an action lacks.
fn findings(minutes: &Minutes) -> impl Iterator<Item = &Finding> {
    minutes
        .findings
        .iter()
        .filter(|finding| !finding.is_part_of_action())
}

fn lacks(minuted: &MinutedAction) -> Vec<&'static str> {
    minuted
        .lacks()
        .into_iter()
        .map(|lack| match lack {
            Lack::Words => "words",
            Lack::Owner => "owner",
            Lack::Due => "due",
        })
        .collect()
}

fn in_words(minutes: &Minutes) -> String {
    let mut lines = vec![format!(
        "{}, {} ({})",
        minutes.text.record.title,
        minutes.version.name(),
        minutes.version.state
    )];
    for (number, minuted) in (1..).zip(&minutes.actions) {
        let action = &minuted.action;
        lines.push(String::new());
        lines.push(format!("Action {number}, at {}", minuted.place));
        let gap = || "not said".to_owned();
        lines.push(format!(
            "  Owner: {}",
            action.owner_words.clone().unwrap_or_else(gap)
        ));
        lines.push(format!(
            "  What:  {}",
            if minuted.has_words {
                action.record.title.clone()
            } else {
                gap()
            }
        ));
        lines.push(format!(
            "  Due:   {}",
            action.due.map_or_else(gap, long_date)
        ));
        if let Some(words) = &minuted.proposed_words {
            lines.push(format!("  The paragraph says, to consider: {words}"));
        }
    }
    for (number, finding) in (1..).zip(findings(minutes)) {
        lines.push(String::new());
        lines.push(format!(
            "Finding {number}, at {} ({})",
            finding.place, finding.weight
        ));
        lines.push(format!("  {}", finding.message));
        match finding.settlement {
            None => lines.push(format!("  {}", finding.how_to_mend)),
            Some(settled) => {
                let note = finding.note.as_deref().map(|note| format!(": {note}"));
                lines.push(format!("  Settled: {settled}{}", note.unwrap_or_default()));
            }
        }
    }
    let missing = minutes.missing();
    lines.push(String::new());
    if minutes.is_published() {
        lines.push("They are published.".to_owned());
    } else if missing.is_empty() {
        lines.push("Nothing keeps them from being published.".to_owned());
    } else {
        lines.push("Before they can be published".to_owned());
        lines.extend(
            missing
                .iter()
                .map(|one| format!("  {}: {}", one.place, capital(&one.words))),
        );
    }
    lines.join("\n")
}

fn as_json(minutes: &Minutes) -> Value {
    let actions: Vec<Value> = (1..)
        .zip(&minutes.actions)
        .map(|(number, minuted): (usize, _)| {
            let action = &minuted.action;
            json!({
                "number": number, "place": minuted.place, "as_written": minuted.as_written,
                "owner": action.owner_words,
                "words": minuted.has_words.then_some(action.record.title.as_str()),
                "due": action.due.map(|due| due.to_string()), "proposed_words": minuted.proposed_words,
                "lacks": lacks(minuted), "reference": action.record.reference().to_string(),
                "state": action.record.state,
            })
        })
        .collect();
    let findings: Vec<Value> = (1..)
        .zip(findings(minutes))
        .map(|(number, finding): (usize, _)| {
            json!({
                "number": number, "place": finding.place, "rule": finding.rule, "weight": finding.weight,
                "message": finding.message, "how_to_mend": finding.how_to_mend,
                "settlement": finding.settlement, "note": finding.note,
            })
        })
        .collect();
    json!({
        "reference": minutes.text.record.reference().to_string(),
        "version": minutes.version.number,
        "made_on": minutes.version.made_on.to_string(),
        "state": minutes.version.state,
        "sha256": minutes.source.sha256,
        "file": minutes.source.file_name,
        "actions": actions,
        "findings": findings,
        "missing": minutes.missing().iter().map(|one| json!({
            "place": one.place, "words": one.words,
        })).collect::<Vec<_>>(),
    })
}
