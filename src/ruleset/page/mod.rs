//! What was proved of a pack as a page that an official can file.

mod html;
mod markdown;
mod names;

use std::collections::BTreeMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, Language, Message, Severity, say, shown};
use crate::proof::{Obligation, Outcome, Proof, Subject, Witness};
use crate::source::{Sources, Span};

/// The page, before it is written in one form or another. Nothing in it is escaped yet.
struct Page<'c> {
    language: Language,
    title: String,
    /// Heading and content of what stands above everything.
    head: Vec<(String, String)>,
    disclaimer: String,
    /// The files, with their digests.
    files: Vec<(String, String)>,
    /// Faults and warnings, each with its places.
    faults: Vec<Fault>,
    /// Each kind, with how many are proved, not proved, refuted.
    summary: Vec<(Message, [usize; 3])>,
    groups: Vec<Group<'c>>,
    /// Why there are no groups, where there are none.
    unproved: Option<String>,
}

/// A fault or warning.
struct Fault {
    heading: String,
    lines: Vec<(String, String)>,
}

/// The obligations about one indicator, sheet, condition or fact.
struct Group<'c> {
    title: String,
    items: Vec<Item<'c>>,
}

/// One obligation.
struct Item<'c> {
    kind: Message,
    claim: String,
    standing: Standing,
    words: String,
    record: Option<&'c Witness>,
    /// File and line, and the line as written.
    lines: Vec<(String, String)>,
}

/// How an obligation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Proved,
    NotProved,
    Refuted,
}

/// Most rule lines that are shown of one obligation.
const MOST_LINES: usize = 20;

impl Checked {
    /// What was proved, as a page of HTML that needs nothing else.
    #[must_use]
    pub fn to_html(&self, language: Language) -> String {
        html::write(&Page::of(self, language))
    }

    /// What was proved, as Markdown.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        markdown::write(&Page::of(self, language))
    }
}

impl<'c> Page<'c> {
    fn of(checked: &'c Checked, language: Language) -> Self {
        let stamp = checked.scheme.as_ref();
        let title = stamp.map_or("", |stamp| stamp.title.as_str());
        let title = say!("规则核验书：{title}", "What was proved of the rules: {title}");
        let disclaimer = stamp.map_or("", |stamp| match language {
            Language::Chinese => stamp.disclaimer.as_str(),
            Language::English => stamp.disclaimer_en.as_str(),
        });
        let unproved = say!(
            "规则有错误，改正之前不能核验。",
            "The rules have errors; nothing can be proved until they are mended."
        );
        Self {
            language,
            title: title.get(language).to_owned(),
            head: head(checked, language),
            disclaimer: disclaimer.to_owned(),
            files: checked.digests().map(|entry| (entry.file, entry.digest)).collect(),
            faults: checked.diagnostics.iter().map(|fault| fault_shown(fault, &checked.sources, language)).collect(),
            summary: checked.proof.as_ref().map(summary).unwrap_or_default(),
            groups: checked.proof.as_ref().map(|proof| groups(proof, &checked.sources, language)).unwrap_or_default(),
            unproved: checked.proof.is_none().then(|| unproved.get(language).to_owned()),
        }
    }

    fn say(&self, message: &Message) -> String {
        message.get(self.language).to_owned()
    }
}

fn head(checked: &Checked, language: Language) -> Vec<(String, String)> {
    let mut head = Vec::new();
    let mut add = |name: Message, value: String| head.push((name.get(language).to_owned(), value));
    if let Some(stamp) = &checked.scheme {
        add(say!("方案", "Scheme"), format!("{} ({})", stamp.title, stamp.id));
        add(say!("版本", "Version"), stamp.version.clone());
    }
    if let Some(proof) = &checked.proof {
        add(say!("记录按此基准日计分", "Records are scored as of"), proof.as_of.to_string());
        add(say!("结果", "Result"), names::tally(&proof.tally()).get(language).to_owned());
    }
    let of = |wanted| checked.diagnostics.iter().filter(|found| found.severity == wanted).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let counts = say!("{errors} 个错误，{warnings} 个警告", "{errors} errors, {warnings} warnings");
    add(say!("检查", "Checked"), counts.get(language).to_owned());
    add(say!("程序", "Program"), format!("chengxin {}", env!("CARGO_PKG_VERSION")));
    head
}

fn fault_shown(fault: &Diagnostic, sources: &Sources, language: Language) -> Fault {
    let severity = match fault.severity {
        Severity::Error => say!("错误", "error"),
        Severity::Warning => say!("警告", "warning"),
    };
    let heading = format!("{}[{}]: {}", severity.get(language), fault.code, fault.message.get(language));
    let places = fault.labels.iter().map(|label| label.span).collect::<Vec<_>>();
    Fault { heading, lines: lines(&places, sources) }
}

fn summary(proof: &Proof) -> Vec<(Message, [usize; 3])> {
    let mut counts: BTreeMap<Subject, [usize; 3]> = BTreeMap::new();
    for obligation in &proof.obligations {
        let [proved, not_proved, refuted] = counts.entry(obligation.subject).or_default();
        let count = match standing(&obligation.outcome) {
            Standing::Proved => proved,
            Standing::NotProved => not_proved,
            Standing::Refuted => refuted,
        };
        *count = count.saturating_add(1);
    }
    counts.into_iter().map(|(subject, counts)| (names::subject(subject), counts)).collect()
}

/// The obligations, by what they are about, in the order of the rules.
fn groups<'c>(proof: &'c Proof, sources: &Sources, language: Language) -> Vec<Group<'c>> {
    let titles: BTreeMap<&str, &str> =
        proof.scores.iter().map(|bounds| (bounds.code.as_str(), bounds.title.as_str())).collect();
    let mut at: BTreeMap<(Option<u32>, &str), usize> = BTreeMap::new();
    let mut groups: Vec<Group<'c>> = Vec::new();
    for obligation in &proof.obligations {
        let file = obligation.places.first().map(|place| place.file);
        let index = *at.entry((file, obligation.about.as_str())).or_insert_with(|| {
            let title = titles.get(obligation.about.as_str()).map_or(String::new(), |title| format!(" {title}"));
            groups.push(Group { title: format!("{}{title}", obligation.about), items: Vec::new() });
            groups.len().saturating_sub(1)
        });
        if let Some(group) = groups.get_mut(index) {
            group.items.push(item(obligation, sources, language));
        }
    }
    groups
}

fn item<'c>(obligation: &'c Obligation, sources: &Sources, language: Language) -> Item<'c> {
    let (words, record) = match &obligation.outcome {
        Outcome::Proved(how) => (how, None),
        Outcome::NotProved(why) => (why, None),
        Outcome::Refuted(what, record) => (what, record.as_ref()),
    };
    Item {
        kind: names::subject(obligation.subject),
        claim: obligation.claim.get(language).to_owned(),
        standing: standing(&obligation.outcome),
        words: words.get(language).to_owned(),
        record,
        lines: lines(&obligation.places, sources),
    }
}

fn standing(outcome: &Outcome) -> Standing {
    match outcome {
        Outcome::Proved(_) => Standing::Proved,
        Outcome::NotProved(_) => Standing::NotProved,
        Outcome::Refuted(..) => Standing::Refuted,
    }
}

/// File and line of each place, and the line as written.
fn lines(places: &[Span], sources: &Sources) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for place in places {
        let Some(source) = sources.get(place.file) else { continue };
        let start = usize::try_from(place.start).unwrap_or(0);
        let line = source.position(start).line;
        let (before, after) = source.text().split_at_checked(start).unwrap_or_default();
        let (before, after) = (before.rsplit('\n').next(), after.split('\n').next());
        let text = [before, after].into_iter().flatten().collect::<String>();
        let entry = (format!("{}:{line}", source.name()), shown(text.trim()));
        if found.last() != Some(&entry) {
            found.push(entry);
        }
        if found.len() >= MOST_LINES {
            break;
        }
    }
    found
}
