//! A package as one JSON document: what it is, its indicators, its observations.

use std::io::Write;

use serde_json::{Value, json};

use super::{OpenDataError, Package, Part, each_of};
use crate::engine::Engine;

/// Writes a package as JSON, row by row, and says how many observations there are.
///
/// # Errors
/// When rows cannot be read or the document cannot be written.
pub async fn write_json(
    engine: &dyn Engine,
    package: &Package,
    out: &mut (dyn Write + Send),
) -> Result<u64, OpenDataError> {
    let head = json!({
        "name": package.name,
        "title": package.title,
        "about": package.about(),
        "origin": package.origin(),
        "as_at": package.as_at(),
        "data_sets": package.parts.iter().map(described).collect::<Vec<_>>(),
        "indicators": package.indicators,
    });
    // The head is closed by the rows that follow it.
    let head = head.to_string();
    out.write_all(head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
    out.write_all(b",\"observations\":[")?;
    let mut is_first = true;
    let rows = each_of(engine, package, &mut |row, part| {
        out.write_all(if is_first { b"\n" } else { b",\n" })?;
        is_first = false;
        let mut whole = serde_json::to_value(row)?;
        if let Some(fields) = whole.as_object_mut() {
            fields.insert("data_set".to_owned(), json!(part.data_set));
            fields.insert("version".to_owned(), json!(part.version));
        }
        serde_json::to_writer(&mut *out, &whole)?;
        Ok(())
    })
    .await?;
    out.write_all(b"\n]}\n")?;
    Ok(rows)
}

/// A version as descriptions name it.
pub(super) fn described(part: &Part) -> Value {
    json!({
        "data_set": part.data_set,
        "title": part.title,
        "version": part.version,
        "sha256": part.file.file(),
        "source": part.source,
        "licence": part.licence,
        "attribution": part.attribution,
        "as_at": part.as_at,
        "published_on": part.published_on,
        "next_due": part.next_due,
        "origin": part.file.origin(),
    })
}
