//! What was fetched, kept under the hash of its content, with an index of where it came from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What is known of an address that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The hash of its content, SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The validator that the server gave with it.
    pub etag: Option<String>,
    /// The date that the server gave with it.
    pub last_modified: Option<String>,
    /// When the server last confirmed that this is what it has.
    pub fetched_at: Timestamp,
}

/// What came of an answer that broke off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// The validator by which the rest is known to belong to the beginning.
    pub(crate) validator: String,
    /// The validators as they will be kept.
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// A folder of fetched content.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// Held as long as the cache is: two that write into one file would spoil it.
    _lock: fs::File,
}

impl Cache {
    /// Opens the folder, making it where it is new. While another process has it open, that is an error of the kind
    /// [`io::ErrorKind::WouldBlock`].
    pub fn open(folder: PathBuf) -> io::Result<Self> {
        for inner in ["content", "partial"] {
            fs::create_dir_all(folder.join(inner))?;
        }
        let lock = fs::File::create(folder.join("lock"))?;
        lock.try_lock().map_err(io::Error::from)?;
        Ok(Self {
            folder,
            _lock: lock,
        })
    }

    /// The index: address to what was fetched from it. One that cannot be read is begun anew: it costs a fetch.
    #[must_use]
    pub fn index(&self) -> BTreeMap<String, Entry> {
        fs::read(self.folder.join("index.json"))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Where content lies.
    #[must_use]
    pub fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join("content").join(sha256)
    }

    /// What is known of an address, where its content is there as it was kept.
    pub(crate) fn entry(&self, address: &str) -> io::Result<Option<Entry>> {
        let Some(entry) = self.index().remove(address) else {
            return Ok(None);
        };
        match hash_of(&self.path(&entry.sha256)) {
            Ok((sha256, _)) if sha256 == entry.sha256 => Ok(Some(entry)),
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn partial(&self, address: &str) -> PathBuf {
        let name = hexadecimal(&Sha256::digest(address.as_bytes()));
        self.folder.join("partial").join(name)
    }

    fn begun_path(&self, address: &str) -> PathBuf {
        self.partial(address).with_extension("json")
    }

    /// What broke off before, where it can be continued: how many bytes are there, and what they belong to.
    pub(crate) fn begun(&self, address: &str) -> Option<(u64, Begun)> {
        let bytes = fs::metadata(self.partial(address)).ok()?.len();
        let begun = serde_json::from_slice(&fs::read(self.begun_path(address)).ok()?).ok()?;
        (bytes > 0).then_some((bytes, begun))
    }

    pub(crate) fn note_begun(&self, address: &str, begun: Option<&Begun>) -> io::Result<()> {
        match begun {
            Some(begun) => write_whole(&self.begun_path(address), &serde_json::to_vec(begun)?),
            None => removed(&self.begun_path(address)),
        }
    }

    pub(crate) fn forget_begun(&self, address: &str) -> io::Result<()> {
        removed(&self.begun_path(address))?;
        removed(&self.partial(address))
    }

    /// Takes a complete answer in: content first, then the index, so that the index never names what is not there.
    pub(crate) fn keep(
        &self,
        address: &str,
        etag: Option<String>,
        last_modified: Option<String>,
        now: Timestamp,
    ) -> io::Result<Entry> {
        let partial = self.partial(address);
        let (sha256, bytes) = hash_of(&partial)?;
        fs::File::open(&partial)?.sync_all()?;
        fs::rename(&partial, self.path(&sha256))?;
        removed(&self.begun_path(address))?;
        let entry = Entry {
            sha256,
            bytes,
            etag,
            last_modified,
            fetched_at: now,
        };
        self.note(address, &entry)?;
        Ok(entry)
    }

    pub(crate) fn note(&self, address: &str, entry: &Entry) -> io::Result<()> {
        let mut index = self.index();
        index.insert(address.to_owned(), entry.clone());
        write_whole(
            &self.folder.join("index.json"),
            &serde_json::to_vec_pretty(&index)?,
        )
    }
}

/// Writes a file so that it is there whole or as it was before.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(beside, path)
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn hash_of(path: &Path) -> io::Result<(String, u64)> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hexadecimal(&hasher.finalize()), bytes));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing into a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
