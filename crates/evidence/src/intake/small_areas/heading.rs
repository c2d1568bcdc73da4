//! What the columns of a file about small areas hold.

use crate::small_areas::{ALL_DOMAINS, Vintage};
use crate::stocktake::ages::Band;

use super::{Characteristic, Domain, Holds, Whole, slug};

/// So many columns of ages make a table by age.
const FEWEST_AGES: usize = 5;

/// Where the code of the small area stands, of which census it is, and what else the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) key: usize,
    pub(super) name: Option<usize>,
    pub(super) vintage: Vintage,
    pub(super) holds: Holds,
}

/// Reads a heading. None where it is not that of a file about small areas, or where no column says of which census they are.
pub(super) fn read(names: &[String]) -> Option<Heading> {
    let keys: Vec<String> = names.iter().map(|name| letters(name)).collect();
    let key_of = |vintage| keys.iter().position(|key| is_code_of(key, vintage));
    let (old, new) = (key_of(Vintage::Lsoa2011), key_of(Vintage::Lsoa2021));
    let postcode = ["pcds", "pcd", "pcd7", "pcd8", "postcode"]
        .iter()
        .find_map(|wanted| keys.iter().position(|key| key == wanted));
    if let (Some(key), Some(small)) = (postcode, new) {
        return Some(Heading {
            key,
            name: None,
            vintage: Vintage::Lsoa2021,
            holds: Holds::Postcodes(small),
        });
    }
    if let (Some(key), Some(small)) = (old, new) {
        let change = ["changecode", "chngind", "chgind"]
            .iter()
            .find_map(|wanted| keys.iter().position(|key| key == wanted));
        return Some(Heading {
            key,
            name: name_of(&keys, Vintage::Lsoa2011),
            vintage: Vintage::Lsoa2011,
            holds: Holds::Changes(small, change),
        });
    }
    let (key, vintage) = match (new, old) {
        (Some(key), _) => (key, Vintage::Lsoa2021),
        (None, Some(key)) => (key, Vintage::Lsoa2011),
        (None, None) => of_nomis(&keys)?,
    };
    let holds = domains(&keys)
        .or_else(|| ages(names, &keys))
        .or_else(|| groups(names, &keys))
        .or_else(|| wholes(&keys))?;
    Some(Heading {
        key,
        name: name_of(&keys, vintage),
        vintage,
        holds,
    })
}

fn letters(heading: &str) -> String {
    heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn year(vintage: Vintage) -> &'static str {
    match vintage {
        Vintage::Lsoa2011 => "11",
        Vintage::Lsoa2021 => "21",
    }
}

/// `lsoa21_code`, `LSOA21CD`, `LSOA code (2021)`, `lsoa21`.
fn is_code_of(key: &str, vintage: Vintage) -> bool {
    let year = year(vintage);
    let short = format!("lsoa{year}");
    key.strip_prefix(&short)
        .is_some_and(|rest| matches!(rest, "" | "code" | "cd"))
        || key == format!("lsoacode20{year}")
}

fn name_of(keys: &[String], vintage: Vintage) -> Option<usize> {
    let year = year(vintage);
    let names = [
        format!("lsoa{year}name"),
        format!("lsoa{year}nm"),
        format!("lsoaname20{year}"),
        format!("20{year}superoutputarealowerlayer"),
    ];
    keys.iter().position(|key| names.contains(key))
}

/// A download from Nomis has the code under “mnemonic”, beside a column that says which census the small areas are of.
fn of_nomis(keys: &[String]) -> Option<(usize, Vintage)> {
    let vintage = Vintage::NEWEST_FIRST.into_iter().find(|vintage| {
        let says = format!("20{}superoutputarealowerlayer", year(*vintage));
        keys.contains(&says)
    })?;
    let key = keys.iter().position(|key| key == "mnemonic")?;
    Some((key, vintage))
}

/// `IMD_rank`, `Income Rank (where 1 is most deprived)`.
fn domains(keys: &[String]) -> Option<Holds> {
    let of = |key: &str, what: &str| -> Option<String> {
        let at = key.find(what)?;
        let rest = key.get(at + what.len()..)?;
        let plain = rest.is_empty() || rest.starts_with("where");
        let stem = key.get(..at)?.trim_end_matches("score");
        (plain && !stem.is_empty()).then(|| domain_of(stem))
    };
    let place = |domain: &str, what: &str| {
        keys.iter()
            .position(|key| of(key, what).as_deref() == Some(domain))
    };
    let domains: Vec<Domain> = keys
        .iter()
        .enumerate()
        .filter_map(|(at, key)| {
            let domain = of(key, "rank")?;
            Some(Domain {
                decile: place(&domain, "decile"),
                score: place(&domain, "score"),
                rank: at,
                name: domain,
            })
        })
        .collect();
    (!domains.is_empty()).then_some(Holds::Deprivation(domains))
}

/// One name for a domain, however its heading spells it.
fn domain_of(stem: &str) -> String {
    let known = [
        ("indexofmultipledeprivation", ALL_DOMAINS),
        ("imd", ALL_DOMAINS),
        ("idaci", "income-of-children"),
        ("idaopi", "income-of-older-people"),
        ("income", "income"),
        ("employment", "employment"),
        ("education", "education"),
        ("health", "health"),
        ("crime", "crime"),
        ("housingandaccess", "housing-and-services"),
        ("housingandservices", "housing-and-services"),
        ("barriers", "housing-and-services"),
        ("environment", "environment"),
        ("living", "environment"),
    ];
    known
        .iter()
        .find(|(start, _)| stem.starts_with(start))
        .map_or(stem, |(_, name)| name)
        .to_owned()
}

fn ages(names: &[String], keys: &[String]) -> Option<Holds> {
    let ages: Vec<(usize, String)> = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((at, Band::read(name)?.to_string())))
        .collect();
    let total = keys
        .iter()
        .position(|key| matches!(key.as_str(), "total" | "totalpopulation" | "allages"));
    (ages.len() >= FEWEST_AGES).then_some(Holds::Ages(ages, total))
}

/// A group and a number in each row.
fn groups(names: &[String], keys: &[String]) -> Option<Holds> {
    let at = |wanted: &[&str]| keys.iter().position(|key| wanted.contains(&key.as_str()));
    let people = at(&["n", "count", "people", "residents", "observation"])?;
    let group = at(&[
        "ethnicgroup",
        "disability",
        "religion",
        "sex",
        "sexualorientation",
        "genderidentity",
        "generalhealth",
        "tenure",
        "economicactivity",
        "mainlanguage",
    ])?;
    let words = slug(names.get(group)?).replace('-', " ");
    let mut letters = words.chars();
    let name = letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>())?;
    Some(Holds::Groups(Characteristic {
        name,
        group,
        people,
        total: at(&["totalresidents", "total", "totalpopulation"]),
    }))
}

/// `ward24_code` with `ward24_name`, `LAD22CD` with `LAD22NM`.
fn wholes(keys: &[String]) -> Option<Holds> {
    let kind_of = |key: &str, ends: [&str; 2]| -> Option<String> {
        let kind = ends.iter().find_map(|end| key.strip_suffix(end))?;
        let stem = kind.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_dated = kind.len() == stem.len() + 2;
        let kinds = [
            "ward", "wd", "msoa", "ltla", "lad", "utla", "sicbl", "icb", "region", "rgn",
        ];
        (is_dated && kinds.contains(&stem)).then(|| kind.to_owned())
    };
    let wholes: Vec<Whole> = keys
        .iter()
        .enumerate()
        .filter_map(|(at, key)| {
            let kind = kind_of(key, ["code", "cd"])?;
            let name = keys
                .iter()
                .position(|key| kind_of(key, ["name", "nm"]).as_ref() == Some(&kind));
            Some(Whole {
                kind,
                code: at,
                name,
            })
        })
        .collect();
    (!wholes.is_empty()).then_some(Holds::Lookup(wholes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(names: &str) -> Option<Heading> {
        let names: Vec<String> = names.split('|').map(str::to_owned).collect();
        read(&names)
    }

    fn wholes_of(heading: &Heading) -> Vec<Whole> {
        match &heading.holds {
            Holds::Lookup(wholes) => wholes.clone(),
            _ => Vec::new(),
        }
    }

    fn domains_of(heading: &Heading) -> Vec<Domain> {
        match &heading.holds {
            Holds::Deprivation(domains) => domains.clone(),
            _ => Vec::new(),
        }
    }

    fn ages_of(heading: &Heading) -> (Vec<(usize, String)>, Option<usize>) {
        match &heading.holds {
            Holds::Ages(ages, total) => (ages.clone(), *total),
            _ => (Vec::new(), None),
        }
    }

    fn groups_of(heading: &Heading) -> Option<Characteristic> {
        match &heading.holds {
            Holds::Groups(held) => Some(held.clone()),
            _ => None,
        }
    }

    #[test]
    fn each_file_is_known_by_its_heading() {
        let lookup = heading("lsoa21_code|lsoa21_name|msoa21_code|msoa21_name|ward24_code|ward24_name|sicbl24_code_nhs").unwrap();
        assert_eq!((lookup.key, lookup.name), (0, Some(1)));
        let wholes = wholes_of(&lookup);
        let kinds: Vec<_> = wholes.iter().map(|whole| whole.kind.as_str()).collect();
        assert_eq!(kinds, ["msoa21", "ward24"]);

        let changes =
            heading("lsoa11_name|lsoa11_code|change_code|lsoa21_name|lsoa21_code").unwrap();
        assert_eq!(changes.holds, Holds::Changes(4, Some(2)));
        let postcodes = heading("pcds|lsoa11|lsoa21|msoa21").unwrap();
        assert_eq!(postcodes.holds, Holds::Postcodes(2));

        let indices = heading("LSOA code (2011)|LSOA name (2011)|Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)|Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)").unwrap();
        assert_eq!(indices.vintage, Vintage::Lsoa2011);
        let domains = domains_of(&indices);
        assert_eq!(domains[0].name, "imd");
        assert_eq!((domains[0].rank, domains[0].decile), (2, Some(3)));

        let ages = heading("2021 super output area - lower layer|mnemonic|Total|Aged 4 years and under|Aged 5 to 9 years|Aged 10 to 14 years|Aged 15 to 19 years|Aged 85 years and over").unwrap();
        assert_eq!(
            (ages.key, ages.name, ages.vintage),
            (1, Some(0), Vintage::Lsoa2021)
        );
        let (bands, total) = ages_of(&ages);
        assert_eq!(
            (bands[0].1.as_str(), bands[4].1.as_str(), total),
            ("0 to 4", "85 and over", Some(2))
        );

        let groups = heading("lsoa21_code|total_residents|ethnic_group|n|prop").unwrap();
        let held = groups_of(&groups).unwrap();
        assert_eq!(
            (held.name.as_str(), held.people, held.total),
            ("Ethnic group", 3, Some(1))
        );
    }

    #[test]
    fn other_tables_are_left_alone() {
        for names in [
            "Indicator ID|Area Code|Value",
            "lsoa21_code|year|deaths",
            "ltla21_code|ltla21_name|ethnic_group|value",
            "lsoa_code|IMD_rank",
        ] {
            assert_eq!(heading(names), None, "{names}");
        }
    }

    #[test]
    fn a_lower_score_does_not_pass_for_a_rank() {
        let indices =
            heading("lsoa21_code|IMD_rank|IMD_score|Health_rank|Health_score|Health_decile")
                .unwrap();
        let domains = domains_of(&indices);
        assert_eq!(
            domains,
            [
                Domain {
                    name: "imd".to_owned(),
                    rank: 1,
                    decile: None,
                    score: Some(2)
                },
                Domain {
                    name: "health".to_owned(),
                    rank: 3,
                    decile: Some(5),
                    score: Some(4)
                },
            ]
        );
    }
}
