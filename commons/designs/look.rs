use goods::catalog::{self, ListingId};
use kernel::Timestamp;
use platform::db::{DbError, Tx};

use super::{
    Gallery, Likeness, LikenessState, claim_store, gallery::likes, likeness_store as store, print::Asked,
    promises, store::find_several,
};

/// Compare the pictures of a listing with those of other shops' open records, and write down what is like them. Nothing is
/// done with the listing: its seller is told, and a moderator sees it. What the maker has said yes to is none, and what
/// is no longer among the pictures is past.
pub async fn look(
    tx: &mut Tx,
    now: Timestamp,
    gallery: &Gallery,
    listing: ListingId,
    asked: &[(String, Asked)],
) -> Result<Vec<Likeness>, DbError> {
    let known = store::likenesses_of(tx, listing).await?;
    let mut found: Vec<Likeness> = Vec::new();
    for (file, asked) in asked {
        for like in likes(tx, gallery, asked).await? {
            let (record, number) = (like.picture.record, like.picture.number);
            if record.shop() == listing.shop() || found.iter().any(|have| have.record == record) {
                continue;
            }
            found.push(Likeness {
                id: tx.next_id(now),
                listing,
                file: file.clone(),
                record,
                number,
                way: like.way,
                distance: like.distance.into(),
                state: LikenessState::Open,
                at: now,
            });
        }
    }
    let ids: Vec<_> = found.iter().map(|one| one.record).collect();
    let records = find_several(tx, &ids).await?;
    let claim = claim_store::find(tx, listing).await?.filter(|claim| claim.state.is_good());
    found.retain(|one| {
        let is_open = records.iter().any(|record| record.id == one.record && record.is_open());
        is_open && claim.is_none_or(|claim| claim.record != one.record)
    });
    for old in known.iter().filter(|old| old.state != LikenessState::Gone) {
        if !found.iter().any(|one| one.record == old.record) {
            store::set_state(tx, old, LikenessState::Gone).await?;
        }
    }
    let mut is_news = false;
    for one in &found {
        match known.iter().find(|old| old.record == one.record) {
            None => store::insert(tx, one).await?,
            Some(old) if old.state == LikenessState::Gone => store::come_back(tx, one).await?,
            Some(_) => continue,
        }
        is_news = true;
    }
    if is_news {
        promises::tell_of_likeness(tx, now, listing).await?;
    }
    Ok(found)
}

/// The pictures of a listing in the file store.
pub async fn files_of(tx: &mut Tx, listing: ListingId) -> Result<Vec<String>, DbError> {
    let found = catalog::load(tx, listing).await?;
    let files = found.into_iter().flat_map(|listing| listing.pictures).map(|picture| picture.file);
    Ok(files.filter(|file| !file.is_empty()).collect())
}
