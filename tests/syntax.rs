//! Rule files that parse, and rule files that do not, with the words that are said of them.

use std::path::{Path, PathBuf};

use chengxin::diagnostic::{Language, render_plain};
use chengxin::source::{Source, Sources};
use chengxin::syntax;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "rules")).collect();
    files.sort();
    files
}

#[test]
fn good_files_parse() {
    for path in files("tests/syntax/good") {
        let text = std::fs::read_to_string(&path).unwrap();
        let source = Source::new(path.file_name().unwrap().to_str().unwrap(), text);
        let (_, faults) = syntax::parse(&source, 0);
        let mut sources = Sources::default();
        sources.add(source);
        assert!(faults.is_empty(), "\n{}", render_plain(&faults, &sources, Language::Chinese));
    }
}
