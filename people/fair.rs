//! The fair of a demo market: who takes part in it, which every capability's `demo` shares.
//!
//! Everything in it is invented and read from the folder `demo/`; what happens is done through the acts, day by day
//! under a moving clock. Whoever leaves something to chance has a seed of their own, so that who comes later to the
//! fair changes nothing of what others do there.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use kernel::{AccountId, Actor, Country, Currency, ShopId, ShopRole};
use platform::{Later, i18n::Lang};
use serde::{Deserialize, de::DeserializeOwned};

/// Days of history before today.
pub const YEAR: u64 = 365;

/// The shops whose owner a visitor may be, by their handles.
pub const MAKER: &str = "helan-leather";
pub const FARMER: &str = "zhongning-goji";

/// Whatever an act refuses: a demo that tells itself wrong is not made at all.
pub type Broken = Box<dyn Error + Send + Sync>;

/// Open on the first day what a capability shows, after those before it. The answer is who does the rest.
pub type Demo<S> = for<'a> fn(S, &'a mut Fair) -> Later<'a, Opened>;

/// Nobody when nothing is left to do.
pub type Opened = Result<Option<Box<dyn Player>>, Broken>;

pub type Done = Result<(), Broken>;

/// Does in the demo what people do with a capability.
pub trait Player: Send {
    /// What is done on a day, after those before it; from the first of the year to today.
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done>;
    /// What is done when the year is over.
    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done>;
}

/// Who does the rest.
pub fn plays(player: impl Player + 'static) -> Opened {
    Ok(Some(Box::new(player)))
}

/// Of a player who has nothing to do.
pub fn nothing() -> Later<'static, Done> {
    Box::pin(async { Ok(()) })
}

pub struct Fair {
    /// The folder `demo/`.
    folder: PathBuf,
    /// How often every listing is put out; more than once for benchmarks.
    pub copies: u64,
    /// Days before the year in which only the first shops are there.
    pub before: u64,
    /// From 0 to [`YEAR`], which is today.
    pub day: u64,
    /// Who runs the market, once they are there.
    pub operator: Option<AccountId>,
    /// Those who have no shop.
    pub buyers: Vec<AccountId>,
    pub stalls: Vec<Stall>,
}

/// A shop of the demo.
pub struct Stall {
    pub shop: ShopId,
    pub handle: String,
    pub name: String,
    pub language: Lang,
    pub currency: Currency,
    pub country: Country,
    pub owner: AccountId,
    /// Whether it was there before the year.
    pub is_first: bool,
}

/// A text in the shop's own language and in English.
#[derive(Deserialize)]
pub struct Pair {
    pub own: String,
    pub en: String,
}

impl Fair {
    /// An empty place, with its content in a folder.
    pub fn new(folder: &Path, copies: u64) -> Self {
        Self {
            folder: folder.to_owned(),
            copies,
            before: 0,
            day: 0,
            operator: None,
            buyers: Vec::new(),
            stalls: Vec::new(),
        }
    }

    pub fn days_left(&self) -> u64 {
        YEAR - self.day
    }

    pub fn operator(&self) -> Result<AccountId, Broken> {
        Ok(self.operator.ok_or("nobody runs the demo")?)
    }

    /// A buyer by their place in the list.
    pub fn buyer(&self, at: usize) -> Result<AccountId, Broken> {
        Ok(*self.buyers.get(at).ok_or_else(|| format!("the demo has no buyer {at}"))?)
    }

    /// The buyer whom a visitor may be.
    pub fn visitor(&self) -> Result<AccountId, Broken> {
        self.buyer(0)
    }

    /// The stall of a shop.
    pub fn stall_of(&self, shop: ShopId) -> Result<&Stall, Broken> {
        let found = self.stalls.iter().find(|stall| stall.shop == shop);
        found.ok_or_else(|| format!("the demo has no shop {shop}").into())
    }

    /// The same by its handle.
    pub fn stall(&self, handle: &str) -> Result<&Stall, Broken> {
        let found = self.stalls.iter().find(|stall| stall.handle == handle);
        found.ok_or_else(|| format!("the demo has no shop {handle}").into())
    }

    /// A file of `demo/market`; `demo/README.md` says what its fields mean.
    pub fn content<T: DeserializeOwned>(&self, file: &str) -> Result<T, Broken> {
        let path = self.folder.join("market").join(file);
        let told = |error: &dyn Error| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|error| told(&error))?;
        Ok(serde_json::from_str(&text).map_err(|error| told(&error))?)
    }

    /// A file of `demo/art`.
    pub fn art(&self, folder: &str, file: &str) -> Result<Vec<u8>, Broken> {
        let path = self.folder.join("art").join(folder).join(file);
        Ok(std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?)
    }
}

impl Stall {
    /// Its owner at work.
    pub fn seller(&self) -> Actor {
        Actor::Seller { account: self.owner, shop: self.shop, role: ShopRole::Owner }
    }
}

/// What somebody of the demo signs in with.
pub fn email(handle: &str) -> String {
    format!("{handle}@demo.example")
}
