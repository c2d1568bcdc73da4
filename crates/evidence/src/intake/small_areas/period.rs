//! When the figures of a file about small areas are for.

use crate::intake::Problem;
use crate::observation::Period;

use super::Holds;
use super::heading::Heading;

/// What somebody said; else, of a lookup, the newest year in its headings; else the one year in the file's name.
pub(super) fn period_of(
    file: &str,
    heading: &Heading,
    stated: Option<&str>,
) -> Result<Period, Box<Problem>> {
    let label = match (stated, &heading.holds) {
        (Some(stated), _) => Some(stated.trim().to_owned()),
        (None, Holds::Lookup(wholes)) => wholes
            .iter()
            .filter_map(|whole| whole.kind.get(whole.kind.len().checked_sub(2)?..))
            .max()
            .map(|year| format!("20{year}")),
        (None, Holds::Changes(..)) => Some("2021".to_owned()),
        (None, _) => year_in(file),
    };
    label
        .and_then(|label| Period::read(&label).ok())
        .ok_or_else(|| {
            Box::new(Problem::with_file(
                file,
                stated.unwrap_or("no year in the name of the file"),
                "the year that the figures are for",
                "State the period, such as 2025, or put the year into the name of the file.",
            ))
        })
}

/// The one year of this century that stands in a name, not counting longer numbers.
fn year_in(file: &str) -> Option<String> {
    let mut years: Vec<&str> = file
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4 && digits.starts_with("20"))
        .collect();
    years.dedup();
    match years[..] {
        [only] => Some(only.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn one_year_in_the_name_of_a_file_counts() {
        assert_eq!(year_in("pop_mid2020_lsoa11.csv").as_deref(), Some("2020"));
        assert_eq!(year_in("census2021_to_2024.csv"), None);
        assert_eq!(year_in("onspd.csv"), None);
    }
}
