//! Reports to Hackney's meetings: one that was heard, one that waits for its agenda, and one that is still without its
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
    on: Date,
    item: &'static str,
    author: &'static str,
    sections: &'static [(ReportSection, &'static str)],
    published: bool,
}

use ReportSection::{Appendices, Conclusion, Corporate, Equalities, Main, Summary};

const REPORTS: &[ReportRow] = &[
    ReportRow {
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
    let board = stage.body("hackney").await?;
    for row in REPORTS {
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
