use platform::web::Problem;

use super::StartError;
use super::checkout::coupon_field;
use crate::{
    orders::{
        AgainError, BuyError, CancelError, CartError, CheckoutError, ExtendError, PayError, PlaceError,
        ReadyError, ReceiveError, ShipError, coupons::CountError,
    },
    payments::ProviderError,
    promotions::{self, MARKET},
};

impl From<CancelError> for Problem {
    fn from(error: CancelError) -> Self {
        match error {
            CancelError::NoSuchOrder => Self::not_found(),
            CancelError::Forbidden(error) => error.into(),
            CancelError::Refused(error) => error.into(),
            CancelError::TooEarly => Self::conflict("problem-order-state"),
            CancelError::Begun => Self::conflict("problem-order-begun"),
            CancelError::NoPayment | CancelError::Unbalanced(_) => Self::broken(error),
            CancelError::Store(error) => error.into(),
        }
    }
}

impl From<ReadyError> for Problem {
    fn from(error: ReadyError) -> Self {
        match error {
            ReadyError::NoSuchOrder => Self::not_found(),
            ReadyError::Forbidden(error) => error.into(),
            ReadyError::Refused(error) => error.into(),
            ReadyError::Unbalanced(_) => Self::broken(error),
            ReadyError::Store(error) => error.into(),
        }
    }
}

impl From<ShipError> for Problem {
    fn from(error: ShipError) -> Self {
        match error {
            ShipError::NoSuchOrder => Self::not_found(),
            ShipError::Forbidden(error) => error.into(),
            ShipError::Refused(error) => error.into(),
            ShipError::Store(error) => error.into(),
        }
    }
}

impl From<ReceiveError> for Problem {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::NoSuchOrder => Self::not_found(),
            ReceiveError::TooEarly => Self::conflict("problem-order-state"),
            ReceiveError::Forbidden(error) => error.into(),
            ReceiveError::Refused(error) => error.into(),
            ReceiveError::Unbalanced(_) => Self::broken(error),
            ReceiveError::Store(error) => error.into(),
        }
    }
}

impl From<ExtendError> for Problem {
    fn from(error: ExtendError) -> Self {
        match error {
            ExtendError::NoSuchOrder => Self::not_found(),
            ExtendError::Forbidden(error) => error.into(),
            ExtendError::Refused(error) => error.into(),
            ExtendError::Store(error) => error.into(),
        }
    }
}

impl From<CartError> for Problem {
    fn from(error: CartError) -> Self {
        match error {
            CartError::NoSuchVariant => Self::not_found(),
            CartError::TooMany(_) => Self::conflict("problem-too-few-left"),
            CartError::Full => Self::conflict("problem-cart-full"),
            CartError::Store(error) => error.into(),
        }
    }
}

impl From<AgainError> for Problem {
    fn from(error: AgainError) -> Self {
        match error {
            AgainError::NoSuchOrder => Self::not_found(),
            AgainError::Forbidden(error) => error.into(),
            AgainError::Store(error) => error.into(),
        }
    }
}

impl From<BuyError> for Problem {
    fn from(error: BuyError) -> Self {
        match error {
            BuyError::NotOnSale => Self::not_found(),
            BuyError::NoZone => Self::conflict("checkout-no-zone"),
            BuyError::Coupon { owner, refusal } => {
                let field = if owner == MARKET { "market_coupon" } else { "coupon" };
                promotions::pages::problem(&[(field.to_owned(), refusal)])
            }
            BuyError::Money(_) => Self::conflict("problem-amount"),
            BuyError::Store(error) => error.into(),
        }
    }
}

impl From<CountError> for Problem {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Money(_) => Self::conflict("problem-amount"),
            CountError::Store(error) => error.into(),
        }
    }
}

impl From<CheckoutError> for Problem {
    fn from(error: CheckoutError) -> Self {
        match error {
            CheckoutError::Empty => Self::conflict("problem-cart-empty"),
            CheckoutError::NotReady => Self::conflict("problem-cart-not-ready"),
            CheckoutError::Coupons(refusals) => {
                let named = refusals.into_iter().map(|(owner, refusal)| (coupon_field(owner), refusal));
                promotions::pages::problem(&named.collect::<Vec<_>>())
            }
            CheckoutError::Changes => Self::conflict("problem-cart-changes"),
            CheckoutError::TotalChanged => Self::conflict("problem-total-changed"),
            CheckoutError::Money => Self::conflict("problem-amount"),
            CheckoutError::Place(error) => error.into(),
            CheckoutError::Store(error) => error.into(),
        }
    }
}

impl From<PlaceError> for Problem {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Empty | PlaceError::NoPieces => Self::conflict("problem-cart-empty"),
            PlaceError::Money => Self::conflict("problem-amount"),
            PlaceError::TooMuch => Self::conflict("problem-too-much"),
            PlaceError::Unpayable(reason) => Self::conflict(reason.key()),
            PlaceError::CouponGone => Self::conflict("problem-coupon-gone"),
            PlaceError::SoldOut(_) => Self::conflict("problem-sold-out"),
            PlaceError::CartChanged => Self::conflict("problem-cart-changed"),
            PlaceError::Store(error) => error.into(),
        }
    }
}

impl From<PayError> for Problem {
    fn from(error: PayError) -> Self {
        match error {
            PayError::NoSuchPurchase => Self::not_found(),
            PayError::Refused(error) => error.into(),
            PayError::OtherAmount | PayError::Unbalanced(_) => Self::broken(error),
            PayError::Store(error) => error.into(),
        }
    }
}

impl From<StartError> for Problem {
    fn from(error: StartError) -> Self {
        match error {
            StartError::NoSuchPurchase => Self::not_found(),
            StartError::NotWaiting => Self::conflict("problem-purchase-state"),
            StartError::Provider(ProviderError::Refused(_)) => {
                tracing::warn!(%error, "a payment was refused");
                Self::conflict("problem-provider-refused")
            }
            StartError::Provider(ProviderError::Unanswered(_)) => {
                tracing::warn!(%error, "a payment could not be started");
                Self::new(axum::http::StatusCode::BAD_GATEWAY, "problem-provider")
            }
            StartError::Pay(error) => error.into(),
            StartError::Store(error) => error.into(),
        }
    }
}
