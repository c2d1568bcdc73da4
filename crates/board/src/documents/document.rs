use crate::database::DatabaseError;
use crate::runner::House;
use crate::texts::{Text, TextType, Version, VersionState, texts_of, versions_of};
use crate::vocabulary::{RecordId, Slug};

/// The types of text that are documents of a board. Reports, minutes and strategies have capabilities of their own.
pub const DOCUMENT_TYPES: &[TextType] = &[TextType::Terms, TextType::Pack];

/// What a type of document is called: "terms of reference".
#[must_use]
pub const fn type_in_words(text_type: TextType) -> &'static str {
    match text_type {
        TextType::Terms => "terms of reference",
        TextType::Pack => "pack",
        other => other.as_str(),
    }
}

/// A document with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The text: title, owner, type.
    pub text: Text,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
}

impl Document {
    /// The versions that everybody may read, oldest first: the published one and those that it replaced.
    #[must_use]
    pub fn public_versions(&self) -> impl DoubleEndedIterator<Item = &Version> {
        self.versions.iter().filter(|version| {
            matches!(
                version.state,
                VersionState::Published | VersionState::Replaced
            )
        })
    }

    /// The version that holds, if one was published.
    #[must_use]
    pub fn published(&self) -> Option<&Version> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.state == VersionState::Published)
    }

    /// The newest version, published or not.
    #[must_use]
    pub fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The public version that came before one.
    #[must_use]
    pub fn public_before(&self, version: &Version) -> Option<&Version> {
        self.public_versions()
            .rev()
            .find(|earlier| earlier.number < version.number)
    }
}

/// The documents of a body, by title: terms of reference first, then packs.
pub async fn documents_of(
    house: &House,
    body_id: RecordId,
) -> Result<Vec<Document>, DatabaseError> {
    let mut documents = Vec::new();
    for &text_type in DOCUMENT_TYPES {
        for text in texts_of(house, body_id, text_type).await? {
            let versions = versions_of(house, text.record.id).await?;
            documents.push(Document { text, versions });
        }
    }
    Ok(documents)
}

/// The document of a body with a short name.
pub async fn document(
    house: &House,
    body_id: RecordId,
    slug: &Slug,
) -> Result<Option<Document>, DatabaseError> {
    let documents = documents_of(house, body_id).await?;
    Ok(documents
        .into_iter()
        .find(|document| document.text.record.slug == *slug))
}
