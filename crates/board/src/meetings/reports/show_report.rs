use crate::runner::{Act, RunnerError};
use crate::texts::{self, Version};
use crate::vocabulary::Visibility;

/// Shows a published report to those who may read it: members alone where its item is heard in private, and everybody
/// otherwise. What it says waits for the agenda, as its page does.
pub(in crate::meetings) async fn show_report(
    act: &mut Act,
    published: &Version,
    in_private: bool,
    agenda_is_out: bool,
) -> Result<(), RunnerError> {
    if in_private {
        texts::show_text(act, published.text_id, Visibility::Members).await?;
        return texts::close_paragraphs(act, published.text_id).await;
    }
    texts::show_text(act, published.text_id, Visibility::Public).await?;
    if agenda_is_out {
        texts::show_paragraphs(act, published, Visibility::Public).await?;
    }
    Ok(())
}
