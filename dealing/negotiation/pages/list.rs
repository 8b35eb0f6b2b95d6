use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{ShopId, Side, Timestamp};
use people::{
    accounts,
    market::Market,
    shops::{self, Desk, Shop, pick},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::negotiation::{self, Body, Conversation, Inbox, OfferCard, OfferStage, store};

/// A conversation in a list.
pub struct Row {
    pub conversation: Conversation,
    pub shop: Shop,
    /// None when the account is closed.
    pub buyer: Option<String>,
    pub side: Side,
    /// The offer that was said last, if that was one.
    pub offer: Option<OfferCard>,
    pub now: Timestamp,
}

/// An offer in one line: how much for what, and how long it stands or what became of it.
pub fn offer_words(shell: &Shell, shop: &Shop, card: &OfferCard, now: Timestamp) -> String {
    let amount = shell.money(&card.amount);
    let thing = card.things.first();
    let thing = thing.map(|it| pick(shell.text.lang(), shop.language, &it.title, &it.title_en).to_owned());
    let thing = match (thing, card.things.len()) {
        (Some(thing), 0 | 1) => thing,
        (Some(thing), all) => format!("{thing} {}", shell.n("orders-and-more", all - 1)),
        (None, _) => String::new(),
    };
    let args: [(&str, &str); 2] = [("amount", &amount), ("thing", &thing)];
    if card.state.stage() == OfferStage::Open {
        let offer = shell.say("talk-offer-open", &args);
        let left = card.state.due_at().filter(|due| *due > now).map(|due| due.since(now).as_secs());
        // Rounded as the deadline on its card is.
        return left.map_or(offer.clone(), |left| {
            let left = shell.n("talk-offer-left", ((left + 1_800) / 3_600).max(1));
            shell.say("talk-offer-and-left", &[("offer", &offer), ("left", &left)])
        });
    }
    let state = shell.of("offer-state", card.state.name());
    shell.say("talk-offer-other", &[("state", &state), ("amount", &amount), ("thing", &thing)])
}

impl Row {
    /// What the shop calls the buyer.
    pub fn buyer_in<'a>(&'a self, shell: &'a Shell) -> &'a str {
        self.buyer.as_deref().unwrap_or_else(|| shell.t("account-closed"))
    }

    pub fn unread(&self) -> i64 {
        self.conversation.seen(self.side).unread
    }

    pub fn is_mine(&self) -> bool {
        self.conversation.last_by == self.side
    }

    pub fn is_seller(&self) -> bool {
        self.side == Side::Seller
    }

    /// The beginning of the newest message, or what it is when it has no words.
    pub fn preview(&self, shell: &Shell) -> String {
        if let Some(card) = &self.offer {
            return offer_words(shell, &self.shop, card, self.now);
        }
        match self.conversation.last_kind.as_str() {
            kind @ ("photos" | "listing" | "order" | "offer" | "quote" | "progress") => {
                let what = shell.of("talk-preview", kind);
                match self.conversation.preview.is_empty() {
                    true => what,
                    false => format!("{what} {}", self.conversation.preview),
                }
            }
            _ => self.conversation.preview.clone(),
        }
    }
}

/// The rows of a list, with the names that stand on them.
pub async fn rows(
    tx: &mut Tx,
    now: Timestamp,
    list: Vec<Conversation>,
    side: Side,
) -> Result<Vec<Row>, DbError> {
    let mut ids: Vec<ShopId> = list.iter().map(|conversation| conversation.id.shop()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shops = shops::find_several(tx, &ids).await?;
    let names = match side {
        Side::Seller => accounts::names_of(tx, list.iter().map(|conversation| conversation.buyer)).await?,
        Side::Buyer | Side::Market => Vec::new(),
    };
    let mut last = store::last_offers(tx, list.iter().map(|conversation| conversation.id)).await?;
    let row = |conversation: Conversation| {
        let shop = shops.iter().find(|shop| shop.id == conversation.id.shop())?.clone();
        let buyer = names.iter().find(|(id, _)| *id == conversation.buyer).map(|(_, name)| name.clone());
        let said = last.iter().position(|(id, _)| *id == conversation.id).map(|at| last.swap_remove(at).1);
        let offer = said.and_then(|said| match said.body {
            Body::Offer { card } => Some(card),
            _ => None,
        });
        Some(Row { conversation, shop, buyer, side, offer, now })
    };
    Ok(list.into_iter().filter_map(row).collect())
}

#[derive(Template)]
#[template(path = "negotiation/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    rows: Vec<Row>,
    words: String,
    older: String,
}

#[derive(Template)]
#[template(path = "negotiation/views/desk.html")]
struct DeskPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    rows: Vec<Row>,
    words: String,
    inbox: Inbox,
    older: String,
}

impl DeskPage {
    fn action(&self) -> String {
        format!("/desk/{}/conversations", self.desk.handle)
    }
}

/// What a list is asked for: the words looked for, and where it goes on.
fn asked(paging: &mut Paging) -> (String, (i64, i64)) {
    let id = paging.asked.maybe_whole("id", 0..=i64::MAX).unwrap_or(i64::MAX);
    (paging.asked.maybe_line("q", 100), (paging.before, id))
}

/// One page of conversations, and where the list goes on. What was searched for is all on one page.
fn cut(paging: &Paging, list: Vec<Conversation>, words: &str) -> (Vec<Conversation>, String) {
    if !words.is_empty() {
        return (list, String::new());
    }
    let micros = |last: &Conversation| last.last_at.micros().to_string();
    paging.cut_by(list, |last| [("before", micros(last)), ("id", last.id.number().to_string())])
}

/// `GET /conversations`: what the reader says to shops.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    mut paging: Paging,
) -> Result<Response, Problem> {
    let (by, account, now) = (visit.buyer()?, visit.account_id()?, visit.now);
    let (words, before) = asked(&mut paging);
    let looked_for = words.clone();
    let read = async move |tx: &mut Tx| {
        let list = match looked_for.is_empty() {
            true => negotiation::list_for_buyer(tx, account, before, paging.limit.and_one_more()).await?,
            false => negotiation::search(tx, &by, &looked_for).await?,
        };
        let (list, older) = cut(&paging, list, &looked_for);
        Ok::<_, DbError>((rows(tx, now, list, Side::Buyer).await?, older))
    };
    let (rows, older) = market.db.report(read).await?;
    views::page(&IndexPage { shell: visit.shell("talk"), lang: visit.lang, rows, words, older })
}

/// `GET /desk/{handle}/conversations`: what buyers say to a shop.
pub async fn index_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut paging: Paging,
) -> Result<Response, Problem> {
    let (by, member) = visit.seller(&handle)?;
    let (shop, now, account): (_, Timestamp, _) = (member.shop, visit.now, visit.account_id()?);
    let (words, before) = asked(&mut paging);
    let inbox = Inbox::parse(paging.asked.value("box")).unwrap_or(Inbox::Open);
    let (looked_for, limit) = (words.clone(), paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let list = match looked_for.is_empty() {
            true => negotiation::list_for_seller(tx, now, shop, inbox, account, before, limit).await?,
            false => negotiation::search(tx, &by, &looked_for).await?,
        };
        let (list, older) = cut(&paging, list, &looked_for);
        let desk = shops::find(tx, shop).await?;
        Ok::<_, DbError>((rows(tx, now, list, Side::Seller).await?, older, desk))
    };
    let (rows, older, shop) = market.db.report(read).await?;
    let shop = shop.ok_or_else(Problem::not_found)?;
    let desk = Desk::new(&shop, "talk");
    views::page(&DeskPage { shell: visit.shell("desk"), lang: visit.lang, desk, rows, words, inbox, older })
}
