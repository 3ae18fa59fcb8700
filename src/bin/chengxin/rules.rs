//! Loading the rules that a command needs, and the track it names.

use std::path::Path;

use chengxin::{Date, Language, Options, RuleSet, Severity};

use crate::arguments::Evaluation;
use crate::failure::{Failure, tell};
use crate::phrase::phrase;

/// The rules, with a word on standard error where they have warnings.
pub(crate) fn load(path: &Path, language: Language) -> Result<RuleSet, Failure> {
    let rules = RuleSet::load(path)?;
    let warnings = rules.warnings().iter().filter(|one| one.severity == Severity::Warning).count();
    if warnings > 0 {
        let path = path.display();
        tell(&phrase!(
            language,
            "规则有 {warnings} 个警告，用 chengxin check {path} 查看",
            "the rules have warnings ({warnings}): see chengxin check {path}"
        ));
    }
    Ok(rules)
}

/// The rules and how to evaluate with them.
pub(crate) fn evaluation(evaluation: &Evaluation, language: Language) -> Result<(RuleSet, Options), Failure> {
    let rules = load(&evaluation.rules, language)?;
    let track = evaluation.track.as_deref().map(|name| track(&rules, name, language)).transpose()?;
    tell_if_outside(&rules, evaluation.as_of, language);
    let options = Options { as_of: evaluation.as_of, mode: evaluation.mode(), track };
    Ok((rules, options))
}

/// A word on standard error where the scheme is not meant for this date.
fn tell_if_outside(rules: &RuleSet, as_of: Date, language: Language) {
    let (from, to) = rules.effective();
    if from.is_none_or(|from| from <= as_of) && to.is_none_or(|to| as_of <= to) {
        return;
    }
    let shown = |date: Option<Date>| date.map_or_else(|| "…".to_owned(), |date| date.to_string());
    let (from, to) = (shown(from), shown(to));
    tell(&phrase!(
        language,
        "注意：基准日 {as_of} 不在这套规则的有效期内（{from} 至 {to}），仍照算",
        "note: the as-of date {as_of} lies outside the period of these rules ({from} to {to}); scored all the same"
    ));
}

/// The key of a track that is named by its key or its Chinese name.
pub(crate) fn track(rules: &RuleSet, name: &str, language: Language) -> Result<String, Failure> {
    if let Some((key, _)) = rules.tracks().find(|(key, chinese)| *key == name || *chinese == name) {
        return Ok(key.to_owned());
    }
    let known: Vec<String> = rules.tracks().map(|(key, chinese)| format!("{chinese} ({key})")).collect();
    let known = known.join(match language {
        Language::Chinese => "、",
        Language::English => ", ",
    });
    Err(Failure::Usage(phrase!(
        language,
        "没有“{name}”这套行业（区域）指标；有：{known}",
        "there is no track \"{name}\"; there are: {known}"
    )))
}
