//! What the codes that a buyer typed take off a purchase.

use kernel::{AccountId, Currency, Money, MoneyError, ShopId, Timestamp};
use platform::db::{DbError, Tx};

use crate::promotions::{
    self, CheckError, Claim, CodeCheck, Coupon, MARKET, Refusal, Shares, off_baskets, off_lines,
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

/// What the codes take off some baskets, line by line.
#[derive(Clone, Debug)]
pub struct Discounts {
    /// Of each line of each basket.
    pub lines: Vec<Vec<Shares>>,
    /// What came of the code of each basket's shop.
    pub shops: Vec<Tried>,
    pub market: Tried,
    pub claims: Vec<Claim>,
}

impl Discounts {
    /// The first code that does not apply, and whose it should be.
    pub fn refusal(&self, shops: &[ShopId]) -> Option<(ShopId, Refusal)> {
        let of_shops = shops.iter().zip(&self.shops).map(|(shop, tried)| (*shop, tried));
        let mut all = of_shops.chain([(MARKET, &self.market)]);
        all.find_map(|(owner, tried)| Some((owner, tried.refusal()?)))
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum DiscountError {
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("the coupons could not be looked up")]
    Store(#[from] DbError),
}

/// Look the codes up and share out what they take off: the shops' first, then the market's from what is left.
///
/// A code that does not apply takes nothing off, and says why.
pub async fn discount(
    tx: &mut Tx,
    now: Timestamp,
    buyer: Option<AccountId>,
    currency: Currency,
    baskets: &[(ShopId, Vec<Money>)],
    codes: &Codes,
) -> Result<Discounts, DiscountError> {
    let nothing = || baskets.iter().map(|(_, lines)| vec![Shares::none(currency); lines.len()]).collect();
    let mut found = Discounts {
        lines: nothing(),
        shops: vec![Tried::None; baskets.len()],
        market: Tried::None,
        claims: Vec::new(),
    };
    for (((shop, lines), shares), tried) in baskets.iter().zip(&mut found.lines).zip(&mut found.shops) {
        let goods = Money::sum(lines.iter().copied(), currency)?;
        let asked = CodeCheck { owner: *shop, code: codes.of_shop(*shop), goods, buyer, now };
        let (off, answer, claim) = attempt(tx, asked, |off| off_lines(lines, off)).await?;
        for (share, off) in shares.iter_mut().zip(off) {
            share.shop = off;
        }
        *tried = answer;
        found.claims.extend(claim);
    }
    // The minimum is of the goods as they are priced; a share is of what is left to pay for them.
    let mut left = Vec::with_capacity(baskets.len());
    for ((_, lines), shares) in baskets.iter().zip(&found.lines) {
        let rest = lines.iter().zip(shares).map(|(line, share)| line.checked_sub(share.shop));
        left.push(rest.collect::<Result<Vec<Money>, MoneyError>>()?);
    }
    let goods = Money::sum(baskets.iter().flat_map(|(_, lines)| lines.iter().copied()), currency)?;
    let asked = CodeCheck { owner: MARKET, code: codes.market.trim(), goods, buyer, now };
    let (off, answer, claim) = attempt_over(tx, asked, &left).await?;
    for (shares, off) in found.lines.iter_mut().zip(off) {
        for (share, off) in shares.iter_mut().zip(off) {
            share.market = off;
        }
    }
    found.market = answer;
    // Claimed in this order by everybody, so that no two purchases wait for each other.
    found.claims.extend(claim);
    found.claims.sort_by_key(|claim| claim.coupon);
    Ok(found)
}

type Attempt<T> = (T, Tried, Option<Claim>);

async fn attempt(
    tx: &mut Tx,
    asked: CodeCheck<'_>,
    share_out: impl Fn(Money) -> Result<Vec<Money>, MoneyError>,
) -> Result<Attempt<Vec<Money>>, DiscountError> {
    let (base, currency) = (asked.goods, asked.goods.currency());
    match look(tx, asked).await? {
        Looked::Nothing(tried) => Ok((Vec::new(), tried, None)),
        Looked::Found(found) => {
            let parts = share_out(found.coupon.off.of(base)?)?;
            let amount = Money::sum(parts.iter().copied(), currency)?;
            let (tried, claim) = settle(found, amount);
            Ok((parts, tried, claim))
        }
    }
}

async fn attempt_over(
    tx: &mut Tx,
    asked: CodeCheck<'_>,
    left: &[Vec<Money>],
) -> Result<Attempt<Vec<Vec<Money>>>, DiscountError> {
    let currency = asked.goods.currency();
    match look(tx, asked).await? {
        Looked::Nothing(tried) => Ok((Vec::new(), tried, None)),
        Looked::Found(found) => {
            let base = Money::sum(left.iter().flatten().copied(), currency)?;
            let parts = off_baskets(left, found.coupon.off.of(base)?)?;
            let amount = Money::sum(parts.iter().flatten().copied(), currency)?;
            let (tried, claim) = settle(found, amount);
            Ok((parts, tried, claim))
        }
    }
}

enum Looked {
    Nothing(Tried),
    Found(promotions::ValidCoupon),
}

async fn look(tx: &mut Tx, asked: CodeCheck<'_>) -> Result<Looked, DiscountError> {
    if asked.code.is_empty() {
        return Ok(Looked::Nothing(Tried::None));
    }
    match promotions::check(tx, asked).await {
        Ok(found) => Ok(Looked::Found(found)),
        Err(CheckError::Refused(refusal)) => Ok(Looked::Nothing(Tried::Refused(refusal))),
        Err(CheckError::Money(error)) => Err(error.into()),
        Err(CheckError::Store(error)) => Err(error.into()),
    }
}

/// A coupon that comes to nothing is not used up for it.
fn settle(found: promotions::ValidCoupon, amount: Money) -> (Tried, Option<Claim>) {
    if !amount.is_positive() {
        return (Tried::Refused(Refusal::Nothing), None);
    }
    let claim = Claim { coupon: found.coupon.id, code: found.code, amount };
    (Tried::Applied { coupon: Box::new(found.coupon), amount }, Some(claim))
}
