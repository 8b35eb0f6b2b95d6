use super::*;

const TEXTS: [&str; 6] = [
    "Bowl, mended with gold",
    "手雕皮具「太阳神」挎包——第三代传人 🐉",
    "हाथ से बुना हुआ दुपट्टा",
    "شاي أخضر من قرية بعيدة 12.50",
    "תיק עור (גדול)",
    "supercalifragilisticexpialidocious-supercalifragilisticexpialidocious-0123456789",
];

fn paper(lang: &'static str, rows: usize) -> Paper {
    let columns = vec![
        Column::new("商品", 3.0, Side::Start),
        Column::new("Pieces", 1.0, Side::End),
        Column::new("मात्रा", 1.0, Side::End),
    ];
    let row = |at: usize| vec![TEXTS[at % TEXTS.len()].to_owned(), at.to_string(), "¥1,180.00".to_owned()];
    Paper {
        format: Format::A4,
        title: "Invoice".into(),
        lang,
        foot: "集市 · Invoice".into(),
        without_font: "No font has".into(),
        parts: vec![
            Part::Title("账单 Invoice".into()),
            Part::Facts(vec![("订单".into(), "000000010000000000002".into())]),
            Part::Beside(vec![
                ("From".into(), TEXTS.join("\n")),
                ("To".into(), "林晓雨\n浙江省 杭州市".into()),
            ]),
            Part::Table { columns, rows: (0..rows).map(row).collect() },
            Part::Sums(vec![("Goods".into(), "¥1".into()), ("Total".into(), "¥1".into())]),
            Part::Rule,
            Part::Large("Large".into()),
            Part::Heading("Heading".into()),
            Part::Words(TEXTS.join(" ").repeat(4)),
            Part::Small("\u{0}\u{7}\u{FFFF}\u{E000}".into()),
        ],
    }
}

async fn print(paper: Paper) -> Vec<u8> {
    Printer::new(None).print(paper).await.unwrap()
}

fn sheets(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type/Page").count() + text.matches("/Type /Page").count()
        - text.matches("/Type/Pages").count()
        - text.matches("/Type /Pages").count()
}

#[tokio::test]
async fn a_paper_of_many_scripts_is_small_and_always_the_same() {
    let first = print(paper("zh-CN", 12)).await;
    assert!(first.starts_with(b"%PDF-"));
    assert!(first.len() < 300_000, "{} bytes", first.len());
    assert_eq!(print(paper("zh-CN", 12)).await, first);
    assert_ne!(print(paper("ja", 12)).await, first);
}

#[tokio::test]
async fn what_is_long_goes_on_on_the_next_sheet() {
    let (short, long) = (print(paper("en", 3)).await, print(paper("en", 200)).await);
    assert!(sheets(&short) <= 2 && sheets(&long) > 4, "{} {}", sheets(&short), sheets(&long));
    // A cell taller than a sheet ends somewhere.
    let mut tall = paper("en", 1);
    if let Some(Part::Table { rows, .. }) = tall.parts.get_mut(3) {
        rows[0][0] = "tall ".repeat(5_000);
    }
    assert!(sheets(&print(tall).await) > 3);
}

#[test]
fn a_letter_is_looked_for_in_every_font_that_is_installed() {
    let installed = installed::Installed::new(None);
    let mut faces = face::Faces::open(None, "en", installed.clone()).unwrap();
    let script = "\u{182E}\u{1823} \u{0F56}\u{0F7C}\u{0F51}";
    let pieces = faces.pieces(script, face::Weight::Regular);
    for (from, to, face) in
        pieces.iter().filter(|(from, ..)| installed.find(script[*from..].chars().next().unwrap()).is_some())
    {
        assert!(script[*from..*to].chars().filter(|c| *c != ' ').all(|c| face.has(c)), "{from}..{to}");
    }
    faces.missing.clear();
    faces.pieces("A\u{E000}", face::Weight::Bold);
    assert_eq!(faces.missing.iter().copied().collect::<Vec<_>>(), ['\u{E000}']);
}

#[tokio::test]
async fn a_missing_font_names_its_package() {
    let empty = tempfile::tempdir().unwrap();
    let printer = Printer::new(Some(empty.path().to_owned()));
    let error = printer.print(paper("en", 1)).await.unwrap_err().to_string();
    assert!(error.contains("NotoSans-Regular.ttf") && error.contains("fonts-noto-core"), "{error}");
    std::fs::copy(
        "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
        empty.path().join("NotoSans-Regular.ttf"),
    )
    .unwrap();
    std::fs::copy("/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", empty.path().join("NotoSans-Bold.ttf"))
        .unwrap();
    let error = printer.print(paper("en", 1)).await.unwrap_err().to_string();
    assert!(error.contains("NotoSansCJK") && error.contains("fonts-noto-cjk"), "{error}");
}
