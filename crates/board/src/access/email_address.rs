use std::fmt;
use std::str::FromStr;

/// An e-mail address in the one form in which two of them are compared: lower case, no space round it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct EmailAddress(String);

/// A text that is no e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an e-mail address: write it like name@council.example")]
pub struct InvalidEmailAddress(pub String);

/// The longest address that mail can be sent to (RFC 5321, with the angle brackets taken off).
const LONGEST: usize = 254;

impl EmailAddress {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, InvalidEmailAddress> {
        let invalid = || InvalidEmailAddress(text.trim().to_owned());
        let address = text.trim().to_lowercase();
        let (name, host) = address.rsplit_once('@').ok_or_else(invalid)?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && !part.ends_with('.')
                && !part.contains("..")
                && part
                    .chars()
                    .all(|c| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c))
        };
        if address.len() <= LONGEST && plain(name) && plain(host) {
            Ok(Self(address))
        } else {
            Err(invalid())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn two_ways_to_type_it_are_one_address() {
        let [one, other] = ["  Officer@Hackney.Example ", "officer@hackney.example"]
            .map(str::parse::<EmailAddress>);
        assert!(one.is_ok());
        assert_eq!(one, other);
    }

    #[test]
    fn what_could_break_a_mail_header_is_refused() {
        for wrong in [
            "",
            "officer",
            "@hackney.example",
            "officer@",
            "a b@c.example",
            "a@b.example\r\nBcc: x@y.example",
            "a@b@c.example",
            "<a@b.example>",
            "a..b@c.example",
        ] {
            assert!(wrong.parse::<EmailAddress>().is_err(), "{wrong}");
        }
        assert!(
            format!("{}@b.example", "a".repeat(250))
                .parse::<EmailAddress>()
                .is_err()
        );
    }
}
