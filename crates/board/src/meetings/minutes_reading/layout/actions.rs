//! Marks of actions, lists under a heading of actions, and the lines that go with an action.

use super::super::action_lines::{self, Mark};
use super::super::action_words::{self, Labelled, is_none};
use super::super::due;
use super::super::headings::is_title;
use super::super::lines::Line;
use super::super::numbering::{Number, Numbered};
use super::super::owners;
use super::super::wording::{ends_sentence, flattened, starts_small};
use super::{Draft, Machine, Open};

/// A list of actions that is being read.
#[derive(Debug)]
pub(super) struct List {
    style: Option<Style>,
    items: u32,
    announces: Announces,
    summary: bool,
    /// The heading is the last one, on this line.
    line: usize,
    /// Items stand apart by empty lines.
    spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Announces {
    /// "Action:" with nothing behind it: an action, even if nothing follows.
    OneForSure,
    /// "Action" alone: perhaps a title.
    One,
    /// "Actions".
    Several,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bullet,
    Number,
    Letter,
    Plain,
}

/// How many lines a bracket may take.
const LONGEST_BRACKET: usize = 8;

impl Machine<'_> {
    /// The paragraph that an action here stands under.
    pub(super) fn paragraph_before(&self) -> Option<usize> {
        let last = self.out.paragraphs.len().checked_sub(1)?;
        let block = self.out.paragraphs.get(last)?;
        (block.section == self.section).then_some(last)
    }

    /// A line that begins with the mark of an action.
    pub(super) fn begin_action(
        &mut self,
        line: &Line,
        numbered: Option<&Numbered<'_>>,
        mark: &Mark<'_>,
    ) {
        self.close_list();
        if mark.rest.is_empty() && mark.owner.is_none() {
            self.push_heading(line, None);
            self.list = Some(List {
                style: None,
                items: 0,
                announces: match (mark.plural, mark.separated) {
                    (true, _) => Announces::Several,
                    (false, true) => Announces::OneForSure,
                    (false, false) => Announces::One,
                },
                summary: mark.summary,
                line: line.number,
                spaced: false,
            });
            self.open = Open::Heading;
            return;
        }
        if let Some(numbered) = numbered {
            let number = self.counting.count(&numbered.number, self.section);
            self.begin_paragraph(line, Some(number), flattened(numbered.rest));
        }
        let first = self.out.drafts.len();
        self.add_mark(line, mark, false);
        for draft in self.out.drafts.iter_mut().skip(first) {
            draft.is_paragraph = numbered.is_some();
        }
    }

    /// Adds the action of a mark, and those that begin inside its words.
    pub(super) fn add_mark(&mut self, line: &Line, mark: &Mark<'_>, in_margin: bool) {
        let mut mark = mark.clone();
        loop {
            let parted = match mark.closing {
                Some(closing) => {
                    let parted = action_lines::closed(mark.rest, closing);
                    if parted.is_none() {
                        self.add_draft(line, Some(&mark), mark.rest);
                        self.bracket = Some((self.out.drafts.len() - 1, closing, LONGEST_BRACKET));
                        return;
                    }
                    parted
                }
                None => mark.rest.split_once('\t').filter(|_| in_margin),
            };
            let (words, after) =
                parted.map_or((mark.rest, None), |(inside, after)| (inside, Some(after)));
            if let Some(after) = after {
                self.add_draft(line, Some(&mark), words);
                let after = after.trim_start_matches(['.', ';', ',', ' ']);
                if after.is_empty() {
                    return;
                }
                let Some((at, next)) = action_lines::inside(after)
                    .or_else(|| action_lines::at_start(after).map(|mark| (0, mark)))
                else {
                    self.after_action(line, after);
                    return;
                };
                self.after_action(line, after.get(..at).unwrap_or_default());
                mark = next;
                continue;
            }
            let Some((at, next)) = action_lines::inside(words) else {
                self.add_draft(line, Some(&mark), words);
                return;
            };
            self.add_draft(line, Some(&mark), words.get(..at).unwrap_or_default());
            mark = next;
        }
    }

    /// Words on the line of an action that belong to the paragraph again.
    fn after_action(&mut self, line: &Line, words: &str) {
        let words = flattened(words);
        if words.is_empty() {
            return;
        }
        match self.paragraph_before() {
            Some(index) => {
                self.append(index, line, " ", &words);
                self.open = Open::Paragraph(index);
            }
            None => self.begin_paragraph(line, None, words),
        }
    }

    fn add_draft(&mut self, line: &Line, mark: Option<&Mark<'_>>, words: &str) {
        let words = flattened(words);
        let sign = mark.map(|mark| flattened(mark.sign)).unwrap_or_default();
        let close = mark
            .and_then(|mark| mark.closing)
            .filter(|_| !words.is_empty());
        self.out.drafts.push(Draft {
            as_written: match (mark, close) {
                (None, _) => words.clone(),
                (Some(_), None) => format!("{sign} {words}").trim().to_owned(),
                (Some(_), Some(close)) => format!("{sign} {words}{close}").trim().to_owned(),
            },
            words,
            owner: mark.and_then(|mark| mark.owner).map(str::to_owned),
            paragraph: self.paragraph_before(),
            line: line.number,
            last_line: line.number,
            ..Draft::default()
        });
        self.open = Open::Action(self.out.drafts.len() - 1);
        self.bare_list = false;
    }

    /// Joins a line to an action whose bracket is still open.
    pub(super) fn join_bracket(&mut self, line: &Line) -> bool {
        let Some((index, closing, left)) = self.bracket.take() else {
            return false;
        };
        if line.after_blank || left == 0 {
            return false;
        }
        if let Some((inside, after)) = action_lines::closed(&line.words, closing) {
            self.extend_draft(index, line, inside);
            self.after_action(line, after.trim_start_matches(['.', ';', ',', ' ']));
        } else {
            self.extend_draft(index, line, &line.words);
            self.bracket = Some((index, closing, left - 1));
        }
        true
    }

    fn extend_draft(&mut self, index: usize, line: &Line, words: &str) {
        if let Some(draft) = self.out.drafts.get_mut(index) {
            let words = flattened(words);
            for text in [&mut draft.words, &mut draft.as_written] {
                if !text.is_empty() && !words.is_empty() {
                    text.push(' ');
                }
                text.push_str(&words);
            }
            draft.last_line = line.number;
            if let (true, Some(paragraph)) = (draft.is_paragraph, draft.paragraph) {
                self.append(paragraph, line, " ", &words);
            }
        }
    }

    /// Joins a line to the open action: it goes on, or says who or by when.
    pub(super) fn join_action(&mut self, line: &Line, wraps: bool) -> bool {
        let Open::Action(index) = self.open else {
            return false;
        };
        let Some(draft) = self.out.drafts.get_mut(index) else {
            return false;
        };
        match action_words::labelled(&line.words) {
            Some(Labelled::Owner(value)) if draft.owner.is_none() => {
                draft.owner = Some(flattened(value));
            }
            Some(Labelled::Due(value)) if draft.due.is_none() => {
                draft.due = Some(flattened(value));
            }
            _ => {
                // A colon behind the owner announces what is to be done.
                let unfinished = !ends_sentence(&draft.words) || draft.words.ends_with(':');
                if line.bullet && (draft.lists || draft.words.ends_with(':')) {
                    draft.lists = true;
                    let words = format!("• {}", line.words);
                    self.extend_draft(index, line, &words);
                    return true;
                }
                // A capital after a date begins something else; a year does not.
                let capital = line.words.starts_with(|c: char| c.is_uppercase());
                let goes_on = if wraps {
                    !(capital && due::ends_with_time(&draft.words))
                } else {
                    unfinished && !line.bullet && starts_small(&line.words)
                };
                if goes_on {
                    self.extend_draft(index, line, &line.words);
                }
                return goes_on;
            }
        }
        draft.as_written.push_str(" | ");
        draft.as_written.push_str(&flattened(&line.words));
        draft.last_line = line.number;
        true
    }

    /// Takes a line as an item of the list of actions that is open.
    pub(super) fn list_item(
        &mut self,
        line: &Line,
        numbered: Option<&Numbered<'_>>,
        body: &str,
        wraps: bool,
    ) -> bool {
        let Some(list) = &self.list else { return false };
        if list.items > 0 && numbered.is_none() && !line.bullet && self.join_action(line, wraps) {
            return true;
        }
        let Some(list) = &self.list else { return false };
        let Some(style) = list.takes(line, numbered, body) else {
            self.close_list();
            return false;
        };
        let summary = list.summary;
        let is_only = list.announces != Announces::Several && style == Style::Plain;
        if let Some(list) = &mut self.list {
            list.spaced |= list.items == 0 && line.after_blank;
            list.items += 1;
            list.style = Some(style);
        }
        self.add_draft(line, None, body);
        if let Some(draft) = self.out.drafts.last_mut() {
            draft.as_written = flattened(&line.words);
            if summary {
                draft.paragraph = None;
            }
        }
        if is_only {
            self.list = None;
        }
        true
    }

    /// Ends the list of actions. "Action:" with nothing under it is an action that says nothing.
    pub(super) fn close_list(&mut self) {
        let Some(list) = self.list.take() else { return };
        if list.items > 0 || list.announces != Announces::OneForSure {
            return;
        }
        if self
            .out
            .headings
            .last()
            .is_some_and(|heading| heading.line == list.line)
            && let Some(heading) = self.out.headings.pop()
        {
            self.out.drafts.push(Draft {
                as_written: heading.words,
                paragraph: self.paragraph_before(),
                line: heading.line,
                last_line: heading.last_line,
                ..Draft::default()
            });
            self.open = Open::Nothing;
        }
    }
}

impl List {
    /// The style of the item that the line is, if it is one of this list.
    fn takes(&self, line: &Line, numbered: Option<&Numbered<'_>>, body: &str) -> Option<Style> {
        if body.is_empty() || is_none(body) || action_lines::at_start(body).is_some() {
            return None;
        }
        let style = match numbered.map(|numbered| &numbered.number) {
            Some(Number::Decimal { .. }) => return None,
            Some(Number::Letter { .. }) => Style::Letter,
            Some(Number::Whole { value, .. }) => {
                if *value != self.items + 1 {
                    return None;
                }
                Style::Number
            }
            None if line.bullet => Style::Bullet,
            None => Style::Plain,
        };
        if self.style.is_some_and(|known| known != style) {
            return None;
        }
        if style != Style::Plain {
            return Some(style);
        }
        if self.items > 0 && line.after_blank && !self.spaced {
            return None;
        }
        // An owner alone could as well be the next title.
        let said = action_words::said(body, None, None);
        let owned = (said.owner.is_some() || said.due.is_some())
            && (said.text.is_some() || said.due.is_some());
        let alone = self.announces != Announces::Several
            && self.items == 0
            && (!is_title(body, line.stands_out) || owners::kind(body).is_some());
        (owned || alone).then_some(style)
    }
}
