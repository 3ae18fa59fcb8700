//! What is known of a pack, or of a rule file that stands alone: its texts, what they say, and what is wrong.

use std::path::{Path, PathBuf};

use chengxin::check::RuleFile;
use chengxin::diagnostic::{Diagnostic, Message};
use chengxin::document::Document;
use chengxin::scheme::Scheme;
use chengxin::source::{Source, Sources, Span};
use chengxin::symbols::Symbols;
use chengxin::{RuleSet, syntax};
use lsp_types::Uri;

use super::buffer::Buffer;
use super::path;
use super::position::Lines;
use super::texts::{self, Buffers, Texts};

/// One file of an analysis.
#[derive(Debug, Default)]
pub(crate) struct File {
    /// How the client names it.
    pub(crate) uri: Option<Uri>,
    /// The version that was looked at, where it is open.
    pub(crate) version: Option<i32>,
    /// Its lines.
    pub(crate) lines: Lines,
    /// What is to be said of the whole file: that no scheme names it.
    pub(crate) notice: Option<Message>,
}

/// What is known of the texts.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// The directory of the pack; nothing for a file that stands alone.
    pub(crate) directory: Option<PathBuf>,
    /// The texts.
    pub(crate) sources: Sources,
    /// One for each of the texts, in their order.
    pub(crate) files: Vec<File>,
    /// The scheme, where it can be read.
    pub(crate) scheme: Option<Scheme>,
    /// The rule files, as read.
    pub(crate) rules: Vec<RuleFile>,
    /// The names in them.
    pub(crate) symbols: Symbols,
    /// What is wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Analysis {
    /// Looks at a whole pack. What was known before still holds where every text is the same.
    pub(crate) fn of_pack(directory: &Path, buffers: &Buffers, before: Option<Self>) -> Self {
        let texts = texts::of_pack(directory, buffers);
        let known = before.filter(|before| before.says(&texts.files));
        let mut analysis = known.unwrap_or_else(|| Self::read(directory, texts));
        for (source, file) in analysis.sources.iter().zip(&mut analysis.files) {
            let path = directory.join(source.name());
            let open = buffers.values().find(|buffer| buffer.path.as_deref() == Some(&path));
            file.uri = open.map(|buffer| buffer.uri.clone()).or_else(|| path::address(&path));
            file.version = open.map(|buffer| buffer.version);
        }
        analysis
    }

    /// Whether these are its texts.
    fn says(&self, files: &[(String, String)]) -> bool {
        let same = |(name, text): &(String, String)| {
            self.sources.iter().any(|source| source.name() == name && source.text() == text)
        };
        self.files.len() == files.len() && files.iter().all(same)
    }

    fn read(directory: &Path, texts: Texts) -> Self {
        let Texts { scheme, files } = texts;
        let checked = RuleSet::check_sources(files.clone());
        let (mut sources, mut diagnostics) =
            checked.map_or((Sources::default(), Vec::new()), |checked| (checked.sources, checked.diagnostics));
        let listed: Vec<String> = sources.iter().map(|source| source.name().to_owned()).collect();
        let mut notices: Vec<Option<Message>> = listed.iter().map(|_| None).collect();
        for (name, text) in files.into_iter().filter(|(name, _)| !listed.contains(name)) {
            let file = sources.add(Source::new(name.clone(), text));
            if let Some(source) = sources.get(file) {
                diagnostics.extend(syntax::parse(source, file).1);
            }
            notices.push(scheme.as_ref().map(|_| unlisted(&name)));
        }
        let slot = scheme.as_ref().and_then(|scheme| scheme.slot.as_ref());
        let tracks = slot.map(|slot| format!("{}/", slot.directory.trim_end_matches('/')));
        let is_track = |name: &str| tracks.as_ref().is_some_and(|tracks| name.starts_with(tracks.as_str()));
        let rules = read_rules(&sources, is_track);
        let symbols = Symbols::of(&sources, scheme.as_ref(), &rules);
        let files = sources.iter().zip(notices);
        let files = files.map(|(source, notice)| File { lines: Lines::of(source.text()), notice, ..File::default() });
        let files = files.collect();
        Self { directory: Some(directory.to_owned()), sources, files, scheme, rules, symbols, diagnostics }
    }

    /// Looks at a rule file that belongs to no pack: only how it is written can be checked.
    pub(crate) fn alone(buffer: &Buffer) -> Self {
        let mut sources = Sources::default();
        let file = sources.add(Source::new(buffer.uri.as_str(), buffer.text.clone()));
        let diagnostics = sources.get(file).map_or(Vec::new(), |source| syntax::parse(source, file).1);
        let rules = read_rules(&sources, |_| false);
        let symbols = Symbols::of(&sources, None, &rules);
        let lines = Lines::of(&buffer.text);
        let notice = buffer.path.is_some().then(no_scheme);
        let files = vec![File { uri: Some(buffer.uri.clone()), version: Some(buffer.version), lines, notice }];
        Self { directory: None, sources, files, scheme: None, rules, symbols, diagnostics }
    }

    /// The index of the file that the client names so.
    pub(crate) fn file(&self, uri: &Uri) -> Option<u32> {
        let at = self.files.iter().position(|file| file.uri.as_ref() == Some(uri))?;
        u32::try_from(at).ok()
    }

    /// The file with this index.
    pub(crate) fn entry(&self, file: u32) -> Option<&File> {
        self.files.get(usize::try_from(file).ok()?)
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: u32) -> &str {
        self.sources.get(file).map_or("", Source::text)
    }

    /// What a rule file says, and whether it is a track's.
    pub(crate) fn rule_file(&self, file: u32) -> Option<&RuleFile> {
        self.rules.iter().find(|rules| rules.document.file == file)
    }

    /// The number of the track that a file is.
    pub(crate) fn track(&self, file: u32) -> Option<usize> {
        self.rule_file(file).filter(|rules| rules.track)?;
        self.rules.iter().filter(|rules| rules.track).position(|rules| rules.document.file == file)
    }

    /// All rule files as documents.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.rules.iter().map(|rules| &rules.document)
    }

    /// Where a span stands in a text.
    pub(crate) fn written(&self, span: Span) -> &str {
        self.sources.text(span)
    }
}

fn read_rules(sources: &Sources, is_track: impl Fn(&str) -> bool) -> Vec<RuleFile> {
    let numbered = (0_u32..).zip(sources.iter()).filter(|(_, source)| source.name() != texts::SCHEME);
    let read = numbered
        .map(|(file, source)| RuleFile { document: syntax::parse(source, file).0, track: is_track(source.name()) });
    read.collect()
}

fn unlisted(name: &str) -> Message {
    Message {
        zh: format!("scheme.toml 的 files 里没有 {name}：这个文件不参加检查和计分"),
        en: format!("scheme.toml does not list {name} under files: it is neither checked nor scored"),
    }
}

fn no_scheme() -> Message {
    Message {
        zh: "上级目录里没有 scheme.toml：只检查写法，不检查名称、单位和分值".to_owned(),
        en: "there is no scheme.toml above this file: only its syntax is checked, not names, units and points"
            .to_owned(),
    }
}
