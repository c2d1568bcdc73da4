//! Finds the areas that a name may mean, for tables that have no codes: by the name itself, then by the ways in which
//! people write it.
//!
//! Nothing is guessed: a name that may mean several areas gives all of them, for a person to choose.

mod names;

use names::{INTEGRATED_CARE_BOARDS, PLACES};

/// An area that a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its code.
    pub code: &'static str,
    /// Its name as the Office for National Statistics or NHS England writes it.
    pub name: String,
}

/// The kinds of areas among which names are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Region,
    Authority,
    Board,
}

/// Words at the end of a name that say what kind of area it is for, the longest first.
const ENDS: &[(&str, Kind)] = &[
    ("london borough council", Kind::Authority),
    ("metropolitan borough council", Kind::Authority),
    ("metropolitan district council", Kind::Authority),
    ("borough council", Kind::Authority),
    ("city council", Kind::Authority),
    ("county council", Kind::Authority),
    ("district council", Kind::Authority),
    ("london borough", Kind::Authority),
    ("unitary authority", Kind::Authority),
    ("council", Kind::Authority),
    ("commissioning region", Kind::Region),
    ("region", Kind::Region),
    ("integrated care board", Kind::Board),
    ("icb", Kind::Board),
];

/// Words at the beginning of a name that do.
const STARTS: &[(&str, Kind)] = &[
    ("london borough of", Kind::Authority),
    ("royal borough of", Kind::Authority),
    ("metropolitan borough of", Kind::Authority),
    ("borough of", Kind::Authority),
    ("lb of", Kind::Authority),
    ("county of", Kind::Authority),
    ("nhs", Kind::Board),
];

/// Words between a town and the river or the county that tells it from others.
const BETWEEN: &[&str] = &[" upon ", " under ", " on ", " with "];

/// The areas of England that a name, or a code, may mean; `kind` is what a table says of the kind of area, or
/// nothing. One where it is clear, several where it is not, none where no area is called so.
#[must_use]
pub fn areas_named(name: &str, kind: &str) -> Vec<Known> {
    let said = folded(name);
    if said.is_empty() {
        return Vec::new();
    }
    let of_table = kind_in_words(kind);
    let fits = |area: &Area| of_table.is_none_or(|kind| area.kind.is_none_or(|of| of == kind));
    let found = |is: &dyn Fn(&Area) -> bool| -> Vec<Known> {
        all()
            .filter(|area| fits(area) && is(area))
            .map(|area| area.known())
            .collect()
    };
    let exactly = found(&|area| {
        area.key == said
            || folded(area.code) == said
            || area.nhs.is_some_and(|nhs| folded(nhs) == said)
    });
    if !exactly.is_empty() {
        return exactly;
    }
    let (bare, hint) = without_words(&said);
    let fits_hint = |area: &Area| hint.is_none_or(|kind| area.kind == Some(kind));
    let nearly = found(&|area| fits_hint(area) && area.is_bare(&bare));
    if !nearly.is_empty() {
        return nearly;
    }
    found(&|area| fits_hint(area) && area.is_short(&bare))
}

/// An area with what its name is compared by.
struct Area {
    code: &'static str,
    place: &'static str,
    /// None for the country.
    kind: Option<Kind>,
    nhs: Option<&'static str>,
    key: String,
}

impl Area {
    fn known(&self) -> Known {
        Known {
            code: self.code,
            name: match self.nhs {
                Some(_) => format!("NHS {} Integrated Care Board", self.place),
                None => self.place.to_owned(),
            },
        }
    }

    /// The name without “City of” and the like.
    fn is_bare(&self, wanted: &str) -> bool {
        let place = folded(self.place);
        let bare = ["city of", "county of"]
            .iter()
            .find_map(|end| place.strip_suffix(end))
            .map_or(place.as_str(), str::trim_end);
        bare == wanted || format!("city of {bare}") == wanted || place == wanted
    }

    /// The town alone, of a name such as Newcastle upon Tyne.
    fn is_short(&self, wanted: &str) -> bool {
        let place = folded(self.place);
        self.kind == Some(Kind::Authority)
            && BETWEEN
                .iter()
                .filter_map(|word| place.split_once(word))
                .any(|(town, _)| town == wanted)
    }
}

fn all() -> impl Iterator<Item = Area> {
    let places = PLACES.iter().map(|(code, place)| Area {
        code,
        place,
        kind: match code.get(..3) {
            Some("E92") => None,
            Some("E12") => Some(Kind::Region),
            _ => Some(Kind::Authority),
        },
        nhs: None,
        key: folded(place),
    });
    let boards = INTEGRATED_CARE_BOARDS
        .iter()
        .map(|(code, place, nhs)| Area {
            code,
            place,
            kind: Some(Kind::Board),
            nhs: Some(nhs),
            key: folded(&format!("NHS {place} Integrated Care Board")),
        });
    places.chain(boards)
}

/// A name without the words that say its kind, and that kind.
fn without_words(said: &str) -> (String, Option<Kind>) {
    let mut bare = said;
    let mut hint = None;
    if let Some((rest, kind)) = ENDS
        .iter()
        .find_map(|(end, kind)| Some((bare.strip_suffix(end)?.strip_suffix(' ')?, *kind)))
    {
        (bare, hint) = (rest, Some(kind));
    }
    if let Some((rest, kind)) = STARTS
        .iter()
        .find_map(|(start, kind)| Some((bare.strip_prefix(start)?.strip_prefix(' ')?, *kind)))
    {
        (bare, hint) = (rest, hint.or(Some(kind)));
    }
    (bare.to_owned(), hint)
}

/// The kind that a table's own word for it means, where it means one.
fn kind_in_words(kind: &str) -> Option<Kind> {
    let kind = folded(kind);
    let says = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if says(&["icb", "integrated care"]) {
        return Some(Kind::Board);
    }
    if says(&["region"]) {
        return Some(Kind::Region);
    }
    says(&[
        "authorit", "borough", "district", "county", "counties", "council", "unitary", "ltla",
        "utla",
    ])
    .then_some(Kind::Authority)
}

/// Small letters, `&` as `and`, no points and apostrophes, other marks as single spaces.
fn folded(name: &str) -> String {
    let plain: String = name
        .replace('&', " and ")
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '\u{2019}'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::is_area_code;

    fn codes(name: &str, kind: &str) -> Vec<&'static str> {
        areas_named(name, kind)
            .iter()
            .map(|area| area.code)
            .collect()
    }

    #[test]
    fn every_name_finds_its_area_and_no_other() {
        for area in all() {
            assert!(is_area_code(area.code), "{}", area.code);
            let name = area.known().name;
            assert_eq!(codes(&name, ""), [area.code], "{name}");
            assert_eq!(codes(&name.to_uppercase(), ""), [area.code], "{name}");
        }
        assert_eq!(all().count(), 1 + 9 + 296 + 21 + 42);
    }

    #[test]
    fn ways_to_write_a_name_find_its_area() {
        for (name, code) in [
            ("hackney", "E09000012"),
            ("London Borough of Hackney", "E09000012"),
            ("Hackney Council", "E09000012"),
            ("Royal Borough of Kensington & Chelsea", "E09000020"),
            ("City of Bristol", "E06000023"),
            ("Bristol", "E06000023"),
            ("Bristol City Council", "E06000023"),
            ("St Helens", "E08000013"),
            ("Kings Lynn and West Norfolk", "E07000146"),
            ("Stoke on Trent", "E06000021"),
            ("Richmond", "E09000027"),
            ("NHS NORTH EAST LONDON INTEGRATED CARE BOARD", "E54000029"),
            ("North East London ICB", "E54000029"),
            ("QMF", "E54000029"),
            ("E54000029", "E54000029"),
            ("LONDON COMMISSIONING REGION", "E12000007"),
            ("North East", "E12000001"),
        ] {
            assert_eq!(codes(name, ""), [code], "{name}");
        }
    }

    #[test]
    fn the_kind_of_area_tells_apart_what_is_called_alike() {
        assert_eq!(
            codes("Dorset", ""),
            ["E06000059"],
            "the name itself comes first"
        );
        assert_eq!(codes("NHS Dorset", ""), ["E54000041"]);
        assert_eq!(codes("Dorset", "ICB"), ["E54000041"]);
        assert_eq!(codes("Dorset", "Unitary authority"), ["E06000059"]);
        assert_eq!(codes("Hackney", "Region"), [""; 0]);
    }

    #[test]
    fn what_may_be_several_is_not_guessed() {
        assert_eq!(codes("Newcastle", ""), ["E07000195", "E08000021"]);
        assert_eq!(codes("Kingston", ""), ["E06000010", "E09000021"]);
        for name in ["", " - ", "Hackney Wick", "Provider", "Yorkshire", "Total"] {
            assert_eq!(codes(name, ""), [""; 0], "{name}");
        }
    }
}
