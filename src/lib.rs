//! chengxin
pub mod breakdown;
pub mod check;
pub mod diagnostic;
pub mod document;
pub mod eval;
pub mod facts;
pub mod plan;
pub mod record;
pub mod report;
pub mod scheme;
pub mod source;
pub mod syntax;
pub mod value;
pub use value::{Date, DateError, Number, NumberError};
pub use breakdown::Breakdown;
pub use diagnostic::Language;
