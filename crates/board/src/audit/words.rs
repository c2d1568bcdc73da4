use serde_json::{Map, Value};

/// Longest old or new value that is printed whole; longer ones are cut, the log keeps them.
const LONGEST: usize = 120;

/// What an entry's detail says in words, one line for each change: "due: nothing to “2023-03-31”".
///
/// Identities and revisions are left out: they tell a person nothing. What is not a list of changes gives no lines.
#[must_use]
pub fn changes_in_words(detail: &str) -> Vec<String> {
    let Ok(Value::Array(changes)) = serde_json::from_str(detail) else {
        return Vec::new();
    };
    changes
        .iter()
        .filter_map(Value::as_object)
        .flat_map(lines)
        .collect()
}

fn lines(change: &Map<String, Value>) -> Vec<String> {
    let text = |name: &str| change.get(name).and_then(Value::as_str);
    if let (Some(kind), Some(title)) = (text("made"), text("title")) {
        return vec![format!("made the {} “{}”", spoken(kind), cut(title))];
    }
    for (name, words) in [("joined", "joined"), ("parted", "parted")] {
        if let Some(relation) = text(name) {
            return vec![match text("reason") {
                Some(reason) => format!("{words} as “{relation}”, because {}", cut(reason)),
                None => format!("{words} as “{relation}”"),
            }];
        }
    }
    if let (Some(before), Some(after)) = (
        change.get("before").and_then(Value::as_object),
        change.get("after").and_then(Value::as_object),
    ) {
        return differences(before, after);
    }
    let said: Vec<String> = change
        .iter()
        .filter(|(name, value)| name.as_str() != "before" && !is_identity(name, value))
        .map(|(name, value)| format!("{}: {}", spoken(name), said(value)))
        .collect();
    if said.is_empty() {
        Vec::new()
    } else {
        vec![said.join(", ")]
    }
}

fn differences(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    after
        .iter()
        .filter(|(name, value)| name.as_str() != "revision" && !is_identity(name, value))
        .filter_map(|(name, value)| {
            let old = before.get(name).unwrap_or(&Value::Null);
            (old != value).then(|| format!("{}: {} to {}", spoken(name), said(old), said(value)))
        })
        .collect()
}

/// Names in the detail are words with hyphens or underscores between them.
fn spoken(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

fn is_identity(name: &str, value: &Value) -> bool {
    name == "id"
        || value.is_null()
        || value
            .as_str()
            .is_some_and(|text| uuid::Uuid::parse_str(text).is_ok())
}

fn said(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => format!("“{}”", cut(text)),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => match items.len() {
            0 => "nothing".to_owned(),
            1 => "1 item".to_owned(),
            many => format!("{many} items"),
        },
        Value::Object(_) => "several things".to_owned(),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::changes_in_words;

    fn words(change: &serde_json::Value) -> Vec<String> {
        changes_in_words(&json!([change]).to_string())
    }

    #[test]
    fn a_change_is_said_with_old_and_new_words_and_without_identities() {
        let id = "0190f3c0-0000-7000-8000-000000000001";
        assert_eq!(
            words(
                &json!({ "made": "mistake-report", "id": id, "title": "Damp homes", "state": "draft" })
            ),
            ["made the mistake report “Damp homes”"]
        );
        let changed = json!({ "changed": "action", "id": id,
            "before": { "title": "Open halls", "due": null, "revision": 1 },
            "after": { "title": "Open two halls", "due": "2023-03-31", "revision": 2 } });
        let mut lines = words(&changed);
        lines.sort();
        assert_eq!(
            lines,
            [
                "due: nothing to “2023-03-31”",
                "title: “Open halls” to “Open two halls”"
            ]
        );
        assert_eq!(
            words(&json!({ "joined": "delivers", "from": id, "to": id, "reason": "one landlord" })),
            ["joined as “delivers”, because one landlord"]
        );
        assert_eq!(
            words(&json!({ "rule switched on": "need/any/up/cites" })),
            ["rule switched on: “need/any/up/cites”"]
        );
    }

    #[test]
    fn what_is_no_list_of_changes_says_nothing_and_long_words_are_cut() {
        assert_eq!(changes_in_words("not json"), Vec::<String>::new());
        assert_eq!(changes_in_words("{}"), Vec::<String>::new());
        let long = words(&json!({ "answer": "é".repeat(500) }));
        assert!(
            long[0].chars().count() < 140 && long[0].ends_with("…”"),
            "{long:?}"
        );
    }
}
