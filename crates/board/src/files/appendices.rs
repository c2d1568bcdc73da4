//! Appendices that words name, against those that are attached.

use std::collections::BTreeSet;

use super::{Attachment, AttachmentRole};

/// The numbers or letters of the appendices that some words name and that are not among the attachments, in order. One that
/// is said to be missing counts as there: its reason stands in its place.
#[must_use]
pub fn unattached_appendices(words: &str, attachments: &[Attachment]) -> Vec<String> {
    let appendices: Vec<&Attachment> = attachments
        .iter()
        .filter(|one| one.role == AttachmentRole::Appendix)
        .collect();
    let mut there = BTreeSet::new();
    for (place, appendix) in appendices.iter().enumerate() {
        let own = named(&appendix.title);
        if own.is_empty() {
            // Without a number of its own it has that of its place, which some count in letters.
            there.insert((place + 1).to_string());
            there.extend(
                u8::try_from(place)
                    .ok()
                    .filter(|place| *place < 26)
                    .map(|place| char::from(b'A' + place).to_string()),
            );
        }
        there.extend(own);
    }
    let mut unattached: Vec<String> = named(words)
        .into_iter()
        .filter(|name| !there.contains(name))
        .collect();
    unattached.sort_by_key(|name| (name.parse::<u32>().unwrap_or(u32::MAX), name.clone()));
    unattached
}

/// What follows the words “Appendix” and “Appendices”: a number or one capital letter, and more after commas and “and”.
fn named(words: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut follows = false;
    for word in words.split_whitespace() {
        let ends = word.ends_with(|letter: char| ".;:)".contains(letter));
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let small = bare.to_lowercase();
        if small == "appendix" || small == "appendices" {
            follows = !ends;
        } else if follows && is_name(bare) {
            names.insert(bare.to_owned());
            follows = !ends;
        } else if follows && (small == "and" || small == "to" || word == "&") {
            // “Appendices 1 and 2”: the next word may be a name.
        } else {
            follows = false;
        }
    }
    names
}

fn is_name(word: &str) -> bool {
    let is_number =
        (1..=2).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_digit());
    let is_letter = word.len() == 1 && word.bytes().all(|letter| letter.is_ascii_uppercase());
    is_number || is_letter
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::Attached;
    use super::*;
    use crate::vocabulary::{Origin, RecordId};

    fn appendix(title: &str) -> Attachment {
        Attachment {
            id: Uuid::nil(),
            record_id: RecordId(Uuid::nil()),
            position: 1,
            role: AttachmentRole::Appendix,
            title: title.to_owned(),
            version: None,
            dated: None,
            attached: Attached::Missing {
                reason: "lost".to_owned(),
            },
            origin: Origin::Entered,
        }
    }

    #[test]
    fn words_name_appendices_by_number_and_letter() {
        for (words, names) in [
            ("See Appendix 1.", vec!["1"]),
            ("(appendix A) and appendix B, which", vec!["A", "B"]),
            ("Appendices 1, 2 and 3 show", vec!["1", "2", "3"]),
            ("An appendix is attached. 12 people came.", vec![]),
            ("the appendices. 4 of them", vec![]),
            ("Appendix 2: costs in 2022", vec!["2"]),
            ("APPENDIX 10", vec!["10"]),
        ] {
            assert_eq!(unattached_appendices(words, &[]), names, "{words}");
        }
    }

    #[test]
    fn what_is_attached_is_named_by_its_title_or_its_place() {
        let words = "Appendices 1 and 2, and Appendix B.";
        let labelled = [appendix("Appendix 2: costs")];
        assert_eq!(unattached_appendices(words, &labelled), ["1", "B"]);
        let unlabelled = [appendix("Map"), appendix("Costs")];
        assert_eq!(
            unattached_appendices(words, &unlabelled),
            Vec::<String>::new()
        );
        let background = Attachment {
            role: AttachmentRole::Background,
            ..appendix("Appendix 1")
        };
        assert_eq!(unattached_appendices("Appendix 1", &[background]), ["1"]);
    }
}
