//! The authority whose units and frameworks a registry declares.

use serde::Deserialize;

use crate::model::{Date, clean, is_office_of};

use super::error::Flaw;

/// The authority that issues the decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityEntry {
    /// The name, such as `Ủy ban nhân dân tỉnh Bắc Kạn`.
    pub name: String,
    /// Other names under which it or its offices issue documents.
    pub aliases: Vec<String>,
    /// The authority above it. None if it is not declared.
    pub parent: Option<String>,
    /// The authorities that it continues.
    pub predecessors: Vec<Predecessor>,
}

/// An authority that another one continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predecessor {
    /// Its name.
    pub name: String,
    /// The day from which its successor operates.
    pub date: Date,
    /// Where this is known from.
    pub source: String,
}

impl AuthorityEntry {
    /// Whether a document of this issuer and date belongs to the index of the authority: it is the
    /// authority itself, one of its offices, or a predecessor before it was continued.
    #[must_use]
    pub fn issues(&self, issuer: &str, issued_on: Date) -> bool {
        let mut names = std::iter::once(&self.name).chain(&self.aliases);
        let is_predecessor =
            |before: &Predecessor| issued_on < before.date && is_office_of(issuer, &before.name);
        names.any(|name| is_office_of(issuer, name)) || self.predecessors.iter().any(is_predecessor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAuthority {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    parent: Option<String>,
    #[serde(default)]
    lineage: Vec<RawPredecessor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPredecessor {
    from: String,
    date: toml::value::Datetime,
    source: String,
}

impl RawAuthority {
    pub(super) fn check(self) -> Result<AuthorityEntry, Flaw> {
        let named = |name: &str| Some(clean(name)).filter(|name| !name.is_empty());
        let predecessor = |raw: RawPredecessor| {
            let date = raw.date.to_string();
            Ok(Predecessor {
                name: named(&raw.from).ok_or(Flaw::Nameless)?,
                date: date.parse().map_err(|_| Flaw::NoDate(date))?,
                source: raw.source,
            })
        };
        Ok(AuthorityEntry {
            name: named(&self.name).ok_or(Flaw::Nameless)?,
            aliases: self.aliases.iter().filter_map(|alias| named(alias)).collect(),
            parent: self.parent.as_deref().and_then(named),
            predecessors: self.lineage.into_iter().map(predecessor).collect::<Result<_, _>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_predecessor_issues_until_it_is_continued() {
        let raw: RawAuthority = toml::from_str(
            "name = \"UBND tỉnh Hai\"\n[[lineage]]\nfrom = \"UBND tỉnh Một\"\n\
             date = 2025-07-01\nsource = \"x\"\n",
        )
        .expect("TOML");
        let authority = raw.check().expect("an authority");
        let day = |text: &str| text.parse().expect("a day");
        assert!(authority.issues("Ủy ban nhân dân tỉnh Một", day("2025-03-01")));
        assert!(!authority.issues("Ủy ban nhân dân tỉnh Một", day("2026-03-01")));
        assert!(authority.issues("Sở Nội vụ tỉnh Hai", day("2026-03-01")));
        assert!(!authority.issues("UBND tỉnh Ba", day("2026-03-01")));
    }
}
