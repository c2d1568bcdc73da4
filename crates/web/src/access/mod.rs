//! Signing in and out (capability C14): a password, a one-time link, a new password, the board that one works for.
//!
//! The rules are [`board::access`]'s; this module knows cookies and pages.

mod board_page;
pub(crate) mod cookie;
mod link_page;
mod password_page;
mod sign_in_page;
mod sign_out;

use board::access::policy;

use crate::routes::{Audience, Routes};

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
}
