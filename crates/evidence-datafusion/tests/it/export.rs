//! Exports made up by these tests, and an engine on an empty folder to read them.

use std::io::{Cursor, Write};

use evidence::engine::{Engine, Source};
use evidence::intake::{Choices, Intake};
use evidence_datafusion::{DataFolder, DataFusionEngine};
use tempfile::TempDir;

/// The heading as the web exports of 2023 spell it.
pub(crate) const HEADING: &str = "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,AreaName,Area Type,Sex,Age,\
Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,\
Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to parent value or percentiles,\
Time period Sortable,New data,Compared to goal,Time period range";

/// One row: a share of a thousand adults.
pub(crate) fn row(area: &str, period: &str, count: u32) -> String {
    let value = f64::from(count) / 10.0;
    let (name, kind, parent) = if area == evidence::ENGLAND {
        ("England", "England", ",")
    } else {
        ("A borough", "Borough", "E12000007,A region")
    };
    format!(
        "900,Adults who smoke,{parent},{area},{name},{kind},Persons,18+ yrs,,,{period},{value},,,,,{count},1000,,,,,20200000,,,1y"
    )
}

/// A whole export of a few sound rows.
pub(crate) fn export() -> String {
    let rows = [
        row("E92000001", "2019", 150),
        row("E09000001", "2019", 200),
        row("E92000001", "2020", 140),
        row("E09000001", "2020", 260),
    ];
    format!("{HEADING}\n{}\n", rows.join("\n"))
}

/// The export with one cell of its second row replaced, by heading.
pub(crate) fn export_with(column: &str, cell: &str) -> String {
    let at = HEADING.split(',').position(|name| name == column).unwrap();
    let mut lines: Vec<String> = export().lines().map(str::to_owned).collect();
    let mut fields: Vec<&str> = lines[2].split(',').collect();
    fields[at] = cell;
    lines[2] = fields.join(",");
    lines.join("\n")
}

pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An engine whose folder lasts as long as it does.
pub(crate) struct Bench {
    pub(crate) engine: DataFusionEngine,
    pub(crate) folder: TempDir,
}

pub(crate) fn bench() -> Bench {
    let folder = TempDir::new().unwrap();
    let engine = DataFusionEngine::new(DataFolder::open(folder.path()).unwrap());
    Bench { engine, folder }
}

impl Bench {
    pub(crate) async fn stage(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Intake {
        self.stage_with(name, bytes, Choices::default()).await
    }

    pub(crate) async fn stage_with(
        &self,
        name: &str,
        bytes: impl Into<Vec<u8>>,
        choices: Choices,
    ) -> Intake {
        let source = Source::new(name, Cursor::new(bytes.into()));
        self.engine.stage(vec![source], choices).await.unwrap()
    }

    /// Files in the folder, kept, staged or half written.
    pub(crate) fn files(&self) -> usize {
        ["kept", "staged"]
            .iter()
            .map(|part| {
                std::fs::read_dir(self.folder.path().join(part))
                    .unwrap()
                    .count()
            })
            .sum()
    }
}
