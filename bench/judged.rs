//! How well finding answers: the judged queries of `goods/search/judged`, asked of the demo market as its readers ask.

use std::{collections::HashMap, path::Path};

use goods::search::{Filter, PageStart, Query, Sort};
use kernel::{Chance, Clock, Limit};
use server::wiring;
use tokio::runtime::Runtime;

use crate::{Figure, market};

pub fn run(runtime: &Runtime) -> Vec<Figure> {
    let folder = tempfile::tempdir_in(".").unwrap();
    let config = market::config(folder.path());
    let open = async {
        server::demo::build(config.clone(), Path::new("demo"), 1).await.unwrap().db.close();
        wiring::open(config, Clock::system(), Chance::from_entropy()).await.unwrap()
    };
    let market = runtime.block_on(open);
    let mut figures = Vec::new();
    for language in ["zh", "en", "ja", "hi", "id"] {
        let file = std::fs::read_to_string(format!("goods/search/judged/{language}.txt")).unwrap();
        let (mut queries, mut ndcg, mut recall, mut nothing) = (0_u32, 0.0, 0.0, 0_u32);
        for line in file.lines() {
            let (words, grades) = read(line);
            let query = Query {
                words: words.to_owned(),
                filter: Filter::default(),
                sort: Sort::Fitting,
                place: PageStart::Start,
                limit: Limit::new(50),
                near: None,
            };
            let found = runtime.block_on(market.index.find(&market, &query)).unwrap().hits;
            let grade = |name: &str| grades.get(name.trim_start_matches("/shops/")).copied();
            let found: Vec<Option<u32>> = found.iter().map(|card| grade(&card.url())).collect();
            let mut best: Vec<u32> = grades.values().copied().collect();
            best.sort_unstable_by(|a, b| b.cmp(a));
            ndcg += gain(found.iter().map(|grade| grade.unwrap_or(0))) / gain(best.into_iter());
            recall += found.iter().flatten().count() as f64 / grades.len() as f64;
            nothing += u32::from(found.is_empty());
            queries += 1;
        }
        let per_mille = |sum: f64| 1_000.0 * sum / f64::from(queries);
        let note = format!("{queries} queries, recall@50 {:.0}, {nothing} find nothing", per_mille(recall));
        figures.push(
            Figure::new(format!("judged, {language}: nDCG@10"), per_mille(ndcg), Some(1_000.0), "‰")
                .note(note),
        );
    }
    figures
}

/// What was typed, and the grade of each listing that deserves one.
fn read(line: &str) -> (&str, HashMap<&str, u32>) {
    let mut fields = line.split('\t').skip(1);
    let (words, grades) = (fields.next().unwrap(), fields.next().unwrap());
    let graded = grades.split(' ').filter_map(|one| one.split_once(':'));
    (words, graded.map(|(grade, name)| (name, grade.parse().unwrap())).collect())
}

/// Discounted gain of grades in an order, at ten places.
fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    let discounted =
        |(place, grade): (u32, u32)| f64::from(2_u32.pow(grade) - 1) / f64::from(place + 1).log2();
    (1..=10).zip(grades).map(discounted).sum()
}
