//! Minutes grown from a grammar: a house style, paragraphs, sentences that speak of action and mark
//! none, and actions with or without owner, words and date. They come back with exactly the same
//! actions, and nothing else.

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::select;

use super::nothing_is_lost;
use crate::meetings::minutes_reading::{Context, read};

/// What an action of the grammar says.
#[derive(Debug, Clone, PartialEq)]
struct Task {
    owner: Option<String>,
    text: Option<String>,
    due: Option<Date>,
}

#[derive(Debug, Clone)]
enum Entry {
    Paragraph(String),
    Action(Task, String),
}

/// How a house writes an action.
#[derive(Debug, Clone, Copy, PartialEq)]
enum House {
    Line,
    CapitalsAndDash,
    Bold,
    Bracket,
    EndOfParagraph,
    NumberedPoint,
    OwnerInMark,
    List,
    Labels,
    Resolution,
    PipeTable,
    TabTable,
}

const HOUSES: [House; 12] = [
    House::Line,
    House::CapitalsAndDash,
    House::Bold,
    House::Bracket,
    House::EndOfParagraph,
    House::NumberedPoint,
    House::OwnerInMark,
    House::List,
    House::Labels,
    House::Resolution,
    House::PipeTable,
    House::TabTable,
];

const OWNERS: [&str; 20] = [
    "JB",
    "AKT",
    "JB/AK",
    "The Head of Performance and Population",
    "Head of Housing",
    "The Director of Adults, Health and Housing",
    "Director of Public Health",
    "The Chair",
    "The Chair and the Clerk",
    "Cllr Bright",
    "Councillor Hale-Jones",
    "Dr Okoro",
    "Ann Bright",
    "Ann Bright and Tom Reed",
    "Healthwatch Riverdale",
    "All members",
    "The Public Health Team",
    "Principal Public Health Strategist",
    "Riverdale Health and Wellbeing Board",
    "Consultant in Dental Public Health",
];

const VERBS: [&str; 10] = [
    "write to",
    "send the figures to",
    "agree a plan with",
    "book rooms for",
    "visit",
    "report back on",
    "ask for the views of",
    "circulate the paper on",
    "meet",
    "bring a proposal for",
];

const OBJECTS: [&str; 14] = [
    "the school in Mill Lane",
    "carers",
    "the pharmacy by the bridge",
    "people who cannot read a letter",
    "the trust and its partners",
    "the families of Weir Street",
    "residents of 12 May Road",
    "the ward (north and south)",
    "patients on the waiting list",
    "the action plan",
    "young people in care",
    "the minutes of 12 May 2021",
    "all who were asked",
    "mothers before and after birth",
];

const SENTENCES: [&str; 18] = [
    "The Board noted the report.",
    "Officers took action at once.",
    "The action plan was welcomed.",
    "No action was required.",
    "The actions from the last meeting were noted.",
    "The Chair thanked the Head of Housing and the Clerk.",
    "The Climate Action Plan: a summary was shown.",
    "It rose from 12.5 per cent to 14.7 per cent by 14 July 2020.",
    "Members asked officers to take action on damp (see the Action Plan).",
    "The Director of Public Health would report on it.",
    "Dr. Okoro spoke about falls, and Cllr Bright about stairs.",
    "It was due on 1 September 2020.",
    "Action was taken by the landlord.",
    "The meeting of 12 May 2020 had agreed it.",
    "A reply by 14/07/20 had been hoped for.",
    "Action for Children: its work was praised.",
    "Actions speak louder than words, it was said.",
    "Action on obesity – the national plan – came next.",
];

const TITLES: [&str; 5] = [
    "Warm homes",
    "HOSPITAL DISCHARGE",
    "Any other business",
    "School meals and breakfast",
    "Air",
];

fn written(date: Date, style: usize) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    match style {
        0 => date.strftime("%-d %B %Y").to_string(),
        1 => date.strftime("%A %-d %B %Y").to_string(),
        2 => date.strftime("%d/%m/%y").to_string(),
        3 => format!("{day}.{month}.{year}"),
        4 => format!("{day}{} of {}", ending(day), date.strftime("%B %Y")),
        5 => format!("{} {day}{}, {year}", date.strftime("%B"), ending(day)),
        6 => date.to_string(),
        _ => date.strftime("%-d %b %Y").to_string(),
    }
}

fn ending(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|c| c.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The words of an action behind its mark, as this house writes them.
fn words(house: House, task: &Task, date: &str) -> String {
    let by = if task.due.is_some() {
        format!(" by {date}")
    } else {
        String::new()
    };
    let (owner, text) = (task.owner.as_deref(), task.text.as_deref());
    match (house, owner, text) {
        (House::CapitalsAndDash, Some(owner), Some(text)) => format!("{owner}: {text}{by}."),
        (House::NumberedPoint, Some(owner), Some(text)) => format!("{owner} will {text}{by}"),
        (House::Bold, Some(owner), Some(text)) if task.due.is_some() => {
            format!("{owner} to {text} ({date})")
        }
        (_, Some(owner), Some(text)) => format!("{owner} to {text}{by}"),
        (_, Some(owner), None) => format!("{owner}{by}"),
        (_, None, Some(text)) => format!("{}{by}", capital(text)),
        (_, None, None) => "?".to_owned(),
    }
}

/// Writes minutes as a house does. A house that keeps its actions in a table puts them at the end.
fn render(house: House, numbered: bool, sections: &[(String, Vec<Entry>)]) -> String {
    let mut out = String::new();
    let mut table: Vec<(&Task, &str)> = Vec::new();
    for (item, (title, entries)) in sections.iter().enumerate() {
        out.extend([&(item + 1).to_string(), ". ", title, "\n\n"]);
        let mut count = 0;
        for entry in entries {
            let (task, date) = match entry {
                Entry::Paragraph(text) => {
                    count += 1;
                    let number = if numbered {
                        format!("{}.{count} ", item + 1)
                    } else {
                        String::new()
                    };
                    out.extend([&number, text, "\n\n"]);
                    continue;
                }
                Entry::Action(task, date) => (task, date.as_str()),
            };
            let words = words(house, task, date);
            let line = match house {
                House::Line => format!("Action: {words}"),
                House::CapitalsAndDash => format!("ACTION – {words}"),
                House::Bold => format!("**Action**: {words}"),
                House::Bracket => format!("[Action: {words}]"),
                House::NumberedPoint => format!("Action point {}: {words}", count + 1),
                House::List => format!("Actions\n• {words}"),
                House::EndOfParagraph => {
                    count += 1;
                    let number = if numbered {
                        format!("{}.{count} ", item + 1)
                    } else {
                        String::new()
                    };
                    format!("{number}The Board talked about it. Action: {words}")
                }
                House::OwnerInMark => match (&task.owner, &task.text) {
                    (Some(owner), Some(text)) if task.due.is_some() => {
                        format!("Action ({owner}): {text} – {date}")
                    }
                    (Some(owner), Some(text)) => format!("Action ({owner}): {text}"),
                    _ => format!("Action: {words}"),
                },
                House::Labels => {
                    let mut line = format!(
                        "Action: {}",
                        task.text.as_deref().map_or("?".into(), capital)
                    );
                    if let Some(owner) = &task.owner {
                        line.extend(["\nOwner: ", owner]);
                    }
                    if task.due.is_some() {
                        line.extend(["\nDue: ", date]);
                    }
                    line
                }
                House::Resolution => match (&task.owner, &task.text) {
                    (Some(owner), Some(text)) => {
                        let by = task.due.map(|_| format!(" by {date}")).unwrap_or_default();
                        format!("RESOLVED that {owner} be asked to {text}{by}.")
                    }
                    _ => format!("Action: {words}"),
                },
                House::PipeTable | House::TabTable => {
                    table.push((task, date));
                    continue;
                }
            };
            out.push_str(&line);
            out.push_str("\n\n");
        }
    }
    if !table.is_empty() {
        out.push_str(&render_table(house, &table));
    }
    out
}

fn render_table(house: House, table: &[(&Task, &str)]) -> String {
    let rows = table.iter().map(|(task, date)| {
        let text = task.text.as_deref().map(capital).unwrap_or_default();
        let owner = task.owner.clone().unwrap_or_default();
        let due = if task.due.is_some() {
            (*date).to_owned()
        } else {
            "TBC".to_owned()
        };
        (text, owner, due)
    });
    if house == House::PipeTable {
        let rows = rows.map(|(text, owner, due)| format!("| {text} | {owner} | {due} |\n"));
        return format!(
            "| Action | Owner | Due |\n|---|:--|---|\n{}",
            rows.collect::<String>()
        );
    }
    let rows = rows.map(|(text, owner, due)| format!("{due}\t{owner}\t{text}\n"));
    format!(
        "By when\tLead officer\tAction required\n{}",
        rows.collect::<String>()
    )
}

/// Breaks long lines as a mail program does.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut used = 0;
        for word in line.split(' ') {
            let count = word.chars().count();
            if used > 0 && used + 1 + count > width {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += count;
        }
        out.push('\n');
    }
    out
}

/// Year, month and day.
type Day = (i16, i8, i8);

/// An owner, whether it has words, a day, and how the day is written.
fn task() -> impl Strategy<Value = (Option<&'static str>, bool, Option<Day>, usize)> {
    (
        prop::option::weighted(0.8, select(&OWNERS[..])),
        prop::bool::weighted(0.8),
        prop::option::weighted(0.7, (2021..2032_i16, 1..=12_i8, 1..=28_i8)),
        0..8_usize,
    )
}

/// Minutes: what the house is, the sections, and how the text travelled.
fn minutes() -> impl Strategy<Value = (House, bool, Vec<(String, Vec<Entry>)>)> {
    let paragraph = prop::collection::vec(select(&SENTENCES[..]), 1..4).prop_map(|list| {
        // A paragraph begins with plain words: a decoy first would be the mark it imitates.
        format!("The item was opened. {}", list.join(" "))
    });
    (
        select(&HOUSES[..]),
        any::<bool>(),
        texts(),
        prop::collection::vec(
            (
                select(&TITLES[..]),
                paragraph.clone(),
                prop::collection::vec(
                    prop_oneof![paragraph.prop_map(Ok), task().prop_map(Err),],
                    0..4,
                ),
            ),
            1..4,
        ),
    )
        .prop_map(|(house, numbered, texts, sections)| {
            let mut texts = texts.into_iter();
            let sections = sections
                .into_iter()
                .map(|(title, first, rest)| {
                    let mut entries = vec![Entry::Paragraph(first)];
                    entries.extend(rest.into_iter().map(|entry| match entry {
                        Ok(paragraph) => Entry::Paragraph(paragraph),
                        Err((owner, said, due, style)) => {
                            let text = texts.next().filter(|_| said || owner.is_none());
                            let due = due.filter(|_| text.is_some() || owner.is_some()).map(
                                |(year, month, day)| {
                                    Date::new(year, month, day).expect("days up to 28 exist")
                                },
                            );
                            let date = due.map(|date| written(date, style)).unwrap_or_default();
                            Entry::Action(
                                Task {
                                    owner: owner.map(str::to_owned),
                                    text,
                                    due,
                                },
                                date,
                            )
                        }
                    }));
                    (title.to_owned(), entries)
                })
                .collect();
            (house, numbered, sections)
        })
}

/// Objects in any order, each with a verb: no two actions have the same words.
fn texts() -> impl Strategy<Value = Vec<String>> {
    (
        Just(OBJECTS.to_vec()).prop_shuffle(),
        Just(VERBS.to_vec()).prop_shuffle(),
    )
        .prop_map(|(objects, verbs)| {
            objects
                .iter()
                .zip(verbs.iter().cycle())
                .map(|(object, verb)| format!("{verb} {object}"))
                .collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn minutes_come_back_with_the_same_actions_and_nothing_else(
        (house, numbered, sections) in minutes(),
        width in prop::option::of(60..90_usize),
        end in select(&["\n", "\r\n", "\r"][..]),
        quoted in any::<bool>(),
        hard_spaces in any::<bool>(),
    ) {
        let is_table = matches!(house, House::PipeTable | House::TabTable);
        let mut text = render(house, numbered, &sections);
        if let Some(width) = width && !is_table {
            text = wrapped(&text, width);
        }
        if quoted {
            text = text.lines().flat_map(|line| ["> ", line, "\n"]).collect();
        }
        if hard_spaces {
            text = text.replace(' ', "\u{A0}");
        }
        let text = text.replace('\n', end);

        let reading = read(&text, &Context::default());

        let expected: Vec<Task> = sections
            .iter()
            .flat_map(|(_, entries)| entries)
            .filter_map(|entry| match entry {
                Entry::Action(task, _) => Some(task.clone()),
                Entry::Paragraph(_) => None,
            })
            .collect();
        let found: Vec<Task> = reading
            .actions
            .iter()
            .map(|action| Task {
                owner: action.owner.clone(),
                // A table and a label begin what is to be done with a capital.
                text: action.text.as_ref().map(|text| {
                    let mut letters = text.chars();
                    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
                }),
                due: action.due,
            })
            .collect();
        prop_assert_eq!(found, expected, "{}", text);
        let paragraphs = sections
            .iter()
            .flat_map(|(_, entries)| entries)
            .filter(|entry| match entry {
                Entry::Paragraph(_) => true,
                Entry::Action(..) => house == House::EndOfParagraph,
            })
            .count();
        // A resolution is words of the paragraph before it or a paragraph of its own; and where a
        // line without a number happens to break after a full stop, nobody can tell.
        if house != House::Resolution && (numbered || width.is_none()) {
            prop_assert_eq!(reading.paragraphs.len(), paragraphs, "{}", text);
        }
        prop_assert_eq!(nothing_is_lost(&text, &reading), Vec::<String>::new(), "{}", text);
    }
}
