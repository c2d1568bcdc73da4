//! The strategy at the desk: from a name to the end; and the dates that two boards share.

use axum::http::StatusCode;
use board::strategy::{
    CreatePhase, CreateProgramme, create_phase, create_programme, phases_of, programme_of,
};
use board::vocabulary::{Origin, Role};
use jiff::civil::date;

use crate::site::Site;

pub(crate) const ROOM: &str = "/desk/strategy/well-together";
const CHAIR: &str = "approvers=Chair+of+the+board&due-day=1&due-month=10&due-year=2030";

/// The desk of an officer who also approves, with the strategy "Well together".
pub(crate) struct Desk {
    pub(crate) site: Site,
    pub(crate) officer: String,
}

impl Desk {
    pub(crate) async fn new() -> Self {
        let site = Site::new().await;
        let roles = [
            (Role::Officer, Some(site.hackney)),
            (Role::Approver, Some(site.hackney)),
        ];
        let officer = site.person("Board officer", &roles).await;
        let officer = site.sign_in(&officer).await;
        let new = "title=Well+together&from-day=1&from-month=4&from-year=2022&to-day=31&to-month=3&to-year=2026";
        let page = site.post("/desk/strategy/new", &officer, new).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        Self { site, officer }
    }

    pub(crate) async fn see(&self, room: &str) -> String {
        let page = self
            .site
            .get(&format!("{ROOM}/{room}"), &self.officer)
            .await;
        assert_eq!(page.status, StatusCode::OK, "{room}: {}", page.html);
        page.html
    }

    async fn standing(&self) -> String {
        self.site.get("/desk/strategy", &self.officer).await.html
    }

    pub(crate) async fn send(&self, act: &str, words: &str) {
        let page = self
            .site
            .post(&format!("{ROOM}/{act}"), &self.officer, words)
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.html);
    }

    async fn refused(&self, act: &str, words: &str) -> String {
        let page = self
            .site
            .post(&format!("{ROOM}/{act}"), &self.officer, words)
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        page.html
    }

    /// Asks the chair, who approves the words as they are.
    pub(crate) async fn approve(&self) {
        self.send("approval", CHAIR).await;
        let page = self.see("approval").await;
        let (ask, hash) = (field(&page, "ask"), field(&page, "hash"));
        self.send("approval/answer", &format!("ask={ask}&hash={hash}"))
            .await;
    }
}

/// The value of the first field with this name.
fn field(html: &str, name: &str) -> String {
    let (_, after) = html.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, value) = after.split_once("value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_strategy_is_approved_published_and_ended_at_the_desk() {
    let desk = Desk::new().await;
    let standing = desk.standing().await;
    assert!(
        standing.contains(&format!("{ROOM}/words")) && !standing.contains(&format!("{ROOM}/end")),
        "what nobody follows cannot end: {standing}"
    );
    let end = desk.site.get(&format!("{ROOM}/end"), &desk.officer).await;
    assert_eq!(end.status, StatusCode::NOT_FOUND);
    desk.send("words", "words=Homes+that+keep+us+well.").await;
    desk.approve().await;
    desk.send("approval/publish", "publish=").await;
    let page = desk.see("approval").await;
    assert!(
        page.contains("Version 1 is approved and published"),
        "{page}"
    );
    assert!(!page.contains("approval/publish"), "{page}");

    let revision = field(&desk.see("end").await, "revision");
    let mute = desk
        .refused("end", &format!("revision={revision}&because="))
        .await;
    assert!(mute.contains("href=\"#because\""), "{mute}");
    desk.send("end", &format!("revision={revision}&because=It+ran+out"))
        .await;
    let standing = desk.standing().await;
    assert!(
        standing.contains("The board follows no strategy now")
            && standing.contains("Well together has ended"),
        "{standing}"
    );
}

#[tokio::test]
async fn one_changed_word_makes_an_approval_void_and_every_room_says_so() {
    let desk = Desk::new().await;
    desk.send("words", "words=Homes+that+keep+us+well.").await;
    desk.approve().await;
    let warned = desk.see("words").await;
    assert!(
        warned.contains("1 approval of version 1 will be void"),
        "{warned}"
    );
    desk.send("words", "words=Homes+that+keep+everyone+well.")
        .await;
    let standing = desk.standing().await;
    assert!(
        standing.contains("1 approval is void: the words changed"),
        "{standing}"
    );
    let compared = desk.see("compare").await;
    assert!(
        compared.contains("1 paragraph changed after an approval, so 1 approval is void")
            && compared.contains("approved version 1 of 8 September 2022"),
        "{compared}"
    );
    let early = desk.refused("approval/publish", "publish=").await;
    assert!(
        early.contains("Not everybody who was asked has approved"),
        "{early}"
    );
    desk.approve().await;
    assert!(
        desk.standing()
            .await
            .contains("Everybody has approved these exact words")
    );
}

#[tokio::test]
async fn any_two_versions_are_compared_the_older_first() {
    let desk = Desk::new().await;
    for words in ["One", "One+two", "One+two+three"] {
        desk.send("words", &format!("words={words}")).await;
    }
    let page = desk.see("compare?newer=1&older=3").await;
    assert!(
        page.contains("Version 3 of 8 September 2022 against version 1 of 8 September 2022"),
        "{page}"
    );
    for nothing in ["newer=2&older=2", "newer=7", "newer=1"] {
        let page = desk
            .site
            .get(&format!("{ROOM}/compare?{nothing}"), &desk.officer)
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_priority_is_added_and_adopted_in_its_room() {
    let desk = Desk::new().await;
    let page = desk.refused("priorities", "name=Smoke-free").await;
    assert!(page.contains("value=\"Smoke-free\""), "{page}");
    desk.send("priorities", "name=Smoke-free&plain=Fewer+of+us+smoke.")
        .await;
    let page = desk.see("priorities").await;
    assert!(
        page.contains("1 priority waits for the board to adopt"),
        "{page}"
    );
    let (id, revision) = (field(&page, "priority"), field(&page, "revision"));
    desk.send(
        "priorities/adopt",
        &format!("priority={id}&revision={revision}"),
    )
    .await;
    let standing = desk.standing().await;
    assert!(standing.contains("1 priority, all adopted"), "{standing}");
}

/// A programme of both boards with one phase, from April to June 2022.
async fn shared_programme(site: &Site) {
    let programme = CreateProgramme {
        body_id: site.hackney,
        title: "Two strategies".to_owned(),
        slug: None,
        from: date(2022, 1, 1),
        to: date(2026, 1, 1),
        shared_with: vec![site.city],
        origin: Origin::Entered,
    };
    let programme = create_programme(site.house(), &site.operator(), programme)
        .await
        .unwrap();
    let phase = CreatePhase {
        programme_id: programme.record.id,
        title: "Agree it".to_owned(),
        position: 1,
        planned_start: date(2022, 4, 1),
        planned_end: date(2022, 7, 1),
        actual_start: Some(date(2022, 4, 1)),
        actual_end: None,
        words: None,
        origin: Origin::Entered,
    };
    create_phase(site.house(), &site.operator(), phase)
        .await
        .unwrap();
}

const PHASE: &str = "/desk/strategy/dates/agree-it";
const LATER: &str = "start-day=1&start-month=4&start-year=2022&last-day=30&last-month=9&last-year=2022\
                     &because=The+words+were+changed&until-day=22&until-month=9&until-year=2022";

/// The two boards with their programme, and an officer of the City's and of Hackney's board who are signed in.
async fn two_officers() -> (Site, String, String) {
    let site = Site::new().await;
    shared_programme(&site).await;
    let officer = async |name: &str, board| {
        let person = site.person(name, &[(Role::Officer, Some(board))]).await;
        site.sign_in(&person).await
    };
    let city = officer("City officer", site.city).await;
    let hackney = officer("Hackney officer", site.hackney).await;
    (site, city, hackney)
}

#[tokio::test]
async fn a_move_is_looked_over_before_it_is_asked() {
    let (site, city, _) = two_officers().await;
    let page = site.get(PHASE, &city).await;
    for words in [
        "value=\"30\"",
        "value=\"22\"",
        "proposal to Hackney Health and Wellbeing Board",
    ] {
        assert!(page.html.contains(words), "{words}: {}", page.html);
    }
    let empty = site.post(PHASE, &city, "start-day=40&because=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["#start-month", "#last-day", "#because"] {
        assert!(empty.html.contains(words), "{words}: {}", empty.html);
    }
    let moved = format!("{LATER}&revision=1");
    let backwards = moved.replace("last-year=2022", "last-year=2021");
    let refused = site.post(PHASE, &city, &backwards).await;
    assert!(
        refused.html.contains("must come after the first"),
        "{}",
        refused.html
    );
    let page = site.post(PHASE, &city, &moved).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let twice = site.post(PHASE, &city, &moved).await;
    assert_eq!(
        twice.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        twice.html
    );
}

#[tokio::test]
async fn a_shared_date_that_one_board_moves_waits_for_the_other() {
    let (site, city, hackney) = two_officers().await;
    site.post(PHASE, &city, &format!("{LATER}&revision=1"))
        .await;
    let said = "Last day moved by City Health and Wellbeing Board from 30 June 2022 to 30 September 2022, \
                not yet agreed by Hackney Health and Wellbeing Board";
    for (path, cookie) in [
        ("/desk/strategy", &city),
        ("/desk/strategy", &hackney),
        ("/city/programme", &String::new()),
        ("/hackney/programme", &String::new()),
    ] {
        let page = site.get(path, cookie).await;
        assert!(page.html.contains(said), "{path}: {}", page.html);
        assert!(
            page.html.contains("1 April 2022 to 30 June 2022"),
            "the old date stands: {}",
            page.html
        );
    }
    let work = site.get("/desk", &hackney).await;
    assert!(
        work.html.contains("Every board that shares this date"),
        "{}",
        work.html
    );
    let theirs = site.get("/desk", &city).await;
    assert!(
        !theirs.html.contains("Every board that shares this date"),
        "{}",
        theirs.html
    );
}

#[tokio::test]
async fn the_other_board_agrees_and_the_date_moves() {
    let (site, city, hackney) = two_officers().await;
    site.post(PHASE, &city, &format!("{LATER}&revision=1"))
        .await;
    let desk = site.get(PHASE, &hackney).await;
    let field = |name: &str| {
        let (_, after) = desk
            .html
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        after.split('"').next().unwrap().to_owned()
    };
    let (id, revision) = (field("move"), field("revision"));
    let answer = format!("{PHASE}/answer");
    let form = format!("move={id}&revision={revision}");
    let own = site
        .post(&answer, &city, &format!("{form}&answer=agree"))
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", own.html);
    for (words, field) in [("", "#answer"), ("&answer=refuse&reason=", "#reason")] {
        let page = site
            .post(&answer, &hackney, &format!("{form}{words}"))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html.contains(field), "{field}: {}", page.html);
    }
    let page = site
        .post(&answer, &hackney, &format!("{form}&answer=agree"))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let public = site.get("/hackney/programme", "").await;
    for words in ["1 April 2022 to 30 September 2022", "agreed by all boards"] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let programme = programme_of(site.house(), site.city)
        .await
        .unwrap()
        .unwrap();
    let phase = phases_of(site.house(), programme.record.id)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(phase.planned_end, date(2022, 10, 1));
}

#[tokio::test]
async fn a_proposed_date_is_withdrawn_by_the_board_that_proposed_it() {
    let (site, city, hackney) = two_officers().await;
    site.post(PHASE, &city, &format!("{LATER}&revision=1"))
        .await;
    let desk = site.get(PHASE, &city).await.html;
    let form = format!(
        "move={}&revision={}",
        field(&desk, "move"),
        field(&desk, "revision")
    );
    let theirs = site.get(PHASE, &hackney).await;
    assert!(!theirs.html.contains("Withdraw it"), "{}", theirs.html);
    let withdraw = format!("{PHASE}/withdraw");
    let mute = site.post(&withdraw, &city, &form).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        mute.html.contains("href=\"#withdraw-because\""),
        "{}",
        mute.html
    );
    let form = format!("{form}&withdraw-because=The+words+are+ready");
    let stranger = site.post(&withdraw, &hackney, &form).await;
    assert_eq!(stranger.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = site.post(&withdraw, &city, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let work = site.get("/desk", &hackney).await;
    assert!(
        !work.html.contains("Every board that shares this date"),
        "{}",
        work.html
    );
    let told =
        "withdrawn by City Health and Wellbeing Board on 8 September 2022: “The words are ready”";
    for (page, cookie) in [(PHASE, hackney.as_str()), ("/hackney/programme", "")] {
        let page = site.get(page, cookie).await;
        assert!(page.html.contains(told), "{}", page.html);
    }
}

#[tokio::test]
async fn a_refused_date_says_why_and_a_board_without_a_programme_has_no_page_of_it() {
    let site = Site::new().await;
    assert_eq!(
        site.get("/city/programme", "").await.status,
        StatusCode::NOT_FOUND
    );
    shared_programme(&site).await;
    let both = site
        .person(
            "Officer of both",
            &[
                (Role::Officer, Some(site.hackney)),
                (Role::Officer, Some(site.city)),
            ],
        )
        .await;
    let cookie = site.sign_in(&both).await;
    let page = site
        .post(PHASE, &cookie, &format!("{LATER}&revision=1"))
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
    let programme = programme_of(site.house(), site.city)
        .await
        .unwrap()
        .unwrap();
    let told = board::strategy::date_moves(site.house(), programme.record.id, date(2022, 9, 8))
        .await
        .unwrap()
        .remove(0);
    let refuse = board::strategy::AnswerMove {
        board_id: told.asked[0].1.to_body.unwrap(),
        move_id: told.moved.record.id,
        seen_revision: told.moved.record.revision,
        refuse_because: Some("Our election is in May".to_owned()),
    };
    board::strategy::answer_move(site.house(), &site.operator(), refuse)
        .await
        .unwrap();
    let public = site.get("/hackney/programme", "").await;
    for words in [
        "refused by",
        "Our election is in May",
        "1 April 2022 to 30 June 2022",
    ] {
        assert!(public.html.contains(words), "{words}: {}", public.html);
    }
    let desk = site.get(PHASE, &cookie).await;
    assert!(
        desk.html.contains("Propose these days"),
        "it can be asked anew: {}",
        desk.html
    );
}

#[tokio::test]
async fn what_is_drafted_of_a_public_strategy_is_found_nowhere_until_it_is_published() {
    let desk = Desk::new().await;
    let nowhere: Vec<String> = Vec::new();
    desk.send("words", "words=Homes+that+keep+us+well.").await;
    desk.approve().await;
    desk.send("approval/publish", "publish=").await;
    let first = desk.site.public_pages_with("keep us well", "homes").await;
    assert!(
        first
            .iter()
            .any(|page| page.starts_with("/thread/hackney/paragraph/")),
        "{first:?}"
    );
    let words = "words=Homes+that+keep+us+well.%0D%0A%0D%0AZebras+graze+here.";
    desk.send("words", words).await;
    assert_eq!(
        desk.site.public_pages_with("graze here", "zebras").await,
        nowhere
    );
    desk.approve().await;
    assert_eq!(
        desk.site.public_pages_with("graze here", "zebras").await,
        nowhere
    );
    desk.send("approval/publish", "publish=").await;
    let second = desk.site.public_pages_with("graze here", "zebras").await;
    assert!(
        second
            .iter()
            .any(|page| page.starts_with("/thread/hackney/paragraph/")),
        "{second:?}"
    );
}
