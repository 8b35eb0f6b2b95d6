//! The people of the demo who have no shop: the operator and the buyers. Nobody signs in to them by password.

use kernel::Actor;
use platform::{Later, db::Tx, i18n::Lang};
use serde::Deserialize;

use super::{Address, AddressRank, Login, Made, NewAccount, add_address, make_operator, register};
use crate::{
    fair::{Broken, Fair, Opened, email},
    market::Market,
};

/// Somebody of `buyers.json`.
#[derive(Deserialize)]
struct BuyerContent {
    handle: String,
    name: String,
    lang: String,
    address: Address,
    /// Whether they have no e-mail address: texts go to the number of their address.
    #[serde(default)]
    has_phone_only: bool,
}

fn account(login: Login, name: &str, language: Lang) -> NewAccount {
    NewAccount { login, name: name.to_owned(), password_hash: None, language, zone: "Asia/Shanghai".into() }
}

pub fn open(market: Market, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let (now, content): (_, Vec<BuyerContent>) = (market.now(), fair.content("buyers.json")?);
        let act = async move |tx: &mut Tx| {
            let (Made::New(operator) | Made::Promoted(operator)) =
                make_operator(tx, now, account(Login::Email(email("operator")), "集市运营", Lang::Chinese))
                    .await?;
            let mut buyers = Vec::with_capacity(content.len());
            for BuyerContent { handle, name, lang, address, has_phone_only } in &content {
                let language = Lang::parse(lang).ok_or_else(|| format!("{handle}: lang"))?;
                let login = if *has_phone_only {
                    Login::Phone(address.phone.replace([' ', '-'], ""))
                } else {
                    Login::Email(email(handle))
                };
                let id = register(tx, now, account(login, name, language)).await?.id;
                let by = Actor::Buyer { account: id };
                add_address(tx, &by, now, address, AddressRank::Default).await?;
                buyers.push(id);
            }
            Ok::<_, Broken>((operator.id, buyers))
        };
        let (operator, buyers) = market.db.write(act).await?;
        (fair.operator, fair.buyers) = (Some(operator), buyers);
        Ok(None)
    })
}
