//! The words of messages about returns. Plain, short, and honest about what the link does.

use jiff::civil::Date;

use super::{GOING, HAPPENED, HELP, NUMBER, PartnerReturns};
use crate::asks::AskState;
use crate::vocabulary::long_date;

/// What every message about a round says.
pub(super) struct Letter<'a> {
    pub(super) to: &'a str,
    pub(super) board: &'a str,
    pub(super) round: &'a str,
    pub(super) count: usize,
    pub(super) due: Date,
    /// The whole address of the link.
    pub(super) link: &'a str,
}

pub(super) fn things(count: usize) -> String {
    match count {
        1 => "1 thing".to_owned(),
        many => format!("{many} things"),
    }
}

impl Letter<'_> {
    fn foot(&self) -> String {
        format!(
            "{}\n\nYou need no account. Opening the link changes nothing; you can save and come back. If nothing has changed, \
             one button says so. If somebody else should answer, the page lets you pass it on.\n\n{}",
            self.link, self.board
        )
    }

    /// Asks.
    pub(super) fn request(&self) -> (String, String) {
        let (count, due) = (things(self.count), long_date(self.due));
        (
            format!("{}: {count} to tell us, by {due}", self.round),
            format!(
                "Dear {},\n\n{} asks how {count} you are part of {} going. Each takes about a minute. Please answer by {due}.\n\n{}",
                self.to,
                self.board,
                if self.count == 1 { "is" } else { "are" },
                self.foot()
            ),
        )
    }

    /// Reminds.
    pub(super) fn reminder(&self, today: Date) -> (String, String) {
        let (count, due) = (things(self.count), long_date(self.due));
        let when = if today > self.due {
            format!("was due on {due}")
        } else {
            format!("is due by {due}")
        };
        (
            format!("Reminder: {count} still to tell us, {}", self.round),
            format!(
                "Dear {},\n\nWe have not heard from you about {count}. Your answer {when}. The board’s paper says who did not \
                 answer.\n\n{}",
                self.to,
                self.foot()
            ),
        )
    }

    /// Tells a deputy.
    pub(super) fn deputy(&self, passed_by: &str) -> (String, String) {
        let (count, due) = (things(self.count), long_date(self.due));
        (
            format!("{passed_by} asks you to answer: {}", self.round),
            format!(
                "Dear {},\n\n{passed_by} has passed you what {} asks about {count}. Please answer by {due}.\n\n{}",
                self.to,
                self.board,
                self.foot()
            ),
        )
    }
}

/// Tells somebody senior that a partner is silent. Without a link: they are not asked to answer.
pub(super) fn escalation(
    to: &str,
    board: &str,
    partner: &str,
    round: &str,
    about: &[String],
    due: Date,
) -> (String, String) {
    (
        format!("{partner} has not answered: {round}"),
        format!(
            "Dear {to},\n\n{partner} has not answered {board} about:\n\n{}\n\nThe answer was due on {}. Unless it comes, the \
             board’s paper will say that {partner} did not answer.\n\n{board}",
            about
                .iter()
                .map(|title| format!("- {title}"))
                .collect::<Vec<_>>()
                .join("\n"),
            long_date(due)
        ),
    )
}

/// A copy of what a partner sent.
pub(super) fn copy(to: &str, returns: &PartnerReturns) -> (String, String) {
    let mut words = format!(
        "Dear {to},\n\nThank you. This is a copy of what {} sent to {}.\n",
        returns.partner.title, returns.board.title
    );
    for task in &returns.tasks {
        words.push('\n');
        words.push_str(&task.about.title);
        words.push('\n');
        match (&task.state, &task.ask.reply) {
            (AskState::Answered(on), Some(reply)) => {
                words += &[&capitalised(&reply.word), ", ", &long_date(*on), "\n"].concat();
            }
            _ => words.push_str("Not answered\n"),
        }
        for (id, label) in [
            (GOING, "How it is going"),
            (NUMBER, "The number"),
            (HAPPENED, "What happened"),
            (HELP, "Help needed"),
        ] {
            if let Some(answer) = task.answers.get(id).filter(|it| !it.is_empty()) {
                words += &[label, ": ", answer, "\n"].concat();
            }
        }
    }
    words += &["\n", &returns.board.title].concat();
    (
        format!("What you sent us: {}", returns.round.record.title),
        words,
    )
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
