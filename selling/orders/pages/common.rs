//! What pages of orders share, and lend to those of later capabilities: an order as it is shown.

pub mod tax;
pub mod till;

use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Actor, Conversion, Day, Money, ShopId, Timestamp};
use people::{
    market::Market,
    shops::{self, Shop},
};
use platform::{
    db::{DbError, Tx},
    views::Shell,
    web::{Fields, Problem},
};

use self::tax::{back_lines, kept_lines, rate_name};
use super::sheet::Sheet;
use crate::{
    orders::{
        self, Around, KeptDeduction, Order, OrderAct, OrderLine, OrderStage, OrderState, Parcel, Receipt,
        tax::LinePart,
    },
    prices::TaxPart,
};

/// An order with what its page or its row in a list needs.
pub struct ShownOrder {
    pub order: Order,
    pub shop: Shop,
    pub lines: Vec<OrderLine>,
    pub deductions: Vec<KeptDeduction>,
    /// The rate by which its buyer was shown what it comes to in their own currency.
    pub about: Option<Conversion>,
    /// What of it is tax, line by line; nothing where its shop stated none.
    pub tax: Vec<LinePart>,
    /// What of that was given back, rate by rate.
    pub tax_back: Vec<TaxPart>,
}

impl ShownOrder {
    /// The name of its state in texts: to its two sides, a deposit that was kept is an end of its own.
    pub fn state(&self) -> &'static str {
        match self.order.state {
            OrderState::Completed { receipt: Receipt::Forfeit, .. } => "forfeited",
            _ => self.order.state.name(),
        }
    }

    /// The name of one of its things for the reader, and the language that it is in.
    pub fn title<'a>(&self, line: &'a OrderLine, shell: &Shell) -> &'a str {
        line.title_in(shell.text.lang(), self.shop.language)
    }

    pub fn title_lang(&self, line: &OrderLine, shell: &Shell) -> &'static str {
        self.shop.lang_of(shell.text.lang(), &line.title_en)
    }

    /// What was chosen, for the reader, and its language.
    pub fn choices<'a>(&self, line: &'a OrderLine, shell: &Shell) -> &'a str {
        line.choices_in(shell.text.lang(), self.shop.language)
    }

    pub fn choices_lang(&self, line: &OrderLine, shell: &Shell) -> &'static str {
        self.shop.lang_of(shell.text.lang(), &line.choices_en)
    }

    /// Colour of the badge.
    pub fn tone(&self) -> &'static str {
        match self.order.state.stage() {
            OrderStage::Unpaid
            | OrderStage::Unaddressed
            | OrderStage::Deposited
            | OrderStage::Due
            | OrderStage::Paid
            | OrderStage::Objected => "warn",
            OrderStage::Shipped => "info",
            OrderStage::Completed => "good",
            OrderStage::Closed | OrderStage::Refunded => "bad",
        }
    }

    pub fn due_at(&self) -> Option<Timestamp> {
        self.order.state.due_at()
    }

    pub fn parcel(&self) -> Option<&Parcel> {
        self.order.state.parcel()
    }

    /// What refund requests have given back, if anything.
    pub fn refunded(&self) -> Option<Money> {
        self.order.refunded.total().ok().filter(|back| back.is_positive())
    }

    /// About how much it was in the buyer's currency on the day on which it was placed; nothing when that was its own.
    pub fn about(&self, shell: &Shell) -> String {
        let placed = Day::of(self.order.created_at);
        self.about.as_ref().map(|way| shell.about_by(&self.order.total, way, placed)).unwrap_or_default()
    }

    /// What is paid after the deposit.
    pub fn rest(&self, deposit: &orders::Deposit) -> Money {
        self.order.total.checked_sub(deposit.amount).unwrap_or(deposit.due)
    }

    /// Whether its buyer may want the same once more, and some of it was for everybody.
    pub fn can_be_repeated(&self) -> bool {
        let is_over = matches!(
            self.order.state.stage(),
            OrderStage::Completed | OrderStage::Closed | OrderStage::Refunded | OrderStage::Shipped
        );
        is_over && self.lines.iter().any(|line| line.variant.number() != 0)
    }

    /// What was taken off and why, each reduction once, with its minus.
    pub fn discounts(&self, shell: &Shell) -> Vec<(String, Money)> {
        let all = orders::of_order(&self.deductions).into_iter();
        all.filter_map(|one| Some((self.called(&one, shell), one.amount.negate().ok()?))).collect()
    }

    /// What was taken off a line and why.
    pub fn discounts_of(&self, at: &usize, shell: &Shell) -> Vec<(String, Money)> {
        let of_line = self.deductions.iter().filter(|one| usize::try_from(one.line) == Ok(*at));
        of_line.filter_map(|one| Some((self.called(one, shell), one.amount.negate().ok()?))).collect()
    }

    /// What the tax was called; empty where its shop stated none.
    pub fn tax_name(&self) -> &str {
        self.order.tax.as_ref().map_or("", |stated| stated.name.as_str())
    }

    /// What of it is tax, rate by rate.
    pub fn taxes(&self, shell: &Shell) -> Vec<(String, String)> {
        kept_lines(shell, self.tax_name(), &self.tax)
    }

    /// What of that was given back.
    pub fn taxes_back(&self, shell: &Shell) -> Vec<(String, String)> {
        back_lines(shell, self.tax_name(), &self.tax_back)
    }

    /// How a line is taxed; empty where nothing was stated.
    pub fn rate_of(&self, at: &usize, shell: &Shell) -> String {
        let of_line = self.tax.iter().find(|one| usize::try_from(one.line) == Ok(*at));
        of_line.map(|one| rate_name(shell, self.tax_name(), &one.part)).unwrap_or_default()
    }

    /// What a reduction is called: by its kind, and by the name that its owner gave it.
    fn called(&self, one: &KeptDeduction, shell: &Shell) -> String {
        let name = one.name_in(shell.text.lang(), self.shop.language);
        called(shell, &one.word(), name)
    }

    /// Whether there is something to print.
    pub fn has_papers(&self) -> bool {
        !matches!(self.order.state.stage(), OrderStage::Unpaid | OrderStage::Closed)
    }

    /// What the shop can print: the end of the address, and the key of its name.
    pub fn papers(&self) -> [(&'static str, &'static str); 3] {
        [
            (Sheet::PackingSlip.name(), "paper-slip"),
            (Sheet::Label.name(), "paper-label"),
            (Sheet::Invoice.name(), "paper-invoice"),
        ]
    }

    pub fn can(&self, act: OrderAct) -> bool {
        self.order.can(act)
    }

    /// How the timeline draws a step: the last one of an order that goes on is where it stands now.
    pub fn tense(&self, is_last: &bool) -> &'static str {
        if *is_last && !self.ahead().is_empty() { "now" } else { "done" }
    }

    /// The states that lie ahead if nothing goes wrong.
    pub fn ahead(&self) -> &'static [&'static str] {
        match self.order.state.stage() {
            OrderStage::Unpaid if self.order.deposit.is_some() => {
                &["deposited", "due", "paid", "shipped", "completed"]
            }
            OrderStage::Deposited => &["due", "paid", "shipped", "completed"],
            OrderStage::Unpaid | OrderStage::Due => &["paid", "shipped", "completed"],
            OrderStage::Unaddressed => &["paid", "shipped", "completed"],
            OrderStage::Paid => &["shipped", "completed"],
            OrderStage::Shipped | OrderStage::Objected => &["completed"],
            OrderStage::Completed | OrderStage::Closed | OrderStage::Refunded => &[],
        }
    }
}

/// What something is called that is taken off: by its kind, and by the name that its owner gave it.
pub fn called(shell: &Shell, word: &str, name: &str) -> String {
    let kind = shell.of("price-deduction", word);
    if name.is_empty() { kind } else { format!("{kind} · {name}") }
}

pub async fn load(tx: &mut Tx, order: Order) -> Result<Option<ShownOrder>, DbError> {
    let Some(shop) = shops::find(tx, order.id.shop()).await? else { return Ok(None) };
    let around = Around::of(tx, &order).await?;
    Ok(Some(shown(order, shop, around)))
}

fn shown(order: Order, shop: Shop, around: Around) -> ShownOrder {
    let Around { lines, deductions, about, tax } = around;
    ShownOrder { order, shop, lines, deductions, about, tax: tax.parts, tax_back: tax.back }
}

pub async fn load_all(tx: &mut Tx, list: Vec<Order>) -> Result<Vec<ShownOrder>, DbError> {
    let mut ids: Vec<ShopId> = list.iter().map(|order| order.id.shop()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shops = shops::find_several(tx, &ids).await?;
    let mut found = orders::around(tx, &list).await?;
    let one = |order: Order| {
        let shop = shops.iter().find(|shop| shop.id == order.id.shop())?.clone();
        let around = found.remove(&order.id).unwrap_or_default();
        Some(shown(order, shop, around))
    };
    Ok(list.into_iter().filter_map(one).collect())
}

/// What the seller says of a parcel.
pub fn read_parcel(form: &mut Fields) -> Parcel {
    Parcel { carrier: form.maybe_line("carrier", 60), tracking: form.maybe_line("tracking", 60) }
}

/// On to the page of an order by its short number, below `base`.
pub async fn by_short(market: &Market, by: Actor, word: &str, base: &str) -> Result<Response, Problem> {
    let short = orders::read_short(word).ok_or_else(Problem::not_found)?;
    let find = async move |tx: &mut Tx| orders::find_by_short(tx, &by, &short).await;
    let order = market.find(find).await?;
    Ok(Redirect::to(&format!("{base}/{}", order.id)).into_response())
}
