use people::shops;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{Order, lines, mail::Mentioned};

/// An order as a mail mentions it, in the reader's language; none when its shop is gone.
pub async fn mentioned(tx: &mut Tx, order: &Order, lang: Lang) -> Result<Option<Mentioned>, DbError> {
    let Some(shop) = shops::find(tx, order.id.shop()).await? else { return Ok(None) };
    let lines = lines(tx, order.id).await?;
    Ok(Some(Mentioned::new(order, &shop, &lines, lang)))
}
