//! Who runs whose jobs.

use std::sync::Arc;

use platform::jobs::Runner;
use trade::{
    accounts::jobs::SendCode,
    catalog::jobs::ImportListings,
    market::Market,
    negotiation::{
        jobs::{DeclineOffer, EndOfferTurn},
        push::{PushMessage, WakeDevice},
        quotes::jobs::EndQuoteTurn,
        reports::tell::TellOfRuling,
        tell::TellUnread,
    },
    notifications::jobs::ForgetNotifications,
    operator::jobs::BalanceLedger,
    orders::news::OrderMoved,
    orders::{
        gifts::jobs::{RefundUnaddressed, TellOfGift},
        jobs::{CloseUnpaid, ForfeitDeposit, RefundUnshipped, ReleaseEscrow},
        refunds::{jobs::EndTurn, tell::TellOfRefund},
        tell::{TellBuyer, TellOfPurchase, TellSeller},
    },
    payments::{SendRefund, sandbox::DeliverNotice},
    payouts::jobs::{TellAccount, TellPayout},
    reviews::{
        jobs::{PublishReview, RemindReview},
        tell::TellOfReview,
    },
};

/// The runner of a market, knowing every kind of job.
pub fn runner(market: &Market) -> Runner {
    let world = Arc::new(market.clone());
    Runner::new(market.db.clone(), market.clock.clone(), market.work.clone())
        .with::<SendCode>(world.clone())
        .with::<ImportListings>(world.clone())
        .with::<CloseUnpaid>(world.clone())
        .with::<RefundUnshipped>(world.clone())
        .with::<ForfeitDeposit>(world.clone())
        .with::<ReleaseEscrow>(world.clone())
        .with::<RefundUnaddressed>(world.clone())
        .with::<TellOfGift>(world.clone())
        .with::<EndTurn>(world.clone())
        .with::<BalanceLedger>(world.clone())
        .with::<ForgetNotifications>(world.clone())
        .with::<DeclineOffer>(world.clone())
        .with::<EndOfferTurn>(world.clone())
        .with::<EndQuoteTurn>(world.clone())
        .with::<TellUnread>(world.clone())
        .with::<PushMessage>(world.clone())
        .with::<WakeDevice>(world.clone())
        .with::<TellOfRuling>(world.clone())
        .with::<TellOfPurchase>(world.clone())
        .with::<TellOfRefund>(world.clone())
        .with::<TellBuyer>(world.clone())
        .with::<TellSeller>(world.clone())
        .with::<OrderMoved>(world.clone())
        .with::<PublishReview>(world.clone())
        .with::<RemindReview>(world.clone())
        .with::<TellOfReview>(world.clone())
        .with::<TellPayout>(world.clone())
        .with::<TellAccount>(world.clone())
        .with::<SendRefund>(world.clone())
        .with::<DeliverNotice>(world)
}
