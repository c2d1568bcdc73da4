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
    let name = folder.file_name().map_or_else(
        || "data".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let unpacked = folder.with_file_name(format!(".{name}.{}.restored", std::process::id()));
    fs::create_dir_all(&unpacked)?;
    let checked = unpack_and_check(&options.file, &unpacked, place).await;
    let put = match checked {
        Ok(words) => put_in_place(&unpacked, folder).map(|()| words),
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

fn put_in_place(unpacked: &Path, folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        // It is empty: removing it fails if something came in meanwhile.
        fs::remove_dir(folder)?;
    }
    fs::rename(unpacked, folder)?;
    keep_name(folder)?;
    Ok(())
}
