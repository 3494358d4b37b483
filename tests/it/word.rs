//! Word documents: every part is as Word requires, and what officers rely on is there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use cchc::render::docx::docx_document;
use cchc::text::Lang;
use quick_xml::events::Event;

use crate::project::{Project, SMALL};
use crate::report::{of_year, of_years};

/// The parts of an archive, by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").into_owned();
        assert!(!parts.contains_key(&name), "{name} occurs twice");
        parts.insert(name, bytes);
    }
    parts
}

pub fn text<'a>(parts: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(parts.get(name).unwrap_or_else(|| panic!("no {name}"))).expect("text")
}

/// Every element with its depth and attributes, in order. Panics if the XML is not well-formed.
fn elements(xml: &str) -> Vec<(usize, String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut all = Vec::new();
    let mut depth = 0;

    loop {
        let (start, is_open) = match reader.read_event().expect("well-formed XML") {
            Event::Eof => break,
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let key = attribute.key.as_ref().to_owned();
            (key, attribute.value.into_owned())
        });
        all.push((depth, name, attributes.collect()));
        if is_open {
            depth += 1;
        }
    }

    assert_eq!(depth, 0, "an element is open");
    all
}

/// The order of children that ECMA-376 part 1 requires, for the elements where Word insists on it.
const ORDERS: [(&str, &[&str]); 9] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rStyle",
            "w:rFonts",
            "w:b",
            "w:bCs",
            "w:i",
            "w:iCs",
            "w:caps",
            "w:strike",
            "w:color",
            "w:sz",
            "w:szCs",
            "w:highlight",
            "w:u",
            "w:shd",
            "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    (
        "w:tcPr",
        &[
            "w:tcW",
            "w:gridSpan",
            "w:vMerge",
            "w:tcBorders",
            "w:shd",
            "w:noWrap",
            "w:tcMar",
            "w:textDirection",
            "w:vAlign",
        ],
    ),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:titlePg",
        ],
    ),
    ("w:sdtPr", &["w:rPr", "w:alias", "w:tag", "w:id", "w:showingPlcHdr", "w:text"]),
    ("w:sdt", &["w:sdtPr", "w:sdtContent"]),
    ("wp:inline", &["wp:extent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"]),
];

#[track_caller]
fn children_are_in_order(xml: &str) {
    let all = elements(xml);
    for (index, (depth, name, _)) in all.iter().enumerate() {
        let Some((_, order)) = ORDERS.iter().find(|(name_of_order, _)| name_of_order == name)
        else {
            continue;
        };
        let children = all[index + 1..]
            .iter()
            .take_while(|(level, ..)| level > depth)
            .filter(|(level, ..)| *level == depth + 1);
        let indices: Vec<_> = children
            .map(|(_, child, _)| {
                order
                    .iter()
                    .position(|known| known == child)
                    .unwrap_or_else(|| panic!("{child} in {name}"))
            })
            .collect();
        assert!(indices.is_sorted(), "{name}: {indices:?}");
    }
}

#[track_caller]
#[allow(clippy::too_many_lines, reason = "one assertion after another")]
pub fn is_sound(bytes: &[u8]) {
    let parts = parts(bytes);
    for (name, bytes) in &parts {
        if [".xml", ".rels"].iter().any(|end| name.ends_with(end)) {
            children_are_in_order(std::str::from_utf8(bytes).expect("text"));
        }
    }

    // Word accepts no comma in the name of a style and no tag of more than 64 letters.
    for (_, name, attributes) in elements(text(&parts, "word/styles.xml")) {
        assert!(name != "w:name" || !attributes["w:val"].contains(','), "{attributes:?}");
    }

    for (_, name, attributes) in elements(text(&parts, "word/document.xml")) {
        assert!(
            !["w:tag", "w:alias"].contains(&name.as_str())
                || attributes["w:val"].chars().count() <= 64,
            "{attributes:?}"
        );
    }

    // Every part has a content type, and every relationship leads to a part.
    let types = elements(text(&parts, "[Content_Types].xml"));
    let known = |key: &str| {
        types
            .iter()
            .filter_map(|(.., attributes)| attributes.get(key).cloned())
            .collect::<BTreeSet<_>>()
    };

    let (endings, overrides) = (known("Extension"), known("PartName"));
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit('.').next().expect("an ending");
        assert!(
            endings.contains(ending) || overrides.contains(&format!("/{name}")),
            "{name} has no type"
        );
    }

    for name in &overrides {
        assert!(parts.contains_key(&name[1..]), "{name} is no part");
    }

    for (name, folder) in parts.keys().filter_map(|name| Some((name, name.strip_suffix(".rels")?)))
    {
        let folder = folder.rsplit_once("_rels/").expect("a folder").0;
        for (.., attributes) in
            elements(text(&parts, name)).iter().filter(|(_, name, _)| name == "Relationship")
        {
            let mut target: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for step in attributes["Target"].split('/') {
                if step == ".." {
                    target.pop();
                } else {
                    target.push(step);
                }
            }
            assert!(parts.contains_key(&target.join("/")), "{name}: {}", attributes["Target"]);
        }
    }

    // Everything that the document refers to exists, and ids are unique.
    let document = elements(text(&parts, "word/document.xml"));
    let ids: BTreeSet<_> = elements(text(&parts, "word/_rels/document.xml.rels"))
        .into_iter()
        .filter_map(|(.., attributes)| attributes.get("Id").cloned())
        .collect();
    for (_, name, attributes) in &document {
        for key in ["r:id", "r:embed"] {
            assert!(
                attributes.get(key).is_none_or(|id| ids.contains(id)),
                "{name}: {attributes:?}"
            );
        }
    }

    let styles: BTreeSet<_> = elements(text(&parts, "word/styles.xml"))
        .into_iter()
        .filter_map(|(.., attributes)| attributes.get("w:styleId").cloned())
        .collect();
    for (_, name, attributes) in document
        .iter()
        .filter(|(_, name, _)| ["w:pStyle", "w:rStyle", "w:tblStyle"].contains(&&**name))
    {
        assert!(styles.contains(&attributes["w:val"]), "{name}: {attributes:?}");
    }

    for (element, key) in [("wp:docPr", "id"), ("w:id", "w:val")] {
        let all: Vec<_> = document
            .iter()
            .filter(|(_, name, _)| name == element)
            .map(|(.., attributes)| &attributes[key])
            .collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{element}");
    }

    // Every cell has a paragraph, and every row has as many columns as its table.
    let mut grids: Vec<usize> = Vec::new();
    for (index, (depth, name, _)) in document.iter().enumerate() {
        let inside = || document[index + 1..].iter().take_while(|(level, ..)| level > depth);
        let child = |key: &str| {
            inside().filter(|(level, name, _)| *level == depth + 1 && name == key).count()
        };

        match name.as_str() {
            "w:tblGrid" => grids.push(child("w:gridCol")),
            "w:tc" => assert!(child("w:p") > 0, "a cell without a paragraph"),
            "w:tr" => {
                let spans =
                    inside().filter(|(level, name, _)| *level == depth + 3 && name == "w:gridSpan");
                let more: usize = spans
                    .map(|(.., attributes)| {
                        attributes["w:val"].parse::<usize>().expect("a number") - 1
                    })
                    .sum();
                assert_eq!(
                    child("w:tc") + more,
                    *grids.last().expect("a table"),
                    "a row of another width"
                );
            }
            _ => {}
        }
    }
}

#[test]
fn every_part_is_as_word_requires() {
    let (real, simulated) = (Project::with_decision(), Project::simulated("2019-2024", "7"));
    for lang in [Lang::Vi, Lang::En] {
        for report in [
            of_year(&real, lang, 2022),
            of_year(&simulated, lang, 2024),
            of_years(&simulated, lang),
        ] {
            let bytes = docx_document(&report, None).expect("a document");
            is_sound(&bytes);
            assert!(
                docx_document(&report, None).expect("the same") == bytes,
                "the same report has different bytes"
            );
        }
    }
}

#[test]
fn table_headings_repeat_rows_are_not_split_and_annexes_count_their_own_pages() {
    let report = of_years(&Project::simulated("2019-2024", "7"), Lang::Vi);
    let parts = parts(&docx_document(&report, None).expect("a document"));
    let document = text(&parts, "word/document.xml");
    let rows = document.matches("<w:tr>").count();
    assert_eq!(document.matches("<w:cantSplit>").count(), rows, "a row may be split");

    let tables = document.matches("<w:tblStyle ").count();
    assert!(document.matches("<w:tblHeader>").count() >= tables && tables > 10);
    assert_eq!(document.matches("<w:sectPr>").count(), report.chapters.len());
    assert_eq!(document.matches("<w:pgNumType w:start=\"1\">").count(), report.chapters.len());
    assert_eq!(
        document.matches("<w:titlePg>").count(),
        1,
        "only the first page of the body bears no number"
    );

    let lying = report
        .chapters
        .iter()
        .filter(|chapter| chapter.page != cchc::report::Page::Portrait)
        .count();
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), lying);
    assert!(text(&parts, "word/styles.xml").contains("<w:lang w:val=\"vi-VN\""));
    assert!(document.contains(" SEQ Bảng ") && document.contains(" SEQ Hình "));

    for name in ["word/header1.xml", "word/header2.xml"] {
        assert!(text(&parts, name).contains("SỐ LIỆU MÔ PHỎNG"), "{name}");
    }

    // Every chart carries its figures.
    let charts = parts.keys().filter(|name| name.starts_with("word/charts/chart")).count();
    assert!(charts >= 3);
    for number in 1..=charts {
        let chart = text(&parts, &format!("word/charts/chart{number}.xml"));
        let external = chart.find("<c:externalData ").expect("a workbook");
        assert!(chart.find("<c:printSettings>").is_none_or(|print| external < print));
        assert!(chart.contains("<c:numCache>"), "a chart without its figures");
        let book = &parts[&format!("word/embeddings/chart{number}.xlsx")];
        assert!(self::parts(book).contains_key("xl/worksheets/sheet1.xml"));
    }

    let drawings: Vec<_> = elements(document)
        .into_iter()
        .filter(|(_, name, _)| name == "wp:docPr")
        .map(|(.., attributes)| attributes)
        .collect();
    let described = drawings.iter().filter(|attributes| !attributes["descr"].is_empty()).count();
    assert!(described >= charts, "a chart has no description");
}

#[test]
fn a_blank_is_a_content_control_with_its_tag() {
    let parts = parts(
        &docx_document(&of_year(&Project::with_decision(), Lang::Vi, 2022), None)
            .expect("a document"),
    );
    let document = text(&parts, "word/document.xml");
    for tag in ["number", "place-date", "signer", "mandate", "reasons-weakness", "explain-date"] {
        assert!(document.contains(&format!("<w:tag w:val=\"blank:{tag}\">")), "{tag}");
    }
    let core = text(&parts, "docProps/core.xml");
    assert!(!core.contains("creator") && !core.contains("lastModifiedBy"), "an author is named");
}

#[test]
fn hostile_names_are_written_as_text() {
    let project = Project::new();
    let name = "</w:t><w:br/>&\"' =1+1\u{1}\u{202e} Hai";
    let text =
        SMALL.replace("Xã Ví dụ Hai", name).replace("Cải cách thể chế", "<w:p>Thể chế</w:p>");
    project.import(&project.write("odd.txt", text));
    for lang in [Lang::Vi, Lang::En] {
        let bytes = docx_document(&of_year(&project, lang, 2021), None).expect("a document");
        is_sound(&bytes);
        let parts = parts(&bytes);
        let document = self::text(&parts, "word/document.xml");
        assert!(document.contains("&lt;/w:t&gt;") && !document.contains("<w:p>Thể chế"));
        assert!(!document.contains('\u{1}') && !document.contains('\u{202e}'));
    }
}
