//! chengxin
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod plan;
pub mod record;
pub mod source;
pub mod value;
pub use value::{Date, DateError, Number, NumberError};
