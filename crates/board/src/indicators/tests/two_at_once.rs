//! Two people at the same data set at once: one is done, the other is told, and nothing is lost.

use super::*;

/// The choices of somebody who loads counts that nobody has published.
async fn under_a_rule(house: &House) -> Choices {
    let (policy, before) = passage_of(house, "Smoking survey", None, Policy::NhsEngland)
        .await
        .unwrap();
    Choices {
        policy,
        before,
        ..Choices::default()
    }
}

fn counts(publish: bool) -> ImportData {
    let mut counts = input(publish);
    counts.data_set.policy = Policy::NhsEngland;
    counts.data_set.policy_reason = Some("Counts that nobody has published.".to_owned());
    counts
}

async fn staged(engine: &MemoryEngine, name: &str, choices: Choices) -> Intake {
    let sources = vec![File::new(name, std::io::empty())];
    engine.stage(sources, choices).await.unwrap()
}

testkit::store_tests! {
    in crate;

    async fn of_two_who_publish_the_same_release_one_does(house) {
        let engine = engine();
        let analyst = person(&house, "Analyst", Role::Analyst).await;
        let [first, second] = [person(&house, "First", Role::Approver).await, person(&house, "Second", Role::Approver).await];
        let intake = stage(&engine, "2021.csv").await;
        let loaded = import_data(&house, engine.as_ref(), &analyst, &intake, input(false)).await.unwrap();
        let waiting = loaded.release().version.record.clone();
        let publish = |who| publish_version(&house, who, waiting.id, waiting.revision);
        let (one, other) = tokio::join!(publish(&first), publish(&second));
        let told = match (one, other) {
            (Ok(_), Err(told)) | (Err(told), Ok(_)) => told,
            both => panic!("one of them publishes: {both:?}"),
        };
        assert!(matches!(&told, PublishVersionError::NotWaiting(state) if state == PUBLISHED), "{told:?}");
        let held = versions_of(&house, None).await.unwrap();
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].record.state, PUBLISHED);
    }

    async fn of_two_who_load_at_once_one_waits_and_the_other_is_told(house) {
        let engine = engine();
        let [first, second] = [person(&house, "First", Role::Analyst).await, person(&house, "Second", Role::Analyst).await];
        let (one, other) = (stage(&engine, "2021.csv").await, stage(&engine, "2022.csv").await);
        let load = |who, intake| import_data(&house, engine.as_ref(), who, intake, input(false));
        let (one, other) = tokio::join!(load(&first, &one), load(&second, &other));
        let (loaded, told) = match (one, other) {
            (Ok(loaded), Err(told)) | (Err(told), Ok(loaded)) => (loaded, told),
            both => panic!("one of them loads: {both:?}"),
        };
        assert!(matches!(told, ImportDataError::AnotherWaits(1)), "{told:?}");
        let version = loaded.release().version.clone();
        assert_eq!(engine.kept().await.unwrap(), [version.file], "the other file is gone");
        // The other's work is not lost: thrown away or published, the way is free.
        undo_import(&house, &first, version.record.id, version.record.revision).await.unwrap();
        let again = stage(&engine, "2022.csv").await;
        import_data(&house, engine.as_ref(), &second, &again, input(false)).await.unwrap();
    }

    async fn a_release_is_safe_beside_what_was_published_while_it_was_read(house) {
        let engine = engine();
        let who = command_line();
        let first = staged(&engine, "2021.csv", under_a_rule(&house).await).await;
        import_data(&house, engine.as_ref(), &who, &first, counts(true)).await.unwrap();
        // Two read the release of 2022 and a correction of 2021 at the same time, beside what is published now.
        let seen = under_a_rule(&house).await;
        assert_eq!(seen.before.len(), 1);
        let late = staged(&engine, "2022.csv", seen.clone()).await;
        engine.prepare("2023.csv", [smoking()], &[row("E09000012", 180.0)]);
        let quick = staged(&engine, "2023.csv", seen).await;
        import_data(&house, engine.as_ref(), &who, &quick, counts(true)).await.unwrap();
        let told = import_data(&house, engine.as_ref(), &who, &late, counts(true)).await.unwrap_err();
        assert!(matches!(&told, ImportDataError::Overtaken(title) if title == "Smoking survey"), "{told:?}");
        assert!(told.to_string().contains("load them again"), "{told}");
        assert_eq!(versions_of(&house, None).await.unwrap().len(), 2);
        let seen = under_a_rule(&house).await;
        assert_eq!(seen.before.len(), 2, "every release that readers have seen counts");
        let again = staged(&engine, "2022.csv", seen).await;
        import_data(&house, engine.as_ref(), &who, &again, counts(true)).await.unwrap();
        let published: Vec<String> = versions_of(&house, None).await.unwrap().into_iter().map(|held| held.record.state).collect();
        assert_eq!(published, [PUBLISHED, REPLACED, REPLACED]);
    }
}
