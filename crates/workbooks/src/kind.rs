//! Tells what kind of workbook some bytes are, and refuses those that are none before anything is unpacked.

use std::io::Cursor;

use zip::ZipArchive;

use crate::{MOST_PARTS, MOST_UNPACKED, Refused};

/// The kinds of workbook that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML.
    Xlsx,
    /// The same, binary.
    Xlsb,
    /// Open Document.
    Ods,
    /// The binary workbook of before 2007.
    Xls,
}

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1";

/// Whether a file is a workbook or something packed the same way, by its first bytes.
#[must_use]
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(ZIP) || head.starts_with(COMPOUND)
}

/// Which kind it is.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refused::Damaged {
        what: error.to_string(),
    })?;
    if archive.len() > MOST_PARTS {
        return Err(Refused::TooLarge {
            what: format!("{} parts", archive.len()),
        });
    }
    let mut unpacked = 0_u64;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| Refused::Damaged {
            what: error.to_string(),
        })?;
        if part.encrypted() {
            return Err(Refused::Encrypted);
        }
        unpacked = unpacked.saturating_add(part.size());
        let name = part.name().map_err(|error| Refused::Damaged {
            what: error.to_string(),
        })?;
        names.push(name.into_owned());
    }
    if unpacked > MOST_UNPACKED {
        return Err(Refused::TooLarge {
            what: format!("it unpacks to {} MB", unpacked / (1024 * 1024)),
        });
    }
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if names
        .iter()
        .any(|name| name.to_lowercase().ends_with("vbaproject.bin"))
        || names.iter().any(|name| name.starts_with("Basic/"))
    {
        return Err(Refused::Macros);
    }
    if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("xl/workbook.bin") {
        Ok(Kind::Xlsb)
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
        Err(Refused::Document)
    } else if has("content.xml") && has("mimetype") {
        Ok(Kind::Ods)
    } else {
        Err(Refused::Archive)
    }
}

/// A compound file holds an old workbook, or a new one that is encrypted. Its streams are named in UTF-16.
fn compound(bytes: &[u8]) -> Result<Kind, Refused> {
    if has_stream(bytes, "EncryptedPackage") {
        return Err(Refused::Encrypted);
    }
    if has_stream(bytes, "_VBA_PROJECT_CUR") {
        return Err(Refused::Macros);
    }
    if has_stream(bytes, "WordDocument") || has_stream(bytes, "PowerPoint Document") {
        return Err(Refused::Document);
    }
    Ok(Kind::Xls)
}

fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Entries of the directory are 128 bytes long and begin with the name.
    bytes.chunks(128).any(|entry| entry.starts_with(&wanted))
}
