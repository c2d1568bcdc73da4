//! The thread of a record, broken joins and their rules, the audit log, the desk, and pages of single records.

use axum::http::StatusCode;
use board::Who;
use board::asks::{self, AskAct, AskEventKind, NewAsk, NewRound, RoundPurpose};
use board::delivery::{NewAction, create_action};
use board::joins::{ADDRESSES, DELIVERS};
use board::needs::NEED;
use board::places::{
    AreaType, BodyType, CreateArea, CreateBody, JoinAreas, PartKind, create_area, create_body,
    join_areas,
};
use board::runner::{Change, Permission};
use board::strategy::PRIORITY;
use board::thread::{NewRecord, by_id};
use board::vocabulary::{Kind, Origin, RecordId, Role, Visibility};
use jiff::civil::{Date, date};

use crate::site::Site;

const ANYTHING: Permission = Permission::of("prepare a test", &[Role::Officer]);

struct Thread {
    site: Site,
    need: RecordId,
    action: RecordId,
}

fn on(site: &Site, today: Date) -> Who {
    Who {
        today,
        ..site.operator()
    }
}

/// A need, a priority that answers it and an action that delivers it, about which a partner was asked and is late.
async fn thread() -> Thread {
    let site = Site::new().await;
    let (house, board) = (site.house(), site.hackney);
    let mut new = NewAction::new(board, "Stop smoking help on estates");
    new.owner_words = Some("Head of public health".to_owned());
    new.origin = Origin::Illustrative;
    let action = create_action(house, &on(&site, date(2022, 5, 19)), new)
        .await
        .unwrap();
    let action = action.record.id;
    let partner = CreateBody {
        name: "Canal Trust Hospital".to_owned(),
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
    let partner = create_body(house, &site.operator(), partner).await.unwrap();
    let mut act = house
        .begin(&on(&site, date(2022, 7, 1)), &ANYTHING, Some(board))
        .await
        .unwrap();
    let mut make = async |kind: Kind, title: &str, state: &'static str| {
        let new = NewRecord::new(kind, Some(board), title, state);
        act.create(new).await.unwrap().id
    };
    let need = make(
        NEED,
        "Smoking is highest where money is tightest",
        "published",
    )
    .await;
    let priority = make(PRIORITY, "A smoke-free Hackney", "adopted").await;
    act.link(priority, ADDRESSES, need, None).await.unwrap();
    act.link(action, DELIVERS, priority, None).await.unwrap();
    let round = NewRound {
        body_id: board,
        title: "Summer 2022".to_owned(),
        slug: None,
        purpose: RoundPurpose::Returns,
        opens: date(2022, 7, 1),
        closes: date(2022, 8, 31),
        origin: Origin::Illustrative,
    };
    let round = asks::open_round(&mut act, round).await.unwrap();
    let ask = NewAsk {
        round_id: Some(round.record.id),
        about_id: action,
        act: AskAct::Answer,
        to_body: Some(partner.record.id),
        to_person: None,
        to_role: None,
        due: date(2022, 8, 31),
        step: 0,
    };
    let ask = asks::ask(&mut act, ask).await.unwrap();
    asks::record_event(&mut act, &ask, AskEventKind::Reminded, None)
        .await
        .unwrap();
    act.commit().await.unwrap();
    Thread { site, need, action }
}

const ACTION: &str = "/hackney/actions/stop-smoking-help-on-estates";
const THREAD: &str = "/thread/hackney/action/stop-smoking-help-on-estates";

async fn officer(site: &Site) -> String {
    let person = site
        .person("Board officer", &[(Role::Officer, Some(site.hackney))])
        .await;
    site.sign_in(&person).await
}

fn assert_says(html: &str, words: &[&str]) {
    for words in words {
        assert!(html.contains(words), "“{words}” is not in {html}");
    }
}

#[tokio::test]
async fn the_thread_says_why_so_what_and_what_is_missing() {
    let Thread { site, .. } = thread().await;
    let page = site.get(THREAD, "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_says(
        &page.html,
        &[
            "We can say why this action exists, but not yet whether it helps",
            "Delivers: a priority",
            "href=\"/hackney/priorities/a-smoke-free-hackney\"",
            "Canal Trust Hospital is 8 days late",
            "reminded once",
            "No date by which it is to be done",
            "Missing: Serves an outcome",
            "Missing for 112 days, since 19 May.",
            "the board officer.",
            "aria-current=\"step\"",
            "cw-thread__item--broken",
            "commonweal thread show hackney/action/stop-smoking-help-on-estates",
            "Illustrative",
        ],
    );
    assert!(!page.html.contains("/desk/audit"), "the public has no desk");
    let cookie = officer(&site).await;
    let page = site.get(THREAD, &cookie).await;
    assert_says(&page.html, &["/desk/audit?about=hackney", "/desk/joins"]);
}

#[tokio::test]
async fn a_thread_that_one_may_not_see_is_not_there() {
    let Thread { site, need, .. } = thread().await;
    for path in [
        "/thread/hackney/action/nothing",
        "/thread/nobody/action/stop-smoking-help-on-estates",
        "/thread/hackney/ACTION/x",
        "/thread/-/dragon/x",
    ] {
        assert_eq!(
            site.get(path, "").await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let record = by_id(site.house(), need).await.unwrap().unwrap();
    let mut act = site
        .house()
        .begin(&site.operator(), &ANYTHING, Some(site.hackney))
        .await
        .unwrap();
    let hide = Change {
        visibility: Some(Visibility::Restricted),
        ..Change::default()
    };
    act.change(need, record.revision, hide).await.unwrap();
    act.commit().await.unwrap();
    let own = format!("/thread/{}", record.reference());
    assert_eq!(site.get(&own, "").await.status, StatusCode::NOT_FOUND);
    let priority = site
        .get("/thread/hackney/priority/a-smoke-free-hackney", "")
        .await;
    assert!(
        !priority.html.contains("money is tightest"),
        "{}",
        priority.html
    );
    let cookie = officer(&site).await;
    assert_eq!(site.get(&own, &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn single_records_have_pages_with_their_strip() {
    let Thread { site, .. } = thread().await;
    let action = site.get(ACTION, "").await;
    assert_eq!(action.status, StatusCode::OK, "{}", action.html);
    assert_says(
        &action.html,
        &[
            "Head of public health is to do this without a date.",
            "No date",
            "8 days late",
            THREAD,
            "cw-thread__item--here",
        ],
    );
    let need = site
        .get(
            "/hackney/needs/smoking-is-highest-where-money-is-tightest",
            "",
        )
        .await;
    // The need was made without its own columns, as no use case would.
    assert_eq!(need.status, StatusCode::NOT_FOUND);
    for path in [
        "/hackney/dragons/x",
        "/hackney/actions/x",
        "/city/actions/stop-smoking-help-on-estates",
    ] {
        assert_eq!(
            site.get(path, "").await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_kind_with_a_path_has_a_page() {
    let site = Site::new().await;
    for spec in site.house().registry().all_kinds() {
        let Some(path) = spec.path else { continue };
        let mut act = site
            .house()
            .begin(&site.operator(), &ANYTHING, Some(site.hackney))
            .await
            .unwrap();
        let new = NewRecord::new(spec.kind, Some(site.hackney), "A record", spec.states[0]);
        let record = act.create(new).await.unwrap();
        act.commit().await.unwrap();
        let page = site
            .get(&format!("/hackney/{path}/{}", record.slug), "")
            .await;
        // A page of the kind's own may miss columns that no use case leaves out; it must not fail.
        assert!(
            !page.status.is_server_error(),
            "{}: {}",
            spec.kind,
            page.status
        );
        let thread = site
            .get(&format!("/thread/{}", record.reference()), "")
            .await;
        assert_eq!(thread.status, StatusCode::OK, "{}", spec.kind);
    }
}

#[tokio::test]
async fn broken_joins_are_listed_and_a_rule_is_switched_off_with_a_reason() {
    let Thread { site, .. } = thread().await;
    let cookie = officer(&site).await;
    let page = site.get("/desk/joins", &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_says(
        &page.html,
        &[
            "and the oldest has waited since 19 May",
            "An open action. No date by which it is to be done. The board officer could mend it.",
            "112 days",
            "Need, published",
            "Is delivered by an action",
        ],
    );
    assert!(
        !page.html.contains("Add a rule"),
        "an officer of one board does not make rules for all"
    );
    for way_on in [">Set a date", ">Choose a level", ">Join it up"] {
        let (before, _) = page.html.split_once(way_on).unwrap();
        let href = before.rsplit("href=\"").next().unwrap();
        let href = href.split('"').next().unwrap().replace("&amp;", "&");
        assert!(href.starts_with("/desk/"), "{way_on}: {href}");
    }
    let filtered = site.get("/desk/joins?kind=priority", &cookie).await;
    assert!(
        !filtered
            .html
            .contains("No date by which it is to be done. The board"),
        "{}",
        filtered.html
    );

    let rule = "rule=action%2Fopen%2Fpart%2Fdue+date";
    let empty = site
        .post(
            "/desk/joins",
            &cookie,
            &format!("{rule}&switch=off&because=+"),
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&empty.html, &["Say why this rule does not matter for now"]);
    let passed = "&switch=off&because=Being+read+in&until-day=1&until-month=9&until-year=2022";
    let passed = site
        .post("/desk/joins", &cookie, &format!("{rule}{passed}"))
        .await;
    assert_eq!(passed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(
        &passed.html,
        &["Choose a day after 8 September 2022", "Being read in"],
    );

    let off = "&switch=off&because=Being+read+in&until-day=1&until-month=10&until-year=2022";
    let done = site
        .post("/desk/joins", &cookie, &format!("{rule}{off}"))
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site.get("/desk/joins", &cookie).await;
    assert_says(
        &page.html,
        &[
            "<strong>Off</strong> until 1 October 2022, because: Being read in",
            "Switch on",
        ],
    );
    assert!(
        !page
            .html
            .contains("No date by which it is to be done. The board"),
        "{}",
        page.html
    );

    let on = site
        .post("/desk/joins", &cookie, &format!("{rule}&switch=on"))
        .await;
    assert_eq!(on.status, StatusCode::SEE_OTHER);
    let page = site.get("/desk/joins", &cookie).await;
    assert_says(
        &page.html,
        &["No date by which it is to be done. The board officer could mend it."],
    );
    let unknown = site
        .post("/desk/joins", &cookie, "rule=none&switch=off&because=x")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_administrator_adds_a_rule_and_the_report_asks_it() {
    let Thread { site, .. } = thread().await;
    let person = site
        .person(
            "Administrator",
            &[
                (Role::Administrator, None),
                (Role::Officer, Some(site.hackney)),
            ],
        )
        .await;
    let cookie = site.sign_in(&person).await;
    let chosen = site.post("/desk/board", &cookie, "board=hackney").await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    let rule = "records=action%2Fopen&expects=up%2Farose+from&message=Nobody+knows+where+it+came+from&mended-by=the+board+officer";
    let nothing = site
        .post(
            "/desk/joins/rules",
            &cookie,
            "records=&expects=&message=&mended-by=",
        )
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(
        &nothing.html,
        &[
            "Choose the records that it is about",
            "Choose what they must have",
        ],
    );
    let done = site.post("/desk/joins/rules", &cookie, rule).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let page = site.get("/desk/joins", &cookie).await;
    assert_says(
        &page.html,
        &[
            "An open action. Nobody knows where it came from.",
            "On, added here",
        ],
    );
    let twice = site.post("/desk/joins/rules", &cookie, rule).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&twice.html, &["There is such a rule already"]);
}

#[tokio::test]
async fn the_log_is_read_by_record_and_verified() {
    let Thread { site, .. } = thread().await;
    let cookie = officer(&site).await;
    let page = site.get("/desk/audit", &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_says(
        &page.html,
        &[
            "What was done in Hackney",
            "<strong>Command line</strong>: add an action",
            "made the action",
        ],
    );
    let about = site
        .get(
            "/desk/audit?about=hackney/action/stop-smoking-help-on-estates",
            &cookie,
        )
        .await;
    assert_says(
        &about.html,
        &["What was done to “Stop smoking help on estates”"],
    );
    let wrong = site.get("/desk/audit?about=nonsense", &cookie).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_says(&wrong.html, &["is not a reference"]);
    let verified = site.get("/desk/audit?verify=yes", &cookie).await;
    assert_says(&verified.html, &["Holds", "entries read"]);
    assert!(
        !verified.html.contains("The installation"),
        "an officer sees the log of their own board"
    );
    let theirs = site.get("/desk/audit?chain=installation", &cookie).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);

    let person = site
        .person("Administrator", &[(Role::Administrator, None)])
        .await;
    let administrator = site.sign_in(&person).await;
    let page = site
        .get("/desk/audit?chain=installation&verify=yes", &administrator)
        .await;
    assert_says(
        &page.html,
        &["The installation", "What was done in this installation"],
    );
}

#[tokio::test]
async fn the_desk_says_what_needs_somebody_now() {
    let Thread { site, .. } = thread().await;
    let cookie = officer(&site).await;
    let page = site.get("/desk", &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_says(
        &page.html,
        &[
            "2 things need you now",
            "Stop smoking help on estates: no answer from Canal Trust Hospital",
            "was 31 August 2022",
            "It has no date.",
            "0 of 1 answered",
            "Mend them",
        ],
    );
    assert_eq!(
        page.html.matches("class=\"govuk-button\"").count(),
        1,
        "only the first is solid"
    );
    let somebody = site.person("Somebody", &[]).await;
    let cookie = site.sign_in(&somebody).await;
    let page = site.get("/desk", &cookie).await;
    assert_says(
        &page.html,
        &["Nothing needs you now", "You hold no role in a board"],
    );
}

#[tokio::test]
async fn a_ward_stands_on_one_page() {
    let Thread { site, action, .. } = thread().await;
    assert!(by_id(site.house(), action).await.unwrap().is_some());
    let area = async |name: &str, area_type: AreaType| {
        let new = CreateArea {
            name: name.to_owned(),
            slug: None,
            code: None,
            area_type,
            level: None,
            population: Some(13_000),
            origin: Origin::Illustrative,
        };
        create_area(site.house(), &site.operator(), new)
            .await
            .unwrap()
            .record
            .id
    };
    let borough = area("Hackney", AreaType::Authority).await;
    let ward = area("Lower Lea", AreaType::Ward).await;
    let part = JoinAreas {
        whole_id: borough,
        part_id: ward,
        kind: PartKind::Locality,
        share: None,
        from: date(2020, 1, 1),
        to: None,
        correction: None,
    };
    join_areas(site.house(), &site.operator(), part)
        .await
        .unwrap();
    let board = CreateBody {
        name: "Lower Lea Health and Wellbeing Board".to_owned(),
        public_name: None,
        slug: Some("lower-lea".parse().unwrap()),
        body_type: BodyType::Board,
        area_id: Some(borough),
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    create_body(site.house(), &site.operator(), board)
        .await
        .unwrap();
    let page = site.get("/lower-lea/wards/lower-lea", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_says(
        &page.html,
        &[
            "Lower Lea on one page",
            "13,000 residents",
            "No need has been published yet",
        ],
    );
    assert_eq!(
        site.get("/hackney/wards/lower-lea", "").await.status,
        StatusCode::NOT_FOUND
    );
}
