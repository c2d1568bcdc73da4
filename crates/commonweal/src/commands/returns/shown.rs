use board::asks::{AskState, Round};
use board::outcomes::returns::{PartnerStanding, RoundStanding, help_wanted, standing_of};
use board::thread::Record;
use board::vocabulary::long_date;
use serde_json::{Map, Value, json};

use super::Desk;
use crate::failure::Failure;
use crate::output::{columns, print, print_json};

/// Lists the rounds of a board, newest first.
pub(super) async fn list(desk: &Desk<'_>) -> Result<(), Failure> {
    let mut all = Vec::new();
    for round in desk.rounds().await? {
        all.push(standing_of(desk.house, &round, desk.who.today).await?);
    }
    if desk.json {
        let all: Vec<Value> = all
            .iter()
            .map(|standing| Value::Object(as_json(standing)))
            .collect();
        return print_json(&all);
    }
    if all.is_empty() {
        eprintln!("Nobody has been asked yet.");
        return Ok(());
    }
    let mut rows = vec![
        ["Round", "Last day", "Answers", "Not heard from"]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(all.iter().map(|standing| {
        let round = &standing.round;
        vec![
            round.record.slug.to_string(),
            match round.closed_on {
                Some(on) => format!("closed {}", long_date(on)),
                None => round.closes.to_string(),
            },
            standing.counts().to_string(),
            silent(standing)
                .iter()
                .map(|partner| partner.title.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        ]
    }));
    print(&columns(&rows))
}

fn is_silent(place: &PartnerStanding) -> bool {
    matches!(
        place.state,
        AskState::ToDo | AskState::Late(_) | AskState::DidNotAnswer
    )
}

/// Every partner that was asked and has not answered everything, once, by name.
fn silent(standing: &RoundStanding) -> Vec<&Record> {
    let mut partners: Vec<&Record> = standing
        .places()
        .filter(|(_, place)| is_silent(place))
        .map(|(_, place)| &place.partner)
        .collect();
    partners.sort_by(|one, other| one.title.cmp(&other.title));
    partners.dedup_by_key(|partner| partner.id);
    partners
}

fn as_json(standing: &RoundStanding) -> Map<String, Value> {
    let round = &standing.round;
    let counts = standing.counts();
    let mut fields = Map::new();
    for (name, value) in [
        ("round", json!(round.record.slug.as_str())),
        ("title", json!(round.record.title)),
        ("opened", json!(round.opens.to_string())),
        ("last_day", json!(round.closes.to_string())),
        ("closed_on", json!(round.closed_on.map(|on| on.to_string()))),
        ("sha256", json!(round.closed_with_hash)),
        ("asked", json!(counts.asked)),
        ("answered", json!(counts.answered)),
        ("late", json!(counts.late)),
        ("more_time", json!(counts.extended)),
        ("passed_on", json!(counts.delegated)),
        ("did_not_answer", json!(counts.silent)),
        ("not_asked", json!(counts.not_asked)),
        (
            "silent",
            json!(
                silent(standing)
                    .iter()
                    .map(|partner| partner.slug.as_str())
                    .collect::<Vec<_>>()
            ),
        ),
        ("origin", json!(round.record.origin.to_string())),
    ] {
        fields.insert(name.to_owned(), value);
    }
    fields
}

/// A round as `--json` lists it.
pub(super) async fn round_as_json(
    desk: &Desk<'_>,
    round: &Round,
) -> Result<Map<String, Value>, Failure> {
    Ok(as_json(
        &standing_of(desk.house, round, desk.who.today).await?,
    ))
}

/// Shows one round: every outcome and action, every partner, and who asks for help.
pub(super) async fn show(desk: &Desk<'_>, round: &Round) -> Result<(), Failure> {
    let standing = standing_of(desk.house, round, desk.who.today).await?;
    let help = help_wanted(desk.house, desk.board.record.id).await?;
    if desk.json {
        let mut fields = as_json(&standing);
        let places: Vec<Value> = standing
            .places()
            .map(|(about, place)| place_as_json(about, place))
            .collect();
        fields.insert("places".to_owned(), json!(places));
        let help: Vec<Value> = help
            .iter()
            .map(|help| {
                json!({
                    "ask": help.ask.id.to_string(), "partner": help.partner.slug.as_str(),
                    "about": help.about.reference().to_string(), "words": help.words,
                    "since": help.since.to_string(),
                })
            })
            .collect();
        fields.insert("help".to_owned(), json!(help));
        return print_json(&fields);
    }
    let mut lines = vec![
        round.record.title.clone(),
        match (round.closed_on, &round.closed_with_hash) {
            (Some(on), Some(hash)) => {
                format!("Closed on {} and frozen as {hash}.", long_date(on))
            }
            _ => format!(
                "Asked on {}, due by {}.",
                long_date(round.opens),
                long_date(round.closes)
            ),
        },
        format!("{}.", standing.counts()),
        String::new(),
    ];
    let rows: Vec<Vec<String>> = standing
        .places()
        .map(|(about, place)| {
            vec![
                about.title.clone(),
                place.partner.slug.to_string(),
                place.status(),
                place
                    .view()
                    .map_or_else(String::new, |view| view.to_string()),
            ]
        })
        .collect();
    lines.push(columns(&rows));
    let silences: Vec<String> = standing
        .places()
        .filter(|(_, place)| is_silent(place))
        .filter_map(|(about, place)| Some(format!("  {}: {}", about.title, place.silence()?)))
        .collect();
    if !silences.is_empty() {
        lines.push(String::new());
        lines.push("Not heard from".to_owned());
        lines.extend(silences);
    }
    if !help.is_empty() {
        lines.push(String::new());
        lines.push("Help wanted".to_owned());
        lines.extend(help.iter().map(|help| {
            format!(
                "  {}, since {}: “{}” ({})",
                help.partner.title,
                long_date(help.since),
                help.words,
                help.ask.id
            )
        }));
    }
    print(&lines.join("\n"))
}

fn state(place: &PartnerStanding) -> &'static str {
    match place.state {
        AskState::NotAsked => "not_asked",
        AskState::ToDo => "to_do",
        AskState::Late(_) => "late",
        AskState::Answered(_) => "answered",
        AskState::DidNotAnswer => "did_not_answer",
    }
}

fn place_as_json(about: &Record, place: &PartnerStanding) -> Value {
    let reply = place.ask.as_ref().and_then(|ask| ask.reply.as_ref());
    let days_late = match place.state {
        AskState::Late(days) => Some(days),
        _ => None,
    };
    json!({
        "about": about.reference().to_string(),
        "title": about.title,
        "partner": place.partner.slug.as_str(),
        "name": place.partner.title,
        "part": place.part,
        "state": state(place),
        "due": place.ask.as_ref().map(|ask| ask.due.to_string()),
        "days_late": days_late,
        "asked_on": place.asked_on.map(|on| on.to_string()),
        "reminded": place.reminded.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "escalated": place.escalated.map(|on| on.to_string()),
        "more_time_until": place.extended_to.map(|on| on.to_string()),
        "passed_to": place.passed_to,
        "reply": reply.map(|reply| reply.word.as_str()),
        "answered_on": reply.map(|reply| reply.on.to_string()),
        "answers": place.answers,
    })
}
