use evidence::catalogue;
use evidence::open_data::{NotOpen, OpenFile, Package, Part, Wanted};
use jiff::civil::Date;

use super::{Indicator, Release, indicators, published_releases};
use crate::database::DatabaseError;
use crate::runner::House;
use crate::vocabulary::{Actor, Slug};

/// What everybody may have of the published data, row by row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenData {
    /// The published versions whose rows are open, the newest first.
    pub parts: Vec<Part>,
    /// The indicators that they hold, by name, with what people have said about them.
    pub indicators: Vec<catalogue::Indicator>,
    /// Data sets that are published and whose rows are not open.
    pub withheld: Vec<Withheld>,
}

/// A data set whose rows are not given away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Its short name.
    pub data_set: Slug,
    /// Its name.
    pub title: String,
    /// Why.
    pub reason: NotOpen,
}

/// There is nothing to take away.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TakeAwayError {
    /// No published data set has this short name.
    #[error("no published data set is called “{0}”")]
    NoSuchDataSet(String),
    /// No published data set holds the indicator.
    #[error("no published data set holds indicator {0}")]
    NoSuchIndicator(String),
    /// It is there, and its rows are not open.
    #[error("“{title}” is not given away: {reason}")]
    Withheld {
        /// The data set.
        title: String,
        /// Why.
        reason: NotOpen,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

/// What is open of the published data.
pub async fn open_data(house: &House) -> Result<OpenData, DatabaseError> {
    let mut open = OpenData::default();
    let known = indicators(house).await?;
    let mut held: Vec<&str> = Vec::new();
    let releases = published_releases(house).await?;
    for release in releases.iter().filter(|release| is_public(release)) {
        match part(release) {
            Ok(part) => {
                open.parts.push(part);
                held.extend(release.version.indicator_ids.iter().map(String::as_str));
            }
            Err(reason) => open.withheld.push(Withheld {
                data_set: release.data_set.record.slug.clone(),
                title: release.data_set.record.title.clone(),
                reason,
            }),
        }
    }
    open.indicators = described(&known, |id| held.contains(&id));
    Ok(open)
}

/// A published data set, ready to be taken away.
pub async fn take_away_data_set(house: &House, name: &str) -> Result<Package, TakeAwayError> {
    let releases = published_releases(house).await?;
    let release = releases
        .iter()
        .filter(|release| is_public(release))
        .find(|release| release.data_set.record.slug.as_str() == name)
        .ok_or_else(|| TakeAwayError::NoSuchDataSet(name.to_owned()))?;
    let held = &release.version.indicator_ids;
    let known = indicators(house).await?;
    Ok(Package {
        name: name.to_owned(),
        title: release.data_set.record.title.clone(),
        parts: vec![part(release).map_err(|reason| withheld(release, reason))?],
        indicators: described(&known, |id| held.iter().any(|held| held == id)),
        wanted: Wanted::default(),
    })
}

/// An indicator from every open data set that holds it, ready to be taken away.
pub async fn take_away_indicator(
    house: &House,
    indicator: &Indicator,
) -> Result<Package, TakeAwayError> {
    let id = &indicator.described.id;
    let releases = published_releases(house).await?;
    let holding: Vec<&Release> = releases
        .iter()
        .filter(|release| is_public(release) && release.version.indicator_ids.contains(id))
        .collect();
    let open: Vec<Part> = holding
        .iter()
        .filter_map(|release| part(release).ok())
        .collect();
    if open.is_empty() {
        return Err(match holding.first() {
            None => TakeAwayError::NoSuchIndicator(id.clone()),
            Some(release) => match part(release) {
                Err(reason) => withheld(release, reason),
                Ok(_) => TakeAwayError::NoSuchIndicator(id.clone()),
            },
        });
    }
    Ok(Package {
        name: indicator.record.slug.to_string(),
        title: indicator.record.title.clone(),
        parts: open,
        indicators: described(std::slice::from_ref(indicator), |_| true),
        wanted: Wanted::indicator(id),
    })
}

fn is_public(release: &Release) -> bool {
    release.data_set.record.is_visible_to(&Actor::public())
}

fn withheld(release: &Release, reason: NotOpen) -> TakeAwayError {
    TakeAwayError::Withheld {
        title: release.data_set.record.title.clone(),
        reason,
    }
}

/// The decision whether its rows are open is made by [`OpenFile::of`] and nowhere else.
fn part(release: &Release) -> Result<Part, NotOpen> {
    let (set, version) = (&release.data_set, &release.version);
    let iso = |day: Option<Date>| day.map(|day| day.to_string());
    Ok(Part {
        file: OpenFile::of(release.as_asked())?,
        data_set: set.record.slug.to_string(),
        title: set.record.title.clone(),
        version: version.number,
        source: set.source.clone(),
        licence: set.licence.clone(),
        attribution: set.attribution.clone(),
        as_at: version.as_at.to_string(),
        published_on: iso(version.published_on),
        next_due: iso(set.next_due),
    })
}

/// Descriptions with the name that the record goes by, where the source gives none.
fn described(known: &[Indicator], wanted: impl Fn(&str) -> bool) -> Vec<catalogue::Indicator> {
    known
        .iter()
        .filter(|indicator| wanted(&indicator.described.id))
        .map(|indicator| catalogue::Indicator {
            name: indicator.record.title.clone(),
            ..indicator.described.clone()
        })
        .collect()
}

/// How a data set stands to the day on which its next release is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Nobody has said when the next release is due.
    NotSaid,
    /// It is due in so many days; 0 is today.
    DueIn(i32),
    /// It was due so many days ago.
    Overdue(i32),
}

impl Freshness {
    /// How a data set stands on a day.
    #[must_use]
    pub fn on(today: Date, next_due: Option<Date>) -> Self {
        let Some(due) = next_due else {
            return Self::NotSaid;
        };
        match today.until(due).map_or(0, |left| left.get_days()) {
            left if left < 0 => Self::Overdue(-left),
            left => Self::DueIn(left),
        }
    }

    /// The word for lists: `not said`, `due`, `overdue`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotSaid => "not said",
            Self::DueIn(_) => "due",
            Self::Overdue(_) => "overdue",
        }
    }

    /// The sentence for people.
    #[must_use]
    pub fn in_words(self) -> String {
        let days = |days: i32| match days {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        };
        match self {
            Self::NotSaid => "nobody has said when the next release is due".to_owned(),
            Self::DueIn(0) => "the next release is due today".to_owned(),
            Self::DueIn(left) => format!("the next release is due in {}", days(left)),
            Self::Overdue(late) => format!("the next release was due {} ago", days(late)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Freshness;

    #[test]
    fn freshness_counts_days_both_ways() {
        let due = Some(date(2022, 8, 1));
        for (day, freshness, words) in [
            (
                date(2022, 7, 30),
                Freshness::DueIn(2),
                "the next release is due in 2 days",
            ),
            (
                date(2022, 8, 1),
                Freshness::DueIn(0),
                "the next release is due today",
            ),
            (
                date(2022, 8, 2),
                Freshness::Overdue(1),
                "the next release was due 1 day ago",
            ),
            (
                date(2022, 9, 8),
                Freshness::Overdue(38),
                "the next release was due 38 days ago",
            ),
        ] {
            let found = Freshness::on(day, due);
            assert_eq!((found, found.in_words().as_str()), (freshness, words));
        }
        assert_eq!(Freshness::on(date(2022, 8, 1), None).word(), "not said");
    }
}
