use evidence::receipts::{Receipt, ReceiptNumber};
use jiff::Timestamp;
use uuid::Uuid;

use super::{policy, store};
use crate::database::DatabaseError;
use crate::runner::{Act, House, RunnerError, Who};

/// A receipt as it is kept. Receipts are no records: nobody owns or changes one, and the same answer has the same
/// receipt however often it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReceipt {
    /// What makes the answer checkable.
    pub receipt: Receipt,
    /// When it was first given.
    pub made_at: Timestamp,
    /// The answer itself as canonical JSON, where it was kept. Checking does not need it.
    pub result: Option<String>,
}

/// The receipt with a number.
pub async fn receipt(
    house: &House,
    number: &ReceiptNumber,
) -> Result<Option<StoredReceipt>, DatabaseError> {
    store::receipt(house.reader(), number.as_str()).await
}

/// Keeps a receipt, so that anybody can check the answer, and gives the number under which it is kept: its own, or the next
/// one where other content has taken that. Keeping it again writes nothing.
pub async fn keep_receipt(
    house: &House,
    who: &Who,
    receipt: &Receipt,
) -> Result<ReceiptNumber, RunnerError> {
    if let (number, Some(_)) = store::place_of_receipt(house.reader(), receipt).await? {
        return Ok(number);
    }
    let act = house.begin(who, &policy::KEEP_RECEIPT, None).await?;
    let (_, number) = write_receipt(&act, receipt).await?;
    act.commit_books().await?;
    Ok(number)
}

/// Throws the stored answer of a receipt away, to save room. The receipt still works.
pub async fn forget_result(
    house: &House,
    who: &Who,
    number: &ReceiptNumber,
) -> Result<(), RunnerError> {
    let act = house.begin(who, &policy::KEEP_RECEIPT, None).await?;
    store::forget_result(act.connection(), number.as_str()).await?;
    act.commit_books().await
}

/// Writes a receipt within an act, unless it is there; gives its id and number.
pub(super) async fn write_receipt(
    act: &Act,
    receipt: &Receipt,
) -> Result<(Uuid, ReceiptNumber), RunnerError> {
    let (number, held) = store::place_of_receipt(act.connection(), receipt).await?;
    if let Some(id) = held {
        return Ok((id, number));
    }
    let id = act.new_id().0;
    let kept = Receipt {
        number: number.clone(),
        ..receipt.clone()
    };
    store::insert_receipt(act.connection(), id, &kept, act.who().now).await?;
    Ok((id, number))
}
