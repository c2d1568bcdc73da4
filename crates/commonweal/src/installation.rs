//! Opening the installation that a command works on.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use board::database::Database;
use board::vocabulary::Actor;
use board::{House, Who};
use evidence::engine::Engine;
use evidence_datafusion::{DataFolder, DataFusionEngine};
use web::Clocks;
use workbooks::Reader;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::machine::{SystemClocks, SystemRandomness};

/// The command that reads a workbook; the program gives it to itself.
const READ_WORKBOOK: &str = "read-workbook";

/// Opens the house, making and installing it where it is new.
pub(crate) async fn open(place: &Place) -> Result<House, Failure> {
    make_folder(&place.data)?;
    let database = Database::open(&place.database()).await?;
    let house = House::new(database, place.data.clone(), Arc::new(SystemRandomness));
    #[cfg(debug_assertions)]
    let house = house.with_marker(crate::drill::die_here);
    house
        .install(&operator(SystemClocks { fixed: None }))
        .await?;
    Ok(house)
}

/// Refuses a data folder without an installation: a command that only looks must not make one.
pub(crate) fn must_exist(place: &Place) -> Result<(), Failure> {
    if place.database_url.is_some() || place.database_file().exists() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "there is no installation in {}; name its data folder with --data, or make one with `commonweal demo`, \
         `commonweal import` or `commonweal serve`",
        place.data.display()
    )))
}

/// The engine over the data files of this installation.
pub(crate) fn engine(place: &Place) -> Result<Arc<dyn Engine>, Failure> {
    Ok(Arc::new(data_engine(place)?))
}

/// The same engine with what it can do beyond answering questions: SQL and Parquet.
pub(crate) fn data_engine(place: &Place) -> Result<DataFusionEngine, Failure> {
    let folder = DataFolder::open(place.data.join("evidence"))?;
    let engine = DataFusionEngine::new(folder);
    Ok(match workbooks() {
        Some(reader) => engine.with_workbooks(reader),
        None => engine,
    })
}

/// Whoever reads workbooks: this program once more, in a process of its own. None where it does not know itself.
pub(crate) fn workbooks() -> Option<Reader> {
    let program = std::env::current_exe().ok()?;
    Some(Reader::new(program, [READ_WORKBOOK.into()]))
}

/// Whoever sits at the machine, with every right.
pub(crate) fn operator(clocks: SystemClocks) -> Who {
    Who {
        actor: Actor::command_line(),
        today: clocks.today(),
        now: clocks.now(),
    }
}

/// Makes the data folder and sees whether it can be written, because a database's own words about that are no help.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let advice = || {
        format!(
            "cannot write to the data folder {}; check who owns it, or name another with --data",
            folder.display()
        )
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    // What members alone may see is not for everybody with an account on the machine.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let probe = folder.join(format!(".written-by-{}", std::process::id()));
    builder
        .create(folder)
        .and_then(|()| fs::write(&probe, b"commonweal"))
        .and_then(|()| fs::remove_file(&probe))
        .map_err(|error| Failure::while_doing(error, advice()))
}
