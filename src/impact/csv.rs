//! One line of CSV for each applicant for whom something changed.

use super::change::{Change, ConditionOutcome, IndicatorChange};
use super::shift::Shift;
use crate::breakdown::Standing;
use crate::diagnostic::Language;
use crate::report::condition_met;
use crate::value::Truth;

/// The names of the columns, with a line break.
///
/// Totals are those published, of a range both ends. `indicators` lists codes with the change of the total that each
/// brings, exact, the largest first: `C1-1:-0.5;B3-2:+0.21` (`low..high` where the ends move differently). `conditions`
/// lists codes with the outcome before and after. `causes` lists the codes that made the verdict flip, and `pass_mark`.
pub const CSV_HEADER: &str = "place,name,code,old_verdict,new_verdict,old_low,old_high,new_low,new_high,change_low,change_high,indicators,conditions,causes\n";

impl Change {
    /// One line of CSV, with a line break.
    #[must_use]
    pub fn to_csv(&self, place: &str) -> String {
        let fixed = |total: &Standing, places: u32| [total.low.fixed(places), total.high.fixed(places)];
        let [old_low, old_high] = fixed(&self.old.total, self.old.places);
        let [new_low, new_high] = fixed(&self.new.total, self.new.places);
        let shift = self.shift();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            place.to_owned(),
            text(&self.applicant.name),
            text(&self.applicant.code),
            self.old.verdict.key().to_owned(),
            self.new.verdict.key().to_owned(),
            old_low,
            old_high,
            new_low,
            new_high,
            shift.low.to_string(),
            shift.high.to_string(),
            self.indicators.iter().map(indicator).collect::<Vec<_>>().join(";"),
            self.conditions.iter().map(condition).collect::<Vec<_>>().join(";"),
            self.cause_codes().join(";"),
        ];
        format!("{}\n", cells.map(|cell| quoted(&cell)).join(","))
    }

    /// The codes that made the verdict flip; `pass_mark` where that moved.
    fn cause_codes(&self) -> Vec<String> {
        let (conditions, by_total) = self.causes();
        let mut codes: Vec<String> = conditions.iter().map(|condition| condition.code.clone()).collect();
        if by_total {
            if self.old.pass_mark != self.new.pass_mark {
                codes.push("pass_mark".to_owned());
            }
            codes.extend(self.indicators.iter().map(|indicator| indicator.code.clone()));
        }
        codes
    }
}

fn indicator(change: &IndicatorChange) -> String {
    let (code, Shift { low, high }) = (&change.code, &change.shift);
    if low == high {
        return format!("{code}:{}", signed(low));
    }
    format!("{code}:{}..{}", signed(low), signed(high))
}

/// With its sign, and exact.
fn signed(number: &crate::value::Number) -> String {
    let plus = if number.is_negative() || number.is_zero() { "" } else { "+" };
    format!("{plus}{number}")
}

fn condition(change: &super::change::ConditionChange) -> String {
    format!("{}:{}>{}", change.code, outcome(change.old), outcome(change.new))
}

fn outcome(outcome: Option<ConditionOutcome>) -> &'static str {
    match outcome {
        None => "absent",
        Some(outcome) if outcome.unsubmitted => "not submitted",
        Some(outcome) if outcome.concerns == Truth::False => "does not concern",
        Some(outcome) => condition_met(outcome.kind, outcome.met, Language::English),
    }
}

/// In quotation marks where it must be.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
