//! A data folder for each test, copied from one that was made once.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::template::TestProgram;

/// The name of the file that tells by which build a template was made.
const STAMP: &str = "build.stamp";

/// A fresh folder, removed when it is dropped, that holds a copy of the template. Where there is no template yet,
/// `make` fills an empty folder with one; other processes wait meanwhile.
pub(crate) async fn folder_from_template(make: impl AsyncFnOnce(&Path)) -> TempDir {
    let template = template(make)
        .await
        .expect("a template can be made in the temporary folder");
    let folder = fresh_folder();
    copy_files(&template, folder.path()).expect("the template can be copied");
    folder
}

/// A fresh folder, removed when it is dropped.
pub(crate) fn fresh_folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("commonweal-test-")
        .tempdir()
        .expect("the temporary folder can be written")
}

async fn template(make: impl AsyncFnOnce(&Path)) -> io::Result<PathBuf> {
    let program = TestProgram::running();
    let templates = env::temp_dir().join("commonweal-testkit");
    fs::create_dir_all(&templates)?;
    let folder = templates.join(&program.name);

    // Held until the file is closed at the end of this function.
    let lock = File::create(templates.join(format!("{}.lock", program.name)))?;
    lock.lock()?;
    if fs::read_to_string(folder.join(STAMP)).is_ok_and(|stamp| stamp == program.build) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir(&folder)?;
    make(&folder).await;
    // Written last: a template without it was left half-made and is made again.
    fs::write(folder.join(STAMP), &program.build)?;
    Ok(folder)
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != STAMP {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
