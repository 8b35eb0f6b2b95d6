//! The page of a purchase: where the payment page sends the buyer back to.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Money, Timestamp};
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    buyer::unaddressed_until,
    common::{ShownOrder, load_all, till::Told},
};
use crate::{
    orders::{
        self, Purchase, PurchaseId, PurchaseState,
        gifts::{self, Gift},
    },
    payments::{self, PaymentState},
};

/// Where a purchase stands for who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// The buyer comes from the payment page, and its word is on the way.
    Confirming,
    /// The last attempt to pay failed.
    Declined,
    /// A payment could not even begin.
    Stopped(Told),
    Waiting,
    Paid,
    Closed,
}

/// How often the page looks again by itself while it waits for the provider's word: each second at first.
const QUICK: i64 = 10;
const LOOKS: i64 = 20;

#[derive(Template)]
#[template(path = "orders/views/purchase.html")]
struct PurchasePage {
    shell: Shell,
    lang: Lang,
    purchase: Purchase,
    orders: Vec<ShownOrder>,
    standing: Standing,
    /// How often it has looked.
    looks: i64,
    gift: Option<Gift>,
    /// Until when a gift's receiver can say where it goes.
    gift_until: Option<Timestamp>,
    origin: String,
    /// What was paid too late or a second time, and goes back.
    in_vain: Money,
}

impl PurchasePage {
    /// What coupons took off all its orders, with its minus.
    fn discount(&self) -> Option<String> {
        let all = self.orders.iter().map(|shown| shown.order.discount.total());
        let all = all.collect::<Result<Vec<Money>, _>>().ok()?;
        let off = Money::sum(all, self.purchase.total.currency()).and_then(Money::negate).ok()?;
        off.is_negative().then(|| self.shell.money(&off))
    }

    /// The last part of the keys of its texts.
    fn word(&self) -> &'static str {
        match self.standing {
            Standing::Confirming => "confirming",
            Standing::Declined => "declined",
            Standing::Stopped(_) | Standing::Waiting => "unpaid",
            Standing::Paid => "paid",
            Standing::Closed => "closed",
        }
    }

    /// What it says below its head.
    fn words(&self) -> String {
        let deposit = self.orders.iter().find_map(|shown| shown.order.deposit).filter(|it| it.rest.is_none());
        match (self.standing, deposit) {
            (Standing::Paid, Some(deposit)) => {
                let (amount, due) = (self.shell.money(&deposit.amount), self.shell.money(&deposit.due));
                self.shell.say("purchase-words-deposit", &[("amount", &amount), ("due", &due)])
            }
            _ => self.shell.of("purchase-words", self.word()),
        }
    }

    /// Whether the buyer can pay, or try again.
    fn can_pay(&self) -> bool {
        matches!(self.standing, Standing::Declined | Standing::Stopped(_) | Standing::Waiting)
    }

    /// In how many seconds the page looks again, and where.
    fn refresh(&self) -> Option<String> {
        let id = self.purchase.id;
        match self.standing {
            Standing::Confirming => {
                let seconds = if self.looks < QUICK { 1 } else { 5 };
                let looks = self.looks + 1;
                Some(format!("{seconds};url=/purchases/{id}?payment=confirming&looks={looks}"))
            }
            Standing::Waiting => Some(format!("5;url=/purchases/{id}")),
            Standing::Declined | Standing::Stopped(_) | Standing::Paid | Standing::Closed => None,
        }
    }
}

/// `GET /purchases/{id}`: `payment` says what has just become of an attempt to pay.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PurchaseId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let mut asked = Fields::from_query(query.as_deref().unwrap_or_default());
    let told = asked.parsed("payment", Told::parse);
    let looks = asked.maybe_whole("looks", 0..=LOOKS).unwrap_or(0);
    let buyer = visit.account_id()?;
    let read = async move |tx: &mut Tx| {
        let purchase = orders::find_purchase(tx, id).await?;
        let Some(purchase) = purchase.filter(|purchase| purchase.buyer == buyer) else { return Ok(None) };
        let shown = orders::list_of_purchase(tx, id).await?;
        let shown = load_all(tx, shown).await?;
        let gift = gifts::find(tx, id).await?;
        let in_vain = orders::paid_in_vain(tx, &purchase).await?;
        let last = payments::list_of_purchase(tx, id.get()).await?.pop().map(|payment| payment.state);
        Ok::<_, DbError>(Some((purchase, shown, gift, in_vain, last)))
    };
    let (purchase, orders, gift, in_vain, last) =
        market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let standing = match (purchase.state, last, told) {
        (PurchaseState::Paid, _, _) => Standing::Paid,
        (PurchaseState::Closed, _, _) => Standing::Closed,
        (PurchaseState::Unpaid, _, Some(told @ (Told::Refused | Told::Unanswered))) => {
            Standing::Stopped(told)
        }
        (PurchaseState::Unpaid, Some(PaymentState::Failed), _) => Standing::Declined,
        (PurchaseState::Unpaid, Some(_), Some(Told::Confirming)) if looks < LOOKS => Standing::Confirming,
        (PurchaseState::Unpaid, _, _) => Standing::Waiting,
    };
    let gift_until = orders.iter().find_map(|shown| unaddressed_until(&shown.order));
    let shell = visit.shell("orders");
    let lang = visit.lang;
    let origin = market.config.public_url.clone();
    views::page(&PurchasePage {
        shell,
        lang,
        purchase,
        orders,
        standing,
        looks,
        gift,
        gift_until,
        origin,
        in_vain,
    })
}
