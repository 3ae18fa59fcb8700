//! What a pack's cases try out: each indicator's branches, each side of each boundary, each condition, each rule about
//! the records of lists.

mod collect;
mod context;
mod generate;
mod measure;
mod report;
mod target;

use crate::diagnostic::Message;
use crate::source::{Origin, Sources};
use crate::value::Number;

pub(crate) use collect::subjects;
pub use generate::{Generated, GeneratedFile, Unreached, Wanted, generate};
pub use measure::{coverage, hit_by};
pub(crate) use target::Subject;
pub use target::TargetKind;

/// What the cases of a pack try out, and what they leave out.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Each indicator, condition and definition, in the order of the rules.
    pub subjects: Vec<CoveredSubject>,
    /// How many cases were read; those that are refused or faulty try nothing out.
    pub cases: usize,
    sources: Sources,
}

/// An indicator, condition or definition, and what there is to try out in it.
#[derive(Clone, Debug)]
pub struct CoveredSubject {
    /// The code of an indicator or condition; 定义 and the name of a definition.
    pub code: String,
    /// Its title; empty of a definition.
    pub title: String,
    /// What there is to try out, in the order of the rules.
    pub targets: Vec<CoveredTarget>,
}

/// Something that a record can try out.
#[derive(Clone, Debug)]
pub struct CoveredTarget {
    /// What it is.
    pub kind: TargetKind,
    /// What it is called, the same in every run: `C1-1 罚没合计：恰为 5万元`.
    pub name: String,
    /// What is tried out, without the code of its subject.
    pub what: Message,
    /// Where it stands.
    pub origin: Origin,
    /// Whether some case tries it out.
    pub hit: bool,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that are tried out.
    pub hit: usize,
    /// All of them.
    pub all: usize,
}

impl Share {
    /// Whether at least so many percent are tried out; of nothing, all of it is.
    #[must_use]
    pub fn reaches(self, percent: &Number) -> bool {
        let of = |count: usize| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
        of(self.hit).times(&Number::from(100)) >= of(self.all).times(percent)
    }

    /// The percentage, cut off after one place: 99.9 never looks like 100.
    #[must_use]
    pub fn percent(self) -> String {
        let of = |count: usize| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
        let thousandths = of(self.hit).times(&Number::from(1000)).over(&of(self.all));
        let floor = thousandths.map_or_else(|| Number::from(1000), |thousandths| thousandths.floor());
        floor.over(&Number::from(10)).unwrap_or_else(Number::zero).to_string()
    }
}

impl Coverage {
    /// What is tried out, of all kinds or of one.
    #[must_use]
    pub fn share(&self, kind: Option<TargetKind>) -> Share {
        let shares = self.subjects.iter().map(|subject| subject.share(kind));
        shares.fold(Share::default(), |sum, share| Share {
            hit: sum.hit.saturating_add(share.hit),
            all: sum.all.saturating_add(share.all),
        })
    }

    /// What no case tries out, each with its subject.
    pub fn missing(&self) -> impl Iterator<Item = (&CoveredSubject, &CoveredTarget)> {
        self.subjects.iter().flat_map(|subject| {
            subject.targets.iter().filter(|target| !target.hit).map(move |target| (subject, target))
        })
    }
}

impl CoveredSubject {
    /// What is tried out of it, of all kinds or of one.
    #[must_use]
    pub fn share(&self, kind: Option<TargetKind>) -> Share {
        let of_kind = || self.targets.iter().filter(|target| kind.is_none_or(|kind| target.kind == kind));
        Share { hit: of_kind().filter(|target| target.hit).count(), all: of_kind().count() }
    }
}
