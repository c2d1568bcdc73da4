//! What is proposed for a foreign table, and what becomes of it by what somebody says.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::plan::{Fault, plan};
use super::synonyms::figure_of;
use super::{Dimension, Field, Mapping, Only, Role};

/// What is proposed for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Every column in the order of the table.
    pub columns: Vec<ProposedColumn>,
    /// What is proposed to be stated for all rows.
    pub constants: BTreeMap<Field, String>,
    /// Row of the heading as a spreadsheet counts; the lower one of two.
    pub heading_row: u64,
    /// The texts above the heading.
    pub above: Vec<String>,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// Other sheets that hold a table.
    pub other_sheets: Vec<String>,
    /// Whether a person chose that sheet, or did so for the last release.
    pub sheet_is_chosen: bool,
    /// Which rows are read.
    pub only: Vec<Only>,
    /// Codes of areas that somebody has said, by name.
    pub areas: BTreeMap<String, String>,
    /// Names of areas that were read as the areas with these codes, none being in the table.
    pub named_areas: Vec<NamedArea>,
    /// What is still to be said.
    pub missing: Vec<Field>,
}

/// What became of a name of an area in a table without its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedArea {
    /// The name as the table has it.
    pub name: String,
    /// The code and the name of each area that it may be. One, where it is clear; none, where no area is called so.
    pub may_be: Vec<(String, String)>,
}

/// One column with what it seems to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedColumn {
    /// Its heading.
    pub heading: String,
    /// What it is for.
    pub role: Role,
    /// Why.
    pub why: Reason,
    /// A few of its cells.
    pub samples: Vec<String>,
}

/// How a role was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The heading is a name of the field.
    Heading,
    /// The cells are of its kind.
    Cells,
    /// The heading is a period, a sex or an age.
    Member,
    /// It is the only column of numbers that is left.
    OnlyNumbers,
    /// Another column holds the field already.
    HeldElsewhere,
    /// A person said so.
    Said,
    /// The last release of the data set was read so.
    Remembered,
    /// Nothing was recognised.
    Unknown,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heading => "by its heading",
            Self::Cells => "by its cells",
            Self::Member => "its heading names one",
            Self::OnlyNumbers => "the only numbers left",
            Self::HeldElsewhere => "another column holds that",
            Self::Said => "as you said",
            Self::Remembered => "as in the last release",
            Self::Unknown => "not recognised",
        })
    }
}

impl Proposal {
    /// The proposal as a mapping.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        Mapping {
            columns: self
                .columns
                .iter()
                .map(|column| super::MappedColumn {
                    heading: column.heading.clone(),
                    role: column.role.clone(),
                })
                .collect(),
            constants: self.constants.clone(),
            // Another release may call its sheets otherwise: only what somebody chose is asked for again.
            sheet: self.sheet.clone().filter(|_| self.sheet_is_chosen),
            only: self.only.clone(),
            areas: self.areas.clone(),
        }
    }

    /// Whether enough was recognised to call it a table of figures: two columns.
    #[must_use]
    pub fn recognises(&self) -> bool {
        let known = self
            .columns
            .iter()
            .filter(|column| column.role != Role::Ignore);
        known.count() > 1
    }

    /// The proposal with what somebody says, or said of the last release, laid over it.
    #[must_use]
    pub fn overlaid(mut self, said: &Mapping, reason: Reason) -> Self {
        let mapping = self.mapping().overlaid(said);
        let rest = said
            .columns
            .iter()
            .find(|column| column.heading == super::EVERY_OTHER);
        for column in &mut self.columns {
            let named = said
                .columns
                .iter()
                .find(|held| held.is_called(&column.heading));
            let now = match named {
                Some(named) => named.role.clone(),
                None => mapping
                    .role_of(&column.heading)
                    .cloned()
                    .unwrap_or(Role::Ignore),
            };
            // What is said of all others is said of what would not be read, and of every figure.
            let is_free = match &now {
                Role::Ignore | Role::Spread { .. } => true,
                Role::Holds(field) => field.is_figure(),
            };
            let role = match rest {
                Some(rest) if named.is_none() && is_free => of_others(&rest.role, &column.heading),
                _ => now,
            };
            if named.is_some() || role != column.role {
                column.role = role;
                column.why = reason;
            }
        }
        self.constants = mapping.constants;
        self.only = mapping.only;
        self.areas = mapping.areas;
        self.look_for_gaps();
        self
    }

    /// The proposal as the last release was read. Columns that it did not have are not read, but for one more of a wide
    /// table, such as the newest year.
    #[must_use]
    pub fn as_remembered(mut self, mapping: &Mapping) -> Self {
        for column in &mut self.columns {
            let known = mapping.role_of(&column.heading).cloned();
            let is_one_more = |role: &Role| {
                is_spread(role) && mapping.columns.iter().any(|held| held.role == *role)
            };
            let (role, why) = match known {
                Some(role) => (role, Reason::Remembered),
                None if is_one_more(&column.role) => (column.role.clone(), column.why),
                None => (Role::Ignore, Reason::Unknown),
            };
            column.role = role;
            column.why = why;
        }
        self.constants = mapping.constants.clone();
        self.only.clone_from(&mapping.only);
        self.areas.clone_from(&mapping.areas);
        self.look_for_gaps();
        self
    }

    pub(super) fn look_for_gaps(&mut self) {
        let names: Vec<String> = self
            .columns
            .iter()
            .map(|column| column.heading.clone())
            .collect();
        self.missing = plan(&self.mapping(), &names).map_or_else(
            |faults| {
                faults
                    .into_iter()
                    .filter_map(|fault| match fault {
                        Fault::Missing(field) => Some(field),
                        _ => None,
                    })
                    .collect()
            },
            |_| Vec::new(),
        );
    }
}

/// What is said of all other columns, of one of them: beside the values of groups stand their denominators, whose headings
/// say so (`Black`, `Black_total`).
fn of_others(said: &Role, heading: &str) -> Role {
    match said {
        Role::Spread { figure, by }
            if *figure == Field::Value && by[..] == [Dimension::Category] =>
        {
            let (figure, of) = figure_of(heading);
            let figure = figure.filter(|_| !of.is_empty()).unwrap_or(Field::Value);
            Role::Spread {
                figure,
                by: by.clone(),
            }
        }
        said => said.clone(),
    }
}

pub(super) fn is_spread(role: &Role) -> bool {
    matches!(role, Role::Spread { .. })
}
