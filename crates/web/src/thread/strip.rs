use board::database::DatabaseError;
use board::story::{self, Strip};
use board::thread::{Record, Registry};
use board::vocabulary::capital;
use serde::Serialize;

use super::Addresses;
use crate::app::App;
use crate::visitor::Visitor;

/// A stage of the strip, as `thread_strip` in `components/thread.html` draws it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StripStep {
    kind: String,
    title: String,
    href: Option<String>,
    meta: Option<String>,
    state: &'static str,
}

/// The strip of a record as its visitor may see it, ready for `thread_strip(page.strip, "Thread from need to minute")`;
/// empty for records that lie beside the thread.
pub async fn strip_of(
    app: &App,
    visitor: &Visitor,
    record: &Record,
) -> Result<Vec<StripStep>, DatabaseError> {
    let strip = Strip::of(&app.house, &visitor.actor, visitor.today, record).await?;
    let addresses = Addresses::load(app).await?;
    Ok(strip.map_or_else(Vec::new, |strip| {
        steps(app.house.registry(), &addresses, strip)
    }))
}

pub(super) fn steps(registry: &Registry, addresses: &Addresses, strip: Strip) -> Vec<StripStep> {
    strip
        .steps
        .into_iter()
        .map(|step: story::StripStep| StripStep {
            kind: capital(step.stage.as_str()),
            title: step.title,
            href: step.record.map(|record| addresses.page(registry, &record)),
            meta: Some(step.note).filter(|note| !note.is_empty()),
            state: step.state.as_str(),
        })
        .collect()
}
