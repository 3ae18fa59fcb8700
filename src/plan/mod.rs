//! What a rule pack means: names resolved, types known, everything found by index.

mod fact;

pub use fact::{Choice, Dimension, FactDeclaration, Kind, ListDeclaration};
