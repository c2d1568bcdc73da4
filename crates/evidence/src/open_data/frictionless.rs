//! A package as a Data Package of Frictionless Data (version 1 of the specification): `datapackage.json` beside its
//! tables, and all of it in one ZIP archive.

use std::io::{Seek, Write};

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::json::described;
use super::{
    Column, ColumnType, INDICATORS, OBSERVATIONS, OpenDataError, Package, csv_on_the_web,
    known_licence, write_csv, write_indicators_csv,
};
use crate::engine::Engine;

/// How long a written table is, and its hash.
#[derive(Clone, Debug)]
struct Weighed {
    bytes: u64,
    sha256: String,
}

/// `datapackage.json`, for tables that lie beside it under their own addresses.
#[must_use]
pub fn data_package(package: &Package) -> Value {
    described_package(package, None)
}

fn described_package(package: &Package, weighed: Option<[Weighed; 2]>) -> Value {
    let mut whole = Map::new();
    let mut say = |name: &str, value: Value| {
        if !value.is_null() {
            whole.insert(name.to_owned(), value);
        }
    };
    say("profile", json!("tabular-data-package"));
    say("name", json!(package.name));
    say("title", json!(package.title));
    say("description", json!(package.about()));
    say("version", json!(version(package)));
    say(
        "created",
        package
            .as_at()
            .map_or(Value::Null, |day| json!(format!("{day}T00:00:00Z"))),
    );
    say("licenses", licences(package));
    say("sources", sources(package));
    // What the specification has no place for: where the figures come from, and from which versions they can be recomputed.
    say("origin", json!(package.origin()));
    say(
        "attribution",
        match package.attributions() {
            words if words.is_empty() => Value::Null,
            words => json!(words.join("; ")),
        },
    );
    say("data_sets", package.parts.iter().map(described).collect());
    let [observations, indicators] = match weighed {
        Some(both) => both.map(Some),
        None => [None, None],
    };
    let mut rows = schema(&OBSERVATIONS);
    rows["foreignKeys"] = json!([{
        "fields": "indicator",
        "reference": { "resource": "indicators", "fields": "indicator" },
    }]);
    let mut list = schema(&INDICATORS);
    list["primaryKey"] = json!("indicator");
    say(
        "resources",
        json!([
            resource("observations", "Observations", rows, observations),
            resource("indicators", "Indicators", list, indicators),
        ]),
    );
    Value::Object(whole)
}

/// The versions of the data sets as one number: 3.0.0 for the third release of a data set.
fn version(package: &Package) -> String {
    let number = package.parts.iter().map(|part| part.version).max();
    format!("{}.0.0", number.unwrap_or(1))
}

/// Licences that registers know. Others stand in their own words among the data sets: the specification wants a known name.
fn licences(package: &Package) -> Value {
    let mut known: Vec<Value> = Vec::new();
    for words in package
        .parts
        .iter()
        .filter_map(|part| part.licence.as_deref())
    {
        let Some(licence) = known_licence(words) else {
            continue;
        };
        let licence =
            json!({ "name": licence.id, "path": licence.address, "title": licence.title });
        if !known.contains(&licence) {
            known.push(licence);
        }
    }
    if known.is_empty() {
        Value::Null
    } else {
        Value::Array(known)
    }
}

fn sources(package: &Package) -> Value {
    let sources: Vec<Value> = package
        .parts
        .iter()
        .filter_map(|part| Some(json!({ "title": part.source.as_deref()? })))
        .collect();
    if sources.is_empty() {
        Value::Null
    } else {
        Value::Array(sources)
    }
}

fn resource(name: &str, title: &str, schema: Value, weighed: Option<Weighed>) -> Value {
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    });
    if let (Some(fields), Some(weighed)) = (resource.as_object_mut(), weighed) {
        fields.insert("bytes".to_owned(), json!(weighed.bytes));
        fields.insert(
            "hash".to_owned(),
            json!(format!("sha256:{}", weighed.sha256)),
        );
    }
    resource["schema"] = schema;
    resource
}

fn schema(columns: &[Column]) -> Value {
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| {
            let kind = match column.holds {
                ColumnType::Text => "string",
                ColumnType::Number => "number",
                ColumnType::Whole => "integer",
                ColumnType::Date => "date",
            };
            let mut rules = Map::new();
            if column.always {
                rules.insert("required".to_owned(), json!(true));
            }
            if !column.one_of.is_empty() {
                rules.insert("enum".to_owned(), json!(column.one_of));
            }
            let mut field = json!({
                "name": column.name,
                "type": kind,
                "title": column.title,
                "description": column.about,
            });
            if !rules.is_empty() {
                field["constraints"] = Value::Object(rules);
            }
            field
        })
        .collect();
    json!({ "fields": fields, "missingValues": [""] })
}

/// Writes `observations.csv`, `indicators.csv`, their description by CSV on the Web and `datapackage.json` into one ZIP
/// archive, and says how many observations there are. The same package gives the same bytes.
///
/// # Errors
/// When rows cannot be read or the archive cannot be written.
pub async fn write_data_package<W: Write + Seek + Send>(
    engine: &dyn Engine,
    package: &Package,
    out: W,
) -> Result<u64, OpenDataError> {
    let mut archive = ZipWriter::new(out);
    // No date of the day on which it was written: the same package has the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .large_file(true);
    let begin = |archive: &mut ZipWriter<W>, name: &str| {
        archive
            .start_file(name, options)
            .map_err(std::io::Error::other)
    };
    begin(&mut archive, "observations.csv")?;
    let mut weighing = Weighing::new(&mut archive);
    let rows = write_csv(engine, package, &mut weighing).await?;
    let observations = weighing.weighed();
    begin(&mut archive, "indicators.csv")?;
    let mut weighing = Weighing::new(&mut archive);
    write_indicators_csv(package, &mut weighing)?;
    let indicators = weighing.weighed();
    let documents = [
        ("observations.csv-metadata.json", csv_on_the_web(package)),
        (
            "datapackage.json",
            described_package(package, Some([observations, indicators])),
        ),
    ];
    for (name, document) in documents {
        begin(&mut archive, name)?;
        archive.write_all(format!("{document:#}\n").as_bytes())?;
    }
    archive.finish().map_err(std::io::Error::other)?;
    Ok(rows)
}

/// Passes bytes on, counting and hashing them.
struct Weighing<'a, W> {
    out: &'a mut W,
    bytes: u64,
    hasher: Sha256,
}

impl<'a, W: Write> Weighing<'a, W> {
    fn new(out: &'a mut W) -> Self {
        Self {
            out,
            bytes: 0,
            hasher: Sha256::new(),
        }
    }

    fn weighed(self) -> Weighed {
        let hash = crate::engine::FileHash::new(self.hasher.finalize().into());
        Weighed {
            bytes: self.bytes,
            sha256: hash.to_string(),
        }
    }
}

impl<W: Write> Write for Weighing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
