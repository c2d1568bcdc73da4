//! Receipt numbers: short enough to read out over the telephone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::engine::FileHash;

/// Ten figures and 22 letters: without I, L, O and U, which are taken for others or spell words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `R-7K3M-Q2XD`: 40 bits of the hash of the receipt's content.
///
/// Two contents may share a number (in a store of 100,000 receipts the odds are about 1 in 200), so a store
/// keeps numbers unique and takes [`ReceiptNumber::next`] for the later content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiptNumber(String);

/// The text is not a receipt number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a receipt number looks like R-7K3M-Q2XD")]
pub struct NotAReceiptNumber;

impl ReceiptNumber {
    pub(crate) fn of(content: &[u8]) -> Self {
        let hash = FileHash::of(content).to_string();
        let bits = hash
            .get(..10)
            .and_then(|digits| u64::from_str_radix(digits, 16).ok())
            .unwrap_or(0);
        let letters: String = (0..8)
            .rev()
            .map(|place| {
                let index = usize::try_from(bits >> (place * 5) & 31).unwrap_or(0);
                char::from(ALPHABET.get(index).copied().unwrap_or(b'0'))
            })
            .collect();
        Self(format!(
            "R-{}-{}",
            letters.get(..4).unwrap_or(""),
            letters.get(4..).unwrap_or("")
        ))
    }

    /// The number to try when this one is taken by other content.
    #[must_use]
    pub fn next(&self) -> Self {
        Self::of(self.0.as_bytes())
    }

    /// The number as people write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ReceiptNumber {
    type Err = NotAReceiptNumber;

    /// Reads what people type: small letters, missing hyphens, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, NotAReceiptNumber> {
        let text = text.trim().to_ascii_uppercase();
        let rest = text.strip_prefix('R').ok_or(NotAReceiptNumber)?;
        let letters: String = rest
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let known = letters.bytes().all(|b| ALPHABET.contains(&b));
        if letters.len() != 8 || !known {
            return Err(NotAReceiptNumber);
        }
        let (first, second) = letters.split_at(4);
        Ok(Self(format!("R-{first}-{second}")))
    }
}

impl Serialize for ReceiptNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ReceiptNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_however_people_type_them() {
        let number = ReceiptNumber::of(b"content");
        assert_eq!(number.as_str().len(), 11);
        assert_eq!(number.to_string().parse(), Ok(number.clone()));
        assert_eq!(
            number.to_string().to_lowercase().parse(),
            Ok(number.clone())
        );
        assert_eq!(number.to_string().replace('-', "").parse(), Ok(number));
        assert_eq!(
            "r-oil0-1234".parse::<ReceiptNumber>().unwrap().as_str(),
            "R-0110-1234"
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "R",
            "R-7K3M",
            "X-7K3M-Q2XD",
            "R-7K3M-Q2XU",
            "R-7K3M-Q2é",
            "R-7K3M-Q2XD9",
        ] {
            assert_eq!(
                text.parse::<ReceiptNumber>(),
                Err(NotAReceiptNumber),
                "{text}"
            );
        }
    }

    #[test]
    fn a_taken_number_has_a_next() {
        let number = ReceiptNumber::of(b"content");
        assert_ne!(number.next(), number);
        assert_eq!(number.next(), number.next());
    }
}
