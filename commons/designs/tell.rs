//! Who is told about a design: the seller of a picture, the maker who is asked, the two sides of a notice.

use goods::catalog::{self, ListingId};
use kernel::{AccountId, ShopId, Timestamp};
use people::{
    accounts::{self, Account},
    notifications::post,
    shops::{self, Shop},
};
use platform::{
    db::{DbError, Tx},
    jobs::Failure,
};

use super::{
    ClaimState, LikenessState, claim_store, find, likeness_store,
    mail::{ClaimNews, NoticeMail, PictureAlike},
    notices::{self, NoticeNews, TellOfNotice},
    promises::{TellOfClaim, TellOfLikeness},
};
use crate::Commons;

/// A shop and its owner, to whom is written.
async fn owner(tx: &mut Tx, shop: ShopId) -> Result<Option<(Shop, Account)>, DbError> {
    let Some(shop) = shops::find(tx, shop).await? else { return Ok(None) };
    let owner: Option<AccountId> = shops::owned_by(tx, shop.id).await?;
    let Some(owner) = owner else { return Ok(None) };
    Ok(accounts::find(tx, owner).await?.map(|owner| (shop, owner)))
}

async fn title(tx: &mut Tx, listing: ListingId) -> Result<String, DbError> {
    Ok(catalog::find(tx, listing).await?.map(|listing| listing.title).unwrap_or_default())
}

pub(super) async fn of_likeness(market: Commons, now: Timestamp, job: TellOfLikeness) -> Result<(), Failure> {
    let (listing, origin) = (job.listing, market.config.public_url.clone());
    let read = async move |tx: &mut Tx| {
        let all = likeness_store::likenesses_of(tx, listing).await?;
        let Some(newest) = all.iter().rfind(|one| one.state == LikenessState::Open) else { return Ok(None) };
        let Some(record) = find(tx, newest.record).await? else { return Ok(None) };
        let Some((shop, to)) = owner(tx, listing.shop()).await? else { return Ok(None) };
        let mail = PictureAlike {
            listing: title(tx, listing).await?,
            url: format!("{}{}", origin.trim_end_matches('/'), record.path()),
            record: record.title,
            path: format!("/desk/{}/listings/{listing}", shop.handle),
        };
        Ok::<_, DbError>(Some((to, mail)))
    };
    match market.db.read(read).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}

pub(super) async fn of_claim(market: Commons, now: Timestamp, job: TellOfClaim) -> Result<(), Failure> {
    let listing = job.listing;
    let read = async move |tx: &mut Tx| {
        let Some(claim) = claim_store::find(tx, listing).await? else { return Ok(None) };
        let Some(record) = find(tx, claim.record).await? else { return Ok(None) };
        let (maker, seller) = (owner(tx, claim.record.shop()).await?, owner(tx, listing.shop()).await?);
        let (Some((maker, makers)), Some((seller, sellers))) = (maker, seller) else { return Ok(None) };
        let (to, shop, path) = match claim.state {
            ClaimState::Own => return Ok(None),
            ClaimState::Asked => (makers, &seller, format!("/desk/{}/designs", maker.handle)),
            ClaimState::Granted | ClaimState::Refused => {
                (sellers, &maker, format!("/desk/{}/listings/{listing}", seller.handle))
            }
        };
        let (shop, listing) = (shop.name_in(to.language).to_owned(), title(tx, listing).await?);
        let mail = ClaimNews { state: claim.state, shop, listing, record: record.title, path };
        Ok::<_, DbError>(Some((to, mail)))
    };
    match market.db.read(read).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}

pub(super) async fn of_notice(market: Commons, now: Timestamp, job: TellOfNotice) -> Result<(), Failure> {
    let news = NoticeNews::parse(&job.news).ok_or_else(|| Failure(format!("{} is no news", job.news)))?;
    let TellOfNotice { notice: id, to_maker, .. } = job;
    let read = async move |tx: &mut Tx| {
        let Some(notice) = notices::find(tx, id).await? else { return Ok(None) };
        let Some(record) = find(tx, notice.record).await? else { return Ok(None) };
        let shop = if to_maker { id.shop() } else { notice.listing.shop() };
        let Some((shop, to)) = owner(tx, shop).await? else { return Ok(None) };
        let is_ruling = news == NoticeNews::Ruled;
        let last = notices::rulings_of(tx, id).await?.pop().filter(|_| is_ruling);
        let mail = NoticeMail {
            news,
            to_maker,
            listing: title(tx, notice.listing).await?,
            record: record.title,
            outcome: last.as_ref().map(|ruling| ruling.outcome),
            reason: last.map(|ruling| ruling.reason).unwrap_or_default(),
            until: notice.state.until().filter(|until| *until > now),
            path: format!("/desk/{}/designs/notices/{id}", shop.handle),
        };
        Ok::<_, DbError>(Some((to, mail)))
    };
    match market.db.read(read).await? {
        Some((to, mail)) => post(&market, &to, now, &mail).await,
        None => Ok(()),
    }
}
