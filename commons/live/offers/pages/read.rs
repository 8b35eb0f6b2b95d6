use goods::catalog::VariantId;
use kernel::{Currency, words};
use people::{market::Market, shops};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use crate::live::{
    RoomId,
    offers::{Answer, Bid, GroupKey},
};

/// Pieces of one offer.
const MOST_PIECES: i64 = 999;

words! {
    /// What a host says to a group.
    AnswerWord { Accept = "accept", Decline = "decline", Counter = "counter" }
}

/// The currency of the shop whose thing a form is about; of the room's own where it says none.
pub async fn currency_of(market: &Market, room: RoomId, form: &Fields) -> Result<Currency, Problem> {
    let variant = form.value("variant").parse().ok();
    let shop = variant.map_or(room.shop(), |variant: VariantId| variant.shop());
    let found = market.read(async move |tx: &mut Tx| shops::find(tx, shop).await).await?;
    // Of a shop that is not there nothing is on show, which the act says.
    Ok(found.map_or(Currency::CNY, |shop| shop.currency))
}

/// What a viewer offers, from a page or a program.
pub fn read_bid(form: &mut Fields, currency: Currency) -> Option<Bid> {
    let variant: Option<VariantId> = form.parsed("variant", |text| text.parse().ok());
    let quantity = form.maybe_whole("quantity", 1..=MOST_PIECES).unwrap_or(1);
    let amount = form.money("amount", currency);
    let variant = variant?;
    form.is_good().then_some(Bid { variant, quantity, amount })
}

/// What a host says, from a page or a program.
pub fn read_answer(form: &mut Fields, currency: Currency) -> Option<(GroupKey, Answer)> {
    let variant: Option<VariantId> = form.parsed("variant", |text| text.parse().ok());
    let pieces = form.whole("quantity", 1..=MOST_PIECES);
    let amount = form.money("amount", currency);
    let word = form.parsed("answer", AnswerWord::parse);
    let answer = match word? {
        AnswerWord::Accept => Answer::Accept,
        AnswerWord::Decline => Answer::Decline,
        AnswerWord::Counter => Answer::Counter(form.money("counter", currency)),
    };
    let key = GroupKey { variant: variant?, pieces, amount };
    form.is_good().then_some((key, answer))
}
