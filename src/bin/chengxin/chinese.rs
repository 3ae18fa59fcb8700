//! The Chinese help of each command and argument.

use clap::{Arg, Command};

/// What each command is for, and how it is called.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("chengxin", "诚信：检查评价规则，精确计分，把结果解释到规则的每一行", "chengxin [选项] <命令>"),
    ("check", "检查规则文件：一次列出所有问题、所在行和改法", "chengxin check [选项] <路径>..."),
    ("score", "给申报记录计分", "chengxin score [选项] --rules <目录> --as-of <日期> <记录>..."),
    (
        "explain",
        "逐步解释一个申报单位或一项指标的得分",
        "chengxin explain [选项] --rules <目录> --as-of <日期> <记录> [指标]",
    ),
    (
        "verify",
        "按原来的规则和记录重新计算，看得分明细是否一致",
        "chengxin verify <明细> --rules <目录> --record <文件>",
    ),
    ("test", "运行规则包的样例，与期望的结果比较", "chengxin test [选项] <规则包>"),
    ("diff", "规则改动意味着什么，对申报单位有什么影响", "chengxin diff [选项] <旧规则包> <新规则包>"),
    (
        "whatif",
        "假如某些事实不同，一个申报单位会得多少分",
        "chengxin whatif [选项] --rules <目录> --as-of <日期> <记录> <事实=值>...",
    ),
    (
        "gen-cases",
        "写出样例，到达现有样例没有到达之处：每个分支、每条边界的每一侧、达线上下的总分",
        "chengxin gen-cases [选项] <规则包>",
    ),
    (
        "advise",
        "给申报单位出主意：怎样用最少的改变达线，哪些材料决定结论",
        "chengxin advise [选项] --rules <目录> --as-of <日期> <记录>",
    ),
    (
        "schema",
        "输出 JSON Schema",
        "chengxin schema [选项] <scheme|record|breakdown|diagnostics|tests|change|impact|whatif|advice>",
    ),
    ("export", "把规则的含义写成中立的 JSON，供别的程序读", "chengxin export [选项] <规则包>"),
    ("fmt", "把规则文件整理成规范的写法：缩进、空格、对齐；注释和用词不变", "chengxin fmt [选项] <路径>..."),
    ("new", "写一份可以照着改的新规则文件", "chengxin new <命令>"),
    ("lsp", "为编辑器服务：在标准输入输出上运行语言服务器", "chengxin lsp"),
    ("association", "一个协会或区的指标表，带注释和样例", "chengxin new association [选项] <名称>"),
];

/// What each argument means; the same name means the same in every command, unless the command is named.
const ARGUMENTS: &[(&str, &str, &str, &str)] = &[
    ("fmt", "lang", "zh|en", "把全部关键词改写成这种语言：zh 或 en；不写则各照原样"),
    ("fmt", "paths", "路径", "规则包（目录）、.rules 文件，或 - 表示从标准输入到标准输出"),
    ("fmt", "check", "", "不改动文件，只说哪些文件不是规范的写法；有则退出码为 1"),
    ("", "lang", "zh|en", "消息和报告的语言：zh 或 en；不写则随系统语言"),
    ("check", "paths", "路径", "规则包（目录），或其中一个 .rules 文件"),
    ("check", "stats", "", "同时列出规则的规模，和计算一份记录至多要多少步"),
    ("check", "report", "文件", "把证明了什么写成一页：文件名以 .html 结尾的写 HTML，否则写 Markdown"),
    ("check", "explain", "代码", "解释一个消息代码，如 E0402，附错误和正确的写法；all 列出全部代码"),
    ("check", "limit", "个数", "每个文件至多列出这么多个错误和警告；不写则为 20"),
    ("check", "all", "", "列出全部错误和警告"),
    ("test", "filter", "文字", "只运行标题或文件名含这段文字的样例"),
    ("test", "unconfirmed", "", "列出期望还没有经人确认的样例，和各自要命中什么"),
    ("test", "bless", "", "先列出未通过的样例要怎样改，再改写其中的期望"),
    ("test", "format", "格式", "text（默认）、json 或 junit"),
    ("whatif", "changes", "事实=值", "要改的事实，如 参训人数=240；等号后不写表示未提交"),
    ("diff", "old", "旧规则包", "改动前的规则包"),
    ("diff", "new", "新规则包", "改动后的规则包"),
    ("diff", "as_of", "日期", "基准日，如 2023-10-31；不写则为新规则有效期的第一天（新规则写明的话）"),
    ("diff", "track", "名称", "只看这套行业（区域）指标，不按记录里写的"),
    ("diff", "records", "记录", "每条记录按新旧规则各算一次：.json、.jsonl 或 .ndjson 文件，或 - 表示从标准输入逐行读"),
    ("diff", "as_if_in_force", "", "基准日早于新规则的有效期，也照新规则比较"),
    ("diff", "format", "格式", "text（默认）、markdown、json，或 csv：有记录时，每个有变化的申报单位一行"),
    ("diff", "limit", "个数", "每一类至多列出这么多个；不写则为 20"),
    (
        "score",
        "records",
        "记录",
        ".json 文件，.jsonl 或 .ndjson 文件（一行一条记录），或 - 表示从标准输入逐行读；或一个表格文件（.parquet、.arrow），得分写成 -o 指定的表格",
    ),
    (
        "score",
        "format",
        "格式",
        "text（默认）、markdown、json、jsonl（得分明细），或 scores（简要结果，每条一行 JSON，最快）",
    ),
    ("", "format", "格式", "text（默认）或 json"),
    ("export", "rules", "规则包", "规则包：含 scheme.toml 的目录"),
    ("schema", "rules", "目录", "用于 record：按哪个规则包的事实"),
    ("schema", "track", "名称", "用于 record：包括这套行业（区域）的事实"),
    ("association", "rules", "目录", "规则包；不写则为当前目录"),
    ("association", "name", "名称", "协会或区的中文名称，如 物业管理"),
    ("association", "key", "代号", "拉丁字母的代号，如 property；也是文件名"),
    ("advise", "target", "分数", "要达到的总分；不写则为达线分"),
    ("advise", "alternatives", "个数", "至多列出这么多个方案；不写则为 5"),
    ("advise", "write", "目录", "把每个方案的记录写进这个目录：1.json、2.json……"),
    ("", "rules", "目录", "规则包：含 scheme.toml 的目录"),
    ("", "as_of", "日期", "基准日，如 2023-10-31"),
    ("", "track", "名称", "按这套行业（区域）指标计分，不按记录里写的"),
    ("", "closed", "", "截止后封卷：未提交的按方案规定计"),
    ("", "records", "记录", ".json 文件，.jsonl 或 .ndjson 文件（一行一条记录），或 - 表示从标准输入逐行读"),
    ("", "full", "", "text 格式时输出全部明细，不只是摘要"),
    ("", "output", "文件", "写入这个文件；文件要么完整出现，要么不出现"),
    ("verify", "record", "文件", "申报记录，.json 文件"),
    ("", "record", "记录", "申报记录，.json 文件"),
    ("", "indicator", "指标", "指标或条件的编号；不写则全部解释"),
    ("", "breakdown", "明细", "得分明细，即 score --format json 写出的 .json 文件"),
    ("test", "coverage", "", "同时列出样例到达了规则的哪些地方：分支、边界的每一侧、条件、记录规则"),
    ("test", "coverage_source", "文件", "把规则写入这个文件，每行标明样例到达了没有"),
    ("test", "coverage_min", "百分数", "样例到达的不到百分之这么多，则退出码为 1，如 90"),
    ("gen-cases", "out", "目录", "样例文件写到哪个目录；不写则为规则包的 cases"),
    ("gen-cases", "only", "编号", "只为这项指标、条件或定义；可以写几次"),
    ("gen-cases", "missing", "", "只写现有样例没有到达之处"),
    ("gen-cases", "as_of", "日期", "样例的基准日，如 2023-10-31；不写则取方案有效期内的一天"),
    ("gen-cases", "force", "", "替换已有的文件"),
    ("", "pack", "规则包", "规则包：含 scheme.toml 和 cases 的目录"),
    (
        "",
        "of",
        "对象",
        "scheme（方案）、record（申报记录）、breakdown（得分明细）、diagnostics（检查结果）、tests（样例结果）、change、impact（diff 对规则和申报单位所说的）、whatif 或 advice（主意）",
    ),
    ("", "help", "", "显示帮助"),
    ("", "version", "", "显示版本"),
];

/// What the exit codes mean.
const EXIT_CODES: &str = "退出码：0 正常；1 规则有错、样例未通过或 fmt --check 有文件要改；2 用法不对或文件读写不了；3 有记录未能计分；4 得分明细与重新计算不一致";

/// The parts of the help that a command has, under Chinese headings.
fn template(command: &Command) -> String {
    let mut parts = "{about-with-newline}\n用法：{usage}\n".to_owned();
    if command.has_subcommands() {
        parts.push_str("\n命令：\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        parts.push_str("\n参数：\n{positionals}\n");
    }
    parts.push_str("\n选项：\n{options}{after-help}\n");
    parts
}

/// The command with its help in Chinese, and that of every command below it.
pub(crate) fn in_chinese(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let found = COMMANDS.iter().find(|(known, _, _)| *known == name);
    let (about, usage) = found.map_or(("", ""), |(_, about, usage)| (*about, *usage));
    let template = template(&command);
    let command = command
        .about(about)
        .help_template(template)
        .override_usage(usage)
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(clap::ArgAction::Help));
    let command = if name == "chengxin" {
        command
            .after_help(EXIT_CODES)
            .arg(Arg::new("version").short('V').long("version").action(clap::ArgAction::Version))
    } else {
        command
    };
    command.mut_args(|argument| explained(&name, argument)).mut_subcommands(in_chinese)
}

fn explained(command: &str, argument: Arg) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let found = ARGUMENTS.iter().find(|(of, known, _, _)| *known == id && (of.is_empty() || *of == command));
    match found {
        Some((_, _, "", help)) => argument.help(*help),
        Some((_, _, value, help)) => argument.help(*help).value_name(*value),
        None => argument,
    }
}
