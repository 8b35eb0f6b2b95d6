use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::{Side, Timestamp};
use people::{
    accounts,
    market::Market,
    shops::{self, Desk, Shop},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::negotiation::{self, Conversation, Inbox};

const PAGE: i64 = 25;

/// A conversation in a list.
pub struct Row {
    pub conversation: Conversation,
    pub shop: Shop,
    pub buyer: String,
    pub side: Side,
}

impl Row {
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
pub async fn rows(tx: &mut Tx, list: Vec<Conversation>, side: Side) -> Result<Vec<Row>, DbError> {
    let mut rows = Vec::with_capacity(list.len());
    for conversation in list {
        let Some(shop) = shops::find(tx, conversation.id.shop()).await? else { continue };
        let buyer = match side {
            Side::Seller => accounts::find(tx, conversation.buyer).await?.map(|buyer| buyer.name),
            Side::Buyer | Side::Market => None,
        };
        rows.push(Row { conversation, shop, buyer: buyer.unwrap_or_default(), side });
    }
    Ok(rows)
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
fn asked(query: Option<&str>) -> (Fields, String, (i64, i64)) {
    let mut query = Fields::from_query(query.unwrap_or_default());
    let words = query.maybe_line("q", 100);
    let at = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    let id = query.maybe_whole("id", 0..=i64::MAX).unwrap_or(i64::MAX);
    (query, words, (at, id))
}

/// Leave one page of rows; the query of the next one, if there is one.
fn cut(list: &mut Vec<Conversation>) -> String {
    let has_more = i64::try_from(list.len()).unwrap_or(0) > PAGE;
    list.truncate(usize::try_from(PAGE).unwrap_or_default());
    let last = list.last().filter(|_| has_more);
    last.map(|last| format!("before={}&id={}", last.last_at.micros(), last.id.number())).unwrap_or_default()
}

/// `GET /conversations`: what the reader says to shops.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, account) = (visit.buyer()?, visit.account_id()?);
    let (_, words, before) = asked(query.as_deref());
    let looked_for = words.clone();
    let read = async move |tx: &mut Tx| {
        let mut list = match looked_for.is_empty() {
            true => negotiation::list_for_buyer(tx, account, before, PAGE + 1).await?,
            false => negotiation::search(tx, &by, &looked_for).await?,
        };
        let older = if looked_for.is_empty() { cut(&mut list) } else { String::new() };
        Ok::<_, DbError>((rows(tx, list, Side::Buyer).await?, older))
    };
    let (rows, older) = market.db.report(read).await?;
    let older = if older.is_empty() { older } else { format!("/conversations?{older}") };
    views::page(&IndexPage { shell: visit.shell("talk"), lang: visit.lang, rows, words, older })
}

/// `GET /desk/{handle}/conversations`: what buyers say to a shop.
pub async fn index_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, member) = visit.seller(&handle)?;
    let (shop, now, account): (_, Timestamp, _) = (member.shop, visit.now, visit.account_id()?);
    let (query, words, before) = asked(query.as_deref());
    let inbox = Inbox::parse(query.value("box")).unwrap_or(Inbox::Open);
    let looked_for = words.clone();
    let read = async move |tx: &mut Tx| {
        let mut list = match looked_for.is_empty() {
            true => negotiation::list_for_seller(tx, now, shop, inbox, account, before, PAGE + 1).await?,
            false => negotiation::search(tx, &by, &looked_for).await?,
        };
        let older = if looked_for.is_empty() { cut(&mut list) } else { String::new() };
        let desk = shops::find(tx, shop).await?;
        Ok::<_, DbError>((rows(tx, list, Side::Seller).await?, older, desk))
    };
    let (rows, older, shop) = market.db.report(read).await?;
    let shop = shop.ok_or_else(Problem::not_found)?;
    let older = if older.is_empty() {
        older
    } else {
        format!("/desk/{handle}/conversations?box={}&{older}", inbox.name())
    };
    let desk = Desk::new(&shop, "talk");
    views::page(&DeskPage { shell: visit.shell("desk"), lang: visit.lang, desk, rows, words, inbox, older })
}
