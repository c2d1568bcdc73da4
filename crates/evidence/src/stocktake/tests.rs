//! Stocktakes as a whole.

use super::*;
use crate::cell::Origin;
use crate::disclosure::{Choice, Rule, rules};
use crate::observation::State;

fn asked(rule: Rule, counted: Counted) -> Asked {
    Asked {
        source: "Made for a test".to_owned(),
        counted,
        origin: Origin::Illustrative,
        choice: Choice::new("Test", rule, "Nobody has published them.").unwrap(),
        threshold: 80.0,
    }
}

fn list(name: &str) -> &'static CodeList {
    CodeList::named(name).unwrap()
}

fn counts(name: &str, codes: &[(&str, u64)]) -> Counts {
    let list = list(name);
    let mut counts = Counts::new(vec![list], Vec::new(), Reach::Furthest);
    for &(code, people) in codes {
        let line = Line {
            service: "Clinic",
            stage: None,
            code,
            people: People::Count(people),
        };
        counts.add(list, line);
    }
    counts
}

fn residents(name: &str, groups: &[(&str, f64)]) -> Residents {
    let mut residents = Residents::default();
    for (label, people) in groups {
        residents.add(list(name), label, *people).unwrap();
    }
    residents
}

fn taken(counts: &Counts, residents: &Residents, rule: Rule) -> Stocktake {
    take(counts, residents, &asked(rule, Counted::Records))
        .unwrap()
        .into_inner()
}

fn first(stocktake: &Stocktake) -> &Found {
    &stocktake.services[0].characteristics[0]
}

fn group<'a>(found: &'a Found, name: &str) -> &'a GroupFound {
    found
        .groups
        .iter()
        .find(|group| group.name == name)
        .unwrap()
}

#[test]
fn the_worked_example_comes_out() {
    // 30 of 400 users, 5,000 of 100,000 residents: 1.500 (1.061 to 2.101); ratio 1.541 (1.063 to 2.232).
    let counts = counts("ethnic-category", &[("M", 30), ("A", 370)]);
    let residents = residents("ethnic-category", &[("M", 5_000.0), ("A", 95_000.0)]);
    let stocktake = taken(&counts, &residents, rules::NHS_ENGLAND);
    let found = group(first(&stocktake), "Caribbean");
    let written = |measure: Measure| {
        let (lower, upper) = measure.limits.unwrap().at_95.unwrap();
        format!("{:.3} {lower:.3} {upper:.3}", measure.value.unwrap())
    };
    assert_eq!(written(found.index), "1.500 1.061 2.101");
    assert_eq!(written(found.ratio), "1.541 1.063 2.232");
    assert_eq!(found.verdict, Verdict::Higher);
    assert_eq!(
        (found.index_if_none, found.index_if_all),
        (Some(1.5), Some(1.5))
    );
    assert_eq!(found.certain, Some(true));
    assert_eq!(stocktake.comparisons, 2);
}

#[test]
fn who_is_not_known_is_in_no_numerator_and_bounds_say_what_that_may_do() {
    let counts = counts(
        "ethnic-category",
        &[
            ("M", 30),
            ("A", 370),
            ("Z", 40),
            ("99", 30),
            ("", 20),
            ("?", 10),
        ],
    );
    let residents = residents("ethnic-category", &[("M", 5_000.0), ("A", 95_000.0)]);
    let stocktake = taken(&counts, &residents, rules::NHS_ENGLAND);
    let found = first(&stocktake);
    let values = [
        found.known,
        found.declined,
        found.not_known,
        found.blank,
        found.invalid,
    ];
    assert_eq!(
        values.map(|shown| shown.value),
        [400.0, 40.0, 30.0, 20.0, 10.0].map(Some)
    );
    assert_eq!(found.completeness.value, Some(80.0));
    assert_eq!(found.enough, Some(true), "exactly the threshold is enough");
    // 470 valid of 480 that are not blank.
    assert!((found.validity.value.unwrap() - 97.916_666_666_666_67).abs() < 1e-9);
    let caribbean = group(found, "Caribbean");
    assert_eq!(caribbean.share.value, Some(7.5), "of those known");
    // 30 and 130 of 500, over a share of 5%.
    assert_eq!(
        (caribbean.index_if_none, caribbean.index_if_all),
        (Some(1.2), Some(5.2))
    );
    assert_eq!(caribbean.certain, Some(true));
}

#[test]
fn a_verdict_that_the_unknown_could_turn_is_not_certain() {
    let counts = counts("ethnic-category", &[("M", 10), ("A", 390), ("Z", 100)]);
    let residents = residents("ethnic-category", &[("M", 5_000.0), ("A", 95_000.0)]);
    let stocktake = taken(&counts, &residents, rules::NHS_ENGLAND);
    let caribbean = group(first(&stocktake), "Caribbean");
    assert_eq!(
        (caribbean.verdict, caribbean.index.value),
        (Verdict::Lower, Some(0.5))
    );
    assert_eq!(caribbean.index_if_all, Some(4.4));
    assert_eq!(caribbean.certain, Some(false));
}

#[test]
fn small_counts_are_hidden_with_all_that_is_made_of_them() {
    let counts = counts(
        "ethnic-category",
        &[("M", 6), ("N", 7), ("K", 60), ("A", 400)],
    );
    let residents = residents(
        "ethnic-category",
        &[
            ("M", 9_000.0),
            ("N", 8_000.0),
            ("K", 9_000.0),
            ("A", 95_000.0),
        ],
    );
    let stocktake = taken(&counts, &residents, rules::NHS_ENGLAND);
    let found = first(&stocktake);
    for name in ["Caribbean", "African"] {
        let group = group(found, name);
        assert!(group.people.is_hidden(), "{name}");
        assert_eq!(group.verdict, Verdict::Hidden);
        for measure in [group.share, group.index, group.ratio, group.of_residents] {
            assert_eq!((measure.value, measure.limits), (None, None));
            assert_eq!(measure.state, State::Suppressed);
        }
        assert_eq!(
            (group.probability, group.index_if_all, group.certain),
            (None, None, None)
        );
    }
    assert_eq!(
        group(found, "Chinese").people.value,
        Some(0.0),
        "nought is a count"
    );
    assert_eq!(group(found, "Bangladeshi").people.value, Some(60.0));
    let text = serde_json::to_string(&stocktake).unwrap();
    let read: Stocktake = serde_json::from_str(&text).unwrap();
    assert_eq!(
        read.gaps(&read.services[0]),
        stocktake.gaps(&stocktake.services[0])
    );
}

#[test]
fn nearly_all_known_is_enough_although_the_few_others_are_hidden() {
    // 1,008 and 2: both 1,010 when rounded, so that neither the number known nor a share of it may be shown.
    let counts = counts("sex", &[("1", 508), ("2", 500), ("", 2)]);
    let stocktake = taken(&counts, &Residents::default(), rules::NHS_ENGLAND);
    let found = first(&stocktake);
    assert_eq!(found.completeness.value, None);
    assert_eq!(found.enough, Some(true));
    let gaps = stocktake.gaps(&stocktake.services[0]);
    let thin = |gap: &&Gap| matches!(gap.kind, GapKind::Hidden | GapKind::TooFewKnown);
    assert_eq!(
        gaps.iter().find(thin),
        None,
        "it is no gap in what is known"
    );
}

#[test]
fn an_exact_rule_hides_more_so_that_totals_tell_nothing() {
    let counts = counts(
        "sex",
        &[
            ("1", 3),
            ("2", 40),
            ("9", 50),
            ("Z", 30),
            ("X", 20),
            ("", 15),
            ("?", 10),
        ],
    );
    let stocktake = taken(
        &counts,
        &Residents::default(),
        rules::UK_HEALTH_SECURITY_AGENCY,
    );
    let hidden = first(&stocktake)
        .groups
        .iter()
        .filter(|group| group.people.is_hidden())
        .count();
    assert!(
        hidden > 1,
        "one hidden count alone would be the total less the rest"
    );
    assert!(first(&stocktake).not_compared.is_some());
}

#[test]
fn too_few_expected_is_not_compared() {
    let counts = counts("ethnic-category", &[("R", 10), ("A", 400)]);
    let residents = residents("ethnic-category", &[("R", 1_000.0), ("A", 99_000.0)]);
    let stocktake = taken(&counts, &residents, rules::NHS_ENGLAND);
    let chinese = group(first(&stocktake), "Chinese");
    assert_eq!(
        (chinese.verdict, chinese.index.value),
        (Verdict::NotCompared, None)
    );
    assert_eq!(chinese.people.value, Some(10.0));
}

#[test]
fn false_discovery_is_held_down_over_all_services_together() {
    // One borderline difference stands alone and falls among twenty that are none.
    let list = list("ethnic-category");
    let residents = residents("ethnic-category", &[("M", 10_000.0), ("A", 90_000.0)]);
    let mut counts = Counts::new(vec![list], Vec::new(), Reach::Furthest);
    let add = |counts: &mut Counts, service: &str, caribbean: u64| {
        for (code, people) in [("M", caribbean), ("A", 1_000 - caribbean)] {
            let people = People::Count(people);
            counts.add(
                list,
                Line {
                    service,
                    stage: None,
                    code,
                    people,
                },
            );
        }
    };
    add(&mut counts, "One", 120);
    let alone = taken(&counts, &residents, rules::NHS_ENGLAND);
    assert_eq!(group(first(&alone), "Caribbean").verdict, Verdict::Higher);
    for number in 0..20 {
        add(&mut counts, &format!("Other {number}"), 100);
    }
    let many = taken(&counts, &residents, rules::NHS_ENGLAND);
    assert_eq!(group(first(&many), "Caribbean").verdict, Verdict::Similar);
    assert_eq!(many.comparisons, 42);
}

#[test]
fn ages_are_put_into_the_bands_of_the_residents() {
    let counts = counts(
        "age-band",
        &[
            ("17", 20),
            ("18", 30),
            ("64", 50),
            ("65", 40),
            ("90", 60),
            ("old", 9),
        ],
    );
    let bands = residents(
        "age-band",
        &[("18 to 64", 600.0), ("65+", 300.0), ("Under 18", 100.0)],
    );
    let stocktake = taken(&counts, &bands, rules::NHS_ENGLAND);
    let groups: Vec<_> = first(&stocktake)
        .groups
        .iter()
        .map(|group| (group.name.as_str(), group.people.value))
        .collect();
    assert_eq!(
        groups,
        [
            ("0 to 17", Some(20.0)),
            ("18 to 64", Some(80.0)),
            ("65 and over", Some(100.0))
        ]
    );
    assert_eq!(first(&stocktake).invalid.value, Some(10.0));
}

#[test]
fn a_pathway_shows_where_groups_are_lost_and_how_steeply() {
    let list = list("deprivation-fifth");
    let stages = ["Referred", "Treated"].map(str::to_owned).to_vec();
    let mut counts = Counts::new(vec![list], stages, Reach::Furthest);
    for (code, (lost, treated)) in ["1", "2", "3", "4", "5"].into_iter().zip([
        (60, 40),
        (55, 45),
        (50, 50),
        (45, 55),
        (40, 60),
    ]) {
        for (stage, people) in [("Referred", lost), ("Treated", treated)] {
            let people = People::Count(people);
            counts.add(
                list,
                Line {
                    service: "Clinic",
                    stage: Some(stage),
                    code,
                    people,
                },
            );
        }
    }
    let stocktake = taken(&counts, &Residents::default(), rules::NHS_ENGLAND);
    let stage = &first(&stocktake).pathway[0];
    let shares: Vec<_> = stage
        .groups
        .iter()
        .map(|group| group.share.value.unwrap().round())
        .collect();
    assert_eq!(shares, [40.0, 45.0, 50.0, 55.0, 60.0]);
    let gap = stage.gap.as_ref().unwrap();
    assert_eq!(gap.by, GapBy::Slope);
    // A line through 40, 45, ... 60 at ranks 0.1, 0.3, ... 0.9 rises by 25 from end to end: from 37.5 to 62.5.
    assert!((gap.difference.value.unwrap() - 25.0).abs() < 1e-9);
    assert!((gap.ratio.value.unwrap() - 62.5 / 37.5).abs() < 1e-9);
    assert_eq!(
        (gap.highest.as_str(), gap.lowest.as_str()),
        ("5 least deprived", "1 most deprived")
    );
    assert_eq!(stocktake.services[0].people.value, Some(500.0));
}

#[test]
fn a_stage_that_would_tell_on_the_one_before_is_made_safe_or_refused() {
    // Under a rule that does not round, 100 referred and 98 treated tell that two were lost.
    let list = list("sex");
    let stages = ["Referred", "Treated"].map(str::to_owned).to_vec();
    let mut counts = Counts::new(vec![list], stages, Reach::Furthest);
    for (code, stage, people) in [
        ("1", "Treated", 98),
        ("1", "Referred", 2),
        ("2", "Treated", 60),
        ("2", "Referred", 40),
    ] {
        let people = People::Count(people);
        counts.add(
            list,
            Line {
                service: "Clinic",
                stage: Some(stage),
                code,
                people,
            },
        );
    }
    let stocktake = taken(
        &counts,
        &Residents::default(),
        rules::UK_HEALTH_SECURITY_AGENCY,
    );
    let stage = &first(&stocktake).pathway[0];
    let men = stage.groups.iter().find(|group| group.name == "Male");
    assert!(stage.refused.is_some() || men.is_some_and(|men| men.people.is_hidden()));
}

#[test]
fn what_a_table_hides_stays_hidden_and_the_rest_is_as_published() {
    let list = list("ethnic-category");
    let mut counts = Counts::new(vec![list], Vec::new(), Reach::EachAlone);
    for (code, people) in [
        ("White: British", People::Count(23_271)),
        ("White: Irish", People::Hidden),
        ("White: All", People::Count(30_000)),
        ("White", People::Count(30_000)),
        ("Not stated/Not known/Invalid", People::Count(5_075)),
    ] {
        counts.add(
            list,
            Line {
                service: "ICB",
                stage: None,
                code,
                people,
            },
        );
    }
    let stocktake = take(
        &counts,
        &Residents::default(),
        &asked(rules::ALREADY_PUBLISHED, Counted::Table),
    )
    .unwrap()
    .into_inner();
    let found = first(&stocktake);
    assert_eq!(group(found, "White British").people.value, Some(23_271.0));
    assert!(group(found, "White Irish").people.is_hidden());
    assert_eq!(
        found.groups.len(),
        2,
        "of groups that the table leaves out nothing is known"
    );
    assert_eq!(found.unseparated.value, Some(5_075.0));
    assert_eq!(found.declined.state, State::NotApplicable);
    assert_eq!(found.validity.value, None);
}

#[test]
fn gaps_are_what_is_not_asked_then_the_least_known() {
    let list_of = [list("ethnic-category"), list("disability")];
    let mut counts = Counts::new(list_of.to_vec(), Vec::new(), Reach::Furthest);
    for (at, code, people) in [(0, "M", 5), (0, "A", 500), (1, "NN", 300), (1, "", 205)] {
        let people = People::Count(people);
        counts.add(
            list_of[at],
            Line {
                service: "Clinic",
                stage: None,
                code,
                people,
            },
        );
    }
    let stocktake = taken(&counts, &Residents::default(), rules::NHS_ENGLAND);
    let gaps = stocktake.gaps(&stocktake.services[0]);
    assert_eq!(gaps[0].words, "Age is not asked");
    assert_eq!(gaps[0].kind, GapKind::NotAsked);
    let last: Vec<_> = gaps
        .iter()
        .rev()
        .take(2)
        .map(|gap| gap.words.as_str())
        .collect();
    assert_eq!(last, ["Ethnicity: 1 group hidden", "Disability, 59% known"]);
    assert_eq!(gaps.len(), 10);
}

#[test]
fn what_cannot_be_taken_says_what_to_do() {
    let nothing = Counts::new(vec![list("sex")], Vec::new(), Reach::Furthest);
    let ask = asked(rules::NHS_ENGLAND, Counted::Records);
    assert_eq!(
        take(&nothing, &Residents::default(), &ask),
        Err(TakeError::Nothing)
    );
    let mut twice = Counts::new(
        vec![list("ethnic-category"), list("ethnic-group")],
        Vec::new(),
        Reach::Furthest,
    );
    let line = Line {
        service: "",
        stage: None,
        code: "A",
        people: People::Count(u64::MAX),
    };
    twice.add(list("ethnic-category"), line);
    let error = take(&twice, &Residents::default(), &ask).unwrap_err();
    assert!(error.to_string().contains("ask for one of them"), "{error}");
    let mut many = Counts::new(vec![list("ethnic-category")], Vec::new(), Reach::Furthest);
    many.add(list("ethnic-category"), line);
    assert_eq!(
        take(&many, &Residents::default(), &ask),
        Err(TakeError::TooMany)
    );
    let wrong = Asked {
        threshold: f64::NAN,
        ..ask
    };
    assert!(matches!(
        take(&many, &Residents::default(), &wrong),
        Err(TakeError::Threshold(_))
    ));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_hidden_can_be_read_and_parts_stay_within_wholes(
            people in prop::collection::vec(0_u64..40, 16), unknown in prop::collection::vec(0_u64..40, 4),
        ) {
            let letters = ["A","B","C","D","E","F","G","H","J","K","L","M","N","P","R","S"];
            let others = ["Z", "99", "", "?"];
            let codes: Vec<(&str, u64)> = letters.into_iter().zip(people.iter().copied())
                .chain(others.into_iter().zip(unknown.iter().copied())).collect();
            let counts = counts("ethnic-category", &codes);
            let groups: Vec<(&str, f64)> = letters.into_iter().map(|letter| (letter, 1_000.0)).collect();
            let stocktake = taken(&counts, &residents("ethnic-category", &groups), rules::NHS_ENGLAND);
            let found = first(&stocktake);
            for (group, &people) in found.groups.iter().zip(&people) {
                match group.people.value {
                    Some(shown) => {
                        prop_assert!(people == 0 || people > 7, "{people} is shown as {shown}");
                        prop_assert!(shown % 5.0 == 0.0);
                    }
                    None => prop_assert!(group.index.value.is_none() && group.share.value.is_none()),
                }
                if let (Some(none), Some(index), Some(all)) = (group.index_if_none, group.index.value, group.index_if_all) {
                    prop_assert!(none <= index && index <= all);
                }
            }
            if let Some(known) = found.completeness.value {
                prop_assert!((0.0..=100.0).contains(&known));
            }
        }
    }
}
