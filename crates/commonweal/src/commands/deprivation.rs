use board::House;
use board::indicators::{Figures, built_area};
use clap::{Args, ValueEnum};
use evidence::analysis::{Answer, Deprivation, DeprivationAsk};
use evidence::small_areas::Vintage;

use crate::configuration::Place;
use crate::failure::Failure;
use crate::installation;
use crate::machine::SystemClocks;
use crate::output::{columns, print, print_json};

#[derive(Debug, Args)]
#[command(name = "deprivation")]
pub(crate) struct DeprivationOptions {
    /// Code of a ward, borough or other area of a loaded lookup, or of a locality.
    #[arg(long, value_name = "CODE")]
    area: String,
    /// The domain: imd for all together, else income, employment, education, health, crime, housing-and-services or environment.
    #[arg(long, value_name = "DOMAIN", default_value = "imd")]
    domain: String,
    /// Into how many parts of its own the place is cut: 10 for tenths, 5 for fifths.
    #[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = clap::value_parser!(u8).range(2..=20))]
    parts: u8,
    /// The census of the small areas; the newest for which data is loaded by default.
    #[arg(long, value_name = "YEAR")]
    census: Option<Census>,
    /// Print every small area as CSV.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Census {
    #[value(name = "2011")]
    Of2011,
    #[value(name = "2021")]
    Of2021,
}

/// Says how deprived a place is, small area by small area.
pub(crate) async fn run(place: &Place, options: DeprivationOptions) -> Result<(), Failure> {
    installation::must_exist(place)?;
    let house = installation::open(place).await?;
    let figures = Figures::new(installation::engine(place)?);
    let result = show(&house, &figures, &options).await;
    house.database().clone().close().await;
    result
}

async fn show(
    house: &House,
    figures: &Figures,
    options: &DeprivationOptions,
) -> Result<(), Failure> {
    let who = installation::operator(SystemClocks::of(house).await?);
    let mut area = built_area(house, &options.area)
        .await
        .map_err(super::unanswered)?;
    if let Some(census) = options.census {
        let wanted = match census {
            Census::Of2011 => Vintage::Lsoa2011,
            Census::Of2021 => Vintage::Lsoa2021,
        };
        if area.vintage.is_some_and(|vintage| vintage != wanted) {
            return Err(Failure::usage(
                "a locality is made of the small areas of one census; leave --census out",
            ));
        }
        area.vintage = Some(wanted);
    }
    let ask = DeprivationAsk {
        area,
        domain: options.domain.to_lowercase(),
        parts: options.parts,
    };
    let answer = figures
        .deprivation(house, &who, &ask)
        .await
        .map_err(super::unanswered)?;
    if options.json {
        return print_json(&super::answered(&answer));
    }
    if options.csv {
        let text = board::indicators::deprivation_csv(&answer);
        return print(text.trim_end());
    }
    print(&in_words(&answer))
}

fn in_words(answer: &Answer<Deprivation>) -> String {
    let found = &*answer.result;
    let number =
        |value: Option<f64>| value.map_or_else(|| "missing".to_owned(), |value| value.to_string());
    let percent = |share: Option<f64>| {
        share.map_or_else(
            || "missing".to_owned(),
            |share| format!("{:.1}%", share * 100.0),
        )
    };
    let mut table = vec![
        [
            "National tenth",
            "Small areas",
            "Share",
            "Residents",
            "Share of residents",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    table.extend(found.tenths.iter().map(|tenth| {
        vec![
            tenth.decile.to_string(),
            tenth.small_areas.to_string(),
            percent(Some(tenth.share_of_small_areas)),
            number(tenth.residents),
            percent(tenth.share_of_residents),
        ]
    }));
    let mut lines = vec![
        sentence(found),
        String::new(),
        columns(&table),
        String::new(),
    ];
    lines.extend(
        found
            .missing
            .iter()
            .map(|missing| format!("Missing: {missing}")),
    );
    lines.push(format!("Receipt {}", answer.receipt.number));
    lines.join("\n")
}

/// The most deprived fifth of England within the place, in a sentence.
pub(super) fn sentence(found: &Deprivation) -> String {
    let core = &found.core20;
    let people = core.share_of_residents.map_or_else(String::new, |share| {
        format!(", with {:.1}% of its residents", share * 100.0)
    });
    format!(
        "{} ({}, {}): {} of {} small areas are in the most deprived fifth of England{people}",
        found.area.name,
        found.domain,
        found.period.label,
        core.small_areas,
        found.small_areas.len()
    )
}
