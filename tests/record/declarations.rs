//! The facts that the cases declare, as rules would: `事实 名 (key) 类型 选项…`.

use chengxin::facts::Value;
use chengxin::plan::{Choice, Dimension, FactDeclaration, Kind, ListDeclaration};
use chengxin::source::Span;
use chengxin::value::{Bound, Range};

fn fact(name: &str, key: &str, kind: Kind) -> FactDeclaration {
    FactDeclaration {
        name: name.into(),
        key: key.into(),
        kind,
        track: None,
        range: Range::all(),
        step: None,
        may_be_none: false,
        may_be_not_applicable: false,
        may_be_later: false,
        default: None,
        none_marks: Vec::new(),
        source: None,
        confidential: false,
        direction: None,
        fixed: false,
        cost: None,
        for_reference: false,
        span: Span::default(),
    }
}

fn number(dimension: Dimension) -> Kind {
    Kind::Quantity { dimension, whole: false, percent: false }
}

fn whole(unit: &str) -> Kind {
    Kind::Quantity { dimension: Dimension::Counted(unit.into()), whole: true, percent: false }
}

fn options(pairs: &[(&str, &str)]) -> Vec<Choice> {
    pairs.iter().map(|(name, key)| Choice { name: (*name).into(), key: (*key).into() }).collect()
}

fn at_least_zero() -> Range {
    Range { low: Some(Bound::closed(0.into())), high: None }
}

fn to(high: i64) -> Range {
    Range::closed(0.into(), high.into())
}

fn list(fields: Vec<FactDeclaration>, unique: Vec<usize>, at_most: Option<u32>) -> Kind {
    Kind::List(ListDeclaration { fields, unique, at_most })
}

pub(crate) fn all() -> Vec<FactDeclaration> {
    [enterprise(), quantities(), lists(), tracks()].concat()
}

fn enterprise() -> Vec<FactDeclaration> {
    let scale = options(&[("大型", "large"), ("中型", "medium"), ("小微", "small")]);
    vec![
        fact("独立法人", "enterprise.independent", Kind::YesNo),
        FactDeclaration {
            source: Some("市场监管".into()),
            ..fact("成立日期", "enterprise.established_on", Kind::Date)
        },
        fact("信用代码", "enterprise.uscc", Kind::CreditCode),
        fact("企业名称", "enterprise.name", Kind::Text),
        fact("规模", "enterprise.scale", Kind::Choice(scale)),
        FactDeclaration {
            may_be_later: true, may_be_none: true, ..fact("许可证有效期", "licence_until", Kind::Date)
        },
        fact("会员自", "member_since", Kind::Year),
        fact("党组织", "party", Kind::Choice(options(&[("有", "yes"), ("无", "none"), ("不适用", "na")]))),
        FactDeclaration {
            may_be_not_applicable: true,
            default: Some(Value::Choice(1)),
            ..fact("会员等级", "member_level", Kind::Choice(options(&[("甲级", "a"), ("乙级", "b")])))
        },
        FactDeclaration {
            may_be_none: true,
            none_marks: vec!["-".into(), "未见".into()],
            ..fact("备注", "note", Kind::Text)
        },
        fact(
            "宣传渠道",
            "channels",
            Kind::Choices(options(&[("通知", "notice"), ("照片", "photo"), ("罚款、没收", "both")])),
        ),
    ]
}

fn quantities() -> Vec<FactDeclaration> {
    vec![
        FactDeclaration { range: at_least_zero(), ..fact("上年度纳税额", "tax_paid", number(Dimension::Money)) },
        fact("净利润", "net_profit", number(Dimension::Money)),
        FactDeclaration {
            range: to(100),
            step: "0.5".parse().ok(),
            ..fact("满意度", "satisfaction", number(Dimension::Plain))
        },
        FactDeclaration {
            range: Range { low: None, high: Some(Bound { number: 100.into(), included: false }) },
            ..fact("偏差", "deviation", number(Dimension::Plain))
        },
        FactDeclaration { range: to(1), ..fact("履约率", "fulfilled", number(Dimension::Ratio)) },
        FactDeclaration {
            range: to(1),
            ..fact("合格率", "passed", Kind::Quantity { dimension: Dimension::Ratio, whole: false, percent: true })
        },
        FactDeclaration { range: at_least_zero(), ..fact("培训人数", "trained", whole("人")) },
    ]
}

fn lists() -> Vec<FactDeclaration> {
    let item = vec![fact("项目", "item", Kind::Text), fact("数量", "count", whole("件"))];
    let penalties = vec![
        fact("文书号", "doc_no", Kind::Text),
        fact("决定日期", "decided_on", Kind::Date),
        FactDeclaration {
            may_be_none: true, range: at_least_zero(), ..fact("罚款", "fine", number(Dimension::Money))
        },
        fact("明细", "items", list(item, vec![], Some(2))),
    ];
    let rating = vec![fact("平台", "platform", Kind::Text), fact("年度", "year", Kind::Year)];
    vec![
        fact("行政处罚", "penalties", list(penalties, vec![0], None)),
        FactDeclaration { may_be_none: true, ..fact("平台评分", "ratings", list(rating, vec![0, 1], Some(3))) },
    ]
}

fn tracks() -> Vec<FactDeclaration> {
    let of = |track: usize, declaration| FactDeclaration { track: Some(track), ..declaration };
    vec![
        of(0, fact("在施项目数", "site.projects", whole("个"))),
        of(0, fact("现场评价", "site.score", number(Dimension::Plain))),
        of(1, fact("明厨亮灶", "site.open_kitchen", Kind::YesNo)),
        of(1, fact("现场检查", "site.score", Kind::YesNo)),
        of(1, fact("油烟净化", "kitchen.filter", Kind::YesNo)),
    ]
}
