//! What the headings of a wide table say: a period, a sex, an age.

use super::synonyms::figure_of;
use super::{Dimension, Field};
use crate::observation::Period;

/// What one part of a heading says of a dimension, and the figure that it names beside: `Black_total` is the denominator of
/// `Black`, and `Total` alone is an age.
pub(super) fn member_of(part: &str, dimension: Dimension) -> Option<(Option<Field>, String)> {
    let read = |text: &str| match dimension {
        Dimension::Period => period_of(text),
        // One letter is too little of a heading.
        Dimension::Sex => sex_of(text).filter(|_| text.len() > 1).map(str::to_owned),
        Dimension::Age => age_of(text),
        Dimension::Category | Dimension::Indicator => None,
    };
    if let Some(whole) = read(part) {
        return Some((None, whole));
    }
    let (figure, of) = figure_of(part);
    if matches!(dimension, Dimension::Category | Dimension::Indicator) {
        let of = if of.is_empty() { part.trim() } else { &of };
        return (!of.is_empty()).then(|| (figure, of.to_owned()));
    }
    read(&of).map(|text| (figure, text))
}

/// The period that a heading names.
pub(super) fn period_of(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let start = ["year ending ", "year ", "fy ", "fy"]
        .iter()
        .find_map(|word| lower.starts_with(word).then_some(word.len()))
        .unwrap_or(0);
    let label = text.get(start..)?.trim();
    Period::read(label).ok().map(|_| label.to_owned())
}

/// The sex that a heading or a cell names, in the publisher's words.
#[must_use]
pub fn sex_of(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "m" | "male" | "males" | "men" | "boys" => Some("Male"),
        "f" | "female" | "females" | "women" | "girls" => Some("Female"),
        "p" | "persons" | "person" | "all persons" | "both" | "both sexes" | "people" => {
            Some("Persons")
        }
        _ => None,
    }
}

/// The age that a heading names, as Fingertips writes ages: `5-9 yrs`, `90+ yrs`.
pub(super) fn age_of(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase().replace('_', " ");
    if matches!(
        lower.as_str(),
        "all ages" | "all" | "total" | "total population"
    ) {
        return Some("All ages".to_owned());
    }
    let mut rest = lower.as_str();
    for word in ["aged ", "ages ", "age "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let rest = rest
        .replace(" years", "")
        .replace(" yrs", "")
        .replace(" yr", "")
        .replace(" year", "")
        .replace(" old", "")
        .replace('\u{2013}', "-");
    let rest = rest.trim();
    if let Some(below) = rest.strip_prefix('<').or(rest.strip_prefix("under ")) {
        return years(below).map(|age| format!("<{age} yrs"));
    }
    if let Some(upper) = rest.strip_suffix(" and under") {
        return years(upper).map(|age| format!("0-{age} yrs"));
    }
    let over = rest
        .strip_suffix('+')
        .or(rest.strip_suffix(" and over"))
        .or(rest.strip_suffix(" and above"));
    if let Some(over) = over {
        return years(over).map(|age| format!("{age}+ yrs"));
    }
    if let Some((from, to)) = rest.split_once('-').or(rest.split_once(" to ")) {
        let (from, to) = (years(from)?, years(to)?);
        return (from < to).then(|| format!("{from}-{to} yrs"));
    }
    years(rest).map(|age| format!("{age} yrs"))
}

fn years(text: &str) -> Option<u8> {
    let text = text.trim();
    let plain = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    plain
        .then(|| text.parse().ok())
        .flatten()
        .filter(|age| *age <= 125)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_of_real_headings_are_read() {
        for (heading, age) in [
            ("0", "0 yrs"),
            ("Age 17", "17 yrs"),
            ("90+", "90+ yrs"),
            ("Aged 90+", "90+ yrs"),
            ("Aged 4 years and under", "0-4 yrs"),
            ("Aged 5 to 9 years", "5-9 yrs"),
            ("Aged 85 years and over", "85+ yrs"),
            ("<1   ", "<1 yrs"),
            ("15-19", "15-19 yrs"),
            ("All Ages", "All ages"),
            ("total_population", "All ages"),
        ] {
            assert_eq!(age_of(heading).as_deref(), Some(age), "{heading}");
        }
        for heading in ["2020", "19-15", "old", "", "E09000012", "1st"] {
            assert_eq!(age_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn periods_and_sexes_of_headings_are_read() {
        assert_eq!(period_of("2020").as_deref(), Some("2020"));
        assert_eq!(period_of("FY 2019/20").as_deref(), Some("2019/20"));
        assert_eq!(period_of("Year 2019").as_deref(), Some("2019"));
        assert_eq!(period_of("15-19"), None);
        assert_eq!(sex_of(" females "), Some("Female"));
        assert_eq!(sex_of("All"), None);
    }
}
