use crate::runner::House;
use crate::thread::Step;

use crate::vocabulary::{capital, long_date, with_article};

/// A record that another is joined to, one step up or down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The step.
    pub step: Step,
    /// What the record at the other end is, in a word: "priority".
    pub one: &'static str,
    /// Who confirmed the join, where its reader may know.
    pub confirmed_by: Option<String>,
}

impl Joined {
    pub(super) fn new(house: &House, step: Step, confirmed_by: Option<String>) -> Self {
        let one = house
            .registry()
            .kind(step.record.kind.0)
            .map_or(step.record.kind.0, |spec| spec.one);
        Self {
            step,
            one,
            confirmed_by,
        }
    }

    /// How the two are joined: "Delivers: a priority".
    #[must_use]
    pub fn how(&self) -> String {
        format!("{}: {}", capital(self.step.phrase), with_article(self.one))
    }

    /// When, by whom and why: "Adopted since 14 March 2022. Joined on 19 May 2022 by the board officer: …"
    #[must_use]
    pub fn sentence(&self) -> String {
        let record = &self.step.record;
        let link = &self.step.link;
        let by = self
            .confirmed_by
            .as_ref()
            .map_or_else(String::new, |name| format!(" by {name}"));
        let why = link.reason.as_ref().map_or_else(String::new, |reason| {
            format!(": {}", reason.trim_end_matches('.'))
        });
        format!(
            "{} since {}. Joined on {}{by}{why}.",
            capital(&record.state),
            long_date(record.state_since),
            long_date(link.from_date)
        )
    }
}
