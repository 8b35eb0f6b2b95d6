use goods::{
    catalog::{self, LeadTime, ListingState, Offered, VariantId},
    shipping,
};
use kernel::{Country, Currency, Money, MoneyError, ShopId, Timestamp, words};
use people::shops::{self, Shop};
use platform::{
    db::{DbError, Row, Statement, Tx},
    i18n::Lang,
    params,
};

use super::{
    BasketLine, Channel,
    cart_delivery::{self, DeliveryChange},
    coupons::{Codes, CountError, Counted, count},
};
use crate::{
    prices::{self, Asking, Deduction, Line as PriceLine, OrderTax, PricedLine, ShopTax, Taxable, tax},
    taxes,
};

/// Different variants in one cart.
pub const MOST_LINES: i64 = 100;
/// Pieces of one variant.
pub const MOST_PIECES: i64 = 999;

#[derive(Clone, Debug, thiserror::Error)]
pub enum CartError {
    #[error("there is no such variant on sale")]
    NoSuchVariant,
    #[error("only {0} pieces are left")]
    TooMany(i64),
    #[error("the cart is full")]
    Full,
    #[error("the cart could not be kept")]
    Store(#[from] DbError),
}

/// One variant in a cart, as it can be ordered now.
#[derive(Clone, Debug)]
pub struct CartLine {
    pub offered: Offered,
    pub quantity: i64,
    /// Why it cannot be ordered now: `archived`, `sold-out`, `fewer`, `too-many`; nothing when it can.
    pub obstacle: Option<&'static str>,
    /// What it costs and why, once that is known; what cannot be ordered costs nothing.
    pub priced: Option<PricedLine>,
    /// As it was when it was put in.
    seen: Option<Seen>,
    /// By which door it came in.
    pub channel: Channel,
}

impl CartLine {
    /// What is asked of the prices.
    fn asked(&self) -> PriceLine {
        let pieces = if self.obstacle.is_none() { self.quantity } else { 0 };
        price_line(&self.offered, pieces)
    }

    /// What has changed since it was put in. What cannot be ordered says so by itself.
    pub fn changes(&self) -> Vec<Change> {
        let (Some(seen), None) = (self.seen, self.obstacle) else { return Vec::new() };
        let (before, now) = (Money::new(seen.minor, self.offered.unit.currency()), self.unit());
        let price = (before != now).then_some(Change::Price { before, now });
        let delivery = (seen.lead != self.offered.lead)
            .then_some(Change::Delivery { before: seen.lead, now: self.offered.lead });
        price.into_iter().chain(delivery).collect()
    }

    /// What a piece costs now, before several things together.
    pub fn unit(&self) -> Money {
        self.priced.as_ref().map_or(self.offered.unit, |priced| priced.unit)
    }

    pub fn deductions(&self) -> &[Deduction] {
        self.priced.as_ref().map_or(&[], |priced| &priced.deductions)
    }

    /// What all its pieces cost now.
    pub fn left(&self) -> Money {
        let left = self.priced.as_ref().and_then(|priced| priced.left().ok());
        left.unwrap_or(Money::zero(self.offered.unit.currency()))
    }
}

/// What somebody saw when they put it in: what a piece cost, and how long it took before it could leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    minor: i64,
    lead: LeadTime,
}

/// What of a line is not as it was when it was put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Price { before: Money, now: Money },
    Delivery { before: LeadTime, now: LeadTime },
}

/// Pieces of what is offered, as their price is asked for.
pub(super) fn price_line(offered: &Offered, pieces: i64) -> PriceLine {
    PriceLine {
        shop: offered.variant.shop(),
        listing: offered.listing.number(),
        variant: offered.variant.number(),
        unit: offered.unit,
        quantity: pieces,
        grams: offered.weight_grams.saturating_mul(pieces),
    }
}

/// The lines of one shop.
#[derive(Clone, Debug)]
pub struct ShopCart {
    pub shop: Shop,
    pub lines: Vec<CartLine>,
    /// Before anything is taken off.
    pub items: Money,
    pub is_selling: bool,
    /// Whether it ships anywhere: one that has not said where sells nothing yet.
    pub does_ship: bool,
    /// What of its delivery is not as it was when the cart was filled, where that is known.
    pub delivery: Option<DeliveryChange>,
    /// What it states of its tax today, if anything.
    pub stated: Option<ShopTax>,
}

impl ShopCart {
    /// What a parcel with everything that can be ordered weighs.
    pub fn grams(&self) -> i64 {
        let sent = |line: &&CartLine| line.obstacle.is_none() && line.offered.requires_shipping;
        let grams = |line: &CartLine| line.offered.weight_grams.saturating_mul(line.quantity);
        self.lines.iter().filter(sent).map(grams).sum()
    }

    /// What its goods cost now.
    pub fn left(&self) -> Result<Money, MoneyError> {
        Money::sum(self.lines.iter().map(CartLine::left), self.shop.currency)
    }

    /// What decides on the shipping: the goods as they are priced, before thresholds and codes.
    pub fn priced(&self) -> Result<Money, MoneyError> {
        let lines = self.lines.iter().filter_map(|line| line.priced.as_ref());
        Money::sum(lines.map(|priced| priced.priced), self.shop.currency)
    }

    /// What of its goods and this shipping is tax, sent to a country; none where it states none.
    pub fn tax(&self, to: Country, shipping: Money) -> Result<Option<OrderTax>, MoneyError> {
        let Some(stated) = &self.stated else { return Ok(None) };
        let one = |line: &CartLine| Some(Taxable::new(line.offered.tax_class, line.priced.as_ref()?));
        let goods = self.lines.iter().filter_map(one).collect::<Result<Vec<_>, _>>()?;
        tax(stated, (self.shop.country, to), &goods, shipping).map(Some)
    }

    /// What is taken off its goods, each reduction once.
    pub fn taken(&self) -> Result<Vec<Deduction>, MoneyError> {
        prices::taken(self.lines.iter().flat_map(CartLine::deductions))
    }

    /// Whether everything of it can be ordered, wherever it goes.
    pub fn is_ready(&self) -> bool {
        self.is_selling
            && (self.does_ship || !self.is_sent())
            && self.lines.iter().all(|line| line.obstacle.is_none())
    }
}

words! {
    /// Why something stands beside the cart.
    WhyLeftOut {
        /// The shop has taken the variant away, or named it otherwise.
        Gone = "gone",
        /// Two carts came together, and one does not hold so much.
        Full = "full",
    }
}

/// What a holder had put into a cart and cannot be ordered from there.
#[derive(Clone, Debug)]
pub struct LeftOut {
    pub variant: VariantId,
    /// As it was called when it was put in.
    pub title: String,
    pub title_en: String,
    pub choices: String,
    pub choices_en: String,
    pub quantity: i64,
    pub why: WhyLeftOut,
    /// The shop's own language.
    pub language: Lang,
}

impl LeftOut {
    /// Its name for a reader of `lang`.
    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        shops::pick(lang, self.language, &self.title, &self.title_en)
    }

    pub fn choices_in(&self, lang: impl Into<Lang>) -> &str {
        shops::pick(lang, self.language, &self.choices, &self.choices_en)
    }
}

/// A cart over many shops, grouped by shop.
#[derive(Clone, Debug, Default)]
pub struct Cart {
    pub shops: Vec<ShopCart>,
    pub left_out: Vec<LeftOut>,
}

impl Cart {
    pub fn is_empty(&self) -> bool {
        self.shops.is_empty() && self.left_out.is_empty()
    }
}

const PUT: &str = "INSERT INTO cart_line (holder, shop_id, variant_id, quantity, added_at, title, choices, \
    is_waiting, title_en, choices_en, seen_minor, seen_days, seen_not_before, channel) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
    ON CONFLICT (holder, shop_id, variant_id) DO UPDATE SET quantity = $4, title = $6, choices = $7, is_waiting = $8, \
    title_en = $9, choices_en = $10, seen_minor = $11, seen_days = $12, seen_not_before = $13";
const TAKE_OUT: &str = "DELETE FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3";
const COUNT: &str = "SELECT COUNT(*) FROM cart_line WHERE holder = $1 AND is_waiting = 0";
const LIST: &str = "SELECT shop_id, variant_id, quantity, title, choices, is_waiting, title_en, choices_en, seen_minor, seen_days, \
    seen_not_before, channel FROM cart_line \
    WHERE holder = $1 \
    ORDER BY is_waiting, added_at, shop_id, variant_id LIMIT 1000";
const CLEAR: &str = "DELETE FROM cart_line WHERE holder = $1";

/// Have `quantity` pieces of a variant in the cart; none takes it out.
pub async fn put_in_cart(
    tx: &mut Tx,
    asking: &Asking,
    holder: i64,
    variant: VariantId,
    quantity: i64,
) -> Result<(), CartError> {
    if quantity <= 0 {
        tx.execute(TAKE_OUT, params![holder, variant.shop(), variant.number()]).await?;
        return Ok(());
    }
    let offered = catalog::find_offered(tx, variant).await?;
    let offered = offered.filter(|offered| offered.state == ListingState::Active);
    let offered = offered.ok_or(CartError::NoSuchVariant)?;
    let most = if offered.is_counted { offered.available.min(MOST_PIECES) } else { MOST_PIECES };
    if quantity > most {
        return Err(CartError::TooMany(most));
    }
    if count_cart(tx, holder).await? >= MOST_LINES && quantity_in_cart(tx, holder, variant).await? == 0 {
        return Err(CartError::Full);
    }
    cart_delivery::note(tx, holder, asking.buyer, variant.shop()).await?;
    let seen = Some(Seen { minor: piece(tx, asking, &offered, quantity).await?.minor(), lead: offered.lead });
    let Offered { title, title_en, choices, choices_en, .. } = offered;
    let (is_waiting, channel) = (false, Channel::Listing);
    let line = Line { variant, quantity, title, title_en, choices, choices_en, is_waiting, seen, channel };
    tx.execute_all(&[put(asking.now, holder, &line)]).await?;
    Ok(())
}

/// What a piece of so many costs now, before several things together.
async fn piece(tx: &mut Tx, asking: &Asking, offered: &Offered, pieces: i64) -> Result<Money, DbError> {
    let line = price_line(offered, pieces);
    let all = prices::reductions(tx, asking, &[line]).await?;
    let priced = prices::price(offered.unit.currency(), &[line], &all, &asking.rules).ok();
    Ok(priced.and_then(|priced| Some(priced.lines.first()?.unit)).unwrap_or(offered.unit))
}

/// A row of a cart.
struct Line {
    variant: VariantId,
    quantity: i64,
    title: String,
    title_en: String,
    choices: String,
    choices_en: String,
    is_waiting: bool,
    seen: Option<Seen>,
    channel: Channel,
}

fn put(now: Timestamp, holder: i64, line: &Line) -> Statement {
    let Line { variant, quantity, title, title_en, choices, choices_en, is_waiting, seen, channel } = line;
    let values = params![
        holder,
        variant.shop(),
        variant.number(),
        *quantity,
        now,
        title,
        choices,
        *is_waiting,
        title_en,
        choices_en,
        seen.map(|seen| seen.minor),
        seen.map_or(0, |seen| seen.lead.days),
        seen.and_then(|seen| seen.lead.not_before),
        channel.name()
    ];
    (PUT, values.to_vec())
}

const TAKE: &str =
    "DELETE FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3 AND quantity = $4";
/// Take lines out of a cart, as they were read: it changes no row when somebody has changed the line meanwhile.
pub(super) fn take(holder: i64, line: &BasketLine) -> Statement {
    let BasketLine { variant, quantity, .. } = line;
    (TAKE, params![holder, variant.shop(), variant.number(), *quantity].to_vec())
}

/// Put lines back that were taken.
pub(super) fn give_back(now: Timestamp, holder: i64, line: &BasketLine, channel: Channel) -> Statement {
    let BasketLine { variant, quantity, title, title_en, choices, choices_en, .. } = line.clone();
    // It comes back as it was bought, which nobody has to be told again.
    let (is_waiting, seen) = (false, None);
    let line = Line { variant, quantity, title, title_en, choices, choices_en, is_waiting, seen, channel };
    put(now, holder, &line)
}

/// How many different things are in a cart.
pub async fn count_cart(tx: &mut Tx, holder: i64) -> Result<i64, DbError> {
    tx.number(COUNT, params![holder]).await
}

const QUANTITY: &str = "SELECT quantity FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3 AND is_waiting = 0";
/// How many pieces of a variant are in a cart; none when it waits beside it.
pub async fn quantity_in_cart(tx: &mut Tx, holder: i64, variant: VariantId) -> Result<i64, DbError> {
    tx.number(QUANTITY, params![holder, variant.shop(), variant.number()]).await
}

/// Give a visitor's cart to the account they signed in to. What both hold is added up; what a cart does not hold any
/// more waits beside it.
pub async fn adopt_cart(tx: &mut Tx, now: Timestamp, from: i64, to: i64) -> Result<(), DbError> {
    if from == to {
        return Ok(());
    }
    let have = list(tx, to).await?;
    let mut room = MOST_LINES.saturating_sub(count_cart(tx, to).await?);
    let mut puts = Vec::new();
    for line in list(tx, from).await? {
        let line = match have.iter().find(|had| had.variant == line.variant) {
            Some(had) => Line {
                quantity: had.quantity.saturating_add(line.quantity),
                is_waiting: had.is_waiting && room <= 0,
                ..line
            },
            None => Line { is_waiting: room <= 0, ..line },
        };
        let was_in = have.iter().any(|had| had.variant == line.variant && !had.is_waiting);
        room -= i64::from(!was_in && !line.is_waiting);
        puts.push(put(now, to, &line));
    }
    tx.execute_all(&puts).await?;
    cart_delivery::forget(tx, from).await?;
    tx.execute(CLEAR, params![from]).await.map(drop)
}

fn seen(row: &mut Row) -> Result<Option<Seen>, DbError> {
    let (minor, days, not_before) = (row.maybe_int()?, row.int()?, row.maybe_time()?);
    Ok(minor.map(|minor| Seen { minor, lead: LeadTime { days, not_before } }))
}

async fn list(tx: &mut Tx, holder: i64) -> Result<Vec<Line>, DbError> {
    let decode = |mut row: Row| {
        Ok(Line {
            variant: VariantId::new(row.shop()?, row.int()?),
            quantity: row.int()?,
            title: row.text()?,
            choices: row.text()?,
            is_waiting: row.flag()?,
            title_en: row.text()?,
            choices_en: row.text()?,
            seen: seen(&mut row)?,
            channel: row.word(Channel::parse)?,
        })
    };
    tx.list(LIST, params![holder], decode).await
}

/// A cart with today's prices and stock.
pub async fn cart(tx: &mut Tx, asking: &Asking, holder: i64) -> Result<Cart, CountError> {
    let mut cart = gather(tx, asking.now, holder).await?;
    let mut currencies: Vec<Currency> = Vec::new();
    for group in &cart.shops {
        if !currencies.contains(&group.shop.currency) {
            currencies.push(group.shop.currency);
        }
    }
    for currency in currencies {
        let groups = cart.shops.iter_mut().filter(|group| group.shop.currency == currency).collect();
        price(tx, asking, currency, groups, &Codes::default()).await?;
    }
    if let Some((country, region)) = cart_delivery::home(tx, asking.buyer).await? {
        let said = cart_delivery::said(tx, holder).await?;
        for group in &mut cart.shops {
            let Some(said) = said.iter().find(|said| said.shop == group.shop.id) else { continue };
            let (grams, goods) = (group.grams(), group.priced()?);
            let zone = shipping::zone_for(tx, group.shop.id, country, &region).await?;
            let now = zone.and_then(|zone| zone.rate(grams, goods).ok()).map(|rate| rate.price);
            group.delivery = said.change((country, &region), grams, goods, now);
        }
    }
    Ok(cart)
}

/// Work out what the lines of one currency cost.
pub(super) async fn price(
    tx: &mut Tx,
    asking: &Asking,
    currency: Currency,
    mut groups: Vec<&mut ShopCart>,
    codes: &Codes,
) -> Result<Counted, CountError> {
    let lines: Vec<PriceLine> =
        groups.iter().flat_map(|group| group.lines.iter().map(CartLine::asked)).collect();
    let found = count(tx, asking, currency, &lines, codes).await?;
    let lines = groups.iter_mut().flat_map(|group| &mut group.lines);
    for (line, priced) in lines.zip(&found.priced.lines) {
        line.priced = Some(priced.clone());
    }
    Ok(found)
}

/// What is in a cart, with today's stock and what everything costs in lists.
pub(super) async fn gather(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<Cart, DbError> {
    let mut cart = Cart::default();
    for (at, line) in (0..).zip(list(tx, holder).await?) {
        let Line { variant, quantity, title, title_en, choices, choices_en, is_waiting, seen, channel } =
            line;
        let offered = catalog::find_offered(tx, variant).await?;
        let why = match offered {
            None => WhyLeftOut::Gone,
            Some(_) if is_waiting || at >= MOST_LINES => WhyLeftOut::Full,
            Some(offered) => {
                let obstacle = obstacle(&offered, quantity);
                add(
                    tx,
                    now,
                    &mut cart,
                    variant.shop(),
                    CartLine { offered, quantity, obstacle, priced: None, seen, channel },
                )
                .await?;
                continue;
            }
        };
        let language = shops::find(tx, variant.shop()).await?.map_or(Lang::English, |shop| shop.language);
        cart.left_out.push(LeftOut {
            variant,
            title,
            title_en,
            choices,
            choices_en,
            quantity,
            why,
            language,
        });
    }
    cart.shops.sort_by_key(|group| group.shop.id);
    Ok(cart)
}

async fn add(
    tx: &mut Tx,
    now: Timestamp,
    cart: &mut Cart,
    shop: ShopId,
    line: CartLine,
) -> Result<(), DbError> {
    let pieces = if line.obstacle.is_none() { line.quantity } else { 0 };
    let amount = line.offered.unit.times(pieces).unwrap_or(Money::zero(line.offered.unit.currency()));
    if let Some(group) = cart.shops.iter_mut().find(|group| group.shop.id == shop) {
        group.items = group.items.checked_add(amount).unwrap_or(group.items);
        group.lines.push(line);
    } else if let Some(shop) = shops::find(tx, shop).await? {
        let (is_selling, does_ship) = (shop.is_selling(now), shipping::does_ship(tx, shop.id).await?);
        let stated = taxes::find_in_force(tx, shop.id, taxes::calendar_day(now, &shop.zone)).await?;
        let lines = vec![line];
        let group = ShopCart { shop, lines, items: amount, is_selling, does_ship, delivery: None, stated };
        cart.shops.push(group);
    }
    Ok(())
}

fn obstacle(offered: &Offered, quantity: i64) -> Option<&'static str> {
    if offered.state != ListingState::Active {
        Some("archived")
    } else if offered.is_counted && offered.available == 0 {
        Some("sold-out")
    } else if offered.is_counted && offered.available < quantity {
        Some("fewer")
    } else if quantity > MOST_PIECES {
        Some("too-many")
    } else {
        None
    }
}
