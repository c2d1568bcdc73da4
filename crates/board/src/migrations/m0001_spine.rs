//! The spine: records, links, join rules, the audit chain and the installation itself.

use crate::database::schema::table;
use crate::thread::Direction;
use crate::vocabulary::{Origin, Visibility};

super::migration!(
    Spine,
    "m0001_spine",
    [
        table("installation")
            .id()
            .moment("installed_at")
            .date_null("today_fixed")
            .boolean("demonstration"),
        table("record")
            .id()
            .text("kind")
            .uuid_null("body_id")
            .uuid_null("programme_id")
            .text("slug")
            .text("title")
            .text("state")
            .one_of("visibility", Visibility::WORDS)
            .one_of("origin", Origin::WORDS)
            .date_null("valid_from")
            .date_null("valid_to")
            .date("made_on")
            .date("state_since")
            .integer("revision")
            .uuid_null("last_entry")
            .unique(&["body_id", "kind", "slug"])
            .unique_where(
                "record_of_installation",
                &["kind", "slug"],
                "body_id IS NULL"
            )
            .index(&["kind", "state"]),
        table("record_alias")
            .id()
            .reference("record_id", "record")
            .one_of("alias_kind", crate::thread::AliasKind::WORDS)
            .text("value")
            .unique(&["record_id", "alias_kind", "value"])
            .index(&["value"]),
        table("link")
            .id()
            .reference("from_id", "record")
            .text("relation")
            .reference("to_id", "record")
            .text_null("reason")
            .date("from_date")
            .date_null("to_date")
            .reference_null("confirmed_by", "record")
            .index(&["from_id", "relation"])
            .index(&["to_id", "relation"]),
        table("join_rule")
            .id()
            .text("kind")
            .text("states")
            .one_of("direction", Direction::WORDS)
            .text("expects")
            .text("other_kinds")
            .integer("at_least")
            .text("message")
            .text("mended_by")
            .boolean("shipped")
            .unique(&["kind", "states", "direction", "expects"]),
        table("join_rule_pause")
            .id()
            .reference("rule_id", "join_rule")
            .reference_null("body_id", "record")
            .text("because")
            .date("since")
            .date_null("until")
            .text("by_whom")
            .unique(&["rule_id", "body_id"]),
        table("audit_chain")
            .id()
            .reference_null("body_id", "record")
            .integer("head_sequence")
            .text("head_hash")
            .unique(&["body_id"]),
        table("audit_entry")
            .id()
            .reference("chain_id", "audit_chain")
            .integer("sequence")
            .moment("at")
            .text("actor")
            .text("act")
            .reference_null("record_id", "record")
            .text("detail_digest")
            .text("previous_hash")
            .text("hash")
            .unique(&["chain_id", "sequence"])
            .index(&["record_id"])
            .index(&["at"]),
        table("audit_detail")
            .id()
            .reference("entry_id", "audit_entry")
            .text("salt")
            .text_null("detail")
            .moment_null("erased_at")
            .text_null("erased_why")
            .unique(&["entry_id"]),
    ]
);
