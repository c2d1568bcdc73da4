//! The invented indicators: what each counts, where England stands, and how Hackney and Tower Hamlets differ from it.

/// How a value is made of a count and a denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Of each 100.
    Share,
    /// Per 100,000 in a year.
    Rate,
}

/// Which way is good, in the words of publishers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Good {
    Low,
    High,
    /// Nobody says.
    Neither,
}

/// One invented indicator. Levels are of the last year; `*_by_year` is what each year before it adds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Invented {
    pub(super) number: u32,
    pub(super) name: &'static str,
    pub(super) definition: &'static str,
    pub(super) age: &'static str,
    pub(super) sort: Sort,
    pub(super) good: Good,
    pub(super) england: f64,
    pub(super) england_a_year: f64,
    pub(super) hackney: f64,
    pub(super) hackney_a_year: f64,
    pub(super) tower_hamlets: f64,
    pub(super) tower_hamlets_a_year: f64,
    /// Share of residents who are in the denominator.
    pub(super) counted: f64,
    /// Cut into tenths by deprivation, by ethnic group and sex, by ward.
    pub(super) by: &'static [By],
}

/// How an indicator is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Tenths,
    Ethnicity,
    Wards,
}

use By::{Ethnicity, Tenths, Wards};
use Good::{High, Low, Neither};
use Sort::{Rate, Share};

/// England now and its yearly change, then the same for Hackney and for Tower Hamlets.
type Levels = [(f64, f64); 3];

#[expect(
    clippy::too_many_arguments,
    reason = "a row of the table has that many columns"
)]
const fn share(
    number: u32,
    name: &'static str,
    definition: &'static str,
    age: &'static str,
    good: Good,
    levels: Levels,
    counted: f64,
    by: &'static [By],
) -> Invented {
    let [england, hackney, tower_hamlets] = levels;
    Invented {
        number,
        name,
        definition,
        age,
        sort: Share,
        good,
        england: england.0,
        england_a_year: england.1,
        hackney: hackney.0,
        hackney_a_year: hackney.1,
        tower_hamlets: tower_hamlets.0,
        tower_hamlets_a_year: tower_hamlets.1,
        counted,
        by,
    }
}

const fn rate(
    number: u32,
    name: &'static str,
    definition: &'static str,
    age: &'static str,
    good: Good,
    levels: Levels,
    counted: f64,
) -> Invented {
    Invented {
        sort: Rate,
        ..share(number, name, definition, age, good, levels, counted, &[])
    }
}

pub(super) const INVENTED: &[Invented] = &[
    share(
        7001,
        "Adults who smoke",
        "Adults who say that they smoke, of each 100 who were asked.",
        "18+ yrs",
        Low,
        [(13.0, -0.5), (15.4, -0.9), (14.2, -0.5)],
        0.02,
        &[Tenths, Ethnicity, Wards],
    ),
    share(
        7002,
        "Children overweight when they start school",
        "Children of 4 and 5 who are overweight or obese, of each 100 who were measured.",
        "4-5 yrs",
        Low,
        [(22.8, 0.05), (24.6, 0.1), (21.4, -0.1)],
        0.011,
        &[Tenths, Ethnicity],
    ),
    share(
        7003,
        "Children overweight when they leave primary school",
        "Children of 10 and 11 who are overweight or obese, of each 100 who were measured.",
        "10-11 yrs",
        Low,
        [(37.0, 0.5), (42.0, 0.6), (43.1, 0.5)],
        0.009,
        &[],
    ),
    share(
        7004,
        "Adults who are active enough",
        "Adults who move for 150 minutes a week, of each 100 who were asked.",
        "19+ yrs",
        High,
        [(66.0, -0.1), (70.2, 0.3), (61.5, 0.1)],
        0.01,
        &[],
    ),
    share(
        7005,
        "Children vaccinated against measles by two",
        "Children with one dose of the measles vaccine at two years, of each 100.",
        "2 yrs",
        High,
        [(89.2, -0.4), (70.5, -1.4), (84.0, -0.8)],
        0.014,
        &[Ethnicity],
    ),
    share(
        7006,
        "Children in families with little money",
        "Children under 16 in families with less than six tenths of the middle income, of each 100.",
        "<16 yrs",
        Low,
        [(19.0, 0.3), (27.5, -0.2), (30.4, 0.2)],
        0.19,
        &[Tenths, Wards],
    ),
    share(
        7007,
        "Homes that are hard to heat",
        "Households that cannot keep warm at a price that they can pay, of each 100.",
        "Not applicable",
        Low,
        [(13.2, 0.2), (14.9, 0.3), (13.4, 0.1)],
        0.38,
        &[],
    ),
    share(
        7008,
        "Adults who feel lonely often",
        "Adults who feel lonely often or always, of each 100 who were asked.",
        "16+ yrs",
        Low,
        [(6.2, 0.05), (8.8, 0.0), (7.9, 0.1)],
        0.012,
        &[],
    ),
    share(
        7009,
        "Carers with as much company as they want",
        "Adult carers who see people as much as they would like, of each 100 who were asked.",
        "18+ yrs",
        High,
        [(32.5, -0.4), (24.0, -0.6), (28.0, -0.2)],
        0.004,
        &[],
    ),
    share(
        7010,
        "Health checks taken up",
        "People of 40 to 74 who came to a health check to which they were invited, of each 100.",
        "40-74 yrs",
        High,
        [(45.0, 0.2), (52.4, 1.1), (48.0, 0.4)],
        0.05,
        &[],
    ),
    share(
        7011,
        "Bowel cancer screening",
        "People of 60 to 74 who were screened in time, of each 100.",
        "60-74 yrs",
        High,
        [(65.2, 0.9), (52.6, 1.2), (49.0, 1.0)],
        0.06,
        &[Tenths],
    ),
    share(
        7012,
        "People known to have diabetes",
        "People of 17 and over whom their doctor knows to have diabetes, of each 100.",
        "17+ yrs",
        Neither,
        [(7.1, 0.1), (6.0, 0.1), (8.1, 0.15)],
        0.75,
        &[],
    ),
    share(
        7013,
        "People known to have high blood pressure",
        "People whom their doctor knows to have high blood pressure, of each 100.",
        "All ages",
        Neither,
        [(14.0, 0.05), (10.2, 0.05), (8.9, 0.0)],
        1.0,
        &[],
    ),
    share(
        7014,
        "Mothers who smoke when their child is born",
        "Women who smoke at the time of birth, of each 100 births.",
        "All ages",
        Low,
        [(9.1, -0.3), (3.2, -0.2), (3.0, -0.2)],
        0.015,
        &[],
    ),
    share(
        7015,
        "Small babies born at term",
        "Babies born at 37 weeks or later who weigh less than 2,500 grams, of each 100.",
        ">=37 weeks",
        Low,
        [(2.8, 0.0), (3.4, -0.05), (3.9, 0.0)],
        0.015,
        &[],
    ),
    share(
        7016,
        "Children ready for school at five",
        "Children who reach a good level of development at five, of each 100.",
        "5 yrs",
        High,
        [(67.0, 0.4), (68.9, 0.5), (66.2, 0.6)],
        0.012,
        &[Tenths],
    ),
    share(
        7017,
        "Pupils who get free school meals",
        "Pupils who get free school meals, of each 100.",
        "School age",
        Neither,
        [(22.5, 0.8), (38.0, 0.6), (42.0, 0.4)],
        0.13,
        &[],
    ),
    share(
        7018,
        "People who walk or cycle to get about",
        "Adults who walk or cycle at least three times a week to get somewhere, of each 100 who were asked.",
        "16+ yrs",
        High,
        [(18.0, -0.1), (38.0, 0.7), (30.5, 0.2)],
        0.01,
        &[],
    ),
    share(
        7019,
        "Adults who drink more than is safe",
        "Adults who drink more than 14 units a week, of each 100 who were asked.",
        "18+ yrs",
        Low,
        [(22.8, 0.0), (22.4, 0.1), (15.0, 0.0)],
        0.01,
        &[],
    ),
    rate(
        7020,
        "Early deaths that could be prevented",
        "Deaths under 75 from causes that good prevention avoids, per 100,000 residents.",
        "<75 yrs",
        Low,
        [(183.0, -1.0), (206.0, -4.0), (198.0, -2.0)],
        0.93,
    ),
    rate(
        7021,
        "Emergency admissions after a fall",
        "Emergency admissions of people of 65 and over after a fall, per 100,000.",
        "65+ yrs",
        Low,
        [(2100.0, 5.0), (2380.0, -55.0), (2290.0, 10.0)],
        0.07,
    ),
    rate(
        7022,
        "Young people in hospital after self-harm",
        "Admissions of people of 10 to 24 after self-harm, per 100,000.",
        "10-24 yrs",
        Low,
        [(420.0, 8.0), (205.0, -12.0), (230.0, 2.0)],
        0.17,
    ),
    rate(
        7023,
        "New sexually transmitted infections",
        "New diagnoses, per 100,000 residents.",
        "All ages",
        Neither,
        [(551.0, -15.0), (1650.0, 45.0), (1320.0, -10.0)],
        1.0,
    ),
    rate(
        7024,
        "Suicide",
        "Deaths by suicide, per 100,000 residents of 10 and over.",
        "10+ yrs",
        Low,
        [(10.4, 0.1), (9.1, 0.0), (7.4, -0.1)],
        0.88,
    ),
];
