//! Answers requests: makes the page that an address names, in the form that its ending asks for.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cchc::model::{file_name, match_key};
use cchc::render::docx::docx_document;
use cchc::render::pdf::pdf_document;
use cchc::render::table::{CsvStyle, Format, Origin, Style};
use cchc::store::{Selection, Store, StoredIndex};
use cchc::text::{Lang, index_title, upper_first};
use maud::html;

use super::imports::Imports;
use super::made::{Kept, Made, Version};
use super::page::{Page, Part};
use super::pages::{self, Visit};
use super::request::{Ending, Place, Request, address};
use super::{table, verbs};
use crate::cmd::{Context, lock};
use crate::failure::{self, Reported};
use crate::words::web::Word;

/// The site: what all its pages share.
pub struct Site {
    context: Context,
    /// The version of the database of which documents were last read again.
    seen: Mutex<Option<Version>>,
    /// Pages that were made.
    kept: Kept,
    /// How many queries run.
    queries: AtomicUsize,
    /// What is imported, if anything may be.
    imports: Option<Imports>,
}

/// The most queries at once, so that they leave room for the other pages.
const MOST_QUERIES: usize = 3;

/// One query that runs.
struct Running<'a>(&'a AtomicUsize);

impl<'a> Running<'a> {
    fn begin(count: &'a AtomicUsize) -> Option<Self> {
        let running = Self(count);
        (count.fetch_add(1, Ordering::SeqCst) < MOST_QUERIES).then_some(running)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Site {
    pub fn new(context: &Context, imports: Option<Imports>) -> Self {
        let (seen, queries) = (Mutex::new(None), AtomicUsize::new(0));
        Self { context: context.clone(), seen, kept: Kept::default(), queries, imports }
    }

    pub fn imports(&self) -> Option<&Imports> {
        self.imports.as_ref()
    }

    pub fn may_import(&self) -> bool {
        self.imports.is_some()
    }

    /// The settings of a verb, as a request chooses them.
    pub fn context_of(&self, request: &Request) -> Result<Context> {
        let (authority, index) = verbs::authority_and_index(request)?;
        Ok(Context {
            lang: request.lang,
            quiet: false,
            verbose: false,
            authority: authority.or_else(|| self.context.authority.clone()),
            index: index.or(self.context.index),
            ..self.context.clone()
        })
    }

    /// The answer to a path and a query.
    pub fn answer(&self, path: &str, query: &str) -> Response {
        match path {
            "/" => return redirect(&address(self.context.lang, Place::Start, "", &[])),
            "/site.css" => return asset("text/css; charset=utf-8", STYLE.as_bytes()),
            "/site.js" => return asset("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
            "/font.ttf" => return asset("font/ttf", cchc::chart::font::FACE),
            _ => {}
        }
        let Some(request) = Request::of(path, query) else {
            let start = Request::of(&format!("/{}/", self.context.lang.code()), "");
            return start.map_or_else(failure, |request| {
                let missing = Word::NotFound.say(request.lang);
                refused(&request, StatusCode::NOT_FOUND, missing).into_response()
            });
        };
        // The first start: there is nothing to show yet.
        if self.may_import() && request.place != Place::Import && !self.context.db.exists() {
            return redirect(&address(request.lang, Place::Import, "", &[]));
        }
        self.kept_page(&request, &format!("{path}?{query}")).unwrap_or_else(|error| {
            let scopes = self.context_of(&request).map(|context| scopes(&context, &request));
            let is_empty =
                failure::name(&error) == "nothing-stored" && request.place == Place::Start;
            if self.may_import() && is_empty {
                return redirect(&address(request.lang, Place::Import, "", &[]));
            }
            error_page_with(&request, &error, self.may_import(), scopes.unwrap_or_default())
        })
    }

    /// The page of an address, made unless it is kept. Answers to queries may differ each time, and what
    /// waits to be imported is nobody else's.
    fn kept_page(&self, request: &Request, address: &str) -> Result<Response> {
        let version = Version::of(&self.context.db);
        self.notice_changes(version);
        let is_kept = match request.place {
            Place::Sql | Place::Questions | Place::Import | Place::Original => false,
            Place::Start
            | Place::Ranking
            | Place::Heatmap
            | Place::Course
            | Place::Compare
            | Place::OverScoring
            | Place::Findings
            | Place::Documents
            | Place::Methods
            | Place::Unit
            | Place::Criterion
            | Place::Cell
            | Place::Rule
            | Place::Search => true,
        };
        let Some(version) = version.filter(|_| is_kept) else {
            return self.page(request).map(IntoResponse::into_response);
        };
        if let Some(made) = self.kept.find(address, version) {
            return Ok(made.into_response());
        }
        let made = self.page(request)?;
        // A database that changed meanwhile may be that of the page or not.
        if made.status == StatusCode::OK && Version::of(&self.context.db) == Some(version) {
            self.kept.keep(address.to_owned(), version, &made);
        }
        Ok(made.into_response())
    }

    fn page(&self, request: &Request) -> Result<Made> {
        let is_query = [Place::Sql, Place::Questions].contains(&request.place);
        let mut context = self.context_of(request)?;
        if is_query {
            // Queries choose themselves: the views have the authority and the index.
            (context.authority, context.index) = (None, None);
        }
        let visit = Visit { request, context: &context, imports: self.imports.as_ref() };
        if request.place == Place::Original {
            return original(&visit);
        }
        let running = if is_query {
            let running = Running::begin(&self.queries);
            Some(
                running
                    .ok_or_else(|| Reported::named("timed-out", Word::Busy.say(request.lang)))?,
            )
        } else {
            None
        };
        let mut page = pages::page(&visit)?;
        page.may_import = self.may_import();
        page.scopes = scopes(&context, request);
        drop(running);
        for part in &mut page.parts {
            if let Part::Table(table) = part {
                page.simulated |= table.simulated;
                *table = table::sorted(request, std::mem::replace(table, empty()));
            }
        }
        let name = file_name(&page.title);
        match request.ending {
            Ending::Page => Ok(markup(StatusCode::OK, &page.markup(request).into_string())),
            Ending::Table(format) => {
                let Some(table) = page.table() else {
                    return Ok(refused(
                        request,
                        StatusCode::NOT_FOUND,
                        Word::NoRows.say(request.lang),
                    ));
                };
                let documents = Store::open(&context.db)?.load(Selection::default(), &[])?;
                let table = table.clone().from(Origin { query: None, documents });
                // A spreadsheet in Viet Nam reads commas as decimal marks, and needs the mark of UTF-8.
                let csv = match request.lang {
                    Lang::Vi => CsvStyle { bom: true, decimal_mark: ',', separator: ';' },
                    Lang::En => CsvStyle::default(),
                };
                let style = Style { lang: request.lang, width: None, csv };
                let bytes = table
                    .write(format, style)
                    .map_err(|error| Reported::failed(error.to_string()))?;
                Ok(file(kind_of(format), &name, format.code(), bytes))
            }
            Ending::Docx => {
                let bytes = docx_document(&page.report(request.lang), None)?;
                Ok(file(DOCX, &name, "docx", bytes))
            }
            Ending::Pdf => {
                let bytes = pdf_document(&page.report(request.lang))?;
                Ok(file("application/pdf", &name, "pdf", bytes))
            }
        }
    }

    /// Forgets the documents that were read when the database is another one now.
    fn notice_changes(&self, now: Option<Version>) {
        let mut seen = lock(&self.seen);
        if *seen != now {
            *seen = now;
            self.context.rereads.clear();
        }
    }
}

const STYLE: &str = include_str!("site.css");
const SCRIPT: &str = include_str!("site.js");
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn empty() -> cchc::render::table::Table {
    cchc::render::table::Table::of::<cchc::relation::RankingRow>(&[])
}

const fn kind_of(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Json => "application/json",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Table | Format::Line | Format::Jsonl | Format::Markdown => {
            "text/plain; charset=utf-8"
        }
    }
}

/// The stored bytes of a document, as a file to save. They are never shown as a page.
fn original(visit: &Visit<'_>) -> Result<Made> {
    let store = Store::open(&visit.context.db)?;
    let sha256 = visit.request.value("sha256").unwrap_or_default();
    let name = visit.context.document(&store, sha256)?;
    let document = store.load_original(name.id)?;
    let path = std::path::Path::new(&document.file_name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    Ok(file("application/octet-stream", &file_name(&stem), &file_name(&ending), document.bytes))
}

fn markup(status: StatusCode, text: &str) -> Made {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let bytes = cchc::text::printable(text).into_owned().into();
    Made { status, headers: vec![(header::CONTENT_TYPE, kind)], bytes }
}

fn asset(kind: &'static str, bytes: &'static [u8]) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
}

/// Bytes that a browser saves under a name.
fn file(kind: &'static str, name: &str, ending: &str, bytes: Vec<u8>) -> Made {
    let encoded: String =
        form_urlencoded::byte_serialize(format!("{name}.{ending}").as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    let disposition = HeaderValue::from_str(&disposition)
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers = vec![
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Made { status: StatusCode::OK, headers, bytes: bytes.into() }
}

fn redirect(to: &str) -> Response {
    elsewhere(StatusCode::TEMPORARY_REDIRECT, to)
}

/// Leads from a form that was sent to the page that says what came of it.
pub fn see_other(to: &str) -> Response {
    elsewhere(StatusCode::SEE_OTHER, to)
}

fn elsewhere(status: StatusCode, to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/vi/"));
    (status, [(header::LOCATION, to)]).into_response()
}

/// A page that says why there is no other one.
fn refused(request: &Request, status: StatusCode, message: &str) -> Made {
    let mut page = Page::new(match status {
        StatusCode::NOT_FOUND => Word::NotFound.say(request.lang),
        _ => Word::Failed.say(request.lang),
    });
    page.push(Part::Text(message.to_owned()));
    let start = request.to(Place::Start, &[]);
    page.push(Part::Markup(html! { p { a href=(start) { (Word::ToStart.say(request.lang)) } } }));
    markup(status, &page.markup(request).into_string())
}

/// The authorities and indices to choose from. Empty if there are not several.
fn scopes(context: &Context, request: &Request) -> Vec<(String, String, bool)> {
    let stored = Store::open(&context.db).and_then(|store| store.load_indices());
    let stored = stored.unwrap_or_default();
    if stored.len() < 2 {
        return Vec::new();
    }
    let lang = request.lang;
    let chosen = |scope: &StoredIndex| {
        context.authority.as_ref().is_none_or(|name| match_key(name) == match_key(&scope.authority))
            && context.index.unwrap_or_default() == scope.scope.index
    };
    let of = |scope: &StoredIndex| {
        let index = scope.scope.index;
        let code = if index.is_cchc() { "" } else { index.code };
        let text = format!("{} – {}", scope.authority, upper_first(index_title(lang, index)));
        let values = [("authority", scope.authority.as_str()), ("index", code)];
        let values: Vec<_> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        (text, address(lang, Place::Start, "", &values), chosen(scope))
    };
    stored.iter().map(of).collect()
}

/// A page that says why it could not be made, or why nothing was done.
pub fn error_page(request: &Request, error: &anyhow::Error, may_import: bool) -> Response {
    error_page_with(request, error, may_import, Vec::new())
}

fn error_page_with(
    request: &Request,
    error: &anyhow::Error,
    may_import: bool,
    scopes: Vec<(String, String, bool)>,
) -> Response {
    let (message, _) = failure::describe(request.lang, error);
    let status = match &*failure::name(error) {
        "usage" => StatusCode::BAD_REQUEST,
        "unknown-name" | "nothing-stored" => StatusCode::NOT_FOUND,
        "timed-out" | "no-database" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut page = Page::new(request.place.title(request.lang));
    page.may_import = may_import;
    page.scopes = scopes;
    page.push(Part::Markup(html! { p.error role="alert" { (message) } }));
    if request.place == Place::Import {
        let again = request.to(Place::Import, &[]);
        page.push(Part::Markup(html! { p { a href=(again) { (Word::Again.say(request.lang)) } } }));
    }
    // What was asked stays on the page, to be changed.
    if request.place == Place::Sql {
        page.push(Part::Markup(pages::query_form(request)));
    }
    markup(status, &page.markup(request).into_string()).into_response()
}

/// The answer if a page failed without an error.
pub fn failure() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, "cchc").into_response()
}
