use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, Forbidden, Timestamp, days};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    Contribution, DataFile, Publication, PublishedSum, Told,
    audit::{Attack, Audit, attack_together},
    cube::{At, Cube, Places},
    files::{self, Described},
    store,
    suppress::{Withheld, withhold},
};
use crate::villages::{
    Division, DivisionCode, divisions,
    recognition::{self, Period, Rule, Verdict, months_before},
};

#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("the verdicts of the period are not final")]
    NotFinal,
    #[error("nothing has changed since the last version")]
    NothingNew,
    #[error("the audit found {0} sums from which a shop can be reckoned")]
    Exposed(usize),
    #[error("a file could not be written: {0}")]
    File(String),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the publication could not be recorded")]
    Store(#[from] DbError),
}

/// All that the tables of a period are made of.
pub struct Economy {
    pub cube: Cube,
    /// The code of each place; empty for everything.
    pub places: Vec<String>,
    pub crafts: Vec<String>,
}

/// A shop that sells nothing of a named craft.
const OTHER: &str = "other";

/// What shops sold in a period, over places and crafts.
pub async fn economy(tx: &mut Tx, rule: &Rule, period: Period) -> Result<Economy, DbError> {
    let since = months_before(period.last(), rule.months);
    let sales = store::shop_sales(tx, period, since).await?;
    let of = store::crafts(tx).await?;
    let craft_of = |shop: i64| of.get(&shop).map_or(OTHER, String::as_str);
    let crafts: BTreeSet<&str> = sales.iter().map(|it| craft_of(it.shop.get())).collect();
    let crafts: Vec<String> = crafts.into_iter().map(str::to_owned).collect();
    let (mut places, mut lines) = (Places::default(), BTreeMap::new());
    places.add(&[String::new()]);
    let opened = period.last().noon() - days(rule.open_days.unsigned_abs());
    let mut all = Vec::with_capacity(sales.len());
    for it in &sales {
        if !lines.contains_key(&it.village) {
            let code = DivisionCode::parse(&it.village).ok_or(DbError::Raced)?;
            let line = divisions::store::line(tx, &code).await?;
            let names = line.iter().map(|division| division.code.to_string());
            let names: Vec<String> = std::iter::once(String::new()).chain(names).collect();
            lines.insert(it.village.clone(), places.add(&names));
        }
        let Some(Some(place)) = lines.get(&it.village).copied() else { continue };
        let craft = crafts.iter().position(|craft| craft == craft_of(it.shop.get())).unwrap_or(0);
        let is_active = it.orders_lately >= rule.orders_a_month * rule.months && it.opened_at <= opened;
        all.push(Contribution { shop: it.shop.get(), place, craft, value: it.revenue.max(0), is_active });
    }
    let cube = Cube::new(places.parents, crafts.len(), &all);
    Ok(Economy { cube, places: places.names, crafts })
}

impl Economy {
    fn name(&self, (place, craft): At) -> (String, String) {
        let division = self.places.get(place).cloned().unwrap_or_default();
        let craft = craft.checked_sub(1).and_then(|craft| self.crafts.get(craft));
        (division, craft.cloned().unwrap_or_default())
    }

    fn at(&self, (division, craft): &(String, String)) -> Option<At> {
        let place = self.places.iter().position(|name| name == division)?;
        let craft = match craft.as_str() {
            "" => 0,
            craft => self.crafts.iter().position(|name| name == craft)? + 1,
        };
        Some((place, craft))
    }

    fn sums(&self, withheld: &Withheld) -> Vec<PublishedSum> {
        let sum = |at: At| {
            let ((division, craft), cell) = (self.name(at), self.cube.cell(at));
            let told = Told { shops: cell.shops, active_shops: cell.active, revenue_minor: cell.total };
            PublishedSum { division, craft, told: (!withheld.contains(&at)).then_some(told) }
        };
        self.cube.all().map(sum).collect()
    }
}

/// Publish a period: what tells of a shop is withheld, the rest is attacked, and only what stands goes out, as a version
/// that never changes. A later version withholds what an earlier one did, and says why it is there.
pub async fn publish(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    period: Period,
    described: &Described,
    reason: &str,
) -> Result<Publication, PublishError> {
    by.operator()?;
    if !recognition::store::is_final(tx, period).await? {
        return Err(PublishError::NotFinal);
    }
    let verdicts = recognition::store::list(tx, period, "", 100_000).await?;
    let version = verdicts.iter().map(|verdict| verdict.rule).max().unwrap_or(1);
    let rule = recognition::store::rule(tx, version).await?.unwrap_or(recognition::BASE);
    let economy = economy(tx, &rule, period).await?;
    let earlier: Vec<Publication> =
        store::list(tx).await?.into_iter().filter(|it| it.period == period).collect();
    let last = earlier.first();
    let mut before: Vec<Withheld> = Vec::new();
    for version in &earlier {
        let names = store::withheld(tx, period, version.version).await?;
        before.push(names.iter().filter_map(|name| economy.at(name)).collect());
    }
    let withheld = withhold(&economy.cube, before.first().unwrap_or(&Withheld::new()));
    let attacked = attack_together(&economy.cube, &before, &withheld, Attack::ProveFirst);
    let Audit { exposed, sums, solved, .. } = attacked;
    if !exposed.is_empty() {
        return Err(PublishError::Exposed(exposed.len()));
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let publication = Publication {
        period,
        version: last.map_or(1, |last| last.version + 1),
        rule: version,
        reason: reason.to_owned(),
        sums: count(sums),
        withheld: count(withheld.len()),
        solved: count(solved),
        created_at: now,
    };
    let told = economy.sums(&withheld);
    let names = names(tx, &told, &verdicts).await?;
    let written = files::write(&publication, &told, &verdicts, &names, described);
    let written: Vec<DataFile> = written.map_err(PublishError::File)?;
    if let Some(last) = last {
        let old = store::files(tx, period, last.version).await?;
        let hash =
            |name: &str| written.iter().find(|file| file.name == name).map(|file| file.sha256.as_str());
        let is_same = ["sums.csv", "places.csv"].iter().all(|name| {
            old.iter().find(|(old, _, _)| old == name).map(|(_, _, sha256)| sha256.as_str()) == hash(name)
        });
        if is_same {
            return Err(PublishError::NothingNew);
        }
    }
    store::insert(tx, &publication, by.account().ok()).await?;
    for file in &written {
        store::insert_file(tx, period, publication.version, file).await?;
    }
    store::insert_sums(tx, period, publication.version, &told).await?;
    let detail = json!({ "version": publication.version, "reason": reason });
    audit::record(tx, now, by.account().ok(), "villages.publish", &period.to_string(), &detail).await?;
    Ok(publication)
}

/// The names of all divisions that are told of.
async fn names(
    tx: &mut Tx,
    told: &[PublishedSum],
    verdicts: &[Verdict],
) -> Result<BTreeMap<String, Division>, DbError> {
    let codes = told.iter().map(|sum| sum.division.clone());
    let codes: BTreeSet<String> =
        codes.chain(verdicts.iter().map(|verdict| verdict.division.to_string())).collect();
    let codes: Vec<DivisionCode> = codes.iter().filter_map(|code| DivisionCode::parse(code)).collect();
    let found = divisions::store::find_several(tx, &codes).await?;
    Ok(found.into_iter().map(|division| (division.code.to_string(), division)).collect())
}
