//! Evidence that is gathered before a workshop, at the desk.

use axum::http::StatusCode;
use board::indicators::{AddEvidenceItem, Source, add_evidence_item, evidence_items};
use board::places::{AreaType, CreateArea, create_area};
use board::vocabulary::{Origin, RecordId, Role};

use crate::site::{Page, Site};

const HERE: &str = "/desk/evidence/reviews";

async fn send(site: &Site, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Page {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    site.post(path, cookie, &pairs.join("&")).await
}

async fn statement(site: &Site, body_id: Option<RecordId>, area_type: AreaType, name: &str) {
    let area = CreateArea {
        name: name.to_owned(),
        slug: None,
        code: None,
        area_type,
        level: None,
        population: None,
        origin: Origin::Illustrative,
    };
    let area = create_area(site.house(), &site.operator(), area)
        .await
        .unwrap();
    let new = AddEvidenceItem {
        body_id,
        title: format!("Known of {name}"),
        slug: None,
        statement: format!("Something is known of {name}."),
        source: Source::Study {
            document: "A study".to_owned(),
            place: None,
        },
        indicator_id: None,
        area_id: Some(area.record.id),
        strength: None,
        supports: Vec::new(),
        as_at: site.operator().today,
        origin: Origin::Entered,
    };
    add_evidence_item(site.house(), &site.operator(), new)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_empty_form_is_told_everything_that_it_lacks() {
    let site = Site::new().await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let empty = send(&site, HERE, &officer, &[("title", "")]).await;
    for field in ["#title", "#group", "#on-day"] {
        assert!(empty.html.contains(field), "{field}: {}", empty.html);
    }
}

#[tokio::test]
async fn a_workshop_is_ready_when_every_level_is_covered() {
    let site = Site::new().await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;
    let member = site.sign_in(&member).await;
    statement(&site, Some(site.hackney), AreaType::Authority, "Marsh Lane").await;
    // What the installation knows belongs to no board and is on offer to each.
    statement(&site, None, AreaType::Country, "The Land").await;
    statement(&site, Some(site.city), AreaType::Country, "Elsewhere").await;

    let open = |title: &'static str, day: &'static str| {
        [
            ("title", title),
            ("group", "Strategy working group"),
            ("on-day", day),
            ("on-month", "6"),
            ("on-year", "2023"),
        ]
    };
    let refused = send(&site, HERE, &member, &open("First workshop", "8")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for (title, day, field) in [("", "8", "#title"), ("First workshop", "99", "#on")] {
        let page = send(&site, HERE, &officer, &open(title, day)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.html.contains(field), "{field}: {}", page.html);
        assert!(page.html.contains("Strategy working group"));
    }
    let done = send(&site, HERE, &officer, &open("First workshop", "8")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let here = format!("{HERE}/first-workshop");
    let list = site.get(HERE, &officer).await;
    assert!(
        list.html
            .contains("Local, regional and national evidence is missing"),
        "{}",
        list.html
    );

    let page = site.get(&here, &officer).await;
    assert!(page.html.contains("Something is known of The Land."));
    assert!(!page.html.contains("Something is known of Elsewhere."));
    let mut items = evidence_items(site.house(), None).await.unwrap();
    items.retain(|item| item.record.body_id != Some(site.city));
    let ids: Vec<String> = items
        .iter()
        .map(|item| item.record.id.to_string())
        .collect();
    let mut fields = vec![("act", "gather")];
    fields.extend(ids.iter().map(|id| ("items", id.as_str())));
    let done = send(&site, &here, &officer, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let unclear = send(&site, &here, &officer, &[("act", "")]).await;
    assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = site.get(&here, &officer).await;
    for words in [
        "Regional evidence is missing.",
        "Something is known of Marsh Lane.",
        "Nothing gathered, and no reason given",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let early = send(&site, &here, &officer, &[("act", "ready")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early.html.contains("There is no regional evidence yet"),
        "{}",
        early.html
    );

    let silent = [("act", "gap"), ("level", "regional"), ("reason", " ")];
    let refused = send(&site, &here, &officer, &silent).await;
    assert!(
        refused.html.contains("href=\"#reason\""),
        "{}",
        refused.html
    );
    let gap = [
        ("act", "gap"),
        ("level", "regional"),
        ("reason", "The region publishes it in June."),
    ];
    let done = send(&site, &here, &officer, &gap).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let done = send(&site, &here, &officer, &[("act", "ready")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site.get(&here, &officer).await;
    for words in ["The evidence is ready.", "The region publishes it in June."] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let taken = send(&site, &here, &officer, &[("act", "gather")]).await;
    assert!(
        taken.html.contains("nothing is taken away"),
        "{}",
        taken.html
    );
    let nowhere = site.get(&format!("{HERE}/second-workshop"), &officer).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}
