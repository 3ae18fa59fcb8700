//! The kinds of obligations, and how they came out, in words.

use super::Standing;
use crate::diagnostic::{Message, say};
use crate::proof::{Subject, Tally};

/// What obligations of a kind claim, as a heading.
pub(super) fn subject(subject: Subject) -> Message {
    match subject {
        Subject::WithinPoints => say!("得分不越界", "Scores stay within bounds"),
        Subject::AddsUp => say!("分值、权重、个数相符", "Points, weights and counts agree"),
        Subject::FullMarks => say!("满分可以得到", "Full marks can be reached"),
        Subject::PassMark => say!("达线可以达到", "The pass mark can be reached"),
        Subject::Covered => say!("每个值恰属一档", "Each value falls into one row"),
        Subject::Reachable => say!("每一档都用得上", "Each row can be reached"),
        Subject::Joined => say!("各档相接", "Rows join"),
        Subject::Ordered => say!("好的不少得，坏的不多得", "Better never scores less"),
        Subject::Outcomes => say!("没有值时怎么办已写明", "No value has a stated outcome"),
        Subject::Windows => say!("期限写明日期", "Windows name their date"),
        Subject::Units => say!("不同的量不相混", "Quantities are never mixed"),
        Subject::Slot => say!("协会（区）的文件不出自己的位置", "Tracks stay in their slot"),
        Subject::Once => say!("一事不重复计", "Nothing is counted twice"),
        Subject::Decides => say!("条件有作用", "Conditions decide something"),
    }
}

impl Standing {
    /// How it came out, as the words before the reason.
    pub(super) fn words(self, by_record: bool) -> Message {
        match self {
            Self::Proved => say!("已证明", "proved"),
            Self::NotProved => say!("未能证明，因为", "not proved, because"),
            Self::Refuted if by_record => say!("被这份记录推翻", "refuted by this record"),
            Self::Refuted => say!("不成立", "refuted"),
        }
    }

    /// The same as a word for style sheets.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::NotProved => "open",
            Self::Refuted => "refuted",
        }
    }
}

/// How many came out in each way.
pub(super) fn tally(tally: &Tally) -> Message {
    let Tally { all, proved, not_proved, refuted } = tally;
    say!(
        "应证 {all} 项：已证 {proved}，未能证明 {not_proved}，被推翻 {refuted}",
        "{all} obligations: {proved} proved, {not_proved} not proved, {refuted} refuted"
    )
}
