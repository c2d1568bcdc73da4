//! How the figures were made, the data that they come from, and the receipt of each.

use papers::{AnchorProblem, Block, Fact, Origin, Receipt, Source, Words};

use super::paragraph;
use crate::packs::contents::{Contents, PackFigure};

const VERDICTS: &str = "A figure is better or worse than what it is compared with when its 95% limits do not take that in, and similar \
    when they do. Where nobody says which way is good it is higher or lower. Limits are the publisher’s where the data has them, and \
    worked out from the count and the number of people where it has not.";
const TRENDS: &str = "A figure is rising or falling when its last five yearly points do so by a test that allows for chance; with \
    fewer points, or periods that overlap, nothing is said.";
const GAPS: &str = "The gap inside a place is the slope of a straight line through its parts by deprivation, each counted by how many \
    people live in it. Without the number of people in each part there is none. Groups of people have no order: the highest stands \
    beside the lowest, and it is said whether their 95% limits meet. Of many groups, two may lie apart by chance.";
const WORDS: &str = "“Hidden” means that a figure is not shown because it could tell about a person. “Missing”, “not asked” and “not \
    applicable” are three other things, and none of them is nought.";

pub(super) fn of() -> Result<Vec<Block>, AnchorProblem> {
    [
        ("p-verdicts", VERDICTS),
        ("p-trends", TRENDS),
        ("p-gaps", GAPS),
        ("p-words", WORDS),
    ]
    .into_iter()
    .map(|(name, words)| paragraph(name, words, Origin::Recorded))
    .collect()
}

/// The data that the figures come from.
pub(in super::super) fn sources(contents: &Contents<'_>) -> Vec<Source> {
    contents
        .releases
        .iter()
        .map(|release| {
            let set = &release.data_set;
            let mut said: Vec<String> = [&set.source, &set.licence, &set.attribution]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
            let version = &release.version;
            said.push(format!(
                "Release {}, sha256 {}",
                version.number,
                version.file.short()
            ));
            said.push(format!("Disclosure: {}", set.policy.words()));
            Source {
                title: set.record.title.clone(),
                particulars: Some(said.join(". ")),
                address: None,
            }
        })
        .collect()
}

/// How anyone can check each figure.
pub(in super::super) fn receipts(contents: &Contents<'_>) -> Vec<Receipt> {
    contents
        .figures
        .iter()
        .flat_map(PackFigure::receipts)
        .map(|(name, period, receipt)| {
            let files: Vec<String> = receipt
                .data
                .iter()
                .map(|file| format!("sha256 {}", file.short()))
                .collect();
            Receipt {
                number: receipt.number.to_string(),
                facts: vec![
                    Fact::new("Figure", name),
                    Fact::new("Time", period.label.to_string()),
                    Fact::new("Data", files.join(", ")),
                    Fact::new("Made by", receipt.software.clone()),
                ],
                how_to_check: Some(Words::from(format!(
                    "commonweal explain {}",
                    receipt.number
                ))),
            }
        })
        .collect()
}
