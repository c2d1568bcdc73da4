//! How wide a text will be, and making it fit.
//!
//! The server has no font, so widths come from the metrics of Arial, which Helvetica, Liberation
//! Sans and Arimo share. Scripts beyond Latin are counted generously: a label that is cut a little
//! early still has its whole text in the table behind the chart.

/// The size of every text inside a chart, in drawing units.
const SIZE: f64 = 14.0;

/// Bold Arial is this much wider than regular, over ordinary names.
const BOLD: f64 = 1.08;

/// Width of a text in drawing units.
pub(crate) fn width(text: &str, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) / 1000.0 * SIZE * if bold { BOLD } else { 1.0 }
}

/// The text, cut with an ellipsis when it is wider than the room. Characters that XML forbids and
/// runs of white space become one space.
pub(crate) fn fit(text: &str, room: f64, bold: bool) -> String {
    let text = clean(text);
    if width(&text, bold) <= room {
        return text;
    }
    let room = room - width("…", bold);
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, bold) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The text in lines no wider than the room. A word that is too wide alone is cut.
pub(crate) fn wrap(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in clean(text).split(' ') {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer, false) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = fit(word, room, false);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text without characters that XML forbids, white space made single and trimmed.
pub(crate) fn clean(text: &str) -> String {
    let allowed = text
        .chars()
        .filter(|letter| !matches!(letter, '\u{FFFE}' | '\u{FFFF}'));
    let spaced: String = allowed
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// How far one character moves the pen, in thousandths of the size.
fn advance(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '\u{2019}' | '\u{2018}' => 222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | '[' | ']' | '\\' | 'f' | 't' | '|' => 278,
        '(' | ')' | '-' | 'r' | '`' | '{' | '}' | '"' => 355,
        '*' | '^' => 469,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'F' | 'T' | 'Z' => 611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722,
        'G' | 'O' | 'Q' => 778,
        'm' | 'M' => 833,
        '%' => 889,
        'W' => 944,
        '@' | '…' => 1015,
        '+' | '<' | '=' | '>' | '~' | '\u{2212}' => 584,
        ' '..='~' => 556,
        '\u{A0}'..='\u{24F}' => 640,
        '\u{300}'..='\u{36F}' => 0,
        '\u{250}'..='\u{10FF}' => 760,
        _ => 1000,
    }
}
