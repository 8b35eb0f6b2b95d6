//! What villages add to a shop's story.

use askama::Template;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::villages::{Division, MembershipStage, divisions, find_now};

#[derive(Template)]
#[template(path = "villages/views/_shop.html")]
struct ShopPanel<'a> {
    shell: &'a Shell,
    line: Vec<Division>,
}

/// Beside a shop's story the village to which it belongs.
pub fn of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let joined = find_now(tx, shop).await?.filter(|it| it.stage == MembershipStage::Joined);
        let Some(joined) = joined else { return Ok(Vec::new()) };
        let line = divisions::store::line(tx, &joined.village).await?;
        let panel = ShopPanel { shell: &looking.shell, line };
        Ok(vec![("aside", panel.render().map_err(DbError::draw)?)])
    })
}
