use std::collections::HashSet;

use board::database::DatabaseError;
use board::places;
use board::thread::{Record, Registry};

use crate::app::App;

/// Where records have their pages. Loaded once for a page that links to several.
#[derive(Debug, Clone)]
pub struct Addresses {
    boards: HashSet<String>,
}

impl Addresses {
    /// The boards of this installation, whose records have pages under their own addresses.
    pub async fn load(app: &App) -> Result<Self, DatabaseError> {
        let boards = places::boards(&app.house).await?;
        Ok(Self {
            boards: boards
                .into_iter()
                .map(|board| board.record.slug.to_string())
                .collect(),
        })
    }

    /// The page of a record: its own where its kind has one and a board owns it, otherwise its thread.
    #[must_use]
    pub fn page(&self, registry: &Registry, record: &Record) -> String {
        let board = record.body_slug.as_ref().map(ToString::to_string);
        let path = registry.kind(record.kind.0).and_then(|spec| spec.path);
        match (board, path) {
            (Some(board), Some(path)) if self.boards.contains(&board) => {
                format!("/{board}/{path}/{}", record.slug)
            }
            _ => Self::thread(record),
        }
    }

    /// The thread of a record.
    #[must_use]
    pub fn thread(record: &Record) -> String {
        format!("/thread/{}", record.reference())
    }
}
