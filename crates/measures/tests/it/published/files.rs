//! Reading the releases, whatever their headers are called.

use std::collections::HashMap;
use std::io::Read;
use std::path::PathBuf;

use measures::{Confidence, Limits};

/// The folder of real releases, or a line that says why there is no test.
#[expect(
    clippy::disallowed_methods,
    reason = "where the releases are is the tests' configuration"
)]
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("COMMONWEAL_REAL_DATA").map(PathBuf::from);
    match &folder {
        // A slip of the pen must not skip a test.
        Some(folder) => assert!(folder.is_dir(), "{} is not a folder", folder.display()),
        None => eprintln!("skipped: COMMONWEAL_REAL_DATA is not set"),
    }
    folder
}

/// One row of a release by column name.
pub(crate) struct Row(HashMap<String, String>);

impl Row {
    pub(crate) fn new(cells: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(cells.into_iter().collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }

    pub(crate) fn text(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }

    /// A number, or `None` where the cell is empty or missing.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column).replace(',', "");
        if text.is_empty() {
            None
        } else {
            Some(text.parse().unwrap())
        }
    }

    /// 95% limits from two columns, where both are filled.
    pub(crate) fn limits(&self, lower: &str, upper: &str) -> Option<Limits> {
        let (lower, upper) = (self.number(lower)?, self.number(upper)?);
        Some(Limits::new(Confidence::NINETY_FIVE, lower, upper).unwrap())
    }
}

/// The rows of a native profile download. Headers come in several spellings; underscores become
/// spaces and the few that differ are renamed.
pub(crate) fn native(file: &str) -> Option<Vec<Row>> {
    let bytes = std::fs::read(folder()?.join("fingertips").join(file)).unwrap();
    Some(table(&bytes, |header| {
        let spaced = header.replace('_', " ");
        match spaced.as_str() {
            "AreaCode" => "Area Code".into(),
            "AreaName" => "Area Name".into(),
            "AreaType" => "Area Type".into(),
            "IndicatorID" => "Indicator ID".into(),
            "Timeperiod" => "Time period".into(),
            _ => spaced,
        }
    }))
}

/// The rows of the development extract, and what the publisher says of each indicator.
pub(crate) fn extract() -> Option<(Vec<Row>, HashMap<String, serde_json::Value>)> {
    let folder = folder()?.join("fingertips");
    let file = std::fs::File::open(folder.join("next_healthdata_dev.csv.gz")).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .unwrap();
    let rows = table(&bytes, str::to_owned);
    let metadata = std::fs::read(folder.join("next_indicator_metadata.json")).unwrap();
    let metadata: Vec<serde_json::Value> = serde_json::from_slice(&metadata).unwrap();
    let by_indicator = metadata
        .into_iter()
        .map(|entry| (id_of(&entry["indicatorID"]), entry))
        .collect();
    Some((rows, by_indicator))
}

fn id_of(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Life expectancy by tenth of deprivation within places, which the publisher's package ships.
pub(crate) fn life_expectancy_by_tenth() -> Option<Vec<Row>> {
    plain("conformance/phe/LE_testdata.csv")
}

/// The rows of the ordered sample of the World Health Organization's package.
pub(crate) fn who_ordered_sample() -> Option<Vec<Row>> {
    who("healthequal_OrderedSample.csv")
}

/// The rows of its sample without an order.
pub(crate) fn who_nonordered_sample() -> Option<Vec<Row>> {
    who("healthequal_NonorderedSample.csv")
}

fn who(file: &str) -> Option<Vec<Row>> {
    plain(&format!("conformance/who/{file}"))
}

/// Deaths by cause and people, by tenth of deprivation, year and sex: England, 2001 to 2012.
pub(crate) fn deaths_by_tenth() -> Option<[Vec<Row>; 2]> {
    let folder = folder()?.join("mortality");
    let read = |file: &str| {
        let file = std::fs::File::open(folder.join(file)).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(file)
            .read_to_end(&mut bytes)
            .unwrap();
        // Lines end with a carriage return alone.
        for byte in &mut bytes {
            if *byte == b'\r' {
                *byte = b'\n';
            }
        }
        table(&bytes, |header| header.trim().to_owned())
    };
    Some([
        read("ons_deaths_by_imd_decile_cause_2001-2012.csv.gz"),
        read("ons_pops_by_imd_decile_2001-2012.csv.gz"),
    ])
}

/// Figures that the profiles published of one indicator, zipped.
pub(crate) fn published(file: &str) -> Option<Vec<Row>> {
    zipped(&format!("fingertips/{file}"))
}

/// The rows of a release that is not zipped, by its path in the folder.
pub(crate) fn plain(path: &str) -> Option<Vec<Row>> {
    Some(table(
        &std::fs::read(folder()?.join(path)).unwrap(),
        str::to_owned,
    ))
}

/// The rows of a zipped release, by its path in the folder.
pub(crate) fn zipped(path: &str) -> Option<Vec<Row>> {
    let file = std::fs::File::open(folder()?.join(path)).unwrap();
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(file)
        .read_to_end(&mut bytes)
        .unwrap();
    Some(table(&bytes, str::to_owned))
}

fn table(bytes: &[u8], rename: impl Fn(&str) -> String) -> Vec<Row> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Some releases have a column fewer in every row than in the header.
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header: Vec<String> = reader.headers().unwrap().iter().map(rename).collect();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let cells = header.iter().zip(record.iter());
            Row::new(cells.map(|(name, cell)| (name.clone(), cell.trim().to_owned())))
        })
        .collect()
}
