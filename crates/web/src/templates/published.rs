//! The published Jinja port of GOV.UK Frontend, in an environment of its own, because it relies on undefined values
//! being empty. Installed by `make assets`, never committed.

use std::sync::Arc;

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use rust_embed::RustEmbed;

/// The templates of the port, named as the port itself names them.
#[derive(RustEmbed)]
#[folder = "assets/templates/"]
struct PublishedTemplates;

/// The components that pages may use, and the macro of each. Header, footer and page template are left out: they
/// carry the crown or an inline script. Accordion, cookie banner and tabs need a script to be of use.
const COMPONENTS: [(&str, &str); 28] = [
    ("back-link", "govukBackLink"),
    ("breadcrumbs", "govukBreadcrumbs"),
    ("button", "govukButton"),
    ("character-count", "govukCharacterCount"),
    ("checkboxes", "govukCheckboxes"),
    ("date-input", "govukDateInput"),
    ("details", "govukDetails"),
    ("error-message", "govukErrorMessage"),
    ("error-summary", "govukErrorSummary"),
    ("fieldset", "govukFieldset"),
    ("file-upload", "govukFileUpload"),
    ("hint", "govukHint"),
    ("input", "govukInput"),
    ("inset-text", "govukInsetText"),
    ("label", "govukLabel"),
    ("notification-banner", "govukNotificationBanner"),
    ("pagination", "govukPagination"),
    ("panel", "govukPanel"),
    ("password-input", "govukPasswordInput"),
    ("radios", "govukRadios"),
    ("select", "govukSelect"),
    ("skip-link", "govukSkipLink"),
    ("summary-list", "govukSummaryList"),
    ("table", "govukTable"),
    ("tag", "govukTag"),
    ("task-list", "govukTaskList"),
    ("textarea", "govukTextarea"),
    ("warning-text", "govukWarningText"),
];

/// Gives our templates one function for each published component, with the name of its macro: `govukButton({...})`.
pub(super) fn add(ours: &mut Environment<'static>) {
    let published = Arc::new(environment());
    for (component, macro_name) in COMPONENTS {
        let published = Arc::clone(&published);
        ours.add_function(macro_name, move |options: Value| {
            call(&published, component, macro_name, options).map(Value::from_safe_string)
        });
    }
}

/// The lenient environment that the port's templates need.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    super::settings(&mut environment);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    // Jinja counts an undefined value as empty where this engine refuses.
    environment.add_filter("length", |value: &Value| value.len().unwrap_or(0));
    environment.add_filter("count", |value: &Value| value.len().unwrap_or(0));
    environment.set_loader(|name| {
        let Some(file) = PublishedTemplates::get(name) else {
            return Ok(None);
        };
        String::from_utf8(file.data.into_owned())
            .map(Some)
            .map_err(|_| Error::new(ErrorKind::SyntaxError, format!("{name} is not UTF-8")))
    });
    environment
}

/// Calls the macro of one component with its options and returns its markup.
fn call(
    environment: &Environment<'static>,
    component: &str,
    macro_name: &str,
    options: Value,
) -> Result<String, Error> {
    environment
        .get_template(&format!(
            "govuk_frontend_jinja/components/{component}/macro.html"
        ))?
        .render_captured(())?
        .with_state_mut(|state| state.call_macro(macro_name, &[options]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fixtures in version 6.3.0 of the published package. Another number means another version: look at what changed.
    const PUBLISHED_FIXTURES: usize = 657;

    /// White space between and inside tags does not change what a browser shows.
    fn without_white_space(html: &str) -> String {
        let one_line = html.split_whitespace().collect::<Vec<_>>().join(" ");
        one_line
            .replace("> ", ">")
            .replace(" >", ">")
            .replace(" <", "<")
    }

    fn macro_of(component: &str) -> String {
        let name = component
            .split('-')
            .map(|word| {
                let (first, rest) = word.split_at(1);
                first.to_uppercase() + rest
            })
            .collect::<String>();
        format!("govuk{name}")
    }

    #[test]
    fn the_official_fixtures_come_out_as_published() {
        let environment = environment();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fixtures");
        let mut seen = 0;
        let mut wrong = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let fixtures: serde_json::Value = serde_json::from_str(&text).unwrap();
            let component = fixtures["component"].as_str().unwrap();
            for fixture in fixtures["fixtures"].as_array().unwrap() {
                seen += 1;
                let options = Value::from(minijinja::value::Serde(&fixture["options"]));
                let html = call(&environment, component, &macro_of(component), options)
                    .unwrap_or_else(|error| format!("{error:#}"));
                let expected = fixture["html"].as_str().unwrap();
                if without_white_space(&html) != without_white_space(expected) {
                    wrong.push(format!(
                        "{component}, {}:\n{html}\n--- expected\n{expected}",
                        fixture["name"]
                    ));
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "{} wrong, the first: {}",
            wrong.len(),
            wrong[0]
        );
        assert_eq!(seen, PUBLISHED_FIXTURES);
    }

    #[test]
    fn every_component_that_pages_may_use_exists() {
        let environment = environment();
        for (component, macro_name) in COMPONENTS {
            call(
                &environment,
                component,
                macro_name,
                Value::from(minijinja::value::Serde(serde_json::json!({}))),
            )
            .unwrap_or_else(|error| panic!("{component}: {error:#}"));
            assert_eq!(macro_name, macro_of(component));
        }
    }
}
