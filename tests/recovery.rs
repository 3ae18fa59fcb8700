//! Rule files with slips in them: each slip is told, none hides the next, and nothing follows from one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use chengxin::RuleSet;
use chengxin::diagnostic::{Diagnostic, Language, render_plain};
use chengxin::source::{Sources, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Name and text of each file of a pack.
type Pack = Vec<(String, String)>;

fn at(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What is said of a pack.
fn said(pack: &Pack) -> (Vec<Diagnostic>, Sources) {
    let checked = RuleSet::check_sources(pack.clone()).unwrap();
    (checked.diagnostics, checked.sources)
}

#[test]
fn twelve_slips_are_twelve_diagnostics() {
    let files = [
        ("scheme.toml", "shared/scheme.toml"),
        ("facts.rules", "shared/facts.rules"),
        ("case.rules", "many-slips.rules"),
        ("tracks/right.rules", "shared/track.rules"),
    ];
    let pack: Pack =
        files.iter().map(|(name, path)| ((*name).to_owned(), at(&format!("tests/check/{path}")))).collect();
    let (found, sources) = said(&pack);
    assert_eq!(found.len(), 12, "{}", render_plain(&found, &sources, Language::Chinese));
}

/// The shipped pack, as texts.
fn shipped() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/beijing-2023");
    let mut pack = Vec::new();
    for (prefix, folder) in [("", folder.clone()), ("tracks/", folder.join("tracks"))] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name == "scheme.toml" || path.extension().is_some_and(|end| end == "rules") {
                pack.push((format!("{prefix}{name}"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    pack.sort();
    pack
}

/// The words, signs and blanks of a text, each as a range of its bytes.
fn pieces(text: &str) -> Vec<(usize, usize)> {
    let kind = |one: char| (one.is_alphanumeric(), one.is_whitespace());
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    for (at, one) in text.char_indices() {
        let end = at + one.len_utf8();
        match out.last_mut() {
            Some(piece) if last == Some(kind(one)) && one.is_alphanumeric() => piece.1 = end,
            _ => out.push((at, end)),
        }
        last = Some(kind(one));
    }
    out
}

/// What is put in: words and signs of the language, and what people write in their place.
const PUT: &[&str] = &[
    "",
    "",
    "",
    "{",
    "}",
    "（",
    ")",
    "：",
    "；",
    "，",
    "、",
    "\n",
    "\"",
    "“",
    "”",
    "。",
    "《",
    "=<",
    "满分",
    "指标",
    "事实",
    "分档",
    "得",
    "当",
    "且",
    "或",
    "大于等于",
    "和",
    "是",
    "500",
    "5万平方米",
    "万元",
    "7，5",
    "5～10",
    "二十",
    "百分之九十",
    "奖金(上月)",
    "【",
    "】",
    "ＪＺ",
    "\u{202E}",
    "\u{FEFF}",
    "\t",
    "\r\n",
    "# ",
    "其他",
    "每条",
    "不足",
    "以上",
    "\u{0}",
    "'",
    "１",
    "𠀀",
    "-",
];

/// The same cases in every run; `PROPTEST_CASES=5000` tries so many new ones.
fn cases(default: u32) -> ProptestConfig {
    let more = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(2023) };
    ProptestConfig { cases: more.unwrap_or(default), rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// Whether a place begins and ends between characters of its file.
fn valid(span: Span, sources: &Sources) -> bool {
    let Some(source) = sources.get(span.file) else { return false };
    let (start, end) = (usize::try_from(span.start).unwrap(), usize::try_from(span.end).unwrap());
    source.text().get(start..end).is_some()
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_damaged_file_is_read_to_its_end(
        file in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..PUT.len(), 0..3_usize), 1..6),
    ) {
        let mut pack = shipped();
        let at = file.index(pack.len());
        for (place, put, taken) in edits {
            let text = &mut pack[at].1;
            let pieces = pieces(text);
            let first = place.index(pieces.len());
            let last = (first + taken).min(pieces.len() - 1);
            let end = if taken == 0 { pieces[first].0 } else { pieces[last].1 };
            text.replace_range(pieces[first].0..end, PUT[put]);
        }
        let start = Instant::now();
        let (found, sources) = said(&pack);
        prop_assert!(start.elapsed() < Duration::from_secs(20));
        prop_assert!(found.len() < 500, "{}", found.len());
        for diagnostic in &found {
            let places = diagnostic.labels.iter().map(|label| label.span);
            let replaced = diagnostic.helps.iter().filter_map(|help| help.replacement.as_ref().map(|(span, _)| *span));
            for span in places.chain(replaced) {
                prop_assert!(valid(span, &sources), "{diagnostic:?}");
            }
        }
        for language in [Language::Chinese, Language::English] {
            let shown = render_plain(&found, &sources, language);
            let hidden = shown.chars().any(|one| (one.is_control() && one != '\n') || one == char::from_u32(0x202E).unwrap());
            prop_assert!(!hidden, "{}", shown.escape_debug());
        }
    }
}
