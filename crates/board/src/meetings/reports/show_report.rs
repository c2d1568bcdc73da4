use crate::runner::{Act, RunnerError};
use crate::texts::{self, Version};
use crate::vocabulary::Visibility;

/// Shows a published report to those who may read it: members alone until the agenda is out and where its item is heard in
/// private, and everybody otherwise. Its title names the item, so that it waits for the agenda as its words do.
pub(in crate::meetings) async fn show_report(
    act: &mut Act,
    published: &Version,
    in_private: bool,
    agenda_is_out: bool,
) -> Result<(), RunnerError> {
    if in_private || !agenda_is_out {
        texts::show_text(act, published.text_id, Visibility::Members).await?;
        return texts::close_paragraphs(act, published.text_id).await;
    }
    texts::show_text(act, published.text_id, Visibility::Public).await?;
    texts::show_paragraphs(act, published, Visibility::Public).await
}
