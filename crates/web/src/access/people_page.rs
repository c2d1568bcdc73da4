//! `/desk/people`: who has an account, which roles they hold in which board, and links for those who have no password.

use axum::extract::State;
use board::access::{
    Account, AccountState, GrantRole, GrantRoleError, HeldRole, MakeSignInLink, WelcomePerson,
    WelcomePersonError, accounts, end_grant, grant_role, make_sign_in_link, restore_account,
    roles_of, suspend_account, welcome_person,
};
use board::places::{self, Body};
use board::thread;
use board::vocabulary::{RecordId, Role};
use serde::Serialize;

use super::sign_in_page::read_email;
use crate::app::App;
use crate::forms::{Choice, FormState};
use crate::refusal::{Answer, Refusal};
use crate::templates::{Frame, Link};
use crate::visitor::Visitor;

const TEMPLATE: &str = "access/people_page.html";
const TITLE: &str = "People and roles";
/// What stands for the whole installation in the list of boards.
const EVERY_BOARD: &str = "-";

#[derive(Serialize)]
struct PeoplePage<'a> {
    form: &'a FormState,
    people: Vec<Row>,
    roles: Vec<Choice>,
    boards: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    email: String,
    suspended: bool,
    is_self: bool,
    roles: Vec<RoleRow>,
}

#[derive(Serialize)]
struct RoleRow {
    id: String,
    role: &'static str,
    board: String,
    from: String,
    to: Option<String>,
    /// Whether it holds today; otherwise it is to come.
    holds: bool,
}

#[derive(Serialize)]
struct MadeLinkPage {
    name: String,
    email: String,
    address: String,
    expires_at: String,
}

pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Answer {
    let form = FormState::empty();
    let page = page(&app, &visitor, &form).await?;
    app.page(TEMPLATE, &frame(&visitor), page)
}

pub(super) async fn welcome(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let name = form.required("name", "Enter a name or an office");
    let typed = form.required("email", "Enter an email address");
    let email = typed.and_then(|typed| read_email(&mut form, "email", &typed));
    let role = read_role(&mut form);
    let body = read_board(&app, &mut form).await?;
    if let (Some(name), Some(email), Some(role), Some(body_id)) = (name, email, role, body) {
        let input = WelcomePerson {
            name,
            email,
            role,
            body_id,
        };
        match welcome_person(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/people")),
            Err(WelcomePersonError::Runner(error)) => return Err(error.into()),
            Err(WelcomePersonError::Person(problem)) => form.problem("name", problem.to_string()),
            Err(WelcomePersonError::Account(problem)) => form.problem("email", problem.to_string()),
            Err(WelcomePersonError::Role(problem)) => form.problem("role", problem.to_string()),
        }
    }
    again(&app, &visitor, &form).await
}

pub(super) async fn give_role(
    State(app): State<App>,
    visitor: Visitor,
    mut form: FormState,
) -> Answer {
    let account = account_of(&app, &form).await?;
    let role = read_role(&mut form);
    let body = read_board(&app, &mut form).await?;
    if let (Some(role), Some(body_id)) = (role, body) {
        let input = GrantRole {
            person_id: account.person_id,
            body_id,
            role,
            from: None,
            to: None,
        };
        match grant_role(&app.house, &visitor.who(), input).await {
            Ok(_) => return Ok(app.see_other("/desk/people")),
            Err(GrantRoleError::Runner(error)) => return Err(error.into()),
            Err(problem) => form.problem_with_form(problem.to_string()),
        }
    }
    again(&app, &visitor, &form).await
}

pub(super) async fn end_role(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let id = form.text("grant").parse().map_err(|_| Refusal::NotFound)?;
    end_grant(&app.house, &visitor.who(), id).await?;
    Ok(app.see_other("/desk/people"))
}

/// Shows the link once, to be handed over by telephone or in person. It cannot be shown again.
pub(super) async fn make_link(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let account = account_of(&app, &form).await?;
    let input = MakeSignInLink {
        person_id: account.person_id,
        lasts: MakeSignInLink::BY_HAND,
    };
    let link = make_sign_in_link(&app.house, &visitor.who(), input)
        .await
        .map_err(|error| match error {
            board::access::MakeSignInLinkError::Runner(error) => Refusal::Runner(error),
            refused => Refusal::explained(
                axum::http::StatusCode::CONFLICT,
                "No link was made",
                format!("{}.", upper_first(&refused.to_string())),
            ),
        })?;
    let page = MadeLinkPage {
        name: name_of(&app, account.person_id).await?,
        email: account.email.to_string(),
        address: format!(
            "{}/sign-in/{}",
            app.settings.public_address,
            link.secret.text()
        ),
        expires_at: link.expires_at.to_string(),
    };
    let back = Some(Link::new(TITLE, "/desk/people"));
    let frame = visitor.task_frame("A link that signs in once", back);
    app.page("access/made_link_page.html", &frame, page)
}

pub(super) async fn suspend(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let account = account_of(&app, &form).await?;
    if visitor.actor.person() == Some(account.person_id) {
        return Err(Refusal::explained(
            axum::http::StatusCode::CONFLICT,
            "You cannot suspend your own account",
            "Ask another administrator, so that somebody is left who can undo it.",
        ));
    }
    suspend_account(&app.house, &visitor.who(), account.id).await?;
    Ok(app.see_other("/desk/people"))
}

pub(super) async fn restore(State(app): State<App>, visitor: Visitor, form: FormState) -> Answer {
    let account = account_of(&app, &form).await?;
    restore_account(&app.house, &visitor.who(), account.id).await?;
    Ok(app.see_other("/desk/people"))
}

async fn again(app: &App, visitor: &Visitor, form: &FormState) -> Answer {
    let page = page(app, visitor, form).await?;
    app.refused(TEMPLATE, &frame(visitor), page)
}

fn frame(visitor: &Visitor) -> Frame {
    let mut frame = visitor.frame(TITLE, "My work");
    frame.trail = vec![Link::new("My work", "/desk")];
    frame
}

fn read_role(form: &mut FormState) -> Option<Role> {
    let role = form.text("role").parse().ok();
    if role.is_none() {
        form.problem("role", "Choose a role");
    }
    role
}

/// The board that was chosen; `Some(None)` is every board.
async fn read_board(app: &App, form: &mut FormState) -> Result<Option<Option<RecordId>>, Refusal> {
    if form.text("board") == EVERY_BOARD {
        return Ok(Some(None));
    }
    let chosen = places::boards(&app.house)
        .await?
        .into_iter()
        .find(|board| board.record.slug.as_str() == form.text("board"));
    if chosen.is_none() {
        form.problem("board", "Choose a board");
    }
    Ok(chosen.map(|board| Some(board.record.id)))
}

/// The account that a button belongs to, by its address.
async fn account_of(app: &App, form: &FormState) -> Result<Account, Refusal> {
    accounts(&app.house)
        .await?
        .into_iter()
        .find(|account| account.email.as_str() == form.text("account"))
        .ok_or(Refusal::NotFound)
}

async fn name_of(app: &App, person: RecordId) -> Result<String, Refusal> {
    let person = thread::by_id(&app.house, person).await?;
    Ok(person.map(|person| person.title).unwrap_or_default())
}

async fn page<'a>(
    app: &App,
    visitor: &Visitor,
    form: &'a FormState,
) -> Result<PeoplePage<'a>, Refusal> {
    let boards = places::boards(&app.house).await?;
    let mut people = Vec::new();
    for account in accounts(&app.house).await? {
        let roles = roles_of(&app.house, account.person_id)
            .await?
            .into_iter()
            .filter(|held| held.to.is_none_or(|to| visitor.today < to))
            .map(|held| role_row(&held, &boards, visitor))
            .collect();
        people.push(Row {
            name: name_of(app, account.person_id).await?,
            suspended: account.state == AccountState::Suspended,
            is_self: visitor.actor.person() == Some(account.person_id),
            email: account.email.to_string(),
            roles,
        });
    }
    people.sort_by(|a, b| (&a.name, &a.email).cmp(&(&b.name, &b.email)));
    let every = Choice::new(EVERY_BOARD.to_owned(), "Every board".to_owned());
    let boards = boards
        .into_iter()
        .map(|board| Choice::new(board.record.slug.to_string(), board.public_name));
    Ok(PeoplePage {
        form,
        people,
        roles: Role::ALL
            .iter()
            .map(|role| Choice::new(role.as_str().to_owned(), upper_first(role.as_str())))
            .collect(),
        boards: boards.chain([every]).collect(),
    })
}

fn role_row(held: &HeldRole, boards: &[Body], visitor: &Visitor) -> RoleRow {
    let board = match held.body_id {
        None => "every board".to_owned(),
        Some(id) => boards
            .iter()
            .find(|board| board.record.id == id)
            .map_or_else(
                || "another body".to_owned(),
                |board| board.public_name.clone(),
            ),
    };
    RoleRow {
        id: held.id.to_string(),
        role: held.role.as_str(),
        board,
        from: held.from.to_string(),
        to: held.to.map(|to| to.to_string()),
        holds: held.holds_on(visitor.today),
    }
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
