//! Who signs in and what they may do (capability C14): accounts, one-time links, passwords, sign-ins under way, roles in
//! bodies, and the links by which partners answer without an account.
//!
//! An account belongs to a person record of [`crate::places`]. Secrets are 256 random bits, known to their holder alone:
//! the database keeps only their hashes. Sessions, links and waits run by the machine's clock (`now`); roles run by the
//! board's date (`today`). Must not know cookies, addresses or pages. Start with [`use_sign_in_link()`] and [`signed_in`].

mod account;
mod change_password;
mod create_account;
mod email_address;
mod end_grant;
mod find_account;
mod grant_role;
mod make_sign_in_link;
mod password;
pub mod policy;
mod postman;
mod secret;
mod session;
mod set_up_administrator;
mod sign_in_with_password;
mod sign_out;
mod store;
mod suspend_account;
#[cfg(test)]
mod tests;
mod token;
mod use_sign_in_link;
mod welcome_person;

pub use account::{Account, AccountState, HeldRole, accounts, roles_of};
pub use change_password::{ChangePassword, ChangePasswordError, change_password};
pub use create_account::{CreateAccount, CreateAccountError, create_account};
pub use email_address::{EmailAddress, InvalidEmailAddress};
pub use end_grant::end_grant;
pub use find_account::{FindAccountError, find_account};
pub use grant_role::{GrantRole, GrantRoleError, grant_role};
pub use make_sign_in_link::{
    MakeSignInLink, MakeSignInLinkError, NewLink, make_sign_in_link, request_sign_in_link,
};
pub use password::WeakPassword;
pub use postman::{Letter, NotSent, Postman};
pub use secret::Secret;
pub use session::{
    ABSOLUTE_LIMIT, IDLE_LIMIT, NewSession, SignedIn, choose_desk_board, keep_signed_in, signed_in,
};
pub use set_up_administrator::{SetUpAdministrator, SetUpAdministratorError, set_up_administrator};
pub use sign_in_with_password::{PasswordRefused, sign_in_with_password};
pub use sign_out::sign_out;
pub use suspend_account::{restore_account, suspend_account};
pub use token::{
    NewToken, Purpose, Token, TokenRefused, check_token, make_token, revoke_return_links,
    revoke_token,
};
pub use use_sign_in_link::{OpenLink, look_at_sign_in_link, use_sign_in_link};
pub use welcome_person::{WelcomePerson, WelcomePersonError, welcome_person};
