//! Where somebody says they are: a province, the place of their address, or what their browser told to a tenth of a
//! degree. It stands in the address of the page and nowhere else.

use kernel::{AccountId, Country};
use people::{accounts, choices};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use crate::{
    regions::{self, Region},
    search::point::Point,
};

/// A country with its provinces.
pub struct NearCountry {
    pub name: String,
    pub places: Vec<NearPlace>,
}

pub struct NearPlace {
    pub value: String,
    pub name: String,
    pub is_chosen: bool,
}

/// What the place is chosen from.
pub struct Near {
    /// As it was chosen; empty for anywhere.
    pub chosen: String,
    /// What was chosen and is none of the others.
    pub other: Option<NearPlace>,
    pub countries: Vec<NearCountry>,
}

/// The province of the first address in somebody's book, where it is known.
pub async fn home_of(tx: &mut Tx, account: AccountId) -> Result<Option<(Country, Region)>, DbError> {
    let book = accounts::list_addresses(tx, account).await?;
    let address = book.into_iter().next().map(|kept| kept.address);
    Ok(address.and_then(|address| Some((address.country, regions::find(address.country, &address.region)?))))
}

impl Near {
    pub fn of(shell: &Shell, lang: Lang, near: Option<Point>) -> Self {
        let mut is_found = near.is_none();
        let mut place = |region: Region, name: String| {
            let point = Point::of_region(region)?;
            let is_chosen = !is_found && near == Some(point);
            is_found |= is_chosen;
            Some(NearPlace { value: point.to_string(), name, is_chosen })
        };
        let country = |code: &'static str| {
            let country = Country::parse(code).ok()?;
            let all = regions::of(country).iter();
            let places = all.filter_map(|region| place(*region, region.name_in(country, lang).to_owned()));
            Some(NearCountry { places: places.collect(), name: choices::country(shell, code) })
        };
        let countries = regions::COUNTRIES.into_iter().filter_map(country).collect();
        let chosen = near.map(|near| near.to_string()).unwrap_or_default();
        let other = (!is_found).then(|| NearPlace {
            value: chosen.clone(),
            name: shell.say("search-near-point", &[("point", &chosen)]),
            is_chosen: true,
        });
        Self { chosen, other, countries }
    }
}
