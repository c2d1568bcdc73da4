//! Layouts that are known, and how a heading tells which one a file has.
//!
//! Headings are compared by their letters and digits alone, so that `Area Name`, `AreaName` and `Area_Name` are one.

use std::collections::BTreeMap;

use csv::ByteRecord;
use evidence::engine::EngineError;
use evidence::intake::mapping::{Field, Plan};
use evidence::intake::small_areas::SmallAreaTable;
use evidence::intake::{MOST_COLUMNS, Problem, tidy};

use super::table::{Next, Table};

/// So many of a publisher's columns make its layout, even where one that it cannot do without has gone.
const ENOUGH: usize = 8;
/// More missing columns than these make it another table.
const MOST_MISSING: usize = 2;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An export of Fingertips as people download it.
    Fingertips,
    /// The data table of FingertipsNext; names come from its descriptions.
    FingertipsNext,
    /// The list of indicators of FingertipsNext.
    Indicators,
    /// The list of areas of FingertipsNext.
    Areas,
    /// The definitions of indicators that Fingertips gives beside their figures.
    Definitions,
    /// A table of anybody's, read by a mapping of its columns.
    Mapped,
    /// A table about small areas: a lookup, ranks of deprivation, residents.
    SmallAreas,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    IndicatorId,
    IndicatorName,
    ParentCode,
    ParentName,
    AreaCode,
    AreaName,
    AreaType,
    Sex,
    Age,
    CategoryType,
    Category,
    Subcategory,
    Period,
    Year,
    Value,
    Lower95,
    Upper95,
    Lower998,
    Upper998,
    Count,
    Denominator,
    Note,
    Trend,
    England,
    Parent,
    Sortable,
    Children,
    Polarity,
    ValueType,
    PeriodType,
    Frequency,
    Definition,
    Rationale,
    DataSource,
    Numerator,
    NumeratorSource,
    DenominatorMeaning,
    DenominatorSource,
    Disclosure,
    Caveats,
    Unit,
    /// Known and not needed.
    Other,
}

type Names = &'static [(&'static str, Column)];

const FINGERTIPS: Names = &[
    ("indicatorid", Column::IndicatorId),
    ("indicatorname", Column::IndicatorName),
    ("parentcode", Column::ParentCode),
    ("parentname", Column::ParentName),
    ("areacode", Column::AreaCode),
    ("areaname", Column::AreaName),
    ("areatype", Column::AreaType),
    ("sex", Column::Sex),
    ("age", Column::Age),
    ("categorytype", Column::CategoryType),
    ("category", Column::Category),
    ("timeperiod", Column::Period),
    ("value", Column::Value),
    ("lowerci950limit", Column::Lower95),
    ("upperci950limit", Column::Upper95),
    ("lowerci998limit", Column::Lower998),
    ("upperci998limit", Column::Upper998),
    ("count", Column::Count),
    ("denominator", Column::Denominator),
    ("valuenote", Column::Note),
    ("recenttrend", Column::Trend),
    ("comparedtoenglandvalueorpercentiles", Column::England),
    ("comparedtoregionvalueorpercentiles", Column::Parent),
    ("comparedtoparentvalueorpercentiles", Column::Parent),
    ("timeperiodsortable", Column::Sortable),
    ("newdata", Column::Other),
    ("comparedtogoal", Column::Other),
    ("timeperiodrange", Column::Other),
];

const FINGERTIPS_NEXT: Names = &[
    ("indicatorid", Column::IndicatorId),
    ("category", Column::Category),
    ("categorytype", Column::CategoryType),
    ("age", Column::Age),
    ("sex", Column::Sex),
    ("trend", Column::Trend),
    ("denominator", Column::Denominator),
    ("categorytypeid", Column::Other),
    ("upperci", Column::Upper95),
    ("value", Column::Value),
    ("count", Column::Count),
    ("areacode", Column::AreaCode),
    ("sexid", Column::Other),
    ("ageid", Column::Other),
    ("year", Column::Year),
    ("lowerci", Column::Lower95),
    ("categoryid", Column::Other),
];

const INDICATORS: Names = &[
    ("indicatorid", Column::IndicatorId),
    ("polarity", Column::Polarity),
    ("benchmarkcomparisonmethod", Column::Other),
    ("valuetype", Column::ValueType),
    ("indicatorname", Column::IndicatorName),
    ("periodtype", Column::PeriodType),
    ("frequency", Column::Frequency),
    ("requiresgeoaggregation", Column::Other),
];

const AREAS: Names = &[
    ("children", Column::Children),
    ("areacode", Column::AreaCode),
    ("areaname", Column::AreaName),
    ("level", Column::Other),
    ("hierarchytype", Column::Other),
    ("areatype", Column::AreaType),
    ("areatypecode", Column::Other),
];

/// As `indicator_metadata/csv` of the interface has them.
const DEFINITIONS: Names = &[
    ("indicatorid", Column::IndicatorId),
    ("indicator", Column::IndicatorName),
    ("definition", Column::Definition),
    ("rationale", Column::Rationale),
    ("datasource", Column::DataSource),
    ("definitionofnumerator", Column::Numerator),
    ("sourceofnumerator", Column::NumeratorSource),
    ("definitionofdenominator", Column::DenominatorMeaning),
    ("sourceofdenominator", Column::DenominatorSource),
    ("disclosurecontrol", Column::Disclosure),
    ("caveats", Column::Caveats),
    ("unit", Column::Unit),
    ("valuetype", Column::ValueType),
    ("yeartype", Column::PeriodType),
    ("polarity", Column::Polarity),
    ("frequency", Column::Frequency),
    ("indicatornumber", Column::Other),
    ("specificrationale", Column::Other),
    ("indicatorsource", Column::Other),
    ("indicatorproduction", Column::Other),
    ("policy", Column::Other),
    ("methodology", Column::Other),
    ("standardpopulationvalues", Column::Other),
    ("confidenceintervaldetails", Column::Other),
    ("rounding", Column::Other),
    ("notes", Column::Other),
    ("impactofcovid19", Column::Other),
    ("copyright", Column::Other),
    ("datareuse", Column::Other),
    ("links", Column::Other),
    ("indicatorcontent", Column::Other),
    ("simplename", Column::Other),
    ("simpledefinition", Column::Other),
    ("dateupdated", Column::Other),
];

impl Kind {
    const ALL: [Self; 5] = [
        Self::Definitions,
        Self::Fingertips,
        Self::FingertipsNext,
        Self::Indicators,
        Self::Areas,
    ];

    /// The name that notes and records use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fingertips => "Fingertips export",
            Self::FingertipsNext => "FingertipsNext data",
            Self::Indicators => "FingertipsNext indicators",
            Self::Areas => "FingertipsNext areas",
            Self::Definitions => "Fingertips definitions",
            Self::Mapped => "mapped table",
            Self::SmallAreas => "small areas",
        }
    }

    /// True for files of figures, false for descriptions.
    pub(super) fn is_data(self) -> bool {
        !matches!(self, Self::Indicators | Self::Areas | Self::Definitions)
    }

    fn names(self) -> Names {
        match self {
            Self::Fingertips => FINGERTIPS,
            Self::FingertipsNext => FINGERTIPS_NEXT,
            Self::Indicators => INDICATORS,
            Self::Areas => AREAS,
            Self::Definitions => DEFINITIONS,
            Self::Mapped | Self::SmallAreas => &[],
        }
    }

    /// Columns without which the file cannot be read, as the publisher spells them.
    fn required(self) -> &'static [(&'static str, Column)] {
        match self {
            Self::Fingertips => &[
                ("Indicator ID", Column::IndicatorId),
                ("Indicator Name", Column::IndicatorName),
                ("Area Code", Column::AreaCode),
                ("Area Name", Column::AreaName),
                ("Area Type", Column::AreaType),
                ("Sex", Column::Sex),
                ("Age", Column::Age),
                ("Time period", Column::Period),
                ("Value", Column::Value),
            ],
            Self::FingertipsNext => &[
                ("IndicatorId", Column::IndicatorId),
                ("AreaCode", Column::AreaCode),
                ("Year", Column::Year),
                ("Sex", Column::Sex),
                ("Age", Column::Age),
                ("Value", Column::Value),
            ],
            Self::Indicators => &[
                ("IndicatorID", Column::IndicatorId),
                ("IndicatorName", Column::IndicatorName),
            ],
            Self::Definitions => &[
                ("Indicator ID", Column::IndicatorId),
                ("Indicator", Column::IndicatorName),
                ("Definition", Column::Definition),
            ],
            Self::Areas => &[
                ("AreaCode", Column::AreaCode),
                ("AreaName", Column::AreaName),
                ("AreaType", Column::AreaType),
            ],
            Self::Mapped | Self::SmallAreas => &[],
        }
    }
}

/// A heading that is understood.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) kind: Kind,
    /// What each column of the file holds.
    pub(super) columns: Vec<Column>,
    /// The heading as the file spells it.
    pub(super) heading: Vec<String>,
    /// Columns that are not known.
    pub(super) unknown: Vec<String>,
    /// How rows are read by a mapping; none for a publisher's layout.
    pub(super) mapped: Option<Mapped>,
    /// How rows about small areas are read; none for other tables.
    pub(super) small_areas: Option<SmallAreaTable>,
}

/// What a mapping says about the rows of a table.
#[derive(Debug)]
pub(super) struct Mapped {
    /// The observations of each row.
    pub(super) plan: Plan,
    /// What is stated for the whole table.
    pub(super) constants: BTreeMap<Field, String>,
    /// Codes that somebody has said for names of areas.
    pub(super) areas: BTreeMap<String, String>,
    /// Cells that are not there at the end of a row are empty and nothing to speak of.
    pub(super) ends_where_cells_end: bool,
}

impl Layout {
    /// Where a column stands.
    pub(super) fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|held| *held == column)
    }

    /// The file's own spelling of a column.
    pub(super) fn spelling(&self, column: Column) -> &str {
        self.position(column)
            .and_then(|at| self.heading.get(at))
            .map_or("", String::as_str)
    }

    /// The last column that the layout cannot do without.
    pub(super) fn shortest_row(&self) -> usize {
        if let Some(mapped) = &self.mapped {
            let places = mapped.plan.groups.iter();
            let last = places.flat_map(|group| group.positions.values()).max();
            return match last {
                Some(last) if !mapped.ends_where_cells_end => last + 1,
                _ => 0,
            };
        }
        let required = self.kind.required().iter();
        required
            .filter_map(|(_, column)| self.position(*column))
            .max()
            .map_or(0, |last| last + 1)
    }
}

/// Reads the heading of a table, where it is a publisher's. None where it is not, or where somebody has said what the columns
/// hold; then nothing has been read.
pub(super) fn recognise(
    table: &mut Table,
    is_said: bool,
) -> Result<Option<Result<Layout, Vec<Problem>>>, EngineError> {
    let name = table.name().to_owned();
    let Some((_, heading)) = table.look_ahead(1)?.front() else {
        let mut record = ByteRecord::new();
        return Ok(Some(Err(vec![match table.next(&mut record)? {
            Next::Broken(problem) => *problem,
            Next::Row(_) | Next::End => Problem::with_file(
                &name,
                "an empty file",
                "a heading and rows",
                "Check whether the export or the upload was complete.",
            ),
        }])));
    };
    let understood = understand(&name, heading, is_said);
    if understood.is_some() {
        let mut heading = ByteRecord::new();
        table.next(&mut heading)?;
    }
    Ok(understood)
}

fn letters(heading: &str) -> String {
    heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn understand(
    name: &str,
    record: &ByteRecord,
    is_said: bool,
) -> Option<Result<Layout, Vec<Problem>>> {
    if record.len() > MOST_COLUMNS {
        let found = format!("a heading of {} columns", record.len());
        let expected = format!("at most {MOST_COLUMNS}");
        let mend = "Check that this is a table with one figure in each row, and export it again.";
        return Some(Err(vec![Problem::with_file(name, &found, &expected, mend)]));
    }
    let heading: Vec<String> = record
        .iter()
        .map(|field| tidy(&String::from_utf8_lossy(field)).into_owned())
        .collect();
    let keys: Vec<String> = heading.iter().map(|field| letters(field)).collect();
    let first = String::from_utf8_lossy(record.get(0).unwrap_or_default());
    if let [only] = &heading[..]
        && first.matches([';', '\t']).count() > 3
    {
        return Some(Err(vec![Problem::at(
            name,
            1,
            None,
            only,
            "columns parted by commas",
            "The columns are parted by semicolons or tabs. Save the file as “CSV UTF-8 (Comma delimited)”.",
        )]));
    }
    let matches = |kind: Kind| {
        let known = |key: &&String| kind.names().iter().any(|(name, _)| name == key);
        keys.iter().filter(known).count()
    };
    let lacks = |kind: Kind| {
        let has = |column: &Column| {
            let mut names = kind.names().iter();
            names.any(|(name, held)| held == column && keys.iter().any(|key| key == name))
        };
        kind.required()
            .iter()
            .filter(|(_, column)| !has(column))
            .count()
    };
    let kind = Kind::ALL
        .into_iter()
        .max_by_key(|kind| matches(*kind))
        .filter(|kind| matches(*kind) >= 3)
        // Anybody's table of figures may name and define its indicators too.
        .filter(|kind| *kind != Kind::Definitions || matches(*kind) >= ENOUGH)
        .filter(|kind| {
            lacks(*kind) == 0 || (lacks(*kind) <= MOST_MISSING && matches(*kind) >= ENOUGH)
        })
        .filter(|_| !is_said)?;
    let columns: Vec<Column> = keys
        .iter()
        .map(|key| {
            let known = kind.names().iter().find(|(name, _)| name == key);
            known.map_or(Column::Other, |(_, column)| *column)
        })
        .collect();
    let unknown = heading
        .iter()
        .zip(&keys)
        .filter(|(_, key)| !key.is_empty() && !kind.names().iter().any(|(name, _)| name == key))
        .map(|(heading, _)| heading.clone())
        .collect();
    let layout = Layout {
        kind,
        columns,
        heading,
        unknown,
        mapped: None,
        small_areas: None,
    };
    let problems = faults(name, &layout);
    Some(if problems.is_empty() {
        Ok(layout)
    } else {
        Err(problems)
    })
}

fn faults(name: &str, layout: &Layout) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (spelling, column) in layout.kind.required() {
        if layout.position(*column).is_none() {
            problems.push(Problem::at(
                name,
                1,
                Some(spelling),
                "no such column",
                &format!("the column “{spelling}” of a {}", layout.kind.name()),
                "Add the column, or export the file again with all its columns.",
            ));
        }
    }
    for (at, column) in layout.columns.iter().enumerate() {
        let first = layout.position(*column);
        if *column != Column::Other && first.is_some_and(|first| first < at) {
            problems.push(Problem::at(
                name,
                1,
                layout.heading.get(at).map(String::as_str),
                "the same column twice",
                "each column once",
                "Take one of the two away.",
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(heading: &[&str]) -> Option<Kind> {
        let record = ByteRecord::from(heading.to_vec());
        let layout = understand("a file", &record, false)?.ok()?;
        Some(layout.kind)
    }

    #[test]
    fn definitions_are_told_from_a_table_that_defines_its_indicators() {
        let definitions: Vec<&str> =
            "Indicator ID,Indicator,Indicator number,Rationale,Definition,Data source,\
            Definition of numerator,Source of numerator,Unit,Value type,Year type,Polarity"
                .split(',')
                .collect();
        assert_eq!(kind(&definitions), Some(Kind::Definitions));
        let figures = [
            "Indicator ID",
            "Indicator",
            "Definition",
            "Unit",
            "Area",
            "Year",
            "Value",
        ];
        assert_eq!(kind(&figures), None);
    }
}
