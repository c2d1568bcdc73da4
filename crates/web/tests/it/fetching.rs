//! Figures fetched from their publisher at the desk.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use board::indicators::data_sets;
use board::vocabulary::Role;
use web::{FetchingError, FigureFetcher, FiguresFetched, FiguresOf, FiguresWanted};

use crate::evidence;

const HERE: &str = "/desk/evidence/fetch";

/// Has one indicator, number 900; 7 is behind a service that does not answer.
struct Publisher;

#[async_trait::async_trait]
impl FigureFetcher for Publisher {
    async fn fetch(&self, wanted: &FiguresWanted) -> Result<FiguresFetched, FetchingError> {
        assert_eq!(wanted.area, "E09000012");
        match wanted.of {
            FiguresOf::Indicator(900) => Ok(FiguresFetched {
                data_set: "Smoking survey".to_owned(),
                files: vec![("2020.csv".to_owned(), tempfile::tempfile().unwrap())],
                source: "A publisher",
                licence: "Open Government Licence v3.0",
                attribution: "© A publisher",
            }),
            FiguresOf::Indicator(7) => Err(FetchingError::NoAnswer(
                "the service does not answer".to_owned(),
            )),
            _ => Err(FetchingError::Mend("there is no such indicator".to_owned())),
        }
    }
}

#[tokio::test]
async fn what_is_fetched_waits_for_a_second_person() {
    let (site, _) = evidence::site(None).await;
    let site = site.serving(|app| app.with_fetcher(Arc::new(Publisher)));
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;
    let member = site.sign_in(&member).await;
    let page = site.get(HERE, &analyst).await;
    assert!(page.html.contains("Code of the place"), "{}", page.html);
    let ask = |number: &str| format!("area=E09000012&of=indicator&number={number}");
    let refused = site.post(HERE, &member, &ask("900")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for (number, why) in [
        ("many", "Give the number of one indicator or profile"),
        ("1", "There is no such indicator"),
        ("7", "The service does not answer. What came so far is kept"),
    ] {
        let refused = site.post(HERE, &analyst, &ask(number)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(refused.html.contains(why), "{why}: {}", refused.html);
        assert!(
            refused.html.contains(&format!("value=\"{number}\"")),
            "nothing typed is lost"
        );
    }
    let refused = site
        .post(HERE, &analyst, "area=&of=indicator&number=many")
        .await;
    for why in ["Give the code of a place", "Give the number of one"] {
        assert!(refused.html.contains(why), "everything is said at once");
    }
    assert!(data_sets(site.house()).await.unwrap().is_empty());
    let done = site.post(HERE, &analyst, &ask("900")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let address = done.headers[header::LOCATION].to_str().unwrap();
    assert_eq!(address, "/desk/evidence/smoking-survey/new");
    let set = data_sets(site.house()).await.unwrap().remove(0);
    assert_eq!(
        (set.source.as_deref(), set.licence.as_deref()),
        (Some("A publisher"), Some("Open Government Licence v3.0"))
    );
    let public = site.get(evidence::PAGE, "").await;
    assert_eq!(
        public.status,
        StatusCode::NOT_FOUND,
        "nobody has published it"
    );
}

#[tokio::test]
async fn a_server_that_does_not_fetch_says_what_to_do_instead() {
    let (site, _) = evidence::site(None).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let page = site.get(HERE, &analyst).await;
    assert!(
        page.html.contains("This server does not fetch"),
        "{}",
        page.html
    );
}
