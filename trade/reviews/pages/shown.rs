use kernel::Timestamp;
use platform::db::{DbError, Tx};

use crate::{
    accounts,
    orders::{self, Order},
    reviews::numbers,
    reviews::{
        self, Author, Credit, Review, ReviewStage, ReviewState, Verdict, credit_of_buyer, list_of_order,
        write_until,
    },
    rules::Rules,
    shops,
};

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

/// What the two sides of an order say of each other, as one of them sees it.
pub struct OfOrder {
    /// Who looks.
    pub side: Author,
    pub own: Option<ShownReview>,
    /// What the other side says, once it is published.
    pub other: Option<ShownReview>,
    /// The other side has written, and it is sealed.
    pub other_waits: bool,
    pub until: Option<Timestamp>,
    pub can_write: bool,
    pub can_edit: bool,
    /// What shops have said about the buyer, for the shop to see.
    pub credit: Credit,
}

impl OfOrder {
    pub async fn find(
        tx: &mut Tx,
        order: &Order,
        rules: &Rules,
        side: Author,
        now: Timestamp,
    ) -> Result<Self, DbError> {
        let until = write_until(order, rules);
        let credit = credit_of_buyer(tx, order.buyer).await?;
        let both = list_of_order(tx, order.id).await?;
        let (own, other): (Vec<Review>, Vec<Review>) =
            both.into_iter().partition(|review| review.author == side);
        let own = own.into_iter().next();
        let other_waits = other.iter().any(|review| review.state.stage() == ReviewStage::Sealed);
        let other = other.into_iter().find(Review::is_published);
        let is_own_shop = shops::role_of(tx, order.id.shop(), order.buyer).await?.is_some();
        let can_edit = own.as_ref().is_some_and(|own| can_edit(own, rules, now));
        let can_write = own.is_none() && !is_own_shop && until.is_some_and(|until| now < until);
        let own = match own {
            Some(own) => Some(ShownReview::load(tx, own).await?),
            None => None,
        };
        let other = match other {
            Some(other) => Some(ShownReview::load(tx, other).await?),
            None => None,
        };
        Ok(Self { side, own, other, other_waits, until, can_write, can_edit, credit })
    }

    /// Whether there is anything to show.
    pub fn is_shown(&self) -> bool {
        self.own.is_some() || self.other.is_some() || self.can_write
    }

    /// Whether the one who looks may still answer.
    pub fn can_reply(&self) -> bool {
        self.other.as_ref().is_some_and(|other| other.review.reply.is_none())
    }
}

/// Whether a review may still be changed by its author.
pub fn can_edit(review: &Review, rules: &Rules, now: Timestamp) -> bool {
    review.edited_at.is_none()
        && match review.state {
            ReviewState::Sealed { .. } => true,
            ReviewState::Published { at } => now < at + rules.time(numbers::REVIEW),
            ReviewState::Hidden { .. } => false,
        }
}

/// What everybody may read of a review; sealed ones are their author's.
pub async fn find_public(tx: &mut Tx, id: reviews::ReviewId) -> Result<Option<ShownReview>, DbError> {
    match reviews::find(tx, id).await?.filter(Review::is_published) {
        Some(review) => Ok(Some(ShownReview::load(tx, review).await?)),
        None => Ok(None),
    }
}
