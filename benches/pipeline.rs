//! The pipeline on the shipped decision, step by step: `cargo bench`.

#![allow(missing_docs, reason = "criterion's macros write undocumented items")]

use std::hint::black_box;
use std::path::Path;

use cchc::analysis::{audit_cells, criterion_summaries, gaps, rankings, report_year, unit_gaps, weaknesses};
use cchc::assessment::{CheckedDocument, Options, check};
use cchc::frame::Frames;
use cchc::model::{Block, Year};
use cchc::registry::Registry;
use cchc::render::chart::{ChartSource, draw_gaps, draw_heatmap, draw_lost, draw_png, draw_ranking, draw_svg};
use cchc::render::report::draw_report;
use cchc::source;
use cchc::store::{Admission, Conflict, Message, Selection, Store};
use cchc::text::{Lang, finding_message};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

const DECISION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/2022/501-QD-UBND.txt");

fn decision() -> CheckedDocument {
    let raw = source::read(Path::new(DECISION)).expect("the decision");
    check(raw, &Options::default(), &Registry::default()).expect("a decision without errors")
}

fn save(store: &mut Store, document: &CheckedDocument) {
    let message =
        |finding: &_| Message { vi: finding_message(Lang::Vi, finding), en: finding_message(Lang::En, finding) };
    store.save(document, None, Admission { conflict: Conflict::Refuse, mix: false }, message).expect("to save it");
}

fn import(c: &mut Criterion) {
    let bytes = std::fs::read(DECISION).expect("the decision");
    let path = Path::new(DECISION);
    c.bench_function("read the decision", |b| b.iter(|| source::read_bytes(path, black_box(bytes.clone()))));
    let raw = source::read(path).expect("the decision");
    c.bench_function("check the decision", |b| {
        b.iter(|| check(black_box(raw.clone()), &Options::default(), &Registry::default()));
    });
    let document = decision();
    c.bench_function("import into a new database", |b| {
        let folder = || {
            let folder = tempfile::tempdir().expect("a folder");
            let store = Store::open_for_import(&folder.path().join("cchc.db")).expect("a database");
            (folder, store)
        };
        b.iter_batched(folder, |(folder, mut store)| (save(&mut store, &document), folder), BatchSize::PerIteration);
    });
}

fn analysis(c: &mut Criterion) {
    let mut store = Store::in_memory().expect("a database");
    save(&mut store, &decision());
    c.bench_function("load the frames", |b| b.iter(|| Frames::load(&store, Selection::default())));
    let frames = Frames::load(&store, Selection::default()).expect("the frames");
    c.bench_function("rankings", |b| b.iter(|| rankings(black_box(&frames))));
    c.bench_function("gaps", |b| b.iter(|| gaps(black_box(&frames))));
    c.bench_function("unit gaps", |b| b.iter(|| unit_gaps(black_box(&frames))));
    c.bench_function("weaknesses", |b| b.iter(|| weaknesses(black_box(&frames))));
    let rows = weaknesses(&frames).expect("weaknesses");
    c.bench_function("criterion summaries", |b| b.iter(|| criterion_summaries(black_box(&frames), &rows, 1)));
    let (rows, year) = (gaps(&frames).expect("gaps"), Year::new(2022).expect("a year"));
    c.bench_function("audit cells", |b| b.iter(|| audit_cells(black_box(&rows), year, Block::Department)));
}

fn pictures(c: &mut Criterion) {
    let mut store = Store::in_memory().expect("a database");
    save(&mut store, &decision());
    let year = Year::new(2022).expect("a year");
    c.bench_function("report: compute", |b| b.iter(|| report_year(&store, year)));
    let blocks = report_year(&store, year).expect("a report");
    let block = &blocks[0];
    let source = ChartSource::of(&block.assessment);
    let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
    let scenes = [
        ("ranking", draw_ranking(Lang::Vi, &block.rankings, &source)),
        ("gap", draw_gaps(Lang::Vi, &block.unit_gaps, &source)),
        ("heatmap", draw_heatmap(Lang::Vi, &units, &block.weaknesses, &block.criterion_summaries, &source)),
        ("lost", draw_lost(Lang::Vi, &block.weaknesses, &block.criterion_summaries, &source)),
    ];
    for (name, scene) in &scenes {
        c.bench_function(&format!("chart {name}: SVG"), |b| b.iter(|| draw_svg(black_box(scene))));
        c.bench_function(&format!("chart {name}: PNG"), |b| b.iter(|| draw_png(black_box(scene), 2)));
    }
    c.bench_function("report: HTML", |b| b.iter(|| draw_report(Lang::Vi, year, black_box(&blocks))));
}

criterion_group!(benches, import, analysis, pictures);
criterion_main!(benches);
