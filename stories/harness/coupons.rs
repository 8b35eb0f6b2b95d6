use kernel::{AccountId, Actor, Currency, Money, ShopId, ShopRole, days};
use people::reduction::Funder;
use platform::db::Tx;
use selling::{
    prices::Deduction,
    promotions::{self, COUPON, Coupon, MARKET, NewCoupon, Off},
};

use super::{Market, Page, Person, Thing, address};

/// Money of a story's shop in its smallest unit.
pub fn fen(count: i64) -> Money {
    Money::new(count, Currency::CNY)
}

/// The field of the checkout for a code of this shop.
pub fn code_field(shop: ShopId) -> String {
    format!("coupon-{shop}")
}

/// What a coupon of a shop takes off a line.
pub fn coupon_deduction(coupon: &Coupon, amount: Money) -> Deduction {
    Deduction {
        kind: &COUPON,
        owner: coupon.id.shop(),
        id: coupon.id.number(),
        name: coupon.name.clone(),
        name_en: String::new(),
        funded_by: Funder::Shop,
        amount,
    }
}

impl Market {
    /// A coupon that begins now and ends in a month, not yet made.
    pub fn new_coupon(&self, code: Option<&str>, off: Off) -> NewCoupon {
        NewCoupon {
            name_en: String::new(),
            name: code.unwrap_or("Once each").to_owned(),
            code: code.map(str::to_owned),
            off,
            least: fen(0),
            from: self.now(),
            until: self.now() + days(30),
            uses_most: None,
            uses_per_buyer: 1,
            is_public: false,
        }
    }

    /// Have a shop or the market make a coupon.
    pub async fn make_coupon(&self, owner: ShopId, new: NewCoupon) -> Coupon {
        let account = AccountId::new(1);
        let by = match owner {
            MARKET => Actor::Operator { account },
            shop => Actor::Seller { account, shop, role: ShopRole::Owner },
        };
        let now = self.now();
        let act = async move |tx: &mut Tx| promotions::create(tx, &by, now, new.clone()).await;
        self.inner.db.write(act).await.unwrap()
    }
}

impl Person {
    /// Everything that one fills in at checkout, with these codes in their fields.
    pub async fn check_out_with(&self, things: &[(Thing, i64)], codes: &[(String, &str)]) -> Page {
        for (thing, pieces) in things {
            let (variant, pieces) = (thing.variant.to_string(), pieces.to_string());
            self.post("/cart", &[("variant", &variant), ("add", &pieces)]).await.is(200);
        }
        let page = self.get("/checkout/CNY").await;
        let (key, total) = (page.field("key"), page.field("seen_total"));
        let mut fields = vec![("key", key.as_str()), ("seen_total", total.as_str())];
        fields.extend(codes.iter().map(|(field, code)| (field.as_str(), *code)));
        let drawn = [("draw", "1")];
        let shown = self.post("/checkout/CNY", &[fields.as_slice(), &drawn].concat()).await;
        if shown.status != 200 {
            return shown;
        }
        let (key, total) = (shown.field("key"), shown.field("seen_total"));
        let mut fields = vec![("key", key.as_str()), ("seen_total", total.as_str())];
        fields.extend(codes.iter().map(|(field, code)| (field.as_str(), *code)));
        let address = address();
        fields.extend(address.iter().map(|(name, value)| (*name, *value)));
        self.post("/checkout/CNY", &fields).await
    }
}
