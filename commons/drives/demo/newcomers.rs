//! Shops that the drives of a demo market bring: who signed up opens one, most put something out, and some of it is sold.

use axum::extract::FromRef;
use goods::{
    catalog::{self, demo::common::ListingContent},
    shipping::{self, Zone},
};
use kernel::{AccountId, Actor, Chance, Country, OrderId};
use people::{
    fair::{Broken, Done, Fair, Pair, Stall},
    shops::{self, Band, Handle, Heritage, Kind, NewShop, Profile},
};
use platform::{db::Tx, i18n::Lang};
use selling::{
    Selling,
    orders::{
        demo::common::{Errand, Shoppers, parcel},
        receive, ship,
    },
};
use serde::Deserialize;

use crate::Commons;

/// Days from a sale to the parcel, and from there to the buyer's door.
const SHIPPED: u64 = 1;
const RECEIVED: u64 = 6;
/// The first buyers, who live in the country of the newcomers.
const NEAR: usize = 40;

/// Somebody of `newcomers.json`. Every day is one of the year.
#[derive(Deserialize)]
struct Newcomer {
    /// Whom of the buyers it is.
    buyer: usize,
    opens: u64,
    lists: Option<u64>,
    sells: Vec<u64>,
    shop: ShopContent,
    listing: Option<ListingContent>,
}

#[derive(Deserialize)]
struct ShopContent {
    handle: String,
    kind: String,
    name: Pair,
    tagline: Pair,
    story: Pair,
    seal: String,
    region: String,
    city: String,
    village: String,
    place_en: String,
}

pub struct Newcomers {
    market: Commons,
    coming: Vec<Newcomer>,
    /// The shops that are open.
    stalls: Vec<Stall>,
    /// Orders on their way, with the day of the sale.
    sent: Vec<(u64, OrderId, AccountId)>,
}

impl Newcomers {
    pub fn new(market: Commons, fair: &Fair) -> Result<Self, Broken> {
        let coming = fair.content("newcomers.json")?;
        Ok(Self { market, coming, stalls: Vec::new(), sent: Vec::new() })
    }

    pub async fn day(&mut self, fair: &Fair) -> Done {
        for at in 0..self.coming.len() {
            self.open(fair, at).await?;
            self.list(fair, at).await?;
            self.sell(fair, at).await?;
        }
        self.follow(fair).await
    }

    async fn open(&mut self, fair: &Fair, at: usize) -> Done {
        let Some(one) = self.coming.get(at).filter(|one| one.opens == fair.day) else { return Ok(()) };
        let (owner, now, currency) = (fair.buyer(one.buyer)?, self.market.now(), self.market.config.currency);
        let handle = Handle::parse(&one.shop.handle, |_| false)?;
        let profile = one.shop.profile(&self.market.config.zone)?;
        let zones = [home(profile.country)];
        let act = async move |tx: &mut Tx| {
            let new =
                NewShop { handle: handle.clone(), is_proposed: false, currency, profile: profile.clone() };
            let shop = shops::open(tx, &Actor::Buyer { account: owner }, now, new).await?;
            shipping::replace_all(tx, now, shop.id, &zones).await?;
            Ok::<_, shops::OpenError>(shop)
        };
        let shop = self.market.db.write(act).await?;
        self.stalls.push(Stall {
            shop: shop.id,
            handle: shop.handle,
            name: shop.name,
            language: shop.language,
            currency: shop.currency,
            country: shop.country,
            owner,
            is_first: false,
        });
        Ok(())
    }

    async fn list(&mut self, fair: &Fair, at: usize) -> Done {
        let Some(one) = self.coming.get_mut(at).filter(|one| one.lists == Some(fair.day)) else {
            return Ok(());
        };
        let content = one.listing.take().ok_or("no listing")?;
        let stall = stall(&self.stalls, &one.shop.handle)?;
        let (now, shop, stock) = (self.market.now(), stall.shop, content.stock());
        let mut input = content.read(stall, &self.market.files, fair)?;
        for (variant, pieces) in input.variants.iter_mut().zip(stock) {
            variant.available = Some(pieces);
        }
        let act = async move |tx: &mut Tx| catalog::create(tx, now, shop, input.clone()).await.map(drop);
        Ok(self.market.db.write(act).await?)
    }

    async fn sell(&mut self, fair: &Fair, at: usize) -> Done {
        let Some(one) = self.coming.get(at).filter(|one| one.sells.contains(&fair.day)) else {
            return Ok(());
        };
        let stall = stall(&self.stalls, &one.shop.handle)?;
        let buyer = fair.buyer((one.buyer + usize::try_from(fair.day)?) % NEAR)?;
        let chance = Chance::seeded(fair.day);
        let shoppers =
            Shoppers::look(Selling::from_ref(&self.market), chance, std::slice::from_ref(stall)).await?;
        let orders = shoppers.buy(Errand::at(stall.shop, buyer)).await?;
        self.sent.extend(orders.into_iter().map(|order| (fair.day, order, buyer)));
        Ok(())
    }

    /// Ship what was sold, and receive it.
    async fn follow(&mut self, fair: &Fair) -> Done {
        let (now, rules) = (self.market.now(), self.market.rules());
        for (_, order, _) in self.sent.iter().filter(|(day, ..)| day + SHIPPED == fair.day) {
            let (order, rules) = (*order, rules.clone());
            let by = self.stalls.iter().find(|stall| stall.shop == order.shop()).ok_or("no shop")?.seller();
            let act = async move |tx: &mut Tx| {
                let parcel = parcel(tx);
                ship(tx, &by, now, &rules, order, parcel).await
            };
            self.market.db.write(act).await?;
        }
        for (_, order, account) in self.sent.extract_if(.., |(day, ..)| *day + RECEIVED == fair.day) {
            let by = Actor::Buyer { account };
            self.market.db.write(async move |tx: &mut Tx| receive(tx, &by, now, order).await).await?;
        }
        Ok(())
    }
}

impl ShopContent {
    fn profile(&self, zone: &str) -> Result<Profile, Broken> {
        Ok(Profile {
            kind: Kind::parse(&self.kind).ok_or("no kind")?,
            name: self.name.own.clone(),
            name_en: self.name.en.clone(),
            language: Lang::Chinese,
            tagline: self.tagline.own.clone(),
            tagline_en: self.tagline.en.clone(),
            story: self.story.own.clone(),
            story_en: self.story.en.clone(),
            seal: self.seal.clone(),
            band: Band::Plain,
            generation: None,
            heritage: Heritage::None,
            country: Country::CN,
            region: self.region.clone(),
            city: self.city.clone(),
            village: self.village.clone(),
            place_en: self.place_en.clone(),
            coordinates: None,
            zone: zone.to_owned(),
            dispatch_days: 2,
        })
    }
}

fn stall<'a>(stalls: &'a [Stall], handle: &str) -> Result<&'a Stall, Broken> {
    Ok(stalls.iter().find(|stall| stall.handle == handle).ok_or_else(|| format!("{handle} is not open"))?)
}

/// A newcomer ships at home only.
fn home(country: Country) -> Zone {
    Zone {
        name: "home".into(),
        countries: vec![country],
        regions: Vec::new(),
        first_grams: 1_000,
        first_minor: 800,
        next_grams: 1_000,
        next_minor: 300,
        free_from_minor: None,
        days_low: 2,
        days_high: 5,
    }
}
