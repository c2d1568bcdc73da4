//! What stands out: how many figures are worse, which, where the place is unequal inside, and whom nobody can see.

use evidence::analysis::Verdict;
use papers::{Anchor, AnchorProblem, Block, List, ListKind, Words};

use super::{linked, mark_of_all, paragraph};
use crate::indicators::finding::{about_gap, headline};
use crate::indicators::gap_drawings::gap_is_clear;
use crate::packs::contents::{Contents, PackFigure};
use crate::vocabulary::listed;

pub(super) fn of(contents: &Contents<'_>) -> Result<Vec<Block>, AnchorProblem> {
    let origin = mark_of_all(contents);
    let mut figures: Vec<&PackFigure> = contents.figures.iter().collect();
    figures.sort_by_key(|figure| rank(figure.view().judgement.verdict));
    let items = figures.iter().map(|figure| finding(contents, figure));
    Ok(vec![
        paragraph("p-count", count(contents), origin)?,
        Block::List(List {
            kind: ListKind::Points,
            items: items.collect(),
            origin,
        }),
        paragraph("p-inside", inside(contents), origin)?,
        paragraph("p-between", between_groups(contents), origin)?,
        paragraph(
            "p-unseen",
            Words::from(unseen(contents))
                .plain(" Which and why stands in ")
                .reference(Anchor::new("unseen")?)
                .plain("."),
            origin,
        )?,
    ])
}

/// What is worst comes first.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Worse => 0,
        Verdict::Higher | Verdict::Lower => 1,
        Verdict::Similar => 2,
        Verdict::Better => 3,
        Verdict::NotCompared => 4,
    }
}

fn finding(contents: &Contents<'_>, figure: &PackFigure) -> Words {
    let view = figure.view();
    let address = format!(
        "/{}/evidence/{}",
        contents.board, figure.indicator.record.slug
    );
    linked(Words::default(), &view.indicator.name, address).plain(format!(
        ": {}.",
        headline(view, &contents.place, &figure.against)
    ))
}

fn count(contents: &Contents<'_>) -> String {
    let count = |verdicts: &[Verdict]| {
        contents
            .figures
            .iter()
            .filter(|figure| verdicts.contains(&figure.view().judgement.verdict))
            .count()
    };
    let parts: Vec<String> = [
        (&[Verdict::Worse][..], "worse"),
        (&[Verdict::Better], "better"),
        (&[Verdict::Similar], "similar"),
        (
            &[Verdict::Higher, Verdict::Lower],
            "higher or lower, where nobody says which is good",
        ),
        (&[Verdict::NotCompared], "not compared"),
    ]
    .into_iter()
    .filter_map(|(verdicts, words)| match count(verdicts) {
        0 => None,
        number => Some(format!("{number} {words}")),
    })
    .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let all = contents.figures.len();
    let figures = match all {
        1 => "1 figure".to_owned(),
        many => format!("{many} figures"),
    };
    let against = against(contents);
    format!(
        "Of {figures} for {}, held against {against}: {}.",
        contents.place,
        listed(&parts, "and")
    )
}

/// What the figures are compared with. Benchmarks of one pack are of one kind.
fn against<'a>(contents: &'a Contents<'_>) -> &'a str {
    contents
        .figures
        .first()
        .map_or("England", |figure| figure.against.as_str())
}

fn inside(contents: &Contents<'_>) -> String {
    let place = &contents.place;
    let mut unequal = Vec::new();
    let mut clear = 0;
    for figure in &contents.figures {
        match about_gap(figure.view(), place) {
            Some(("worse", ..)) => unequal.push(figure.view().indicator.name.as_str()),
            Some(_) => clear += 1,
            None => {}
        }
    }
    let unknown = contents.figures.len() - unequal.len() - clear;
    let known = match unequal.len() {
        0 => format!("No figure shows a clear slope by deprivation inside {place}."),
        _ => format!(
            "Inside {place}, the most deprived parts differ clearly from the least deprived in: {}.",
            listed(&unequal, "and")
        ),
    };
    match unknown {
        0 => known,
        1 => format!("{known} For one figure the data cannot say; the reason stands beside it."),
        many => {
            format!(
                "{known} For {many} figures the data cannot say; the reason stands beside each."
            )
        }
    }
}

fn between_groups(contents: &Contents<'_>) -> String {
    let mut clear = Vec::new();
    let mut compared = 0;
    for figure in &contents.figures {
        for answer in &figure.groups {
            let Some(measured) = &answer.result.measured else {
                continue;
            };
            compared += 1;
            if gap_is_clear(measured) == Some(true) {
                let name = &figure.view().indicator.name;
                clear.push(format!("{name} (by {})", measured.by));
            }
        }
    }
    let place = &contents.place;
    match (compared, clear.len()) {
        (0, _) => {
            format!("No figure tells groups of people in {place} apart, other than by deprivation.")
        }
        (_, 0) => {
            "In no figure do the limits of the highest and the lowest group of people lie apart."
                .to_owned()
        }
        _ => format!(
            "The limits of the highest and the lowest group of people lie apart in: {}.",
            listed(&clear, "and")
        ),
    }
}

fn unseen(contents: &Contents<'_>) -> String {
    let count = |is_wanted: &dyn Fn(&str) -> bool| {
        contents
            .figures
            .iter()
            .flat_map(|figure| &figure.seen)
            .filter(|seen| is_wanted(seen.state))
            .count()
    };
    let all = count(&|state| state != "not_applicable");
    match count(&|state| state == "gap") {
        0 => "Every group is shown in every figure, or something else is known of it.".to_owned(),
        gaps => format!(
            "Asked of each figure and each group how the group fares, the answer is missing {gaps} times of {all}."
        ),
    }
}
