use kernel::Timestamp;
use people::{accounts, shops};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};
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
    /// The same in English, as far as the shop has said it.
    pub things_en: Vec<String>,
    /// The shop's own language, in which `things` are named.
    pub own: Lang,
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
        let own = shop.map_or(Lang::English, |shop| shop.language);
        let other = if own == Lang::English { Lang::Chinese } else { Lang::English };
        let thing = |line: &orders::OrderLine, lang| match line.choices_in(lang, own) {
            "" => line.title_in(lang, own).to_owned(),
            choices => format!("{} · {choices}", line.title_in(lang, own)),
        };
        let things = lines.iter().take(3).map(|line| thing(line, own)).collect();
        let things_en = lines.iter().take(3).map(|line| thing(line, other)).collect();
        let at = seen_at(&review);
        Ok(Self { review, name, at, things, things_en, own })
    }

    /// What was bought, for a reader of `lang`.
    pub fn things_in(&self, lang: Lang) -> &[String] {
        if lang == self.own { &self.things } else { &self.things_en }
    }

    /// The language that they are named in then.
    pub fn things_lang(&self, lang: Lang) -> &'static str {
        if lang == self.own || self.things == self.things_en { self.own.code() } else { "en" }
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
