//! The command line as clap types. The help texts are in `words/help.rs`, in both languages, under
//! the names used here.

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use cchc::model::{Block, Date, DeclaredHeading, Index, Points, Rule, Stage, Year};
use cchc::render::table::{CsvStyle, Format};
use cchc::simulate::Extra;
use cchc::text::{ChartKind, Lang};
use clap::builder::{OsStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

mod source;

pub use source::{DryRunFormat, SourceLayout, SourceLimits};

#[derive(Debug, Parser)]
#[command(name = "cchc", version, disable_help_subcommand = true)]
pub struct Cli {
    #[arg(long, global = true, env = "CCHC_DB", default_value = "cchc.db", value_name = "FILE", value_parser = OsStringValueParser::new().try_map(database_name))]
    pub db: PathBuf,
    #[arg(long, global = true, env = "CCHC_LANG", default_value = "vi", value_name = "vi|en")]
    pub lang: Lang,
    #[arg(long, global = true, value_name = "NAME")]
    pub authority: Option<String>,
    #[arg(long, global = true, value_name = "CODE")]
    pub index: Option<Index>,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    #[arg(long, global = true, default_value = "text", value_name = "text|json")]
    #[arg(hide_possible_values = true)]
    pub error_format: ErrorFormat,
    #[command(subcommand)]
    pub verb: Verb,
}

/// How an error is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ErrorFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Build(Build),
    Import(Box<Import>),
    Simulate(Simulate),
    Check(Check),
    Explain(Explain),
    Rank(Rank),
    Gap(Gap),
    Leniency(Leniency),
    Review(Review),
    Weakness(Weakness),
    Delta(Delta),
    Trend(Trend),
    Unit(Unit),
    Chart(Chart),
    Report(Report),
    Sql(Sql),
    Ask(Ask),
    Serve(Serve),
    Trace(Trace),
    Documents(Documents),
    Extract(Extract),
    Export(Export),
    Remove(Remove),
    Rebuild(Rebuild),
    Template(Template),
    /// Writes the reference of the command line.
    #[command(hide = true)]
    Manual(Manual),
    /// The mode in which the program starts itself as a worker.
    #[command(hide = true)]
    Worker(Worker),
}

#[derive(Debug, Args)]
pub struct Build {
    #[arg(default_value = "data", value_name = "DATA")]
    pub data: PathBuf,
    #[arg(long, default_value = "reports", value_name = "DIR")]
    pub reports: PathBuf,
    #[command(flatten)]
    pub admit: Admit,
    #[command(flatten)]
    pub limits: SourceLimits,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[arg(value_name = "RULE")]
    pub rule: Option<Rule>,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub select: Select,
    #[arg(long, value_name = "NUMBER", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub number: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    #[arg(long, value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub issuer: Option<String>,
    #[arg(long, value_name = "NUMBER", value_parser = cchc::assessment::scale)]
    pub scale: Option<Points>,
    #[arg(long, value_name = "NUMBER")]
    pub units: Option<usize>,
    #[arg(id = "form_unit", long = "unit", value_name = "NAME")]
    #[arg(value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub unit: Option<String>,
    #[arg(long, value_name = "self|appraised|published")]
    pub stage: Option<Stage>,
    #[arg(long, value_name = "DIR")]
    pub registry: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    #[arg(long, value_name = "HEADING=COLUMN")]
    pub heading: Vec<DeclaredHeading>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(
        id = "import_format",
        long = "format",
        default_value = "table",
        value_name = "table|json"
    )]
    #[arg(hide_possible_values = true, requires = "dry_run")]
    pub format: DryRunFormat,
    #[command(flatten)]
    pub admit: Admit,
    #[command(flatten)]
    pub layout: SourceLayout,
    #[command(flatten)]
    pub limits: SourceLimits,
}

/// What an import lets through that it would otherwise reject.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Admit {
    #[arg(long, value_name = "RULE")]
    pub accept: Vec<Rule>,
    #[arg(long)]
    pub replace: bool,
    #[arg(long)]
    pub new_units: bool,
    #[arg(long)]
    pub mix: bool,
    #[arg(long)]
    pub replace_registry: bool,
}

#[derive(Debug, Args)]
pub struct Select {
    #[arg(long, value_name = "YEAR")]
    pub year: Option<Year>,
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Option<Block>,
}

#[derive(Debug, Args)]
pub struct Output {
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[arg(id = "output", long = "output", short, value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long)]
    bom: bool,
    #[arg(id = "csv_decimal_mark", long = "decimal-mark", value_name = "comma|point")]
    #[arg(value_parser = source::decimal_mark)]
    decimal_mark: Option<char>,
    #[arg(id = "csv_separator", long = "separator", value_name = "CHARACTER")]
    #[arg(value_parser = source::separator)]
    separator: Option<char>,
}

impl Output {
    /// The format that is asked for, or else the one that the ending of the file names.
    pub fn format(&self) -> Format {
        let of_ending = || self.file.as_deref().and_then(format_of_ending);
        self.format.or_else(of_ending).unwrap_or_default()
    }

    /// The ending of the file if it promises something else than a table, and no format is asked
    /// for.
    pub fn foreign_ending(&self) -> Option<&str> {
        let ending = self.file.as_ref()?.extension()?.to_str()?;
        let is_foreign = ["docx", "pdf", "html", "xls", "ods", "tsv"]
            .iter()
            .any(|foreign| foreign.eq_ignore_ascii_case(ending));
        (is_foreign && self.format.is_none()).then_some(ending)
    }

    /// How CSV is written. Fields are separated by semicolons where decimals have a comma.
    pub fn csv(&self) -> CsvStyle {
        let decimal_mark = self.decimal_mark.unwrap_or('.');
        let usual = if decimal_mark == ',' { ';' } else { ',' };
        CsvStyle { bom: self.bom, decimal_mark, separator: self.separator.unwrap_or(usual) }
    }

    /// Whether an option asks for something that only CSV has.
    pub fn is_for_csv(&self) -> bool {
        self.bom || self.decimal_mark.is_some() || self.separator.is_some()
    }
}

/// The format that the ending of a file names.
pub fn format_of_ending(file: &Path) -> Option<Format> {
    match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "md" => Some(Format::Markdown),
        ending => ending.parse().ok(),
    }
}

/// The first and the last year, such as `2019-2024`; one year alone is both.
#[derive(Debug, Clone, Copy)]
pub struct Years {
    pub first: Year,
    pub last: Year,
}

impl FromStr for Years {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let years = Self { first: first.trim().parse()?, last: last.trim().parse()? };
        let span = years.last.number() - years.first.number();
        if (0..30).contains(&span) {
            Ok(years)
        } else {
            Err(format!("{text:?} is not a span of at most 30 years, such as 2019-2024"))
        }
    }
}

#[derive(Debug, Args)]
pub struct Simulate {
    #[arg(long, default_value = "2019-2024", value_name = "FIRST-LAST")]
    pub years: Years,
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    #[arg(
        long = "with",
        value_name = "EXTRA",
        value_delimiter = ',',
        conflicts_with = "all_extras"
    )]
    pub extras: Vec<Extra>,
    #[arg(long)]
    pub all_extras: bool,
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub select: Select,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Rank {
    #[command(flatten)]
    pub select: Select,
    #[arg(long)]
    pub recomputed: bool,
    #[arg(long, conflicts_with = "recomputed")]
    pub intervals: bool,
    #[arg(long, conflicts_with_all = ["recomputed", "intervals"])]
    pub next_grade: bool,
    #[arg(long, requires = "next_grade")]
    pub realistic: bool,
    #[arg(long, conflicts_with_all = ["recomputed", "intervals", "next_grade", "index"])]
    pub all_indices: bool,
    #[arg(long, conflicts_with_all = ["recomputed", "intervals", "next_grade", "all_indices"])]
    pub children: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GapBy {
    Unit,
    Criterion,
    Cell,
}

#[derive(Debug, Args)]
pub struct Gap {
    #[command(flatten)]
    pub select: Select,
    #[arg(
        id = "gap_by",
        long = "by",
        default_value = "unit",
        value_name = "unit|criterion|cell",
        hide_possible_values = true
    )]
    pub by: GapBy,
    #[arg(long, conflicts_with = "gap_by")]
    pub persistent: bool,
    #[arg(long, conflicts_with_all = ["gap_by", "persistent"])]
    pub improved: bool,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub level: Option<u32>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LeniencyBy {
    Unit,
    Criterion,
}

#[derive(Debug, Args)]
pub struct Leniency {
    #[command(flatten)]
    pub select: Select,
    #[arg(
        id = "leniency_by",
        long = "by",
        default_value = "unit",
        value_name = "unit|criterion",
        hide_possible_values = true
    )]
    pub by: LeniencyBy,
    #[arg(long, conflicts_with_all = ["leniency_by", "year"])]
    pub lasting: bool,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Review {
    #[command(flatten)]
    pub select: Select,
    #[arg(long, conflicts_with_all = ["all", "sample", "seed"])]
    pub trials: bool,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "COUNT")]
    pub sample: Option<usize>,
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WeaknessBy {
    Unit,
    Criterion,
    Discrimination,
}

#[derive(Debug, Args)]
pub struct Weakness {
    #[command(flatten)]
    pub select: Select,
    #[arg(
        id = "weakness_by",
        long = "by",
        default_value = "unit",
        value_name = "unit|criterion|discrimination",
        hide_possible_values = true
    )]
    pub by: WeaknessBy,
    #[arg(long, conflicts_with = "weakness_by")]
    pub persistent: bool,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, default_value_t = 1, value_name = "LEVEL", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub level: u32,
    #[command(flatten)]
    pub output: Output,
}

/// Two years to compare.
#[derive(Debug, Clone, Copy, Args)]
pub struct Span {
    #[arg(long, value_name = "YEAR")]
    pub from: Option<Year>,
    #[arg(long, value_name = "YEAR")]
    pub to: Option<Year>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeltaBy {
    Unit,
    Cause,
    Criterion,
    Grade,
    Set,
}

#[derive(Debug, Args)]
pub struct Delta {
    #[command(flatten)]
    pub span: Span,
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Option<Block>,
    #[arg(
        id = "delta_by",
        long = "by",
        default_value = "unit",
        value_name = "unit|cause|criterion|grade|set",
        hide_possible_values = true
    )]
    pub by: DeltaBy,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u32).range(1..=4))]
    pub level: Option<u32>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendBy {
    Unit,
    Block,
    Spread,
    Agreement,
    Merger,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LineageMode {
    AsIs,
    Merged,
}

#[derive(Debug, Args)]
pub struct Trend {
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Option<Block>,
    #[arg(
        id = "trend_by",
        long = "by",
        default_value = "unit",
        value_name = "unit|block|spread|agreement|merger",
        hide_possible_values = true
    )]
    pub by: TrendBy,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, value_name = "as-is|merged", hide_possible_values = true)]
    pub lineage: Option<LineageMode>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Unit {
    #[arg(id = "unit", value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Option<Block>,
    #[arg(long, default_value = "as-is", value_name = "as-is|merged", hide_possible_values = true)]
    pub lineage: LineageMode,
    #[command(flatten)]
    pub output: Output,
}

/// Parses the name of a kind of chart.
fn chart_kinds() -> impl TypedValueParser<Value = ChartKind> {
    PossibleValuesParser::new(ChartKind::ALL.map(ChartKind::code))
        .try_map(|name| name.parse::<ChartKind>())
}

#[derive(Debug, Args)]
pub struct Chart {
    #[arg(value_name = "KIND", hide_possible_values = true, value_parser = chart_kinds())]
    pub kind: ChartKind,
    #[command(flatten)]
    pub select: Select,
    #[command(flatten)]
    pub span: Span,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, value_name = "as-is|merged", hide_possible_values = true)]
    pub lineage: Option<LineageMode>,
    #[arg(long, short, value_name = "FILE.svg|FILE.png")]
    pub output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportKind {
    Year,
    Trend,
    Sheets,
    Annex,
}

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    #[default]
    Html,
    Docx,
    Xlsx,
    Pdf,
}

impl ReportKind {
    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Trend => "trend",
            Self::Sheets => "sheets",
            Self::Annex => "annex",
        }
    }
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Html, Self::Docx, Self::Xlsx, Self::Pdf];

    /// The file name's ending, without the dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }
}

#[derive(Debug, Args)]
pub struct Report {
    #[arg(
        id = "report_kind",
        default_value = "year",
        value_name = "KIND",
        hide_possible_values = true
    )]
    pub kind: ReportKind,
    #[arg(long, value_name = "YEAR")]
    pub year: Option<Year>,
    #[arg(long, value_name = "as-is|merged", hide_possible_values = true)]
    pub lineage: Option<LineageMode>,
    #[arg(
        id = "report_format",
        long = "format",
        default_value = "html",
        value_name = "html|docx|xlsx|pdf",
        hide_possible_values = true
    )]
    pub format: ReportFormat,
    #[arg(long, value_name = "TEXT")]
    pub addressee: Option<String>,
    #[arg(long, value_name = "FILE.docx")]
    pub letterhead: Option<PathBuf>,
    #[arg(long, value_name = "OLD.docx")]
    pub keep: Option<PathBuf>,
    #[arg(long, default_value = "reports", value_name = "DIR")]
    pub reports: PathBuf,
}

#[derive(Debug, Args)]
pub struct Sql {
    #[arg(value_name = "QUERY", allow_hyphen_values = true, value_parser = query)]
    pub query: Option<String>,
    #[arg(long, short = 'f', value_name = "FILE", conflicts_with = "query")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub asking: Asking,
}

/// The limits of queries, and where their answers go.
#[derive(Debug, Args)]
pub struct Asking {
    #[arg(long, default_value_t = 30, value_name = "SECONDS")]
    pub timeout: u64,
    #[arg(long, default_value_t = 1_000_000, value_name = "ROWS")]
    pub limit: usize,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Ask {
    #[arg(value_name = "NUMBER|NAME")]
    pub question: Option<String>,
    #[arg(long = "sql", id = "question_sql", requires = "question")]
    pub sql: bool,
    #[arg(long, value_name = "DIR")]
    pub questions: Option<PathBuf>,
    #[arg(long, value_name = "YEAR")]
    pub year: Option<Year>,
    #[arg(long, value_name = "YEAR")]
    pub from: Option<Year>,
    #[arg(long, value_name = "YEAR")]
    pub to: Option<Year>,
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Option<Block>,
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    #[arg(long, value_name = "WORDS")]
    pub words: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub criterion: Option<String>,
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(i64).range(1..=4))]
    pub level: Option<i64>,
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(0..=1_000_000))]
    pub count: Option<i64>,
    #[arg(long, value_name = "0-1", value_parser = share)]
    pub share: Option<f64>,
    #[command(flatten)]
    pub asking: Asking,
}

/// A query, which may begin with a comment: `-- …`. A single word with hyphens is a misspelt option.
/// The name of a database, which is a file: `:memory:` and addresses as SQLite knows them are none.
fn database_name(name: OsString) -> Result<PathBuf, String> {
    let is_other = name == ":memory:" || name.to_string_lossy().starts_with("file:");
    if name.is_empty() || is_other { Err("a file name".to_owned()) } else { Ok(name.into()) }
}

fn query(text: &str) -> Result<String, String> {
    if text.starts_with('-') && !text.contains(char::is_whitespace) {
        return Err(format!("{text:?} is neither an option of cchc sql nor a query"));
    }
    Ok(text.to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.replace(',', ".").parse().ok();
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("{text:?} is not a share between 0 and 1"))
}

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(long, value_name = "NUMBER")]
    pub port: Option<u16>,
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<IpAddr>,
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    #[arg(id = "serve_import", long = "import")]
    pub import: bool,
    #[arg(id = "serve_reports", long = "reports", value_name = "DIR", default_value = "reports")]
    pub reports: PathBuf,
    #[arg(long)]
    pub no_open: bool,
}

#[derive(Debug, Args)]
pub struct Manual {
    #[arg(id = "manual_dir", value_name = "DIR")]
    pub dir: PathBuf,
}

#[derive(Debug, Args)]
pub struct Worker {
    pub task: Task,
    /// The memory that the worker may use, in bytes.
    pub memory: u64,
}

/// The task of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Reads documents.
    Read,
    /// Answers queries.
    Query,
}

impl Task {
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Query => "query",
        }
    }
}

#[derive(Debug, Args)]
pub struct Template {
    #[arg(long, value_name = "YEAR")]
    pub year: Year,
    #[arg(long, value_name = "BLOCK", value_parser = source::block)]
    pub block: Block,
    #[arg(long, short, value_name = "FILE.xlsx")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct Trace {
    #[arg(long, value_name = "NAME")]
    pub unit: String,
    #[command(flatten)]
    pub select: Select,
    #[arg(long, value_name = "NAME")]
    pub criterion: Option<String>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Documents {
    #[arg(long, value_name = "FILE")]
    pub backup: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, Args)]
pub struct Extract {
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
    #[arg(id = "original", long = "output", short, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "DIR")]
    pub lake: PathBuf,
}

#[derive(Debug, Args)]
pub struct Remove {
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
}

#[derive(Debug, Args)]
pub struct Rebuild {
    #[arg(id = "other_registry", long = "registry", value_name = "DIR")]
    pub registry: Option<PathBuf>,
    #[arg(long)]
    pub replace_registry: bool,
    #[arg(long, value_name = "RULE")]
    pub accept: Vec<Rule>,
    #[arg(long, value_name = "DOCUMENT")]
    pub without: Vec<String>,
}
