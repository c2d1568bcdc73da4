//! What a code list is, and what one text in a record stands for.
//!
//! Must not know: counts. The lists themselves are data, in [`lists`](super::lists).

use std::borrow::Cow;

use crate::analysis::Characteristic;

use super::ages::Band;

/// A list of codes for one characteristic.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeList {
    /// The word by which commands and files name it.
    pub name: &'static str,
    /// What pages call it.
    pub title: &'static str,
    /// The characteristic that it is about.
    pub characteristic: Characteristic,
    /// Who publishes it.
    pub source: &'static str,
    /// Whether its groups have an order.
    pub order: Order,
    /// True where only the first character of a code is national and a second one is local.
    pub first_character_is_national: bool,
    /// The codes, in the order in which groups are shown.
    pub codes: &'static [Code],
}

/// Whether groups have an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// None.
    None,
    /// So many parts of a population, the first the most deprived.
    Parts(u8),
    /// Ages, which are read and not listed.
    Ages,
}

/// One code.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The code; empty where only words stand for it.
    pub code: &'static str,
    /// What it stands for.
    pub stands_for: StandsFor,
    /// Other words for it, in small letters, words parted by one space.
    pub spellings: &'static [&'static str],
    /// The groups of the census that are counted under this code.
    pub census: &'static [&'static str],
}

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandsFor {
    /// A group of people.
    Group(&'static str),
    /// Asked, and no group given.
    Declined,
    /// Not asked, or not able to answer.
    NotKnown,
    /// Not known, for one of several reasons that a table does not tell apart.
    Unseparated,
    /// Several codes together, which a table prints beside them.
    Sum,
}

impl Code {
    pub(super) const fn group(
        code: &'static str,
        group: &'static str,
        spellings: &'static [&'static str],
    ) -> Self {
        Self {
            code,
            stands_for: StandsFor::Group(group),
            spellings,
            census: &[],
        }
    }

    pub(super) const fn declined(code: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            code,
            stands_for: StandsFor::Declined,
            spellings,
            census: &[],
        }
    }

    pub(super) const fn not_known(code: &'static str, spellings: &'static [&'static str]) -> Self {
        Self {
            code,
            stands_for: StandsFor::NotKnown,
            spellings,
            census: &[],
        }
    }

    pub(super) const fn unseparated(spellings: &'static [&'static str]) -> Self {
        Self {
            code: "",
            stands_for: StandsFor::Unseparated,
            spellings,
            census: &[],
        }
    }

    pub(super) const fn sum(spellings: &'static [&'static str]) -> Self {
        Self {
            code: "",
            stands_for: StandsFor::Sum,
            spellings,
            census: &[],
        }
    }

    pub(super) const fn of_census(self, census: &'static [&'static str]) -> Self {
        Self { census, ..self }
    }
}

/// Words for "not known" that any list may meet.
pub(super) const fn blank_words() -> &'static [&'static str] {
    &[
        "not known",
        "unknown",
        "not recorded",
        "not known not recorded",
    ]
}

/// What one text in a record stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// A group.
    Group(Cow<'static, str>),
    /// Asked, and no group given.
    Declined,
    /// A code for not asked, or not able to answer.
    NotKnown,
    /// Nothing.
    Blank,
    /// A code that stands for nothing.
    Invalid,
    /// Not known, for a reason that the table does not tell.
    Unseparated,
    /// A line of a table that repeats others.
    Sum,
}

impl CodeList {
    /// The list that a command or file names. None where no list has that name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        super::lists::ALL.into_iter().find(|list| list.name == name)
    }

    /// What a text stands for. Case, leading noughts and space around it do not matter.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let text = text.trim();
        let text = text.strip_suffix(".0").unwrap_or(text);
        if text.is_empty() || text.eq_ignore_ascii_case("null") {
            return Reading::Blank;
        }
        if let Some(found) = self.by_code(text).or_else(|| self.by_words(text)) {
            return found;
        }
        if self.order == Order::Ages {
            return Band::read(text).map_or(Reading::Invalid, |band| {
                Reading::Group(band.to_string().into())
            });
        }
        // "02 Hearing": a code with its meaning.
        let first = text.split(' ').next().unwrap_or_default();
        if first.len() == 2 && first.len() < text.len() {
            return self.by_code(first).unwrap_or(Reading::Invalid);
        }
        Reading::Invalid
    }

    /// The groups, in order, each once. Empty for ages.
    #[must_use]
    pub fn groups(&self) -> Vec<&'static str> {
        let mut groups = Vec::new();
        for code in self.codes {
            if let StandsFor::Group(group) = code.stands_for
                && !groups.contains(&group)
            {
                groups.push(group);
            }
        }
        groups
    }

    fn by_code(&self, text: &str) -> Option<Reading> {
        let bare = |code: &str| -> String { code.trim_start_matches('0').to_ascii_uppercase() };
        let wanted = bare(text);
        let whole = self
            .codes
            .iter()
            .find(|code| !code.code.is_empty() && bare(code.code) == wanted);
        let national = || {
            let mut characters = text.chars();
            let first = characters.next()?;
            let local = characters.next()?;
            let is_code = self.first_character_is_national
                && characters.next().is_none()
                && first.is_ascii_alphabetic()
                && local.is_ascii_alphanumeric();
            let first = first.to_ascii_uppercase().to_string();
            self.codes.iter().find(|code| is_code && code.code == first)
        };
        whole.or_else(national).map(Code::reading)
    }

    fn by_words(&self, text: &str) -> Option<Reading> {
        let words = in_plain_words(text)?;
        // "White: Irish" and "White - Irish" are Irish; a whole label comes first.
        let part = text
            .rsplit_once(':')
            .or_else(|| text.rsplit_once(" - "))
            .and_then(|(_, part)| in_plain_words(part));
        [Some(words), part].into_iter().flatten().find_map(|words| {
            self.codes.iter().find(|code| {
                code.spellings.contains(&words.as_str())
                    || matches!(code.stands_for, StandsFor::Group(group) if in_plain_words(group).as_ref() == Some(&words))
            })
        })
        .map(Code::reading)
    }
}

impl Code {
    fn reading(&self) -> Reading {
        match self.stands_for {
            StandsFor::Group(group) => Reading::Group(group.into()),
            StandsFor::Declined => Reading::Declined,
            StandsFor::NotKnown => Reading::NotKnown,
            StandsFor::Unseparated => Reading::Unseparated,
            StandsFor::Sum => Reading::Sum,
        }
    }
}

/// Small letters and single spaces. None for a share of people, which is no number of them.
fn in_plain_words(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = text.strip_suffix("(number)").unwrap_or(&text);
    if text.ends_with("(percent)") {
        return None;
    }
    let text = text.replace(['+', '&'], " and ");
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::lists::ALL;
    use super::*;

    fn ethnicity() -> &'static CodeList {
        CodeList::named("ethnic-category").unwrap()
    }

    fn group(name: &str) -> Reading {
        Reading::Group(name.to_owned().into())
    }

    #[test]
    fn every_list_has_a_name_a_source_and_clean_spellings() {
        for list in ALL {
            assert_eq!(CodeList::named(list.name), Some(list));
            assert!(!list.source.is_empty());
            let mut seen = std::collections::HashSet::new();
            for code in list.codes {
                assert!(
                    code.code.is_empty() || seen.insert(code.code),
                    "{} {}",
                    list.name,
                    code.code
                );
                for spelling in code.spellings {
                    assert_eq!(in_plain_words(spelling).as_deref(), Some(*spelling));
                    assert!(seen.insert(spelling), "{}: {spelling} twice", list.name);
                }
            }
        }
        assert_eq!(CodeList::named("shoe-size"), None);
    }

    #[test]
    fn sixteen_codes_are_known_and_one_is_not_stated() {
        // NHS Data Dictionary, ETHNIC CATEGORY: 16+1, with 99 for not known.
        let known = "ABCDEFGHJKLMNPRS".chars();
        for code in known {
            assert!(
                matches!(ethnicity().read(&code.to_string()), Reading::Group(_)),
                "{code}"
            );
        }
        assert_eq!(ethnicity().read("Z"), Reading::Declined);
        for unknown in ["99", "X", "x", "Unknown"] {
            assert_eq!(ethnicity().read(unknown), Reading::NotKnown, "{unknown}");
        }
        for blank in ["", "  ", "NULL"] {
            assert_eq!(ethnicity().read(blank), Reading::Blank, "{blank}");
        }
        for invalid in ["I", "O", "Q", "T", "9", "A12", "-1", "Martian"] {
            assert_eq!(ethnicity().read(invalid), Reading::Invalid, "{invalid}");
        }
    }

    #[test]
    fn a_second_character_is_local() {
        assert_eq!(ethnicity().read("CA"), group("Any other White background"));
        assert_eq!(ethnicity().read("s2"), group("Any other ethnic group"));
        assert_eq!(CodeList::named("sex").unwrap().read("M1"), Reading::Invalid);
    }

    #[test]
    fn publishers_spell_the_same_groups_in_many_ways() {
        for (text, name) in [
            (" African", "African"),
            ("British or Mixed British", "White British"),
            (
                "White: English, Welsh, Scottish, Northern Irish or British (number)",
                "White British",
            ),
            ("White - British", "White British"),
            ("Other Black", "Any other Black background"),
            ("White + Black Caribbean", "White and Black Caribbean"),
            (
                "Asian or Asian British: Any other Asian background",
                "Any other Asian background",
            ),
            (
                "Mixed or Multiple ethnic groups: White and Asian (number)",
                "White and Asian",
            ),
        ] {
            assert_eq!(ethnicity().read(text), group(name), "{text}");
        }
        assert_eq!(
            ethnicity().read("Not stated/Not known/Invalid"),
            Reading::Unseparated
        );
        assert_eq!(ethnicity().read("White"), Reading::Sum);
        assert_eq!(ethnicity().read("White: Roma (percent)"), Reading::Invalid);
    }

    #[test]
    fn groups_of_the_census_without_a_code_are_counted_where_the_list_puts_them() {
        for (census, name) in [
            ("Other ethnic group: Arab", "Any other ethnic group"),
            ("White: Roma", "Any other White background"),
            (
                "White: Gypsy or Irish Traveller",
                "Any other White background",
            ),
            ("Asian, Asian British or Asian Welsh: Chinese", "Chinese"),
        ] {
            assert_eq!(ethnicity().read(census), group(name), "{census}");
        }
        let broad = CodeList::named("ethnic-group").unwrap();
        // Chinese is other in the codes of 2001 and Asian in the census.
        assert_eq!(broad.read("R"), group("Asian or Asian British"));
        assert_eq!(broad.read("S"), group("Other ethnic group"));
    }

    #[test]
    fn the_mapping_that_is_shown_is_the_one_that_is_used() {
        let mut groups = 0;
        for code in ethnicity().codes {
            for census in code.census {
                assert_eq!(ethnicity().read(census), code.reading(), "{census}");
                groups += 1;
            }
        }
        assert_eq!(groups, 19, "Census 2021 has nineteen groups");
    }

    #[test]
    fn tenths_are_read_as_their_labels_mean_them() {
        let list = CodeList::named("deprivation").unwrap();
        for (text, name) in [
            ("1", "1 most deprived"),
            ("01", "1 most deprived"),
            ("10.0", "10 least deprived"),
            ("01 Least deprived", "10 least deprived"),
            ("10 Most deprived", "1 most deprived"),
            ("02 Less deprived", "9"),
            ("06 More deprived", "5"),
        ] {
            assert_eq!(list.read(text), group(name), "{text}");
        }
        assert_eq!(list.read("11"), Reading::Invalid);
        assert_eq!(
            CodeList::named("deprivation-fifth")
                .unwrap()
                .read("5 Least deprived"),
            group("5 least deprived")
        );
    }

    #[test]
    fn a_code_with_its_meaning_is_that_code() {
        let list = CodeList::named("disability").unwrap();
        assert_eq!(list.read("02 Hearing"), group("Disabled"));
        assert_eq!(list.read("NN No Disability"), group("Not disabled"));
        assert_eq!(
            list.read("ZZ Not Stated (Person asked but declined)"),
            Reading::Declined
        );
        assert_eq!(list.read("No Code Recorded"), Reading::NotKnown);
    }
}
