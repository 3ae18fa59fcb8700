//! The clauses of an indicator.

use super::Builder;
use super::condition::Meta;
use super::form::Place;
use super::parts::{Parts, Reader};
use crate::document::{Clause, ClauseKind, Expression};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::scanner::Statement;

impl Builder<'_> {
    /// One clause of an indicator, an adjustment or `取最高`.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules; the rest are plain clauses")]
    pub(crate) fn clause(&mut self, statement: &Statement, header: &Header, place: Place) -> Option<Clause> {
        let rule = self.form(header, place)?;
        let kind = match rule {
            Rule::each => self.each(statement, header).map(ClauseKind::Each),
            Rule::best => self.best(statement, header),
            Rule::checklist => self.checklist(statement, header),
            Rule::award | Rule::add_clause | Rule::deduct_clause => self.scored(statement, header, rule),
            Rule::bands_clause | Rule::ratio_clause | Rule::assessed_clause => self.method(statement, header, rule),
            Rule::no_value | Rule::zero_division => self.outcome(statement, header, rule),
            _ => {
                self.no_block(statement);
                self.no_tail(statement);
                self.read(header, rule, |reader, parts| reader.plain_clause(rule, parts))
            }
        };
        let span = self.whole(statement, header);
        Some(Clause { kind: kind?, span })
    }

    /// `得`, `加` and `扣`: a score and perhaps when.
    fn scored(&mut self, statement: &Statement, header: &Header, rule: Rule) -> Option<ClauseKind> {
        let (mut score, own_when) = self.read(header, rule, |reader, mut parts| {
            let score = reader.score(parts.take(Rule::score)?)?;
            Some((score, reader.filter(&mut parts)?))
        })?;
        self.finish(&mut score, statement, header);
        let (default, tail_when) = self.tail(statement);
        score.default = score.default || default;
        let when = own_when.or(tail_when);
        Some(if rule == Rule::award {
            ClauseKind::Award { score, when }
        } else if rule == Rule::add_clause {
            ClauseKind::Add { score, when }
        } else {
            ClauseKind::Deduct { score, when }
        })
    }

    fn method(&mut self, statement: &Statement, header: &Header, rule: Rule) -> Option<ClauseKind> {
        let mut score = self.read(header, rule, |reader, parts| reader.bare_score(parts.first()?.clone()))?;
        self.finish(&mut score, statement, header);
        self.default_tail(&mut score, statement);
        Some(ClauseKind::Method(score))
    }

    fn outcome(&mut self, statement: &Statement, header: &Header, rule: Rule) -> Option<ClauseKind> {
        let mut score = self.read(header, rule, |reader, mut parts| match parts.take(Rule::outcome_state) {
            Some(state) => reader.bare_score(Parts::of(state).first()?.clone()),
            None => reader.score(parts.take(Rule::score)?),
        })?;
        self.finish(&mut score, statement, header);
        self.default_tail(&mut score, statement);
        Some(if rule == Rule::no_value { ClauseKind::NoValue(score) } else { ClauseKind::ZeroDivision(score) })
    }

    fn best(&mut self, statement: &Statement, header: &Header) -> Option<ClauseKind> {
        let methods = self.block(statement, header);
        let methods = self.each_of(methods, |builder, inner| {
            let header = builder.header(&inner.header);
            builder.clause(inner, &header, Place::Best)
        });
        self.no_tail(statement);
        let lowest = self.read(header, Rule::best, |_, parts| Some(parts.has(Rule::lowest_word)))?;
        Some(ClauseKind::Best { lowest, methods })
    }

    fn checklist(&mut self, statement: &Statement, header: &Header) -> Option<ClauseKind> {
        let lines = self.block(statement, header);
        let items = self.each_of(lines, Self::checklist_line).into_iter().flatten().collect();
        self.no_tail(statement);
        self.read(header, Rule::checklist, |reader, mut parts| {
            let missing = parts.has(Rule::each_missing);
            Some(ClauseKind::Checklist { missing, points: reader.next(&mut parts, Rule::sum)?, items })
        })
    }

    fn checklist_line(&mut self, statement: &Statement) -> Option<Vec<Expression>> {
        self.no_block(statement);
        let header = self.header(&statement.header);
        self.read(&header, Rule::checklist_items, |reader, parts| reader.expressions(&parts, Rule::expression))
    }
}

impl Reader<'_> {
    /// A clause without a block.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, plain clauses fourteen")]
    fn plain_clause(&mut self, rule: Rule, mut parts: Parts<'_>) -> Option<ClauseKind> {
        Some(match rule {
            Rule::meta => {
                let (meta, texts) = self.meta(parts)?;
                match meta {
                    Meta::Basis => ClauseKind::Basis(texts),
                    Meta::Evidence => ClauseKind::Evidence(texts),
                    Meta::Verification => ClauseKind::Verification(texts),
                    Meta::Note => ClauseKind::Note(texts),
                }
            }
            Rule::rescale => {
                let minimum = match parts.take(Rule::quantity) {
                    Some(share) => Some(self.quantity(share)?),
                    None => None,
                };
                ClauseKind::Rescale { minimum }
            }
            Rule::not_applicable_when => {
                let full = parts.has(Rule::count_full);
                ClauseKind::NotApplicable { when: self.filter(&mut parts)??, full }
            }
            Rule::unsubmitted_when => ClauseKind::Unsubmitted(self.filter(&mut parts)??),
            Rule::clear => ClauseKind::Clear(self.filter(&mut parts)??),
            Rule::set_to => {
                let points = self.next(&mut parts, Rule::sum)?;
                ClauseKind::SetTo { points, when: self.filter(&mut parts)?? }
            }
            Rule::round => ClauseKind::Round(self.count(&parts.take(Rule::digits)?, 20)?),
            Rule::cap_clause => ClauseKind::Cap(self.next(&mut parts, Rule::sum)?),
            Rule::floor_clause => ClauseKind::Floor(self.next(&mut parts, Rule::sum)?),
            Rule::jump_meant => ClauseKind::JumpMeant(self.text(&parts.take(Rule::text)?)),
            Rule::no_cap => ClauseKind::NoCap,
            Rule::no_floor => ClauseKind::NoFloor,
            Rule::in_order => ClauseKind::InOrder,
            Rule::may_repeat => {
                let codes = parts.all(Rule::code).iter().map(|pair| self.name(pair)).collect();
                ClauseKind::MayRepeat { codes, reason: self.text(&parts.take(Rule::text)?) }
            }
            Rule::start => ClauseKind::Start(self.next(&mut parts, Rule::sum)?),
            Rule::count_clause => ClauseKind::Count(self.steps(parts.take(Rule::steps)?)?),
            _ => return None,
        })
    }
}
