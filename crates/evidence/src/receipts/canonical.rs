//! One way to write a JSON value, so that equal values have equal hashes.

use std::fmt::Write;

use serde_json::Value;

/// Keys sorted, no white space, numbers as `serde_json` prints them (the shortest text that reads back the same).
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_value(value, &mut text);
    text
}

fn write_value(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            text.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_text(key, text);
                text.push(':');
                write_value(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_value(item, text);
            }
            text.push(']');
        }
        // Minus nought and nought are the same figure.
        Value::Number(number) if number.as_f64() == Some(0.0) => text.push('0'),
        Value::String(words) => write_text(words, text),
        scalar => {
            // Nothing can keep text in memory from being written to.
            let _ = write!(text, "{scalar}");
        }
    }
}

/// Most texts stand as they are between quotation marks; the others are escaped as JSON has it.
fn write_text(words: &str, text: &mut String) {
    let is_plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    if words.bytes().all(is_plain) {
        text.push('"');
        text.push_str(words);
        text.push('"');
    } else {
        text.push_str(&Value::from(words).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let one = json!({"b": [1, {"d": null, "c": "\"x\""}], "a": 1.5});
        assert_eq!(
            canonical(&one),
            r#"{"a":1.5,"b":[1,{"c":"\"x\"","d":null}]}"#
        );
    }

    #[test]
    fn noughts_are_alike() {
        assert_eq!(canonical(&json!([0, 0.0, -0.0])), "[0,0,0]");
    }

    #[test]
    fn texts_are_escaped_as_json_has_it() {
        for words in [
            "plain",
            "“é” £",
            "a \"b\" \\ c",
            "line\nnext\t",
            "\u{1}\u{7f}",
        ] {
            let value = json!({ words: words });
            assert_eq!(canonical(&value), serde_json::to_string(&value).unwrap());
        }
    }
}
