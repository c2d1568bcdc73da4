//! `/desk/joins/new?about=REF`: join a record to what it rests on or leads to, and part what does not belong together.

use axum::extract::State;
use board::places::board_by_slug;
use board::thread::{
    JoinRecords, JoinRecordsError, Record, Registry, find, join_records, of_kind, part_records,
    policy, walk,
};
use board::vocabulary::{Kind, RecordId, Reference, capital, with_article};
use serde::{Deserialize, Serialize};

use super::Addresses;
use crate::address::Query;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "thread/join_page.html";
/// Above so many records a list is no help: the reference is typed.
const MOST_LISTED: usize = 200;

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    about: Option<String>,
    /// The relation that is missing, where the reader comes from a broken join.
    expects: Option<String>,
}

#[derive(Serialize)]
struct JoinPage<'a> {
    form: &'a FormState,
    title: String,
    about: String,
    thread: String,
    ways: Vec<Way>,
    joined: Vec<Joined>,
}

/// One way in which the record may be joined.
#[derive(Serialize)]
struct Way {
    key: String,
    /// "Delivers a priority".
    words: String,
    others: Vec<Choice>,
    /// Names of this way's own fields: several forms stand on the page.
    other_field: String,
    reason_field: String,
    open: bool,
}

/// A join that holds.
#[derive(Serialize)]
struct Joined {
    words: String,
    title: String,
    href: String,
    from: String,
    relation: String,
    to: String,
}

fn frame(visitor: &Visitor, record: &Record) -> Frame {
    let mut frame = visitor.frame(
        format!("Join “{}”", record.title),
        super::record_page::navigation_item(record.kind),
    );
    frame.trail = vec![Link::new(record.title.clone(), Addresses::thread(record))];
    frame
}

/// The record with a reference, which the visitor may join. Its board becomes the visitor's: somebody who works for two
/// boards may come from the other one's desk.
async fn own_record(app: &App, visitor: &mut Visitor, reference: &str) -> Result<Record, Refusal> {
    let reference: Reference = reference.parse().map_err(|_| Refusal::NotFound)?;
    let record = find(&app.house, &reference)
        .await?
        .filter(|record| record.is_visible_to(&visitor.actor))
        .ok_or(Refusal::NotFound)?;
    if !policy::JOIN_RECORDS.allows(&visitor.actor, record.body_id) {
        return Err(Refusal::Forbidden);
    }
    if let Some(slug) = &record.body_slug
        && let Some(board) = board_by_slug(&app.house, slug).await?
    {
        visitor.board = Some(board);
    }
    Ok(record)
}

pub(super) async fn show(
    State(app): State<App>,
    mut visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let reference = wanted.about.clone().unwrap_or_default();
    let record = own_record(&app, &mut visitor, &reference).await?;
    let form = FormState::empty();
    let page = page(&app, &visitor, &record, wanted.expects.as_deref(), &form).await?;
    app.page(TEMPLATE, &frame(&visitor, &record), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    mut visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let record = own_record(&app, &mut visitor, form.text("about")).await?;
    let key = form.text("way").to_owned();
    let ways = ways(app.house.registry(), record.kind);
    let way = ways
        .iter()
        .find(|way| way.key() == key)
        .ok_or(Refusal::NotFound)?;
    let field = way.field("other");
    let typed = form.text(&field).to_owned();
    let other = match typed.parse::<Reference>() {
        Ok(reference) => find(&app.house, &reference).await?,
        Err(_) => None,
    };
    let other =
        other.filter(|other| other.kind == way.other && other.is_visible_to(&visitor.actor));
    let Some(other) = other else {
        let one = one_of(app.house.registry(), way.other);
        form.problem(&field, format!("Choose {}", with_article(one)));
        return again(&app, &visitor, &record, way.relation, &form).await;
    };
    let (from, to) = if way.upward {
        (record.id, other.id)
    } else {
        (other.id, record.id)
    };
    let input = JoinRecords {
        from,
        relation: way.relation.to_owned(),
        to,
        reason: Some(form.text(&way.field("reason")).to_owned()),
    };
    match join_records(&app.house, &visitor.who(), input).await {
        Ok(()) => Ok(app.see_other(&Addresses::thread(&record))),
        Err(JoinRecordsError::Runner(error)) => Err(error.into()),
        Err(problem) => {
            form.problem(&field, capital(&problem.to_string()));
            again(&app, &visitor, &record, way.relation, &form).await
        }
    }
}

pub(super) async fn part(State(app): State<App>, mut visitor: Visitor, form: FormState) -> Answer {
    let record = own_record(&app, &mut visitor, form.text("about")).await?;
    let end = |name: &str| {
        form.text(name)
            .parse()
            .map(RecordId)
            .map_err(|_| Refusal::NotFound)
    };
    let input = JoinRecords {
        from: end("from")?,
        relation: form.text("relation").to_owned(),
        to: end("to")?,
        reason: None,
    };
    match part_records(&app.house, &visitor.who(), input).await {
        Err(JoinRecordsError::Runner(error)) => Err(error.into()),
        Err(JoinRecordsError::UnknownRelation(_)) => Err(Refusal::NotFound),
        // That somebody else has parted them meanwhile is what was wanted.
        Ok(()) | Err(JoinRecordsError::NotJoined | JoinRecordsError::AlreadyJoined { .. }) => {
            Ok(app.see_other(&Addresses::thread(&record)))
        }
    }
}

async fn again(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    relation: &str,
    form: &FormState,
) -> Answer {
    let page = page(app, visitor, record, Some(relation), form).await?;
    app.refused(TEMPLATE, &frame(visitor, record), page)
}

/// A relation as one kind of record may have it.
struct Possible {
    relation: &'static str,
    phrase: &'static str,
    other: Kind,
    upward: bool,
}

impl Possible {
    fn key(&self) -> String {
        let way = if self.upward { "up" } else { "down" };
        format!("{}-{way}-{}", self.relation.replace(' ', "-"), self.other)
    }

    fn field(&self, name: &str) -> String {
        format!("{}-{name}", self.key())
    }
}

/// Every way in which a kind may be joined: first upwards, then down.
fn ways(registry: &Registry, kind: Kind) -> Vec<Possible> {
    let mut ways = Vec::new();
    for upward in [true, false] {
        for spec in registry.all_relations() {
            for &(from, to) in spec.joins {
                let (own, other) = if upward { (from, to) } else { (to, from) };
                if own == kind {
                    ways.push(Possible {
                        relation: spec.relation.0,
                        phrase: if upward { spec.up } else { spec.down },
                        other,
                        upward,
                    });
                }
            }
        }
    }
    ways
}

fn one_of(registry: &Registry, kind: Kind) -> &'static str {
    registry.kind(kind.0).map_or(kind.0, |spec| spec.one)
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    expects: Option<&str>,
    form: &'a FormState,
) -> Result<JoinPage<'a>, Refusal> {
    let registry = app.house.registry();
    let addresses = Addresses::load(app).await?;
    let held = walk(&app.house, &visitor.actor, visitor.today, record.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    let mut drawn = Vec::new();
    for way in ways(registry, record.kind) {
        let mut others = of_kind(&app.house, way.other, None).await?;
        others.retain(|other| {
            (other.body_id.is_none() || other.body_id == visitor.board_id())
                && other.id != record.id
                && other.is_visible_to(&visitor.actor)
        });
        others.sort_by(|a, b| a.title.cmp(&b.title));
        if others.len() > MOST_LISTED {
            others.clear();
        }
        let phrase = format!(
            "{} {}",
            capital(way.phrase),
            with_article(one_of(registry, way.other))
        );
        drawn.push(Way {
            key: way.key(),
            words: phrase,
            others: others
                .iter()
                .map(|other| Choice::new(other.reference().to_string(), other.title.clone()))
                .collect(),
            other_field: way.field("other"),
            reason_field: way.field("reason"),
            open: expects == Some(way.relation),
        });
    }
    let joined = held.up.iter().chain(&held.down).map(|step| Joined {
        words: capital(step.phrase),
        title: step.record.title.clone(),
        href: addresses.page(registry, &step.record),
        from: step.link.from_id.to_string(),
        relation: step.link.relation.0.to_owned(),
        to: step.link.to_id.to_string(),
    });
    Ok(JoinPage {
        form,
        title: format!("Join “{}” to what it rests on and leads to", record.title),
        about: record.reference().to_string(),
        thread: Addresses::thread(record),
        ways: drawn,
        joined: joined.collect(),
    })
}
