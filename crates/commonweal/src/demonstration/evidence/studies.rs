//! What invented partners found, and what they showed to work.

/// What a study found or showed to work.
pub(super) struct Study {
    pub(super) board: &'static str,
    pub(super) slug: &'static str,
    pub(super) statement: &'static str,
    /// Who says so, and where.
    pub(super) document: &'static str,
    pub(super) place: &'static str,
    /// How far it can be relied on.
    pub(super) strength: &'static str,
    /// Of something that was shown to work: for whom, and what it did.
    pub(super) worked: Option<(&'static str, &'static str)>,
    /// The records that rest on it.
    pub(super) cited_by: &'static [&'static str],
}

pub(super) const STUDIES: &[Study] = &[
    Study {
        board: "hackney",
        slug: "asked-by-somebody-they-know",
        statement: "Families came for a vaccination twice as often when somebody whom they knew had asked them.",
        document: "Saturdays at the family centre, Wick Family Centre, 2022",
        place: "Table 2",
        strength: "one centre, 140 families, not chosen by lot",
        worked: None,
        cited_by: &[
            "hackney/need/measles-among-small-children",
            "hackney/priority/a-good-start",
        ],
    },
    Study {
        board: "hackney",
        slug: "help-to-stop-on-the-estate",
        statement: "Help to stop smoking that comes to the estate reaches people who never went to a clinic.",
        document: "Ten evenings on two estates, Eastside Housing, 2021",
        place: "Page 4",
        strength: "two estates, compared with the year before",
        worked: Some((
            "adults who smoke on two estates",
            "31 people set a date to stop, where 4 had gone to the clinic the year before",
        )),
        cited_by: &[
            "hackney/need/smoking-where-money-is-tight",
            "hackney/priority/a-smoke-free-borough",
        ],
    },
    Study {
        board: "hackney",
        slug: "homes-found-by-text",
        statement: "Two homes in three that were found last winter were warmer by March.",
        document: "What became of cold homes, Eastside Housing, 2022",
        place: "Page 2",
        strength: "every home that was found, as its tenants said",
        worked: None,
        cited_by: &[
            "hackney/need/homes-that-are-hard-to-heat",
            "hackney/priority/warm-safe-homes",
        ],
    },
    Study {
        board: "hackney",
        slug: "balance-classes",
        statement: "Older people who stayed with a balance class for a year fell less often than before.",
        document: "Steady in the park, Canal Trust Hospital, 2021",
        place: "Section 3",
        strength: "82 people who stayed; of those who left nothing is known",
        worked: Some((
            "people over 70 who had fallen once",
            "falls in the year went from 1.4 a person to 0.8",
        )),
        cited_by: &[
            "hackney/need/falls-among-older-people",
            "hackney/priority/older-and-steady",
        ],
    },
    Study {
        board: "hackney",
        slug: "an-afternoon-off",
        statement: "Carers with one free afternoon a month slept better and saw friends again.",
        document: "A break each month, Thirtyfive Voices, 2022",
        place: "Page 6",
        strength: "19 carers, in their own words",
        worked: None,
        cited_by: &[
            "hackney/need/carers-alone",
            "hackney/priority/somebody-to-turn-to",
        ],
    },
    Study {
        board: "hackney",
        slug: "company-the-first-time",
        statement: "Four in five lonely people who were taken along once came back on their own.",
        document: "The first time, Thirtyfive Voices, 2021",
        place: "Page 3",
        strength: "61 people in three clubs",
        worked: Some((
            "adults who said that they were often lonely",
            "49 of 61 came back without being taken",
        )),
        cited_by: &[
            "hackney/need/lonely-adults",
            "hackney/priority/somebody-to-turn-to",
        ],
    },
    Study {
        board: "hackney",
        slug: "asked-again-by-the-surgery",
        statement: "One person in six who had missed bowel screening took part once their own surgery rang them.",
        document: "A call from somebody you know, Marsh Lane Surgeries, 2021",
        place: "Table 1",
        strength: "two surgeries, compared with two that did not ring",
        worked: None,
        cited_by: &["hackney/need/bowel-screening"],
    },
    Study {
        board: "city-of-london",
        slug: "one-person-to-talk-to",
        statement: "Firms that named one person to talk to about stress heard of it months earlier.",
        document: "Five promises tried, Lower Lea Library Service, 2022",
        place: "Page 5",
        strength: "three firms that offered themselves",
        worked: Some((
            "people at work in three firms",
            "the first word about stress came four months earlier",
        )),
        cited_by: &[
            "city-of-london/need/stress-at-work",
            "city-of-london/priority/good-work",
        ],
    },
];
