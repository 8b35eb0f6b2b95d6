//! What stands in the data folder is for whoever runs the market and for nobody else on the machine.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use rustix::{fs::Mode, process::umask};

/// Let nobody else read what this process makes from now on: folders 0700, files 0600, whatever it was started with.
pub fn keep_to_ourselves() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Make a folder, and close it and the files that stand in it to others, should they have been made open.
///
/// What is deeper is out of reach behind the folder.
pub fn own_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    close(folder, 0o700);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file {
            close(&entry.path(), 0o600);
        }
    }
    Ok(())
}

/// Copy a file into a folder of ours.
pub fn own_copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    close(to, 0o600);
    Ok(())
}

/// Whether there is room in a folder: some octets are written and gone again.
pub fn probe(folder: &Path, octets: &[u8]) -> io::Result<()> {
    tempfile::NamedTempFile::new_in(folder)?.write_all(octets)
}

/// Whoever may not change it is not its owner, and knows better: a container's mount, say.
fn close(path: &Path, mode: u32) {
    let is_open = fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0);
    if is_open && let Err(error) = fs::set_permissions(path, fs::Permissions::from_mode(mode)) {
        tracing::warn!(%error, path = %path.display(), "others on this machine may read this");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_open_is_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (data, mode) = (folder.path().join("data"), |path: &Path| {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        });
        fs::create_dir(&data).unwrap();
        fs::write(data.join("a"), "a").unwrap();
        for (path, open) in [(data.clone(), 0o755), (data.join("a"), 0o644)] {
            fs::set_permissions(path, fs::Permissions::from_mode(open)).unwrap();
        }
        own_copy(&data.join("a"), &data.join("b")).unwrap();
        assert_eq!(mode(&data.join("b")), 0o600);
        own_folder(&data).unwrap();
        assert_eq!((mode(&data), mode(&data.join("a"))), (0o700, 0o600));
    }
}
