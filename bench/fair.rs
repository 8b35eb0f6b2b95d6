//! A market to measure: one shop that ships to the whole country, many SKUs with endless stock.

use commons::Commons;
use goods::catalog::{Kind, LeadTime, ListingId, VariantId};
use kernel::{AccountId, Chance, Clock, Country, Currency, Money, ShopId};
use people::accounts::Address;
use platform::{
    config::Config,
    db::{DbError, Rows, Tx},
    params, sessions,
};
use selling::orders::{Basket, BasketLine, Channel, Terms};
use server::wiring;

use crate::market;

pub const ENDLESS: i64 = 1_000_000_000;

pub struct Fair {
    pub market: Commons,
    pub shop: ShopId,
    pub variants: Vec<VariantId>,
    pub buyer: AccountId,
    /// A token with which the buyer may buy.
    pub token: String,
    _folder: Option<tempfile::TempDir>,
}

pub async fn open(skus: usize, database_url: Option<String>) -> Fair {
    let folder = tempfile::tempdir_in(".").unwrap();
    let config = Config { database_url, ..market::config(folder.path()) };
    let market = wiring::open(config, Clock::system(), Chance::from_entropy()).await.unwrap();
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let shop = tx.chance().next_shop_number(now);
        tx.execute(SHOP, params![shop, now]).await?;
        tx.execute(ZONE, params![shop]).await?;
        let listing = tx.next_id(now);
        tx.execute(LISTING, params![shop, listing, now]).await?;
        let variants: Vec<VariantId> = (0..skus).map(|_| VariantId::new(shop, tx.next_id(now))).collect();
        let rows = variants.iter().map(|variant| params![shop, variant.number(), listing].to_vec()).collect();
        tx.execute_all(&VARIANTS.statements(rows)).await?;
        let rows = variants.iter().map(|variant| params![shop, variant.number(), ENDLESS].to_vec()).collect();
        tx.execute_all(&STOCK.statements(rows)).await?;
        let (account, token) = (AccountId::new(tx.next_id(now)), tx.chance().token());
        tx.execute(ACCOUNT, params![account, now]).await?;
        tx.execute(TOKEN, params![account, sessions::hash(&token), now]).await?;
        Ok::<_, DbError>((shop, variants, (account, token)))
    };
    let (shop, variants, (buyer, token)) = market.db.write(act).await.unwrap();
    Fair { market, shop, variants, buyer, token, _folder: Some(folder) }
}

impl Fair {
    /// One piece of the n-th SKU.
    pub fn terms(&self, n: usize, key: String) -> Terms {
        let variant = self.variants[n % self.variants.len()];
        let line = BasketLine {
            title_en: String::new(),
            choices_en: String::new(),
            listing: ListingId::new(self.shop, 1),
            variant,
            kind: Kind::Stock,
            title: "A bowl".into(),
            choices: String::new(),
            sku: "B-1".into(),
            picture: String::new(),
            quantity: 1,
            unit: Money::new(1_999, Currency::CNY),
            is_counted: true,
            lead: LeadTime::default(),
            deductions: Vec::new(),
        };
        let basket = Basket {
            shop: self.shop,
            lines: vec![line],
            shipping: Money::new(800, Currency::CNY),
            ship_to: address(),
            note: String::new(),
            tax: None,
            work: None,
            host: None,
            channel: Channel::Listing,
        };
        Terms {
            buyer: self.buyer,
            key,
            currency: Currency::CNY,
            baskets: vec![basket],
            cart: None,
            gift: None,
            coupons: Vec::new(),
            about: None,
            new_address: None,
        }
    }
}

pub fn address() -> Address {
    Address {
        name: "Lin".into(),
        phone: "+8613800138000".into(),
        country: Country::CN,
        region: "浙江省".into(),
        city: "杭州市".into(),
        line1: "仓前街道 12 号".into(),
        line2: String::new(),
        postal_code: "311121".into(),
    }
}

const SHOP: &str = "INSERT INTO shop (id, handle, kind, name, name_en, language, currency, tagline, tagline_en, story, \
    story_en, seal, band, generation, heritage, country, region, city, village, place_en, latitude_e6, longitude_e6, \
    zone, cover, dispatch_days, followers, holiday_until, state, opened_at) VALUES ($1, 'bench', 'maker', 'Bench', '', \
    'en', 'CNY', '', '', '', '', 'B', 'plain', NULL, 'none', 'CN', '', '', '', '', NULL, NULL, 'UTC', '', 3, 0, NULL, \
    'open', $2)";
const ZONE: &str = "INSERT INTO shipping_zone (shop_id, id, name, position, countries, regions, first_grams, \
    first_minor, next_grams, next_minor, free_from_minor, days_low, days_high) \
    VALUES ($1, 1, 'CN', 1, 'CN', '[]', 1000, 800, 1000, 200, NULL, 2, 5)";
const LISTING: &str = "INSERT INTO listing (shop_id, id, handle, kind, state, title, title_en, body, body_en, craft, \
    materials, technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, \
    negotiable, floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, \
    extra, created_at, updated_at) VALUES ($1, $2, 'bowl', 'stock', 'active', 'A bowl', '', '', '', '', '', '', '', \
    '', '[]', '[]', 'CNY', 1999, 1999, '', '{}', 0, NULL, NULL, '', '', '', '', '', '{}', $3, $3)";
const VARIANTS: Rows = Rows {
    head: "INSERT INTO variant (shop_id, id, listing_id, position, choices, sku, barcode, price_minor, \
        compare_at_minor, cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra)",
    tuple: "($1, $2, $3, 1, '[]', '', '', 1999, NULL, NULL, 500, 0, 1, 1, 1, '', '{}')",
    tail: "",
};
const STOCK: Rows =
    Rows { head: "INSERT INTO stock (shop_id, variant_id, available)", tuple: "($1, $2, $3)", tail: "" };
const ACCOUNT: &str = "INSERT INTO account (id, name, email, phone, password_hash, language, zone, birth_year, \
    is_operator, is_moderator, closed_at, created_at) \
    VALUES ($1, 'Bench', 'bench@fair.example', NULL, NULL, 'en', 'UTC', NULL, 0, 0, NULL, $2)";
pub(crate) const TOKEN: &str = "INSERT INTO api_token (account_id, id, name, token_hash, scopes, created_at, used_at, expires_at) \
    VALUES ($1, 1, 'bench', $2, 'orders:read orders:write', $3, NULL, NULL)";
