//! Documents that crash their reader or take all of its memory or time: each is refused once, and
//! nothing else suffers.

use std::path::{Path, PathBuf};

use cchc::source::{
    DocumentReader, InProcess, Isolated, Limits, RawDocument, ReadError, ReadOptions, SourceError,
};

use crate::hostile::workbook;
use crate::project::{Project, SMALL};

fn isolated() -> Isolated {
    Isolated::new(env!("CARGO_BIN_EXE_cchc").into(), vec!["worker".into(), "read".into()])
}

/// A page with a shading by a function, which further objects define.
fn pdf(function: &str) -> String {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Shading<</S 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length 5>>stream\n/S sh\nendstream endobj\n\
         5 0 obj<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Function 6 0 R>>endobj\n\
         {function}trailer<</Root 1 0 R>>\n"
    )
}

/// A function whose program nests brackets deeper than any stack allows.
fn deep_function() -> String {
    let program = "{".repeat(2_000_000);
    let length = program.len();
    pdf(&format!(
        "6 0 obj<</FunctionType 4/Domain[0 1]/Range[0 1]/Length {length}>>stream\n{program}\nendstream endobj\n"
    ))
}

/// A chain of functions, each of which uses the next one twice.
fn doubling_functions() -> String {
    let of = |number: usize, next: usize| {
        format!(
            "{number} 0 obj<</FunctionType 3/Domain[0 1]/Bounds[0.5]/Encode[0 1 0 1]/Functions[{next} 0 R {next} 0 R]>>endobj\n"
        )
    };
    let chain: String = (6..60).map(|number| of(number, number + 1)).collect();
    pdf(&format!("{chain}60 0 obj<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>endobj\n"))
}

/// A workbook that claims to have four billion shared strings.
fn lying_count() -> Vec<u8> {
    workbook("<sheetData/>", Some("<sst uniqueCount=\"4294967295\"><si><t>x</t></si></sst>"))
}

#[test]
fn a_document_that_crashes_its_reader_is_refused_and_the_others_are_imported() {
    let project = Project::new();
    project.write("data/1.txt", SMALL);
    project.write("data/2-deep.pdf", deep_function());
    project.write("data/3-lying.xlsx", lying_count());
    project.write("data/4.txt", SMALL.replace("NĂM 2021", "NĂM 2022").replace("2022", "2023"));
    let run = project.run(&["import", "data", "--time-limit", "60"]).failed(1);
    for (file, word) in [("2-deep.pdf", "hỏng"), ("3-lying.xlsx", "--max-memory")] {
        let messages: Vec<_> = run.err.lines().filter(|line| line.contains(file)).collect();
        assert!(messages.len() == 1 && messages[0].contains(word), "{file}: {run:#?}");
    }
    assert!(
        run.err.lines().all(|line| !line.contains("overflow") && !line.contains("allocation")),
        "{run:#?}"
    );
    assert_eq!(project.query("SELECT count(*) AS documents FROM documents")[0]["documents"], 2);
}

#[test]
fn a_document_that_takes_too_long_is_refused() {
    let project = Project::new();
    let path = project.write("doubling.pdf", doubling_functions());
    project
        .run(&["import", &path, "--time-limit", "1"])
        .failed(1)
        .says(&["1 giây", "--time-limit"]);
}

/// The paths of all fixtures.
fn fixtures() -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path())
        {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn as_text(read: Result<RawDocument, SourceError>) -> String {
    match read {
        Ok(RawDocument { path, format, sha256, tables, remarks, .. }) => {
            format!("{} {format} {sha256} {remarks:?} {tables:?}", path.display())
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn both_readers_give_the_same_in_the_requested_order() {
    let (files, reading) = (fixtures(), ReadOptions::default());
    assert!(files.len() > 30, "{}", files.len());
    let isolated = isolated();
    for (file, read) in files.iter().zip(isolated.read_each(files.clone(), &reading)) {
        assert!(as_text(read) == as_text(InProcess.read(file, &reading)), "{}", file.display());
    }
    assert_eq!(isolated.read_each(files.clone(), &reading).count(), files.len());

    let first = isolated.read(&files[0], &reading);
    assert!(as_text(first) == as_text(InProcess.read(&files[0], &reading)));
}

#[test]
fn a_late_reader_is_killed_and_the_next_one_works() {
    let isolated = isolated();
    let read = |seconds| {
        let reading = ReadOptions {
            limits: Limits { seconds, ..Limits::default() },
            ..ReadOptions::default()
        };
        isolated.read_bytes(Path::new("small.txt"), SMALL.as_bytes().to_vec(), &reading)
    };
    assert!(read(60).is_ok());
    assert!(matches!(read(0), Err(SourceError { what: ReadError::TooSlow(0), .. })));
    assert!(read(60).is_ok());
}

#[test]
fn a_program_that_is_not_a_reader_gives_an_error() {
    let read = |program: &str| {
        let reader = Isolated::new(program.into(), Vec::new());
        reader.read_bytes(
            Path::new("small.txt"),
            SMALL.as_bytes().to_vec(),
            &ReadOptions::default(),
        )
    };
    assert!(matches!(
        read("/no/such/program"),
        Err(SourceError { what: ReadError::NoReader(_), .. })
    ));
    let other = read(env!("CARGO_BIN_EXE_cchc"));
    assert!(matches!(other, Err(SourceError { what: ReadError::Damaged(_), .. })), "{other:?}");
}
