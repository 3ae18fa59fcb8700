//! How many records there were, from when the rules are in force, and how many totals moved.

use crate::diagnostic::Language;
use crate::impact::page::Block;
use crate::impact::period::{Period, Succession};
use crate::impact::report::ImpactReport;
use crate::report::{phrase, pick};
use crate::value::Date;

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    let mut said = in_force(report, language);
    said.extend(between(&report.succession, language));
    said.push(records(report, language));
    said.extend(strangers(report, language));
    said.push(moved(report, language));
    out.extend(said.into_iter().map(Block::Item));
}

/// Which rules are in force on the as-of date, where these are not the new ones.
fn in_force(report: &ImpactReport, language: Language) -> Vec<String> {
    let (as_of, new) = (report.as_of, &report.succession.new);
    let mut said = Vec::new();
    if let Some(from) = new.from.filter(|from| as_of < *from) {
        said.push(if report.too_early {
            phrase!(
                language,
                "新规则自 {from} 起有效：基准日 {as_of} 仍按旧规则，任何申报单位的结果都不变",
                "the new rules are in force from {from}: on {as_of} the old rules apply, and nobody's result changes"
            )
        } else {
            phrase!(
                language,
                "新规则自 {from} 起有效，基准日 {as_of} 尚未生效：以下是假如已经生效的结果",
                "the new rules are in force from {from}, after {as_of}: what follows is as if they were in force already"
            )
        });
    }
    let ended = |period: &Period| period.to.filter(|to| *to < as_of);
    if let Some(to) = ended(new) {
        said.push(phrase!(
            language,
            "新规则有效至 {to}，基准日 {as_of} 已不在有效期内，仍照算",
            "the new rules were in force until {to}, before {as_of}; compared all the same"
        ));
    }
    if let Some(to) = ended(&report.succession.old) {
        said.push(phrase!(
            language,
            "旧规则有效至 {to}；比较的是假如旧规则继续有效",
            "the old rules were in force until {to}; compared as if they had continued"
        ));
    }
    said
}

/// Days on which neither rules are in force, or both.
fn between(succession: &Succession, language: Language) -> Vec<String> {
    let gap = succession.gap().map(|gap| {
        let days = days(gap, language);
        phrase!(language, "空档：{days} 新旧规则都无效", "gap: {days}, neither rules are in force")
    });
    let overlap = succession.overlap().map(|both| {
        let days = days(both, language);
        phrase!(
            language,
            "重叠：{days} 新旧规则都有效，按新规则",
            "overlap: {days}, both rules are in force, and the new ones apply"
        )
    });
    gap.into_iter().chain(overlap).collect()
}

fn days(period: Period, language: Language) -> String {
    let shown = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let (from, to) = (shown(period.from), shown(period.to));
    if from == to { from } else { phrase!(language, "{from} 至 {to}", "{from} to {to}") }
}

fn records(report: &ImpactReport, language: Language) -> String {
    let (read, compared, refused) = (report.read, report.compared, report.refused);
    let all = refused.all();
    let (old, new, both, unreadable) = (refused.old, refused.new, refused.both, refused.unreadable);
    let said = phrase!(language, "记录 {read} 条，比较了 {compared} 条", "records: {read} read, {compared} compared");
    if all == 0 {
        return said;
    }
    phrase!(
        language,
        "{said}；未能比较 {all} 条：不符合旧规则 {old}，不符合新规则 {new}，新旧都不符合 {both}，读不了 {unreadable}",
        "{said}; {all} refused: by the old rules {old}, by the new {new}, by both {both}, unreadable {unreadable}"
    )
}

fn strangers(report: &ImpactReport, language: Language) -> Vec<String> {
    let old = report.unknown_to_old.iter().map(|(fact, count)| {
        phrase!(
            language,
            "旧规则没有“{fact}”：{count} 条记录里有，按旧规则计分时不读",
            "the old rules know no \"{fact}\": left aside under them in {count} records"
        )
    });
    let new = report.unknown_to_new.iter().map(|(fact, count)| {
        phrase!(
            language,
            "新规则没有“{fact}”：{count} 条记录里有，按新规则计分时不读",
            "the new rules know no \"{fact}\": left aside under them in {count} records"
        )
    });
    old.chain(new).collect()
}

fn moved(report: &ImpactReport, language: Language) -> String {
    let (totals, changed) = (report.totals, report.changed);
    let (up, down, same, both) = (totals.up, totals.down, totals.same, totals.both);
    let flipped = report.verdicts.iter().filter(|cell| cell.old != cell.new);
    let flipped = flipped.fold(0_u64, |sum, cell| sum.saturating_add(cell.count));
    let either = if both == 0 {
        String::new()
    } else {
        phrase!(language, "，一端升一端降 {both} 家", ", {both} up at one end and down at the other")
    };
    if changed == 0 {
        return pick(language, "没有任何变化", "nothing changed").to_owned();
    }
    phrase!(
        language,
        "公布得分提高 {up} 家，降低 {down} 家{either}，不变 {same} 家；结论改变 {flipped} 家；任何一处有变化的 {changed} 家",
        "published totals: {up} rose, {down} fell{either}, {same} stayed; verdicts changed: {flipped}; anything changed: {changed}"
    )
}
