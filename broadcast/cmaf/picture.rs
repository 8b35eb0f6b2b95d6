//! How large a picture is, out of its sequence parameter set (ITU-T H.264, section 7.3.2.1.1).

/// Bits from the most significant on; behind the end there are none.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// A set has some twenty bytes; one with all its lists has some hundreds.
const LONGEST: usize = 1_024;
/// A side longer than this is no picture of a camera, and some decoder would give up.
const LONGEST_SIDE: u32 = 4_096;

/// Width and height in pixels, if they are a picture's.
pub fn size(sps: &[u8]) -> Option<(u16, u16)> {
    let plain = without_emulation(sps.get(1..LONGEST.min(sps.len()))?);
    let mut bits = Bits { bytes: &plain, at: 0 };
    let profile = bits.number(8)?;
    bits.number(16)?;
    bits.golomb()?;
    let chroma = if has_chroma(profile) { chroma(&mut bits)? } else { 1 };
    bits.golomb()?;
    order_of_pictures(&mut bits)?;
    bits.golomb()?;
    bits.number(1)?;
    let width = bits.golomb()?.checked_add(1)?.checked_mul(16)?;
    let units = bits.golomb()?.checked_add(1)?.checked_mul(16)?;
    let is_frames = bits.number(1)?;
    if is_frames == 0 {
        bits.number(1)?;
    }
    bits.number(1)?;
    let fields = 2 - is_frames;
    let height = units.checked_mul(fields)?;
    let (mut across, mut down) = (0, 0);
    if bits.number(1)? == 1 {
        // In units of the coarser of the planes.
        let (wide, high) = match chroma {
            1 => (2, 2),
            2 => (2, 1),
            _ => (1, 1),
        };
        across = bits.golomb()?.checked_add(bits.golomb()?)?.checked_mul(wide)?;
        down = bits.golomb()?.checked_add(bits.golomb()?)?.checked_mul(high * fields)?;
    }
    let is_side = |side: &u32| (16..=LONGEST_SIDE).contains(side);
    let width = width.checked_sub(across).filter(is_side)?;
    let height = height.checked_sub(down).filter(is_side)?;
    Some((u16::try_from(width).ok()?, u16::try_from(height).ok()?))
}

fn has_chroma(profile: u32) -> bool {
    [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135].contains(&profile)
}

fn chroma(bits: &mut Bits<'_>) -> Option<u32> {
    let chroma = bits.golomb()?;
    if chroma == 3 {
        bits.number(1)?;
    }
    bits.golomb()?;
    bits.golomb()?;
    bits.number(1)?;
    if bits.number(1)? == 1 {
        let lists = if chroma == 3 { 12 } else { 8 };
        for list in 0..lists {
            if bits.number(1)? == 1 {
                scaling_list(bits, if list < 6 { 16 } else { 64 })?;
            }
        }
    }
    Some(chroma)
}

fn scaling_list(bits: &mut Bits<'_>, size: u32) -> Option<()> {
    let (mut last, mut next) = (8, 8);
    for _ in 0..size {
        if next != 0 {
            next = (last + bits.signed_golomb()?).rem_euclid(256);
        }
        if next != 0 {
            last = next;
        }
    }
    Some(())
}

fn order_of_pictures(bits: &mut Bits<'_>) -> Option<()> {
    match bits.golomb()? {
        0 => {
            bits.golomb()?;
        }
        1 => {
            bits.number(1)?;
            bits.golomb()?;
            bits.golomb()?;
            for _ in 0..bits.golomb()?.min(255) {
                bits.golomb()?;
            }
        }
        _ => {}
    }
    Some(())
}

/// A three behind two zeros keeps a set from looking like a start code.
fn without_emulation(bytes: &[u8]) -> Vec<u8> {
    let (mut plain, mut zeros) = (Vec::with_capacity(bytes.len()), 0);
    for &byte in bytes {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        plain.push(byte);
    }
    plain
}

impl Bits<'_> {
    fn number(&mut self, count: usize) -> Option<u32> {
        let mut number = 0;
        for _ in 0..count {
            let byte = *self.bytes.get(self.at / 8)?;
            number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(number)
    }

    /// Section 9.1: as many zeros as digits follow the first one.
    fn golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while self.number(1)? == 0 {
            zeros += 1;
        }
        (zeros < 32).then_some(())?;
        let rest = self.number(zeros)?;
        Some(((1u64 << zeros) - 1 + u64::from(rest)).try_into().unwrap_or(u32::MAX))
    }

    fn signed_golomb(&mut self) -> Option<i64> {
        let number = i64::from(self.golomb()?);
        Some(if number % 2 == 1 { number / 2 + 1 } else { -(number / 2) })
    }
}

#[cfg(test)]
mod tests {
    use super::size;
    use kernel::Chance;

    #[test]
    fn pictures_of_encoders_have_their_sizes() {
        let sets: [(&str, (u16, u16)); 4] = [
            ("6742c00dda05067e7c0440000003004000000f03c50aa8", (320, 180)),
            ("6742c01eda0280bfe5c044000003000400000300f03c58ba80", (640, 360)),
            ("67640028acd940780227e5c044000003000400000300f03c60c658", (1920, 1080)),
            ("67f4001f919b280a00b76022000003000200000300781e30632c", (1280, 720)),
        ];
        for (text, wanted) in sets {
            let sps: Vec<u8> = (0..text.len() / 2)
                .map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).unwrap())
                .collect();
            assert_eq!(size(&sps), Some(wanted));
            for length in 0..sps.len() {
                let _ = size(&sps[..length]);
            }
        }
    }

    #[test]
    fn garbage_is_no_picture_or_one_of_a_sane_size() {
        let chance = Chance::seeded(8);
        for _ in 0..20_000 {
            let mut sps = chance.bytes::<40>();
            sps[1] = [66, 77, 100, 244][usize::from(sps[1] % 4)];
            if let Some((width, height)) = size(&sps) {
                assert!(width.max(height) <= 4_096 && width.min(height) >= 16);
            }
        }
    }
}
