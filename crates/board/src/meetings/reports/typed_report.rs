use super::ReportSection;

/// Why words are no report in sections.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypedReportError {
    /// Words that stand in no section.
    #[error("line {line} stands in no section; begin with a line such as “# {first}”", first = ReportSection::Summary.as_str())]
    NoSection {
        /// The line, from 1.
        line: usize,
    },
    /// A heading that is none of a report's.
    #[error("line {line}: a report has no section “{heading}”; its sections are {}", ReportSection::WORDS.join(", "))]
    UnknownSection {
        /// The line, from 1.
        line: usize,
        /// As it was typed.
        heading: String,
    },
}

/// Reads a report as people type it: a line that starts with # names a section, and what follows are its words.
pub fn sections_of_words(words: &str) -> Result<Vec<(ReportSection, String)>, TypedReportError> {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let mut sections: Vec<(ReportSection, String)> = Vec::new();
    for (line, text) in (1..).zip(words.lines()) {
        if let Some(heading) = text.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            let section = ReportSection::ALL
                .iter()
                .find(|section| section.as_str().eq_ignore_ascii_case(heading))
                .ok_or_else(|| TypedReportError::UnknownSection {
                    line,
                    heading: heading.to_owned(),
                })?;
            sections.push((*section, String::new()));
        } else if let Some((_, words)) = sections.last_mut() {
            words.push_str(text);
            words.push('\n');
        } else if !text.trim().is_empty() {
            return Err(TypedReportError::NoSection { line });
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_begins_a_section() {
        let typed = "\n# Summary\r\nCold homes.\r\n\r\nMany.\n## main report\nWe know where.\n";
        assert_eq!(
            sections_of_words(typed),
            Ok(vec![
                (ReportSection::Summary, "Cold homes.\n\nMany.\n".to_owned()),
                (ReportSection::Main, "We know where.\n".to_owned()),
            ])
        );
    }

    #[test]
    fn what_is_no_section_is_refused_with_its_line() {
        let nowhere = sections_of_words("\nDear board,");
        assert_eq!(nowhere, Err(TypedReportError::NoSection { line: 2 }));
        let unknown = TypedReportError::UnknownSection {
            line: 2,
            heading: "Jokes".to_owned(),
        };
        let said = unknown.to_string();
        assert!(
            said.contains("line 2") && said.contains("Conclusion"),
            "{said}"
        );
        assert_eq!(sections_of_words("# Summary\n# Jokes"), Err(unknown));
    }
}
