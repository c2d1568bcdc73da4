//! Small areas: the lower-layer super output areas (LSOA) of a census, of which wards, boroughs and localities are built.
//!
//! Files about small areas come in as observations like any other figure, under identities that begin with the small areas they
//! are about ([`Vintage::prefix`]). Small areas of one census are never joined with those of another by their codes alone, because
//! a code may have kept its letters and not its border: the identities keep them apart.
//!
//! Must not know: where the files lie, what is asked of them. Start with [`Vintage`]; [`crate::intake::small_areas`] reads the
//! files, [`crate::analysis::deprivation`] and [`crate::analysis::profile`] ask about them.

use serde::{Deserialize, Serialize};

/// The census whose small areas are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Vintage {
    /// LSOA of the census of 2011.
    #[serde(rename = "LSOA 2011")]
    Lsoa2011,
    /// LSOA of the census of 2021.
    #[serde(rename = "LSOA 2021")]
    Lsoa2021,
}

impl Vintage {
    /// The newest first: where a place can be built of either, the newer small areas count.
    pub const NEWEST_FIRST: [Self; 2] = [Self::Lsoa2021, Self::Lsoa2011];

    /// The name that rows, pages and messages use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lsoa2011 => "LSOA 2011",
            Self::Lsoa2021 => "LSOA 2021",
        }
    }

    /// How identities of figures about these small areas begin.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Lsoa2011 => "lsoa11-",
            Self::Lsoa2021 => "lsoa21-",
        }
    }

    /// How many of them England has (source: Office for National Statistics, Open Geography). A national rank lies between 1 and
    /// this number.
    #[must_use]
    pub fn in_england(self) -> u32 {
        match self {
            Self::Lsoa2011 => 32_844,
            Self::Lsoa2021 => 33_755,
        }
    }

    /// The national tenth of a rank, 1 being the most deprived: the tenth part of all small areas of England in which the rank
    /// lies, rounded up (source: Ministry of Housing, Communities and Local Government, English Indices of Deprivation, technical
    /// report). None for what is no rank.
    ///
    /// ```
    /// use evidence::small_areas::Vintage;
    ///
    /// assert_eq!(Vintage::Lsoa2021.national_decile(3_375), Some(1));
    /// assert_eq!(Vintage::Lsoa2021.national_decile(3_376), Some(2));
    /// assert_eq!(Vintage::Lsoa2021.national_decile(33_755), Some(10));
    /// assert_eq!(Vintage::Lsoa2021.national_decile(33_756), None);
    /// ```
    #[must_use]
    pub fn national_decile(self, rank: u32) -> Option<u8> {
        let all = self.in_england();
        if !(1..=all).contains(&rank) {
            return None;
        }
        u8::try_from((10 * rank).div_ceil(all)).ok()
    }

    /// The identity of the lookup that says in which larger area of a kind each small area lies.
    #[must_use]
    pub fn lookup(self, kind: &str) -> String {
        format!("{}{IN}{kind}", self.prefix())
    }

    /// Of the identities in a catalogue, those that are lookups from these small areas.
    pub(crate) fn is_lookup(self, id: &str) -> bool {
        id.strip_prefix(self.prefix())
            .is_some_and(|rest| rest.starts_with(IN) && rest != CHANGE)
    }

    /// The identity of the ranks of a domain of deprivation: `imd` is all of them together.
    #[must_use]
    pub fn rank(self, domain: &str) -> String {
        format!("{}{domain}{RANK}", self.prefix())
    }

    /// The identity of the scores of a domain of deprivation.
    #[must_use]
    pub fn score(self, domain: &str) -> String {
        format!("{}{domain}{SCORE}", self.prefix())
    }

    /// The identity of the number of residents by age.
    #[must_use]
    pub fn residents(self) -> String {
        format!("{}residents", self.prefix())
    }

    /// The identity of the number of residents by a characteristic, such as `ethnic-group`.
    #[must_use]
    pub fn residents_by(self, characteristic: &str) -> String {
        format!("{}{BY}{characteristic}", self.prefix())
    }

    pub(crate) fn is_residents_by(self, id: &str) -> bool {
        id.strip_prefix(self.prefix())
            .is_some_and(|rest| rest.starts_with(BY))
    }
}

const IN: &str = "in-";
const CHANGE: &str = "in-lsoa21";
const RANK: &str = "-rank";
const SCORE: &str = "-score";
const BY: &str = "residents-by-";

/// The identity of the lookup from small areas of 2011 to those of 2021.
pub const CHANGES: &str = "lsoa11-in-lsoa21";
/// The identity of the lookup from postcodes to small areas of 2021.
pub const POSTCODES: &str = "postcode-in-lsoa21";
/// All domains of deprivation together: the Index of Multiple Deprivation.
pub const ALL_DOMAINS: &str = "imd";

/// Whether figures with this identity are about small areas: they serve to build larger areas, and are no indicators of a board.
#[must_use]
pub fn is_about_small_areas(id: &str) -> bool {
    id == POSTCODES
        || Vintage::NEWEST_FIRST
            .iter()
            .any(|vintage| id.starts_with(vintage.prefix()))
}

/// Whether a text is the code of a small area of England or Wales.
///
/// ```
/// use evidence::small_areas::is_small_area;
///
/// assert!(is_small_area("E01001785"));
/// assert!(!is_small_area("E05009377") && !is_small_area("Hackney 002A"));
/// ```
#[must_use]
pub fn is_small_area(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 9
        && (code.starts_with("E01") || code.starts_with("W01"))
        && bytes.iter().skip(1).all(u8::is_ascii_digit)
}

/// A postcode without its space and in capitals, as lookups hold it; none where the text cannot be one.
///
/// ```
/// use evidence::small_areas::postcode;
///
/// assert_eq!(postcode("e8 1ea").as_deref(), Some("E81EA"));
/// assert_eq!(postcode("Mare Street"), None);
/// ```
#[must_use]
pub fn postcode(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let bytes = plain.as_bytes();
    let (outward, inward) = bytes.split_at_checked(bytes.len().checked_sub(3)?)?;
    let ends_well = matches!(inward, [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
    let starts_well = (2..=4).contains(&outward.len())
        && outward.first().is_some_and(u8::is_ascii_uppercase)
        && outward.iter().all(u8::is_ascii_alphanumeric)
        && outward.iter().any(u8::is_ascii_digit);
    (ends_well && starts_well).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identity_is_known_to_be_about_small_areas_and_short_enough() {
        for vintage in Vintage::NEWEST_FIRST {
            for id in [
                vintage.lookup("ward24"),
                vintage.rank("housing-and-services"),
                vintage.score(ALL_DOMAINS),
                vintage.residents(),
                vintage.residents_by("ethnic-group"),
            ] {
                assert!(is_about_small_areas(&id) && id.len() <= 40, "{id}");
            }
            assert!(vintage.is_lookup(&vintage.lookup("ward24")));
            assert!(!vintage.is_lookup(&vintage.residents()));
        }
        assert!(is_about_small_areas(CHANGES) && is_about_small_areas(POSTCODES));
        assert!(!Vintage::Lsoa2011.is_lookup(CHANGES));
        assert!(!is_about_small_areas("93085"));
    }

    #[test]
    fn each_national_tenth_has_a_tenth_of_all_small_areas() {
        for vintage in Vintage::NEWEST_FIRST {
            let mut sizes = [0_u32; 10];
            for rank in 1..=vintage.in_england() {
                let decile = vintage.national_decile(rank).unwrap();
                sizes[usize::from(decile) - 1] += 1;
            }
            let tenth = vintage.in_england() / 10;
            assert!(sizes.iter().all(|size| (tenth..=tenth + 1).contains(size)));
            assert_eq!(vintage.national_decile(0), None);
        }
    }

    #[test]
    fn postcodes_are_read_whatever_their_spaces() {
        for (text, plain) in [
            ("EC1A 1BB", "EC1A1BB"),
            ("n16  8aa", "N168AA"),
            ("M11AE", "M11AE"),
        ] {
            assert_eq!(postcode(text).as_deref(), Some(plain));
        }
        for text in ["", "E8", "E01001785", "12345", "é1 1aa", "ABCDE 1AA"] {
            assert_eq!(postcode(text), None, "{text}");
        }
    }
}
