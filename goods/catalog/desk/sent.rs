//! What a form of photos brings: the files that are good are kept, and put in the order of the form.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartRejection},
    http::header::CONTENT_TYPE,
};
use kernel::hours;
use people::{market::Market, visit::Visit};
use platform::{
    db::Tx,
    files::{KeptPicture, picture::PictureError},
    web::{Fields, Limit, Problem},
};

use crate::catalog::{self, ListingId, ListingInput, MOST_PICTURES, PictureInput, SaveError};

/// Bytes of all files of one form.
pub(crate) const MOST_BYTES: usize = 60 << 20;
const UPLOADS: Limit = Limit { name: "photos", times: 120, per: hours(1) };
const MOST_ALT: usize = 300;

/// What stands in the list for a photo that comes with the form.
const NEW: &str = "new";

#[derive(Default)]
pub(super) struct Sent {
    /// What the form says beside its photos.
    words: Vec<(String, String)>,
    /// Whether `photos` says all that stays, so that what is missing was taken away.
    is_arranged: bool,
    photos: Vec<String>,
    alts: Vec<String>,
    act: String,
    files: Vec<(String, Bytes)>,
}

pub(super) async fn read(mut parts: Multipart) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(Problem::of_multipart)? {
        match part.name().unwrap_or_default() {
            "arranged" => {
                let said = part.text().await.map_err(Problem::of_multipart)?;
                sent.is_arranged = Fields::filled([("arranged", said)]).flag("arranged");
            }
            "photo" => sent.photos.push(part.text().await.map_err(Problem::of_multipart)?),
            "alt" => sent
                .alts
                .push(part.text().await.map_err(Problem::of_multipart)?.chars().take(MOST_ALT).collect()),
            "act" => sent.act = part.text().await.map_err(Problem::of_multipart)?,
            "photos" => {
                // A part without a file's name is no file.
                let Some(name) = part.file_name().map(str::to_owned) else {
                    return Err(Fields::default().refused("photos", "refused-not-a-list"));
                };
                let content = part.bytes().await.map_err(Problem::of_multipart)?;
                if !content.is_empty() {
                    sent.files.push((name, content));
                }
            }
            name => {
                let name = name.to_owned();
                sent.words.push((name, part.text().await.map_err(Problem::of_multipart)?));
            }
        }
    }
    Ok(sent)
}

/// The editor's one form: the words of a listing with its photos, or the words alone.
pub(super) struct Edited {
    pub form: Fields,
    pub sent: Option<Sent>,
}

impl<S: Send + Sync> FromRequest<S> for Edited {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Ok(Self { form: Fields::from_request(request, state).await?, sent: None });
        }
        let parts = form_of(Multipart::from_request(request, state).await)?;
        let mut sent = read(parts).await?;
        Ok(Self { form: Fields::filled(std::mem::take(&mut sent.words)), sent: Some(sent) })
    }
}

/// The parts of a form, once it is known that whoever sent them may.
pub(crate) fn form_of(parts: Result<Multipart, MultipartRejection>) -> Result<Multipart, Problem> {
    parts.map_err(Problem::from)
}

/// Make an upload into a picture and keep it in every width.
async fn keep(market: &Market, upload: Bytes) -> Result<Result<PictureInput, PictureError>, Problem> {
    let kept = market.files.keep_picture(upload, None).await?;
    Ok(kept.map(|KeptPicture { file, width, height }| PictureInput {
        file,
        source: String::new(),
        alt: String::new(),
        width,
        height,
    }))
}

/// The name of a photo in the form: its file, or its address while only that is known.
pub(crate) fn key(picture: &PictureInput) -> &str {
    if picture.file.is_empty() { &picture.source } else { &picture.file }
}

/// The photos in the order of the form. A photo that was refused leaves its place empty; one that the form does not
/// place comes last.
pub(super) fn arrange(
    kept: &[PictureInput],
    sent: &Sent,
    fresh: Vec<Option<PictureInput>>,
) -> Vec<PictureInput> {
    let mut fresh = fresh.into_iter();
    let mut list: Vec<PictureInput> = Vec::new();
    let mut push = |picture: PictureInput| {
        if !list.iter().any(|have| key(have) == key(&picture)) {
            list.push(picture);
        }
    };
    if !sent.is_arranged {
        kept.iter().cloned().for_each(&mut push);
    }
    for (at, name) in sent.photos.iter().enumerate() {
        let found = match name.as_str() {
            NEW => fresh.next().flatten(),
            name => kept.iter().find(|picture| key(picture) == name).cloned(),
        };
        let alt = sent.alts.get(at);
        if let Some(picture) = found {
            push(PictureInput { alt: alt.cloned().unwrap_or_else(|| picture.alt.clone()), ..picture });
        }
    }
    fresh.flatten().for_each(&mut push);
    step(&mut list, &sent.act);
    list.truncate(MOST_PICTURES);
    list
}

/// One press of a button beside a photo: `earlier:name`, `later:name` or `remove:name`.
fn step(list: &mut Vec<PictureInput>, act: &str) {
    let Some((act, name)) = act.split_once(':') else { return };
    let Some(at) = list.iter().position(|picture| key(picture) == name) else { return };
    match act {
        "earlier" if at > 0 => list.swap(at, at - 1),
        "later" if at + 1 < list.len() => list.swap(at, at + 1),
        "remove" => drop(list.remove(at)),
        _ => {}
    }
}

/// The files that were refused, each with its reason.
pub(super) type Wrong = Vec<(String, &'static str)>;

/// Keep the good files of a form, beside so many photos that are kept already.
pub(super) async fn keep_all(
    market: &Market,
    visit: &Visit,
    sent: &Sent,
    kept: usize,
) -> Result<(Vec<Option<PictureInput>>, Wrong), Problem> {
    let (mut fresh, mut wrong) = (Vec::new(), Vec::new());
    if !sent.files.is_empty() {
        market.limits.take(UPLOADS, visit.account_id()?.to_string())?;
    }
    for (name, upload) in &sent.files {
        let is_full = kept + fresh.iter().flatten().count() >= MOST_PICTURES;
        let made = if is_full { None } else { Some(keep(market, upload.clone()).await?) };
        fresh.push(match made {
            Some(Ok(picture)) => Some(picture),
            Some(Err(error)) => {
                wrong.push((name.clone(), error.code()));
                None
            }
            None => {
                wrong.push((name.clone(), "too-many"));
                None
            }
        });
    }
    Ok((fresh, wrong))
}

/// Put the photos of a listing in the order of a form.
pub(super) async fn place(
    market: &Market,
    visit: &Visit,
    id: ListingId,
    sent: Sent,
    fresh: Vec<Option<PictureInput>>,
) -> Result<(), SaveError> {
    let now = visit.now;
    let act = async move |tx: &mut Tx| {
        let mut input: ListingInput = catalog::load(tx, id).await?.ok_or(SaveError::NoSuchListing)?;
        input.pictures = arrange(&input.pictures, &sent, fresh.clone());
        for variant in &mut input.variants {
            variant.available = None;
        }
        catalog::update(tx, now, id, input).await
    };
    market.db.write(act).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(file: &str) -> PictureInput {
        PictureInput { file: file.into(), source: String::new(), alt: String::new(), width: 4, height: 5 }
    }

    fn names(list: &[PictureInput]) -> Vec<&str> {
        list.iter().map(key).collect()
    }

    #[test]
    fn photos_stand_as_the_form_orders_them_and_a_refused_one_leaves_no_gap() {
        let kept = [photo("a"), photo("b"), photo("c")];
        let sent = Sent {
            is_arranged: true,
            photos: ["c", NEW, NEW, "a"].map(str::to_owned).into(),
            alts: ["Goats", "", "Sun", ""].map(str::to_owned).into(),
            ..Sent::default()
        };
        let list = arrange(&kept, &sent, vec![None, Some(photo("d")), Some(photo("e")), Some(photo("c"))]);
        assert_eq!(names(&list), ["c", "d", "a", "e"]);
        assert_eq!((list[0].alt.as_str(), list[1].alt.as_str()), ("Goats", "Sun"));
    }

    #[test]
    fn buttons_move_and_remove_without_scripts() {
        let kept = [photo("a"), photo("b"), photo("c")];
        for (act, expected) in [
            ("earlier:b", vec!["b", "a", "c"]),
            ("earlier:a", vec!["a", "b", "c"]),
            ("later:b", vec!["a", "c", "b"]),
            ("remove:b", vec!["a", "c"]),
            ("remove:x", vec!["a", "b", "c"]),
        ] {
            let sent = Sent { act: act.into(), ..Sent::default() };
            assert_eq!(names(&arrange(&kept, &sent, Vec::new())), expected, "{act}");
        }
    }
}
