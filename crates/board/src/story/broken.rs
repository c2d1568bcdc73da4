use jiff::civil::Date;

use crate::calendar::days_since;
use crate::database::DatabaseError;
use crate::joins::FORWARD;
use crate::runner::House;
use crate::thread::{self, Broken, Direction, JoinRule, Registry};
use crate::vocabulary::{Actor, RecordId, capital, days, long_date, with_article};

/// A broken join in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenJoin {
    /// What is broken.
    pub broken: Broken,
    /// What the record is, in a word: "action".
    pub one: &'static str,
    /// What is expected: "Serves an outcome", "Due date".
    pub expects: String,
    /// For how many of the board's days.
    pub days: i64,
    /// The board's date.
    today: Date,
}

/// What a rule expects, in words: "Rests on an evidence item", "Is delivered by an action", "Due date".
#[must_use]
pub fn expectation(registry: &Registry, rule: &JoinRule) -> String {
    let spec = match rule.direction {
        Direction::Part => None,
        Direction::Up | Direction::Down => registry.relation(&rule.expects),
    };
    let Some(spec) = spec else {
        return capital(&rule.expects);
    };
    let up = rule.direction == Direction::Up;
    let others: Vec<String> = spec
        .joins
        .iter()
        .map(|&(from, to)| if up { (from, to) } else { (to, from) })
        .filter(|(own, other)| {
            let counts = |name: &String| name == other.0;
            own.0 == rule.kind
                && (rule.other_kinds.is_empty() || rule.other_kinds.iter().any(counts))
        })
        .map(|(_, other)| {
            let one = registry.kind(other.0).map(|spec| spec.one.to_owned());
            with_article(&one.unwrap_or_else(|| other.0.replace('-', " ")))
        })
        .collect();
    let phrase = capital(if up { spec.up } else { spec.down });
    if others.is_empty() {
        phrase
    } else {
        format!("{phrase} {}", others.join(" or "))
    }
}

impl BrokenJoin {
    pub(super) fn new(house: &House, today: Date, broken: Broken) -> Self {
        let one = house
            .registry()
            .kind(broken.record.kind.0)
            .map_or(broken.record.kind.0, |spec| spec.one);
        let days = days_since(broken.since, today).unwrap_or(0);
        Self {
            expects: expectation(house.registry(), &broken.rule),
            broken,
            one,
            days,
            today,
        }
    }

    /// Whether the missing join would say why, and not so what.
    #[must_use]
    pub fn is_upward(&self) -> bool {
        let rule = &self.broken.rule;
        let is_forward = FORWARD.iter().any(|relation| relation.0 == rule.expects);
        match rule.direction {
            Direction::Up => !is_forward,
            Direction::Down => is_forward,
            Direction::Part => false,
        }
    }

    /// How long: "183 days", "since 9 March", with the year where it is another one.
    #[must_use]
    pub fn how_long(&self) -> (String, String) {
        let since = self.broken.since;
        let since = if since.year() == self.today.year() {
            since.strftime("%-d %B").to_string()
        } else {
            long_date(since)
        };
        (days(self.days), format!("since {since}"))
    }

    /// What is missing and who could mend it: "An open action. It serves no outcome. The board officer could mend it."
    #[must_use]
    pub fn sentence(&self) -> String {
        let what = with_article(&format!("{} {}", self.broken.record.state, self.one));
        format!(
            "{}. {}. {} could mend it.",
            capital(&what),
            self.broken.rule.message,
            capital(&self.broken.rule.mended_by)
        )
    }
}

/// The broken joins of one body (or of all) that an actor may see, oldest first.
pub async fn broken_joins(
    house: &House,
    actor: &Actor,
    today: Date,
    body_id: Option<RecordId>,
) -> Result<Vec<BrokenJoin>, DatabaseError> {
    let mut joins: Vec<BrokenJoin> = thread::broken_joins(house, today, body_id)
        .await?
        .into_iter()
        .filter(|broken| broken.record.is_visible_to(actor))
        .map(|broken| BrokenJoin::new(house, today, broken))
        .collect();
    // The same order on every database, with what is missing of one record together.
    joins.sort_by(|a, b| order(&a.broken).cmp(&order(&b.broken)));
    Ok(joins)
}

fn order(broken: &Broken) -> (Date, &str, String, &str) {
    let record = &broken.record;
    (
        broken.since,
        &record.title,
        record.reference().to_string(),
        &broken.rule.expects,
    )
}
