//! Codes that go by text: who can read them has the phone, and so the account.

use kernel::{Timestamp, days, minutes};
use platform::{
    db::{DbError, Tx},
    i18n::Said,
    jobs::Failure,
    sms::{Handed, segments},
};

use super::{
    TextId, TextState, numbers,
    send::{is_market_over, is_over},
    store::{self, End, NewText},
    text::tail,
};
use crate::{
    accounts::{self, Account, Login, Password, Purpose, TextCode},
    market::Market,
    post::sheet,
};

/// Whoever waits longer than this has asked again.
const GIVE_UP: std::time::Duration = minutes(30);

/// What the row of a code is called.
fn kind(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignIn => "accounts.sign_in_code",
        Purpose::Password => "accounts.password_code",
        Purpose::NewPhone => "accounts.new_phone_code",
    }
}

/// Whose code it is: that of whoever has the number as their login, or who wants to have it while it is nobody's.
async fn reader(tx: &mut Tx, job: &TextCode, purpose: Purpose) -> Result<Option<Account>, DbError> {
    let owner = accounts::find_by_login(tx, &Login::Phone(job.phone.clone())).await?;
    let found = match (purpose, job.account) {
        (Purpose::SignIn | Purpose::Password, _) => owner,
        (Purpose::NewPhone, Some(account)) if owner.is_none() => accounts::find(tx, account).await?,
        (Purpose::NewPhone, _) => None,
    };
    Ok(found.filter(|account| account.closed_at.is_none()))
}

/// Send a code to a phone, if it is somebody's login. The digits are made here and kept as a hash only.
pub(super) async fn text_code(market: Market, now: Timestamp, job: TextCode) -> Result<(), Failure> {
    let Some(purpose) = Purpose::parse(&job.purpose).filter(|_| now.since(job.asked_at) <= GIVE_UP) else {
        return Ok(());
    };
    let (phone, asked, looked_at) = (job.phone.clone(), job.asker.clone(), market.clone());
    let look = async move |tx: &mut Tx| {
        let Some(account) = reader(tx, &job, purpose).await? else { return Ok(None) };
        let codes = store::count_codes(tx, account.id, now - days(1)).await?;
        let is_over =
            is_over(&looked_at, numbers::CODES, codes) || is_market_over(tx, &looked_at, now).await?;
        Ok::<_, DbError>(Some((account, is_over)))
    };
    let Some((account, is_over)) = market.db.read(look).await? else { return Ok(()) };
    let (id, reader) = (TextId::new(market.chance.next_id(now)), account.id);
    if is_over {
        return write_down(
            &market,
            now,
            id,
            &account,
            purpose,
            (1, TextState::OverCap, "", Handed::Taken { reference: None }),
        )
        .await;
    }
    let code = market.chance.digits(6);
    let hash = match purpose {
        Purpose::NewPhone => accounts::phone_code_hash(reader, &phone, &code).await,
        Purpose::SignIn | Purpose::Password => Password::new(code.clone()).hash_code(Some(reader)).await,
    };
    let hash = hash.map_err(|error| Failure(error.to_string()))?;
    let keep = async move |tx: &mut Tx| accounts::keep_code(tx, now, reader, purpose, &hash, &asked).await;
    market.db.write(keep).await?;
    let sheet = sheet(&market, account.language, &account.zone, now);
    let said = Said::new(format!("mail-code-subject-{}", purpose.name().replace('_', "-")));
    let words = said.text("code", &code).text("market", &sheet.market).words(&sheet);
    let handed = market.texter.send(now, &phone, &words, &id.to_string()).await;
    let handed = handed.map_err(|error| Failure(error.to_string()))?;
    let state = match handed {
        Handed::Taken { .. } => TextState::Sent,
        Handed::Refused(_) => TextState::Refused,
    };
    write_down(&market, now, id, &account, purpose, (segments(&words).count, state, tail(&phone), handed))
        .await
}

/// Write a code down as it ended for us: never its digits.
async fn write_down(
    market: &Market,
    now: Timestamp,
    id: TextId,
    account: &Account,
    purpose: Purpose,
    (segments, state, tail, handed): (usize, TextState, &str, Handed),
) -> Result<(), Failure> {
    let (account, tail) = (account.id, tail.to_owned());
    let act = async move |tx: &mut Tx| {
        let (kind, words) = (kind(purpose), "");
        store::insert(tx, now, &NewText { id, account, kind, words, segments, state: TextState::Waiting })
            .await?;
        let (reference, status) = match &handed {
            Handed::Taken { reference } => (reference.clone().unwrap_or_default(), None),
            Handed::Refused(status) => (String::new(), Some(*status)),
        };
        store::end(tx, now, id, &End { state, tail: &tail, reference: &reference, status }).await
    };
    Ok(market.db.write(act).await?)
}
