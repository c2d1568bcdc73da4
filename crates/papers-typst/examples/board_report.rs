//! Prints a report of the kind that a health and wellbeing board gets every quarter, invented throughout:
//!
//! ```sh
//! cargo run --example board_report -- report.pdf
//! ```

use std::error::Error;
use std::fmt::Write as _;

use jiff::civil::date;
use papers::{
    Address, Anchor, AnchorProblem, Author, Block, Cell, Column, Decided, Decision, Fact, Figure,
    Language, List, ListKind, Meeting, Note, Numbering, Origin, Outcome, PaperDraft, Paragraph,
    Receipt, Recommendation, Row, Section, Source, Table, Tone, Verb, Words,
};
use papers_typst::Printer;

type Made<T> = Result<T, Box<dyn Error>>;

fn main() -> Made<()> {
    let target = std::env::args()
        .nth(1)
        .ok_or("say where to write the PDF: board_report FILE")?;
    let paper = report()?.check()?;
    let pdf = Printer::new().print(&paper)?;
    std::fs::write(&target, &pdf.bytes)?;
    eprintln!(
        "{} pages, {} bytes, in {target}",
        pdf.pages,
        pdf.bytes.len()
    );
    Ok(())
}

fn report() -> Made<PaperDraft> {
    Ok(PaperDraft {
        title: "Progress on each outcome: what partners told us this summer".into(),
        organisation: "Lower Lea Health and Wellbeing Board".into(),
        meeting: Some(Meeting {
            name: "Lower Lea Health and Wellbeing Board".into(),
            on: date(2022, 9, 22),
        }),
        author: Some(Author {
            role: "Public health strategist, for the director of public health".into(),
            contact: Some(Words::default().link(
                "board@lowerlea.example",
                Address::new("mailto:board@lowerlea.example")?,
            )),
        }),
        dated: date(2022, 9, 8),
        language: Language::english(),
        status_line: vec!["Item 5".into(), "Open to the public".into()],
        facts: vec![
            Fact::new("Wards affected", "All"),
            Fact::new("Money", "None sought"),
            Fact::new(
                "Equity check",
                "Done on 2 September 2022; changed two actions",
            ),
        ],
        sections: vec![
            summary()?,
            asked()?,
            background()?,
            partners()?,
            silent()?,
            smoking()?,
            homes()?,
            requests()?,
            open_action()?,
            implications()?,
            conclusion()?,
        ],
        sources: vec![
            source(
                "Local survey of adults",
                "Lower Lea Council, 2022; 1,204 answers",
                Some("/data/adult-survey"),
            )?,
            source(
                "Housing register",
                "Lower Lea Council, as it stood on 30 June 2022",
                None,
            )?,
        ],
        background_papers: Some(Vec::new()),
        appendices: Some(vec![
            source(
                "Appendix 1. Every action and where it stands",
                "List, 42 actions, 8 September 2022",
                Some("/actions"),
            )?,
            source(
                "Appendix 2. What each partner wrote",
                "38 returns, printed in full",
                Some("/returns"),
            )?,
        ]),
        receipts: vec![Receipt {
            number: "LL-2209-05-A81C".into(),
            facts: vec![
                Fact::new(
                    "Text",
                    "Version 4, sha256 41d70c5a9e2b6f8831d4aa07c95e6b12f0d38a7746c1e95b20fd83a4671c09be",
                ),
                Fact::new(
                    "Numbers",
                    "17 of 17 tied to an indicator and current on 8 September 2022",
                ),
                Fact::new(
                    "Hiding rule",
                    "Counts of 1 to 7 hidden, others rounded to the nearest 5",
                ),
                Fact::new("Software", "Commonweal 0.1.0, seed 20220908"),
            ],
            how_to_check: Some(
                Words::from("Anyone can recompute these figures: see ")
                    .link("how this site counts", Address::new("/method")?)
                    .plain("."),
            ),
        }],
        site: Some(Address::new("https://board.lowerlea.example")?),
    })
}

// ---- Sections

fn summary() -> Made<Section> {
    let lead = Words::from("Two of our five outcomes are on course, one is off course and two are waiting for a word. ")
        .strong("Two partners did not answer")
        .plain(", and neither has said why. This paper asks the board to note that, to put words and a date to one open \
                action, and to look again at where help with quitting smoking is offered.");
    section(
        "summary",
        "Summary",
        vec![Block::Paragraph(Paragraph {
            numbering: Numbering::None,
            ..illustrative("p-summary", lead)?
        })],
    )
}

fn asked() -> Made<Section> {
    let recommendation = |name: &str, verbs: &[Verb], words: Words| -> Made<Recommendation> {
        Ok(Recommendation {
            anchor: anchor(name)?,
            verbs: verbs.to_vec(),
            words,
            decision: Decision::ToBeDecided {
                on: Some(date(2022, 9, 22)),
            },
            origin: Origin::Recorded,
        })
    };
    let mut earlier = recommendation(
        "r4",
        &[Verb::Endorse],
        "the timetable for returns, put off in June.".into(),
    )?;
    earlier.decision = Decision::Decided(Decided {
        outcome: Outcome::AgreedAsAmended,
        on: date(2022, 7, 7),
        minute: Some("6.3".into()),
        words_as_decided: Some("with a first reminder after one week and not two".into()),
    });
    section(
        "asked",
        "What the board is asked to do",
        vec![
            Block::Recommendations(vec![
                recommendation(
                    "r1",
                    &[Verb::Note],
                    Words::from("progress on the five outcomes in ")
                        .reference(anchor("t-outcomes")?)
                        .plain(", and that ")
                        .strong("two partners did not answer")
                        .plain("."),
                )?,
                recommendation(
                    "r2",
                    &[Verb::Consider, Verb::Approve],
                    Words::from(
                        "words and a date for the action left open in June, as set out in ",
                    )
                    .reference(anchor("p-open")?)
                    .plain("."),
                )?,
                recommendation(
                    "r3",
                    &[Verb::Consider],
                    Words::from(
                        "moving help with quitting towards the estates where smoking is highest: ",
                    )
                    .reference(anchor("f-smoking")?)
                    .plain("."),
                )?,
            ]),
            text(
                "p-earlier",
                "One earlier recommendation is printed again, because its words were changed when it was agreed:",
            )?,
            Block::Recommendations(vec![earlier]),
        ],
    )
}

fn background() -> Made<Section> {
    section("background", "Background", vec![
        text("p-told", "In March the board agreed five outcomes for three years and asked each lead partner to say, four \
                        times a year, how things are going in their own words. This is the first paper made from those answers.")?,
        Block::Paragraph(illustrative(
            "p-chair",
            Words::from("The chair asked for one way to see progress across the strategy and the work of the ")
                .link("steering group on inequality", Address::new("/bodies/steering-group")?)
                .plain(". For each outcome there is:"),
        )?),
        Block::List(List {
            kind: ListKind::Points,
            items: vec![
                "one indicator with a baseline, a target and a day to reach it;".into(),
                "a verdict worked out from the figures, which nobody types;".into(),
                "the partner’s own word beside it, quoted whole, or the fact that there is none.".into(),
            ],
            origin: Origin::Recorded,
        }),
        text("p-verdict", "“On course” means that the latest figure is on the line from baseline to target or better, within its \
                           95% limits. “Too early to say” means that fewer than two figures have come since the baseline.")?,
    ])
}

fn partners() -> Made<Section> {
    let silent = || Cell::status(Tone::Silent, "Did not answer");
    let outcomes = Table {
        anchor: anchor("t-outcomes")?,
        caption: "Progress on each outcome, summer quarter 2022".into(),
        columns: vec![
            Column::words("Outcome"),
            Column::words("Lead partner"),
            Column::figures("Latest"),
            Column::words("Verdict"),
            Column::words("Partner’s word"),
        ],
        rows: vec![
            row(
                "Fewer overcrowded homes",
                vec![
                    Cell::words("Eastside Housing"),
                    Cell::value("16.3%"),
                    Cell::status(Tone::Worse, "Off course"),
                    silent(),
                ],
            ),
            row(
                "Seen sooner for mental health",
                vec![
                    Cell::words("Mental health trust"),
                    Cell::value("66%"),
                    Cell::status(Tone::Better, "On course"),
                    Cell::words("“Two clinics opened in libraries.”"),
                ],
            ),
            row(
                "Children at a healthy weight",
                vec![
                    Cell::words("Schools partnership"),
                    Cell::value("58%"),
                    Cell::status(Tone::Similar, "No clear change"),
                    Cell::words("“Kitchens short of staff.” Asks for help with rent."),
                ],
            ),
            row(
                "Fewer adults smoke",
                vec![
                    Cell::words("Canal Trust Hospital"),
                    Cell::value("15.4%"),
                    Cell::status(Tone::Waiting, "Behind"),
                    silent(),
                ],
            ),
            row(
                "More people online",
                vec![
                    Cell::words("Lower Lea Library Service"),
                    Cell::Missing,
                    Cell::status(Tone::Waiting, "Too early to say"),
                    Cell::NotAsked,
                ],
            ),
        ],
        origin: Origin::Illustrative,
    };
    section("partners", "What partners told us", vec![
        Block::Paragraph(illustrative(
            "p-asked",
            Words::from("We sent 44 requests on 1 July and have 38 answers, 31 of them on time. Six partners asked for more time and \
                         got it. ")
                .strong("Two of the five lead partners did not answer.")
                .plain(" Both were asked twice more."),
        )?),
        Block::Table(outcomes),
        Block::Heading { anchor: anchor("h-words")?, words: "In their own words".into() },
        text("p-trust", "The mental health trust opened clinics in two libraries in May. People wait 19 days for a first \
                         appointment there, and 34 days elsewhere. It asks the board for nothing this quarter.")?,
        text("p-schools", "The schools partnership says that kitchens are short of staff and that three schools went back to cold \
                           meals. It asks for help with the rent of the shared kitchen, which falls due in January.")?,
        text("p-library", "The library service was not asked, because its outcome starts in October. Its first return is due on \
                           31 March 2023.")?,
        Block::Heading { anchor: anchor("h-actions")?, words: "The actions behind the outcomes".into() },
        Block::Paragraph(Paragraph::new(
            anchor("p-actions")?,
            Words::from("There are 42 actions. ").reference(anchor("t-actions")?).plain(
                " counts them by how their owners say they are going. An action without an owner or a date is counted as that, \
                 and as nothing else.",
            ),
        )),
        Block::Table(actions()?),
    ])
}

fn actions() -> Made<Table> {
    let counts = |name: &str, counts: [Cell; 5]| row(name, counts.into());
    let value = |figure: &str| Cell::value(figure);
    Ok(Table {
        anchor: anchor("t-actions")?,
        caption: "Actions by outcome and by their owners’ word".into(),
        columns: vec![
            Column::words("Outcome"),
            Column::figures("Finished"),
            Column::figures("On course"),
            Column::figures("Slipping"),
            Column::figures("No date"),
            Column::figures("People reached"),
        ],
        rows: vec![
            counts(
                "Fewer overcrowded homes",
                [
                    value("1"),
                    value("3"),
                    value("4"),
                    value("2"),
                    Cell::Missing,
                ],
            ),
            counts(
                "Seen sooner for mental health",
                [
                    value("4"),
                    value("5"),
                    value("0"),
                    value("0"),
                    value("1,240"),
                ],
            ),
            counts(
                "Children at a healthy weight",
                [value("2"), value("4"), value("3"), value("1"), value("865")],
            ),
            counts(
                "Fewer adults smoke",
                [value("1"), value("5"), value("2"), value("0"), Cell::Hidden],
            ),
            counts(
                "More people online",
                [
                    value("0"),
                    value("5"),
                    value("0"),
                    value("0"),
                    Cell::NotApplicable,
                ],
            ),
        ],
        origin: Origin::Illustrative,
    })
}

fn silent() -> Made<Section> {
    section("silent", "Who did not answer", vec![
        Block::Paragraph(illustrative(
            "p-eastside",
            Words::default()
                .strong("Eastside Housing")
                .plain(" was asked on 1 July and again on 29 July and 19 August. It last answered in spring, when it said that 60 \
                        larger homes would be let by August. We do not know whether they were."),
        )?),
        Block::Paragraph(illustrative(
            "p-canal",
            Words::default()
                .strong("Canal Trust Hospital")
                .plain(" was asked on the same days. Its lead for prevention left in June and no one has been named in her place."),
        )?),
        Block::Note(Note {
            words: "Silence is printed as silence. No figure and no word in this paper was filled in for a partner that did not send \
                    one."
                .into(),
            origin: Origin::Recorded,
        }),
    ])
}

fn smoking() -> Made<Section> {
    let tenths = [22.6, 20.1, 19.4, 17.0, 16.2, 14.1, 13.3, 12.0, 10.9, 9.8];
    let margins = [3.4, 3.2, 3.1, 3.0, 2.9, 2.8, 2.7, 2.7, 2.6, 2.6];
    let rows = tenths
        .iter()
        .zip(margins)
        .enumerate()
        .map(|(index, (value, margin))| {
            let name = match index {
                0 => "1, poorest".to_owned(),
                9 => "10, richest".to_owned(),
                other => (other + 1).to_string(),
            };
            let limits = format!("{:.1} to {:.1}", value - margin, value + margin);
            row(
                &name,
                vec![Cell::value(format!("{value:.1}%")), Cell::value(limits)],
            )
        });
    section("smoking", "Smoking falls, but not where it is highest", vec![
        Block::Paragraph(illustrative(
            "p-smoking",
            Words::from("One adult in six smokes: ")
                .link("15.4%, with 95% limits of 13.2 to 17.9", Address::new("/evidence/smoking")?)
                .plain(". Five years ago it was one in five. In the poorest tenth of neighbourhoods it is 22.6%, more than twice the \
                        9.8% of the richest tenth, and that gap has not closed."),
        )?),
        Block::Figure(Figure {
            anchor: anchor("f-smoking")?,
            title: "In the poorest tenth of neighbourhoods twice as many adults smoke as in the richest".into(),
            alternative: "Bars for ten tenths of neighbourhoods, from poorest to richest. The share of adults who smoke falls in \
                          nearly even steps from 22.6% to 9.8%; the average of 15.4% is drawn as a dashed line and lies between the \
                          fifth and the sixth tenth."
                .into(),
            drawing: bars(&tenths, &margins),
            narrow: None,
            table: Table {
                anchor: anchor("ft-smoking")?,
                caption: "Adults who smoke by tenth of deprivation, 2022".into(),
                columns: vec![Column::words("Tenth"), Column::figures("Smokes"), Column::figures("95% limits")],
                rows: rows.collect(),
                origin: Origin::Illustrative,
            },
            origin: Origin::Illustrative,
        }),
        text("p-clinics", "Four of the five clinics that help people quit stand in the richer half of the borough. The fifth, on the \
                           Marsh Lane estate, sees as many people as two of the others together.")?,
        text("p-move", "Moving one clinic would cost nothing this year, because the lease of the one in Canal Street ends in December.")?,
    ])
}

fn homes() -> Made<Section> {
    section("homes", "Overcrowding has risen five years running", vec![
        Block::Paragraph(illustrative(
            "p-homes",
            "Overcrowding has risen from 14.9% of homes in 2018 to 16.3% in 2022. The target for this year was 14.0%. We cannot say \
             what the housing partner plans, because it did not reply.".into(),
        )?),
        text("p-homes-who", "Families with three or more children wait longest. Of the 310 on the register for a home with four \
                             bedrooms, 12 were offered one in the last year.")?,
        Block::List(List {
            kind: ListKind::Steps,
            items: vec![
                "Ask Eastside Housing to come to the November meeting and answer in person.".into(),
                "Ask the council’s housing service for the lettings of larger homes since April.".into(),
                "Bring both back with the winter returns.".into(),
            ],
            origin: Origin::Illustrative,
        }),
    ])
}

fn requests() -> Made<Section> {
    let row = |who: &str, what: &str, by: Cell, answer: Cell| {
        row(who, vec![Cell::words(what), by, answer])
    };
    section("requests", "What partners ask of the board", vec![
        text("p-requests", "Seven partners ask for something. Three of their requests can be met by people who sit on the board, and \
                            two have been met since they were sent.")?,
        Block::Table(Table {
            anchor: anchor("t-requests")?,
            caption: "Requests in the summer returns, and what became of them".into(),
            columns: vec![Column::words("Partner"), Column::words("Asks for"), Column::words("By"), Column::words("Answer")],
            rows: vec![
                row("Schools partnership", "Help with the rent of the shared kitchen", Cell::words("January 2023"), Cell::status(Tone::Waiting, "To do")),
                row("Wick Family Centre", "A room for weekly advice sessions", Cell::words("October 2022"), Cell::status(Tone::Done, "Met")),
                row("Marsh Lane Surgeries", "Letters about clinics in five languages", Cell::words("September 2022"), Cell::status(Tone::Done, "Met")),
                row("Lower Lea Library Service", "Two evenings a week of a benefits adviser", Cell::words("No date given"), Cell::status(Tone::Waiting, "To do")),
                row("Thirtyfive Voices", "To be asked before a questionnaire is printed, not after", Cell::NotApplicable, Cell::status(Tone::Silent, "No answer yet")),
            ],
            origin: Origin::Illustrative,
        }),
        Block::Paragraph(illustrative(
            "p-voices",
            "Thirtyfive Voices has asked the same thing in each of the last three quarters. No one has answered it, and no one has \
             been named to answer it.".into(),
        )?),
    ])
}

fn open_action() -> Made<Section> {
    section(
        "open-action",
        "The open action",
        vec![
            text(
                "p-found",
                "The minutes of June give an action to the head of performance with no words and no date. It has been carried \
                         forward twice without either.",
            )?,
            text(
                "p-open",
                "We propose: “Set out options for how the board will use the questions of the toolkit, by 30 November 2022.” The \
                        head of performance has agreed these words.",
            )?,
        ],
    )
}

fn implications() -> Made<Section> {
    let heading = |name: &str, words: &str| -> Made<Block> {
        Ok(Block::Heading {
            anchor: anchor(name)?,
            words: words.into(),
        })
    };
    section(
        "implications",
        "Implications",
        vec![
            heading("h-equalities", "Equalities")?,
            text(
                "p-equalities",
                "No partner sent figures by disability or by sexual orientation, so this paper cannot say whether progress is \
                              fair to either. Figures by ethnic group are there for two outcomes of five.",
            )?,
            text(
                "p-check",
                "The equity check was done on 2 September by four people, two of them from outside the council. It changed two \
                         actions: letters about clinics now go out in five languages, and home visits count as clinics.",
            )?,
            heading("h-finance", "Finance")?,
            text(
                "p-finance",
                "There is no cost to the council in this paper. The rent of the shared kitchen, if the board wants to help with \
                           it, would be a decision for the partners who pool money for it. Chief finance officer, 5 September 2022.",
            )?,
            heading("h-legal", "Legal")?,
            text(
                "p-legal",
                "The board may ask any of its members for information that it needs for its work, and they must answer. It has not \
                         yet used that power. Head of legal services, 5 September 2022.",
            )?,
            heading("h-risks", "Risks")?,
            Block::Table(Table {
                anchor: anchor("t-risks")?,
                caption: "What could go wrong, and who would notice".into(),
                columns: vec![
                    Column::words("Risk"),
                    Column::words("What we do about it"),
                    Column::words("Who watches"),
                ],
                rows: vec![
                    row(
                        "Partners stop answering",
                        vec![
                            Cell::words(
                                "Two reminders, then a call from the chair; silence is printed in the paper that goes to the meeting.",
                            ),
                            Cell::words("Board officer"),
                        ],
                    ),
                    row(
                        "A figure is read as worse than it is",
                        vec![
                            Cell::words(
                                "Every figure is printed with its limits, and a verdict is never given where they overlap the target.",
                            ),
                            Cell::words("Public health analyst"),
                        ],
                    ),
                    row(
                        "A small number tells about a person",
                        vec![
                            Cell::words(
                                "Counts of 1 to 7 are hidden before anyone sees them, on every page and in every download.",
                            ),
                            Cell::words("Public health analyst"),
                        ],
                    ),
                ],
                origin: Origin::Recorded,
            }),
        ],
    )
}

fn conclusion() -> Made<Section> {
    section(
        "conclusion",
        "Conclusion",
        vec![text(
            "p-conclusion",
            "Three of five partners now tell the board in plain words how things are going, and what they ask for can be \
                              answered by people in the room. The two that are silent lead the two outcomes that are going worst.",
        )?],
    )
}

// ---- Small makers

fn anchor(name: &str) -> Result<Anchor, AnchorProblem> {
    Anchor::new(name)
}

fn section(name: &str, heading: &str, blocks: Vec<Block>) -> Made<Section> {
    Ok(Section {
        anchor: anchor(name)?,
        heading: heading.into(),
        blocks,
    })
}

fn text(name: &str, words: &str) -> Made<Block> {
    Ok(Block::Paragraph(Paragraph::new(anchor(name)?, words)))
}

fn illustrative(name: &str, words: Words) -> Made<Paragraph> {
    Ok(Paragraph {
        origin: Origin::Illustrative,
        ..Paragraph::new(anchor(name)?, words)
    })
}

fn row(heading: &str, cells: Vec<Cell>) -> Row {
    Row {
        heading: heading.into(),
        cells,
    }
}

fn source(title: &str, particulars: &str, address: Option<&str>) -> Made<Source> {
    let address = address.map(Address::new).transpose()?;
    Ok(Source {
        title: title.into(),
        particulars: Some(particulars.into()),
        address,
    })
}

/// A drawing with limits, complete in itself.
fn bars(values: &[f64], margins: &[f64]) -> String {
    let mut inside = String::new();
    let height = |value: f64| value * 7.0;
    for (index, (value, margin)) in (0_u32..).zip(values.iter().zip(margins)) {
        let middle = 58.0 + f64::from(index) * 62.0;
        let (top, low, high) = (
            210.0 - height(*value),
            210.0 - height(value - margin),
            210.0 - height(value + margin),
        );
        // Writing to a string cannot fail.
        let _ = write!(
            inside,
            r#"<rect class="bar" x="{:.1}" y="{top:.1}" width="40" height="{:.1}"/><line class="limits" x1="{middle:.1}" y1="{low:.1}" x2="{middle:.1}" y2="{high:.1}"/><text x="{middle:.1}" y="202" text-anchor="middle">{value:.1}</text><text x="{middle:.1}" y="230" text-anchor="middle">{}</text>"#,
            middle - 20.0,
            height(*value),
            index + 1
        );
    }
    let mean = 210.0 - height(15.4);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 256" width="700" height="256"><style>.bar{{fill:#a9c9c0}}.limits{{stroke:#14574f;stroke-width:2.5}}.axis{{stroke:#4a5552}}.mean{{stroke:#17211f;stroke-width:1.5;stroke-dasharray:5 4}}text{{font-family:arial,sans-serif;font-size:14px;fill:#17211f}}</style>{inside}<line class="axis" x1="24" y1="210" x2="660" y2="210"/><line class="mean" x1="24" y1="{mean:.1}" x2="660" y2="{mean:.1}"/><text x="664" y="{:.1}">all</text><text x="24" y="250">Poorest tenth of neighbourhoods</text><text x="660" y="250" text-anchor="end">Richest tenth</text></svg>"#,
        mean + 5.0
    )
}
