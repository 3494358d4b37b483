//! `cchc report`: writes the documents of an office: the report on one year or on all years, the
//! result sheets of the units, and the decision with its annexes. Each is a page, a Word document,
//! a workbook or a PDF.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use cchc::analysis::{
    BlockReport, Lineage, TrendReport, decide, load_sheets, report_trend, report_year,
};
use cchc::model::{Index, Year, file_name};
use cchc::relation::{Cell, ScoreRow};
use cchc::render::docx::docx_document;
use cchc::render::html::html_page;
use cchc::render::pdf::pdf_document;
use cchc::render::xlsx::workbook;
use cchc::report::{
    Report, decision_report, keep, sheets_report, single_sheets, trend_report, trend_workbook,
    year_report, year_workbook,
};
use cchc::source::{FilledBlank, Limits, Reference, ReferenceError, filled_blanks, is_edited};
use cchc::store::{Selection, Store, StoredIndex};
use cchc::text::Lang;

use super::Context;
use crate::cli::{Report as Options, ReportFormat, ReportKind, Select};
use crate::failure::Reported;
use crate::words::terminal;

pub fn run(context: &Context, options: &Options) -> Result<ExitCode> {
    check(context.lang, options)?;
    let (store, selection) = context.open(&Select { year: options.year, block: None })?;
    let writer = Writer::new(context, options)?;

    match options.kind {
        ReportKind::Trend => {
            let computed = report_trend(
                &store,
                Selection::default(),
                options.lineage.map_or(Lineage::AsIs, Into::into),
            )?;
            if writer.trend(&store, &computed)?.is_none() {
                let known = store.load_assessments(Selection::default())?;
                let known: Vec<_> =
                    known.iter().map(|assessment| (assessment.year, assessment.block)).collect();
                return Err(Reported::failed(terminal::needs_two_years(context.lang, &known)));
            }
        }
        ReportKind::Year => {
            for year in years(&store, selection)? {
                writer.year(&store, year, &report_year(&store, year)?)?;
            }
        }
        ReportKind::Sheets => writer.sheets(&store, latest(&store, selection)?)?,
        ReportKind::Annex => writer.annex(&store, latest(&store, selection)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns an error for an option that has no meaning for the kind of document.
fn check(lang: Lang, options: &Options) -> Result<()> {
    let kind = options.kind.name();
    let fails = |option: &str| {
        Err(Reported::usage(terminal::not_together(lang, &format!("report {kind}"), option)))
    };
    match options.kind {
        ReportKind::Trend if options.year.is_some() => fails("--year"),
        ReportKind::Year | ReportKind::Sheets | ReportKind::Annex if options.lineage.is_some() => {
            fails("--lineage")
        }
        ReportKind::Sheets | ReportKind::Annex if options.addressee.is_some() => {
            fails("--addressee")
        }
        _ if options.addressee.as_deref().is_some_and(|to| to.trim().is_empty()) => {
            fails("--addressee \"\"")
        }
        _ if options.addressee.is_some() && options.format == ReportFormat::Xlsx => {
            Err(Reported::usage(terminal::not_together(lang, "--format xlsx", "--addressee")))
        }
        ReportKind::Year if options.keep.is_some() && options.year.is_none() => {
            Err(Reported::usage(terminal::keep_needs_year(lang)))
        }
        _ if options.keep.is_some() && options.format == ReportFormat::Xlsx => {
            Err(Reported::usage(terminal::not_together(lang, "--format xlsx", "--keep")))
        }
        ReportKind::Sheets if options.format == ReportFormat::Xlsx => fails("--format xlsx"),
        _ if options.letterhead.is_some() && options.format != ReportFormat::Docx => {
            let format = format!("--format {}", options.format.ending());
            Err(Reported::usage(terminal::not_together(lang, &format, "--letterhead")))
        }
        ReportKind::Year | ReportKind::Trend | ReportKind::Sheets | ReportKind::Annex => Ok(()),
    }
}

fn years(store: &Store, selection: Selection) -> Result<Vec<Year>> {
    let mut years: Vec<_> =
        store.load_assessments(selection)?.iter().map(|assessment| assessment.year).collect();
    years.dedup();
    Ok(years)
}

fn latest(store: &Store, selection: Selection) -> Result<Year> {
    let years = years(store, selection)?;
    years.into_iter().max().ok_or_else(|| anyhow::anyhow!("no year is stored"))
}

/// A file that was written, and whether its content changed.
pub type Written = (PathBuf, bool);

/// Where the documents on one index of one authority go.
struct Place {
    folder: PathBuf,
    /// The code of the index, with which their names begin.
    code: &'static str,
}

/// Writes documents in one format into one folder.
pub struct Writer<'a> {
    context: &'a Context,
    format: ReportFormat,
    folder: &'a Path,
    addressee: Option<&'a str>,
    reference: Option<Reference>,
    blanks: Vec<FilledBlank>,
}

impl<'a> Writer<'a> {
    fn new(context: &'a Context, options: &'a Options) -> Result<Self> {
        Ok(Self {
            context,
            format: options.format,
            folder: &options.reports,
            addressee: options.addressee.as_deref(),
            reference: options
                .letterhead
                .as_deref()
                .map(|path| reference(context, path))
                .transpose()?,
            blanks: options
                .keep
                .as_deref()
                .map_or_else(|| Ok(Vec::new()), |path| earlier_blanks(context, path))?,
        })
    }

    /// A writer of the standard reports of `cchc build`, without options.
    pub fn standard(context: &'a Context, format: ReportFormat, folder: &'a Path) -> Self {
        Self { context, format, folder, addressee: None, reference: None, blanks: Vec::new() }
    }

    /// Where the documents on what the store looks at go: into a folder for each authority if there
    /// are several, under the code of the index.
    fn place(&self, store: &Store) -> Result<Place> {
        let scope = store.scope()?;
        let all = store.load_indices()?;
        let is_other = |stored: &&StoredIndex| {
            scope.is_some_and(|scope| stored.scope.authority != scope.authority)
        };
        let chosen = all.iter().find(|stored| Some(stored.scope) == scope);
        let folder = match chosen.filter(|_| all.iter().any(|stored| is_other(&stored))) {
            Some(stored) => self.folder.join(file_name(&stored.authority)),
            None => self.folder.to_owned(),
        };
        Ok(Place { folder, code: scope.map_or(Index::CCHC, |scope| scope.index).code })
    }

    /// Writes `YEAR/cchc-YEAR.LANG.ENDING`.
    pub fn year(&self, store: &Store, year: Year, blocks: &[BlockReport]) -> Result<Written> {
        let report = match self.format {
            ReportFormat::Xlsx => {
                year_workbook(self.context.lang, year, blocks, &decide(store, year)?)
            }
            ReportFormat::Html | ReportFormat::Docx | ReportFormat::Pdf => {
                year_report(self.context.lang, year, blocks, self.addressee)
            }
        };
        let Place { folder, code } = self.place(store)?;
        self.write(&folder.join(year.to_string()), &format!("{code}-{year}"), report)
    }

    /// Writes `cchc-trend.LANG.ENDING`; `None` if no block has two years.
    pub fn trend(&self, store: &Store, computed: &TrendReport) -> Result<Option<Written>> {
        let report = match self.format {
            ReportFormat::Xlsx => {
                let last = computed.years().last().copied();
                let decisions = last.map_or_else(|| Ok(Vec::new()), |year| decide(store, year))?;
                let level = Cell::Level(1);
                let scores: Vec<ScoreRow> =
                    store.load(Selection::default(), &[(ScoreRow::level, level)])?;
                trend_workbook(self.context.lang, computed, &scores, &decisions)
            }
            ReportFormat::Html | ReportFormat::Docx | ReportFormat::Pdf => {
                trend_report(self.context.lang, computed, self.addressee)
            }
        };
        let Place { folder, code } = self.place(store)?;
        report.map(|report| self.write(&folder, &format!("{code}-trend"), report)).transpose()
    }

    /// Writes all sheets into one file, and each sheet into a file of its own in a folder beside
    /// it.
    fn sheets(&self, store: &Store, year: Year) -> Result<()> {
        let report = sheets_report(self.context.lang, year, &load_sheets(store, year)?);
        let Place { folder, code } = self.place(store)?;
        let folder = folder.join(year.to_string());
        let name = format!("{code}-sheets-{year}");
        let report = self.finish(report)?;
        self.save(&folder, &name, &report)?;
        for ((unit, sheet), number) in single_sheets(&report).zip(1_usize..) {
            self.save(&folder.join(&name), &format!("{number:02}-{}", file_name(unit)), &sheet)?;
        }
        Ok(())
    }

    /// Writes the draft of the decision with its annexes.
    fn annex(&self, store: &Store, year: Year) -> Result<()> {
        let blocks = decide(store, year)?;
        if blocks.is_empty() {
            return Err(Reported::failed(terminal::no_results(self.context.lang, year)));
        }
        let mut report = decision_report(year, &blocks);
        // A workbook has only the tables; the decision itself is not a table.
        if self.format == ReportFormat::Xlsx {
            report.chapters.retain(|chapter| chapter.id != "body");
        }
        let Place { folder, code } = self.place(store)?;
        self.write(&folder.join(year.to_string()), &format!("{code}-annex-{year}"), report)?;
        Ok(())
    }

    /// Writes a document, with earlier blanks carried over.
    fn write(&self, folder: &Path, name: &str, report: Report) -> Result<Written> {
        self.save(folder, name, &self.finish(report)?)
    }

    /// Carries over the blanks that were filled in before, and names those for which there is no
    /// blank any more.
    fn finish(&self, mut report: Report) -> Result<Report> {
        if report.simulated && self.reference.is_some() {
            return Err(Reported::usage(terminal::no_letterhead_for_simulated(self.context.lang)));
        }
        for blank in keep(&mut report, &self.blanks) {
            self.context.warn(&terminal::blank_is_gone(self.context.lang, &blank.tag, &blank.text));
        }
        Ok(report)
    }

    /// Writes a document under a name that marks simulated figures.
    fn save(&self, folder: &Path, name: &str, report: &Report) -> Result<Written> {
        let bytes = match self.format {
            ReportFormat::Html => html_page(report)?.into_bytes(),
            ReportFormat::Docx => docx_document(report, self.reference.as_ref())?,
            ReportFormat::Xlsx => workbook(report)?,
            ReportFormat::Pdf => pdf_document(report)?,
        };
        let mark = if report.simulated { "-mo-phong" } else { "" };
        let (lang, ending) = (report.lang.code(), self.format.ending());
        let usual = folder.join(format!("{name}{mark}.{lang}.{ending}"));
        // A document that an officer has edited is not overwritten.
        let is_free = |path: &Path| {
            self.format != ReportFormat::Docx
                || plain_bytes(path).is_none_or(|old| old == bytes || !is_edited(&old))
        };

        let mut path = usual.clone();
        let mut number = 1;
        while !is_free(&path) {
            number += 1;
            path = folder.join(format!("{name}{mark}.{lang}.{number}.{ending}"));
        }

        let is_changed = self.context.write_file(&path, &bytes)?;
        if path != usual {
            self.context.warn(&terminal::worked_on(self.context.lang, &usual, &path));
        }
        Ok((path, is_changed))
    }
}

/// The bytes of an ordinary file of a usual size. None for anything else: reading a pipe or a device may
/// never end.
fn plain_bytes(path: &Path) -> Option<Vec<u8>> {
    let file = std::fs::metadata(path).ok()?;
    let is_plain = file.is_file() && file.len() <= Limits::default().bytes;
    is_plain.then(|| std::fs::read(path).ok()).flatten()
}

/// The bytes of a document that the user names. Special files and files beyond the limit are
/// refused.
fn document(context: &Context, path: &Path) -> Result<Vec<u8>> {
    let failed =
        |error: &std::io::Error| Reported::failed(terminal::cannot_read(context.lang, path, error));
    let file = std::fs::metadata(path).map_err(|error| failed(&error))?;
    if !file.is_file() || file.len() > Limits::default().bytes {
        return Err(Reported::failed(terminal::no_word_document(context.lang, path)));
    }
    std::fs::read(path).map_err(|error| failed(&error))
}

fn reference(context: &Context, path: &Path) -> Result<Reference> {
    let bytes = document(context, path)?;
    Reference::read(&bytes).map_err(|error| {
        Reported::failed(match error {
            ReferenceError::Damaged(_) => terminal::no_word_document(context.lang, path),
            ReferenceError::NoTable => terminal::no_letterhead(context.lang, path),
            ReferenceError::Forbidden(what) => {
                terminal::no_such_letterhead(context.lang, path, &what)
            }
        })
    })
}

fn earlier_blanks(context: &Context, path: &Path) -> Result<Vec<FilledBlank>> {
    let bytes = document(context, path)?;
    let blanks = filled_blanks(&bytes)
        .map_err(|_| Reported::failed(terminal::no_word_document(context.lang, path)))?;
    if blanks.is_empty() {
        return Err(Reported::failed(terminal::nothing_to_keep(context.lang, path)));
    }
    context.narrate(terminal::only_blanks_are_kept(context.lang));
    Ok(blanks)
}
