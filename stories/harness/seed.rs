use goods::{
    catalog::{ListingId, VariantId},
    shipping::{self, Zone},
};
use kernel::{AccountId, Country, Currency, ShopId, ShopRole};
use people::{
    accounts::{self, Account, Address},
    shops::{self, Heritage, Kind, Shop, ShopState},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    params, sessions,
};
use serde_json::{Value, json};

use super::{Market, Person};

/// A listing with one variant.
#[derive(Clone, Copy, Debug)]
pub struct Thing {
    pub listing: ListingId,
    pub variant: VariantId,
}

/// An address in China.
pub fn address() -> Vec<(&'static str, &'static str)> {
    vec![
        ("address", "new"),
        ("name", "林晓雨"),
        ("phone", "+86 138 0013 8000"),
        ("country", "CN"),
        ("region", "浙江省"),
        ("city", "杭州市"),
        ("line1", "仓前街道 12 号"),
        ("postal_code", "311121"),
    ]
}

impl Market {
    /// Somebody who is signed in.
    pub async fn person(&self, name: &str) -> (Person, AccountId) {
        let (now, name) = (self.now(), name.to_owned());
        let act = async move |tx: &mut Tx| {
            let account = Account {
                id: AccountId::new(tx.next_id(now)),
                email: Some(format!("{}@fair.example", name.to_lowercase())),
                name: name.clone(),
                phone: None,
                password_hash: None,
                language: Lang::English,
                zone: "Asia/Shanghai".into(),
                currency: None,
                birth_year: None,
                is_operator: false,
                is_moderator: false,
                closed_at: None,
                created_at: now,
            };
            assert!(accounts::insert(tx, &account).await?);
            let (_, token) = sessions::start(tx, now, Some(account.id), "a story").await?;
            Ok::<_, DbError>((account.id, token))
        };
        let (id, token) = self.inner.db.write(act).await.unwrap();
        let person = self.visitor();
        person.keep("session", &token);
        (person, id)
    }

    /// A token with which a program speaks for an account.
    pub async fn token(&self, account: AccountId) -> String {
        let now = self.now();
        let act = async move |tx: &mut Tx| {
            let token = tx.chance().token();
            let row = params![account, tx.next_id(now), sessions::hash(&token), now];
            tx.execute_one(TOKEN, row).await?;
            Ok::<_, DbError>(token)
        };
        self.inner.db.write(act).await.unwrap()
    }

    /// A shop with its owner.
    pub async fn maker(&self, name: &str) -> (Person, ShopId) {
        let (person, owner) = self.person(name).await;
        (person, self.shop_of(owner, name).await)
    }

    /// A shop of somebody who is there already.
    pub async fn shop_of(&self, owner: AccountId, name: &str) -> ShopId {
        let (now, handle) = (self.now(), name.to_lowercase());
        let act = async move |tx: &mut Tx| {
            let shop = shop(tx.chance().next_shop_number(now), &handle, now);
            assert!(shops::insert(tx, &shop).await?);
            shops::insert_member(tx, shop.id, owner, ShopRole::Owner, now).await?;
            shipping::insert(tx, now, shop.id, 1, &anywhere()).await?;
            Ok::<_, DbError>(shop.id)
        };
        self.inner.db.write(act).await.unwrap()
    }

    /// A shop that has not said where it ships.
    pub async fn ships_nowhere(&self, shop: ShopId) {
        let now = self.now();
        let act = async move |tx: &mut Tx| shipping::replace_all(tx, now, shop, &[]).await;
        self.inner.db.write(act).await.unwrap();
    }

    /// Something on sale: `price` in minor units of the shop's currency.
    pub async fn thing(&self, shop: ShopId, title: &str, price: i64, stock: i64) -> Thing {
        let (now, title) = (self.now(), title.to_owned());
        let act = async move |tx: &mut Tx| {
            let thing = Thing {
                listing: ListingId::new(shop, tx.next_id(now)),
                variant: VariantId::new(shop, tx.next_id(now)),
            };
            let handle = title.to_lowercase().replace(' ', "-");
            tx.execute_one(LISTING, params![shop, thing.listing.number(), handle, &title, price, now])
                .await?;
            tx.execute_one(VARIANT, params![shop, thing.variant.number(), thing.listing.number(), price])
                .await?;
            tx.execute_one(PRICE, params![shop, thing.variant.number(), now, price]).await?;
            tx.execute_one(STOCK, params![shop, thing.variant.number(), stock]).await?;
            tx.execute_one(CHANGE, params![tx.next_id(now), shop, thing.listing.number()]).await?;
            Ok::<_, DbError>(thing)
        };
        self.inner.db.write(act).await.unwrap()
    }

    pub async fn stock(&self, thing: Thing) -> i64 {
        let read = async move |tx: &mut Tx| {
            tx.number(
                "SELECT available FROM stock WHERE shop_id = $1 AND variant_id = $2",
                params![thing.variant.shop(), thing.variant.number()],
            )
            .await
        };
        self.inner.db.read(read).await.unwrap()
    }
}

/// Shops of stories ship anywhere for nothing, unless a story says otherwise.
fn anywhere() -> Zone {
    Zone {
        name: "Anywhere".into(),
        countries: Vec::new(),
        regions: Vec::new(),
        first_grams: 1000,
        first_minor: 0,
        next_grams: 1000,
        next_minor: 0,
        free_from_minor: None,
        days_low: 1,
        days_high: 3,
    }
}

fn shop(id: ShopId, handle: &str, now: kernel::Timestamp) -> Shop {
    Shop {
        id,
        handle: handle.to_owned(),
        kind: Kind::Maker,
        name: handle.to_owned(),
        name_en: String::new(),
        language: Lang::English,
        currency: Currency::CNY,
        tagline: String::new(),
        tagline_en: String::new(),
        story: String::new(),
        story_en: String::new(),
        seal: "匠".into(),
        band: "plain".into(),
        generation: None,
        heritage: Heritage::None,
        country: Country::CN,
        region: "宁夏".into(),
        city: "银川".into(),
        village: String::new(),
        place_en: String::new(),
        latitude_e6: None,
        longitude_e6: None,
        zone: "Asia/Shanghai".into(),
        cover: String::new(),
        cover_alt: String::new(),
        dispatch_days: 3,
        followers: 0,
        holiday_until: None,
        state: ShopState::Open,
        opened_at: now,
    }
}

/// An address as acts take it.
pub fn ship_to() -> Address {
    Address {
        name: "林晓雨".into(),
        phone: "+8613800138000".into(),
        country: Country::CN,
        region: "浙江省".into(),
        city: "杭州市".into(),
        line1: "仓前街道 12 号".into(),
        line2: String::new(),
        postal_code: "311121".into(),
    }
}

/// A body with more than that address in it.
pub fn addressed(more: Value) -> Value {
    let mut body = json!(ship_to());
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

const LISTING: &str = "INSERT INTO listing (shop_id, id, handle, kind, state, title, title_en, body, body_en, craft, \
    materials, technique, vendor, product_type, tags, options, currency, price_low, price_high, cover, facts, \
    negotiable, floor_minor, auto_accept_minor, origin_country, customs_code, seo_title, seo_description, model, \
    extra, created_at, updated_at) \
    VALUES ($1, $2, $3, 'stock', 'active', $4, '', '', '', '', '', '', '', '', '[]', '[]', 'CNY', $5, $5, '', '{}', \
    0, NULL, NULL, '', '', '', '', '', '{}', $6, $6)";
const VARIANT: &str = "INSERT INTO variant (shop_id, id, listing_id, position, choices, sku, barcode, price_minor, \
    compare_at_minor, cost_minor, weight_grams, backorder, tracked, requires_shipping, taxable, picture, extra) \
    VALUES ($1, $2, $3, 1, '[]', '', '', $4, NULL, NULL, 500, 0, 1, 1, 1, '', '{}')";
const PRICE: &str = "INSERT INTO variant_price (shop_id, variant_id, since, minor) VALUES ($1, $2, $3, $4)";
const STOCK: &str = "INSERT INTO stock (shop_id, variant_id, available) VALUES ($1, $2, $3)";
const CHANGE: &str = "INSERT INTO listing_change (id, shop_id, listing_id) VALUES ($1, $2, $3)";
const TOKEN: &str = "INSERT INTO api_token (account_id, id, name, token_hash, scopes, created_at, used_at, expires_at) \
    VALUES ($1, $2, 'story', $3, 'orders:read orders:write', $4, NULL, NULL)";
