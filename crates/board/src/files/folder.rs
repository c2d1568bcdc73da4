//! The folder of attached files. `kept/` holds the files that attachments name, each under the hash of its content, and
//! `staged/` those that are being written. A file is synced before it gets its name, so that a name never stands for half
//! a file; what people called it never reaches the disk.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use evidence::engine::{FileHash, Integrity};

use crate::runner::House;

/// The folder within the data folder.
const NAME: &str = "attachments";

/// The data folder failed.
#[derive(Debug, thiserror::Error)]
#[error(
    "{doing} failed in the folder of attached files; see whether it is there and can be written, and whether the disk is full"
)]
pub struct FolderError {
    doing: &'static str,
    #[source]
    source: io::Error,
}

fn failed(doing: &'static str) -> impl FnOnce(io::Error) -> FolderError {
    move |source| FolderError { doing, source }
}

/// A handle to the folder.
#[derive(Debug, Clone)]
pub struct AttachmentFolder {
    kept: PathBuf,
    staged: PathBuf,
}

impl AttachmentFolder {
    /// The folder of an installation. It is made when the first file is written.
    #[must_use]
    pub fn of(house: &House) -> Self {
        let folder = house.data_folder().join(NAME);
        Self {
            kept: folder.join("kept"),
            staged: folder.join("staged"),
        }
    }

    /// Where a file lies, from the data folder on, with slashes: for lists of what a backup holds.
    #[must_use]
    pub fn path_in_data_folder(hash: FileHash) -> String {
        format!("{NAME}/kept/{hash}")
    }

    /// Writes a file under a passing name, made of something that nobody else uses. It goes when it is dropped without being
    /// kept.
    pub(super) fn stage(&self, bytes: &[u8], passing: &str) -> Result<Staged, FolderError> {
        for folder in [&self.kept, &self.staged] {
            fs::create_dir_all(folder).map_err(failed("making it"))?;
        }
        let staged = Staged {
            path: self.staged.join(passing),
            hash: FileHash::of(bytes),
        };
        File::create_new(&staged.path)
            .and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            })
            .map_err(failed("writing a file"))?;
        Ok(staged)
    }

    /// Gives a written file its name and makes that last.
    pub(super) fn keep(&self, staged: &Staged) -> Result<(), FolderError> {
        let kept = self.path(staged.hash);
        if kept.exists() {
            return Ok(());
        }
        fs::rename(&staged.path, kept).map_err(failed("naming a file"))?;
        File::open(&self.kept)
            .and_then(|folder| folder.sync_all())
            .map_err(failed("naming a file"))
    }

    /// The bytes of a kept file.
    pub fn read(&self, hash: FileHash) -> Result<Vec<u8>, FolderError> {
        fs::read(self.path(hash)).map_err(failed("reading a file"))
    }

    /// Compares a kept file with its name.
    pub fn verify(&self, hash: FileHash) -> Result<Integrity, FolderError> {
        let bytes = match fs::read(self.path(hash)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Integrity::Missing),
            read => read.map_err(failed("reading a file"))?,
        };
        let found = FileHash::of(&bytes);
        Ok(if found == hash {
            Integrity::Same
        } else {
            Integrity::Changed { found }
        })
    }

    /// The files that are kept, in order. Other files in the folder are nobody's business.
    pub fn kept(&self) -> Result<Vec<FileHash>, FolderError> {
        let inside = match fs::read_dir(&self.kept) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            inside => inside.map_err(failed("listing"))?,
        };
        let mut kept = Vec::new();
        for entry in inside {
            let name = entry.map_err(failed("listing"))?.file_name();
            let hash: Option<FileHash> = name.to_str().and_then(|name| name.parse().ok());
            kept.extend(hash);
        }
        kept.sort();
        Ok(kept)
    }

    /// Removes a kept file.
    pub(super) fn remove(&self, hash: FileHash) -> Result<(), FolderError> {
        gone(&self.path(hash)).map_err(failed("removing a file"))
    }

    fn path(&self, hash: FileHash) -> PathBuf {
        self.kept.join(hash.to_string())
    }
}

/// A file that is written and has no name yet.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    /// The hash of its content.
    pub(super) hash: FileHash,
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Once it is kept, the passing name is gone already; otherwise the file goes. Nothing can be done if that fails.
        let _ = fs::remove_file(&self.path);
    }
}

fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
