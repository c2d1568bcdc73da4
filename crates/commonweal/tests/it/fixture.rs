//! A Fingertips export of invented figures: two places and England over six years, and tenths for England.

/// The heading of an export.
pub(crate) const HEADING: &str = "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,\
Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,\
Compared to England value or percentiles,Compared to Region value or percentiles,Time period Sortable,New data,Compared to goal";

const TENTHS: [&str; 10] = [
    "Most deprived decile (IMD2019)",
    "Second most deprived decile (IMD2019)",
    "Third more deprived decile (IMD2019)",
    "Fourth more deprived decile (IMD2019)",
    "Fifth more deprived decile (IMD2019)",
    "Fifth less deprived decile (IMD2019)",
    "Fourth less deprived decile (IMD2019)",
    "Third less deprived decile (IMD2019)",
    "Second least deprived decile (IMD2019)",
    "Least deprived decile (IMD2019)",
];

struct Figure<'a> {
    code: &'a str,
    name: &'a str,
    area_type: &'a str,
    category: &'a str,
    year: u16,
    percent: f64,
    judged: &'a str,
}

fn line(figure: &Figure<'_>) -> String {
    let Figure {
        code,
        name,
        area_type,
        category,
        year,
        percent,
        judged,
    } = figure;
    let denominator = if *code == "E92000001" {
        1_000_000.0
    } else {
        10_000.0
    };
    let category_type = if category.is_empty() {
        ""
    } else {
        "County & UA deprivation deciles in England (IMD2019)"
    };
    let count = percent / 100.0 * denominator;
    let half = 1.96 * (percent * (100.0 - percent) / denominator).sqrt();
    format!(
        "900,Adults who smoke,,,{code},{name},{area_type},Persons,18+ yrs,{category_type},{category},{year},{percent},{:.4},{:.4},,,{count:.0},{denominator},,,{judged},,{year}0000,,",
        percent - half,
        percent + half
    )
}

/// The export, with Hackney's newest figure.
pub(crate) fn smoking(hackney: f64) -> String {
    let mut lines = vec![HEADING.to_owned()];
    for (at, year) in (2015..=2020).enumerate() {
        let fall = f64::from(u16::try_from(at).unwrap());
        let newest = year == 2020;
        let place = |code, name, percent: f64, judged| {
            line(&Figure {
                code,
                name,
                area_type: if code == "E92000001" {
                    "England"
                } else {
                    "County & UA (pre 4/19)"
                },
                category: "",
                year,
                percent,
                judged,
            })
        };
        lines.push(place("E92000001", "England", 14.0, "Not compared"));
        let hackney = if newest { hackney } else { 24.0 - fall };
        let judged = if hackney > 15.0 { "Worse" } else { "Similar" };
        lines.push(place("E09000012", "Hackney", hackney, judged));
        lines.push(place("E09000030", "Tower Hamlets", 12.0, "Better"));
    }
    for (at, category) in TENTHS.iter().enumerate() {
        let less = f64::from(u16::try_from(at).unwrap());
        lines.push(line(&Figure {
            code: "E92000001",
            name: "England",
            area_type: "England",
            category,
            year: 2020,
            percent: 20.0 - less,
            judged: "Not compared",
        }));
    }
    lines.join("\n") + "\n"
}
