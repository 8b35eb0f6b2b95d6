//! The designs of a demo market: forty records over the year, two of them sealed, shops that sell after them, and a dispute at
//! each stage.

use goods::catalog::{self, ListingId, PictureInput};
use kernel::{Actor, Timestamp};
use people::fair::{self, Broken, Done, Fair, Opened, Player, Stall, plays};
use platform::{
    Later,
    db::{DbError, Tx},
    files::picture::{Cut, Side},
};
use serde::Deserialize;

use super::{
    Consent, NewPicture, NewRecord, Record, RecordStage, claim, consent,
    entry::sha256,
    make,
    notices::{self, Decision, Ground, NewNotice, NoticeId, Outcome, Words},
    origin::origin,
    print::Print,
};
use crate::Commons;

/// Of each maker.
const RECORDS: usize = 2;
/// The day of the first record, and the days from one to the next.
const FIRST: u64 = 40;
const APART: u64 = 8;

/// What `designs.json` says.
#[derive(Deserialize)]
struct Content {
    makers: Vec<String>,
    /// By language.
    words: std::collections::BTreeMap<String, String>,
    office: Office,
    /// Whose second record is sealed.
    sealed: Vec<String>,
    resellers: Vec<Reseller>,
    cases: Vec<Told>,
}

#[derive(Deserialize)]
struct Office {
    maker: String,
    name: String,
    number: String,
}

#[derive(Deserialize)]
struct Reseller {
    maker: String,
    shop: String,
    day: u64,
    granted: bool,
}

/// A dispute, with the days on which its sides and the market act.
#[derive(Deserialize)]
struct Told {
    maker: String,
    seller: String,
    /// Whether the listing shows a part of the record's picture.
    copied: bool,
    give: u64,
    counter: Option<u64>,
    rule: Option<u64>,
    appeal: Option<u64>,
    withdraw: Option<u64>,
    ground: Option<String>,
    outcome: Option<String>,
    notice: String,
    #[serde(default)]
    answer: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    appeal_words: String,
    #[serde(skip)]
    id: Option<NoticeId>,
}

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let content: Content = fair.content("designs.json")?;
        plays(Designs { market, content })
    })
}

struct Designs {
    market: Commons,
    content: Content,
}

impl Player for Designs {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let today = fair.day;
            if let Some(count) = today.checked_sub(FIRST).filter(|days| days.is_multiple_of(APART)) {
                self.put_down(fair, usize::try_from(count / APART)?).await?;
            }
            for one in self.content.resellers.iter().filter(|one| one.day == today) {
                self.resell(fair, one).await?;
            }
            for at in 0..self.content.cases.len() {
                self.dispute(fair, at).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        fair::nothing()
    }
}

impl Designs {
    /// Put the next design down, after a listing of its maker.
    async fn put_down(&self, fair: &Fair, count: usize) -> Result<(), Broken> {
        let (market, makers) = (&self.market, &self.content.makers);
        let (at, round) = (count % makers.len(), count / makers.len());
        let Some(handle) = makers.get(at).filter(|_| round < RECORDS) else { return Ok(()) };
        let stall = fair.stall(handle)?;
        let things = things(market, stall).await?;
        let Some((listing, title, cover)) = things.get(round).cloned() else { return Ok(()) };
        let (now, by, home) = (market.now(), stall.seller(), origin(market).to_owned());
        let given = market.files.get(&cover, "-640.webp")?;
        let print = Print::of_file(&given).ok_or("a picture of the demo has no print")?;
        let office = Some(&self.content.office).filter(|office| office.maker == *handle && round == 0);
        let is_sealed = round == 1 && self.content.sealed.contains(handle);
        let new = NewRecord {
            title,
            author: stall.name.clone(),
            words: self.content.words.get(stall.language.code()).cloned().unwrap_or_default(),
            first_shown: String::new(),
            office: office.map(|office| office.name.clone()).unwrap_or_default(),
            number: office.map(|office| office.number.clone()).unwrap_or_default(),
            pictures: vec![NewPicture { file: cover, sha256: sha256(&given), print }],
            stage: if is_sealed { RecordStage::Sealed } else { RecordStage::Open },
        };
        let act = async move |tx: &mut Tx| {
            let record = make(tx, &by, now, &home, &new).await?;
            let claimed = Some(record.id).filter(|_| !is_sealed);
            Ok::<_, super::MakeError>(claim(tx, now, listing, claimed).await?)
        };
        Ok(market.db.write(act).await?)
    }

    /// The first record of a maker.
    async fn record_of(&self, stall: &Stall) -> Result<Record, Broken> {
        let shop = stall.shop;
        let look = async move |tx: &mut Tx| super::list_of_shop(tx, shop, i64::MAX, 10).await;
        let records: Vec<Record> = self.market.db.read(look).await?;
        Ok(records.into_iter().last().ok_or_else(|| format!("{} has no record", stall.handle))?)
    }

    async fn resell(&self, fair: &Fair, one: &Reseller) -> Result<(), Broken> {
        let (maker, shop) = (fair.stall(&one.maker)?, fair.stall(&one.shop)?);
        let record = self.record_of(maker).await?.id;
        let things = things(&self.market, shop).await?;
        let listing = things.get(3).ok_or("a reseller has nothing to sell")?.0;
        let (now, by, is_granted) = (self.market.now(), maker.seller(), one.granted);
        let act = async move |tx: &mut Tx| {
            claim(tx, now, listing, Some(record)).await?;
            if is_granted {
                consent(tx, &by, now, listing, Consent::Granted).await?;
            }
            Ok::<_, super::ClaimError>(())
        };
        Ok(self.market.db.write(act).await?)
    }

    /// Do what is done in a dispute on this day.
    async fn dispute(&mut self, fair: &Fair, at: usize) -> Result<(), Broken> {
        let (market, today) = (self.market.clone(), fair.day);
        let Some(told) = self.content.cases.get(at) else { return Ok(()) };
        let (maker, seller) = (fair.stall(&told.maker)?, fair.stall(&told.seller)?);
        let (now, rules) = (market.now(), market.rules());
        let said = |words: &str| Words { words: words.to_owned(), photos: Vec::new() };
        if told.copied && today + 3 == told.give {
            let record = self.record_of(maker).await?;
            return copy(&market, now, &record.cover, listing_of(&market, seller).await?).await;
        }
        if today == told.give {
            let (by, record) = (maker.seller(), self.record_of(maker).await?.id);
            let listing = listing_of(&market, seller).await?;
            let new = NewNotice { record, listing, said: said(&told.notice) };
            let act = async move |tx: &mut Tx| notices::give(tx, &by, now, &rules, new.clone()).await;
            let id = market.db.write(act).await?.id;
            if let Some(told) = self.content.cases.get_mut(at) {
                told.id = Some(id);
            }
            return Ok(());
        }
        let Some(id) = told.id else { return Ok(()) };
        if told.counter == Some(today) {
            let ground = told.ground.as_deref().and_then(Ground::parse).ok_or("an answer has no ground")?;
            let (by, said) = (seller.seller(), said(&told.answer));
            let act =
                async move |tx: &mut Tx| notices::counter(tx, &by, now, &rules, id, ground, &said).await;
            market.db.write(act).await?;
        } else if told.withdraw == Some(today) {
            let by = maker.seller();
            market.db.write(async move |tx: &mut Tx| notices::withdraw(tx, &by, now, id).await).await?;
        } else if told.rule == Some(today) {
            let outcome =
                told.outcome.as_deref().and_then(Outcome::parse).ok_or("a ruling has no outcome")?;
            let decision = Decision { outcome, reason: told.reason.clone() };
            let by = Actor::Moderator { account: fair.operator()? };
            let act = async move |tx: &mut Tx| notices::rule(tx, &by, now, &rules, id, &decision).await;
            market.db.write(act).await?;
        } else if told.appeal == Some(today) {
            let (by, said) = (seller.seller(), said(&told.appeal_words));
            let act = async move |tx: &mut Tx| notices::appeal(tx, &by, now, &rules, id, &said).await;
            market.db.write(act).await?;
        }
        Ok(())
    }
}

/// What a shop has put out, the oldest first: its number, its title, its picture.
async fn things(market: &Commons, stall: &Stall) -> Result<Vec<(ListingId, String, String)>, DbError> {
    let shop = stall.shop;
    let look = async move |tx: &mut Tx| catalog::list_of_shop(tx, shop, i64::MAX, 100).await;
    let cards = market.db.read(look).await?;
    let mut things: Vec<_> = cards.into_iter().map(|card| (card.id, card.title, card.cover)).collect();
    things.retain(|(_, _, cover)| !cover.is_empty());
    things.sort_by_key(|(id, _, _)| id.number());
    Ok(things)
}

/// The listing of a seller that others dispute: one that no record of theirs is made after.
async fn listing_of(market: &Commons, seller: &Stall) -> Result<ListingId, Broken> {
    let things = things(market, seller).await?;
    Ok(things.get(2).or(things.last()).ok_or_else(|| format!("{} sells nothing", seller.handle))?.0)
}

/// Put a part of a record's picture at the head of a listing, as somebody does who has none of their own.
async fn copy(market: &Commons, now: Timestamp, picture: &str, listing: ListingId) -> Result<(), Broken> {
    let original = market.files.get(picture, "-640.webp")?;
    let cut = Some(Cut { wide: 1, high: 1, side: Side::Middle });
    let kept = market.files.keep_picture(original.into(), cut).await??;
    let act = async move |tx: &mut Tx| {
        let Some(mut input) = catalog::load(tx, listing).await? else { return Ok(()) };
        let copied = PictureInput {
            file: kept.file.clone(),
            source: String::new(),
            alt: String::new(),
            width: kept.width,
            height: kept.height,
        };
        input.pictures.insert(0, copied);
        input.variants.iter_mut().for_each(|variant| variant.available = None);
        catalog::update(tx, now, listing, input).await
    };
    Ok(market.db.write(act).await?)
}
