//! The rows of a file about small areas, as observations.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::catalogue::Indicator;
use crate::intake::{Problem, Read, read_number, tidy};
use crate::observation::{Period, Row, State};
use crate::small_areas::{self, Vintage, is_small_area};

use super::heading::{self, Heading};
use super::period::period_of;
use super::{Characteristic, Domain, Holds, Whole, slug};

/// A table about small areas, being read.
#[derive(Debug)]
pub struct SmallAreaTable {
    file: String,
    names: Vec<String>,
    heading: Heading,
    period: Period,
    ids: Ids,
    /// The larger area of each small area by what stands for both, for one kind of larger area after the other.
    lies_in: Vec<HashMap<u64, u64>>,
    /// Per domain: how many tenths the file prints, and how many of those are not the tenth of their rank.
    deciles: Vec<(u64, u64)>,
    /// Per domain: how many ranks were read. Equal ranks are counted one by one.
    ranks: Vec<u32>,
    /// Totals that are not the sum of their parts.
    other_totals: u64,
}

/// The identities of what the file holds, in the order of its columns.
#[derive(Debug, Default)]
struct Ids {
    main: Vec<String>,
    second: Vec<Option<String>>,
}

impl SmallAreaTable {
    /// Recognises a table by its heading. None where it is not about small areas; a problem where it is and something is missing.
    ///
    /// `stated` is the period that somebody has said for the whole file; otherwise a year in the file's name counts.
    #[must_use]
    pub fn recognise(
        file: &str,
        names: &[String],
        stated: Option<&str>,
    ) -> Option<Result<Self, Box<Problem>>> {
        let heading = heading::read(names)?;
        let period = period_of(file, &heading, stated);
        Some(period.map(|period| {
            let (vintage, holds) = (heading.vintage, &heading.holds);
            let ids = ids(vintage, holds);
            let kinds = match holds {
                Holds::Lookup(wholes) => wholes.len(),
                Holds::Postcodes(_) => 1,
                _ => 0,
            };
            let domains = match holds {
                Holds::Deprivation(domains) => domains.len(),
                _ => 0,
            };
            Self {
                file: file.to_owned(),
                names: names.to_vec(),
                period,
                ids,
                lies_in: vec![HashMap::new(); kinds],
                deciles: vec![(0, 0); domains],
                ranks: vec![0; domains],
                other_totals: 0,
                heading,
            }
        }))
    }

    /// What the file is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.heading.holds.name()
    }

    /// The indicators that its rows belong to.
    #[must_use]
    pub fn indicators(&self) -> Vec<Indicator> {
        self.heading.holds.indicators(self.heading.vintage)
    }

    /// How many cells a row must have.
    #[must_use]
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// Takes one row: hands over its observations, or gives everything that is wrong in it, after which it is left out.
    pub fn take<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
    ) -> Result<Vec<Problem>, E> {
        let heading = self.heading.clone();
        let cell = |at: usize| cells.get(at).copied().unwrap_or("").trim();
        let key = cell(heading.key);
        let code = match &heading.holds {
            Holds::Postcodes(_) => small_areas::postcode(key),
            _ => is_small_area(key).then(|| key.to_owned()),
        };
        let Some(code) = code else {
            let (expected, mend) = match &heading.holds {
                Holds::Postcodes(_) => (
                    "a postcode such as E8 1EA",
                    "Take the column of the directory that holds postcodes.",
                ),
                _ => (
                    "the code of a small area, such as E01001785",
                    "Copy the code from the source; names and codes of wards do not stand for small areas.",
                ),
            };
            return Ok(vec![self.problem(number, heading.key, key, expected, mend)]);
        };
        let period = self.period.clone();
        let name = heading.name.map(|at| tidy(cell(at)).into_owned());
        let row = Row {
            area_code: &code,
            area_name: name.as_deref().unwrap_or(&code),
            area_type: match &heading.holds {
                Holds::Postcodes(_) => "Postcode",
                _ => heading.vintage.name(),
            },
            period: &period.label,
            period_start: period.start,
            period_months: period.months,
            state: State::Value,
            ..Row::default()
        };
        let mut problems = Vec::new();
        match &heading.holds {
            Holds::Lookup(wholes) => {
                self.lookup(number, cells, &row, wholes, each, &mut problems)?;
            }
            Holds::Changes(small, change) => {
                self.change(number, cells, &row, (*small, *change), each, &mut problems)?;
            }
            Holds::Postcodes(small) => {
                let whole = Whole {
                    kind: "lsoa21".to_owned(),
                    code: *small,
                    name: None,
                };
                // Postcodes of Scotland, Northern Ireland and the islands lie in areas of other kinds.
                if is_small_area(cell(*small)) {
                    self.lookup(number, cells, &row, &[whole], each, &mut problems)?;
                }
            }
            Holds::Deprivation(domains) => {
                self.deprivation(number, cells, &row, domains, each, &mut problems)?;
            }
            Holds::Ages(ages, total) => {
                self.ages(number, cells, &row, (ages, *total), each, &mut problems)?;
            }
            Holds::Groups(held) => self.groups(number, cells, &row, held, each, &mut problems)?,
        }
        Ok(problems)
    }

    /// What can be said once all rows were read, as sentences.
    #[must_use]
    pub fn finish(&self) -> Vec<String> {
        let mut notes = vec![format!(
            "Read as {}, {}, {}.",
            self.kind(),
            self.heading.vintage.name(),
            self.period.label
        )];
        if let Holds::Deprivation(domains) = &self.heading.holds {
            let (compared, differ) = self
                .deciles
                .iter()
                .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            if compared > 0 && differ == 0 {
                notes.push(format!(
                    "All {compared} tenths of the file follow from its ranks."
                ));
            } else if differ > 0 {
                notes.push(format!(
                    "Of {compared} tenths of the file, {differ} do not follow from their ranks; the ranks count."
                ));
            }
            let all = self.heading.vintage.in_england();
            for (held, ranks) in domains.iter().zip(&self.ranks) {
                if *ranks < all {
                    notes.push(format!(
                        "The file ranks {ranks} of the {all} small areas of England for {}; national tenths are right all the same.",
                        held.name
                    ));
                }
            }
        }
        if self.other_totals > 0 {
            notes.push(format!(
                "In {} rows the total is not the sum of the parts, as in counts that their publisher has perturbed; both were kept.",
                self.other_totals
            ));
        }
        notes
    }

    fn problem(&self, row: u64, at: usize, found: &str, expected: &str, mend: &str) -> Problem {
        let column = self.names.get(at).map(String::as_str);
        Problem::at(&self.file, row, column, found, expected, mend)
    }

    fn lookup<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        row: &Row<'_>,
        wholes: &[Whole],
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), E> {
        for (at, whole) in wholes.iter().enumerate() {
            let code = cells.get(whole.code).copied().unwrap_or("").trim();
            if code.is_empty() {
                continue;
            }
            if !crate::intake::is_area_code(code) {
                let mend = "Copy the code from the source, or empty the cell.";
                problems.push(self.problem(
                    number,
                    whole.code,
                    code,
                    "a code such as E05009377",
                    mend,
                ));
                continue;
            }
            let before = self
                .lies_in
                .get_mut(at)
                .and_then(|held| held.insert(stands_for(row.area_code), stands_for(code)));
            if before.is_some_and(|before| before != stands_for(code)) {
                problems.push(self.problem(
                    number,
                    whole.code,
                    code,
                    "the same larger area as in the earlier row of this small area",
                    "Use a best-fit lookup, which puts each small area in one larger area.",
                ));
                continue;
            }
            if before.is_some() {
                continue;
            }
            let name = whole.name.and_then(|name| cells.get(name)).copied();
            let name = tidy(name.unwrap_or(code));
            each(
                &Row {
                    indicator: self.ids.main.get(at).map_or("", String::as_str),
                    parent_code: code,
                    parent_name: &name,
                    value: Some(1.0),
                    ..*row
                },
                &self.period,
            )?;
        }
        Ok(())
    }

    fn change<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        row: &Row<'_>,
        (small, change): (usize, Option<usize>),
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), E> {
        let code = cells.get(small).copied().unwrap_or("").trim();
        if !is_small_area(code) {
            problems.push(self.problem(
                number,
                small,
                code,
                "the code of a small area of 2021",
                "Copy the code from the source.",
            ));
            return Ok(());
        }
        let letter = change
            .and_then(|at| cells.get(at))
            .copied()
            .unwrap_or("")
            .trim();
        let words = match letter {
            "U" => "unchanged",
            "S" => "split",
            "M" => "merged",
            "X" => "otherwise changed",
            _ => "",
        };
        each(
            &Row {
                indicator: small_areas::CHANGES,
                parent_code: code,
                parent_name: code,
                // One that was split lies in several.
                category_type: Vintage::Lsoa2021.name(),
                category: code,
                value: Some(1.0),
                note: words,
                ..*row
            },
            &self.period,
        )
    }

    fn deprivation<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        row: &Row<'_>,
        domains: &[Domain],
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), E> {
        let cell = |at: usize| cells.get(at).copied().unwrap_or("").trim();
        let vintage = self.heading.vintage;
        for (at, held) in domains.iter().enumerate() {
            let written = cell(held.rank);
            let rank: Option<u32> = written.replace(',', "").parse().ok();
            let decile = rank.and_then(|rank| vintage.national_decile(rank));
            let (Some(rank), Some(decile)) = (rank, decile) else {
                let expected = format!(
                    "a whole number from 1 to {}, the small areas of England",
                    vintage.in_england()
                );
                let mend = "Check that the file is of the census that its heading names.";
                problems.push(self.problem(number, held.rank, written, &expected, mend));
                continue;
            };
            if let Some(ranks) = self.ranks.get_mut(at) {
                *ranks += 1;
            }
            let printed = held.decile.and_then(|at| cell(at).parse::<u8>().ok());
            if let (Some(printed), Some(counted)) = (printed, self.deciles.get_mut(at)) {
                counted.0 += 1;
                counted.1 += u64::from(printed != decile);
            }
            each(
                &Row {
                    indicator: self.ids.main.get(at).map_or("", String::as_str),
                    value: Some(f64::from(rank)),
                    ..*row
                },
                &self.period,
            )?;
            let Some(score_at) = held.score else { continue };
            match read_number(cell(score_at)) {
                Ok(Read::Number(score)) => each(
                    &Row {
                        indicator: self
                            .ids
                            .second
                            .get(at)
                            .and_then(Option::as_deref)
                            .unwrap_or(""),
                        value: Some(score),
                        ..*row
                    },
                    &self.period,
                )?,
                _ => problems.push(self.problem(
                    number,
                    score_at,
                    cell(score_at),
                    "a number",
                    "Copy the score from the source.",
                )),
            }
        }
        Ok(())
    }

    fn ages<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        row: &Row<'_>,
        (ages, total): (&[(usize, String)], Option<usize>),
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), E> {
        let everyone = total.map(|at| (at, ALL_AGES));
        let columns = ages
            .iter()
            .map(|(at, age)| (*at, age.as_str()))
            .chain(everyone);
        let (mut sum, mut whole) = (0.0, None);
        for (at, age) in columns {
            let Some(people) = self.people(number, cells, at, problems) else {
                continue;
            };
            if age == ALL_AGES {
                whole = Some(people);
            } else {
                sum += people;
            }
            each(
                &Row {
                    indicator: self.ids.main.first().map_or("", String::as_str),
                    sex: "Persons",
                    age,
                    value: Some(people),
                    count: Some(people),
                    ..*row
                },
                &self.period,
            )?;
        }
        if whole.is_some_and(|whole: f64| (whole - sum).abs() > 0.5) {
            self.other_totals += 1;
        }
        Ok(())
    }

    fn groups<E>(
        &mut self,
        number: u64,
        cells: &[&str],
        row: &Row<'_>,
        held: &Characteristic,
        each: &mut dyn FnMut(&Row<'_>, &Period) -> Result<(), E>,
        problems: &mut Vec<Problem>,
    ) -> Result<(), E> {
        let group = tidy(cells.get(held.group).copied().unwrap_or(""));
        if group.is_empty() {
            let mend = "Name the group, or take the row out.";
            problems.push(self.problem(number, held.group, "", "the name of a group", mend));
            return Ok(());
        }
        let Some(people) = self.people(number, cells, held.people, problems) else {
            return Ok(());
        };
        let denominator = match held.total {
            Some(at) => self.people(number, cells, at, problems),
            None => None,
        };
        each(
            &Row {
                indicator: self.ids.main.first().map_or("", String::as_str),
                sex: "Persons",
                category_type: &held.name,
                category: &group,
                value: Some(people),
                count: Some(people),
                denominator,
                ..*row
            },
            &self.period,
        )
    }

    /// A number of people; a problem where the cell has none.
    fn people(
        &self,
        number: u64,
        cells: &[&str],
        at: usize,
        problems: &mut Vec<Problem>,
    ) -> Option<f64> {
        let text = cells.get(at).copied().unwrap_or("").trim();
        match read_number(text) {
            Ok(Read::Number(people)) if people >= 0.0 && people.fract() == 0.0 => Some(people),
            _ => {
                problems.push(self.problem(
                    number,
                    at,
                    text,
                    "a whole number of people, 0 or more",
                    "Copy the number from the source; hidden counts cannot be summed to larger areas.",
                ));
                None
            }
        }
    }
}

/// The age of the total.
pub(crate) const ALL_AGES: &str = "All ages";

/// 64 bits that stand for a code.
fn stands_for(code: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}

fn ids(vintage: Vintage, holds: &Holds) -> Ids {
    match holds {
        Holds::Lookup(wholes) => Ids {
            main: wholes
                .iter()
                .map(|whole| vintage.lookup(&whole.kind))
                .collect(),
            second: Vec::new(),
        },
        Holds::Changes(..) => Ids {
            main: vec![small_areas::CHANGES.to_owned()],
            second: Vec::new(),
        },
        Holds::Postcodes(_) => Ids {
            main: vec![small_areas::POSTCODES.to_owned()],
            second: Vec::new(),
        },
        Holds::Deprivation(domains) => Ids {
            main: domains
                .iter()
                .map(|held| vintage.rank(&held.name))
                .collect(),
            second: domains
                .iter()
                .map(|held| held.score.map(|_| vintage.score(&held.name)))
                .collect(),
        },
        Holds::Ages(..) => Ids {
            main: vec![vintage.residents()],
            second: Vec::new(),
        },
        Holds::Groups(held) => Ids {
            main: vec![vintage.residents_by(&slug(&held.name))],
            second: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(file: &str, names: &str) -> SmallAreaTable {
        let names: Vec<String> = names.split('|').map(str::to_owned).collect();
        SmallAreaTable::recognise(file, &names, None)
            .unwrap()
            .unwrap()
    }

    /// Indicator, area, whole, age or group, value.
    type Seen = (String, String, String, String, f64);

    fn take(table: &mut SmallAreaTable, number: u64, cells: &str) -> (Vec<Seen>, Vec<Problem>) {
        let cells: Vec<&str> = cells.split('|').collect();
        let mut seen = Vec::new();
        let problems = table
            .take::<std::convert::Infallible>(number, &cells, &mut |row, _| {
                seen.push((
                    row.indicator.to_owned(),
                    row.area_code.to_owned(),
                    row.parent_code.to_owned(),
                    format!("{}{}", row.age, row.category),
                    row.value.unwrap(),
                ));
                Ok(())
            })
            .unwrap_or_else(|never| match never {});
        (seen, problems)
    }

    #[test]
    fn a_lookup_puts_each_small_area_in_its_larger_areas_once() {
        let mut table = table("lookup.csv", "lsoa21_code|ward24_code|ward24_name");
        let (seen, problems) = take(&mut table, 2, "E01001785|E05009377|Homerton");
        assert!(problems.is_empty());
        assert_eq!(
            seen,
            [(
                "lsoa21-in-ward24".to_owned(),
                "E01001785".to_owned(),
                "E05009377".to_owned(),
                String::new(),
                1.0
            )]
        );
        let (again, problems) = take(&mut table, 3, "E01001785|E05009377|Homerton");
        assert!(again.is_empty() && problems.is_empty());
        let (_, problems) = take(&mut table, 4, "E01001785|E05009378|Wick");
        assert!(problems[0].mend.contains("best-fit"), "{}", problems[0]);
        let (_, problems) = take(&mut table, 5, "Homerton|E05009377|Homerton");
        assert_eq!(
            problems[0].to_string(),
            "lookup.csv, row 5, column lsoa21_code: found Homerton; expected the code of a small area, such as E01001785. \
             Copy the code from the source; names and codes of wards do not stand for small areas."
        );
        assert_eq!(table.finish(), ["Read as area lookup, LSOA 2021, 2024."]);
    }

    #[test]
    fn ranks_of_another_census_are_refused_and_tenths_are_checked() {
        let mut table = table("imd2019.csv", "lsoa11_code|IMD_decile|IMD_rank");
        let (seen, problems) = take(&mut table, 2, "E01000001|9|29199");
        assert!(problems.is_empty());
        assert_eq!(
            (seen[0].0.as_str(), seen[0].4),
            ("lsoa11-imd-rank", 29_199.0)
        );
        let (_, problems) = take(&mut table, 3, "E01000002|10|33755");
        assert!(
            problems[0].expected.contains("1 to 32844"),
            "{}",
            problems[0]
        );
        take(&mut table, 4, "E01000003|1|29200");
        let notes = table.finish();
        assert!(
            notes[1].contains("Of 2 tenths of the file, 1 do not follow"),
            "{notes:?}"
        );
        assert!(
            notes[2].contains("ranks 2 of the 32844 small areas"),
            "{notes:?}"
        );
    }

    #[test]
    fn people_are_counted_by_age_and_by_group() {
        let mut ages = table(
            "census2021.csv",
            "lsoa21_code|Total|0 to 4|5 to 9|10 to 14|15 to 19|20+",
        );
        let (seen, problems) = take(&mut ages, 2, "E01000001|16|1|2|3|4|5");
        assert!(problems.is_empty());
        let ages_seen: Vec<(&str, f64)> = seen.iter().map(|row| (row.3.as_str(), row.4)).collect();
        assert_eq!(ages_seen[0], ("0 to 4", 1.0));
        assert_eq!(ages_seen[5], (ALL_AGES, 16.0));
        assert!(ages.finish()[1].contains("In 1 rows the total"));
        let (_, problems) = take(&mut ages, 3, "E01000002|16|<5|2|3|4|5");
        assert!(
            problems[0].mend.contains("hidden counts cannot be summed"),
            "{}",
            problems[0]
        );

        let mut groups = table(
            "census2021.csv",
            "lsoa21_code|disability|n|total_residents|prop",
        );
        let (seen, _) = take(
            &mut groups,
            2,
            "E01000001|Disabled under the Equality Act|152|1475|0.1",
        );
        assert_eq!(seen[0].0, "lsoa21-residents-by-disability");
        assert_eq!(
            (seen[0].3.as_str(), seen[0].4),
            ("Disabled under the Equality Act", 152.0)
        );
    }

    #[test]
    fn postcodes_and_changes_lead_to_small_areas() {
        let mut postcodes = table("onspd_2025.csv", "pcds|lsoa21");
        let (seen, _) = take(&mut postcodes, 2, "E8 1EA|E01001785");
        assert_eq!(
            (seen[0].1.as_str(), seen[0].2.as_str()),
            ("E81EA", "E01001785")
        );
        let (seen, problems) = take(&mut postcodes, 3, "AB10 1AB|S01006514");
        assert!(seen.is_empty() && problems.is_empty());
        let mut changes = table("c.csv", "lsoa11_code|change_code|lsoa21_code");
        let (one, _) = take(&mut changes, 2, "E01000155|S|E01035721");
        let (two, _) = take(&mut changes, 3, "E01000155|S|E01035722");
        assert_ne!((&one[0].2, &one[0].3), (&two[0].2, &two[0].3));
    }

    #[test]
    fn a_file_must_say_its_year() {
        let names: Vec<String> = ["lsoa21_code", "IMD_rank"].map(str::to_owned).to_vec();
        let problem = SmallAreaTable::recognise("indices.csv", &names, None)
            .unwrap()
            .unwrap_err();
        assert!(problem.mend.contains("State the period"));
        let said = SmallAreaTable::recognise("indices.csv", &names, Some("2025"))
            .unwrap()
            .unwrap();
        assert_eq!(&*said.period.label, "2025");
    }
}
