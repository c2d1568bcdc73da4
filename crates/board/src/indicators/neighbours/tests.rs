#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use evidence::analysis::Against;
use testkit::FakeClocks;

use super::*;
use crate::places::load_london;
use crate::runner::{House, Who};
use crate::thread::walk;
use crate::vocabulary::{Actor, Origin};

const HACKNEY: &str = "E09000012";

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

fn alike(rows: &str) -> LoadNeighbours {
    LoadNeighbours {
        body_id: None,
        title: "Alike".to_owned(),
        source: "Invented for a test".to_owned(),
        as_at: who().today,
        origin: Origin::Illustrative,
        list: read_neighbours(&format!("Area,Neighbour,Rank\n{rows}"), &[]),
    }
}

async fn against(house: &House, word: &str) -> Result<Against, AgainstError> {
    against_named(house, who().today, HACKNEY, word).await
}

async fn neighbours(house: &House, word: &str) -> (String, Vec<String>) {
    match against(house, word).await.unwrap() {
        Against::Neighbours(neighbours) => (neighbours.name, neighbours.areas),
        other => unreachable!("{other:?} is no group"),
    }
}

testkit::store_tests! {
    in crate;

    async fn a_group_takes_the_place_of_one_of_the_same_name(house) {
        let first = alike("E09000012,E09000030,2\nE09000012,E09000019,1\n");
        let first = load_neighbours(&house, &who(), first).await.unwrap();
        assert_eq!(neighbours(&house, "neighbours:alike").await.1, ["E09000019", "E09000030"]);
        let second = load_neighbours(&house, &who(), alike("E09000012,E09000028,1\n")).await.unwrap();
        let groups = neighbour_groups(&house).await.unwrap();
        assert_eq!(groups, std::slice::from_ref(&second));
        assert_eq!(neighbours(&house, "neighbours").await.1, ["E09000028"]);
        let walked = walk(&house, &who().actor, who().today, second.record.id).await.unwrap().unwrap();
        assert!(walked.up.iter().any(|step| step.record.id == first.record.id), "the earlier one is kept");
    }

    async fn what_is_missing_or_wrong_is_refused(house) {
        let no_title = LoadNeighbours { title: " ".to_owned(), ..alike("E09000012,E09000030,1\n") };
        assert!(matches!(load_neighbours(&house, &who(), no_title).await, Err(LoadNeighboursError::NoTitle)));
        let no_source = LoadNeighbours { source: String::new(), ..alike("E09000012,E09000030,1\n") };
        assert!(matches!(load_neighbours(&house, &who(), no_source).await, Err(LoadNeighboursError::NoSource)));
        let faulty = alike("E09000012,E09000012,1\n");
        assert!(matches!(load_neighbours(&house, &who(), faulty).await, Err(LoadNeighboursError::Problems(1))));
        assert!(neighbour_groups(&house).await.unwrap().is_empty());
        let nobody = against(&house, "neighbours").await;
        assert!(matches!(nobody, Err(AgainstError::NoNeighbours(area)) if area == HACKNEY));
    }

    async fn the_councils_of_a_region_need_no_list(house) {
        load_london(&house, &who()).await.unwrap();
        let (name, areas) = neighbours(&house, "neighbours:boroughs-of-london").await;
        assert_eq!(name, "Boroughs of London");
        assert_eq!(areas.len(), 32, "thirty-three authorities without Hackney itself: {areas:?}");
        assert!(!areas.contains(&HACKNEY.to_owned()));
        load_neighbours(&house, &who(), alike("E09000012,E09000030,1\n")).await.unwrap();
        assert_eq!(neighbours(&house, "neighbours").await.0, "Alike", "a list goes before the region");
        let wrong = against(&house, "neighbours:none").await.unwrap_err().to_string();
        assert!(wrong.contains("alike, boroughs-of-london"), "{wrong}");
    }

    async fn every_word_has_its_meaning(house) {
        for (word, meant) in [
            ("", Against::England),
            ("England", Against::England),
            ("E92000001", Against::England),
            ("region", Against::Region),
            ("earlier", Against::Earlier(5)),
            ("Earlier:3", Against::Earlier(3)),
            ("E09000030", Against::Area("E09000030".to_owned())),
        ] {
            assert_eq!(against(&house, word).await.unwrap(), meant, "{word}");
        }
    }
}
