//! `/desk/meetings/{date}/minutes`: the minutes as they were pasted, with what we found beside each paragraph and the way to
//! mend it. Nothing is mended by itself.

use axum::extract::State;
use board::events::Event;
use board::meetings::{Finding, Lack, MinutedAction, Minutes, Weight, minutes_of};
use board::vocabulary::{RecordId, Role, long_date};
use serde::Serialize;

use super::desk_meeting_page::frame_beneath;
use super::drawn::{address, meeting_on};
use crate::address::Path;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::visitor::Visitor;

const TEMPLATE: &str = "meetings/minutes_page.html";
const TITLE: &str = "Minutes";

#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked by the template alone"
)]
struct MinutesPage<'a> {
    form: &'a FormState,
    here: String,
    public: String,
    title: String,
    lead: &'static str,
    origin: &'static str,
    facts: Vec<Fact>,
    version: i64,
    pairs: Vec<Pair>,
    loose: Vec<FoundRow>,
    has_minutes: bool,
    is_published: bool,
    is_complete: bool,
    may_change: bool,
}

#[derive(Serialize)]
struct Fact {
    value: usize,
    label: &'static str,
}

/// A paragraph with what was found beside it.
#[derive(Serialize)]
struct Pair {
    id: String,
    number: String,
    words: String,
    original: Option<String>,
    findings: Vec<FoundRow>,
    actions: Vec<ActionRow>,
}

#[derive(Serialize)]
struct FoundRow {
    id: String,
    found: Found,
    place: String,
    how: String,
    choices: Vec<Choice>,
    mend_field: String,
    words_field: String,
    wants_words: bool,
    settled: Option<String>,
    open: bool,
}

/// What `components/pair.html` draws.
#[derive(Serialize)]
struct Found {
    kind: &'static str,
    tags: Vec<&'static str>,
    text: String,
}

#[derive(Serialize)]
struct ActionRow {
    id: String,
    revision: i64,
    found: Found,
    as_written: String,
    proposed: Option<String>,
    owner_field: String,
    words_field: String,
    due_field: String,
    is_draft: bool,
    open: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Answer {
    let meeting = meeting_on(&app, &visitor, &date).await?;
    let minutes = minutes_of(&app.house, &meeting).await?;
    let form = minutes.as_ref().map_or_else(FormState::empty, filled);
    let page = page(&app, &visitor, &meeting, minutes.as_ref(), &form)?;
    app.page(TEMPLATE, &frame(&visitor, &meeting, &page), page)
}

fn frame(visitor: &Visitor, meeting: &Event, page: &MinutesPage<'_>) -> crate::templates::Frame {
    let mut frame = frame_beneath(visitor, meeting, TITLE);
    frame.illustrative = page.origin == "illustrative";
    frame
}

/// What is known of each action stands in its fields.
fn filled(minutes: &Minutes) -> FormState {
    let mut form = FormState::empty();
    for minuted in &minutes.actions {
        let id = minuted.id;
        let action = &minuted.action;
        if let Some(owner) = &action.owner_words {
            form = form.with(&format!("owner-{id}"), owner.clone());
        }
        if minuted.has_words {
            form = form.with(&format!("words-{id}"), action.record.title.clone());
        }
        if let Some(due) = action.due {
            form = form.with_date(&format!("due-{id}"), due);
        }
    }
    form
}

/// The page again with what is wrong.
pub(super) async fn again(
    app: &App,
    visitor: &Visitor,
    meeting: &Event,
    form: &FormState,
) -> Answer {
    let minutes = minutes_of(&app.house, meeting).await?;
    let known = minutes.as_ref().map_or_else(FormState::empty, filled);
    let form = form.clone().filled_from(known);
    let page = page(app, visitor, meeting, minutes.as_ref(), &form)?;
    app.refused(TEMPLATE, &frame(visitor, meeting, &page), page)
}

fn page<'a>(
    _app: &App,
    visitor: &Visitor,
    meeting: &Event,
    minutes: Option<&Minutes>,
    form: &'a FormState,
) -> Result<MinutesPage<'a>, Refusal> {
    let board = visitor.board()?;
    let mut page = MinutesPage {
        form,
        here: format!("/desk/meetings/{}/minutes", meeting.record.slug),
        public: address(board.record.slug.as_str(), meeting),
        title: format!("No minutes of {} yet", long_date(meeting.on)),
        lead: "Paste them as they are, or choose a text file. Nothing is changed until you change it.",
        origin: "entered",
        facts: Vec::new(),
        version: 0,
        pairs: Vec::new(),
        loose: Vec::new(),
        has_minutes: minutes.is_some(),
        is_published: false,
        is_complete: false,
        may_change: visitor.has(Role::Officer),
    };
    let Some(minutes) = minutes else {
        return Ok(page);
    };
    page.is_published = minutes.is_published();
    page.is_complete = minutes.missing().is_empty();
    page.version = minutes.version.number;
    page.origin = minutes.text.record.origin.as_str();
    page.title = title(minutes);
    page.lead = if page.is_published {
        "The public sees these minutes. What was pasted is kept as it was."
    } else {
        "Your text stands as you pasted it, with what we found next to it. Nothing is changed until you change it."
    };
    let open = |finding: &&Finding| finding.settlement.is_none() && !finding.is_part_of_action();
    page.facts = vec![
        Fact {
            value: minutes.actions.len(),
            label: if minutes.actions.len() == 1 {
                "action"
            } else {
                "actions"
            },
        },
        Fact {
            value: minutes.missing().len(),
            label: "still missing before they can be published",
        },
        Fact {
            value: minutes
                .findings
                .iter()
                .filter(open)
                .filter(|finding| !finding.stops())
                .count(),
            label: "worth a look",
        },
    ];
    page.pairs = minutes
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let number = block.number.clone().unwrap_or_default();
            let here = |paragraph: Option<RecordId>| paragraph == Some(block.paragraph_id);
            Pair {
                id: format!("p{at}"),
                number,
                words: block.words.clone(),
                original: minutes.original_of(block).map(|first| first.words.clone()),
                findings: minutes
                    .findings
                    .iter()
                    .filter(|finding| here(finding.paragraph_id) && !finding.is_part_of_action())
                    .map(|finding| found_row(finding, form))
                    .collect(),
                actions: minutes
                    .actions
                    .iter()
                    .filter(|action| here(action.paragraph_id))
                    .map(|action| action_row(action, form))
                    .collect(),
            }
        })
        .collect();
    page.loose = minutes
        .findings
        .iter()
        .filter(|finding| finding.paragraph_id.is_none() && !finding.is_part_of_action())
        .map(|finding| found_row(finding, form))
        .collect();
    Ok(page)
}

fn title(minutes: &Minutes) -> String {
    let read = minutes.blocks.len();
    let actions = match minutes.actions.len() {
        0 => "no action found".to_owned(),
        1 => "one action found".to_owned(),
        many => format!("{many} actions found"),
    };
    let lacks: Vec<&str> = [
        (Lack::Words, "no words"),
        (Lack::Owner, "no owner"),
        (Lack::Due, "no date"),
    ]
    .into_iter()
    .filter(|(lack, _)| {
        minutes
            .actions
            .iter()
            .any(|action| action.lacks().contains(lack))
    })
    .map(|(_, words)| words)
    .collect();
    let rest = match (minutes.actions.len(), &lacks[..]) {
        (_, []) => String::new(),
        (1, lacks) => format!(", and it has {}", lacks.join(" and ")),
        (_, lacks) => format!(", some with {}", lacks.join(" or ")),
    };
    format!("{read} paragraphs read: {actions}{rest}")
}

fn found_row(finding: &Finding, form: &FormState) -> FoundRow {
    let id = finding.id.to_string();
    let (kind, tags) = match (finding.settlement, finding.weight) {
        (Some(_), _) => ("ok", Vec::new()),
        (None, Weight::StopsPublication) => ("stop", vec!["Stops publication"]),
        (None, Weight::ToCheck) => ("check", vec!["To check"]),
    };
    let mend_field = format!("mend-{id}");
    let words_field = format!("mend-words-{id}");
    let wrong = form.problems().iter().any(|problem| {
        problem.field.as_deref() == Some(&mend_field)
            || problem.field.as_deref() == Some(&words_field)
    });
    FoundRow {
        choices: choices(finding),
        wants_words: !finding.is_question() || finding.settlement.is_none(),
        settled: finding.settlement.map(|settlement| match &finding.note {
            Some(note) => format!("Settled {settlement}: {note}"),
            None => format!("Settled {settlement}."),
        }),
        open: wrong || finding.stops(),
        found: Found {
            kind,
            tags,
            text: finding.message.clone(),
        },
        place: finding.place.clone(),
        how: finding.how_to_mend.clone(),
        mend_field,
        words_field,
        id,
    }
}

fn choices(finding: &Finding) -> Vec<Choice> {
    let mut choices = Vec::new();
    let mut add = |value, text| choices.push(Choice::new(value, text));
    if finding.is_duplicate_number() {
        add(
            "number",
            "Give the second one another number, written below",
        );
    }
    if finding.is_question() {
        add("carry", "Carry it to the next meeting");
        add(
            "answered",
            "It was answered elsewhere: say where and what, below",
        );
        add("open", "Leave it open");
    } else {
        add(
            "words",
            "Print other words, written below; the original is kept",
        );
    }
    add(
        "stands",
        "Print it as it stands, with a note, written below",
    );
    choices
}

fn action_row(minuted: &MinutedAction, form: &FormState) -> ActionRow {
    let id = minuted.id.to_string();
    let lacks = minuted.lacks();
    let mut tags = Vec::new();
    if !lacks.contains(&Lack::Owner) {
        tags.push("Owner found");
    }
    for (lack, word) in [
        (Lack::Owner, "No owner"),
        (Lack::Words, "No words"),
        (Lack::Due, "No date"),
    ] {
        if lacks.contains(&lack) {
            tags.push(word);
        }
    }
    let owner = minuted
        .action
        .owner_words
        .clone()
        .unwrap_or_else(|| "nobody".to_owned());
    let text = if lacks.is_empty() {
        format!("An action for {owner}, with words and a date.")
    } else {
        format!("An action for {owner} that cannot be published like this.")
    };
    let fields = ["owner", "words", "due"].map(|name| format!("{name}-{id}"));
    let wrong = form.problems().iter().any(|problem| {
        problem
            .field
            .as_ref()
            .is_some_and(|field| fields.contains(field))
    });
    let [owner_field, words_field, due_field] = fields;
    ActionRow {
        revision: minuted.action.record.revision,
        found: Found {
            kind: if lacks.is_empty() { "ok" } else { "stop" },
            tags,
            text,
        },
        as_written: minuted.as_written.clone(),
        proposed: minuted.proposed_words.clone(),
        owner_field,
        words_field,
        due_field,
        is_draft: minuted.action.record.state == board::delivery::DRAFT,
        open: wrong || !lacks.is_empty(),
        id,
    }
}
