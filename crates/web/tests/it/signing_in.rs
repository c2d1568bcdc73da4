//! Signing in: one-time links, passwords, cookies, requests from elsewhere, and the end of it all.

use std::sync::{Arc, Mutex};

use axum::http::{Method, StatusCode, header};
use board::access::{
    ChangePassword, Letter, NotSent, Postman, change_password, revoke_token, suspend_account,
};
use board::vocabulary::Role;
use web::Settings;

use crate::site::Site;

const PASSWORD: &str = "otter gravel lamp";

async fn with_password(site: &Site, account: &board::access::Account) {
    let input = ChangePassword {
        person_id: account.person_id,
        current: String::new(),
        new: PASSWORD.to_owned(),
        keep_session: None,
    };
    change_password(site.house(), &site.operator(), input)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_link_that_a_mail_scanner_opened_still_works_and_works_once() {
    let site = Site::new().await;
    let officer = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let address = format!("/sign-in/{}", site.link(&officer).await.text());
    for _ in 0..3 {
        let page = site.get(&address, "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.html.contains("Sign in as Board officer?"),
            "{}",
            page.html
        );
        assert!(page.html.contains("Opening this page has changed nothing"));
        assert!(page.cookies().is_empty());
        let head = site.ask(Method::HEAD, &address, "", "", &[]).await;
        assert_eq!(head.status, StatusCode::OK);
    }
    let entered = site.post(&address, "", "").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert_eq!(entered.location(), "/desk");
    let page = site.get("/desk/mistakes", &entered.cookie()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("Board officer"), "{}", page.html);

    for _ in 0..2 {
        let again = site.post(&address, "", "").await;
        assert_eq!(again.status, StatusCode::GONE);
        assert!(
            again.html.contains("This link has been used"),
            "{}",
            again.html
        );
        assert!(again.cookies().is_empty());
        assert_eq!(site.get(&address, "").await.status, StatusCode::GONE);
    }
}

#[tokio::test]
async fn a_forwarded_link_works_once_for_whoever_has_it_and_the_log_shows_it() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    let address = format!("/sign-in/{}", site.link(&officer).await.text());
    let first = site.post(&address, "", "").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(site.post(&address, "", "").await.status, StatusCode::GONE);
    let log = board::audit::newest(site.house(), Some(officer.person_id), 10)
        .await
        .unwrap();
    let entries: Vec<_> = log.iter().filter(|entry| entry.act == "sign in").collect();
    assert_eq!(entries.len(), 1);
    let detail = entries[0].detail.as_deref().unwrap();
    assert_eq!(entries[0].actor, "Board officer");
    assert!(detail.contains("with a one-time link"), "{detail}");
    assert!(detail.contains("\"made by\":\"Command line\""), "{detail}");
    let reports = board::audit::verify(site.house(), &[]).await.unwrap();
    assert!(reports.iter().all(|report| report.faults.is_empty()));
}

#[tokio::test]
async fn a_link_ends_and_can_be_withdrawn() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    let address = format!("/sign-in/{}", site.link(&officer).await.text());
    site.clocks.pass(14);
    assert_eq!(site.get(&address, "").await.status, StatusCode::OK);
    site.clocks.pass(1);
    let page = site.post(&address, "", "").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.html.contains("This link has ended"), "{}", page.html);

    let link = site.link(&officer).await;
    let token = board::access::check_token(
        site.house(),
        &link.text(),
        board::access::Purpose::SignIn,
        site.operator().now,
    )
    .await
    .unwrap();
    revoke_token(site.house(), &site.operator(), token.id)
        .await
        .unwrap();
    let page = site
        .post(&format!("/sign-in/{}", link.text()), "", "")
        .await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(
        page.html.contains("This link was withdrawn"),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn a_link_that_was_cut_short_says_so() {
    let site = Site::new().await;
    for address in [
        "/sign-in/abc",
        "/sign-in/%F0%9F%A6%A6",
        &format!("/sign-in/{}", "0".repeat(64)),
    ] {
        let page = site.get(address, "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert!(
            page.html.contains("This is no link of ours"),
            "{}",
            page.html
        );
    }
}

#[tokio::test]
async fn cookies_are_for_this_host_alone() {
    for (address, begins, secure) in [
        ("https://board.example", "__Host-commonweal=", true),
        ("http://127.0.0.1:8080", "commonweal=", false),
    ] {
        let site = Site::with(Settings::for_address(address)).await;
        let officer = site.person("Board officer", &[]).await;
        let link = site.link(&officer).await;
        let page = site
            .post(&format!("/sign-in/{}", link.text()), "", "")
            .await;
        let [cookie] = page.cookies().try_into().unwrap();
        assert!(cookie.starts_with(begins), "{cookie}");
        assert!(
            !cookie.contains(&link.text()),
            "the secret of a link is not that of a sign-in"
        );
        let parts: Vec<&str> = cookie.split("; ").skip(1).collect();
        assert!(
            parts.contains(&"HttpOnly") && parts.contains(&"Path=/"),
            "{cookie}"
        );
        assert!(parts.contains(&"SameSite=Lax"), "{cookie}");
        assert_eq!(parts.contains(&"Secure"), secure, "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
}

#[tokio::test]
async fn nobody_can_hand_a_person_a_sign_in_that_they_know() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    let stranger = site.person("Stranger", &[]).await;
    // A cookie that was never a sign-in is not taken up.
    let planted = format!("commonweal={}", "ab".repeat(32));
    let link = site.link(&officer).await;
    let page = site
        .post(&format!("/sign-in/{}", link.text()), &planted, "")
        .await;
    assert_ne!(page.cookie(), planted);
    assert_eq!(
        site.get("/desk/mistakes", &planted).await.status,
        StatusCode::SEE_OTHER
    );
    // One that is somebody else's ends when the person signs in over it.
    let theirs = site.sign_in(&stranger).await;
    assert_eq!(
        site.get("/desk/password", &theirs).await.status,
        StatusCode::OK
    );
    let link = site.link(&officer).await;
    let page = site
        .post(&format!("/sign-in/{}", link.text()), &theirs, "")
        .await;
    assert_ne!(page.cookie(), theirs);
    assert_eq!(
        site.get("/desk/password", &theirs).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn signing_out_ends_the_sign_in_on_the_server() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    let cookie = site.sign_in(&officer).await;
    let page = site.post("/sign-out", &cookie, "").await;
    assert_eq!(page.location(), "/");
    assert!(page.cookies()[0].contains("Max-Age=0"));
    assert!(page.headers.contains_key("clear-site-data"));
    assert_eq!(
        site.get("/desk/password", &cookie).await.status,
        StatusCode::SEE_OTHER
    );
    // Twice does no harm.
    assert_eq!(
        site.post("/sign-out", &cookie, "").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_sign_in_ends_when_it_is_idle_and_after_a_working_day() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    let cookie = site.sign_in(&officer).await;
    for _ in 0..6 {
        site.clocks.pass(119);
        assert_eq!(
            site.get("/desk/password", &cookie).await.status,
            StatusCode::OK
        );
    }
    site.clocks.pass(7);
    assert_eq!(
        site.get("/desk/password", &cookie).await.status,
        StatusCode::SEE_OTHER,
        "twelve hours are over"
    );

    let cookie = site.sign_in(&officer).await;
    site.clocks.pass(121);
    assert_eq!(
        site.get("/desk/password", &cookie).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn what_is_taken_away_is_gone_at_the_next_request() {
    let site = Site::new().await;
    let officer = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&officer).await;
    assert_eq!(
        site.get("/desk/mistakes", &cookie).await.status,
        StatusCode::OK
    );
    let roles = board::access::roles_of(site.house(), officer.person_id)
        .await
        .unwrap();
    board::access::end_grant(site.house(), &site.operator(), roles[0].id)
        .await
        .unwrap();
    assert_eq!(
        site.get("/desk/mistakes", &cookie).await.status,
        StatusCode::FORBIDDEN
    );

    let link = site.link(&officer).await;
    suspend_account(site.house(), &site.operator(), officer.id)
        .await
        .unwrap();
    assert_eq!(
        site.get("/desk/password", &cookie).await.status,
        StatusCode::SEE_OTHER
    );
    let page = site
        .post(&format!("/sign-in/{}", link.text()), "", "")
        .await;
    assert_eq!(
        page.status,
        StatusCode::GONE,
        "open links are withdrawn with the account"
    );
}

#[tokio::test]
async fn a_password_signs_in_and_what_is_wrong_is_not_said() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    with_password(&site, &officer).await;
    let right = format!(
        "email=Board-Officer%40council.example&password={}&next=/desk/mistakes",
        PASSWORD.replace(' ', "+")
    );
    let page = site.post("/sign-in", "", &right).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    assert_eq!(page.location(), "/desk/mistakes");

    let wrong = site
        .post(
            "/sign-in",
            "",
            "email=board-officer%40council.example&password=wrong+words+here",
        )
        .await;
    let unknown = site
        .post(
            "/sign-in",
            "",
            "email=nobody-here0%40council.example&password=wrong+words+here",
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.html.replace("board-officer@", "@"),
        unknown.html.replace("nobody-here0@", "@"),
        "a reader cannot tell the two apart"
    );
    assert!(wrong.html.contains("<title>Error: Sign in"));
    assert!(
        !wrong.html.contains("wrong words here"),
        "a password is never sent back"
    );

    let empty = site.post("/sign-in", "", "email=&password=").await;
    assert!(empty.html.contains("Enter your email address"));
    assert!(empty.html.contains("Enter your password"));
}

#[tokio::test]
async fn an_account_waits_after_several_wrong_passwords_and_links_still_work() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    with_password(&site, &officer).await;
    let right = format!(
        "email=board-officer%40council.example&password={}",
        PASSWORD.replace(' ', "+")
    );
    for _ in 0..5 {
        let page = site
            .post(
                "/sign-in",
                "",
                "email=board-officer%40council.example&password=x",
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(
        site.post("/sign-in", "", &right).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    site.sign_in(&officer).await;
    // Signing in by a link clears the count; five more and half a minute do too.
    assert_eq!(
        site.post("/sign-in", "", &right).await.status,
        StatusCode::SEE_OTHER
    );
    for _ in 0..5 {
        site.post(
            "/sign-in",
            "",
            "email=board-officer%40council.example&password=x",
        )
        .await;
    }
    site.clocks.pass(1);
    assert_eq!(
        site.post("/sign-in", "", &right).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_other_sign_ins_end() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    let here = site.sign_in(&officer).await;
    let elsewhere = site.sign_in(&officer).await;
    let first = site
        .post("/desk/password", &here, "new=otter+gravel+lamp")
        .await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.html);
    assert_eq!(
        site.get("/desk/password", &here).await.status,
        StatusCode::OK
    );
    assert_eq!(
        site.get("/desk/password", &elsewhere).await.status,
        StatusCode::SEE_OTHER
    );

    let stolen = site
        .post(
            "/desk/password",
            &here,
            "current=guess&new=kettle+violet+moor",
        )
        .await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stolen.html.contains("The present password is not right"));
    let weak = site
        .post(
            "/desk/password",
            &here,
            "current=otter+gravel+lamp&new=short",
        )
        .await;
    assert!(
        weak.html.contains("Use at least 12 characters"),
        "{}",
        weak.html
    );
    assert!(!weak.html.contains("otter gravel lamp"));
}

#[tokio::test]
async fn another_site_cannot_send_in_a_persons_name() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[]).await;
    let cookie = site.sign_in(&officer).await;
    for elsewhere in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")][..],
        &[("origin", "https://elsewhere.example")][..],
        &[("origin", "null")][..],
    ] {
        let page = site
            .ask(Method::POST, "/sign-out", &cookie, "a=b", elsewhere)
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{elsewhere:?}");
        assert!(page.html.contains("<h1"), "{}", page.html);
    }
    assert_eq!(
        site.get("/desk/password", &cookie).await.status,
        StatusCode::OK
    );
    let here = [("origin", "http://127.0.0.1:8080")];
    let page = site
        .ask(Method::POST, "/sign-out", &cookie, "a=b", &here)
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_reader_is_sent_to_sign_in_and_back_and_never_elsewhere() {
    let site = Site::new().await;
    let officer = site.person("Board officer", &[(Role::Officer, None)]).await;
    with_password(&site, &officer).await;
    let turned = site.get("/desk/mistakes?page=2&q=a%20b", "").await;
    assert_eq!(turned.status, StatusCode::SEE_OTHER);
    assert_eq!(
        turned.location(),
        "/sign-in?next=/desk/mistakes%3Fpage%3D2%26q%3Da%2520b"
    );
    let page = site.get(turned.location(), "").await;
    assert!(
        page.html
            .contains("value=\"/desk/mistakes?page=2&amp;q=a%20b\""),
        "{}",
        page.html
    );

    let cookie = site.sign_in(&officer).await;
    for away in [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/%5Celsewhere.example",
        "/%09/elsewhere.example",
        "javascript:alert(1)",
        "/..//elsewhere.example",
    ] {
        let page = site.get(&format!("/sign-in?next={away}"), &cookie).await;
        assert_eq!(page.location(), "/desk", "{away}");
        let form = format!(
            "email=board-officer%40council.example&password={}&next={away}",
            PASSWORD.replace(' ', "+")
        );
        assert_eq!(
            site.post("/sign-in", "", &form).await.location(),
            "/desk",
            "{away}"
        );
        let shown = site.get(&format!("/sign-in?next={away}"), "").await;
        assert!(!shown.html.contains("elsewhere.example"), "{away}");
    }
}

#[derive(Default)]
struct Catcher(Mutex<Vec<Letter>>, tokio::sync::Notify);

#[async_trait::async_trait]
impl Postman for Catcher {
    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        self.0.lock().unwrap().push(letter.clone());
        self.1.notify_one();
        Ok(())
    }
}

#[tokio::test]
async fn a_link_comes_by_mail_and_the_page_does_not_say_to_whom() {
    let post = Arc::new(Catcher::default());
    let site = Site::new()
        .await
        .serving(|app| app.with_postman(post.clone()));
    site.person("Board officer", &[]).await;
    let unknown = site
        .post("/sign-in/send", "", "link-email=nobody%40council.example")
        .await;
    let known = site
        .post(
            "/sign-in/send",
            "",
            "link-email=board-officer%40council.example",
        )
        .await;
    assert_eq!(unknown.location(), known.location());
    post.1.notified().await;
    let letters = post.0.lock().unwrap().clone();
    let [letter] = letters.as_slice() else {
        panic!("one letter, not {}", letters.len())
    };
    assert_eq!(letter.to.as_str(), "board-officer@council.example");
    let path = letter
        .words
        .lines()
        .find_map(|line| line.strip_prefix("http://127.0.0.1:8080"))
        .unwrap();
    assert_eq!(site.post(path, "", "").await.status, StatusCode::SEE_OTHER);
    let bad = site
        .post("/sign-in/send", "", "link-email=no+address")
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.html.contains("href=\"#link-email\""), "{}", bad.html);
    assert!(
        site.get("/sign-in/sent", "")
            .await
            .html
            .contains("Look in your mailbox")
    );
}

#[tokio::test]
async fn a_person_with_two_boards_chooses_for_which_to_work() {
    let site = Site::new().await;
    let officer = site
        .person(
            "Joint officer",
            &[
                (Role::Officer, Some(site.hackney)),
                (Role::Member, Some(site.city)),
            ],
        )
        .await;
    let cookie = site.sign_in(&officer).await;
    // The first by name is the City's, where a member may not see reports.
    let page = site.get("/desk/mistakes", &cookie).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let chosen = site.post("/desk/board", &cookie, "board=hackney").await;
    assert_eq!(chosen.location(), "/desk");
    let page = site.get("/desk/mistakes", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("Hackney Health and Wellbeing Board"));
    assert!(page.html.contains("Work for another board"));
    let wrong = site.post("/desk/board", &cookie, "board=elsewhere").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.headers[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
}
