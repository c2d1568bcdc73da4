//! Which column of a foreign table holds what: tables that no publisher's layout describes, as partners send them.
//!
//! A *mapping* gives each column a [`Role`] and states for all rows what no column says. It is proposed from headings and
//! cells ([`propose()`]), changed by people, and remembered with the data set for its next release. [`plan()`] turns it into
//! rows to read: one for each row of a long table, several for each row of a wide one.
//!
//! Must not know: how a table is stored; rows arrive here as texts. Start with [`Mapping`].

mod field;
mod heading;
mod members;
mod only;
mod plan;
mod proposal;
mod propose;
mod role;
mod synonyms;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use field::Field;
pub use heading::{Heading, LOOK_AHEAD, find_heading};
pub use members::sex_of;
pub use only::{NotAChoice, Only};
pub use plan::{Fault, Group, Plan, describe, multiplier_of_unit, plan};
pub use proposal::{NamedArea, Proposal, ProposedColumn, Reason};
pub use propose::{is_year_pair, propose};
pub use role::{Dimension, NotARole, Role};

/// Stands for every column that nothing else names.
pub const EVERY_OTHER: &str = "*";

/// What the columns of a table hold, and what is stated for all its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// Columns by their heading. Two rows of headings are joined with ` / `; [`EVERY_OTHER`] stands for the rest.
    pub columns: Vec<MappedColumn>,
    /// What no column says.
    pub constants: BTreeMap<Field, String>,
    /// The sheet of a workbook; none for the one that holds the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Which rows are read: those that fit every one of these. All, where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<Only>,
    /// Codes of areas that the table has by a name that is nobody's, or several's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, String>,
}

/// One column of a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// Its heading, white space tidied.
    pub heading: String,
    /// What it holds.
    pub role: Role,
}

impl MappedColumn {
    /// Whether a heading is this column's: the same letters and digits.
    #[must_use]
    pub fn is_called(&self, heading: &str) -> bool {
        let key = synonyms::letters(heading);
        self.heading == heading || (!key.is_empty() && synonyms::letters(&self.heading) == key)
    }
}

impl Mapping {
    /// True when it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The role of a column by its heading. A heading that is spelled out goes before [`EVERY_OTHER`].
    #[must_use]
    pub fn role_of(&self, heading: &str) -> Option<&Role> {
        let exactly = self.columns.iter().find(|column| column.heading == heading);
        let nearly = || self.columns.iter().find(|column| column.is_called(heading));
        let other = || {
            self.columns
                .iter()
                .find(|column| column.heading == EVERY_OTHER)
        };
        exactly
            .or_else(nearly)
            .or_else(other)
            .map(|column| &column.role)
    }

    /// Gives a column a role; whichever column or statement had the field before gives way.
    pub fn set_column(&mut self, heading: &str, role: Role) {
        if let Role::Holds(field) = &role {
            self.constants.retain(|held, _| !held.same_place(*field));
            for column in &mut self.columns {
                if matches!(&column.role, Role::Holds(held) if held.same_place(*field)) {
                    column.role = Role::Ignore;
                }
            }
        }
        match self
            .columns
            .iter_mut()
            .find(|column| column.heading == heading)
        {
            Some(column) => column.role = role,
            None => self.columns.push(MappedColumn {
                heading: heading.to_owned(),
                role,
            }),
        }
    }

    /// States a field for all rows; a column that held it is read no more.
    pub fn set_constant(&mut self, field: Field, text: &str) {
        for column in &mut self.columns {
            if matches!(&column.role, Role::Holds(held) if held.same_place(field)) {
                column.role = Role::Ignore;
            }
        }
        self.constants.retain(|held, _| !held.same_place(field));
        self.constants.insert(field, text.to_owned());
    }

    /// What may be repeated for another release: all but the period, which the next release must state itself.
    #[must_use]
    pub fn to_remember(mut self) -> Self {
        self.constants
            .retain(|field, _| !field.same_place(Field::Period));
        self
    }

    /// What somebody says, laid over what was there.
    #[must_use]
    pub fn overlaid(mut self, said: &Self) -> Self {
        for column in &said.columns {
            self.set_column(&column.heading, column.role.clone());
        }
        for (field, text) in &said.constants {
            self.set_constant(*field, text);
        }
        if said.sheet.is_some() {
            self.sheet.clone_from(&said.sheet);
        }
        if !said.only.is_empty() {
            self.only.clone_from(&said.only);
        }
        self.areas.extend(said.areas.clone());
        self
    }

    /// Whether every column that holds a field stands in this heading, and there is one: the same data set again.
    #[must_use]
    pub fn fits(&self, heading: &[String]) -> bool {
        let named: Vec<_> = self
            .columns
            .iter()
            .filter(|column| column.heading != EVERY_OTHER && matches!(column.role, Role::Holds(_)))
            .collect();
        !named.is_empty()
            && named
                .iter()
                .all(|column| heading.iter().any(|name| column.is_called(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(field: Field) -> Role {
        Role::Holds(field)
    }

    #[test]
    fn a_field_has_one_place() {
        let mut mapping = Mapping::default();
        mapping.set_column("Value", holds(Field::Value));
        mapping.set_column("Rate", holds(Field::Value));
        assert_eq!(mapping.role_of("Value"), Some(&Role::Ignore));
        mapping.set_column("Year", holds(Field::Period));
        mapping.set_constant(Field::FinancialYear, "2021/22");
        assert_eq!(mapping.role_of("Year"), Some(&Role::Ignore));
        mapping.set_column("Year", holds(Field::Period));
        assert!(mapping.constants.is_empty());
    }

    #[test]
    fn headings_are_known_by_their_letters_and_the_rest_by_a_star() {
        let mut mapping = Mapping::default();
        mapping.set_column("Area Code", holds(Field::AreaCode));
        mapping.set_column(EVERY_OTHER, Role::Ignore);
        assert_eq!(mapping.role_of("area_code"), Some(&holds(Field::AreaCode)));
        assert_eq!(mapping.role_of("Telephone"), Some(&Role::Ignore));
        assert!(mapping.fits(&["AreaCode".to_owned(), "x".to_owned()]));
        assert!(!mapping.fits(&["Area".to_owned()]));
        assert!(!Mapping::default().fits(&["Area".to_owned()]));
    }

    #[test]
    fn what_is_said_goes_before_what_was_proposed() {
        let mut proposed = Mapping::default();
        proposed.set_column("Value", holds(Field::Value));
        proposed.set_constant(Field::Unit, "%");
        let mut said = Mapping::default();
        said.set_column("Rate", holds(Field::Value));
        said.set_constant(Field::Unit, "per 1,000");
        let both = proposed.overlaid(&said);
        assert_eq!(both.role_of("Value"), Some(&Role::Ignore));
        assert_eq!(both.role_of("Rate"), Some(&holds(Field::Value)));
        assert_eq!(both.constants[&Field::Unit], "per 1,000");
    }

    #[test]
    fn a_mapping_is_stored_as_words() {
        let mut mapping = Mapping::default();
        mapping.set_column(
            "2020",
            Role::Spread {
                figure: Field::Value,
                by: vec![Dimension::Period],
            },
        );
        mapping.set_constant(Field::IndicatorName, "Falls");
        let text = serde_json::to_string(&mapping).unwrap();
        assert_eq!(
            text,
            r#"{"columns":[{"heading":"2020","role":"value by period"}],"constants":{"indicator name":"Falls"}}"#
        );
        assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
    }
}
