//! The folder that an engine is given, and the only files that it touches.
//!
//! `kept/` holds the files that records name, `staged/` those that nobody has approved yet. Files are written under a passing name,
//! synced, and moved to the name that is their hash, so that a name never stands for half a file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use evidence::engine::{EngineError, FileHash, Integrity};
use sha2::{Digest, Sha256};

/// Numbers the passing names of this process.
static PARTS: AtomicU64 = AtomicU64::new(0);

/// A handle to the folder.
#[derive(Clone, Debug)]
pub struct DataFolder {
    kept: PathBuf,
    staged: PathBuf,
}

fn failed(doing: &'static str) -> impl FnOnce(std::io::Error) -> EngineError {
    move |source| EngineError::Folder { doing, source }
}

impl DataFolder {
    /// Opens a folder, making it where it is not there.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, EngineError> {
        let folder = Self {
            kept: path.as_ref().join("kept"),
            staged: path.as_ref().join("staged"),
        };
        for part in [&folder.kept, &folder.staged] {
            fs::create_dir_all(part).map_err(failed("making the data folder"))?;
        }
        Ok(folder)
    }

    /// A new file under a passing name. It goes when it is dropped without being staged.
    pub(crate) fn part(&self) -> Result<Part, EngineError> {
        let number = PARTS.fetch_add(1, Ordering::Relaxed);
        let path = self
            .staged
            .join(format!("{}-{number}.part", std::process::id()));
        let file = File::create(&path).map_err(failed("starting a data file"))?;
        Ok(Part { path, file })
    }

    /// Gives a finished file its name.
    pub(crate) fn stage(&self, part: &Part, hash: FileHash) -> Result<(), EngineError> {
        fs::rename(&part.path, named(&self.staged, hash)).map_err(failed("naming a data file"))?;
        sync(&self.staged)
    }

    /// Makes a staged file last.
    pub(crate) fn keep(&self, hash: FileHash) -> Result<(), EngineError> {
        let kept = named(&self.kept, hash);
        if kept.exists() {
            return self.discard(hash);
        }
        match fs::rename(named(&self.staged, hash), &kept) {
            Err(error) if error.kind() == ErrorKind::NotFound => Err(EngineError::NoSuchFile(hash)),
            done => done.map_err(failed("keeping a data file")),
        }?;
        sync(&self.kept)?;
        sync(&self.staged)
    }

    /// Throws a staged file away.
    pub(crate) fn discard(&self, hash: FileHash) -> Result<(), EngineError> {
        gone(&named(&self.staged, hash)).map_err(failed("throwing a staged file away"))
    }

    /// Removes a kept file.
    pub(crate) fn remove(&self, hash: FileHash) -> Result<(), EngineError> {
        gone(&named(&self.kept, hash)).map_err(failed("removing a data file"))
    }

    /// The files that are kept. Other files in the folder are nobody's business.
    pub(crate) fn kept(&self) -> Result<Vec<FileHash>, EngineError> {
        let mut kept = Vec::new();
        for entry in fs::read_dir(&self.kept).map_err(failed("listing the data folder"))? {
            let name = entry
                .map_err(failed("listing the data folder"))?
                .file_name();
            let hash: Option<FileHash> = name
                .to_str()
                .and_then(|name| name.strip_suffix(".parquet")?.parse().ok());
            kept.extend(hash);
        }
        kept.sort();
        Ok(kept)
    }

    /// Where a file lies, kept or staged.
    pub(crate) fn path(&self, hash: FileHash) -> Result<PathBuf, EngineError> {
        [&self.kept, &self.staged]
            .map(|folder| named(folder, hash))
            .into_iter()
            .find(|path| path.exists())
            .ok_or(EngineError::NoSuchFile(hash))
    }

    /// Compares a file with its name.
    pub(crate) fn verify(&self, hash: FileHash) -> Result<Integrity, EngineError> {
        let Ok(path) = self.path(hash) else {
            return Ok(Integrity::Missing);
        };
        let found = hash_of(&path).map_err(failed("reading a data file"))?;
        Ok(if found == hash {
            Integrity::Same
        } else {
            Integrity::Changed { found }
        })
    }
}

/// A file under a passing name.
pub(crate) struct Part {
    path: PathBuf,
    file: File,
}

impl Part {
    pub(crate) fn file(&self) -> Result<File, EngineError> {
        self.file.try_clone().map_err(failed("writing a data file"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn sync(&self) -> Result<(), EngineError> {
        self.file.sync_all().map_err(failed("writing a data file"))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After staging the name is gone already; otherwise the half file goes. Nothing can be done if that fails.
        let _ = fs::remove_file(&self.path);
    }
}

fn named(folder: &Path, hash: FileHash) -> PathBuf {
    folder.join(format!("{hash}.parquet"))
}

fn gone(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// A folder is synced so that a name survives a power cut.
fn sync(folder: &Path) -> Result<(), EngineError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed("syncing the data folder"))
}

/// The hash of a file's bytes.
pub(crate) fn hash_of(path: &Path) -> std::io::Result<FileHash> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(FileHash::new(hasher.finalize().into()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}
