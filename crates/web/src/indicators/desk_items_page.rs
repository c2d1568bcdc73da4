//! `/desk/evidence/items`: the statements of the board, and the form that adds one with its source.

use std::io::Read;

use axum::extract::State;
use board::indicators::{
    AddEvidenceItem, AddEvidenceItemError, EvidenceType, Intervention, QuotedFigure,
    Source as Rests, SourceAbout, SourceOnReceiptError, add_evidence_item, evidence_items, policy,
    source_on_receipt,
};
use board::needs::needs_of;
use board::places::{AreaType, areas};
use board::strategy::priorities_of;
use board::thread::Record;
use board::vocabulary::{Origin, RecordId, capital};
use evidence::engine::FileHash;
use serde::{Deserialize, Serialize};

use super::evidence_item_page::source_in_words;
use crate::address::Query;
use crate::app::App;
use crate::forms::{Brought, Choice, FormState, Upload};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::thread::Addresses;
use crate::visitor::Visitor;

const TEMPLATE: &str = "indicators/desk_items_page.html";
const HERE: &str = "/desk/evidence/items";
/// Largest document that is hashed, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

#[derive(Serialize)]
struct ItemsPage<'a> {
    form: &'a FormState,
    title: String,
    may_add: bool,
    sorts: Vec<Sort>,
    areas: Vec<Choice>,
    supported: Vec<Choice>,
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Sort {
    value: &'static str,
    text: &'static str,
    hint: &'static str,
}

#[derive(Serialize)]
struct Row {
    statement: String,
    href: String,
    source: String,
    origin: &'static str,
}

/// What a statement may rest on.
const SORTS: &[(EvidenceType, &str, &str)] = &[
    (
        EvidenceType::Computed,
        "What our own figures show",
        "With the receipt of the figure, so that anybody can work it out again.",
    ),
    (
        EvidenceType::Quoted,
        "A figure in a document",
        "With its value, its words and the place where it stands.",
    ),
    (EvidenceType::Finding, "What a study or review found", ""),
    (
        EvidenceType::Intervention,
        "Something that was shown to work",
        "With whom it helped, what it did, and how far to rely on it.",
    ),
    (
        EvidenceType::Insight,
        "What residents said",
        "With how and when it was heard.",
    ),
];

fn frame(visitor: &Visitor, title: &str) -> Frame {
    let mut frame = visitor.frame(title, "Evidence");
    frame.trail = vec![Link::new("Evidence", "/desk/evidence")];
    frame
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<ItemsPage<'a>, Refusal> {
    let items = evidence_items(&app.house, visitor.board_id()).await?;
    let addresses = Addresses::load(app).await?;
    let mut choices = vec![Choice::new(
        String::new(),
        "No place in particular".to_owned(),
    )];
    choices.extend(
        areas(&app.house)
            .await?
            .into_iter()
            .filter(|area| {
                !matches!(
                    area.area_type,
                    AreaType::Ward | AreaType::Neighbourhood | AreaType::Locality
                )
            })
            .map(|area| Choice::new(area.record.id.to_string(), area.record.title)),
    );
    Ok(ItemsPage {
        form,
        title: match items.len() {
            0 => "No statement has been written down yet".to_owned(),
            1 => "1 statement".to_owned(),
            many => format!("{many} statements"),
        },
        may_add: policy::ADD_EVIDENCE_ITEM.allows(&visitor.actor, visitor.board_id()),
        sorts: SORTS
            .iter()
            .map(|&(sort, text, hint)| Sort {
                value: sort.as_str(),
                text,
                hint,
            })
            .collect(),
        areas: choices,
        supported: supported(app, visitor).await?,
        items: items
            .iter()
            .map(|item| Row {
                statement: item.statement.clone(),
                href: addresses.page(app.house.registry(), &item.record),
                source: source_in_words(item),
                origin: item.record.origin.as_str(),
            })
            .collect(),
    })
}

/// The needs and priorities that a statement may be the evidence for.
async fn supported(app: &App, visitor: &Visitor) -> Result<Vec<Choice>, Refusal> {
    let Some(board) = visitor.board_id() else {
        return Ok(Vec::new());
    };
    let needs = needs_of(&app.house, board).await?;
    let priorities = priorities_of(&app.house, board).await?;
    let choice = |record: &Record, kind: &str| {
        Choice::new(record.id.to_string(), format!("{kind}: {}", record.title))
    };
    Ok(needs
        .iter()
        .map(|need| choice(&need.record, "Need"))
        .chain(
            priorities
                .iter()
                .map(|priority| choice(&priority.record, "Priority")),
        )
        .collect())
}

/// A form that is opened from a receipt knows it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Opened {
    receipt: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(opened): Query<Opened>,
) -> Answer {
    let form = match opened.receipt {
        Some(number) => FormState::empty()
            .with("receipt", number)
            .with("sort", EvidenceType::Computed.as_str()),
        None => FormState::empty(),
    };
    let page = page(&app, &visitor, &form).await?;
    let title = page.title.clone();
    app.page(TEMPLATE, &frame(&visitor, &title), page)
}

pub(super) async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    Upload { mut form, files }: Upload,
) -> Answer {
    let file = hash_of(&files, &mut form);
    let sort = form.text("sort").parse::<EvidenceType>().ok();
    let as_at = form.date("as-at", "The day on which it held");
    let statement = form.required("statement", "Say in a sentence what is true");
    if sort.is_none() {
        form.problem("sort", "Say what sort of evidence it is");
    }
    let rests = match sort {
        Some(sort) => rests_on(&app, sort, &mut form, file).await?,
        None => None,
    };
    if let (Some(sort), Some(statement), Some(rests), true) =
        (sort, statement, rests, form.is_sound())
    {
        let new = AddEvidenceItem {
            body_id: visitor.board_id(),
            title: statement.trim_end_matches('.').to_owned(),
            slug: None,
            statement,
            source: rests.source,
            indicator_id: rests.indicator_id,
            area_id: form
                .text("area")
                .parse()
                .map(RecordId)
                .ok()
                .or(rests.area_id),
            strength: Some(form.text("strength").to_owned()).filter(|words| !words.is_empty()),
            supports: form
                .chosen("supports")
                .iter()
                .filter_map(|id| id.parse().map(RecordId).ok())
                .collect(),
            as_at: as_at.unwrap_or(visitor.today),
            origin: if sort == EvidenceType::Quoted {
                Origin::Quoted
            } else {
                Origin::Entered
            },
        };
        match add_evidence_item(&app.house, &visitor.who(), new).await {
            Ok(_) => return Ok(app.see_other(HERE)),
            Err(AddEvidenceItemError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem(field_of(&problem), capital(&problem.to_string())),
        }
    }
    let page = page(&app, &visitor, &form).await?;
    let title = page.title.clone();
    app.refused(TEMPLATE, &frame(&visitor, &title), page)
}

/// The hash of the document that was chosen, if one was. The file itself is not kept.
fn hash_of(files: &[Brought], form: &mut FormState) -> Option<FileHash> {
    let source = files.first().map(Brought::source)?;
    let mut bytes = Vec::new();
    match source.content.take(LARGEST + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 <= LARGEST => Some(FileHash::of(&bytes)),
        _ => {
            form.problem(
                "file",
                "A document may have 64 MB. Leave it out, or send a smaller file",
            );
            None
        }
    }
}

/// What the statement rests on; none where the form says why not.
async fn rests_on(
    app: &App,
    sort: EvidenceType,
    form: &mut FormState,
    file: Option<FileHash>,
) -> Result<Option<SourceAbout>, Refusal> {
    let words = |name: &str| form.text(name).to_owned();
    let some = |name: &str| Some(words(name)).filter(|text| !text.is_empty());
    let source = match sort {
        EvidenceType::Insight => Rests::Insight {
            heard: match some("place") {
                Some(place) => format!("{}, {place}", words("document")),
                None => words("document"),
            },
            at: None,
        },
        EvidenceType::Finding => Rests::Study {
            document: words("document"),
            place: some("place"),
        },
        EvidenceType::Intervention => Rests::Intervention {
            document: words("document"),
            place: some("place"),
            found: Intervention {
                population: words("population"),
                effect: words("effect"),
            },
        },
        EvidenceType::Quoted => Rests::Quoted {
            document: words("document"),
            place: words("place"),
            words: words("words"),
            figure: Some(QuotedFigure {
                value: words("value"),
                unit: words("unit"),
                period: words("period"),
                comparator: some("comparator"),
                worked_from: some("worked-from"),
            }),
            file,
        },
        EvidenceType::Computed => {
            return match source_on_receipt(&app.house, form.text("receipt")).await {
                Ok(found) => Ok(Some(found)),
                Err(SourceOnReceiptError::Database(error)) => Err(error.into()),
                Err(problem) => {
                    form.problem("receipt", capital(&problem.to_string()));
                    Ok(None)
                }
            };
        }
    };
    Ok(Some(source.into()))
}

/// The field that a problem stands beside.
fn field_of(problem: &AddEvidenceItemError) -> &'static str {
    match problem {
        AddEvidenceItemError::NoStatement => "statement",
        AddEvidenceItemError::HalfAFigure => "value",
        AddEvidenceItemError::NotInWords(_) => "words",
        AddEvidenceItemError::Arithmetic(_) => "worked-from",
        AddEvidenceItemError::HalfAnIntervention => "population",
        AddEvidenceItemError::NoStrength => "strength",
        _ => "document",
    }
}
