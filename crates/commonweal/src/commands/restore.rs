use std::fs;
use std::path::{Path, PathBuf};

use board::House;
use board::audit::verify;
use board::database::{Database, DatabaseAddress};
use clap::Args;

use crate::archive::{keep_name, unpack};
use crate::configuration::Place;
use crate::failure::Failure;
use crate::machine::SystemRandomness;
use crate::output::print;

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup.
    file: PathBuf,
}

/// Unpacks a backup into a data folder that is new or empty, and believes nothing that it has not checked.
pub(crate) async fn run(place: &Place, options: Restore) -> Result<(), Failure> {
    if place.database_url.is_some() {
        return Err(Failure::usage(
            "the records are in PostgreSQL: restore them with pg_restore; docs/operating.md says how",
        ));
    }
    if !options.file.is_file() {
        return Err(Failure::usage(format!(
            "there is no file {}",
            options.file.display()
        )));
    }
    // A folder named "." has no name to put the unpacked one beside, until it is spelled out.
    let folder = &std::path::absolute(&place.data)?;
    if is_in_use(folder)? {
        return Err(Failure::usage(format!(
            "{} holds something already, and a backup never overwrites; name a new folder with --data",
            folder.display()
        )));
    }
    let unpacked = place_to_unpack(folder);
    fs::create_dir_all(&unpacked)?;
    let checked = unpack_and_check(&options.file, &unpacked, place).await;
    let put = match checked {
        Ok(words) => put_in_place(&unpacked, folder, &place.database_file()).map(|()| words),
        Err(failure) => Err(failure),
    };
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked)?;
    }
    print(&put?)
}

/// True when restoring would mix with, or hide, what is there.
fn is_in_use(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut inside) => Ok(inside.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::usage(format!(
            "cannot use {}: {error}",
            folder.display()
        ))),
    }
}

async fn unpack_and_check(file: &Path, unpacked: &Path, place: &Place) -> Result<String, Failure> {
    let manifest = unpack(file, unpacked)?;
    let name = place.database_file();
    let name = name.file_name().unwrap_or_default();
    let database = Database::open(&DatabaseAddress::SqliteFile(unpacked.join(name))).await?;
    let house = House::new(
        database,
        unpacked.to_owned(),
        std::sync::Arc::new(SystemRandomness),
    );
    let reports = verify(&house, &manifest.heads).await;
    house.database().clone().close().await;
    let faults: Vec<String> = reports?
        .iter()
        .flat_map(|report| &report.faults)
        .map(ToString::to_string)
        .collect();
    if !faults.is_empty() {
        return Err(Failure::failed(format!(
            "the audit log in this backup does not hold ({}); use another backup",
            faults.join("; ")
        )));
    }
    Ok(format!(
        "{} restored from {}: {} files as they were saved, and the audit log holds",
        place.data.display(),
        manifest.made_at.strftime("%-d %B %Y"),
        manifest.files.len()
    ))
}

/// Where a backup is unpacked and checked first: beside a folder that is not there yet; inside one that is, which may be
/// a disk of its own, or the folder in which somebody stands.
fn place_to_unpack(folder: &Path) -> PathBuf {
    let id = std::process::id();
    if folder.exists() {
        return folder.join(format!(".{id}.restored"));
    }
    let name = folder.file_name().map_or_else(
        || "data".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    folder.with_file_name(format!(".{name}.{id}.restored"))
}

/// Puts what was checked in its place, the database last: before it is there, nothing takes the folder for an
/// installation.
fn put_in_place(unpacked: &Path, folder: &Path, database: &Path) -> Result<(), Failure> {
    if !unpacked.starts_with(folder) {
        fs::rename(unpacked, folder)?;
        keep_name(folder)?;
        return Ok(());
    }
    if fs::read_dir(folder)?.count() > 1 {
        return Err(Failure::failed(format!(
            "something came into {} meanwhile, and a backup never overwrites; nothing was restored",
            folder.display()
        )));
    }
    let mut names = fs::read_dir(unpacked)?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort_by_key(|name| Some(name.as_os_str()) == database.file_name());
    for name in names {
        fs::rename(unpacked.join(&name), folder.join(&name))?;
    }
    keep_name(&folder.join(database.file_name().unwrap_or_default()))?;
    Ok(())
}
