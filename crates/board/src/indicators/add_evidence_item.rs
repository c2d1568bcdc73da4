use evidence::engine::FileHash;
use evidence::receipts::Receipt;
use jiff::civil::Date;
use serde_json::json;

use super::data_set::as_records_say;
use super::receipt::write_receipt;
use super::{
    ArithmeticError, CATALOGUED, CURRENT, EVIDENCE_ITEM, EvidenceItem, EvidenceType, IN_USE,
    INDICATOR, Intervention, QuotedFigure, policy, store,
};
use crate::joins::{AROSE_FROM, CITES};
use crate::runner::{Act, Change, House, RunnerError, Who};
use crate::thread::NewRecord;
use crate::vocabulary::{Origin, RecordId, Slug};

/// What a statement rests on.
#[derive(Debug, Clone)]
pub enum Source {
    /// An answer from data.
    Computed(Box<Receipt>),
    /// Words of a document.
    Quoted {
        /// Which document.
        document: String,
        /// Where in it: page, paragraph, table.
        place: String,
        /// The words or figures as they stand there.
        words: String,
        /// The figure that those words state, where they state one.
        figure: Option<QuotedFigure>,
        /// The document itself, by the hash of its file, where somebody has it.
        file: Option<FileHash>,
    },
    /// What a study or review found: who says so, and where.
    Study {
        /// Who says so.
        document: String,
        /// Where.
        place: Option<String>,
    },
    /// What has been shown to work: who says so, and where; for whom, and what it did. How far it can be relied on must be said too.
    Intervention {
        /// Who says so.
        document: String,
        /// Where.
        place: Option<String>,
        /// For whom, and what it did.
        found: Intervention,
    },
    /// What residents said: how it was heard, and the event or paragraph where it was.
    Insight {
        /// How it was heard, in words.
        heard: String,
        /// Where it is recorded.
        at: Option<RecordId>,
    },
}

/// A statement to add.
#[derive(Debug, Clone)]
pub struct AddEvidenceItem {
    /// The board that uses it; `None` for all.
    pub body_id: Option<RecordId>,
    /// The statement in a few words.
    pub title: String,
    /// The readable part of its reference.
    pub slug: Option<Slug>,
    /// The statement.
    pub statement: String,
    /// What it rests on.
    pub source: Source,
    /// The indicator that it is about.
    pub indicator_id: Option<RecordId>,
    /// The place that it is about.
    pub area_id: Option<RecordId>,
    /// How far it can be relied on, in words.
    pub strength: Option<String>,
    /// The needs and priorities that rest on it.
    pub supports: Vec<RecordId>,
    /// When it held.
    pub as_at: Date,
    /// Where the statement comes from. An illustrative receipt makes it illustrative.
    pub origin: Origin,
}

/// Why evidence was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddEvidenceItemError {
    /// A statement without words.
    #[error("say in a sentence what is true")]
    NoStatement,
    /// A quotation without its place cannot be checked.
    #[error("say which document says so, and where in it")]
    NoPlace,
    /// Half a figure tells nobody anything.
    #[error("give the figure its value, its unit and the time that it is about")]
    HalfAFigure,
    /// What is quoted must be what stands there.
    #[error("the value {0} does not stand in the words that you quote; copy them as they are")]
    NotInWords(String),
    /// A sum that cannot be done again helps nobody.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    /// A study or insight without a source.
    #[error("say who says so, or how it was heard")]
    NoSource,
    /// An intervention of which half is known helps nobody to choose it.
    #[error("say for whom it was shown to work, and what it did")]
    HalfAnIntervention,
    /// Some evidence is stronger than other.
    #[error("say how far it can be relied on, such as “several good trials” or “one small study”")]
    NoStrength,
    /// Not an indicator.
    #[error("what it is about is no indicator")]
    NotAnIndicator,
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Adds a statement with what it rests on. The indicator that it is about is in use from then on.
pub async fn add_evidence_item(
    house: &House,
    who: &Who,
    input: AddEvidenceItem,
) -> Result<EvidenceItem, AddEvidenceItemError> {
    let facts = facts_of(&input)?;
    let mut act = house
        .begin(who, &policy::ADD_EVIDENCE_ITEM, input.body_id)
        .await?;
    let item = create(&mut act, input, facts).await?;
    act.about(item.record.id);
    act.commit().await?;
    Ok(item)
}

/// Adds a statement within an act, with the facts of its source.
pub(super) async fn create(
    act: &mut Act,
    input: AddEvidenceItem,
    facts: Facts,
) -> Result<EvidenceItem, AddEvidenceItemError> {
    if let Some(indicator) = input.indicator_id {
        use_indicator(act, indicator).await?;
    }
    let receipt_id = match &facts.receipt {
        Some(receipt) => Some(write_receipt(act, receipt).await?),
        None => None,
    };
    let mut origin = input.origin;
    if let Some(receipt) = &facts.receipt {
        origin = origin.with(as_records_say(receipt.origin));
    }
    let title = if input.title.trim().is_empty() {
        input.statement.trim()
    } else {
        input.title.trim()
    };
    let mut new = NewRecord::new(EVIDENCE_ITEM, input.body_id, title, CURRENT);
    new.slug = input.slug;
    new.origin = origin;
    let item = EvidenceItem {
        record: act.create(new).await?,
        evidence_type: facts.evidence_type,
        statement: input.statement.trim().to_owned(),
        receipt_id: receipt_id.as_ref().map(|(id, _)| *id),
        receipt_number: receipt_id.map(|(_, number)| number.to_string()),
        document: facts.document,
        place_in_document: facts.place,
        quotation: facts.quotation,
        figure: facts.figure,
        intervention: facts.intervention,
        indicator_id: input.indicator_id,
        area_id: input.area_id,
        strength: input.strength,
        as_at: input.as_at,
    };
    store::insert_evidence_item(act.connection(), &item)
        .await
        .map_err(RunnerError::from)?;
    act.note(json!({
        "evidence": item.record.id.to_string(), "type": item.evidence_type, "statement": item.statement,
        "receipt": item.receipt_number, "document": item.document, "place": item.place_in_document,
        "quotation": item.quotation, "figure": item.figure.as_ref().map(QuotedFigure::in_words),
        "period": item.figure.as_ref().map(|figure| figure.period.as_str()),
        "worked out from": item.figure.as_ref().and_then(|figure| figure.worked_from.as_deref()), "indicator": item.indicator_id.map(|id| id.to_string()),
        "area": item.area_id.map(|id| id.to_string()), "strength": item.strength,
        "population": item.intervention.as_ref().map(|found| found.population.as_str()),
        "effect": item.intervention.as_ref().map(|found| found.effect.as_str()),
        "as at": item.as_at.to_string(),
    }));
    if let Source::Insight { at: Some(at), .. } = input.source {
        act.link(item.record.id, AROSE_FROM, at, None).await?;
    }
    for supported in input.supports {
        act.link(supported, CITES, item.record.id, None).await?;
    }
    Ok(item)
}

/// An indicator that a statement rests on is in use.
async fn use_indicator(act: &mut Act, id: RecordId) -> Result<(), AddEvidenceItemError> {
    let record = act.load(id).await?;
    if record.kind != INDICATOR {
        return Err(AddEvidenceItemError::NotAnIndicator);
    }
    if record.state == CATALOGUED {
        let change = Change {
            state: Some(IN_USE),
            ..Change::default()
        };
        act.change(id, record.revision, change).await?;
    }
    Ok(())
}

/// What a source comes to in columns.
pub(super) struct Facts {
    evidence_type: EvidenceType,
    receipt: Option<Receipt>,
    document: Option<String>,
    place: Option<String>,
    quotation: Option<String>,
    figure: Option<QuotedFigure>,
    intervention: Option<Intervention>,
}

/// Checks a statement and its source, before anything is written.
pub(super) fn facts_of(input: &AddEvidenceItem) -> Result<Facts, AddEvidenceItemError> {
    if input.statement.trim().is_empty() {
        return Err(AddEvidenceItemError::NoStatement);
    }
    let said = |words: &str| (!words.trim().is_empty()).then(|| words.trim().to_owned());
    let mut facts = Facts {
        evidence_type: EvidenceType::Computed,
        receipt: None,
        document: None,
        place: None,
        quotation: None,
        figure: None,
        intervention: None,
    };
    match &input.source {
        Source::Computed(receipt) => facts.receipt = Some(receipt.as_ref().clone()),
        Source::Quoted {
            document,
            place,
            words,
            figure,
            file,
        } => {
            facts.evidence_type = EvidenceType::Quoted;
            facts.document = said(document);
            facts.place = said(place);
            facts.quotation = said(words);
            if facts.document.is_none() || facts.place.is_none() || facts.quotation.is_none() {
                return Err(AddEvidenceItemError::NoPlace);
            }
            facts.figure = figure
                .as_ref()
                .map(|figure| figure_in(figure, words))
                .transpose()?;
            facts.receipt = Some(Receipt::quoted(
                document.trim(),
                place.trim(),
                words.trim(),
                *file,
            ));
        }
        Source::Study { document, place } => {
            facts.evidence_type = EvidenceType::Finding;
            facts.document = said(document);
            facts.place = place.as_deref().and_then(said);
        }
        Source::Intervention {
            document,
            place,
            found,
        } => {
            facts.evidence_type = EvidenceType::Intervention;
            facts.document = said(document);
            facts.place = place.as_deref().and_then(said);
            let (population, effect) = (said(&found.population), said(&found.effect));
            let known = population.zip(effect);
            let (population, effect) = known.ok_or(AddEvidenceItemError::HalfAnIntervention)?;
            facts.intervention = Some(Intervention { population, effect });
            if input.strength.as_deref().and_then(said).is_none() {
                return Err(AddEvidenceItemError::NoStrength);
            }
        }
        Source::Insight { heard, .. } => {
            facts.evidence_type = EvidenceType::Insight;
            facts.document = said(heard);
        }
    }
    if facts.receipt.is_none() && facts.document.is_none() {
        return Err(AddEvidenceItemError::NoSource);
    }
    Ok(facts)
}

/// A figure without white space round its parts, if it is whole and stands in the words quoted.
fn figure_in(figure: &QuotedFigure, words: &str) -> Result<QuotedFigure, AddEvidenceItemError> {
    let tidy = |text: &str| text.trim().to_owned();
    let figure = QuotedFigure {
        value: tidy(&figure.value),
        unit: tidy(&figure.unit),
        period: tidy(&figure.period),
        comparator: figure
            .comparator
            .as_deref()
            .map(tidy)
            .filter(|words| !words.is_empty()),
        worked_from: figure
            .worked_from
            .as_deref()
            .map(tidy)
            .filter(|words| !words.is_empty()),
    };
    if figure.value.is_empty() || figure.unit.is_empty() || figure.period.is_empty() {
        return Err(AddEvidenceItemError::HalfAFigure);
    }
    if !figure.stands_in(words) {
        return Err(AddEvidenceItemError::NotInWords(figure.value));
    }
    figure.worked_out_again().transpose()?;
    Ok(figure)
}
