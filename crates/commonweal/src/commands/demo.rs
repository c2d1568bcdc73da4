use board::House;

use crate::configuration::Place;
use crate::demonstration::{self, Loaded, TODAY};
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::print;

/// Loads the demonstration into an empty data folder, or what is missing of it.
pub(crate) async fn run(place: &Place) -> Result<(), Failure> {
    let house: House = installation::open(place).await?;
    let who = installation::operator(SystemClocks { fixed: Some(TODAY) });
    eprintln!(
        "Loading the demonstration into {} ...",
        place.data.display()
    );
    let loaded = demonstration::load(&house, installation::engine(place)?, &who).await?;
    print(&table(&loaded))?;
    eprintln!(
        "It is {TODAY} there. Look at it with:\n  commonweal --data {} serve",
        place.data.display()
    );
    house.database().clone().close().await;
    Ok(())
}

/// What is there, one kind a line, numbers to the right.
fn table(loaded: &[Loaded]) -> String {
    let width = loaded
        .iter()
        .map(|row| row.what.chars().count())
        .max()
        .unwrap_or(0);
    let lines: Vec<String> = loaded
        .iter()
        .map(|row| format!("{:width$}  {:>6}", row.what, row.count))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Loaded, table};

    #[test]
    fn numbers_stand_in_a_column() {
        let rows = [("areas", 74), ("reports of mistakes", 1_200)];
        let loaded = rows.map(|(what, count)| Loaded { what, count });
        assert_eq!(
            table(&loaded),
            "areas                    74\nreports of mistakes    1200"
        );
        assert_eq!(table(&[]), "");
    }
}
