use kernel::{Actor, Forbidden};
use platform::db::{DbError, Tx};

use super::{CartError, OrderId, OrderLine, lines, put_in_cart, quantity_in_cart, store};
use crate::prices::Asking;

#[derive(Clone, Debug, thiserror::Error)]
pub enum AgainError {
    #[error("there is no such order")]
    NoSuchOrder,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the cart could not be kept")]
    Store(#[from] DbError),
}

/// Put what an order was of into its buyer's cart once more, as far as it can still be bought; the answer is what cannot.
///
/// Of what is scarce by now there is as much in the cart as the shop has left.
pub async fn buy_again(
    tx: &mut Tx,
    by: &Actor,
    asking: &Asking,
    id: OrderId,
) -> Result<Vec<OrderLine>, AgainError> {
    let holder = by.account()?.get();
    store::find_for(tx, by, id).await?.ok_or(AgainError::NoSuchOrder)?;
    let mut missing = Vec::new();
    for line in lines(tx, id).await? {
        let have = quantity_in_cart(tx, holder, line.variant).await?;
        let wanted = have.saturating_add(line.quantity);
        let put = match put_in_cart(tx, asking, holder, line.variant, wanted).await {
            Err(CartError::TooMany(left)) if left > have => {
                put_in_cart(tx, asking, holder, line.variant, left).await
            }
            put => put,
        };
        match put {
            Ok(()) => {}
            // All that is left is in the cart already.
            Err(CartError::TooMany(left)) if left > 0 && have > 0 => {}
            Err(CartError::NoSuchVariant | CartError::TooMany(_) | CartError::Full) => missing.push(line),
            Err(CartError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(missing)
}

/// What of an order is not in its buyer's cart.
pub async fn not_in_cart(tx: &mut Tx, by: &Actor, id: OrderId) -> Result<Vec<OrderLine>, AgainError> {
    let holder = by.account()?.get();
    store::find_for(tx, by, id).await?.ok_or(AgainError::NoSuchOrder)?;
    let mut missing = Vec::new();
    for line in lines(tx, id).await? {
        if quantity_in_cart(tx, holder, line.variant).await? == 0 {
            missing.push(line);
        }
    }
    Ok(missing)
}
