use crate::vocabulary::{Actor, RecordId, Role};

/// Something that can be done, and who may do it. Every capability lists its own in `policy.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// What is done, as the audit log prints it: "publish minutes".
    pub act: &'static str,
    /// The roles that may do it in the body concerned.
    pub roles: &'static [Role],
    /// Whether somebody without any role may do it too: a signed link, the public, a person about themselves. The use
    /// case itself then checks who it is.
    pub open: bool,
}

impl Permission {
    /// Something that people with one of these roles may do.
    #[must_use]
    pub const fn of(act: &'static str, roles: &'static [Role]) -> Self {
        Self {
            act,
            roles,
            open: false,
        }
    }

    /// Something that anybody may ask for, and that the use case itself decides upon.
    #[must_use]
    pub const fn open(act: &'static str) -> Self {
        Self {
            act,
            roles: &[],
            open: true,
        }
    }

    /// Whether the actor may do it in the body.
    #[must_use]
    pub fn allows(&self, actor: &Actor, body_id: Option<RecordId>) -> bool {
        self.open || self.roles.iter().any(|&role| actor.has(role, body_id))
    }
}
