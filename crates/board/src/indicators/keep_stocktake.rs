use evidence::analysis::Characteristic;
use evidence::disclosure::Publishable;
use evidence::engine::FileHash;
use evidence::receipts::Receipt;
use evidence::stocktake::{Gap, GapKind, ServiceFound, Stocktake};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::data_set::as_records_say;
use super::receipt::write_receipt;
use super::stocktake::{characteristics, element_of};
use super::{Coverage, CoverageState, KeptStocktake, policy, store};
use crate::frameworks::Element;
use crate::places::{Service, service_called};
use crate::runner::{Act, House, RunnerError, Who};
use crate::vocabulary::RecordId;

/// The stock of services to keep.
#[derive(Debug, Clone)]
pub struct KeepStocktake {
    /// The board that looks at them.
    pub board: RecordId,
    /// The day up to which the records reach.
    pub as_at: Date,
    /// What was found, as it may be published.
    pub stocktake: Publishable<Stocktake>,
    /// What was asked, for whoever wants to count again.
    pub asked: Value,
    /// The files that were counted, by the hashes of their bytes.
    pub files: Vec<FileHash>,
}

/// Why no stocktake was kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepStocktakeError {
    /// A service without a name of its own.
    #[error("say which service this is: name it, or name the column that does")]
    NoName,
    /// Records cannot reach beyond today.
    #[error(
        "the records reach up to {as_at}, and today is {today}: give the last day that they cover"
    )]
    InTheFuture {
        /// The day that was given.
        as_at: Date,
        /// The board's date.
        today: Date,
    },
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// The name of a service that nobody named.
const UNNAMED: [&str; 3] = ["", "All records", "Not named"];

/// Keeps what was found of each service, makes the services that are not there yet, and says of each characteristic whether the
/// service can show it. Owners and reasons that people gave to a gap stay while it is open. Keeping the same again writes
/// nothing; another count of the same day takes the place of the first.
pub async fn keep_stocktake(
    house: &House,
    who: &Who,
    input: KeepStocktake,
) -> Result<Vec<Service>, KeepStocktakeError> {
    if input.as_at > who.today {
        return Err(KeepStocktakeError::InTheFuture {
            as_at: input.as_at,
            today: who.today,
        });
    }
    let all = input.stocktake.into_inner();
    if all
        .services
        .iter()
        .any(|found| UNNAMED.contains(&found.name.trim()))
    {
        return Err(KeepStocktakeError::NoName);
    }
    let elements = characteristics(house).await.map_err(RunnerError::from)?;
    let mut act = house
        .begin(who, &policy::KEEP_STOCKTAKE, Some(input.board))
        .await?;
    let mut services = Vec::new();
    for found in &all.services {
        let of_one = Stocktake {
            services: vec![found.clone()],
            ..all.clone()
        };
        let receipt = Receipt::counted_in_files(
            &json!({ "stocktake": found.name, "asked": input.asked }),
            input.files.clone(),
            &json!(of_one),
            all.origin,
        );
        let service = service_called(
            &mut act,
            input.board,
            &found.name,
            as_records_say(all.origin),
        )
        .await?;
        keep_one(&mut act, &service, of_one, &receipt, input.as_at).await?;
        cover(&mut act, &service, found, &all, &elements).await?;
        services.push(service);
    }
    act.commit().await?;
    Ok(services)
}

async fn keep_one(
    act: &mut Act,
    service: &Service,
    stocktake: Stocktake,
    receipt: &Receipt,
    as_at: Date,
) -> Result<(), RunnerError> {
    let service_id = service.record.id;
    let before = store::stocktakes(act.connection(), service_id).await?;
    let (receipt_id, number) = write_receipt(act, receipt).await?;
    let same = |kept: &KeptStocktake| kept.as_at == as_at && kept.receipt == number;
    if before.iter().any(same) {
        return Ok(());
    }
    let kept = KeptStocktake {
        service_id,
        as_at,
        receipt: number,
        stocktake,
    };
    let id = act.new_id();
    store::put_stocktake(act.connection(), id.0, receipt_id, &kept).await?;
    act.note_of(
        service_id,
        json!({ "stocktake as at": as_at.to_string(), "receipt": kept.receipt.to_string() }),
    );
    Ok(())
}

/// Says for each of the nine characteristics what the service can show.
async fn cover(
    act: &mut Act,
    service: &Service,
    found: &ServiceFound,
    all: &Stocktake,
    elements: &[Element],
) -> Result<(), RunnerError> {
    let service_id = service.record.id;
    let said = store::coverage(act.connection(), Some(service_id)).await?;
    let gaps = all.gaps(found);
    for characteristic in Characteristic::ALL {
        let gap = gaps.iter().find(|gap| gap.characteristic == characteristic);
        let known = Gap {
            characteristic,
            kind: GapKind::NotAsked,
            known: None,
            words: String::new(),
        };
        let Some(element) = element_of(elements, gap.unwrap_or(&known)) else {
            continue;
        };
        let before = said
            .iter()
            .find(|said| said.element_id == element.record.id);
        let state = match gap.map(|gap| gap.kind) {
            None => CoverageState::Figures,
            Some(GapKind::Hidden | GapKind::GroupsHidden) => CoverageState::Hidden,
            Some(GapKind::NotAsked | GapKind::TooFewKnown) => CoverageState::Gap,
        };
        // What a person said about an open gap is worth more than what can be counted.
        let kept = before.filter(|before| {
            gap.is_some()
                && (before.owner.is_some() || before.state == CoverageState::InsightInstead)
        });
        let counted = gap.map_or("Known for enough people", |gap| gap.words.as_str());
        let reason = kept.map_or(counted, |kept| kept.reason.as_str());
        let after = Coverage {
            subject_id: service_id,
            element_id: element.record.id,
            state: match kept.map(|kept| kept.state) {
                Some(CoverageState::InsightInstead) => CoverageState::InsightInstead,
                _ => state,
            },
            reason: reason.to_owned(),
            owner: kept.and_then(|kept| kept.owner.clone()),
            as_at: act.who().today,
        };
        let same = before.is_some_and(|before| {
            (before.state, &before.reason, &before.owner)
                == (after.state, &after.reason, &after.owner)
        });
        if !same {
            let id = act.new_id();
            store::put_coverage(act.connection(), id.0, &after).await?;
            act.note_of(
                service_id,
                json!({ "coverage of": element.record.title, "after": after.state, "reason": after.reason }),
            );
        }
    }
    Ok(())
}
