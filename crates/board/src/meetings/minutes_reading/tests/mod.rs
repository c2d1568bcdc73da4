//! The reader as a whole: minutes of our own in many house styles, the real minutes where they are
//! at hand, and minutes grown from a grammar.

mod any_text;
mod fixtures;
mod grammar;
mod real;

use super::Reading;
use super::lines::lines;

/// Words of the text that stand in no heading, paragraph or action on their line.
fn nothing_is_lost(text: &str, reading: &Reading) -> Vec<String> {
    let headings = reading
        .headings
        .iter()
        .map(|h| (h.line, h.last_line, h.words.as_str()));
    let numbers = reading
        .headings
        .iter()
        .filter_map(|h| Some((h.line, h.line, h.number.as_deref()?)));
    let paragraphs = reading
        .paragraphs
        .iter()
        .map(|p| (p.line, p.last_line, p.words.as_str()));
    let paragraph_numbers = reading
        .paragraphs
        .iter()
        .filter_map(|p| Some((p.line, p.line, p.number.as_deref()?)));
    let actions = reading
        .actions
        .iter()
        .map(|a| (a.line, a.last_line, a.as_written.as_str()));
    let blocks: Vec<(usize, usize, &str)> = headings
        .chain(numbers)
        .chain(paragraphs)
        .chain(paragraph_numbers)
        .chain(actions)
        .collect();
    let again: Vec<usize> = reading
        .actions
        .iter()
        .flat_map(|action| action.also_lines.iter().copied())
        .collect();
    let mut lost = Vec::new();
    for line in lines(text)
        .iter()
        .filter(|line| !again.contains(&line.number))
    {
        let here: String = blocks
            .iter()
            .filter(|(first, last, _)| (*first..=*last).contains(&line.number))
            .flat_map(|(_, _, words)| [" ", words])
            .collect();
        let here = plain(&here);
        for word in plain(&line.words).split_whitespace() {
            if !here.contains(word) {
                lost.push(format!("line {}: {word}", line.number));
            }
        }
    }
    lost
}

/// Letters and digits alone, with spaces between words and between words and figures.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
    {
        if before.is_numeric() != c.is_numeric() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

#[test]
fn an_owner_with_a_colon_announces_the_next_line() {
    let text = "1.1 The board heard about carers.\n\nACTION – The Director of Adults, Health and Housing:\ncirculate the paper on carers.\n\n1.2 Next.\n";
    let reading = super::read(text, &super::Context::default());
    let said: Vec<_> = reading
        .actions
        .iter()
        .map(|action| (action.owner.as_deref(), action.text.as_deref()))
        .collect();
    let owner = Some("The Director of Adults, Health and Housing");
    assert_eq!(said, [(owner, Some("circulate the paper on carers"))]);
}
