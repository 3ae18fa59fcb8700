//! The laws of the values: exact numbers, dates by corresponding day, ranges that hold every result, three-valued truth, codes.

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test may fail loudly")]

#[path = "value/credit_code.rs"]
mod credit_code;
#[path = "value/date.rs"]
mod date;
#[path = "value/number.rs"]
mod number;
#[path = "value/range.rs"]
mod range;
#[path = "value/truth.rs"]
mod truth;
