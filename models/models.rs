//! Models as people upload them: looked at, measured, and made lighter. Knows no page.
//!
//! What comes in is one glTF 2.0 binary with all that it shows within it. A model that browsers could not show without a
//! decoder, or not on a phone, is refused with what is to be changed. Everything here is calculation: run it where it does
//! not hold up others.

mod light;
mod open;
mod refusal;
mod shape;
mod simplify;
mod textures;
mod values;

pub use refusal::ModelRefusal;

/// Triangles of the lighter version: two dozen of them are what a phone draws at once.
const MOST_LIGHT: usize = 5_000;
/// Hundredths of the bytes that must be saved, or one file does for both.
const SAVED: usize = 20;

/// How much of a model is taken; the operator says it.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub bytes: u64,
    pub triangles: u64,
}

/// What is known of a model that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    pub size_bytes: i64,
    pub triangles: i64,
    /// Drawn one after the other.
    pub pieces: i64,
    /// To the side, up, and to the front.
    pub size_mm: [i64; 3],
}

/// A model that was taken, and its lighter version.
pub struct Taken {
    pub full: Measured,
    /// None where it would save little: then the model stands for both.
    pub light: Option<(Vec<u8>, Measured)>,
}

/// Look at a model and make it lighter.
pub fn take(file: &[u8], limits: Limits) -> Result<Taken, ModelRefusal> {
    if file.len() as u64 > limits.bytes {
        return Err(ModelRefusal::TooManyBytes { max: limits.bytes });
    }
    let opened = open::open(file)?;
    textures::check(&opened)?;
    let shape = shape::shape(&opened, limits.triangles)?;
    let size_mm = shape.size().map(|metres| (metres * 1000.0).round() as i64);
    let measured = |bytes: usize, triangles: usize, pieces: usize| Measured {
        size_bytes: bytes as i64,
        triangles: triangles as i64,
        pieces: pieces as i64,
        size_mm,
    };
    let full = measured(file.len(), shape.triangles(), shape.pieces);
    let fewer = simplify::simplify(&shape, MOST_LIGHT);
    let light = light::light(&opened, &fewer)?;
    let is_worth_it = fewer.triangles() > 0 && light.len() * 100 <= file.len() * (100 - SAVED);
    let light = is_worth_it.then(|| {
        let of_light = measured(light.len(), fewer.triangles(), fewer.parts.len());
        (light, of_light)
    });
    Ok(Taken { full, light })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LIMITS: Limits = Limits { bytes: 16 << 20, triangles: 150_000 };

    #[test]
    fn the_models_of_the_demo_become_lighter_and_stay_models() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/art/models");
        for name in ["moon-jar", "toy-horse", "origami-crane", "valve-radio"] {
            let file = fs::read(format!("{folder}/{name}.glb")).unwrap();
            let taken = take(&file, LIMITS).unwrap();
            let (light, of_light) = taken.light.unwrap();
            assert!(light.len() < 350_000, "{name}: {} bytes", light.len());
            assert!(of_light.triangles <= 5_000 && of_light.triangles > 300, "{name}: {of_light:?}");
            assert!(of_light.pieces <= taken.full.pieces, "{name}");
            let again = take(&light, LIMITS).unwrap();
            assert_eq!(again.full.triangles, of_light.triangles, "{name}");
            for (was, is) in taken.full.size_mm.iter().zip(again.full.size_mm) {
                // A cube at the edge is as wide as a hundredth of the model.
                assert!(
                    (was - is).abs() * 20 <= taken.full.size_mm.iter().max().unwrap() + 20,
                    "{name}: {was} {is}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let refused = |file: &[u8]| take(file, LIMITS).err().unwrap();
        assert_eq!(refused(b"solid cube"), ModelRefusal::NotBinary);
        assert_eq!(refused(b"glTF\x01\0\0\0\x0c\0\0\0"), ModelRefusal::Version { version: 1 });
        assert_eq!(refused(b"glTF\x02\0\0\0\x63\0\0\0"), ModelRefusal::Cut);
        assert_eq!(
            take(&[0; 9], Limits { bytes: 8, triangles: 1 }).err().unwrap(),
            ModelRefusal::TooManyBytes { max: 8 }
        );
    }
}
