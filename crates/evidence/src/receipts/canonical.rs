//! One way to write a JSON value, so that equal values have equal hashes.

use serde_json::Value;

/// Keys sorted, no white space, numbers as `serde_json` prints them (the shortest text that reads back the same).
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            text.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        // Minus nought and nought are the same figure.
        Value::Number(number) if number.as_f64() == Some(0.0) => text.push('0'),
        scalar => text.push_str(&scalar.to_string()),
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
}
