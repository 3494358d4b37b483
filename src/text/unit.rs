//! Names of units within a sentence.

use super::Lang;
use super::lower_first;

/// Common nouns of administrative units, which are written in lower case within a sentence: `huyện
/// Chợ Đồn`. Source: decree 30/2020/NĐ-CP, appendix II.
const COMMON_NOUNS: [&str; 7] =
    ["Huyện ", "Thành phố ", "Thị xã ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "];

/// The unit's name as it stands within a sentence; English sentences keep the printed name.
#[must_use]
pub fn unit_in_sentence(lang: Lang, unit: &str) -> String {
    let is_common = lang == Lang::Vi && COMMON_NOUNS.iter().any(|noun| unit.starts_with(noun));
    if is_common { lower_first(unit) } else { unit.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn districts_are_common_nouns_and_departments_are_names() {
        assert_eq!(unit_in_sentence(Lang::Vi, "Huyện Chợ Đồn"), "huyện Chợ Đồn");
        assert_eq!(unit_in_sentence(Lang::Vi, "Sở Y tế"), "Sở Y tế");
        assert_eq!(unit_in_sentence(Lang::En, "Huyện Chợ Đồn"), "Huyện Chợ Đồn");
    }
}
