//! The two fields that say why an item is heard in private, alike on the agenda and on the item's own page.

use board::events::Exemption;
use board::meetings::ExemptionError;

use crate::forms::FormState;

/// Reads both fields; `None` where the paragraph is missing or no number, which is then said beside it.
pub(super) fn read(form: &mut FormState) -> Option<Exemption> {
    let typed = form.text("paragraph").to_owned();
    let reason = form.text("reason").to_owned();
    if let Ok(paragraph) = typed.parse() {
        return Some(Exemption { paragraph, reason });
    }
    form.problem("paragraph", "Write the paragraph as a number from 1 to 7");
    None
}

/// The field that a problem is about.
pub(super) fn at_fault(problem: ExemptionError) -> &'static str {
    match problem {
        ExemptionError::NoSuchParagraph(_) => "paragraph",
        ExemptionError::NoPublicInterest => "reason",
    }
}
