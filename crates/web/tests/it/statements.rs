//! Statements: the list and the page of each for the public, the form at the desk.

use axum::http::StatusCode;
use board::indicators::{evidence_items, receipt};
use board::vocabulary::{Origin, Role};

use crate::evidence;
use crate::site::Site;

const FORM: &str = "/desk/evidence/items";

/// The fields of a quoted figure, some of them in other words.
fn quoted<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("statement", "One Londoner in nine smoked."),
        ("sort", "quoted"),
        ("document", "Guide for new members"),
        ("place", "page 13"),
        ("words", "11.1% of Londoners"),
        ("value", "11.1"),
        ("unit", "%"),
        ("period", "2020"),
        ("comparator", "England, 12.1%"),
        ("worked-from", "111 / 1,000"),
    ];
    usual
        .into_iter()
        .map(|(name, value)| {
            let given = other.iter().find(|(other, _)| *other == name);
            (name, given.map_or(value, |(_, value)| *value))
        })
        .collect()
}

#[tokio::test]
async fn a_quoted_figure_goes_from_the_form_to_its_page_and_receipt() {
    let site = Site::new().await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;
    let member = site.sign_in(&member).await;
    let refused = site.send_form(FORM, &member, &quoted(&[]), None).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    for (other, field) in [
        (("statement", " "), "statement"),
        (("place", ""), "document"),
        (("unit", ""), "value"),
        (("words", "12.1% of all"), "words"),
        (("worked-from", "a survey"), "worked-from"),
        (("sort", ""), "sort"),
    ] {
        let page = site
            .send_form(FORM, &analyst, &quoted(&[other]), None)
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{other:?}");
        assert!(
            page.html.contains(&format!("href=\"#{field}\"")),
            "{other:?}: {}",
            page.html
        );
        assert!(
            page.html.contains("Guide for new members"),
            "nothing typed is lost"
        );
    }
    assert!(evidence_items(site.house(), None).await.unwrap().is_empty());

    let file: (&str, &[u8]) = ("guide.pdf", b"the guide");
    let done = site
        .send_form(FORM, &analyst, &quoted(&[]), Some(file))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let desk = site.get(FORM, &analyst).await;
    assert!(desk.html.contains("1 statement"), "{}", desk.html);

    let item = evidence_items(site.house(), None).await.unwrap().remove(0);
    let number = item.receipt_number.unwrap();
    let stored = receipt(site.house(), &number.parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        stored.receipt.data,
        [::evidence::engine::FileHash::of(b"the guide")]
    );
    let list = site.get("/hackney/evidence-items", "").await;
    let address = format!("/hackney/evidence-items/{}", item.record.slug);
    for words in ["Quoted from documents", "11.1%", address.as_str()] {
        assert!(list.html.contains(words), "{words}: {}", list.html);
    }
    let page = site.get(&address, "").await;
    for words in [
        "11.1%",
        "2020; compared with England, 12.1%",
        "Worked out again: 111 / 1,000 comes to 11.10, as the document says.",
        "11.1% of Londoners",
        "Guide for new members, page 13",
        number.as_str(),
        "No need, priority or paper rests on this yet.",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let page = site.get(&format!("/receipt/{number}"), "").await;
    for words in [
        "11.1% of Londoners",
        "Guide for new members",
        address.as_str(),
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let nothing = site.get("/city/evidence-items", "").await;
    assert!(
        nothing
            .html
            .contains("Nothing has been written down as evidence yet"),
        "{}",
        nothing.html
    );
    let elsewhere = site
        .get(&format!("/city/evidence-items/{}", item.record.slug), "")
        .await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_residents_said_needs_how_it_was_heard() {
    let site = Site::new().await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let nowhere = quoted(&[("sort", "insight"), ("document", ""), ("place", "")]);
    let refused = site.send_form(FORM, &officer, &nowhere, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let heard = quoted(&[
        ("sort", "insight"),
        ("document", "Lunch club"),
        ("place", "June 2022"),
    ]);
    let done = site.send_form(FORM, &officer, &heard, None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let item = evidence_items(site.house(), None).await.unwrap().remove(0);
    assert_eq!(item.document.as_deref(), Some("Lunch club, June 2022"));
    assert_eq!((item.receipt_number, item.figure), (None, None));
}

#[tokio::test]
async fn a_list_of_figures_is_seen_before_any_is_added() {
    let site = Site::new().await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let here = "/desk/evidence/items/list";
    let desk = site.get(FORM, &analyst).await;
    assert!(
        desk.html.contains(&format!("href=\"{here}\"")),
        "{}",
        desk.html
    );
    let heading = "Statement\tValue\tUnit\tPeriod\tDocument\tPlace\tWords";
    let smoked =
        "One Londoner in nine smoked.\t11.1\t%\t2020\tGuide\tpage 13\t11.1% of Londoners smoked";
    let faulty = format!("{heading}\n{smoked}\nPosts stood empty\t13.1\t%\t2022\tGuide\t\t13.2%\n");
    let page = site
        .send_form(here, &analyst, &[("list", &faulty), ("sure", "yes")], None)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "One thing must be mended first; nothing was added",
        "Row 3, column Place",
        "Posts stood empty",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let nothing = site.send_form(here, &analyst, &[("list", " ")], None).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.html.contains("href=\"#list\""), "{}", nothing.html);
    let csv = format!("{heading}\n{smoked}\n");
    let seen = site
        .send_form(here, &analyst, &[], Some(("figures.csv", csv.as_bytes())))
        .await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.html);
    for words in [
        "1 figure would be added",
        "11.1% (2020)",
        "Guide, page 13",
        "Add them to the evidence",
    ] {
        assert!(seen.html.contains(words), "{words}: {}", seen.html);
    }
    assert!(evidence_items(site.house(), None).await.unwrap().is_empty());
    let done = site
        .send_form(here, &analyst, &[("list", &csv), ("sure", "yes")], None)
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let held = evidence_items(site.house(), Some(site.hackney))
        .await
        .unwrap();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].statement, "One Londoner in nine smoked.");
    let again = site
        .send_form(here, &analyst, &[("list", &csv)], None)
        .await;
    assert!(
        again
            .html
            .contains("The board holds everything on this list already"),
        "{}",
        again.html
    );
    let approver = site
        .person("Approver", &[(Role::Approver, Some(site.hackney))])
        .await;
    let approver = site.sign_in(&approver).await;
    let refused = site.get(here, &approver).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_was_shown_to_work_says_for_whom_and_how_far_to_rely_on_it() {
    let site = Site::new().await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let fields = [
        ("statement", "Help that comes to people works."),
        ("sort", "intervention"),
        ("document", "A review, 2021"),
        ("population", "Adults who smoke"),
        ("effect", "12 in 100 more had stopped"),
        ("strength", "several good trials"),
    ];
    for (left_out, field) in [("effect", "population"), ("strength", "strength")] {
        let fields: Vec<_> = fields
            .iter()
            .copied()
            .filter(|(name, _)| *name != left_out)
            .collect();
        let page = site.send_form(FORM, &analyst, &fields, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{left_out}");
        assert!(
            page.html.contains(&format!("href=\"#{field}\"")),
            "{left_out}: {}",
            page.html
        );
    }
    let done = site.send_form(FORM, &analyst, &fields, None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let item = evidence_items(site.house(), None).await.unwrap().remove(0);
    let page = site
        .get(&format!("/hackney/evidence-items/{}", item.record.slug), "")
        .await;
    for words in [
        "Adults who smoke",
        "12 in 100 more had stopped",
        "Several good trials",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let found = site
        .get(
            "/hackney/evidence-items?q=STOPPED+smoke&sort=intervention",
            "",
        )
        .await;
    assert!(found.html.contains("1 statement fits"), "{}", found.html);
    let topic = site.get("/hackney/evidence?q=stopped+smoke", "").await;
    for words in [
        "1 statement matches “stopped smoke”",
        "What documents, studies and residents say",
        "Help that comes to people works.",
    ] {
        assert!(topic.html.contains(words), "{words}: {}", topic.html);
    }
    let elsewhere = site.get("/city/evidence?q=stopped+smoke", "").await;
    assert!(
        elsewhere.html.contains("Nothing matches"),
        "{}",
        elsewhere.html
    );
    for none in ["?q=vaping", "?sort=insight"] {
        let page = site
            .get(&format!("/hackney/evidence-items{none}"), "")
            .await;
        assert!(
            page.html.contains("No statement fits"),
            "{none}: {}",
            page.html
        );
    }
}

#[tokio::test]
async fn what_our_figures_show_is_written_from_their_receipt() {
    let (site, _) = evidence::site(Some(Origin::Imported)).await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let figures = site.get(evidence::PAGE, "").await;
    let at = figures.html.find("/receipt/R-").unwrap();
    let address = &figures.html[at..at + "/receipt/R-0000-0000".len()];
    let number = &address["/receipt/".len()..];

    let offer = format!("{FORM}?receipt={number}#add");
    let seen = site.get(address, "").await;
    assert!(!seen.html.contains(&offer), "a reader is not asked to");
    let seen = site.get(address, &officer).await;
    assert!(seen.html.contains(&offer), "{}", seen.html);
    let opened = site
        .get(&format!("{FORM}?receipt={number}"), &officer)
        .await;
    assert!(
        opened.html.contains(&format!("value=\"{number}\"")),
        "{}",
        opened.html
    );

    let said = |receipt: &'static str| {
        [
            ("statement", "Nearly one adult in five smokes."),
            ("sort", "computed"),
            ("receipt", receipt),
        ]
    };
    for (typed, why) in [
        ("", "A receipt number looks like R-7K3M-Q2XD"),
        ("page 12", "A receipt number looks like R-7K3M-Q2XD"),
        (
            "R-0000-0000",
            "No answer with the receipt R-0000-0000 was given",
        ),
    ] {
        let refused = site.send_form(FORM, &officer, &said(typed), None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.html.contains(why), "{typed}: {}", refused.html);
        assert!(
            refused.html.contains("href=\"#receipt\""),
            "{}",
            refused.html
        );
        assert!(refused.html.contains("Nearly one adult in five smokes."));
    }
    let fields = [
        ("statement", "Nearly one adult in five smokes."),
        ("sort", "computed"),
        ("receipt", number),
    ];
    let done = site.send_form(FORM, &officer, &fields, None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);

    let item = evidence_items(site.house(), None).await.unwrap().remove(0);
    assert_eq!(item.receipt_number.as_deref(), Some(number));
    let known = board::indicators::indicators(site.house()).await.unwrap();
    assert_eq!(item.indicator_id, Some(known[0].record.id));
    let page = site
        .get(&format!("/hackney/evidence-items/{}", item.record.slug), "")
        .await;
    for words in ["worked out from data", "Smoking survey", number] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let seen = site.get(address, "").await;
    assert!(seen.html.contains("Nearly one adult in five smokes."));
}

#[tokio::test]
async fn the_receipt_of_a_quotation_carries_no_statement_about_figures() {
    let site = Site::new().await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let officer = site.sign_in(&officer).await;
    let done = site.send_form(FORM, &officer, &quoted(&[]), None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let number = evidence_items(site.house(), None).await.unwrap().remove(0);
    let number = number.receipt_number.unwrap();
    let fields = [
        ("statement", "So we worked out."),
        ("sort", "computed"),
        ("receipt", number.as_str()),
    ];
    let refused = site.send_form(FORM, &officer, &fields, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.html.contains("is for words of a document"),
        "{}",
        refused.html
    );
    let seen = site.get(&format!("/receipt/{number}"), &officer).await;
    assert!(!seen.html.contains("Write a statement that rests on it"));
}
