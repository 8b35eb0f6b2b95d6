//! Pictures and other files in the data folder, named by what is in them.
//!
//! **Promises.** A name never means two different contents; a file is on disk before its name is handed out;
//! storing the same content twice keeps it once.

mod incoming;
mod keep;
mod own;

use std::{
    io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

pub use ::pictures as picture;
pub use incoming::{Incoming, Whole};
pub use keep::KeptPicture;
pub use own::{keep_to_ourselves, own_copy, own_folder, probe};

/// The folder of files of one market.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    pub fn open(root: &Path) -> io::Result<Self> {
        own_folder(root)?;
        Ok(Self { root: root.to_owned() })
    }

    /// The name of a content: 32 hexadecimal digits of its SHA-256.
    pub fn name_of(content: &[u8]) -> String {
        Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Keep a content under `name` + `suffix` (such as `-640.webp`). Runs on the calling thread.
    pub fn put(&self, name: &str, suffix: &str, content: &[u8]) -> io::Result<()> {
        let path = self.path(name, suffix).ok_or(io::ErrorKind::InvalidInput)?;
        if path.exists() {
            return Ok(());
        }
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let mut partial = tempfile::NamedTempFile::new_in(folder)?;
        io::Write::write_all(&mut partial, content)?;
        partial.as_file().sync_all()?;
        partial.persist(&path).map_err(|error| error.error)?;
        Ok(())
    }

    pub fn get(&self, name: &str, suffix: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.path(name, suffix).ok_or(io::ErrorKind::NotFound)?)
    }

    /// Where a file is. None for a name that was never ours: it would lead out of the folder.
    pub fn path(&self, name: &str, suffix: &str) -> Option<PathBuf> {
        let is_ours = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_plain = suffix.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        let shelf = name.get(..2)?;
        (is_ours && is_plain).then(|| self.root.join(shelf).join(format!("{name}{suffix}")))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_comes_back_and_no_name_leaves_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let name = Files::name_of(b"bowl");
        files.put(&name, "-640.webp", b"bowl").unwrap();
        files.put(&name, "-640.webp", b"bowl").unwrap();
        assert_eq!(files.get(&name, "-640.webp").unwrap(), b"bowl");
        assert!(files.path("../../etc/passwd", "").is_none());
        assert!(files.path(&name, "/../../x").is_none());
    }
}
