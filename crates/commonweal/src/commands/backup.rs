use std::fs;
use std::path::{Path, PathBuf};

use board::House;
use board::audit::heads;
use board::database::{Database, DatabaseAddress};
use board::files::{AttachmentFolder, stored_files};
use board::indicators::versions_of;
use clap::Args;
use web::Clocks as _;

use crate::archive::{Manifest, keep_name, listed, write};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::{SystemClocks, SystemRandomness};
use crate::output::print;

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write. It must not be there yet.
    file: PathBuf,
}

/// Saves the database and every file that it names, as they are at one moment; the server may go on meanwhile.
pub(crate) async fn run(place: &Place, options: Backup) -> Result<(), Failure> {
    if place.database_url.is_some() {
        return Err(Failure::usage(
            "the records are in PostgreSQL: save them with pg_dump, and the folders “evidence” and “attachments” of the \
             data folder beside them; docs/operating.md says how",
        ));
    }
    installation::must_exist(place)?;
    if options.file.exists() {
        return Err(Failure::usage(format!(
            "{} is there already; name a new file, so that no backup is lost",
            options.file.display()
        )));
    }
    let house = installation::open(place).await?;
    // Both are made beside the file that they become, so that they take room where the backup was meant to.
    let copy = beside(&options.file, "database");
    let part = beside(&options.file, "part");
    let saved = save(&house, place, &options.file, &copy, &part).await;
    house.database().clone().close().await;
    for left in [&copy, &part] {
        if left.exists() {
            fs::remove_file(left)?;
        }
    }
    let manifest = saved?;
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    print(&format!(
        "{}: {} files, {bytes} bytes, {} chains of the audit log",
        options.file.display(),
        manifest.files.len(),
        manifest.heads.len()
    ))
}

async fn save(
    house: &House,
    place: &Place,
    file: &Path,
    copy: &Path,
    part: &Path,
) -> Result<Manifest, Failure> {
    house.database().copy_to(copy).await?;
    // What the copy says, not what the database says by now.
    let copied = Database::open(&DatabaseAddress::SqliteFile(copy.to_owned())).await?;
    let copied = House::new(
        copied,
        place.data.clone(),
        std::sync::Arc::new(SystemRandomness),
    );
    let chain_heads = heads(&copied).await?;
    let mut data: Vec<String> = versions_of(&copied, None)
        .await?
        .iter()
        .map(|version| format!("evidence/kept/{}.parquet", version.file))
        .collect();
    let attached = stored_files(&copied).await?;
    data.extend(
        attached
            .iter()
            .map(|(file, _)| AttachmentFolder::path_in_data_folder(file.hash)),
    );
    copied.database().clone().close().await;
    // Opening the copy may have written to it; from here on nobody does.
    let mut listed_database = listed(copy.parent().unwrap_or(Path::new(".")), &name_of(copy))?;
    listed_database.path = name_of(&place.database_file());
    data.sort();
    data.dedup();
    let mut files = vec![listed_database];
    for path in data {
        files.push(listed(&place.data, &path).map_err(|error| {
            Failure::while_doing(
                error,
                format!("{path} is missing from the data folder; run `commonweal doctor`"),
            )
        })?);
    }
    let made_at = SystemClocks { fixed: None }.now();
    let manifest = Manifest::new(made_at, files, chain_heads);
    let database_path = name_of(&place.database_file());
    write(part, &manifest, |listed| {
        if listed.path == database_path {
            copy.to_owned()
        } else {
            place.data.join(&listed.path)
        }
    })?;
    fs::rename(part, file)?;
    keep_name(file)?;
    Ok(manifest)
}

/// A passing name next to a file.
fn beside(file: &Path, what: &str) -> PathBuf {
    let name = name_of(file);
    file.with_file_name(format!(".{name}.{}.{what}", std::process::id()))
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
