use super::{RecordId, words};

words! {
    /// What a person may do in a body. Which role may do what is a table in each capability's `policy.rs`.
    pub enum Role {
        /// Looks after the installation: people, roles, backups.
        Administrator = "administrator",
        /// Runs the board: agenda, minutes, actions, returns, publication.
        Officer = "officer",
        /// Loads data and answers for figures.
        Analyst = "analyst",
        /// Approves what others publish.
        Approver = "approver",
        /// Sits on the board.
        Member = "member",
        /// Owns actions and answers for outcomes in a partner.
        Partner = "partner",
        /// Examines the board's work for the council.
        Scrutiny = "scrutiny",
    }
}

/// A role held in a body, at the moment of acting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The body; `None` is the whole installation, every body included.
    pub body_id: Option<RecordId>,
    /// The role.
    pub role: Role,
}

/// Through which door somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A person who signed in.
    Person(RecordId),
    /// Whoever holds a signed link: the record of the body or person that the link was made for.
    Link(RecordId),
    /// The command line, which has the data folder and with it every right.
    CommandLine,
    /// Nobody in particular: the public.
    Public,
}

/// Who acts, with the roles held at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The door.
    pub kind: ActorKind,
    /// The name that the audit log prints.
    pub name: String,
    /// Roles in bodies, today.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Somebody without an account.
    #[must_use]
    pub fn public() -> Self {
        Self {
            kind: ActorKind::Public,
            name: "Somebody without an account".to_owned(),
            grants: Vec::new(),
        }
    }

    /// The command line on the machine that holds the data folder: every role in every body.
    #[must_use]
    pub fn command_line() -> Self {
        let grants = Role::ALL
            .iter()
            .map(|&role| Grant {
                body_id: None,
                role,
            })
            .collect();
        Self {
            kind: ActorKind::CommandLine,
            name: "Command line".to_owned(),
            grants,
        }
    }

    /// Whether this actor holds the role in the body (or in the whole installation).
    #[must_use]
    pub fn has(&self, role: Role, body_id: Option<RecordId>) -> bool {
        self.grants.iter().any(|grant| {
            grant.role == role && (grant.body_id.is_none() || grant.body_id == body_id)
        })
    }

    /// The person behind the actor, where there is one.
    #[must_use]
    pub fn person(&self) -> Option<RecordId> {
        match self.kind {
            ActorKind::Person(person) => Some(person),
            ActorKind::Link(_) | ActorKind::CommandLine | ActorKind::Public => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor, ActorKind, Grant, RecordId, Role};

    #[test]
    fn a_role_in_one_body_is_no_role_in_another() {
        let [hackney, city] = [1, 2].map(|n| RecordId(uuid::Uuid::from_u128(n)));
        let officer = Actor {
            kind: ActorKind::Person(hackney),
            name: "Board officer".to_owned(),
            grants: vec![Grant {
                body_id: Some(hackney),
                role: Role::Officer,
            }],
        };
        assert!(officer.has(Role::Officer, Some(hackney)));
        assert!(!officer.has(Role::Officer, Some(city)));
        assert!(!officer.has(Role::Officer, None));
        assert!(!officer.has(Role::Analyst, Some(hackney)));
        assert!(Actor::command_line().has(Role::Officer, Some(city)));
        assert!(!Actor::public().has(Role::Member, None));
    }
}
