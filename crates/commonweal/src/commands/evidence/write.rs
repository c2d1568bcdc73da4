use board::House;
use board::indicators::{
    AddEvidenceItem, AddEvidenceItemError, EvidenceType, Intervention, Source, add_evidence_item,
    indicator_by_publisher_id,
};
use board::places::area_by_code;
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
    /// What sort of evidence: intervention, finding or insight. Figures are quoted with `commonweal evidence --add FILE`.
    #[arg(long = "type", value_name = "TYPE")]
    sort: EvidenceType,
    /// What is true, in a sentence.
    #[arg(long, value_name = "TEXT")]
    statement: String,
    /// Who says so, or how it was heard.
    #[arg(long, value_name = "TEXT")]
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
    let input = AddEvidenceItem {
        body_id: Some(board.record.id),
        title: new.statement.trim().trim_end_matches('.').to_owned(),
        slug: None,
        statement: new.statement.clone(),
        source: source_of(house, new).await?,
        indicator_id: indicator_of(house, new.indicator.as_deref()).await?,
        area_id: area_of(house, new.area.as_deref()).await?,
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
        return print_json(&super::as_json(&item, new.area.as_deref()));
    }
    print(&format!("Written down as {}", item.record.reference()))
}

async fn source_of(house: &House, new: &WriteEvidence) -> Result<Source, Failure> {
    let (document, place) = (new.source.clone(), new.place.clone());
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    match new.sort {
        EvidenceType::Finding => Ok(Source::Study { document, place }),
        EvidenceType::Intervention => Ok(Source::Intervention {
            document,
            place,
            found: Intervention {
                population: words(&new.population),
                effect: words(&new.effect),
            },
        }),
        EvidenceType::Insight => Ok(Source::Insight {
            heard: match place {
                Some(place) => format!("{document}, {place}"),
                None => document,
            },
            at: match &new.recorded_in {
                Some(reference) => Some(record_called(house, reference).await?),
                None => None,
            },
        }),
        EvidenceType::Quoted => Err(Failure::usage(
            "a figure is quoted with its words and its place; write it in a list and use `commonweal evidence --add FILE`",
        )),
        EvidenceType::Computed => Err(Failure::usage(
            "what is worked out from data is not typed in; `commonweal compare` and `commonweal gap` say it with its receipt",
        )),
    }
}

async fn record_called(house: &House, wanted: &str) -> Result<RecordId, Failure> {
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
