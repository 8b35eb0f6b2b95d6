//! A PNG cut down to its pixels before it is decoded.
//!
//! What else stands in one is packed as small as anybody likes: a colour profile of a few kilobytes may unpack to
//! hundreds of megabytes, and the decoder unpacks it before anything is asked of it. So the profile is unpacked here, up
//! to a limit of its own, and the decoder never sees it.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::error::{MAX_PROFILE_BYTES, PictureError};

const SIGNATURE: usize = 8;
/// Length, kind and checksum of a chunk, around its content.
const AROUND: usize = 12;
/// What makes the pixels, and how they are turned.
const KEPT: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"eXIf"];

/// The file without what is not shown, and its colour profile, unless that is too large to be one.
pub fn split(file: &[u8]) -> Result<(Vec<u8>, Option<Vec<u8>>), PictureError> {
    let (mut kept, mut packed) = (file[..SIGNATURE].to_vec(), None);
    let mut rest = &file[SIGNATURE..];
    while !rest.is_empty() {
        let (chunk, after) = next(rest).ok_or(PictureError::Damaged)?;
        let kind = &chunk[4..8];
        if KEPT.iter().any(|name| *name == kind) {
            kept.extend_from_slice(chunk);
        } else if kind == b"iCCP" && packed.is_none() {
            packed = Some(&chunk[8..chunk.len() - 4]);
        }
        // What stands after the end is nothing.
        rest = if kind == b"IEND" { &[] } else { after };
    }
    Ok((kept, packed.and_then(profile)))
}

/// The first chunk, and what comes after it.
fn next(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = u32::from_be_bytes(*rest.first_chunk::<4>()?);
    rest.split_at_checked(AROUND + usize::try_from(length).ok()?)
}

/// A name, a zero, the way it is packed (there is one), and the packed profile.
fn profile(chunk: &[u8]) -> Option<Vec<u8>> {
    let name = chunk.iter().take(80).position(|octet| *octet == 0)?;
    decompress_to_vec_zlib_with_limit(chunk.get(name + 2..)?, MAX_PROFILE_BYTES).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], kind, content, &[0; 4]].concat()
    }

    fn with_profile(bytes: usize) -> Vec<u8> {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![7; bytes], 1);
        let profile = [b"name\0\0", packed.as_slice()].concat();
        let parts =
            [chunk(b"IHDR", b"x"), chunk(b"iCCP", &profile), chunk(b"zTXt", b"y"), chunk(b"IEND", b"")];
        [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
    }

    #[test]
    fn a_profile_unpacks_to_so_much_and_no_more() {
        let (kept, profile) = split(&with_profile(3_000)).unwrap();
        assert_eq!(profile.unwrap(), vec![7; 3_000]);
        assert!(!kept.windows(4).any(|at| at == b"iCCP" || at == b"zTXt"));
        let (kept, profile) = split(&with_profile(MAX_PROFILE_BYTES + 1)).unwrap();
        assert!(profile.is_none() && kept.ends_with(&chunk(b"IEND", b"")));
        let whole = with_profile(10);
        assert_eq!(split(&whole[..whole.len() - 3]).unwrap_err(), PictureError::Damaged);
    }
}
