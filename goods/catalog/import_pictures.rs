//! The pictures of a listing after a file was read.

use super::{
    listing_input::{MOST_PICTURES, PictureInput},
    product_file::{Cell, PictureDraft},
};

/// The pictures of the file in their order, then those that the seller has put there by hand, and how many of the file
/// found no place beside them. One whose content the shop has already keeps it.
pub(super) fn pictures(
    drafts: &[PictureDraft],
    known: &[PictureInput],
    origin: &str,
) -> (Vec<PictureInput>, usize) {
    if drafts.is_empty() {
        return (known.to_vec(), 0);
    }
    let mut ordered: Vec<&PictureDraft> = drafts.iter().collect();
    ordered.sort_by_key(|picture| picture.position.value().unwrap_or(u32::MAX));
    let find = |draft: &PictureDraft| {
        let own = own_file(&draft.url, origin);
        known.iter().position(|old| old.source == draft.url || own.is_some_and(|file| file == old.file))
    };
    let named: Vec<usize> = ordered.iter().filter_map(|draft| find(draft)).collect();
    let by_hand = |(at, old): &(usize, &PictureInput)| old.source.is_empty() && !named.contains(at);
    let by_hand: Vec<PictureInput> =
        known.iter().enumerate().filter(by_hand).map(|it| it.1.clone()).collect();
    let room = MOST_PICTURES.saturating_sub(by_hand.len());
    let picture = |draft: &&PictureDraft| match find(draft) {
        Some(at) => PictureInput { alt: alt(draft, &known[at].alt), ..known[at].clone() },
        None => PictureInput {
            file: String::new(),
            source: draft.url.clone(),
            alt: alt(draft, ""),
            width: 0,
            height: 0,
        },
    };
    let left_out = ordered.len().saturating_sub(room);
    let pictures = ordered.iter().take(room).map(picture).chain(by_hand).collect();
    (pictures, left_out)
}

fn alt(draft: &PictureDraft, old: &str) -> String {
    match &draft.alt {
        Cell::Value(alt) => alt.clone(),
        Cell::Empty => String::new(),
        Cell::Missing => old.to_owned(),
    }
}

/// The address of a picture that the seller has put there by hand, for the way out and back.
pub(super) fn own_address(file: &str, origin: &str) -> String {
    format!("{origin}/media/{file}-1280.webp")
}

/// The file behind such an address.
pub(super) fn own_file<'a>(url: &'a str, origin: &str) -> Option<&'a str> {
    url.strip_prefix(origin)?.strip_prefix("/media/")?.strip_suffix("-1280.webp")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://fair.example";

    fn kept(file: &str, source: &str) -> PictureInput {
        PictureInput { file: file.into(), source: source.into(), alt: "Old".into(), width: 4, height: 5 }
    }

    fn named(url: &str) -> PictureDraft {
        PictureDraft { url: url.into(), ..PictureDraft::default() }
    }

    fn files(list: &[PictureInput]) -> Vec<(&str, &str)> {
        list.iter().map(|it| (it.file.as_str(), it.source.as_str())).collect()
    }

    #[test]
    fn what_the_seller_put_there_by_hand_stays() {
        let known = [kept("a", ""), kept("b", "https://x/b.jpg"), kept("c", "https://x/c.jpg")];
        let (after, left_out) =
            pictures(&[named("https://x/b.jpg"), named("https://x/d.jpg")], &known, ORIGIN);
        assert_eq!(files(&after), [("b", "https://x/b.jpg"), ("", "https://x/d.jpg"), ("a", "")]);
        assert_eq!((after[0].alt.as_str(), left_out), ("Old", 0));
        assert_eq!(files(&pictures(&[], &known, ORIGIN).0), files(&known));
    }

    #[test]
    fn a_picture_of_our_own_comes_back_as_itself() {
        let known = [kept("a", ""), kept("b", "")];
        let drafts = [named(&own_address("b", ORIGIN)), named(&own_address("a", ORIGIN))];
        assert_eq!(files(&pictures(&drafts, &known, ORIGIN).0), [("b", ""), ("a", "")]);
    }

    #[test]
    fn more_than_fit_are_counted() {
        let drafts: Vec<PictureDraft> =
            (0..MOST_PICTURES).map(|at| named(&format!("https://x/{at}"))).collect();
        let (after, left_out) = pictures(&drafts, &[kept("a", "")], ORIGIN);
        assert_eq!((after.len(), left_out), (MOST_PICTURES, 1));
    }
}
