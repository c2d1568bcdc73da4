//! A small engine that keeps rows in memory: the obvious implementation that real engines are compared with, and what
//! tests of other crates ask their questions of.
//!
//! Must not know: files. It stages what was prepared for a source of that name and invents nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::catalogue::{Catalogue, Indicator};
use crate::cell::Origin;
use crate::engine::{Engine, EngineError, FileHash, Filter, Integrity, Source};
use crate::intake::mapping::{Proposal, Reason};
use crate::intake::{Choices, Intake, Problem};
use crate::observation::{Interner, Observation, Row, RowSink};

/// An engine whose files are lists of rows.
#[derive(Default)]
pub struct MemoryEngine {
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    prepared: BTreeMap<String, Result<FileHash, Vec<Problem>>>,
    proposals: BTreeMap<String, Proposal>,
    files: BTreeMap<FileHash, File>,
}

struct File {
    rows: Vec<Observation>,
    catalogue: Catalogue,
    staged: bool,
    kept: bool,
    altered: bool,
}

impl MemoryEngine {
    /// An engine without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kept file. Its hash is taken over the rows and the catalogue.
    pub fn add(
        &self,
        indicators: impl IntoIterator<Item = Indicator>,
        rows: &[Row<'_>],
    ) -> FileHash {
        let hash = self.put(indicators, rows);
        if let Some(file) = self.shelves().files.get_mut(&hash) {
            file.kept = true;
        }
        hash
    }

    /// Prepares what staging a source of this name finds: these rows.
    pub fn prepare(
        &self,
        source: &str,
        indicators: impl IntoIterator<Item = Indicator>,
        rows: &[Row<'_>],
    ) -> FileHash {
        let hash = self.put(indicators, rows);
        self.shelves().prepared.insert(source.to_owned(), Ok(hash));
        hash
    }

    /// Prepares what staging a source of this name finds: these problems.
    pub fn prepare_problems(&self, source: &str, problems: Vec<Problem>) {
        self.shelves()
            .prepared
            .insert(source.to_owned(), Err(problems));
    }

    /// Prepares what staging a source of this name finds: a table of no known layout, of which this is proposed. Once
    /// nothing is missing and somebody has said so, these rows are in it.
    pub fn prepare_proposal(
        &self,
        source: &str,
        proposal: Proposal,
        indicators: impl IntoIterator<Item = Indicator>,
        rows: &[Row<'_>],
    ) {
        self.prepare(source, indicators, rows);
        self.shelves().proposals.insert(source.to_owned(), proposal);
    }

    /// Makes a file look altered, as if one byte had been flipped.
    pub fn alter(&self, file: FileHash) {
        if let Some(file) = self.shelves().files.get_mut(&file) {
            file.altered = true;
        }
    }

    fn put(&self, indicators: impl IntoIterator<Item = Indicator>, rows: &[Row<'_>]) -> FileHash {
        let catalogue = Catalogue {
            layout: "memory".to_owned(),
            indicators: indicators
                .into_iter()
                .map(|indicator| (indicator.id.clone(), indicator))
                .collect(),
            periods: Vec::new(),
        };
        let mut interner = Interner::default();
        let rows: Vec<_> = rows
            .iter()
            .map(|row| interner.observe(row, Origin::Imported))
            .collect();
        let hash = FileHash::of(format!("{catalogue:?}{rows:?}").as_bytes());
        self.shelves().files.entry(hash).or_insert(File {
            rows,
            catalogue,
            staged: false,
            kept: false,
            altered: false,
        });
        hash
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn file(&self, hash: FileHash) -> Result<&File, EngineError> {
        self.files
            .get(&hash)
            .filter(|file| file.staged || file.kept)
            .ok_or(EngineError::NoSuchFile(hash))
    }
}

#[async_trait]
impl Engine for MemoryEngine {
    async fn stage(&self, sources: Vec<Source>, choices: Choices) -> Result<Intake, EngineError> {
        let mut intake = Intake {
            policy: choices.policy,
            beside: choices.before.clone(),
            ..Intake::default()
        };
        let mut shelves = self.shelves();
        for source in sources {
            let prepared = shelves.prepared.get(&source.name).cloned();
            if let Some(proposal) = shelves.proposals.get(&source.name) {
                let proposal = match &choices.remembered {
                    Some(remembered) => proposal.clone().as_remembered(remembered),
                    None => proposal.clone(),
                };
                let mut proposal = proposal.overlaid(&choices.said, Reason::Said);
                let answered = proposal.areas.clone();
                proposal
                    .named_areas
                    .retain(|area| !answered.contains_key(&area.name));
                for area in &proposal.named_areas {
                    intake.problems.push(Problem::at(
                        &source.name,
                        proposal.heading_row + 1,
                        None,
                        &area.name,
                        "the name of an area",
                        "Say its code.",
                    ));
                }
                let is_said = choices.remembered.is_some() || !choices.said.is_empty();
                if !is_said || !proposal.missing.is_empty() {
                    intake.problems.push(Problem::at(
                        &source.name,
                        proposal.heading_row,
                        None,
                        "columns",
                        "somebody's word",
                        "Say what they hold.",
                    ));
                }
                intake.proposal = Some(proposal);
            }
            intake
                .sources
                .push((source.name.clone(), FileHash::of(source.name.as_bytes())));
            match prepared {
                Some(Ok(hash)) => {
                    if let Some(file) = shelves.files.get_mut(&hash) {
                        file.staged = true;
                        intake.rows = u64::try_from(file.rows.len()).unwrap_or(u64::MAX);
                        intake.sound_rows = intake.rows;
                        intake.catalogue = file.catalogue.clone();
                    }
                    intake.staged = Some(hash);
                }
                Some(Err(problems)) => intake.problems.extend(problems),
                None => intake.problems.push(Problem::with_file(
                    &source.name,
                    "nothing prepared",
                    "a source that was prepared",
                    "Prepare it in the test.",
                )),
            }
        }
        if !intake.is_clean() {
            intake.staged = None;
        }
        Ok(intake)
    }

    async fn keep(&self, file: FileHash) -> Result<(), EngineError> {
        let mut shelves = self.shelves();
        shelves.file(file)?;
        if let Some(file) = shelves.files.get_mut(&file) {
            file.kept = true;
            file.staged = false;
        }
        Ok(())
    }

    async fn discard(&self, file: FileHash) -> Result<(), EngineError> {
        if let Some(file) = self.shelves().files.get_mut(&file) {
            file.staged = false;
        }
        Ok(())
    }

    async fn remove(&self, file: FileHash) -> Result<(), EngineError> {
        if let Some(file) = self.shelves().files.get_mut(&file) {
            file.kept = false;
        }
        Ok(())
    }

    async fn kept(&self) -> Result<Vec<FileHash>, EngineError> {
        let shelves = self.shelves();
        let kept = shelves.files.iter().filter(|(_, file)| file.kept);
        Ok(kept.map(|(hash, _)| *hash).collect())
    }

    async fn describe(&self, file: FileHash) -> Result<Arc<Catalogue>, EngineError> {
        Ok(Arc::new(self.shelves().file(file)?.catalogue.clone()))
    }

    async fn scan(
        &self,
        file: FileHash,
        filter: &Filter,
        sink: &mut RowSink<'_>,
    ) -> Result<(), EngineError> {
        let shelves = self.shelves();
        for seen in &shelves.file(file)?.rows {
            let row = seen.row();
            if filter.wants(&row) {
                sink.push(&row);
            }
        }
        Ok(())
    }

    async fn verify(&self, file: FileHash) -> Result<Integrity, EngineError> {
        Ok(match self.shelves().file(file) {
            Ok(held) if held.altered => Integrity::Changed {
                found: FileHash::of(b"altered"),
            },
            Ok(_) => Integrity::Same,
            Err(_) => Integrity::Missing,
        })
    }
}
