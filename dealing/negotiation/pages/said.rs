use askama::Template;
use kernel::{Money, Side};
use people::{
    market::Market,
    shops::{Shop, pick},
};
use platform::{i18n::Lang, views::Shell};
use selling::orders::{OrderId, PurchaseId};

use crate::negotiation::{
    Body, ConversationId, Message, OfferAct, OfferCard, OfferLine, OfferStage, OfferState,
    links::{Piece, leads_outside, pieces},
    quotes::{self, QuoteAct, QuoteCard, QuoteStage},
};

/// A message as one side reads it: a page shows many of them, a stream one after the other.
#[derive(Template)]
#[template(path = "negotiation/views/_message.html")]
pub struct MessageView {
    pub shell: Shell,
    pub lang: Lang,
    pub conversation: ConversationId,
    /// Who reads it.
    pub side: Side,
    pub message: Message,
    pub pieces: Vec<Piece>,
    /// Whether nothing newer was said about the same offer, so that it can be answered here.
    pub is_latest: bool,
    pub is_warned: bool,
    /// Where its photos are.
    pub photos: String,
    /// Who wrote it, for a reader who is neither side.
    pub writer: String,
    /// Whether it is what a moderator was told about.
    pub is_reported: bool,
    /// Language of the shop's own words.
    pub own: Lang,
    /// The shop's part of an address.
    pub handle: String,
}

impl MessageView {
    pub fn new(
        market: &Market,
        shell: Shell,
        lang: Lang,
        shop: &Shop,
        conversation: ConversationId,
        side: Side,
        message: Message,
    ) -> Self {
        let origin = market.config.public_url.trim_end_matches('/');
        Self {
            shell,
            lang,
            conversation,
            side,
            pieces: pieces(message.body.words(), origin),
            is_warned: leads_outside(message.position, message.body.words()),
            is_latest: true,
            photos: format!("/conversations/{conversation}/photos"),
            writer: String::new(),
            is_reported: false,
            own: shop.language,
            handle: shop.handle.clone(),
            message,
        }
    }

    pub fn is_mine(&self) -> bool {
        self.message.by == self.side
    }

    /// Whether its reader may tell the moderators about it.
    pub fn can_report(&self) -> bool {
        let is_theirs =
            matches!((self.side, self.message.by), (Side::Buyer, Side::Seller) | (Side::Seller, Side::Buyer));
        is_theirs && !matches!(self.message.body, Body::Offer { .. } | Body::Quote { .. })
    }

    pub fn can(&self, card: &OfferCard, act: OfferAct) -> bool {
        self.is_latest && card.can(self.side, act)
    }

    /// Whether any button stands below an offer.
    pub fn can_any(&self, card: &OfferCard) -> bool {
        OfferAct::ALL.iter().any(|act| self.can(card, *act))
    }

    pub fn title<'a>(&self, own: &'a str, english: &'a str) -> &'a str {
        pick(self.lang, self.own, own, english)
    }

    pub fn title_lang(&self, english: &str) -> &'static str {
        let is_own = self.lang == self.own || english.is_empty();
        if is_own { self.own.code() } else { Lang::English.code() }
    }

    pub fn headline(&self, card: &OfferCard) -> String {
        let name = match (&card.state, card.answers) {
            (OfferState::Open { .. }, Some(_)) => "counter",
            (state, _) => state.name(),
        };
        let whose = match self.side {
            Side::Market => "told",
            side if card.by == side => "mine",
            Side::Buyer | Side::Seller => "theirs",
        };
        match card.state.stage() {
            OfferStage::Open => self.shell.t(&format!("offer-headline-{name}-{whose}")).to_owned(),
            OfferStage::Accepted
            | OfferStage::Declined
            | OfferStage::Countered
            | OfferStage::Withdrawn
            | OfferStage::Expired
            | OfferStage::Ended
            | OfferStage::Ordered
            | OfferStage::Lapsed => self.shell.of("offer-headline", name),
        }
    }

    /// Why an offer ended, if it did.
    pub fn cause(&self, card: &OfferCard) -> String {
        match &card.state {
            OfferState::Ended { cause, .. } => self.shell.of("offer-cause", cause.name()),
            OfferState::Open { .. }
            | OfferState::Accepted { .. }
            | OfferState::Declined { .. }
            | OfferState::Countered { .. }
            | OfferState::Withdrawn { .. }
            | OfferState::Expired { .. }
            | OfferState::Ordered { .. }
            | OfferState::Lapsed { .. } => String::new(),
        }
    }

    pub fn tone(&self, card: &OfferCard) -> &'static str {
        match card.state.stage() {
            OfferStage::Open => "warn",
            OfferStage::Accepted | OfferStage::Ordered => "good",
            OfferStage::Declined
            | OfferStage::Countered
            | OfferStage::Withdrawn
            | OfferStage::Expired
            | OfferStage::Ended
            | OfferStage::Lapsed => "bad",
        }
    }

    /// The purchase that came of an offer, for its buyer.
    pub fn purchase(&self, card: &OfferCard) -> Option<PurchaseId> {
        match &card.state {
            OfferState::Ordered { purchase, .. } if self.side == Side::Buyer => Some(*purchase),
            OfferState::Ordered { .. }
            | OfferState::Open { .. }
            | OfferState::Accepted { .. }
            | OfferState::Declined { .. }
            | OfferState::Countered { .. }
            | OfferState::Withdrawn { .. }
            | OfferState::Expired { .. }
            | OfferState::Ended { .. }
            | OfferState::Lapsed { .. } => None,
        }
    }

    /// Whether the two have agreed, for those who may read what on.
    pub fn is_agreed(&self, card: &OfferCard) -> bool {
        self.side != Side::Market && matches!(card.state.stage(), OfferStage::Accepted | OfferStage::Ordered)
    }

    /// Where whoever reads it finds an order.
    pub fn order_path(&self, order: &OrderId) -> String {
        match self.side {
            Side::Seller => format!("/desk/{}/orders/{order}", self.handle),
            Side::Buyer | Side::Market => format!("/orders/{order}"),
        }
    }

    pub fn quote_headline(&self, card: &QuoteCard) -> String {
        let whose = match self.side {
            Side::Market => "told",
            Side::Buyer | Side::Seller if self.is_mine() => "mine",
            Side::Buyer | Side::Seller => "theirs",
        };
        match card.state.stage() {
            stage @ (QuoteStage::Asked | QuoteStage::Quoted) => {
                self.shell.t(&format!("quote-headline-{}-{whose}", stage.name())).to_owned()
            }
            stage => self.shell.of("quote-headline", stage.name()),
        }
    }

    pub fn can_quote(&self, card: &QuoteCard, act: QuoteAct) -> bool {
        self.is_latest && card.can(self.side, act)
    }

    pub fn quote_tone(&self, card: &QuoteCard) -> &'static str {
        quotes::pages::tone(&card.state)
    }

    /// The pictures of what was said last: of the terms, or of the brief while there are none.
    pub fn quote_photos<'a>(&self, card: &'a QuoteCard) -> &'a [String] {
        card.terms.as_ref().map_or(&card.brief.photos, |terms| &terms.photos)
    }

    /// What one piece comes to, where all are alike.
    pub fn each(&self, card: &OfferCard) -> Option<Money> {
        match card.things.as_slice() {
            [OfferLine { quantity, .. }] if *quantity > 1 && card.amount.minor() % quantity == 0 => {
                Some(Money::new(card.amount.minor() / quantity, card.amount.currency()))
            }
            _ => None,
        }
    }
}

/// Leave the buttons to the newest message about each offer and each quote.
pub fn only_latest(list: &mut [MessageView]) {
    let (mut seen, mut quotes) = (Vec::new(), Vec::new());
    for said in list.iter_mut().rev() {
        if let Body::Quote { card } = &said.message.body {
            said.is_latest = !quotes.contains(&card.quote);
            quotes.push(card.quote);
        }
        if let Body::Offer { card } = &said.message.body {
            said.is_latest = !seen.contains(&card.offer);
            seen.push(card.offer);
            seen.extend(card.answers);
        }
    }
}
