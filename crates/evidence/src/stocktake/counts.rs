//! Counts of a service's records by code, as they come in. Nothing gives them back: [`take`](super::take()) is the only way
//! out, and it passes them through disclosure control.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::code_list::{CodeList, Order, Reading};

/// The name of a service where a record names none.
const UNNAMED: &str = "Not named";

/// What a record says about how far somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The furthest stage: the record counts there and at every stage before.
    Furthest,
    /// One line for each stage, counted there alone, as published tables have it.
    EachAlone,
}

/// How many people a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// So many.
    Count(u64),
    /// The table hides it.
    Hidden,
}

/// Some records of one service that say the same.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The service; empty where the record does not name it.
    pub service: &'a str,
    /// The stage of the pathway, where stages are counted.
    pub stage: Option<&'a str>,
    /// What stands in the column of the characteristic.
    pub code: &'a str,
    /// How many.
    pub people: People,
}

/// Counts that go in and do not come out.
pub struct Counts {
    pub(super) lists: Vec<&'static CodeList>,
    pub(super) stages: Vec<String>,
    pub(super) reach: Reach,
    pub(super) services: BTreeMap<String, BTreeMap<&'static str, OfList>>,
}

/// What one service says about one characteristic.
#[derive(Default)]
pub(super) struct OfList {
    /// For each reading how many reached each stage.
    pub(super) tallies: BTreeMap<Reading, Vec<Tally>>,
    /// Records at a stage that nobody asked for.
    pub(super) left_out: u64,
    /// People with two known recordings or more, and those of them whose recordings agree.
    pub(super) recorded_again: u64,
    pub(super) agree: u64,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) people: u64,
    pub(super) hidden: bool,
}

impl Tally {
    pub(super) fn add(&mut self, people: People) {
        match people {
            People::Count(people) => self.people = self.people.saturating_add(people),
            People::Hidden => self.hidden = true,
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.people = self.people.saturating_add(other.people);
        self.hidden |= other.hidden;
    }
}

impl fmt::Debug for Counts {
    /// What was asked alone: what is logged has not passed disclosure control.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists: Vec<&str> = self.lists.iter().map(|list| list.name).collect();
        formatter
            .debug_struct("Counts")
            .field("lists", &lists)
            .field("stages", &self.stages)
            .finish_non_exhaustive()
    }
}

impl Counts {
    /// Empty counts for these characteristics and, in their order, these stages; no stages where a service has one only.
    #[must_use]
    pub fn new(lists: Vec<&'static CodeList>, stages: Vec<String>, reach: Reach) -> Self {
        Self {
            lists,
            stages,
            reach,
            services: BTreeMap::new(),
        }
    }

    /// The characteristics that are counted.
    #[must_use]
    pub fn lists(&self) -> &[&'static CodeList] {
        &self.lists
    }

    /// True where no line has come in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }

    /// Adds records. A code that stands for nothing is counted as invalid, a stage that nobody asked for as left out.
    pub fn add(&mut self, list: &'static CodeList, line: Line<'_>) {
        let reading = list.read(line.code);
        self.add_read(list, line, reading);
    }

    fn add_read(&mut self, list: &'static CodeList, line: Line<'_>, reading: Reading) {
        if reading == Reading::Sum {
            return;
        }
        let span = self.reached(line.stage);
        let width = self.stages.len().max(1);
        let of = self.of(line.service, list);
        let Some((from, to)) = span else {
            if let People::Count(people) = line.people {
                of.left_out = of.left_out.saturating_add(people);
            }
            return;
        };
        let tallies = of
            .tallies
            .entry(reading)
            .or_insert_with(|| vec![Tally::default(); width]);
        for tally in tallies.iter_mut().take(to + 1).skip(from) {
            tally.add(line.people);
        }
    }

    fn of(&mut self, service: &str, list: &'static CodeList) -> &mut OfList {
        let name = match service.trim() {
            "" => UNNAMED,
            name => name,
        };
        if !self.services.contains_key(name) {
            self.services.insert(name.to_owned(), BTreeMap::new());
        }
        let Some(lists) = self.services.get_mut(name) else {
            unreachable!("it was put there a line above");
        };
        lists.entry(list.name).or_default()
    }

    /// First and last stage at which a record counts.
    fn reached(&self, stage: Option<&str>) -> Option<(usize, usize)> {
        if self.stages.is_empty() {
            return Some((0, 0));
        }
        let stage = stage?.trim();
        let place = self
            .stages
            .iter()
            .position(|known| known.eq_ignore_ascii_case(stage))?;
        Some(match self.reach {
            Reach::Furthest => (0, place),
            Reach::EachAlone => (place, place),
        })
    }

    /// Counts people instead of records: recordings come in sorted by service and person.
    pub fn people(&mut self, list: &'static CodeList) -> PeopleOf<'_> {
        PeopleOf {
            counts: self,
            list,
            readings: HashMap::new(),
            current: None,
        }
    }
}

/// Brings the recordings of each person together into one.
///
/// Recordings that tell no group give way to those that do. Where known ones contradict one another, the most frequent is
/// taken; where none is, the person is counted as invalid, for nothing says which is right. Ages change with time, so the
/// lowest is taken.
pub struct PeopleOf<'a> {
    counts: &'a mut Counts,
    list: &'static CodeList,
    readings: HashMap<String, Reading>,
    current: Option<Person>,
}

struct Person {
    service: String,
    name: String,
    furthest: Option<usize>,
    outside: bool,
    readings: Vec<(Reading, u64)>,
}

impl PeopleOf<'_> {
    /// Adds so many recordings of a person that say the same.
    pub fn add(&mut self, person: &str, line: Line<'_>, recordings: u64) {
        let is_same = self
            .current
            .as_ref()
            .is_some_and(|before| before.name == person && before.service == line.service);
        if !is_same {
            self.finish_person();
        }
        if !self.readings.contains_key(line.code) {
            // Free text in the column must not fill the memory.
            if self.readings.len() > 10_000 {
                self.readings.clear();
            }
            self.readings
                .insert(line.code.to_owned(), self.list.read(line.code));
        }
        let reading = self
            .readings
            .get(line.code)
            .cloned()
            .unwrap_or(Reading::Blank);
        let stage = self.counts.reached(line.stage).map(|(_, last)| last);
        let person = self.current.get_or_insert_with(|| Person {
            service: line.service.to_owned(),
            name: person.to_owned(),
            furthest: None,
            outside: false,
            readings: Vec::new(),
        });
        person.furthest = person.furthest.max(stage);
        person.outside |= stage.is_none();
        match person
            .readings
            .iter_mut()
            .find(|(read, _)| *read == reading)
        {
            Some((_, times)) => *times += recordings,
            None => person.readings.push((reading, recordings)),
        }
    }

    /// Counts the last person.
    pub fn finish(mut self) {
        self.finish_person();
    }

    fn finish_person(&mut self) {
        let Some(person) = self.current.take() else {
            return;
        };
        let known: Vec<&(Reading, u64)> = person
            .readings
            .iter()
            .filter(|(reading, _)| matches!(reading, Reading::Group(_)))
            .collect();
        let recordings: u64 = known.iter().map(|(_, times)| times).sum();
        if recordings > 1 && self.list.order != Order::Ages {
            let agree = u64::from(known.len() == 1);
            let of = self.counts.of(&person.service, self.list);
            of.recorded_again += 1;
            of.agree += agree;
        }
        let reading = match known[..] {
            [] => unknown(&person.readings),
            [(one, _)] => one.clone(),
            _ if self.list.order == Order::Ages => youngest(&known),
            _ => most_frequent(&known),
        };
        let stage = person
            .furthest
            .and_then(|place| self.counts.stages.get(place).cloned());
        let line = Line {
            service: &person.service,
            stage: stage.as_deref(),
            code: "",
            people: People::Count(1),
        };
        self.counts.add_read(self.list, line, reading);
    }
}

fn unknown(readings: &[(Reading, u64)]) -> Reading {
    [
        Reading::Declined,
        Reading::Invalid,
        Reading::Unseparated,
        Reading::NotKnown,
    ]
    .into_iter()
    .find(|kind| readings.iter().any(|(reading, _)| reading == kind))
    .unwrap_or(Reading::Blank)
}

fn most_frequent(known: &[&(Reading, u64)]) -> Reading {
    let most = known.iter().map(|(_, times)| *times).max().unwrap_or(0);
    let mut leading = known.iter().filter(|(_, times)| *times == most);
    match (leading.next(), leading.next()) {
        (Some((reading, _)), None) => reading.clone(),
        _ => Reading::Invalid,
    }
}

fn youngest(known: &[&(Reading, u64)]) -> Reading {
    let band = |reading: &Reading| match reading {
        Reading::Group(label) => super::ages::Band::read(label),
        _ => None,
    };
    known
        .iter()
        .map(|(reading, _)| reading)
        .min_by_key(|reading| band(reading))
        .cloned()
        .unwrap_or(Reading::Group(Cow::Borrowed("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ethnicity() -> &'static CodeList {
        CodeList::named("ethnic-category").unwrap()
    }

    fn tallied(counts: &Counts, service: &str, reading: &Reading) -> Vec<u64> {
        counts.services[service]["ethnic-category"]
            .tallies
            .get(reading)
            .map(|tallies| tallies.iter().map(|tally| tally.people).collect())
            .unwrap_or_default()
    }

    fn recordings(codes: &[(&str, &str, &str, u64)]) -> Counts {
        let stages = vec!["Referred".to_owned(), "Treated".to_owned()];
        let mut counts = Counts::new(vec![ethnicity()], stages, Reach::Furthest);
        let mut people = counts.people(ethnicity());
        for &(person, code, stage, times) in codes {
            let line = Line {
                service: "Clinic",
                stage: Some(stage),
                code,
                people: People::Count(1),
            };
            people.add(person, line, times);
        }
        people.finish();
        counts
    }

    fn group(name: &str) -> Reading {
        Reading::Group(name.to_owned().into())
    }

    #[test]
    fn the_furthest_stage_counts_at_every_stage_before() {
        let stages = ["Referred", "Assessed", "Treated"]
            .map(str::to_owned)
            .to_vec();
        for (reach, expected) in [(Reach::Furthest, [5, 5, 0]), (Reach::EachAlone, [0, 5, 0])] {
            let mut counts = Counts::new(vec![ethnicity()], stages.clone(), reach);
            let line = Line {
                service: "Clinic",
                stage: Some("assessed"),
                code: "M",
                people: People::Count(5),
            };
            counts.add(ethnicity(), line);
            counts.add(
                ethnicity(),
                Line {
                    stage: Some("Lost"),
                    ..line
                },
            );
            assert_eq!(tallied(&counts, "Clinic", &group("Caribbean")), expected);
            assert_eq!(counts.services["Clinic"]["ethnic-category"].left_out, 5);
        }
    }

    #[test]
    fn a_person_is_counted_once_at_the_furthest_stage() {
        let counts = recordings(&[
            ("1", "M", "Referred", 1),
            ("1", "M", "Treated", 1),
            ("2", "M", "Referred", 3),
        ]);
        assert_eq!(tallied(&counts, "Clinic", &group("Caribbean")), [2, 1]);
        let of = &counts.services["Clinic"]["ethnic-category"];
        assert_eq!((of.agree, of.recorded_again), (2, 2));
    }

    #[test]
    fn unknown_recordings_give_way_and_contradictions_go_to_the_most_frequent() {
        let counts = recordings(&[
            ("1", "Z", "Referred", 4),
            ("1", "R", "Referred", 1),
            ("2", "A", "Referred", 2),
            ("2", "C", "Referred", 1),
            ("3", "A", "Referred", 1),
            ("3", "C", "Referred", 1),
            ("4", "99", "Referred", 2),
            ("4", "Z", "Referred", 1),
        ]);
        assert_eq!(tallied(&counts, "Clinic", &group("Chinese")), [1, 0]);
        assert_eq!(tallied(&counts, "Clinic", &group("White British")), [1, 0]);
        assert_eq!(
            tallied(&counts, "Clinic", &Reading::Invalid),
            [1, 0],
            "nothing says which is right"
        );
        assert_eq!(tallied(&counts, "Clinic", &Reading::Declined), [1, 0]);
        let of = &counts.services["Clinic"]["ethnic-category"];
        assert_eq!((of.agree, of.recorded_again), (0, 2));
    }

    #[test]
    fn what_is_logged_says_no_count() {
        let counts = recordings(&[("1", "M", "Referred", 1)]);
        assert!(!format!("{counts:?}").contains('1'));
    }

    #[test]
    fn sums_beside_codes_are_not_counted_twice() {
        let mut counts = Counts::new(vec![ethnicity()], Vec::new(), Reach::EachAlone);
        for code in ["White", "White: Irish"] {
            let line = Line {
                service: "",
                stage: None,
                code,
                people: People::Count(9),
            };
            counts.add(ethnicity(), line);
        }
        assert_eq!(tallied(&counts, UNNAMED, &group("White Irish")), [9]);
        assert_eq!(counts.services[UNNAMED]["ethnic-category"].tallies.len(), 1);
    }
}
