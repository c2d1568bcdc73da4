use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::runner::House;

/// Fewest characters of a password (Cyber Essentials asks for 12 where there is no second factor).
const SHORTEST: usize = 12;
/// Most characters of a password; more would only make the server work.
const LONGEST: usize = 200;
/// Each check takes 19 MiB, so only a few run at once; the others wait their turn.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Why a password is not good enough. There are no rules about signs and capitals: length is what counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Too short.
    #[error("Use at least {SHORTEST} characters. Three words that do not belong together are good")]
    Short,
    /// Too long.
    #[error("Use at most {LONGEST} characters")]
    Long,
    /// Made of very few different characters.
    #[error("Use more than {0} different characters")]
    Uniform(usize),
    /// Holds a word that anybody would try first.
    #[error("Leave out “{0}”: it is tried first")]
    Guessable(String),
}

/// Words that anybody would try first.
const TRIED_FIRST: [&str; 8] = [
    "password",
    "passw0rd",
    "commonweal",
    "qwerty",
    "letmein",
    "welcome",
    "123456",
    "abcdef",
];

/// Refuses what can be guessed. `about` are words about the person: name and address.
pub(super) fn judge(password: &str, about: &[&str]) -> Result<(), WeakPassword> {
    const FEW: usize = 4;
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(WeakPassword::Short);
    }
    if length > LONGEST {
        return Err(WeakPassword::Long);
    }
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() <= FEW {
        return Err(WeakPassword::Uniform(FEW));
    }
    let lower = password.to_lowercase();
    let own = about
        .iter()
        .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 5)
        .map(str::to_lowercase);
    let guessable = TRIED_FIRST
        .iter()
        .map(|&word| word.to_owned())
        .chain(own)
        .find(|word| lower.contains(word.as_str()));
    guessable.map_or(Ok(()), |word| Err(WeakPassword::Guessable(word)))
}

/// The Argon2id hash of a password, with its algorithm, cost and salt written beside it.
pub(super) async fn hash(house: &House, password: String) -> String {
    let salt: [u8; 16] = house.random_bytes();
    apart(move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .expect("the default cost and a salt of 16 bytes are within what the algorithm takes")
            .to_string()
    })
    .await
}

/// Whether a password is the one that was hashed. Without a hash it does the same work and says no, so that how long it
/// takes does not tell whether somebody has an account.
pub(super) async fn is_right(hash: Option<String>, password: String) -> bool {
    /// The hash of a password that nobody knows, at the default cost.
    const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$\
         AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    apart(move || {
        let known = hash.is_some();
        let stored = hash.unwrap_or_else(|| NOBODYS.to_owned());
        let right = PasswordHash::new(&stored).is_ok_and(|stored| {
            Argon2::default()
                .verify_password(password.as_bytes(), &stored)
                .is_ok()
        });
        right && known
    })
    .await
}

/// Runs heavy work beside the threads that serve pages.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let _turn = AT_ONCE
        .acquire()
        .await
        .expect("this semaphore is never closed");
    tokio::task::spawn_blocking(work)
        .await
        .expect("hashing a password neither panics nor is cancelled")
}

#[cfg(test)]
mod tests {
    use super::{WeakPassword, is_right, judge};

    #[test]
    fn length_counts_and_guesses_are_refused() {
        assert_eq!(judge("otter gravel lamp", &[]), Ok(()));
        assert_eq!(judge("shortish", &[]), Err(WeakPassword::Short));
        assert_eq!(judge(&"ab".repeat(120), &[]), Err(WeakPassword::Long));
        assert_eq!(judge("abababababab", &[]), Err(WeakPassword::Uniform(4)));
        assert_eq!(
            judge("Password for me 1", &[]),
            Err(WeakPassword::Guessable("password".to_owned()))
        );
        assert_eq!(
            judge("josie marsh 2022!", &["Josie Marsh"]),
            Err(WeakPassword::Guessable("josie".to_owned()))
        );
        // Any language, any sign, spaces too.
        assert_eq!(judge("সবার জন্য স্বাস্থ্য", &[]), Ok(()));
    }

    #[tokio::test]
    async fn nobodys_hash_is_read_and_never_right() {
        // Were it malformed, an unknown name would be refused without the work, and faster.
        assert!(
            argon2::password_hash::phc::PasswordHash::new(
                "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$\
             AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            )
            .is_ok()
        );
        assert!(!is_right(None, "anything at all".to_owned()).await);
    }
}
