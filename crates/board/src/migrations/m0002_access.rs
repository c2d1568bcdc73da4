//! Accounts, sign-ins, roles, one-time and partners' links, and reports of mistakes.
//!
//! Roles are in `role_grant`, not `grant`: that word is SQL's own.

use crate::access::{AccountState, Purpose};
use crate::database::schema::table;
use crate::vocabulary::Role;

super::migration!(
    Access,
    "m0002_access",
    [
        table("account")
            .id()
            .reference("person_id", "record")
            .text("email")
            .text_null("password_hash")
            .one_of("state", AccountState::WORDS)
            .integer("wrong_tries")
            .moment_null("wait_until")
            .moment("made_at")
            .unique(&["person_id"])
            .unique(&["email"]),
        table("sign_in")
            .id()
            .text("token_hash")
            .reference("account_id", "account")
            .moment("started_at")
            .moment("seen_at")
            .moment("ends_at")
            .moment_null("ended_at")
            .reference_null("desk_board_id", "record")
            .unique(&["token_hash"])
            .index(&["account_id"]),
        table("role_grant")
            .id()
            .reference("person_id", "record")
            .reference_null("body_id", "record")
            .one_of("role", Role::WORDS)
            .date("from_date")
            .date_null("to_date")
            .index(&["person_id"]),
        table("token")
            .id()
            .text("token_hash")
            .one_of("purpose", Purpose::WORDS)
            .reference_null("person_id", "record")
            .reference_null("round_id", "record")
            .reference_null("body_id", "record")
            .text("made_by")
            .moment("made_at")
            .moment("expires_at")
            .moment_null("used_at")
            .moment_null("revoked_at")
            .unique(&["token_hash"])
            .index(&["round_id"])
            .index(&["person_id"]),
        table("mistake_report")
            .record_id()
            .text("page")
            .text("words")
            .text_null("contact")
            .moment("reported_at")
            .text_null("answer"),
    ]
);
