//! Texts that mostly come again in the order in which they came before, as those of a table do.

use indexmap::IndexSet;

/// Numbers texts as they are met. Of a text that is the last one again, or the one that stood after it before, the number is
/// told by comparing it with that; any other is looked up.
#[derive(Default)]
pub(crate) struct InTurn {
    texts: IndexSet<String>,
    /// Which text stood after each of them when it stood last.
    after: Vec<usize>,
    last: Option<usize>,
}

impl InTurn {
    /// The number of a text: that of the same text before, or the next one.
    pub(crate) fn number(&mut self, text: &str) -> usize {
        let is = |at: usize| self.texts.get_index(at).is_some_and(|held| held == text);
        if let Some(last) = self.last.filter(|last| is(*last)) {
            return last;
        }
        let guess = self.last.and_then(|last| self.after.get(last)).copied();
        let at = match guess.filter(|guess| is(*guess)) {
            Some(guess) => guess,
            None => self.look_up(text),
        };
        if let Some(after) = self.last.and_then(|last| self.after.get_mut(last)) {
            *after = at;
        }
        self.last = Some(at);
        at
    }

    fn look_up(&mut self, text: &str) -> usize {
        self.texts.get_index_of(text).unwrap_or_else(|| {
            self.after.push(0);
            self.texts.insert_full(text.to_owned()).0
        })
    }

    /// The texts in the order of their numbers.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    pub(crate) fn clear(&mut self) {
        self.texts.clear();
        self.after.clear();
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_text_has_one_number_and_comes_back(of in prop::collection::vec("[a-c]{0,2}", 0..60)) {
            let mut in_turn = InTurn::default();
            let numbers: Vec<usize> = of.iter().map(|text| in_turn.number(text)).collect();
            let texts: Vec<&str> = in_turn.texts().collect();
            for (text, number) in of.iter().zip(&numbers) {
                prop_assert_eq!(texts.get(*number), Some(&text.as_str()));
            }
            let different: std::collections::BTreeSet<&String> = of.iter().collect();
            prop_assert_eq!(texts.len(), different.len());
        }
    }
}
