//! Areas: names, codes, populations and footprints.

use jiff::civil::{Date, date};

use super::area;
use crate::places::{AreaLevel, AreaType, CreateArea};
use crate::vocabulary::{Origin, Slug};

/// England (mid-2020 estimate: the sum of its authorities).
pub(super) const ENGLAND: Row = ("E92000001", "England", 56_550_138);
/// London (mid-2020 estimate: the sum of its 33 authorities).
pub(super) const LONDON: Row = ("E12000007", "London", 9_002_488);

/// Publisher's code, name, residents.
type Row = (&'static str, &'static str, i64);

/// The 33 authorities that have a Health and Wellbeing Board (mid-2020 estimates).
pub(super) const AUTHORITIES: &[Row] = &[
    ("E09000001", "City of London", 10_938),
    ("E09000002", "Barking and Dagenham", 214_107),
    ("E09000003", "Barnet", 399_007),
    ("E09000004", "Bexley", 249_301),
    ("E09000005", "Brent", 327_753),
    ("E09000006", "Bromley", 332_752),
    ("E09000007", "Camden", 279_516),
    ("E09000008", "Croydon", 388_563),
    ("E09000009", "Ealing", 340_341),
    ("E09000010", "Enfield", 333_587),
    ("E09000011", "Greenwich", 289_034),
    ("E09000012", "Hackney", 280_941),
    ("E09000013", "Hammersmith and Fulham", 183_544),
    ("E09000014", "Haringey", 266_357),
    ("E09000015", "Harrow", 252_338),
    ("E09000016", "Havering", 260_651),
    ("E09000017", "Hillingdon", 309_014),
    ("E09000018", "Hounslow", 271_767),
    ("E09000019", "Islington", 248_115),
    ("E09000020", "Kensington and Chelsea", 156_864),
    ("E09000021", "Kingston upon Thames", 179_142),
    ("E09000022", "Lambeth", 321_813),
    ("E09000023", "Lewisham", 305_309),
    ("E09000024", "Merton", 206_453),
    ("E09000025", "Newham", 355_266),
    ("E09000026", "Redbridge", 305_658),
    ("E09000027", "Richmond upon Thames", 198_141),
    ("E09000028", "Southwark", 320_017),
    ("E09000029", "Sutton", 207_707),
    ("E09000030", "Tower Hamlets", 331_969),
    ("E09000031", "Waltham Forest", 276_940),
    ("E09000032", "Wandsworth", 329_735),
    ("E09000033", "Westminster", 269_848),
];

/// The wards of Hackney from 2014 (Census 2021: the sum of their small areas).
pub(super) const HACKNEY_WARDS: &[Row] = &[
    ("E05009367", "Brownswood", 9_281),
    ("E05009368", "Cazenove", 14_287),
    ("E05009369", "Clissold", 13_612),
    ("E05009370", "Dalston", 10_207),
    ("E05009371", "De Beauvoir", 10_740),
    ("E05009372", "Hackney Central", 13_002),
    ("E05009373", "Hackney Downs", 13_000),
    ("E05009374", "Hackney Wick", 12_311),
    ("E05009375", "Haggerston", 12_351),
    ("E05009376", "Homerton", 12_722),
    ("E05009377", "Hoxton East & Shoreditch", 11_889),
    ("E05009378", "Hoxton West", 14_428),
    ("E05009379", "King’s Park", 13_546),
    ("E05009380", "Lea Bridge", 14_534),
    ("E05009381", "London Fields", 10_806),
    ("E05009382", "Shacklewell", 9_398),
    ("E05009383", "Springfield", 17_086),
    ("E05009384", "Stamford Hill West", 8_033),
    ("E05009385", "Stoke Newington", 11_750),
    ("E05009386", "Victoria", 13_170),
    ("E05009387", "Woodberry Down", 12_998),
];

/// Since when the neighbourhoods of Hackney and the City are worked in. The day is the start of that financial year.
pub(super) const NEIGHBOURHOODS_SINCE: Date = date(2018, 4, 1);
/// The neighbourhoods in which health and care work together in Hackney; the last one takes in the City.
pub(super) const HACKNEY_NEIGHBOURHOODS: &[&str] = &[
    "Clissold Park",
    "Hackney Downs",
    "Hackney Marshes",
    "London Fields",
    "Springfield Park",
    "Well Street Common",
    "Woodberry Wetlands",
    "Shoreditch Park and City",
];

/// Since when the localities of Tower Hamlets are worked in, at the latest: the strategy of 2017 to 2020.
pub(super) const LOCALITIES_SINCE: Date = date(2017, 4, 1);
/// The four localities of Tower Hamlets.
pub(super) const TOWER_HAMLETS_LOCALITIES: &[&str] = &[
    "North East Tower Hamlets",
    "North West Tower Hamlets",
    "South East Tower Hamlets",
    "South West Tower Hamlets",
];

/// The two authorities whose figures are often published as one.
pub(super) const COMBINED: [&str; 2] = ["City of London", "Hackney"];

/// A system with the authorities that the guide lists, and those that it leaves out, each with the reason.
pub(super) struct System {
    pub(super) name: &'static str,
    code: &'static str,
    pub(super) listed: &'static [&'static str],
    pub(super) corrected: &'static [(&'static str, &'static str)],
}

impl System {
    /// The area of this system with so many residents.
    pub(super) fn area(&self, residents: i64) -> CreateArea {
        CreateArea {
            code: Some(self.code.to_owned()),
            level: Some(AreaLevel::System),
            population: Some(residents),
            ..area(self.name, AreaType::System, Origin::Quoted)
        }
    }
}

/// The five integrated care systems of London.
pub(super) const SYSTEMS: &[System] = &[
    System {
        name: "North Central London",
        code: "E54000028",
        listed: &["Barnet", "Camden", "Enfield", "Haringey", "Islington"],
        corrected: &[],
    },
    System {
        name: "North East London",
        code: "E54000029",
        listed: &[
            "City of London",
            "Hackney",
            "Tower Hamlets",
            "Newham",
            "Waltham Forest",
            "Redbridge",
            "Havering",
            "Barking and Dagenham",
        ],
        corrected: &[],
    },
    System {
        name: "North West London",
        code: "E54000027",
        listed: &[
            "Brent",
            "Hammersmith and Fulham",
            "Harrow",
            "Hillingdon",
            "Hounslow",
            "Kensington and Chelsea",
            "Westminster",
        ],
        corrected: &[(
            "Ealing",
            "The guide of July 2022 lists seven authorities and leaves Ealing out, which would belong to no system. \
             Its small areas lie in NHS North West London in the national lookup.",
        )],
    },
    System {
        name: "South East London",
        code: "E54000030",
        listed: &[
            "Bexley",
            "Bromley",
            "Greenwich",
            "Lambeth",
            "Lewisham",
            "Southwark",
        ],
        corrected: &[],
    },
    System {
        name: "South West London",
        code: "E54000031",
        listed: &[
            "Croydon",
            "Kingston upon Thames",
            "Richmond upon Thames",
            "Wandsworth",
            "Sutton",
        ],
        corrected: &[(
            "Merton",
            "The guide of July 2022 lists five authorities and leaves Merton out, which would belong to no system. \
             Its small areas lie in NHS South West London in the national lookup.",
        )],
    },
];

/// A country or region.
pub(super) fn large(area_type: AreaType, (code, name, residents): Row) -> CreateArea {
    CreateArea {
        code: Some(code.to_owned()),
        level: (area_type == AreaType::Region).then_some(AreaLevel::Region),
        population: Some(residents),
        ..area(name, area_type, Origin::Imported)
    }
}

/// An authority: a place, as the guide has it for London.
pub(super) fn authority((code, name, residents): Row) -> CreateArea {
    CreateArea {
        code: Some(code.to_owned()),
        level: Some(AreaLevel::Place),
        population: Some(residents),
        ..area(name, AreaType::Authority, Origin::Imported)
    }
}

/// A ward. It stands at no level of a care system.
pub(super) fn ward((code, name, residents): Row) -> CreateArea {
    CreateArea {
        code: Some(code.to_owned()),
        population: Some(residents),
        ..area(name, AreaType::Ward, Origin::Imported)
    }
}

/// A neighbourhood, whose residents nobody publishes.
pub(super) fn neighbourhood(name: &str) -> CreateArea {
    CreateArea {
        // Two wards have the same names.
        slug: Some(Slug::from_words(&format!("{name} neighbourhood"))),
        level: Some(AreaLevel::Neighbourhood),
        ..area(name, AreaType::Neighbourhood, Origin::Entered)
    }
}

/// A locality, between ward and borough.
pub(super) fn locality(name: &str) -> CreateArea {
    area(name, AreaType::Locality, Origin::Entered)
}

/// The two authorities that are published as one figure, with their residents together.
pub(super) fn combined(residents: i64) -> CreateArea {
    CreateArea {
        population: Some(residents),
        ..area("City and Hackney", AreaType::Combined, Origin::Imported)
    }
}
