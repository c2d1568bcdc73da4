//! Ethnic category: the sixteen codes of 2001 with those for not stated and not known.
//!
//! The census of 2021 has nineteen groups, the codes of services sixteen, so that groups are brought together code by code:
//! Arab has no code and is counted with any other ethnic group; Gypsy or Irish Traveller and Roma have none and are
//! counted with any other White background; Chinese has a code of its own, which the list of 2001 puts under other groups
//! and the census under Asian. Broad groups are made from codes, once, on the census's side.

use crate::analysis::Characteristic;
use crate::stocktake::code_list::{Code, CodeList, Order, blank_words};

const SOURCE: &str = "NHS Data Model and Dictionary, ETHNIC CATEGORY (2001), 16+1.";

const NOT_SEPARATED: &[&str] = &[
    "not stated not known invalid",
    "not stated unknown",
    "unknown or not stated",
];

/// Sums of several codes that published tables print beside the codes.
const SUMS: &[&str] = &[
    "white",
    "mixed",
    "asian or asian british",
    "black or black british",
    "other ethnic groups",
    "asian asian british or asian welsh",
    "black black british black welsh caribbean or african",
    "mixed or multiple ethnic groups",
    "all",
];

/// Each code a group of its own.
pub(super) const ETHNIC_CATEGORY: CodeList = CodeList {
    name: "ethnic-category",
    title: "Ethnic category",
    characteristic: Characteristic::Race,
    source: SOURCE,
    order: Order::None,
    first_character_is_national: true,
    codes: &[
        Code::group("A", "White British", BRITISH)
            .of_census(&["White: English, Welsh, Scottish, Northern Irish or British"]),
        Code::group("B", "White Irish", IRISH).of_census(&["White: Irish"]),
        Code::group("C", "Any other White background", OTHER_WHITE).of_census(&[
            "White: Gypsy or Irish Traveller",
            "White: Roma",
            "White: Other White",
        ]),
        Code::group("D", "White and Black Caribbean", WHITE_CARIBBEAN)
            .of_census(&["Mixed: White and Black Caribbean"]),
        Code::group("E", "White and Black African", WHITE_AFRICAN)
            .of_census(&["Mixed: White and Black African"]),
        Code::group("F", "White and Asian", &[]).of_census(&["Mixed: White and Asian"]),
        Code::group("G", "Any other Mixed background", OTHER_MIXED)
            .of_census(&["Mixed: Other Mixed or Multiple ethnic groups"]),
        Code::group("H", "Indian", INDIAN).of_census(&["Asian: Indian"]),
        Code::group("J", "Pakistani", PAKISTANI).of_census(&["Asian: Pakistani"]),
        Code::group("K", "Bangladeshi", BANGLADESHI).of_census(&["Asian: Bangladeshi"]),
        Code::group("L", "Any other Asian background", OTHER_ASIAN)
            .of_census(&["Asian: Other Asian"]),
        Code::group("M", "Caribbean", CARIBBEAN).of_census(&["Black: Caribbean"]),
        Code::group("N", "African", AFRICAN).of_census(&["Black: African"]),
        Code::group("P", "Any other Black background", OTHER_BLACK)
            .of_census(&["Black: Other Black"]),
        Code::group("R", "Chinese", CHINESE).of_census(&["Asian: Chinese"]),
        Code::group("S", "Any other ethnic group", OTHER)
            .of_census(&["Other: Arab", "Other: Any other ethnic group"]),
        Code::declined("Z", DECLINED),
        Code::not_known("99", blank_words()),
        Code::not_known("X", &[]),
        Code::unseparated(NOT_SEPARATED),
        Code::sum(SUMS),
    ],
};

/// The same codes brought together into the five broad groups of the census: Chinese is Asian there.
pub(super) const ETHNIC_GROUP: CodeList = CodeList {
    name: "ethnic-group",
    title: "Ethnic group",
    characteristic: Characteristic::Race,
    source: "The same codes, brought together as Census 2021 does.",
    order: Order::None,
    first_character_is_national: true,
    codes: &[
        Code::group("A", WHITE, BRITISH),
        Code::group("B", WHITE, IRISH),
        Code::group("C", WHITE, OTHER_WHITE),
        Code::group("D", MIXED, WHITE_CARIBBEAN),
        Code::group("E", MIXED, WHITE_AFRICAN),
        Code::group("F", MIXED, &["white and asian"]),
        Code::group("G", MIXED, OTHER_MIXED),
        Code::group("H", ASIAN, INDIAN),
        Code::group("J", ASIAN, PAKISTANI),
        Code::group("K", ASIAN, BANGLADESHI),
        Code::group("L", ASIAN, OTHER_ASIAN),
        Code::group("R", ASIAN, CHINESE),
        Code::group("M", BLACK, CARIBBEAN),
        Code::group("N", BLACK, AFRICAN),
        Code::group("P", BLACK, OTHER_BLACK),
        Code::group("S", OTHER_GROUP, OTHER),
        Code::group("", WHITE, &["white"]),
        Code::group("", MIXED, &["mixed or multiple ethnic groups"]),
        Code::group("", ASIAN, &["asian asian british or asian welsh"]),
        Code::group(
            "",
            BLACK,
            &["black black british black welsh caribbean or african"],
        ),
        Code::declined("Z", DECLINED),
        Code::not_known("99", blank_words()),
        Code::not_known("X", &[]),
        Code::unseparated(NOT_SEPARATED),
        Code::sum(&["all"]),
    ],
};

const WHITE: &str = "White";
const MIXED: &str = "Mixed or multiple ethnic groups";
const ASIAN: &str = "Asian or Asian British";
const BLACK: &str = "Black or Black British";
const OTHER_GROUP: &str = "Other ethnic group";

const BRITISH: &[&str] = &[
    "british",
    "white british",
    "english welsh scottish northern irish or british",
    "british or mixed british",
];
const IRISH: &[&str] = &["irish", "white irish"];
const OTHER_WHITE: &[&str] = &[
    "any other white background",
    "other white",
    "gypsy or irish traveller",
    "roma",
];
const WHITE_CARIBBEAN: &[&str] = &["white and black caribbean"];
const WHITE_AFRICAN: &[&str] = &["white and black african"];
const OTHER_MIXED: &[&str] = &[
    "any other mixed background",
    "other mixed",
    "other mixed or multiple ethnic groups",
];
const INDIAN: &[&str] = &["indian", "indian or british indian"];
const PAKISTANI: &[&str] = &["pakistani", "pakistani or british pakistani"];
const BANGLADESHI: &[&str] = &["bangladeshi", "bangladeshi or british bangladeshi"];
const OTHER_ASIAN: &[&str] = &["any other asian background", "other asian"];
const CARIBBEAN: &[&str] = &["caribbean", "black caribbean"];
const AFRICAN: &[&str] = &["african", "black african"];
const OTHER_BLACK: &[&str] = &["any other black background", "other black"];
const CHINESE: &[&str] = &["chinese"];
const OTHER: &[&str] = &["any other ethnic group", "arab", "other"];
const DECLINED: &[&str] = &["not stated", "declined", "prefer not to say"];
