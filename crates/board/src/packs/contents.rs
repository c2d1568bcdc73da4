use std::collections::BTreeSet;
use std::sync::Arc;

use evidence::analysis::{Against, Answer, AskError, Gap, GapAsk, IndicatorAsk, IndicatorView};
use evidence::cell::Origin;
use evidence::engine::FileHash;
use evidence::observation::Period;
use evidence::receipts::Receipt;
use jiff::civil::Date;

use super::{MakePackError, Recipe};
use crate::database::DatabaseError;
use crate::frameworks::carriers_of;
use crate::indicators::finding::name_of_benchmark;
use crate::indicators::seen::{Seen, seen};
use crate::indicators::shown::short_name;
use crate::indicators::{
    EvidenceItem, Figures, FiguresError, Indicator, Release, evidence_items,
    indicator_by_publisher_id, published_releases,
};
use crate::runner::{House, Who};
use crate::vocabulary::{RecordId, Sought, Visibility};

/// So many kinds of group are shown of one figure; others are named.
const MOST_KINDS: usize = 6;

/// One figure of a pack.
pub(super) struct PackFigure {
    pub(super) indicator: Indicator,
    pub(super) answer: Arc<Answer<IndicatorView>>,
    /// What it is compared with, in the middle of a sentence.
    pub(super) against: String,
    /// The gaps between groups of people in the place, by each kind of group that its data has.
    pub(super) groups: Vec<Arc<Answer<Gap>>>,
    /// Further kinds of group that its data has and the pack does not show.
    pub(super) further_kinds: Vec<String>,
    /// Whom it can show and whom it cannot.
    pub(super) seen: Vec<Seen>,
}

impl PackFigure {
    pub(super) fn view(&self) -> &IndicatorView {
        &self.answer.result
    }

    pub(super) fn origin(&self) -> Origin {
        self.answer.receipt.origin
    }

    /// Everything that was asked for it, with its receipt: the figure, then the gaps between groups.
    pub(super) fn receipts(&self) -> impl Iterator<Item = (String, &Period, &Receipt)> {
        let view = self.view();
        let name = &view.indicator.name;
        let gaps = self.groups.iter().filter_map(move |answer| {
            let measured = answer.result.measured.as_ref()?;
            let named = format!("{name}, by {}", measured.by);
            Some((named, &measured.period, &answer.receipt))
        });
        std::iter::once((name.clone(), view.value.period(), &self.answer.receipt)).chain(gaps)
    }

    /// What anchors and ids of its parts begin with.
    pub(super) fn key(&self) -> String {
        format!("i-{}", self.indicator.record.slug)
    }
}

/// Everything that a pack says, read once.
pub(super) struct Contents<'a> {
    pub(super) recipe: &'a Recipe,
    /// The short name of the board, with which its addresses begin.
    pub(super) board: String,
    /// The place in the middle of a sentence.
    pub(super) place: String,
    pub(super) figures: Vec<PackFigure>,
    /// Indicators without an answer, each with the reason.
    pub(super) refused: Vec<(String, String)>,
    /// Statements that are no figures of ours.
    pub(super) items: Vec<EvidenceItem>,
    /// The releases that the figures come from.
    pub(super) releases: Vec<Release>,
}

/// Asks for every figure and gathers what belongs to it.
pub(super) async fn gather<'a>(
    house: &House,
    figures: &Figures,
    who: &Who,
    board_id: RecordId,
    recipe: &'a Recipe,
) -> Result<Contents<'a>, MakePackError> {
    let mut found = Vec::new();
    let mut refused = Vec::new();
    for number in &recipe.indicators {
        let indicator = indicator_by_publisher_id(house, number)
            .await?
            .ok_or_else(|| MakePackError::UnknownIndicator(number.clone()))?;
        let ask = IndicatorAsk {
            against: recipe.against.clone(),
            ..IndicatorAsk::new(number.clone(), recipe.area.clone())
        };
        match figures.indicator(house, who, &ask).await {
            Ok(answer) => {
                let against = &recipe.against;
                found.push(figure(house, figures, who, against, indicator, answer).await?);
            }
            Err(FiguresError::Ask(error)) if is_refusal(&error) => {
                refused.push((indicator.record.title, format!("{error}.")));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let place = found
        .first()
        .map(|figure: &PackFigure| short_name(&figure.view().value.area().name).to_owned())
        .ok_or(MakePackError::NoFigures)?;
    let used: BTreeSet<FileHash> = data_of(&found);
    let board = crate::thread::by_id(house, board_id).await?;
    Ok(Contents {
        recipe,
        board: board.map_or_else(String::new, |board| board.slug.to_string()),
        place,
        items: items(house, who.today, board_id, recipe, &found).await?,
        figures: found,
        refused,
        releases: published_releases(house)
            .await?
            .into_iter()
            .filter(|release| used.contains(&release.version.file))
            .collect(),
    })
}

/// The data files behind some figures.
pub(super) fn data_of(figures: &[PackFigure]) -> BTreeSet<FileHash> {
    figures
        .iter()
        .flat_map(PackFigure::receipts)
        .flat_map(|(_, _, receipt)| receipt.data.iter().copied())
        .collect()
}

async fn figure(
    house: &House,
    figures: &Figures,
    who: &Who,
    against: &Against,
    indicator: Indicator,
    answer: Arc<Answer<IndicatorView>>,
) -> Result<PackFigure, MakePackError> {
    let view: &IndicatorView = &answer.result;
    let place = short_name(&view.value.area().name).to_owned();
    let mut groups = groups(house, figures, who, view).await?;
    let further = groups.split_off(groups.len().min(MOST_KINDS));
    let kind = |answer: Arc<Answer<Gap>>| Some(answer.result.measured.as_ref()?.by.to_string());
    Ok(PackFigure {
        against: name_of_benchmark(view, against),
        groups,
        further_kinds: further.into_iter().filter_map(kind).collect(),
        seen: seen(house, view, indicator.record.id, &place).await?,
        indicator,
        answer,
    })
}

/// The gaps between groups of people in the place: not by deprivation, which stands with the figure, and only where two groups
/// have a figure.
async fn groups(
    house: &House,
    figures: &Figures,
    who: &Who,
    view: &IndicatorView,
) -> Result<Vec<Arc<Answer<Gap>>>, MakePackError> {
    let is_everyone = view.series.sex.eq_ignore_ascii_case("persons");
    let ask = GapAsk {
        // Both sexes are groups of everyone.
        sex: (!is_everyone).then(|| view.series.sex.to_string()),
        age: Some(view.series.age.to_string()),
        ..GapAsk::new(
            view.indicator.id.clone(),
            view.value.area().code.to_string(),
        )
    };
    let every = figures.gap(house, who, &ask).await?;
    let mut found = Vec::new();
    for kind in &every.result.kinds {
        let by = GapAsk {
            by: Some(kind.to_string()),
            ..ask.clone()
        };
        let answer = figures.gap(house, who, &by).await?;
        let is_told = answer.result.measured.as_ref().is_some_and(|measured| {
            let with_figure = measured
                .groups
                .iter()
                .filter(|group| group.figure.value().is_some());
            !measured.ordered
                && measured.area.code == view.value.area().code
                && with_figure.count() > 1
        });
        if is_told {
            found.push(answer);
        }
    }
    Ok(found)
}

/// Whether an indicator simply has nothing to say about the place.
fn is_refusal(error: &AskError) -> bool {
    matches!(
        error,
        AskError::NoData
            | AskError::NoSuchIndicator(_)
            | AskError::NoSuchArea(_)
            | AskError::NoSuchSeries { .. }
            | AskError::RegionNotKnown(_)
    )
}

/// What the public may read of the board's statements about the indicators, or about what the pack is about, as far as it held
/// by the day of the pack.
async fn items(
    house: &House,
    today: Date,
    board_id: RecordId,
    recipe: &Recipe,
    figures: &[PackFigure],
) -> Result<Vec<EvidenceItem>, DatabaseError> {
    let carriers = match recipe.element {
        Some(element) => carriers_of(house, element).await?,
        None => Vec::new(),
    };
    let mut items = evidence_items(house, Some(board_id)).await?;
    items.retain(|item| {
        let about = figures
            .iter()
            .any(|figure| item.indicator_id == Some(figure.indicator.record.id));
        item.record.visibility == Visibility::Public
            && item.as_at <= today
            && (about || carriers.contains(&item.record.id) || says(item, recipe))
    });
    Ok(items)
}

/// Whether a statement holds every word of one of the topics, which commas part.
fn says(item: &EvidenceItem, recipe: &Recipe) -> bool {
    let quoted = [&item.quotation, &item.document].map(|it| it.as_deref().unwrap_or_default());
    let said = format!(
        "{} {} {}",
        item.record.title,
        item.statement,
        quoted.join(" ")
    );
    let topics = recipe.topic.as_deref().unwrap_or_default();
    Sought::topics(topics).is_in(&said)
}
