use evidence::analysis::{Characteristic, IndicatorAsk, IndicatorView, Sight};
use evidence::cell::Origin;
use jiff::civil::Date;

use super::{Coverage, CoverageState, Figures, IN_USE, Indicator, coverage_of, indicators, store};
use crate::database::DatabaseError;
use crate::frameworks::{self, Element, FrameworkUse};
use crate::runner::{House, Who};
use crate::vocabulary::RecordId;

/// What can be said about one group, by people or by the data alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The group as pages name it.
    pub name: String,
    /// Its element, where a framework is loaded that has it.
    pub element_id: Option<RecordId>,
    /// What can be said.
    pub state: CoverageState,
    /// Why, or what there is, as a sentence without its full stop.
    pub words: String,
    /// Who is to close the gap.
    pub owner: Option<String>,
    /// When a person said it; `None` where the data alone says it.
    pub said_on: Option<Date>,
}

impl Spot {
    /// True where nobody can see the group and nobody is to change that.
    #[must_use]
    pub fn is_orphan(&self) -> bool {
        self.state == CoverageState::Gap && self.owner.is_none()
    }
}

/// One indicator and all groups.
#[derive(Debug, Clone)]
pub struct SpotsOfIndicator {
    /// The indicator.
    pub indicator: Indicator,
    /// The groups, in one order for all indicators.
    pub spots: Vec<Spot>,
}

/// Whom the evidence in use can and cannot see.
#[derive(Debug, Clone)]
pub struct BlindSpots {
    /// The groups, in the order of the law and then of the local lists.
    pub groups: Vec<String>,
    /// The indicators in use, by name.
    pub rows: Vec<SpotsOfIndicator>,
    /// How many gaps people had stated at the end of each day on which that changed, oldest first.
    pub course: Vec<(Date, usize)>,
    /// Whether any of it rests on figures that are made up.
    pub illustrative: bool,
}

impl BlindSpots {
    /// All spots of one group with the indicator of each.
    pub fn of_group(&self, group: usize) -> impl Iterator<Item = (&Indicator, &Spot)> {
        self.rows
            .iter()
            .filter_map(move |row| Some((&row.indicator, row.spots.get(group)?)))
    }

    /// How many spots are in a state.
    #[must_use]
    pub fn in_state(&self, state: CoverageState) -> usize {
        let spots = self.rows.iter().flat_map(|row| &row.spots);
        spots.filter(|spot| spot.state == state).count()
    }

    /// How many gaps nobody owns.
    #[must_use]
    pub fn orphans(&self) -> usize {
        let spots = self.rows.iter().flat_map(|row| &row.spots);
        spots.filter(|spot| spot.is_orphan()).count()
    }
}

/// Whom every indicator in use can and cannot see in a place, for whoever asks.
///
/// An indicator without a figure for the place is looked at for what people have said about it alone.
pub async fn blind_spots(
    house: &House,
    figures: &Figures,
    who: &Who,
    area: &str,
    place: &str,
) -> Result<BlindSpots, DatabaseError> {
    let elements = groups(house).await?;
    let mut rows = Vec::new();
    let mut illustrative = false;
    for indicator in indicators(house).await? {
        let record = &indicator.record;
        if record.state != IN_USE || !record.is_visible_to(&who.actor) {
            continue;
        }
        let ask = IndicatorAsk::new(indicator.described.id.clone(), area);
        let view = figures.indicator(house, who, &ask).await.ok();
        let said = coverage_of(house, record.id).await?;
        illustrative |= view
            .as_ref()
            .is_some_and(|answer| answer.receipt.origin == Origin::Illustrative);
        let view = view.as_ref().map(|answer| &*answer.result);
        let spots = spots(&elements, &said, view, place);
        rows.push(SpotsOfIndicator { indicator, spots });
    }
    rows.sort_by(|a, b| a.indicator.record.title.cmp(&b.indicator.record.title));
    let groups = spots(&elements, &[], None, place)
        .into_iter()
        .map(|spot| spot.name)
        .collect();
    let subjects: Vec<RecordId> = rows.iter().map(|row| row.indicator.record.id).collect();
    Ok(BlindSpots {
        groups,
        rows,
        course: course(house, &subjects).await?,
        illustrative,
    })
}

/// What one indicator can and cannot show.
pub async fn spots_of(
    house: &House,
    indicator: RecordId,
    view: &IndicatorView,
    place: &str,
) -> Result<Vec<Spot>, DatabaseError> {
    let said = coverage_of(house, indicator).await?;
    Ok(spots(&groups(house).await?, &said, Some(view), place))
}

/// Names the same people as deprivation and the local groups do, and clinical areas beside them.
const SAME_PEOPLE: &str = "core20plus5";

/// The groups of all frameworks that list groups, in their order.
async fn groups(house: &House) -> Result<Vec<Element>, DatabaseError> {
    let mut elements = Vec::new();
    for framework in frameworks::frameworks(house).await? {
        let lists_groups = framework.framework_use == FrameworkUse::Groups;
        if lists_groups && framework.record.slug.as_str() != SAME_PEOPLE {
            elements.extend(frameworks::elements_of(house, framework.record.id).await?);
        }
    }
    Ok(elements)
}

/// The nine of the law and deprivation first, then every other group; what people have said goes before what the data shows.
fn spots(
    elements: &[Element],
    said: &[Coverage],
    view: Option<&IndicatorView>,
    place: &str,
) -> Vec<Spot> {
    let said_about = |id: RecordId| said.iter().find(|coverage| coverage.element_id == id);
    let mut spots = Vec::new();
    for characteristic in Characteristic::ALL {
        let element = elements
            .iter()
            .find(|element| characteristic.title_in_law() == Some(element.record.title.as_str()));
        let told = element.and_then(|element| said_about(element.record.id));
        let name = characteristic.name().to_owned();
        let element_id = element.map(|element| element.record.id);
        spots.push(match told {
            Some(told) => by_people(name, told),
            None => by_data(name, element_id, characteristic, view, place),
        });
    }
    let is_of_ten = |element: &Element| {
        Characteristic::ALL.iter().any(|characteristic| {
            characteristic.title_in_law() == Some(element.record.title.as_str())
        })
    };
    for element in elements.iter().filter(|element| !is_of_ten(element)) {
        let name = element.record.title.clone();
        spots.push(match said_about(element.record.id) {
            Some(told) => by_people(name, told),
            None => Spot {
                name,
                element_id: Some(element.record.id),
                state: CoverageState::Gap,
                words: "Nobody has said what is known".to_owned(),
                owner: None,
                said_on: None,
            },
        });
    }
    spots
}

fn by_people(name: String, said: &Coverage) -> Spot {
    Spot {
        name,
        element_id: Some(said.element_id),
        state: said.state,
        words: said.reason.trim_end_matches('.').to_owned(),
        owner: said.owner.clone(),
        said_on: Some(said.as_at),
    }
}

fn by_data(
    name: String,
    element_id: Option<RecordId>,
    characteristic: Characteristic,
    view: Option<&IndicatorView>,
    place: &str,
) -> Spot {
    let coverage = view.and_then(|view| {
        view.coverage
            .iter()
            .find(|coverage| coverage.characteristic == characteristic)
    });
    let groups = coverage.map_or(0, |coverage| coverage.groups.len());
    let (state, words) = match coverage.map(|coverage| coverage.sight) {
        Some(Sight::Figures) => (
            CoverageState::Figures,
            format!("{groups} groups have figures"),
        ),
        Some(Sight::Hidden) => (
            CoverageState::Hidden,
            "Too few people to show safely".to_owned(),
        ),
        Some(Sight::EnglandOnly) => (
            CoverageState::Gap,
            format!("England has figures for {groups} groups, {place} has none"),
        ),
        Some(Sight::Gap) | None => (
            CoverageState::Gap,
            "No figures. Nobody has said why".to_owned(),
        ),
    };
    Spot {
        name,
        element_id,
        state,
        words,
        owner: None,
        said_on: None,
    }
}

/// How many gaps were stated about these subjects, on each day on which that changed.
async fn course(house: &House, subjects: &[RecordId]) -> Result<Vec<(Date, usize)>, DatabaseError> {
    let now = store::coverage(house.reader(), None).await?;
    let past = store::past_coverage(house.reader()).await?;
    // A gap is open from one day on, and until another where it was closed.
    let mut open: Vec<(Date, Option<Date>)> = Vec::new();
    let is_gap = |state: CoverageState| state == CoverageState::Gap;
    for said in now
        .iter()
        .filter(|said| subjects.contains(&said.subject_id))
    {
        if is_gap(said.state) {
            open.push((said.as_at, None));
        }
    }
    for said in past
        .iter()
        .filter(|said| subjects.contains(&said.subject_id))
    {
        if is_gap(said.state) {
            open.push((said.from, Some(said.until)));
        }
    }
    let mut days: Vec<Date> = open
        .iter()
        .flat_map(|(from, until)| std::iter::once(*from).chain(*until))
        .collect();
    days.sort_unstable();
    days.dedup();
    Ok(days
        .into_iter()
        .map(|day| {
            let gaps = open
                .iter()
                .filter(|(from, until)| *from <= day && until.is_none_or(|until| day < until));
            (day, gaps.count())
        })
        .collect())
}
