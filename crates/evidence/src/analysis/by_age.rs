//! Figures of a place by age, and which of them belong together: a rate is made of events and people of the same ages.

use std::collections::BTreeMap;

use crate::stocktake::ages::Band;

/// Figures by age: the total under no age.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ByAge(BTreeMap<Option<Band>, f64>);

/// Of which ages figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ages {
    /// Of all.
    Everybody,
    /// Of some.
    Of(Band),
}

impl ByAge {
    /// Adds a figure of an age, or a total.
    pub(super) fn add(&mut self, age: Option<Band>, figure: f64) {
        *self.0.entry(age).or_insert(0.0) += figure;
    }

    /// Adds figures of another year. They must be given by the same ages.
    pub(super) fn add_year(&mut self, year: Self) -> Result<(), String> {
        if self.0.is_empty() {
            *self = year;
            return Ok(());
        }
        if !self.0.keys().eq(year.0.keys()) {
            return Err("The people are not given by the same ages in every year.".to_owned());
        }
        for (age, figure) in year.0 {
            self.add(age, figure);
        }
        Ok(())
    }

    /// The figures that are given by age, the youngest first.
    pub(super) fn bands(&self) -> impl Iterator<Item = (Band, f64)> {
        self.0
            .iter()
            .filter_map(|(age, figure)| Some(((*age)?, *figure)))
    }

    fn total(&self) -> Option<f64> {
        self.0.get(&None).copied()
    }

    /// Of which ages the figures are.
    pub(super) fn ages(&self) -> Result<Ages, String> {
        if self.total().is_some() {
            return Ok(Ages::Everybody);
        }
        self.ages_of_bands()
    }

    /// Of which ages the figures are that are given by age.
    pub(super) fn ages_of_bands(&self) -> Result<Ages, String> {
        let all = Band::of_all(self.bands().map(|(band, _)| band)).ok_or(
            "The counts are given for ages with others missing between them, so they are of no one group.",
        )?;
        Ok(if all.is_everybody() {
            Ages::Everybody
        } else {
            Ages::Of(all)
        })
    }

    /// All of some ages: what is given for them as one, else the sum of the ages that make them up.
    pub(super) fn of(&self, ages: Ages, what: &str) -> Result<f64, String> {
        let wanted = match ages {
            Ages::Everybody => None,
            Ages::Of(band) => Some(band),
        };
        if let Some(figure) = self.0.get(&wanted) {
            return Ok(*figure);
        }
        let is_inside = |age: Band| wanted.is_none_or(|band| band.holds(age));
        let inside: Vec<(Band, f64)> = self.bands().filter(|(age, _)| is_inside(*age)).collect();
        let straddles = wanted.is_some_and(|band| {
            self.bands()
                .any(|(age, _)| band.meets(age) && !band.holds(age))
        });
        let joined = Band::of_all(inside.iter().map(|(age, _)| *age));
        let is_whole = match wanted {
            None => joined.is_some_and(Band::is_everybody),
            Some(band) => joined == Some(band),
        };
        if straddles || !is_whole {
            let ages = wanted.map_or_else(|| "all ages".to_owned(), |band| band.to_string());
            return Err(format!(
                "The {what} are not given by ages that make up {ages}, so events and people do not match."
            ));
        }
        let next = inside.iter().skip(1);
        if inside
            .iter()
            .zip(next)
            .any(|(one, next)| one.0.meets(next.0))
        {
            return Err(format!(
                "The ages of the {what} overlap, so they are not summed."
            ));
        }
        Ok(inside.iter().map(|(_, figure)| figure).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_age(figures: &[(&str, f64)]) -> ByAge {
        let mut by_age = ByAge::default();
        for (age, figure) in figures {
            by_age.add(Band::read(age), *figure);
        }
        by_age
    }

    fn of(ages: &str) -> Ages {
        Band::read(ages).map_or(Ages::Everybody, Ages::Of)
    }

    #[test]
    fn people_of_the_ages_that_are_wanted_are_summed_or_refused() {
        for (given, wanted, expected) in [
            (&[("all", 9.0), ("65+", 2.0)][..], "all", Ok(9.0)),
            (&[("0 to 64", 7.0), ("65+", 2.0)], "all", Ok(9.0)),
            (
                &[("18 to 64", 7.0), ("65+", 2.0)],
                "all",
                Err("make up all ages"),
            ),
            (&[("65 to 74", 1.0), ("75+", 1.0)], "65+", Ok(2.0)),
            // A subtotal stands for its parts.
            (
                &[("65+", 2.0), ("65 to 74", 1.0), ("75+", 1.0)],
                "65+",
                Ok(2.0),
            ),
            (
                &[("all", 9.0), ("75+", 1.0)],
                "65+",
                Err("make up 65 and over"),
            ),
            (&[("60+", 4.0)], "65+", Err("make up 65 and over")),
            (&[("60 to 69", 4.0), ("65+", 2.0)], "60+", Err("overlap")),
            (&[("0 to 64", 7.0), ("60+", 3.0)], "all", Err("overlap")),
        ] {
            let found = by_age(given).of(of(wanted), "people");
            match expected {
                Ok(expected) => assert_eq!(found, Ok(expected), "{given:?}"),
                Err(why) => assert!(found.unwrap_err().contains(why), "{given:?}: {why}"),
            }
        }
    }

    #[test]
    fn years_are_added_age_by_age() {
        let year = || by_age(&[("all", 9.0), ("65+", 2.0)]);
        let mut years = ByAge::default();
        years.add_year(year()).unwrap();
        years.add_year(year()).unwrap();
        assert_eq!(years, by_age(&[("all", 18.0), ("65+", 4.0)]));
        assert!(years.add_year(by_age(&[("all", 9.0)])).is_err());
    }
}
