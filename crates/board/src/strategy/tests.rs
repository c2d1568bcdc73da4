//! Approval is bound to exact words and a shared date to the other board's word, on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use jiff::civil::date;
use testkit::FakeClocks;

use super::{
    ADOPTED, AnswerComment, AnswerMove, ApprovalError, Approve, Approver, CommentError,
    CommentOnParagraph, CreatePhase, CreateProgramme, CreateStrategy, ENDED, EndStrategy,
    EndStrategyError, MoveError, MovePhase, Moved, Phase, PhaseState, PlannedDays, RequestApproval,
    StepState, Strategy, WithdrawMove, answer_comment, answer_move, approval_route, approve,
    comment_on_paragraph, comments_of, create_phase, create_programme, create_strategy, date_moves,
    end_strategy, move_phase, phases_of, publish_strategy, published_version, request_approval,
    set_strategy_text, states_on, withdraw_move,
};
use crate::places::{BodyType, CreateBody, create_body};
use crate::runner::{House, RunnerError, Who};
use crate::texts::{CommentAnswer, CommentPlace, NewBlock, blocks_of};
use crate::vocabulary::{Actor, ActorKind, Grant, Origin, RecordId, Role};

fn who() -> Who {
    let FakeClocks { today, now } = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today,
        now,
    }
}

fn paragraph(words: &str) -> Vec<NewBlock> {
    vec![NewBlock::paragraph(Some("1".to_owned()), words)]
}

async fn body(house: &House, name: &str) -> RecordId {
    let board = CreateBody {
        name: name.to_owned(),
        public_name: None,
        slug: None,
        body_type: BodyType::Board,
        area_id: None,
        responsibility: None,
        quorum: None,
        valid_from: None,
        valid_to: None,
        origin: Origin::Illustrative,
    };
    create_body(house, &who(), board).await.unwrap().record.id
}

/// A programme that these boards share, the first of them having made it, and its one phase, from April to June 2022.
async fn shared_phase(house: &House, names: &[&str]) -> (Vec<RecordId>, Phase) {
    let mut boards = Vec::new();
    for name in names {
        boards.push(body(house, name).await);
    }
    let programme = CreateProgramme {
        body_id: boards[0],
        title: "One programme".to_owned(),
        slug: None,
        from: date(2022, 1, 1),
        to: date(2026, 1, 1),
        shared_with: boards.clone(),
        origin: Origin::Illustrative,
    };
    let programme = create_programme(house, &who(), programme).await.unwrap();
    let phase = CreatePhase {
        programme_id: programme.record.id,
        title: "Agree it".to_owned(),
        position: 1,
        planned_start: date(2022, 4, 1),
        planned_end: date(2022, 7, 1),
        actual_start: None,
        actual_end: None,
        words: None,
        origin: Origin::Illustrative,
    };
    let phase = create_phase(house, &who(), phase).await.unwrap();
    (boards, phase)
}

/// The phase is to last until the end of September.
fn later(board_id: RecordId, phase: &Phase) -> MovePhase {
    MovePhase {
        board_id,
        phase_id: phase.record.id,
        seen_revision: phase.record.revision,
        to: PlannedDays {
            end: date(2022, 10, 1),
            ..phase.planned()
        },
        because: "The words were changed".to_owned(),
        answer_by: date(2022, 9, 22),
        origin: Origin::Illustrative,
    }
}

async fn strategy_with(house: &House, words: &str) -> Strategy {
    let strategy = CreateStrategy {
        body_id: body(house, "Marsh Lane Health and Wellbeing Board").await,
        title: "Living well, 2022 to 2026".to_owned(),
        slug: None,
        from: date(2022, 4, 1),
        to: date(2026, 4, 1),
        origin: Origin::Illustrative,
    };
    let strategy = create_strategy(house, &who(), strategy).await.unwrap();
    set_strategy_text(house, &who(), &strategy, paragraph(words))
        .await
        .unwrap();
    strategy
}

async fn ask_two(house: &House, strategy: &Strategy) {
    let approver = |role: &str| Approver {
        role: role.to_owned(),
        person_id: None,
        body_id: None,
    };
    let input = RequestApproval {
        strategy_id: strategy.record.id,
        approvers: vec![
            approver("Director of public health"),
            approver("Chair of the board"),
        ],
        due: date(2030, 1, 1),
    };
    request_approval(house, &who(), input).await.unwrap();
}

/// Everybody asked approves the newest words.
async fn approve_all(house: &House, strategy: &Strategy) {
    let hash = crate::texts::newest_version(house, strategy.text_id.unwrap())
        .await
        .unwrap()
        .unwrap()
        .hash;
    let route = approval_route(house, strategy, who().today)
        .await
        .unwrap()
        .unwrap();
    for step in route.steps {
        let input = Approve {
            strategy_id: strategy.record.id,
            ask_id: step.ask.id,
            hash: hash.clone(),
            send_back_because: None,
        };
        approve(house, &who(), input).await.unwrap();
    }
}

async fn public_words(house: &House, strategy: &Strategy) -> Option<String> {
    let version = published_version(house, strategy).await.unwrap()?;
    Some(blocks_of(house, version.id).await.unwrap().remove(0).words)
}

/// The number and the paragraph of the newest words.
async fn newest(house: &House, strategy: &Strategy) -> (i64, RecordId) {
    let version = crate::texts::newest_version(house, strategy.text_id.unwrap())
        .await
        .unwrap()
        .unwrap();
    let first = blocks_of(house, version.id).await.unwrap().remove(0);
    (version.number, first.paragraph_id)
}

fn with_role(role: Role, strategy: &Strategy) -> Who {
    let grants = vec![Grant {
        role,
        body_id: strategy.record.body_id,
    }];
    let actor = Actor {
        kind: ActorKind::CommandLine,
        name: "Eastside Housing".to_owned(),
        grants,
    };
    Who { actor, ..who() }
}

testkit::store_tests! {
    in crate;

    async fn what_everybody_approved_can_be_published(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        let refused = publish_strategy(&house, &who(), strategy.record.id).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::NotApproved));
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();
        assert_eq!(public_words(&house, &strategy).await.as_deref(), Some("Homes that keep us well."));
    }

    async fn one_changed_character_voids_every_approval_and_the_public_keeps_the_approved_words(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();

        set_strategy_text(&house, &who(), &strategy, paragraph("Homes that keep us well!")).await.unwrap();
        let route = approval_route(&house, &strategy, who().today).await.unwrap().unwrap();
        assert_eq!(route.void(), 2);
        assert!(route.steps.iter().all(|step| matches!(step.state, StepState::Void { .. })));
        assert!(!route.is_complete());
        let refused = publish_strategy(&house, &who(), strategy.record.id).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::NotApproved));
        assert_eq!(public_words(&house, &strategy).await.as_deref(), Some("Homes that keep us well."));
    }

    async fn words_that_were_not_read_cannot_be_approved(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        ask_two(&house, &strategy).await;
        let route = approval_route(&house, &strategy, who().today).await.unwrap().unwrap();
        set_strategy_text(&house, &who(), &strategy, paragraph("Other words.")).await.unwrap();
        let read = crate::texts::hash_of(&paragraph("Homes that keep us well."));
        let input = Approve {
            strategy_id: strategy.record.id,
            ask_id: route.steps[0].ask.id,
            hash: read,
            send_back_because: None,
        };
        let refused = approve(&house, &who(), input).await.err().unwrap();
        assert!(matches!(refused, ApprovalError::OtherWords));
    }

    async fn a_shared_date_moves_once_the_other_board_agrees(house) {
        let (boards, phase) = shared_phase(&house, &["Marsh Lane board", "Canal Bank board"]).await;
        let [ours, theirs] = boards[..] else { unreachable!() };
        let before = phase.planned();
        let Moved::Asked(moved) = move_phase(&house, &who(), later(ours, &phase)).await.unwrap() else {
            unreachable!("it is shared")
        };
        let now = async || phases_of(&house, phase.programme_id).await.unwrap().remove(0);
        assert_eq!(now().await.planned(), before, "the old date stands");
        let told = async || date_moves(&house, phase.programme_id, who().today).await.unwrap().remove(0);
        assert_eq!(
            told().await.in_words(),
            "Last day moved by Marsh Lane board from 30 June 2022 to 30 September 2022, \
             not yet agreed by Canal Bank board, which has until 22 September 2022"
        );
        assert!(told().await.unanswered_by(theirs).is_some() && told().await.unanswered_by(ours).is_none());
        let again = move_phase(&house, &who(), later(theirs, &phase)).await;
        assert!(matches!(again, Err(MoveError::Waits)));

        let agree = |board_id| AnswerMove {
            board_id, move_id: moved.record.id, seen_revision: moved.record.revision, refuse_because: None,
        };
        let own = answer_move(&house, &who(), agree(ours)).await;
        assert!(matches!(own, Err(MoveError::NotAsked)), "nobody agrees with themselves");
        let stranger = Who { actor: Actor::public(), ..who() };
        let refused = answer_move(&house, &stranger, agree(theirs)).await;
        assert!(matches!(refused, Err(MoveError::Runner(RunnerError::Forbidden { .. }))));
        answer_move(&house, &who(), agree(theirs)).await.unwrap();
        assert_eq!(now().await.planned(), moved.to);
        assert!(told().await.in_words().ends_with("agreed by all boards that share it"));
        let twice = answer_move(&house, &who(), agree(theirs)).await;
        assert!(matches!(twice, Err(MoveError::NotAsked)));
    }

    async fn what_began_goes_on_until_its_end_is_recorded(house) {
        let (_, phase) = shared_phase(&house, &["One board"]).await;
        let today = who().today;
        for (actual_start, actual_end, state, late) in [
            (None, None, PhaseState::Done, None),
            (Some(date(2022, 4, 1)), None, PhaseState::Here, Some(70)),
            (Some(date(2022, 4, 1)), Some(date(2022, 8, 1)), PhaseState::Done, None),
            (Some(date(2022, 10, 1)), None, PhaseState::Ahead, None),
        ] {
            let phase = Phase { actual_start, actual_end, ..phase.clone() };
            assert_eq!((phase.state_on(today), phase.days_late(today)), (state, late));
        }
        let late = Phase { actual_start: Some(date(2022, 4, 1)), ..phase.clone() };
        let planned_end = date(2026, 4, 1);
        let next = Phase { planned_end, ..phase.clone() };
        assert_eq!(states_on(&[late.clone(), next.clone()], today), [PhaseState::Here, PhaseState::Ahead]);
        let begun = Phase { actual_start: Some(date(2022, 7, 1)), ..next.clone() };
        assert_eq!(states_on(&[late, begun], today), [PhaseState::Here, PhaseState::Here]);
        assert_eq!(states_on(&[next], today), [PhaseState::Here]);
    }

    async fn a_refused_move_leaves_the_date_and_says_why(house) {
        let (boards, phase) = shared_phase(&house, &["One board", "Another board", "A third board"]).await;
        let [ours, second, third] = boards[..] else { unreachable!() };
        let Moved::Asked(moved) = move_phase(&house, &who(), later(ours, &phase)).await.unwrap() else {
            unreachable!("it is shared")
        };
        let answer = async |board_id, because: Option<&str>| {
            let seen = crate::thread::by_id(&house, moved.record.id).await.unwrap().unwrap();
            let input = AnswerMove {
                board_id, move_id: moved.record.id, seen_revision: seen.revision,
                refuse_because: because.map(str::to_owned),
            };
            answer_move(&house, &who(), input).await
        };
        answer(second, None).await.unwrap();
        let told = async || date_moves(&house, phase.programme_id, who().today).await.unwrap().remove(0);
        assert!(told().await.is_waiting() && told().await.in_words().contains("not yet agreed by A third board"));
        assert!(matches!(answer(third, Some(" ")).await, Err(MoveError::NoReason)));
        answer(third, Some("Our election is in May")).await.unwrap();
        assert!(told().await.in_words().ends_with("refused by A third board on 8 September 2022: “Our election is in May”"));
        let now = phases_of(&house, phase.programme_id).await.unwrap().remove(0);
        assert_eq!(now.planned(), phase.planned());
        assert!(matches!(move_phase(&house, &who(), later(ours, &now)).await, Ok(Moved::Asked(_))), "it can be asked anew");
    }

    async fn a_move_is_withdrawn_by_the_board_that_proposed_it_while_it_waits(house) {
        let (boards, phase) = shared_phase(&house, &["One board", "Another board", "A third board"]).await;
        let [ours, second, third] = boards[..] else { unreachable!() };
        let Moved::Asked(moved) = move_phase(&house, &who(), later(ours, &phase)).await.unwrap() else {
            unreachable!("it is shared")
        };
        let seen = async || crate::thread::by_id(&house, moved.record.id).await.unwrap().unwrap().revision;
        let agree = AnswerMove {
            board_id: second, move_id: moved.record.id, seen_revision: seen().await, refuse_because: None,
        };
        answer_move(&house, &who(), agree.clone()).await.unwrap();
        let withdraw = async |board_id, because: &str| {
            let because = because.to_owned();
            let input = WithdrawMove { board_id, move_id: moved.record.id, seen_revision: seen().await, because };
            withdraw_move(&house, &who(), input).await
        };
        assert!(matches!(withdraw(ours, " ").await, Err(MoveError::NoReason)));
        assert!(matches!(withdraw(third, "We do not want it").await, Err(MoveError::NotProposed)));
        withdraw(ours, "The words are ready after all").await.unwrap();
        let told = date_moves(&house, phase.programme_id, who().today).await.unwrap().remove(0);
        assert!(
            told.in_words().ends_with("withdrawn by One board on 8 September 2022: “The words are ready after all”"),
            "{}", told.in_words()
        );
        assert!(told.unanswered_by(third).is_none());
        assert!(matches!(withdraw(ours, "Twice").await, Err(MoveError::NotProposed)));
        let late = answer_move(&house, &who(), AnswerMove { board_id: third, ..agree }).await;
        assert!(matches!(late, Err(MoveError::NotAsked)));
        let now = phases_of(&house, phase.programme_id).await.unwrap().remove(0);
        assert_eq!(now.planned(), phase.planned());
        assert!(matches!(move_phase(&house, &who(), later(ours, &now)).await, Ok(Moved::Asked(_))), "it can be asked anew");
    }

    async fn a_board_alone_moves_its_dates_at_once(house) {
        let (boards, phase) = shared_phase(&house, &["One board"]).await;
        let elsewhere = body(&house, "Another board").await;
        let refused = move_phase(&house, &who(), later(elsewhere, &phase)).await;
        assert!(matches!(refused, Err(MoveError::Runner(RunnerError::NotFound { .. }))));
        let wanted = later(boards[0], &phase);
        let mute = MovePhase { because: String::new(), ..wanted.clone() };
        assert!(matches!(move_phase(&house, &who(), mute).await, Err(MoveError::NoReason)));
        let backwards = MovePhase {
            to: PlannedDays { start: wanted.to.end, end: wanted.to.start }, ..wanted.clone()
        };
        assert!(matches!(move_phase(&house, &who(), backwards).await, Err(MoveError::Dates)));
        let same = MovePhase { to: phase.planned(), ..wanted.clone() };
        assert!(matches!(move_phase(&house, &who(), same).await, Err(MoveError::NothingMoves)));
        assert_eq!(move_phase(&house, &who(), wanted.clone()).await.unwrap(), Moved::AtOnce);
        let now = phases_of(&house, phase.programme_id).await.unwrap().remove(0);
        assert_eq!(now.planned(), wanted.to);
        let stale = MovePhase { to: phase.planned(), ..wanted };
        let stale = move_phase(&house, &who(), stale).await;
        assert!(matches!(stale, Err(MoveError::Runner(RunnerError::Conflict { .. }))));
        assert!(date_moves(&house, phase.programme_id, who().today).await.unwrap().is_empty());
    }

    async fn a_strategy_ends_with_its_priorities_and_a_reason(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        let state = async || crate::thread::by_id(&house, strategy.record.id).await.unwrap().unwrap();
        let end = |seen_revision, because: &str| EndStrategy {
            strategy_id: strategy.record.id,
            seen_revision,
            because: because.to_owned(),
        };
        let early = end_strategy(&house, &who(), end(1, "It ran out")).await;
        assert!(matches!(early, Err(EndStrategyError::NotFollowed)));
        ask_two(&house, &strategy).await;
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();
        let followed = state().await;
        assert_eq!(followed.state, ADOPTED);
        let mute = end_strategy(&house, &who(), end(followed.revision, " ")).await;
        assert!(matches!(mute, Err(EndStrategyError::NoReason)));
        let stale = end_strategy(&house, &who(), end(followed.revision - 1, "It ran out")).await;
        assert!(matches!(stale, Err(EndStrategyError::Runner(RunnerError::Conflict { .. }))));
        end_strategy(&house, &who(), end(followed.revision, "It ran out")).await.unwrap();
        assert_eq!(state().await.state, ENDED);
        assert!(public_words(&house, &strategy).await.is_some(), "its words stay where they were");
    }

    async fn a_comment_stays_with_the_version_it_was_made_on_and_beside_the_words_that_stay(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        let (version, paragraph_id) = newest(&house, &strategy).await;
        let said = |words: &str| CommentOnParagraph {
            strategy_id: strategy.record.id, version, paragraph_id, words: words.to_owned(),
        };
        for role in [Role::Member, Role::Partner, Role::Approver] {
            let who = with_role(role, &strategy);
            comment_on_paragraph(&house, &who, said("Whose homes?")).await.unwrap();
        }
        for role in [Role::Analyst, Role::Scrutiny] {
            let refused = comment_on_paragraph(&house, &with_role(role, &strategy), said("Whose homes?")).await;
            assert!(matches!(refused, Err(CommentError::Runner(RunnerError::Forbidden { .. }))), "{role}: {refused:?}");
        }
        for (words, is_expected) in [
            (" ".to_owned(), (|error| matches!(error, CommentError::NoWords)) as fn(CommentError) -> bool),
            ("a".repeat(4_001), |error| matches!(error, CommentError::TooLong)),
        ] {
            assert!(is_expected(comment_on_paragraph(&house, &who(), said(&words)).await.unwrap_err()));
        }
        let mut blocks = paragraph("Air that keeps us well.");
        blocks.extend(paragraph("Homes that keep us well."));
        set_strategy_text(&house, &who(), &strategy, blocks).await.unwrap();
        let comments = comments_of(&house, &strategy).await.unwrap();
        assert_eq!(comments.len(), 3);
        assert!(comments.iter().all(|one| one.place == CommentPlace::Beside && one.made_on_version.number == 1));
        assert_eq!((comments[0].comment.by.as_str(), comments[0].comment.on), ("Eastside Housing", who().today));

        // Words that were read a moment ago are commented on all the same, as what they are: an earlier version's.
        comment_on_paragraph(&house, &who(), said("And who pays?")).await.unwrap();
        set_strategy_text(&house, &who(), &strategy, paragraph("Homes that keep everybody well.")).await.unwrap();
        let comments = comments_of(&house, &strategy).await.unwrap();
        let read = "Homes that keep us well.".to_owned();
        assert_eq!(comments.len(), 4);
        assert!(comments.iter().all(|one| one.place == CommentPlace::Reworded { read: read.clone() }));
        assert!(comments.iter().all(|one| one.comment.answer.is_none()));
    }

    async fn a_comment_is_answered_once_with_a_reason_by_whoever_writes(house) {
        let strategy = strategy_with(&house, "Homes that keep us well.").await;
        let (version, paragraph_id) = newest(&house, &strategy).await;
        let partner = with_role(Role::Partner, &strategy);
        let said = CommentOnParagraph {
            strategy_id: strategy.record.id, version, paragraph_id, words: "Whose homes?".to_owned(),
        };
        let comment = comment_on_paragraph(&house, &partner, said.clone()).await.unwrap();
        let answer = |because: &str| AnswerComment {
            strategy_id: strategy.record.id, comment_id: comment.id, answer: CommentAnswer::AcceptedInPart,
            because: because.to_owned(),
        };
        let refused = answer_comment(&house, &partner, answer("No.")).await;
        assert!(matches!(refused, Err(CommentError::Runner(RunnerError::Forbidden { .. }))), "{refused:?}");
        assert!(matches!(answer_comment(&house, &who(), answer(" ")).await, Err(CommentError::NoReason)));
        let nobodys = AnswerComment { comment_id: uuid::Uuid::nil(), ..answer("Why not") };
        let refused = answer_comment(&house, &who(), nobodys).await;
        assert!(matches!(refused, Err(CommentError::Runner(RunnerError::NotFound { .. }))), "{refused:?}");
        answer_comment(&house, &who(), answer("Everybody’s: paragraph 2 says so.")).await.unwrap();
        let kept = comments_of(&house, &strategy).await.unwrap().remove(0).comment;
        let answered = kept.answer.unwrap();
        assert_eq!((answered.answer, answered.on), (CommentAnswer::AcceptedInPart, who().today));
        let twice = answer_comment(&house, &who(), answer("Again")).await;
        assert!(matches!(twice, Err(CommentError::AnsweredAlready)));

        ask_two(&house, &strategy).await;
        approve_all(&house, &strategy).await;
        publish_strategy(&house, &who(), strategy.record.id).await.unwrap();
        let late = comment_on_paragraph(&house, &partner, said).await;
        assert!(matches!(late, Err(CommentError::Published)), "{late:?}");
        let log = crate::audit::newest(&house, strategy.text_id, 9).await.unwrap();
        assert!(format!("{log:?}").contains("Whose homes?"), "{log:?}");
    }
}
