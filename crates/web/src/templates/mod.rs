//! Rendering a page: our own templates, the published GOV.UK components, the words for dates and numbers.
//!
//! Two environments. Ours is strict: a name that is not there is an error, never an empty space. The published port
//! of GOV.UK Frontend needs undefined values to be lenient, so it has an environment of its own
//! (`published.rs`) and our templates reach it through functions with the names of its macros:
//!
//! ```jinja
//! {% extends "templates/layout.html" %}
//! {% from "components/tag.html" import tag %}
//! {% block main %}
//!   {{ govukButton({"text": "Save and go on"}) }}
//! {% endblock %}
//! ```
//!
//! A template is named by its path under `web/src` and is embedded in the binary; a debug build reads it again from
//! the folder when it changes. It sees two things: `frame` ([`Frame`]) and `page` (the page's own model).
//!
//! This module must not know what any page is about.

mod filters;
mod frame;
mod published;

use std::sync::Arc;

use axum::response::Html;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{
    AutoEscape, Environment, Output, State, TemplateSource, UndefinedBehavior, Value, context,
};
use rust_embed::RustEmbed;
use serde::Serialize;

pub(crate) use filters::day_of;
pub use frame::{
    Frame, Language, Link, NavigationItem, Section, Site, desk_navigation, public_navigation,
};

/// Every `.html` file under `web/src`.
#[derive(RustEmbed)]
#[folder = "src/"]
#[include = "*.html"]
struct OwnTemplates;

/// A template could not be rendered. The cause names the template and the line; it is for the log, not for a reader.
#[derive(Debug, thiserror::Error)]
#[error("the template {template} could not be rendered")]
pub struct TemplateError {
    /// Path of the template under `web/src`.
    pub template: String,
    /// What the template engine says.
    #[source]
    pub source: minijinja::Error,
}

/// Everything that turns a model into a page. Cheap to clone; one for the whole server.
#[derive(Clone, Debug)]
pub struct Templates {
    environment: Arc<Environment<'static>>,
}

impl Default for Templates {
    fn default() -> Self {
        Self::new()
    }
}

impl Templates {
    /// Makes the environments. Templates are read when first used.
    #[must_use]
    pub fn new() -> Self {
        let mut environment = Environment::new();
        settings(&mut environment);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_loader(own_template);
        filters::add(&mut environment);
        published::add(&mut environment);
        environment.add_function("asset", |name: &str| crate::assets::address(name));
        Self {
            environment: Arc::new(environment),
        }
    }

    /// Renders a page: `template` is its path under `web/src`, such as `outcomes/return_page.html`.
    ///
    /// # Errors
    /// When the template does not exist, is not well formed, or names something that `page` does not hold.
    pub fn page(
        &self,
        template: &str,
        frame: &Frame,
        page: impl Serialize,
    ) -> Result<Html<String>, TemplateError> {
        self.render(
            template,
            context! { frame => Value::from(Serde(frame)), page => Value::from(Serde(page)) },
        )
        .map(Html)
    }

    /// Renders any template with any context; pages use [`Templates::page`].
    ///
    /// # Errors
    /// As for [`Templates::page`].
    pub fn render(&self, template: &str, context: Value) -> Result<String, TemplateError> {
        self.environment
            .get_template(template)
            .and_then(|found| found.render(context))
            .map_err(|source| TemplateError {
                template: template.to_owned(),
                source,
            })
    }

    /// Renders a few lines that are not a file: samples and tests of components.
    ///
    /// # Errors
    /// As for [`Templates::page`].
    pub fn fragment(&self, source: &str, context: Value) -> Result<String, TemplateError> {
        self.environment
            .render_named_str("fragment.html", source, context)
            .map_err(|source| TemplateError {
                template: "fragment".to_owned(),
                source,
            })
    }
}

/// What both environments share: block tags leave no lines behind, everything printed is escaped, and strings and maps
/// have the methods that the published templates call.
fn settings(environment: &mut Environment<'static>) {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    if let Ok(syntax) = syntax.build() {
        environment.set_syntax(syntax);
    }
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(print);
    environment.add_filter("escape", escape);
    environment.add_filter("e", escape);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.set_auto_reload(cfg!(debug_assertions));
}

/// Prints a value with the five characters escaped that matter in text and attributes. The engine's own escape also
/// rewrites every slash, which makes addresses unreadable.
fn print(output: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            output.write_str(&escaped(text))?;
            Ok(())
        }
        _ => minijinja::escape_formatter(output, state, value),
    }
}

/// The filter `escape`, by the same rule.
fn escape(value: &Value) -> Value {
    match value.as_str() {
        Some(text) if !value.is_safe() => Value::from_safe_string(escaped(text)),
        _ => value.clone(),
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Finds a template of ours by its path under `web/src`.
fn own_template(name: &str) -> Result<Option<TemplateSource>, minijinja::Error> {
    let Some(file) = OwnTemplates::get(name) else {
        return Ok(None);
    };
    let digest = file.metadata.sha256_hash();
    let source = String::from_utf8(file.data.into_owned()).map_err(|_| {
        minijinja::Error::new(
            minijinja::ErrorKind::SyntaxError,
            format!("{name} is not UTF-8"),
        )
    })?;
    let name = name.to_owned();
    Ok(Some(TemplateSource::new(source).with_uptodate_check(
        move || OwnTemplates::get(&name).is_some_and(|now| now.metadata.sha256_hash() == digest),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_there_is_an_error() {
        let templates = Templates::new();
        assert!(
            templates
                .fragment("{{ page.missing }}", context! { page => context! {} })
                .is_err()
        );
    }

    #[test]
    fn addresses_stay_readable() {
        let html = Templates::new()
            .fragment(
                "{{ href }}{{ words }}",
                context! { href => "/a/b", words => "<&>\"' é" },
            )
            .unwrap();
        assert_eq!(html, "/a/b&lt;&amp;&gt;&quot;&#39; é");
    }

    #[test]
    fn values_are_escaped() {
        let templates = Templates::new();
        let html = templates
            .fragment(
                "{{ name }}{{ govukTag({'text': name}) }}",
                context! { name => "<script>" },
            )
            .unwrap();
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn every_template_of_ours_is_well_formed() {
        let templates = Templates::new();
        let mut seen = 0;
        for name in OwnTemplates::iter() {
            templates
                .environment
                .get_template(&name)
                .unwrap_or_else(|error| panic!("{name}: {error:#}"));
            seen += 1;
        }
        assert!(seen > 6, "only {seen} templates were found");
    }
}
