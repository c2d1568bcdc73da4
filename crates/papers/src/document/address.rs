//! Names that other systems read: anchors, addresses of pages, languages. Each is checked once, when it is made.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The stable name of a part of a paper, used as the target of a link: `p6`, `equalities`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Anchor(String);

/// Why a text cannot be an [`Anchor`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” cannot be the name of a part: use a letter, then letters, digits and hyphens")]
pub struct AnchorProblem(pub String);

impl Anchor {
    /// Reads an anchor: an ASCII letter, then ASCII letters, digits and hyphens.
    pub fn new(name: impl Into<String>) -> Result<Self, AnchorProblem> {
        let name = name.into();
        let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
        if starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            Ok(Self(name))
        } else {
            Err(AnchorProblem(name))
        }
    }

    /// The name as it stands in a link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Anchor {
    type Error = AnchorProblem;

    fn try_from(name: String) -> Result<Self, AnchorProblem> {
        Self::new(name)
    }
}

impl From<Anchor> for String {
    fn from(anchor: Anchor) -> Self {
        anchor.0
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address that a paper may link to: a page on the web, a page of this site (`/hackney/outcomes/smoking`), or a
/// mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a text cannot be an [`Address`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not an address that a paper may link to: it must begin with https://, http://, mailto: or a single /, and hold no space"
)]
pub struct AddressProblem(pub String);

impl Address {
    /// Reads an address. Anything that a browser might run or might read as another host (`javascript:`, `data:`,
    /// `//host`, a backslash) is refused.
    pub fn new(address: impl Into<String>) -> Result<Self, AddressProblem> {
        let address = address.into();
        let known =
            is_outside(&address) || (address.starts_with('/') && !address.starts_with("//"));
        let unsafe_character =
            |c: char| c.is_whitespace() || c.is_control() || "\\\"'<>".contains(c);
        if known && !address.contains(unsafe_character) {
            Ok(Self(address))
        } else {
            Err(AddressProblem(address))
        }
    }

    /// The address as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as a reader away from this site needs it, or nothing when it is a page of this site and the
    /// site's own address is not known.
    #[must_use]
    pub fn seen_from_outside(&self, site: Option<&Self>) -> Option<String> {
        if is_outside(&self.0) {
            return Some(self.0.clone());
        }
        site.map(|site| format!("{}{}", site.0.trim_end_matches('/'), self.0))
    }
}

impl TryFrom<String> for Address {
    type Error = AddressProblem;

    fn try_from(address: String) -> Result<Self, AddressProblem> {
        Self::new(address)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

fn is_outside(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        address
            .strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}

/// The language a paper is written in: `en-GB`, `bn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language {
    code: String,
    region: Option<String>,
}

/// Why a text cannot be a [`Language`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a language: use two or three letters, then a region if there is one, as in en-GB"
)]
pub struct LanguageProblem(pub String);

impl Language {
    /// British English.
    #[must_use]
    pub fn english() -> Self {
        Self {
            code: "en".into(),
            region: Some("GB".into()),
        }
    }

    /// Reads a language tag (BCP 47) of a language alone or a language and a region.
    pub fn new(tag: &str) -> Result<Self, LanguageProblem> {
        let (code, region) = match tag.split_once('-') {
            Some((code, region)) => (code, Some(region)),
            None => (tag, None),
        };
        let code_fits =
            (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase());
        let region_fits =
            region.is_none_or(|r| r.len() == 2 && r.chars().all(|c| c.is_ascii_uppercase()));
        if code_fits && region_fits {
            Ok(Self {
                code: code.into(),
                region: region.map(Into::into),
            })
        } else {
            Err(LanguageProblem(tag.into()))
        }
    }

    /// The language alone, `en`.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The region, `GB`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageProblem;

    fn try_from(tag: String) -> Result<Self, LanguageProblem> {
        Self::new(&tag)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.to_string()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        self.region
            .as_ref()
            .map_or(Ok(()), |region| write!(f, "-{region}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_could_run_or_leave_the_site_unseen_is_refused() {
        for bad in [
            "",
            "x",
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            "data:text/html,x",
            "//host",
            "/a b",
            "/\\host",
            "https://",
            "https://a\"b",
            "/a\nb",
            "ftp://a",
            "#p1",
            "vbscript:x",
        ] {
            assert!(Address::new(bad).is_err(), "{bad:?} was accepted");
        }
        for good in [
            "https://example.org/a?b=c#d",
            "http://example.org",
            "mailto:board@example.org",
            "/hackney/p",
            "/",
        ] {
            assert!(Address::new(good).is_ok(), "{good:?} was refused");
        }
    }

    #[test]
    fn a_page_of_this_site_needs_the_site_to_be_seen_from_outside() {
        let page = Address::new("/hackney").unwrap();
        let site = Address::new("https://board.example/").unwrap();
        assert_eq!(page.seen_from_outside(None), None);
        assert_eq!(
            page.seen_from_outside(Some(&site)).unwrap(),
            "https://board.example/hackney"
        );
        assert_eq!(
            site.seen_from_outside(None).unwrap(),
            "https://board.example/"
        );
    }

    #[test]
    fn anchors_and_languages_are_read_strictly() {
        assert!(Anchor::new("p6").is_ok() && Anchor::new("equalities-1").is_ok());
        for bad in ["", "6", "p 6", "p\"6", "-p", "пара"] {
            assert!(Anchor::new(bad).is_err(), "{bad:?} was accepted");
        }
        assert_eq!(Language::new("en-GB").unwrap(), Language::english());
        assert_eq!(Language::new("bn").unwrap().to_string(), "bn");
        for bad in ["", "e", "EN", "en-gb", "en-GB-x", "en\""] {
            assert!(Language::new(bad).is_err(), "{bad:?} was accepted");
        }
    }
}
