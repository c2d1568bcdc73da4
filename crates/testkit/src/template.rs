//! A database is migrated once for each test program; tests copy it. This says which template belongs to the program
//! that is running, so that one left by an older build is never taken.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::SystemTime;

/// The test program that is running.
pub(crate) struct TestProgram {
    /// Its file name.
    pub(crate) name: String,
    /// Changes whenever it is built anew.
    pub(crate) build: String,
}

impl TestProgram {
    pub(crate) fn running() -> Self {
        let path = env::current_exe().expect("a running program knows its file");
        let file = fs::metadata(&path).expect("a running program's file is there");
        let modified = file.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let mut hasher = DefaultHasher::new();
        (&path, file.len(), modified).hash(&mut hasher);
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Self {
            name,
            build: format!("{:016x}", hasher.finish()),
        }
    }
}
