use evidence::analysis::{Answer, Deprivation};
use evidence::open_data::guarded;

/// The small areas of a place with their ranks and tenths, to take away: lines about the figures first, each behind `#`, then a
/// table (RFC 4180).
#[must_use]
pub fn deprivation_csv(answer: &Answer<Deprivation>) -> String {
    let found = &*answer.result;
    let mut text = String::new();
    let about = [
        (
            "Place",
            format!("{} ({})", found.area.name, found.area.code),
        ),
        ("Domain", found.domain.clone()),
        ("Indices of", found.period.label.to_string()),
        ("Small areas", found.vintage.name().to_owned()),
        (
            "Residents of",
            found.residents_period.as_ref().map_or_else(
                || "not loaded".to_owned(),
                |period| period.label.to_string(),
            ),
        ),
        ("Origin", answer.receipt.origin.word().to_owned()),
        ("Receipt", answer.receipt.number.to_string()),
        (
            "Recompute",
            format!("commonweal explain {}", answer.receipt.number),
        ),
    ];
    for (name, value) in about {
        text.extend(["# ", name, ": ", &value, "\r\n"]);
    }
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let part = format!("part_of_{}_within_place", found.parts);
    let heading = [
        "small_area_code",
        "small_area_name",
        "rank",
        "national_tenth",
        "score",
        &part,
        "residents",
    ];
    // Writing to memory does not fail; a table cut short would still be a table.
    let _ = writer.write_record(heading);
    for one in &found.small_areas {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let _ = writer.write_record([
            guarded(&one.code).into_owned(),
            guarded(&one.name).into_owned(),
            one.rank.to_string(),
            one.decile.to_string(),
            number(one.score),
            one.within.map_or_else(String::new, |part| part.to_string()),
            number(one.residents),
        ]);
    }
    let table = writer.into_inner().unwrap_or_default();
    text.push_str(&String::from_utf8_lossy(&table));
    text
}
