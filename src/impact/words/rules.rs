//! Indicators and conditions that changed, each with the applicants whom it concerns.

use super::phrases::{condition_outcome, shift};
use crate::diagnostic::Language;
use crate::impact::page::Block;
use crate::impact::report::{ConditionCount, ImpactReport, IndicatorCount};
use crate::report::pick;

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    if !report.indicators.is_empty() {
        out.push(Block::Heading(
            pick(language, "有变化的指标（折合总分）", "Indicators, in points of the total").to_owned(),
        ));
        let heads = match language {
            Language::Chinese => ["指标", "提高", "降低", "升降不一", "总分不变", "合计", "最小", "最大"],
            Language::English => ["Indicator", "Up", "Down", "Both", "Same", "Sum", "Least", "Most"],
        };
        let rows = report.indicators.iter().map(indicator);
        out.push(Block::Table(heads.map(str::to_owned).to_vec(), rows.collect()));
    }
    if !report.conditions.is_empty() {
        out.push(Block::Heading(pick(language, "有变化的条件", "Conditions").to_owned()));
        let heads = match language {
            Language::Chinese => ["条件", "旧", "新", "家数"],
            Language::English => ["Condition", "Old", "New", "Count"],
        };
        let rows = report.conditions.iter().flat_map(|one| condition(one, language));
        out.push(Block::Table(heads.map(str::to_owned).to_vec(), rows.collect()));
    }
}

fn indicator(counted: &IndicatorCount) -> Vec<String> {
    let moved = counted.moved;
    let mut cells = vec![format!("{} {}", counted.code, counted.title)];
    cells.extend([moved.up, moved.down, moved.both, moved.same].map(|count| count.to_string()));
    cells.extend([&counted.sum, &counted.least, &counted.most].map(shift));
    cells
}

fn condition(counted: &ConditionCount, language: Language) -> Vec<Vec<String>> {
    let rows = counted.changes.iter().map(|change| {
        vec![
            format!("{} {}", counted.code, counted.title),
            condition_outcome(change.old, language).to_owned(),
            condition_outcome(change.new, language).to_owned(),
            change.count.to_string(),
        ]
    });
    rows.collect()
}
