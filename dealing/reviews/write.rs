use kernel::{Actor, Forbidden, Refused, Timestamp};
use people::{accounts, rules::Rules, shops};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    jobs,
};
use selling::orders::{self, Order, OrderId, OrderState};

use super::{
    Author, Opinion, Review, ReviewId, ReviewStage, ReviewState, numbers,
    promises::PublishReview,
    publish::{PublishError, make_public},
    store,
};

#[derive(Clone, Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error("the order is not completed")]
    NotCompleted,
    #[error("the days to write have gone by")]
    TooLate,
    #[error("this side has written already")]
    Already,
    #[error("nobody reviews their own shop")]
    OwnShop,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error(transparent)]
    Refused(#[from] Refused<ReviewStage>),
    #[error("the review could not be kept")]
    Store(#[from] DbError),
}

impl From<PublishError> for WriteError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Refused(error) => error.into(),
            PublishError::Store(error) => error.into(),
        }
    }
}

/// Until when both sides of an order may write; none before it is completed.
pub fn write_until(order: &Order, rules: &Rules) -> Option<Timestamp> {
    match order.state {
        OrderState::Completed { at, .. } => Some(at + rules.time(numbers::REVIEW)),
        OrderState::Unpaid { .. }
        | OrderState::Unaddressed { .. }
        | OrderState::Deposited { .. }
        | OrderState::Due { .. }
        | OrderState::Paid { .. }
        | OrderState::Shipped { .. }
        | OrderState::Objected { .. }
        | OrderState::Closed { .. }
        | OrderState::Refunded { .. } => None,
    }
}

/// The order of whoever asks, and as which side they speak of it.
async fn find_order(tx: &mut Tx, by: &Actor, id: OrderId) -> Result<Option<(Author, Order)>, WriteError> {
    let found = match by {
        Actor::Buyer { account } => (Author::Buyer, orders::find_for_buyer(tx, *account, id).await?),
        Actor::Seller { shop, .. } => (Author::Seller, orders::find_for_seller(tx, *shop, id).await?),
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => {
            return Err(Forbidden.into());
        }
    };
    Ok(found.1.map(|order| (found.0, order)))
}

/// Say what one side of a completed order thinks of the other.
///
/// It stays sealed until the other side has written as well, or the days to write are over.
pub async fn write(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: OrderId,
    said: Opinion,
) -> Result<Review, WriteError> {
    let account = by.account()?;
    let (author, order) = find_order(tx, by, id).await?.ok_or(WriteError::NoSuchOrder)?;
    let until = write_until(&order, rules).ok_or(WriteError::NotCompleted)?;
    if now >= until {
        return Err(WriteError::TooLate);
    }
    if shops::role_of(tx, id.shop(), order.buyer).await?.is_some() {
        return Err(WriteError::OwnShop);
    }
    let before = store::list_of_order(tx, id).await?;
    if before.iter().any(|review| review.author == author) {
        return Err(WriteError::Already);
    }
    let language = accounts::find(tx, account).await?.map_or(Lang::English, |account| account.language);
    let review = Review {
        id: ReviewId::new(id.shop(), tx.next_id(now)),
        order: id,
        buyer: order.buyer,
        author,
        by: account,
        lang: language,
        said: Opinion { scores: said.scores.filter(|_| author == Author::Buyer), ..said },
        state: ReviewState::Sealed { publish_at: until },
        reply: None,
        edited_at: None,
        created_at: now,
        updated_at: now,
    };
    let listings = if author == Author::Buyer { store::listings(tx, id).await? } else { Vec::new() };
    store::insert(tx, &review, &listings).await.map_err(|error| match error {
        DbError::Unique => WriteError::Already,
        error => error.into(),
    })?;
    let Some(other) = before.first() else {
        jobs::enqueue(tx, now, until, &PublishReview { review: review.id }).await?;
        return Ok(review);
    };
    if other.state.stage() == ReviewStage::Sealed {
        make_public(tx, now, other).await?;
    }
    Ok(make_public(tx, now, &review).await?)
}
