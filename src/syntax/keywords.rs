//! The keywords of the language in Chinese and in English: one table for the printer, the messages and the reference.

use crate::diagnostic::Language;

/// One keyword. The first spelling of each language is the one that is printed.
#[derive(Debug)]
pub(crate) struct Keyword {
    /// 中文, the printed spelling first.
    pub(crate) zh: &'static [&'static str],
    /// English, the printed spelling first.
    pub(crate) en: &'static [&'static str],
    /// What it means, for the reference and for editors.
    pub(crate) meaning: &'static str,
}

impl Keyword {
    /// The printed spelling.
    pub(crate) fn word(&self, language: Language) -> &'static str {
        let spellings = match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        };
        spellings.first().copied().unwrap_or("")
    }

    /// Every spelling.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = &'static str> {
        self.zh.iter().chain(self.en).copied()
    }
}

macro_rules! keywords {
    ($($name:ident [$($zh:literal)+] [$($en:literal)*] $meaning:literal;)+) => {
        $(pub(crate) const $name: Keyword = Keyword { zh: &[$($zh),+], en: &[$($en),*], meaning: $meaning };)+

        /// The whole table, in the order of the reference.
        pub(crate) const ALL: &[&Keyword] = &[$(&$name),+];
    };
}

keywords! {
    // Statements of a file.
    FACT ["事实"] ["fact"] "declares a fact of the record";
    DEFINE ["定义"] ["define"] "names an expression";
    CONDITION ["条件"] ["condition"] "a condition of entry";
    PREFERENCE ["优先"] ["preference"] "a reason to be preferred";
    CEILING ["上限"] ["ceiling"] "keeps the applicant from the experts";
    VETO ["一票否决"] ["veto"] "the condition is a veto";
    SHEET ["指标表"] ["sheet"] "a sheet of indicators";
    INDICATOR ["指标"] ["indicator"] "an indicator";
    GRADES ["等级"] ["grades"] "a scale of grades";
    ADJUSTMENT ["调整"] ["adjustment"] "added to or deducted from the total";
    // Types.
    TEXT ["文本"] ["text"] "type: text";
    YES_NO ["是否"] ["yes_no"] "type: yes or no";
    NUMBER ["数值"] ["number"] "type: number, with a unit or without";
    INTEGER ["整数"] ["integer"] "type: whole number, with a unit or without";
    MONEY ["金额"] ["money"] "type: money";
    RATE ["比率"] ["rate"] "type: ratio";
    PERCENT ["百分数"] ["percent"] "type: ratio, given in percent";
    DATE ["日期"] ["date"] "type: date";
    YEAR ["年度"] ["year"] "type: year";
    CREDIT_CODE ["信用代码"] ["credit_code"] "type: unified social credit code";
    CHOICE ["选项"] ["choice"] "type: one of the named choices";
    CHOICES ["多选"] ["choices"] "type: several of the named choices";
    LIST ["列表"] ["list"] "type: list of records";
    // Options of a fact.
    SOURCE ["来源"] ["source"] "where the fact comes from";
    STEP ["步长"] ["step"] "values go in steps of";
    MAY_BE_NEGATIVE ["可为负"] ["may_be_negative"] "may be below nought";
    MAY_BE_NONE ["可无记录"] ["may_be_none"] "may be given as none on record";
    MAY_BE_NOT_APPLICABLE ["可不适用"] ["may_be_not_applicable"] "may be given as not applicable";
    MAY_BE_LATER ["可晚于基准日"] ["may_be_later"] "may lie after the as-of date";
    DEFAULT ["缺省"] ["default"] "the value when not submitted; after a score: a stated default";
    NONE_MARKS ["视为无"] ["none_marks"] "further marks for none";
    CONFIDENTIAL ["保密"] ["confidential"] "not shown in breakdowns";
    HIGHER_IS_BETTER ["越高越好"] ["higher_is_better"] "more of it never scores less; of a date: the time since";
    LOWER_IS_BETTER ["越低越好"] ["lower_is_better"] "less of it never scores less";
    MIDDLE_IS_BETTER ["适中为好"] ["middle_is_better"] "neither too much nor too little is good";
    FIXED ["不可改变"] ["fixed"] "nothing the applicant does changes it; of a list: no record can be added";
    COST ["改变代价"] ["cost"] "what changing it costs, 1 where nothing is said; of a list: each record added";
    FOR_REFERENCE ["备查"] ["for_reference"] "on record for readers; no rule uses it";
    UNIQUE ["唯一"] ["unique"] "no two records agree in these fields";
    UP_TO ["至多"] ["up_to"] "at most so many records";
    RECORDS ["条"] ["records"] "after the number of 至多";
    // Clauses of conditions.
    BASIS ["依据"] ["basis"] "the text it rests on";
    EVIDENCE ["证明"] ["evidence"] "what must be handed in";
    VERIFICATION ["核验"] ["verification"] "how it is verified";
    NOTE ["说明"] ["note"] "a note";
    REQUIRE ["要求"] ["require"] "must hold";
    CONCERNS ["适用"] ["concerns"] "whom the condition concerns";
    WHEN ["当"] ["when"] "when; which records";
    // Clauses of indicators.
    POINTS ["满分"] ["points"] "the points of a sheet or an indicator";
    BONUS ["附加"] ["bonus"] "not counted among the parent's points";
    INDICATOR_WEIGHT ["权重"] ["weight"] "weight among the parent's children";
    RESCALE ["缺项折算"] ["rescale"] "leaves that do not apply leave the denominator";
    ELSE_MANUAL ["否则转人工"] ["else_manual"] "under that share a person decides";
    NOT_APPLICABLE ["不适用"] ["not_applicable"] "does not apply";
    COUNT_FULL ["计满分"] ["count_full"] "with 不适用 当: full points";
    UNSUBMITTED ["视为未提交"] ["unsubmitted"] "as if not submitted";
    NO_VALUE ["无值"] ["no_value"] "what a missing value means";
    ZERO_DIVISION ["分母为零"] ["zero_division"] "what a division by zero means";
    PENDING ["待评"] ["pending"] "still to be assessed";
    CLEAR ["清零"] ["clear"] "the score becomes 0";
    SET_TO ["设为"] ["set_to"] "the score becomes";
    ROUND ["四舍五入"] ["round"] "rounded half away from zero";
    PLACES ["位"] ["places"] "after the number of 四舍五入";
    CAP ["封顶"] ["cap"] "at most";
    FLOOR ["下限"] ["floor"] "at least";
    JUMP_MEANT ["跳变有意"] ["jump_meant"] "where one row ends and the next begins elsewhere, that is meant; why";
    NO_CAP ["不封顶"] ["no_cap"] "not held at the top";
    NO_FLOOR ["不设下限"] ["no_floor"] "not held at 0";
    IN_ORDER ["依次"] ["in_order"] "additions and deductions in the order written";
    MAY_REPEAT ["可与"] ["may_repeat"] "what another indicator counts is meant to count here too";
    REPEATED ["重复"] ["because"] "after the codes of 可与: why";
    // Methods and scores.
    AWARD ["得"] ["award"] "gives the score";
    FULL ["满分"] ["full"] "full points";
    BANDS ["分档"] ["bands"] "a table of bands, guards or cells";
    OTHER ["其他"] ["other"] "everything else";
    RATIO ["比例"] ["ratio"] "in proportion";
    RATIO_FROM ["从"] ["from"] "from nothing at …";
    ASSESSED ["评定"] ["assessed"] "given by an assessor";
    START ["起始"] ["start"] "starts with";
    ADD ["加"] ["add"] "adds";
    DEDUCT ["扣" "减"] ["deduct" "less"] "deducts";
    EACH_MET ["每具备一项"] ["for_each_met"] "for each item that is met";
    EACH_MISSING ["每缺一项"] ["for_each_missing"] "for each item that is missing";
    STARTING ["起"] ["starting"] "starts the band with";
    BASE ["自"] ["from"] "counted from; a period from a date";
    PER ["每"] ["per"] "for each step";
    PER_FULL ["每满"] ["per_full"] "for each whole step";
    PER_BELOW ["每低"] ["per_below"] "for each step downwards";
    PER_FULL_BELOW ["每满低"] ["per_full_below"] "for each whole step downwards";
    STARTED ["不足进一"] ["started"] "a started step is a step";
    PROPORTIONAL ["按比例"] ["proportional"] "a part of a step counts in proportion";
    LINEAR ["由"] ["linear"] "linear over the band";
    EACH ["每条"] ["each"] "for each record";
    HIGHEST_OF ["取最高"] ["best"] "the best of several methods";
    LOWEST_OF ["取最低"] ["worst"] "the worst of several methods";
    // The block of 每条.
    EXCLUDE ["不计"] ["exclude"] "records that are as if they had never been";
    VALIDITY ["有效期"] ["valid"] "for how long a record counts";
    SAME ["同一"] ["same"] "what makes records one case";
    KEEP_GREATEST ["只计最重" "只计最高"] ["keep_greatest" "keep_highest"] "of one case the greatest counts";
    KEEP_ONCE ["只计一次"] ["keep_once"] "of one case one counts";
    FIRST ["首条"] ["first"] "for the first record";
    REST ["其余"] ["rest"] "for each of the others";
    REPEAT ["重犯"] ["repeat"] "an earlier case of the same kind";
    DATED ["于"] ["dated"] "the date of a case";
    WITHIN_PREVIOUS ["前"] ["within_previous"] "how far back";
    INSIDE ["内"] [] "closes a window (Chinese only)";
    TIMES ["乘"] ["times"] "multiplies";
    EACH_YEAR ["每年"] ["each_year"] "records of one calendar year";
    EACH_MONTH ["每月"] ["each_month"] "records of one calendar month";
    EACH_GROUP ["每组"] ["each_group"] "records that agree";
    ONLY_HIGHEST ["只取最高"] ["only_highest"] "only the highest record counts";
    ONLY_LOWEST ["只取最低"] ["only_lowest"] "only the lowest record counts";
    // Grades.
    STEP_DOWN ["降一级"] ["step_down"] "one grade down";
    SET_GRADE ["直接"] ["direct"] "the grade is";
    // Expressions.
    OR ["或"] ["or"] "one of them holds";
    AND ["且"] ["and"] "all of them hold";
    NOT ["非"] ["not"] "does not hold";
    AT_LEAST ["达到" "不低于"] ["at_least" "not_below"] "≥";
    OVER ["超过" "高于"] ["over" "above"] ">";
    BELOW ["不足" "低于"] ["below" "under"] "<";
    AT_MOST ["不超过" "不高于"] ["at_most" "not_above"] "≤";
    EQUAL ["为" "等于"] ["is" "equals"] "=";
    NOT_EQUAL ["不为" "不等于"] ["is_not" "not_equals"] "≠";
    BEFORE ["早于"] ["before"] "an earlier date";
    AFTER ["晚于"] ["after"] "a later date";
    NOT_BEFORE ["不早于"] ["not_before"] "the same date or later";
    NOT_AFTER ["不晚于"] ["not_after"] "the same date or earlier";
    ELAPSED ["满"] ["elapsed"] "the period has run out on the as-of date";
    NOT_ELAPSED ["不满"] ["not_elapsed"] "the period has not run out";
    IN ["在"] ["in"] "lies in a range";
    NOT_IN ["不在"] ["not_in"] "does not lie in a range";
    WITHIN_LAST ["在近"] ["within_last"] "在近3年内: the period has not run out";
    NOT_WITHIN_LAST ["不在近"] ["not_within_last"] "the period has run out";
    WITHIN_NEXT ["在后"] ["within_next"] "在后3个月内: comes within the period";
    NOT_WITHIN_NEXT ["不在后"] ["not_within_next"] "does not come within the period";
    ONE_OF ["属于"] ["one_of"] "is one of";
    NOT_ONE_OF ["不属于"] ["not_one_of"] "is none of";
    HAS_ANY ["含"] ["has"] "has at least one of";
    HAS_NONE ["不含"] ["has_none"] "has none of";
    HAS_ALL ["齐备"] ["has_all"] "has all of";
    ONLY ["仅"] ["only"] "has nothing but";
    GIVEN ["已填"] ["given"] "a value is given";
    EMPTY ["为空"] ["empty"] "none on record or not applicable";
    NO_RECORD ["无记录"] ["no_record"] "none on record; an empty list";
    ANY ["有"] ["any"] "some record";
    NONE ["无"] ["none"] "no record";
    EVERY ["每个"] ["every"] "every record …";
    MEETS ["均"] ["meets"] "… meets";
    IF ["若"] ["if"] "if";
    THEN ["则"] ["then"] "then";
    ELSE ["否则"] ["else"] "else";
    TO ["至"] ["to"] "both ends of a range; the time between two dates";
    ABOVE ["以上"] ["or_more"] "low bound, after the number";
    UNDER ["以下" "以内"] ["or_less" "or_fewer"] "high bound, after the number";
    OF ["的"] ["of"] "合计(列表 的 式)";
    WEIGHT ["权"] ["weight"] "weighted by";
    BY ["按"] ["by"] "measured by; ordered by";
    MINIMUM ["至少"] ["minimum"] "fewer records give no value";
    TRIM_FROM ["去极值自"] ["trim_from"] "from so many on the extremes are left out";
    AS_OF ["基准日"] ["as_of"] "the as-of date";
    LAST_YEAR ["上年度"] ["last_year"] "the year before the as-of date";
    TOTAL ["总分"] ["total"] "the total";
    EVIDENCE_ATTACHED ["已附证明"] ["evidence_attached"] "the record carries evidence";
    OWN_POINTS ["本条分值"] ["own_points"] "the record's own points";
    YES ["是"] ["yes"] "yes";
    NO ["否"] ["no"] "no";
    // Functions.
    SCORE_OF ["得分"] ["score_of"] "score of an indicator";
    COUNT ["条数"] ["count"] "number of records";
    SUM ["合计"] ["sum"] "sum";
    HIGHEST ["最高"] ["highest"] "greatest value";
    LOWEST ["最低"] ["lowest"] "least value";
    MEAN ["平均"] ["mean"] "mean";
    DISTINCT ["种数"] ["distinct"] "number of different values";
    WEIGHTED_MEAN ["加权平均"] ["weighted_mean"] "weighted mean";
    TRIMMED_MEAN ["去极值平均"] ["trimmed_mean"] "mean without the extremes";
    THE_ONE ["取"] ["the_one"] "of the one record";
    NEWEST ["最新"] ["newest"] "of the newest record";
    YEARLY ["逐年加权"] ["yearly"] "weighted by year";
    FLOOR_OF ["取整"] ["floor"] "down to a whole number";
    CEILING_OF ["进整"] ["ceiling"] "up to a whole number";
    LARGER ["较大"] ["larger"] "the larger";
    SMALLER ["较小"] ["smaller"] "the smaller";
    ABSOLUTE ["绝对值"] ["absolute"] "without its sign";
    ONE_IF ["计入"] ["one_if"] "1 if it holds, else 0";
    YEAR_OF ["年份"] ["year_of"] "year of a date";
    MONTH_OF ["月份"] ["month_of"] "year and month of a date";
    DAYS_OF ["天数"] ["days_of"] "days between two dates";
    FULL_MONTHS ["满月数"] ["full_months"] "full months between two dates";
    FULL_YEARS ["满年数"] ["full_years"] "full years between two dates";
    // Units.
    YUAN ["元"] ["yuan"] "yuan";
    WAN_YUAN ["万元"] ["wan_yuan"] "10,000 yuan";
    YI_YUAN ["亿元"] ["yi_yuan"] "100,000,000 yuan";
    POINT ["分"] ["pts"] "points";
    YEARS ["年"] ["years" "year"] "period in years";
    MONTHS ["个月"] ["months" "month"] "period in months";
    DAYS ["日"] ["days" "day"] "period in days";
    CALENDAR_YEARS ["年度"] ["calendar_years" "calendar_year"] "2023年度; 近3年度";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_grammar_reads_every_keyword() {
        let grammar = include_str!("../../grammar/rules.pest");
        for spelling in ALL.iter().flat_map(|keyword| keyword.spellings()) {
            assert!(grammar.contains(&format!("\"{spelling}\"")), "{spelling}");
        }
    }

    #[test]
    fn the_reference_lists_every_keyword() {
        let reference = include_str!("../../docs/language.md");
        for keyword in ALL {
            let spell = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
            let row = format!("| {} | {} | {} |", spell(keyword.zh), spell(keyword.en), keyword.meaning);
            assert!(reference.contains(&row), "missing in docs/language.md:\n{row}");
        }
    }
}
