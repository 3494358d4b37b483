//! Recognises which index a title or heading is about: the administration reform index or another
//! one.

use super::match_key;

/// Words that name the administration reform index.
const OWN: [&str; 4] = ["cchc", "cải cách hành chính", "par index", "par"];

/// Other indices, each with the words by which titles name it.
const OTHERS: [(&str, &[&str]); 15] = [
    ("SIPAS", &["sipas", "hài lòng"]),
    ("DTI", &["dti", "chuyển đổi số"]),
    ("DDCI", &["ddci"]),
    ("PCI", &["pci", "năng lực cạnh tranh"]),
    ("PAPI", &["papi", "hiệu quả quản trị"]),
    ("ICT Index", &["ict", "ứng dụng công nghệ thông tin"]),
    ("thi đua", &["thi đua"]),
    ("chuẩn tiếp cận pháp luật", &["tiếp cận pháp luật"]),
    ("nông thôn mới", &["nông thôn mới"]),
    ("PGI", &["pgi", "chỉ số xanh"]),
    ("PII", &["pii", "đổi mới sáng tạo"]),
    ("phục vụ người dân, doanh nghiệp", &["phục vụ người dân", "bộ chỉ số 766"]),
    ("chính quyền số", &["chính quyền số"]),
    ("dân vận", &["dân vận"]),
    ("hoàn thành nhiệm vụ", &["hoàn thành nhiệm vụ"]),
];

/// The index that a title or heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedIndex {
    /// The administration reform index.
    Own,
    /// Another index, by its usual name.
    Other(&'static str),
}

/// The index that a text names; none when it names none. A text that names the administration
/// reform index is about that index, whatever else it names, unless the name of another index comes
/// first: `Chỉ số hài lòng trong cải cách hành chính`.
#[must_use]
pub fn named_index(text: &str) -> Option<NamedIndex> {
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

    let at_own = OWN.iter().filter_map(|words| position_of(words)).min();
    let others = OTHERS.iter().flat_map(|(name, all)| all.iter().map(move |words| (*name, *words)));
    let others = others.filter_map(|(name, words)| Some((position_of(words)?, name, words)));
    let (at, name, words) = match (at_own, others.min_by_key(|(at, ..)| *at)) {
        (at_own, None) => return at_own.map(|_| NamedIndex::Own),
        (_, Some(other)) => other,
    };

    // An abbreviation is a name wherever it occurs. Several words are a name only if they contain
    // or follow `chỉ số`.
    let is_its_name =
        !words.contains(' ') || words.contains("chỉ số") || key[..at].ends_with("chỉ số ");
    if at_own.is_some_and(|at_own| at_own < at || !is_its_name) {
        Some(NamedIndex::Own)
    } else {
        Some(NamedIndex::Other(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_its_index() {
        for (title, index) in [
            (
                "KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) CỦA CÁC SỞ NĂM 2023",
                Some(NamedIndex::Other("SIPAS")),
            ),
            ("CHỈ SỐ CHUYỂN ĐỔI SỐ CÁC HUYỆN NĂM 2023", Some(NamedIndex::Other("DTI"))),
            ("BẢNG ĐIỂM THI ĐUA CỤM SỐ 1", Some(NamedIndex::Other("thi đua"))),
            ("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023", Some(NamedIndex::Own)),
            (
                "Chỉ số cải cách hành chính (PAR INDEX), phục vụ bình xét thi đua",
                Some(NamedIndex::Own),
            ),
            (
                "CHỈ SỐ HÀI LÒNG (SIPAS) TRONG CẢI CÁCH HÀNH CHÍNH NĂM 2023",
                Some(NamedIndex::Other("SIPAS")),
            ),
            ("KẾT QUẢ ĐO LƯỜNG HÀI LÒNG CỦA NGƯỜI DÂN NĂM 2023", Some(NamedIndex::Other("SIPAS"))),
            ("MỨC ĐỘ HOÀN THÀNH NHIỆM VỤ CCHC NĂM 2023", Some(NamedIndex::Own)),
            (
                "CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP",
                Some(NamedIndex::Other("phục vụ người dân, doanh nghiệp")),
            ),
            ("KẾT QUẢ XẾP HẠNG CÁC SỞ NĂM 2023", None),
            ("Đặc điểm của dự ictus", None),
        ] {
            assert_eq!(named_index(title), index, "{title}");
        }
    }
}
