//! What reductions say beside a listing's price: how more could be taken off, and what it cost least in the thirty days before
//! where the shop says that it was dearer.

use askama::Template;
use goods::catalog::{self, ListingId, ShownVariant, VariantId};
use kernel::Money;
use people::{
    capability::{Drawn, Looking},
    reduction::Rule,
    shops::{self, Shop},
};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
    views::Shell,
};

use super::common::terms;
use crate::promotions::reductions::{KeptReduction, Past, Sort, store};

/// Bundles that a page names.
const BUNDLES: usize = 3;

/// Things that cost less together.
struct Bundle {
    things: Vec<String>,
    gives: Vec<String>,
}

#[derive(Template)]
#[template(path = "promotions/reductions/views/_prices.html")]
struct Prices<'a> {
    shell: &'a Shell,
    /// The lowest price where the shop itself says that it was dearer.
    lowest: Option<Money>,
    tiers: Vec<String>,
    bundles: Vec<Bundle>,
    thresholds: Vec<String>,
}

impl Prices<'_> {
    fn is_empty(&self) -> bool {
        let is_plain = self.lowest.is_none() && self.tiers.is_empty();
        is_plain && self.bundles.is_empty() && self.thresholds.is_empty()
    }
}

/// Beside a listing's price: what else is taken off, and since when it was never cheaper.
pub fn prices<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let variants = catalog::variants(tx, ListingId::new(shop.id, looking.id)).await?;
        let things = [(shop.id, looking.id)];
        let kept = store::in_force(tx, looking.now, &things).await?;
        let lang = looking.lang;
        // Where it is reduced, the page itself says so.
        let is_reduced = kept.iter().any(|kept| kept.sort == Sort::Campaign);
        let lowest = if is_reduced || variants.iter().all(|variant| variant.compare_at.is_none()) {
            None
        } else {
            was(&Past::of(tx, looking.now, &things).await?, looking.id, &variants)
        };
        let said = |sort: Sort| kept.iter().filter(move |kept| kept.sort == sort);
        let named = |one: &KeptReduction| -> Vec<String> {
            let own = if one.is_of_market() { looking.home } else { shop.language };
            let name = one.name_in(lang, own).to_owned();
            terms(&looking.shell, one).into_iter().map(|words| named(&words, &name)).collect()
        };
        let html = Prices {
            shell: &looking.shell,
            lowest,
            tiers: said(Sort::Tiers)
                .flat_map(|one| tier_words(&looking.shell, lang, &shop, &variants, one))
                .collect(),
            bundles: bundles(tx, &looking.shell, lang, &shop, said(Sort::Bundle)).await?,
            thresholds: said(Sort::Threshold).flat_map(named).collect(),
        };
        if html.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![("price", html.render().map_err(DbError::draw)?)])
    })
}

fn named(words: &str, name: &str) -> String {
    if name.is_empty() { words.to_owned() } else { format!("{words} · {name}") }
}

/// The lowest price of the thirty days before the one in force, where the shop says that it was dearer.
fn was(past: &Past, listing: i64, variants: &[ShownVariant]) -> Option<Money> {
    let variant = variants.iter().find(|variant| variant.compare_at.is_some())?;
    let begin = past.history(variant.id).last()?.0;
    past.lowest(listing, variant.id, begin).ok().flatten().or(Some(variant.price))
}

fn tier_words(
    shell: &Shell,
    lang: Lang,
    shop: &Shop,
    variants: &[ShownVariant],
    kept: &KeptReduction,
) -> Vec<String> {
    if kept.variants.is_empty() {
        return terms(shell, kept);
    }
    let is_it = |variant: &&ShownVariant| kept.variants.contains(&variant.id.number());
    let Some(variant) = variants.iter().find(is_it) else { return Vec::new() };
    let choices =
        shops::pick(lang, shop.language, &variant.choices.join(" / "), &variant.choices_en).to_owned();
    terms(shell, kept).into_iter().map(|words| named(&words, &choices)).collect()
}

async fn bundles(
    tx: &mut Tx,
    shell: &Shell,
    lang: Lang,
    shop: &Shop,
    kept: impl Iterator<Item = &KeptReduction>,
) -> Result<Vec<Bundle>, DbError> {
    let mut all = Vec::new();
    for one in kept.take(BUNDLES) {
        let Rule::Set { parts, .. } = &one.rule else { continue };
        let mut things = Vec::with_capacity(parts.len());
        for part in parts {
            let Some(offered) = catalog::find_offered(tx, VariantId::new(shop.id, part.variant)).await?
            else {
                continue;
            };
            let title = shops::pick(lang, shop.language, &offered.title, &offered.title_en);
            things.push(if part.pieces > 1 {
                format!("{title} × {}", part.pieces)
            } else {
                title.to_owned()
            });
        }
        // Without one of its things it is nothing.
        if things.len() == parts.len() {
            all.push(Bundle { things, gives: terms(shell, one) });
        }
    }
    Ok(all)
}
