//! Two paragraphs with one number. Whole numbers and letters may begin again in each list, so of
//! those only neighbours count.

use std::collections::BTreeMap;

use super::{Found, Problem, Rule, Severity, at_paragraph};

pub(super) fn check(found: &Found<'_>) -> Vec<Problem> {
    let mut places: BTreeMap<(String, usize), Vec<usize>> = BTreeMap::new();
    let mut last: Option<(&str, usize)> = None;
    for (index, (paragraph, section)) in found
        .reading
        .paragraphs
        .iter()
        .zip(found.sections)
        .enumerate()
    {
        let Some(number) = paragraph.number.as_deref() else {
            continue;
        };
        let everywhere = number.contains('.') && !number.ends_with(')');
        let again = last.is_some_and(|(before, _)| before == number);
        let key = if everywhere {
            0
        } else {
            match last {
                Some((_, first)) if again => first,
                _ => 1 + index + section,
            }
        };
        places
            .entry((number.to_owned(), key))
            .or_default()
            .push(index);
        last = Some((number, key));
    }
    places
        .into_iter()
        .filter(|(_, indexes)| indexes.len() > 1)
        .filter_map(|((number, _), indexes)| {
            let (first, others) = indexes.split_first()?;
            let first = found.reading.paragraphs.get(*first)?;
            let count = match indexes.len() {
                2 => "Two".to_owned(),
                3 => "Three".to_owned(),
                more => more.to_string(),
            };
            let mut problem = at_paragraph(
                first,
                Rule::DuplicateNumber,
                Severity::StopsPublication,
                format!(
                    "{count} paragraphs are numbered {number}. Later papers that cite {number} \
                     cannot say which they mean."
                ),
                &format!(
                    "The first {number} keeps its number. Choose one for the other, such as \
                     {number} (second) or {number}A."
                ),
            );
            problem.also = others.iter().map(|index| index + 1).collect();
            Some(problem)
        })
        .collect()
}
