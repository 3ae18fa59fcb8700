//! The scores that people gave: `assessments`, whose indicators are checked elsewhere.

use std::collections::BTreeMap;

use super::amount::{amount, plain};
use super::provenance::{day, plain_text};
use super::tidy::{repaired, tidy};
use super::{Reader, keys};
use crate::diagnostic::{Message, nearest, say};
use crate::facts::{AssessedScore, Layer};
use crate::record::{Fault, Json, Member, Path, quoted};
use crate::value::Number;

/// The reserved keys of the record.
pub(super) const KEYS: [&str; 2] = ["assessments", "评分"];

const PARTS: [[&str; 2]; 6] =
    [["indicator", "指标"], ["layer", "环节"], ["score", "得分"], ["by", "评分人"], ["at", "日期"], ["reason", "理由"]];

const LAYERS: [(&str, Layer); 6] = [
    ("self", Layer::Own),
    ("自评", Layer::Own),
    ("review", Layer::Review),
    ("审定", Layer::Review),
    ("final", Layer::Final),
    ("评定", Layer::Final),
];

impl Reader<'_> {
    pub(super) fn assessments(&mut self, node: &Json, path: &Path<'_>) -> Vec<AssessedScore> {
        let Some(items) = node.list() else {
            let message = say!("评分应是列表 [ {{ … }} ]", "the assessments should be a list [ {{ … }} ]");
            self.misfit(Fault::new("R0501", message), path, node.offset);
            return Vec::new();
        };
        let mut scores = Vec::new();
        let mut known: BTreeMap<(String, Layer), usize> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let path = Path::Index(path, index);
            let Some(score) = self.assessment(item, &path) else { continue };
            let identity = (score.indicator.clone(), score.layer);
            if let Some(first) = known.get(&identity) {
                let indicator = quoted(&score.indicator);
                let message = say!(
                    "「{indicator}」在同一环节评了两次分，前一次是第 {first} 条",
                    "\"{indicator}\" is scored twice in one layer, first in entry {first}"
                );
                let help = say!("每个指标每个环节只留一个得分", "keep one score for each indicator and layer");
                self.misfit(Fault::new("R0505", message).help(help), &path, item.offset);
            } else {
                known.insert(identity, index.saturating_add(1));
                scores.push(score);
            }
        }
        scores
    }

    fn assessment(&mut self, node: &Json, path: &Path<'_>) -> Option<AssessedScore> {
        let Some(members) = node.object() else {
            let message = say!("每条评分应是对象 {{ … }}", "each assessment should be an object {{ … }}");
            self.misfit(Fault::new("R0501", message), path, node.offset);
            return None;
        };
        let [indicator, layer, score, by, at, reason] = self.parts(members, path);
        let indicator = self.needed(indicator, "indicator", "指标", node, path, plain_text);
        let layer = self.needed(layer, "layer", "环节", node, path, round);
        let score = self.score(score, node, path);
        let by = by.and_then(|member| self.part("R0503", member, path, plain_text));
        let at = at.and_then(|member| self.part("R0503", member, path, day));
        let reason = reason.and_then(|member| self.part("R0503", member, path, plain_text));
        Some(AssessedScore { indicator: indicator?, layer: layer?, score: score?, by, at, reason })
    }

    /// The members by their meaning; strangers and repetitions are reported.
    fn parts<'m>(&mut self, members: &'m [Member], parent: &Path<'_>) -> [Option<&'m Member>; 6] {
        let mut found = [None; 6];
        for member in members.iter().filter(|member| !keys::is_comment(&member.key)) {
            let path = Path::Key(parent, &member.key);
            let at = PARTS.iter().position(|names| names.contains(&member.key.as_str()));
            match at.and_then(|at| found.get_mut(at)) {
                Some(slot @ None) => *slot = Some(member),
                Some(Some(first)) => {
                    self.misfit(keys::twice(&member.key, &first.key), &path, member.offset);
                }
                None => {
                    let key = quoted(&member.key);
                    let message = say!("评分里没有「{key}」一项", "an assessment has no \"{key}\"");
                    let near = nearest(&member.key, PARTS.into_iter().flatten());
                    self.misfit(keys::with_nearest(Fault::new("R0104", message), near), &path, member.offset);
                }
            }
        }
        found
    }

    fn needed<T>(
        &mut self,
        member: Option<&Member>,
        english: &str,
        chinese: &str,
        node: &Json,
        path: &Path<'_>,
        read: impl Fn(&Json) -> Result<T, Message>,
    ) -> Option<T> {
        if let Some(member) = member.filter(|member| !member.value.is_null()) {
            return self.part("R0503", member, path, read);
        }
        let message = say!("评分缺少 {english}（{chinese}）", "the assessment lacks its \"{english}\"");
        self.misfit(Fault::new("R0502", message), path, node.offset);
        None
    }

    fn score(&mut self, member: Option<&Member>, node: &Json, parent: &Path<'_>) -> Option<Number> {
        let Some(member) = member else {
            return self.needed(None, "score", "得分", node, parent, |_| Err(say!("", "")));
        };
        let path = Path::Key(parent, &member.key);
        match score(&member.value) {
            Ok((number, note)) => {
                if let Some(note) = note {
                    self.notice(note, &path);
                }
                Some(number)
            }
            Err(fault) => {
                self.misfit(fault, &path, member.value.offset);
                None
            }
        }
    }
}

fn score(node: &Json) -> Result<(Number, Option<Message>), Fault> {
    if let Some(number) = node.number() {
        return Ok((plain(number)?, None));
    }
    let wrong = || {
        let message =
            say!("得分应为数，例如 3.5 或 \"3.5分\"", "the score should be a number, such as 3.5 or \"3.5分\"");
        Fault::new("R0504", message)
    };
    let text = node.text().ok_or_else(wrong)?;
    let (tidied, changed) = tidy(text);
    let parts = amount(&tidied)?;
    if parts.yuan || !matches!(parts.unit, "" | "分") {
        return Err(wrong());
    }
    Ok((parts.number, changed.then(|| repaired(text, &tidied))))
}

fn round(node: &Json) -> Result<Layer, Message> {
    let written = node.text().map(str::trim);
    let known = LAYERS.iter().find(|(name, _)| Some(*name) == written);
    known.map(|(_, layer)| *layer).ok_or_else(|| {
        say!(
            "环节应为 self（自评）、review（审定）或 final（评定）",
            "the layer should be \"self\", \"review\" or \"final\""
        )
    })
}
