//! The container of office files: an archive of named parts. The same parts always give the same bytes, because no part
//! carries a time.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::NotWritten;

/// Packs parts in the order given, each a name and its content.
pub(super) fn pack<'a>(
    parts: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<Vec<u8>, NotWritten> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(name, options)
            .map_err(|error| NotWritten(Box::new(error)))?;
        archive
            .write_all(content)
            .map_err(|error| NotWritten(Box::new(error)))?;
    }
    let written = archive
        .finish()
        .map_err(|error| NotWritten(Box::new(error)))?;
    Ok(written.into_inner())
}
