//! Accounts, links, passwords and roles on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

use jiff::SignedDuration;
use jiff::civil::date;
use testkit::FakeClocks;

use super::*;
use crate::places::{CreatePerson, create_person};
use crate::runner::{House, RunnerError, Who};
use crate::vocabulary::{Actor, ActorKind, Origin, RecordId, Role};

fn operator() -> Who {
    let clocks = FakeClocks::default();
    Who {
        actor: Actor::command_line(),
        today: clocks.today,
        now: clocks.now,
    }
}

fn at(minutes: i64) -> jiff::Timestamp {
    operator()
        .now
        .checked_add(SignedDuration::from_mins(minutes))
        .unwrap()
}

async fn person(house: &House, name: &str) -> RecordId {
    let new = CreatePerson {
        name: name.to_owned(),
        slug: None,
        spoken_name: None,
        contact: None,
        public_contact: false,
        for_body: None,
        origin: Origin::Entered,
    };
    create_person(house, &operator(), new)
        .await
        .unwrap()
        .record
        .id
}

async fn account(house: &House, name: &str, email: &str) -> Account {
    let person_id = person(house, name).await;
    let email = email.parse().unwrap();
    create_account(house, &operator(), CreateAccount { person_id, email })
        .await
        .unwrap()
}

async fn link(house: &House, account: &Account) -> Secret {
    let input = MakeSignInLink {
        person_id: account.person_id,
        lasts: MakeSignInLink::BY_MAIL,
    };
    make_sign_in_link(house, &operator(), input)
        .await
        .unwrap()
        .secret
}

async fn enter(house: &House, account: &Account) -> NewSession {
    let link = link(house, account).await;
    let who = operator();
    use_sign_in_link(house, &link.text(), None, who.today, who.now)
        .await
        .unwrap()
}

/// A person as they act once they are signed in.
async fn acting(house: &House, session: &NewSession) -> Who {
    let who = operator();
    let signed_in = signed_in(house, &session.secret, who.today, who.now)
        .await
        .unwrap()
        .unwrap();
    Who {
        actor: signed_in.actor,
        ..who
    }
}

async fn grant(house: &House, person_id: RecordId, role: Role) -> Result<HeldRole, GrantRoleError> {
    let input = GrantRole {
        person_id,
        body_id: None,
        role,
        from: None,
        to: None,
    };
    grant_role(house, &operator(), input).await
}

testkit::store_tests! {
    in crate;

    async fn a_person_has_one_account_and_an_address_one_person(house) {
        let officer = account(&house, "Board officer", "Officer@Council.Example").await;
        let again = CreateAccount { person_id: officer.person_id, email: "b@council.example".parse().unwrap() };
        assert!(matches!(create_account(&house, &operator(), again).await, Err(CreateAccountError::HasOne)));
        let other = person(&house, "Analyst").await;
        let same = CreateAccount { person_id: other, email: "officer@council.example".parse().unwrap() };
        assert!(matches!(create_account(&house, &operator(), same).await, Err(CreateAccountError::AddressTaken(_))));
        assert_eq!(accounts(&house).await.unwrap(), [officer]);
    }

    async fn only_administrators_make_accounts_roles_and_links(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        grant(&house, officer.person_id, Role::Officer).await.unwrap();
        let session = enter(&house, &officer).await;
        let who = acting(&house, &session).await;
        let other = person(&house, "Analyst").await;
        let new = CreateAccount { person_id: other, email: "a@council.example".parse().unwrap() };
        let refused = create_account(&house, &who, new).await;
        assert!(matches!(refused, Err(CreateAccountError::Runner(RunnerError::Forbidden { .. }))));
        let role = GrantRole { person_id: officer.person_id, body_id: None, role: Role::Administrator, from: None, to: None };
        let refused = grant_role(&house, &who, role).await;
        assert!(matches!(refused, Err(GrantRoleError::Runner(RunnerError::Forbidden { .. }))));
        let input = MakeSignInLink { person_id: officer.person_id, lasts: MakeSignInLink::BY_HAND };
        let refused = make_sign_in_link(&house, &who, input).await;
        assert!(matches!(refused, Err(MakeSignInLinkError::Runner(RunnerError::Forbidden { .. }))));
    }

    async fn a_role_holds_from_its_first_day_to_the_day_it_is_ended(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let session = enter(&house, &officer).await;
        let input = GrantRole {
            person_id: officer.person_id, body_id: None, role: Role::Officer,
            from: Some(date(2022, 9, 10)), to: Some(date(2022, 9, 20)),
        };
        let held = grant_role(&house, &operator(), input).await.unwrap();
        for (day, expected) in [(date(2022, 9, 9), 0), (date(2022, 9, 10), 1), (date(2022, 9, 19), 1), (date(2022, 9, 20), 0)] {
            let found = signed_in(&house, &session.secret, day, at(1)).await.unwrap().unwrap();
            assert_eq!(found.actor.grants.len(), expected, "{day}");
        }
        // The same role may follow, but not overlap.
        let overlapping = GrantRole { from: Some(date(2022, 9, 19)), to: None, ..input };
        assert!(matches!(grant_role(&house, &operator(), overlapping).await, Err(GrantRoleError::Held(Role::Officer))));
        let backwards = GrantRole { from: Some(date(2022, 9, 19)), to: Some(date(2022, 9, 19)), ..input };
        assert!(matches!(grant_role(&house, &operator(), backwards).await, Err(GrantRoleError::Dates)));
        let next = GrantRole { from: Some(date(2022, 9, 20)), to: None, ..input };
        grant_role(&house, &operator(), next).await.unwrap();
        // Ended today, before it began: it never holds.
        end_grant(&house, &operator(), held.id).await.unwrap();
        let found = signed_in(&house, &session.secret, date(2022, 9, 12), at(1)).await.unwrap().unwrap();
        assert!(found.actor.grants.is_empty());
        let ended_before = end_grant(&house, &operator(), held.id).await.unwrap();
        assert!(ended_before.entry.is_some(), "it ends on a day to come, so ending it again says the same day");
    }

    async fn a_role_that_has_ended_is_not_ended_twice(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let held = grant(&house, officer.person_id, Role::Officer).await.unwrap();
        assert!(end_grant(&house, &operator(), held.id).await.unwrap().entry.is_some());
        assert!(end_grant(&house, &operator(), held.id).await.unwrap().entry.is_none());
        assert!(matches!(
            end_grant(&house, &operator(), uuid::Uuid::nil()).await,
            Err(RunnerError::NotFound { .. })
        ));
    }

    async fn of_two_who_press_the_button_at_once_one_is_signed_in(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let text = link(&house, &officer).await.text();
        let who = operator();
        let (one, other) = tokio::join!(
            use_sign_in_link(&house, &text, None, who.today, who.now),
            use_sign_in_link(&house, &text, None, who.today, who.now),
        );
        assert!(one.is_ok() != other.is_ok());
        let refused = one.err().or(other.err());
        assert!(matches!(refused, Some(TokenRefused::Used { .. })));
        assert!(look_at_sign_in_link(&house, &text, who.now).await.is_err());
    }

    async fn looking_at_a_link_writes_nothing(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let text = link(&house, &officer).await.text();
        let before = crate::audit::heads(&house).await.unwrap();
        for _ in 0..5 {
            let open = look_at_sign_in_link(&house, &text, at(3)).await.unwrap();
            assert_eq!(open.person_name, "Board officer");
            assert_eq!(open.expires_at, at(15));
        }
        assert_eq!(crate::audit::heads(&house).await.unwrap(), before);
    }

    async fn a_link_opens_only_what_it_is_for(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let text = link(&house, &officer).await.text();
        let wrong = check_token(&house, &text, Purpose::Return, at(0)).await;
        assert!(matches!(wrong, Err(TokenRefused::Unknown)));
        assert!(matches!(check_token(&house, "x", Purpose::SignIn, at(0)).await, Err(TokenRefused::Unknown)));
    }

    async fn a_partners_link_opens_as_often_as_wanted_until_it_ends_or_is_withdrawn(house) {
        let partner = person(&house, "Partner").await;
        let mut act = house.begin(&operator(), &policy::REVOKE_LINK, None).await.unwrap();
        let new = NewToken { purpose: Purpose::Return, person_id: Some(partner), round_id: None, body_id: None, expires_at: at(60) };
        let (secret, token) = make_token(&mut act, new).await.unwrap();
        act.commit().await.unwrap();
        for minute in [0, 1, 59] {
            let open = check_token(&house, &secret.text(), Purpose::Return, at(minute)).await.unwrap();
            assert_eq!(open, token);
            let holder = open.holder("Eastside Housing").unwrap();
            assert_eq!(holder.kind, ActorKind::Link(partner));
            assert!(holder.grants.is_empty());
        }
        assert!(matches!(
            check_token(&house, &secret.text(), Purpose::Return, at(60)).await,
            Err(TokenRefused::Expired { at: ended }) if ended == at(60)
        ));
        assert!(revoke_token(&house, &operator(), token.id).await.unwrap().entry.is_some());
        assert!(revoke_token(&house, &operator(), token.id).await.unwrap().entry.is_none());
        assert!(matches!(
            check_token(&house, &secret.text(), Purpose::Return, at(1)).await,
            Err(TokenRefused::Revoked { .. })
        ));
    }

    async fn an_act_that_is_dropped_leaves_no_link(house) {
        let partner = person(&house, "Partner").await;
        let mut act = house.begin(&operator(), &policy::REVOKE_LINK, None).await.unwrap();
        let new = NewToken { purpose: Purpose::Return, person_id: Some(partner), round_id: None, body_id: None, expires_at: at(60) };
        let (secret, _) = make_token(&mut act, new).await.unwrap();
        drop(act);
        assert!(matches!(
            check_token(&house, &secret.text(), Purpose::Return, at(0)).await,
            Err(TokenRefused::Unknown)
        ));
    }

    async fn a_password_comes_back_and_waiting_grows(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let input = ChangePassword {
            person_id: officer.person_id, current: String::new(), new: "otter gravel lamp".to_owned(), keep_session: None,
        };
        change_password(&house, &operator(), input.clone()).await.unwrap();
        let who = operator();
        let try_it = async |typed: &str, now| {
            sign_in_with_password(&house, &officer.email, typed.to_owned(), None, who.today, now).await
        };
        assert!(try_it("otter gravel lamp", at(0)).await.is_ok());
        assert!(matches!(try_it("Otter gravel lamp", at(0)).await, Err(PasswordRefused::NotRight)));
        assert!(matches!(try_it("otter gravel lamp ", at(0)).await, Err(PasswordRefused::NotRight)));
        for _ in 0..5 {
            try_it("wrong", at(0)).await.unwrap_err();
        }
        assert!(matches!(try_it("otter gravel lamp", at(0)).await, Err(PasswordRefused::NotRight)));
        assert!(try_it("otter gravel lamp", at(2)).await.is_ok());
        assert!(try_it("otter gravel lamp", at(2)).await.is_ok(), "the count starts anew");
        // A person changes it with the present one; nobody changes another's.
        let session = enter(&house, &officer).await;
        let own = acting(&house, &session).await;
        let wrong = ChangePassword { current: "guess".to_owned(), new: "kettle violet moor".to_owned(), ..input.clone() };
        assert!(matches!(change_password(&house, &own, wrong).await, Err(ChangePasswordError::NotRight)));
        let weak = ChangePassword { current: "otter gravel lamp".to_owned(), new: "officer officer".to_owned(), ..input.clone() };
        assert!(matches!(change_password(&house, &own, weak).await, Err(ChangePasswordError::Weak(_))));
        let other = account(&house, "Analyst", "analyst@council.example").await;
        let others = ChangePassword { person_id: other.person_id, ..input };
        assert!(matches!(
            change_password(&house, &own, others).await,
            Err(ChangePasswordError::Runner(RunnerError::Forbidden { .. }))
        ));
    }

    async fn suspending_ends_everything_at_once_and_the_log_says_so(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let session = enter(&house, &officer).await;
        let open = link(&house, &officer).await;
        suspend_account(&house, &operator(), officer.id).await.unwrap();
        let who = operator();
        assert!(signed_in(&house, &session.secret, who.today, who.now).await.unwrap().is_none());
        assert!(matches!(
            look_at_sign_in_link(&house, &open.text(), who.now).await,
            Err(TokenRefused::Revoked { .. })
        ));
        let input = MakeSignInLink { person_id: officer.person_id, lasts: MakeSignInLink::BY_HAND };
        assert!(matches!(make_sign_in_link(&house, &who, input).await, Err(MakeSignInLinkError::Suspended)));
        let newest = crate::audit::newest(&house, Some(officer.person_id), 1).await.unwrap();
        let detail = newest[0].detail.as_deref().unwrap();
        assert!(detail.contains("\"sign-ins ended\":1") && detail.contains("\"links withdrawn\":1"), "{detail}");
        // Suspending again changes nothing; restoring does not bring sign-ins back.
        assert!(suspend_account(&house, &who, officer.id).await.unwrap().entry.is_none());
        restore_account(&house, &who, officer.id).await.unwrap();
        assert!(signed_in(&house, &session.secret, who.today, who.now).await.unwrap().is_none());
        make_sign_in_link(&house, &who, input).await.unwrap();
    }

    async fn no_secret_is_in_the_log(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let link = link(&house, &officer).await;
        let who = operator();
        let session = use_sign_in_link(&house, &link.text(), None, who.today, who.now).await.unwrap();
        let log = crate::audit::newest(&house, None, 100).await.unwrap();
        for entry in log {
            let detail = entry.detail.unwrap_or_default();
            for secret in [&link, &session.secret] {
                assert!(!detail.contains(&secret.text()) && !detail.contains(&secret.hash()), "{detail}");
            }
        }
    }

    async fn being_seen_is_kept_every_few_minutes_and_not_logged(house) {
        let officer = account(&house, "Board officer", "officer@council.example").await;
        let session = enter(&house, &officer).await;
        let heads = crate::audit::heads(&house).await.unwrap();
        let who = operator();
        for minutes in [4, 100, 190, 280] {
            let now = at(minutes);
            let found = signed_in(&house, &session.secret, who.today, now).await.unwrap();
            let found = found.unwrap_or_else(|| panic!("ended after {minutes} minutes"));
            keep_signed_in(&house, &Who { now, ..who.clone() }, &found).await.unwrap();
        }
        assert!(signed_in(&house, &session.secret, who.today, at(280 + 121)).await.unwrap().is_none());
        assert_eq!(crate::audit::heads(&house).await.unwrap(), heads);
    }

    async fn the_first_administrator_is_made_once(house) {
        let input = SetUpAdministrator { name: "Board officer".to_owned(), email: "officer@council.example".parse().unwrap() };
        let made = set_up_administrator(&house, &operator(), input.clone()).await.unwrap();
        let roles = roles_of(&house, made.person_id).await.unwrap();
        assert!(roles.iter().any(|held| held.role == Role::Administrator && held.holds_on(operator().today)));
        assert!(matches!(
            set_up_administrator(&house, &operator(), input).await,
            Err(SetUpAdministratorError::NotEmpty)
        ));
        assert_eq!(find_account(&house, "BOARD OFFICER").await.unwrap().id, made.id);
        assert!(matches!(find_account(&house, "nobody").await, Err(FindAccountError::Nobody(_))));
        account(&house, "Board officer", "second@council.example").await;
        assert!(matches!(
            find_account(&house, "Board officer").await,
            Err(FindAccountError::Several { addresses, .. }) if addresses.len() == 2
        ));
    }
}
