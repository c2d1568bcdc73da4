//! Every chart with invented values, in every state and with inputs that are hard to draw: what the
//! gallery shows, and what tests look at dot by dot.
//!
//! A chart that is not in here has not been looked at. Start reading at [`sections`].

mod groups;
mod map;
mod one_measure;
mod places;

use crate::{Cell, ChartError, Drawn, Heading, Origin, Width};

/// A chart drawn with invented values.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What the invented values say, as a sentence without a full stop.
    pub finding: &'static str,
    /// The chart.
    pub drawn: Drawn,
}

/// One kind of chart with its samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name within the page.
    pub id: &'static str,
    /// What the kind is called.
    pub title: &'static str,
    /// The question that it answers, for whoever chooses a chart.
    pub answers: &'static str,
    /// How wide the samples were drawn.
    pub width: Width,
    /// The samples, the plain one first.
    pub samples: Vec<Sample>,
}

/// Every kind of chart. Fails only when a sample is not what its chart can draw.
pub fn sections() -> Result<Vec<Section>, ChartError> {
    let mut sections: Vec<Section> = one_measure::sections()?.into();
    sections.extend(groups::sections()?);
    sections.extend(places::sections()?);
    sections.push(map::section_of_maps()?);
    Ok(sections)
}

fn section(
    (id, title): (&'static str, &'static str),
    answers: &'static str,
    samples: impl IntoIterator<Item = Sample>,
) -> Section {
    Section {
        id,
        title,
        answers,
        width: Width::Half,
        samples: samples.into_iter().collect(),
    }
}

fn sample(finding: &'static str, drawn: Drawn) -> Sample {
    Sample { finding, drawn }
}

fn heading(id: &str, title: &str, origin: Origin) -> Heading {
    Heading {
        id: id.to_owned(),
        title: title.to_owned(),
        origin,
    }
}

/// A value that nobody may see.
fn hidden() -> Cell {
    Cell::Suppressed("too few people".to_owned())
}

#[cfg(test)]
#[expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should fail loudly"
)]
mod tests {
    use std::collections::BTreeSet;

    use super::sections;

    #[test]
    fn every_sample_has_an_id_of_its_own_and_every_kind_a_question() {
        let mut ids = BTreeSet::new();
        for section in sections().unwrap() {
            assert!(ids.insert(section.id.to_owned()), "{} twice", section.id);
            assert!(section.answers.ends_with('?'), "{}", section.answers);
            for sample in section.samples {
                let (_, rest) = sample.drawn.wide.split_once("aria-labelledby=\"").unwrap();
                let (id, _) = rest.split_once(' ').unwrap();
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
        }
    }

    #[test]
    fn every_state_without_a_figure_is_among_the_samples() {
        let words: String = sections()
            .unwrap()
            .iter()
            .flat_map(|section| &section.samples)
            .map(|sample| sample.drawn.description.as_str())
            .collect();
        for state in ["hidden", "missing", "not asked", "not applicable"] {
            assert!(words.contains(state), "no sample is {state}");
        }
    }
}
