use std::collections::HashMap;

use super::{BODY, Body, PERSON, Person, bodies, people};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::thread::{self, AliasKind, Record};
use crate::vocabulary::RecordId;

/// The body that a document means by a name: its formal name, the one that residents know, or one recorded beside them.
/// Capitals, `&` and the shape of apostrophes do not matter. What has become of it since is for
/// [`super::current_names`].
pub async fn body_called(house: &House, name: &str) -> Result<Option<Body>, DatabaseError> {
    let aliases = thread::aliases(house, BODY).await?;
    let wanted = plain(name);
    Ok(bodies(house).await?.into_iter().find(|body| {
        plain(&body.public_name) == wanted || answers_to(&body.record, &aliases, &wanted)
    }))
}

/// The person that a document means by a name or an office.
pub async fn person_called(house: &House, name: &str) -> Result<Option<Person>, DatabaseError> {
    let aliases = thread::aliases(house, PERSON).await?;
    let wanted = plain(name);
    Ok(people(house)
        .await?
        .into_iter()
        .find(|person| answers_to(&person.record, &aliases, &wanted)))
}

fn answers_to(
    record: &Record,
    aliases: &HashMap<RecordId, Vec<(AliasKind, String)>>,
    wanted: &str,
) -> bool {
    plain(&record.title) == wanted
        || aliases
            .get(&record.id)
            .is_some_and(|names| names.iter().any(|(_, name)| plain(name) == wanted))
}

/// A name as it compares with another.
fn plain(name: &str) -> String {
    name.replace('’', "'")
        .replace('&', " and ")
        .split_whitespace()
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn capitals_signs_and_gaps_do_not_matter() {
        assert_eq!(plain("City & Hackney  CCG"), plain("city and hackney ccg"));
        assert_eq!(
            plain("Young People’s Board"),
            plain("Young People's  board ")
        );
        assert_ne!(plain("City and Hackney"), plain("City of Hackney"));
    }
}
