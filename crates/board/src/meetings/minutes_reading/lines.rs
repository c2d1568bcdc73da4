//! From any text to lines: line ends of every system, spaces of every width, e-mail quote marks,
//! bullets, bold marks of exports. Knows nothing about what the lines say.

use super::wording::{ends_sentence, flattened};

/// A line with words in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the text, counted from 1, empty lines included.
    pub(super) number: usize,
    /// Its words, with bullet, quote and bold marks gone. A wide gap (a tab, three spaces) is a
    /// tab, every other space one space.
    pub(super) words: String,
    /// Cells, where the line could be a row of a table (two or more).
    pub(super) cells: Vec<String>,
    /// How wide it was typed, in characters: tells a full line from a short one.
    pub(super) width: usize,
    /// A bullet stood before it.
    pub(super) bullet: bool,
    /// The whole line is bold or marked as a heading.
    pub(super) stands_out: bool,
    /// An empty line stands before it, or nothing at all.
    pub(super) after_blank: bool,
}

/// Characters that end a line, beside the pair CR LF: a Word line break and page break among them.
const LINE_ENDS: [char; 7] = [
    '\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}',
];

const BULLETS: [char; 14] = [
    '•', '·', '●', '○', '◦', '▪', '■', '□', '‣', '⁃', '\u{F0B7}', '\u{F0A7}', '➢', '❖',
];

/// Characters of no width: soft hyphen, zero-width spaces and joiners, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// The lines of a text that have words, in order.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut after_blank = true;
    for (index, raw) in split(text).enumerate() {
        let previous = found.last().filter(|_| !after_blank);
        match line(index + 1, raw, previous) {
            Some(line) => {
                found.push(line);
                after_blank = false;
            }
            None => after_blank = true,
        }
    }
    found
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let Some(end) = here.find(LINE_ENDS) else {
            rest = None;
            return Some(here);
        };
        let (line, after) = here.split_at(end);
        let width = if after.starts_with("\r\n") {
            2
        } else {
            after.chars().next().map_or(0, char::len_utf8)
        };
        rest = after.get(width..);
        Some(line)
    })
}

/// The line that `raw` is; `previous` is the one directly above it.
fn line(number: usize, raw: &str, previous: Option<&Line>) -> Option<Line> {
    let visible: String = raw
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| plain_space(c).unwrap_or(c))
        .collect();
    let unquoted = without_quote_marks(&visible);
    let (unbulleted, bullet) = if previous.is_some_and(|above| goes_on_with_dash(above, unquoted)) {
        (unquoted, false)
    } else {
        without_bullet(unquoted)
    };
    let (unmarked, heading) = without_heading_mark(unbulleted);
    let bold = is_wholly_bold(unmarked);
    let plain = without_bold_marks(unmarked);
    // "? " alone is kept: it can be all that an action says.
    if !plain.chars().any(|c| c.is_alphanumeric() || c == '?') {
        return None;
    }
    let words = with_wide_gaps_as_tabs(&plain);
    let cells = cells(&without_bold_marks(unquoted));
    let width = unquoted.trim_end().chars().count();
    Some(Line {
        number,
        words,
        cells,
        width,
        bullet,
        stands_out: bold || heading,
        after_blank: previous.is_none(),
    })
}

fn plain_space(c: char) -> Option<char> {
    (c != '\t' && c.is_whitespace()).then_some(' ')
}

fn without_quote_marks(text: &str) -> &str {
    let mut rest = text.trim_start_matches(' ');
    while let Some(after) = rest.strip_prefix('>') {
        rest = after.trim_start_matches(' ');
    }
    rest
}

/// A dash that a long line above was broken before is punctuation, not a bullet.
fn goes_on_with_dash(above: &Line, text: &str) -> bool {
    const LONG: usize = 40;
    text.starts_with(['–', '—'])
        && !above.bullet
        && above.width >= LONG
        && !ends_sentence(&above.words)
}

fn without_bullet(text: &str) -> (&str, bool) {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix(BULLETS) {
        return (rest.trim_start(), true);
    }
    // A dash, a star or the letter o of a Word list needs a space behind it to be a bullet.
    if let Some(rest) = text.strip_prefix(['-', '–', '—', '*', '+', 'o', '§'])
        && rest.starts_with([' ', '\t'])
    {
        return (rest.trim_start(), true);
    }
    (text, false)
}

fn without_heading_mark(text: &str) -> (&str, bool) {
    let rest = text.trim_start_matches('#');
    let is_heading = rest.len() < text.len() && rest.starts_with(' ');
    if is_heading {
        (rest.trim_start(), true)
    } else {
        (text, false)
    }
}

fn is_wholly_bold(text: &str) -> bool {
    let text = text.trim();
    ["**", "__"].iter().any(|mark| {
        text.strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// Takes `**`, a pair of `__`, and stars around a word away; a line to sign on stays.
fn without_bold_marks(text: &str) -> String {
    let mut out = text.replace("**", "");
    if out.contains("__") && !out.contains("___") {
        out = out.replace("__", "");
    }
    if let Some(rest) = out.trim_start().strip_prefix(['*', '_'])
        && rest.starts_with(char::is_alphabetic)
        && rest.contains(['*', '_'])
    {
        out = rest.replacen(['*', '_'], "", 1);
    }
    out
}

fn with_wide_gaps_as_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = 0_usize;
    for c in text.trim().chars() {
        match c {
            '\t' => gap += 3,
            ' ' => gap += 1,
            other => {
                match gap {
                    0 => {}
                    1 | 2 => out.push(' '),
                    _ => out.push('\t'),
                }
                gap = 0;
                out.push(other);
            }
        }
    }
    out
}

fn cells(text: &str) -> Vec<String> {
    let text = text.trim_matches(' ');
    let parts: Vec<&str> = if text.contains('|') {
        let inner = text.strip_prefix('|').unwrap_or(text);
        inner
            .strip_suffix('|')
            .unwrap_or(inner)
            .split('|')
            .collect()
    } else if text.contains('\t') {
        text.split('\t').collect()
    } else {
        return Vec::new();
    };
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().map(flattened).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(usize, String)> {
        lines(text)
            .into_iter()
            .map(|line| (line.number, line.words))
            .collect()
    }

    #[test]
    fn every_line_end_is_one() {
        let expected: Vec<(usize, String)> = ["a", "b", "c"]
            .iter()
            .enumerate()
            .map(|(i, w)| (i + 1, (*w).to_owned()))
            .collect();
        for end in ["\n", "\r\n", "\r", "\u{0B}", "\u{2028}", "\u{85}"] {
            assert_eq!(said(&["a", "b", "c"].join(end)), expected, "{end:?}");
        }
    }

    #[test]
    fn spaces_and_marks_are_plain() {
        assert_eq!(
            said("\u{FEFF}> > 12.1\u{A0}\u{A0} The\u{A0}Chair"),
            [(1, "12.1\tThe Chair".to_owned())]
        );
        assert_eq!(
            said("**Action**: JB\n\n \u{A0} \n__Note__"),
            [(1, "Action: JB".into()), (4, "Note".into())]
        );
        let all = lines("·  Point\n\n- Other\n# Title\n**Bold**\n_______");
        assert_eq!(
            all.iter()
                .map(|l| (l.bullet, l.stands_out, l.after_blank))
                .collect::<Vec<_>>(),
            [
                (true, false, true),
                (true, false, true),
                (false, true, false),
                (false, true, false),
            ]
        );
    }

    #[test]
    fn cells_come_from_pipes_and_tabs() {
        let all = lines("| a | b |\n|---|---|\na\t\tc\nplain");
        assert_eq!(all[0].cells, ["a", "b"]);
        assert_eq!(all[1].cells, ["a", "", "c"]);
        assert!(all[2].cells.is_empty());
    }
}
