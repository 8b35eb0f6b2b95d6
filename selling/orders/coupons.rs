//! What a purchase costs: with all that is taken off, and with the codes that its buyer typed.

use kernel::{Currency, Money, MoneyError, ShopId};
use platform::db::{DbError, Tx};

use crate::{
    prices::{self, Asking, Line, Priced},
    promotions::{self, COUPON, CheckError, Claim, CodeCheck, Coupon, MARKET, Refusal, ValidCoupon},
};

/// The codes that a buyer typed: one of each shop, and one of the market.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    pub shops: Vec<(ShopId, String)>,
    pub market: String,
}

impl Codes {
    fn of_shop(&self, shop: ShopId) -> &str {
        self.shops.iter().find(|(id, _)| *id == shop).map_or("", |(_, code)| code.trim())
    }

    pub fn is_empty(&self) -> bool {
        self.typed().next().is_none()
    }

    /// Every code that was typed, with whose it should be.
    pub fn typed(&self) -> impl Iterator<Item = (ShopId, &str)> {
        let shops = self.shops.iter().map(|(shop, code)| (*shop, code.trim()));
        shops.chain([(MARKET, self.market.trim())]).filter(|(_, code)| !code.is_empty())
    }
}

/// What came of one code.
#[derive(Clone, Debug, Default)]
pub enum Tried {
    /// None was typed.
    #[default]
    None,
    Applied {
        coupon: Box<Coupon>,
        amount: Money,
    },
    Refused(Refusal),
}

impl Tried {
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(*refusal),
            Self::None | Self::Applied { .. } => None,
        }
    }

    pub fn applied(&self) -> Option<(&Coupon, Money)> {
        match self {
            Self::Applied { coupon, amount } => Some((coupon, *amount)),
            Self::None | Self::Refused(_) => None,
        }
    }
}

/// What things cost, and what came of the codes.
#[derive(Clone, Debug)]
pub struct Counted {
    pub priced: Priced,
    /// What came of the code of each shop.
    pub shops: Vec<(ShopId, Tried)>,
    pub market: Tried,
    pub claims: Vec<Claim>,
}

impl Counted {
    /// The first code that does not apply, and whose it should be.
    pub fn refusal(&self) -> Option<(ShopId, Refusal)> {
        let of_shops = self.shops.iter().map(|(shop, tried)| (*shop, tried));
        let mut all = of_shops.chain([(MARKET, &self.market)]);
        all.find_map(|(owner, tried)| Some((owner, tried.refusal()?)))
    }

    /// What came of the code of a shop.
    pub fn of_shop(&self, shop: ShopId) -> Tried {
        self.shops.iter().find(|(of, _)| *of == shop).map_or(Tried::None, |(_, tried)| tried.clone())
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum CountError {
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("what it costs could not be looked up")]
    Store(#[from] DbError),
}

/// What things cost, whoever asks and however they are bought: for the cart, the checkout, the API and the order.
///
/// A code that does not apply takes nothing off, and says why. What a coupon asks for at least is of the goods as they are
/// priced, before thresholds and codes.
pub async fn count(
    tx: &mut Tx,
    asking: &Asking,
    currency: Currency,
    lines: &[Line],
    codes: &Codes,
) -> Result<Counted, CountError> {
    let (rules, mut reductions) = (&asking.rules, prices::reductions(tx, asking, lines).await?);
    let mut priced = prices::price(currency, lines, &reductions, rules)?;
    let mut looked = Vec::new();
    let mut shops: Vec<ShopId> = Vec::new();
    for line in lines {
        if !shops.contains(&line.shop) {
            shops.push(line.shop);
        }
    }
    for owner in shops.iter().copied().chain([MARKET]) {
        let code = if owner == MARKET { codes.market.trim() } else { codes.of_shop(owner) };
        if code.is_empty() {
            continue;
        }
        let goods = priced.base(&COUPON, owner, rules)?;
        let asked = CodeCheck { owner, code, goods, buyer: asking.buyer, now: asking.now };
        let found = match promotions::check(tx, asked).await {
            Ok(found) => Ok(found),
            Err(CheckError::Refused(refusal)) => Err(refusal),
            Err(CheckError::Money(error)) => return Err(error.into()),
            Err(CheckError::Store(error)) => return Err(error.into()),
        };
        looked.push((owner, found));
    }
    let valid = looked.iter().filter_map(|(_, found)| found.as_ref().ok());
    reductions.extend(valid.map(|valid| valid.coupon.reduction()));
    if looked.iter().any(|(_, found)| found.is_ok()) {
        priced = prices::price(currency, lines, &reductions, rules)?;
    }
    settle(priced, shops, looked)
}

/// What each code came to. A coupon that comes to nothing is not used up for it.
fn settle(
    priced: Priced,
    shops: Vec<ShopId>,
    looked: Vec<(ShopId, Result<ValidCoupon, Refusal>)>,
) -> Result<Counted, CountError> {
    let taken = priced.taken()?;
    let mut found = Counted {
        priced,
        shops: shops.into_iter().map(|shop| (shop, Tried::None)).collect(),
        market: Tried::None,
        claims: Vec::new(),
    };
    for (owner, looked) in looked {
        let tried = match looked {
            Err(refusal) => Tried::Refused(refusal),
            Ok(ValidCoupon { coupon, code }) => {
                let is_it = |id: i64| id == coupon.id.number();
                let deduction = taken.iter().find(|deduction| {
                    deduction.kind.name == COUPON.name && deduction.owner == owner && is_it(deduction.id)
                });
                match deduction.map(|deduction| deduction.amount) {
                    None => Tried::Refused(Refusal::Nothing),
                    Some(amount) => {
                        found.claims.push(Claim { coupon: coupon.id, code, amount });
                        Tried::Applied { coupon: Box::new(coupon), amount }
                    }
                }
            }
        };
        match found.shops.iter_mut().find(|(shop, _)| *shop == owner) {
            Some((_, of_shop)) => *of_shop = tried,
            None => found.market = tried,
        }
    }
    // Claimed in this order by everybody, so that no two purchases wait for each other.
    found.claims.sort_by_key(|claim| claim.coupon);
    Ok(found)
}
