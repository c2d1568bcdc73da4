use jiff::civil::Date;

use super::expected_returns;
use crate::database::DatabaseError;
use crate::portal::messages_of;
use crate::runner::House;
use crate::thread::{self, Record};
use crate::vocabulary::RecordId;

/// A partner from whom the board would expect to hear, and whom its messages reached last.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerToAsk {
    /// The partner.
    pub partner: Record,
    /// The outcomes and actions that it would be asked about.
    pub about: Vec<Record>,
    /// Name or office, and mailbox, of the newest message to it; `None` when there was none yet.
    pub contact: Option<(String, String)>,
}

/// Everybody who is part of a live outcome or owns an open action of a board, by name.
pub async fn whom_to_ask(
    house: &House,
    board: RecordId,
    today: Date,
) -> Result<Vec<PartnerToAsk>, DatabaseError> {
    let known = messages_of(house, board).await?;
    let mut list = Vec::new();
    for (partner, about) in expected_returns(house, board, today).await? {
        let Some(partner) = thread::by_id(house, partner).await? else {
            continue;
        };
        let mut records = Vec::new();
        for id in about {
            records.extend(thread::by_id(house, id).await?);
        }
        let contact = known
            .iter()
            .find(|message| message.for_body_id == Some(partner.id))
            .map(|message| (message.to_name.clone(), message.to_address.clone()));
        list.push(PartnerToAsk {
            partner,
            about: records,
            contact,
        });
    }
    list.sort_by(|one, other| one.partner.title.cmp(&other.partner.title));
    Ok(list)
}
