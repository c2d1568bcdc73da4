use std::path::PathBuf;

use board::events::Event;
use board::meetings::{
    AttendanceLine, AttendanceList, Quorum, RecordAttendance, RecordAttendanceError,
    read_attendance_list, record_attendance,
};
use board::places::membership;
use board::vocabulary::capital;
use clap::Args;
use serde_json::{Value, json};

use super::Desk;
use super::shown::quorum_as_json;
use crate::failure::{Failure, refused};
use crate::list_file::{problems_as_json, problems_in_words, text_of_list};
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
pub(super) struct Attendance {
    /// The whole list: an .xlsx workbook, or CSV. State is present, apologies or substitute; a row Public has a number.
    file: PathBuf,
    /// Say what would be recorded, and record nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn record(
    desk: &Desk<'_>,
    meeting: &Event,
    options: &Attendance,
) -> Result<(), Failure> {
    let membership = membership(desk.house, &desk.board, meeting.on).await?;
    let list = read_attendance_list(&text_of_list(&options.file)?, &membership);
    let is_sound = list.problems.is_empty();
    if is_sound && !options.dry_run {
        let input = RecordAttendance {
            meeting_id: meeting.record.id,
            list: list.attendance().cloned().collect(),
        };
        refused!(
            record_attendance(desk.house, &desk.who, input).await,
            RecordAttendanceError
        )?;
    }
    let quorum = list.quorum(&membership);
    if desk.json {
        print_json(&as_json(&list, &quorum, is_sound && !options.dry_run))?;
    } else if is_sound {
        print(&in_words(&list, &quorum, options.dry_run))?;
    } else {
        print(&problems_in_words(&list.problems))?;
    }
    if is_sound {
        Ok(())
    } else {
        Err(Failure::input(
            "nothing was recorded; mend the list and bring it again",
        ))
    }
}

/// "present", "substitute for Chair", "12".
fn state(line: &AttendanceLine) -> String {
    match (&line.in_place_of, line.attendance.head_count) {
        (_, Some(heads)) => heads.to_string(),
        (Some(member), None) => format!("substitute for {member}"),
        (None, None) => line.attendance.presence.to_string(),
    }
}

fn in_words(list: &AttendanceList, quorum: &Quorum, dry_run: bool) -> String {
    let rows: Vec<Vec<String>> = list
        .lines
        .iter()
        .map(|line| vec![line.name.clone(), capital(&state(line))])
        .collect();
    let mut words = vec![columns(&rows), String::new(), quorum.to_string()];
    if !list.not_named.is_empty() {
        words.push(format!("Not on the list: {}", list.not_named.join(", ")));
    }
    if dry_run {
        words.push("Nothing was recorded.".to_owned());
    }
    words.join("\n")
}

fn as_json(list: &AttendanceList, quorum: &Quorum, recorded: bool) -> Value {
    let lines: Vec<Value> = list
        .lines
        .iter()
        .map(|line| {
            let new = &line.attendance;
            json!({
                "row": line.row, "name": line.name, "state": new.presence, "in_place_of": line.in_place_of,
                "people": new.head_count,
            })
        })
        .collect();
    json!({
        "recorded": recorded, "lines": lines, "not_named": list.not_named, "quorum": quorum_as_json(quorum),
        "problems": problems_as_json(&list.problems),
    })
}
