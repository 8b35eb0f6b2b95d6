//! The festivals of a demo market: one that runs now, one that calls for shops, one that is over, one that was called off.

use commons::Commons;
use goods::catalog::{self, Facts, Kind, ListingId, ListingInput, ListingState, TaxClass, VariantInput};
use kernel::{AccountId, Actor, Country, Day, Money, days};
use people::{
    fair::{Broken, Done, Fair, MAKER, Opened, Pair, Player, Stall, plays},
    shops::Handle,
};
use platform::{Later, db::Tx, i18n::Lang};
use serde::Deserialize;

use super::{
    ApplicationId, Days, Festival, FestivalAct, NewFestival, Plan, Theme, Venue, Zone, ZonePlan, add_zone,
    booths::{self, CallPlan, Wants},
    edit_zone, gate,
    ground::{self, Outline},
    make,
    programme::{self, ItemId, ItemKind, ItemPlan},
    set_cover, step,
    tickets::{self, TicketNumber},
    zones,
};

/// What `festivals.json` says.
#[derive(Deserialize)]
struct Told {
    past: ToldFestival,
    now: ToldFestival,
    to_come: ToldFestival,
    called_off: ToldFestival,
    call: Pair,
    fee: Pair,
    fee_words: Pair,
    shows: Vec<Pair>,
    /// The walls of the hall, as SVG.
    outline: String,
    declined: String,
    programme: Vec<ToldItem>,
    tickets: Vec<tickets::demo::ToldKind>,
    /// Names of the gates.
    gates: Vec<String>,
}

#[derive(Deserialize)]
struct ToldFestival {
    handle: String,
    name: Pair,
    words: Pair,
    city: Pair,
    region: String,
    address: String,
    cover: String,
    cover_alt: String,
}

#[derive(Deserialize)]
struct ToldItem {
    /// From the first day on, and the minutes after its midnight.
    day: i64,
    at: i64,
    minutes: i64,
    kind: String,
    stage: String,
    seats: i64,
    title: Pair,
}

/// Days before today on which each is planned.
const PAST: u64 = 60;
const NOW: u64 = 30;
const TO_COME: u64 = 20;
const CALLED_OFF: u64 = 12;
/// Days before today on which tickets of the one that runs are bought, some of them handed on, and its gates registered.
const SOLD: u64 = 18;
const MOVED: u64 = 8;
const GATES: u64 = 3;
/// Booths of each zone.
const BOOTHS: i64 = 4;
/// What a booth costs, in minor units.
const FEE: i64 = 30_000;

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let told: Told = fair.content("festivals.json")?;
        plays(Ground { market, told, running: None, calling: None, phones: Vec::new(), offered: None })
    })
}

struct Ground {
    market: Commons,
    told: Told,
    /// The one that runs today, and the one that calls for shops.
    running: Option<Festival>,
    calling: Option<Festival>,
    phones: Vec<gate::demo::Phone>,
    /// A ticket that somebody else may claim.
    offered: Option<TicketNumber>,
}

impl Player for Ground {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            match fair.days_left() {
                PAST => {
                    let past = self.hold(fair, &self.told.past, 24, 3).await?;
                    self.fill(fair, &past, 18).await
                }
                NOW => {
                    let running = self.hold(fair, &self.told.now, 28, 4).await?;
                    self.fill(fair, &running, 24).await?;
                    self.arrange(fair, &running).await?;
                    self.furnish(fair, &running).await?;
                    tickets::demo::sell(&self.market, fair, &running, &self.told.tickets).await?;
                    self.running = Some(running);
                    Ok(())
                }
                TO_COME => {
                    let calling = self.hold(fair, &self.told.to_come, 100, 3).await?;
                    self.charge(fair, &calling).await?;
                    // A fee that is never paid: the booth is free again before today.
                    self.ask(fair, &calling, (30, 0), Answer::Accept).await?;
                    self.calling = Some(calling);
                    Ok(())
                }
                CALLED_OFF => {
                    let off = self.hold(fair, &self.told.called_off, 40, 2).await?;
                    self.ask(fair, &off, (31, 1), Answer::Accept).await?;
                    let (by, now) = (fair.stall(MAKER)?.seller(), self.market.now());
                    let act = async move |tx: &mut Tx| step(tx, &by, now, off.id, FestivalAct::CallOff).await;
                    self.market.db.write(act).await?;
                    Ok(())
                }
                _ => self.admit(fair).await,
            }
        })
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            if let Some(calling) = &self.calling {
                for (at, answer) in [
                    Answer::None,
                    Answer::Accept,
                    Answer::Accept,
                    Answer::Wait,
                    Answer::Decline,
                    Answer::Withdraw,
                    Answer::None,
                    Answer::Accept,
                    Answer::Wait,
                    Answer::None,
                ]
                .into_iter()
                .enumerate()
                {
                    self.ask(fair, calling, (at, at % 6), answer).await?;
                }
            }
            if let Some(running) = &self.running {
                self.reserve(fair, running).await?;
            }
            Ok(())
        })
    }
}

/// What becomes of an application.
#[derive(Clone, Copy)]
enum Answer {
    None,
    Accept,
    Wait,
    Decline,
    Withdraw,
}

impl Ground {
    /// A festival that begins so many days from now and is announced, with its call open.
    async fn hold(
        &self,
        fair: &Fair,
        told: &ToldFestival,
        ahead: i64,
        long: i64,
    ) -> Result<Festival, Broken> {
        let stall = fair.stall(MAKER)?;
        let (by, now, zone) = (stall.seller(), self.market.now(), "Asia/Shanghai");
        let first = Day::there(now, zone).number() + ahead;
        let said = Plan {
            language: Lang::Chinese,
            name: told.name.own.clone(),
            name_en: told.name.en.clone(),
            words: told.words.own.clone(),
            words_en: told.words.en.clone(),
            days: Days {
                first: Day::from_number(first),
                last: Day::from_number(first + long - 1),
                opens_minute: 10 * 60,
                closes_minute: 20 * 60,
                time_zone: zone.to_owned(),
            },
            venue: Venue::Ground {
                country: Country::CN,
                region: told.region.clone(),
                city: told.city.own.clone(),
                address: told.address.clone(),
            },
        };
        let handle = Handle::parse(&told.handle, |_| false)?;
        let new = NewFestival { handle, is_proposed: false, said, themes: Vec::new() };
        let picture = fair.art("pictures", &told.cover)?;
        let kept = self.market.files.keep_picture(picture.into(), None).await?;
        let cover = kept.map_err(|error| format!("{}: {error:?}", told.cover))?.file;
        let call = CallPlan {
            opens_at: now,
            closes_at: now + days(u64::try_from(ahead)?),
            pay_days: 7,
            words: self.told.call.own.clone(),
            words_en: self.told.call.en.clone(),
        };
        let alt = told.cover_alt.clone();
        let act = async move |tx: &mut Tx| {
            let festival = make(tx, &by, now, new.clone()).await?;
            for theme in Theme::ALL.iter().filter(|theme| **theme != Theme::Own) {
                let (theme, name) = (*theme, String::new());
                let said = ZonePlan { theme, name_en: name.clone(), name, booths: BOOTHS, fee: None };
                add_zone(tx, &by, now, festival.id, said).await?;
            }
            set_cover(tx, &by, now, festival.id, (cover.clone(), alt.clone())).await?;
            booths::set_call(tx, &by, now, festival.id, call.clone()).await?;
            Ok::<_, Broken>(step(tx, &by, now, festival.id, FestivalAct::Announce).await?)
        };
        self.market.db.write(act).await
    }

    /// Sell tickets of the festival that is to run, and let people in once it does.
    async fn admit(&mut self, fair: &Fair) -> Done {
        let Some(running) = &self.running else { return Ok(()) };
        match fair.days_left() {
            SOLD => tickets::demo::buy_all(&self.market, fair, running.id).await,
            MOVED => {
                self.offered = Some(tickets::demo::move_some(&self.market, fair).await?.number);
                Ok(())
            }
            GATES => {
                self.phones = gate::demo::open(&self.market, fair, running.id, &self.told.gates).await?;
                Ok(())
            }
            _ if running.begins_at <= self.market.now() => {
                gate::demo::let_in(&self.market, running, &mut self.phones, self.offered).await
            }
            _ => Ok(()),
        }
    }

    /// A booth in the first zone costs something.
    async fn charge(&self, fair: &Fair, festival: &Festival) -> Done {
        let stall = fair.stall(MAKER)?;
        let (by, now, shop, id) = (stall.seller(), self.market.now(), stall.shop, festival.id);
        let input = fee(&self.told, stall);
        let act = async move |tx: &mut Tx| {
            let fee: ListingId = catalog::create(tx, now, shop, input.clone()).await?;
            if let Some(zone) = zones(tx, id).await?.into_iter().next() {
                edit_zone(tx, &by, now, zone.id, ZonePlan { fee: Some(fee), ..zone.said }).await?;
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }

    /// Give some booths to the first shops, zone after zone.
    async fn fill(&self, fair: &Fair, festival: &Festival, booths: usize) -> Done {
        for at in 0..booths {
            self.ask(fair, festival, (at, at % 6), Answer::Accept).await?;
        }
        Ok(())
    }

    /// A shop applies for a booth of a zone, and is answered.
    async fn ask(
        &self,
        fair: &Fair,
        festival: &Festival,
        (at, zone): (usize, usize),
        answer: Answer,
    ) -> Done {
        let others: Vec<&Stall> = fair.stalls.iter().filter(|stall| stall.handle != MAKER).collect();
        let stall = *others.get(at % others.len().max(1)).ok_or("nobody else has a shop")?;
        let shows = self.told.shows.get(at % self.told.shows.len().max(1)).ok_or("nothing to show")?;
        let words = if stall.language == Lang::Chinese { shows.own.clone() } else { shows.en.clone() };
        let (organiser, now, id) = (fair.stall(MAKER)?.seller(), self.market.now(), festival.id);
        let (seller, shop, declined) = (stall.seller(), stall.shop, self.told.declined.clone());
        let rules = self.market.rules();
        let act = async move |tx: &mut Tx| {
            let all: Vec<Zone> = zones(tx, id).await?;
            let zone = all.get(zone).map(|zone| zone.id).ok_or("no such zone")?;
            let mut listings = catalog::list_ids(tx, shop, 0, 4).await?;
            listings.sort_unstable();
            let power_watts = if at.is_multiple_of(3) { 500 } else { 0 };
            let wants = Wants { zone, words: words.clone(), listings, tables: 1, power_watts };
            let asked: ApplicationId = booths::apply(tx, &seller, now, id, wants).await?.id;
            match answer {
                Answer::None => {}
                Answer::Accept => drop(booths::accept(tx, &organiser, now, asked).await?),
                Answer::Wait => drop(booths::put_on_list(tx, &organiser, now, asked).await?),
                Answer::Decline => drop(booths::decline(tx, &organiser, now, asked, declined.clone()).await?),
                Answer::Withdraw => drop(booths::withdraw(tx, &seller, now, &rules, id).await?),
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }

    /// Put the booths of each zone into a hall of its own, and draw the walls.
    async fn furnish(&self, fair: &Fair, festival: &Festival) -> Done {
        let (by, now, id) = (fair.stall(MAKER)?.seller(), self.market.now(), festival.id);
        let outline = Outline::read(self.told.outline.as_bytes())?.outline;
        let act = async move |tx: &mut Tx| {
            for (hall, zone) in (0_i64..).zip(zones(tx, id).await?) {
                let all = ground::booths(tx, id).await?;
                for (at, booth) in (0_i64..).zip(all.iter().filter(|booth| booth.zone == zone.id)) {
                    let x = 80 + hall % 3 * 320 + at % 2 * 120;
                    let y = 130 + hall / 3 * 320 + at / 2 * 90;
                    ground::place(tx, &by, (id, booth.number), (x, y)).await?;
                }
            }
            Ok::<_, Broken>(ground::draw(tx, &by, now, id, Some(&outline)).await?)
        };
        self.market.db.write(act).await
    }

    async fn arrange(&self, fair: &Fair, festival: &Festival) -> Done {
        let now = self.market.now();
        let by = fair.stall(MAKER)?.seller();
        let days = &festival.said.days;
        for told in &self.told.programme {
            let day = Day::from_number(days.first.number() + told.day);
            let said = ItemPlan {
                kind: ItemKind::parse(&told.kind).ok_or("no such kind")?,
                title: told.title.own.clone(),
                title_en: told.title.en.clone(),
                stage: told.stage.clone(),
                begins_at: days.at(day, told.at).ok_or("no such time")?,
                minutes: told.minutes,
                seats: told.seats,
            };
            let id = festival.id;
            let act = async move |tx: &mut Tx| programme::add(tx, &by, now, id, said.clone()).await;
            self.market.db.write(act).await?;
        }
        Ok(())
    }

    /// Buyers reserve seats at what is still to come; the visitor has two that clash.
    async fn reserve(&self, fair: &Fair, festival: &Festival) -> Done {
        let (now, id) = (self.market.now(), festival.id);
        let items = self.market.db.read(async move |tx: &mut Tx| programme::items(tx, id).await).await?;
        let to_come = items.iter().filter(|item| item.has_seats() && !item.has_begun(now));
        for (at, item) in to_come.enumerate() {
            for number in 0..=(5 + at) {
                self.sit(fair.buyer((at + number * 3) % fair.buyers.len())?, item.id).await?;
            }
            if item.said.kind != ItemKind::Concert && at > 0 {
                self.sit(fair.visitor()?, item.id).await?;
            }
        }
        Ok(())
    }

    async fn sit(&self, account: AccountId, item: ItemId) -> Done {
        let (by, now) = (Actor::Buyer { account }, self.market.now());
        let act = async move |tx: &mut Tx| programme::reserve(tx, &by, now, item).await;
        match self.market.db.write(act).await {
            Ok(_) | Err(programme::ReserveError::Full) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// What a booth is paid by.
fn fee(told: &Told, stall: &Stall) -> ListingInput {
    let paragraph = |words: &str| format!("<p>{words}</p>");
    ListingInput {
        handle: "booth-fee".into(),
        kind: Kind::Stock,
        state: ListingState::Active,
        title: told.fee.own.clone(),
        title_en: told.fee.en.clone(),
        body: paragraph(&told.fee_words.own),
        body_en: paragraph(&told.fee_words.en),
        craft: String::new(),
        materials: String::new(),
        materials_en: String::new(),
        technique: String::new(),
        technique_en: String::new(),
        vendor: String::new(),
        product_type: String::new(),
        tags: Vec::new(),
        options: Vec::new(),
        variants: vec![VariantInput {
            choices: Vec::new(),
            sku: "BOOTH".into(),
            barcode: String::new(),
            price: Some(Money::new(FEE, stall.currency)),
            compare_at: None,
            cost: None,
            weight_grams: 0,
            available: Some(BOOTHS),
            is_backordered: false,
            is_tracked: true,
            requires_shipping: false,
            is_taxable: true,
            picture: String::new(),
            extra: "{}".into(),
        }],
        pictures: Vec::new(),
        facts: Facts::default(),
        is_negotiable: false,
        floor: None,
        auto_accept: None,
        origin_country: None,
        customs_code: String::new(),
        tax_class: TaxClass::Standard,
        seo_title: String::new(),
        seo_description: String::new(),
        model: String::new(),
        extra: "{}".into(),
    }
}
