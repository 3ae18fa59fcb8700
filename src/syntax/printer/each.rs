//! `每条 …` as text.

use super::Printer;
use crate::document::{Each, EachClause, EachClauseKind, Expression, GroupBy, Keep};
use crate::syntax::keywords::{self as word, Keyword};

impl Printer {
    pub(super) fn each(&mut self, each: &Each) {
        let header = format!("{} {}", self.word(&word::EACH), each.list.text);
        self.block(&header, "", |printer| each.clauses.iter().for_each(|clause| printer.each_clause(clause)));
    }

    fn each_clause(&mut self, clause: &EachClause) {
        match &clause.kind {
            EachClauseKind::Add(score) => self.scored(&word::ADD, score, None),
            EachClauseKind::Deduct(score) => self.scored(&word::DEDUCT, score, None),
            EachClauseKind::Factor { factor, when } => self.scored(&word::TIMES, factor, when.as_ref()),
            EachClauseKind::Validity { from, period } => {
                let (valid, base) = (self.word(&word::VALIDITY), self.word(&word::BASE));
                let prefix = format!("{valid} {base} {} ", self.value(from));
                self.score(&prefix, period, None);
            }
            EachClauseKind::Exclude(_)
            | EachClauseKind::When(_)
            | EachClauseKind::Same { .. }
            | EachClauseKind::FirstAndRest { .. }
            | EachClauseKind::Repeat { .. }
            | EachClauseKind::GroupCap { .. }
            | EachClauseKind::Only { .. }
            | EachClauseKind::Cap(_) => {
                let line = self.each_plain(&clause.kind);
                self.line(&line);
            }
        }
    }

    /// A clause on one line.
    fn each_plain(&self, kind: &EachClauseKind) -> String {
        let word = |keyword: &Keyword| self.word(keyword);
        match kind {
            EachClauseKind::Exclude(condition) => format!("{} {}", word(&word::EXCLUDE), self.expression(condition)),
            EachClauseKind::When(condition) => format!("{} {}", word(&word::WHEN), self.expression(condition)),
            EachClauseKind::Same { keys, keep } => {
                let keys: Vec<String> = keys.iter().map(|key| self.measure(key)).collect();
                let keep = match keep {
                    Keep::Greatest => &word::KEEP_GREATEST,
                    Keep::Once => &word::KEEP_ONCE,
                };
                format!("{} {} {}", word(&word::SAME), keys.join(self.separator()), word(keep))
            }
            EachClauseKind::FirstAndRest { deduct, first, rest } => {
                let change = word(if *deduct { &word::DEDUCT } else { &word::ADD });
                let (first, rest) = (self.value(first), self.value(rest));
                format!("{change} {} {first} {} {rest}", word(&word::FIRST), word(&word::REST))
            }
            EachClauseKind::Repeat { same, date, within, factor } => {
                let (same, date, factor) = (self.measure(same), self.value(date), self.value(factor));
                let within = self.within(&word::WITHIN_PREVIOUS, &self.period(*within));
                let (repeat, same_word) = (word(&word::REPEAT), word(&word::SAME));
                format!(
                    "{repeat} {same_word} {same} {} {date} {within} {} {factor}",
                    word(&word::DATED),
                    word(&word::TIMES)
                )
            }
            EachClauseKind::GroupCap { by, points } => self.group_cap(by, points),
            EachClauseKind::Only { lowest } => {
                word(if *lowest { &word::ONLY_LOWEST } else { &word::ONLY_HIGHEST }).to_owned()
            }
            EachClauseKind::Cap(points) => format!("{} {}", word(&word::CAP), self.value(points)),
            EachClauseKind::Add(_)
            | EachClauseKind::Deduct(_)
            | EachClauseKind::Factor { .. }
            | EachClauseKind::Validity { .. } => String::new(),
        }
    }

    fn group_cap(&self, by: &GroupBy, points: &Expression) -> String {
        let word = |keyword: &Keyword| self.word(keyword);
        let (keyword, key) = match by {
            GroupBy::Year(date) => (&word::EACH_YEAR, date),
            GroupBy::Month(date) => (&word::EACH_MONTH, date),
            GroupBy::Key(key) => (&word::EACH_GROUP, key),
        };
        format!("{}({}) {} {}", word(keyword), self.measure(key), word(&word::CAP), self.value(points))
    }
}
