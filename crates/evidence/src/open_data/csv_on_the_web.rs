//! The description of a package's tables by the vocabulary of CSV on the Web (W3C, "Metadata Vocabulary for Tabular
//! Data", 2015). It stands beside `observations.csv` as `observations.csv-metadata.json`, where readers look for it.

use serde_json::{Map, Value, json};

use super::{Column, ColumnType, INDICATORS, OBSERVATIONS, Package, known_licence};

/// The description of `observations.csv` and `indicators.csv`.
#[must_use]
pub fn csv_on_the_web(package: &Package) -> Value {
    let mut whole = Map::new();
    whole.insert(
        "@context".to_owned(),
        json!(["http://www.w3.org/ns/csvw", { "@language": "en" }]),
    );
    let mut say = |name: &str, value: Value| {
        if !value.is_null() {
            whole.insert(name.to_owned(), value);
        }
    };
    say("dc:title", json!(package.title));
    say("dc:description", json!(package.about()));
    say("dc:modified", json!(package.as_at()));
    say("dc:type", json!(package.origin()));
    say(
        "dc:publisher",
        listed(package.parts.iter().map(|part| part.source.as_deref())),
    );
    say(
        "dc:rights",
        listed(package.attributions().into_iter().map(Some)),
    );
    let licences: Vec<Value> = package
        .parts
        .iter()
        .filter_map(|part| part.licence.as_deref())
        .map(|words| match known_licence(words) {
            Some(licence) => json!({ "@id": licence.address }),
            None => json!(words),
        })
        .collect();
    say("dc:license", one_or_all(licences));
    let hashes = package.parts.iter().map(|part| {
        let (set, file) = (&part.data_set, part.file.file());
        Value::String(format!("{set}, version {}, sha256 {file}", part.version))
    });
    say("dc:provenance", one_or_all(hashes.collect()));
    say(
        "tables",
        json!([
            {
                "url": "observations.csv",
                "dc:title": "Observations",
                "tableSchema": {
                    "columns": OBSERVATIONS.iter().map(column).collect::<Vec<_>>(),
                    "foreignKeys": [{
                        "columnReference": "indicator",
                        "reference": { "resource": "indicators.csv", "columnReference": "indicator" },
                    }],
                },
            },
            {
                "url": "indicators.csv",
                "dc:title": "Indicators",
                "tableSchema": {
                    "columns": INDICATORS.iter().map(column).collect::<Vec<_>>(),
                    "primaryKey": "indicator",
                },
            },
        ]),
    );
    Value::Object(whole)
}

fn column(column: &Column) -> Value {
    let base = match column.holds {
        ColumnType::Text => "string",
        ColumnType::Number => "double",
        ColumnType::Whole => "integer",
        ColumnType::Date => "date",
    };
    let datatype = if column.one_of.is_empty() {
        json!(base)
    } else {
        json!({ "base": base, "format": column.one_of.join("|") })
    };
    json!({
        "name": column.name,
        // The heading of the table is the name; what it is called stands in its description.
        "titles": column.name,
        "dc:title": column.title,
        "dc:description": column.about,
        "datatype": datatype,
        "required": column.always,
    })
}

/// Words that some parts give, each once.
fn listed<'a>(words: impl Iterator<Item = Option<&'a str>>) -> Value {
    let mut once: Vec<Value> = Vec::new();
    for word in words.flatten().map(|word| json!(word)) {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    one_or_all(once)
}

fn one_or_all(mut values: Vec<Value>) -> Value {
    values.dedup();
    match values.len() {
        0 => Value::Null,
        1 => values.remove(0),
        _ => Value::Array(values),
    }
}
