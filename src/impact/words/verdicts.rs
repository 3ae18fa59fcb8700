//! Verdicts before and after, and those that flip with what made them.

use std::collections::BTreeSet;

use super::phrases::{causes, more, shift_fixed, total, who};
use crate::breakdown::Verdict;
use crate::diagnostic::Language;
use crate::impact::page::Block;
use crate::impact::report::{ImpactReport, Listed, VerdictCount};
use crate::report::{phrase, pick};

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    if report.compared == 0 {
        return;
    }
    out.push(Block::Heading(pick(language, "结论", "Verdicts").to_owned()));
    out.push(matrix(report, language));
    for cell in report.verdicts.iter().filter(|cell| cell.old != cell.new) {
        flips(out, cell, language);
    }
}

/// The old verdicts down, the new ones across.
fn matrix(report: &ImpactReport, language: Language) -> Block {
    let cells = || report.verdicts.iter();
    let known: BTreeSet<Verdict> = cells().flat_map(|cell| [cell.old, cell.new]).collect();
    let mut heads = vec![pick(language, "旧 ＼ 新", "old \\ new").to_owned()];
    heads.extend(known.iter().map(|verdict| verdict.name(language).to_owned()));
    let rows = known.iter().map(|old| {
        let count = |new: &Verdict| {
            let found = cells().find(|cell| cell.old == *old && cell.new == *new);
            found.map_or_else(|| "·".to_owned(), |cell| cell.count.to_string())
        };
        std::iter::once(old.name(language).to_owned()).chain(known.iter().map(count)).collect()
    });
    Block::Table(heads, rows.collect())
}

fn flips(out: &mut Vec<Block>, cell: &VerdictCount, language: Language) {
    let (old, new, count) = (cell.old.name(language), cell.new.name(language), cell.count);
    out.push(Block::Heading(phrase!(language, "{old} → {new}：{count} 家", "{old} → {new}: {count}")));
    out.extend(cell.first.iter().map(|listed| Block::Item(flip(listed, language))));
    out.extend(more(cell.first.len(), count, language).map(Block::Item));
}

fn flip(listed: &Listed, language: Language) -> String {
    let change = &listed.change;
    let who = who(&listed.who(), language);
    let (old, new) = (total(&change.old.total, change.old.places), total(&change.new.total, change.new.places));
    let shift = shift_fixed(&change.shift(), change.new.places);
    let causes = causes(change, language);
    phrase!(language, "{who}：{old} → {new}（{shift}）；{causes}", "{who}: {old} → {new} ({shift}); {causes}")
}
