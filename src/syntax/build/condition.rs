//! Conditions, preferences and ceilings, and the clauses that cite.

use super::Builder;
use super::form::Place;
use super::parts::{Parts, Reader};
use crate::document::{ConditionClause, ConditionClauseKind, ConditionItem, ConditionKind, Text};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::scanner::Statement;

/// Which of the clauses that hold texts.
#[derive(Clone, Copy)]
pub(crate) enum Meta {
    /// `依据`
    Basis,
    /// `证明`
    Evidence,
    /// `核验`
    Verification,
    /// `说明`
    Note,
}

impl Reader<'_> {
    /// `依据 "…"、"…"` and the like.
    pub(crate) fn meta(&mut self, mut parts: Parts<'_>) -> Option<(Meta, Vec<Text>)> {
        let word = Parts::of(parts.take(Rule::meta_word)?);
        let meta = if word.has(Rule::basis) {
            Meta::Basis
        } else if word.has(Rule::evidence) {
            Meta::Evidence
        } else if word.has(Rule::verification) {
            Meta::Verification
        } else {
            Meta::Note
        };
        Some((meta, self.texts(&parts)))
    }
}

impl Builder<'_> {
    pub(crate) fn condition(&mut self, statement: &Statement, header: &Header) -> Option<ConditionItem> {
        let clauses = self.block(statement, header);
        let clauses = self.each_of(clauses, Self::condition_clause);
        self.no_tail(statement);
        self.read(header, Rule::condition, |reader, mut parts| {
            let word = Parts::of(parts.take(Rule::condition_word)?);
            let veto = parts.take(Rule::veto);
            let kind = if word.has(Rule::preference) {
                ConditionKind::Preference
            } else if word.has(Rule::ceiling) {
                ConditionKind::Ceiling
            } else if veto.is_some() {
                ConditionKind::Veto
            } else {
                ConditionKind::Requirement
            };
            if let Some(veto) = veto.filter(|_| kind != ConditionKind::Veto) {
                let message =
                    crate::diagnostic::say!("「一票否决」只能写在「条件」后面", "`veto` can only follow a `condition`");
                let fault = crate::diagnostic::Diagnostic::error("E0112", reader.span(&veto), message);
                reader.faults.push(fault);
                return None;
            }
            let code = reader.code(&parts.take(Rule::code)?);
            let title = reader.text(&parts.take(Rule::text)?);
            Some(ConditionItem { kind, code, title, clauses, span: header.whole() })
        })
    }

    fn condition_clause(&mut self, statement: &Statement) -> Option<ConditionClause> {
        let header = self.header(&statement.header);
        let rule = self.form(&header, Place::Condition)?;
        self.no_block(statement);
        let kind = self.read(&header, rule, |reader, mut parts| {
            Some(if rule == Rule::meta {
                let (meta, texts) = reader.meta(parts)?;
                match meta {
                    Meta::Basis => ConditionClauseKind::Basis(texts),
                    Meta::Evidence => ConditionClauseKind::Evidence(texts),
                    Meta::Verification => ConditionClauseKind::Verification(texts),
                    Meta::Note => ConditionClauseKind::Note(texts),
                }
            } else if rule == Rule::require {
                ConditionClauseKind::Require(reader.next(&mut parts, Rule::expression)?)
            } else {
                ConditionClauseKind::Concerns(reader.filter(&mut parts)??)
            })
        })?;
        Some(ConditionClause { kind, span: header.whole() })
    }
}
