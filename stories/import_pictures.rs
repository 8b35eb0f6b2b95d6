//! Pictures that a file names by their addresses come into the shop's own store.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use kernel::{Chance, hours};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{
    harness::{Market, Person, Place, START},
    on_both,
    photos::photo,
};

/// A server of pictures, some of which do not come.
async fn gallery(asked: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let good = || async { ([(header::CONTENT_TYPE, "image/jpeg")], photo()).into_response() };
    let seldom = move || {
        let nth = asked.fetch_add(1, Ordering::SeqCst);
        async move {
            let answer: Response = if nth == 0 {
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            } else {
                photo().into_response()
            };
            answer
        }
    };
    let router = Router::new()
        .route("/good.jpg", get(good))
        .route("/moved.jpg", get(|| async { Redirect::temporary("/good.jpg") }))
        .route(
            "/inside.jpg",
            get(|| async { Redirect::temporary("http://169.254.169.254/latest/meta-data") }),
        )
        .route("/round.jpg", get(|| async { Redirect::temporary("/round.jpg") }))
        .route("/page.jpg", get(|| async { "<html>no picture</html>" }))
        .route("/large.jpg", get(|| async { vec![0_u8; 26 << 20] }))
        .route("/seldom.jpg", get(seldom));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    origin
}

async fn open(place: &Place) -> (Market, Person, String) {
    let origin = gallery(Arc::default()).await;
    let allowed = origin.clone();
    let market =
        Market::open_with(place, START, Chance::seeded(7), |config| config.picture_origins = vec![allowed])
            .await;
    let (ana, _) = market.maker("Ana").await;
    (market, ana, origin)
}

async fn pictures_come(place: Place) {
    let (market, ana, origin) = open(&place).await;
    let file = format!(
        "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Variant Image\n\
         cup,Cup,Size,S,5.00,{origin}/good.jpg,\ncup,,,L,6.00,{origin}/moved.jpg,{origin}/moved.jpg\n\
         jar,Jar,,,7.00,{origin}/missing.jpg,\npot,Pot,,,8.00,{origin}/seldom.jpg,\n\
         pan,Pan,,,8.00,{origin}/page.jpg,\nlid,Lid,,,8.00,{origin}/inside.jpg,\nbox,Box,,,8.00,{origin}/round.jpg,\n\
         bag,Bag,,,8.00,{origin}/large.jpg,\ntop,Top,,,8.00,http://127.0.0.1/private.jpg,\n"
    );
    let preview = ana.upload("/desk/ana/import", &[], &[("file", "file.csv", file.as_bytes())]).await;
    ana.post(&preview.is(200).path, &[]).await.is(200);
    market.work().await;
    let report = ana.get(&preview.path).await;
    report.shows("Pictures of the file").shows("Pictures are being fetched").shows("8 / 9");
    report
        .shows("There is nothing at this address")
        .shows("It is not a picture")
        .shows("This address is not public");
    report.shows("The address leads on and on").shows("It is larger than 25 MB");
    let cup = ana.get("/shops/ana/cup").await;
    cup.is(200).shows("/media/").hides("good.jpg");
    assert_eq!(market.number("SELECT COUNT(*) FROM picture WHERE file <> ''").await, 2);
    assert_eq!(market.number("SELECT COUNT(*) FROM variant WHERE picture <> ''").await, 1);
    assert_eq!(market.number("SELECT COUNT(*) FROM listing WHERE cover <> ''").await, 1);

    // A server that was busy is asked again later.
    market.pass(hours(1)).await;
    let report = ana.get(&preview.path).await;
    report.hides("Pictures are being fetched").shows("3 are here.").shows("6 did not come.");
    assert_eq!(market.number("SELECT COUNT(*) FROM listing WHERE cover <> ''").await, 2);

    // The seller may try again, and programs read the same.
    ana.post(&format!("{}/pictures", preview.path), &[]).await.is(200).shows("Pictures are being fetched");
    market.work().await;
    let run = preview.path.rsplit('/').next().unwrap();
    let path = format!("/api/v1/shops/ana/imports/{run}");
    let told = ana.get(&path).await.json();
    assert_eq!(told["pictures"]["fetched"], 3, "{told}");
    let codes: Vec<&str> = told["pictures"]["failures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes.iter().filter(|code| **code == "out-of-reach").count(), 2, "{codes:?}");
    let again = ana.send("POST", &format!("{path}/pictures"), &json!({})).await;
    assert_eq!(again.is(202).json()["pictures"]["waiting"], 6);
    market.work().await;

    // The same file again fetches nothing that is here.
    let preview = ana.upload("/desk/ana/import", &[], &[("file", "file.csv", file.as_bytes())]).await;
    ana.post(&preview.is(200).path, &[]).await.is(200);
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM picture WHERE file <> ''").await, 3);
    market.pass(hours(1)).await;
    market.check().await;
    market.end().await;
}

on_both!(pictures_come_into_the_shops_own_store, pictures_come);
