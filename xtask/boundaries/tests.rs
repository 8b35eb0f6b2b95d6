use super::{House, Kind, Order, circles::circles, known, sql, tree::Files};

const ORDER: &str = "\
Cargo enforces `kernel ← goods ← selling ← server`.
`catalog · search · orders · payouts`
";

fn house(order: &str, files: &[(&str, &str)]) -> House {
    let (mut sources, mut migrations, mut manifests) = (Files::new(), Files::new(), Files::new());
    for (path, text) in files {
        let kind = match path.rsplit_once('.') {
            Some((_, "sql")) => &mut migrations,
            Some((_, "toml")) => &mut manifests,
            _ => &mut sources,
        };
        let path = path.trim_end_matches("Cargo.toml").trim_end_matches('/');
        kind.insert(path.to_owned(), (*text).to_owned());
    }
    // What a file stands in need not be written out.
    for (name, modules) in [
        ("kernel", ""),
        ("goods", "pub mod catalog; pub mod search;"),
        ("selling", "pub mod orders; pub mod payouts;"),
        ("server", ""),
    ] {
        sources.entry(format!("{name}/{name}.rs")).or_insert_with(|| modules.to_owned());
    }
    for path in ["goods/catalog", "goods/search", "selling/orders", "selling/payouts"] {
        sources.entry(format!("{path}/mod.rs")).or_default();
    }
    House::of(Order::read(order), sources, &migrations, manifests)
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    house(ORDER, files).faults().into_iter().collect()
}

#[test]
fn a_house_in_order_has_no_faults() {
    let found = faults(&[
        ("goods/catalog/mod.rs", "mod card; pub use card::{Card, card};"),
        ("goods/catalog/card.rs", "pub struct Card; pub fn card() {}"),
        ("goods/search/mod.rs", "use crate::catalog::Card; pub fn find() -> Card { crate::catalog::card() }"),
        ("selling/orders/mod.rs", "mod store; mod place; pub mod pages; pub use place::place;"),
        ("selling/orders/place.rs", "use super::store; pub async fn place() { store::insert() }"),
        ("selling/orders/store.rs", "pub async fn insert() { f(\"INSERT INTO orders (id) VALUES ($1)\") }"),
        (
            "selling/orders/pages.rs",
            "use goods::{catalog, search::find}; fn f() { catalog::card(); super::place() }",
        ),
        ("migrations/0001_orders.sql", "CREATE TABLE orders (\n"),
        ("selling/Cargo.toml", "goods.workspace = true\n"),
        ("Cargo.toml", "goods = { path = \"goods\" }\n"),
    ]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_file_of_a_capability_keeps_to_the_order() {
    let later = "goods/catalog/api.rs uses search, a later capability";
    for code in [
        "use crate::search::find;",
        "use crate::{search::{self, find}};",
        "use crate::search; fn f() { search::find() }",
        "use super::super::search::find as seek;",
        "use crate::search::*; fn f() { find() }",
        "fn f() { crate::search::find() }",
        "fn f() { call!(x, crate::search::find()) }",
        "use crate::search as s; fn f() -> s::Found { s::Found::None }",
    ] {
        let found = faults(&[
            ("goods/catalog/mod.rs", "pub mod api;"),
            ("goods/catalog/api.rs", code),
            ("goods/search/mod.rs", "mod seek; pub use seek::*;"),
            ("goods/search/seek.rs", "pub fn find() {} words! { Found { None } }"),
        ]);
        assert_eq!(found, [later], "{code}");
    }
}

#[test]
fn a_name_is_followed_to_the_file_that_declares_it() {
    let tree = [
        ("goods/catalog/mod.rs", "mod card; pub use card::card; pub use self::card::Card as Shown;"),
        ("goods/catalog/card.rs", "pub struct Card; pub fn card() {}"),
        ("selling/orders/mod.rs", "use goods::catalog::{self, card}; fn f() -> catalog::Shown { card() }"),
    ];
    let house = house(ORDER, &tree);
    let targets: Vec<&String> = house.arrows["selling/orders/mod.rs"].iter().collect();
    assert_eq!(targets, ["goods/catalog/card.rs"]);
    assert!(house.arrows["goods/catalog/mod.rs"].is_empty());
}

#[test]
fn tests_may_use_what_they_like() {
    let found = faults(&[
        (
            "goods/catalog/mod.rs",
            "#[cfg(test)] mod tests { use crate::search::find; } #[cfg(test)] mod more;",
        ),
        ("goods/catalog/more.rs", "use crate::search::find;"),
        ("goods/search/mod.rs", "pub fn find() {}"),
    ]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_is_shared_uses_no_capability_of_its_crate() {
    let found = faults(&[
        ("goods/goods.rs", "pub mod catalog; pub mod search; mod market;"),
        ("goods/market.rs", "use crate::search::find;"),
        ("goods/search/mod.rs", "pub fn find() {}"),
        ("selling/selling.rs", "pub mod orders; pub mod payouts; mod till;"),
        ("selling/till/mod.rs", "use goods::search::find;"),
    ]);
    assert_eq!(found, ["goods/market.rs is shared and uses search, a capability"]);
}

#[test]
fn the_face_lies_between_acts_and_pages() {
    let order = format!(
        "{ORDER}Ground of `goods`: `wire · market`\nFace of `goods`, after `catalog`: `visit · edge`\n"
    );
    let house = house(
        &order,
        &[
            ("goods/goods.rs", "mod catalog; mod search; mod wire; mod market; mod visit; mod edge;"),
            ("goods/wire.rs", "use crate::market::M; pub struct W;"),
            ("goods/market.rs", "use crate::visit::V; pub struct M;"),
            ("goods/visit.rs", "use crate::{catalog::find, search::seek, edge::E}; pub struct V;"),
            ("goods/edge.rs", "use crate::wire::W; pub struct E;"),
            ("goods/catalog/mod.rs", "mod pages; mod find; pub use find::find;"),
            ("goods/catalog/find.rs", "use crate::visit::V; pub fn find() {}"),
            ("goods/catalog/pages.rs", "use crate::visit::V;"),
            ("goods/search/mod.rs", "pub fn seek() {}"),
        ],
    );
    let found: Vec<String> = house.faults().into_iter().filter(|fault| !fault.contains("circle")).collect();
    assert_eq!(
        found,
        [
            "goods/catalog/find.rs uses visit, which is for pages, API and jobs",
            "goods/market.rs uses visit, which is for pages, API and jobs",
            "goods/visit.rs is shared and uses search, a later capability",
            "goods/visit.rs uses edge, which is printed after it",
            "goods/wire.rs uses market, which is printed after it",
        ]
    );
}

#[test]
fn files_that_use_each_other_are_found() {
    let found = faults(&[
        ("goods/catalog/mod.rs", "mod card; mod keep; mod read; pub use card::Card; pub use read::read;"),
        ("goods/catalog/card.rs", "use super::read; pub struct Card;"),
        ("goods/catalog/keep.rs", "use super::Card; pub fn keep() {}"),
        ("goods/catalog/read.rs", "pub fn read() { super::keep::keep() }"),
    ]);
    assert_eq!(
        found,
        ["card", "keep", "read"].map(|name| format!("goods/catalog/{name}.rs stands in a circle of files"))
    );
}

#[test]
fn a_parent_that_children_use_is_in_a_circle_only_if_it_uses_them() {
    let declares = ("goods/catalog/mod.rs", "mod card; pub use card::Card; pub const MOST: usize = 3;");
    let card = ("goods/catalog/card.rs", "use super::MOST; pub struct Card;");
    assert_eq!(faults(&[declares, card]), Vec::<String>::new());
    let uses =
        ("goods/catalog/mod.rs", "mod card; use card::Card; pub const MOST: usize = 3; fn f(c: Card) {}");
    assert_eq!(faults(&[uses, card]).len(), 2);
}

#[test]
fn modules_whose_acts_reach_each_other_are_one_circle() {
    let modules = |uses: &str| {
        let uses = format!("pub mod pages; {uses} pub fn find() {{}}");
        let house = house(
            ORDER,
            &[
                ("goods/catalog/mod.rs", &uses),
                ("goods/catalog/pages.rs", "use crate::search::seek;"),
                ("goods/search/mod.rs", "use crate::catalog::find; pub fn seek() {}"),
            ],
        );
        circles(&house.modules())
    };
    assert_eq!(modules("use crate::search::seek;"), [["catalog", "search"]]);
    // Its pages stand above both.
    assert!(modules("").is_empty());
}

#[test]
fn a_store_uses_no_act() {
    let found = faults(&[
        ("goods/catalog/mod.rs", "mod store; mod keep; mod card;"),
        ("goods/catalog/store.rs", "use super::{card::Card, keep::Kept}; pub async fn insert() {}"),
        ("goods/catalog/card.rs", "pub struct Card;"),
        ("goods/catalog/keep.rs", "pub struct Kept; pub async fn keep() {}"),
    ]);
    assert_eq!(found, ["goods/catalog/store.rs is a store and uses goods/catalog/keep.rs, an act"]);
}

#[test]
fn jobs_pages_api_and_commands_are_leaves() {
    let found = faults(&[
        (
            "goods/catalog/mod.rs",
            "mod api; pub mod commands; mod jobs; mod keep; mod pages; pub use jobs::Forget;",
        ),
        ("goods/catalog/capability.rs", "use super::commands::COMMANDS;"),
        ("goods/catalog/commands.rs", "use super::keep::keep; pub const COMMANDS: &[u8] = &[];"),
        ("goods/catalog/api.rs", "use super::pages::shown; pub struct CardOut;"),
        ("goods/catalog/jobs.rs", "pub struct Forget;"),
        ("goods/catalog/keep.rs", "use super::Forget; pub fn keep() {}"),
        ("goods/catalog/pages/mod.rs", "mod common; pub use common::lent; pub fn shown() {}"),
        ("goods/catalog/pages/common.rs", "pub fn lent() {}"),
        ("goods/search/mod.rs", "mod own_api; mod seek;"),
        ("goods/search/own_api.rs", "use crate::catalog::{api::CardOut, pages::lent};"),
        ("goods/search/seek.rs", "use crate::catalog::commands::COMMANDS;"),
        ("server/server.rs", "use goods::catalog::jobs::Forget;"),
    ]);
    assert_eq!(
        found,
        [
            "goods/catalog/keep.rs uses jobs of catalog",
            "goods/search/own_api.rs uses api of catalog",
            "goods/search/seek.rs uses commands of catalog"
        ]
    );
}

#[test]
fn a_demo_uses_the_acts_and_only_its_likes_use_it() {
    let found = faults(&[
        ("goods/catalog/mod.rs", "pub mod demo; mod keep; pub use keep::keep;"),
        ("goods/catalog/capability.rs", "use super::demo::open;"),
        ("goods/catalog/demo/mod.rs", "mod common; pub use common::lent; pub fn open() { common::lent() }"),
        ("goods/catalog/demo/common.rs", "use crate::catalog::keep; pub fn lent() {}"),
        ("goods/catalog/keep.rs", "pub fn keep() {}"),
        ("goods/search/mod.rs", "mod demo; mod seek; mod pages;"),
        ("goods/search/demo.rs", "use crate::catalog::{demo::{lent, open as begin}, keep}; pub fn open() {}"),
        ("goods/search/pages.rs", "use crate::catalog::demo::lent;"),
        ("goods/search/seek.rs", "use super::demo::open;"),
        ("server/demo/mod.rs", "pub mod roles;"),
        ("server/router.rs", "use crate::demo::roles::ROLES;"),
        ("server/demo/roles.rs", "pub const ROLES: u8 = 1;"),
        ("server/server.rs", "pub mod demo; mod router;"),
    ]);
    assert_eq!(
        found,
        [
            "goods/search/demo.rs uses demo of catalog",
            "goods/search/pages.rs uses demo of catalog",
            "goods/search/seek.rs uses demo of search",
        ]
    );
}

#[test]
fn sql_keeps_to_the_order_and_writes_only_what_is_its_own() {
    let found = faults(&[
        ("goods/catalog/mod.rs", "mod store;"),
        (
            "goods/catalog/store.rs",
            "const A: &str = \"SELECT c.id FROM card c, hit h WHERE c.id = $1\";
             const B: &str = concat!(\"DELETE \", \"FROM hit\");
             const C: &str = \"INSERT INTO card (id) VALUES ($1) ON CONFLICT DO UPDATE SET id = 1\";",
        ),
        (
            "selling/orders/mod.rs",
            "const A: &str = \"UPDATE card SET id = 1\"; const B: &str = \"SELECT 1 FROM hit\";
             const C: &str = history!(\"hit\", \"card_id\");",
        ),
        ("migrations/0001_catalog.sql", "CREATE TABLE card (\n"),
        ("migrations/0002_search_hits.sql", "CREATE TABLE hit (\n"),
    ]);
    assert_eq!(
        found,
        [
            "goods/catalog/store.rs reads the tables of search",
            "goods/catalog/store.rs writes hit, which is search's",
            "selling/orders/mod.rs writes card, which is catalog's",
            "selling/orders/mod.rs writes hit, which is search's",
        ]
    );
}

#[test]
fn tables_are_read_from_every_form_of_a_statement() {
    let of = |text: &str| {
        let tables = sql::tables(&[text.to_owned()]);
        (Vec::from_iter(tables.read), Vec::from_iter(tables.written))
    };
    let some = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(of("SELECT 1 FROM a AS x, b y, c JOIN d ON 1 = 1").0, some(&["a", "b", "c", "d"]));
    assert_eq!(of("SELECT (SELECT 1 FROM a), b FROM c LIMIT 1").0, some(&["a", "c"]));
    assert_eq!(of("DELETE FROM a WHERE id IN (SELECT id FROM b)"), (some(&["b"]), some(&["a"])));
}

#[test]
fn no_crate_names_one_above_it() {
    let found = faults(&[
        ("goods/Cargo.toml", "selling.workspace = true\nserde.workspace = true\nvideo.workspace = true\n"),
        ("Cargo.toml", "selling = { path = \"selling\" }\nvideo = { path = \"video\" }\n"),
    ]);
    assert_eq!(
        found,
        [
            "ARCHITECTURE.md has no place for video, which goods depends on",
            "goods/Cargo.toml depends on selling"
        ]
    );
}

#[test]
fn the_list_of_known_faults_may_only_shrink() {
    let faults = ["a", "b"].map(str::to_owned).into();
    assert!(known::compare(&faults, "# Why.\n\na\nb\n").is_empty());
    assert_eq!(known::compare(&faults, "a\n"), ["b"]);
    assert_eq!(known::compare(&faults, "a\nb\nc\n"), ["take it out of xtask/faults.txt, it is mended: c"]);
    assert_eq!(known::shrink(&faults, "# Why.\n\nb\nc\n"), "# Why.\n\nb\n");
}

#[test]
fn a_file_is_known_by_its_name() {
    let word = |path| Kind::of(path).word();
    assert_eq!(word("selling/orders/pages/mod.rs"), Some("pages"));
    assert_eq!(word("selling/orders/buy_api.rs"), Some("api"));
    assert_eq!(word("desks/operator/api/mod.rs"), Some("api"));
    assert_eq!(word("selling/orders/jobs.rs"), Some("jobs"));
    assert_eq!(word("goods/catalog/commands.rs"), Some("commands"));
    assert_eq!(word("selling/orders/place.rs"), None);
    assert_eq!(word("selling/payouts/demo.rs"), Some("demo"));
    assert_eq!(word("selling/orders/demo/mod.rs"), Some("demo"));
}

#[test]
fn every_capability_stands_in_its_place_in_the_list_of_its_crate() {
    let list = |list: &str| {
        let house = house(
            ORDER,
            &[
                ("goods/goods.rs", list),
                ("goods/catalog/capability.rs", ""),
                (
                    "selling/selling.rs",
                    "pub const ALL: &[&Capability] = &[&orders::CAPABILITY, &payouts::CAPABILITY];",
                ),
                ("selling/orders/capability.rs", ""),
                ("selling/payouts/capability.rs", ""),
            ],
        );
        house.order.unlisted(&house.files)
    };
    let lacks = "goods/search has no capability.rs";
    assert_eq!(list("&[&catalog::CAPABILITY, &search::CAPABILITY]"), [lacks]);
    let early = "goods/goods.rs lists search too early";
    assert_eq!(list("&[&search::CAPABILITY, &catalog::CAPABILITY]"), [lacks, early]);
    let absent = "goods/goods.rs does not list search::CAPABILITY";
    assert_eq!(list("&[&catalog::CAPABILITY]"), [lacks, absent]);
}
