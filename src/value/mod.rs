//! Values: exact numbers, civil dates and periods, truths of three values, ranges, codes.

mod credit_code;
mod date;
mod number;
mod range;
mod sample;
mod truth;
mod whole;

pub use credit_code::{CreditCode, CreditCodeError};
pub use date::{Date, DateError, Period, PeriodUnit};
pub use number::{Number, NumberError, Rounding};
pub use range::{Bound, Possibilities, Range};
pub use truth::Truth;
