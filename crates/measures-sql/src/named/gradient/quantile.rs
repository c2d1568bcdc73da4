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
    aliases: &["quantiles"],
    about: "which tenth each row is in; the highest values are tenth 1",
    signatures: &[&["value"]],
    documented_in: ("gradient/quantiles_by_rank.rs", "quantiles_by_rank"),
    example: "value\n41.2\n8.5\n30.1\n22.7\n15.3\n38.0\n11.9\n27.4\n19.6\n33.8\n",
    measure,
};

fn measure(group: &Group<'_>, options: &Options) -> Result<Finding, Problems> {
    let values = group.numbers_or_none("value")?;
    Ok(
        match quantiles_by_rank(&values, options.parts, FirstPart::Highest) {
            Ok(parts) => {
                let parts: Vec<Value> = parts
                    .iter()
                    .map(|part| json!(part.map(Quantile::number)))
                    .collect();
                Finding::of_rows().with("quantiles", parts)
            }
            Err(reason) => Finding::undefined(reason),
        },
    )
}
