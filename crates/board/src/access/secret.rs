use std::fmt;

use sha2::{Digest, Sha256};

use crate::runner::House;

/// 256 random bits that open something. Whoever holds the text has the key; the database keeps only its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new one that nobody can guess.
    pub(super) fn new(house: &House) -> Self {
        Self(house.random_bytes())
    }

    /// Reads one from a cookie or an address. `None` when it has not the shape of a secret.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let [high, low] = pair else { return None };
            *byte = value_of(*high)? << 4 | value_of(*low)?;
        }
        Some(Self(bytes))
    }

    /// The text for a cookie or an address: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn text(&self) -> String {
        hexadecimal(&self.0)
    }

    /// What the database keeps. A plain hash is enough, because the secret is random and as long as the hash.
    pub(super) fn hash(&self) -> String {
        hexadecimal(&Sha256::digest(self.0))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn value_of(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Secret;

    #[test]
    fn a_secret_does_not_print_itself() {
        assert_eq!(format!("{:?}", Secret([7; 32])), "Secret(…)");
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // SHA-256 of 32 zero bytes.
        assert_eq!(
            Secret([0; 32]).hash(),
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
    }

    proptest! {
        #[test]
        fn text_comes_back(bytes in any::<[u8; 32]>()) {
            prop_assert_eq!(Secret::read(&Secret(bytes).text()), Some(Secret(bytes)));
        }

        #[test]
        fn nothing_else_is_read(text in "\\PC{0,70}") {
            if let Some(secret) = Secret::read(&text) {
                prop_assert_eq!(secret.text(), text);
            }
        }
    }
}
