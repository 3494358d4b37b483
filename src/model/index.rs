//! Indices that are not the administration reform index, by the words that name them.

use super::match_key;

/// Words that name the administration reform index.
const OWN: [&str; 4] = ["cchc", "cải cách hành chính", "par index", "par"];

/// Other indices with the words of their titles.
const OTHERS: [(&str, &[&str]); 9] = [
    ("SIPAS", &["sipas", "chỉ số hài lòng", "mức độ hài lòng", "sự hài lòng"]),
    ("DTI", &["dti", "chuyển đổi số"]),
    ("DDCI", &["ddci"]),
    ("PCI", &["pci", "năng lực cạnh tranh"]),
    ("PAPI", &["papi", "hiệu quả quản trị"]),
    ("ICT Index", &["ict", "ứng dụng công nghệ thông tin"]),
    ("thi đua", &["thi đua"]),
    ("chuẩn tiếp cận pháp luật", &["tiếp cận pháp luật"]),
    ("nông thôn mới", &["nông thôn mới"]),
];

/// Which index a title or heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedIndex {
    /// The administration reform index.
    Own,
    /// Another one, by its usual name.
    Other(&'static str),
}

/// The index that a text names; none where it names none. One that names the administration reform index is of that,
/// whatever else it names.
#[must_use]
pub fn named_index(text: &str) -> Option<NamedIndex> {
    let key = match_key(text);
    let is_named = |words: &&str| {
        key.match_indices(*words).any(|(at, _)| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !is_letter(key[..at].chars().next_back()) && !is_letter(key[at + words.len()..].chars().next())
        })
    };
    if OWN.iter().any(is_named) {
        return Some(NamedIndex::Own);
    }
    let other = OTHERS.iter().find(|(_, words)| words.iter().any(is_named));
    other.map(|(name, _)| NamedIndex::Other(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_index() {
        for (title, index) in [
            ("KẾT QUẢ CHỈ SỐ HÀI LÒNG (SIPAS) CỦA CÁC SỞ NĂM 2023", Some(NamedIndex::Other("SIPAS"))),
            ("CHỈ SỐ CHUYỂN ĐỔI SỐ CÁC HUYỆN NĂM 2023", Some(NamedIndex::Other("DTI"))),
            ("BẢNG ĐIỂM THI ĐUA CỤM SỐ 1", Some(NamedIndex::Other("thi đua"))),
            ("KẾT QUẢ CHỈ SỐ CCHC CÁC SỞ NĂM 2023", Some(NamedIndex::Own)),
            ("Chỉ số cải cách hành chính (PAR INDEX), phục vụ bình xét thi đua", Some(NamedIndex::Own)),
            ("KẾT QUẢ XẾP HẠNG CÁC SỞ NĂM 2023", None),
            ("Đặc điểm của dự ictus", None),
        ] {
            assert_eq!(named_index(title), index, "{title}");
        }
    }
}
