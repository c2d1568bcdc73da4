//! Whom an indicator can show and whom it cannot: the nine protected characteristics, and deprivation.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::observation::{Observation, State};

/// The nine protected characteristics of the Equality Act 2010, and deprivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Characteristic {
    /// Age.
    Age,
    /// Disability.
    Disability,
    /// Gender reassignment.
    GenderReassignment,
    /// Marriage and civil partnership.
    MarriageAndCivilPartnership,
    /// Pregnancy and maternity.
    PregnancyAndMaternity,
    /// Race, as ethnic group.
    Race,
    /// Religion or belief.
    ReligionOrBelief,
    /// Sex.
    Sex,
    /// Sexual orientation.
    SexualOrientation,
    /// Deprivation: not protected by the Act, and the widest gap of all.
    Deprivation,
}

impl Characteristic {
    /// All ten, the nine first.
    pub const ALL: [Self; 10] = [
        Self::Age,
        Self::Disability,
        Self::GenderReassignment,
        Self::MarriageAndCivilPartnership,
        Self::PregnancyAndMaternity,
        Self::Race,
        Self::ReligionOrBelief,
        Self::Sex,
        Self::SexualOrientation,
        Self::Deprivation,
    ];

    /// The name that people use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Age => "Age",
            Self::Disability => "Disability",
            Self::GenderReassignment => "Gender reassignment",
            Self::MarriageAndCivilPartnership => "Marriage and civil partnership",
            Self::PregnancyAndMaternity => "Pregnancy and maternity",
            Self::Race => "Ethnicity",
            Self::ReligionOrBelief => "Religion or belief",
            Self::Sex => "Sex",
            Self::SexualOrientation => "Sexual orientation",
            Self::Deprivation => "Deprivation",
        }
    }

    /// The name under which the Act has it. None for deprivation, which it does not protect.
    #[must_use]
    pub fn title_in_law(self) -> Option<&'static str> {
        match self {
            Self::Race => Some("Race"),
            Self::Deprivation => None,
            other => Some(other.name()),
        }
    }

    /// What a kind of category is about, by its publisher's name for it.
    #[must_use]
    pub fn of_category_type(category_type: &str) -> Option<Self> {
        let name = category_type.to_ascii_lowercase();
        let about = |words: &[&str]| words.iter().any(|word| name.contains(word));
        // Most telling words first: "sexuality" also holds "sex".
        [
            (Self::Deprivation, &["deprivation"][..]),
            (Self::SexualOrientation, &["sexual"]),
            (
                Self::GenderReassignment,
                &["gender identity", "transgender", "gender reassignment"],
            ),
            (
                Self::MarriageAndCivilPartnership,
                &["marital", "marriage", "civil partner"],
            ),
            (Self::PregnancyAndMaternity, &["pregnan", "maternity"]),
            (Self::ReligionOrBelief, &["religio", "belief", "faith"]),
            (Self::Race, &["ethnic", "race"]),
            (
                Self::Disability,
                &["disab", "long-term condition", "long term condition"],
            ),
            (Self::Sex, &["sex", "gender"]),
            (Self::Age, &["age group", "age band", "ages"]),
        ]
        .into_iter()
        .find(|(_, words)| about(words))
        .map(|(characteristic, _)| characteristic)
    }
}

/// What can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sight {
    /// Two groups or more have figures for this place.
    Figures,
    /// Figures exist and are hidden for this place.
    Hidden,
    /// England has figures, this place has none.
    EnglandOnly,
    /// No figures.
    Gap,
}

/// One characteristic of one indicator in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Which.
    pub characteristic: Characteristic,
    /// What can be seen.
    pub sight: Sight,
    /// The groups that have figures, for the place or else for England, in the publisher's words.
    pub groups: Vec<String>,
}

/// What can be seen of each characteristic. `rows` are all rows of one indicator for the place and for England.
pub(crate) fn coverage(rows: &[Observation], area: &str) -> Vec<Coverage> {
    Characteristic::ALL
        .into_iter()
        .map(|characteristic| {
            let here = groups(rows, area, characteristic, Observation::shows_value);
            let hidden = groups(rows, area, characteristic, |seen| {
                seen.state == State::Suppressed
            });
            let england = groups(
                rows,
                crate::ENGLAND,
                characteristic,
                Observation::shows_value,
            );
            let (sight, groups) = if here.len() > 1 {
                (Sight::Figures, here)
            } else if hidden.len() > 1 {
                (Sight::Hidden, hidden)
            } else if england.len() > 1 {
                (Sight::EnglandOnly, england)
            } else {
                (Sight::Gap, BTreeSet::new())
            };
            Coverage {
                characteristic,
                sight,
                groups: groups.into_iter().collect(),
            }
        })
        .collect()
}

fn groups(
    rows: &[Observation],
    area: &str,
    characteristic: Characteristic,
    counts: impl Fn(&Observation) -> bool,
) -> BTreeSet<String> {
    rows.iter()
        .filter(|seen| &*seen.area.code == area && counts(seen))
        .filter_map(|seen| group(seen, characteristic))
        .collect()
}

fn group(seen: &Observation, characteristic: Characteristic) -> Option<String> {
    if !seen.is_for_everyone() {
        let about = Characteristic::of_category_type(&seen.category_type)?;
        return (about == characteristic).then(|| seen.category.to_string());
    }
    match characteristic {
        Characteristic::Sex => {
            let one_sex = ["male", "female"]
                .iter()
                .any(|sex| seen.sex.eq_ignore_ascii_case(sex));
            one_sex.then(|| seen.sex.to_string())
        }
        Characteristic::Age => {
            let everyone = seen.age.eq_ignore_ascii_case("all ages") || seen.age.is_empty();
            (!everyone).then(|| seen.age.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_names_of_categories_are_understood() {
        for (name, about) in [
            (
                "County & UA deprivation deciles in England (IMD2015)",
                Some(Characteristic::Deprivation),
            ),
            ("Ethnic groups (w unknown)", Some(Characteristic::Race)),
            (
                "Sexuality - 4 categories",
                Some(Characteristic::SexualOrientation),
            ),
            ("Disability", Some(Characteristic::Disability)),
            ("Religion", Some(Characteristic::ReligionOrBelief)),
            (
                "Marital status",
                Some(Characteristic::MarriageAndCivilPartnership),
            ),
            ("Working status", None),
            ("Level of education", None),
        ] {
            assert_eq!(Characteristic::of_category_type(name), about, "{name}");
        }
    }
}
