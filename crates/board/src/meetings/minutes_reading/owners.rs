//! Who can own an action: an office, a body, a person's name, initials. Judged by the form of the
//! words alone; nothing here knows the people of a board. Where the form does not tell, the answer
//! is "no", since an owner left empty is asked for and a wrong one is not.

use super::dates;
use super::owner_words::{
    EVERYBODY, JOINS, NOT_FIRST, NOT_INSIDE, OFFICE_HEADS, OFFICES, POSTS, PROMISES, TITLES,
};
use super::wording::{Word, words};

/// What makes words an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `JB`, `J.B.`, `DPH`.
    Initials,
    /// `Head of Housing`, `the public health team`, `All members`.
    Office,
    /// `Councillor Bright`, `Dr Okoro`.
    Titled,
    /// `Ann Bright`, `Public Health`: capitals and nothing else. The weakest sign.
    Name,
}

/// The longest owner, in words.
const LONGEST: usize = 16;

/// The longest owner or list of owners, in bytes. Nothing longer is looked at, which keeps reading
/// linear.
const LONGEST_IN_BYTES: usize = 240;

/// True for a verb in its plain form that minutes use for what is to be done.
pub(super) fn is_plain_verb(text: &str) -> bool {
    NOT_FIRST
        .iter()
        .take(98)
        .any(|verb| verb.eq_ignore_ascii_case(text))
}

/// What makes the words one owner or several; `None` when they are not clearly owners.
pub(super) fn kind(text: &str) -> Option<Kind> {
    if text.len() > LONGEST_IN_BYTES {
        return None;
    }
    let parts = split(text);
    let first = one(parts.first()?)?;
    parts
        .iter()
        .skip(1)
        .try_fold(first, |_, part| one(part))
        .map(|_| first)
}

fn one(text: &str) -> Option<Kind> {
    let plain = without_brackets(text.trim());
    let all: Vec<Word<'_>> = words(plain).take(LONGEST + 1).collect();
    if all.is_empty() || all.len() > LONGEST {
        return None;
    }
    if plain.contains(['?', '!', ':', '[', '"', '“', '%', '£']) || has_inner_stop(&all) {
        return None;
    }
    let article = all.len() > 1 && is(&all, 0, &["the"]);
    let list = all.get(usize::from(article)..)?;
    if is_initials(plain) {
        return Some(Kind::Initials);
    }
    let lower: Vec<String> = list.iter().map(|word| word.text.to_lowercase()).collect();
    if lower.iter().any(|word| NOT_INSIDE.contains(&word.as_str())) {
        return None;
    }
    if list
        .iter()
        .any(|word| dates::is_calendar_name(word.text) && word.text != "May")
    {
        return None;
    }
    let first = list.first()?;
    let is_capital = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    if TITLES.contains(&lower.first()?.as_str()) {
        let names = list.get(1..)?;
        return (!names.is_empty() && names.len() <= 4 && names.iter().all(is_capital))
            .then_some(Kind::Titled);
    }
    if lower
        .iter()
        .all(|word| EVERYBODY.contains(&word.as_str()) || word == "board" || word == "the")
        && lower.iter().any(|word| EVERYBODY.contains(&word.as_str()))
    {
        return Some(Kind::Office);
    }
    let head = OFFICE_HEADS.contains(&lower.first()?.as_str());
    if NOT_FIRST.contains(&lower.first()?.as_str()) && !head && !names_an_office(list) {
        return None;
    }
    let office = lower.iter().any(|word| OFFICES.contains(&word.as_str()));
    if office
        && (article
            || is_capital(first)
            || lower.len() == 1
            || EVERYBODY.contains(&lower.first()?.as_str()))
    {
        return (office_words(list, &lower, article) || is_post(&lower)).then_some(Kind::Office);
    }
    let all_capitals = list.iter().all(|word| {
        is_capital(word) || ["and", "of", "for", "&", "de", "van", "ap", "y"].contains(&word.text)
    });
    (all_capitals && list.len() <= 6).then_some(Kind::Name)
}

/// "Data Analyst", "Support Team": capitals up to the word for an office, not "Contact the team".
fn names_an_office(list: &[Word<'_>]) -> bool {
    list.iter()
        .take(3)
        .take_while(|word| word.text.starts_with(char::is_uppercase))
        .any(|word| OFFICES.contains(&word.text.to_lowercase().as_str()))
}

/// "Public health analyst": small words up to the name of one person's post, with nothing that joins or acts between.
fn is_post(lower: &[String]) -> bool {
    let Some((post, before)) = lower.split_last() else {
        return false;
    };
    POSTS.contains(&post.as_str())
        && before.len() <= 4
        && !before
            .iter()
            .any(|small| JOINS.contains(&small.as_str()) || is_plain_verb(small))
}

/// Every word is a capital, a join, or follows one ("Head of performance and population"); after
/// an article small words may come first ("the public health team").
fn office_words(list: &[Word<'_>], lower: &[String], article: bool) -> bool {
    let mut free = article;
    list.iter().zip(lower).all(|(word, small)| {
        let join = JOINS.contains(&small.as_str());
        if matches!(small.as_str(), "of" | "for") {
            free = true;
        }
        let known = OFFICES.contains(&small.as_str()) || EVERYBODY.contains(&small.as_str());
        join && small != "to" || known || free || word.text.starts_with(char::is_uppercase)
    }) && !lower.iter().any(|small| small == "to")
        && !lower.iter().skip(1).any(|small| {
            is_plain_verb(small)
                && !OFFICES.contains(&small.as_str())
                && ![
                    "work",
                    "support",
                    "plan",
                    "data",
                    "action",
                    "review",
                    "research",
                    "link",
                    "use",
                    "report",
                    "commission",
                    "test",
                    "contact",
                    "issue",
                ]
                .contains(&small.as_str())
        })
}

fn is(list: &[Word<'_>], at: usize, expected: &[&str]) -> bool {
    list.get(at).is_some_and(|word| {
        expected
            .iter()
            .any(|one| word.text.eq_ignore_ascii_case(one))
    })
}

/// A stop inside the words that is not of an initial or a title.
fn has_inner_stop(list: &[Word<'_>]) -> bool {
    let inner = list.len().saturating_sub(1);
    list.iter().take(inner).any(|word| {
        word.after.contains([';', '?', '!'])
            || (word.after.starts_with('.')
                && word.text.chars().count() > 2
                && !TITLES.contains(&word.text.to_lowercase().as_str()))
    })
}

/// Two to four capitals, stops between them allowed: `JB`, `J.B.`, `J B`.
fn is_initials(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let count = letters.chars().count();
    (2..=5).contains(&count)
        && letters.chars().all(char::is_uppercase)
        && (count == text.chars().count()
            || text.split(['.', ' ']).all(|part| part.chars().count() <= 1)
            || text.trim_end_matches('.').chars().count() == count)
}

/// The words without what stands in brackets, such as an organisation.
fn without_brackets(text: &str) -> &str {
    let end = text
        .find(" (")
        .filter(|_| text.ends_with(')'))
        .unwrap_or(text.len());
    text.get(..end)
        .unwrap_or(text)
        .trim_end_matches(['.', ',', ' '])
}

/// The owners one by one. "Head of Performance and Population" is one; "the Chair and the Clerk",
/// "JB/AK" and "Ann Bright and Tom Reed" are two.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut from = 0;
    for (at, width) in joins(text) {
        let (Some(left), Some(right)) = (text.get(from..at), text.get(at + width..)) else {
            continue;
        };
        if stands_alone(left, right) {
            parts.push(left.trim().to_owned());
            from = at + width;
        }
    }
    parts.extend(
        text.get(from..)
            .map(|last| last.trim().trim_end_matches(['.', ',']).to_owned()),
    );
    parts.retain(|part| !part.is_empty());
    parts
}

/// Where two owners could be joined, with the width of the join.
fn joins(text: &str) -> Vec<(usize, usize)> {
    if text.len() > LONGEST_IN_BYTES {
        return Vec::new();
    }
    let mut found: Vec<(usize, usize)> = [
        ", and ", " and ", " with ", " & ", "&", " / ", "/", ", ", ",", " + ", "; ",
    ]
    .iter()
    .flat_map(|join| text.match_indices(join).map(|(at, hit)| (at, hit.len())))
    .collect();
    found.sort_by_key(|(at, width)| (*at, usize::MAX - width));
    let mut end = 0;
    found.retain(|(at, width)| {
        let keep = *at >= end;
        if keep {
            end = at + width;
        }
        keep
    });
    found
}

/// Both sides are owners in their own right.
fn stands_alone(left: &str, right: &str) -> bool {
    let right = joins(right)
        .first()
        .and_then(|(at, _)| right.get(..*at))
        .unwrap_or(right)
        .trim();
    let left = left.trim();
    if is_initials(left) && is_initials(right) {
        return true;
    }
    let list: Vec<Word<'_>> = words(right).collect();
    let article = usize::from(is(&list, 0, &["the"]));
    let begins_office = is(&list, article, &OFFICE_HEADS)
        || is(
            &list,
            article,
            &["officers", "members", "partners", "healthwatch"],
        );
    let titled = is(&list, article, &TITLES);
    let has_office =
        |text: &str| words(text).any(|word| OFFICES.contains(&word.text.to_lowercase().as_str()));
    if begins_office || titled || article == 1 || is_initials(right) {
        return one_simple(left);
    }
    // Two full names of people: nothing of an office on either side.
    let names = list.len() >= 2
        && list
            .iter()
            .all(|word| word.text.starts_with(char::is_uppercase));
    names
        && words(left).count() >= 2
        && !has_office(left)
        && !has_office(right)
        && one_simple(left)
        && words(left).all(|word| word.text.starts_with(char::is_uppercase))
}

fn one_simple(text: &str) -> bool {
    one(text).is_some()
}

/// An owner and what it is to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leading<'a> {
    pub(super) owner: &'a str,
    pub(super) rest: &'a str,
}

/// "OWNER to do something", "OWNER will do something".
pub(super) fn leading(text: &str) -> Option<Leading<'_>> {
    let list: Vec<Word<'_>> = words(beginning(text)).take(LONGEST + 4).collect();
    for at in 1..list.len() {
        let (Some(word), Some(before)) = (list.get(at), list.get(at - 1)) else {
            continue;
        };
        if before.after.contains(['.', ';', '?', '!']) && before.text.chars().count() > 2 {
            return None;
        }
        let Some(rest) = list.get(at..) else { continue };
        let Some(promise) = PROMISES.iter().find(|promise| begins(rest, promise)) else {
            continue;
        };
        let Some(verb) = rest.get(promise.len()) else {
            continue;
        };
        let owner = text
            .get(..word.start)?
            .trim_end_matches(|c: char| c.is_whitespace() || ",:–—-".contains(c));
        let small = verb.text.starts_with(char::is_lowercase);
        let Some(kind) = kind(owner) else { continue };
        if !small
            || is_passive(rest.get(promise.len()..)?)
            || (kind == Kind::Name && !could_be_name(owner))
        {
            return None;
        }
        return Some(Leading {
            owner,
            rest: text.get(verb.start..)?,
        });
    }
    None
}

/// As much of a text as an owner and the words behind it can take.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(2 * LONGEST_IN_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// "the Head of Housing report back": a resolution's verb without "to". Needs an office or a title,
/// since nothing else parts the two.
pub(super) fn resolved_to(text: &str) -> Option<Leading<'_>> {
    let list: Vec<Word<'_>> = words(beginning(text)).take(LONGEST).collect();
    list.iter().skip(1).find_map(|word| {
        let owner = text.get(..word.start)?.trim();
        let plain = word.text.starts_with(char::is_lowercase) && is_plain_verb(word.text);
        (plain && matches!(kind(owner)?, Kind::Office | Kind::Titled | Kind::Initials)).then_some(
            Leading {
                owner,
                rest: text.get(word.start..)?,
            },
        )
    })
}

fn begins(list: &[Word<'_>], expected: &[&str]) -> bool {
    expected.len() <= list.len()
        && expected
            .iter()
            .zip(list)
            .all(|(one, word)| word.text.eq_ignore_ascii_case(one))
}

/// "to be invited": whoever comes before is not the one to do it.
fn is_passive(list: &[Word<'_>]) -> bool {
    const IRREGULAR: [&str; 12] = [
        "sent", "made", "given", "put", "brought", "drawn", "set", "held", "taken", "written",
        "kept", "shown",
    ];
    is(list, 0, &["be"])
        && list.get(1).is_some_and(|word| {
            word.text.ends_with("ed") || IRREGULAR.contains(&word.text.to_lowercase().as_str())
        })
}

/// One capital at the beginning of a sentence is no sign of a name ("Response to come later"),
/// unless nothing but a name would stand there; two capitals are.
fn could_be_name(owner: &str) -> bool {
    words(owner).all(|word| !NOT_FIRST.contains(&word.text.to_lowercase().as_str()))
}

/// An owner before a colon or a dash: "JB: write to members", "Head of Housing – write".
pub(super) fn before_mark(text: &str) -> Option<Leading<'_>> {
    let colon = text.find(':').map(|at| (at, 1));
    let dash = [" – ", " — ", " - ", "\t"]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| (at, mark.len())))
        .min();
    let (at, width) = colon.into_iter().chain(dash).min()?;
    let (owner, rest) = (text.get(..at)?.trim(), text.get(at + width..)?.trim());
    (!rest.is_empty() && kind(owner).is_some()).then_some(Leading { owner, rest })
}

/// An owner after the words: "Write to members (JB)", "Write to members – Head of Housing".
pub(super) fn trailing(text: &str) -> Option<Leading<'_>> {
    let text = text.trim_end_matches(['.', ' ']);
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = text.strip_suffix(close)
            && let Some(at) = inner.rfind(open)
        {
            let (rest, owner) = (inner.get(..at)?.trim(), inner.get(at + 1..)?.trim());
            let sure = matches!(kind(owner)?, Kind::Initials | Kind::Office | Kind::Titled)
                || words(owner).count() >= 2;
            return (sure && kind(rest).is_none()).then_some(Leading { owner, rest });
        }
    }
    let (at, width) = [" – ", " — ", " - ", "\t"]
        .iter()
        .filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len())))
        .max()?;
    let (rest, owner) = (text.get(..at)?.trim(), text.get(at + width..)?.trim());
    (!rest.is_empty() && kind(owner).is_some()).then_some(Leading { owner, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_known_by_their_form() {
        for (text, expected) in [
            ("JB", Some(Kind::Initials)),
            ("J.B.", Some(Kind::Initials)),
            ("JB/AK", Some(Kind::Initials)),
            ("The Head of Performance and Population", Some(Kind::Office)),
            ("The Head of performance and population", Some(Kind::Office)),
            ("Head of housing", Some(Kind::Office)),
            ("Director of Adults, Health and Housing", Some(Kind::Office)),
            ("the public health team", Some(Kind::Office)),
            ("Public health analyst", Some(Kind::Office)),
            ("Sexual health programme lead", Some(Kind::Office)),
            ("Urgent meeting with commissioners", None),
            ("Letter from the director", None),
            ("Email reminder to each manager", None),
            ("All members", Some(Kind::Office)),
            ("officers", Some(Kind::Office)),
            ("Cllr Bright", Some(Kind::Titled)),
            ("Dr. Okoro", Some(Kind::Titled)),
            ("Ann Bright", Some(Kind::Name)),
            ("Healthwatch Riverdale", Some(Kind::Office)),
            ("Ann Bright (Riverdale Voices)", Some(Kind::Name)),
            ("Circulate the slides", None),
            ("Publish the Plan", None),
            ("a report on housing", None),
            ("The report was noted", None),
            ("Discuss with the team", None),
            ("14 July 2022", None),
            ("July", None),
            ("?", None),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn two_owners_are_two_and_one_is_one() {
        for (text, expected) in [
            ("JB/AK", vec!["JB", "AK"]),
            ("JB and AK", vec!["JB", "AK"]),
            ("JB, AK & TR", vec!["JB", "AK", "TR"]),
            ("The Chair and the Clerk", vec!["The Chair", "the Clerk"]),
            ("Ann Bright and Tom Reed", vec!["Ann Bright", "Tom Reed"]),
            (
                "Head of Housing and Director of Public Health",
                vec!["Head of Housing", "Director of Public Health"],
            ),
            (
                "Head of Performance and Population",
                vec!["Head of Performance and Population"],
            ),
            (
                "Head of Children and Family Services",
                vec!["Head of Children and Family Services"],
            ),
            (
                "Director of Adults, Health and Housing",
                vec!["Director of Adults, Health and Housing"],
            ),
            (
                "Health and Wellbeing Board",
                vec!["Health and Wellbeing Board"],
            ),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn who_is_to_do_what() {
        for (text, owner, rest) in [
            ("JB to circulate the slides", "JB", "circulate the slides"),
            (
                "The Head of Housing will bring a paper",
                "The Head of Housing",
                "bring a paper",
            ),
            ("officers to write", "officers", "write"),
            (
                "Public health analyst to circulate the slides",
                "Public health analyst",
                "circulate the slides",
            ),
            (
                "Ann Bright and Tom Reed to meet",
                "Ann Bright and Tom Reed",
                "meet",
            ),
            ("the Clerk was asked to write", "the Clerk", "write"),
            ("JB to be the lead", "JB", "be the lead"),
        ] {
            assert_eq!(leading(text), Some(Leading { owner, rest }), "{text}");
        }
        for text in [
            "Report to be circulated",
            "Write to members",
            "Invitation to Healthwatch to attend",
            "JB to be invited",
            "Circulate slides to members",
            "Response to come",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn owners_before_and_after() {
        assert_eq!(
            before_mark("JB: write"),
            Some(Leading {
                owner: "JB",
                rest: "write"
            })
        );
        assert_eq!(
            trailing("Write to all (JB)"),
            Some(Leading {
                owner: "JB",
                rest: "Write to all"
            })
        );
        assert_eq!(
            trailing("Write to all – Head of Housing."),
            Some(Leading {
                owner: "Head of Housing",
                rest: "Write to all"
            })
        );
        assert_eq!(trailing("Write to all (see 5.2)"), None);
        assert_eq!(before_mark("Write: all of it"), None);
    }
}
