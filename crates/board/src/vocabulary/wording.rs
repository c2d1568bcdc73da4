use jiff::civil::Date;

/// A day as people say it: 8 September 2022.
#[must_use]
pub fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// The same words with a capital letter in front.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// "an action", "a need": the words with the article that their first letter asks for.
#[must_use]
pub fn with_article(words: &str) -> String {
    let vowel = words
        .chars()
        .next()
        .is_some_and(|first| "aeiou".contains(first.to_ascii_lowercase()));
    format!("{} {words}", if vowel { "an" } else { "a" })
}

/// "local", "local and regional", "local, regional or national": the words in a sentence, the last joined with `and` or `or`.
#[must_use]
pub fn listed<W: AsRef<str>>(words: &[W], joined_with: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {joined_with} {last}", before.join(", "))
        }
        _ => words.concat(),
    }
}

/// "once", "twice", "3 times".
#[must_use]
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    }
}

/// "1 day", "8 days".
#[must_use]
pub fn days(count: i64) -> String {
    if count == 1 {
        "1 day".to_owned()
    } else {
        format!("{count} days")
    }
}

/// "1 day late", "8 days late".
#[must_use]
pub fn days_late(count: i64) -> String {
    format!("{} late", days(count))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_and_articles_are_said_as_people_say_them() {
        assert_eq!(long_date(date(2022, 9, 8)), "8 September 2022");
        assert_eq!(with_article("action"), "an action");
        assert_eq!(with_article("need"), "a need");
        assert_eq!(capital("is delivered by"), "Is delivered by");
        assert_eq!(capital(""), "");
        assert_eq!(listed::<&str>(&[], "and"), "");
        assert_eq!(listed(&["one"], "and"), "one");
        assert_eq!(listed(&["one", "two", "three"], "or"), "one, two or three");
        assert_eq!(
            (times(1), times(3)),
            ("once".to_owned(), "3 times".to_owned())
        );
        assert_eq!(
            (days(1), days(0)),
            ("1 day".to_owned(), "0 days".to_owned())
        );
        assert_eq!(days_late(1), "1 day late");
    }
}
