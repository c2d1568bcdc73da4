//! Codes of areas in England and Wales: how they look, what kind of area they are for, and which have ended.
//!
//! The codes of districts that ended since 2009 are facts of the Code History Database of the Office for National
//! Statistics (December 2023).

/// Whether a text is a code of the Government Statistical Service: one letter and eight digits.
#[must_use]
pub fn is_area_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 9
        && bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.iter().skip(1).all(u8::is_ascii_digit)
}

/// The kind of area that a code is for, in the words that this product uses for it; none for other codes.
#[must_use]
pub fn kind_of_area(code: &str) -> Option<&'static str> {
    if !is_area_code(code) {
        return None;
    }
    Some(match code.get(..3)? {
        "E92" => "England",
        "E12" => "Regions",
        "E06" | "E08" | "E09" | "E10" => "Counties and Unitary Authorities",
        "E07" => "Districts",
        "E05" => "Wards",
        "E02" => "Middle layer super output areas",
        "E01" => "Lower layer super output areas",
        "E54" => "Integrated Care Boards",
        "E38" => "Sub-ICB locations",
        "W06" => "Unitary authorities of Wales",
        "W92" => "Wales",
        "K04" => "England and Wales",
        _ => return None,
    })
}

/// What became of a code that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The code that took its place.
    pub now: &'static str,
    /// The name of that area.
    pub name: &'static str,
    /// The year in which it did, in April.
    pub year: u16,
    /// True where the old area became the whole of the new one, so that its figures are still right.
    pub is_same_place: bool,
}

/// What became of a district's code, where it has ended. Followed to the code of today.
#[must_use]
pub fn ended(code: &str) -> Option<Ended> {
    let (now, name, year, whole, _) = SUCCESSORS
        .iter()
        .find(|(.., old)| old.contains(&code))
        .copied()?;
    Some(Ended {
        now,
        name,
        year,
        is_same_place: whole,
    })
}

/// New code, its name, the year, whether it is the same place, and the codes before.
type Successor = (
    &'static str,
    &'static str,
    u16,
    bool,
    &'static [&'static str],
);

const SUCCESSORS: &[Successor] = &[
    (
        "E06000047",
        "County Durham",
        2009,
        false,
        &[
            "E07000054",
            "E07000055",
            "E07000056",
            "E07000057",
            "E07000058",
            "E07000059",
            "E07000060",
        ],
    ),
    (
        "E06000049",
        "Cheshire East",
        2009,
        false,
        &["E07000014", "E07000015", "E07000017"],
    ),
    (
        "E06000050",
        "Cheshire West and Chester",
        2009,
        false,
        &["E07000013", "E07000016", "E07000018"],
    ),
    (
        "E06000051",
        "Shropshire",
        2009,
        false,
        &[
            "E07000182",
            "E07000183",
            "E07000184",
            "E07000185",
            "E07000186",
        ],
    ),
    (
        "E06000052",
        "Cornwall",
        2009,
        false,
        &[
            "E07000019",
            "E07000020",
            "E07000021",
            "E07000022",
            "E07000023",
            "E07000024",
        ],
    ),
    ("E06000053", "Isles of Scilly", 2009, true, &["E07000025"]),
    (
        "E06000054",
        "Wiltshire",
        2009,
        false,
        &["E07000230", "E07000231", "E07000232", "E07000233"],
    ),
    ("E06000055", "Bedford", 2009, true, &["E07000002"]),
    (
        "E06000056",
        "Central Bedfordshire",
        2009,
        false,
        &["E07000001", "E07000003"],
    ),
    (
        "E06000057",
        "Northumberland",
        2013,
        false,
        &[
            "E07000157",
            "E07000158",
            "E07000159",
            "E07000160",
            "E07000161",
            "E07000162",
        ],
    ),
    ("E06000057", "Northumberland", 2013, true, &["E06000048"]),
    (
        "E06000058",
        "Bournemouth, Christchurch and Poole",
        2019,
        false,
        &["E06000028", "E06000029", "E07000048"],
    ),
    (
        "E06000059",
        "Dorset",
        2019,
        false,
        &[
            "E07000049",
            "E07000050",
            "E07000051",
            "E07000052",
            "E07000053",
        ],
    ),
    (
        "E06000060",
        "Buckinghamshire",
        2020,
        false,
        &["E07000004", "E07000005", "E07000006", "E07000007"],
    ),
    (
        "E06000061",
        "North Northamptonshire",
        2021,
        false,
        &["E07000150", "E07000152", "E07000153", "E07000156"],
    ),
    (
        "E06000062",
        "West Northamptonshire",
        2021,
        false,
        &["E07000151", "E07000154", "E07000155"],
    ),
    (
        "E06000063",
        "Cumberland",
        2023,
        false,
        &["E07000026", "E07000028", "E07000029"],
    ),
    (
        "E06000064",
        "Westmorland and Furness",
        2023,
        false,
        &["E07000027", "E07000030", "E07000031"],
    ),
    (
        "E06000065",
        "North Yorkshire",
        2023,
        false,
        &[
            "E07000163",
            "E07000164",
            "E07000165",
            "E07000166",
            "E07000167",
            "E07000168",
            "E07000169",
        ],
    ),
    (
        "E06000066",
        "Somerset",
        2023,
        false,
        &[
            "E07000187",
            "E07000188",
            "E07000189",
            "E07000190",
            "E07000191",
            "E07000246",
        ],
    ),
    ("E07000240", "St Albans", 2012, true, &["E07000100"]),
    ("E07000241", "Welwyn Hatfield", 2012, true, &["E07000104"]),
    (
        "E07000242",
        "East Hertfordshire",
        2013,
        true,
        &["E07000097"],
    ),
    ("E07000243", "Stevenage", 2013, true, &["E07000101"]),
    (
        "E07000244",
        "East Suffolk",
        2019,
        false,
        &["E07000205", "E07000206"],
    ),
    (
        "E07000245",
        "West Suffolk",
        2019,
        false,
        &["E07000201", "E07000204"],
    ),
    ("E08000037", "Gateshead", 2013, true, &["E08000020"]),
    ("W06000023", "Powys", 2009, true, &["W06000007"]),
    ("W06000024", "Merthyr Tydfil", 2009, true, &["W06000017"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_letter_and_eight_digits() {
        assert!(is_area_code("E09000012"));
        for text in [
            "",
            "E0900012",
            "e09000012",
            "E09000012 ",
            "1E05",
            "MAR-01",
            "ÉE0900012",
        ] {
            assert!(!is_area_code(text), "{text}");
            assert_eq!(kind_of_area(text), None);
        }
        assert_eq!(kind_of_area("E07000004"), Some("Districts"));
    }

    #[test]
    fn ended_codes_lead_to_those_of_today() {
        let gateshead = ended("E08000020").unwrap();
        assert_eq!(
            (gateshead.now, gateshead.is_same_place),
            ("E08000037", true)
        );
        let vale = ended("E07000004").unwrap();
        assert_eq!(
            (vale.name, vale.year, vale.is_same_place),
            ("Buckinghamshire", 2020, false)
        );
        // Ended twice: to Somerset West and Taunton in 2019, to Somerset in 2023.
        assert_eq!(ended("E07000190").unwrap().now, "E06000066");
        assert_eq!(ended("E09000012"), None);
        for (now, ..) in SUCCESSORS {
            assert_eq!(ended(now), None, "{now} ended too");
        }
    }
}
