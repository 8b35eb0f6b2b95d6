//! Files of other programs, and tables of the seller's own.

use super::*;

fn read_euros(text: &str) -> Reading {
    read(text.as_bytes(), Currency::EUR).unwrap()
}

fn euros(cents: i64) -> Cell<Money> {
    Cell::Value(Money::new(cents, Currency::EUR))
}

/// Choices, price in minor units and pieces of each variant.
fn variants(draft: &ListingDraft) -> Vec<(String, Option<i64>, Option<u32>)> {
    let one =
        |it: &VariantDraft| (it.choices.join("/"), it.price.value().map(Money::minor), it.quantity.value());
    draft.variants.iter().map(one).collect()
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.notes.iter().map(Note::code).collect()
}

const WOO: &str = "ID,Type,SKU,Name,Published,\"Visibility in catalog\",\"Short description\",Description,\
    \"Date sale price ends\",\"Tax status\",\"In stock?\",Stock,\"Backorders allowed?\",\"Weight (kg)\",\"Sale price\",\
    \"Regular price\",Categories,Tags,Images,Parent,Upsells,\"Attribute 1 name\",\"Attribute 1 value(s)\",\
    \"Attribute 2 name\",\"Attribute 2 value(s)\"\n";

#[test]
fn variations_of_woocommerce_find_their_parents() {
    let rows = "14,variation,MUG-L,\"Mug - L\",1,visible,,,,taxable,1,2,0,0.4,,\"14,50\",,,,MUG,,Size,L,,\n\
        12,variable,MUG,Mug,1,visible,Short,\"Long\\nwords\",,taxable,1,,0,,,,\"Kitchen > Cups, Gifts\",\"clay, blue\",\
        \"https://x/1.jpg, https://x/2.jpg\",,,Size,\"S, L\",Clay,Stoneware\n\
        13,variation,MUG-S,\"Mug - S\",1,visible,,,,taxable,0,,0,0.25,\"9,90\",\"12,50\",,,https://x/s.jpg,id:12,,Size,S,,\n\
        15,simple,BOWL,Bowl,0,visible,,,2030-01-01,none,1,,1,1,5,8,,,,,https://x,,,,\n\
        16,grouped,SET,\"A set\",1,visible,,,,taxable,1,,0,,,,,,,,,,,,\n\
        17,variation,LOST,\"Lost\",1,visible,,,,taxable,1,,0,,,1,,,,id:99,,Size,S,,\n";
    let reading = read_euros(&format!("{WOO}{rows}"));
    assert_eq!((reading.kind, handles(&reading)), (FileKind::WooCommerce, vec!["mug", "bowl"]));
    let mug = &reading.drafts[0];
    assert_eq!(
        variants(mug),
        [("L".into(), Some(1_450), Some(2)), ("S".into(), Some(990), Some(0))],
        "what is not in stock has none left"
    );
    assert_eq!(mug.variants[1].compare_at, euros(1_250));
    assert_eq!(mug.variants[0].weight.value().unwrap().grams_up(), 400);
    assert_eq!(mug.title, value("Mug"));
    assert!(
        matches!(&mug.body, Cell::Value(body) if body.contains("Short\nLong\nwords") && body.contains("Clay: Stoneware"))
    );
    assert_eq!(mug.kind, value("Kitchen > Cups"));
    assert_eq!(mug.pictures.len(), 3);
    let bowl = &reading.drafts[1];
    assert_eq!(
        (bowl.status, &variants(bowl)[..]),
        (Cell::Value(Status::Draft), &[(String::new(), Some(800), None)][..])
    );
    assert_eq!(bowl.variants[0].stock_tracker, Cell::Empty, "nobody counts it");
    assert_eq!(refused(&reading), [(6, "other-kind"), (7, "no-parent")]);
    assert!(codes(&reading).contains(&"sale-left-out"));
    assert!(reading.notes.contains(&Note::NotRead { names: vec!["Upsells".into()] }));
}

#[test]
fn products_of_one_name_get_two_addresses() {
    let rows = "1,simple,A,Mug,1,visible,,,,taxable,1,,0,,,5,,,,,,,,,\n2,simple,B,Mug,1,visible,,,,taxable,1,,0,,,6,,,,,,,,,\n";
    let reading = read_euros(&format!("{WOO}{rows}"));
    assert_eq!((handles(&reading), refused(&reading)), (vec!["mug-a", "mug-b"], vec![]));
}

#[test]
fn etsys_file_is_known_in_any_language() {
    let english = "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,IMAGE1,IMAGE2,SKU\n\
        \"Small vase, blue\",Thrown by hand,24.50,EUR,3,\"vase,blue\",https://pictures.example/1.jpg,https://pictures.example/2.jpg,V1\n";
    let reading = read_euros(english);
    assert_eq!((reading.kind, handles(&reading)), (FileKind::Etsy, vec!["small-vase-blue"]));
    let vase = &reading.drafts[0];
    assert_eq!((variants(vase), vase.pictures.len()), (vec![(String::new(), Some(2_450), Some(3))], 2));
    assert_eq!((reading.refused.len(), reading.notes.len()), (0, 0));

    let images: Vec<String> = (1..=10).map(|number| format!("BILD{number}")).collect();
    let german = format!(
        "TITEL,BESCHREIBUNG,PREIS,WÄHRUNGSCODE,ANZAHL,TAGS,MATERIALIEN,{},VARIANTE 1 TYP,VARIANTE 1 NAME,VARIANTE 1 WERTE,\
         VARIANTE 2 TYP,VARIANTE 2 NAME,VARIANTE 2 WERTE,SKU\n\
         Schale,Eine Zeile,\"19,90\",EUR,5,ton,Ton{},Größe,Größe,\"S,M\",,,,\"A,B\"\n\
         Krug,,12.00,USD,1,,{},,,,,,,K\n",
        images.join(","),
        ",".repeat(10),
        ",".repeat(10),
    );
    let reading = read_euros(&german);
    assert_eq!(
        (reading.kind, handles(&reading)),
        (FileKind::Etsy, vec!["schale", "krug"]),
        "{:?}",
        reading.refused
    );
    let bowl = &reading.drafts[0];
    assert_eq!(
        variants(bowl),
        [("S".into(), Some(1_990), None), ("M".into(), Some(1_990), None)],
        "five pieces of both together are not five of each"
    );
    assert!(bowl.is_doubtful && bowl.materials == value("Ton"));
    assert!(reading.notes.contains(&Note::OneForAll { line: 2, quantity: "5".into() }));
    assert_eq!(refused(&reading), [(3, "other-currency")]);
}

#[test]
fn a_feed_for_google_merchant_is_read() {
    let feed = "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\n\
        A1\tOak stool\tThree legs\thttps://shop.example/a1\thttps://pictures.example/a1.jpg\tin_stock\t349.00 EUR\n";
    let reading = read_euros(feed);
    assert_eq!((reading.kind, handles(&reading)), (FileKind::Merchant, vec!["a1"]));
    let stool = &reading.drafts[0];
    assert_eq!(
        (stool.title.clone(), variants(stool)),
        (value("Oak stool"), vec![(String::new(), Some(34_900), None)])
    );
    assert_eq!((refused(&reading), codes(&reading)), (vec![], vec!["separator", "not-counted"]));

    let feed = "id,title,link,availability,price,sale_price,item_group_id,color,shipping_weight,condition\n\
        B1,Red chair,https://shop.example/p/chair?v=1,in stock,100 EUR,80 EUR,G,red,4.5 kg,new\n\
        B2,Blue chair,https://shop.example/p/chair?v=2,out of stock,100 EUR,,G,blue,,new\n\
        B3,Table,https://shop.example/p/table,perhaps,200 USD,,,,,new\n";
    let reading = read_euros(feed);
    assert_eq!(handles(&reading), ["chair", "table"]);
    let chair = &reading.drafts[0];
    assert_eq!(variants(chair), [("red".into(), Some(8_000), None), ("blue".into(), Some(10_000), Some(0))]);
    assert_eq!((chair.title.clone(), chair.variants[0].compare_at), (value("Red chair"), euros(10_000)));
    assert_eq!(chair.variants[0].weight.value().unwrap().grams_up(), 4_500);
    assert_eq!(refused(&reading), [(4, "unknown-word"), (4, "other-currency")]);
    assert!(reading.drafts[1].is_doubtful);

    let xml = "<?xml version=\"1.0\"?>\n<rss><channel>\n<item>\n<g:id>A1</g:id><g:title>Oak stool</g:title>\
        <link>https://shop.example/oak</link><g:availability>in_stock</g:availability><g:price>1.234,00 EUR</g:price>\n</item>\n\
        <item><g:id>A2</g:id><g:title>Free</g:title><link>https://shop.example/free</link>\
        <g:availability>in_stock</g:availability><g:price>soon</g:price></item></channel></rss>";
    let reading = read_euros(xml);
    assert_eq!((reading.kind, handles(&reading)), (FileKind::Merchant, vec!["oak", "free"]));
    assert_eq!(variants(&reading.drafts[0])[0].1, Some(123_400));
    assert_eq!(refused(&reading), [(6, "price-not-a-number")]);
}

#[test]
fn a_file_of_open_food_network_is_read() {
    let file = "producer,sku,name,display_name,category,description,units,unit_type,variant_unit_name,price,on_hand,\
        on_demand,shipping_category\nHill Farm,C1,Carrots,,Vegetables,Sweet,500,g,,2.50,-3,,Default\n\
        Hill Farm,C2,Carrots,,Vegetables,,1,kg,,4.50,,1,Default\nDale,,Eggs,Half a dozen,Eggs,,6,,eggs,3,12,,Default\n\
        Hill Farm,,Eggs,,Eggs,,1,,box,9,,,Default\n";
    let reading = read_euros(file);
    assert_eq!(
        (reading.kind, handles(&reading)),
        (FileKind::FoodNetwork, vec!["carrots", "eggs-dale", "eggs-hill-farm"])
    );
    let carrots = &reading.drafts[0];
    assert_eq!(variants(carrots), [("500 g".into(), Some(250), Some(0)), ("1 kg".into(), Some(450), None)]);
    let grams: Vec<u64> = carrots.variants.iter().map(|it| it.weight.value().unwrap().grams_up()).collect();
    assert_eq!((grams, carrots.vendor.clone()), (vec![500, 1_000], value("Hill Farm")));
    assert_eq!(variants(&reading.drafts[1]), [("Half a dozen".into(), Some(300), Some(12))]);
    assert_eq!(reading.refused, []);
    assert!(reading.notes.contains(&Note::NegativeQuantity { line: 2, found: -3 }));
}

#[test]
fn a_table_is_read_as_its_columns_are_explained() {
    let file = "Artikel;Farbe;VK brutto;Bestand;Gewicht (kg);Fotos;Lager-Ort\n\
        Krug;blau;19,90;5;0,8;https://x/1.jpg https://x/2.jpg;A3\nKrug;grün;21,90;0;0,8;;A3\nTeller;;9,00;-1;;;\n";
    let pairs = [
        ("Artikel", "title"),
        ("Farbe", "choice"),
        ("VK brutto", "price"),
        ("Bestand", "quantity"),
        ("Gewicht (kg)", "kilograms"),
        ("Fotos", "picture"),
        ("Lager-Ort", "unread"),
    ];
    let mapping = Mapping(pairs.map(|(name, word)| (name.to_owned(), word.to_owned())).into());
    let opened = ProductFile::open(file.as_bytes().to_vec(), Currency::EUR, Some(&mapping)).unwrap();
    let part = opened.listings(0..opened.len());
    let jug = &part.drafts[0];
    assert_eq!(variants(jug), [("blau".into(), Some(1_990), Some(5)), ("grün".into(), Some(2_190), Some(0))]);
    assert_eq!((jug.options[0].name.as_str(), jug.pictures.len()), ("Farbe", 2));
    assert_eq!(jug.variants[0].weight.value().unwrap().grams_up(), 800);
    assert!(opened.notes().contains(&Note::NotRead { names: vec!["Lager-Ort".into()] }));
    let lost: Vec<_> = part.refused.iter().map(|it| (it.line, it.reason.code())).collect();
    assert_eq!(lost, [(4, "no-option-value")], "with choices, each row makes one");
    assert_eq!(opened.samples(0, 2), ["Krug", "Krug"]);
}

#[test]
fn a_number_is_read_as_its_column_writes_them() {
    let file = "sep=;\r\nHandle;Title;Variant Price;Variant Inventory Qty\r\nkaesebrett;Käsebrett groß;19,99;5\r\n\
        loeffel;Löffel;8.50;5\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(file);
    let reading = read(&bytes, Currency::EUR).unwrap();
    assert_eq!(reading.drafts[0].title, value("Käsebrett groß"));
    assert_eq!(variants(&reading.drafts[0])[0].1, Some(1_999));
    assert_eq!((variants(&reading.drafts[1])[0].1, reading.drafts[1].line), (Some(850), 4));

    let thousands = "Handle;Title;Variant Price\na;A;1.234\nb;B;12,50\n";
    assert_eq!(variants(&read_euros(thousands).drafts[0])[0].1, Some(123_400), "the column writes commas");
    let alone = "Handle;Title;Variant Price\na;A;1.234\n";
    assert_eq!(refused(&read_euros(alone)), [(2, "two-ways")]);
    let rupees =
        read("Handle,Title,Variant Price\na,A,\"₹1,00,000\"\nb,B,१२.५०\n".as_bytes(), Currency::INR).unwrap();
    assert_eq!(
        (variants(&rupees.drafts[0])[0].1, variants(&rupees.drafts[1])[0].1),
        (Some(10_000_000), Some(1_250))
    );
}

#[test]
fn a_bare_product_row_is_none_of_its_variants() {
    let reading =
        read_yuan("Handle,Title,Option1 Name,Option1 Value,Variant Price\ncup,Cup,Size,,\ncup,,,S,5\n");
    assert_eq!(
        (refused(&reading), variants(&reading.drafts[0])),
        (vec![], vec![("S".into(), Some(500), None)])
    );
    let reading = read_yuan("Handle,Title,Option1 Name,Option1 Value,Variant Price\ncup,Cup,Size,,\n");
    assert_eq!((refused(&reading), reading.drafts.len()), (vec![(2, "listing-refused")], 0));
}
