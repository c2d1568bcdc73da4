//! A round of returns through pages: an officer asks, a partner answers by its link, the silent are named.

#![expect(
    clippy::similar_names,
    reason = "what is sent and what is read back are alike"
)]

use axum::http::StatusCode;
use board::outcomes::{CreateOutcome, Part, create_outcome};
use board::places::{BodyType, CreateBody, create_body};
use board::portal::messages_of;
use board::vocabulary::{Origin, RecordId, Role};

use crate::site::{Page, Site};

async fn partner(site: &Site, name: &str) -> RecordId {
    let new = CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type: BodyType::Partner,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    create_body(site.house(), &site.operator(), new)
        .await
        .unwrap()
        .record
        .id
}

async fn outcome(site: &Site, title: &str, roles: Vec<(RecordId, Part)>) {
    outcome_from(site, title, roles, Origin::Illustrative).await;
}

async fn outcome_from(site: &Site, title: &str, roles: Vec<(RecordId, Part)>, origin: Origin) {
    let new = CreateOutcome {
        body_id: site.hackney,
        title: title.to_owned(),
        slug: None,
        plain_words: "Fewer people are ill.".to_owned(),
        priorities: Vec::new(),
        measure: None,
        roles,
        live: true,
        origin,
    };
    create_outcome(site.house(), &site.operator(), new)
        .await
        .unwrap();
}

/// A site where Eastside Housing leads two outcomes and the library shapes one, and an officer who is signed in.
pub(crate) async fn site() -> (Site, String) {
    let site = Site::new().await;
    let eastside = partner(&site, "Eastside Housing").await;
    let library = partner(&site, "Lower Lea Library").await;
    outcome(
        &site,
        "Homes keep us well",
        vec![(eastside, Part::Lead), (library, Part::Shape)],
    )
    .await;
    outcome(&site, "More people online", vec![(eastside, Part::Lead)]).await;
    let officer = site
        .person("Officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    let cookie = site.sign_in(&officer).await;
    (site, cookie)
}

const ABOUT_EASTSIDE: &str = "about-eastside-housing=hackney%2Foutcome%2Fhomes-keep-us-well&about-eastside-housing=hackney%2Foutcome%2Fmore-people-online";
const CONTACT_EASTSIDE: &str =
    "contact-eastside-housing=Head+of+homes&email-eastside-housing=homes%40eastside.example";
const LAST_DAY: &str = "closes-day=22&closes-month=9&closes-year=2022";

/// Asks Eastside Housing and leaves the library out. Returns the address of its link.
pub(crate) async fn ask(site: &Site, cookie: &str, title: &str) -> String {
    let form = format!("title={title}&{LAST_DAY}&{ABOUT_EASTSIDE}&{CONTACT_EASTSIDE}");
    let asked = site.post("/desk/returns/new", cookie, &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.html);
    let messages = messages_of(site.house(), site.hackney).await.unwrap();
    let words = &messages[0].words;
    let at = words.find("/r/").expect("a link");
    words[at..at + "/r/".len() + 64].to_owned()
}

async fn changes(site: &Site) -> usize {
    board::audit::newest(site.house(), None, 10_000)
        .await
        .unwrap()
        .len()
}

#[track_caller]
pub(crate) fn says(page: &Page, words: &str) {
    assert!(page.html.contains(words), "{words}: {}", page.html);
}

#[tokio::test]
async fn a_round_goes_from_asking_to_frozen_through_pages() {
    let (site, officer) = site().await;
    let form = site.get("/desk/returns/new", &officer).await;
    says(&form, "2 partners, 3 returns");
    let link = ask(&site, &officer, "Summer+2022").await;

    let desk = site.get("/desk/returns", &officer).await;
    says(&desk, "0 of 2 answered");
    says(&desk, "Homes keep us well: Lower Lea Library was not asked");

    // Opening changes nothing, because mail programs open links before people do.
    let before = changes(&site).await;
    let list = site.get(&link, "").await;
    says(&list, "2 things to tell us");
    says(&list, "You lead this");
    says(&list, "Head of homes");
    says(
        &site.get(&format!("{link}/1"), "").await,
        "outcome 1 of 2".replacen('o', "O", 1).as_str(),
    );
    assert_eq!(changes(&site).await, before);

    let first = format!("{link}/1");
    let wrong = site
        .post(&first, "", "do=save&number=about+40&happened=A+kitchen")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&wrong, "Choose how it is going");
    says(&wrong, "is not a number");
    says(&wrong, "A kitchen");
    let saved = site.post(&first, "", "do=stop&happened=A+kitchen").await;
    assert_eq!(saved.location(), link);
    says(&site.get(&link, "").await, "Begun, and not sent yet");
    says(&site.get(&first, "").await, "A kitchen");

    let sent = site
        .post(
            &first,
            "",
            "do=save&going=Stuck&number=1%2C240&happened=No+kitchen&help=A+%3Cb%3Ekitchen",
        )
        .await;
    assert_eq!(sent.location(), format!("{link}/2"), "{}", sent.html);
    let last = site.post(&format!("{link}/2"), "", "do=not-held").await;
    assert_eq!(last.location(), format!("{link}/sent"));
    let copy = site.get(last.location(), "").await;
    says(&copy, "Thank you. We have your answers");
    says(&copy, "1240");
    says(&copy, "A &lt;b&gt;kitchen");
    says(&copy, "We do not hold this");

    let desk = site.get("/desk/returns/summer-2022", &officer).await;
    says(&desk, "2 of 2 answered");
    says(&desk, "Partners ask for help");
    let public = site.get("/hackney/outcomes/homes-keep-us-well", "").await;
    assert!(
        !public.html.contains("No kitchen"),
        "words are public once the round is closed"
    );
    let closed = site
        .post("/desk/returns/summer-2022/close", &officer, "")
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.html);
    says(
        &site.get("/hackney/outcomes/homes-keep-us-well", "").await,
        "No kitchen",
    );
    says(&site.get(&link, "").await, "You answered everything");
    let late = site.post(&first, "", "do=save&going=Finished").await;
    assert_eq!(late.location(), link, "a closed round takes no more");
}

#[tokio::test]
async fn the_silent_are_chased_and_named_until_they_answer() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let chase = "/desk/returns/summer-2022/eastside-housing";
    let reminded = site
        .post(
            "/desk/returns/summer-2022/remind",
            &officer,
            "partner=eastside-housing",
        )
        .await;
    assert_eq!(reminded.status, StatusCode::SEE_OTHER, "{}", reminded.html);
    says(&site.get(chase, &officer).await, "Reminded");

    let too_early = site
        .post(
            chase,
            &officer,
            "do=extend&until-day=1&until-month=9&until-year=2022&why=New+manager",
        )
        .await;
    assert_eq!(too_early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let extended = site
        .post(
            chase,
            &officer,
            "do=extend&until-day=30&until-month=9&until-year=2022&why=New+manager",
        )
        .await;
    assert_eq!(extended.status, StatusCode::SEE_OTHER, "{}", extended.html);
    says(
        &site.get("/desk/returns", &officer).await,
        "More time to 30 September",
    );

    let told = site
        .post(
            chase,
            &officer,
            "do=escalate&senior=Director&senior-email=director%40eastside.example",
        )
        .await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.html);
    let passed = site
        .post(
            &format!("{link}/pass"),
            "",
            "deputy=Deputy+head&email=deputy%40eastside.example",
        )
        .await;
    assert_eq!(passed.location(), link, "{}", passed.html);
    let nobody = site
        .post(&format!("{link}/pass"), "", "deputy=&email=x")
        .await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);

    let closed = site
        .post("/desk/returns/summer-2022/close", &officer, "")
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.html);
    says(
        &site.get("/hackney/progress", "").await,
        "Eastside Housing did not answer; asked 8 September, reminded once, then put to somebody senior.",
    );
}

#[tokio::test]
async fn a_link_in_the_outbox_is_struck_out_once_it_has_left() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let outbox = site.get("/desk/outbox", &officer).await;
    says(&outbox, "1 message has not left yet");
    says(&outbox, &link);
    let id = messages_of(site.house(), site.hackney).await.unwrap()[0].id;
    let sent = site
        .post("/desk/outbox", &officer, &format!("message={id}"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let outbox = site.get("/desk/outbox", &officer).await;
    says(&outbox, "Every message has left");
    assert!(!outbox.html.contains(&link), "{}", outbox.html);
    let other = site
        .person("Officer of the City", &[(Role::Officer, Some(site.city))])
        .await;
    let other = site.sign_in(&other).await;
    let theirs = site
        .post("/desk/outbox", &other, &format!("message={id}"))
        .await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_paper_of_a_round_names_the_silent_and_says_what_is_missing() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let said = "do=save&going=On+course&happened=Two+halls+were+opened";
    site.post(&format!("{link}/1"), "", said).await;
    let paper = site.get("/hackney/progress/summer-2022", "").await;
    assert_eq!(paper.status, StatusCode::OK, "{}", paper.html);
    for words in [
        "1 of 2",
        "Eastside Housing has not answered yet",
        "Lower Lea Library was not asked",
        "Two halls were opened",
        "Equalities implications",
        "without a measure",
    ] {
        says(&paper, words);
    }
    let text = site
        .get("/hackney/progress/summer-2022/paper.txt", "")
        .await;
    says(&text, "Lower Lea Library was not asked");
    let paste = site
        .get("/hackney/progress/summer-2022/paper.html", "")
        .await;
    assert!(!paste.html.contains("class="), "{}", paste.html);
    // No printer is plugged in here, and the page offers none.
    let pdf = site
        .get("/hackney/progress/summer-2022/paper.pdf", "")
        .await;
    assert_eq!(pdf.status, StatusCode::NOT_FOUND);
    assert!(!paper.html.contains("paper.pdf"));
    let none = site.get("/hackney/progress/winter-1822", "").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// One origin flipped, and the mark is there; nothing else decides it.
#[tokio::test]
async fn the_mark_of_what_is_made_up_follows_the_origin() {
    for (origin, is_marked) in [(Origin::Entered, false), (Origin::Illustrative, true)] {
        let site = Site::new().await;
        let eastside = partner(&site, "Eastside Housing").await;
        let roles = vec![(eastside, Part::Lead)];
        outcome_from(&site, "Homes keep us well", roles, origin).await;
        let officer = site
            .person("Officer", &[(Role::Officer, Some(site.hackney))])
            .await;
        let officer = site.sign_in(&officer).await;
        let form = format!(
            "title=Summer+2022&{LAST_DAY}&about-eastside-housing=hackney%2Foutcome%2Fhomes-keep-us-well&{CONTACT_EASTSIDE}"
        );
        site.post("/desk/returns/new", &officer, &form).await;
        for page in [
            "/hackney/progress",
            "/hackney/outcomes/homes-keep-us-well",
            "/hackney/progress/summer-2022",
            "/hackney/progress/summer-2022/paper.txt",
            "/hackney/progress/summer-2022/paper.html",
        ] {
            let shown = site.get(page, "").await;
            assert_eq!(shown.status, StatusCode::OK, "{page}");
            let marked = shown.html.to_lowercase().contains("illustrative");
            assert_eq!(marked, is_marked, "{page} from {origin:?}: {}", shown.html);
        }
    }
}

#[tokio::test]
async fn a_link_opens_nothing_else() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    for there in ["/3", "/0", "/x", "/1/2"] {
        let page = site.get(&format!("{link}{there}"), "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{there}");
    }
    let cut = &link[..link.len() - 1];
    assert_eq!(site.get(cut, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.get("/desk/returns", "").await.status,
        StatusCode::SEE_OTHER
    );
    // 14 days to the last day and 90 of grace: after that the link has ended, by the machine's clock.
    site.clocks.pass(60 * 24 * 105);
    assert_eq!(site.get(&link, "").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_form_for_a_round_says_everything_that_is_missing_at_once() {
    let (site, officer) = site().await;
    let refused = site
        .post(
            "/desk/returns/new",
            &officer,
            &format!("{ABOUT_EASTSIDE}&email-eastside-housing=homes"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "Give the round a name");
    says(&refused, "Enter the last day");
    says(&refused, "Say whom the message to Eastside Housing reaches");
    says(&refused, "“homes” is not an e-mail address");
    let nobody = site
        .post(
            "/desk/returns/new",
            &officer,
            &format!("title=Summer&{LAST_DAY}"),
        )
        .await;
    says(&nobody, "Choose at least one partner");
}

#[tokio::test]
async fn an_outcome_is_made_and_changed_through_its_form() {
    let (site, officer) = site().await;
    let whole = "title=Fewer+adults+smoke&words=Fewer+people+cough&counted=Adults+who+smoke&unit=%25&cadence=yearly\
        &baseline=20&baseline_on-day=31&baseline_on-month=12&baseline_on-year=2016\
        &target=12%25&target_on-day=31&target_on-month=12&target_on-year=2024&lead=eastside-housing\
        &other-1=lower-lea-library&part-1=influence&state=live";
    let made = site.post("/desk/outcomes/new", &officer, whole).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let public = site.get("/hackney/outcomes/fewer-adults-smoke", "").await;
    says(&public, "Too early to say");
    says(
        &public,
        "20% at the start, 12% to be reached by December 2024",
    );
    says(&public, "influences");

    let form = site
        .get("/desk/outcomes/fewer-adults-smoke", &officer)
        .await;
    says(&form, "value=\"31\"");
    let same = whole.replace("target=12%25", "target=20");
    let refused = site
        .post(
            "/desk/outcomes/fewer-adults-smoke",
            &officer,
            &format!("{same}&revision=1"),
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&refused, "nothing would have to change");
    let ended = whole.replace("state=live", "state=ended");
    let stale = site
        .post(
            "/desk/outcomes/fewer-adults-smoke",
            &officer,
            &format!("{ended}&revision=0"),
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let changed = site
        .post(
            "/desk/outcomes/fewer-adults-smoke",
            &officer,
            &format!("{ended}&revision=1"),
        )
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.html);
    let gone = site.get("/hackney/outcomes/fewer-adults-smoke", "").await;
    assert_eq!(
        gone.status,
        StatusCode::NOT_FOUND,
        "an outcome that is not live is the board’s own"
    );
}

#[tokio::test]
async fn a_link_made_again_is_shown_once_and_the_old_one_opens_nothing() {
    let (site, officer) = site().await;
    let link = ask(&site, &officer, "Summer+2022").await;
    let chase = "/desk/returns/summer-2022/eastside-housing";
    says(&site.get(chase, &officer).await, "Make a new link");
    let made = site.post(&format!("{chase}/link"), &officer, "").await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.html);
    says(&made, "1 link that they had opens nothing any more");
    let at = made.html.find("/r/").expect("a link");
    let new = &made.html[at..at + "/r/".len() + 64];
    assert_eq!(site.get(&link, "").await.status, StatusCode::GONE);
    assert_eq!(site.get(new, "").await.status, StatusCode::OK);
    assert!(!site.get(chase, &officer).await.html.contains(new));

    site.post("/desk/returns/summer-2022/close", &officer, "")
        .await;
    let closed = site.post(&format!("{chase}/link"), &officer, "").await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    says(&closed, "No link was made: this round is closed");
}
