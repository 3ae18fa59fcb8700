//! chengxin
pub mod breakdown;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod eval;
pub mod facts;
pub mod plan;
pub mod scheme;
pub mod source;
mod suggest;
pub mod value;
pub use value::{Date, DateError, Number, NumberError};
