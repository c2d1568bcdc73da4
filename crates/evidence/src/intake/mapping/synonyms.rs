//! What headings are called in the field, as data. Compared by their letters and digits alone.

use super::Field;

/// The letters and digits of a heading in small letters: `Area Code`, `area_code` and `AreaCode` are one.
pub(crate) fn letters(heading: &str) -> String {
    heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Headings that mean one thing.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::AreaCode,
        &[
            "areacode",
            "gsscode",
            "onscode",
            "geographycode",
            "geocode",
            "geogcode",
            "codeofarea",
            "localauthoritycode",
            "lacode",
            "ladcode",
            "mnemonic",
            "orgcode",
            "placecode",
            "regioncode",
            "wardcode",
            "boroughcode",
            "newcode",
            "refarea",
        ],
    ),
    (
        Field::AreaName,
        &[
            "areaname",
            "area",
            "geography",
            "geographyname",
            "localauthority",
            "localauthorityname",
            "la",
            "laname",
            "authority",
            "borough",
            "boroughname",
            "council",
            "place",
            "placename",
            "ward",
            "wardname",
            "orgname",
            "organisation",
        ],
    ),
    (
        Field::AreaType,
        &[
            "areatype",
            "geographytype",
            "geogtype",
            "entityname",
            "orgtype",
        ],
    ),
    (
        Field::FinancialYear,
        &["financialyear", "fiscalyear", "fyear", "fy", "finyear"],
    ),
    (
        Field::Period,
        &[
            "period",
            "timeperiod",
            "year",
            "calendaryear",
            "date",
            "reportingperiod",
            "day",
            "quarter",
            "month",
            "time",
            "years",
            "timeperiodrange",
        ],
    ),
    (
        Field::Indicator,
        &[
            "indicatorid",
            "indicatorcode",
            "measurecode",
            "measureid",
            "metricid",
            "metriccode",
            "indicatornumber",
            "ref",
            "kpi",
        ],
    ),
    (
        Field::IndicatorName,
        &[
            "indicator",
            "indicatorname",
            "indicatortitle",
            "measure",
            "measurename",
            "metric",
            "metricname",
            "measurement",
            "cause",
            "topic",
        ],
    ),
    (Field::Sex, &["sex", "gender", "sexname"]),
    (
        Field::Age,
        &["age", "ageband", "agegroup", "ages", "agerange", "agename"],
    ),
    (
        Field::CategoryType,
        &[
            "categorytype",
            "breakdown",
            "breakdowntype",
            "dimension",
            "variabletype",
            "disaggregation",
            "characteristic",
            "strand",
        ],
    ),
    (
        Field::Category,
        &[
            "category",
            "group",
            "subgroup",
            "breakdownvalue",
            "level",
            "variablea",
        ],
    ),
    (
        Field::Subcategory,
        &["subcategory", "variableb", "detailedgroup", "sublevel"],
    ),
    (
        Field::Value,
        &[
            "value",
            "rate",
            "percentage",
            "percent",
            "prop",
            "proportion",
            "indicatorvalue",
            "obsvalue",
            "observation",
            "figure",
            "result",
            "estimate",
            "score",
            "prevalence",
            "coverage",
            "uptake",
            "cruderate",
            "ratio",
            "share",
            "pc",
        ],
    ),
    (
        Field::Count,
        &[
            "count",
            "numerator",
            "n",
            "number",
            "cases",
            "events",
            "deaths",
            "observed",
        ],
    ),
    (
        Field::Denominator,
        &[
            "denominator",
            "population",
            "totaleligible",
            "eligible",
            "base",
            "pop",
            "total",
            "totalresidents",
            "totalpopulation",
            "listsize",
        ],
    ),
    (
        Field::Lower,
        &[
            "lower",
            "lowerci",
            "lcl",
            "ll",
            "lowerlimit",
            "lowerci95",
            "lower95",
            "lower95ci",
            "lci",
            "cilower",
            "lowerconfidencelimit",
            "lowerconfidenceinterval",
            "lowerci950limit",
            "lower95confidencelimit",
            "lowercl",
        ],
    ),
    (
        Field::Upper,
        &[
            "upper",
            "upperci",
            "ucl",
            "ul",
            "upperlimit",
            "upperci95",
            "upper95",
            "upper95ci",
            "uci",
            "ciupper",
            "upperconfidencelimit",
            "upperconfidenceinterval",
            "upperci950limit",
            "upper95confidencelimit",
            "uppercl",
        ],
    ),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "valuenote",
            "comment",
            "comments",
            "footnote",
        ],
    ),
];

/// Headings that name a kind of category; the cells below are the categories.
const CATEGORY_TYPES: &[&str] = &[
    "ethnicgroup",
    "ethnicity",
    "ethniccategory",
    "disability",
    "deprivation",
    "deprivationdecile",
    "deprivationquintile",
    "imd",
    "imd10",
    "imddecile",
    "imdquintile",
    "quintile",
    "decile",
    "religion",
    "sexualorientation",
    "genderidentity",
    "tenure",
    "maritalstatus",
    "carer",
];

/// How names of places begin in headings of look-up tables: `ltla21_code`, `lsoa11_name`, `wd25cd`.
const PLACES: &[&str] = &[
    "ltla", "utla", "lad", "lsoa", "msoa", "ward", "wd", "region", "rgn", "icb", "sicbl", "ccg",
    "la", "ctyua", "cauth", "stp",
];

/// Words in a heading that tell which figure a column of a wide table holds; the rest of the heading says of what.
pub(super) const FIGURES: &[(Field, &[&str])] = &[
    (
        Field::Lower,
        &["lower 95% limit", "lower limit", "lower ci", "lcl"],
    ),
    (
        Field::Upper,
        &["upper 95% limit", "upper limit", "upper ci", "ucl"],
    ),
    (
        Field::Denominator,
        &["denominator", "total eligible", "population", "total"],
    ),
    (
        Field::Count,
        &["(number)", "(n)", "numerator", "number", "count"],
    ),
    (
        Field::Value,
        &[
            "(percent)",
            "(%)",
            "percentage",
            "percent",
            "rate",
            "value",
            "%",
        ],
    ),
];

/// The field that a heading names.
pub(super) fn field_of(heading: &str) -> Option<Field> {
    let key = letters(heading);
    if key.is_empty() {
        return None;
    }
    let exact = NAMES
        .iter()
        .find(|(_, names)| names.contains(&key.as_str()))
        .map(|(field, _)| *field);
    exact.or_else(|| place_field(&key))
}

fn place_field(key: &str) -> Option<Field> {
    let rest = PLACES.iter().find_map(|place| key.strip_prefix(place))?;
    match rest.trim_start_matches(|c: char| c.is_ascii_digit()) {
        "code" | "cd" => Some(Field::AreaCode),
        "name" | "nm" => Some(Field::AreaName),
        _ => None,
    }
}

/// The kind of category that a heading names, as readers see it.
pub(super) fn category_type_of(heading: &str) -> Option<String> {
    CATEGORY_TYPES
        .contains(&letters(heading).as_str())
        .then(|| as_words(heading))
}

/// `ethnic_group` as `Ethnic group`.
pub(super) fn as_words(heading: &str) -> String {
    let spaced = heading.replace('_', " ");
    let mut letters = spaced.trim().chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The figure that a heading of a wide table names, and the heading without its words.
pub(super) fn figure_of(heading: &str) -> (Option<Field>, String) {
    let lower = heading.to_lowercase().replace('_', " ");
    for (field, words) in FIGURES {
        for word in *words {
            let Some(rest) = lower.strip_suffix(word) else {
                continue;
            };
            // A word, not the end of another one.
            let ends = rest
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric());
            if ends && let Some(kept) = heading.get(..rest.len()) {
                let kept = kept.trim_end_matches(|c: char| {
                    c.is_whitespace() || matches!(c, '_' | '-' | ':' | ',')
                });
                return (Some(*field), kept.trim().to_owned());
            }
        }
    }
    (None, heading.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_real_files_are_known() {
        for (heading, field) in [
            ("Local authority code", Field::AreaCode),
            ("ltla21_code", Field::AreaCode),
            ("lsoa11_name", Field::AreaName),
            ("WD25CD", Field::AreaCode),
            ("Financial year", Field::FinancialYear),
            ("Time period", Field::Period),
            ("Measure", Field::IndicatorName),
            ("ethnic group", Field::Category),
            ("LCL", Field::Lower),
            ("n", Field::Count),
            ("total_residents", Field::Denominator),
            ("OBS_VALUE", Field::Value),
        ] {
            let found = field_of(heading).or_else(|| {
                category_type_of(heading).map(|kind| {
                    assert_eq!(kind, "Ethnic group");
                    Field::Category
                })
            });
            assert_eq!(found, Some(field), "{heading}");
        }
        for heading in ["", "Telephone", "lad", "late", "MEDIAN", "2020"] {
            assert_eq!(field_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn no_heading_means_two_things() {
        let mut all: Vec<&str> = NAMES
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .chain(CATEGORY_TYPES.iter().copied())
            .collect();
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), before);
    }

    #[test]
    fn the_figure_is_told_from_what_it_is_of() {
        for (heading, figure, of) in [
            ("Black_total", Some(Field::Denominator), "Black"),
            ("Bangladeshi (number)", Some(Field::Count), "Bangladeshi"),
            ("Bangladeshi (percent)", Some(Field::Value), "Bangladeshi"),
            ("2020 rate", Some(Field::Value), "2020"),
            ("Rate", Some(Field::Value), ""),
            ("Pirate", None, "Pirate"),
            ("South Asian", None, "South Asian"),
            ("Größe Total", Some(Field::Denominator), "Größe"),
        ] {
            assert_eq!(figure_of(heading), (figure, of.to_owned()), "{heading}");
        }
    }
}
