use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::{AccountId, Actor, Limit, Side, Timestamp};
use people::{
    accounts,
    choices::Choice,
    market::Market,
    photos::{self, Upload},
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::{
    MessageView,
    about::{About, Subject},
    common::{MOST_WORDS, may_begin, may_say, read_key},
    list::{Row, rows},
    said::only_latest,
    waiting::Waiting,
};
use crate::negotiation::{
    self, Body, Conversation, ConversationId, Inbox, QuickReply, ReplyTime, SayError, quick_replies, reports,
    store,
};

/// Messages of a page: more than rows of a list, since they are read in one go.
const PAGE: i64 = 40;

/// One conversation, as either side sees it; without one, the page on which a buyer begins it.
#[derive(Template)]
#[template(path = "negotiation/views/show.html")]
pub struct TalkPage {
    pub shell: Shell,
    pub lang: Lang,
    pub side: Side,
    pub shop: Shop,
    /// None when the account is closed.
    pub buyer: Option<String>,
    pub conversation: Option<Conversation>,
    pub said: Vec<MessageView>,
    /// Address of the messages before these.
    pub older: String,
    /// The other conversations of the reader.
    pub rows: Vec<Row>,
    pub form: Fields,
    pub about: Option<About>,
    pub reply_time: Option<ReplyTime>,
    pub replies: Vec<QuickReply>,
    pub staff: Vec<Choice>,
    /// Whether the reader has told the moderators about it and nobody has decided yet.
    pub is_reported: bool,
    /// Until when the reader may not go on, if a moderator has paused them.
    pub paused_until: Option<Timestamp>,
    /// Our key, for a browser that may want to be woken; empty while there is no conversation.
    pub push_key: String,
    /// The offer that waits for the reader, if one does.
    pub waiting: Option<Waiting>,
}

impl TalkPage {
    /// Where a message is sent to.
    pub fn action(&self) -> String {
        match &self.conversation {
            Some(conversation) => format!("/conversations/{}/messages", conversation.id),
            None => format!("/shops/{}/conversation", self.shop.handle),
        }
    }

    /// The note as typed, or as it is.
    pub fn note<'a>(&'a self, kept: &'a str) -> &'a str {
        if self.form.has("note") { self.form.value("note") } else { kept }
    }

    pub fn back(&self) -> String {
        match self.side {
            Side::Seller => format!("/desk/{}/conversations", self.shop.handle),
            Side::Buyer | Side::Market => "/conversations".into(),
        }
    }

    pub fn is_seller(&self) -> bool {
        self.side == Side::Seller
    }

    pub fn id(&self) -> String {
        self.conversation.as_ref().map(|conversation| conversation.id.to_string()).unwrap_or_default()
    }

    pub fn is_blocked(&self) -> bool {
        self.conversation.as_ref().is_some_and(Conversation::is_blocked)
    }

    pub fn is_blocked_by_me(&self) -> bool {
        self.conversation.as_ref().is_some_and(|conversation| conversation.is_blocked_by(self.side))
    }

    pub fn last(&self) -> i64 {
        self.conversation.as_ref().map_or(0, |conversation| conversation.last_position)
    }

    /// How far the other side has read.
    pub fn read_by_other(&self) -> i64 {
        let other = if self.is_seller() { Side::Buyer } else { Side::Seller };
        self.conversation.as_ref().map_or(0, |conversation| conversation.seen(other).position)
    }

    /// Whether this message is the last that the other side has read.
    pub fn is_seen_here(&self, said: &&MessageView) -> bool {
        let own = self
            .said
            .iter()
            .rev()
            .find(|said| said.is_mine() && said.message.position <= self.read_by_other());
        own.is_some_and(|own| own.message.position == said.message.position)
    }

    pub fn reply_words(&self) -> String {
        self.reply_time.map(|time| time.words(&self.shell)).unwrap_or_default()
    }

    fn buyer_name(&self) -> String {
        self.buyer.clone().unwrap_or_else(|| self.shell.t("account-closed").to_owned())
    }

    /// The words of a quick reply, with this buyer and shop in them.
    pub fn filled(&self, reply: &&QuickReply) -> String {
        let listing = self.said.iter().rev().find_map(|said| match &said.message.body {
            Body::Listing { card } => Some(card.title.clone()),
            Body::Offer { card } => card.things.first().map(|thing| thing.title.clone()),
            Body::Quote { card } => Some(card.words().to_owned()),
            Body::Text { .. }
            | Body::Photos { .. }
            | Body::Order { .. }
            | Body::Progress { .. }
            | Body::Away { .. } => None,
        });
        let words = reply.words.replace("{buyer}", &self.buyer_name()).replace("{shop}", &self.shop.name);
        words.replace("{listing}", &listing.unwrap_or_default())
    }
}

/// Everything that a conversation's page shows, read in one go.
async fn load(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: ConversationId,
    mut paging: Paging,
    form: Fields,
) -> Result<TalkPage, Problem> {
    let (side, now, account) = (by.side()?, visit.now, visit.account_id()?);
    paging.limit = Limit::new(PAGE);
    let limit = paging.limit.and_one_more();
    let asked = Subject::read(&form);
    let read = async move |tx: &mut Tx| {
        let Some(conversation) = negotiation::find_for(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let buyer = accounts::name_of(tx, conversation.buyer).await?;
        let messages = negotiation::messages(tx, id, paging.before, limit).await?;
        let about = asked.find(tx, conversation.buyer, id.shop()).await?;
        let offers = store::offers_said(tx, id).await?;
        let list = match side {
            Side::Seller => {
                negotiation::list_for_seller(
                    tx,
                    now,
                    id.shop(),
                    Inbox::Open,
                    account,
                    (i64::MAX, i64::MAX),
                    30,
                )
                .await?
            }
            Side::Buyer | Side::Market => {
                negotiation::list_for_buyer(tx, account, (i64::MAX, i64::MAX), 30).await?
            }
        };
        let rows = rows(tx, now, list, side).await?;
        let time = negotiation::reply_time(tx, now, id.shop()).await?;
        let report = reports::find_open_of(tx, id, account).await?;
        let paused_until = reports::check_pause(tx, now, account, &conversation, side).await?;
        let standing = (report.is_some(), paused_until);
        let desk = match side {
            Side::Seller => (quick_replies(tx, id.shop()).await?, shops::list_members(tx, id.shop()).await?),
            Side::Buyer | Side::Market => (Vec::new(), Vec::new()),
        };
        Ok::<_, DbError>(Some((
            conversation,
            shop,
            buyer,
            (messages, offers),
            about,
            rows,
            time,
            desk,
            standing,
        )))
    };
    let found = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (conversation, shop, buyer, said, about, rows, reply_time, (replies, members), standing) = found;
    let (mut messages, offers) = said;
    // They are read from the oldest to the newest, so the one more is the first.
    messages.reverse();
    let (messages, older) = paging.cut(messages, |oldest| oldest.position);
    let shell = visit.shell("talk");
    let first = messages.last().map_or(0, |first| first.position);
    let waiting = Waiting::of(&shell, &shop, side, now, first, &offers);
    let said = messages.into_iter().rev();
    let mut said: Vec<MessageView> = said
        .map(|message| MessageView::new(market, shell.clone(), visit.lang, &shop, id, side, message))
        .collect();
    only_latest(&mut said);
    let staff = members.into_iter().map(|member| Choice {
        value: member.account.to_string(),
        words: member.name.clone(),
        chosen: conversation.assigned_to == Some(member.account),
    });
    Ok(TalkPage {
        lang: visit.lang,
        side,
        staff: staff.collect(),
        shell,
        shop,
        buyer,
        conversation: Some(conversation),
        said,
        older,
        rows,
        form,
        about,
        reply_time,
        replies,
        is_reported: standing.0,
        paused_until: standing.1,
        push_key: market.push.public_key(),
        waiting,
    })
}

/// The page with a form that was refused.
pub async fn show_again(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: ConversationId,
    form: Fields,
) -> Result<Response, Problem> {
    let paging = Paging::first(format!("/conversations/{id}"));
    views::refused(&load(market, visit, by, id, paging, form).await?)
}

/// `GET /conversations/{id}`. To look is to have read.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    paging: Paging,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    let mut form = paging.asked.clone();
    form.set("key", market.chance.token());
    let page = load(&market, &visit, by, id, paging, form).await?;
    let last = page.last();
    let seen = page.conversation.as_ref().map(|conversation| conversation.seen(page.side));
    if seen.is_some_and(|seen| seen.unread > 0 || seen.position < last) {
        let act = async move |tx: &mut Tx| negotiation::read(tx, &by, id, last).await;
        market.db.write(act).await?;
    }
    views::page(&page)
}

/// `GET /shops/{shop}/conversation`: the conversation with a shop, or the page on which it begins.
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    begin_with(&market, &visit, account, &handle, form).await
}

async fn begin_with(
    market: &Market,
    visit: &Visit,
    account: AccountId,
    handle: &str,
    form: Fields,
) -> Result<Response, Problem> {
    let asked = Subject::read(&form);
    let (handle, now) = (handle.to_owned(), visit.now);
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        let found = store::find_of_buyer(tx, shop.id, account).await?;
        let about = asked.find(tx, account, shop.id).await?;
        let list = negotiation::list_for_buyer(tx, account, (i64::MAX, i64::MAX), 30).await?;
        let rows = rows(tx, now, list, Side::Buyer).await?;
        let time = negotiation::reply_time(tx, now, shop.id).await?;
        let paused_until = reports::paused_until(tx, now, account).await?;
        Ok::<_, DbError>(Some((shop, found, about, rows, time, paused_until)))
    };
    let (shop, found, about, rows, reply_time, paused_until) =
        market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    if let Some(found) = found.filter(|_| form.is_good()) {
        let about = about.map(|about| format!("?{}={}", about.name, about.value)).unwrap_or_default();
        return Ok(Redirect::to(&format!("/conversations/{}{about}", found.id)).into_response());
    }
    if visit.memberships.iter().any(|member| member.shop == shop.id) {
        return Ok(Redirect::to(&format!("/desk/{}/conversations", shop.handle)).into_response());
    }
    let page = TalkPage {
        shell: visit.shell("talk"),
        lang: visit.lang,
        side: Side::Buyer,
        shop,
        buyer: None,
        conversation: None,
        said: Vec::new(),
        older: String::new(),
        rows,
        form,
        about,
        reply_time,
        replies: Vec::new(),
        staff: Vec::new(),
        is_reported: false,
        paused_until,
        push_key: String::new(),
        waiting: None,
    };
    views::show(&page, page.form.is_good())
}

/// What is sent with one form: words, photos, and what it is about.
pub(in crate::negotiation) struct Letter {
    pub key: String,
    pub body: Option<Body>,
    pub about: Subject,
}

/// Read a message; nothing at all is refused beside the words.
pub(in crate::negotiation) async fn read_letter(
    market: &Market,
    visit: &Visit,
    upload: Upload,
) -> Result<(Fields, Letter), Problem> {
    let Upload { mut form, files } = upload;
    let key = read_key(market, &mut form);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let about = Subject::read(&form);
    let photos = photos::keep(market, visit, &mut form, files).await?;
    if words.is_empty() && photos.is_empty() && matches!(about, Subject::Nothing) {
        form.refuse("words", Refusal::new("refused-empty"));
    }
    let body = match (photos.is_empty(), words.is_empty()) {
        (false, _) => Some(Body::Photos { files: photos, words }),
        (true, false) => Some(Body::Text { words }),
        (true, true) => None,
    };
    Ok((form, Letter { key, body, about }))
}

/// Send what a form brought: what it is about first, then the words.
pub(in crate::negotiation) async fn send(
    market: &Market,
    by: Actor,
    now: Timestamp,
    id: ConversationId,
    letter: Letter,
) -> Result<Option<negotiation::Message>, SayError> {
    let Letter { key, body, about } = letter;
    let act = async move |tx: &mut Tx| {
        let mut said = None;
        let own = format!("{key}-about");
        match about {
            Subject::Nothing => {}
            Subject::Listing(listing) => {
                said = Some(negotiation::show_listing(tx, &by, now, id, &own, listing).await?);
            }
            Subject::Order(order) => {
                said = Some(negotiation::show_order(tx, &by, now, id, &own, order).await?);
            }
        }
        if let Some(body) = body.clone() {
            said = Some(negotiation::say(tx, &by, now, id, &key, body).await?);
        }
        Ok::<_, SayError>(said)
    };
    market.db.write(act).await
}

/// `POST /shops/{shop}/conversation`: the first message to a shop.
pub async fn begin(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let account = by.account()?;
    may_say(&market, &visit)?;
    let name = handle.clone();
    let find = async move |tx: &mut Tx| shops::find_by_handle(tx, &name).await;
    let shop = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let (form, letter) = read_letter(&market, &visit, upload).await?;
    if !form.is_good() {
        return begin_with(&market, &visit, account, &handle, form).await;
    }
    may_begin(&market, &visit)?;
    let shop = shop.id;
    let open = async move |tx: &mut Tx| negotiation::open(tx, &by, now, shop).await;
    let id = market.db.write(open).await?.id;
    send(&market, by, now, id, letter).await?;
    Ok(Redirect::to(&format!("/conversations/{id}#end")).into_response())
}

/// `POST /conversations/{id}/messages`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let find = async move |tx: &mut Tx| negotiation::find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    may_say(&market, &visit)?;
    let (form, letter) = read_letter(&market, &visit, upload).await?;
    if !form.is_good() {
        return show_again(&market, &visit, by, id, form).await;
    }
    send(&market, by, now, id, letter).await?;
    // A script stays where it is; a redirect would tell it nothing.
    if form.flag("script") {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Redirect::to(&format!("/conversations/{id}#end")).into_response())
}

/// `GET /conversations/{id}/photos/{file}`
pub async fn photo(
    State(market): State<Market>,
    visit: Visit,
    Path((id, file)): Path<(ConversationId, String)>,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    let name = photos::split(&file)?.0.to_owned();
    let find = async move |tx: &mut Tx| {
        Ok::<_, DbError>(
            negotiation::find_for(tx, &by, id).await?.is_some() && store::has_photo(tx, id, &name).await?,
        )
    };
    if !market.db.read(find).await? {
        return Err(Problem::not_found());
    }
    photos::answer(&market, &file, "private, no-store").await
}

/// `POST /conversations/{id}/block`
pub async fn block(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| negotiation::block(tx, &by, now, id).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-blocked"))
}

/// `POST /conversations/{id}/unblock`
pub async fn unblock(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    let act = async move |tx: &mut Tx| negotiation::unblock(tx, &by, id).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-unblocked"))
}
