//! Rows over a line of numbers: sorted, each begins where the one before ends, and a value shows what does not.

use super::Checker;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::Bands;
use crate::source::Span;
use crate::value::{Bound, Number, Range};

/// A row's range and its place.
pub(super) type Placed = (Range, Span);

impl Checker<'_> {
    /// Rows over a line of numbers: sorted, each must begin where the one before ends.
    pub(super) fn line_covered(
        &mut self,
        rows: &[Placed],
        domain: &Range,
        lattice: Option<&Number>,
        bands: &Bands,
        has_other: bool,
        show: &dyn Fn(&Number) -> String,
    ) {
        for (at, (range, span)) in rows.iter().enumerate() {
            for (other, first) in rows.iter().take(at) {
                let shared = range.intersect(other).intersect(domain);
                let Some(value) = shared.sample(lattice) else { continue };
                let value = show(&value);
                let diagnostic =
                    Diagnostic::error("E0408", *span, say!("{value} 同时落在两档里", "{value} falls into two rows"));
                let diagnostic = diagnostic.and(*first, say!("另一档在这里", "the other row is here"));
                self.report(diagnostic.help(say!(
                    "含本数的只留一档：一档写「以上」，相邻的一档写「不足」；或一档写「以下」，相邻的一档写「超过」",
                    "let one row only include the bound: 以上 and 不足, or 以下 and 超过"
                )));
            }
        }
        if has_other {
            return;
        }
        let mut sorted: Vec<&Range> = rows.iter().map(|(range, _)| range).collect();
        sorted.sort_by(|left, right| compare_low(left, right));
        let mut reached = domain.low.clone().map(|low| Bound { number: low.number, included: !low.included });
        let mut unlimited = false;
        for range in sorted {
            let gap = Range { low: reached.as_ref().map(after), high: range.low.as_ref().map(before) };
            if range.low.is_some() && !unlimited {
                self.gap(&gap.intersect(domain), lattice, bands, show);
            }
            match &range.high {
                None => unlimited = true,
                Some(high) if reached.as_ref().is_none_or(|reached| further(high, reached)) => {
                    reached = Some(high.clone());
                }
                Some(_) => {}
            }
        }
        if !unlimited {
            let gap = Range { low: reached.as_ref().map(after), high: None };
            self.gap(&gap.intersect(domain), lattice, bands, show);
        }
    }

    pub(super) fn gap(
        &mut self,
        gap: &Range,
        lattice: Option<&Number>,
        bands: &Bands,
        show: &dyn Fn(&Number) -> String,
    ) {
        let Some(value) = gap.sample(lattice) else { return };
        let value = show(&value);
        let diagnostic =
            Diagnostic::error("E0402", bands.span, say!("{value} 不属于任何一档", "{value} falls into no row"));
        self.report(diagnostic.help(say!(
            "补上缺的一档，或在最后加一行 其他 : 0 分；相邻两档写成“60以上不足80”“80以上”就不会有空隙",
            "add the missing row, or a last row 其他 : 0 分; neighbouring rows written 60以上不足80 and 80以上 leave no gap"
        )));
    }
}

pub(super) fn compare_low(left: &Range, right: &Range) -> std::cmp::Ordering {
    match (&left.low, &right.low) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some(a), Some(b)) => a.number.cmp(&b.number).then(b.included.cmp(&a.included)),
    }
}

/// Where the next row must begin after a row that ends here.
pub(super) fn after(bound: &Bound) -> Bound {
    Bound { number: bound.number.clone(), included: !bound.included }
}

/// Where the row before must end before a row that begins here.
pub(super) fn before(bound: &Bound) -> Bound {
    Bound { number: bound.number.clone(), included: !bound.included }
}

pub(super) fn further(left: &Bound, right: &Bound) -> bool {
    left.number > right.number || (left.number == right.number && left.included)
}
