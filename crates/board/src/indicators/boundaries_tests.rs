#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::collections::BTreeSet;

use evidence::boundaries::Level;
use serde_json::{Value, json};
use testkit::FakeClocks;

use super::*;
use crate::runner::{RunnerError, Who};
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role};

fn command_line() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

/// Square wards in a row, each a hundredth of a degree wide.
fn wards(codes: &[&str]) -> Vec<u8> {
    let features: Vec<Value> = (0_u8..)
        .zip(codes)
        .map(|(place, code)| {
            let (x, y) = (f64::from(place) / 100.0, 51.5);
            let ring = [
                (0.0, 0.0),
                (0.01, 0.0),
                (0.01, 0.01),
                (0.0, 0.01),
                (0.0, 0.0),
            ]
            .map(|(across, up)| [x + across, y + up]);
            json!({
                "type": "Feature", "properties": { "WD24CD": code },
                "geometry": { "type": "Polygon", "coordinates": [ring] },
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features })
        .to_string()
        .into_bytes()
}

fn input(vintage: u16, codes: &[&str]) -> LoadBoundaries {
    LoadBoundaries {
        body_id: None,
        file_name: "wards.geojson".to_owned(),
        bytes: wards(codes),
        level: Level::Ward,
        vintage,
        licence: "Open Government Licence v3.0".to_owned(),
        attribution: "Contains OS data © Crown copyright and database right".to_owned(),
        code_property: None,
        origin: Origin::Imported,
    }
}

fn codes(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

const OLD: [&str; 3] = ["E05000001", "E05000002", "E05000003"];
const NEW: [&str; 2] = ["E05000003", "E05000004"];

testkit::store_tests! {
    in crate;

    async fn boundaries_are_kept_with_their_source_and_found_by_the_codes_they_fit(house) {
        let who = command_line();
        let old = load_boundaries(&house, &who, input(2022, &OLD)).await.unwrap();
        load_boundaries(&house, &who, input(2024, &NEW)).await.unwrap();
        assert_eq!((old.areas, old.vintage), (3, 2022));
        assert_eq!(
            old.source(),
            "Boundaries of wards, 2022: Contains OS data © Crown copyright and database right. Licence: Open Government Licence v3.0"
        );
        let years: Vec<u16> = boundary_sets(&house).await.unwrap().iter().map(|set| set.vintage).collect();
        assert_eq!(years, [2024, 2022], "the newest first");

        let (set, outlines) = boundaries_for(&house, &codes(&OLD)).await.unwrap().unwrap();
        assert_eq!(set, old);
        assert_eq!(outlines.areas.len(), 3);
        assert_eq!(outlines.areas[0].rings[0].len(), 4);
        let fits_both = boundaries_for(&house, &codes(&["E05000003"])).await.unwrap().unwrap();
        assert_eq!(fits_both.0.vintage, 2024, "the later year where both fit");
        let elsewhere = boundaries_for(&house, &codes(&["E05000009", "E05000003", "E05000008"])).await.unwrap();
        assert!(elsewhere.is_none(), "fewer than half of the places");
        assert!(boundaries_for(&house, &codes(&["E09000012"])).await.unwrap().is_none());
    }

    async fn the_same_file_changes_nothing_and_another_takes_its_place(house) {
        let who = command_line();
        let first = load_boundaries(&house, &who, input(2024, &OLD)).await.unwrap();
        let again = load_boundaries(&house, &who, input(2024, &OLD)).await.unwrap();
        assert_eq!(first, again);
        let other = load_boundaries(&house, &who, input(2024, &NEW)).await.unwrap();
        let states: Vec<(RecordId, String)> = boundary_sets(&house).await.unwrap()
            .into_iter().map(|set| (set.record.id, set.record.state)).collect();
        assert_eq!(states.len(), 2);
        assert!(states.contains(&(first.record.id, REPLACED.to_owned())));
        assert!(states.contains(&(other.record.id, CURRENT.to_owned())));
        assert_eq!(boundaries_for(&house, &codes(&OLD)).await.unwrap(), None, "what was replaced is not drawn");
    }

    async fn what_is_wrong_is_said_and_nothing_is_kept(house) {
        let who = command_line();
        let twice = input(2024, &["E05000001", "E05000001"]);
        let named = LoadBoundaries { code_property: Some("WD24CD".to_owned()), ..twice };
        let error = load_boundaries(&house, &who, named).await.unwrap_err();
        assert_eq!(error.to_string(), "area 2: E05000001 comes a second time. Join its parts into one MultiPolygon");
        let early = load_boundaries(&house, &who, input(1800, &OLD)).await.unwrap_err();
        assert!(matches!(early, LoadBoundariesError::Vintage(1800)));
        let free = LoadBoundaries { licence: " ".to_owned(), ..input(2024, &OLD) };
        let error = load_boundaries(&house, &who, free).await.unwrap_err();
        assert!(matches!(error, LoadBoundariesError::NoLicence));
        let stranger = Who {
            actor: Actor {
                kind: ActorKind::Public,
                name: "Nobody".to_owned(),
                grants: vec![Grant { body_id: None, role: Role::Member }],
            },
            ..command_line()
        };
        let error = load_boundaries(&house, &stranger, input(2024, &OLD)).await.unwrap_err();
        assert!(matches!(error, LoadBoundariesError::Runner(RunnerError::Forbidden { .. })), "{error}");
        assert!(boundary_sets(&house).await.unwrap().is_empty());
    }
}
