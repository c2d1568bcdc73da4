//! The addresses of the interface.

use thiserror::Error;
use url::Url;

/// Where the public interface is.
pub const PUBLIC_ADDRESS: &str = "https://fingertips.phe.org.uk/api/";

/// Why an address cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum InterfaceError {
    /// It is no address.
    #[error("“{0}” is not an address; write one such as {PUBLIC_ADDRESS}")]
    NotAnAddress(String),
    /// It is neither http nor https.
    #[error("“{0}” is not on the web; an address begins with https:// or http://")]
    NotWeb(String),
}

/// The interface at one address.
#[derive(Debug, Clone)]
pub struct Interface {
    base: Url,
}

impl Interface {
    /// The interface at `address`, with or without its last stroke.
    pub fn at(address: &str) -> Result<Self, InterfaceError> {
        let mut base =
            Url::parse(address).map_err(|_| InterfaceError::NotAnAddress(address.to_owned()))?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            return Err(InterfaceError::NotWeb(address.to_owned()));
        }
        base.set_query(None);
        base.set_fragment(None);
        if !base.path().ends_with('/') {
            let path = format!("{}/", base.path());
            base.set_path(&path);
        }
        Ok(Self { base })
    }

    fn asked(&self, path: &str, query: &[(&str, String)]) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path()));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    /// All profiles.
    #[must_use]
    pub fn profiles(&self) -> Url {
        self.asked("profiles", &[])
    }

    /// The indicators of a profile, with their descriptions.
    #[must_use]
    pub fn indicators_of(&self, profile: u32) -> Url {
        self.asked(
            "indicator_metadata/by_profile_id",
            &[("profile_id", profile.to_string())],
        )
    }

    /// The kinds of area, each with the kinds that it may lie in.
    #[must_use]
    pub fn area_types(&self) -> Url {
        self.asked("area_types/parent_area_types", &[])
    }

    /// The areas of a kind.
    #[must_use]
    pub fn areas(&self, area_type: u32) -> Url {
        self.asked(
            "areas/by_area_type",
            &[("area_type_id", area_type.to_string())],
        )
    }

    /// The figures of an indicator for every area of a kind, for their parents and for England, as CSV.
    #[must_use]
    pub fn figures_of_indicator(&self, indicator: u32, area_type: u32, parent_type: u32) -> Url {
        self.asked(
            "all_data/csv/by_indicator_id",
            &[
                ("indicator_ids", indicator.to_string()),
                ("child_area_type_id", area_type.to_string()),
                ("parent_area_type_id", parent_type.to_string()),
                ("include_sortable_time_periods", "yes".to_owned()),
            ],
        )
    }

    /// The figures of all indicators of a profile, as CSV.
    #[must_use]
    pub fn figures_of_profile(&self, profile: u32, area_type: u32, parent_type: u32) -> Url {
        self.asked(
            "all_data/csv/by_profile_id",
            &[
                ("profile_id", profile.to_string()),
                ("child_area_type_id", area_type.to_string()),
                ("parent_area_type_id", parent_type.to_string()),
                ("include_sortable_time_periods", "yes".to_owned()),
            ],
        )
    }

    /// The definition of an indicator, as CSV.
    #[must_use]
    pub fn definition_of(&self, indicator: u32) -> Url {
        self.asked(
            "indicator_metadata/csv/by_indicator_id",
            &[("indicator_ids", indicator.to_string())],
        )
    }

    /// The definitions of all indicators of a profile, as CSV.
    #[must_use]
    pub fn definitions_of_profile(&self, profile: u32) -> Url {
        self.asked(
            "indicator_metadata/csv/by_profile_id",
            &[("profile_id", profile.to_string())],
        )
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_path_and_gets_its_parameters() {
        for address in ["https://example.org/api", "https://example.org/api/?x=1#y"] {
            let interface = Interface::at(address).unwrap();
            assert_eq!(
                interface.figures_of_indicator(90366, 502, 6).as_str(),
                "https://example.org/api/all_data/csv/by_indicator_id?indicator_ids=90366&child_area_type_id=502\
                 &parent_area_type_id=6&include_sortable_time_periods=yes"
            );
            assert_eq!(
                interface.profiles().as_str(),
                "https://example.org/api/profiles"
            );
        }
    }

    #[test]
    fn only_the_web_is_asked() {
        assert!(matches!(
            Interface::at("fingertips"),
            Err(InterfaceError::NotAnAddress(_))
        ));
        for address in ["file:///etc/passwd", "ftp://example.org/"] {
            assert_eq!(
                Interface::at(address).unwrap_err(),
                InterfaceError::NotWeb(address.to_owned())
            );
        }
        assert!(Interface::at(PUBLIC_ADDRESS).is_ok());
    }
}
