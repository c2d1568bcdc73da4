//! The parts of a paper in reading order.

use crate::{
    Block, Decided, Decision, Fact, Figure, List, ListKind, Note, Outcome, Paragraph, Receipt,
    Recommendation, Section, Source, Tone,
};

use super::super::ILLUSTRATIVE_NOTE;
use super::drawing;
use super::icon::Icon;
use super::markup::Markup;
use super::tables::{table, tag};

/// The whole paper.
pub(super) fn article(markup: &mut Markup<'_>) {
    let paper = markup.paper;
    let language = paper.language.to_string();
    markup.open_with("article", "cw-paper", &[("lang", &language)]);
    head(markup);
    for part in &paper.sections {
        section(markup, part);
    }
    for (heading, sources) in paper.end_lists() {
        end_list(markup, heading, sources);
    }
    for one in &paper.receipts {
        receipt(markup, one);
    }
    markup.close("article");
}

fn head(markup: &mut Markup<'_>) {
    let paper = markup.paper;
    markup.open("p", "cw-kicker");
    // A page of ours says whose it is in its header.
    let organisation = markup.is_bare().then_some(&paper.organisation);
    for (index, part) in organisation
        .into_iter()
        .chain(&paper.status_line)
        .enumerate()
    {
        if index > 0 {
            markup.raw(" · ");
        }
        markup.text(part);
    }
    if paper.is_illustrative() {
        markup.illustrative();
    }
    markup.close("p");
    markup.element("h1", "govuk-heading-xl", &paper.title);
    if paper.is_illustrative() {
        markup.open("p", "govuk-inset-text");
        markup.raw(ILLUSTRATIVE_NOTE);
        markup.close("p");
    }
    markup.open("dl", "govuk-summary-list");
    for fact in paper.head() {
        if !markup.is_bare() {
            markup.open("div", "govuk-summary-list__row");
        }
        name_and_words(
            markup,
            &fact,
            "govuk-summary-list__key",
            "govuk-summary-list__value",
        );
        if !markup.is_bare() {
            markup.close("div");
        }
    }
    markup.close("dl");
}

fn name_and_words(markup: &mut Markup<'_>, fact: &Fact, name_class: &str, words_class: &str) {
    markup.element("dt", name_class, &fact.name);
    markup.open("dd", words_class);
    markup.words(&fact.words);
    markup.close("dd");
}

fn section(markup: &mut Markup<'_>, section: &Section) {
    markup.open_with("h2", "govuk-heading-l", &[("id", section.anchor.as_str())]);
    markup.text(&section.heading);
    markup.close("h2");
    for one in &section.blocks {
        block(markup, one);
    }
}

fn block(markup: &mut Markup<'_>, block: &Block) {
    let paper = markup.paper;
    match block {
        Block::Heading { anchor, words } => {
            markup.open_with("h3", "govuk-heading-m", &[("id", anchor.as_str())]);
            markup.text(words);
            markup.close("h3");
        }
        Block::Paragraph(one) => paragraph(markup, one),
        Block::List(one) => list(markup, one),
        Block::Table(one) => table(markup, one, paper.number(&one.anchor).unwrap_or_default()),
        Block::Recommendations(asked) => recommendations(markup, asked),
        Block::Figure(one) => figure(markup, one),
        Block::Note(one) => note(markup, one),
    }
}

fn paragraph(markup: &mut Markup<'_>, paragraph: &Paragraph) {
    let anchor = paragraph.anchor.as_str();
    let number = markup.paper.number(&paragraph.anchor).unwrap_or_default();
    if markup.is_bare() {
        markup.open_with("p", "", &[("id", anchor)]);
        if !number.is_empty() {
            markup.text(number);
            markup.raw(". ");
        }
    } else {
        markup.open_with("div", "cw-paper__para", &[("id", anchor)]);
        markup.open("span", "cw-paper__n");
        if !number.is_empty() {
            let label = format!("Link to paragraph {number}");
            markup.open_with(
                "a",
                "",
                &[("href", &format!("#{anchor}")), ("aria-label", &label)],
            );
            markup.text(number);
            markup.raw(".");
            markup.close("a");
        }
        markup.close("span");
        markup.raw("<p>");
    }
    markup.words(&paragraph.words);
    markup.origin(paragraph.origin);
    markup.close("p");
    if !markup.is_bare() {
        markup.close("div");
    }
}

fn list(markup: &mut Markup<'_>, list: &List) {
    let (element, class) = match list.kind {
        ListKind::Points => ("ul", "govuk-list govuk-list--bullet cw-paper__list"),
        ListKind::Steps => ("ol", "govuk-list govuk-list--number cw-paper__list"),
    };
    markup.open(element, class);
    for item in &list.items {
        markup.raw("<li>");
        markup.words(item);
        markup.origin(list.origin);
        markup.close("li");
    }
    markup.close(element);
}

fn note(markup: &mut Markup<'_>, note: &Note) {
    markup.open("p", "govuk-inset-text");
    markup.words(&note.words);
    markup.origin(note.origin);
    markup.close("p");
}

fn recommendations(markup: &mut Markup<'_>, asked: &[Recommendation]) {
    let number = |one: &Recommendation| {
        markup
            .paper
            .number(&one.anchor)
            .unwrap_or_default()
            .to_owned()
    };
    let numbers: Vec<_> = asked.iter().map(number).collect();
    let first = numbers.first().cloned().unwrap_or_default();
    markup.open_with("ol", "cw-recs", &[("start", &first)]);
    for (one, number) in asked.iter().zip(&numbers) {
        markup.open_with("li", "cw-rec", &[("id", one.anchor.as_str())]);
        if markup.is_bare() {
            markup.element("strong", "", &one.verbs_in_words());
            markup.raw(" ");
        } else {
            markup.open_with("span", "cw-rec__verb", &[("data-n", number)]);
            markup.text(&one.verbs_in_words());
            markup.close("span");
            markup.raw(" <div>");
        }
        markup.words(&one.words);
        markup.origin(one.origin);
        markup.open("p", "cw-rec__decision");
        decision(markup, &one.decision);
        markup.close("p");
        if !markup.is_bare() {
            markup.close("div");
        }
        markup.close("li");
    }
    markup.close("ol");
}

fn decision(markup: &mut Markup<'_>, decision: &Decision) {
    match decision {
        Decision::ToBeDecided { .. } => markup.text(&decision.state()),
        Decision::Decided(Decided { outcome, .. }) => {
            let tone = match outcome {
                Outcome::Agreed | Outcome::Noted => Tone::Done,
                Outcome::AgreedAsAmended | Outcome::PutOff => Tone::Similar,
                Outcome::NotAgreed => Tone::Worse,
            };
            tag(markup, tone, &outcome.to_string());
        }
    }
    markup.raw(" ");
    markup.text(&decision.particulars());
}

fn figure(markup: &mut Markup<'_>, figure: &Figure) {
    let name = markup.paper.number(&figure.anchor).unwrap_or_default();
    markup.open_with("figure", "cw-chart", &[("id", figure.anchor.as_str())]);
    markup.open("figcaption", "cw-chart__title");
    markup.text(name);
    markup.raw(". ");
    markup.text(&figure.title);
    markup.origin(figure.origin);
    markup.close("figcaption");
    if markup.is_bare() {
        markup.element("p", "", &figure.alternative);
        table(markup, &figure.table, "");
    } else {
        // The drawing's own title and description may say less than the alternative, so the wrapper speaks for it.
        markup.open_with(
            "div",
            "",
            &[("role", "img"), ("aria-label", &figure.alternative)],
        );
        let wide = drawing::for_a_page(&figure.drawing);
        match &figure.narrow {
            None => markup.raw(&wide),
            Some(narrow) => {
                markup.open("div", "cw-only-wide");
                markup.raw(&wide);
                markup.close("div");
                markup.open("div", "cw-only-narrow");
                markup.raw(&drawing::for_a_page(narrow));
                markup.close("div");
            }
        }
        markup.close("div");
        markup.open("details", "govuk-details");
        markup.raw("<summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">");
        markup.raw("Show as a table</span></summary>\n");
        markup.open("div", "govuk-details__text");
        table(markup, &figure.table, "");
        markup.close("div");
        markup.close("details");
    }
    markup.close("figure");
}

fn end_list(markup: &mut Markup<'_>, heading: &str, sources: &[Source]) {
    markup.element("h2", "govuk-heading-l", heading);
    if sources.is_empty() {
        markup.element("p", "govuk-body", "None");
        return;
    }
    markup.open("ul", "govuk-list govuk-list--bullet");
    for source in sources {
        markup.raw("<li>");
        match &source.address {
            Some(address) => markup.link(&source.title, address),
            None => markup.text(&source.title),
        }
        if let Some(particulars) = &source.particulars {
            markup.raw(". ");
            markup.text(particulars);
        }
        markup.close("li");
    }
    markup.close("ul");
}

fn receipt(markup: &mut Markup<'_>, receipt: &Receipt) {
    if markup.is_bare() {
        markup.open("section", "");
    } else {
        let label = format!("Receipt {}", receipt.number);
        markup.open_with("section", "cw-receipt", &[("aria-label", &label)]);
    }
    markup.open("p", "cw-receipt__title");
    markup.icon(Icon::Receipt);
    markup.raw("Receipt ");
    markup.code(&receipt.number);
    markup.close("p");
    markup.open("dl", "");
    for fact in &receipt.facts {
        name_and_words(markup, fact, "", "");
    }
    markup.close("dl");
    if let Some(words) = &receipt.how_to_check {
        markup.raw("<p>");
        markup.words(words);
        markup.close("p");
    }
    markup.close("section");
}
