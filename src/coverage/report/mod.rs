//! Coverage as a table by indicator, as JSON, and as the rules with marks.

mod json;
mod source;
mod text;
