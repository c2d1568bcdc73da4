//! Who speaks in a paragraph, where it begins with an office or a name and a verb of speaking.

use super::owners;
use super::wording::words;

/// How far into the paragraph the verb may stand, in words.
const FURTHEST: usize = 24;

const SPEAKING: [&str; 38] = [
    "asked",
    "said",
    "stated",
    "stressed",
    "confirmed",
    "introduced",
    "reported",
    "noted",
    "explained",
    "replied",
    "responded",
    "queried",
    "enquired",
    "suggested",
    "commented",
    "advised",
    "highlighted",
    "thanked",
    "welcomed",
    "presented",
    "outlined",
    "raised",
    "proposed",
    "added",
    "emphasised",
    "requested",
    "informed",
    "updated",
    "described",
    "observed",
    "questioned",
    "felt",
    "declared",
    "answered",
    "clarified",
    "gave",
    "summarised",
    "sought",
];

/// Words at the end of what is nobody's voice.
const BODIES: [&str; 8] = [
    "board",
    "committee",
    "council",
    "members",
    "partners",
    "all",
    "meeting",
    "officers",
];

/// The speaker of a paragraph, in its own words.
pub(super) fn speaker(paragraph: &str) -> Option<String> {
    let verb = words(paragraph)
        .take(FURTHEST)
        .find(|word| SPEAKING.contains(&word.text))?;
    let name = paragraph.get(..verb.start)?.trim().trim_end_matches(',');
    let name = name.split(" (").next().unwrap_or(name).trim();
    let last = words(name).next_back()?.text.to_lowercase();
    if BODIES.contains(&last.as_str()) || name.contains('\n') {
        return None;
    }
    owners::kind(name).map(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_is_an_office_or_a_name() {
        for (text, expected) in [
            ("The Chair asked for a plan.", Some("The Chair")),
            (
                "The Head of warm homes (Riverdale Council) introduced the report.",
                Some("The Head of warm homes"),
            ),
            ("Ann Bright said so.", Some("Ann Bright")),
            ("The Board noted the report.", None),
            ("A resource pack was presented.", None),
            ("Options would be compiled.", None),
        ] {
            assert_eq!(speaker(text).as_deref(), expected, "{text}");
        }
    }
}
