//! Advice in words.

use super::told::{Advice, Alternative, Decisive, Gain, Obstacle, Outcome, Said};
use crate::breakdown::{Standing, Total, Verdict};
use crate::diagnostic::{Language, Message, say};

impl Advice {
    /// The advice as a person reads it.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut lines = vec![self.head(language)];
        lines.push(self.found(language));
        lines.extend(self.obstacles.iter().map(|condition| stands(condition).get(language).to_owned()));
        lines.extend(self.pending.iter().map(|condition| depends(condition).get(language).to_owned()));
        for (number, way) in (1_usize..).zip(&self.alternatives) {
            lines.push(String::new());
            lines.push(format!("{number}. {}", heading(way, language)));
            lines.extend(details(way, language));
        }
        if let Some(most) = &self.most {
            lines.extend(details(most, language));
        }
        lines.extend(self.evidence_lines(language));
        lines.push(String::new());
        lines.join("\n")
    }

    /// The advice as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn head(&self, language: Language) -> String {
        let name = self.applicant.name.as_deref().unwrap_or("");
        let track = self.track.as_ref().map_or("", |track| track.name.as_str());
        let (as_of, target) = (self.as_of, &self.target);
        let (now, verdict) = (total(&self.total), verdict(self.verdict, language));
        let about = [name, track].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("  ");
        let gap = if about.is_empty() { "" } else { "  " };
        let said = say!(
            "基准日 {as_of}\n现在 {now} 分，{verdict}；要达到 {target} 分",
            "as of {as_of}\nnow {now}, {verdict}; to be reached: {target}"
        );
        format!("{about}{gap}{}", said.get(language))
    }

    fn found(&self, language: Language) -> String {
        let unproved = self.unproved.join("、");
        let doubt = match (self.proved, self.unproved.is_empty()) {
            (true, _) => say!("", ""),
            (false, true) => say!("；没有证明不能更少", "; not proved to be the least"),
            (false, false) => say!(
                "；{unproved} 没能一一排除，所以没有证明",
                "; not proved, for not everything could be excluded of {unproved}"
            ),
        };
        let least = self.alternatives.first().map_or_else(String::new, |way| way.cost.to_string());
        let said = match self.outcome {
            Outcome::There => say!("已经达到，不需要改变", "it is reached already: nothing has to change"),
            Outcome::Within if self.proved => say!(
                "至少要花代价 {least}；代价更小的改变都达不到，这一点已证明",
                "it takes a cost of {least} at least: no cheaper changes reach it, which is proved"
            ),
            Outcome::Within => {
                let (zh, en) = (doubt.zh, doubt.en);
                say!("找到的改变最少花代价 {least}{zh}", "the cheapest changes found cost {least}{en}")
            }
            Outcome::OutOfReach => self.out_of_reach(&doubt),
        };
        said.get(language).to_owned()
    }

    fn out_of_reach(&self, doubt: &Message) -> Message {
        let most = self.most.as_ref().map_or_else(String::new, |most| total(&most.after));
        let (zh, en) = (&doubt.zh, &doubt.en);
        if self.obstacles.is_empty() {
            say!("达不到：能改变的都改变，最多 {most} 分{zh}", "out of reach: at most {most}, whatever is changed{en}")
        } else {
            say!(
                "达不到：有条件改变不了；分数最多 {most} 分{zh}",
                "out of reach: conditions stand in the way that nothing changes; the total is at most {most}{en}"
            )
        }
    }

    fn evidence_lines(&self, language: Language) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.evidence.is_empty() {
            lines.push(String::new());
            let head =
                say!("还没有提交的，按能减少的分差从大到小：", "not submitted, what narrows the total most first:");
            lines.push(head.get(language).to_owned());
        }
        for (number, evidence) in (1_usize..).zip(&self.evidence) {
            let (document, facts) = (&evidence.document, evidence.facts.join("、"));
            let narrows = evidence.narrows.short(4);
            let about = if evidence.facts.first() == Some(document) { String::new() } else { format!("（{facts}）") };
            let most = if evidence.exact { say!("", "") } else { say!("至多", "up to ") };
            let decides = match evidence.decides {
                Decisive::Always => say!("；单凭它就能定结论", "; decides the verdict by itself"),
                Decisive::Perhaps => say!("；单凭它可能定结论", "; may decide the verdict by itself"),
                Decisive::No => say!("", ""),
            };
            let (most_zh, most_en, zh, en) = (most.zh, most.en, decides.zh, decides.en);
            let said = say!(
                "{number}. {document}{about}：{most_zh}减少 {narrows} 分{zh}",
                "{number}. {document}{about}: narrows it by {most_en}{narrows}{en}"
            );
            lines.push(said.get(language).to_owned());
        }
        lines
    }
}

fn heading(way: &Alternative, language: Language) -> String {
    let (cost, count, after) = (&way.cost, way.changes.len(), total(&way.after));
    let verdict = verdict(way.verdict, language);
    let said = say!(
        "代价 {cost}，改变 {count} 项 → {after} 分，{verdict}",
        "cost {cost}, {count} changed → {after}, {verdict}"
    );
    said.get(language).to_owned()
}

fn details(way: &Alternative, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for change in &way.changes {
        let (name, cost) = (&change.name, &change.cost);
        let (from, to) = (in_language(&change.from, language), in_language(&change.to, language));
        let said = say!("   {name}：{from} → {to}（代价 {cost}）", "   {name}: {from} → {to} (cost {cost})");
        lines.push(said.get(language).to_owned());
        for record in &change.added {
            let fields = in_language(record, language);
            let said = match fields.is_empty() {
                true => say!("     添一条", "     one more record"),
                false => say!("     添一条：{fields}", "     one more record: {fields}"),
            };
            lines.push(said.get(language).to_owned());
        }
    }
    lines.extend(way.gains.iter().map(|gain| gained(gain, language)));
    lines
}

fn gained(gain: &Gain, language: Language) -> String {
    let (code, title) = (&gain.code, &gain.title);
    let (before, after) = (standing(&gain.before), standing(&gain.after));
    let counts = gain.weighted.as_ref().map_or_else(
        || say!("", ""),
        |weighted| {
            let sign = if weighted.is_negative() { "" } else { "+" };
            let weighted = weighted.short(4);
            say!("，总分 {sign}{weighted}", ", total {sign}{weighted}")
        },
    );
    let (zh, en) = (counts.zh, counts.en);
    let said = say!("   · {code} {title}：{before} → {after}{zh}", "   · {code} {title}: {before} → {after}{en}");
    said.get(language).to_owned()
}

fn stands(condition: &Obstacle) -> Message {
    let Obstacle { code, title, facts } = condition;
    let facts = facts.join("、");
    say!(
        "条件 {code}「{title}」不满足，改变不了（{facts}）",
        "condition {code} “{title}” is not met, and nothing changes that ({facts})"
    )
}

fn depends(condition: &Obstacle) -> Message {
    let Obstacle { code, title, facts } = condition;
    let facts = facts.join("、");
    say!(
        "条件 {code}「{title}」还要看没有提交的（{facts}），以下都没有算上它",
        "condition {code} “{title}” still depends on what is not submitted ({facts}), and is left out of account"
    )
}

fn in_language(said: &Said, language: Language) -> &str {
    match language {
        Language::Chinese => &said.zh,
        Language::English => &said.en,
    }
}

fn standing(score: &Standing) -> String {
    match score.exact() {
        Some(exact) => exact.short(4),
        None => format!("{}–{}", score.low.short(4), score.high.short(4)),
    }
}

fn total(total: &Total) -> String {
    total.to_string()
}

fn verdict(verdict: Verdict, language: Language) -> &'static str {
    verdict.name(language)
}
