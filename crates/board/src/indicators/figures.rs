use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use evidence::analysis::{
    self, Answer, Ask, AskError, BuiltRate, CompareAsk, Comparison, Deprivation, DeprivationAsk,
    Gap, GapAsk, IndicatorAsk, IndicatorView, Outliers, OutliersAsk, Over, Profile, ProfileAsk,
    Question, RateAsk,
};
use evidence::engine::{Engine, FileHash};
use evidence::receipts::{Recomputed, canonical};

use super::{StoredReceipt, keep_receipt, published_over, small_areas_over};
use crate::database::DatabaseError;
use crate::runner::{House, Who};

/// So many answers are kept at hand. One of the largest takes about 200 kB.
const MOST_ANSWERS: usize = 64;

/// Answers from published data. It asks the engine, keeps the receipt of every answer that it gives, and has the last
/// answers at hand: the same question over the same files has the same answer.
#[derive(Clone)]
pub struct Figures {
    engine: Arc<dyn Engine>,
    at_hand: Arc<Mutex<AtHand>>,
}

#[derive(Default)]
struct AtHand {
    answers: HashMap<FileHash, Arc<dyn Any + Send + Sync>>,
    oldest_first: VecDeque<FileHash>,
}

impl std::fmt::Debug for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Figures").finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// The question has none.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl Figures {
    /// Answers from an engine's files.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Self {
            engine,
            at_hand: Arc::default(),
        }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    /// One place on all indicators.
    pub async fn compare(
        &self,
        house: &House,
        who: &Who,
        ask: &CompareAsk,
    ) -> Result<Arc<Answer<Comparison>>, FiguresError> {
        let over = published_over(house, None).await?;
        let (key, held) = self.held(Ask::Compare(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::compare(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// Where one place stands out.
    pub async fn outliers(
        &self,
        house: &House,
        who: &Who,
        ask: &OutliersAsk,
    ) -> Result<Arc<Answer<Outliers>>, FiguresError> {
        let over = published_over(house, None).await?;
        let (key, held) = self.held(Ask::Outliers(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::outliers(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// One indicator in one place.
    pub async fn indicator(
        &self,
        house: &House,
        who: &Who,
        ask: &IndicatorAsk,
    ) -> Result<Arc<Answer<IndicatorView>>, FiguresError> {
        let over = published_over(house, Some(&ask.indicator)).await?;
        let (key, held) = self.held(Ask::Indicator(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::indicator(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// The gap of one indicator inside one place.
    pub async fn gap(
        &self,
        house: &House,
        who: &Who,
        ask: &GapAsk,
    ) -> Result<Arc<Answer<Gap>>, FiguresError> {
        let over = published_over(house, Some(&ask.indicator)).await?;
        let (key, held) = self.held(Ask::Gap(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::gap(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// How deprived a place is that is built of small areas.
    pub async fn deprivation(
        &self,
        house: &House,
        who: &Who,
        ask: &DeprivationAsk,
    ) -> Result<Arc<Answer<Deprivation>>, FiguresError> {
        let over = small_areas_over(house).await?;
        let (key, held) = self.held(Ask::Deprivation(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::deprivation(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// Who lives in a place that is built of small areas, and what is unequal there.
    pub async fn profile(
        &self,
        house: &House,
        who: &Who,
        ask: &ProfileAsk,
    ) -> Result<Arc<Answer<Profile>>, FiguresError> {
        let over = small_areas_over(house).await?;
        let (key, held) = self.held(Ask::Profile(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::profile(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// A rate made of counts and a population: over the files that hold either, and those about small areas.
    pub async fn rate(
        &self,
        house: &House,
        who: &Who,
        ask: &RateAsk,
    ) -> Result<Arc<Answer<BuiltRate>>, FiguresError> {
        let mut over = published_over(house, Some(&ask.counts)).await?;
        over = over.and(small_areas_over(house).await?);
        if let Some(population) = &ask.population {
            over = over.and(published_over(house, Some(population)).await?);
        }
        let (key, held) = self.held(Ask::Rate(ask.clone()), &over);
        if let Some(held) = held {
            return Ok(held);
        }
        let answer = analysis::rate(self.engine(), ask, &over).await?;
        Ok(self.given(house, who, key, answer).await)
    }

    /// Asks again what a receipt asked, and compares. No stored answer is needed.
    pub async fn explain(&self, stored: &StoredReceipt) -> Result<Recomputed, FiguresError> {
        evidence::receipts::recompute(self.engine(), &stored.receipt)
            .await
            .map_err(|error| FiguresError::Ask(error.into()))
    }

    /// The key of a question, and the answer to it where that is at hand.
    fn held<T: Send + Sync + 'static>(
        &self,
        ask: Ask,
        over: &Over,
    ) -> (FileHash, Option<Arc<Answer<T>>>) {
        let question = Question {
            ask,
            over: over.clone(),
        };
        let written = serde_json::to_value(&question).unwrap_or_default();
        let key = FileHash::of(canonical(&written).as_bytes());
        let at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let found = at_hand.answers.get(&key).map(Arc::clone);
        (key, found.and_then(|found| found.downcast().ok()))
    }

    /// Keeps the receipt of an answer and holds the answer at hand.
    async fn given<T: Send + Sync + 'static>(
        &self,
        house: &House,
        who: &Who,
        key: FileHash,
        mut answer: Answer<T>,
    ) -> Arc<Answer<T>> {
        match keep_receipt(house, who, &answer.receipt).await {
            Ok(number) => answer.receipt.number = number,
            // The figures are right all the same, and a full disk must not take public pages down.
            Err(error) => tracing::error!(cause = ?error, "a receipt could not be kept"),
        }
        let answer = Arc::new(answer);
        let mut at_hand = self.at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        let held: Arc<dyn Any + Send + Sync> = answer.clone();
        if at_hand.answers.insert(key, held).is_none() {
            at_hand.oldest_first.push_back(key);
        }
        if at_hand.oldest_first.len() > MOST_ANSWERS
            && let Some(oldest) = at_hand.oldest_first.pop_front()
        {
            at_hand.answers.remove(&oldest);
        }
        drop(at_hand);
        answer
    }
}
