//! A form as a person sent it: every value kept as typed, every problem said once beside its field and once in the
//! summary at the top.
//!
//! A page reads raw values into typed input and collects *all* problems before it answers. With problems it shows the
//! same page again with status 422 ([`refused`]); without, it calls a use case and answers 303. In the template,
//! `components/form.html` draws fields from `page.form` through the published GOV.UK components.
//!
//! This module must not know what any form is about.

mod brought;
mod choice;
mod date;
mod held;
mod upload;

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::templates::{Frame, TemplateError, Templates};

pub(crate) use brought::Brought;
pub(crate) use choice::Choice;
pub(crate) use held::Held;
pub use held::HeldFiles;
pub(crate) use upload::Upload;

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Name of the field, none where the whole form is at fault.
    pub field: Option<String>,
    /// Address of the control within the page, none where the whole form is at fault.
    pub href: Option<String>,
    /// What to do about it: "Enter the date it is to be done by".
    pub text: String,
}

/// The values as typed and the problems found, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FormState {
    /// First value of each field, for text, choices and dates.
    values: BTreeMap<String, String>,
    /// All values of each field, for checkboxes.
    chosen: BTreeMap<String, Vec<String>>,
    /// Everything that is wrong.
    problems: Vec<Problem>,
    /// The first problem of each field, for the message beside it.
    messages: BTreeMap<String, String>,
    /// Controls that are marked as wrong; a date has three.
    wrong: Vec<String>,
}

impl FormState {
    /// A form nobody has filled yet.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A form with the names and values that a browser sent.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::empty();
        for (name, value) in pairs {
            form.values
                .entry(name.clone())
                .or_insert_with(|| value.clone());
            form.chosen.entry(name).or_default().push(value);
        }
        form
    }

    /// Puts a value into a field before the form is first shown.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.values.insert(name.to_owned(), value.clone());
        self.chosen.insert(name.to_owned(), vec![value]);
        self
    }

    /// Takes a value out before the form is shown again: what must not be sent back, such as a password.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.values.remove(name);
        self.chosen.remove(name);
        self
    }

    /// Fills the fields that were not sent from what is known: of several forms on a page only one is sent, and the others
    /// must not stand there empty.
    #[must_use]
    pub fn filled_from(mut self, known: Self) -> Self {
        for (name, value) in known.values {
            self.values.entry(name).or_insert(value);
        }
        for (name, values) in known.chosen {
            self.chosen.entry(name).or_insert(values);
        }
        self
    }

    /// What was typed into a field, as typed; empty where the field was not sent.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// What was typed without the white space round it; most fields are read so.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Every value of a field with several, such as checkboxes.
    #[must_use]
    pub fn chosen(&self, name: &str) -> &[String] {
        self.chosen.get(name).map_or(&[], Vec::as_slice)
    }

    /// Says what is wrong with a field.
    pub fn problem(&mut self, name: &str, text: impl Into<String>) {
        self.problem_in(name, name, text);
    }

    /// Says what is wrong with one control of a field that has several: `problem_in("due", "due-day", ...)`.
    pub fn problem_in(&mut self, name: &str, control: &str, text: impl Into<String>) {
        let text = text.into();
        self.wrong.push(control.to_owned());
        self.messages
            .entry(name.to_owned())
            .or_insert_with(|| text.clone());
        self.problems.push(Problem {
            field: Some(name.to_owned()),
            href: Some(format!("#{control}")),
            text,
        });
    }

    /// Says what is wrong with the form as a whole.
    pub fn problem_with_form(&mut self, text: impl Into<String>) {
        self.problems.push(Problem {
            field: None,
            href: None,
            text: text.into(),
        });
    }

    /// Reads a field that must not be empty; says `otherwise` where it is.
    pub fn required(&mut self, name: &str, otherwise: &str) -> Option<String> {
        let text = self.text(name).to_owned();
        if text.is_empty() {
            self.problem(name, otherwise);
            return None;
        }
        Some(text)
    }

    /// Everything that is wrong, in the order in which it was found.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

impl<S: Send + Sync> FromRequest<S> for FormState {
    type Rejection = Response;

    #[expect(
        clippy::disallowed_types,
        reason = "the one place that turns what axum read into our own form"
    )]
    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let axum::Form(pairs) = axum::Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self::from_pairs(pairs))
    }
}

/// The same page again, with its problems, status 422 and "Error:" before its title.
///
/// # Errors
/// When the template cannot be rendered.
pub fn refused(
    templates: &Templates,
    template: &str,
    frame: &Frame,
    page: impl Serialize,
) -> Result<Response, TemplateError> {
    let mut frame = frame.clone();
    frame.has_problems = true;
    let html = templates.page(template, &frame, page)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;
    use minijinja::value::Serde;
    use proptest::prelude::*;

    fn show(form: &FormState, fields: &str) -> String {
        Templates::new()
            .fragment(
                &format!("{{% from 'components/form.html' import problem_summary, text_field, text_area, radios, checkboxes, select, date_fields, file_field %}}{fields}"),
                context! { form => minijinja::Value::from(Serde(form)) },
            )
            .unwrap_or_else(|error| panic!("{error:?}"))
    }

    #[test]
    fn a_problem_is_said_beside_its_field_and_in_the_summary() {
        let mut form = FormState::from_pairs([("owner".to_owned(), " ".to_owned())]);
        assert_eq!(form.required("owner", "Enter who owns it"), None);
        form.problem_with_form("Two actions have the same words");
        let html = show(
            &form,
            "{{ problem_summary(form) }}{{ text_field(form, 'owner', 'Owner', hint='A name') }}",
        );
        assert!(html.contains("There is a problem"), "{html}");
        assert!(
            html.contains("<a href=\"#owner\">Enter who owns it</a>"),
            "{html}"
        );
        assert!(html.contains("Two actions have the same words"), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(
            html.contains("aria-describedby=\"owner-hint owner-error\""),
            "{html}"
        );
        assert!(html.contains("id=\"owner-error\""), "{html}");
        assert!(
            html.contains("value=\" \""),
            "what was typed is kept: {html}"
        );
    }

    #[test]
    fn a_sound_form_has_no_summary_and_no_marks() {
        let form = FormState::empty().with("owner", "Head of performance");
        let html = show(
            &form,
            "{{ problem_summary(form) }}{{ text_field(form, 'owner', 'Owner') }}",
        );
        assert!(!html.contains("error"), "{html}");
        assert!(!html.contains("aria-invalid"), "{html}");
        assert!(html.contains("value=\"Head of performance\""), "{html}");
    }

    #[test]
    fn choices_keep_what_was_chosen_and_link_to_the_first() {
        let mut form = FormState::from_pairs([
            ("who".to_owned(), "older".to_owned()),
            ("who".to_owned(), "carers".to_owned()),
            ("how".to_owned(), "stuck".to_owned()),
        ]);
        form.problem("how", "Say what would help");
        let html = show(
            &form,
            "{{ problem_summary(form) }}{{ radios(form, 'how', 'How is it going?', [{'value': 'on-course', 'text': 'On course'}, {'value': 'stuck', 'text': 'Stuck'}]) }}
             {{ checkboxes(form, 'who', 'Who', [{'value': 'older', 'text': 'Older people'}, {'value': 'carers', 'text': 'Carers'}, {'value': 'none', 'text': 'Nobody'}]) }}",
        );
        assert_eq!(html.matches(" checked").count(), 3, "{html}");
        assert!(html.contains("<a href=\"#how\">"), "{html}");
        assert!(html.contains("id=\"how\""), "{html}");
    }

    #[tokio::test]
    async fn a_refused_form_answers_422_with_error_in_the_title() {
        #[derive(Serialize)]
        struct Page {
            what_happened: &'static str,
            what_to_do: Vec<String>,
            reference: &'static str,
        }
        let page = Page {
            what_happened: "x",
            what_to_do: vec![],
            reference: "y",
        };
        let frame = Frame::commonweal("Sign in");
        let response = refused(
            &Templates::new(),
            "error_pages/error_page.html",
            &frame,
            page,
        )
        .unwrap();
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert!(body.contains("<title>Error: Sign in"), "{body}");
    }

    proptest! {
        /// Whatever is typed comes back as typed and never as markup.
        #[test]
        fn nothing_typed_is_lost_or_becomes_markup(typed in "[ -~\u{a0}-\u{2fff}]{0,60}") {
            let form = FormState::from_pairs([("words".to_owned(), typed.clone())]);
            prop_assert_eq!(form.raw("words"), typed.as_str());
            let html = show(&form, "{{ text_area(form, 'words', 'Words') }}");
            prop_assert_eq!(html.matches("<textarea").count(), 1);
            prop_assert!(!html.contains("<script"));
        }
    }
}
