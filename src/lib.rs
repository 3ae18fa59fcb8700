//! chengxin
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod plan;
pub mod source;
pub mod syntax;
pub mod value;
pub use value::{Date, DateError, Number, NumberError};
