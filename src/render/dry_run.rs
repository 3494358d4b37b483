//! Writes the result of a dry run as text for people and as JSON for programs.

use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use serde_json::{Value, json};

use crate::assessment::{CheckError, ColumnUse, Finding, finding_message};
use crate::import::{DryRun, ImportError, PlannedTable, PlannedUnit, Verdict};
use crate::model::{Block, Coverage, Date, Rule, Severity, unit_key};
use crate::text::{
    Lang, MOST_FINDINGS_SHOWN, cell_location, dry_run as words, finding_counts, import_error,
    passed_over, printable, rejected_briefly, remark, severity_label,
};

use super::table::escaped;

/// The dry run of one document, as JSON shows it.
#[derive(Serialize)]
struct Plan<'a> {
    path: &'a Path,
    importable: bool,
    passed_over: bool,
    message: Option<String>,
    format: Option<&'static str>,
    sha256: Option<&'a str>,
    remarks: Vec<String>,
    number: Option<&'a str>,
    issued_on: Option<Date>,
    issuer: Option<&'a str>,
    tables: Vec<TablePlan<'a>>,
}

/// A table of results, as JSON shows it.
#[derive(Serialize)]
struct TablePlan<'a> {
    year: i32,
    block: Block,
    title: &'a str,
    coverage: Coverage,
    columns: &'a [ColumnUse],
    criteria: usize,
    units: Vec<Unit<'a>>,
    findings: Vec<FindingPlan<'a>>,
}

/// A unit as the document prints it, and the known unit that it was recognised as.
#[derive(Serialize)]
struct Unit<'a> {
    printed: &'a str,
    known: Option<&'a str>,
}

/// A finding with the cell that it is about, as JSON shows it.
#[derive(Serialize)]
struct FindingPlan<'a> {
    rule: Rule,
    severity: Severity,
    accepted: bool,
    place: String,
    table: usize,
    row: usize,
    column: usize,
    text: &'a str,
    message: String,
}

/// Writes dry runs as JSON. `lang` is the language of its messages.
///
/// # Errors
/// Returns an error if serialisation fails. A dry run holds nothing for which it would.
pub fn dry_runs_json(lang: Lang, plans: &[DryRun]) -> serde_json::Result<String> {
    let plans: Vec<_> = plans.iter().map(|plan| Plan::of(lang, plan)).collect();
    Ok(format!("{}\n", escaped(&serde_json::to_string_pretty(&plans)?)))
}

/// The JSON Schema of [`dry_runs_json`].
#[must_use]
pub fn dry_runs_schema() -> Value {
    let text = || json!({ "type": "string" });
    let number = || json!({ "type": "integer" });
    let flag = || json!({ "type": "boolean" });
    let optional = |schema: Value| json!({ "anyOf": [schema, { "type": "null" }] });
    let rows = |properties: Value| {
        let fields = properties.as_object().map(|fields| fields.keys().cloned());
        let required: Vec<_> = fields.into_iter().flatten().collect();
        json!({
            "type": "array",
            "items": { "type": "object", "properties": properties, "required": required },
        })
    };
    let columns = rows(json!({
        "column": number(), "heading": text(), "means": optional(text()),
        "criterion": optional(text()), "year": optional(number()),
    }));
    let units = rows(json!({ "printed": text(), "known": optional(text()) }));
    let findings = rows(json!({
        "rule": text(), "severity": text(), "accepted": flag(), "place": text(), "table": number(),
        "row": number(), "column": number(), "text": text(), "message": text(),
    }));
    let tables = rows(json!({
        "year": number(), "block": text(), "title": text(), "coverage": text(), "columns": columns,
        "criteria": number(), "units": units, "findings": findings,
    }));
    let mut schema = rows(json!({
        "path": text(), "importable": flag(), "passed_over": flag(), "message": optional(text()),
        "format": optional(text()), "sha256": optional(text()),
        "remarks": { "type": "array", "items": text() }, "number": optional(text()),
        "issued_on": optional(text()), "issuer": optional(text()), "tables": tables,
    }));
    schema["description"] =
        "What an import of each document would do. `tables` are those of results, with how \
        each column is read, the units and what the checks find."
            .into();
    schema
}

impl<'a> Plan<'a> {
    fn of(lang: Lang, plan: &'a DryRun) -> Self {
        let (read, origin) = (plan.read.as_ref(), plan.origin.as_ref());
        let remarks =
            read.map(|read| read.remarks.iter().map(|about| remark(lang, about)).collect());
        Self {
            path: &plan.path,
            importable: plan.is_importable(),
            passed_over: plan.is_passed_over(),
            message: message(lang, plan),
            format: read.map(|read| read.format.code()),
            sha256: read.map(|read| read.sha256.as_str()),
            remarks: remarks.unwrap_or_default(),
            number: origin.map(|origin| origin.number.as_str()),
            issued_on: origin.map(|origin| origin.issued_on),
            issuer: origin.map(|origin| origin.issuer.as_str()),
            tables: plan.tables.iter().map(|table| TablePlan::of(lang, table)).collect(),
        }
    }
}

impl<'a> TablePlan<'a> {
    fn of(lang: Lang, PlannedTable { assessment, units }: &'a PlannedTable) -> Self {
        let unit = |PlannedUnit { printed, known }: &'a PlannedUnit| Unit {
            printed,
            known: known.as_deref(),
        };
        Self {
            year: assessment.year.number(),
            block: assessment.block,
            title: &assessment.title,
            coverage: assessment.coverage,
            columns: &assessment.columns,
            criteria: assessment.framework.criteria.len(),
            units: units.iter().map(unit).collect(),
            findings: assessment
                .findings
                .iter()
                .map(|finding| FindingPlan::of(lang, finding))
                .collect(),
        }
    }
}

impl<'a> FindingPlan<'a> {
    fn of(lang: Lang, finding: &'a Finding) -> Self {
        let Finding { rule, severity, accepted, ref cell, .. } = *finding;
        Self {
            rule,
            severity,
            accepted,
            place: cell_location(lang, cell),
            table: cell.at.table,
            row: cell.at.row,
            column: cell.at.column,
            text: &cell.text,
            message: finding_message(lang, finding),
        }
    }
}

/// The reason why a document would not be imported; `None` if it would.
fn message(lang: Lang, plan: &DryRun) -> Option<String> {
    match &plan.verdict {
        Verdict::Importable => None,
        Verdict::PassedOver(reason) => Some(passed_over(lang, &plan.path, *reason)),
        // The findings already list the errors.
        Verdict::Refused(ImportError::Check(CheckError::Rejected {
            assessments,
            proposals,
            ..
        })) => Some(rejected_briefly(lang, &plan.path, assessments, proposals)),
        Verdict::Refused(error) => Some(import_error(lang, error)),
    }
}

/// The styles of text on a terminal. The default has no colours.
#[derive(Debug, Clone, Copy, Default)]
pub struct Colours {
    good: Style,
    odd: Style,
    bad: Style,
    faint: Style,
}

impl Colours {
    /// The styles for a terminal that shows colours.
    #[must_use]
    pub fn columns() -> Self {
        let colour = |colour: AnsiColor| colour.on_default();
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

/// A dry run in the words of people, for a terminal or a page.
#[derive(Debug)]
pub struct PlanText {
    /// Whether the document would be imported.
    pub head: String,
    /// Its format, and the decision that it is.
    pub lines: Vec<String>,
    /// Its tables of results.
    pub tables: Vec<TableText>,
    /// How many findings there are. None without tables.
    pub counts: Option<String>,
    /// Why it would not be imported, and what to do. None if it would.
    pub message: Option<String>,
}

/// A table of results in the words of people.
#[derive(Debug)]
pub struct TableText {
    /// Its block and its year, and the number of its units.
    pub title: String,
    /// Which of its units are known, and which are new.
    pub units: String,
    /// How each column was read.
    pub columns: Vec<ColumnText>,
    /// The first findings, errors before the others.
    pub findings: Vec<FindingText>,
    /// How many findings there are besides. None if all are shown.
    pub more: Option<String>,
}

/// How a column was read, in the words of people.
#[derive(Debug)]
pub struct ColumnText {
    /// The column, from 1.
    pub number: usize,
    /// What it holds.
    pub means: String,
    /// Its lowest heading.
    pub heading: String,
    /// Whether its heading is known.
    pub is_known: bool,
}

/// A finding in the words of people.
#[derive(Debug)]
pub struct FindingText {
    /// The check.
    pub rule: Rule,
    /// Its severity.
    pub severity: Severity,
    /// Whether it keeps the document out.
    pub is_open: bool,
    /// Its cell.
    pub place: String,
    /// What was found.
    pub message: String,
}

impl PlanText {
    /// The words of a dry run.
    #[must_use]
    pub fn of(lang: Lang, plan: &DryRun) -> Self {
        let name = plan.path.display().to_string();
        let mut lines = Vec::new();
        if let Some(read) = &plan.read {
            let remarks: Vec<_> = read.remarks.iter().map(|about| remark(lang, about)).collect();
            lines.push(words::read_as(lang, read.format, &remarks));
        }
        if let Some(origin) = &plan.origin {
            lines.push(words::decision(lang, &origin.number, origin.issued_on, &origin.issuer));
        }
        let count = |severity| {
            let findings = plan.tables.iter().flat_map(|table| &table.assessment.findings);
            findings.filter(|finding| finding.severity == severity).count()
        };
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Note].map(count);
        let counts = finding_counts(lang, errors, warnings, notes);
        let tables = plan.tables.iter().zip(1..);
        Self {
            head: words::would_import(lang, &name, plan.is_importable()),
            lines,
            tables: tables.map(|(table, index)| TableText::of(lang, table, index)).collect(),
            counts: Some(counts).filter(|_| !plan.tables.is_empty()),
            message: message(lang, plan),
        }
    }
}

impl TableText {
    fn of(lang: Lang, table: &PlannedTable, index: usize) -> Self {
        let PlannedTable { assessment, units } = table;
        let (block, year) = (assessment.block, assessment.year.number());
        let columns = assessment.columns.iter().map(|column| ColumnText {
            number: column.column,
            means: words::column_means(lang, column),
            heading: column.heading.rsplit(" / ").next().unwrap_or_default().to_owned(),
            is_known: column.means.is_some(),
        });
        // Errors come first, so that the limit drops other findings before any error.
        let (errors, others): (Vec<_>, Vec<_>) =
            assessment.findings.iter().partition(|finding| finding.is_open_error());
        let shown = errors.into_iter().chain(others).take(MOST_FINDINGS_SHOWN);
        let findings = shown.map(|finding| FindingText {
            rule: finding.rule,
            severity: finding.severity,
            is_open: finding.is_open_error(),
            place: cell_location(lang, &finding.cell),
            message: finding_message(lang, finding),
        });
        let left = assessment.findings.len().checked_sub(MOST_FINDINGS_SHOWN);
        Self {
            title: words::table_found(lang, index, block, year, units.len()),
            units: units_found(lang, units),
            columns: columns.collect(),
            findings: findings.collect(),
            more: left.filter(|left| *left > 0).map(|left| words::and_more(lang, left)),
        }
    }
}

/// Writes a dry run as text for people.
#[must_use]
pub fn dry_run_text(lang: Lang, plan: &DryRun, colours: Colours) -> String {
    let text = PlanText::of(lang, plan);
    if plan.is_passed_over() {
        return format!(
            "{}\n",
            painted(colours.faint, text.message.as_deref().unwrap_or_default())
        );
    }

    let style = if plan.is_importable() { colours.good } else { colours.bad };
    let mut lines = vec![painted(style, &text.head)];
    let mut of_document = text.lines.iter();
    if plan.read.is_some() {
        lines.extend(of_document.next().map(|line| painted(colours.faint, &format!("  {line}"))));
    }
    lines.extend(of_document.map(|line| plain(&format!("  {line}"))));
    for table in &text.tables {
        lines.extend(table_lines(lang, table, colours));
    }
    lines.extend(text.counts.map(|counts| format!("  {counts}")));
    lines.extend(text.message.map(|message| painted(colours.bad, &message)));
    format!("{}\n", lines.join("\n"))
}

/// The lines on one table of results: its units, its columns and the findings of the checks.
fn table_lines(lang: Lang, table: &TableText, colours: Colours) -> Vec<String> {
    let mut lines = vec![format!("  {}", table.title), plain(&format!("    {}", table.units))];
    for ColumnText { number, means, heading, is_known } in &table.columns {
        let means = if *is_known { plain(means) } else { painted(colours.bad, means) };
        lines.push(format!("    {number:>3}  {means}  {}", painted(colours.faint, heading)));
    }
    for FindingText { rule, severity, is_open, place, message } in &table.findings {
        let style = match severity {
            _ if *is_open => colours.bad,
            Severity::Note => colours.faint,
            Severity::Warning | Severity::Error => colours.odd,
        };
        let label = painted(style, severity_label(lang, *severity));
        lines.push(format!("    {label} {}", plain(&format!("{rule}, {place}: {message}"))));
    }
    lines.extend(table.more.as_ref().map(|more| format!("    {more}")));
    lines
}

/// The number of known units, and the names of those that are new or known by another name.
fn units_found(lang: Lang, units: &[PlannedUnit]) -> String {
    let new: Vec<_> = units
        .iter()
        .filter(|unit| unit.known.is_none())
        .map(|unit| unit.printed.as_str())
        .collect();
    let renamed = units.iter().filter_map(|unit| {
        let known =
            unit.known.as_ref().filter(|known| unit_key(known) != unit_key(&unit.printed))?;
        Some(format!("{} → {known}", unit.printed))
    });
    words::units_found(lang, units.len() - new.len(), &new, &renamed.collect::<Vec<_>>())
}
