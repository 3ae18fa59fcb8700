//! chengxin
pub mod breakdown;
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod plan;
pub mod report;
pub mod source;
mod suggest;
pub mod value;
pub use breakdown::Breakdown;
pub use diagnostic::Language;
pub use value::{Date, DateError, Number, NumberError};
