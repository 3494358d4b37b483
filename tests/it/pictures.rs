//! Charts: what is handed to the drawing, and that files of both kinds come out whole.

use cchc::analysis::report_year;
use cchc::model::Year;
use cchc::render::chart::{ChartSource, Scene, Shape, draw_gaps, draw_heatmap, draw_lost, draw_ranking, draw_svg};
use cchc::store::Store;
use cchc::text::Lang;

use crate::project::Project;

fn scenes(project: &Project, lang: Lang, year: i32) -> Vec<Scene> {
    let store = Store::open(&project.db()).expect("the database");
    let blocks = report_year(&store, Year::new(year).expect("a year")).expect("a report");
    let scenes = blocks.iter().flat_map(|block| {
        let source = ChartSource::of(&block.assessment);
        let units: Vec<_> = block.rankings.iter().map(|row| row.unit.clone()).collect();
        [
            draw_ranking(lang, &block.rankings, &source),
            draw_gaps(lang, &block.unit_gaps, &source),
            draw_heatmap(lang, &units, &block.weaknesses, &block.criterion_summaries, &source),
            draw_lost(lang, &block.weaknesses, &block.criterion_summaries, &source),
        ]
    });
    scenes.collect()
}

#[test]
fn scenes_of_the_small_decision() {
    let project = Project::with_small();
    for (scene, name) in scenes(&project, Lang::Vi, 2021).iter().zip(["ranking", "gap", "heatmap", "lost"]) {
        let lines: Vec<_> = scene.shapes.iter().map(|shape| format!("{shape:?}")).collect();
        let size = format!("{} × {}: {}", scene.width, scene.height, scene.title);
        insta::assert_snapshot!(format!("scene_{name}"), format!("{size}\n{}", lines.join("\n")));
    }
}

#[test]
fn every_shape_lies_within_the_picture_and_the_source_below_it() {
    let project = Project::with_decision();
    for lang in [Lang::Vi, Lang::En] {
        for scene in scenes(&project, lang, 2022) {
            let inside = |x: i32, y: i32| (0..=scene.width).contains(&x) && (0..=scene.height).contains(&y);
            for shape in &scene.shapes {
                let ends = match shape {
                    Shape::Rectangle { x, y, width, height, .. } => [(*x, *y), (x + width, y + height)],
                    Shape::Line { from, to, .. } => [*from, *to],
                    Shape::Dot { x, y, radius, .. } => [(x - radius, y - radius), (x + radius, y + radius)],
                    Shape::Text { x, y, size, .. } => [(*x, y - size / 2), (*x, y + size / 2)],
                };
                assert!(ends.iter().all(|(x, y)| inside(*x, *y)), "{}: {shape:?}", scene.title);
            }
            let Some(Shape::Text { text, .. }) = scene.shapes.last() else { panic!("no source line") };
            assert!(text.contains("501/QĐ-UBND") && text.contains("2023"), "{text}");
        }
    }
}

#[test]
fn pictures_are_whole_files() {
    let project = Project::with_decision();
    for kind in ["ranking", "gap", "heatmap", "lost"] {
        for block in ["department", "district"] {
            let name = |ending: &str| format!("{kind}-{block}.{ending}");
            for ending in ["svg", "png"] {
                project.run(&["chart", kind, "--year", "2022", "--block", block, "-o", &name(ending)]).succeeded();
            }
            let svg = std::fs::read_to_string(project.path(&name("svg"))).expect("the SVG");
            assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
            assert!(svg.contains("@font-face") && !svg.contains("http://") | svg.contains("www.w3.org"));
            let file = std::fs::File::open(project.path(&name("png"))).expect("the PNG");
            let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info().expect("a PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("every line of it");
            let inked = pixels.chunks(3).filter(|pixel| *pixel != [255, 255, 255]).count();
            assert!(inked * 20 > pixels.len() / 3, "{kind} {block} is nearly empty");
        }
    }
}

#[test]
fn what_a_document_says_is_escaped_in_pictures() {
    let project = Project::new();
    let path = project.write("odd.txt", crate::project::SMALL.replace("Xã Ví dụ Hai", "<script>\"&"));
    project.run(&["import", &path]).succeeded();
    for scene in scenes(&project, Lang::Vi, 2021) {
        let svg = draw_svg(&scene).expect("a picture");
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{}", scene.title);
    }
}
