//! Whatever people do in drives, the counter, the funnel and the report say what a plain list of it says.

use std::collections::BTreeMap;

use commons::drives::{
    self, Came, CostId, Counts, DriveAct, DriveId, InviteError, Invited, JoinError, NewCost, Reached,
    SignUpKind, SignUpStage, THIRD_MONTH,
};
use kernel::{AccountId, Actor, Chance, Currency, Day, Money, ShopRole, Timestamp, days, hours};
use people::{accounts::Login, shops};
use platform::{db::Tx, i18n::Lang};
use serde_json::json;

use crate::{
    drives::{help, later, open, sell, today},
    harness::{Market, Place, START, Thing},
    on_both,
};

on_both!(whatever_people_do_in_drives_nobody_counts_twice, async |place| play(&place, 3).await);

const ACTS: usize = 80;
const NAMES: [&str; 8] = ["Ana", "Bo", "Cai", "Dai", "Eve", "Fay", "Gil", "Hua"];
const LEAD: Actor = Actor::Operator { account: AccountId::new(1) };

/// A drive, with its one helper.
struct Drive {
    id: DriveId,
    is_open: bool,
    helper: AccountId,
    code: String,
    helps: bool,
    costs: Vec<(CostId, i64)>,
}

struct Shop {
    owner: AccountId,
    opened_at: Timestamp,
    thing: Thing,
    sold_on: Vec<Day>,
    /// A helper who works in it.
    staff: Option<AccountId>,
}

/// Somebody who has come by a drive and has not withdrawn.
struct One {
    drive: usize,
    account: AccountId,
    kind: SignUpKind,
    helper: Option<AccountId>,
    came_at: Timestamp,
    shop: Option<usize>,
    has_sold: bool,
    stage: SignUpStage,
}

struct Plain {
    ends_on: Day,
    drives: Vec<Drive>,
    shops: Vec<Shop>,
    all: Vec<One>,
}

impl Plain {
    /// Why somebody cannot come into a drive; nothing when they can.
    fn refuses(&self, drive: usize, account: AccountId, today: Day) -> Option<&'static str> {
        let it = &self.drives[drive];
        if !it.is_open {
            Some("NoSuchDrive")
        } else if today > self.ends_on {
            Some("NotNow")
        } else if it.helps && it.helper == account {
            Some("OwnDrive")
        } else if self.shops.iter().any(|shop| shop.owner == account) {
            Some("HasShop")
        } else if self.all.iter().any(|one| one.account == account) {
            Some("Already")
        } else {
            None
        }
    }

    fn come(
        &mut self,
        (drive, account): (usize, AccountId),
        kind: SignUpKind,
        helper: Option<AccountId>,
        now: Timestamp,
    ) {
        let stage = SignUpStage::SignedUp;
        self.all.push(One { drive, account, kind, helper, came_at: now, shop: None, has_sold: false, stage });
    }

    /// What is seen of everybody's shop by now. `stayed` says how a third month ended, which hangs on what became of parcels.
    fn look(&mut self, now: Timestamp, stayed: &BTreeMap<AccountId, SignUpStage>) {
        let there = |at| Day::there(at, "Asia/Shanghai");
        for at in 0..self.all.len() {
            let taken: Vec<usize> = self.all.iter().filter_map(|one| one.shop).collect();
            let (shops, one) = (&self.shops, &mut self.all[at]);
            if SignUpStage::ENDED.contains(&one.stage) {
                continue;
            }
            let first = |(at, shop): &(usize, &Shop)| {
                shop.owner == one.account && shop.opened_at >= one.came_at && !taken.contains(at)
            };
            one.shop = one.shop.or_else(|| shops.iter().enumerate().find(first).map(|(at, _)| at));
            let Some(shop) = one.shop.map(|at| &shops[at]) else {
                if there(now).since(self.ends_on) > *THIRD_MONTH.end() {
                    one.stage = SignUpStage::Lapsed;
                }
                continue;
            };
            let age = |day: Day| day.since(there(shop.opened_at));
            let is_over = age(there(now)) > *THIRD_MONTH.end();
            let before = one.stage;
            if matches!(one.stage, SignUpStage::SignedUp | SignUpStage::Opened) {
                one.stage = SignUpStage::Listed;
            }
            if one.stage == SignUpStage::Listed && !shop.sold_on.is_empty() {
                (one.stage, one.has_sold) = (SignUpStage::Sold, true);
            }
            if is_over {
                let sold_in_third = shop.sold_on.iter().any(|day| THIRD_MONTH.contains(&age(*day)));
                let said = stayed.get(&one.account).copied();
                let may_stay = one.stage == SignUpStage::Sold && sold_in_third;
                one.stage = said.filter(|_| may_stay).unwrap_or(SignUpStage::Lapsed);
            }
            if one.stage != before && shop.staff == one.helper {
                one.helper = None;
            }
        }
    }

    fn reached<'a>(&'a self, which: impl Fn(&One) -> bool + 'a) -> Reached {
        let mut sum = Reached::default();
        for one in self.all.iter().filter(|one| which(one)) {
            sum.signed_up += 1;
            // A shop of these has its listing from the hour in which it opened.
            sum.opened += i64::from(one.shop.is_some());
            sum.listed += i64::from(one.shop.is_some());
            sum.sold += i64::from(one.has_sold);
            sum.stayed += i64::from(one.stage == SignUpStage::Stayed);
            sum.lapsed += i64::from(one.stage == SignUpStage::Lapsed);
        }
        sum
    }

    fn counts(&self, drive: usize) -> Counts {
        let of = |kind| self.reached(move |one| one.drive == drive && one.kind == kind);
        Counts { retailers: of(SignUpKind::Retailer), companies: of(SignUpKind::Company) }
    }

    fn spent(&self, drive: usize) -> Money {
        let sum = self.drives[drive].costs.iter().map(|(_, minor)| minor).sum();
        Money::new(sum, Currency::CNY)
    }

    /// That the funnel, what each helper brought and the public counter say the same.
    async fn agrees(&self, market: &Market) {
        for (at, drive) in self.drives.iter().enumerate() {
            let id = drive.id;
            let look = async move |tx: &mut Tx| {
                let helpers = drives::funnel_of_helpers(tx, id).await?;
                Ok::<_, platform::db::DbError>((drives::funnel(tx, id, Currency::CNY).await?, helpers))
            };
            let (funnel, helpers) = market.inner.db.read(look).await.unwrap();
            let counts = self.counts(at);
            assert_eq!(funnel.counts, counts);
            assert_eq!(funnel.spent, self.spent(at));
            let mut plain = BTreeMap::new();
            for one in self.all.iter().filter(|one| one.drive == at) {
                let same = |it: &One| it.drive == at && it.helper == one.helper;
                plain.insert(one.helper, self.reached(same));
            }
            assert_eq!(helpers, plain);
            if drive.is_open {
                let page = market.visitor().get(&format!("/drives/{id}")).await;
                page.is(200).shows(&format!("{} of 500", counts.retailers.listed));
                page.shows(&format!("{} of 400", counts.companies.listed));
            }
        }
    }

    /// That the report says so too, to who leads the drive.
    async fn is_reported(&self, market: &Market, to: &str) {
        // Whoever looked last time has been away too long to be signed in still.
        let (operator, id) = market.person(to).await;
        market.make_operator(id).await;
        for (at, drive) in self.drives.iter().enumerate() {
            let (all, spent) = (self.counts(at).all(), self.spent(at));
            let report =
                operator.send("GET", &format!("/api/v1/led-drives/{}/report", drive.id), &json!(null)).await;
            let report = report.is(200).json();
            let sum = |step: &str| {
                let of = |kind: &str| report[kind][step].as_i64().unwrap();
                of("retailers") + of("companies")
            };
            for (step, count) in
                [("signed_up", all.signed_up), ("listed", all.listed), ("stayed", all.stayed)]
            {
                assert_eq!(sum(step), count, "{step}");
            }
            let amount = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
            assert_eq!(report["spent"]["amount"], amount(spent.minor()));
            let cost = report["cost_of_stayed"]["amount"].as_str().map(str::to_owned);
            let plain = (all.stayed > 0).then(|| amount((spent.minor() + all.stayed - 1) / all.stayed));
            assert_eq!(cost, plain);
            let file = operator.get(&format!("/mine/drives/{}/report.csv", drive.id)).await;
            let Reached { signed_up, opened, listed, sold, stayed, lapsed } = all;
            file.is(200).shows(&format!("all,{signed_up},{opened},{listed},{sold},{stayed},{lapsed}"));
        }
    }
}

/// So much later everybody's shop is looked at, in the market and in the plain list.
async fn wait(market: &Market, plain: &mut Plain, time: std::time::Duration) {
    later(market, time).await;
    let accounts: Vec<AccountId> = plain.all.iter().map(|one| one.account).collect();
    let look = async move |tx: &mut Tx| {
        let mut ended = BTreeMap::new();
        for account in &accounts {
            ended.extend(drives::find_of(tx, *account).await?.map(|it| (*account, it.stage)));
        }
        ended.retain(|_, stage| SignUpStage::ENDED.contains(stage));
        Ok::<_, platform::db::DbError>(ended)
    };
    let ended = market.inner.db.read(look).await.unwrap();
    plain.look(market.now(), &ended);
}

fn name(error: &JoinError) -> String {
    let said = format!("{error:?}");
    said.split(['(', ' ']).next().unwrap_or_default().to_owned()
}

async fn play(place: &Place, seed: u64) {
    let dice = Chance::seeded(seed);
    let pick = |many: usize| dice.below(many as u64) as usize;
    let market = Market::open_at(place, START, Chance::seeded(seed)).await;
    let mut people = Vec::new();
    for name in NAMES {
        people.push(market.person(name).await.1);
    }
    let ends_on = Day::from_number(today(&market).number() + 119);
    let mut plain = Plain { ends_on, drives: Vec::new(), shops: Vec::new(), all: Vec::new() };
    for (name, helper) in ["One", "Two"].into_iter().zip(&people) {
        let id = open(&market, name).await;
        let (code, helper) = (help(&market, id, *helper).await, *helper);
        plain.drives.push(Drive { id, is_open: true, helper, code, helps: true, costs: Vec::new() });
    }
    for act in 0..ACTS {
        let (who, at) = (pick(people.len()), pick(2));
        let account = people[who];
        let (now, day, by) = (market.now(), today(&market), Actor::Buyer { account });
        let drive = plain.drives[at].id;
        match dice.below(14) {
            0..=2 => {
                let from = pick(3);
                let came = plain.drives.get(from).map_or(Came::Page, |it| Came::Link(it.code.clone()));
                let kind = SignUpKind::ALL[pick(2)];
                let act = async move |tx: &mut Tx| {
                    drives::sign_up(tx, &by, now, day, drive, kind, came.clone()).await
                };
                let said = market.inner.db.write(act).await;
                assert_eq!(said.as_ref().err().map(name).as_deref(), plain.refuses(at, account, day));
                if let Ok(said) = said {
                    // A code of another drive, or of who helps no more, brings nobody.
                    let helper =
                        Some(plain.drives[at].helper).filter(|_| from == at && plain.drives[at].helps);
                    assert_eq!(said.helper, helper);
                    plain.come((at, account), kind, helper, now);
                }
            }
            3 => {
                let act = async move |tx: &mut Tx| drives::withdraw(tx, &by, now, day).await;
                let said = market.inner.db.write(act).await.is_ok();
                let own = |one: &One| one.account == account && one.stage == SignUpStage::SignedUp;
                let found = plain.all.iter().position(own);
                assert_eq!(said, found.is_some());
                found.map(|at| plain.all.remove(at));
            }
            4 | 5 => {
                let helper = Actor::Buyer { account: plain.drives[at].helper };
                let invited = Invited {
                    login: Login::Email(format!("{}@fair.example", NAMES[who].to_lowercase())),
                    name: NAMES[who].into(),
                    kind: SignUpKind::Company,
                    language: Lang::English,
                    zone: "Asia/Shanghai".into(),
                };
                let act = async move |tx: &mut Tx| {
                    drives::invite(tx, &helper, now, day, drive, invited.clone()).await
                };
                let said = market.inner.db.write(act).await;
                let may = plain.drives[at].helps && plain.drives[at].is_open && day <= ends_on;
                assert!(may || said.is_err());
                assert!(account != plain.drives[at].helper || said.is_err(), "nobody asks themselves");
                market.work().await;
            }
            6 => {
                let is_yes = pick(4) > 0;
                let find = async move |tx: &mut Tx| drives::waiting_for(tx, account).await;
                let Some(asked) = market.inner.db.read(find).await.unwrap() else { continue };
                let of = plain.drives.iter().position(|it| it.id == asked.drive).unwrap();
                if is_yes {
                    let id = asked.id;
                    let act = async move |tx: &mut Tx| drives::accept(tx, &by, now, day, id, "").await;
                    match market.inner.db.write(act).await {
                        Ok(one) => {
                            assert_eq!(plain.refuses(of, account, day), None);
                            assert_eq!(one.helper, Some(asked.helper));
                            plain.come((of, account), one.kind, one.helper, now);
                        }
                        Err(InviteError::Join(error)) => {
                            assert_eq!(Some(&name(&error)[..]), plain.refuses(of, account, day));
                        }
                        Err(error) => assert!(matches!(error, InviteError::Refused(_)), "{error:?}"),
                    }
                } else {
                    let act = async move |tx: &mut Tx| drives::refuse(tx, &by, now, asked.id).await;
                    drop(market.inner.db.write(act).await);
                }
            }
            7 => {
                let shop = market.shop_of(account, &format!("{}{act}", NAMES[who])).await;
                let thing = market.thing(shop, "Bowl", 5_000, 1_000).await;
                // Now and then a helper works in the shop that they brought: it counts, and for nobody.
                let staff = Some(plain.drives[at].helper).filter(|helper| *helper != account && pick(3) == 0);
                if let Some(staff) = staff {
                    let hire = async move |tx: &mut Tx| {
                        shops::insert_member(tx, shop, staff, ShopRole::Staff, now).await
                    };
                    market.inner.db.write(hire).await.unwrap();
                }
                plain.shops.push(Shop { owner: account, opened_at: now, thing, sold_on: Vec::new(), staff });
            }
            8 if !plain.shops.is_empty() => {
                let shop = pick(plain.shops.len());
                sell(&market, plain.shops[shop].thing, 1_000 + act as i64).await;
                plain.shops[shop].sold_on.push(day);
                wait(&market, &mut plain, hours(1)).await;
            }
            9 => {
                let amount = Money::new(1 + dice.below(90_000) as i64, Currency::CNY);
                let said = NewCost { day, what: "Posters".into(), amount };
                let act = async move |tx: &mut Tx| drives::spend(tx, &LEAD, now, drive, said.clone()).await;
                let cost = market.inner.db.write(act).await.unwrap();
                plain.drives[at].costs.push((cost.id, amount.minor()));
                if pick(3) == 0 {
                    let (cost, _) = plain.drives[at].costs.remove(0);
                    let act = async move |tx: &mut Tx| drives::strike(tx, &LEAD, now, drive, cost).await;
                    market.inner.db.write(act).await.unwrap();
                }
            }
            10 => {
                let it = &mut plain.drives[at];
                let (helps, helper) = (it.helps, it.helper);
                let act = async move |tx: &mut Tx| match helps {
                    true => drives::dismiss(tx, &LEAD, now, drive, helper).await,
                    false => drives::name_helper(tx, &LEAD, now, drive, helper).await.map(drop),
                };
                if market.inner.db.write(act).await.is_ok() {
                    it.helps = !helps;
                }
            }
            11 if act > ACTS / 2 && plain.drives[1].is_open => {
                let second = plain.drives[1].id;
                let act =
                    async move |tx: &mut Tx| drives::step(tx, &LEAD, now, second, DriveAct::CallOff).await;
                market.inner.db.write(act).await.unwrap();
                plain.drives[1].is_open = false;
            }
            12 => wait(&market, &mut plain, hours(1 + dice.below(30))).await,
            _ => wait(&market, &mut plain, days(1 + dice.below(25))).await,
        }
        market.check().await;
        plain.agrees(&market).await;
    }
    plain.is_reported(&market, "Op").await;
    wait(&market, &mut plain, days(400)).await;
    let waits = "SELECT COUNT(*) FROM drive_sign_up WHERE state IN ('signed-up', 'opened', 'listed', 'sold')";
    assert_eq!(market.number(waits).await, 0);
    assert!(plain.all.iter().any(|one| one.shop.is_some()) && plain.all.len() > 2);
    plain.agrees(&market).await;
    plain.is_reported(&market, "Opal").await;
    market.check().await;
    market.end().await;
}
