//! What is said of a data set after its release.

use jiff::civil::date;

use super::*;

testkit::store_tests! {
    in crate;

    async fn the_licence_of_a_data_set_is_said_later_and_corrected(house) {
        let engine = engine();
        let release = import(&house, &engine, "2021.csv").await;
        let set = release.data_set;
        assert_eq!(set.licence, None);
        let analyst = person(&house, "Analyst", Role::Analyst).await;
        let approver = person(&house, "Approver", Role::Approver).await;
        let said = || DescribeDataSet {
            source: Some("  A   publisher ".to_owned()),
            licence: Some("Open Government Licence v3.0".to_owned()),
            attribution: Some(String::new()),
            next_due: Some(date(2031, 3, 1)),
        };
        let (id, revision) = (set.record.id, set.record.revision);
        let forbidden = describe_data_set(&house, &approver, id, revision, said()).await;
        assert!(matches!(forbidden, Err(DescribeDataSetError::Runner(RunnerError::Forbidden { .. }))), "{forbidden:?}");
        let described = describe_data_set(&house, &analyst, id, revision, said()).await.unwrap();
        assert_eq!((described.source.as_deref(), described.attribution.as_deref()), (Some("A publisher"), None));
        let held = data_set(&house, id).await.unwrap().unwrap();
        assert_eq!(held, described);
        assert_eq!(held.policy, set.policy);
        let same = describe_data_set(&house, &analyst, id, held.record.revision, said()).await;
        assert!(matches!(same, Err(DescribeDataSetError::Nothing)));
        let stale = describe_data_set(&house, &analyst, id, revision, DescribeDataSet::default()).await;
        assert!(matches!(stale, Err(DescribeDataSetError::Runner(RunnerError::Conflict { .. }))));
        let long = DescribeDataSet { licence: Some("x".repeat(1_001)), ..said() };
        let long = describe_data_set(&house, &analyst, id, held.record.revision, long).await.unwrap_err();
        assert_eq!(long.to_string(), "the licence is longer than 1000 characters; say it in fewer");
        // Its releases go on under the same name.
        let next = import(&house, &engine, "2022.csv").await;
        assert_eq!(next.data_set.licence.as_deref(), Some("Open Government Licence v3.0"));
    }
}
