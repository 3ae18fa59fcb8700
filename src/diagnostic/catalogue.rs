//! The catalogue of codes: what each means, with a wrong and a right example; one file a code under `codes/`.

use super::{Language, nearest};

/// What a code means, for a person who meets it.
///
/// ```
/// let explanation = chengxin::diagnostic::explain("E0402").expect("a known code");
/// assert!(explanation.title(chengxin::Language::English).contains("no row"));
/// assert!(explanation.wrong().next().is_some());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    code: &'static str,
    source: &'static str,
}

/// A piece of a rule file, a scheme, a record or a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it is: `rules`, `track` (rules of an association), `toml` (a scheme), `case`, `json` (a record), or `text`.
    pub kind: &'static str,
    /// Whether it shows the fault, or how it is done right, or what both need.
    pub role: Role,
    /// The text.
    pub text: &'static str,
}

/// What an example is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Shows the fault.
    Wrong,
    /// Shows how it is done right.
    Right,
    /// Needed by both.
    Given,
}

impl Explanation {
    /// The code, such as `E0402`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        let line = self.source.lines().next().unwrap_or("").trim_start_matches("# ");
        self.of(language, line.split_once(" | ").unwrap_or((line, line)))
    }

    /// What it means and why it matters, in a few sentences.
    #[must_use]
    pub fn text(&self, language: Language) -> &'static str {
        let mut parts = self.source.split("\n\n").skip(1).map(str::trim);
        let both = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        self.of(language, both)
    }

    #[expect(clippy::unused_self, reason = "reads as a part of the explanation")]
    fn of(&self, language: Language, (zh, en): (&'static str, &'static str)) -> &'static str {
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Every example, in order.
    pub fn examples(&self) -> impl Iterator<Item = Example> + use<> {
        self.source.split("\n```").skip(1).step_by(2).filter_map(|fence| {
            let (info, text) = fence.split_once('\n')?;
            let (kind, role) = info.split_once(' ')?;
            let role = match role {
                "wrong" => Role::Wrong,
                "right" => Role::Right,
                _ => Role::Given,
            };
            Some(Example { kind, role, text })
        })
    }

    /// Examples that show the fault.
    pub fn wrong(&self) -> impl Iterator<Item = Example> + use<> {
        self.examples().filter(|example| example.role == Role::Wrong)
    }

    /// Examples that show how it is done right.
    pub fn right(&self) -> impl Iterator<Item = Example> + use<> {
        self.examples().filter(|example| example.role == Role::Right)
    }
}

/// What a code means; nothing where there is no such code. Small letters are read as capitals.
#[must_use]
pub fn explain(code: &str) -> Option<Explanation> {
    CODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|&(code, source)| Explanation { code, source })
}

/// Every code, sorted.
pub fn codes() -> impl Iterator<Item = Explanation> {
    CODES.iter().map(|&(code, source)| Explanation { code, source })
}

/// The codes that are most like one that there is not.
#[must_use]
pub fn nearest_codes(code: &str) -> Vec<&'static str> {
    let wanted = code.to_ascii_uppercase();
    let all = || CODES.iter().map(|(known, _)| *known);
    let mut near: Vec<&str> = all().filter(|known| strsim::osa_distance(&wanted, known) <= 1).collect();
    near.extend(nearest(&wanted, all()).filter(|known| !near.contains(known)));
    near.truncate(5);
    near
}

macro_rules! catalogue {
    ($($code:literal)+) => {
        const CODES: &[(&str, &str)] = &[$(($code, include_str!(concat!($code, ".md")))),+];
    };
}

include!("codes/list.rs");
