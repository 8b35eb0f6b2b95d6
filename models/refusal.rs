//! Why a model is not taken.

/// Why a model is not taken. Each says what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelRefusal {
    #[error("the file is no glTF 2.0 binary")]
    NotBinary,
    #[error("the file is of glTF {version}")]
    Version { version: u32 },
    #[error("the file is not as long as it says")]
    Cut,
    #[error("what the file says of itself cannot be read")]
    Unreadable,
    #[error("the file is larger than {max} bytes")]
    TooManyBytes { max: u64 },
    #[error("the model refers to files beside it")]
    External,
    #[error("the model is packed by {name}")]
    Packed { name: String },
    #[error("the model needs {name}")]
    Extension { name: String },
    #[error("the model has {has} triangles")]
    TooManyTriangles { has: u64, max: u64 },
    #[error("the model is in more than {max} pieces")]
    TooManyPieces { max: usize },
    #[error("the parts of the model hang together in a circle")]
    NotATree,
    #[error("the model is posed by bones")]
    Bones,
    #[error("the model has points or lines")]
    NotTriangles,
    #[error("the model has more than {max} textures")]
    TooManyTextures { max: usize },
    #[error("the textures have more than {max} pixels")]
    TooManyPixels { max: u64 },
    #[error("a texture is no JPEG, PNG or WebP")]
    Texture,
    #[error("the model counts on more than the file holds")]
    OutOfRange,
    #[error("a corner of the model is nowhere")]
    NotANumber,
    #[error("there is nothing to see in the model")]
    Empty,
    #[error("the model is larger than {max} metres")]
    TooLarge { max: u32 },
}
