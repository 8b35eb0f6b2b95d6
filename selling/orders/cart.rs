use goods::catalog::{self, ListingState, Offered, VariantId};
use kernel::{Money, MoneyError, ShopId, Timestamp};
use people::shops::{self, Shop};
use platform::{
    db::{DbError, Row, Statement, Tx},
    params,
};

/// Different variants in one cart.
const MOST_LINES: i64 = 100;
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
    /// Why it cannot be ordered now: `archived`, `sold-out`, `fewer`; nothing when it can.
    pub obstacle: Option<&'static str>,
}

impl CartLine {
    pub fn amount(&self) -> Result<Money, MoneyError> {
        self.offered.unit.times(self.quantity)
    }
}

/// The lines of one shop.
#[derive(Clone, Debug)]
pub struct ShopCart {
    pub shop: Shop,
    pub lines: Vec<CartLine>,
    pub items: Money,
    pub is_selling: bool,
}

/// A cart over many shops, grouped by shop.
#[derive(Clone, Debug, Default)]
pub struct Cart {
    pub shops: Vec<ShopCart>,
}

impl Cart {
    pub fn is_empty(&self) -> bool {
        self.shops.is_empty()
    }
}

const PUT: &str = "INSERT INTO cart_line (holder, shop_id, variant_id, quantity, added_at) VALUES ($1, $2, $3, $4, $5) \
    ON CONFLICT (holder, shop_id, variant_id) DO UPDATE SET quantity = $4";
const TAKE_OUT: &str = "DELETE FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3";
const COUNT: &str = "SELECT COUNT(*) FROM cart_line WHERE holder = $1";
const LIST: &str = "SELECT shop_id, variant_id, quantity FROM cart_line WHERE holder = $1 \
    ORDER BY shop_id, added_at, variant_id LIMIT 200";
const CLEAR: &str = "DELETE FROM cart_line WHERE holder = $1";

/// Have `quantity` pieces of a variant in the cart; none takes it out.
pub async fn put_in_cart(
    tx: &mut Tx,
    now: Timestamp,
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
    if count_cart(tx, holder).await? >= MOST_LINES {
        return Err(CartError::Full);
    }
    tx.execute_one(PUT, params![holder, variant.shop(), variant.number(), quantity, now]).await?;
    Ok(())
}

const TAKE: &str =
    "DELETE FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3 AND quantity = $4";
/// Take lines out of a cart, as they were read: it changes no row when somebody has changed the line meanwhile.
pub(super) fn take(holder: i64, (variant, quantity): catalog::Pieces) -> Statement {
    (TAKE, params![holder, variant.shop(), variant.number(), quantity].to_vec())
}

/// Put lines back that were taken.
pub(super) fn give_back(now: Timestamp, holder: i64, (variant, quantity): catalog::Pieces) -> Statement {
    (PUT, params![holder, variant.shop(), variant.number(), quantity, now].to_vec())
}

/// How many different things are in a cart.
pub async fn count_cart(tx: &mut Tx, holder: i64) -> Result<i64, DbError> {
    tx.number(COUNT, params![holder]).await
}

const QUANTITY: &str =
    "SELECT quantity FROM cart_line WHERE holder = $1 AND shop_id = $2 AND variant_id = $3";
/// How many pieces of a variant are in a cart.
pub async fn quantity_in_cart(tx: &mut Tx, holder: i64, variant: VariantId) -> Result<i64, DbError> {
    tx.number(QUANTITY, params![holder, variant.shop(), variant.number()]).await
}

/// Give a visitor's cart to the account they signed in to. What both hold is kept as the account has it.
pub async fn adopt_cart(tx: &mut Tx, now: Timestamp, from: i64, to: i64) -> Result<(), DbError> {
    if from == to {
        return Ok(());
    }
    let have = list(tx, to).await?;
    for (variant, quantity) in list(tx, from).await? {
        if !have.iter().any(|(other, _)| *other == variant) {
            tx.execute(PUT, params![to, variant.shop(), variant.number(), quantity, now]).await?;
        }
    }
    tx.execute(CLEAR, params![from]).await.map(drop)
}

async fn list(tx: &mut Tx, holder: i64) -> Result<Vec<(VariantId, i64)>, DbError> {
    let decode = |mut row: Row| Ok((VariantId::new(row.shop()?, row.int()?), row.int()?));
    tx.list(LIST, params![holder], decode).await
}

/// A cart with today's prices and stock.
pub async fn cart(tx: &mut Tx, now: Timestamp, holder: i64) -> Result<Cart, DbError> {
    let mut cart = Cart::default();
    for (variant, quantity) in list(tx, holder).await? {
        let Some(offered) = catalog::find_offered(tx, variant).await? else { continue };
        let obstacle = obstacle(&offered, quantity);
        let line = CartLine { offered, quantity, obstacle };
        add(tx, now, &mut cart, variant.shop(), line).await?;
    }
    Ok(cart)
}

async fn add(
    tx: &mut Tx,
    now: Timestamp,
    cart: &mut Cart,
    shop: ShopId,
    line: CartLine,
) -> Result<(), DbError> {
    let amount = if line.obstacle.is_none() { line.amount().ok() } else { None };
    let amount = amount.unwrap_or(Money::zero(line.offered.unit.currency()));
    if let Some(group) = cart.shops.iter_mut().find(|group| group.shop.id == shop) {
        group.items = group.items.checked_add(amount).unwrap_or(group.items);
        group.lines.push(line);
    } else if let Some(shop) = shops::find(tx, shop).await? {
        let is_selling = shop.is_selling(now);
        cart.shops.push(ShopCart { shop, lines: vec![line], items: amount, is_selling });
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
    } else {
        None
    }
}
