//! Charts: the scenes that are drawn, and complete files in both formats.

use cchc::analysis::{BlockReport, Lineage, course_medians, report_trend, report_year};
use cchc::chart::{self, ChartSource, Scene, Shape};
use cchc::model::Year;
use cchc::render::picture::draw_svg;
use cchc::store::{Selection, Store};
use cchc::text::{ChartKind, ChartScope, Lang};

use crate::project::{Project, SMALL};

/// The charts of a year, block by block.
fn scenes(project: &Project, lang: Lang, year: i32) -> Vec<(ChartKind, Scene)> {
    let store = Store::open(&project.db()).expect("the database");
    let blocks = report_year(&store, Year::new(year).expect("a year")).expect("a report");
    let of_block = |block: &BlockReport| {
        let source = ChartSource::of(&block.assessment);
        let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
        let criteria = &block.criterion_summaries;
        let draw = |kind: ChartKind| match kind {
            ChartKind::Ranking => {
                Some(chart::ranking(lang, &block.rankings, &block.rank_intervals, &source))
            }
            ChartKind::Gap => Some(chart::gap(lang, &block.unit_gaps, &source)),
            ChartKind::Leniency => Some(chart::leniency(lang, &block.leniency, &source)),
            ChartKind::Heatmap => {
                Some(chart::heatmap(lang, &units, &block.weaknesses, criteria, &source))
            }
            ChartKind::Lost => Some(chart::lost(lang, &block.weaknesses, criteria, &source)),
            ChartKind::Bump
            | ChartKind::Course
            | ChartKind::Delta
            | ChartKind::History
            | ChartKind::GapYears
            | ChartKind::Causes => None,
        };
        ChartKind::ALL.into_iter().filter_map(|kind| Some((kind, draw(kind)?))).collect::<Vec<_>>()
    };
    blocks.iter().flat_map(of_block).collect()
}

#[test]
fn scenes_of_the_small_decision() {
    let project = Project::with_small();
    for (kind, scene) in scenes(&project, Lang::Vi, 2021) {
        let lines: Vec<_> = scene.shapes.iter().map(|shape| format!("{shape:?}")).collect();
        let size = format!("{} × {}: {}", scene.width, scene.height, scene.title);
        insta::assert_snapshot!(format!("scene_{kind}"), format!("{size}\n{}", lines.join("\n")));
    }
}

/// The charts over the years, of every block and unit.
fn scenes_of_years(project: &Project, lang: Lang) -> Vec<(ChartKind, Scene)> {
    let store = Store::open(&project.db()).expect("the database");
    let report = report_trend(&store, Selection::default(), Lineage::AsIs).expect("a report");
    let mut scenes = Vec::new();

    for course in &report.blocks {
        let (block, years, breaks) = (course.block, &course.years, &course.breaks);
        let source = ChartSource::years(
            report.history.assessments.iter().filter(|assessment| assessment.block == block),
        );
        let deltas = &course.comparison.deltas;
        let marked = chart::Marked { movers: &course.movers(), level: &course.level };
        let medians = course_medians(&course.trends);
        let draw = |kind: ChartKind| match kind {
            ChartKind::Bump => {
                vec![chart::bump(lang, block, years, &course.trends, marked, breaks, &source)]
            }
            ChartKind::Course => {
                vec![chart::course(lang, block, years, &course.trends, &medians, breaks, &source)]
            }
            ChartKind::Delta => vec![chart::delta(lang, deltas, breaks, &source)],
            ChartKind::GapYears => {
                vec![chart::gap_years(lang, &report.history, block, &course.gaps, breaks, &source)]
            }
            ChartKind::History => course
                .units()
                .iter()
                .map(|unit| {
                    let rows = unit.weaknesses(&store).expect("the weaknesses");
                    let rows: Vec<_> = rows.iter().collect();
                    chart::history(lang, &unit.trend.label, &rows, breaks, &source)
                })
                .collect(),
            ChartKind::Causes => course
                .units()
                .iter()
                .filter_map(|unit| {
                    let row = unit.delta().filter(|row| row.performance.is_some())?;
                    Some(chart::causes(lang, row, &unit.changes(), breaks, &source))
                })
                .collect(),
            ChartKind::Ranking
            | ChartKind::Gap
            | ChartKind::Leniency
            | ChartKind::Heatmap
            | ChartKind::Lost => Vec::new(),
        };
        for kind in ChartKind::ALL {
            scenes.extend(draw(kind).into_iter().map(|scene| (kind, scene)));
        }
    }

    scenes
}

#[test]
fn every_shape_lies_within_the_picture_with_the_source_last() {
    let one_year = Project::with_decision();
    let six_years = Project::simulated("2019-2024", "7");
    for lang in [Lang::Vi, Lang::En] {
        let of_year = scenes(&one_year, lang, 2022);
        let of_years = scenes_of_years(&six_years, lang);
        assert!(of_year.len() >= 8 && of_years.len() >= 8);
        for scene in of_year.iter().chain(&of_years).map(|(_, scene)| scene) {
            for shape in &scene.shapes {
                let [(left, top), (right, bottom)] = shape.bounds();
                let inside =
                    left >= 0 && top >= 0 && right <= scene.width && bottom <= scene.height;
                assert!(inside, "{}: {shape:?} takes {:?}", scene.title, shape.bounds());
            }
        }

        for (_, scene) in &of_year {
            let Some(Shape::Text { text, .. }) = scene.shapes.last() else {
                panic!("no source line")
            };
            assert!(text.contains("501/QĐ-UBND") && text.contains("2023"), "{text}");
        }
    }
}

/// Asserts that a browser or an office program can open an SVG picture, and that it needs no other
/// file.
#[track_caller]
fn is_whole_svg(svg: &str) {
    assert!(
        svg.starts_with("<svg ")
            && svg.trim_end().ends_with("</svg>")
            && svg.contains("@font-face")
    );

    let mut reader = quick_xml::Reader::from_str(svg);
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("well-formed attributes");
                }
            }
            _ => {}
        }
    }

    let words =
        svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").replace("url(data:font/ttf;", "");
    for elsewhere in ["http://", "https://", "url(", "href", "<script", "<image", "@import"] {
        assert!(!words.contains(elsewhere), "{elsewhere} in {}", &words[..words.len().min(300)]);
    }
}

#[test]
fn pictures_are_whole_files() {
    let project = Project::simulated("2021-2023", "7");
    for kind in ChartKind::ALL {
        let options: &[&str] = match kind.scope() {
            ChartScope::Year => &["--year", "2023"],
            ChartScope::Years => &[],
            ChartScope::Unit => &["--unit", "Huyện Ba Bể"],
        };
        let kind = kind.code();

        for ending in ["svg", "png"] {
            let name = format!("{kind}.{ending}");
            project
                .run(&[&["chart", kind, "--block", "district", "-o", &name], options].concat())
                .succeeded();
        }

        is_whole_svg(
            &std::fs::read_to_string(project.path(&format!("{kind}.svg"))).expect("the SVG"),
        );

        let file = std::fs::File::open(project.path(&format!("{kind}.png"))).expect("the PNG");
        let mut reader =
            png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("every line of it");
        let inked = pixels.chunks(3).filter(|pixel| *pixel != [255, 255, 255]).count();
        assert!(inked * 50 > pixels.len() / 3, "{kind} is nearly empty");
    }
}

#[test]
fn text_of_a_document_is_escaped_in_pictures() {
    let project = Project::new();
    for (year, text) in [(2021, SMALL), (2022, include_str!("../fixtures/small_2022.txt"))] {
        let path = project
            .write(&format!("{year}.txt"), text.replace("Xã Ví dụ Một", "<script>\"& > 'Một\u{1}"));
        project.import(&path);
    }
    let scenes = scenes(&project, Lang::Vi, 2021)
        .into_iter()
        .chain(scenes_of_years(&project, Lang::Vi))
        .map(|(_, scene)| scene);
    for scene in scenes {
        let svg = draw_svg(&scene).expect("a picture");
        is_whole_svg(&svg);
        assert!(!svg.contains("<script") && !svg.contains('\u{1}'), "{}", scene.title);
    }
}
