//! Of which records a place speaks, whether its statement can be read or not.

use chengxin::symbols::Scope;
use chengxin::syntax::{Around, Cursor, Piece};

use super::words::{OF_LISTS, OF_RECORDS, OVER_LISTS};
use crate::lsp::view::View;

/// The lists whose records are spoken of at a place.
pub(super) fn scope(view: &View<'_>, cursor: &Cursor<'_>) -> Scope {
    let symbols = &view.analysis.symbols;
    let mut scope = Scope::of_track(view.analysis.track(view.file));
    for enclosing in &cursor.enclosing {
        let named = match enclosing.around {
            Around::Each => enclosing.header.get(1),
            Around::Fields => enclosing.header.iter().find(|piece| !matches!(piece.text, "事实" | "fact")),
            Around::File
            | Around::Condition
            | Around::Indicator
            | Around::Adjustment
            | Around::Best
            | Around::Rows
            | Around::Choices
            | Around::Items
            | Around::Grades => None,
        };
        let list = named.and_then(|piece| symbols.list(piece.text, &scope));
        scope = scope.within(list);
        in_words(view, &enclosing.header, &mut scope);
    }
    in_words(view, &cursor.before, &mut scope);
    scope
}

/// `有 列表 当 …`, `合计(列表 的 …`: until the parenthesis closes.
fn in_words(view: &View<'_>, words: &[Piece<'_>], scope: &mut Scope) {
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in words.iter().enumerate() {
        let back = |steps: usize| at.checked_sub(steps).and_then(|before| words.get(before));
        match piece.sign {
            Some('(') => open.push(scope.lists.len()),
            Some(')') => scope.lists.truncate(open.pop().unwrap_or(0)),
            Some(_) => {}
            None if OF_RECORDS.contains(&piece.text) => {
                let after_word = back(2).is_some_and(|word| OVER_LISTS.contains(&word.text) && word.text != "每条");
                let in_function = back(2).is_some_and(|word| word.sign == Some('('))
                    && back(3).is_some_and(|word| OF_LISTS.contains(&word.text));
                let list = back(1).filter(|_| after_word || in_function);
                let list = list.and_then(|list| view.analysis.symbols.list(list.text, scope));
                scope.lists.extend(list);
            }
            None => {}
        }
    }
}
