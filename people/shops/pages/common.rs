//! What pages of shops share, and lend to those of later capabilities.

use askama::Template;
use kernel::Actor;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
    web::Problem,
};

use crate::{
    capability::Looking,
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
    pub is_member: bool,
    pub is_closed: bool,
    pub is_on_holiday: bool,
}

impl Story {
    /// The shop of a handle, seen by a visitor.
    pub async fn find(market: &Market, visit: &Visit, handle: &str) -> Result<Self, Problem> {
        let wanted = handle.to_owned();
        let look = async move |tx: &mut Tx| shops::find_by_handle(tx, &wanted).await;
        let shop = market.db.read(look).await?.ok_or_else(Problem::not_found)?;
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

#[derive(Template)]
#[template(path = "shops/views/_start_step.html")]
struct StepOfStart<'a> {
    shell: &'a Shell,
    name: &'static str,
    icon: &'static str,
    path: String,
    is_done: bool,
}

/// One step of the list; `path` is below the shop's desk.
pub fn start_step(
    shell: &Shell,
    shop: &Shop,
    name: &'static str,
    icon: &'static str,
    path: &str,
    is_done: bool,
) -> Result<(&'static str, String), DbError> {
    let path = format!("/desk/{}{path}", shop.handle);
    let step = StepOfStart { shell, name, icon, path, is_done };
    Ok((if is_done { "start-done" } else { "start-todo" }, step.render().map_err(DbError::draw)?))
}

/// The shop whose desk is shown.
pub async fn shop_of_desk(tx: &mut Tx, looking: &Looking) -> Result<Option<Shop>, DbError> {
    match looking.shop {
        Some(shop) => shops::find(tx, shop).await,
        None => Ok(None),
    }
}
