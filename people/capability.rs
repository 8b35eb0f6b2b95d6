//! What a capability brings to the market, said once, where it stands.
//!
//! A capability has a constant [`Capability`] in its `capability.rs`, whose every field is written, and stands in the one
//! ordered list of its crate; everything else loops over the lists. `S` is the state of its crate: the market and what
//! the crate owns at run time, so that a part that is missing does not compile.

use std::{fmt, sync::Arc};

use kernel::{AccountId, Actor, Currency, Money, ShopId, Timestamp};
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
    i18n::Lang,
    jobs::Bodies,
    mail::{Mail, Sheet},
    views::{Entry, Shell},
    web::{Fields, Routes},
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    command::Command,
    fair::Demo,
    kind::Kind,
    reduction::{PriceNow, Source},
    rules::{Number, Rules},
    scope::Scope,
};

pub struct Capability<S: 'static> {
    pub name: &'static str,
    pub serves: Serves<S>,
    pub web: Web,
    pub people: People,
    pub work: Work,
    /// What it shows in a demo market.
    pub demo: Option<Demo<S>>,
}

/// What it does when asked, with the state of its crate.
pub struct Serves<S: 'static> {
    pub pages: fn() -> Routes<S>,
    pub api: fn() -> OpenApiRouter<S>,
    /// Who keeps its promises, and those of others that it listens to.
    pub jobs: fn(&mut Bodies<S>),
    /// What is begun when the market opens to the public, unless it was begun before.
    pub begin: Option<Begin<S>>,
    /// What goes on for as long as the market is open.
    pub rounds: &'static [fn(S) -> Later<'static, ()>],
    /// What `jishi` does when it is called by their names.
    pub commands: &'static [Command<S>],
}

/// What it adds to the pages of the whole market.
pub struct Web {
    pub counters: &'static [Counter],
    /// Where one can go from the desks.
    pub navigation: &'static [Entry],
    /// What it adds to the pages of others.
    pub panels: &'static [Panel],
    /// Its pages and calls that are made once for many readers, by their patterns: they show nobody's own things but in
    /// panels that say so, and to members of the shop they are made anew.
    pub for_many: &'static [&'static str],
    /// What it knows of listings that people choose by when they look around.
    pub facets: &'static [Facet],
    /// What it notes when somebody has looked at the page of a listing, after the answer: nobody waits for it.
    pub seen: Option<Seen>,
    /// What it knows of listings that says how well they serve whoever buys them.
    pub signals: &'static [Signal],
    /// What it takes off prices: asked for every cart, listing and card.
    pub reductions: &'static [Source],
    /// What a piece of a listing costs everybody now. One capability knows, and asks all reductions of all.
    pub prices_now: Option<PricesNow>,
    /// What it keeps beside a listing, said in the form of the listing.
    pub beside: &'static [Beside],
    /// First parts of its addresses, which no shop may take as its own word.
    pub reserved: &'static [&'static str],
    /// What tokens may do with it.
    pub scopes: &'static [Scope],
    /// What search engines are told of its addresses.
    pub sitemap: &'static [Addresses],
}

/// What it does for a person who comes or goes.
pub struct People {
    /// What a guest has gathered becomes the account's: who they were, and who they are now.
    pub sign_in: Option<SignIn>,
    /// What it keeps about a person, by the names of the sections in their export.
    pub export: &'static [(&'static str, Export)],
    /// What it tells people, and a sample of every mail it writes.
    pub kinds: &'static [Kind],
    pub mails: fn(&Sheet) -> Vec<Box<dyn Mail>>,
    /// What of a person's is still open: it goes on by itself, or ends by its clock, when they leave.
    pub unfinished: Option<OfPerson<Vec<Unfinished>>>,
    /// Whether a person is still needed and cannot leave.
    pub is_needed: Option<OfPerson<bool>>,
    /// Forget a person who leaves now. Their number stays, since orders and entries of the ledger name it.
    pub forget: Option<Forget>,
}

/// Something of a person's that is still open.
#[derive(Clone, Copy, Debug)]
pub struct Unfinished {
    /// A text that counts them.
    pub key: &'static str,
    pub count: i64,
    /// Where they see to it.
    pub path: &'static str,
}

/// Forgets a person, at a time.
pub type Forget = for<'a> fn(&'a mut Tx, AccountId, Timestamp) -> Later<'a, Result<(), DbError>>;

/// What is known of a person.
pub type OfPerson<T> = for<'a> fn(&'a mut Tx, AccountId) -> Later<'a, Result<T, DbError>>;

/// Everything of one sort that is kept about a person; never a secret.
pub type Export = OfPerson<serde_json::Value>;

pub type SignIn = for<'a> fn(&'a mut Tx, Timestamp, i64, AccountId) -> Later<'a, Result<(), DbError>>;

pub type Begin<S> = for<'a> fn(&'a S) -> Later<'a, Result<(), DbError>>;

/// What it keeps going.
pub struct Work {
    /// What the operator may change of it, in groups.
    pub numbers: &'static [&'static [Number]],
    /// What must always be true, for `jishi check`: in statements, and what statements cannot say.
    pub invariants: &'static [&'static [Invariant]],
    pub checks: &'static [Check],
}

/// A sentence, and a statement that answers rows only where it is not true: the shop (or 0) and the number of a culprit.
pub type Invariant = (&'static str, &'static str);

/// What looks for itself, in the tables and in the file store.
pub type Check = for<'a> fn(&'a mut Tx, &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>>;

/// An invariant that does not hold, with an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub invariant: &'static str,
    pub example: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.example)
    }
}

/// What a capability adds to a page of one that stands before it: the page names the places, and what is drawn there is
/// the capability's own. A panel that fails, or asks more than it may, costs that panel.
pub struct Panel {
    /// The page that has room for it.
    pub page: &'static str,
    /// Who sees the same.
    pub eyes: Eyes,
    /// How many statements it may ask.
    pub statements: u32,
    pub draw: for<'a> fn(&'a mut Tx, &'a Looking) -> Later<'a, Drawn>,
}

/// Who sees the same in a panel. A page is made once for many readers, who differ in their language and their time zone;
/// what is drawn of somebody's account, cart or wishes is drawn for each reader by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    Everybody,
    Reader,
}

/// The places of a page that a panel fills, with the HTML of each.
pub type Drawn = Result<Vec<(&'static str, String)>, DbError>;

/// Who looks at what, for panels.
pub struct Looking {
    pub shell: Shell,
    pub lang: Lang,
    /// The market's own language.
    pub home: Lang,
    pub now: Timestamp,
    pub rules: Arc<Rules>,
    /// The market's own.
    pub currency: Currency,
    pub account: Option<AccountId>,
    /// The account, or the session while nobody has signed in.
    pub holder: Option<i64>,
    pub capabilities: Arc<[Brought]>,
    /// Whose page it is, where it is a shop's.
    pub shop: Option<ShopId>,
    /// The number of the listing or the order that it shows.
    pub id: i64,
    /// The listings among others that it shows, each once.
    pub cards: Vec<Shown>,
    /// The code of the place that it is of, where it is a village's; empty on others.
    pub place: String,
}

/// A listing among others, as what is drawn on its card is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    pub shop: ShopId,
    pub id: i64,
    pub price: Money,
}

/// What people choose listings by that a capability knows and the index does not: that it is well rated, say.
pub struct Facet {
    /// Its word in addresses and in the API.
    pub name: &'static str,
    pub text: &'static str,
    /// What it is true of now. Asked when somebody chooses by it, and at most once a minute.
    pub admits: for<'a> fn(&'a mut Tx, Timestamp) -> Later<'a, Result<Admits, DbError>>,
}

/// Whether it is true of a listing: its shop, its number, and its lowest price in minor units.
pub type Admits = Arc<dyn Fn(ShopId, i64, i64) -> bool + Send + Sync>;

/// What says of listings that they serve people well or badly: that they are bought, say, or praised. Search weighs it
/// among listings whose words fit nearly alike. Money that a shop pays for a place is none.
pub struct Signal {
    /// Its word in the API, and the end of the key of its text.
    pub name: &'static str,
    /// How much of the room that signals have it may take, in hundredths; all of a market together take one hundred.
    pub weight: i64,
    /// What is known now, read by each node every few minutes and never while somebody waits. Listings of which
    /// nothing is known are left out.
    pub gather: for<'a> fn(&'a mut Tx, Timestamp) -> Later<'a, Told>,
}

pub type Told = Result<Vec<Strength>, DbError>;

/// How strongly a signal speaks for a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    pub shop: ShopId,
    /// Its number; 0 for all listings of the shop.
    pub listing: i64,
    /// From -100, which speaks against it, to 100.
    pub hundredths: i8,
}

impl Strength {
    /// What is outside of the range is at its end.
    pub fn new(shop: ShopId, listing: i64, hundredths: i64) -> Self {
        let hundredths = i8::try_from(hundredths.clamp(-100, 100)).unwrap_or_default();
        Self { shop, listing, hundredths }
    }
}

/// Addresses, as search engines are told of them. What is listed by a function is asked for a stretch at a time: after
/// the number of the last address so far, if there is one, and at most so many. A shorter stretch is the last.
pub enum Addresses {
    /// Pages that every market has.
    Fixed(&'static [&'static str]),
    /// Pages that this market has.
    OfMarket(for<'a> fn(&'a mut Tx, Option<i64>, i64) -> Later<'a, Stretch>),
    /// Pages of an open shop.
    OfShop(for<'a> fn(&'a mut Tx, ShopId, Option<i64>, i64) -> Later<'a, Stretch>),
    /// Shops that have more than so many pages of one sort.
    Large(for<'a> fn(&'a mut Tx, i64) -> Later<'a, Shops>),
    /// Beginnings of addresses that are nothing to search engines.
    Closed(&'static [&'static str]),
}

/// Some addresses, each with its number in their order.
pub type Stretch = Result<Vec<(i64, String)>, DbError>;

pub type Shops = Result<Vec<ShopId>, DbError>;

pub type Seen = for<'a> fn(&'a mut Tx, &'a Sighting) -> Later<'a, Result<(), DbError>>;

/// A person has looked at the page of a listing: no program, and nobody of its shop.
#[derive(Clone, Debug)]
pub struct Sighting {
    pub now: Timestamp,
    pub lang: Lang,
    pub account: Option<AccountId>,
    /// The account, or the session while nobody has signed in.
    pub holder: Option<i64>,
    /// The network address, for those who have neither.
    pub from: String,
    pub shop: ShopId,
    pub id: i64,
    /// The page of ours whose link was followed.
    pub came_from: Option<String>,
}

impl Sighting {
    /// Whether the same person came the same way to the same listing.
    pub fn is_same(&self, other: &Self) -> bool {
        let way = |it: &Self| (it.shop, it.id, it.holder, it.account);
        way(self) == way(other) && self.from == other.from && self.came_from == other.came_from
    }
}

/// Whose prices are asked for, now: listings, each as its shop and its number.
pub struct AskedNow<'a> {
    pub now: Timestamp,
    pub rules: Arc<Rules>,
    pub capabilities: Arc<[Brought]>,
    pub things: &'a [(ShopId, i64)],
}

/// All variants with a price of those of the listings in which something is reduced for everybody who buys one piece.
pub type PricesNow = for<'a> fn(&'a mut Tx, &'a AskedNow<'a>) -> Later<'a, Result<Vec<PriceNow>, DbError>>;

/// What a capability keeps beside a listing of one that stands before it: sellers say it in the same form, programs in
/// the same call, and it is kept in the same transaction. Its fields begin with its name.
pub struct Beside {
    pub name: &'static str,
    /// What is kept of a listing, as fields.
    pub fill: for<'a> fn(&'a mut Tx, &'a Keeping) -> Later<'a, Filled>,
    /// Its part of the form, with what was typed and what is wrong with it.
    pub draw: for<'a> fn(&'a mut Tx, &'a Keeping, &'a Shell, &'a Fields) -> Later<'a, FormPart>,
    /// Refuse what is wrong; what a listing is otherwise stands in the same fields.
    pub check: for<'a> fn(&'a mut Tx, &'a Keeping, &'a mut Fields) -> Later<'a, Result<(), DbError>>,
    /// Keep what was checked.
    pub keep: for<'a> fn(&'a mut Tx, &'a Keeping, &'a Fields) -> Later<'a, Result<(), DbError>>,
}

/// Fields by their names.
pub type Filled = Result<Vec<(String, String)>, DbError>;

/// A part of a form, as HTML.
pub type FormPart = Result<String, DbError>;

/// Who keeps which listing: none while it is new. Everybody may be told, as [`Actor::System`], what is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    pub by: Actor,
    pub now: Timestamp,
    pub shop: ShopId,
    pub currency: Currency,
    pub listing: Option<i64>,
}

/// A number beside an entry of the navigation.
pub struct Counter {
    pub name: &'static str,
    pub count: for<'a> fn(&'a mut Tx, &'a Counted) -> Later<'a, Result<i64, DbError>>,
}

/// Who is counted for.
pub struct Counted {
    pub account: Option<AccountId>,
    /// The account, or the session while nobody has signed in.
    pub holder: i64,
    pub shops: Vec<ShopId>,
}

/// The part of a capability that needs no state: what the market knows of it from the beginning.
#[derive(Clone, Copy)]
pub struct Brought {
    pub name: &'static str,
    pub web: &'static Web,
    pub people: &'static People,
    pub work: &'static Work,
}

impl<S> Capability<S> {
    pub const fn brought(&'static self) -> Brought {
        Brought { name: self.name, web: &self.web, people: &self.people, work: &self.work }
    }
}

/// What needs no more than the market: no page, no call, no job.
pub fn no_pages<S: Clone + Send + Sync + 'static>() -> Routes<S> {
    Routes::default()
}

pub fn no_api<S: Clone + Send + Sync + 'static>() -> OpenApiRouter<S> {
    OpenApiRouter::new()
}

pub fn no_mails(_: &Sheet) -> Vec<Box<dyn Mail>> {
    Vec::new()
}

pub fn no_jobs<S>(_: &mut Bodies<S>) {}
