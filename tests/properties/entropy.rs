//! Choices drawn from a list of numbers; where it ends, always the first and simplest one, so that it shrinks well.

/// What choices are drawn from; its own text would be long and say nothing.
#[derive(Clone)]
pub(crate) struct Numbers(pub(crate) Vec<u16>);

impl std::fmt::Debug for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} numbers", self.0.len())
    }
}

/// Where choices come from.
pub(crate) struct Entropy {
    numbers: Vec<u16>,
    at: usize,
}

impl Entropy {
    pub(crate) fn new(Numbers(numbers): Numbers) -> Self {
        Self { numbers, at: 0 }
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % count
    }

    /// True so many times of a hundred; false where the list has ended.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of several.
    pub(crate) fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}
