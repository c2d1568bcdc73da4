//! Files that somebody brought and about which another page must ask first, so that nobody has to choose them twice.
//!
//! They are nameless on disk and are gone when this process ends, when an hour is over, or when newer ones need the room:
//! then the page says to choose them again. Each is for the person who brought it alone.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use board::vocabulary::RecordId;
use jiff::{SignedDuration, Timestamp};

use super::Brought;

/// So many at once for all people of this server.
const MOST: usize = 32;
/// So long.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// What was brought, and what is to be asked about it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Who brought it.
    pub(crate) person: RecordId,
    /// When.
    pub(crate) since: Timestamp,
    /// The form that came with it, as names and values.
    pub(crate) form: super::FormState,
    /// The files.
    pub(crate) files: Vec<Brought>,
    /// What the page asks about, in its own words.
    pub(crate) about: String,
}

/// Everything that is held, by a word that the address carries.
#[derive(Debug, Default)]
pub struct HeldFiles {
    held: Mutex<BTreeMap<String, Held>>,
}

impl HeldFiles {
    /// Holds files under a word.
    pub(crate) fn hold(&self, word: String, new: Held) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = new.since;
        held.retain(|_, old| now.duration_since(old.since) < LONGEST);
        while held.len() >= MOST {
            let oldest = held
                .iter()
                .min_by_key(|(_, old)| old.since)
                .map(|(word, _)| word.clone());
            let Some(oldest) = oldest else { break };
            held.remove(&oldest);
        }
        held.insert(word, new);
    }

    /// What is held under a word for a person: the form, what is asked, and the files to read once more.
    pub(crate) fn of(&self, word: &str, person: Option<RecordId>) -> Option<Held> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(word)
            .filter(|found| Some(found.person) == person)
            .cloned()
    }

    /// Lets go of what is held under a word.
    pub(crate) fn let_go(&self, word: &str) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.remove(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::FormState;

    fn held(person: RecordId, second: i64) -> Held {
        Held {
            person,
            since: Timestamp::from_second(second).unwrap(),
            form: FormState::empty(),
            files: Vec::new(),
            about: String::new(),
        }
    }

    #[test]
    fn files_are_for_whoever_brought_them_and_for_an_hour() {
        let all = HeldFiles::default();
        let [one, other] = [1, 2].map(|n| RecordId(uuid::Uuid::from_u128(n)));
        all.hold("a".to_owned(), held(one, 0));
        assert!(all.of("a", Some(one)).is_some());
        assert!(all.of("a", Some(other)).is_none());
        assert!(all.of("a", None).is_none());
        assert!(all.of("b", Some(one)).is_none());
        all.hold("b".to_owned(), held(one, 3_700));
        assert!(all.of("a", Some(one)).is_none(), "the hour is over");
        all.let_go("b");
        assert!(all.of("b", Some(one)).is_none());
    }

    #[test]
    fn the_oldest_make_room() {
        let all = HeldFiles::default();
        let one = RecordId(uuid::Uuid::from_u128(1));
        for (second, word) in (0_i64..).zip(0..=MOST) {
            all.hold(word.to_string(), held(one, second));
        }
        assert!(all.of("0", Some(one)).is_none());
        assert!(all.of("1", Some(one)).is_some());
    }
}
