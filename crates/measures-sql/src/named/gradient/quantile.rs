use measures::Polarity;
use measures::gradient::{FirstPart, Quantile, quantiles_by_rank};
use serde_json::{Value, json};

use crate::finding::Finding;
use crate::named::NamedMeasure;
use crate::options::Options;
use crate::problem::Problems;
use crate::table::Group;

/// Which tenth of its group each row is in, by its value.
pub(in crate::named) const MEASURE: NamedMeasure = NamedMeasure {
    name: "quantile",
    aliases: &["quantiles", "quantiles-by-rank"],
    about: "which tenth each row is in; the highest values are tenth 1, or the lowest where high is good",
    signatures: &[&["value"]],
    documented_in: ("gradient/quantiles_by_rank.rs", "quantiles_by_rank"),
    example: "value\n41.2\n8.5\n30.1\n22.7\n15.3\n38.0\n11.9\n27.4\n19.6\n33.8\n",
    good_in_example: Polarity::NoJudgement,
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let values = group.numbers_or_none("value")?;
    // Part 1 is the most deprived: the highest scores of deprivation, or the lowest of what is good to have.
    let first = match options.polarity {
        Polarity::HighIsGood => FirstPart::Lowest,
        Polarity::LowIsGood | Polarity::NoJudgement => FirstPart::Highest,
    };
    Ok(match quantiles_by_rank(&values, options.parts, first) {
        Ok(parts) => {
            let parts: Vec<Value> = parts
                .iter()
                .map(|part| json!(part.map(Quantile::number)))
                .collect();
            Finding::of_rows().with("quantiles", parts)
        }
        Err(reason) => Finding::undefined(reason),
    })
}
