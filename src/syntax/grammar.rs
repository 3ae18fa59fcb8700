//! The parser that pest makes from `grammar/rules.pest`.

#![allow(missing_docs, unreachable_pub, reason = "written by the derive, not by hand")]

/// The parser of one header.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/rules.pest"]
pub(crate) struct Grammar;
