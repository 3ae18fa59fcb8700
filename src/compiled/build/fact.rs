//! Facts and fields as columns: what is held, and in which unit.

use super::amount::{Amount, fits};
use super::formula::Value;
use super::{Builder, Defined};
use crate::compiled::held::{Form, form};
use crate::compiled::program::Domain;
use crate::plan::{FactDeclaration, Kind};

impl<'p> Builder<'p> {
    pub(super) fn fact(&mut self, index: usize) -> Option<Value> {
        let declaration = self.plan.facts.get(index)?;
        self.slot(Domain(0), index, declaration)
    }

    /// A field of the record `depth` levels out, or a definition after the declared fields.
    pub(super) fn field(&mut self, depth: usize, index: usize) -> Option<Value> {
        let at = self.within.len().checked_sub(depth.checked_add(1)?)?;
        let domain = *self.within.get(at)?;
        let (fact, field) = self.place(domain)?;
        let fields = self.plan.extents().fields((fact, field));
        if let Some(declaration) = fields.get(index) {
            return self.slot(domain, index, declaration);
        }
        let which = index.checked_sub(fields.len())?;
        let (_, formula) = self.plan.row_definitions(fact, field).get(which)?;
        let within = self.within.get(..=at)?.to_vec();
        self.defined(Defined::Over(domain, which), &within, formula)
    }

    /// The list whose records the lines are: the fact, and the field of its records.
    pub(super) fn place(&self, domain: Domain) -> Option<(usize, Option<usize>)> {
        let list = self.list(domain)?;
        match self.list(list.parent) {
            None => Some((list.slot, None)),
            Some(outer) if self.list(outer.parent).is_none() => Some((outer.slot, Some(list.slot))),
            Some(_) => None,
        }
    }

    fn slot(&mut self, domain: Domain, index: usize, declaration: &'p FactDeclaration) -> Option<Value> {
        let cells = self.held_column(domain, index);
        Some(match form(declaration) {
            Form::Quantity { unit, low, high } => {
                let (low, high) = (fits(low.into())?, fits(high.into())?);
                Value::Number(Amount::column(cells, unit, (low, high)))
            }
            Form::YesNo => Value::YesNo(cells),
            Form::Day => Value::Day(Amount::column(cells, 1, (0, 4_000_000))),
            Form::Year => Value::Year(Amount::column(cells, 1, (0, 9999))),
            Form::Choice => {
                let Kind::Choice(choices) = &declaration.kind else { return None };
                Value::Choice(Amount::column(cells, 1, (0, i64::try_from(choices.len()).ok()?)))
            }
            Form::Choices => Value::Choices(cells),
            Form::Text => Value::Text(cells),
            Form::List | Form::NotHeld => return None,
        })
    }

    /// 已附证明, of the innermost record.
    pub(super) fn evidence(&mut self) -> Option<Value> {
        let domain = *self.within.last()?;
        let (fact, field) = self.place(domain)?;
        let after = self.plan.extents().fields((fact, field)).len();
        Some(Value::YesNo(self.held_column(domain, after)))
    }
}
