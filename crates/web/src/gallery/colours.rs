//! The colours of the look and what stands on what, with the ratios that must hold.

use serde::Serialize;

/// One colour with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Colour {
    /// As the look calls it.
    pub name: &'static str,
    /// As it is written in a style sheet.
    pub value: &'static str,
    /// What it is for.
    pub role: &'static str,
}

const fn colour(name: &'static str, value: &'static str, role: &'static str) -> Colour {
    Colour { name, value, role }
}

/// The colours that pages are made of.
pub const COLOURS: [Colour; 12] = [
    colour("Pine 900", "#0e3b38", "header, big screen"),
    colour("Pine 700", "#14574f", "links, buttons, our line"),
    colour("Pine 100", "#e4efeb", "panels, limits band"),
    colour("Brass 600", "#8a5a00", "thread, paragraph numbers"),
    colour("Brass 300", "#e5b64f", "thread on pine"),
    colour("Paper", "#f7f4ed", "page ground, quiet panels"),
    colour("Better", "#1b5b98", "circle"),
    colour("Worse", "#ad4208", "diamond"),
    colour("Similar", "#5c6461", "ring"),
    colour("Higher or lower", "#6a3d7c", "triangle, no judgement"),
    colour("Ink", "#17211f", "text"),
    colour("Slate", "#4a5552", "quiet text"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: f64 = 4.5;
    const MARK: f64 = 3.0;

    /// Who stands on whom, and the least ratio that lets it be read (WCAG 2.2, 1.4.3 and 1.4.11).
    const PAIRS: [(&str, &str, f64); 40] = [
        ("--cw-ink", "#ffffff", TEXT),
        ("--cw-ink", "--cw-paper", TEXT),
        ("--cw-ink", "--cw-pine-100", TEXT),
        ("--cw-ink", "--cw-brass-100", TEXT),
        ("--cw-slate", "#ffffff", TEXT),
        ("--cw-slate", "--cw-paper", TEXT),
        ("--cw-slate", "--cw-pine-100", TEXT),
        ("--cw-slate", "--cw-brass-100", TEXT),
        ("#ffffff", "--cw-pine-900", TEXT),
        ("#ffffff", "--cw-pine-700", TEXT),
        ("--cw-pine-700", "#ffffff", TEXT),
        ("--cw-pine-700", "--cw-paper", TEXT),
        ("--cw-pine-700", "--cw-pine-100", TEXT),
        ("--cw-pine-700", "--cw-brass-100", TEXT),
        ("--cw-pine-900", "#ffffff", TEXT),
        ("--cw-brass-600", "#ffffff", TEXT),
        ("--cw-brass-600", "--cw-paper", TEXT),
        ("--cw-brass-600", "--cw-pine-100", TEXT),
        ("--cw-brass-600", "--cw-brass-100", TEXT),
        ("--cw-brass-300", "--cw-pine-900", TEXT),
        ("#154a7d", "--cw-better-tint", TEXT),
        ("#8f3504", "--cw-worse-tint", TEXT),
        ("#8f3504", "#ffffff", TEXT),
        ("#3d4542", "--cw-similar-tint", TEXT),
        ("#573066", "--cw-plain-tint", TEXT),
        ("#6f4800", "--cw-brass-100", TEXT),
        ("--govuk-error-colour", "#ffffff", TEXT),
        ("--govuk-focus-text-colour", "--govuk-focus-colour", TEXT),
        ("--govuk-link-visited-colour", "#ffffff", TEXT),
        ("--govuk-link-visited-colour", "--cw-paper", TEXT),
        ("--cw-better", "#ffffff", MARK),
        ("--cw-worse", "#ffffff", MARK),
        ("--cw-similar", "#ffffff", MARK),
        ("--cw-plain", "#ffffff", MARK),
        ("#4f86bd", "#ffffff", MARK),
        ("#c9693a", "#ffffff", MARK),
        ("#858d89", "#ffffff", MARK),
        ("#a07bb0", "#ffffff", MARK),
        ("--cw-brass-600", "--cw-paper", MARK),
        ("--cw-better", "--cw-brass-100", MARK),
    ];

    /// Relative luminance of a colour (WCAG 2.2, definition), between 0 for black and 1 for white.
    #[expect(
        clippy::disallowed_methods,
        reason = "two digits of a ratio are the same on every platform"
    )]
    fn luminance(value: &str) -> f64 {
        let parts: Vec<f64> = (0..3)
            .map(|i| {
                let byte = u8::from_str_radix(&value[1 + 2 * i..3 + 2 * i], 16).unwrap();
                let share = f64::from(byte) / 255.0;
                if share <= 0.04045 {
                    share / 12.92
                } else {
                    ((share + 0.055) / 1.055).powf(2.4)
                }
            })
            .collect();
        0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    fn ratio(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn tokens() -> String {
        std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/assets-src/styles/tokens.scss"
        ))
        .unwrap()
    }

    /// The value of a custom property in the style sheet's own list; a colour stands for itself.
    fn value_of(name: &str, tokens: &str) -> String {
        if name.starts_with('#') {
            return name.to_owned();
        }
        let (_, rest) = tokens
            .split_once(&format!("{name}: "))
            .unwrap_or_else(|| panic!("{name} is not a token"));
        rest.split(';').next().unwrap().to_owned()
    }

    #[test]
    fn the_definition_gives_the_known_ends() {
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((ratio("#767676", "#ffffff") - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_pair_can_be_read() {
        let tokens = tokens();
        for (front, ground, least) in PAIRS {
            let found = ratio(&value_of(front, &tokens), &value_of(ground, &tokens));
            assert!(
                found >= least,
                "{front} on {ground} has {found:.2}, needs {least}"
            );
        }
    }

    #[test]
    fn the_sheet_shows_the_colours_that_the_style_sheet_uses() {
        let tokens = tokens();
        for colour in COLOURS {
            assert!(
                tokens.contains(colour.value),
                "{} is not in the style sheet",
                colour.name
            );
        }
    }
}
