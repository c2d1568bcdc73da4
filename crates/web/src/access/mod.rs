//! Signing in and out (capability C14): a password, a one-time link, a new password, the board that one works for, and
//! who has an account and which roles.
//!
//! The rules are [`board::access`]'s; this module knows cookies and pages.

mod board_page;
pub(crate) mod cookie;
mod link_page;
mod password_page;
mod people_page;
mod sign_in_page;
mod sign_out;

use board::access::policy;
use board::vocabulary::Role;

use crate::routes::{Audience, Routes};

/// Whoever looks after accounts and roles.
const ADMINISTRATORS: Audience = Audience::Roles(&[Role::Administrator]);

/// This capability's routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", Audience::Public, sign_in_page::show)
        .sign_in(
            "/sign-in",
            Audience::Public,
            &policy::SIGN_IN,
            sign_in_page::submit,
        )
        .sign_in(
            "/sign-in/send",
            Audience::Public,
            &policy::ASK_FOR_SIGN_IN_LINK,
            link_page::send,
        )
        .get("/sign-in/sent", Audience::Public, link_page::sent)
        .get("/sign-in/{token}", Audience::Public, link_page::show)
        .sign_in(
            "/sign-in/{token}",
            Audience::Public,
            &policy::SIGN_IN,
            link_page::submit,
        )
        .post(
            "/sign-out",
            Audience::Public,
            &policy::SIGN_OUT,
            sign_out::submit,
        )
        .get("/desk/password", Audience::SignedIn, password_page::show)
        .sign_in(
            "/desk/password",
            Audience::SignedIn,
            &policy::CHANGE_PASSWORD,
            password_page::submit,
        )
        .get("/desk/board", Audience::SignedIn, board_page::show)
        .post(
            "/desk/board",
            Audience::SignedIn,
            &policy::CHOOSE_BOARD,
            board_page::submit,
        )
        .get("/desk/people", ADMINISTRATORS, people_page::show)
        .post(
            "/desk/people",
            ADMINISTRATORS,
            &policy::CHANGE_ACCOUNTS,
            people_page::welcome,
        )
        .post(
            "/desk/people/role",
            ADMINISTRATORS,
            &policy::CHANGE_ROLES,
            people_page::give_role,
        )
        .post(
            "/desk/people/role/end",
            ADMINISTRATORS,
            &policy::CHANGE_ROLES,
            people_page::end_role,
        )
        .post(
            "/desk/people/link",
            ADMINISTRATORS,
            &policy::MAKE_SIGN_IN_LINK,
            people_page::make_link,
        )
        .post(
            "/desk/people/suspend",
            ADMINISTRATORS,
            &policy::CHANGE_ACCOUNTS,
            people_page::suspend,
        )
        .post(
            "/desk/people/restore",
            ADMINISTRATORS,
            &policy::CHANGE_ACCOUNTS,
            people_page::restore,
        )
}
