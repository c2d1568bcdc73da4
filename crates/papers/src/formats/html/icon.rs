//! The small shapes beside status words. A shape is never alone: its word always follows.

use crate::Tone;

/// Closed shapes are filled, `o` outlines them; the style sheet colours both.
#[derive(Debug, Clone, Copy)]
pub(super) enum Icon {
    Tone(Tone),
    Hidden,
    Illustrative,
    Receipt,
}

impl Icon {
    pub(super) fn svg(self) -> String {
        let shape = match self {
            Self::Tone(Tone::Better) => r#"<circle cx="8" cy="8" r="6"/>"#,
            Self::Tone(Tone::Worse) => r#"<path d="M8 1 15 8 8 15 1 8z"/>"#,
            Self::Tone(Tone::Similar) => r#"<circle class="o" cx="8" cy="8" r="5.4"/>"#,
            Self::Tone(Tone::NoJudgement) => r#"<path d="M8 2 15 14H1z"/>"#,
            Self::Tone(Tone::Waiting) => {
                r#"<circle class="o" cx="8" cy="8" r="6"/><path class="o" d="M8 4.5V8l2.6 1.8"/>"#
            }
            Self::Tone(Tone::Silent) => r#"<path class="o" d="M2 3h12v8H7l-3 3v-3H2z"/>"#,
            Self::Tone(Tone::Done) => r#"<path class="o" d="M2.5 8.5 6.5 12.5 13.5 3.5"/>"#,
            Self::Hidden => {
                r#"<rect class="o" x="2" y="2" width="12" height="12"/><path class="o" d="M2 9 9 2M7 14 14 7"/>"#
            }
            Self::Illustrative => r#"<path class="o" d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>"#,
            Self::Receipt => {
                r#"<path class="o" d="M3 1.8h10v12.4l-2.5-1.6-2.5 1.6-2.5-1.6L3 14.2zM6 6h4M6 9h4"/>"#
            }
        };
        format!(
            r#"<svg class="cw-i" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{shape}</svg>"#
        )
    }
}

/// The class of a status tag.
pub(super) fn tag_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Better => "govuk-tag cw-tag--better",
        Tone::Worse => "govuk-tag cw-tag--worse",
        Tone::Similar => "govuk-tag cw-tag--similar",
        Tone::NoJudgement => "govuk-tag cw-tag--plain",
        Tone::Waiting => "govuk-tag cw-tag--wait",
        Tone::Silent => "govuk-tag cw-tag--silent",
        Tone::Done => "govuk-tag cw-tag--done",
    }
}
