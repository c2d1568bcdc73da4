//! `/desk/audit`: the log of a board, newest first, of all its records or of one, and what the verifier says of it.

use std::collections::HashMap;

use axum::extract::State;
use board::audit::{self, Entry, changes_in_words};
use board::thread::{self, Record};
use board::vocabulary::{RecordId, Reference, Role};
use serde::{Deserialize, Serialize};

use crate::address::Query;
use crate::app::App;
use crate::forms::FormState;
use crate::refusal::{Answer, Refusal};
use crate::thread::{Addresses, section, short_hash};
use crate::visitor::Visitor;

const TEMPLATE: &str = "audit/audit_page.html";
const A_PAGE: u64 = 50;

/// What to show of the log.
#[derive(Deserialize)]
pub(super) struct Shown {
    /// The reference of one record.
    about: Option<String>,
    /// The place in the chain before which to go on.
    before: Option<i64>,
    /// "installation" for the installation's own chain.
    chain: Option<String>,
    /// Present where the log is to be verified.
    verify: Option<String>,
}

#[derive(Serialize)]
struct AuditPage {
    title: String,
    form: FormState,
    about: Option<About>,
    lines: Vec<Line>,
    /// Where older entries are.
    older: Option<String>,
    verdicts: Option<Vec<Verdict>>,
    /// Whether the installation's own chain is shown.
    installation: bool,
    may_see_installation: bool,
    head: Option<Head>,
}

#[derive(Serialize)]
struct About {
    title: String,
    href: String,
}

#[derive(Serialize)]
struct Line {
    when: String,
    who: String,
    act: String,
    record: Option<About>,
    changes: Vec<String>,
    hash: String,
}

#[derive(Serialize)]
struct Verdict {
    chain: String,
    entries: u64,
    erased: u64,
    faults: Vec<String>,
}

#[derive(Serialize)]
struct Head {
    sequence: i64,
    hash: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(shown): Query<Shown>,
) -> Answer {
    let may_see_installation = visitor.actor.has(Role::Administrator, None);
    let installation = visitor.board.is_none() || shown.chain.as_deref() == Some("installation");
    if installation && !may_see_installation {
        return Err(Refusal::Forbidden);
    }
    let chain = if installation {
        None
    } else {
        visitor.board_id()
    };
    let mut form = FormState::empty().with("about", shown.about.clone().unwrap_or_default());
    let about = about(&app, &visitor, &mut form).await?;
    let entries = if form.is_sound() {
        let id = about.as_ref().map(|record| record.id);
        audit::of_chain(&app.house, chain, id, shown.before, A_PAGE).await?
    } else {
        Vec::new()
    };
    let records = records_of(&app, &visitor, &entries).await?;
    let heads = audit::heads(&app.house).await?;
    let page = AuditPage {
        title: title(about.as_ref(), installation, &visitor),
        older: older(&shown, &entries),
        lines: entries.iter().map(|entry| line(entry, &records)).collect(),
        about: about.as_ref().map(link_to),
        verdicts: match shown.verify {
            Some(_) => Some(verdicts(&app, chain, may_see_installation).await?),
            None => None,
        },
        installation,
        may_see_installation,
        head: heads
            .into_iter()
            .find(|head| head.body_id == chain)
            .map(|head| Head {
                sequence: head.sequence,
                hash: head.hash,
            }),
        form,
    };
    let mut frame = visitor.frame(page.title.clone(), "Duties");
    frame.section = Some(section("Audit"));
    if page.form.is_sound() {
        app.page(TEMPLATE, &frame, page)
    } else {
        app.refused(TEMPLATE, &frame, page)
    }
}

fn title(about: Option<&Record>, installation: bool, visitor: &Visitor) -> String {
    let whose = visitor.board.as_ref().map_or("this installation", |board| {
        if installation {
            "this installation"
        } else {
            board.public_name.as_str()
        }
    });
    match about {
        Some(record) => format!("What was done to “{}”", record.title),
        None => format!("What was done in {whose}"),
    }
}

/// The record whose entries are wanted; a problem beside the field where there is none.
async fn about(
    app: &App,
    visitor: &Visitor,
    form: &mut FormState,
) -> Result<Option<Record>, Refusal> {
    let wanted = form.text("about").to_owned();
    if wanted.is_empty() {
        return Ok(None);
    }
    let reference: Reference = match wanted.parse() {
        Ok(reference) => reference,
        Err(problem) => {
            form.problem("about", format!("{problem}"));
            return Ok(None);
        }
    };
    let record = thread::find(&app.house, &reference)
        .await?
        .filter(|record| record.is_visible_to(&visitor.actor));
    if record.is_none() {
        form.problem("about", format!("There is no record “{wanted}”"));
    }
    Ok(record)
}

async fn records_of(
    app: &App,
    visitor: &Visitor,
    entries: &[Entry],
) -> Result<HashMap<RecordId, Record>, Refusal> {
    let ids: Vec<RecordId> = entries.iter().filter_map(|entry| entry.record_id).collect();
    let mut records = thread::by_ids(&app.house, &ids).await?;
    records.retain(|_, record| record.is_visible_to(&visitor.actor));
    Ok(records)
}

fn link_to(record: &Record) -> About {
    About {
        title: record.title.clone(),
        href: Addresses::thread(record),
    }
}

fn line(entry: &Entry, records: &HashMap<RecordId, Record>) -> Line {
    Line {
        when: entry.at.to_string(),
        who: entry.actor.clone(),
        act: entry.act.clone(),
        record: entry.record_id.and_then(|id| records.get(&id)).map(link_to),
        changes: entry.detail.as_deref().map_or_else(
            || vec!["What changed was erased".to_owned()],
            changes_in_words,
        ),
        hash: short_hash(&entry.hash),
    }
}

fn older(shown: &Shown, entries: &[Entry]) -> Option<String> {
    let last = entries.last()?.sequence;
    if (entries.len() as u64) < A_PAGE || last <= 1 {
        return None;
    }
    let mut address = format!("/desk/audit?before={last}");
    if let Some(about) = shown.about.as_ref().filter(|about| !about.is_empty()) {
        address = format!("{address}&about={about}");
    }
    if shown.chain.is_some() {
        address.push_str("&chain=installation");
    }
    Some(address)
}

/// What the verifier says of the chains that the visitor may see.
async fn verdicts(
    app: &App,
    chain: Option<RecordId>,
    may_see_installation: bool,
) -> Result<Vec<Verdict>, Refusal> {
    let mut verdicts = Vec::new();
    for report in audit::verify(&app.house, &[]).await? {
        let body_id = report.head.body_id;
        let may_see = body_id == chain || may_see_installation;
        if !may_see {
            continue;
        }
        let chain = match body_id {
            Some(id) => thread::by_id(&app.house, id)
                .await?
                .map_or_else(|| "A body".to_owned(), |record| record.title),
            None => "The installation".to_owned(),
        };
        verdicts.push(Verdict {
            chain,
            entries: report.entries,
            erased: report.erased,
            faults: report.faults.iter().map(ToString::to_string).collect(),
        });
    }
    Ok(verdicts)
}
