//! The world that typst sees: one source, its pictures and four fonts, but no files, no clock and
//! no network.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The font family of the pages. The prelude names it, too.
pub(super) const FAMILY: &str = "Liberation Serif";

/// The font of the pages in four styles: regular, bold, italic, and bold italic.
static FACES: [&[u8]; 4] = [
    include_bytes!("fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The standard library and the fonts, shared by all documents.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.iter().flat_map(|face| Font::iter(Bytes::new(*face))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Shared { library: LazyHash::new(Library::builder().build()), book, fonts }
});

/// Whether the font of the pages has a character.
pub(super) fn is_known(letter: char) -> bool {
    SHARED.fonts.first().is_some_and(|font| font.info().coverage.contains(u32::from(letter)))
}

/// The id of a path. Typst keeps ids for ever and gives the same id for the same path, so the
/// number of ids stays small if documents use the same paths.
fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| format!("{error:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// A document to typeset: its source, and its pictures by path.
pub(super) struct PageWorld {
    source: String,
    files: Vec<(String, Vec<u8>)>,
}

impl PageWorld {
    pub(super) const fn new(source: String, files: Vec<(String, Vec<u8>)>) -> Self {
        Self { source, files }
    }

    /// Typesets the pages and exports them as PDF. Returns a description of the errors if that
    /// fails.
    pub(super) fn render(self, title: &str) -> Result<Vec<u8>, String> {
        let mut files = HashMap::new();
        for (path, bytes) in self.files {
            files.insert(file_id(&path)?, Bytes::new(bytes));
        }

        let world = Loaded { main: Source::new(file_id("/main.typ")?, self.source), files };
        let Warned { output, .. } = typst::compile::<PagedDocument>(&world);
        let document = output.map_err(|errors| world.describe(&errors))?;

        // The program reads no clock, so every document has the same time.
        let day = Datetime::from_ymd_hms(2000, 1, 1, 0, 0, 0).ok_or("no such day")?;

        let options = |standards: &[PdfStandard]| {
            Ok::<_, String>(PdfOptions {
                ident: Smart::Custom(title.to_owned()),
                creator: Smart::Custom(Some("cchc".to_owned())),
                timestamp: Some(Timestamp::new_utc(day)),
                page_ranges: None,
                standards: PdfStandards::new(standards)
                    .map_err(|error| error.message().to_string())?,
                tagged: true,
                pretty: false,
            })
        };

        // If the text does not conform to PDF/A, a plain PDF is better than none.
        let bytes = typst_pdf::pdf(&document, &options(&[PdfStandard::A_2a])?)
            .or_else(|_| typst_pdf::pdf(&document, &options(&[]).unwrap_or_default()))
            .map_err(|errors| world.describe(&errors));

        // Typst caches its computations. Without this, a process that writes many documents would
        // keep all of them in memory.
        typst::comemo::evict(0);
        bytes
    }
}

/// A document in the form that typst reads.
struct Loaded {
    main: Source,
    files: HashMap<FileId, Bytes>,
}

impl Loaded {
    /// The messages of errors with their lines in the source, from 1; line 0 if the line is
    /// unknown.
    fn describe(&self, errors: &[SourceDiagnostic]) -> String {
        let line = |error: &SourceDiagnostic| {
            let is_main = error.span.id() == Some(self.main.id());
            let range = is_main.then(|| self.range(error.span)).flatten();
            range
                .and_then(|range| self.main.lines().byte_to_line(range.start))
                .map_or(0, |line| line + 1)
        };
        let messages: Vec<String> = errors
            .iter()
            .map(|error| format!("{} (line {})", error.message, line(error)))
            .collect();
        messages.join("; ")
    }
}

impl World for Loaded {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::NotFound(id.vpath().get_without_slash().into()))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(&id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
