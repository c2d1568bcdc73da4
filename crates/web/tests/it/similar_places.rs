//! Groups of places that are like one another, at the desk and on the page that compares a place; themes of indicators.

use axum::http::StatusCode;
use board::frameworks::{elements_of, framework_by_slug, load_reference_frameworks};
use board::indicators::{indicators, neighbour_groups};
use board::vocabulary::Role;

use crate::evidence::site;
use crate::site::Site;

const NEIGHBOURS: &str = "/desk/evidence/neighbours";
const THEMES: &str = "/desk/evidence/themes";

async fn signed_in(site: &Site, role: Role) -> String {
    let person = site.person("Person", &[(role, Some(site.hackney))]).await;
    site.sign_in(&person).await
}

#[tokio::test]
async fn a_group_is_seen_before_it_is_loaded_and_then_compared_with() {
    let (site, _) = site(Some(board::vocabulary::Origin::Imported)).await;
    let analyst = signed_in(&site, Role::Analyst).await;
    let member = signed_in(&site, Role::Member).await;
    let fields = |list: &'static str, sure: &'static str| {
        [
            ("title", "Alike"),
            ("source", "Invented"),
            ("list", list),
            ("sure", sure),
        ]
    };
    let good = "Area,Neighbour\nE09000012,E09000030\n";
    let refused = site
        .send_form(NEIGHBOURS, &member, &fields(good, "yes"), None)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let faulty = site
        .send_form(
            NEIGHBOURS,
            &analyst,
            &fields("Area,Neighbour\nNarnia,E09000030\n", "yes"),
            None,
        )
        .await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Row 2, column Area", "We know no area “Narnia”", "Alike"] {
        assert!(faulty.html.contains(words), "{words}: {}", faulty.html);
    }
    let seen = site
        .send_form(NEIGHBOURS, &analyst, &fields(good, ""), None)
        .await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.html);
    assert!(
        seen.html.contains("1 pair would be loaded"),
        "{}",
        seen.html
    );
    assert!(neighbour_groups(site.house()).await.unwrap().is_empty());

    let done = site
        .send_form(NEIGHBOURS, &analyst, &fields(good, "yes"), None)
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site
        .get(
            "/hackney/evidence/compare?area=E09000012&against=neighbours:alike",
            "",
        )
        .await;
    for words in [
        "against Alike",
        "Highest of 2",
        "value=\"neighbours:alike\" selected",
        "--against neighbours:alike",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let indicator = indicators(site.house())
        .await
        .unwrap()
        .remove(0)
        .record
        .slug;
    let address = format!("/hackney/evidence/{indicator}?area=E09000012");
    let page = site.get(&address, "").await;
    for words in ["Compare with Alike", "Compare with itself 5 years before"] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let courses = site.get(&format!("{address}&view=courses"), "").await;
    for words in [
        "in Hackney, and in 0 of 1 places like it",
        "id=\"courses-wide-title\"",
        "Alike: 1 of 1 places are shown. Receipts: R-",
        "<strong aria-current=\"true\">Over time</strong>",
    ] {
        assert!(courses.html.contains(words), "{words}: {}", courses.html);
    }
    let nobody = format!("/hackney/evidence/{indicator}?area=E09000030&view=courses");
    let nobody = site.get(&nobody, "").await;
    assert!(
        nobody
            .html
            .contains("Nobody has said which places are like Tower Hamlets"),
        "{}",
        nobody.html
    );
    let beside = format!("{address}&against=neighbours:alike");
    let page = site.get(&beside, "").await;
    assert!(page.html.contains("Compare with England"), "{}", page.html);
    assert!(!page.html.contains("Compare with Alike"), "{}", page.html);
}

#[tokio::test]
async fn a_theme_holds_a_comparison_to_its_indicators() {
    let (site, _) = site(Some(board::vocabulary::Origin::Imported)).await;
    let who = site.operator();
    load_reference_frameworks(site.house(), &who).await.unwrap();
    let analyst = signed_in(&site, Role::Analyst).await;
    let framework = framework_by_slug(site.house(), "pillars")
        .await
        .unwrap()
        .unwrap();
    let elements = elements_of(site.house(), framework.record.id)
        .await
        .unwrap();
    let element = &elements[0].record;
    let indicator = indicators(site.house()).await.unwrap().remove(0).record;
    let (indicator_id, element_id) = (indicator.id, element.id);
    let nothing = site.post(THEMES, &analyst, "indicator=").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = format!("indicator={indicator_id}&element={element_id}");
    let done = site.post(THEMES, &analyst, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let address = format!(
        "/hackney/evidence/compare?area=E09000012&theme={}",
        element.slug
    );
    let page = site.get(&address, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert!(
        page.html.contains(&format!("--theme {}", element.slug)),
        "{}",
        page.html
    );
    let over_http = format!("/api/v1/compare?area=E09000012&theme={}", element.slug);
    let found = site.get(&over_http, "").await;
    let found: serde_json::Value = serde_json::from_str(&found.html).unwrap();
    assert_eq!(found["rows"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["rows"][0]["indicator"], "900");
    let off = format!("{fields}&carries=no");
    let done = site.post(THEMES, &analyst, &off).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let gone = site.get(&address, "").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", gone.html);
}

#[tokio::test]
async fn a_place_is_held_against_its_own_past() {
    let (site, _) = site(Some(board::vocabulary::Origin::Imported)).await;
    let itself = site
        .get(
            "/hackney/evidence/adults-who-smoke?area=E09000012&against=earlier:3",
            "",
        )
        .await;
    for said in [
        "Hackney 3 years before",
        "Hackney alone is better than it was 3 years before",
    ] {
        assert!(
            itself.html.contains(said),
            "{said} is not in {}",
            itself.html
        );
    }
    let tiles = site
        .get(
            "/hackney/evidence/adults-who-smoke?area=E09000012&against=earlier:3&view=tiles",
            "",
        )
        .await;
    assert!(
        tiles.html.contains("held against its own past"),
        "{}",
        tiles.html
    );
}
