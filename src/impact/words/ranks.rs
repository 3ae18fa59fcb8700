//! Ranks that change.

use super::phrases::who;
use crate::diagnostic::Language;
use crate::impact::page::Block;
use crate::impact::ranks::Move;
use crate::impact::report::ImpactReport;
use crate::report::{number, phrase, pick};

pub(super) fn write(out: &mut Vec<Block>, report: &ImpactReport, language: Language) {
    let ranks = &report.ranks;
    let (up, down, same, beyond) = (ranks.up, ranks.down, ranks.same, ranks.beyond);
    if up == 0 && down == 0 && beyond == 0 {
        return;
    }
    out.push(Block::Heading(pick(language, "名次", "Ranks").to_owned()));
    out.push(Block::Line(phrase!(
        language,
        "上升 {up} 家，下降 {down} 家，不变 {same} 家（按公布得分排，同分同名次；得分未定的不排）",
        "{up} up, {down} down, {same} the same (by published total; equal totals share a rank; ranges have none)"
    )));
    if beyond > 0 {
        out.push(Block::Line(phrase!(
            language,
            "另有 {beyond} 家未计入：新旧得分的不同组合太多，已不再逐一记下；名次变动最大的可能在其中",
            "{beyond} more are not counted: more different pairs of totals occurred than are kept, and the largest moves may be among them"
        )));
    }
    if !ranks.largest.is_empty() {
        let heads = match language {
            Language::Chinese => ["申报单位", "旧名次", "新名次", "旧得分", "新得分"],
            Language::English => ["Applicant", "Old rank", "New rank", "Old total", "New total"],
        };
        let rows = ranks.largest.iter().map(|one| row(one, language));
        out.push(Block::Table(heads.map(str::to_owned).to_vec(), rows.collect()));
    }
}

fn row(one: &Move, language: Language) -> Vec<String> {
    let (first, more) = (who(&one.first, language), one.more);
    let first = if more == 0 {
        first
    } else {
        phrase!(language, "{first}，同样的另有 {more} 家", "{first} and {more} like it")
    };
    vec![first, one.old.to_string(), one.new.to_string(), number(&one.old_total), number(&one.new_total)]
}
