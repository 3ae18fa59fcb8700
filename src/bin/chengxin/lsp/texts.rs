//! The texts of a pack: open documents first, files on disk for the rest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use chengxin::scheme::{self, Scheme};
use chengxin::source::Source;

use super::buffer::Buffer;

/// The name of the scheme in a pack.
pub(crate) const SCHEME: &str = "scheme.toml";
/// Where the scheme cannot be read, so many rule files are looked for.
const MOST_FILES: usize = 500;

/// Open documents, each by the address the client gives it.
pub(crate) type Buffers = BTreeMap<String, Buffer>;

/// The texts of a pack, by their names in it.
pub(crate) struct Texts {
    /// The scheme, where it can be read.
    pub(crate) scheme: Option<Scheme>,
    /// Name and text, the scheme first.
    pub(crate) files: Vec<(String, String)>,
}

/// The directory of the pack that a file belongs to: the nearest above it with a scheme.
pub(crate) fn pack_of(path: &Path, buffers: &Buffers) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|directory| exists(&directory.join(SCHEME), buffers)).map(Path::to_owned)
}

/// Reads the texts of a pack: the files that its scheme names, its tracks, and what else is open below it.
pub(crate) fn of_pack(directory: &Path, buffers: &Buffers) -> Texts {
    let text = read(&directory.join(SCHEME), buffers).unwrap_or_default();
    let (scheme, _) = scheme::read(&Source::new(SCHEME, text.clone()), 0);
    let mut names = match &scheme {
        Some(scheme) => named(scheme, directory, buffers),
        None => {
            let mut found = Vec::new();
            below(directory, directory, 0, &mut found);
            found
        }
    };
    names.extend(open_below(directory, buffers));
    let mut files = vec![(SCHEME.to_owned(), text)];
    for name in names {
        if !files.iter().any(|(known, _)| *known == name)
            && let Some(text) = read(&directory.join(&name), buffers)
        {
            files.push((name, text));
        }
    }
    Texts { scheme, files }
}

fn named(scheme: &Scheme, directory: &Path, buffers: &Buffers) -> Vec<String> {
    let mut names: Vec<String> = scheme.files.iter().map(|file| file.value.clone()).collect();
    if let Some(slot) = &scheme.slot {
        let tracks = slot.directory.trim_end_matches('/');
        let mut found: Vec<String> =
            rule_files(&directory.join(tracks)).into_iter().map(|name| format!("{tracks}/{name}")).collect();
        let in_slot = |name: &String| {
            name.strip_prefix(tracks).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| !rest.contains('/'))
        };
        found.extend(open_below(directory, buffers).into_iter().filter(in_slot));
        found.sort();
        names.extend(found);
    }
    names
}

/// Rule files that are open below a pack, saved or not; those of a pack further in are not among them.
fn open_below(directory: &Path, buffers: &Buffers) -> Vec<String> {
    let open = buffers.values().filter_map(|buffer| buffer.path.as_deref());
    let own = open.filter(|path| pack_of(path, buffers).as_deref() == Some(directory));
    own.filter_map(|path| name_in(directory, path)).filter(|name| name.ends_with(".rules")).collect()
}

/// The name of a file in its pack.
pub(crate) fn name_in(directory: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(directory).ok()?;
    let parts = inside.components().map(|part| match part {
        Component::Normal(part) => part.to_str(),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

/// The rule files of a directory, by name.
pub(crate) fn rule_files(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".rules")).collect();
    names.sort();
    names
}

/// Rule files below a directory, two levels down.
fn below(root: &Path, directory: &Path, depth: usize, found: &mut Vec<String>) {
    let names = rule_files(directory).into_iter().map(|name| directory.join(name));
    found.extend(names.filter_map(|path| name_in(root, &path)).take(MOST_FILES.saturating_sub(found.len())));
    if depth >= 2 {
        return;
    }
    let mut inner: Vec<PathBuf> = fs::read_dir(directory).into_iter().flatten().flatten().map(|it| it.path()).collect();
    inner.retain(|path| path.is_dir() && !path.is_symlink() && !path.join(SCHEME).is_file());
    inner.sort();
    for directory in inner {
        below(root, &directory, depth.saturating_add(1), found);
    }
}

fn exists(path: &Path, buffers: &Buffers) -> bool {
    buffers.values().any(|buffer| buffer.path.as_deref() == Some(path)) || path.is_file()
}

fn read(path: &Path, buffers: &Buffers) -> Option<String> {
    let open = buffers.values().find(|buffer| buffer.path.as_deref() == Some(path));
    open.map(|buffer| buffer.text.clone()).or_else(|| fs::read_to_string(path).ok())
}
