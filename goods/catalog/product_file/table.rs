//! A table of the seller's own: what its columns mean is said by the seller, and guessed from their names before.

use super::columns::Columns;
use super::field::{Field, OPTION_NAMES, OPTION_VALUES};
use super::rows::Row;
use super::translate::{Addresses, Filled, Habits, Refused, Said, Translate, cell, columns, list, pictures};
use super::{Refusal, RefusalReason, Weight, WeightUnit, kebab};
use kernel::words;
use serde::{Deserialize, Serialize};

words! {
    /// What a column of a seller's own table means.
    Target {
        Unread = "unread",
        Title = "title",
        Handle = "handle",
        Body = "body",
        Price = "price",
        CompareAt = "compare_at",
        Cost = "cost",
        Currency = "currency",
        Sku = "sku",
        Barcode = "barcode",
        Quantity = "quantity",
        Grams = "grams",
        Kilograms = "kilograms",
        Choice = "choice",
        Tags = "tags",
        Kind = "type",
        Vendor = "vendor",
        Materials = "materials",
        Picture = "picture",
        Published = "published",
    }
}

/// What each column of a table means, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping(pub Vec<(String, String)>);

impl Mapping {
    /// What the seller said of a column; what nobody spoke of is not read.
    fn target(&self, name: &str) -> Target {
        let said = self.0.iter().find(|(have, _)| have == name);
        said.and_then(|(_, word)| Target::parse(word)).unwrap_or(Target::Unread)
    }

    /// What the names of the columns seem to say, in the languages of the sellers that are expected.
    pub fn guess(names: &[String]) -> Self {
        let mut taken: Vec<Target> = Vec::new();
        let mut guess = |name: &String| {
            let target = guessed(name);
            let may_repeat = matches!(target, Target::Unread | Target::Picture | Target::Choice);
            let target = if taken.contains(&target) && !may_repeat { Target::Unread } else { target };
            taken.push(target);
            (name.clone(), target.name().to_owned())
        };
        Self(names.iter().filter(|name| !name.is_empty()).map(&mut guess).collect())
    }

    /// Whether a listing can be made of it at all.
    pub fn has_title(&self) -> bool {
        self.0.iter().any(|(_, word)| matches!(Target::parse(word), Some(Target::Title | Target::Handle)))
    }
}

/// Words in the names of columns, without capitals and marks; a name that is one of them exactly goes first.
#[rustfmt::skip]
const WORDS: &[(Target, &[&str])] = &[
    (Target::CompareAt, &["compare", "old price", "list price", "was price", "uvp", "statt", "alter preis", "prix barre",
        "原价", "市场价", "定価", "通常価格", "mrp", "harga coret", "harga lama"]),
    (Target::Cost, &["cost", "purchase price", "einkauf", "cout", "进价", "成本", "仕入", "原価", "लागत", "modal"]),
    (Target::Currency, &["currency", "wahrung", "devise", "moneda", "币种", "货币", "通貨", "मुद्रा", "mata uang"]),
    (Target::Price, &["price", "preis", "verkaufspreis", "bruttopreis", "vk", "prix", "precio", "prezzo", "preco", "价格", "售价", "单价", "价", "価格",
        "値段", "कीमत", "मूल्य", "दाम", "harga"]),
    (Target::Quantity, &["quantity", "qty", "stock", "inventory", "on hand", "pieces", "bestand", "menge", "anzahl",
        "lager", "quantite", "cantidad", "existencias", "quantita", "giacenza", "estoque", "库存", "数量", "在庫", "個数",
        "मात्रा", "स्टॉक", "stok", "jumlah"]),
    (Target::Kilograms, &["kg", "kilo", "公斤", "千克", "キログラム", "किलो"]),
    (Target::Grams, &["gram", "weight", "gewicht", "poids", "peso", "重量", "克", "重さ", "ग्राम", "वजन", "berat"]),
    (Target::Barcode, &["barcode", "ean", "gtin", "upc", "isbn", "条码", "バーコード", "बारकोड"]),
    (Target::Sku, &["sku", "article number", "artikelnummer", "artikelnr", "art nr", "item no", "item number", "code",
        "reference", "referencia", "codice", "编号", "货号", "编码", "品番", "商品番号", "कोड", "kode"]),
    (Target::Picture, &["image", "picture", "photo", "bild", "foto", "imagen", "immagine", "图片", "照片", "图", "画像",
        "写真", "चित्र", "तस्वीर", "फोटो", "gambar"]),
    (Target::Body, &["description", "beschreibung", "text", "descripcion", "descrizione", "descricao", "details", "描述",
        "说明", "详情", "説明", "विवरण", "deskripsi", "keterangan"]),
    (Target::Tags, &["tag", "keyword", "schlagwort", "schlagworte", "stichwort", "etiquetas", "mots", "标签", "关键词",
        "タグ", "キーワード", "टैग", "kata kunci"]),
    (Target::Materials, &["material", "materials", "materialien", "materiau", "matiere", "材质", "材料", "素材", "सामग्री", "bahan"]),
    (Target::Choice, &["size", "colour", "color", "grosse", "farbe", "taille", "couleur", "talla", "taglia", "colore",
        "规格", "尺寸", "颜色", "サイズ", "色", "カラー", "आकार", "रंग", "ukuran", "warna", "variant", "variante"]),
    (Target::Kind, &["category", "type", "kategorie", "warengruppe", "categorie", "categoria", "分类", "类别", "品类",
        "カテゴリ", "分類", "श्रेणी", "kategori", "jenis"]),
    (Target::Vendor, &["vendor", "brand", "maker", "producer", "manufacturer", "marke", "hersteller", "marque", "marca",
        "品牌", "厂商", "ブランド", "メーカー", "ब्रांड", "निर्माता", "merek", "produsen"]),
    (Target::Published, &["published", "active", "visible", "on sale", "aktiv", "sichtbar", "上架", "公開", "प्रकाशित", "aktif"]),
    (Target::Handle, &["handle", "slug", "url key"]),
    (Target::Title, &["title", "name", "product", "item", "titel", "bezeichnung", "artikelbezeichnung", "artikelname", "produkt", "artikel", "titre", "nom",
        "produit", "titulo", "nombre", "producto", "titolo", "nome", "prodotto", "标题", "名称", "商品名", "品名", "产品",
        "商品", "タイトル", "名前", "शीर्षक", "नाम", "उत्पाद", "judul", "nama", "produk", "barang"]),
];

fn guessed(name: &str) -> Target {
    let plain = unmarked(name);
    let is_word = |word: &str| {
        let word = unmarked(word);
        // Words stand between spaces, but in scripts that have none: `cost` is not in `costume`.
        if word.is_ascii() {
            format!(" {plain} ").contains(&format!(" {word} "))
        } else {
            plain.contains(&word)
        }
    };
    let exact = WORDS.iter().find(|(_, words)| words.iter().any(|word| unmarked(word) == plain));
    let found = exact.or_else(|| WORDS.iter().find(|(_, words)| words.iter().any(|word| is_word(word))));
    found.map_or(Target::Unread, |(target, _)| *target)
}

/// Lower case, without accents on Latin letters, with spaces for everything between words.
fn unmarked(name: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let is_latin = name.chars().all(|it| u32::from(it) < 0x250 || !it.is_alphabetic());
    let spread: String = if is_latin {
        name.nfd().filter(|it| !is_combining_mark(*it)).collect::<String>().replace('ß', "ss")
    } else {
        name.nfc().collect()
    };
    let is_word = |it: char| it.is_alphanumeric() || is_combining_mark(it);
    let spaced: String = spread.to_lowercase().chars().map(|it| if is_word(it) { it } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub struct Table {
    columns: Columns,
    names: Vec<String>,
    targets: Vec<Target>,
    numbers: Vec<(usize, Field)>,
    addresses: Addresses,
}

impl Table {
    pub fn new(names: &[String], mapping: &Mapping) -> Self {
        let targets: Vec<Target> = names.iter().map(|name| mapping.target(name)).collect();
        let find = |target| targets.iter().position(|have| *have == target);
        let mut from = vec![
            (Field::Handle, find(Target::Handle).or(find(Target::Title))),
            (Field::Title, find(Target::Title)),
            (Field::Body, find(Target::Body)),
            (Field::Price, find(Target::Price)),
            (Field::CompareAt, find(Target::CompareAt)),
            (Field::Cost, find(Target::Cost)),
            (Field::Sku, find(Target::Sku)),
            (Field::Barcode, find(Target::Barcode)),
            (Field::Quantity, find(Target::Quantity)),
            (Field::Grams, find(Target::Grams).or(find(Target::Kilograms))),
            (Field::Tags, find(Target::Tags)),
            (Field::Kind, find(Target::Kind)),
            (Field::Vendor, find(Target::Vendor)),
            (Field::Materials, find(Target::Materials)),
            (Field::PictureUrl, find(Target::Picture)),
            (Field::Published, find(Target::Published)),
        ];
        let choices: Vec<usize> = (0..targets.len()).filter(|at| targets[*at] == Target::Choice).collect();
        for (at, choice) in choices.iter().take(OPTION_NAMES.len()).enumerate() {
            from.extend([(OPTION_NAMES[at], Some(*choice)), (OPTION_VALUES[at], Some(*choice))]);
        }
        let number = |(at, target): (usize, &Target)| {
            let field = match target {
                Target::Price => Field::Price,
                Target::CompareAt => Field::CompareAt,
                Target::Cost => Field::Cost,
                Target::Quantity => Field::Quantity,
                Target::Grams | Target::Kilograms => Field::Grams,
                _ => return None,
            };
            Some((at, field))
        };
        Self {
            columns: columns(names, &from),
            numbers: targets.iter().enumerate().filter_map(number).collect(),
            names: names.to_vec(),
            addresses: Addresses::default(),
            targets,
        }
    }

    fn cell<'r>(&self, row: &'r Row<'_>, target: Target) -> &'r str {
        cell(row, self.targets.iter().position(|have| *have == target))
    }

    fn all<'r>(&self, row: &'r Row<'_>, target: Target) -> Vec<(&str, &'r str)> {
        let there = (0..self.targets.len()).filter(|at| self.targets[*at] == target);
        there.map(|at| (self.names[at].as_str(), cell(row, Some(at)))).collect()
    }

    fn has_choices(&self) -> bool {
        self.targets.contains(&Target::Choice)
    }

    fn mark(&self, row: &Row<'_>) -> String {
        match self.cell(row, Target::Sku) {
            "" => row.line.to_string(),
            sku => sku.to_owned(),
        }
    }

    /// With choices, rows of one title are variants of one listing; without, each row is a listing.
    fn address(&self, row: &Row<'_>) -> String {
        let (handle, title) = (self.cell(row, Target::Handle), self.cell(row, Target::Title));
        if !handle.is_empty() {
            kebab(handle)
        } else if self.has_choices() {
            kebab(title)
        } else {
            self.addresses.of(title, &self.mark(row))
        }
    }
}

impl Translate for Table {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn numbers(&self) -> &[(usize, Field)] {
        &self.numbers
    }

    fn reads(&self, column: usize) -> bool {
        self.targets.get(column).is_some_and(|target| *target != Target::Unread)
    }

    fn learn(&mut self, row: &Row<'_>) {
        let (title, line) = (self.cell(row, Target::Title).to_owned(), row.line.to_string());
        self.addresses.learn(&title, &line);
    }

    fn rows(&self, row: &Row<'_>, habits: &Habits, said: &mut Said) -> Result<Vec<Row<'static>>, Refused> {
        let address = self.address(row);
        if address.is_empty() {
            return Err(Refused::row(RefusalReason::NoHandle));
        }
        let mut filled = Filled::new(&self.columns, row, &address);
        for (field, target) in [
            (Field::Title, Target::Title),
            (Field::Body, Target::Body),
            (Field::CompareAt, Target::CompareAt),
            (Field::Cost, Target::Cost),
            (Field::Sku, Target::Sku),
            (Field::Barcode, Target::Barcode),
            (Field::Quantity, Target::Quantity),
            (Field::Grams, Target::Grams),
            (Field::Tags, Target::Tags),
            (Field::Kind, Target::Kind),
            (Field::Vendor, Target::Vendor),
            (Field::Materials, Target::Materials),
            (Field::Published, Target::Published),
        ] {
            if self.targets.contains(&target) {
                filled.set(field, self.cell(row, target));
            }
        }
        let price = format!("{} {}", self.cell(row, Target::Price), self.cell(row, Target::Currency));
        if !self.cell(row, Target::Price).is_empty() {
            filled.set(Field::Price, price.trim());
        }
        let kilograms = self.cell(row, Target::Kilograms);
        match Weight::of(kilograms, WeightUnit::Kilogram, habits.of(Field::Grams)) {
            Ok(weight) => filled.set(Field::Grams, weight.in_full()),
            Err(_) if kilograms.is_empty() => {}
            Err(reason) => {
                let column = self.columns.name(Field::Grams).map(str::to_owned);
                said.refused.push(Refusal { line: row.line, column, reason });
            }
        }
        let choices: Vec<_> = self.all(row, Target::Choice);
        if choices.len() > OPTION_NAMES.len() {
            return Err(Refused::row(RefusalReason::TooManyOptions { max: OPTION_NAMES.len() }));
        }
        for ((name, value), (column, choice)) in OPTION_NAMES.into_iter().zip(OPTION_VALUES).zip(choices) {
            filled.set(name, column);
            filled.set(value, choice);
        }
        let cells = self.all(row, Target::Picture);
        let urls: Vec<String> = cells.iter().flat_map(|(_, text)| addresses(text)).collect();
        filled.set(Field::PictureUrl, urls.first().cloned().unwrap_or_default());
        let mut rows = vec![filled.row()];
        rows.extend(pictures(&self.columns, row, &address, urls.get(1..).unwrap_or_default()));
        Ok(rows)
    }
}

/// Addresses in one cell, by commas, bars or blanks.
fn addresses(text: &str) -> Vec<String> {
    let spread = text.replace(['|', ';', '\n', ' '], ",");
    list(&spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_are_understood_in_many_languages() {
        for (names, targets) in [
            (
                "Artikel;Preis;Bestand;Art.-Nr.;Gewicht (kg);Bild",
                "title price quantity sku kilograms picture",
            ),
            ("商品名;价格;库存;货号;重量;图片", "title price quantity sku grams picture"),
            ("商品名;価格;在庫;品番;説明", "title price quantity sku body"),
            ("नाम;कीमत;मात्रा;विवरण", "title price quantity body"),
            ("Nama produk;Harga;Stok;Warna;Ukuran", "title price quantity choice choice"),
            ("Nom;Prix;Quantité;Référence", "title price quantity sku"),
            ("Product name;Price (EUR);Old price;Note", "title price compare_at unread"),
            ("Name;Title", "title unread"),
        ] {
            let names: Vec<String> = names.split(';').map(str::to_owned).collect();
            let guessed: Vec<String> = Mapping::guess(&names).0.into_iter().map(|it| it.1).collect();
            assert_eq!(guessed.join(" "), targets);
        }
    }
}
