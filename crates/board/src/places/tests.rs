#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::{Date, date};
use testkit::FakeClocks;

use super::*;
use crate::runner::{House, Who};
use crate::thread::AliasKind;
use crate::vocabulary::{Actor, Origin, RecordId};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

fn today() -> Date {
    FakeClocks::default().today
}

async fn acts(house: &House) -> i64 {
    crate::audit::heads(house)
        .await
        .unwrap()
        .iter()
        .map(|head| head.sequence)
        .sum()
}

async fn a_body(house: &House, name: &str, body_type: BodyType) -> Body {
    let new = CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type,
        area_id: None,
        responsibility: None,
        quorum: Some("1/4, at least 3".parse().unwrap()),
        valid_from: None,
        valid_to: None,
        origin: Origin::Entered,
    };
    create_body(house, &who(), new).await.unwrap()
}

async fn a_person(house: &House, name: &str) -> RecordId {
    let new = CreatePerson {
        name: name.to_owned(),
        slug: None,
        spoken_name: None,
        contact: None,
        public_contact: false,
        for_body: None,
        origin: Origin::Entered,
    };
    create_person(house, &who(), new).await.unwrap().record.id
}

async fn a_seat(house: &House, body: &Body, statutory_role: Option<StatutoryRole>) -> RecordId {
    let new = CreateSeat {
        of_body_id: body.record.id,
        role: statutory_role
            .map_or("Another member", StatutoryRole::as_str)
            .to_owned(),
        statutory_role,
        standing: if statutory_role.is_some() {
            Standing::Statutory
        } else {
            Standing::Additional
        },
        votes: true,
        portfolio: None,
        origin: Origin::Entered,
    };
    create_seat(house, &who(), new).await.unwrap().record.id
}

fn held_by(seat_id: RecordId, person_id: RecordId) -> Appointment {
    Appointment {
        seat_id,
        person_id: Some(person_id),
        holder_body_id: None,
        for_body_id: None,
        start: date(2022, 5, 1),
        end: None,
        substitute_for: None,
    }
}

testkit::store_tests! {
    in crate;

    async fn london_counts_come_from_the_records_and_corrections_are_kept(house) {
        load_london(&house, &who()).await.unwrap();
        let footprints = footprints(&house, today()).await.unwrap();
        let counts: Vec<(String, usize)> = footprints.systems.iter()
            .map(|system| (system.system.record.title.clone(), system.authorities.len()))
            .collect();
        // As the guide lists them, with Ealing and Merton.
        let expected = [
            ("North Central London", 5),
            ("North East London", 8),
            ("North West London", 8),
            ("South East London", 6),
            ("South West London", 6),
        ];
        assert_eq!(counts, expected.map(|(name, count)| (name.to_owned(), count)));
        assert_eq!((footprints.as_listed(), footprints.authorities()), (31, 33));
        assert_eq!(footprints.left_out, []);
        let corrected: Vec<&str> = footprints.systems.iter()
            .flat_map(Footprint::corrections)
            .map(|(_, area)| area.record.title.as_str())
            .collect();
        assert_eq!(corrected, ["Ealing", "Merton"]);
        // the text says five to seven, the data say eight.
        let notes: Vec<String> =
            footprints.systems.iter().filter_map(Footprint::note_on_count).collect();
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[0].starts_with("North East London covers 8 authorities"), "{notes:?}");
    }

    async fn before_the_systems_began_no_authority_was_in_one(house) {
        load_london(&house, &who()).await.unwrap();
        let footprints = footprints(&house, date(2022, 6, 30)).await.unwrap();
        assert_eq!((footprints.placed(), footprints.left_out.len()), (0, 33));
    }

    async fn loading_london_twice_writes_nothing(house) {
        load_london(&house, &who()).await.unwrap();
        let (areas_before, acts_before) = (areas(&house).await.unwrap(), acts(&house).await);
        // England, London, 33 authorities, 5 systems, 1 combined, 21 wards, 8 neighbourhoods, 4 localities.
        assert_eq!(areas_before.len(), 1 + 1 + 33 + 5 + 1 + 21 + 8 + 4);
        load_london(&house, &who()).await.unwrap();
        assert_eq!(areas(&house).await.unwrap(), areas_before);
        assert_eq!(acts(&house).await, acts_before);
    }

    async fn residents_outside_the_range_of_a_level_are_noted(house) {
        load_london(&house, &who()).await.unwrap();
        let noted = |code: &'static str| {
            let house = &house;
            async move {
                let area = area_by_code(house, code).await.unwrap().unwrap();
                area.note_on_population()
            }
        };
        assert_eq!(
            noted("E09000001").await.unwrap(),
            "City of London has 10,938 residents, below the 250,000 to 500,000 that a place usually has."
        );
        assert_eq!(noted("E09000012").await, None);
    }

    async fn a_name_in_old_minutes_leads_to_whoever_does_the_work_now(house) {
        load_london(&house, &who()).await.unwrap();
        let found = body_called(&house, "City & Hackney CCG").await.unwrap().unwrap();
        assert_eq!(found.record.state, ENDED);
        let steps = successors(&house).await.unwrap();
        let now = current_names(&steps, found.record.id, today());
        let board = body_called(&house, "NEL ICB").await.unwrap().unwrap();
        assert_eq!(now, [board.record.id]);
        let agency = body_called(&house, "UK Health Protection Agency").await.unwrap().unwrap();
        assert_eq!(agency.record.title, "UK Health Security Agency");
        let england = body_called(&house, "Public Health England").await.unwrap().unwrap();
        assert_eq!(current_names(&steps, england.record.id, today()).len(), 2);
        assert_eq!(body_called(&house, "Nobody at all").await.unwrap(), None);
    }

    async fn a_board_is_told_which_of_the_six_is_vacant(house) {
        let board = a_body(&house, "Hackney Board", BodyType::Board).await;
        let person = a_person(&house, "Director of public health").await;
        for &role in StatutoryRole::ALL {
            let seat = a_seat(&house, &board, Some(role)).await;
            if role != StatutoryRole::Healthwatch {
                // One person may fulfil several of the six.
                appoint(&house, &who(), held_by(seat, person)).await.unwrap();
            }
        }
        let members = membership(&house, &board, today()).await.unwrap();
        assert_eq!(members.missing_roles().collect::<Vec<_>>(), [StatutoryRole::Healthwatch]);
        assert_eq!(members.vacancies().count(), 1);
        // A quarter of six, and never fewer than three.
        assert_eq!((members.voting_seats, members.quorum), (6, Some(3)));
        let before = membership(&house, &board, date(2022, 4, 30)).await.unwrap();
        assert_eq!(before.missing_roles().count(), 6, "nobody was there yet");
    }

    async fn a_seat_is_held_once_and_a_substitute_stands_in(house) {
        let board = a_body(&house, "Hackney Board", BodyType::Board).await;
        let seat = a_seat(&house, &board, None).await;
        let (holder, other) = (a_person(&house, "Holder").await, a_person(&house, "Other").await);
        let tenure = appoint(&house, &who(), held_by(seat, holder)).await.unwrap();
        let refused = appoint(&house, &who(), held_by(seat, other)).await.unwrap_err();
        assert!(matches!(refused, AppointError::Held { until: None }), "{refused}");
        let stand_in = Appointment { substitute_for: Some(tenure.id), ..held_by(seat, other) };
        appoint(&house, &who(), stand_in).await.unwrap();
        let members = membership(&house, &board, today()).await.unwrap();
        assert_eq!(members.seats[0].substitute.as_ref().unwrap().id, other);
        let end = EndTenure { seat_id: seat, tenure_id: tenure.id, end: date(2022, 9, 1) };
        end_tenure(&house, &who(), end).await.unwrap();
        let members = membership(&house, &board, today()).await.unwrap();
        assert_eq!(members.seats[0].holder, None, "the seat is vacant, and nobody stands in for nobody");
    }

    async fn a_provider_collaborative_is_two_trusts_or_more(house) {
        let collaborative = a_body(&house, "Collaborative", BodyType::Collaborative).await;
        for count in [0, 1, 2] {
            let members = membership(&house, &collaborative, today()).await.unwrap();
            let expected = if count < 2 {
                vec![MembershipProblem::TooFewTrusts(count)]
            } else {
                Vec::new()
            };
            assert_eq!(members.problems, expected);
            let trust = a_body(&house, &format!("Trust {count}"), BodyType::Trust).await;
            let seat = a_seat(&house, &collaborative, None).await;
            let holder = Appointment {
                person_id: None,
                holder_body_id: Some(trust.record.id),
                ..held_by(seat, trust.record.id)
            };
            appoint(&house, &who(), holder).await.unwrap();
        }
    }

    async fn another_name_is_recorded_once_and_found(house) {
        let person = a_person(&house, "Head of performance and population").await;
        let alias = RecordAlias {
            record_id: person,
            kind: AliasKind::Spelling,
            value: "Head of performance".to_owned(),
        };
        record_alias(&house, &who(), alias.clone()).await.unwrap();
        let before = acts(&house).await;
        record_alias(&house, &who(), alias.clone()).await.unwrap();
        assert_eq!(acts(&house).await, before);
        let found = person_called(&house, "head of Performance").await.unwrap().unwrap();
        assert_eq!(found.record.id, person);
        let empty = RecordAlias { value: "  ".to_owned(), ..alias };
        assert!(matches!(
            record_alias(&house, &who(), empty).await,
            Err(RecordAliasError::NoName)
        ));
    }
}
