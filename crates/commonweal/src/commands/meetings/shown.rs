use board::calendar::{ENGLAND, Holidays, holidays};
use board::events::{CANCELLED, CHANGED, Item};
use board::meetings::reports::report_of;
use board::meetings::{
    Decision, MeetingStanding, Minutes, Outcome, Quorum, Recommendation, Verb, decisions_of,
    meeting_standing, meetings, recommendations_of,
};
use board::texts::VersionState;
use board::vocabulary::{capital, long_date};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Desk, turns};
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

/// Lists the meetings of a board, oldest first.
pub(super) async fn list(desk: &Desk<'_>) -> Result<(), Failure> {
    let known = holidays(desk.house, ENGLAND).await?;
    let mut all = Vec::new();
    for meeting in meetings(desk.house, desk.board.record.id).await? {
        all.push(meeting_standing(desk.house, meeting, &known).await?);
    }
    if desk.json {
        let all: Vec<Value> = all
            .iter()
            .map(|standing| Value::Object(as_json(standing, desk.who.today)))
            .collect();
        return print_json(&all);
    }
    if all.is_empty() {
        eprintln!("No meeting has been entered.");
        return Ok(());
    }
    let mut rows = vec![
        ["Day", "Agenda", "Minutes", "Quorum", "Missing"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(all.iter().map(|standing| row(standing, desk.who.today)));
    print(&columns(&rows))
}

fn row(standing: &MeetingStanding, today: Date) -> Vec<String> {
    let missing = standing.missing(today);
    let first = match missing.as_slice() {
        [] => "Nothing".to_owned(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one}, and {} more", rest.len()),
    };
    vec![
        // A date for the eye of somebody who types it next.
        standing.meeting.on.to_string(),
        agenda(standing),
        capital(minutes_state(standing.minutes.as_ref())),
        quorum(&standing.quorum),
        first,
    ]
}

fn agenda(standing: &MeetingStanding) -> String {
    let items = match standing.items.len() {
        0 => "No items".to_owned(),
        1 => "1 item".to_owned(),
        many => format!("{many} items"),
    };
    match standing.meeting.agenda_published {
        Some(on) => format!("{items}, published {}", long_date(on)),
        None => format!("{items}, not published"),
    }
}

/// One word for where minutes stand, which `--json` prints.
fn minutes_state(minutes: Option<&Minutes>) -> &'static str {
    match minutes {
        None => "none",
        Some(minutes) if minutes.is_published() => "published",
        Some(_) => "draft",
    }
}

fn quorum(quorum: &Quorum) -> String {
    if quorum.recorded {
        quorum.to_string()
    } else {
        "Not recorded".to_owned()
    }
}

/// A quorum as `--json` prints it.
pub(super) fn quorum_as_json(quorum: &Quorum) -> Value {
    json!({
        "recorded": quorum.recorded, "present": quorum.present, "needed": quorum.needed,
        "voting_seats": quorum.voting_seats,
        "quorate": quorum.is_quorate().filter(|_| quorum.recorded),
    })
}

fn as_json(standing: &MeetingStanding, today: Date) -> Map<String, Value> {
    let meeting = &standing.meeting;
    let time =
        |time: Option<jiff::civil::Time>| time.map(|time| time.strftime("%H:%M").to_string());
    let mut fields = Map::new();
    for (name, value) in [
        ("reference", json!(meeting.record.reference().to_string())),
        ("date", json!(meeting.on.to_string())),
        ("starts", json!(time(meeting.starts))),
        ("ends", json!(time(meeting.ends))),
        ("place", json!(meeting.place)),
        ("mode", json!(meeting.mode)),
        ("in_public", json!(meeting.in_public)),
        ("state", json!(meeting.record.state)),
        (
            "agenda",
            json!({
                "items": standing.items.len(),
                "published": meeting.agenda_published.map(|on| on.to_string()),
                "late_reason": meeting.late_reason,
                "publish_by": standing.notice.publish_by.to_string(),
                "clear_days": standing.notice.needed,
                "reading": standing.notice.reading,
            }),
        ),
        ("quorum", quorum_as_json(&standing.quorum)),
        ("minutes", json!(minutes_state(standing.minutes.as_ref()))),
        ("missing", json!(standing.missing(today))),
        ("origin", json!(meeting.record.origin.to_string())),
    ] {
        fields.insert(name.to_owned(), value);
    }
    fields
}

/// An item with what is asked at it and what was decided.
struct Shown {
    item: Item,
    asked: Vec<Recommendation>,
    decisions: Vec<Decision>,
    report: Option<VersionState>,
}

impl Shown {
    fn on(&self, asked: &Recommendation) -> Option<&Decision> {
        self.decisions
            .iter()
            .find(|decision| decision.recommendation_id == Some(asked.record.id))
    }

    /// What was decided without a recommendation.
    fn others(&self) -> impl Iterator<Item = &Decision> {
        self.decisions
            .iter()
            .filter(|decision| decision.recommendation_id.is_none())
    }
}

/// Shows one meeting: its agenda with what is asked and decided, who was there, its minutes and what is missing.
pub(super) async fn show(desk: &Desk<'_>, date: Date) -> Result<(), Failure> {
    let known: Holidays = holidays(desk.house, ENGLAND).await?;
    let standing = meeting_standing(desk.house, desk.meeting(date).await?, &known).await?;
    let turns = turns::of(desk, &standing.meeting).await?;
    let mut items = Vec::new();
    for item in &standing.items {
        items.push(Shown {
            asked: recommendations_of(desk.house, item.record.id).await?,
            decisions: decisions_of(desk.house, &[item.record.id]).await?,
            report: report_of(desk.house, item)
                .await?
                .map(|report| report.version.state),
            item: item.clone(),
        });
    }
    if desk.json {
        let mut fields = as_json(&standing, desk.who.today);
        let items: Vec<Value> = items.iter().map(item_as_json).collect();
        fields.insert("items".to_owned(), json!(items));
        let turns: Vec<Value> = turns.iter().map(turns::Told::as_json).collect();
        fields.insert("turns".to_owned(), json!(turns));
        return print_json(&fields);
    }
    print(&in_words(&standing, &items, &turns, desk.who.today))
}

fn in_words(
    standing: &MeetingStanding,
    items: &[Shown],
    turns: &[turns::Told],
    today: Date,
) -> String {
    let meeting = &standing.meeting;
    let published = match meeting.agenda_published {
        Some(on) => format!("The agenda was published on {}.", long_date(on)),
        None => format!(
            "The agenda must be published by {}: {} clear days, counted in {}.",
            long_date(standing.notice.publish_by),
            standing.notice.needed,
            standing.notice.reading
        ),
    };
    let mut lines = vec![format!(
        "{} ({})",
        meeting.record.title, meeting.record.state
    )];
    lines.extend(turns.iter().map(turns::Told::in_words));
    if meeting.record.state != CANCELLED || meeting.agenda_published.is_some() {
        lines.push(published);
    }
    if let Some(reason) = &meeting.late_reason {
        lines.push(format!("It was late. The chair’s reason: {reason}"));
    }
    for shown in items {
        lines.push(String::new());
        lines.extend(item_in_words(shown));
    }
    lines.push(String::new());
    lines.push(format!("Quorum   {}", quorum(&standing.quorum)));
    lines.push(format!(
        "Minutes  {}",
        capital(minutes_state(standing.minutes.as_ref()))
    ));
    let missing = standing.missing(today);
    if !missing.is_empty() {
        lines.push(String::new());
        lines.push("Missing".to_owned());
        lines.extend(missing.iter().map(|words| format!("  {words}")));
    }
    lines.join("\n")
}

fn item_in_words(shown: &Shown) -> Vec<String> {
    let item = &shown.item;
    let mut about = vec![item.item_type.to_string()];
    about.extend(item.presenter.clone());
    about.extend(item.minutes.map(|minutes| format!("{minutes} minutes")));
    about.extend(shown.report.map(|state| format!("report: {state}")));
    let mut lines = vec![
        format!("{}. {}", item.number, item.record.title),
        format!("   {}", capital(&about.join(", "))),
    ];
    if let Some(exempt) = &item.exempt {
        lines.push(format!(
            "   Heard in private under paragraph {} of Schedule 12A: {}",
            exempt.paragraph, exempt.reason
        ));
    }
    if let Some(reason) = &item.urgent_reason {
        lines.push(format!(
            "   Added after the agenda was published, because: {reason}"
        ));
    }
    if item.record.state == CHANGED {
        lines.push(format!(
            "   Changed after the agenda was published, first on {}",
            long_date(item.record.state_since)
        ));
    }
    for (number, asked) in (1..).zip(&shown.asked) {
        let decided = match shown.on(asked) {
            None => "to be decided".to_owned(),
            Some(decision) => decided(decision, Some(asked)),
        };
        lines.push(format!(
            "   Recommendation {number}: {}: {} ({decided})",
            verbs(&asked.verbs),
            asked.words
        ));
    }
    lines.extend(
        shown
            .others()
            .map(|decision| format!("   Decided: {}", decided(decision, None))),
    );
    lines
}

fn verbs(verbs: &[Verb]) -> String {
    verbs
        .iter()
        .map(|verb| verb.as_str())
        .collect::<Vec<_>>()
        .join(" and ")
}

fn decided(decision: &Decision, asked: Option<&Recommendation>) -> String {
    let mut words = match decision.outcome {
        Outcome::Amended => "agreed as amended",
        Outcome::Deferred => "put off",
        Outcome::Rejected => "not agreed",
        Outcome::Agreed => "agreed",
        Outcome::Noted => "noted",
    }
    .to_owned();
    if asked.is_none_or(|asked| asked.words != decision.words_as_decided) {
        words = format!("{words}: “{}”", decision.words_as_decided);
    }
    match &decision.votes {
        Some(votes) => format!("{words}, {votes}"),
        None => words,
    }
}

fn item_as_json(shown: &Shown) -> Value {
    let item = &shown.item;
    let decision = |decision: &Decision| {
        json!({
            "reference": decision.record.reference().to_string(), "outcome": decision.outcome,
            "words": decision.words_as_decided, "votes": decision.votes, "state": decision.record.state,
        })
    };
    let asked: Vec<Value> = (1..)
        .zip(&shown.asked)
        .map(|(number, asked): (usize, _)| {
            json!({
                "number": number, "verbs": asked.verbs, "words": asked.words,
                "decision": shown.on(asked).map(decision),
            })
        })
        .collect();
    json!({
        "number": item.number,
        "title": item.record.title,
        "reference": item.record.reference().to_string(),
        "type": item.item_type,
        "minutes": item.minutes,
        "presenter": item.presenter,
        "exempt": item.exempt.as_ref().map(|exempt| json!({
            "paragraph": exempt.paragraph, "reason": exempt.reason,
        })),
        "urgent_reason": item.urgent_reason,
        "changed_on": (item.record.state == CHANGED).then(|| item.record.state_since.to_string()),
        "report": shown.report,
        "recommendations": asked,
        "decisions": shown.others().map(decision).collect::<Vec<_>>(),
    })
}
