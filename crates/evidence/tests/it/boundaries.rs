//! Boundaries as publishers give them, read whole. The files are not part of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use evidence::boundaries::{Level, Outlines, read};

/// The folder of real data, where `COMMONWEAL_REAL_DATA` names it.
fn geography() -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests have no binary that reads the environment for them"
    )]
    let named = std::env::var_os("COMMONWEAL_REAL_DATA");
    if named.is_none() {
        eprintln!("skipped: COMMONWEAL_REAL_DATA is not set");
    }
    named.map(|folder| PathBuf::from(folder).join("geo"))
}

type Edge = ((i32, i32), (i32, i32));

/// How often each edge stands in the outlines.
fn edges(outlines: &Outlines) -> BTreeMap<Edge, usize> {
    let mut edges = BTreeMap::new();
    for ring in outlines.areas.iter().flat_map(|area| &area.rings) {
        for (at, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            *edges.entry((*at.min(next), *at.max(next))).or_insert(0) += 1;
        }
    }
    edges
}

#[test]
fn the_published_files_are_read_and_neighbours_stay_neighbours() {
    let Some(folder) = geography() else { return };
    for (file, level, areas, shared_before) in [
        ("london_boroughs_ltla24.geojson", Level::Authority, 33, 200),
        (
            "lsoa21_city_hackney_towerhamlets_newham.geojson",
            Level::SmallArea,
            509,
            1_467,
        ),
        (
            "msoa21_city_hackney_towerhamlets_newham.geojson",
            Level::MiddleArea,
            105,
            274,
        ),
    ] {
        let bytes = fs::read(folder.join(file)).unwrap();
        let outlines = read(&bytes, level, None).unwrap();
        assert_eq!(outlines.areas.len(), areas, "{file}");
        assert!(
            outlines.areas.iter().all(|area| !area.rings.is_empty()),
            "{file}"
        );
        assert_ne!(
            outlines.areas[0].name, outlines.areas[0].code,
            "{file} has names"
        );
        let edges = edges(&outlines);
        assert!(
            edges.values().all(|times| *times <= 2),
            "{file}: an edge of three areas"
        );
        // Fewer corners leave fewer edges, and of those as large a part is shared.
        let shared = edges.values().filter(|times| **times == 2).count();
        assert!(
            shared * 10 >= shared_before * 6,
            "{file}: {shared} of {shared_before}"
        );
    }
    // The same file under another kind is refused with what its codes are.
    let bytes = fs::read(folder.join("london_boroughs_ltla24.geojson")).unwrap();
    let faults = read(&bytes, Level::Ward, None).unwrap_err();
    assert!(
        faults[0]
            .to_string()
            .contains("Codes of wards begin with E05"),
        "{}",
        faults[0]
    );
}
