//! Licences that open data comes under, by the words in which people write them down.

/// A licence that registers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its identifier in the register of the Open Definition.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Where its text stands.
    pub address: &'static str,
}

const OPEN_GOVERNMENT: Licence = Licence {
    id: "OGL-UK-3.0",
    title: "Open Government Licence v3.0",
    address: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
};

const ATTRIBUTION: Licence = Licence {
    id: "CC-BY-4.0",
    title: "Creative Commons Attribution 4.0 International",
    address: "https://creativecommons.org/licenses/by/4.0/",
};

/// The licence that these words name. None where they name another, which then stands in its own words.
///
/// ```
/// use evidence::open_data::known_licence;
/// assert_eq!(known_licence("Open Government Licence v3.0").map(|it| it.id), Some("OGL-UK-3.0"));
/// assert_eq!(known_licence("By agreement with the trust"), None);
/// ```
#[must_use]
pub fn known_licence(words: &str) -> Option<Licence> {
    let plain: String = words
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let is_version = |ending: &str| plain.ends_with(ending);
    if (plain.starts_with("ogl") || plain.starts_with("opengovernmentlicen"))
        && (is_version("3") || is_version("30"))
    {
        return Some(OPEN_GOVERNMENT);
    }
    if [
        "ccby40",
        "ccby4",
        "creativecommonsattribution40",
        "creativecommonsattribution40international",
    ]
    .contains(&plain.as_str())
    {
        return Some(ATTRIBUTION);
    }
    None
}
