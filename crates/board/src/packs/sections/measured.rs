//! Each figure: the finding, the place beside its region and England, its course, and the gaps inside the place.

use charts::Entry;
use evidence::analysis::{DataNote, Judgement, Verdict};
use papers::{
    Anchor, AnchorProblem, Block, Cell, Column, Figure, List, ListKind, Note, Origin, Row, Table,
    Tone, Words,
};

use super::{cell, gaps, groups, mark, paragraph, sentence};
use crate::indicators::drawings::{Chart, Charted, course_chart};
use crate::indicators::finding::{headline, is_against_itself, lead};
use crate::indicators::shown::{short_name, unit_of, verdict_words};
use crate::packs::contents::{Contents, PackFigure};

pub(super) fn of(contents: &Contents<'_>) -> Result<Vec<Block>, AnchorProblem> {
    let mut blocks = Vec::new();
    for figure in &contents.figures {
        blocks.extend(one(contents, figure)?);
    }
    if !contents.refused.is_empty() {
        blocks.push(Block::Heading {
            anchor: Anchor::new("refused")?,
            words: "Without a figure".to_owned(),
        });
        blocks.push(Block::List(List {
            kind: ListKind::Points,
            items: contents
                .refused
                .iter()
                .map(|(name, reason)| Words::default().strong(name).plain(format!(": {reason}")))
                .collect(),
            origin: Origin::Recorded,
        }));
    }
    Ok(blocks)
}

fn one(contents: &Contents<'_>, figure: &PackFigure) -> Result<Vec<Block>, AnchorProblem> {
    let view = figure.view();
    let key = figure.key();
    let origin = mark(figure.origin());
    let mut blocks = vec![
        Block::Heading {
            anchor: Anchor::new(key.as_str())?,
            words: view.indicator.name.clone(),
        },
        paragraph(format!("p-{key}"), finding(contents, figure), origin)?,
        Block::Table(beside(contents, figure)?),
    ];
    let charted = Charted {
        view,
        place: &contents.place,
        against: &figure.against,
        origin: figure.origin(),
        ids: &key,
    };
    if let Some(chart) = course_chart(&charted) {
        blocks.push(drawn(&format!("course-{key}"), chart, origin)?);
    }
    blocks.extend(gaps::of(contents, figure, &charted)?);
    blocks.extend(groups::of(figure)?);
    if !view.notes.is_empty() {
        let notes: Vec<String> = view
            .notes
            .iter()
            .map(|note| sentence(&note_words(note)))
            .collect();
        let words = Words::default().strong("To know: ").plain(notes.join(" "));
        blocks.push(Block::Note(Note { words, origin }));
    }
    Ok(blocks)
}

/// The words of the paragraph under the name of an indicator.
pub(super) fn finding(contents: &Contents<'_>, figure: &PackFigure) -> String {
    let view = figure.view();
    let headline = headline(view, &contents.place, &figure.against);
    let lead = lead(view, &contents.place, &figure.against);
    format!(
        "{} {lead}",
        sentence(&crate::vocabulary::capital(&headline))
    )
}

fn note_words(note: &DataNote) -> String {
    match note {
        DataNote::Publisher { words } => format!("The publisher says: {words}"),
        other => other.words(),
    }
}

/// The place beside its region and England.
fn beside(contents: &Contents<'_>, figure: &PackFigure) -> Result<Table, AnchorProblem> {
    let view = figure.view();
    let mut rows = vec![row(
        contents.place.as_str(),
        &view.value,
        figure,
        Some((&view.judgement, figure.against.as_str())),
    )];
    let others = [
        view.region.as_ref().and_then(|it| it.benchmark.as_ref()),
        view.england.benchmark.as_ref(),
        view.judgement.benchmark.as_ref(),
    ];
    let mut named = vec![view.value.area().code.clone()];
    let before = view.judgement.benchmark.as_ref();
    if let Some(before) = before.filter(|_| is_against_itself(view)) {
        rows.push(row(&figure.against, before, figure, None));
    }
    for other in others.into_iter().flatten() {
        let code = other.area().code.clone();
        if !named.contains(&code) {
            named.push(code);
            rows.push(row(short_name(&other.area().name), other, figure, None));
        }
    }
    Ok(Table {
        anchor: Anchor::new(format!("t-{}", figure.key()))?,
        caption: format!("{}, {}", view.indicator.name, view.value.period().label),
        columns: vec![
            Column::words("Place"),
            Column::figures("Figure"),
            Column::figures("Lower 95% limit"),
            Column::figures("Upper 95% limit"),
            Column::words("How it compares"),
        ],
        rows,
        origin: mark(figure.origin()),
    })
}

fn row(
    place: &str,
    seen: &evidence::cell::Cell,
    figure: &PackFigure,
    judged: Option<(&Judgement, &str)>,
) -> Row {
    let unit = unit_of(&figure.view().indicator);
    let limits = seen.limits().and_then(|limits| limits.at_95);
    let limit = |end: Option<f64>| match end {
        Some(value) => Cell::Value {
            figure: unit.full(value),
            origin: mark(seen.origin()),
        },
        None if seen.value().is_some() => Cell::Missing,
        None => cell(seen, &unit),
    };
    let verdict = judged.map_or(Cell::NotApplicable, |(judgement, against)| {
        Cell::status(
            tone(judgement.verdict),
            verdict_words(judgement, seen, against),
        )
    });
    Row {
        heading: place.into(),
        cells: vec![
            cell(seen, &unit),
            limit(limits.map(|limits| limits.0)),
            limit(limits.map(|limits| limits.1)),
            verdict,
        ],
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Better => Tone::Better,
        Verdict::Worse => Tone::Worse,
        Verdict::Similar => Tone::Similar,
        Verdict::Higher | Verdict::Lower => Tone::NoJudgement,
        Verdict::NotCompared => Tone::Silent,
    }
}

/// A chart as a figure of the paper, with its own table behind it.
pub(super) fn drawn(key: &str, chart: Chart, origin: Origin) -> Result<Block, AnchorProblem> {
    let picture = chart.drawn.picture();
    let table = &chart.drawn.table;
    let columns: Vec<Column> = table
        .columns
        .iter()
        .map(|column| {
            if column.numeric {
                Column::figures(column.head.clone())
            } else {
                Column::words(column.head.clone())
            }
        })
        .collect();
    let rows = table
        .rows
        .iter()
        .filter_map(|row| {
            let (first, others) = row.split_first()?;
            Some(Row {
                heading: first.shown().into(),
                cells: others.iter().map(entry).collect(),
            })
        })
        .collect();
    Ok(Block::Figure(Figure {
        anchor: Anchor::new(format!("f-{key}"))?,
        title: chart.finding,
        alternative: format!("{} {}", chart.counted, chart.drawn.description),
        drawing: picture,
        narrow: chart.drawn.narrow.clone(),
        table: Table {
            anchor: Anchor::new(format!("ft-{key}"))?,
            caption: table.caption.clone(),
            columns,
            rows,
            origin,
        },
        origin,
    }))
}

fn entry(entry: &Entry) -> Cell {
    match entry {
        Entry::Number { shown, .. } => Cell::value(shown.clone()),
        Entry::Words(words) if words.trim().is_empty() => Cell::NotApplicable,
        Entry::Words(words) => Cell::words(words.clone()),
    }
}
