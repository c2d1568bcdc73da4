use papers::{
    Address, Anchor, AnchorProblem, Author, Block, Decided, Decision, Language, Meeting, Numbering,
    Origin, Outcome as PaperOutcome, PaperDraft, Paragraph, Recommendation as PaperRecommendation,
    Section, Source, Verb as PaperVerb, Words,
};

use super::{Report, ReportSection};
use crate::events::{Event, Item};
use crate::files::{Attachment, AttachmentRole};
use crate::meetings::{Decision as Taken, Outcome, Verb};

/// The report as a paper, with what was decided on each recommendation where that is known.
pub fn report_paper(
    report: &Report,
    board: &str,
    meeting: &Event,
    item: &Item,
    decisions: &[Taken],
) -> Result<PaperDraft, AnchorProblem> {
    let origin = if report.text.record.origin.is_illustrative() {
        Origin::Illustrative
    } else {
        Origin::Recorded
    };
    let appendices = appendices(report);
    let mut sections = Vec::new();
    for &section in ReportSection::ALL {
        let blocks = paragraphs(report, section, origin)?;
        if !blocks.is_empty() {
            sections.push(Section {
                anchor: Anchor::new(anchor(section))?,
                heading: match section {
                    // The list of what is attached bears the name itself.
                    ReportSection::Appendices if appendices.is_some() => {
                        "About the appendices".to_owned()
                    }
                    other => other.as_str().to_owned(),
                },
                blocks,
            });
        }
        if section == ReportSection::Summary && !report.recommendations.is_empty() {
            sections.push(Section {
                anchor: Anchor::new("recommendations")?,
                heading: match report.recommendations.len() {
                    1 => "Recommendation".to_owned(),
                    _ => "Recommendations".to_owned(),
                },
                blocks: vec![Block::Recommendations(recommendations(
                    report, meeting, decisions, origin,
                )?)],
            });
        }
    }
    Ok(PaperDraft {
        title: item.record.title.clone(),
        organisation: board.to_owned(),
        meeting: Some(Meeting {
            name: board.to_owned(),
            on: meeting.on,
        }),
        author: report.author().map(|role| Author {
            role: role.to_owned(),
            contact: None,
        }),
        dated: report.version.made_on,
        language: Language::english(),
        status_line: vec![
            format!("Item {}", item.number),
            match &item.exempt {
                Some(exempt) => format!(
                    "Not for the public: paragraph {} of Schedule 12A",
                    exempt.paragraph
                ),
                None => "Open to the public".to_owned(),
            },
        ],
        facts: Vec::new(),
        sections,
        sources: listed(report, |role| {
            matches!(role, AttachmentRole::Source | AttachmentRole::Scan)
        }),
        background_papers: Some(listed(report, |role| role == AttachmentRole::Background)),
        appendices,
        receipts: Vec::new(),
        site: None,
    })
}

/// The appendices that are attached. Where none is, what the author wrote under that heading says what there is.
fn appendices(report: &Report) -> Option<Vec<Source>> {
    let attached = listed(report, |role| role == AttachmentRole::Appendix);
    let says_so = !report.words_of(ReportSection::Appendices).is_empty();
    (!attached.is_empty() || !says_so).then_some(attached)
}

fn listed(report: &Report, wanted: impl Fn(AttachmentRole) -> bool) -> Vec<Source> {
    let board = report.text.record.body_slug.as_ref();
    let address = |attachment: &Attachment| {
        attachment.file()?;
        Address::new(format!("/{}/attachments/{}", board?, attachment.id)).ok()
    };
    report
        .attachments
        .iter()
        .filter(|attachment| wanted(attachment.role))
        .map(|attachment| Source {
            title: attachment.title.clone(),
            particulars: Some(said(attachment)),
            address: address(attachment),
        })
        .collect()
}

/// What a paper says of an attachment beside its title. The list has no mark for what was made up, so the words say it.
fn said(attachment: &Attachment) -> String {
    let mut words = attachment.particulars();
    if attachment.origin.is_illustrative() {
        words.push_str(" (illustrative)");
    }
    match attachment.lost_reason() {
        None => words,
        Some(reason) => format!("{words}. Missing: {reason}"),
    }
}

fn anchor(section: ReportSection) -> &'static str {
    match section {
        ReportSection::Summary => "summary",
        ReportSection::Main => "main",
        ReportSection::Corporate => "corporate",
        ReportSection::Equalities => "equalities",
        ReportSection::Conclusion => "conclusion",
        ReportSection::Appendices => "appendices",
    }
}

fn paragraphs(
    report: &Report,
    section: ReportSection,
    origin: Origin,
) -> Result<Vec<Block>, AnchorProblem> {
    report
        .paragraphs_of(section.as_str())
        .map(|block| {
            let number = block.number.clone().unwrap_or_default();
            Ok(Block::Paragraph(Paragraph {
                numbering: Numbering::Given(number.clone()),
                origin,
                ..Paragraph::new(Anchor::new(format!("p{number}"))?, block.words.clone())
            }))
        })
        .collect()
}

fn recommendations(
    report: &Report,
    meeting: &Event,
    decisions: &[Taken],
    origin: Origin,
) -> Result<Vec<PaperRecommendation>, AnchorProblem> {
    (1..)
        .zip(&report.recommendations)
        .map(|(number, asked)| {
            let taken = decisions
                .iter()
                .find(|decision| decision.recommendation_id == Some(asked.record.id));
            let decision = match taken {
                None => Decision::ToBeDecided {
                    on: Some(meeting.on),
                },
                Some(taken) => Decision::Decided(Decided {
                    outcome: outcome(taken.outcome),
                    on: meeting.on,
                    minute: None,
                    words_as_decided: (taken.words_as_decided != asked.words)
                        .then(|| taken.words_as_decided.clone()),
                }),
            };
            Ok(PaperRecommendation {
                anchor: Anchor::new(format!("r{number}"))?,
                verbs: asked.verbs.iter().copied().map(verb).collect(),
                words: Words::from(asked.words.clone()),
                decision,
                origin,
            })
        })
        .collect()
}

fn verb(verb: Verb) -> PaperVerb {
    match verb {
        Verb::Note => PaperVerb::Note,
        Verb::Approve => PaperVerb::Approve,
        Verb::Consider => PaperVerb::Consider,
        Verb::Comment => PaperVerb::Comment,
        Verb::Endorse => PaperVerb::Endorse,
    }
}

fn outcome(outcome: Outcome) -> PaperOutcome {
    match outcome {
        Outcome::Agreed => PaperOutcome::Agreed,
        Outcome::Amended => PaperOutcome::AgreedAsAmended,
        Outcome::Noted => PaperOutcome::Noted,
        Outcome::Deferred => PaperOutcome::PutOff,
        Outcome::Rejected => PaperOutcome::NotAgreed,
    }
}
