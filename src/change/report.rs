//! What a changed pack changes, as text and as Markdown.

use super::{
    Change, Coming, Crossing, Detail, Effect, Extreme, FactChange, FactDifference, Meaning, RuleChange, SettingChange,
    TotalEffect, TotalExtreme,
};
use crate::diagnostic::{Language, Message, say};

impl Change {
    /// The change as text: what is decided first, then each rule with its lines.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        self.written("", language)
    }

    /// The same as Markdown.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        self.written("## ", language)
    }

    fn written(&self, heading: &str, language: Language) -> String {
        let mut out = format!("{}\n", self.conclusion().get(language));
        let mut section = |title: Message, lines: Vec<String>| {
            if !lines.is_empty() {
                out.push_str(&format!("\n{heading}{}\n\n", title.get(language)));
                lines.iter().for_each(|line| out.push_str(&format!("{line}\n")));
            }
        };
        let bullet = |message: Message| format!("- {}", message.get(language));
        section(say!("设置", "Settings"), self.settings.iter().map(|setting| bullet(setting.told())).collect());
        section(say!("事实", "Facts"), self.facts.iter().map(|fact| bullet(fact.told())).collect());
        for (title, meaning) in [
            (say!("含义改变的规则", "Rules that mean something else"), Meaning::Different),
            (say!("没有证明含义不变的规则", "Rules not proved to mean the same"), Meaning::Undecided),
            (say!("含义不变（已证明）", "Rules that mean the same (proved)"), Meaning::Same),
        ] {
            let rules = self.rules.iter().filter(|rule| rule.meaning == meaning);
            section(title, rules.flat_map(|rule| rule.lines(language)).collect());
        }
        if let Some(total) = &self.total {
            let lines = total.told().into_iter().map(|told| format!("- {}", told.get(language)));
            out.push_str(&format!(
                "\n{heading}{}\n\n",
                say!("对总分和结论的影响", "What it does to totals and verdicts").get(language)
            ));
            lines.for_each(|line| out.push_str(&format!("{line}\n")));
        }
        out
    }

    /// What is decided, in a sentence.
    #[must_use]
    pub fn conclusion(&self) -> Message {
        let count = |meaning: Meaning| self.rules.iter().filter(|rule| rule.meaning == meaning).count();
        let (different, undecided, compared) = (count(Meaning::Different), count(Meaning::Undecided), self.compared);
        let proof = say!(
            "凡声明的事实都已知的申报，两套规则给出同样的结果",
            "every record in which all declared facts are known comes to the same under both"
        );
        let (zh, en) = (&proof.zh, &proof.en);
        match self.meaning {
            Meaning::Same => say!(
                "两套规则含义相同（已证明，共 {compared} 条规则）：{zh}",
                "The two packs mean the same (proved, {compared} rules): {en}"
            ),
            Meaning::Different if different == 0 => say!(
                "两套规则含义不同：设置或事实有改动",
                "The two packs mean different things: settings or facts have changed"
            ),
            Meaning::Different => say!(
                "两套规则含义不同：{compared} 条规则中 {different} 条含义改变",
                "The two packs mean different things: of {compared} rules {different} mean something else"
            ),
            Meaning::Undecided => say!(
                "没有证明两套规则含义相同：{compared} 条规则中 {undecided} 条没有定论",
                "The two packs were not proved to mean the same: of {compared} rules {undecided} are undecided"
            ),
        }
    }
}

impl SettingChange {
    fn told(&self) -> Message {
        let shown = |value: &str, zh: &str, en: &str| match value {
            "" => say!("{zh}", "{en}"),
            value => say!("{value}", "{value}"),
        };
        let (old, new) = (shown(&self.old, "没有", "none"), shown(&self.new, "没有", "none"));
        say!(
            "{name}：{old_zh} → {new_zh}",
            "{english}: {old_en} → {new_en}",
            name = &self.zh,
            english = &self.en,
            old_zh = old.zh,
            old_en = old.en,
            new_zh = new.zh,
            new_en = new.en
        )
    }
}

impl FactDifference {
    fn told(&self) -> Message {
        let (name, key) = (&self.name, &self.key);
        let change = match &self.change {
            FactChange::Added => say!("新增", "new"),
            FactChange::Removed => say!("取消", "gone"),
            FactChange::Renamed { old } => say!("原名 {old}", "was named {old}"),
            FactChange::Type => say!("类型或选项改变", "another type or other choices"),
            FactChange::Values => say!("允许的取值改变", "other values are allowed"),
            FactChange::Default => say!("缺省值改变", "another default"),
        };
        say!("{name}（{key}）：{zh}", "{name} ({key}): {en}", zh = change.zh, en = change.en)
    }
}

impl RuleChange {
    /// The rule with what differs, its lines, and what that comes to.
    fn lines(&self, language: Language) -> Vec<String> {
        let details: Vec<Message> = self.details.iter().map(Detail::told).collect();
        let joined = |comma: &str| details.iter().map(|told| told.get(language)).collect::<Vec<_>>().join(comma);
        let (code, title, origin) = (&self.code, &self.title, &self.origin);
        let title = if code == title { String::new() } else { format!(" {title}") };
        let head = match language {
            Language::Chinese => format!("- {code}{title}（{origin}）：{}", joined("，")),
            Language::English => format!("- {code}{title} ({origin}): {}", joined(", ")),
        };
        let removed = self.removed.iter().map(|line| format!("    - {line}"));
        let added = self.added.iter().map(|line| format!("    + {line}"));
        let effect = self.effect.iter().flat_map(Effect::told).map(|told| format!("    {}", told.get(language)));
        std::iter::once(head).chain(removed).chain(added).chain(effect).collect()
    }
}

impl Detail {
    fn told(&self) -> Message {
        match self {
            Self::Added => say!("新增", "new"),
            Self::Removed => say!("取消", "gone"),
            Self::Recoded { old } => say!("原编号 {old}", "its code was {old}"),
            Self::Retitled { old } => say!("原名“{old}”", "its title was “{old}”"),
            Self::Moved { old, new } => say!("从 {old} 移到 {new}", "moved from {old} to {new}"),
            Self::Points { old, new } => say!("满分 {old} → {new}", "points {old} → {new}"),
            Self::Weight => say!("权重或附加改变", "another weight, or bonus"),
            Self::Scoring => say!("计分或判断改变", "scored or judged otherwise"),
            Self::Rewritten => say!("换了写法", "written otherwise"),
            Self::Reference => say!("依据、证明、核验或说明改变", "other basis, evidence, verification or notes"),
        }
    }
}

impl Effect {
    /// The most it gives more and less, and what else it does.
    fn told(&self) -> Vec<Message> {
        let none = (!self.is_found()).then(|| {
            let tried = self.tried;
            say!("试了 {tried} 份申报，没有找到结果不同的", "{tried} records were tried; none was found that differs")
        });
        let found = [&self.gain, &self.loss, &self.other].into_iter().flatten().map(Extreme::told);
        found.chain(none).collect()
    }
}

impl Extreme {
    fn told(&self) -> Message {
        let (old, new) = (self.old.told(), self.new.told());
        let most = match (&self.difference, self.proved) {
            (None, _) => say!("不同", "differs"),
            (Some(_), true) => say!("已证明相差至多", "by this at most (proved)"),
            (Some(_), false) => say!("找到的最大相差", "by this at most, of those found"),
        };
        let points = self.difference.as_ref().map_or_else(String::new, |difference| {
            let sign = if difference.is_negative() { "" } else { "+" };
            format!(" {sign}{}", difference.short(6))
        });
        let facts = &self.facts;
        say!(
            "{most_zh}{points}：{old_zh} → {new_zh}（{facts}）",
            "{most_en}{points}: {old_en} → {new_en} ({facts})",
            most_zh = &most.zh,
            most_en = &most.en,
            old_zh = &old.zh,
            old_en = &old.en,
            new_zh = &new.zh,
            new_en = &new.en
        )
    }
}

impl Coming {
    fn told(&self) -> Message {
        match self {
            Self::Points(points) => {
                let points = points.short(6);
                say!("{points} 分", "{points} points")
            }
            Self::NotApplicable => say!("不适用", "not applicable"),
            Self::Met => say!("符合", "met"),
            Self::NotMet => say!("不符合", "not met"),
            Self::Open => say!("待定", "open"),
        }
    }
}

impl TotalEffect {
    fn told(&self) -> Vec<Message> {
        let most = |found: &Option<TotalExtreme>, rises: bool| match found {
            Some(found) => {
                let told = found.told();
                say!("总分变化最大的：{zh}", "the total moves most: {en}", zh = &told.zh, en = &told.en)
            }
            None if rises => say!("没有找到总分升高的申报", "no record was found whose total rises"),
            None => say!("没有找到总分降低的申报", "no record was found whose total falls"),
        };
        let turned = |crossing: &Crossing, way: Message| {
            let (zh, en) = (way.zh, way.en);
            match crossing {
                Crossing::Found(found) => {
                    let told = found.told();
                    say!("{zh}：{told_zh}", "{en}: {told_en}", told_zh = &told.zh, told_en = &told.en)
                }
                Crossing::NotFound => say!("{zh}：没有找到这样的申报", "{en}: no such record was found"),
                Crossing::Impossible => say!("{zh}：不会有（已证明）", "{en}: none can (proved)"),
            }
        };
        vec![
            most(&self.gain, true),
            most(&self.loss, false),
            turned(&self.upwards, say!("由不进入变为进入专家评审", "goes to the experts who did not")),
            turned(&self.downwards, say!("由进入变为不进入专家评审", "goes to the experts no more")),
        ]
    }
}

impl TotalExtreme {
    fn told(&self) -> Message {
        let sign = if self.difference.is_negative() { "" } else { "+" };
        let (old, new, difference) = (self.old.short(6), self.new.short(6), self.difference.short(6));
        let word = |language: Language| (self.old_verdict.name(language), self.new_verdict.name(language));
        let ((old_zh, new_zh), (old_en, new_en)) = (word(Language::Chinese), word(Language::English));
        say!(
            "{old} → {new}（{sign}{difference}），{old_zh} → {new_zh}",
            "{old} → {new} ({sign}{difference}), {old_en} → {new_en}"
        )
    }
}
