//! How a model comes: with its listing, and a poster if there is one, in one form; straight to the disk as it comes.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
};
use goods::catalog::ListingId;
use kernel::{Actor, hours};
use people::visit::Visit;
use platform::{
    db::Tx,
    files::{
        Whole,
        picture::{Cut, Side},
    },
    web::{Fields, Limit, Problem, Refusal},
};

use super::problems::refusal;
use crate::{
    Commons,
    hall::{self, Exhibit, KeepError, ShowError, numbers},
};

/// Bytes of a form: the largest model that an operator may allow, and its poster.
pub const MOST_BYTES: usize = (64 + 26) << 20;
/// As photos of listings are.
const POSTER: Cut = Cut { wide: 4, high: 5, side: Side::Middle };

/// What came.
pub struct Sent {
    pub form: Fields,
    model: Option<Whole>,
    poster: Option<Bytes>,
}

/// Take a form as it comes. Of a model that is too large the rest is read and thrown away, so that the form is kept.
pub async fn receive(market: &Commons, request: Request) -> Result<Sent, Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        return Ok(Sent { form: Fields::from_request(request, market).await?, model: None, poster: None });
    }
    let limits = numbers::limits(&market.rules());
    let mut parts = Multipart::from_request(request, market).await?;
    let mut sent = Sent { form: Fields::default(), model: None, poster: None };
    while let Some(mut part) = parts.next_field().await.map_err(Problem::of_multipart)? {
        match part.name().unwrap_or_default() {
            "model" => {
                let mut coming = market.files.receive()?;
                while let Some(piece) = part.chunk().await.map_err(Problem::of_multipart)? {
                    if coming.size_bytes() + piece.len() as u64 > limits.bytes {
                        let why = models::ModelRefusal::TooManyBytes { max: limits.bytes };
                        sent.form.refuse("model", refusal(&why));
                    } else {
                        coming.write(&piece).await?;
                    }
                }
                if coming.size_bytes() > 0 {
                    sent.model = Some(coming.whole().await?);
                }
            }
            "poster" => {
                let poster = part.bytes().await.map_err(Problem::of_multipart)?;
                sent.poster = Some(poster).filter(|poster| !poster.is_empty());
            }
            "listing" => {
                let listing = part.text().await.map_err(Problem::of_multipart)?;
                sent.form.set("listing", listing);
            }
            _ => {}
        }
    }
    Ok(sent)
}

/// Keep what came and put it into the hall. What is wrong with it is left in its form.
pub async fn put(
    market: &Commons,
    visit: &Visit,
    by: Actor,
    sent: Sent,
) -> Result<Result<Exhibit, Fields>, Problem> {
    let Sent { mut form, model, poster } = sent;
    let shop = by.shop()?;
    let rules = market.rules();
    let listing: Option<ListingId> = form.parsed("listing", |text| text.parse().ok());
    let Some(model) = model else {
        form.refuse("model", Refusal::new("refused-empty"));
        return Ok(Err(form));
    };
    let Some(listing) = listing.filter(|_| form.is_good()) else { return Ok(Err(form)) };
    if listing.shop() != shop {
        form.refuse("listing", Refusal::new("refused-not-a-choice"));
        return Ok(Err(form));
    }
    let limit = Limit { name: "hall-uploads", times: rules.count(numbers::UPLOADS), per: hours(1) };
    market.limits.take(limit, shop.to_string())?;
    let poster = match poster {
        Some(poster) => match market.files.keep_picture(poster, Some(POSTER)).await? {
            Ok(kept) => Some(kept.file),
            Err(_) => {
                form.refuse("poster", Refusal::new("refused-photo"));
                None
            }
        },
        None => None,
    };
    let model = match hall::keep(market.files.clone(), numbers::limits(&rules), model).await {
        Ok(model) => model,
        Err(KeepError::NotTaken(why)) => {
            form.refuse("model", refusal(&why));
            return Ok(Err(form));
        }
        Err(KeepError::File(error)) => return Err(error.into()),
    };
    if !form.is_good() {
        return Ok(Err(form));
    }
    let now = visit.now;
    let act = async move |tx: &mut Tx| {
        hall::show(tx, &by, now, &rules, listing, model.clone(), poster.clone()).await
    };
    match market.db.write(act).await {
        Ok(exhibit) => Ok(Ok(exhibit)),
        Err(ShowError::NoSuchListing) => {
            form.refuse("listing", Refusal::new("refused-not-a-choice"));
            Ok(Err(form))
        }
        Err(error) => Err(error.into()),
    }
}
