//! Who uses a service, in one group and in all.

use measures::gap::Users;

use crate::named::read;
use crate::problem::{Problem, Problems};
use crate::table::Group;

/// The users and the people in a group, and of all groups.
pub(super) const COLUMNS: &[&[&str]] = &[&["users", "all_users", "people", "all_people"]];

/// A service that a group uses more than others do.
pub(super) const EXAMPLE: &str = "users,all_users,people,all_people\n30,400,5000,100000\n";

/// The users and people of a group, the sum of its rows.
pub(super) fn of(group: &Group<'_>) -> Result<Users, Problems> {
    for (part, whole) in [("users", "all_users"), ("people", "all_people")] {
        let pairs = group.numbers(part)?.into_iter().zip(group.numbers(whole)?);
        for (place, (part_of, all)) in pairs.enumerate() {
            if part_of > all {
                let words = format!("{part_of} is more than {whole}, {all}");
                return Err(Problem::of_cell(group.row_in_file(place), part, words).into());
            }
        }
    }
    Ok(Users {
        in_group: read::count_of(group, "users")?,
        all: read::count_of(group, "all_users")?,
        people_in_group: read::population_of(group, "people")?,
        all_people: read::population_of(group, "all_people")?,
    })
}
