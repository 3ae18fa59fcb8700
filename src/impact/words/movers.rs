//! Those who gain most, and those who lose most.

use super::phrases::{indicators, more, shift_fixed, total, who};
use crate::diagnostic::Language;
use crate::impact::page::Block;
use crate::impact::report::{ImpactReport, Listed};
use crate::report::{phrase, pick};

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    let (up, down) = (report.totals.up, report.totals.down);
    listing(out, &report.gains, up, &phrase!(language, "得分提高：{up} 家", "Totals that rose: {up}"), language);
    listing(out, &report.losses, down, &phrase!(language, "得分降低：{down} 家", "Totals that fell: {down}"), language);
}

fn listing(out: &mut Vec<Block>, listed: &[Listed], all: u64, heading: &str, language: Language) {
    if all == 0 {
        return;
    }
    out.push(Block::Heading(heading.to_owned()));
    if !listed.is_empty() {
        let heads = match language {
            Language::Chinese => ["申报单位", "旧", "新", "差", "变化的指标（折合总分）"],
            Language::English => ["Applicant", "Old", "New", "Difference", "Indicators, in points of the total"],
        };
        let rows = listed.iter().map(|one| row(one, language));
        out.push(Block::Table(heads.map(str::to_owned).to_vec(), rows.collect()));
    }
    out.extend(more(listed.len(), all, language).map(Block::Line));
}

fn row(listed: &Listed, language: Language) -> Vec<String> {
    let change = &listed.change;
    let mut said = indicators(change, language);
    if said.is_empty() {
        said = pick(language, "（总分的取整）", "(rounding of the total)").to_owned();
    }
    vec![
        who(&listed.who(), language),
        total(&change.old.total, change.old.places),
        total(&change.new.total, change.new.places),
        shift_fixed(&change.shift(), change.new.places),
        said,
    ]
}
