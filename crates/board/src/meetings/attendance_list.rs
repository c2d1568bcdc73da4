use uuid::Uuid;

use super::{Quorum, quorum_of};
use crate::events::{Attendance, Capacity, NewAttendance, Presence};
use crate::lists::{ListProblem, ListRows};
use crate::places::{BODY, Membership, SeatHolder};
use crate::thread::Record;
use crate::vocabulary::RecordId;

/// A line of a list of who was there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Its row, counted as a spreadsheet does: the heading is row 1.
    pub row: usize,
    /// Who, as the board knows them; the public as a number.
    pub name: String,
    /// In whose place, for a substitute.
    pub in_place_of: Option<String>,
    /// What would be recorded.
    pub attendance: NewAttendance,
}

/// A list of who was there, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceList {
    /// The lines, in order.
    pub lines: Vec<AttendanceLine>,
    /// Everything that must be mended first.
    pub problems: Vec<ListProblem>,
    /// Members of whom the list says nothing.
    pub not_named: Vec<String>,
}

impl AttendanceList {
    /// What would be recorded.
    pub fn attendance(&self) -> impl Iterator<Item = &NewAttendance> {
        self.lines.iter().map(|line| &line.attendance)
    }

    /// The quorum that the meeting would have with this list.
    #[must_use]
    pub fn quorum(&self, membership: &Membership) -> Quorum {
        let rows: Vec<Attendance> = self
            .attendance()
            .map(|new| new.clone().on_list(Uuid::nil(), RecordId(Uuid::nil())))
            .collect();
        quorum_of(membership, &rows)
    }
}

/// Whether somebody fills a seat at a meeting; `None` for a seat that nobody holds. Somebody who came in a member's place
/// stands for the seat, not for themselves.
#[must_use]
pub fn attendance_of_seat(seat: &SeatHolder, presence: Presence) -> Option<NewAttendance> {
    let holder = seat.holder.as_ref()?;
    let came = match (presence, &seat.substitute) {
        (Presence::Substitute, Some(substitute)) => substitute,
        _ => holder,
    };
    let is_body = came.kind == BODY;
    Some(NewAttendance {
        person_id: (!is_body).then_some(came.id),
        attending_body_id: is_body.then_some(came.id),
        head_count: None,
        capacity: Capacity::Member,
        presence,
        in_place_of: (presence == Presence::Substitute).then_some(holder.id),
        arrived: None,
        left: None,
    })
}

/// So many members of the public.
#[must_use]
pub const fn attendance_of_public(heads: i64) -> NewAttendance {
    NewAttendance {
        person_id: None,
        attending_body_id: None,
        head_count: Some(heads),
        capacity: Capacity::Public,
        presence: Presence::Present,
        in_place_of: None,
        arrived: None,
        left: None,
    }
}

/// The columns of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    State,
}

const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Name, &["name", "member", "who"]),
    (Column::State, &["state", "presence", "attendance"]),
];

/// Reads a list with the columns “Name” and “State”: members and their substitutes by name, each present, with apologies or
/// as a substitute; a row “Public” with a number. Tabs, commas and semicolons may separate them.
#[must_use]
pub fn read_attendance_list(text: &str, membership: &Membership) -> AttendanceList {
    let without = "The first row must name the columns “Name” and “State”.";
    let read = ListRows::read(text, HEADINGS, Column::State, without);
    let mut list = AttendanceList {
        problems: read.problems.clone(),
        ..AttendanceList::default()
    };
    if read.problems.is_empty() && !read.has(Column::Name) {
        list.problems.push(ListProblem::new(1, None, without));
        return list;
    }
    for (number, row) in &read.rows {
        let number = *number;
        let said = |column| read.field(row, column).1.unwrap_or_default();
        let (name, state) = (said(Column::Name), said(Column::State));
        if name.is_empty() && state.is_empty() {
            continue;
        }
        match line(number, name, state, membership) {
            Ok(line) => {
                let same = |other: &AttendanceLine| {
                    (
                        other.attendance.person_id,
                        other.attendance.attending_body_id,
                    ) == (line.attendance.person_id, line.attendance.attending_body_id)
                        && other.attendance.capacity == line.attendance.capacity
                };
                if list.lines.iter().any(same) {
                    let words = format!("“{name}” stands on the list twice.");
                    list.problems
                        .push(ListProblem::new(number, Some("Name"), words));
                } else {
                    list.lines.push(line);
                }
            }
            Err((column, words)) => {
                list.problems
                    .push(ListProblem::new(number, Some(column), words));
            }
        }
    }
    list.problems.sort_by_key(|problem| problem.row);
    for holder in membership
        .seats
        .iter()
        .filter_map(|seat| seat.holder.as_ref())
    {
        let is_there = list.attendance().any(|new| {
            [new.person_id, new.attending_body_id, new.in_place_of].contains(&Some(holder.id))
        });
        if !is_there && !list.not_named.contains(&holder.title) {
            list.not_named.push(holder.title.clone());
        }
    }
    list
}

/// A line, or the column that is wrong and what to do about it.
fn line(
    row: usize,
    name: &str,
    state: &str,
    membership: &Membership,
) -> Result<AttendanceLine, (&'static str, String)> {
    if name.eq_ignore_ascii_case("public") {
        return match state.parse::<i64>() {
            Ok(heads) if heads >= 0 => Ok(AttendanceLine {
                row,
                name: "Members of the public".to_owned(),
                in_place_of: None,
                attendance: attendance_of_public(heads),
            }),
            _ => Err((
                "State",
                "Write how many members of the public came as a number.".to_owned(),
            )),
        };
    }
    let is_called = |record: &Option<Record>| {
        record
            .as_ref()
            .is_some_and(|record| record.title.eq_ignore_ascii_case(name))
    };
    let seats = &membership.seats;
    let by_holder = seats.iter().find(|seat| is_called(&seat.holder));
    let found = by_holder.or_else(|| {
        seats
            .iter()
            .find(|seat| is_called(&seat.substitute) && seat.holder.is_some())
    });
    let Some(seat) = found else {
        return Err((
            "Name",
            format!(
                "“{name}” held no seat on that day and stands in for nobody. Write the name as it stands on the page of \
                 members."
            ),
        ));
    };
    let Ok(presence @ (Presence::Present | Presence::Apologies | Presence::Substitute)) =
        state.to_lowercase().parse::<Presence>()
    else {
        let words = format!("“{state}” is no state. Write present, apologies or substitute.");
        return Err(("State", words));
    };
    // Whoever stands in for somebody and was there came in that member's place.
    let presence = match (by_holder, presence) {
        (None, Presence::Present) => Presence::Substitute,
        (None, Presence::Apologies) => {
            return Err((
                "State",
                format!("“{name}” is a substitute. Write the apologies of the member."),
            ));
        }
        (Some(seat), Presence::Substitute) if seat.substitute.is_none() => {
            return Err((
                "State",
                format!("“{name}” has no substitute on the page of members."),
            ));
        }
        (_, presence) => presence,
    };
    let nobody = || ("Name", format!("Nobody holds the seat of “{name}”."));
    let attendance = attendance_of_seat(seat, presence).ok_or_else(nobody)?;
    let title = |record: &Option<Record>| record.as_ref().map(|record| record.title.clone());
    let is_substitute = presence == Presence::Substitute;
    Ok(AttendanceLine {
        row,
        name: if is_substitute {
            title(&seat.substitute)
        } else {
            title(&seat.holder)
        }
        .unwrap_or_else(|| name.to_owned()),
        in_place_of: title(&seat.holder).filter(|_| is_substitute),
        attendance,
    })
}
