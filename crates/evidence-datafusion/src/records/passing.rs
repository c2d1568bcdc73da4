//! Files that are there while records are counted.
//!
//! DataFusion opens files by name, so these have one. Each goes when it has been counted. What a process that was killed left
//! behind goes a day later, when the next file is made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

/// By this their names are known.
const PREFIX: &str = "commonweal-records-";
/// Nothing is counted for so long.
const LONGEST: Duration = Duration::from_hours(24);

/// The folder that they lie in.
#[derive(Clone, Debug)]
pub struct PassingFolder {
    path: PathBuf,
}

impl Default for PassingFolder {
    /// The system's folder for passing files.
    fn default() -> Self {
        Self {
            path: std::env::temp_dir(),
        }
    }
}

impl PassingFolder {
    /// A folder of our own. It is made with the first file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    pub(super) fn file(&self) -> io::Result<NamedTempFile> {
        fs::create_dir_all(&self.path)?;
        self.clear_up()?;
        Builder::new().prefix(PREFIX).tempfile_in(&self.path)
    }

    fn clear_up(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let is_ours = entry
                .file_name()
                .as_encoded_bytes()
                .starts_with(PREFIX.as_bytes());
            if is_ours && is_old(&entry.path()) {
                // Another process may have been quicker, and in a shared folder it may belong to somebody else.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

fn is_old(path: &Path) -> bool {
    let changed = fs::metadata(path).and_then(|metadata| metadata.modified());
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > LONGEST))
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_was_left_behind_goes_and_what_is_being_counted_stays() {
        let place = tempfile::tempdir().unwrap();
        let folder = PassingFolder::at(place.path().join("passing"));
        let counted = folder.file().unwrap();
        let left = |name: &str| {
            let path = folder.path.join(name);
            File::create(&path)
                .unwrap()
                .set_modified(SystemTime::UNIX_EPOCH)
                .unwrap();
            path
        };
        let (ours, other) = (left("commonweal-records-Xy1"), left("notes.txt"));
        let next = folder.file().unwrap();
        let there = [counted.path(), next.path(), &other, &ours].map(Path::exists);
        assert_eq!(there, [true, true, true, false]);
    }
}
