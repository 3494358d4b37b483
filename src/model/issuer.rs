//! Who issued a decision, whichever way it is written.

use super::match_key;

/// Words before which an issuer's name says which office it is, and from which on it says whose.
const PLACES: [&str; 8] =
    ["tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "xã ", "phường ", "thị trấn "];

/// What the spellings of one authority have in common: `UBND tỉnh Bắc Kạn`,
/// `Uỷ ban nhân dân tỉnh Bắc Kạn` and `Sở Nội vụ tỉnh Bắc Kạn` are all `tỉnh bắc kạn`. Who names no
/// place is known by the whole name.
#[must_use]
pub fn issuer_key(issuer: &str) -> String {
    let key = match_key(issuer).replace("uỷ ban", "ủy ban");
    let key = key.trim_start_matches("chủ tịch ").trim_start_matches("bộ trưởng ");
    let positions = PLACES.iter().filter_map(|word| {
        let begins = key.starts_with(word).then_some(0);
        begins.or_else(|| key.find(&format!(" {word}")).map(|at| at + 1))
    });
    let Some(where_found) = positions.min().map(|at| &key[at..]) else { return key.to_owned() };
    // `huyện Ba Bể tỉnh Bắc Kạn` is `huyện Ba Bể`.
    let end = PLACES.iter().filter_map(|word| where_found.find(&format!(" {word}"))).min();
    end.map_or(where_found, |end| &where_found[..end]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_of_one_place_are_one_authority() {
        let province = issuer_key("Ủy ban nhân dân tỉnh Bắc Kạn");
        for same in [
            "UBND tỉnh Bắc Kạn",
            "Uỷ ban nhân dân  tỉnh Bắc  Kạn",
            "UBND TỈNH BẮC KẠN",
            "Sở Nội vụ tỉnh Bắc Kạn",
        ] {
            assert_eq!(issuer_key(same), province, "{same}");
        }
        for other in
            ["UBND tỉnh Thái Nguyên", "UBND thành phố Bắc Kạn", "UBND huyện Ba Bể", "Bộ Nội vụ"]
        {
            assert_ne!(issuer_key(other), province, "{other}");
        }
        assert_eq!(
            issuer_key("UBND huyện Ba Bể tỉnh Bắc Kạn"),
            issuer_key("Ủy ban nhân dân huyện Ba Bể")
        );
        assert_eq!(issuer_key("Bộ trưởng Bộ Nội vụ"), issuer_key("Bộ Nội vụ"));
    }
}
