//! The site of `cchc serve`: pages in the browser of this machine. They show the tables of the verbs and
//! the charts, so that a page, a file and the terminal have the same rows; nothing on them is computed
//! here. Nothing can be written, except with `--import`, and then by `actions` alone.

mod actions;
mod browser;
mod guard;
mod imports;
mod made;
mod page;
mod pages;
mod password;
mod request;
mod site;
mod table;
mod verbs;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

pub use browser::open as open_browser;

use crate::cmd::Context;
use guard::Guard;
use imports::{Imports, MOST_BYTES};
pub use password::{Password, SHORTEST};
use site::Site;

/// The longest that a page may take.
const LONGEST: Duration = Duration::from_mins(1);
/// The longest that a browser may take to send its request.
const LONGEST_REQUEST: Duration = Duration::from_secs(10);
/// The most bytes of the head of a request.
const MOST_HEAD: usize = 32 << 10;
/// The most connections at once. Others wait.
const MOST_CONNECTIONS: usize = 64;

/// The most bytes of a form without files.
const MOST_FORM: usize = 64 << 10;

/// How the site is served.
pub struct Serving<'a> {
    pub port: Option<u16>,
    /// The address at which others may ask, and the password that they need. None for this machine alone.
    pub open: Option<(IpAddr, Password)>,
    /// The folder of the standard reports, if documents may be imported.
    pub imports_to: Option<&'a Path>,
}

/// Serves the site until Ctrl-C. `ready` is called with its address.
pub fn serve(context: &Context, serving: Serving, ready: impl FnOnce(&str, bool)) -> Result<()> {
    let Serving { port, open, imports_to } = serving;
    let at = open.as_ref().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |(address, _)| *address);
    let imports = imports_to.map(Imports::new).transpose()?;
    let threads = std::thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 4));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .max_blocking_threads(8)
        .enable_all()
        .build()?;
    let sent = imports.as_ref().map(|imports| imports.folder().to_owned());
    runtime.block_on(async {
        let (listener, is_asked) = bind(at, port).await?;
        let address = listener.local_addr()?;
        let guard = Guard::of(address.port(), imports.is_some(), open);
        let site = Arc::new(Site::new(context, imports));
        let router = router(&site, guard);
        let host = match at {
            at if at == Ipv4Addr::LOCALHOST || at.is_unspecified() => "localhost".to_owned(),
            IpAddr::V4(at) => at.to_string(),
            IpAddr::V6(at) => format!("[{at}]"),
        };
        ready(&format!("http://{host}:{}/", address.port()), is_asked);
        tokio::select! {
            () = accept(listener, router) => {}
            _ = tokio::signal::ctrl_c() => {}
            () = terminated() => {}
        }
        Ok::<_, anyhow::Error>(())
    })?;
    // A page that is still being made is not waited for, nor an import, which is then undone.
    runtime.shutdown_background();
    if let Some(folder) = sent {
        drop(std::fs::remove_dir_all(folder));
    }
    Ok(())
}

/// Waits until the system asks the program to end.
#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

/// Listens at an address: on a port, or on a free one if the usual one is taken. Also whether it is the
/// port that was asked for.
async fn bind(address: IpAddr, port: Option<u16>) -> io::Result<(TcpListener, bool)> {
    const USUAL: u16 = 8022;
    let at = |port| TcpListener::bind(SocketAddr::from((address, port)));
    match port {
        Some(port) => Ok((at(port).await?, true)),
        None => match at(USUAL).await {
            Ok(listener) => Ok((listener, true)),
            Err(_) => Ok((at(0).await?, false)),
        },
    }
}

fn router(site: &Arc<Site>, guard: Guard) -> Router {
    let pages = Router::new()
        .fallback(answer)
        .with_state(Arc::clone(site))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(RequestBodyLimitLayer::new(0));
    // An import of many years takes longer than a page may.
    let forms = Router::new()
        .route("/{lang}/import/{action}", post(actions::act))
        .layer(RequestBodyLimitLayer::new(MOST_FORM))
        .with_state(Arc::clone(site));
    let files = Router::new()
        .route("/{lang}/import/upload", post(actions::upload))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(MOST_BYTES + MOST_FORM))
        .with_state(Arc::clone(site));
    let router = if site.may_import() { pages.merge(forms).merge(files) } else { pages };
    router.layer(axum::middleware::from_fn_with_state(guard, guard::guard))
}

/// Makes a page on a thread that may block.
async fn answer(State(site): State<Arc<Site>>, request: axum::extract::Request) -> Response {
    let uri = request.uri().clone();
    let made = tokio::task::spawn_blocking(move || {
        site.answer(uri.path(), uri.query().unwrap_or_default())
    });
    made.await.unwrap_or_else(|_| site::failure())
}

/// Takes connections, each with limits on the head of its requests and on the time to send it.
async fn accept(listener: TcpListener, router: Router) {
    let open = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, for example: others may close theirs.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(LONGEST_REQUEST)
                .max_buf_size(MOST_HEAD)
                .serve_connection(TokioIo::new(stream), service);
            drop(served.await);
            drop(permit);
        });
    }
}
