use std::sync::Arc;

use anyhow::Context;
use board::indicators::Figures;
use board::places::{AREA, BODY, PERSON};
use board::thread::{self, Record};
use board::vocabulary::{Kind, RecordId, Reference, Slug};
use board::{House, Who};
use evidence::engine::Engine;
use jiff::civil::Date;

use super::TODAY;

/// Where the parts of the demonstration are put on: the house, and whoever fills it on the day that it shows.
#[derive(Debug)]
pub(super) struct Stage {
    /// The installation.
    pub(super) house: House,
    /// Whoever sits at the machine, on the day of the demonstration.
    pub(super) who: Who,
    /// Answers from the figures that are loaded.
    pub(super) figures: Figures,
}

impl Stage {
    pub(super) fn new(house: &House, engine: Arc<dyn Engine>, who: &Who) -> Self {
        Self {
            house: house.clone(),
            figures: Figures::new(engine),
            who: Who {
                today: TODAY,
                ..who.clone()
            },
        }
    }

    /// The same person on an earlier day of the story.
    pub(super) fn on(&self, day: Date) -> Who {
        Who {
            today: day,
            ..self.who.clone()
        }
    }

    /// The record with an address such as `hackney/priority/homes`, or nothing: then the part adds it.
    pub(super) async fn record(&self, reference: &str) -> anyhow::Result<Option<Record>> {
        let reference: Reference = reference.parse()?;
        Ok(thread::find(&self.house, &reference).await?)
    }

    /// The record with an address that an earlier part has made.
    pub(super) async fn the(&self, reference: &str) -> anyhow::Result<Record> {
        self.record(reference)
            .await?
            .with_context(|| format!("an earlier part of the demonstration makes {reference}"))
    }

    /// The body with a short name: `hackney`, `eastside-housing`.
    pub(super) async fn body(&self, slug: &str) -> anyhow::Result<RecordId> {
        self.of_installation(BODY, slug).await
    }

    /// The area with a short name: `hackney`, `homerton`.
    pub(super) async fn area(&self, slug: &str) -> anyhow::Result<RecordId> {
        self.of_installation(AREA, slug).await
    }

    /// The person with a name or an office.
    pub(super) async fn person(&self, name: &str) -> anyhow::Result<RecordId> {
        self.of_installation(PERSON, Slug::from_words(name).as_str())
            .await
    }

    async fn of_installation(&self, kind: Kind, slug: &str) -> anyhow::Result<RecordId> {
        Ok(self.the(&format!("-/{kind}/{slug}")).await?.id)
    }
}
