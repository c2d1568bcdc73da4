/// Longest minutes that are read, in bytes. A long meeting fills 200 kB.
pub const LONGEST_MINUTES: usize = 4 * 1024 * 1024;

/// Why a file holds no minutes that can be read, with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotMinutes {
    /// Nothing in it.
    #[error("the file is empty; choose the file that holds the minutes")]
    Empty,
    /// Longer than [`LONGEST_MINUTES`].
    #[error("the file is longer than 4 MB of text; give the minutes of one meeting")]
    TooLong,
    /// A PDF file.
    #[error("this is a PDF; open it, copy all of its text and paste it, or save it as plain text")]
    Pdf,
    /// A file of a word processor.
    #[error(
        "this is a word processor’s file; save it as “Plain text, UTF-8”, or copy all of its text and paste it"
    )]
    WordProcessor,
    /// A picture, a program, anything else that is not text.
    #[error("this file holds no text; save the minutes as “Plain text, UTF-8”")]
    NotText,
    /// Text in another encoding.
    #[error(
        "line {line} is not in UTF-8; save the file again as “Plain text, UTF-8” so that no letter is lost"
    )]
    NotUtf8 {
        /// The first line that cannot be read, from 1.
        line: usize,
    },
}

/// The text of a file that should hold minutes. Nothing is guessed about encodings: a wrong guess would spoil names.
pub fn minutes_of_file(bytes: &[u8]) -> Result<String, NotMinutes> {
    if bytes.len() > LONGEST_MINUTES {
        return Err(NotMinutes::TooLong);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"%PDF") {
        return Err(NotMinutes::Pdf);
    }
    let word_processor: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"];
    if word_processor.iter().any(|start| bytes.starts_with(start)) {
        return Err(NotMinutes::WordProcessor);
    }
    let utf_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];
    if utf_16.iter().any(|start| bytes.starts_with(start)) {
        return Err(NotMinutes::NotUtf8 { line: 1 });
    }
    if bytes.contains(&0) {
        return Err(NotMinutes::NotText);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| NotMinutes::NotUtf8 {
        line: bytes
            .iter()
            .take(error.valid_up_to())
            .filter(|&&byte| byte == b'\n')
            .count()
            + 1,
    })?;
    // Old editors end lines with a carriage return alone.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(NotMinutes::Empty);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_whatever_ends_its_lines() {
        let read = Ok("1 Chair\n2 Apologies".to_owned());
        assert_eq!(minutes_of_file(b"1 Chair\r\n2 Apologies"), read);
        assert_eq!(minutes_of_file(b"1 Chair\r2 Apologies"), read);
        assert_eq!(minutes_of_file(b"\xef\xbb\xbf1 Chair\n2 Apologies"), read);
    }

    #[test]
    fn what_is_no_text_is_refused_with_what_to_do() {
        for (bytes, why) in [
            (&b" \n"[..], NotMinutes::Empty),
            (b"%PDF-1.7", NotMinutes::Pdf),
            (b"PK\x03\x04word/document.xml", NotMinutes::WordProcessor),
            (b"{\\rtf1 Minutes", NotMinutes::WordProcessor),
            (b"\x7fELF\x00\x01", NotMinutes::NotText),
            (b"\xff\xfeM\x00", NotMinutes::NotUtf8 { line: 1 }),
            (b"One\nCaf\xe9 was thanked", NotMinutes::NotUtf8 { line: 2 }),
        ] {
            assert_eq!(minutes_of_file(bytes), Err(why), "{bytes:?}");
            assert!(why.to_string().contains([';']), "{why}");
        }
        let long = vec![b'a'; LONGEST_MINUTES + 1];
        assert_eq!(minutes_of_file(&long), Err(NotMinutes::TooLong));
    }
}
