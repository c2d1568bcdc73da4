use super::meeting::meeting_with_id;
use super::reports::{report_text, show_report};
use super::{AgendaStands, ExemptionError, agenda_stands, exemption, policy};
use crate::events::{self, Exemption, Item, ItemType};
use crate::runner::{Act, House, RunnerError, Who};
use crate::texts;
use crate::vocabulary::RecordId;

/// What an item of an agenda is to say from now on. Its number and its address stay: papers and minutes name them.
#[derive(Debug, Clone)]
pub struct ChangeItem {
    /// The item.
    pub item_id: RecordId,
    /// The revision that was seen.
    pub seen_revision: i64,
    /// What it is about.
    pub title: String,
    /// What it is.
    pub item_type: ItemType,
    /// Who introduces it.
    pub presenter: Option<String>,
    /// How long it is meant to take, in minutes.
    pub minutes: Option<i64>,
    /// Why it is heard in private; `None` when it is heard in public.
    pub exempt: Option<Exemption>,
}

/// Why an item was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeItemError {
    /// An item without a title.
    #[error("say what the item is about")]
    NoTitle,
    /// A meeting has no negative minutes, and no day of them.
    #[error("write a number of minutes from 1 to 600")]
    Minutes,
    /// To be heard in private, on no sufficient ground.
    #[error(transparent)]
    Exemption(#[from] ExemptionError),
    /// Whether it is heard in private can no longer be changed.
    #[error("{0}; whether this item is heard in private is now for the meeting to resolve")]
    ExemptionStands(AgendaStands),
    /// Anything that can stop any use case.
    #[error(transparent)]
    Runner(#[from] RunnerError),
}

/// Changes an item, before and after its agenda is published; the log keeps what it said before, and an item that the
/// public had seen says that it was changed.
///
/// The law lets an officer propose, on the published agenda, what is likely to be heard in private, and leaves it to the
/// meeting to resolve so. Once the public was told, the proposal stands.
pub async fn change_item(
    house: &House,
    who: &Who,
    input: ChangeItem,
) -> Result<Item, ChangeItemError> {
    let title = input.title.trim().to_owned();
    if title.is_empty() {
        return Err(ChangeItemError::NoTitle);
    }
    if input
        .minutes
        .is_some_and(|minutes| !(1..=600).contains(&minutes))
    {
        return Err(ChangeItemError::Minutes);
    }
    let exempt = exemption::checked(input.exempt)?;
    let item = events::item(house, input.item_id)
        .await
        .map_err(RunnerError::from)?
        .ok_or(RunnerError::NotFound { id: input.item_id })?;
    let meeting = meeting_with_id(house, item.event_id).await?;
    let mut act = house
        .begin(who, &policy::CHANGE_ITEM, item.record.body_id)
        .await?;
    let becomes_private = exempt.is_some();
    let is_reported_anew = item.exempt.is_some() != becomes_private;
    if item.exempt != exempt
        && let Some(why) = agenda_stands(house, &meeting)
            .await
            .map_err(RunnerError::from)?
    {
        return Err(ChangeItemError::ExemptionStands(why));
    }
    let wanted = Item {
        item_type: input.item_type,
        presenter: input.presenter,
        minutes: input.minutes,
        exempt,
        ..item
    };
    let item = events::change_item(&mut act, &meeting, wanted, input.seen_revision, title).await?;
    if is_reported_anew {
        let agenda_is_out = meeting.shows_agenda(who.today);
        show_again(&mut act, item.record.id, becomes_private, agenda_is_out).await?;
    }
    act.about(item.record.id);
    act.commit().await?;
    Ok(item)
}

/// A published report goes with its item: out of sight when that is to be heard in private, and back when it is not.
async fn show_again(
    act: &mut Act,
    item_id: RecordId,
    in_private: bool,
    agenda_is_out: bool,
) -> Result<(), RunnerError> {
    let house = act.house().clone();
    let Some(text) = report_text(&house, item_id).await? else {
        return Ok(());
    };
    match texts::published_version(&house, text.record.id).await? {
        Some(version) => show_report(act, &version, in_private, agenda_is_out).await,
        None => Ok(()),
    }
}
