//! After the sale in the demo: one order of the visitor's in each state that a refund request can have.

use kernel::{Actor, Money};
use people::fair::{Broken, Done, FARMER, Fair, MAKER};
use platform::db::Tx;

use super::{
    super::{
        OrderId, find, lines, receive,
        refunds::{
            self, Decision, Kind, LinePieces, Reason, RefundClaim, RequestId, Ruling, Shelf, Testimony,
            WithShipping,
        },
        ship,
    },
    common,
};
use crate::Selling;

/// What somebody does.
#[derive(Clone, Copy)]
enum Move {
    Ship,
    Receive,
    Ask,
    Refuse,
    Offer,
    Give,
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
#[derive(Clone, Copy)]
pub struct Tale {
    pub shop: &'static str,
    kind: Kind,
    reason: Reason,
    words: &'static str,
    moves: &'static [(u64, Move)],
}

/// On which day before today the orders of the tales are placed.
pub const BOUGHT: u64 = 9;

const REFUSAL: &str = "寄出前拍过照片，皮面是好的。";
const ADDRESS: &str = "贺兰皮雕 张师傅\n0951 555 0100\n宁夏银川市金凤区手艺街 8 号";
const OFFER: &str = "尺寸确实小了一点。留着用的话，退您三分之一。";
const RETURN: &str = "双方说的都有道理。请把东西寄回店家，收到后退款。";
const REASON: &str = "划痕在照片上看得清，但不影响使用，退三分之一。";

use Move::{
    Accept, Ask, Dispute, Give, Offer, Post, Receive, Refuse, Repay, Rule, Say, Ship, Show, Withdraw,
};

pub const TALES: [Tale; 12] = [
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
    Tale {
        shop: MAKER,
        kind: Kind::Return,
        reason: Reason::NotAsDescribed,
        words: "比想的小，卡片放不平。",
        moves: &[(8, Ship), (2, Ask), (1, Offer)],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::NotAsDescribed,
        words: "皮子比照片薄。",
        moves: &[(8, Ship), (5, Ask), (5, Refuse), (4, Dispute), (2, Rule(Ruling::Return))],
    },
    Tale {
        shop: MAKER,
        kind: Kind::Refund,
        reason: Reason::Goodwill,
        words: "寄得比说好的晚了两天，退您一点，算是赔礼。",
        moves: &[(8, Ship), (6, Receive), (4, Give)],
    },
];

/// A tale whose order was bought.
pub struct Running {
    tale: Tale,
    order: OrderId,
    request: Option<RequestId>,
}

impl Tale {
    pub fn begin(self, order: OrderId) -> Running {
        Running { tale: self, order, request: None }
    }
}

/// What happens on this day.
pub async fn day(market: &Selling, fair: &Fair, running: &mut [Running]) -> Done {
    let days_left = fair.days_left();
    for one in running {
        for (_, step) in one.tale.moves.iter().filter(|(day, _)| *day == days_left) {
            take(market, fair, one, *step).await?;
        }
    }
    Ok(())
}

/// A part of what was asked for: a third.
fn third(asked: Money) -> Money {
    asked.split(&[1, 2]).ok().and_then(|parts| parts.first().copied()).unwrap_or(asked)
}

async fn take(market: &Selling, fair: &Fair, one: &mut Running, step: Move) -> Done {
    let (now, rules, order, tale) = (market.now(), market.rules(), one.order, one.tale);
    let (by, shop) = (Actor::Buyer { account: fair.visitor()? }, fair.stall(tale.shop)?.seller());
    let judge = Actor::Moderator { account: fair.operator()? };
    let files = market.files.clone();
    let words = match step {
        Say(words) | Show(words) => words,
        Refuse => REFUSAL,
        Offer => OFFER,
        Rule(Ruling::Return) => RETURN,
        Accept => ADDRESS,
        Rule(_) => REASON,
        Ship | Receive | Ask | Give | Post | Dispute | Repay | Withdraw => tale.words,
    };
    let words = words.to_owned();
    let request = one.request.unwrap_or(RequestId::new(order.shop(), 0));
    let act = async move |tx: &mut Tx| {
        let words = words.clone();
        let parcel = common::parcel(tx);
        match step {
            Ship => drop(ship(tx, &shop, now, &rules, order, parcel).await?),
            Receive => drop(receive(tx, &by, now, order).await?),
            Ask => {
                let lines = lines(tx, order).await?;
                let pieces = (1_i64..).zip(&lines);
                let claim = RefundClaim {
                    kind: tale.kind,
                    reason: tale.reason,
                    words,
                    lines: pieces
                        .map(|(position, line)| LinePieces { position, pieces: line.quantity })
                        .collect(),
                    shipping: WithShipping::No,
                    amount: None,
                };
                return Ok(Some(refunds::ask(tx, &by, now, &rules, order, claim).await?.id));
            }
            Refuse => drop(refunds::refuse(tx, &shop, now, &rules, request, words).await?),
            Offer => {
                let asked = refunds::find_for(tx, &shop, request).await?.ok_or("nothing to answer")?;
                let part = third(asked.amount());
                refunds::offer(tx, &shop, now, &rules, request, part, words).await?;
            }
            Give => {
                let total = find(tx, order).await?.ok_or("nothing to give back")?.total;
                let (key, part) = (tx.chance().token(), third(third(total)));
                return Ok(Some(refunds::give(tx, &shop, now, &key, order, part, words).await?.id));
            }
            Accept => drop(refunds::accept(tx, &shop, now, &rules, request, words).await?),
            Post => drop(refunds::post(tx, &by, now, &rules, request, parcel).await?),
            Say(_) => {
                let said = Testimony { words, photos: Vec::new() };
                refunds::show_evidence(tx, &shop, now, request, said).await?;
            }
            Show(_) => {
                let photos = common::photos(tx, &files, order).await?;
                let said = Testimony { words, photos };
                refunds::show_evidence(tx, &by, now, request, said).await?;
            }
            Dispute => drop(refunds::dispute(tx, &by, now, &rules, request).await?),
            Repay => drop(refunds::refund(tx, &shop, now, request, Shelf::LeaveOut).await?),
            Rule(ruling) => {
                let asked = refunds::find_for(tx, &judge, request).await?.ok_or("nothing to rule on")?;
                let decision = Decision { ruling, amount: Some(third(asked.amount())), words };
                refunds::rule(tx, &judge, now, &rules, request, decision).await?;
            }
            Withdraw => drop(refunds::withdraw(tx, &by, now, request).await?),
        }
        Ok::<_, Broken>(None)
    };
    if let Some(id) = market.db.write(act).await? {
        one.request = Some(id);
    }
    Ok(())
}
