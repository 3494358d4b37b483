//! What a site with imports does when a form is sent: takes files, imports them, takes an import back.
//! Nothing else of the site writes anything.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use cchc::text::Lang;

use super::imports::{Imports, MOST_BYTES, MOST_FILES, Upload};
use super::request::{Place, Request, address};
use super::site::{self, Site};
use crate::cmd::Context;
use crate::failure::Reported;
use crate::words::web::Word;

/// The longest that sending files may take.
const LONGEST_UPLOAD: Duration = Duration::from_mins(10);

/// Takes the files of a form, and leads to the page that says what an import would do.
pub async fn upload(
    State(site): State<Arc<Site>>,
    Path(lang): Path<String>,
    multipart: Multipart,
) -> Response {
    let Some(request) = Request::of(&format!("/{lang}/{}", Place::Import.code()), "") else {
        return site::failure();
    };
    let Some(imports) = site.imports() else { return site::failure() };
    let taken = tokio::time::timeout(LONGEST_UPLOAD, take(imports, request.lang, multipart)).await;
    match taken {
        Ok(Ok(upload)) => {
            let to = address(request.lang, Place::Import, "", &[("upload", &upload.id)]);
            imports.keep(upload);
            site::see_other(&to)
        }
        Ok(Err(error)) => site::error_page(&request, &error, site.may_import()),
        Err(_) => {
            let error = Reported::named("timed-out", Word::TooSlow.say(request.lang));
            site::error_page(&request, &error, site.may_import())
        }
    }
}

/// Writes the files of a form into a folder of their own.
async fn take(imports: &Imports, lang: Lang, mut multipart: Multipart) -> Result<Upload> {
    let broken = |_| Reported::usage(Word::Broken.say(lang));
    let today = crate::cmd::today().map_or_else(String::new, |day| format!("-{day}"));
    // The form names the token first, so that nothing is kept without it.
    let first = multipart.next_field().await.map_err(broken)?;
    let is_ours = match first {
        Some(field) if field.name() == Some("token") => {
            field.text().await.map_err(broken)? == imports.token()
        }
        Some(_) | None => false,
    };
    if !is_ours {
        return Err(Reported::usage(Word::Foreign.say(lang)));
    }
    let mut upload = imports.begin(&format!("tai-len{today}"))?;
    receive(&mut upload, lang, multipart).await?;
    Ok(upload)
}

/// Writes the files of a form into the folder of an upload.
async fn receive(upload: &mut Upload, lang: Lang, mut multipart: Multipart) -> Result<()> {
    let broken = |_| Reported::usage(Word::Broken.say(lang));
    let mut bytes = 0;
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let Some((name, path)) = upload.place(&name) else { continue };
        if upload.files.len() >= MOST_FILES || upload.files.contains(&name) {
            return Err(Reported::usage(Word::TooMany.say(lang)));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create_new(&path)?;
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            bytes += chunk.len();
            if bytes > MOST_BYTES {
                return Err(Reported::usage(Word::TooLarge.say(lang)));
            }
            file.write_all(&chunk)?;
        }
        upload.files.push(name);
    }
    if upload.files.is_empty() {
        return Err(Reported::usage(Word::NoFiles.say(lang)));
    }
    Ok(())
}

/// Does what a button asks for, and leads to the page that says what came of it.
pub async fn act(
    State(site): State<Arc<Site>>,
    Path((lang, action)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let path = format!("/{lang}/{}", Place::Import.code());
    let Some(request) = Request::of(&path, &String::from_utf8_lossy(&body)) else {
        return site::failure();
    };
    let done = tokio::task::spawn_blocking(move || {
        let Some(imports) = site.imports() else { return site::failure() };
        if request.value("token") != Some(imports.token()) {
            let error = Reported::usage(Word::Foreign.say(request.lang));
            return site::error_page(&request, &error, site.may_import());
        }
        let done = site
            .context_of(&request)
            .and_then(|context| perform(imports, &context, &action, &request));
        match done {
            Ok(Some(id)) => {
                site::see_other(&address(request.lang, Place::Import, "", &[("done", &id)]))
            }
            Ok(None) => site::see_other(&address(request.lang, Place::Documents, "", &[])),
            Err(error) => site::error_page(&request, &error, site.may_import()),
        }
    });
    done.await.unwrap_or_else(|_| site::failure())
}

/// Performs an action. Returns the upload whose outcome is to be shown, if there is one.
fn perform(
    imports: &Imports,
    context: &Context,
    action: &str,
    request: &Request,
) -> Result<Option<String>> {
    let gone = || Reported::named("nothing-stored", Word::Gone.say(request.lang));
    let upload = || imports.upload(request.value("upload").unwrap_or_default()).ok_or_else(gone);
    match action {
        "confirm" => {
            let upload = upload()?;
            imports.import(context, &upload, request)?;
            Ok(Some(upload.id))
        }
        "undo" => {
            let upload = upload()?;
            imports.undo(context, &upload)?;
            Ok(Some(upload.id))
        }
        "simulate" => Ok(Some(imports.simulate(context)?)),
        "remove" => {
            let sums: Vec<String> = request.all("sha256").map(str::to_owned).collect();
            imports.remove(context, &sums)?;
            Ok(None)
        }
        _ => Err(Reported::named("unknown-name", Word::NotFound.say(request.lang))),
    }
}
