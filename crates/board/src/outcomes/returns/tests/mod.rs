//! A round from asking to freezing, on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod files;

use jiff::civil::date;
use testkit::FakeClocks;

use super::*;
use crate::access::{Purpose, Secret, Token, TokenRefused, check_token};
use crate::asks::AskState;
use crate::outcomes::{
    Cadence, CreateOutcome, Figures, FiguresUnavailable, Measure, NoFigures, Part, Point, Verdict,
    create_outcome, progress_of,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::portal::messages_about;
use crate::questions::Answers;
use crate::runner::Who;
use crate::thread;
use crate::vocabulary::{Actor, Origin};

fn who(days: i64) -> Who {
    let FakeClocks { today, now } = FakeClocks::default().days_later(days);
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

async fn body(house: &House, name: &str, body_type: BodyType) -> RecordId {
    let new = CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    create_body(house, &who(0), new).await.unwrap().record.id
}

#[expect(
    clippy::struct_field_names,
    reason = "the record of the round is one of its parts"
)]
struct Round {
    board: RecordId,
    partner: RecordId,
    outcomes: Vec<RecordId>,
    round: RecordId,
    secret: Secret,
}

/// A board that asked Eastside Housing about two outcomes, due in 14 days, and the library about none.
async fn asked(house: &House) -> Round {
    let board = body(house, "Hackney board", BodyType::Board).await;
    let partner = body(house, "Eastside Housing", BodyType::Partner).await;
    let library = body(house, "Lower Lea Library Service", BodyType::Partner).await;
    let mut outcomes = Vec::new();
    for (title, others) in [
        ("Fewer adults smoke", vec![]),
        ("More people online", vec![(library, Part::Influence)]),
    ] {
        let mut roles = vec![(partner, Part::Lead)];
        roles.extend(others);
        let new = CreateOutcome {
            body_id: board,
            title: title.to_owned(),
            slug: None,
            plain_words: "In plain words.".to_owned(),
            priorities: Vec::new(),
            measure: Some(Measure {
                counted: "Adults who smoke".to_owned(),
                unit: "%".to_owned(),
                indicator_id: None,
                area_id: None,
                baseline: Some(20.0),
                baseline_on: Some(date(2016, 12, 31)),
                baseline_receipt: None,
                target: Some(12.0),
                target_on: Some(date(2024, 12, 31)),
                cadence: Cadence::Yearly,
            }),
            roles,
            live: true,
            origin: Origin::Illustrative,
        };
        outcomes.push(create_outcome(house, &who(0), new).await.unwrap().record.id);
    }
    let (round, secret) = ask(house, board, partner, &outcomes, "Summer 2022", 0).await;
    Round {
        board,
        partner,
        outcomes,
        round,
        secret,
    }
}

async fn ask(
    house: &House,
    board: RecordId,
    partner: RecordId,
    about: &[RecordId],
    title: &str,
    days: i64,
) -> (RecordId, Secret) {
    let new = RequestReturns {
        body_id: board,
        title: title.to_owned(),
        slug: None,
        closes: who(days + 14).today,
        partners: vec![AskedPartner {
            body_id: partner,
            contact: "Head of homes".to_owned(),
            email: "homes@eastside.example".parse().unwrap(),
            about: about.to_vec(),
        }],
        address: "https://board.example".to_owned(),
        origin: Origin::Illustrative,
    };
    let mut done = request_returns(house, &who(days), new).await.unwrap();
    (done.round.record.id, done.links.remove(0).1)
}

async fn open(house: &House, secret: &Secret, days: i64) -> Token {
    check_token(house, &secret.text(), Purpose::Return, who(days).now)
        .await
        .unwrap()
}

fn by_link(link: &Token, days: i64) -> Who {
    Who {
        actor: link.holder("Eastside Housing").unwrap(),
        ..who(days)
    }
}

fn going(view: &str) -> Answers {
    [(GOING, view), (HAPPENED, "A third session opened.")]
        .into_iter()
        .map(|(id, value)| (id.to_owned(), value.to_owned()))
        .collect()
}

async fn answer(
    house: &House,
    link: &Token,
    days: i64,
    place: usize,
    answer: ReturnAnswer,
) -> Result<(), ReturnError> {
    let today = who(days).today;
    let returns = partner_returns(house, link, today).await.unwrap().unwrap();
    let ask = returns.tasks[place].ask.id;
    save_return(house, &by_link(link, days), link, ask, answer).await
}

async fn round_on(house: &House, it: &Round, days: i64) -> RoundStanding {
    let round = crate::asks::round(house, it.round).await.unwrap().unwrap();
    standing_of(house, &round, who(days).today).await.unwrap()
}

async fn entries(house: &House) -> usize {
    crate::audit::newest(house, None, 10_000)
        .await
        .unwrap()
        .len()
}

/// Smoking at one value in 2020.
struct Smoking(f64);

#[async_trait::async_trait]
impl Figures for Smoking {
    async fn series(&self, _: RecordId, _: RecordId) -> Result<Vec<Point>, FiguresUnavailable> {
        Ok(vec![Point {
            period: "2020".to_owned(),
            ends: date(2020, 12, 31),
            value: self.0,
            limits: None,
            origin: Origin::Illustrative,
            receipt: Some("R-7K3M-Q2XD".to_owned()),
        }])
    }
}

testkit::store_tests! {
    in crate;

    async fn opening_a_link_changes_nothing(house) {
        let it = asked(&house).await;
        let before = entries(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let mut returns = partner_returns(&house, &link, who(0).today).await.unwrap().unwrap();
        assert_eq!(returns.tasks.len(), 2);
        assert_eq!(returns.tasks[0].part, Some(Part::Lead));
        assert_eq!(returns.contact.as_deref(), Some("Head of homes"));
        assert_eq!(entries(&house).await, before);
        assert_eq!(returns.answered(), 0);
        let partner = returns.partner.title.clone();
        assert_eq!(returns.addressee(), format!("Head of homes, {partner}"));
        returns.contact = Some(format!("Chief executive, {partner}"));
        assert_eq!(returns.addressee(), format!("Chief executive, {partner}"), "named once");
    }

    async fn each_partner_gets_one_message_with_one_link(house) {
        let it = asked(&house).await;
        let messages = messages_about(&house, it.round).await.unwrap();
        assert_eq!(messages.len(), 1);
        assert!(messages[0].words.contains(&format!("https://board.example/r/{}", it.secret.text())));
        assert_eq!(messages[0].subject, "Summer 2022: 2 things to tell us, by 22 September 2022");
        crate::portal::mark_message_sent(&house, &who(0), messages[0].id).await.unwrap();
        let sent = messages_about(&house, it.round).await.unwrap();
        assert!(!sent[0].words.contains(&it.secret.text()), "whoever reads it at a desk cannot answer by it");
        assert!(sent[0].sent_at.is_some());
    }

    async fn whoever_should_have_been_asked_and_was_not_is_named(house) {
        let it = asked(&house).await;
        let standing = round_on(&house, &it, 0).await;
        let counts = standing.counts();
        assert_eq!((counts.asked, counts.not_asked), (2, 1));
        let online = standing.of(it.outcomes[1]).unwrap();
        assert_eq!(online.partners[1].silence().unwrap(), "Lower Lea Library Service was not asked.");
    }

    async fn saving_is_not_answering_and_answering_can_be_repeated(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 1).await;
        answer(&house, &link, 1, 0, ReturnAnswer::Save(going("Slipping"))).await.unwrap();
        let saved = partner_returns(&house, &link, who(1).today).await.unwrap().unwrap();
        assert!(saved.tasks[0].is_draft);
        assert_eq!(saved.tasks[0].state, AskState::ToDo);
        assert_eq!(saved.tasks[0].answers[GOING], "Slipping");
        assert_eq!(round_on(&house, &it, 1).await.counts().answered, 0);

        answer(&house, &link, 2, 0, ReturnAnswer::Answer(going("Stuck"))).await.unwrap();
        answer(&house, &link, 3, 0, ReturnAnswer::Answer(going("On course"))).await.unwrap();
        let standing = round_on(&house, &it, 3).await;
        let smoking = &standing.of(it.outcomes[0]).unwrap().partners[0];
        assert_eq!(smoking.view(), Some(View::OnCourse));
        assert_eq!(smoking.status(), "Answered 11 September");
    }

    async fn a_form_without_the_one_needed_answer_is_refused(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let wrong = Answers::from([(NUMBER.to_owned(), "about 40".to_owned())]);
        let refused = answer(&house, &link, 0, 0, ReturnAnswer::Answer(wrong)).await.unwrap_err();
        let ReturnError::Problems(problems) = refused else { panic!("{refused:?}") };
        let ids: Vec<&str> = problems.iter().map(crate::questions::AnswerProblem::stable_id).collect();
        assert_eq!(ids, [GOING, NUMBER]);
    }

    async fn two_answers_need_no_typing(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let nothing = answer(&house, &link, 0, 0, ReturnAnswer::Unchanged).await;
        assert!(matches!(nothing, Err(ReturnError::NothingBefore)));
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(going("Slipping"))).await.unwrap();
        answer(&house, &link, 0, 1, ReturnAnswer::NotHeld).await.unwrap();
        assert!(round_on(&house, &it, 0).await.of(it.outcomes[1]).unwrap().partners[0].does_not_hold());

        let (_, secret) = ask(&house, it.board, it.partner, &it.outcomes, "Autumn 2022", 30).await;
        let link = open(&house, &secret, 30).await;
        answer(&house, &link, 30, 0, ReturnAnswer::Unchanged).await.unwrap();
        let returns = partner_returns(&house, &link, who(30).today).await.unwrap().unwrap();
        assert_eq!(returns.tasks[0].answers[GOING], "Slipping", "the view stands");
        assert_eq!(returns.tasks[0].answers[HAPPENED], "", "the words are not said again as if they were new");
        assert_eq!(returns.tasks[0].last().unwrap().round.title, "Summer 2022");
    }

    async fn a_copy_goes_out_when_everything_is_answered(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(going("Slipping"))).await.unwrap();
        assert_eq!(messages_about(&house, it.round).await.unwrap().len(), 1);
        answer(&house, &link, 0, 1, ReturnAnswer::NotHeld).await.unwrap();
        let messages = messages_about(&house, it.round).await.unwrap();
        assert_eq!(messages.len(), 2);
        let copy = messages.iter().find(|it| it.subject.starts_with("What you sent")).unwrap();
        assert!(copy.words.contains("How it is going: Slipping"), "{}", copy.words);
        assert!(copy.words.contains("We do not hold this"), "{}", copy.words);
    }

    async fn a_link_opens_nothing_of_another_partner_or_round(house) {
        let it = asked(&house).await;
        let other = body(&house, "Wick Family Centre", BodyType::Partner).await;
        let (_, secret) = ask(&house, it.board, other, &it.outcomes, "Autumn 2022", 0).await;
        let theirs = open(&house, &secret, 0).await;
        let mine = open(&house, &it.secret, 0).await;
        let returns = partner_returns(&house, &mine, who(0).today).await.unwrap().unwrap();
        let ask_id = returns.tasks[0].ask.id;
        let refused = save_return(&house, &by_link(&theirs, 0), &theirs, ask_id, ReturnAnswer::NotHeld).await;
        assert!(matches!(refused, Err(ReturnError::Runner(RunnerError::NotFound { .. }))));
    }

    async fn the_silent_are_chased_and_named(house) {
        let it = asked(&house).await;
        let address = "https://board.example".to_owned();
        let remind = || RemindPartner { round_id: it.round, partner: it.partner, address: address.clone() };
        remind_partner(&house, &who(16), remind()).await.unwrap();
        remind_partner(&house, &who(20), remind()).await.unwrap();
        let late = round_on(&house, &it, 20).await;
        let place = &late.of(it.outcomes[0]).unwrap().partners[0];
        assert_eq!(place.status(), "6 days late");
        assert_eq!(
            place.silence().unwrap(),
            "Eastside Housing has not answered; asked 8 September, due 22 September, reminded twice."
        );
        assert_eq!(messages_about(&house, it.round).await.unwrap().len(), 3);

        let told = EscalatePartner {
            round_id: it.round,
            partner: it.partner,
            to_name: "Director of homes".to_owned(),
            to: "director@eastside.example".parse().unwrap(),
        };
        escalate_partner(&house, &who(21), told).await.unwrap();
        close_returns(&house, &who(22), &NoFigures, it.round).await.unwrap();
        let closed = round_on(&house, &it, 22).await;
        assert_eq!(closed.counts().silent, 2);
        assert_eq!(
            closed.of(it.outcomes[0]).unwrap().partners[0].silence().unwrap(),
            "Eastside Housing did not answer; asked 8 September, reminded twice, then put to somebody senior."
        );
        assert!(matches!(remind_partner(&house, &who(22), remind()).await, Err(RemindPartnerError::Closed)));
    }

    async fn a_late_partner_who_answers_is_no_longer_silent(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 20).await;
        answer(&house, &link, 20, 0, ReturnAnswer::Answer(going("Stuck"))).await.unwrap();
        let standing = round_on(&house, &it, 20).await;
        assert_eq!(standing.of(it.outcomes[0]).unwrap().partners[0].silence(), None);
        assert_eq!(standing.counts().late, 1);
    }

    async fn more_time_is_more_time(house) {
        let it = asked(&house).await;
        let mut input = ExtendPartner {
            round_id: it.round,
            partner: it.partner,
            about_id: Some(it.outcomes[0]),
            until: date(2022, 9, 22),
            why: "A new manager".to_owned(),
        };
        let refused = extend_partner(&house, &who(0), input.clone()).await;
        assert!(matches!(refused, Err(ExtendPartnerError::NotLater)));
        input.until = date(2022, 10, 7);
        extend_partner(&house, &who(0), input).await.unwrap();
        let standing = round_on(&house, &it, 20).await;
        assert_eq!((standing.counts().extended, standing.counts().late), (1, 1));
        let place = &standing.of(it.outcomes[0]).unwrap().partners[0];
        assert_eq!(place.status(), "More time to 7 October");
        assert_eq!(
            place.silence().unwrap(),
            "Eastside Housing has more time, until 7 October 2022; asked 8 September."
        );
    }

    async fn a_deputy_gets_a_link_of_their_own_and_both_work(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let input = PassReturns {
            to_name: "Deputy head".to_owned(),
            to: "deputy@eastside.example".parse().unwrap(),
            address: "https://board.example".to_owned(),
        };
        pass_returns(&house, &by_link(&link, 0), &link, input).await.unwrap();
        let message = messages_about(&house, it.round).await.unwrap().into_iter()
            .find(|message| message.to_name == "Deputy head").unwrap();
        assert!(message.words.contains("Head of homes has passed you"), "{}", message.words);
        let secret = message.words.split("/r/").nth(1).unwrap().get(..64).unwrap();
        let theirs = check_token(&house, secret, Purpose::Return, who(0).now).await.unwrap();
        answer(&house, &theirs, 1, 0, ReturnAnswer::NotHeld).await.unwrap();
        answer(&house, &link, 2, 0, ReturnAnswer::Answer(going("Stuck"))).await.unwrap();
        let standing = round_on(&house, &it, 2).await;
        assert_eq!(standing.counts().delegated, 2);
        assert_eq!(standing.of(it.outcomes[0]).unwrap().partners[0].view(), Some(View::Stuck));
    }

    async fn a_link_made_again_withdraws_those_before_and_keeps_what_they_answered(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        answer(&house, &link, 0, 0, ReturnAnswer::NotHeld).await.unwrap();
        let again = RenewLink { round_id: it.round, partner: it.partner };
        let stranger = RenewLink { partner: it.board, ..again };
        let nobody = renew_link(&house, &who(1), stranger).await;
        assert!(matches!(nobody, Err(RenewLinkError::NotAsked)));
        let made = renew_link(&house, &who(1), again).await.unwrap();
        assert_eq!(made.withdrawn, 1);
        let old = check_token(&house, &it.secret.text(), Purpose::Return, who(1).now).await;
        assert!(matches!(old, Err(TokenRefused::Revoked { .. })));
        let new = open(&house, &made.secret, 1).await;
        assert_eq!((new.round_id, new.body_id), (Some(it.round), Some(it.partner)));
        assert_eq!(round_on(&house, &it, 1).await.counts().answered, 1);
        answer(&house, &new, 1, 1, ReturnAnswer::NotHeld).await.unwrap();
        close_returns(&house, &who(2), &NoFigures, it.round).await.unwrap();
        let closed = renew_link(&house, &who(2), again).await;
        assert!(matches!(closed, Err(RenewLinkError::Closed)));
    }

    async fn a_closed_round_is_frozen_and_takes_no_more(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(going("Stuck"))).await.unwrap();
        let frozen = close_returns(&house, &who(15), &NoFigures, it.round).await.unwrap();
        assert_eq!(frozen.hash.len(), 64);
        assert!(frozen.content.contains("\"state\":\"did not answer\""), "{}", frozen.content);
        assert_eq!(frozen_scorecard(&house, it.round).await.unwrap(), Some(frozen.clone()));
        let refused = answer(&house, &link, 16, 0, ReturnAnswer::Answer(going("On course"))).await;
        assert!(matches!(refused, Err(ReturnError::Closed(_))));
        let round = crate::asks::round(&house, it.round).await.unwrap().unwrap();
        assert_eq!(round.closed_with_hash, Some(frozen.hash));
        let again = close_returns(&house, &who(16), &NoFigures, it.round).await;
        assert!(matches!(again, Err(CloseRoundError::Closed)));
    }

    async fn help_that_is_asked_for_waits_until_somebody_answers(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        let mut answers = going("Stuck");
        answers.insert(HELP.to_owned(), "A kitchen on Thursdays.".to_owned());
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(answers.clone())).await.unwrap();
        answer(&house, &link, 1, 0, ReturnAnswer::Answer(answers)).await.unwrap();
        let wanted = help_wanted(&house, it.board).await.unwrap();
        assert_eq!(wanted.len(), 1, "asking twice is asking once");
        assert_eq!(wanted[0].words, "A kitchen on Thursdays.");
        let words = "The school lends its kitchen.".to_owned();
        answer_help(&house, &who(2), AnswerHelp { ask_id: wanted[0].ask.id, words }).await.unwrap();
        assert_eq!(help_wanted(&house, it.board).await.unwrap(), []);
        let (_, secret) = ask(&house, it.board, it.partner, &it.outcomes, "Autumn 2022", 30).await;
        let link = open(&house, &secret, 30).await;
        let returns = partner_returns(&house, &link, who(30).today).await.unwrap().unwrap();
        let last = returns.tasks[0].last().unwrap();
        assert_eq!(last.help_given.as_deref(), Some("The school lends its kitchen."));
    }

    async fn the_lead_left_out_of_the_newest_round_is_a_broken_join(house) {
        let it = asked(&house).await;
        let broken = |found: Vec<thread::Broken>| -> Vec<String> {
            found.into_iter().map(|broken| broken.rule.expects).filter(|it| it.contains("newest")).collect()
        };
        let all = thread::broken_joins(&house, who(0).today, Some(it.board)).await.unwrap();
        assert_eq!(broken(all), Vec::<String>::new());
        ask(&house, it.board, it.partner, &it.outcomes[..1], "Autumn 2022", 30).await;
        let all = thread::broken_joins(&house, who(30).today, Some(it.board)).await.unwrap();
        assert_eq!(broken(all).len(), 1);
    }

    async fn a_verdict_comes_from_figures_and_from_nothing_that_partners_say(house) {
        let it = asked(&house).await;
        let link = open(&house, &it.secret, 0).await;
        answer(&house, &link, 0, 0, ReturnAnswer::Answer(going("On course"))).await.unwrap();
        let early = progress_of(&house, &NoFigures, it.board).await.unwrap();
        assert_eq!(early[0].judgement.as_ref().unwrap().verdict, Verdict::TooEarly);
        assert_eq!(
            early[0].sentence(),
            "Adults who smoke: 20% at the start, 12% to be reached by December 2024. There is no figure since the baseline."
        );
        let outcome = crate::outcomes::outcome(&house, it.outcomes[0]).await.unwrap().unwrap();
        let mut input = crate::outcomes::ChangeOutcome {
            id: outcome.record.id,
            seen_revision: outcome.record.revision,
            title: outcome.record.title.clone(),
            plain_words: outcome.plain_words.clone(),
            measure: outcome.measure.clone(),
            roles: vec![(it.partner, Part::Lead)],
            state: crate::outcomes::LIVE,
        };
        let area = crate::places::create_area(&house, &who(0), crate::places::CreateArea {
            code: Some("E09000012".to_owned()),
            name: "Hackney".to_owned(),
            slug: None,
            area_type: crate::places::AreaType::Authority,
            level: Some(crate::places::AreaLevel::Place),
            population: None,
            origin: Origin::Entered,
        }).await.unwrap();
        let measure = input.measure.as_mut().unwrap();
        measure.area_id = Some(area.record.id);
        measure.indicator_id = Some(outcome.record.id);
        crate::outcomes::change_outcome(&house, &who(0), input).await.unwrap();
        let off = progress_of(&house, &Smoking(18.5), it.board).await.unwrap();
        assert_eq!(off[0].judgement.as_ref().unwrap().verdict, Verdict::OffCourse);
        assert_eq!(off[0].newest_words().as_deref(), Some("18.5%"));
        let standing = round_on(&house, &it, 0).await;
        let (said, silent) = off[0].said_in(&standing);
        assert_eq!((said.len(), silent.len()), (1, 0));
        assert_eq!(said[0].view(), Some(View::OnCourse), "their view stands beside it");
    }
}
