//! Rule files that parse, and rule files that do not, with the words that are said of them.

use std::path::{Path, PathBuf};

use chengxin::diagnostic::{Language, render_plain};
use chengxin::source::{Source, Sources};
use chengxin::syntax;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
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

/// A document as text without its spans.
fn shape(document: &chengxin::document::Document) -> String {
    let debug = format!("{document:?}");
    let mut out = String::new();
    for (at, part) in debug.split("Span {").enumerate() {
        let kept = if at == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) };
        out.push_str(kept);
    }
    out
}

fn round_trip(name: &str, text: &str) {
    let (document, faults) = syntax::parse(&Source::new(name, text), 0);
    assert!(faults.is_empty(), "{faults:#?}");
    for language in [Language::Chinese, Language::English] {
        let printed = syntax::print(&document, language);
        let source = Source::new(name, printed.as_str());
        let (again, faults) = syntax::parse(&source, 0);
        let mut sources = Sources::default();
        sources.add(source);
        assert!(faults.is_empty(), "{}\n{printed}", render_plain(&faults, &sources, Language::Chinese));
        assert_eq!(printed, syntax::print(&again, language), "{name}");
        assert_eq!(shape(&document), shape(&again), "{name}\n{printed}");
    }
}

#[test]
fn good_files_round_trip() {
    for folder in ["tests/syntax/good", "rules/beijing-2023", "rules/beijing-2023/tracks"] {
        for path in files(folder) {
            round_trip(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap());
        }
    }
}
