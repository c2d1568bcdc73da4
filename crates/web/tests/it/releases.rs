//! A release of a data set at the desk: looked at, mended, published by a second person.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use board::vocabulary::{Origin, Role};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::evidence::{PAGE, site};
use crate::site::{Page, Site};

/// Sends files as a browser does.
async fn upload(site: &Site, path: &str, cookie: &str, title: &str, file: &str) -> Page {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n{title}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\nalready_published\r\n\
         --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{file}\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n\r\n--x--\r\n"
    );
    let request = Request::post(path)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    let response = site.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Page {
        status: parts.status,
        headers: parts.headers,
        html: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

#[tokio::test]
async fn a_release_with_faults_says_how_to_mend_each_and_stores_nothing() {
    let (site, _) = site(None).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let approver = site
        .person("Approver", &[(Role::Approver, Some(site.hackney))])
        .await;
    let member = site
        .person("Member", &[(Role::Member, Some(site.hackney))])
        .await;
    let [analyst, approver, member] = [
        site.sign_in(&analyst).await,
        site.sign_in(&approver).await,
        site.sign_in(&member).await,
    ];
    assert_eq!(
        site.get("/desk/evidence", &member).await.status,
        StatusCode::FORBIDDEN
    );
    let desk = site.get("/desk/evidence", &analyst).await;
    assert!(
        desk.html.contains("No data set is held yet"),
        "{}",
        desk.html
    );
    assert!(desk.html.contains("multiple"), "{}", desk.html);

    let nameless = upload(&site, "/desk/evidence", &analyst, " ", "2020.csv").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nameless.html.contains("Say which data set this is"),
        "{}",
        nameless.html
    );
    let faulty = upload(
        &site,
        "/desk/evidence",
        &analyst,
        "Smoking survey",
        "bad.csv",
    )
    .await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Row 118 of bad.csv",
        "&lt;5",
        "Leave it empty.",
        "1 cell is faulty",
        "Load the mended file",
    ] {
        assert!(faulty.html.contains(words), "{words}: {}", faulty.html);
    }
    let forbidden = upload(
        &site,
        "/desk/evidence",
        &approver,
        "Smoking survey",
        "2020.csv",
    )
    .await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let desk = site.get("/desk/evidence", &analyst).await;
    assert!(
        desk.html.contains("No data set is held yet"),
        "nothing was stored"
    );
}

#[tokio::test]
async fn a_release_is_looked_at_by_two_people_before_it_counts() {
    let (site, _) = site(None).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let approver = site
        .person("Approver", &[(Role::Approver, Some(site.hackney))])
        .await;
    let [analyst, approver] = [site.sign_in(&analyst).await, site.sign_in(&approver).await];
    let loaded = upload(
        &site,
        "/desk/evidence",
        &analyst,
        "Smoking survey",
        "2020.csv",
    )
    .await;
    let address = "/desk/evidence/smoking-survey/new";
    assert_eq!(loaded.location(), address, "{}", loaded.html);
    let preview = site.get(address, &analyst).await;
    assert!(
        preview.html.contains("You loaded this release"),
        "{}",
        preview.html
    );
    assert!(!preview.html.contains("Publish this release"));
    let unused = site.get("/hackney/evidence/adults-who-smoke", "").await;
    assert_eq!(unused.status, StatusCode::NOT_FOUND, "nobody uses it yet");
    let own = site
        .post(
            "/desk/evidence/smoking-survey/publish",
            &analyst,
            "revision=1",
        )
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        own.html.contains("somebody else must look at it"),
        "{}",
        own.html
    );

    let preview = site.get(address, &approver).await;
    assert!(
        preview.html.contains("Publish this release"),
        "{}",
        preview.html
    );
    let done = site
        .post(
            "/desk/evidence/smoking-survey/publish",
            &approver,
            "revision=1",
        )
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    assert_eq!(site.get(PAGE, "").await.status, StatusCode::OK);

    let again = upload(&site, address, &analyst, "", "2020-again.csv").await;
    assert_eq!(again.location(), address, "{}", again.html);
    let preview = site.get(address, &approver).await;
    for words in [
        "verdict would turn",
        "Worse than England",
        "Similar to England",
        "Nothing of ours yet",
        "1 cell changed",
    ] {
        assert!(preview.html.contains(words), "{words}: {}", preview.html);
    }
    let stale = site
        .post(
            "/desk/evidence/smoking-survey/publish",
            &approver,
            "revision=7",
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let gone = site
        .post(
            "/desk/evidence/smoking-survey/take-back",
            &analyst,
            "revision=1",
        )
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.html);
    let page = site.get(PAGE, "").await;
    assert!(
        page.html.contains("does worse than England"),
        "the first release still counts"
    );
}

#[tokio::test]
async fn a_page_asks_what_the_columns_of_a_foreign_table_hold_and_remembers_it() {
    let (site, _) = site(None).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let [analyst, officer] = [site.sign_in(&analyst).await, site.sign_in(&officer).await];
    let asked = upload(&site, "/desk/evidence", &analyst, "Falls", "foreign.csv").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.html);
    let address = asked.location().to_owned();
    assert!(address.starts_with("/desk/evidence/columns/"), "{address}");
    let page = site.get(&address, &analyst).await;
    for words in [
        "Say what the columns hold",
        "from row 4",
        "What no column says",
        "Name of the indicator",
        "What Rate holds",
        "E09000012",
        "By its cells",
        "value=\"area code\" selected",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let not_theirs = site.get(&address, &officer).await;
    assert_eq!(not_theirs.status, StatusCode::NOT_FOUND);
    assert!(
        not_theirs.html.contains("no longer at hand"),
        "{}",
        not_theirs.html
    );

    let columns = "heading-0=Code&column-0=area+code&heading-1=Year&column-1=period\
        &heading-2=Rate&column-2=value&heading-3=Phone&column-3=note";
    let nameless = site
        .post(&address, &analyst, &format!("{columns}&state-unit=%25"))
        .await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nameless.html.contains("Enter the name of the indicator"),
        "{}",
        nameless.html
    );
    assert!(
        nameless.html.contains("value=\"note\" selected"),
        "what was chosen stays: {}",
        nameless.html
    );
    let read = site
        .post(
            &address,
            &analyst,
            &format!("{columns}&state-indicator-name=Falls"),
        )
        .await;
    assert_eq!(read.location(), "/desk/evidence/falls/new", "{}", read.html);
    let gone = site.get(&address, &analyst).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "it has been read");

    let thrown_away = site
        .post("/desk/evidence/falls/take-back", &analyst, "revision=1")
        .await;
    assert_eq!(thrown_away.status, StatusCode::SEE_OTHER);
    let again = upload(
        &site,
        "/desk/evidence/falls/new",
        &analyst,
        "",
        "foreign.csv",
    )
    .await;
    assert_eq!(
        again.location(),
        "/desk/evidence/falls/new",
        "nobody is asked twice: {}",
        again.html
    );
}

#[tokio::test]
async fn a_page_asks_which_area_a_name_is_and_which_sheet_is_read() {
    let (site, _) = site(None).await;
    let analyst = site
        .person("Analyst", &[(Role::Analyst, Some(site.hackney))])
        .await;
    let analyst = site.sign_in(&analyst).await;
    let asked = upload(&site, "/desk/evidence", &analyst, "Falls", "sheets.xlsx").await;
    let address = asked.location().to_owned();
    let page = site.get(&address, &analyst).await;
    for words in [
        "Which sheet is read",
        "<option value=\"Wards\"",
        "Which areas these are",
        "E07000195 is Newcastle-under-Lyme; E08000021 is Newcastle upon Tyne.",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let columns = "heading-0=Code&column-0=area+code&heading-1=Year&column-1=period\
        &heading-2=Rate&column-2=value&heading-3=Phone&column-3=note&state-indicator-name=Falls&sheet=Boroughs";
    for (answer, words) in [
        ("", "Enter the code of the area that “Newcastle” is"),
        ("&area-0=Tyne", "Enter a letter and eight digits"),
        (
            "&area-0=E08000021&only=Level",
            "does not say which rows are read",
        ),
    ] {
        let wrong = site
            .post(&address, &analyst, &format!("{columns}{answer}"))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.html.contains(words), "{words}: {}", wrong.html);
    }
    // Another sheet is shown before it is read.
    let other = columns.replace("sheet=Boroughs", "sheet=Wards");
    let shown = site.post(&address, &analyst, &other).await;
    assert_eq!(shown.location(), address, "{}", shown.html);
    let read = site
        .post(&address, &analyst, &format!("{columns}&area-0=e08000021"))
        .await;
    assert_eq!(read.location(), "/desk/evidence/falls/new", "{}", read.html);
}

#[tokio::test]
async fn the_licence_of_a_data_set_is_said_later_and_stands_on_every_download() {
    let (site, _) = site(Some(Origin::Imported)).await;
    let analyst = site.person("Analyst", &[(Role::Analyst, None)]).await;
    let approver = site.person("Approver", &[(Role::Approver, None)]).await;
    let [analyst, approver] = [site.sign_in(&analyst).await, site.sign_in(&approver).await];
    let address = "/desk/evidence/smoking-survey/about";
    let page = site.get(address, &analyst).await;
    for words in [
        "nobody has said its licence",
        "Not stated",
        "name=\"licence\"",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let readers = site.get("/data", "").await;
    assert!(
        readers.html.contains("no licence stated"),
        "{}",
        readers.html
    );
    let said = "revision=1&source=A+publisher&licence=Open+Government+Licence+v3.0&attribution=Contains+a+publisher%27s+information\
        &next-due-day=1&next-due-month=3&next-due-year=2031";
    let forbidden = site.post(address, &approver, said).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let wrong = site
        .post(
            address,
            &analyst,
            &said.replace("next-due-month=3", "next-due-month=13"),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("must be a real date"), "{}", wrong.html);
    let saved = site.post(address, &analyst, said).await;
    assert_eq!(saved.location(), address, "{}", saved.html);
    let page = site.get(address, &analyst).await;
    for words in ["Open Government Licence v3.0", "1 March 2031", "is due in"] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let again = site
        .post(address, &analyst, &said.replace("revision=1", "revision=2"))
        .await;
    assert!(
        again.html.contains("nothing would change"),
        "{}",
        again.html
    );
    let stale = site.post(address, &analyst, said).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.html);
    for place in ["/data", "/data/smoking-survey/observations.json"] {
        let found = site.get(place, "").await;
        for words in ["Open Government Licence v3.0", "Contains a publisher"] {
            assert!(
                found.html.contains(words),
                "{place}: {words}: {}",
                found.html
            );
        }
    }
}
