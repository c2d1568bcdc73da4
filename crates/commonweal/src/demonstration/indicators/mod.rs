//! Figures: 24 invented indicators over ten years for London's authorities, London and England, some by tenth of
//! deprivation, ethnic group and ward. They go through the same reading as anybody's file.

mod figures;
mod invented;
mod neighbours;
mod themes;

use std::io::Cursor;

use anyhow::bail;
use board::frameworks::elements_of;
use board::indicators::{
    CoverageState, ImportData, NewDataSet, SetCoverage, data_sets, import_data,
    indicator_by_publisher_id, set_coverage,
};
use board::places::areas;
use board::vocabulary::{Origin, RecordId};
use evidence::engine::Source;
use evidence::intake::Choices;
use jiff::civil::date;

use super::stage::Stage;

const DATA_SET: &str = "Figures of the demonstration";

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    let present = data_sets(&stage.house).await?;
    if !present.iter().any(|set| set.record.title == DATA_SET) {
        import(stage).await?;
    }
    neighbours::load(stage).await?;
    themes::load(stage).await?;
    for number in [
        "7001", "7002", "7003", "7005", "7006", "7007", "7009", "7011", "7016", "7021",
    ] {
        say_whom_we_cannot_see(stage, number).await?;
    }
    Ok(())
}

async fn import(stage: &Stage) -> anyhow::Result<()> {
    let areas = areas(&stage.house).await?;
    let sources = vec![
        Source::new("figures.csv", Cursor::new(figures::export(&areas))),
        Source::new("descriptions.json", Cursor::new(figures::descriptions())),
    ];
    let engine = stage.figures.engine();
    let intake = engine.stage(sources, Choices::default()).await?;
    if let Some(problem) = intake.problems.first() {
        bail!("the demonstration’s own figures are faulty: {problem}");
    }
    let input = ImportData {
        body_id: None,
        data_set: NewDataSet {
            source: Some("Invented for the demonstration".to_owned()),
            next_due: Some(date(2022, 8, 1)),
            ..NewDataSet::published(DATA_SET)
        },
        origin: Origin::Illustrative,
        publish: true,
    };
    import_data(&stage.house, engine, &stage.who, &intake, input).await?;
    Ok(())
}

/// Each of the nine characteristics gets its honest word.
async fn say_whom_we_cannot_see(stage: &Stage, number: &str) -> anyhow::Result<()> {
    use CoverageState::{Figures, Gap, Hidden, InsightInstead, NotApplicable};
    let Some(indicator) = indicator_by_publisher_id(&stage.house, number).await? else {
        return Ok(());
    };
    let framework = stage.the("-/framework/characteristics").await?;
    for element in elements_of(&stage.house, framework.id).await? {
        let (seen, reason, owner) = match element.record.title.as_str() {
            "Age" => (Figures, "The figure is for one range of ages.", None),
            "Sex" if number == "7014" => (NotApplicable, "It is about women.", None),
            "Sex" => (Figures, "Women and men are counted apart.", None),
            "Race" if matches!(number, "7001" | "7002" | "7005") => (
                Hidden,
                "Five ethnic groups are counted; the smallest is hidden to protect people.",
                None,
            ),
            "Race" => (
                Gap,
                "Ethnic groups are not counted.",
                Some("Public health analyst"),
            ),
            "Disability" => (
                InsightInstead,
                "No figures; disabled residents told us about it at two sessions.",
                None,
            ),
            "Pregnancy and maternity" if number != "7001" => {
                (NotApplicable, "It is about children or older people.", None)
            }
            "Marriage and civil partnership" => (
                NotApplicable,
                "There is no reason to think that it matters here.",
                None,
            ),
            _ => (Gap, "Nobody was asked about it.", None),
        };
        let said = SetCoverage {
            body_id: None,
            subject_id: indicator.record.id,
            element_id: element.record.id,
            state: seen,
            reason: reason.to_owned(),
            owner: owner.map(str::to_owned),
        };
        set_coverage(&stage.house, &stage.who, said).await?;
    }
    Ok(())
}

/// The record of an invented indicator.
pub(super) async fn indicator(stage: &Stage, number: &str) -> anyhow::Result<RecordId> {
    match indicator_by_publisher_id(&stage.house, number).await? {
        Some(indicator) => Ok(indicator.record.id),
        None => bail!("an earlier part of the demonstration loads indicator {number}"),
    }
}
