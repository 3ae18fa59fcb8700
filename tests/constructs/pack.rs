//! The pack of a construct: its rules in a scheme of one sheet `s`, with a slot where there are tracks.

use std::collections::BTreeMap;

use chengxin::{Error, RuleSet};

/// Loads the rules of a construct, with more of `scheme.toml` and the rule files of its tracks.
pub(crate) fn pack(
    [name, points, more, version]: [&str; 4],
    rules: &str,
    tracks: &BTreeMap<String, String>,
) -> Result<RuleSet, Error> {
    let slot = if tracks.is_empty() {
        ""
    } else {
        "[slot]\ntitle = \"加分表\"\nweight = \"3\"\npoints = \"10\"\ndirectory = \"tracks\"\n"
    };
    let weight = if tracks.is_empty() { "1" } else { "7" };
    // Tables of the construct come last, keys of the scheme itself first.
    let (keys, tables) = more.split_at(more.find('[').unwrap_or(more.len()));
    let pass_mark = if keys.contains("pass_mark") { "" } else { "pass_mark = \"6\"\n" };
    let sheets = if tables.contains("[[sheets]]") {
        String::new()
    } else {
        format!("[[sheets]]\nkey = \"s\"\nweight = \"{weight}\"\npoints = \"{points}\"\n")
    };
    let scheme = format!(
        "id = \"construct\"\ntitle = \"{name}\"\nversion = \"{version}\"\nlanguage = 1\nfiles = [\"rules.rules\"]\n{pass_mark}{keys}{sheets}{slot}{tables}"
    );
    let tracks = tracks.iter().map(|(key, text)| (format!("tracks/{key}.rules"), text.clone()));
    let own = [("scheme.toml".to_owned(), scheme), ("rules.rules".to_owned(), rules.to_owned())];
    RuleSet::from_sources(own.into_iter().chain(tracks))
}
