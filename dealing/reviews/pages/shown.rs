use kernel::Timestamp;
use people::{rules::Rules, shops};
use platform::db::{DbError, Tx};
use selling::orders::Order;

use crate::{
    reviews::numbers,
    reviews::{
        self, Author, Credit, Review, ReviewStage, ReviewState, ShownReview, credit_of_buyer, list_of_order,
        write_until,
    },
};

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
