//! What pages of shops share, and lend to those of later capabilities.

use kernel::Actor;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    web::Problem,
};

use crate::{
    market::Market,
    shops::{self, Shop, ShopState},
    visit::Visit,
};

/// The shop of a desk, and in whose name its pages act.
pub async fn seller(market: &Market, visit: &Visit, handle: &str) -> Result<(Actor, Shop), Problem> {
    let (by, member) = visit.seller(handle)?;
    let id = member.shop;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    Ok((by, shop.ok_or_else(Problem::not_found)?))
}

/// A shop as its visitor sees it.
pub struct Story {
    pub shop: Shop,
    pub lang: Lang,
    pub is_followed: bool,
    pub is_member: bool,
    pub is_closed: bool,
    pub is_on_holiday: bool,
}

impl Story {
    /// The shop of a handle, seen by a visitor.
    pub async fn find(market: &Market, visit: &Visit, handle: &str) -> Result<Self, Problem> {
        let (wanted, account) = (handle.to_owned(), visit.account_id().ok());
        let look = async move |tx: &mut Tx| {
            let Some(shop) = shops::find_by_handle(tx, &wanted).await? else { return Ok(None) };
            let is_followed = match account {
                Some(account) => shops::is_followed(tx, account, shop.id).await?,
                None => false,
            };
            Ok::<_, DbError>(Some((shop, is_followed)))
        };
        let (shop, is_followed) = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
        let is_member = visit.memberships.iter().any(|member| member.shop == shop.id);
        // What the operator closed is nobody's to look at but the shop's own people and the operators.
        if shop.state == ShopState::Suspended && !is_member && visit.operator().is_err() {
            return Err(Problem::not_found());
        }
        Ok(Self {
            is_member,
            is_closed: shop.state != ShopState::Open,
            is_on_holiday: shop.holiday_until.is_some_and(|until| until > visit.now),
            lang: visit.lang,
            is_followed,
            shop,
        })
    }

    pub fn name(&self) -> &str {
        self.shop.name_in(self.lang)
    }

    /// The language of the name, the tagline and the story as they are shown.
    pub fn written_in(&self) -> &'static str {
        self.shop.shown_in(self.lang)
    }

    pub fn tagline(&self) -> &str {
        self.shop.tagline_in(self.lang)
    }

    pub fn place(&self) -> String {
        self.shop.place_in(self.lang)
    }

    pub fn paragraphs(&self) -> Vec<&str> {
        let story = self.shop.story_in(self.lang);
        story.split("\n\n").map(str::trim).filter(|words| !words.is_empty()).collect()
    }
}
