//! Who may ask: a browser that was led here by this site or by its user, on this machine or, with the
//! password of `--listen`, on another one, and nobody else. Everything is checked before a page is made.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::password::Password;
use super::request::{Place, Request as Address};

/// The longest address, in bytes.
const MOST_ADDRESS: usize = 16 << 10;

/// What may pass.
#[derive(Clone)]
pub struct Guard {
    hosts: Hosts,
    /// Whether forms may be sent.
    takes_forms: bool,
    /// What others need, if they may ask.
    password: Option<Arc<Password>>,
}

impl Guard {
    /// For the names of this machine with a port, and for an address at which others may ask.
    pub fn of(port: u16, takes_forms: bool, open: Option<(IpAddr, Password)>) -> Self {
        let mut hosts = Hosts::of(port);
        hosts.address = open.as_ref().map(|(address, _)| (*address, port));
        Self { hosts, takes_forms, password: open.map(|(_, password)| Arc::new(password)) }
    }
}

/// The hosts under which the site answers. A page of another name that leads to this machine, as in DNS
/// rebinding, gets nothing.
#[derive(Debug, Clone)]
struct Hosts {
    names: Vec<String>,
    /// The address at which others ask, with the port. If it is that of all, any address will do, but no
    /// name: the password keeps others out.
    address: Option<(IpAddr, u16)>,
}

impl Hosts {
    /// The names of this machine with a port.
    fn of(port: u16) -> Self {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        let with_port = names.map(|name| format!("{name}:{port}"));
        let bare = names.map(str::to_owned).into_iter().filter(|_| port == 80);
        Self { names: with_port.into_iter().chain(bare).collect(), address: None }
    }

    fn knows(&self, host: &str) -> bool {
        let is_open = || {
            let (open, port) = self.address?;
            let asked: SocketAddr = host.parse().ok()?;
            Some((open.is_unspecified() || asked.ip() == open) && asked.port() == port)
        };
        self.names.iter().any(|known| known.eq_ignore_ascii_case(host)) || is_open() == Some(true)
    }

    fn knows_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.knows(host))
    }
}

/// Refuses what does not come from this site or its user, and gives every answer its headers.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let plain = |status: StatusCode| {
        (status, status.canonical_reason().unwrap_or_default()).into_response()
    };
    let mut response = match refusal(&guard, &request) {
        Some(status) => plain(status),
        None if !is_admitted(&guard, request.headers()).await => {
            let mut asks = plain(StatusCode::UNAUTHORIZED);
            let how = HeaderValue::from_static("Basic realm=\"cchc\", charset=\"UTF-8\"");
            asks.headers_mut().insert(header::WWW_AUTHENTICATE, how);
            asks
        }
        None => next.run(request).await,
    };
    for (name, value) in headers() {
        response.headers_mut().insert(name, value);
    }
    response
}

/// Whether a request has the password, if one is needed.
async fn is_admitted(guard: &Guard, headers: &HeaderMap) -> bool {
    let Some(password) = guard.password.clone() else { return true };
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.map(str::to_owned);
    let tried = tokio::task::spawn_blocking(move || password.admits(given.as_deref()));
    tried.await.unwrap_or(false)
}

/// Why a request is refused. None if it may pass.
fn refusal(guard: &Guard, request: &Request) -> Option<StatusCode> {
    let Guard { hosts, takes_forms, .. } = guard;
    let headers = request.headers();
    let mut named = headers.get_all(header::HOST).iter();
    let host = named.next().and_then(|host| host.to_str().ok());
    let is_known = host.is_some_and(|host| hosts.knows(host)) && named.next().is_none();
    // An address may name a host of its own.
    let of_address = request.uri().authority().is_none_or(|host| hosts.knows(host.as_str()));
    let place = Address::of(request.uri().path(), "").map(|address| address.place);
    let asks_query = place == Some(Place::Sql);
    if !is_known || !of_address || is_foreign(hosts, headers, asks_query) {
        return Some(StatusCode::FORBIDDEN);
    }
    if *takes_forms && request.method() == Method::POST {
        return (!is_own_form(hosts, headers)).then_some(StatusCode::FORBIDDEN);
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    (length > MOST_ADDRESS).then_some(StatusCode::URI_TOO_LONG)
}

/// Whether another site asks. A link on another site may lead here, unless it would run a query; nothing
/// else of it may.
fn is_foreign(hosts: &Hosts, headers: &HeaderMap, asks_query: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    // Of several origins, none may be foreign.
    let mut origins = headers.get_all("origin").iter();
    let is_foreign_origin =
        origins.any(|origin| !hosts.knows_origin(origin.to_str().unwrap_or("?")));
    let is_cross_site =
        text("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].contains(&site));
    let is_link = !asks_query
        && text("sec-fetch-mode") == Some("navigate")
        && text("sec-fetch-dest").is_none_or(|dest| dest == "document");
    is_foreign_origin || (is_cross_site && !is_link)
}

/// Whether a browser says that a page of this site sent a form. Its token is looked at besides.
fn is_own_form(hosts: &Hosts, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    headers.get_all("origin").iter().count() == 1
        && text("origin").is_some_and(|origin| hosts.knows_origin(origin))
        && text("sec-fetch-site").is_none_or(|site| site == "same-origin")
}

/// The headers of every answer.
fn headers() -> [(HeaderName, HeaderValue); 8] {
    const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; \
                          font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        // With none at all, forms of the site would not say where they come from.
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
        ),
    ]
}
