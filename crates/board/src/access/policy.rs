//! Who may do what to accounts, roles and links.

use crate::runner::Permission;
use crate::vocabulary::Role::{Administrator, Officer};

/// Make, suspend or restore an account.
pub const CHANGE_ACCOUNTS: Permission = Permission::of("change accounts", &[Administrator]);
/// Give a person a role in a body, or end it.
pub const CHANGE_ROLES: Permission = Permission::of("change roles", &[Administrator]);
/// Make a one-time sign-in link for somebody else.
pub const MAKE_SIGN_IN_LINK: Permission = Permission::of("make a sign-in link", &[Administrator]);
/// Ask for a one-time link to one's own mailbox. Nobody is signed in yet, so anybody may.
pub const ASK_FOR_SIGN_IN_LINK: Permission = Permission::open("ask for a sign-in link");
/// Use a one-time link or a password. The link or the password decides.
pub const SIGN_IN: Permission = Permission::open("sign in");
/// End one's own sign-in.
pub const SIGN_OUT: Permission = Permission::open("sign out");
/// Choose a new password. The use case checks that it is one's own, or that an administrator does it.
pub const CHANGE_PASSWORD: Permission = Permission::open("change a password");
/// Withdraw a partner's link before it ends.
pub const REVOKE_LINK: Permission = Permission::of("withdraw a link", &[Administrator, Officer]);
/// Make the first account of an installation. The use case refuses once there is one.
pub const SET_UP: Permission = Permission::of("set up the first account", &[Administrator]);
/// Choose for which board one works at the desk.
pub const CHOOSE_BOARD: Permission = Permission::open("choose a board to work for");
/// Remember that a sign-in is still in use, or count wrong tries: nothing that is logged.
pub(super) const KEEP_BOOKS: Permission = Permission::open("keep the books of signing in");

/// Every permission of this capability.
pub const ALL: &[&Permission] = &[
    &CHANGE_ACCOUNTS,
    &CHANGE_ROLES,
    &MAKE_SIGN_IN_LINK,
    &ASK_FOR_SIGN_IN_LINK,
    &SIGN_IN,
    &SIGN_OUT,
    &CHANGE_PASSWORD,
    &REVOKE_LINK,
    &SET_UP,
    &CHOOSE_BOARD,
];
