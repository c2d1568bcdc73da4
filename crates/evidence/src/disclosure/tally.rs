//! Counts over people that records hold: respondents, attendance, monitoring.

use serde::Serialize;

use crate::cell::Figure;

use super::{Policy, Publishable};

/// One line of a tally.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TallyRow {
    /// What was counted.
    pub label: String,
    /// How many, as it may be shown.
    #[serde(serialize_with = "figure")]
    pub count: Figure,
}

/// A tally as it may be shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tally {
    /// The lines, in the order in which they came.
    pub rows: Vec<TallyRow>,
    /// Total of the lines as shown: rounded parts, without the hidden ones. The true total would give a hidden part away.
    pub total: f64,
    /// How many lines are hidden and therefore not in the total.
    pub hidden: usize,
}

fn figure<S: serde::Serializer>(figure: &Figure, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeMap;
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("state", &figure.state())?;
    map.serialize_entry("value", &figure.value())?;
    map.end()
}

/// Screens counts over people. The parts must not overlap.
pub fn tally<L: Into<String>>(
    policy: Policy,
    parts: impl IntoIterator<Item = (L, u32)>,
) -> Publishable<Tally> {
    let mut total = 0.0;
    let mut hidden = 0;
    let rows = parts
        .into_iter()
        .map(|(label, count)| {
            let count = f64::from(count);
            let rule = policy.rule();
            let shown = (!rule.hides_number(count)).then(|| rule.shows(count));
            if let Some(shown) = shown {
                total += shown;
            } else {
                hidden += 1;
            }
            TallyRow {
                label: label.into(),
                count: shown.map_or(Figure::Suppressed, Figure::Value),
            }
        })
        .collect();
    Publishable(Tally {
        rows,
        total,
        hidden,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_sums_of_what_is_shown() {
        let parts = [
            ("Women", 23),
            ("Men", 6),
            ("Another way", 0),
            ("Not said", 41),
        ];
        let tally = tally(Policy::NhsEngland, parts).into_inner();
        let figures: Vec<_> = tally.rows.iter().map(|row| row.count).collect();
        assert_eq!(
            figures,
            [
                Figure::Value(25.0),
                Figure::Suppressed,
                Figure::Value(0.0),
                Figure::Value(40.0)
            ]
        );
        // Not 70, and not 65 with the hidden six rounded in: neither lets the six be worked out.
        assert_eq!((tally.total, tally.hidden), (65.0, 1));
    }
}
