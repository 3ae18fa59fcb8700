//! Random numbers that are the same everywhere: SplitMix64.

/// A generator with its state.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low) + 1;
        low.wrapping_add_unsigned(self.next() % width)
    }

    /// Whether something of so many thousandths happens.
    pub(crate) fn happens(&mut self, thousandths: i64) -> bool {
        self.between(0, 999) < thousandths
    }

    /// A row of a table of so many rows from best to worst: the best with this chance, else one of the next in the same way.
    pub(crate) fn row(&mut self, rows: usize, thousandths: i64) -> usize {
        (0..rows.saturating_sub(1)).find(|_| self.happens(thousandths)).unwrap_or(rows.saturating_sub(1))
    }
}
