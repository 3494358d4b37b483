//! The steps of the pipeline, on the shipped decision and on six simulated years: `cargo bench`.

#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::Path;

use cchc::analysis::{
    History, Lineage, audit_cells, criterion_changes, decide, keep, load_deltas, load_trends,
    report_trend, report_year,
};
use cchc::assessment::{Instructions, check};
use cchc::chart::{self, ChartSource};
use cchc::import::{Importer, Job};
use cchc::model::{Block, Year};
use cchc::registry::Registry;
use cchc::relation::{Cell, GapRow, RankingRow, ScoreRow, WeaknessRow};
use cchc::render::docx::docx_document;
use cchc::render::html::html_page;
use cchc::render::pdf::pdf_document;
use cchc::render::picture::{draw_png, draw_svg};
use cchc::render::xlsx::workbook;
use cchc::report::{trend_report, trend_workbook, year_report};
use cchc::simulate::simulate;
use cchc::source::{DocumentReader as _, InProcess, ReadOptions};
use cchc::store::{AssessmentRow, Selection, Touched};
use cchc::text::Lang;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const DECISION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/2022/501-QD-UBND.txt");

fn importer() -> Importer<'static> {
    let mut importer = Importer::in_memory(Job::default()).expect("a database");
    importer.import(Path::new(DECISION)).expect("to import the decision");
    importer
}

fn import(c: &mut Criterion) {
    let bytes = std::fs::read(DECISION).expect("the decision");
    let path = Path::new(DECISION);
    c.bench_function("read the decision", |b| {
        b.iter(|| InProcess.read_bytes(path, black_box(bytes.clone()), &ReadOptions::default()));
    });
    let raw = InProcess.read(path, &ReadOptions::default()).expect("the decision");
    c.bench_function("check the decision", |b| {
        b.iter(|| check(black_box(raw.clone()), &Instructions::default(), &Registry::default()));
    });
    c.bench_function("import into a new database", |b| {
        let folder = || {
            let folder = tempfile::tempdir().expect("a folder");
            let importer =
                Importer::open(&folder.path().join("cchc.db"), Job::default()).expect("a database");
            (folder, importer)
        };
        b.iter_batched(
            folder,
            |(folder, mut importer)| (importer.import(path), folder),
            BatchSize::PerIteration,
        );
    });
}

/// Every reader on the decision in its format, in cells per second.
fn readers(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let mut group = c.benchmark_group("read");
    for file in [
        "decision-blank.txt",
        "decision-tidy.csv",
        "decision-wide.csv",
        "decision.docx",
        "decision.html",
        "decision.md",
        "decision.ods",
        "decision.pdf",
        "decision.xls",
        "decision.xlsx",
    ] {
        let path = folder.join(file);
        let bytes = std::fs::read(&path).expect("a document");
        let raw = InProcess
            .read_bytes(&path, bytes.clone(), &ReadOptions::default())
            .expect("a document");
        let cells: usize =
            raw.tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
        group.throughput(Throughput::Elements(cells as u64));
        group.bench_function(file, |b| {
            b.iter(|| {
                InProcess.read_bytes(&path, black_box(bytes.clone()), &ReadOptions::default())
            });
        });
    }

    group.finish();
}

fn analysis(c: &mut Criterion) {
    let importer = importer();
    let store = importer.store();
    let assessments = store.load_assessments(Selection::default()).expect("assessments");
    let scope = store.scope().expect("a scope").expect("results");
    let touched = |row: &AssessmentRow| Touched { scope, year: row.year, block: row.block };
    let touched: Vec<_> = assessments.iter().map(touched).collect();
    c.bench_function("keep statistics", |b| b.iter(|| keep(store, black_box(&touched))));
    c.bench_function("load rankings", |b| {
        b.iter(|| store.load::<RankingRow>(Selection::default(), &[]));
    });
    c.bench_function("load gaps", |b| b.iter(|| store.load::<GapRow>(Selection::default(), &[])));
    c.bench_function("load weaknesses", |b| {
        b.iter(|| store.load::<WeaknessRow>(Selection::default(), &[]));
    });
    let rows: Vec<GapRow> = store.load(Selection::default(), &[]).expect("gaps");
    let year = Year::new(2022).expect("a year");
    c.bench_function("audit cells", |b| {
        b.iter(|| audit_cells(black_box(&rows), year, Block::DEPARTMENT));
    });
}

fn pictures(c: &mut Criterion) {
    let importer = importer();
    let store = importer.store();
    let year = Year::new(2022).expect("a year");
    c.bench_function("report: compute", |b| b.iter(|| report_year(store, year)));
    let blocks = report_year(store, year).expect("a report");
    let block = &blocks[0];
    let source = ChartSource::of(&block.assessment);
    let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
    let scenes = [
        ("ranking", chart::ranking(Lang::Vi, &block.rankings, &block.rank_intervals, &source)),
        ("gap", chart::gap(Lang::Vi, &block.unit_gaps, &source)),
        (
            "heatmap",
            chart::heatmap(
                Lang::Vi,
                &units,
                &block.weaknesses,
                &block.criterion_summaries,
                &source,
            ),
        ),
        ("lost", chart::lost(Lang::Vi, &block.weaknesses, &block.criterion_summaries, &source)),
    ];

    for (name, scene) in &scenes {
        c.bench_function(&format!("chart {name}: SVG"), |b| b.iter(|| draw_svg(black_box(scene))));
        c.bench_function(&format!("chart {name}: PNG"), |b| {
            b.iter(|| draw_png(black_box(scene), 2));
        });
    }

    c.bench_function("report: HTML", |b| {
        b.iter(|| html_page(&year_report(Lang::Vi, year, black_box(&blocks), None)));
    });
}

/// The steps over six simulated years of a province.
fn years(c: &mut Criterion) {
    let year = |number| Year::new(number).expect("a year");
    c.bench_function("simulate six years", |b| {
        b.iter(|| simulate(year(2019), year(2024), black_box(7), &BTreeSet::new()));
    });
    let files = simulate(year(2019), year(2024), 7, &BTreeSet::new()).expect("a province");
    let registry =
        Registry::parse(Path::new(""), &files[0].text, &files[1].text).expect("a registry");
    let mut importer = Importer::in_memory(Job { registry: Some(registry), ..Job::default() })
        .expect("a database");

    for file in &files[2..] {
        importer.import_bytes(&file.path, file.text.clone().into_bytes()).expect("to import it");
    }

    let store = importer.store();
    c.bench_function("six years: load", |b| b.iter(|| History::load(store, Selection::default())));
    let history = History::load(store, Selection::default()).expect("the history");
    let (block, pair) = (Block::DEPARTMENT, [year(2023), year(2024)]);
    let changes = || criterion_changes(store, &history, block, pair);
    c.bench_function("two years: criterion changes", |b| b.iter(changes));
    c.bench_function("two years: deltas", |b| b.iter(|| load_deltas(store, block, pair)));
    c.bench_function("six years: trends", |b| {
        b.iter(|| load_trends(store, black_box(&history), Selection::default(), Lineage::Merged));
    });
    c.bench_function("six years: report, compute", |b| {
        b.iter(|| report_trend(store, Selection::default(), Lineage::AsIs));
    });
    let report = report_trend(store, Selection::default(), Lineage::AsIs).expect("a report");
    let write = |what: &str| format!("six years: report, {what}");
    c.bench_function(&write("HTML"), |b| {
        b.iter(|| {
            trend_report(Lang::Vi, black_box(&report), None).map(|report| html_page(&report))
        });
    });
    c.bench_function(&write("Word"), |b| {
        b.iter(|| {
            trend_report(Lang::Vi, black_box(&report), None)
                .map(|report| docx_document(&report, None))
        });
    });
    c.bench_function(&write("PDF"), |b| {
        b.iter(|| {
            trend_report(Lang::Vi, black_box(&report), None).map(|report| pdf_document(&report))
        });
    });
    let selection = Selection::default();
    let scores: Vec<ScoreRow> =
        store.load(selection, &[(ScoreRow::level, Cell::Level(1))]).expect("scores");
    let decisions = decide(store, year(2024)).expect("results");
    c.bench_function(&write("workbook"), |b| {
        b.iter(|| {
            trend_workbook(Lang::Vi, black_box(&report), &scores, &decisions)
                .map(|report| workbook(&report))
        });
    });
}

criterion_group!(benches, import, readers, analysis, pictures, years);
criterion_main!(benches);
