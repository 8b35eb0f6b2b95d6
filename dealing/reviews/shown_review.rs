use kernel::Timestamp;
use people::{accounts, shops};
use platform::db::{DbError, Tx};
use selling::orders;

use super::{Author, Review, ReviewState, Verdict};

/// A review as readers see it.
pub struct ShownReview {
    pub review: Review,
    /// Of its author, as far as it is anybody's business.
    pub name: String,
    /// When readers could first see it, or when it was written.
    pub at: Timestamp,
    /// What was bought: its title and the choices.
    pub things: Vec<String>,
    /// The language that the things are named in.
    pub things_lang: &'static str,
}

/// The first letter of a name: a review is a person's word, not their address.
fn masked(name: &str) -> String {
    name.trim().chars().next().map_or_else(|| "**".to_owned(), |first| format!("{first}**"))
}

fn seen_at(review: &Review) -> Timestamp {
    match review.state {
        ReviewState::Sealed { .. } => review.created_at,
        ReviewState::Published { at } | ReviewState::Hidden { published_at: at, .. } => at,
    }
}

impl ShownReview {
    pub async fn load(tx: &mut Tx, review: Review) -> Result<Self, DbError> {
        let shop = shops::find(tx, review.id.shop()).await?;
        let name = match review.author {
            Author::Seller => shop.as_ref().map(|shop| shop.name.clone()).unwrap_or_default(),
            Author::Buyer => {
                accounts::find(tx, review.by).await?.map_or_else(String::new, |by| masked(&by.name))
            }
        };
        let lines = orders::lines(tx, review.order).await?;
        let thing = |line: orders::OrderLine| match line.choices.as_str() {
            "" => line.title,
            choices => format!("{} · {choices}", line.title),
        };
        let things = lines.into_iter().take(3).map(thing).collect();
        let things_lang = shop.map_or("", |shop| shop.language.code());
        let at = seen_at(&review);
        Ok(Self { review, name, at, things, things_lang })
    }

    pub async fn load_all(tx: &mut Tx, list: Vec<Review>) -> Result<Vec<Self>, DbError> {
        let mut shown = Vec::with_capacity(list.len());
        for review in list {
            shown.push(Self::load(tx, review).await?);
        }
        Ok(shown)
    }

    pub fn verdict(&self) -> &'static str {
        self.review.said.verdict.name()
    }

    pub fn tone(&self) -> &'static str {
        match self.review.said.verdict {
            Verdict::Good => "good",
            Verdict::Fair => "warn",
            Verdict::Poor => "bad",
        }
    }

    /// The scores by their names.
    pub fn scores(&self) -> Vec<(&'static str, i64)> {
        let scores = self.review.said.scores;
        scores.map_or_else(Vec::new, |scores| {
            vec![("described", scores.described), ("service", scores.service), ("delivery", scores.delivery)]
        })
    }

    pub fn state(&self) -> &'static str {
        self.review.state.name()
    }
}
