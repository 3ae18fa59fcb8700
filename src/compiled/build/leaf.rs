//! Indicators: leaves by their methods, the others as sums of their children.

use super::Builder;
use super::amount::Amount;
use super::score::Points;
use crate::compiled::program::{Cells, LeafOutput, Op, Scored};
use crate::plan::{Floor, Method, Node, Sheet};
use crate::value::Number;

impl<'p> Builder<'p> {
    /// The score of an indicator, where whole numbers hold it: then what is absent counts nothing.
    pub(super) fn node(&mut self, node: &'p Node) -> Option<Amount> {
        let amount = match &node.method {
            Method::Children(children) => self.parent(node, children),
            Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
                self.leaf(node)
            }
        };
        if let Some(amount) = amount {
            let told = self.told(amount);
            self.scores.insert(node.code.clone(), told?);
        }
        amount
    }

    /// A score as other rules see it: what is absent or not submitted is what it counts.
    fn told(&mut self, amount: Amount) -> Option<Amount> {
        let Some(cells) = amount.cells else { return Some(amount) };
        Some(Amount { cells: Some(self.cells(Op::Nulled(cells))?), ..amount })
    }

    fn leaf(&mut self, node: &'p Node) -> Option<Amount> {
        self.counts.clear();
        let points = self.scored(node);
        let mut counted = std::mem::take(&mut self.counts);
        let rows = points.as_ref().and_then(|(_, rows)| *rows);
        let mut amount = None;
        let score = points.and_then(|(points, _)| match points {
            Points::Fraction(fraction) => {
                let plain = self.plain(fraction)?;
                let cells = self.result(plain.over.cells?)?;
                let under = self.column(plain.under);
                let under = self.result(under)?;
                Some(Scored { cells, under: Some(under), unit: 1 })
            }
            other => {
                let scored = self.as_amount(other)?;
                let scored = self.finer(scored);
                let cells = self.column(scored);
                let cells = self.result(cells)?;
                let scored = Amount { cells: Some(cells), ..scored };
                amount = Some(scored);
                Some(Scored { cells, under: None, unit: scored.unit })
            }
        });
        if score.is_none() {
            counted.clear();
        }
        self.program.leaves.push(LeafOutput { code: node.code.clone(), score, rows, counted });
        amount
    }

    fn scored(&mut self, node: &'p Node) -> Option<(Points, Option<crate::compiled::program::Rows>)> {
        let points = self.method(&node.method, &node.clauses, &node.points)?;
        let points = self.said(points, &node.clauses)?;
        let rows = if let Points::Rows(rows, _) = &points { Some(*rows) } else { None };
        let points = self.finished(node, points)?;
        Some((self.concluded(node, points)?, rows))
    }

    /// The sum of the children. Where something that is left out changes the denominator, the tree walk decides.
    fn parent(&mut self, node: &'p Node, children: &'p [Node]) -> Option<Amount> {
        let amounts: Vec<Option<Amount>> = children.iter().map(|child| self.node(child)).collect();
        let amounts: Option<Vec<Amount>> = amounts.into_iter().collect();
        let mut terms = Vec::new();
        for (child, amount) in children.iter().zip(amounts?) {
            let factor = match &child.weight {
                None => Amount::whole(1),
                Some(weight) => Amount::known(&weight.times(&node.points).over(&child.points)?)?,
            };
            terms.push((amount, factor));
        }
        let whole = match &node.clauses.rescale {
            Some(_) => self.leaves_of(node)?,
            None => Vec::new(),
        };
        let sum = self.weighted(terms, whole)?;
        let Points::Amount(amount) = self.finished(node, Points::Amount(sum))? else { return None };
        Some(amount)
    }

    /// The columns of the leaves below that may be left out of the denominator.
    fn leaves_of(&self, node: &Node) -> Option<Vec<Cells>> {
        let mut found = Vec::new();
        for leaf in node.tree().into_iter().filter(|leaf| !matches!(leaf.method, Method::Children(_))) {
            let output = self.program.leaves.iter().find(|output| output.code == leaf.code)?;
            found.push(output.score?.cells);
        }
        Some(found)
    }

    fn weighted(&mut self, terms: Vec<(Amount, Amount)>, whole: Vec<Cells>) -> Option<Amount> {
        let mut unit = 1_i64;
        for (amount, factor) in &terms {
            let product = i128::from(amount.unit).checked_mul(factor.unit.into())?;
            unit = i64::try_from(num_integer::lcm(i128::from(unit), product)).ok()?;
        }
        let (mut low, mut high) = (0_i64, 0_i64);
        let mut columns = Vec::new();
        for (amount, factor) in terms {
            let times = unit.checked_div(amount.unit.checked_mul(factor.unit)?)?.checked_mul(factor.low)?;
            let ends = [amount.low.min(0).checked_mul(times)?, amount.high.max(0).checked_mul(times)?];
            low = low.checked_add(ends.iter().copied().min()?)?;
            high = high.checked_add(ends.iter().copied().max()?)?;
            columns.push((self.column(amount), times));
        }
        super::amount::fits(low.into())?;
        super::amount::fits(high.into())?;
        Some(Amount::column(self.cells(Op::Summed { terms: columns, whole })?, unit, (low, high)))
    }

    /// The exact total: sheets by their shares, what is added or deducted directly, held within nought and the whole.
    pub(super) fn sum_total(
        &mut self,
        sheets: &[&'p Sheet],
        roots: &[Option<Amount>],
        adjustments: &[Option<Amount>],
    ) -> Option<Amount> {
        let mut terms = Vec::new();
        for (sheet, root) in sheets.iter().zip(roots) {
            terms.push(((*root)?, Amount::known(&sheet.share)?));
        }
        for adjustment in adjustments {
            terms.push(((*adjustment)?, Amount::whole(1)));
        }
        let sum = self.weighted(terms, Vec::new())?;
        let nought = Number::zero();
        let whole = sheets.iter().fold(Number::zero(), |sum, sheet| sum.plus(&sheet.root.points.times(&sheet.share)));
        let own = || self.plan.sheets.iter().map(|sheet| &sheet.root.clauses);
        let low = (!own().any(|clauses| clauses.floor == Floor::None)).then_some(&nought);
        let high = (!own().any(|clauses| clauses.no_cap)).then_some(&whole);
        self.held(sum, low, high)
    }
}
