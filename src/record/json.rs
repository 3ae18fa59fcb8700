//! The tree of a JSON text: numbers as written, keys in order, every node with its byte offset.

use std::fmt;

use super::error::quoted;

/// A JSON value and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Json {
    /// The byte at which it begins.
    pub(crate) offset: u32,
    /// What it is.
    pub(crate) kind: JsonKind,
}

impl Json {
    pub(crate) fn text(&self) -> Option<&str> {
        if let JsonKind::Text(text) = &self.kind { Some(text) } else { None }
    }

    pub(crate) fn number(&self) -> Option<&str> {
        if let JsonKind::Number(number) = &self.kind { Some(number) } else { None }
    }

    pub(crate) fn bool(&self) -> Option<bool> {
        if let JsonKind::Bool(holds) = &self.kind { Some(*holds) } else { None }
    }

    pub(crate) fn list(&self) -> Option<&[Self]> {
        if let JsonKind::List(items) = &self.kind { Some(items) } else { None }
    }

    pub(crate) fn object(&self) -> Option<&[Member]> {
        if let JsonKind::Object(members) = &self.kind { Some(members) } else { None }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, JsonKind::Null)
    }
}

/// What a JSON value is.
#[derive(Clone, Debug)]
pub(crate) enum JsonKind {
    Null,
    Bool(bool),
    /// The number as written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// The members in the order written; no key occurs twice.
    Object(Vec<Member>),
}

/// A key of an object and its value.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    /// The byte at which the key begins.
    pub(crate) offset: u32,
    pub(crate) value: Json,
}

/// The way from the root to a node, kept on the stack and written out only where it is needed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Path::Root, key) => f.write_str(&quoted(key)),
            Self::Key(parent, key) => write!(f, "{parent}.{}", quoted(key)),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
