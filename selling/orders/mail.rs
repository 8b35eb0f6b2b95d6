//! What orders write to buyers and sellers.

use kernel::{Money, Timestamp};
use people::shops::Shop;
use platform::{
    i18n::{Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::{Order, OrderId, OrderLine, Parcel, PurchaseId, Reason};

/// One order, as far as a mail mentions it.
#[derive(Clone, Debug)]
pub struct Mentioned {
    pub id: OrderId,
    pub short: String,
    /// For the reader of the mail.
    pub shop: String,
    pub name: Name,
    pub handle: String,
    /// The first things in it, with their quantities.
    pub things: Vec<(String, i64)>,
    /// How many more there are.
    pub more: usize,
    /// What coupons took off.
    pub discount: Money,
    pub total: Money,
    /// When it is ready, if that is later than its payment, and by when it leaves.
    pub ready_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    /// The shop's.
    pub zone: String,
}

/// Things that a mail names.
const NAMED: usize = 4;

impl Mentioned {
    pub fn new(order: &Order, shop: &Shop, lines: &[OrderLine], lang: platform::i18n::Lang) -> Self {
        let name = |line: &OrderLine| line.title_in(lang, shop.language).to_owned();
        let things = lines.iter().take(NAMED).map(|line| (name(line), line.quantity)).collect();
        Self {
            id: order.id,
            short: order.short.clone(),
            shop: shop.name_in(lang).to_owned(),
            name: shop.called(),
            handle: shop.handle.clone(),
            things,
            more: lines.len().saturating_sub(NAMED),
            discount: order.discount.total().unwrap_or(order.discount.shop),
            total: order.total,
            ready_at: order.state.ready_at(),
            due_at: order.state.due_at(),
            zone: shop.zone.clone(),
        }
    }

    pub fn facts(&self, sheet: &Sheet) -> Vec<(String, String)> {
        let mut things: Vec<String> =
            self.things.iter().map(|(title, quantity)| format!("{title} × {quantity}")).collect();
        if self.more > 0 {
            things.push(sheet.n("orders-and-more", self.more));
        }
        let mut facts = vec![
            (sheet.t("order-number").to_owned(), self.short.clone()),
            (sheet.t("mail-order-shop").to_owned(), self.shop.clone()),
            (sheet.t("mail-order-things").to_owned(), things.join("\n")),
        ];
        if let Some(off) = self.discount.negate().ok().filter(|off| off.is_negative()) {
            facts.push((sheet.t("mail-order-off").to_owned(), sheet.money(&off)));
        }
        facts.push((sheet.t("mail-order-total").to_owned(), sheet.money(&self.total)));
        if let (Some(ready), Some(due)) = (self.ready_at, self.due_at) {
            let day = |at| sheet.day_in(at, &self.zone);
            facts.push((sheet.t("order-ready").to_owned(), day(&ready)));
            facts.push((sheet.t("order-at-the-latest").to_owned(), day(&due)));
        }
        facts
    }

    pub fn call(&self, sheet: &Sheet) -> Part {
        let url = sheet.link(&format!("/orders/{}", self.id));
        Part::Call { words: sheet.t("mail-order-look").to_owned(), url }
    }

    pub fn desk_call(&self, sheet: &Sheet) -> Part {
        let url = sheet.link(&format!("/desk/{}/orders/{}", self.handle, self.id));
        Part::Call { words: sheet.t("mail-desk-look").to_owned(), url }
    }

    pub fn sample(sheet: &Sheet) -> Self {
        let shop = kernel::ShopId::new(1);
        Self {
            id: OrderId::new(shop, sheet.now.micros()),
            short: "1129-4821".into(),
            shop: sheet.t("mail-sample-shop").to_owned(),
            name: Name::new(sheet.text.lang(), sheet.t("mail-sample-shop"), ""),
            handle: "sample".into(),
            things: vec![(sheet.t("mail-sample-thing").to_owned(), 2)],
            more: 0,
            discount: Money::new(2_000, kernel::Currency::CNY),
            total: Money::new(118_000, kernel::Currency::CNY),
            ready_at: Some(sheet.now + kernel::days(30)),
            due_at: Some(sheet.now + kernel::days(44)),
            zone: sheet.zone.clone(),
        }
    }
}

/// Why a buyer gets a mail.
pub fn to_buyer(sheet: &Sheet) -> String {
    sheet.t("mail-because-bought").to_owned()
}

/// Why a seller gets a mail.
pub fn to_seller(sheet: &Sheet, shop: &str) -> String {
    sheet.say("mail-because-shop", &[("shop", shop)])
}

/// To the buyer: the money has come and is held.
pub struct PurchasePaid {
    pub purchase: PurchaseId,
    pub orders: Vec<Mentioned>,
    pub total: Money,
    /// When all of it leaves by one day; otherwise each order says its own.
    pub ship_by: Option<Timestamp>,
}

impl Mail for PurchasePaid {
    fn kind(&self) -> &'static str {
        "orders.paid"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let total = sheet.money(&self.total);
        let mut parts = vec![
            Part::Words(sheet.say("mail-paid-words", &[("total", &total)])),
            Part::Words(match self.ship_by {
                Some(ship_by) => sheet.say("mail-paid-ship-by", &[("day", &sheet.day(&ship_by))]),
                None => sheet.t("mail-paid-ship-by-each").to_owned(),
            }),
        ];
        parts.extend(self.orders.iter().map(|order| Part::Facts(order.facts(sheet))));
        let url = sheet.link(&format!("/purchases/{}", self.purchase));
        parts.push(Part::Call { words: sheet.t("mail-order-look").to_owned(), url });
        let subject = Said::new("mail-paid-subject").money("total", self.total);
        Letter { subject, parts, because: to_buyer(sheet) }
    }
}

/// To the buyer: the parcel is on its way.
pub struct OrderShipped {
    pub order: Mentioned,
    pub parcel: Parcel,
    pub objection_until: Timestamp,
}

impl Mail for OrderShipped {
    fn kind(&self) -> &'static str {
        "orders.shipped"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut facts = self.order.facts(sheet);
        for (name, value) in
            [("mail-carrier", &self.parcel.carrier), ("mail-tracking", &self.parcel.tracking)]
        {
            if !value.is_empty() {
                facts.push((sheet.t(name).to_owned(), value.clone()));
            }
        }
        Letter {
            subject: Said::new("mail-shipped-subject").name("shop", &self.order.name),
            parts: vec![
                Part::Words(sheet.t("mail-shipped-words").to_owned()),
                Part::Facts(facts),
                Part::Words(sheet.say("mail-shipped-until", &[("day", &sheet.day(&self.objection_until))])),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the buyer: the escrow will be released soon, unless they say something.
pub struct ReleaseNear {
    pub order: Mentioned,
    pub until: Timestamp,
    pub may_extend: bool,
}

impl Mail for ReleaseNear {
    fn kind(&self) -> &'static str {
        "orders.release_near"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let until = sheet.moment(&self.until);
        let mut parts = vec![Part::Words(sheet.say("mail-release-words", &[("moment", &until)]))];
        if self.may_extend {
            parts.push(Part::Words(sheet.t("mail-release-extend").to_owned()));
        }
        parts.extend([Part::Facts(self.order.facts(sheet)), self.order.call(sheet)]);
        let subject = Said::new("mail-release-subject").name("shop", &self.order.name);
        Letter { subject, parts, because: to_buyer(sheet) }
    }
}

/// To the buyer: the money goes back.
pub struct OrderRefunded {
    pub order: Mentioned,
    pub reason: Reason,
}

impl Mail for OrderRefunded {
    fn kind(&self) -> &'static str {
        "orders.refunded"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let total = sheet.money(&self.order.total);
        Letter {
            subject: Said::new("mail-refunded-subject").money("total", self.order.total),
            parts: vec![
                Part::Words(sheet.of("mail-refunded-why", why(self.reason))),
                Part::Words(sheet.say("mail-refunded-words", &[("total", &total)])),
                Part::Facts(self.order.facts(sheet)),
                self.order.call(sheet),
            ],
            because: to_buyer(sheet),
        }
    }
}

fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Unpaid => "unpaid",
        Reason::Buyer => "buyer",
        Reason::Seller => "seller",
        Reason::NotShipped => "not_shipped",
        Reason::NoAddress => "no_address",
        Reason::Operator => "operator",
        Reason::Objection => "objection",
    }
}

/// To the buyer: the purchase was not paid in time.
pub struct PurchaseClosed {
    pub orders: Vec<Mentioned>,
}

impl Mail for PurchaseClosed {
    fn kind(&self) -> &'static str {
        "orders.closed"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let mut parts = vec![Part::Words(sheet.t("mail-closed-words").to_owned())];
        parts.extend(self.orders.iter().map(|order| Part::Facts(order.facts(sheet))));
        let words = sheet.t("mail-order-look").to_owned();
        parts.push(Part::Call { words, url: sheet.link("/orders") });
        Letter { subject: Said::new("mail-closed-subject"), parts, because: to_buyer(sheet) }
    }
}

/// To the buyer: a payment came when the purchase was closed, or paid already, and goes back.
pub struct PaymentSentBack {
    pub purchase: PurchaseId,
    pub amount: Money,
    /// Whether it was paid already.
    pub is_paid: bool,
}

impl Mail for PaymentSentBack {
    fn kind(&self) -> &'static str {
        "orders.payment_sent_back"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let amount = sheet.money(&self.amount);
        let words = if self.is_paid { "mail-late-words-paid" } else { "mail-late-words-closed" };
        Letter {
            subject: Said::new("mail-late-subject").money("amount", self.amount),
            parts: vec![
                Part::Words(sheet.say(words, &[("amount", &amount)])),
                Part::Call {
                    words: sheet.t("mail-order-look").to_owned(),
                    url: sheet.link(&format!("/purchases/{}", self.purchase)),
                },
            ],
            because: to_buyer(sheet),
        }
    }
}

/// To the seller: an order is paid and to be shipped.
pub struct OrderToShip {
    pub order: Mentioned,
    pub ship_by: Timestamp,
}

impl Mail for OrderToShip {
    fn kind(&self) -> &'static str {
        "orders.to_ship"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-to-ship-subject").money("total", self.order.total),
            parts: vec![
                Part::Words(sheet.say("mail-to-ship-words", &[("day", &sheet.day(&self.ship_by))])),
                Part::Facts(self.order.facts(sheet)),
                self.order.desk_call(sheet),
            ],
            because: to_seller(sheet, &self.order.shop),
        }
    }
}

/// To the seller: the order still waits, and will be refunded.
pub struct ShipReminder {
    pub order: Mentioned,
    pub ship_by: Timestamp,
    /// Whole days until then.
    pub days: u64,
}

impl Mail for ShipReminder {
    fn kind(&self) -> &'static str {
        "orders.ship_reminder"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::count("mail-remind-subject", self.days),
            parts: vec![
                Part::Words(sheet.say("mail-remind-words", &[("moment", &sheet.moment(&self.ship_by))])),
                Part::Facts(self.order.facts(sheet)),
                self.order.desk_call(sheet),
            ],
            because: to_seller(sheet, &self.order.shop),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (order, soon) = (Mentioned::sample(sheet), sheet.now + kernel::days(7));
    let parcel = Parcel { carrier: "SF Express".into(), tracking: "SF1398204816".into() };
    vec![
        Box::new(PurchasePaid {
            purchase: PurchaseId::new(sheet.now.micros()),
            orders: vec![order.clone()],
            total: order.total,
            ship_by: None,
        }),
        Box::new(OrderShipped { order: order.clone(), parcel, objection_until: soon }),
        Box::new(ReleaseNear { order: order.clone(), until: soon, may_extend: true }),
        Box::new(OrderRefunded { order: order.clone(), reason: Reason::NotShipped }),
        Box::new(PurchaseClosed { orders: vec![order.clone()] }),
        Box::new(PaymentSentBack {
            purchase: PurchaseId::new(sheet.now.micros()),
            amount: order.total,
            is_paid: false,
        }),
        Box::new(OrderToShip { order: order.clone(), ship_by: soon }),
        Box::new(ShipReminder { order, ship_by: soon, days: 7 }),
    ]
}
