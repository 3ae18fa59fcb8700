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
        self.overlaps(rows, domain, lattice, show);
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

    /// Rows that share a value. Of rows that all go on without end only neighbours are named.
    fn overlaps(
        &mut self,
        rows: &[Placed],
        domain: &Range,
        lattice: Option<&Number>,
        show: &dyn Fn(&Number) -> String,
    ) {
        for (at, (range, span)) in rows.iter().enumerate() {
            for (other, first) in rows.iter().take(at) {
                let shared = range.intersect(other).intersect(domain);
                let Some(value) = shared.sample(lattice) else { continue };
                let pair = [(range, *span), (other, *first)];
                let narrowed = narrowed(pair).or_else(|| narrowed([(other, *first), (range, *span)]));
                if narrowed.as_ref().is_some_and(|(_, new)| rows.iter().any(|(row, _)| lies_between(row, new))) {
                    continue;
                }
                let value = show(&value);
                let diagnostic =
                    Diagnostic::error("E0408", *span, say!("{value} 同时落在两档里", "{value} falls into two rows"));
                let diagnostic = diagnostic.and(*first, say!("另一档在这里", "the other row is here"));
                let mended = narrowed.and_then(|(row, new)| Some((self.cell_of(row)?, words(&new, show)?)));
                self.report(match mended {
                    Some((place, text)) => diagnostic.replace(
                        say!("这一档到另一档为止：{text}", "let this row end where the other begins: {text}"),
                        place,
                        text.clone(),
                    ),
                    None => diagnostic.help(say!(
                        "含本数的只留一档：一档写「以上」，相邻的一档写「不足」；或一档写「以下」，相邻的一档写「超过」",
                        "let one row only include the bound: 以上 and 不足, or 以下 and 超过"
                    )),
                });
            }
        }
    }

    /// The place of the only cell of a row: what stands before its colon.
    fn cell_of(&self, row: Span) -> Option<Span> {
        let text = self.sources.text(row);
        let cell = text.get(..text.find([':', '：'])?)?.trim_end();
        Some(Span { end: row.start.checked_add(u32::try_from(cell.len()).ok()?)?, ..row })
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

/// The first of two rows, made to end where the second begins: where both share one bound (`80以下`, `80以上`) or go on
/// without end (`60以上`, `80以上`). Nothing where they overlap in another way.
fn narrowed([(range, row), (other, _)]: [(&Range, Span); 2]) -> Option<(Span, Range)> {
    match (&range.low, &range.high, &other.low, &other.high) {
        (_, Some(high), Some(low), _) if high.number == low.number => {
            let high = Bound { number: high.number.clone(), included: !low.included };
            Some((row, Range { low: range.low.clone(), high: Some(high) }))
        }
        (Some(own), None, Some(low), None) if own.number < low.number => {
            Some((row, Range { low: range.low.clone(), high: Some(before(low)) }))
        }
        (None, Some(own), None, Some(high)) if own.number > high.number => {
            Some((row, Range { low: Some(after(high)), high: range.high.clone() }))
        }
        (_, _, _, _) => None,
    }
    .filter(|(_, range)| !range.is_empty())
}

/// Whether a row begins or ends strictly inside a range that ends on both sides.
fn lies_between(row: &Range, range: &Range) -> bool {
    let (Some(low), Some(high)) = (&range.low, &range.high) else { return false };
    let only = match (&row.low, &row.high) {
        (Some(bound), None) | (None, Some(bound)) => &bound.number,
        (_, _) => return false,
    };
    low.number < *only && *only < high.number
}

/// A range as it would be written in a cell.
fn words(range: &Range, show: &dyn Fn(&Number) -> String) -> Option<String> {
    let low = range.low.as_ref().map(|low| {
        let number = show(&low.number);
        if low.included { format!("{number}以上") } else { format!("超过{number}") }
    });
    let high = range.high.as_ref().map(|high| {
        let number = show(&high.number);
        if high.included { format!("不超过{number}") } else { format!("不足{number}") }
    });
    (low.is_some() || high.is_some()).then(|| format!("{}{}", low.unwrap_or_default(), high.unwrap_or_default()))
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
