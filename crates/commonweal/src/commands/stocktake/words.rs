//! A stocktake as text for a terminal.

use std::fmt::Write as _;

use evidence::observation::State;
use evidence::stocktake::{
    Counted, Found, GapBy, GroupFound, Measure, ServiceFound, Shown, StageFound, Stocktake, Verdict,
};

use crate::output::columns;

/// Everything, a service after the other.
pub(super) fn in_words(stocktake: &Stocktake) -> String {
    let mut text = String::new();
    for service in &stocktake.services {
        let _ = writeln!(
            text,
            "{}: {} {}\n",
            service.name,
            count(service.people),
            match stocktake.counted {
                Counted::Records => "records",
                Counted::People => "people",
                Counted::Table => "counted in a table",
            }
        );
        let _ = writeln!(text, "{}\n", recorded(service));
        for found in &service.characteristics {
            by_group(&mut text, found, stocktake);
            for stage in &found.pathway {
                at_stage(&mut text, found, stage);
            }
        }
        let gaps = stocktake.gaps(service);
        if !gaps.is_empty() {
            let _ = writeln!(text, "Gaps");
            for gap in gaps {
                let _ = writeln!(text, "  {}", gap.words);
            }
            text.push('\n');
        }
    }
    let _ = write!(
        text,
        "{}\n{} comparisons; of those called higher or lower, about {:.0} in 100 are so by chance. An index says who is \
         seen, not who is in need.",
        stocktake.hiding,
        stocktake.comparisons,
        stocktake.false_discovery * 100.0
    );
    text
}

fn recorded(service: &ServiceFound) -> String {
    let mut rows = vec![cells([
        "Characteristic",
        "Known",
        "95% from",
        "to",
        "Declined",
        "Not known",
        "Blank",
        "Invalid",
        "Valid",
        "Consistent",
    ])];
    for found in &service.characteristics {
        let (lower, upper) = ends(found.completeness);
        let mut not_known = count(found.not_known);
        if found.unseparated.value.is_some() {
            not_known = count(found.unseparated);
        }
        rows.push(vec![
            found.title.clone(),
            percent(found.completeness),
            lower,
            upper,
            count(found.declined),
            not_known,
            count(found.blank),
            count(found.invalid),
            percent(found.validity),
            percent(found.consistency),
        ]);
    }
    columns(&rows)
}

fn by_group(text: &mut String, found: &Found, stocktake: &Stocktake) {
    let mut rows = vec![cells([
        &found.title,
        "People",
        "Of known",
        "Of residents",
        "Index",
        "95% from",
        "to",
        "If none",
        "If all",
        "",
    ])];
    for group in &found.groups {
        let (lower, upper) = ends(group.index);
        rows.push(vec![
            group.name.clone(),
            count(group.people),
            percent(group.share),
            percent(group.of_residents),
            ratio(group.index.value),
            lower,
            upper,
            ratio(group.index_if_none),
            ratio(group.index_if_all),
            verdict(group).to_owned(),
        ]);
    }
    let _ = writeln!(text, "{}", columns(&rows));
    if found.enough == Some(false) {
        let _ = writeln!(
            text,
            "Known for under {:.0}%: read these with care.",
            stocktake.threshold
        );
    }
    if let Some(why) = &found.not_compared {
        let _ = writeln!(text, "{why}");
    }
    text.push('\n');
}

fn at_stage(text: &mut String, found: &Found, stage: &StageFound) {
    if let Some(why) = &stage.refused {
        let _ = writeln!(
            text,
            "{}, by {}: {why}\n",
            stage.name,
            found.title.to_lowercase()
        );
        return;
    }
    let mut rows = vec![cells([
        &stage.name,
        "People",
        "Of the stage before",
        "95% from",
        "to",
    ])];
    let all = ("All".to_owned(), stage.people, stage.share);
    let groups = stage
        .groups
        .iter()
        .map(|group| (group.name.clone(), group.people, group.share));
    for (name, people, share) in groups.chain([all]) {
        let (lower, upper) = ends(share);
        rows.push(vec![name, count(people), percent(share), lower, upper]);
    }
    let _ = writeln!(text, "{}", columns(&rows));
    if let Some(gap) = &stage.gap {
        let (lower, upper) = ends(gap.difference);
        let by = match gap.by {
            GapBy::Slope => "Slope index, least less most deprived".to_owned(),
            GapBy::Widest => format!("{} less {}", gap.highest, gap.lowest),
        };
        let difference = gap.difference.value.map(|value| format!("{value:.1}"));
        let _ = writeln!(
            text,
            "{by}: {} points ({lower} to {upper}); ratio {}",
            difference.unwrap_or_else(|| "-".to_owned()),
            ratio(gap.ratio.value)
        );
    }
    text.push('\n');
}

fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn count(shown: Shown) -> String {
    match shown.value {
        Some(value) => format!("{value:.0}"),
        None => why(shown.state).to_owned(),
    }
}

fn percent(measure: Measure) -> String {
    match measure.value {
        Some(value) => format!("{value:.1}%"),
        None => why(measure.state).to_owned(),
    }
}

fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"))
}

fn ends(measure: Measure) -> (String, String) {
    let limits = measure.limits.and_then(|limits| limits.at_95);
    let write = |end: f64| format!("{end:.2}");
    limits.map_or_else(
        || ("-".to_owned(), "-".to_owned()),
        |(lower, upper)| (write(lower), write(upper)),
    )
}

fn why(state: State) -> &'static str {
    match state {
        State::Suppressed => "hidden",
        State::Missing => "missing",
        State::NotAsked => "not asked",
        State::Value | State::NotApplicable => "-",
    }
}

fn verdict(group: &GroupFound) -> &'static str {
    match (group.verdict, group.certain) {
        (Verdict::Higher, Some(true)) => "Higher than its share",
        (Verdict::Higher, _) => "Probably higher than its share",
        (Verdict::Lower, Some(true)) => "Lower than its share",
        (Verdict::Lower, _) => "Probably lower than its share",
        (Verdict::Similar, _) => "Similar",
        (Verdict::NotCompared, _) => "Not compared",
        (Verdict::Hidden, _) => "Hidden",
    }
}
