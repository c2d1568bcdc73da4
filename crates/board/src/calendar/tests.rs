//! Counting against a table made by another program, and what holds of any meeting.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use testkit::FakeClocks;

use super::england::BANK_HOLIDAYS;
use super::*;
use crate::runner::{RunnerError, Who};
use crate::vocabulary::Actor;

fn england() -> Holidays {
    Holidays::new(BANK_HOLIDAYS.iter().map(|&(date, name)| Holiday {
        date,
        name: name.to_owned(),
    }))
}

/// Made by trying every day before each meeting in turn, with sets of days in place of rules.
const GOLDEN: &str = include_str!("golden.csv");

#[test]
fn publication_days_are_those_of_a_second_program() {
    let holidays = england();
    let mut cases = 0;
    for line in GOLDEN.lines().skip(1) {
        let days: Vec<Date> = line.split(',').map(|day| day.parse().unwrap()).collect();
        for (&reading, &expected) in Reading::ALL.iter().zip(&days[1..]) {
            let found = notice(days[0], 5, reading, &holidays);
            assert_eq!(found.publish_by, expected, "{} by {reading}", days[0]);
            cases += 1;
        }
    }
    assert!(cases > 300, "{cases}");
}

#[test]
fn the_state_funeral_is_left_out_and_named() {
    let found = notice(date(2022, 9, 22), 5, Reading::WorkingDays, &england());
    assert_eq!(found.publish_by, date(2022, 9, 13));
    let told: Vec<String> = found
        .days
        .iter()
        .map(|day| match &day.standing {
            Standing::Published => "published".to_owned(),
            Standing::Counted(number) => number.to_string(),
            Standing::Skipped(reason) => reason.clone(),
            Standing::Meeting => "meeting".to_owned(),
        })
        .collect();
    assert_eq!(
        told,
        [
            "published",
            "1",
            "2",
            "3",
            "Saturday",
            "Sunday",
            "State funeral of Queen Elizabeth II",
            "4",
            "5",
            "meeting"
        ]
    );
}

/// Councils moved meetings in April 2019 because Easter was missed: Wednesday 24 April, Good Friday on the 19th.
#[test]
fn easter_is_left_out_even_where_the_table_is_empty() {
    let found = notice(
        date(2019, 4, 24),
        5,
        Reading::ExcludedDays,
        &Holidays::default(),
    );
    assert!(!found.holidays_known, "nobody entered 2019");
    assert_eq!(found.publish_by, date(2019, 4, 11));
}

#[test]
fn a_meeting_before_its_notice_has_no_clear_days() {
    let (monday, friday) = (date(2022, 9, 5), date(2022, 9, 9));
    assert_eq!(
        clear_days(friday, monday, Reading::CalendarDays, &england()),
        0
    );
    assert_eq!(
        clear_days(monday, monday, Reading::CalendarDays, &england()),
        0
    );
    assert_eq!(
        clear_days(monday, friday, Reading::CalendarDays, &england()),
        3
    );
}

proptest! {
    #[test]
    fn publishing_by_the_day_is_in_time_and_later_is_not(day in 0_i32..2_500, needed in 0_u32..30) {
        let holidays = england();
        let meeting = date(2020, 2, 20).checked_add(Span::new().days(day)).unwrap();
        for &reading in Reading::ALL {
            let found = notice(meeting, needed, reading, &holidays);
            prop_assert_eq!(clear_days(found.publish_by, meeting, reading, &holidays), needed);
            let mut later = found.publish_by.tomorrow().unwrap();
            while later < meeting {
                let counts = reading.skips(later, &holidays).is_none();
                prop_assert!(!counts || clear_days(later, meeting, reading, &holidays) < needed);
                later = later.tomorrow().unwrap();
            }
        }
    }

    #[test]
    fn earlier_is_never_judged_later(day in 0_i32..2_500, before in 1_i32..40) {
        let holidays = england();
        let meeting = date(2020, 3, 20).checked_add(Span::new().days(day)).unwrap();
        let published = meeting.checked_sub(Span::new().days(before)).unwrap();
        let earlier = published.yesterday().unwrap();
        for &reading in Reading::ALL {
            prop_assert!(
                clear_days(earlier, meeting, reading, &holidays)
                    >= clear_days(published, meeting, reading, &holidays)
            );
            prop_assert!(
                clear_days(published, meeting, Reading::CalendarDays, &holidays)
                    >= clear_days(published, meeting, reading, &holidays)
            );
        }
    }
}

fn who(actor: Actor) -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who { actor, today, now }
}

testkit::store_tests! {
    in crate;

    async fn the_holidays_that_ship_are_loaded_once(house) {
        let operator = who(Actor::command_line());
        let added = load_reference_holidays(&house, &operator).await.unwrap();
        assert_eq!(added, BANK_HOLIDAYS.len());
        assert_eq!(holidays(&house, ENGLAND).await.unwrap(), england());
        assert_eq!(load_reference_holidays(&house, &operator).await.unwrap(), 0);
    }

    async fn a_day_of_mourning_is_added_as_data(house) {
        let input = LoadHolidays {
            set: ENGLAND.to_owned(),
            holidays: vec![Holiday { date: date(2031, 2, 3), name: "Day of mourning".to_owned() }],
        };
        let public = load_holidays(&house, &who(Actor::public()), input.clone()).await;
        assert!(matches!(public, Err(LoadHolidaysError::Runner(RunnerError::Forbidden { .. }))));
        load_holidays(&house, &who(Actor::command_line()), input).await.unwrap();
        let known = holidays(&house, ENGLAND).await.unwrap();
        assert_eq!(known.name_of(date(2031, 2, 3)), Some("Day of mourning"));
        assert!(!known.is_working_day(date(2031, 2, 3)));
    }
}
