//! London as equal tiles, one an authority, each with its verdict.
//!
//! On a true map Bromley outshouts Islington. Tiles are alike in size, so an eye counts
//! authorities. Names are three letters here and full in the table.

use crate::canvas::Canvas;
use crate::cell::{Cell, ChartError, Reference, Verdict};
use crate::frame::{Drawn, Heading, Room, Sheet, Surround, Width, draw_twice};
use crate::key::{self, KeyEntry};
use crate::notes;
use crate::rows::counted;
use crate::table::{self, Entry, Table};
use crate::unit::Unit;

/// Tiles across and down.
const COLUMNS: usize = 8;
const ROWS: usize = 6;
/// A tile grows no wider than this.
const WIDEST: f64 = 64.0;
const TALL: f64 = 46.0;

/// An authority on the map.
#[derive(Debug, Clone, Copy)]
struct Authority {
    /// Its code in the statistical geography of the Office for National Statistics.
    code: &'static str,
    letters: &'static str,
    name: &'static str,
    column: usize,
    row: usize,
}

const fn authority(
    code: &'static str,
    letters: &'static str,
    name: &'static str,
    (column, row): (usize, usize),
) -> Authority {
    Authority {
        code,
        letters,
        name,
        column,
        row,
    }
}

/// The 32 boroughs and the City of London. Names and codes are those of the Office for National
/// Statistics. The arrangement is our own: neighbours stay near one another, north at the top and
/// the Thames roughly between the fourth and fifth rows.
const LONDON: [Authority; 33] = [
    authority("E09000001", "CTY", "City of London", (4, 3)),
    authority("E09000002", "BKD", "Barking and Dagenham", (7, 2)),
    authority("E09000003", "BNT", "Barnet", (3, 0)),
    authority("E09000004", "BXL", "Bexley", (7, 4)),
    authority("E09000005", "BRT", "Brent", (2, 1)),
    authority("E09000006", "BRM", "Bromley", (5, 5)),
    authority("E09000007", "CMD", "Camden", (3, 1)),
    authority("E09000008", "CRY", "Croydon", (4, 5)),
    authority("E09000009", "EAL", "Ealing", (1, 2)),
    authority("E09000010", "ENF", "Enfield", (4, 0)),
    authority("E09000011", "GRW", "Greenwich", (6, 4)),
    authority("E09000012", "HCK", "Hackney", (5, 2)),
    authority("E09000013", "HMF", "Hammersmith and Fulham", (2, 3)),
    authority("E09000014", "HGY", "Haringey", (4, 1)),
    authority("E09000015", "HRW", "Harrow", (1, 1)),
    authority("E09000016", "HVR", "Havering", (7, 1)),
    authority("E09000017", "HDN", "Hillingdon", (0, 2)),
    authority("E09000018", "HNS", "Hounslow", (1, 3)),
    authority("E09000019", "ISL", "Islington", (4, 2)),
    authority("E09000020", "KNC", "Kensington and Chelsea", (2, 2)),
    authority("E09000021", "KNG", "Kingston upon Thames", (1, 5)),
    authority("E09000022", "LBH", "Lambeth", (3, 4)),
    authority("E09000023", "LSM", "Lewisham", (5, 4)),
    authority("E09000024", "MRT", "Merton", (2, 5)),
    authority("E09000025", "NWM", "Newham", (6, 2)),
    authority("E09000026", "RDB", "Redbridge", (6, 1)),
    authority("E09000027", "RCH", "Richmond upon Thames", (1, 4)),
    authority("E09000028", "SWK", "Southwark", (4, 4)),
    authority("E09000029", "STN", "Sutton", (3, 5)),
    authority("E09000030", "THM", "Tower Hamlets", (5, 3)),
    authority("E09000031", "WFR", "Waltham Forest", (5, 1)),
    authority("E09000032", "WNS", "Wandsworth", (2, 4)),
    authority("E09000033", "WMR", "Westminster", (3, 2)),
];

/// The 33 authorities of London as tiles.
#[derive(Debug, Clone, PartialEq)]
pub struct TileMap {
    /// Name and origin.
    pub heading: Heading,
    /// Unit of every value.
    pub unit: Unit,
    /// What the verdicts are against.
    pub reference: Reference,
    /// The authorities, in any order. One that is not among them is drawn as missing.
    pub tiles: Vec<Tile>,
}

/// One authority.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Its code in the statistical geography of the Office for National Statistics: "E09000012".
    pub code: String,
    /// Its figure.
    pub cell: Cell,
    /// The verdict on its figure; without a figure it is not read.
    pub verdict: Verdict,
    /// Whether this is the reader's own place.
    pub is_own: bool,
}

impl TileMap {
    /// Draws the map. Fails when there is no tile, or a code is not that of an authority of London
    /// or comes twice.
    pub fn draw(&self, width: Width) -> Result<Drawn, ChartError> {
        if self.tiles.is_empty() {
            return Err(ChartError::NothingToDraw);
        }
        for (place, tile) in self.tiles.iter().enumerate() {
            if !LONDON.iter().any(|authority| authority.code == tile.code) {
                return Err(ChartError::NotInLondon(tile.code.clone()));
            }
            let before = self.tiles.iter().take(place);
            if before.into_iter().any(|other| other.code == tile.code) {
                return Err(ChartError::TileTwice(tile.code.clone()));
            }
        }
        let all = self.all();
        let surround = Surround {
            description: self.description(&all),
            key: self.key(&all),
            table: self.table(&all),
        };
        Ok(draw_twice(&self.heading, surround, width, |room| {
            sheet(&all, room)
        }))
    }

    /// Every authority with its tile, by name.
    fn all(&self) -> Vec<(Authority, Tile)> {
        let mut all: Vec<(Authority, Tile)> = LONDON
            .iter()
            .map(|authority| {
                let given = self.tiles.iter().find(|tile| tile.code == authority.code);
                let tile = given.cloned().unwrap_or_else(|| Tile {
                    code: authority.code.to_owned(),
                    cell: Cell::Missing("not given".to_owned()),
                    verdict: Verdict::NotCompared,
                    is_own: false,
                });
                (*authority, tile)
            })
            .collect();
        all.sort_by_key(|(authority, _)| authority.name);
        all
    }

    fn description(&self, all: &[(Authority, Tile)]) -> String {
        let mut sentences = vec![format!(
            "The 33 authorities of London as equal tiles. {}: {}.",
            self.reference.name,
            self.unit.full(self.reference.value.get())
        )];
        for (authority, tile) in all.iter().filter(|(_, tile)| tile.is_own) {
            let verdict = match tile.cell.estimate() {
                Some(_) => format!(" {}.", tile.verdict.against(&self.reference.name)),
                None => String::new(),
            };
            let words = tile.cell.words(&self.unit);
            sentences.push(format!("{}: {words}.{verdict}", authority.name));
        }
        for verdict in [
            Verdict::Worse,
            Verdict::Similar,
            Verdict::Better,
            Verdict::Higher,
            Verdict::Lower,
            Verdict::NotCompared,
        ] {
            let names: Vec<&str> = all
                .iter()
                .filter(|(_, tile)| tile.cell.estimate().is_some() && tile.verdict == verdict)
                .map(|(authority, _)| authority.name)
                .collect();
            if !names.is_empty() {
                sentences.push(format!("{}: {}.", verdict.word(), names.join(", ")));
            }
        }
        sentences.push(notes_of(all));
        sentences.join(" ")
    }

    fn key(&self, all: &[(Authority, Tile)]) -> Vec<KeyEntry> {
        let drawn = all.iter().map(|(_, tile)| (&tile.cell, tile.verdict));
        let mut entries = key::verdict_entries(drawn, Some(&self.reference.name));
        let is_not_compared = |(_, tile): &(Authority, Tile)| {
            tile.cell.estimate().is_some() && tile.verdict == Verdict::NotCompared
        };
        if all.iter().any(is_not_compared) {
            entries.push(KeyEntry::verdict("Not compared", Verdict::NotCompared));
        }
        let is_open = |(_, tile): &(Authority, Tile)| {
            tile.cell.state().is_some() && !tile.cell.is_suppressed()
        };
        if all.iter().any(is_open) {
            entries.push(KeyEntry::area("No figure: see below", "open-edge"));
        }
        entries
    }

    fn table(&self, all: &[(Authority, Tile)]) -> Table {
        let mut columns = vec![table::words_column("Name"), table::words_column("Letters")];
        columns.extend(table::figure_columns("Value"));
        columns.push(table::words_column(&format!(
            "Against {}",
            self.reference.name
        )));
        let mut table = Table::new(&self.heading.title, columns);
        for (authority, tile) in all {
            let mut row = vec![
                Entry::Words(authority.name.to_owned()),
                Entry::Words(authority.letters.to_owned()),
            ];
            row.extend(table::figure_entries(&tile.cell, &self.unit));
            row.push(Entry::verdict(&tile.cell, tile.verdict));
            table.rows.push(row);
        }
        table
    }
}

fn sheet(all: &[(Authority, Tile)], room: Room) -> Sheet {
    let mut canvas = Canvas::default();
    let wide = (room.width / counted(COLUMNS)).min(WIDEST);
    for (authority, tile) in all {
        let at = (
            wide * counted(authority.column),
            TALL * counted(authority.row),
        );
        write_tile(&mut canvas, authority, tile, at, wide);
    }
    let below = TALL * counted(ROWS) + 4.0;
    let height = notes::write(&mut canvas, &notes_of(all), below, room.width);
    Sheet {
        canvas,
        height: below + height + if height > 0.0 { 4.0 } else { 0.0 },
    }
}

/// The letters over the mark; hatching in place of a mark for a hidden figure, a dashed edge for the
/// other states. Our own tile has a brass ground.
fn write_tile(
    canvas: &mut Canvas,
    authority: &Authority,
    tile: &Tile,
    (x, y): (f64, f64),
    wide: f64,
) {
    let (width, height) = (wide - 3.0, TALL - 3.0);
    let middle = x + width / 2.0;
    let is_figure = tile.cell.estimate().is_some();
    let ground = if tile.is_own { "tile tile-own" } else { "tile" };
    canvas.rect((x + 0.5, y + 0.5), (width - 1.0, height - 1.0), ground, 3.0);
    if tile.cell.is_suppressed() {
        canvas.hatch((x + 4.0, y + 22.0), (width - 8.0, 16.0), 6.0);
    } else if !is_figure {
        let size = (width - 10.0, 14.0);
        canvas.rect((x + 5.0, y + 23.0), size, "open-edge", 2.0);
    } else {
        canvas.verdict((middle, y + 30.0), tile.verdict, 6.0);
    }
    let class = if tile.is_own {
        "t-mid t-strong"
    } else {
        "t-mid"
    };
    canvas.text((middle, y + 16.0), authority.letters, class);
}

/// Each state in full with the names of its authorities.
fn notes_of(all: &[(Authority, Tile)]) -> String {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for (authority, tile) in all {
        let Some(words) = tile.cell.state_words() else {
            continue;
        };
        match said.iter_mut().find(|(state, _)| *state == words) {
            Some((_, names)) => names.push(authority.name),
            None => said.push((words, vec![authority.name])),
        }
    }
    let sentence = |(words, names): (String, Vec<&str>)| format!("{} {words}.", names.join(", "));
    said.into_iter().map(sentence).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_authorities_share_a_tile_letters_or_code() {
        for (place, one) in LONDON.iter().enumerate() {
            assert!(one.column < COLUMNS && one.row < ROWS, "{}", one.name);
            assert_eq!(one.letters.len(), 3);
            assert_eq!(one.code, format!("E090000{:02}", place + 1));
            for other in LONDON.iter().skip(place + 1) {
                assert_ne!((one.column, one.row), (other.column, other.row));
                assert_ne!(one.letters, other.letters);
                assert_ne!(one.name, other.name);
            }
        }
    }
}
