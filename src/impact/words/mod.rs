//! The report in words: headings, lines and tables.

mod counts;
mod distribution;
mod movers;
mod phrases;
mod ranks;
mod rules;
mod verdicts;

use super::page::{self, Block};
use super::report::ImpactReport;
use crate::diagnostic::Language;
use crate::report::pick;

pub(crate) use phrases::{shift as shift_short, shift_fixed, total};

impl ImpactReport {
    /// The report as text with aligned columns.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        page::text(&blocks(self, language))
    }

    /// The report as Markdown; text of records is escaped.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        page::markdown(&blocks(self, language))
    }
}

fn blocks(report: &ImpactReport, language: Language) -> Vec<Block> {
    let mut out = vec![Block::Heading(pick(language, "对申报单位的影响", "Applicants").to_owned())];
    counts::write(&mut out, report, language);
    verdicts::write(&mut out, report, language);
    movers::write(&mut out, report, language);
    rules::write(&mut out, report, language);
    ranks::write(&mut out, report, language);
    distribution::write(&mut out, report, language);
    out
}
