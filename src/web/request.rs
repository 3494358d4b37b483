//! Addresses: what a request asks for, and how pages link to each other. The whole state of a page is in
//! its address.

use cchc::render::table::Format;
use cchc::text::Lang;

/// Declares the pages: the name in addresses, the title in the menu and in trails, and whether the menu
/// has it.
macro_rules! places {
    ($($(#[doc = $doc:literal])* $place:ident = $code:literal, $vi:literal, $en:literal, $is_in_menu:literal;)+) => {
        /// A page of the site.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Place { $($(#[doc = $doc])* $place,)+ }

        impl Place {
            /// All pages, those of the menu in its order.
            pub const ALL: &'static [Self] = &[$(Self::$place),+];

            /// The name in addresses; empty for the start page.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$place => $code),+ }
            }

            /// The title in the menu and in trails.
            pub fn title(self, lang: Lang) -> &'static str {
                match self { $(Self::$place => lang.pick($vi, $en)),+ }
            }

            /// Whether the menu has it.
            pub const fn is_in_menu(self) -> bool {
                match self { $(Self::$place => $is_in_menu),+ }
            }
        }
    };
}

places! {
    /// The latest year in sentences.
    Start = "", "Trang đầu", "Start", true;
    /// The units of a block in a year, by rank.
    Ranking = "ranking", "Xếp hạng", "Ranking", true;
    /// Criteria by units in one year.
    Heatmap = "heatmap", "Tiêu chí", "Criteria", true;
    /// All years of a block.
    Course = "course", "Qua các năm", "Over the years", true;
    /// Two years beside each other.
    Compare = "compare", "So sánh hai năm", "Compare two years", true;
    /// Self scores beside appraised ones.
    OverScoring = "over-scoring", "Tự chấm cao", "Over-scoring", true;
    /// What the checks found.
    Findings = "findings", "Kiểm tra số liệu", "Findings", true;
    /// The saved questions.
    Questions = "questions", "Câu hỏi", "Questions", true;
    /// Documents to import.
    Import = "import", "Nhập văn bản", "Import", true;
    /// SQL.
    Sql = "sql", "SQL", "SQL", true;
    /// The stored documents.
    Documents = "documents", "Văn bản", "Documents", true;
    /// How figures are computed and checked.
    Methods = "methods", "Cách tính", "Methods", true;
    /// One unit.
    Unit = "unit", "Đơn vị", "Unit", false;
    /// One criterion.
    Criterion = "criterion", "Tiêu chí", "Criterion", false;
    /// The cell of a document behind a figure.
    Cell = "cell", "Nguồn của số liệu", "Source of a figure", false;
    /// A check.
    Rule = "rule", "Phép kiểm tra", "Check", false;
    /// Units, criteria and documents by words of their names.
    Search = "search", "Tìm kiếm", "Search", false;
    /// The bytes of a stored document.
    Original = "original", "Văn bản gốc", "Original", false;
}

/// In what form a page is asked for: the ending of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A page of the site.
    Page,
    /// Its first table.
    Table(Format),
    /// A Word document.
    Docx,
    /// A PDF file.
    Pdf,
}

impl Ending {
    /// The endings that pages offer, with the text of their links.
    pub const OFFERED: [(&'static str, &'static str); 5] =
        [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"), ("csv", "CSV"), ("json", "JSON")];

    fn of(ending: &str) -> Option<Self> {
        match ending {
            "" => Some(Self::Page),
            "csv" => Some(Self::Table(Format::Csv)),
            "json" => Some(Self::Table(Format::Json)),
            "xlsx" => Some(Self::Table(Format::Xlsx)),
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }
}

/// What a request asks for.
#[derive(Debug, Clone)]
pub struct Request {
    pub lang: Lang,
    pub place: Place,
    pub ending: Ending,
    /// The values in the address, in their order.
    values: Vec<(String, String)>,
}

impl Request {
    /// Reads the path and the query of an address. None if there is no such page.
    pub fn of(path: &str, query: &str) -> Option<Self> {
        let (lang, rest) = match path.strip_prefix('/')?.split_once('/') {
            Some((lang, rest)) => (lang, rest),
            None => (path.strip_prefix('/')?, ""),
        };
        let lang = match lang {
            "vi" => Lang::Vi,
            "en" => Lang::En,
            _ => return None,
        };
        let (name, ending) = rest.split_once('.').unwrap_or((rest, ""));
        let place = *Place::ALL.iter().find(|place| place.code() == name)?;
        let ending = Ending::of(ending)?;
        let values = form_urlencoded::parse(query.as_bytes());
        let values = values.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        Some(Self { lang, place, ending, values })
    }

    /// A value of the address. None if it is blank or not there.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut values = self.values.iter().filter(|(known, _)| known == name);
        values.next().map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All values of a name that are not blank.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let values = self.values.iter().filter(move |(known, _)| known == name);
        values.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The values whose names begin with a prefix, without it.
    pub fn values_after(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        let values = self.values.iter().filter(|(_, value)| !value.trim().is_empty());
        values.filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.trim())))
    }

    /// The address of another page in the same language. The authority and the index stay.
    pub fn to(&self, place: Place, values: &[(&str, &str)]) -> String {
        let scope = ["authority", "index"].into_iter();
        let kept = scope.filter_map(|name| Some((name, self.value(name)?)));
        let kept: Vec<_> = kept.filter(|(name, _)| values.iter().all(|(n, _)| n != name)).collect();
        address(self.lang, place, "", &[values, &kept].concat())
    }

    /// The address of the same page with other values, in another language or with another ending. A
    /// blank value is taken out.
    pub fn again(&self, lang: Lang, ending: &str, others: &[(&str, &str)]) -> String {
        let is_kept = |name: &str| others.iter().all(|(other, _)| *other != name);
        let kept = self.values.iter().filter(|(name, _)| is_kept(name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let values: Vec<_> =
            kept.chain(others.iter().copied()).filter(|(_, value)| !value.is_empty()).collect();
        address(lang, self.place, ending, &values)
    }

    /// The address of the same page with further values.
    pub fn with_more(&self, more: &[(&str, &str)]) -> String {
        let kept = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let values: Vec<_> =
            kept.chain(more.iter().copied()).filter(|(_, v)| !v.is_empty()).collect();
        address(self.lang, self.place, "", &values)
    }

    /// The values that a form of the page keeps, because it has no field for them.
    pub fn kept(&self, fields: &[&str]) -> Vec<(&str, &str)> {
        ["authority", "index"]
            .into_iter()
            .filter(|name| !fields.contains(name))
            .filter_map(|name| Some((name, self.value(name)?)))
            .collect()
    }
}

/// The address of a page.
pub fn address(lang: Lang, place: Place, ending: &str, values: &[(&str, &str)]) -> String {
    let ending = if ending.is_empty() { String::new() } else { format!(".{ending}") };
    let path = format!("/{}/{}{ending}", lang.code(), place.code());
    if values.is_empty() {
        return path;
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish();
    format!("{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_everything() {
        let request =
            Request::of("/vi/ranking.csv", "year=2022&block=department&sort=&unit=S%E1%BB%9F");
        let request = request.expect("a page");
        assert_eq!((request.place, request.ending), (Place::Ranking, Ending::Table(Format::Csv)));
        assert_eq!(request.value("year"), Some("2022"));
        assert_eq!(request.value("unit"), Some("Sở"));
        assert_eq!(request.value("sort"), None);
        let again = request.again(Lang::En, "", &[("year", "2023"), ("unit", "")]);
        assert_eq!(again, "/en/ranking?block=department&year=2023");
        assert_eq!(request.to(Place::Unit, &[("unit", "Sở &")]), "/vi/unit?unit=S%E1%BB%9F+%26");
        for path in ["/", "/vi/other", "/fr/ranking", "/vi/ranking.exe", "/vi/../x"] {
            assert!(Request::of(path, "").is_none(), "{path}");
        }
        assert_eq!(Request::of("/vi", "").map(|request| request.place), Some(Place::Start));
    }
}
