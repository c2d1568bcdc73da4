use super::{Account, store};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread;

/// Why no single account was found.
#[derive(Debug, thiserror::Error)]
pub enum FindAccountError {
    /// Nobody with an account goes by this.
    #[error("nobody with an account goes by “{0}”")]
    Nobody(String),
    /// Several people go by this.
    #[error("several people go by “{asked}”: {}; use an e-mail address", addresses.join(", "))]
    Several {
        /// What was asked for.
        asked: String,
        /// The addresses of their accounts.
        addresses: Vec<String>,
    },
    /// Anything else.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// The one account whose person has this e-mail address, short name or name; case does not matter.
pub async fn find_account(house: &House, asked: &str) -> Result<Account, FindAccountError> {
    let wanted = asked.trim().to_lowercase();
    let mut found = Vec::new();
    for account in store::accounts(house.reader()).await? {
        if account.email.as_str() == wanted {
            return Ok(account);
        }
        let person = thread::by_id(house, account.person_id).await?;
        let goes_by = person.is_some_and(|person| {
            person.slug.as_str() == wanted
                || person.title.to_lowercase() == wanted
                || person.reference().to_string() == wanted
        });
        if goes_by {
            found.push(account);
        }
    }
    match found.len() {
        0 => Err(FindAccountError::Nobody(asked.trim().to_owned())),
        1 => Ok(found.remove(0)),
        _ => Err(FindAccountError::Several {
            asked: asked.trim().to_owned(),
            addresses: found
                .iter()
                .map(|account| account.email.to_string())
                .collect(),
        }),
    }
}
