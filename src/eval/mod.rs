//! Evaluates a plan over the facts of one record. It cannot fail: what is not known makes a truth unknown, a score a range.

mod aggregate;
mod estimate;
mod formula;
mod records;
mod score;
mod show;
mod world;
mod worth;
