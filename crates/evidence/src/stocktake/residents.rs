//! The people who could use a service, by group.

use std::collections::BTreeMap;

use super::ages::Band;
use super::code_list::{CodeList, Order, Reading};

/// How many people there are in each group of each characteristic. They are published numbers and need no protection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Residents {
    lists: BTreeMap<&'static str, BTreeMap<String, f64>>,
}

/// A label that is no group of a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{label}” is no group of {list}: correct the label, or leave the row out with --population-where"
)]
pub struct NotAGroup {
    /// Name of the list.
    pub list: &'static str,
    /// The label.
    pub label: String,
}

impl Residents {
    /// Adds the people of one label; several labels of one group are added up. People whose group is not known, and sums,
    /// are left out.
    pub fn add(
        &mut self,
        list: &'static CodeList,
        label: &str,
        people: f64,
    ) -> Result<(), NotAGroup> {
        match list.read(label) {
            Reading::Group(group) => {
                let groups = self.lists.entry(list.name).or_default();
                *groups.entry(group.into_owned()).or_insert(0.0) += people.max(0.0);
                Ok(())
            }
            Reading::Invalid if !is_percentage(label) => Err(NotAGroup {
                list: list.name,
                label: crate::intake::shown(label),
            }),
            _ => Ok(()),
        }
    }

    /// Whether a label is about people of one group: shares, sums and people whose group is not known are not, and may be passed
    /// over whatever their number is.
    #[must_use]
    pub fn is_group(list: &CodeList, label: &str) -> bool {
        match list.read(label) {
            Reading::Group(_) => true,
            Reading::Invalid => !is_percentage(label),
            _ => false,
        }
    }

    /// Whether there are people of a characteristic.
    #[must_use]
    pub fn have(&self, list: &CodeList) -> bool {
        self.lists.contains_key(list.name)
    }

    pub(super) fn of(&self, list: &CodeList, group: &str) -> Option<f64> {
        self.lists.get(list.name)?.get(group).copied()
    }

    /// The bands into which ages are put, the youngest first: those of the population, or the usual ones.
    pub(super) fn bands(&self, list: &CodeList) -> Vec<Band> {
        let mut bands: Vec<Band> = match self.lists.get(list.name) {
            Some(groups) if list.order == Order::Ages => groups
                .keys()
                .filter_map(|label| Band::read(label))
                .collect(),
            _ => super::ages::USUAL.to_vec(),
        };
        bands.sort();
        bands
    }
}

fn is_percentage(label: &str) -> bool {
    label.trim().to_lowercase().ends_with("(percent)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_without_a_code_are_added_where_the_list_puts_them() {
        let list = CodeList::named("ethnic-category").unwrap();
        let mut residents = Residents::default();
        for (label, people) in [
            ("White: Other White (number)", 100.0),
            ("White: Roma (number)", 7.0),
            ("White: Gypsy or Irish Traveller (number)", 3.0),
            ("White: Roma (percent)", 0.1),
            ("Unknown", 50.0),
        ] {
            residents.add(list, label, people).unwrap();
        }
        assert_eq!(
            residents.of(list, "Any other White background"),
            Some(110.0)
        );
        let error = residents.add(list, "Martian", 1.0).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("“Martian” is no group of ethnic-category")
        );
    }
}
