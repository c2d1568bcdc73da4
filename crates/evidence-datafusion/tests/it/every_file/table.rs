//! What is said of each real file, and what comes of it.

/// A file, what is said of it, and what comes of it.
pub(super) struct Real {
    /// Its name below the folder of real data.
    pub(super) file: &'static str,
    /// Files that describe it and come with it.
    pub(super) with: &'static [&'static str],
    /// What is said, in the words of the command line without the dashes.
    pub(super) said: &'static [&'static str],
    /// Rows of data that are read.
    pub(super) rows: u64,
    /// Figures that come of them.
    pub(super) figures: u64,
    pub(super) indicators: usize,
    pub(super) areas: u64,
    /// How each note begins, with how many rows it is about.
    pub(super) notes: &'static [(&'static str, u64)],
}

/// What a file is like that a publisher's layout describes.
const KNOWN: Real = Real {
    file: "",
    with: &[],
    said: &[],
    rows: 0,
    figures: 0,
    indicators: 1,
    areas: 0,
    notes: &[],
};

const PEOPLE: &str = "set value type=count";
const ENGLAND: &str = "set area code=E92000001";

pub(super) const FINGERTIPS: &[Real] = &[
    Real {
        file: "fingertips/native_90988_chd_admissions_utla_2022-23.csv",
        rows: 154,
        figures: 154,
        areas: 154,
        notes: &[(
            "Rows have limits and no value; the limits were left out.",
            5,
        )],
        ..KNOWN
    },
    Real {
        file: "fingertips/native_93356_campylobacter_utla_2015-2017.csv",
        rows: 852,
        figures: 852,
        areas: 162,
        notes: &[("Rows are shorter than the heading", 852)],
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_30309_mmr1_age2.csv",
        rows: 36,
        figures: 36,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_children_relative_low_income.csv",
        rows: 21,
        figures: 21,
        areas: 3,
        notes: &[
            ("Values of indicator 93700 lie outside", 4),
            ("The printed limits of indicator 93700", 14),
        ],
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_hle_birth_male.csv",
        rows: 30,
        figures: 30,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_hypertension_qof.csv",
        rows: 27,
        figures: 18,
        areas: 2,
        notes: &[("Rows repeat an earlier row and were read once.", 9)],
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_le_birth_female.csv",
        rows: 3,
        figures: 3,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_le_birth_male.csv",
        rows: 3,
        figures: 3,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_physically_active_adults.csv",
        rows: 18,
        figures: 18,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_reception_overweight.csv",
        rows: 48,
        figures: 48,
        areas: 3,
        notes: &[("The printed limits of indicator 20601", 15)],
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_smoking_adults.csv",
        rows: 24,
        figures: 24,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_lambeth_u75_preventable_mortality.csv",
        rows: 3,
        figures: 3,
        areas: 3,
        ..KNOWN
    },
    Real {
        file: "fingertips/native_suicide_london_boroughs_2012-2017.csv",
        rows: 175,
        figures: 175,
        indicators: 5,
        areas: 35,
        ..KNOWN
    },
    Real {
        file: "fingertips/next_healthdata_dev.csv.gz",
        with: &[
            "fingertips/next_indicator_metadata.json",
            "fingertips/next_indicators.csv",
            "fingertips/next_areas.csv.gz",
        ],
        rows: 37_757,
        figures: 34_455,
        indicators: 23,
        areas: 116,
        notes: &[
            ("Rows repeat an earlier row and were read once.", 2052),
            ("Rows repeat an earlier row with fewer", 16),
            (
                "Rows give another figure for a cell than an earlier row; neither is shown.",
                18,
            ),
            ("Indicator 91040 is published quarterly", 1166),
            ("Rows are empty where an earlier row", 50),
            ("Nothing describes indicator 92026", 1),
            ("Values of indicator 93124 lie outside their own limits", 30),
            ("Values of indicator 93701 lie outside their own limits", 1),
            ("The printed limits of indicator 93085", 15),
            ("The printed limits of indicator 93124", 8),
            ("The printed limits of indicator 93701", 191),
            ("The printed limits of indicator 94103", 27),
        ],
        ..KNOWN
    },
    Real {
        file: "fingertips/published_healthy_life_expectancy.csv.gz",
        said: &["as-proposed"],
        rows: 2_128,
        figures: 2_128,
        areas: 133,
        ..KNOWN
    },
    Real {
        file: "fingertips/published_inequality_life_expectancy.csv.gz",
        said: &["as-proposed"],
        rows: 4_752,
        figures: 4_752,
        areas: 297,
        ..KNOWN
    },
    Real {
        file: "fingertips/published_life_expectancy.csv.gz",
        said: &["as-proposed"],
        rows: 5_516,
        figures: 5_516,
        areas: 314,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
    Real {
        file: "fingertips/published_nhs_health_checks.csv.gz",
        said: &["as-proposed", "map inequality=ignore"],
        rows: 2_511,
        figures: 2_511,
        areas: 133,
        ..KNOWN
    },
    Real {
        file: "fingertips/published_slope_index_of_inequality_2010-2018.csv.gz",
        said: &["map group=sex"],
        rows: 1_848,
        figures: 1_848,
        areas: 154,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
];
pub(super) const POPULATION: &[Real] = &[
    Real {
        file: "population/census2021_disability_lsoa21_london.csv.gz",
        said: &[
            "set indicator name=Disabled residents",
            "set period=2021",
            "set unit=%",
            "set multiply by=100",
        ],
        rows: 9_988,
        figures: 9_988,
        areas: 4_994,
        ..KNOWN
    },
    Real {
        file: "population/census2021_ethnicity5_lsoa21_london.csv.gz",
        said: &[
            "set indicator name=Residents by ethnic group",
            "set period=2021",
            "set unit=%",
            "set multiply by=100",
        ],
        rows: 24_970,
        figures: 24_970,
        areas: 4_994,
        ..KNOWN
    },
    Real {
        file: "population/census2021_ethnicity_ltla21_ew.csv.gz",
        said: &[
            "set indicator name=Residents by ethnic group",
            "set period=2021",
        ],
        rows: 12_578,
        figures: 12_578,
        indicators: 2,
        areas: 331,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
    Real {
        file: "population/census2021_ts007a_age5_lsoa21_london.csv.gz",
        said: &["set indicator name=Residents", "set period=2021", PEOPLE],
        rows: 4_994,
        figures: 94_886,
        areas: 4_994,
        ..KNOWN
    },
    Real {
        file: "population/mye_london_boroughs_persons_sya_1997plus.csv.gz",
        said: &["set indicator name=Residents", PEOPLE],
        rows: 792,
        figures: 72_072,
        areas: 33,
        ..KNOWN
    },
    Real {
        file: "population/pop_mid2020_lsoa11_london_persons_sya.csv.gz",
        said: &["set indicator name=Residents", "set period=2020", PEOPLE],
        rows: 4_835,
        figures: 444_820,
        areas: 4_835,
        ..KNOWN
    },
    Real {
        file: "population/pop_mid2020_ltla21_persons_sya.csv.gz",
        said: &["set indicator name=Residents", "set period=2020", PEOPLE],
        rows: 331,
        figures: 30_452,
        areas: 331,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
];
pub(super) const DEPRIVATION: &[Real] = &[
    Real {
        file: "deprivation/imd2019_england_lsoa11.csv.gz",
        said: &[
            "map IMD_decile=value by indicator",
            "map IMD_rank=value by indicator",
            "set period=2019",
        ],
        rows: 32_844,
        figures: 65_688,
        indicators: 2,
        areas: 32_844,
        ..KNOWN
    },
    Real {
        file: "deprivation/imd2019_england_ltla19.csv",
        said: &["map *=value by indicator", "set period=2019"],
        rows: 317,
        figures: 5_389,
        indicators: 17,
        areas: 317,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
    Real {
        file: "deprivation/imd2025_england_lsoa21.csv.gz",
        said: &[
            "map IMD_decile=value by indicator",
            "map IMD_rank=value by indicator",
            "map IMD_score=value by indicator",
            "set period=2025",
        ],
        rows: 33_755,
        figures: 101_265,
        indicators: 3,
        areas: 33_755,
        ..KNOWN
    },
    Real {
        file: "deprivation/imd2025_england_ltla24.csv",
        said: &["map *=value by indicator", "set period=2025"],
        rows: 296,
        figures: 16_576,
        indicators: 56,
        areas: 296,
        ..KNOWN
    },
];
pub(super) const MORTALITY: &[Real] = &[
    Real {
        file: "mortality/masi_mort_imd10_sex_sya_2001-2016.csv.gz",
        said: &[
            "set indicator name=Deaths",
            ENGLAND,
            PEOPLE,
            "set category type=Deprivation decile",
        ],
        rows: 320,
        figures: 24_000,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "mortality/masi_pop_imd10_sex_sya_2001-2016.csv.gz",
        said: &[
            "set indicator name=Residents",
            ENGLAND,
            PEOPLE,
            "set category type=Deprivation decile",
        ],
        rows: 320,
        figures: 24_000,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "mortality/ons_deaths_by_imd_decile_cause_2001-2012.csv.gz",
        said: &[ENGLAND, PEOPLE, "set category type=Deprivation decile"],
        rows: 2_400,
        figures: 50_400,
        indicators: 10,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "mortality/ons_drug_poisoning_deaths_by_la_1993-2020.csv",
        said: &[
            "set indicator name=Deaths from drug poisoning",
            PEOPLE,
            "windows-1252",
        ],
        rows: 375,
        figures: 10_500,
        areas: 375,
        notes: &[
            ("Text that is not UTF-8 was read as Windows-1252", 2),
            ("Areas have since become part of others", 0),
        ],
        ..KNOWN
    },
    Real {
        file: "mortality/ons_pops_by_imd_decile_2001-2012.csv.gz",
        said: &[
            "set indicator name=Residents",
            ENGLAND,
            PEOPLE,
            "set category type=Deprivation decile",
        ],
        rows: 240,
        figures: 5_040,
        areas: 1,
        ..KNOWN
    },
];
pub(super) const SERVICES: &[Real] = &[
    Real {
        file: "services/covid_vacc_cumulative_5-11_by_ethnicity16.csv.gz",
        said: &[
            "map *=value by category",
            "set indicator name=Vaccinated against Covid-19",
            ENGLAND,
            PEOPLE,
            "set category type=Ethnic group",
        ],
        rows: 282,
        figures: 4_794,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "services/covid_vacc_cumulative_80plus_by_ethnicity6.csv.gz",
        said: &[
            "map *=value by category",
            "set indicator name=Vaccinated against Covid-19",
            ENGLAND,
            PEOPLE,
            "set category type=Ethnic group",
        ],
        rows: 562,
        figures: 3_372,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "services/covid_vacc_cumulative_80plus_by_imd.csv.gz",
        said: &[
            "map *=value by category",
            "set indicator name=Vaccinated against Covid-19",
            ENGLAND,
            PEOPLE,
            "set category type=Index of Multiple Deprivation (quintiles)",
        ],
        rows: 562,
        figures: 3_372,
        areas: 1,
        ..KNOWN
    },
    Real {
        file: "services/covid_vacc_table_80plus.csv",
        said: &[
            "map Category=category type",
            "map Group=category",
            "map Vaccinated at 22 Jun 2022 (%)=value",
            "set indicator name=Vaccinated against Covid-19",
            ENGLAND,
            "set period=2022-06-22",
            "set unit=%",
        ],
        rows: 65,
        figures: 65,
        areas: 1,
        notes: &[("Rows for a total were read as rows for everybody.", 1)],
        ..KNOWN
    },
    Real {
        file: "services/covid_vacc_table_learning_disability.csv",
        said: &[
            "map Category=category type",
            "map Group=category",
            "map Vaccinated at 22 Jun 2022 (%)=value",
            "set indicator name=Vaccinated against Covid-19",
            ENGLAND,
            "set period=2022-06-22",
            "set unit=%",
        ],
        rows: 18,
        figures: 18,
        areas: 1,
        notes: &[("Rows for a total were read as rows for everybody.", 1)],
        ..KNOWN
    },
    Real {
        file: "services/nhs_talking_therapies_annual_london_2022-24.csv.gz",
        said: &[
            "as-proposed",
            "area All=E92000001",
            "only org_type=England|Commissioning Region|ICB",
            "only measure_statistic=count",
            PEOPLE,
        ],
        rows: 10_332,
        figures: 10_332,
        indicators: 9,
        areas: 7,
        notes: &[
            (
                "Rows were not read, because only those with measure_statistic=count",
                5740,
            ),
            (
                "Rows were not read, because only those with org_type=England",
                5740,
            ),
            (
                "Areas have no code in the table and were read as somebody said: All as England (E92000001).",
                0,
            ),
            (
                "Areas have no code in the table and were found by their names: LONDON COMMISSIONING REGION as London",
                0,
            ),
        ],
        ..KNOWN
    },
    Real {
        file: "services/nhs_talking_therapies_annual_london_2022-24.csv.gz",
        said: &[
            "as-proposed",
            "area All=E92000001",
            "only org_type=England|Commissioning Region|ICB",
            "only measure_statistic=percentage",
            "set unit=%",
        ],
        rows: 5_740,
        figures: 5_740,
        indicators: 5,
        areas: 7,
        notes: &[
            (
                "Rows were not read, because only those with measure_statistic=percentage",
                10332,
            ),
            (
                "Rows were not read, because only those with org_type=England",
                5740,
            ),
            (
                "Areas have no code in the table and were read as somebody said: All as England (E92000001).",
                0,
            ),
            (
                "Areas have no code in the table and were found by their names: LONDON COMMISSIONING REGION as London",
                0,
            ),
        ],
        ..KNOWN
    },
    Real {
        file: "services/oflog_adult_social_care_utla_2015-23.csv.gz",
        said: &["as-proposed"],
        rows: 6_376,
        figures: 6_376,
        indicators: 7,
        areas: 157,
        notes: &[("Areas have since become part of others", 0)],
        ..KNOWN
    },
];

/// What else lies in the folder, and why no figures are read from it.
pub(super) const OTHERS: &[(&str, &str)] = &[
    ("README.md", "it describes the others"),
    ("checks/", "a program"),
    (
        "codes/",
        "code lists; the stocktake of a service is tested with them",
    ),
    (
        "conformance/",
        "answers of other programs; the tests of measures read them",
    ),
    ("documents/", "documents"),
    ("finance/", "money, which is no evidence on health"),
    ("geo/", "boundaries and look-up tables"),
    ("text/", "what people wrote"),
    (
        "fingertips/metadata/",
        "tables of a registry, by its own keys and without figures",
    ),
    (
        "fingertips/next_agedata.csv",
        "the ages that FingertipsNext knows, without figures",
    ),
    (
        "fingertips/next_categories.csv",
        "the groups that FingertipsNext knows, without figures",
    ),
    (
        "services/nhs_talking_therapies_variables_2024-25.csv",
        "definitions of variables, without figures",
    ),
];
