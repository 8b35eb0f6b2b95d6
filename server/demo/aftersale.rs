//! After the sale in the demo: one order of the visitor's in each state that a refund request can have.

use kernel::{Actor, Currency, Money, ShopRole, Timestamp};
use people::accounts::{self, Login};
use platform::db::{DbError, Tx};
use selling::{
    Selling,
    orders::{
        self, OrderId, Parcel,
        refunds::{
            self, Decision, Kind, LinePieces, Reason, RefundClaim, RequestId, Ruling, Shelf, StepError,
            Testimony, WithShipping,
        },
    },
};

use super::stalls::{Buyer, Stall};
use crate::error::CommandError;

/// What somebody does.
#[derive(Clone, Copy)]
enum Move {
    Ship,
    Receive,
    Ask,
    Refuse,
    Accept,
    Post,
    Say(&'static str),
    Show(&'static str),
    Dispute,
    Repay,
    Rule(Ruling),
    Withdraw,
}

/// One order and its story: who sells, what is asked and why, and what happens how many days before today.
pub struct Tale {
    shop: &'static str,
    kind: Kind,
    reason: Reason,
    words: &'static str,
    moves: &'static [(u64, Move)],
}

/// On which day before today the orders of the tales are placed.
pub const BOUGHT: u64 = 9;

const MAKER: &str = "helan-leather";
const FARMER: &str = "zhongning-goji";
const REFUSAL: &str = "寄出前拍过照片，皮面是好的。";
const ADDRESS: &str = "贺兰皮雕 张师傅\n0951 555 0100\n宁夏银川市金凤区手艺街 8 号";

use Move::{Accept, Ask, Dispute, Post, Receive, Refuse, Repay, Rule, Say, Ship, Show, Withdraw};

pub const TALES: [Tale; 9] = [
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::Damaged,
        words: "边角磕了一块，别的都好，想退一部分。",
        moves: &[(8, Ship), (1, Ask), (1, Show("打开包装时拍的。"))],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::NotAsDescribed,
        words: "颜色比照片深很多。",
        moves: &[(8, Ship), (4, Ask), (3, Refuse)],
    },
    Tale {
        shop: FARMER,
        kind: Kind::Return,
        reason: Reason::WrongGoods,
        words: "寄来的不是我订的那一种。",
        moves: &[(8, Ship), (5, Ask)],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Return,
        reason: Reason::NotAsDescribed,
        words: "尺寸小了，装不下本子。",
        moves: &[(8, Ship), (4, Ask), (3, Accept)],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Return,
        reason: Reason::WrongGoods,
        words: "花纹不是我选的那一款。",
        moves: &[(8, Ship), (5, Ask), (4, Accept), (2, Post)],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::Damaged,
        words: "背带的扣子一拉就掉了。",
        moves: &[
            (8, Ship),
            (5, Ask),
            (5, Show("扣子掉下来的样子。")),
            (4, Refuse),
            (4, Say("扣子寄出前拉过，没有松。请把扣子的背面也拍给我看看。")),
            (3, Dispute),
        ],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::Missing,
        words: "少了一块擦皮的布。",
        moves: &[(8, Ship), (6, Receive), (5, Ask), (4, Repay)],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::Damaged,
        words: "皮面有一道划痕。",
        moves: &[(8, Ship), (6, Ask), (6, Refuse), (5, Dispute), (2, Rule(Ruling::Partial))],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::NotArrived,
        words: "一直没有收到。",
        moves: &[(8, Ship), (5, Ask), (4, Withdraw)],
    },
];

/// A tale whose order was bought.
pub struct Running {
    tale: &'static Tale,
    order: OrderId,
    request: Option<RequestId>,
}

impl Tale {
    /// Where the order is bought, among the stalls.
    pub fn stall(&self, stalls: &[Stall]) -> Option<usize> {
        stalls.iter().position(|stall| stall.shop.handle == self.shop)
    }

    pub fn begin(&'static self, order: OrderId) -> Running {
        Running { tale: self, order, request: None }
    }
}

/// What happens so many days before today.
pub async fn day(
    market: &Selling,
    stalls: &[Stall],
    buyer: &Buyer,
    running: &mut [Running],
    days_left: u64,
    now: Timestamp,
) -> Result<(), CommandError> {
    for one in running {
        let Some(stall) = one.tale.stall(stalls).and_then(|at| stalls.get(at)) else { continue };
        for (_, step) in one.tale.moves.iter().filter(|(day, _)| *day == days_left) {
            let done = take(market, stall, buyer, one, *step, now).await;
            done.map_err(|error| CommandError::Refused(error.to_string()))?;
        }
    }
    Ok(())
}

/// Photos of a tale: the pictures of its listing.
async fn photos(market: &Selling, order: OrderId) -> Result<Vec<String>, DbError> {
    let lines = market.db.read(async move |tx: &mut Tx| orders::lines(tx, order).await).await?;
    let mut names = Vec::new();
    for name in lines.into_iter().map(|line| line.picture).filter(|name| !name.is_empty()) {
        let Ok(picture) = market.files.get(&name, "-640.webp") else { continue };
        let put = |suffix| market.files.put(&name, suffix, &picture);
        if put("-proof-320.webp").and_then(|()| put("-proof-1280.webp")).is_ok() {
            names.push(name);
        }
    }
    Ok(names)
}

/// A part of what was asked for: a third.
fn third(asked: Money) -> Money {
    asked.split(&[1, 2]).ok().and_then(|parts| parts.first().copied()).unwrap_or(asked)
}

async fn take(
    market: &Selling,
    stall: &Stall,
    buyer: &Buyer,
    one: &mut Running,
    step: Move,
    now: Timestamp,
) -> Result<(), StepError> {
    let (rules, order, tale) = (market.rules(), one.order, one.tale);
    let by = Actor::Buyer { account: buyer.account };
    let shop = Actor::Seller { account: stall.owner, shop: stall.shop.id, role: ShopRole::Owner };
    let photos = if matches!(step, Show(_)) { photos(market, order).await? } else { Vec::new() };
    let request = one.request.unwrap_or(RequestId::new(order.shop(), 0));
    let act = async move |tx: &mut Tx| {
        let parcel = Parcel { carrier: "DEMO".into(), tracking: tx.chance().digits(12) };
        let words = |text: &str| text.to_owned();
        match step {
            Ship => {
                let shipped = orders::ship(tx, &shop, now, &rules, order, parcel).await;
                shipped.map_err(|_| DbError::Raced)?;
            }
            Receive => {
                orders::receive(tx, &by, now, order).await.map_err(|_| DbError::Raced)?;
            }
            Ask => {
                let lines = orders::lines(tx, order).await?;
                let lines = (1_i64..).zip(&lines);
                let wanted = RefundClaim {
                    kind: tale.kind,
                    reason: tale.reason,
                    words: words(tale.words),
                    lines: lines
                        .map(|(position, line)| LinePieces { position, pieces: line.quantity })
                        .collect(),
                    shipping: WithShipping::No,
                    amount: None,
                };
                let asked = refunds::ask(tx, &by, now, &rules, order, wanted).await;
                return Ok(Some(asked.map_err(|_| DbError::Raced)?.id));
            }
            Refuse => drop(refunds::refuse(tx, &shop, now, &rules, request, words(REFUSAL)).await?),
            Accept => drop(refunds::accept(tx, &shop, now, &rules, request, words(ADDRESS)).await?),
            Post => drop(refunds::post(tx, &by, now, &rules, request, parcel).await?),
            Say(text) => {
                let said = Testimony { words: words(text), photos: Vec::new() };
                refunds::show_evidence(tx, &shop, now, request, said).await.map_err(|_| DbError::Raced)?;
            }
            Show(text) => {
                let said = Testimony { words: words(text), photos: photos.clone() };
                refunds::show_evidence(tx, &by, now, request, said).await.map_err(|_| DbError::Raced)?;
            }
            Dispute => drop(refunds::dispute(tx, &by, now, &rules, request).await?),
            Repay => drop(refunds::refund(tx, &shop, now, request, Shelf::LeaveOut).await?),
            Rule(ruling) => {
                let login = Login::Email("operator@demo.example".into());
                let account = accounts::find_by_login(tx, &login).await?.ok_or(StepError::NoSuchRequest)?.id;
                let judge = Actor::Moderator { account };
                let asked = refunds::find_for(tx, &judge, request).await?.map(|asked| asked.amount());
                let amount = asked.map_or(Money::zero(Currency::CNY), third);
                let words = words("划痕在照片上看得清，但不影响使用，退三分之一。");
                let decision = Decision { ruling, amount: Some(amount), words };
                refunds::rule(tx, &judge, now, request, decision).await.map_err(|_| DbError::Raced)?;
            }
            Withdraw => drop(refunds::withdraw(tx, &by, now, request).await?),
        }
        Ok::<_, StepError>(None)
    };
    if let Some(id) = market.db.write(act).await? {
        one.request = Some(id);
    }
    Ok(())
}
