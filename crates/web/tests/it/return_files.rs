//! Files that a partner sends with a return: by its link, at the desk, and for everybody once the round is closed.

use axum::http::StatusCode;

use crate::returns::{ask, says, site};

/// The part of a page after the first `mark`, up to the next quotation mark.
fn after<'a>(html: &'a str, mark: &str) -> &'a str {
    let (_, rest) = html.split_once(mark).unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn a_file_is_attached_by_link_read_at_the_desk_and_public_with_the_answers() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let first = format!("{link}/1");
    let files = format!("{first}/files");
    let kept = site
        .post(&first, "", "do=attach&happened=A+kitchen+opened")
        .await;
    assert_eq!(kept.location(), files, "{}", kept.html);
    says(&site.get(&first, "").await, "A kitchen opened");
    says(
        &site.get(&files, "").await,
        "No file goes with this answer yet",
    );

    let nothing = site.send_form(&files, "", &[("title", " ")], None).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["href=\"#title\"", "href=\"#file\""] {
        says(&nothing, field);
    }
    let program: (&str, &[u8]) = ("visits.exe", b"MZ\x90\0");
    let named = [("title", "Visits by month")];
    let refused = site.send_form(&files, "", &named, Some(program)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "href=\"#file\"");
    says(&refused, "value=\"Visits by month\"");
    let table: (&str, &[u8]) = ("visits.csv", b"month,visits\nMay,12\n");
    let done = site.send_form(&files, "", &named, Some(table)).await;
    assert_eq!(done.location(), files, "{}", done.html);
    let page = site.get(&files, "").await;
    says(&page, "1 file goes with this answer");
    assert!(!page.html.contains("&lt;span"), "{}", page.html);
    says(&page, "Visits by month");
    let own = format!("{files}/{}", after(&page.html, &format!("{files}/")));
    let read = site.get(&own, "").await;
    assert_eq!(
        (read.status, read.html.as_str()),
        (StatusCode::OK, "month,visits\nMay,12\n")
    );
    says(&site.get(&first, "").await, "Save and see its files");
    let other = own.replace("/1/files/", "/2/files/");
    assert_eq!(site.get(&other, "").await.status, StatusCode::NOT_FOUND);

    let sent = site
        .post(
            &first,
            "",
            "do=save&going=On+course&happened=A+kitchen+opened",
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    says(
        &site.get(&format!("{link}/sent"), "").await,
        "Visits by month",
    );
    let chase = site
        .get("/desk/returns/summer-2022/eastside-housing", &officer)
        .await;
    says(&chase, "Visits by month");
    let keep = format!(
        "/desk/attachments/{}",
        after(&chase.html, "href=\"/desk/attachments/")
            .split('/')
            .next()
            .unwrap()
    );
    let desk = site.get(&keep, &officer).await;
    assert_eq!(desk.status, StatusCode::OK, "{}", desk.html);
    says(&desk, "Eastside Housing: Homes keep us well");
    says(&desk, "the public does once it may read what it belongs to");
    let id = own.rsplit('/').next().unwrap();
    let at_desk = site.get(&format!("{keep}/files/{id}"), &officer).await;
    assert_eq!(at_desk.status, StatusCode::OK);

    let public = format!("/hackney/attachments/{id}");
    let outcome = "/hackney/outcomes/homes-keep-us-well";
    assert_eq!(site.get(&public, "").await.status, StatusCode::NOT_FOUND);
    assert!(!site.get(outcome, "").await.html.contains("Visits by month"));
    let found = site.get("/search?q=visits", "").await;
    assert!(!found.html.contains("Visits by month"), "{}", found.html);

    let closed = site
        .post("/desk/returns/summer-2022/close", &officer, "close=")
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.html);
    assert_eq!(site.get(&public, "").await.status, StatusCode::OK);
    let page = site.get(outcome, "").await;
    says(&page, &format!("href=\"{public}\""));
    says(
        &site.get("/search?q=visits", "").await,
        "with “Eastside Housing: Homes keep us well”",
    );
    let late = site.send_form(&files, "", &named, Some(table)).await;
    assert_eq!(late.location(), link, "a closed round takes no more");
}

#[tokio::test]
async fn a_partner_takes_its_file_off_while_the_round_is_open() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let files = format!("{link}/1/files");
    let table: (&str, &[u8]) = ("visits.csv", b"month,visits\n");
    let named = [("title", "Visits by month")];
    site.send_form(&files, "", &named, Some(table)).await;
    let page = site.get(&files, "").await;
    let id = after(&page.html, &format!("{files}/")).to_owned();
    let off = format!("attachment={id}");
    let take_off = format!("{files}/take-off");
    let gone = site.post(&take_off, "", &off).await;
    assert_eq!(gone.location(), files, "{}", gone.html);
    says(
        &site.get(&files, "").await,
        "No file goes with this answer yet",
    );
    let twice = site.post(&take_off, "", &off).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&twice, "This file is not with your answer any more");
}
