use board::House;
use board::indicators::{
    AddEvidenceItem, AddEvidenceItemError, EvidenceType, Intervention, Source, SourceAbout,
    SourceOnReceiptError, add_evidence_item, indicator_by_publisher_id, source_on_receipt,
};
use board::places::{area, area_by_code};
use board::thread::find;
use board::vocabulary::{Origin, RecordId, Reference};
use clap::Args;
use jiff::civil::Date;

use crate::commands::board_called;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{print, print_json};

#[derive(Debug, Args)]
pub(super) struct WriteEvidence {
    /// The board, by its short name; needed where there are several.
    #[arg(long, value_name = "SLUG")]
    board: Option<String>,
    /// What sort of evidence: computed, intervention, finding or insight. Figures are quoted with `commonweal evidence --add FILE`.
    #[arg(long = "type", value_name = "TYPE")]
    sort: EvidenceType,
    /// What is true, in a sentence.
    #[arg(long, value_name = "TEXT")]
    statement: String,
    /// Of what our own figures show: the receipt, from the foot of a page or paper or an answer of `compare`, `gap` and others.
    #[arg(long, value_name = "NUMBER")]
    receipt: Option<String>,
    /// Who says so, or how it was heard.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    source: String,
    /// Where in it: page, table; for residents, when.
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// How far it can be relied on; needed for an intervention.
    #[arg(long, value_name = "TEXT")]
    strength: Option<String>,
    /// Of an intervention: whom it helped.
    #[arg(long, value_name = "TEXT")]
    population: Option<String>,
    /// Of an intervention: what it did, with its size where the source gives one.
    #[arg(long, value_name = "TEXT")]
    effect: Option<String>,
    /// A need or priority that rests on it, such as hackney/priority/a-smoke-free-borough; may be given again.
    #[arg(long, value_name = "REF")]
    supports: Vec<String>,
    /// Of residents' words: the event or paragraph in which they are recorded.
    #[arg(long, value_name = "REF")]
    recorded_in: Option<String>,
    /// The indicator that it is about, by its number.
    #[arg(long, value_name = "NUMBER")]
    indicator: Option<String>,
    /// The place that it is about, by its code.
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// The day on which it held; today without one.
    #[arg(long, value_name = "DATE")]
    as_at: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Writes one statement down.
pub(super) async fn run(house: &House, new: &WriteEvidence) -> Result<(), Failure> {
    let board = board_called(house, new.board.as_deref()).await?;
    let who = installation::operator(SystemClocks::of(house).await?);
    let mut supports = Vec::new();
    for reference in &new.supports {
        supports.push(record_called(house, reference).await?);
    }
    let rests = rests_on(house, new).await?;
    let indicator = indicator_of(house, new.indicator.as_deref()).await?;
    let place = area_of(house, new.area.as_deref()).await?;
    let input = AddEvidenceItem {
        body_id: Some(board.record.id),
        title: new.statement.trim().trim_end_matches('.').to_owned(),
        slug: None,
        statement: new.statement.clone(),
        source: rests.source,
        indicator_id: indicator.or(rests.indicator_id),
        area_id: place.or(rests.area_id),
        strength: new.strength.clone(),
        supports,
        as_at: new.as_at.unwrap_or(who.today),
        origin: Origin::Entered,
    };
    let item = add_evidence_item(house, &who, input)
        .await
        .map_err(|error| match error {
            AddEvidenceItemError::Runner(error) => error.into(),
            problem => Failure::usage(problem),
        })?;
    if new.json {
        let area = match item.area_id {
            Some(id) => area(house, id).await?.and_then(|area| area.code),
            None => None,
        };
        return print_json(&super::as_json(&item, area.as_deref()));
    }
    print(&format!("Written down as {}", item.record.reference()))
}

async fn rests_on(house: &House, new: &WriteEvidence) -> Result<SourceAbout, Failure> {
    let (document, place) = (new.source.clone(), new.place.clone());
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    let source = match new.sort {
        EvidenceType::Computed => return on_receipt(house, new.receipt.as_deref()).await,
        EvidenceType::Finding => Source::Study { document, place },
        EvidenceType::Intervention => Source::Intervention {
            document,
            place,
            found: Intervention {
                population: words(&new.population),
                effect: words(&new.effect),
            },
        },
        EvidenceType::Insight => Source::Insight {
            heard: match place {
                Some(place) => format!("{document}, {place}"),
                None => document,
            },
            at: match &new.recorded_in {
                Some(reference) => Some(record_called(house, reference).await?),
                None => None,
            },
        },
        EvidenceType::Quoted => {
            return Err(Failure::usage(
                "a figure is quoted with its words and its place; write it in a list and use `commonweal evidence --add FILE`",
            ));
        }
    };
    Ok(source.into())
}

async fn on_receipt(house: &House, number: Option<&str>) -> Result<SourceAbout, Failure> {
    let number = number.ok_or_else(|| {
        Failure::usage(
            "what our own figures show rests on a receipt: add `--receipt NUMBER`; every page, `commonweal compare` and `commonweal gap` give it",
        )
    })?;
    source_on_receipt(house, number)
        .await
        .map_err(|error| match error {
            SourceOnReceiptError::Database(error) => error.into(),
            problem => Failure::usage(problem),
        })
}

pub(super) async fn record_called(house: &House, wanted: &str) -> Result<RecordId, Failure> {
    let unknown = || {
        Failure::usage(format!(
            "there is no record “{wanted}”; it looks like hackney/priority/a-smoke-free-borough, and stands on the thread page of each record"
        ))
    };
    let reference: Reference = wanted.parse().map_err(|_| unknown())?;
    let record = find(house, &reference).await?.ok_or_else(unknown)?;
    Ok(record.id)
}

async fn indicator_of(house: &House, number: Option<&str>) -> Result<Option<RecordId>, Failure> {
    let Some(number) = number else {
        return Ok(None);
    };
    let found = indicator_by_publisher_id(house, number).await?;
    let found = found.ok_or_else(|| {
        Failure::usage(format!(
            "there is no indicator {number}; `commonweal indicators` lists them"
        ))
    })?;
    Ok(Some(found.record.id))
}

async fn area_of(house: &House, code: Option<&str>) -> Result<Option<RecordId>, Failure> {
    let Some(code) = code else {
        return Ok(None);
    };
    let found = area_by_code(house, code).await?;
    let found = found.ok_or_else(|| Failure::usage(format!("we know no area {code}")))?;
    Ok(Some(found.record.id))
}
