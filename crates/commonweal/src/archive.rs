//! A backup: one file that holds the database, every data file and a list of both with their hashes.
//!
//! A tar archive, so that it can be opened without this program. `manifest.json` comes first and names everything else
//! with its SHA-256, and the heads of the audit log, by which a cut log shows even when its own heads were rewritten.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use board::audit::ChainHead;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Name of the list in the archive.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The form of archives that this program writes and reads.
const FORMAT: u32 = 1;

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The form of the archive.
    pub(crate) format: u32,
    /// What wrote it.
    pub(crate) software: String,
    /// When.
    pub(crate) made_at: Timestamp,
    /// The files, by their path in the data folder.
    pub(crate) files: Vec<Listed>,
    /// Where each chain of the audit log ended.
    pub(crate) heads: Vec<ChainHead>,
}

/// One file of an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// Its path in the data folder, with slashes.
    pub(crate) path: String,
    /// Its length in bytes.
    pub(crate) bytes: u64,
    /// SHA-256 of its content.
    pub(crate) sha256: String,
}

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// It is something else.
    #[error("this is no backup of Commonweal")]
    NotABackup,
    /// A later program wrote it.
    #[error(
        "this backup was written by a newer version of Commonweal ({0}); restore it with that version"
    )]
    Newer(String),
    /// A file is not as it was when the backup was made.
    #[error("{0} in this backup is not what was saved: the backup is damaged, use another one")]
    Damaged(String),
    /// A file that the list names is missing, or one is there that it does not name.
    #[error("{0} is missing from this backup or does not belong to it; use another one")]
    Incomplete(String),
    /// The disk failed.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// Lists a file of a folder.
pub(crate) fn listed(folder: &Path, path: &str) -> io::Result<Listed> {
    let mut file = File::open(folder.join(path))?;
    let mut hash = Sha256::new();
    let bytes = copy(&mut file, |part| {
        hash.update(part);
        Ok(())
    })?;
    Ok(Listed {
        path: path.to_owned(),
        bytes,
        sha256: hex(&hash.finalize()),
    })
}

/// Writes an archive: the list, then each file from the place that `place_of` names for it.
pub(crate) fn write(
    to: &Path,
    manifest: &Manifest,
    place_of: impl Fn(&Listed) -> PathBuf,
) -> Result<(), ArchiveError> {
    let mut archive = tar::Builder::new(File::create_new(to)?);
    let list = serde_json::to_vec_pretty(manifest).map_err(io::Error::from)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(list.len() as u64);
    header.set_mode(0o600);
    archive.append_data(&mut header, MANIFEST, list.as_slice())?;
    for file in &manifest.files {
        archive.append_path_with_name(place_of(file), &file.path)?;
    }
    archive.into_inner()?.sync_all()?;
    Ok(())
}

/// Unpacks an archive into an empty folder, comparing each file with the list as it goes.
pub(crate) fn unpack(from: &Path, folder: &Path) -> Result<Manifest, ArchiveError> {
    let mut archive = tar::Archive::new(File::open(from)?);
    let mut entries = archive.entries().map_err(|_| ArchiveError::NotABackup)?;
    let first = entries.next().ok_or(ArchiveError::NotABackup)?;
    let manifest = read_manifest(first.map_err(|_| ArchiveError::NotABackup)?)?;
    let mut awaited: Vec<&Listed> = manifest.files.iter().collect();
    for entry in entries {
        let mut entry = entry.map_err(|_| ArchiveError::Damaged("The archive".to_owned()))?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let at = awaited
            .iter()
            .position(|file| file.path == path && stays_inside(Path::new(&path)))
            .ok_or_else(|| ArchiveError::Incomplete(path.clone()))?;
        let wanted = awaited.swap_remove(at);
        let place = folder.join(&path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create_new(&place)?;
        let mut hash = Sha256::new();
        copy(&mut entry, |part| {
            hash.update(part);
            file.write_all(part)
        })?;
        if hex(&hash.finalize()) != wanted.sha256 {
            return Err(ArchiveError::Damaged(path));
        }
        file.sync_all()?;
    }
    if let Some(missing) = awaited.first() {
        return Err(ArchiveError::Incomplete(missing.path.clone()));
    }
    Ok(manifest)
}

/// The list of an archive, without unpacking it.
pub(crate) fn manifest_of(archive: &Path) -> Result<Manifest, ArchiveError> {
    let mut archive = tar::Archive::new(File::open(archive)?);
    let mut entries = archive.entries().map_err(|_| ArchiveError::NotABackup)?;
    let first = entries.next().ok_or(ArchiveError::NotABackup)?;
    read_manifest(first.map_err(|_| ArchiveError::NotABackup)?)
}

/// Makes what was renamed into place last through a power cut: the folder that names it is written out as well.
pub(crate) fn keep_name(of: &Path) -> io::Result<()> {
    match of.parent() {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => {
            File::open(folder)?.sync_all()
        }
        Some(_) if cfg!(unix) => File::open(".")?.sync_all(),
        _ => Ok(()),
    }
}

fn read_manifest(mut entry: tar::Entry<'_, File>) -> Result<Manifest, ArchiveError> {
    const LONGEST: u64 = 64 * 1024 * 1024;
    if entry.path().ok().as_deref() != Some(Path::new(MANIFEST)) {
        return Err(ArchiveError::NotABackup);
    }
    let mut text = String::new();
    entry
        .by_ref()
        .take(LONGEST)
        .read_to_string(&mut text)
        .map_err(|_| ArchiveError::NotABackup)?;
    let raw: serde_json::Value =
        serde_json::from_str(&text).map_err(|_| ArchiveError::NotABackup)?;
    if raw["format"]
        .as_u64()
        .is_some_and(|format| format > u64::from(FORMAT))
    {
        let software = raw["software"].as_str().unwrap_or_default().to_owned();
        return Err(ArchiveError::Newer(software));
    }
    serde_json::from_value(raw).map_err(|_| ArchiveError::NotABackup)
}

impl Manifest {
    /// A list of what this program writes.
    pub(crate) fn new(made_at: Timestamp, files: Vec<Listed>, heads: Vec<ChainHead>) -> Self {
        Self {
            format: FORMAT,
            software: evidence::SOFTWARE.to_owned(),
            made_at,
            files,
            heads,
        }
    }
}

/// True for a path of plain names: an archive may not reach outside the folder that it is unpacked into.
fn stays_inside(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
}

/// Hands a stream on in parts and counts its bytes.
fn copy(from: &mut impl Read, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let mut part = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut part)?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes += read as u64;
        to(&part[..read])?;
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
