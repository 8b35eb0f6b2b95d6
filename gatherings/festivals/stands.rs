use people::shops::{self, Shop};
use platform::db::{DbError, Tx};

use super::{
    FestivalId,
    booths::{self, Application, ApplicationStage},
    ground::{self, Booth},
};

/// Applications that are read at once.
const TOGETHER: i64 = 2_000;

/// A booth with the shop that shows something there, once its place is certain.
#[derive(Clone, Debug)]
pub struct Stand {
    pub booth: Booth,
    pub given: Option<Given>,
}

/// Who has a booth, and for what.
#[derive(Clone, Debug)]
pub struct Given {
    pub shop: Shop,
    pub application: Application,
}

/// The booths of a festival by their numbers, with who stands there.
pub async fn stands(tx: &mut Tx, festival: FestivalId) -> Result<Vec<Stand>, DbError> {
    let all = ground::booths(tx, festival).await?;
    let mut sure = booths::list_of_festival(tx, festival, 0, TOGETHER).await?;
    sure.retain(|it| it.stage() == ApplicationStage::Confirmed);
    let mut ids: Vec<_> = sure.iter().map(|it| it.applicant).collect();
    ids.sort_unstable();
    ids.dedup();
    let shops = shops::find_several(tx, &ids).await?;
    let stand = |booth: Booth| {
        let application = sure.iter().find(|it| Some(it.id) == booth.application);
        let given = application.and_then(|it| {
            let shop = shops.iter().find(|shop| shop.id == it.applicant)?.clone();
            Some(Given { shop, application: it.clone() })
        });
        Stand { booth, given }
    };
    Ok(all.into_iter().map(stand).collect())
}
