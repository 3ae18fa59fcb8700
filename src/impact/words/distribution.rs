//! The distribution of totals before and after, with bars.

use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::impact::distribution::{Distribution, Summary};
use crate::impact::page::Block;
use crate::impact::report::ImpactReport;
use crate::report::{number, pick};
use crate::value::Number;

/// The longest bar, in columns.
const BAR: u64 = 20;
/// Places of the mean.
const MEAN: u32 = 4;

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    if report.compared == 0 {
        return;
    }
    out.push(Block::Heading(pick(language, "公布得分的分布", "Distribution of published totals").to_owned()));
    out.push(summary(report, language));
    out.push(bins(&report.before, &report.after, language));
}

/// What is said of a summary in one row, in both languages.
type Row = (&'static str, &'static str, fn(&Summary) -> String);

fn summary(report: &ImpactReport, language: Language) -> Block {
    let heads = match language {
        Language::Chinese => ["", "旧", "新"],
        Language::English => ["", "Old", "New"],
    };
    let (before, after) = (&report.before, &report.after);
    let row = |zh, en, old: String, new: String| vec![pick(language, zh, en).to_owned(), old, new];
    let mut rows = vec![
        row("得分确定", "known", before.count.to_string(), after.count.to_string()),
        row("得分未定", "ranges", report.ranges_before.to_string(), report.ranges_after.to_string()),
    ];
    let numbers: [Row; 6] = [
        ("平均", "mean", |summary| summary.mean.fixed(MEAN)),
        ("最低", "least", |summary| number(&summary.least)),
        ("下四分位", "lower quartile", |summary| number(&summary.lower_quartile)),
        ("中位", "median", |summary| number(&summary.median)),
        ("上四分位", "upper quartile", |summary| number(&summary.upper_quartile)),
        ("最高", "most", |summary| number(&summary.most)),
    ];
    let of = |side: &Distribution, say: fn(&Summary) -> String| side.summary.as_ref().map(say).unwrap_or_default();
    rows.extend(numbers.map(|(zh, en, say)| row(zh, en, of(before, say), of(after, say))));
    Block::Table(heads.map(str::to_owned).to_vec(), rows)
}

fn bins(before: &Distribution, after: &Distribution, language: Language) -> Block {
    let mut counts: BTreeMap<(&Number, &Number), (u64, u64)> = BTreeMap::new();
    for bin in &before.bins {
        counts.entry((&bin.from, &bin.to)).or_default().0 = bin.count;
    }
    for bin in &after.bins {
        counts.entry((&bin.from, &bin.to)).or_default().1 = bin.count;
    }
    let most = counts.values().map(|(old, new)| *old.max(new)).max().unwrap_or(0);
    let rows = counts.iter().map(|((from, to), (old, new))| {
        vec![format!("[{from}, {to})"), old.to_string(), bar(*old, most), new.to_string(), bar(*new, most)]
    });
    let heads = match language {
        Language::Chinese => ["得分", "旧", "", "新", ""],
        Language::English => ["Total", "Old", "", "New", ""],
    };
    Block::Table(heads.map(str::to_owned).to_vec(), rows.collect())
}

/// In proportion to the largest count, at least one column where there is any.
fn bar(count: u64, most: u64) -> String {
    let length = count.saturating_mul(BAR).checked_div(most).unwrap_or(0).max(u64::from(count > 0));
    "█".repeat(usize::try_from(length).unwrap_or(0))
}
