//! `cchc import --dry-run`: what would be read of each document, and nothing is written.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use serde::Serialize;

use cchc::assessment::{Assessment, CheckError, ColumnUse, Finding, Origin, finding_message};
use cchc::model::{Block, Coverage, Date, Rule, Severity, unit_key};
use cchc::registry::Registry;
use cchc::render::table::escaped;
use cchc::source::{self, RawDocument};
use cchc::store::{Store, StoreError};
use cchc::text::{Lang, dry_run as words, place, printable, rejected_briefly, remark, severity_label, terminal};

use super::Context;
use super::gather::Document;
use super::import::{Job, understand};
use crate::cli::DryRunFormat;
use crate::console;
use crate::failure::{self, FAILED};

/// More findings of one table than this say the same again; JSON has them all.
const MOST_SHOWN: usize = 20;

/// What would be read of one document.
#[derive(Serialize)]
struct Plan {
    path: PathBuf,
    /// Whether an import would take it.
    importable: bool,
    /// Whether it stands in a folder and is no document.
    passed_over: bool,
    /// Why not.
    message: Option<String>,
    format: Option<&'static str>,
    sha256: Option<String>,
    remarks: Vec<String>,
    number: Option<String>,
    issued_on: Option<Date>,
    issuer: Option<String>,
    tables: Vec<Table>,
}

/// One table of results.
#[derive(Serialize)]
struct Table {
    year: i32,
    block: Block,
    title: String,
    coverage: Coverage,
    columns: Vec<ColumnUse>,
    criteria: usize,
    units: Vec<Unit>,
    findings: Vec<Said>,
}

/// A unit as printed, and the known one that it is; none where it is new.
#[derive(Serialize)]
struct Unit {
    printed: String,
    known: Option<String>,
}

/// A finding, with its cell.
#[derive(Serialize)]
struct Said {
    rule: Rule,
    severity: Severity,
    accepted: bool,
    place: String,
    table: usize,
    row: usize,
    column: usize,
    text: String,
    message: String,
}

pub fn run(context: &Context, documents: &[Document], job: &Job, format: DryRunFormat) -> Result<ExitCode> {
    let store = match Store::open(&context.db) {
        Ok(store) => Some(store),
        Err(StoreError::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let known = match &store {
        Some(store) => store.load_known(job.registry.as_ref())?,
        None => job.registry.clone().unwrap_or_default(),
    };
    let mut plans = Vec::new();
    for document in documents {
        let plan = plan(context.lang, document, job, &known, store.as_ref());
        if format == DryRunFormat::Table {
            console::print_bytes(show(context.lang, &plan, Colours::of_stdout()).as_bytes())?;
        }
        plans.push(plan);
    }
    if format == DryRunFormat::Json {
        console::print_bytes(format!("{}\n", escaped(&serde_json::to_string_pretty(&plans)?)).as_bytes())?;
    }
    let failed =
        plans.iter().any(|plan| !plan.importable && !plan.passed_over) || plans.iter().all(|plan| plan.passed_over);
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn plan(lang: Lang, found: &Document, job: &Job, known: &Registry, store: Option<&Store>) -> Plan {
    let path = &found.path;
    let mut plan = Plan {
        path: path.to_owned(),
        importable: false,
        passed_over: false,
        message: None,
        format: None,
        sha256: None,
        remarks: Vec::new(),
        number: None,
        issued_on: None,
        issuer: None,
        tables: Vec::new(),
    };
    let since = Instant::now();
    let document = source::read(path, &job.instructions.reading).map_err(Into::into).and_then(|raw| {
        plan.describe(lang, &raw);
        understand(raw, &job.instructions, known, since)
    });
    match document {
        Ok(document) => {
            let admitted = store.map_or(Ok(()), |store| store.admits(&document, job.registry.as_ref(), job.admission));
            plan.importable = admitted.is_ok();
            plan.message = admitted.err().map(|error| failure::describe(lang, &error.into()).0);
            plan.fill(lang, document.origin(), document.assessments(), known);
        }
        Err(error) => {
            let passed_over = found.is_none(&error);
            plan.passed_over = passed_over.is_some();
            plan.message = Some(match error.downcast_ref() {
                _ if passed_over.is_some() => {
                    passed_over.map_or_else(String::new, |reason| terminal::passed_over(lang, path, reason))
                }
                Some(CheckError::Rejected { origin, assessments, .. }) => {
                    plan.fill(lang, origin, assessments, known);
                    // The errors stand among the findings.
                    rejected_briefly(lang, path, assessments)
                }
                _ => failure::describe(lang, &error).0,
            });
        }
    }
    plan
}

impl Plan {
    fn describe(&mut self, lang: Lang, raw: &RawDocument) {
        self.format = Some(raw.format.code());
        self.sha256 = Some(raw.sha256.clone());
        self.remarks = raw.remarks.iter().map(|own| remark(lang, own)).collect();
    }

    fn fill(&mut self, lang: Lang, origin: &Origin, assessments: &[Assessment], known: &Registry) {
        self.number = Some(origin.number.clone());
        self.issued_on = Some(origin.issued_on);
        self.issuer = Some(origin.issuer.clone());
        self.tables = assessments.iter().map(|own| table(lang, own, known)).collect();
    }
}

fn table(lang: Lang, own: &Assessment, known: &Registry) -> Table {
    let unit = |printed: &String| {
        let known = known.unit(own.block, printed, own.year).map(|unit| unit.name.clone());
        Unit { printed: printed.clone(), known }
    };
    Table {
        year: own.year.number(),
        block: own.block,
        title: own.title.clone(),
        coverage: own.coverage,
        columns: own.columns.clone(),
        criteria: own.framework.criteria.len(),
        units: own.results.iter().map(|result| unit(&result.unit)).collect(),
        findings: own.findings.iter().map(|finding| said(lang, finding)).collect(),
    }
}

fn said(lang: Lang, finding: &Finding) -> Said {
    Said {
        rule: finding.rule,
        severity: finding.severity,
        accepted: finding.accepted,
        place: place(lang, &finding.cell),
        table: finding.cell.at.table,
        row: finding.cell.at.row,
        column: finding.cell.at.column,
        text: finding.cell.text.to_string(),
        message: finding_message(lang, finding),
    }
}

impl Said {
    fn is_open_error(&self) -> bool {
        self.severity == Severity::Error && !self.accepted
    }
}

/// The colours of a terminal, or none.
#[derive(Clone, Copy)]
struct Colours {
    good: Style,
    odd: Style,
    bad: Style,
    faint: Style,
}

impl Colours {
    fn of_stdout() -> Self {
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = |colour: AnsiColor| colour.on_default();
        if is_plain || !std::io::stdout().is_terminal() {
            let none = Style::new();
            return Self { good: none, odd: none, bad: none, faint: none };
        }
        Self {
            good: colour(AnsiColor::Green),
            odd: colour(AnsiColor::Yellow),
            bad: colour(AnsiColor::Red),
            faint: Style::new().dimmed(),
        }
    }
}

fn plain(text: &str) -> String {
    printable(text).into_owned()
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", printable(text))
}

fn show(lang: Lang, plan: &Plan, colours: Colours) -> String {
    let path = plan.path.display().to_string();
    if plan.passed_over {
        let message = plan.message.as_deref().unwrap_or_default();
        return format!("{}\n", painted(colours.faint, message));
    }
    let head = words::would_import(lang, &path, plan.importable);
    let mut lines = vec![painted(if plan.importable { colours.good } else { colours.bad }, &head)];
    let format = plan.format.map(|format| words::read_as(lang, format, &plan.remarks));
    lines.extend(format.map(|line| painted(colours.faint, &format!("  {line}"))));
    if let (Some(number), Some(date), Some(issuer)) = (&plan.number, &plan.issued_on, &plan.issuer) {
        lines.push(plain(&format!("  {}", words::decision(lang, number, *date, issuer))));
    }
    for (table, index) in plan.tables.iter().zip(1..) {
        lines.push(format!("  {}", words::table_found(lang, index, table.block, table.year, table.units.len())));
        lines.push(plain(&format!("    {}", units(lang, &table.units))));
        for own in &table.columns {
            let lowest = own.heading.rsplit(" / ").next().unwrap_or_default();
            let means = words::column_means(lang, own);
            let means = if own.means.is_none() { painted(colours.bad, &means) } else { plain(&means) };
            lines.push(format!("    {:>3}  {means}  {}", own.column, painted(colours.faint, lowest)));
        }
        // Errors first, so that none of them is among those that are left out.
        let (errors, others): (Vec<_>, Vec<_>) = table.findings.iter().partition(|finding| finding.is_open_error());
        for finding in errors.into_iter().chain(others).take(MOST_SHOWN) {
            let style = match finding.severity {
                _ if finding.is_open_error() => colours.bad,
                Severity::Note => colours.faint,
                Severity::Warning | Severity::Error => colours.odd,
            };
            let label = painted(style, severity_label(lang, finding.severity));
            let said = format!("{}, {}: {}", finding.rule, finding.place, finding.message);
            lines.push(format!("    {label} {}", plain(&said)));
        }
        if table.findings.len() > MOST_SHOWN {
            lines.push(format!("    {}", words::and_more(lang, table.findings.len() - MOST_SHOWN)));
        }
    }
    let severities = || plan.tables.iter().flat_map(|table| &table.findings).map(|finding| finding.severity);
    let count = |wanted| severities().filter(|severity| *severity == wanted).count();
    if !plan.tables.is_empty() {
        lines.push(format!(
            "  {}",
            terminal::finding_counts(lang, count(Severity::Error), count(Severity::Warning), count(Severity::Note))
        ));
    }
    lines.extend(plan.message.iter().map(|message| painted(colours.bad, message)));
    format!("{}\n", lines.join("\n"))
}

/// How many units are known; those that are new or known by another name.
fn units(lang: Lang, units: &[Unit]) -> String {
    let new: Vec<_> = units.iter().filter(|unit| unit.known.is_none()).map(|unit| unit.printed.as_str()).collect();
    let renamed = units.iter().filter_map(|unit| {
        let known = unit.known.as_ref().filter(|known| unit_key(known) != unit_key(&unit.printed))?;
        Some(format!("{} → {known}", unit.printed))
    });
    words::units_found(lang, units.len() - new.len(), &new, &renamed.collect::<Vec<_>>())
}
