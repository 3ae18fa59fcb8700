//! Results in binary floats, as evaluators give them that know no other decimals, against the exact ones.

use std::error::Error;

use chengxin_workload::{CODES, LEAVES, Scored, Verdict};

/// Scores, total and verdict in binary floats.
#[derive(Clone, Debug)]
pub struct Floats {
    pub scores: [f64; LEAVES],
    pub total: f64,
    pub conditions: u16,
    pub verdict: Verdict,
}

impl Default for Floats {
    fn default() -> Self {
        Self { scores: [0.0; LEAVES], total: 0.0, conditions: 0, verdict: Verdict::NotEligible }
    }
}

/// The verdict as floats see it: two places, the rest cut off, against 80.
pub fn verdict(met: u16, total: f64) -> Verdict {
    match (met == 0x3FF, (total * 100.0).floor() / 100.0 >= 80.0) {
        (false, _) => Verdict::NotEligible,
        (true, false) => Verdict::BelowMark,
        (true, true) => Verdict::ToExperts,
    }
}

/// How many were judged otherwise than exactly, of how many eligible ones at exactly 80.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judged {
    pub records: usize,
    pub otherwise: usize,
    pub at_eighty: usize,
}

impl Judged {
    /// Fails where a score, a condition or the total is off by more than floats are; counts verdicts that differ.
    pub fn compare(&mut self, exact: &Scored, found: &Floats) -> Result<(), Box<dyn Error>> {
        let near = |exact: i32, found: f64| (found * 1000.0 - f64::from(exact)).abs() < 1e-6;
        for (leaf, code) in CODES.iter().enumerate() {
            if !near(exact.scores[leaf], found.scores[leaf]) {
                return Err(format!("{code}: expected {}, found {}", exact.scores[leaf], found.scores[leaf]).into());
            }
        }
        if !near(exact.total, found.total) || exact.conditions != found.conditions {
            return Err(format!("expected {exact:?}, found {found:?}").into());
        }
        self.records += 1;
        self.otherwise += usize::from(exact.verdict != found.verdict);
        self.at_eighty += usize::from(exact.total == 80_000 && exact.conditions == 0x3FF);
        Ok(())
    }
}
