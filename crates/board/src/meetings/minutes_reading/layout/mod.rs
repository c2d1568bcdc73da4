//! From lines to headings, paragraphs and drafts of actions. A small machine with one thing open at
//! a time; each line joins what is open or begins something. No line is dropped.
//!
//! Start at [`layout`]; `numbers` decides which numbers count, `actions` follows marks and lists of
//! actions, `table` reads tables of them.

mod actions;
mod numbers;
mod table;

use actions::List;
use numbers::Counting;

use super::action_lines;
use super::headings::{is_furniture, is_title};
use super::lines::Line;
use super::numbering::{self, Number, Numbered};
use super::reading::Heading;
use super::tables;
use super::wording::{ends_sentence, flattened, is_all_capitals, starts_small, words};

/// A paragraph before it is numbered for good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) number: Option<String>,
    pub(super) words: String,
    pub(super) line: usize,
    pub(super) last_line: usize,
    /// Which heading it stands under, counted from the beginning.
    pub(super) section: usize,
}

/// An action before its words are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// The words behind the mark.
    pub(super) words: String,
    /// The owner of a mark, a label or a column.
    pub(super) owner: Option<String>,
    /// The time of a label or a column.
    pub(super) due: Option<String>,
    pub(super) as_written: String,
    /// The paragraph it stands in or under, by its index.
    pub(super) paragraph: Option<usize>,
    /// The number of the paragraph that a table gives.
    pub(super) place: Option<String>,
    /// The action is a numbered paragraph itself.
    pub(super) is_paragraph: bool,
    /// A list inside the action is being read.
    pub(super) lists: bool,
    pub(super) line: usize,
    pub(super) last_line: usize,
}

/// The text laid out.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) headings: Vec<Heading>,
    pub(super) paragraphs: Vec<Block>,
    pub(super) drafts: Vec<Draft>,
    /// Lines of tables that hold the actions of an earlier meeting.
    pub(super) earlier: Vec<usize>,
}

/// Lays lines out.
pub(super) fn layout(lines: &[Line]) -> Layout {
    let mut machine = Machine::new(lines);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let used = machine.step(at, line);
        if !is_furniture(line) {
            machine.previous = lines.get(at + used - 1);
        }
        at += used;
    }
    machine.close_list();
    machine.out
}

/// What the next line could join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Heading,
    Paragraph(usize),
    Action(usize),
}

struct Machine<'a> {
    lines: &'a [Line],
    /// How wide the text was wrapped by hand or by mail, if it was.
    wrapped_at: Option<usize>,
    out: Layout,
    open: Open,
    /// The last line that was no page furniture.
    previous: Option<&'a Line>,
    section: usize,
    counting: Counting,
    list: Option<List>,
    /// A bracket that an action opened and no line has closed yet, and how many lines it may take.
    bracket: Option<(usize, char, usize)>,
    /// Items of a list that has lost its bullets are being joined to the open paragraph.
    bare_list: bool,
}

impl<'a> Machine<'a> {
    fn new(lines: &'a [Line]) -> Self {
        Self {
            lines,
            wrapped_at: wrapped_at(lines),
            out: Layout::default(),
            open: Open::Nothing,
            previous: None,
            section: 0,
            counting: Counting::default(),
            list: None,
            bracket: None,
            bare_list: false,
        }
    }

    /// Takes the line at `at`, and those behind it that go with it; says how many.
    fn step(&mut self, at: usize, line: &'a Line) -> usize {
        if is_furniture(line) {
            self.push_heading(line, None);
            return 1;
        }
        if let Some(columns) = tables::header(line) {
            self.close_list();
            return self.table(at, line, &columns);
        }
        if self.join_bracket(line) {
            return 1;
        }
        let wraps = self
            .previous
            .is_some_and(|previous| self.wraps(previous, line));
        let numbered = numbering::number(&line.words)
            .filter(|numbered| self.counting.accepts(numbered, line, wraps));
        let body = numbered
            .as_ref()
            .map_or(line.words.as_str(), |numbered| numbered.rest);
        if self.list_item(line, numbered.as_ref(), body, wraps) {
            return 1;
        }
        if let Some(mark) = action_lines::at_start(body)
            && !(wraps && starts_small(body))
        {
            self.begin_action(line, numbered.as_ref(), &mark);
            return 1;
        }
        if numbered.is_none() && self.join_action(line, wraps) {
            return 1;
        }
        if self.is_heading(at, line, numbered.as_ref(), body, wraps) {
            self.begin_section(line, numbered);
            return 1;
        }
        self.prose(line, numbered, body, wraps);
        1
    }

    /// The line goes on where the one before it broke off.
    fn wraps(&self, previous: &Line, line: &Line) -> bool {
        !line.after_blank
            && !line.bullet
            && !previous.stands_out
            && !ends_sentence(&previous.words)
            && (starts_small(&line.words) || dangles(previous) || self.is_full(previous, line))
    }

    /// The first word of `line` would not have fitted on the one before it.
    fn is_full(&self, previous: &Line, line: &Line) -> bool {
        let first = line.words.split_whitespace().next().unwrap_or_default();
        self.wrapped_at
            .is_some_and(|width| previous.width + 1 + first.chars().count() > width)
    }

    fn is_heading(
        &self,
        at: usize,
        line: &Line,
        numbered: Option<&Numbered<'_>>,
        body: &str,
        wraps: bool,
    ) -> bool {
        let marked = line.stands_out || is_all_capitals(body);
        let sure = marked || body.ends_with(':') || numbered.is_some();
        match numbered.map(|numbered| &numbered.number) {
            Some(Number::Letter { .. }) => return false,
            Some(Number::Decimal { .. }) if !line.stands_out && !is_all_capitals(body) => {
                return false;
            }
            _ => {}
        }
        if wraps || line.bullet || !is_title(body, line.stands_out) {
            return false;
        }
        if self.lines.get(at + 1).is_some_and(|next| {
            starts_small(&next.words) && !next.bullet && numbering::number(&next.words).is_none()
        }) {
            return false;
        }
        let breaks_off = self.previous.is_some_and(|previous| {
            previous.words.matches('(').count() > previous.words.matches(')').count()
        });
        match self.open {
            Open::Nothing => true,
            // Names under "Present:" are no titles; lines under a title are.
            Open::Heading => {
                let label = self
                    .out
                    .headings
                    .last()
                    .is_some_and(|last| last.words.ends_with(':'));
                line.after_blank || sure || !label
            }
            Open::Paragraph(_) | Open::Action(_) if sure => true,
            Open::Action(_) => line.after_blank,
            Open::Paragraph(index) => {
                let words = self
                    .out
                    .paragraphs
                    .get(index)
                    .map_or("", |block| &block.words);
                let leads_in = words.ends_with([':', ';', ',']) || self.bare_list;
                line.after_blank && !leads_in && !breaks_off
            }
        }
    }

    fn push_heading(&mut self, line: &Line, number: Option<String>) {
        let words = number
            .as_ref()
            .and_then(|_| numbering::number(&line.words))
            .map_or(line.words.as_str(), |numbered| numbered.rest);
        self.out.headings.push(Heading {
            words: flattened(words),
            number,
            line: line.number,
            last_line: line.number,
        });
    }

    fn begin_section(&mut self, line: &Line, numbered: Option<Numbered<'_>>) {
        let number = numbered.map(|numbered| numbered.number);
        self.counting.heading(number.as_ref());
        self.push_heading(line, number.map(|number| number.printed().to_owned()));
        self.section += 1;
        self.open = Open::Heading;
        self.bare_list = false;
    }

    /// Running words, in which an action may begin.
    fn prose(&mut self, line: &Line, numbered: Option<Numbered<'_>>, body: &str, wraps: bool) {
        let Some((at, mark)) = action_lines::inside(body) else {
            self.words(line, numbered, body, wraps);
            return;
        };
        let before = body.get(..at).unwrap_or_default();
        let in_margin = before.ends_with('\t');
        self.words(line, numbered, before, wraps);
        let open = self.open;
        self.add_mark(line, &mark, in_margin);
        if in_margin {
            self.open = open;
        }
    }

    /// Adds words to the open paragraph or begins one.
    fn words(&mut self, line: &Line, numbered: Option<Numbered<'_>>, words: &str, wraps: bool) {
        let words = flattened(words);
        if let Some(numbered) = numbered {
            if let Number::Whole { printed, .. } = &numbered.number
                && self.counting.is_list_inside(self.section)
                && let Open::Paragraph(index) = self.open
            {
                self.append(index, line, "\n", &format!("{printed}. {words}"));
                return;
            }
            let number = self.counting.count(&numbered.number, self.section);
            self.begin_paragraph(line, Some(number), words);
            return;
        }
        if words.is_empty() {
            return;
        }
        let Open::Paragraph(index) = self.open else {
            let words = if line.bullet {
                format!("• {words}")
            } else {
                words
            };
            self.begin_paragraph(line, None, words);
            return;
        };
        let Some(block) = self.out.paragraphs.get(index) else {
            return;
        };
        let unfinished = !ends_sentence(&block.words);
        let numbered = block.number.is_some();
        if line.bullet {
            self.append(index, line, "\n", &format!("• {words}"));
            return;
        }
        let full = self
            .previous
            .is_some_and(|previous| self.is_full(previous, line));
        let goes_on = wraps
            || block.words.is_empty()
            || (unfinished && (starts_small(&words) || numbered && !self.leads_in(index)))
            || (!line.after_blank && full);
        if goes_on {
            self.append(index, line, " ", &words);
        } else if numbered || self.leads_in(index) || (unfinished && !line.after_blank) {
            self.bare_list |= self.leads_in(index);
            self.append(index, line, "\n", &words);
        } else {
            self.begin_paragraph(line, None, words);
        }
    }

    fn leads_in(&self, index: usize) -> bool {
        let words = self
            .out
            .paragraphs
            .get(index)
            .map_or("", |block| &block.words);
        words.ends_with([':', ';']) || self.bare_list
    }

    fn begin_paragraph(&mut self, line: &Line, number: Option<String>, words: String) {
        self.bare_list = false;
        self.out.paragraphs.push(Block {
            number,
            words,
            line: line.number,
            last_line: line.number,
            section: self.section,
        });
        self.open = Open::Paragraph(self.out.paragraphs.len() - 1);
    }

    fn append(&mut self, index: usize, line: &Line, join: &str, words: &str) {
        if let Some(block) = self.out.paragraphs.get_mut(index) {
            if !block.words.is_empty() && !words.is_empty() {
                block.words.push_str(join);
            }
            block.words.push_str(words);
            block.last_line = line.number;
        }
    }
}

/// The narrowest and widest page that text is wrapped for.
const PAGE: std::ops::RangeInclusive<usize> = 40..=160;

/// The width that lines were wrapped at: the widest line that a small letter goes on from. Failing
/// that, the widest line of all, if every line that another follows directly is full by it.
/// Text that was never wrapped has none, and each of its lines is a paragraph.
fn wrapped_at(lines: &[Line]) -> Option<usize> {
    let pairs = || {
        lines.windows(2).filter_map(|pair| match pair {
            [line, next] if !next.after_blank && !next.bullet => Some((line, next)),
            _ => None,
        })
    };
    let sure = pairs()
        .filter(|(line, next)| {
            !ends_sentence(&line.words)
                && starts_small(&next.words)
                && numbering::number(&next.words).is_none()
                && PAGE.contains(&line.width)
        })
        .map(|(line, _)| line.width)
        .max();
    if sure.is_some() {
        return sure;
    }
    let widest = lines
        .iter()
        .map(|line| line.width)
        .max()
        .filter(|width| PAGE.contains(width))?;
    let all_full = pairs().all(|(line, next)| is_full(line, next, widest));
    (all_full && pairs().next().is_some()).then_some(widest)
}

/// The first word of `next` would have made `line` wider than `width`.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    let first = next.words.split_whitespace().next().unwrap_or_default();
    line.width + 1 + first.chars().count() > width
}

/// Words that a sentence does not end with.
const DANGLING: [&str; 14] = [
    "the", "a", "an", "of", "in", "to", "and", "or", "for", "at", "by", "with", "from", "on",
];

fn dangles(line: &Line) -> bool {
    words(&line.words)
        .next_back()
        .is_some_and(|word| word.after.is_empty() && DANGLING.contains(&word.text))
}
