//! Six reports to meetings: four that were heard, one that waits for its agenda, and one that is still without its
//! implications for equality.

use anyhow::Context;
use board::events::items_of;
use board::meetings::meeting;
use board::meetings::reports::{
    ReportSection, WriteReport, publish_report, report_of, write_report,
};
use board::vocabulary::Origin;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::stage::Stage;

struct ReportRow {
    board: &'static str,
    on: Date,
    item: &'static str,
    author: &'static str,
    sections: &'static [(ReportSection, &'static str)],
    published: bool,
}

use ReportSection::{Appendices, Conclusion, Corporate, Equalities, Main, Summary};

const REPORTS: &[ReportRow] = &[
    ReportRow {
        board: "hackney",
        on: date(2021, 11, 17),
        item: "Draft priorities",
        author: "Director of public health, public.health@council.example",
        published: true,
        sections: &[
            (
                Summary,
                "Five priorities were drafted in the spring with both boards and taken to residents over the summer. The board is asked to \
                 let everybody comment on them.",
            ),
            (
                Main,
                "Each priority answers a need that stands in the evidence pack, and each stands on one of the four pillars. Residents \
                 added the fourth, homes, which had not been on the list.\n\nTwo needs are answered by no priority: sexually transmitted \
                 infections, which have a strategy of their own, and bowel screening, for which nobody has proposed anything yet.",
            ),
            (
                Corporate,
                "Asking everybody costs what was set aside for it. Nothing else is spent before the strategy is adopted.",
            ),
            (
                Equalities,
                "Residents were met in their own halls and in four languages. Few men under 30 came; they are asked again, where they \
                 work, before the strategy is written.",
            ),
            (
                Conclusion,
                "What is said comes back to the board in March with the strategy, and with what was changed because of it.",
            ),
            (Appendices, "The evidence pack."),
        ],
    },
    ReportRow {
        board: "city-of-london",
        on: date(2022, 2, 4),
        item: "Air in the Square Mile",
        author: "Environment officer, environment@council.example",
        published: true,
        sections: &[
            (
                Summary,
                "The air is cleaner than ten years ago and not yet clean. The board is asked to begin where children are.",
            ),
            (
                Main,
                "Measurements of 2021 are lower than those of any year before, which owes something to empty streets. Where they are \
                 taken says little about school gates: none stands at one.",
            ),
            (
                Corporate,
                "Ten instruments are bought from the money for clean air. Reading them is part of what officers do already.",
            ),
            (
                Equalities,
                "Children, people with asthma and those who work outside breathe more of it. Nobody knows how many of those who work \
                 outside fall ill, because they are seen by doctors where they live.",
            ),
            (
                Conclusion,
                "The first readings at schools come to the board a year from now.",
            ),
        ],
    },
    ReportRow {
        board: "hackney",
        on: date(2022, 3, 14),
        item: "Money for winter",
        author: "Board officer, board.office@council.example",
        published: true,
        sections: &[
            (
                Summary,
                "In January too few members were there to decide on the reserve. It is still there, and so is the cold.",
            ),
            (
                Main,
                "Warm rooms in libraries are open to everybody, need no proof and are near to most homes. They were full in the two weeks \
                 in which they were tried.",
            ),
            (
                Corporate,
                "The reserve pays for one winter. A second one would have to be asked for.",
            ),
            (
                Equalities,
                "People who cannot leave home gain nothing from a warm room; visits to them are paid from elsewhere. One library in three \
                 has no step-free way in, and is not used.",
            ),
            (
                Conclusion,
                "How many came is reported after the winter, and what it cost for each of them.",
            ),
        ],
    },
    ReportRow {
        board: "hackney",
        on: date(2022, 6, 16),
        item: "How the first quarter went",
        author: "Head of performance and population, board.office@council.example",
        published: true,
        sections: &[
            (
                Summary,
                "Partners were asked in May how their part of the strategy is going. Seven of eight answered.",
            ),
            (
                Main,
                "Most answered that nothing had changed since March, which is what a first quarter is like.\n\nThe one partner that did not \
                 answer was reminded twice. Its two outcomes stand in the returns as not answered, and no figure was put in their place.",
            ),
            (
                Corporate,
                "None for money or staff. The returns replace a spreadsheet that each partner filled in by hand.",
            ),
            (
                Equalities,
                "The returns ask each partner whom its figures do not show. Four named people who sleep rough; nobody holds \
                 figures for them yet, and the strategy’s promise to count them stands.",
            ),
            (
                Conclusion,
                "The next returns are asked for in August and come to the board in September.",
            ),
        ],
    },
    ReportRow {
        board: "hackney",
        on: date(2022, 9, 22),
        item: "Homes that are hard to heat",
        author: "Head of housing, housing@council.example",
        published: true,
        sections: &[
            (
                Summary,
                "One home in seven is hard to heat, and the winter begins before the strategy’s own date for finding them. The board is \
                 asked to bring that date forward.",
            ),
            (
                Main,
                "Homes are found in three ways: by the repairs line, by nurses who visit at home, and by text. Texts find most and \
                 reach people who rent from private landlords least.\n\nFinding a home is not mending it. Of the homes that were found last \
                 winter, two thirds were warmer by March.",
            ),
            (
                Corporate,
                "The visits are paid for until March. Finding homes earlier costs nothing more; mending more of them this winter does, \
                 and that decision is not asked for here.",
            ),
            (
                Equalities,
                "People over 75 and families with a baby gain most. People who rent from private landlords are found least often, \
                 so visits begin in the streets where most of them live. Nobody has asked families who do not read English how they wish to be \
                 approached; that is to be done before the first visit.",
            ),
            (Appendices, "Figures: homes that are hard to heat, by ward."),
        ],
    },
    ReportRow {
        board: "hackney",
        on: date(2022, 9, 22),
        item: "Measles",
        author: "Consultant in public health, public.health@council.example",
        published: false,
        sections: &[
            (
                Summary,
                "Fewer children are vaccinated than are needed to keep measles out.",
            ),
            (
                Main,
                "Families told us that they wish to be asked by somebody they know.",
            ),
        ],
    },
];

pub(super) async fn load(stage: &Stage) -> anyhow::Result<()> {
    for row in REPORTS {
        let board = stage.body(row.board).await?;
        let slug = row.on.to_string().parse()?;
        let meeting = meeting(&stage.house, board, &slug)
            .await?
            .with_context(|| format!("the demonstration has a meeting on {}", row.on))?;
        let item = items_of(&stage.house, meeting.record.id)
            .await?
            .into_iter()
            .find(|item| item.record.title == row.item)
            .with_context(|| format!("the meeting of {} hears “{}”", row.on, row.item))?;
        if report_of(&stage.house, &item).await?.is_some() {
            continue;
        }
        let who = stage.on(row.on.checked_sub(14.days())?.min(stage.who.today));
        let report = write_report(
            &stage.house,
            &who,
            WriteReport {
                item_id: item.record.id,
                seen_version: 0,
                author: row.author.to_owned(),
                sections: row
                    .sections
                    .iter()
                    .map(|&(section, words)| (section, words.to_owned()))
                    .collect(),
                origin: Origin::Illustrative,
            },
        )
        .await?;
        if row.published {
            publish_report(&stage.house, &who, item.record.id, report.version.number).await?;
        }
    }
    Ok(())
}
