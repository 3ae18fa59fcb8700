//! What the schema of the scores says of how they came about.

use std::collections::HashMap;

use crate::ruleset::{Options, RuleSet};

/// Which engine, which rules, and for which day.
pub(super) fn of(rules: &RuleSet, options: &Options) -> HashMap<String, String> {
    let scheme = &rules.plan().scheme;
    let mode = serde_json::to_value(options.mode).ok();
    let mode = mode.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
    let said = [
        ("engine", concat!("chengxin ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("scheme.id", scheme.id.clone()),
        ("scheme.title", scheme.title.clone()),
        ("scheme.version", scheme.version.clone()),
        ("scheme.official", scheme.official.to_string()),
        ("scheme.disclaimer", scheme.disclaimer.clone()),
        ("as_of", options.as_of.to_string()),
        ("mode", mode.to_owned()),
    ];
    let digests = rules.digests().iter().map(|file| (format!("SHA-256 {}", file.file), file.digest.clone()));
    let said = said.into_iter().map(|(key, value)| (key.to_owned(), value)).chain(digests);
    said.map(|(key, value)| (format!("chengxin.{key}"), value)).collect()
}
