//! Indices: the administration reform index, and others that are kept apart from it.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::interned::{interned, is_code};
use super::match_key;

/// An index. Figures of two indices are never compared with each other. Its code identifies it.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    /// The code in the database and in options.
    pub code: &'static str,
    /// The name in titles and sentences, such as `Chỉ số CCHC`.
    pub name: &'static str,
}

/// An index with the words by which titles name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitledIndex {
    /// The index.
    pub index: Index,
    /// The words, in lower case.
    pub titles: Vec<String>,
}

/// An index that needs no declaration.
struct KnownIndex {
    index: Index,
    /// The words by which titles name it.
    titles: &'static [&'static str],
    /// What sentences call it in Vietnamese and English.
    phrase: [&'static str; 2],
}

const fn known(
    index: Index,
    titles: &'static [&'static str],
    phrase: [&'static str; 2],
) -> KnownIndex {
    KnownIndex { index, titles, phrase }
}

/// The indices that need no declaration. The first one is the administration reform index.
const KNOWN: [KnownIndex; 20] = [
    known(
        Index::CCHC,
        &["cchc", "cải cách hành chính", "par index", "par"],
        ["Chỉ số CCHC", "the PAR Index"],
    ),
    known(
        Index::SATISFACTION,
        &["sipas", "hài lòng", "khảo sát người dân"],
        ["Chỉ số SIPAS", "the SIPAS index"],
    ),
    known(
        Index::of("dti", "DTI"),
        &["dti", "chuyển đổi số"],
        ["Chỉ số chuyển đổi số (DTI)", "the Digital Transformation Index (DTI)"],
    ),
    known(
        Index::of("ddci", "DDCI"),
        &[
            "ddci",
            "năng lực cạnh tranh cấp sở",
            "năng lực cạnh tranh cấp huyện",
            "cạnh tranh các sở",
        ],
        ["Chỉ số DDCI", "the DDCI"],
    ),
    known(Index::of("pci", "PCI"), &["pci", "năng lực cạnh tranh"], ["Chỉ số PCI", "the PCI"]),
    known(Index::of("papi", "PAPI"), &["papi", "hiệu quả quản trị"], ["Chỉ số PAPI", "the PAPI"]),
    known(
        Index::of("ict", "ICT Index"),
        &["ict", "ứng dụng công nghệ thông tin", "ứng dụng cntt"],
        ["Chỉ số ICT Index", "the ICT Index"],
    ),
    known(Index::EMULATION, &["thi đua"], ["chấm điểm thi đua", "emulation scores"]),
    known(
        Index::of("tcpl", "chuẩn tiếp cận pháp luật"),
        &["tiếp cận pháp luật"],
        ["đánh giá chuẩn tiếp cận pháp luật", "the assessment of access to law"],
    ),
    known(
        Index::of("ntm", "nông thôn mới"),
        &["nông thôn mới"],
        ["đánh giá nông thôn mới", "the new-style rural assessment"],
    ),
    known(Index::of("pgi", "PGI"), &["pgi", "chỉ số xanh"], ["Chỉ số PGI", "the PGI"]),
    known(Index::of("pii", "PII"), &["pii", "đổi mới sáng tạo"], ["Chỉ số PII", "the PII"]),
    known(
        Index::of("pvndn", "phục vụ người dân, doanh nghiệp"),
        &["phục vụ người dân", "chất lượng phục vụ", "bộ chỉ số 766"],
        [
            "Bộ chỉ số phục vụ người dân, doanh nghiệp",
            "the index of service to people and businesses",
        ],
    ),
    known(
        Index::of("cqs", "chính quyền số"),
        &["chính quyền số", "chính quyền điện tử"],
        ["đánh giá chính quyền số", "the digital government assessment"],
    ),
    known(
        Index::of("dan-van", "dân vận"),
        &["dân vận"],
        ["chấm điểm công tác dân vận", "the mass mobilisation scores"],
    ),
    known(
        Index::of("htnv", "hoàn thành nhiệm vụ"),
        &["hoàn thành nhiệm vụ", "xếp loại chất lượng"],
        ["đánh giá mức độ hoàn thành nhiệm vụ", "the assessment of duties performed"],
    ),
    known(
        Index::of("attt", "an toàn thông tin"),
        &["an toàn thông tin"],
        ["xếp hạng an toàn thông tin", "the information security ranking"],
    ),
    known(
        Index::of("dvctt", "dịch vụ công trực tuyến"),
        &["dịch vụ công trực tuyến"],
        ["đánh giá dịch vụ công trực tuyến", "the online public service assessment"],
    ),
    known(
        Index::of("pctn", "phòng, chống tham nhũng"),
        &["chống tham nhũng"],
        ["đánh giá công tác phòng, chống tham nhũng", "the anti-corruption assessment"],
    ),
    known(Index::of("egdi", "EGDI"), &["egdi"], ["Chỉ số EGDI", "the EGDI"]),
];

impl Index {
    /// The administration reform index (Chỉ số CCHC).
    pub const CCHC: Self = Self::of("cchc", "CCHC");
    /// The index of satisfaction, which is printed in percent.
    pub const SATISFACTION: Self = Self::of("sipas", "SIPAS");
    /// The scores of emulation. Tables of other indices print its grades and ranks as remarks.
    pub const EMULATION: Self = Self::of("thi-dua", "thi đua");

    const fn of(code: &'static str, name: &'static str) -> Self {
        Self { code, name }
    }

    /// The indices that need no declaration; the administration reform index is the first.
    pub fn known() -> impl Iterator<Item = Self> {
        KNOWN.iter().map(|known| known.index)
    }

    /// An index by its code: a known one, or else one with this name. None if the code is not one: a
    /// lower-case letter, then lower-case letters, digits and hyphens, at most 40 in all.
    #[must_use]
    pub fn new(code: &str, name: &str) -> Option<Self> {
        if let Some(known) = Self::known().find(|index| index.code == code) {
            return Some(known);
        }
        is_code(code).then(|| Self { code: interned(code), name: interned(name) })
    }

    /// What sentences call it in Vietnamese and English. A declared index is called by its name.
    #[must_use]
    pub fn phrase(self) -> [&'static str; 2] {
        let known = KNOWN.iter().find(|known| known.index == self);
        known.map_or([self.name; 2], |known| known.phrase)
    }

    /// Whether it is the administration reform index.
    #[must_use]
    pub fn is_cchc(self) -> bool {
        self == Self::CCHC
    }
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Index {}

impl Default for Index {
    fn default() -> Self {
        Self::CCHC
    }
}

impl PartialOrd for Index {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Index {
    fn cmp(&self, other: &Self) -> Ordering {
        (!self.is_cchc(), self.code).cmp(&(!other.is_cchc(), other.code))
    }
}

impl Hash for Index {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::str::FromStr for Index {
    type Err = String;

    /// Reads a code.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text, text).ok_or_else(|| {
            let codes: Vec<_> = Self::known().map(|index| index.code).collect();
            format!("{text:?} is not the code of an index, such as {}", codes.join(", "))
        })
    }
}

/// The index that a text names, among the declared and the known ones; none when it names none. A
/// text that names the administration reform index is about that index, whatever else it names,
/// unless the name of another index comes first: `Chỉ số hài lòng trong cải cách hành chính`.
#[must_use]
pub fn named_index(text: &str, declared: &[TitledIndex]) -> Option<Index> {
    let key = match_key(text);
    let position_of = |words: &str| {
        let positions = key.match_indices(words).map(|(at, _)| at);
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut whole_words = positions.filter(|at| {
            !is_letter(key[..*at].chars().next_back())
                && !is_letter(key[at + words.len()..].chars().next())
        });
        whole_words.next()
    };

    let declared = declared
        .iter()
        .flat_map(|titled| titled.titles.iter().map(|words| (titled.index, words.as_str())));
    let known =
        KNOWN.iter().flat_map(|known| known.titles.iter().map(|words| (known.index, *words)));
    let (of_cchc, of_others): (Vec<_>, Vec<_>) = declared
        .chain(known)
        .filter_map(|(index, words)| Some((position_of(words)?, index, words)))
        .partition(|(_, index, _)| index.is_cchc());

    let at_cchc = of_cchc.iter().map(|(at, ..)| *at).min();
    // An abbreviation names an index more clearly than words, and more words than few.
    let clearest = |(at, _, words): &(usize, Index, &str)| {
        (words.contains(' '), *at, std::cmp::Reverse(words.len()))
    };
    let Some((at, index, words)) = of_others.into_iter().min_by_key(clearest) else {
        return at_cchc.map(|_| Index::CCHC);
    };

    // An abbreviation is a name wherever it occurs. Several words are a name only if they contain
    // or follow `chỉ số`. Satisfaction with the reform is satisfaction.
    let is_its_name = !words.contains(' ')
        || words.contains("chỉ số")
        || key[..at].ends_with("chỉ số ")
        || index == Index::SATISFACTION;
    if at_cchc.is_some_and(|at_cchc| at_cchc < at || !is_its_name) {
        Some(Index::CCHC)
    } else {
        Some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_index() {
        for (title, index) in [
            ("KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) CỦA CÁC SỞ NĂM 2023", Some("sipas")),
            ("CHỈ SỐ CHUYỂN ĐỔI SỐ CÁC HUYỆN NĂM 2023", Some("dti")),
            ("BẢNG ĐIỂM THI ĐUA CỤM SỐ 1", Some("thi-dua")),
            ("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023", Some("cchc")),
            ("Chỉ số cải cách hành chính (PAR INDEX), phục vụ bình xét thi đua", Some("cchc")),
            ("CHỈ SỐ HÀI LÒNG (SIPAS) TRONG CẢI CÁCH HÀNH CHÍNH NĂM 2023", Some("sipas")),
            ("KẾT QUẢ ĐO LƯỜNG HÀI LÒNG CỦA NGƯỜI DÂN NĂM 2023", Some("sipas")),
            ("SỰ HÀI LÒNG CỦA NGƯỜI DÂN VỀ CẢI CÁCH HÀNH CHÍNH NĂM 2023", Some("sipas")),
            ("NĂNG LỰC CẠNH TRANH CẤP SỞ, NGÀNH (DDCI) NĂM 2023", Some("ddci")),
            ("NĂNG LỰC CẠNH TRANH CẤP HUYỆN NĂM 2023", Some("ddci")),
            ("CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI) NĂM 2023", Some("pci")),
            ("CHỈ SỐ CCHC, SỰ HÀI LÒNG CỦA NGƯỜI DÂN", Some("cchc")),
            ("MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ CCHC NĂM 2023", Some("cchc")),
            ("CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP", Some("pvndn")),
            ("XẾP HẠNG ỨNG DỤNG CNTT CỦA CÁC SỞ NĂM 2023", Some("ict")),
            ("ĐÁNH GIÁ CÔNG TÁC PHÒNG, CHỐNG THAM NHŨNG NĂM 2023", Some("pctn")),
            ("KẾT QUẢ XẾP HẠNG CÁC SỞ NĂM 2023", None),
            ("Đặc điểm của dự ictus", None),
        ] {
            assert_eq!(named_index(title, &[]).map(|index| index.code), index, "{title}");
        }
    }

    #[test]
    fn a_declared_index_is_named_by_its_titles() {
        let index = Index::new("cxh", "Chỉ số chỉ đạo").expect("a code");
        let declared = [TitledIndex { index, titles: vec!["chỉ số chỉ đạo".to_owned()] }];
        assert_eq!(named_index("KẾT QUẢ CHỈ SỐ CHỈ ĐẠO NĂM 2023", &declared), Some(index));
        assert_eq!(named_index("KẾT QUẢ CHỈ SỐ CCHC NĂM 2023", &declared), Some(Index::CCHC));
        assert!(Index::CCHC < index && "Chỉ số".parse::<Index>().is_err());
    }
}
