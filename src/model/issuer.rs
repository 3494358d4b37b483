//! The authority behind a decision, however its name is written.

use super::match_key;

/// Words that begin the name of a place. Before them, an issuer's name says which office it is;
/// from them on, whose office.
const PLACES: [&str; 8] =
    ["tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "xã ", "phường ", "thị trấn "];

/// The key that all spellings and offices of one authority share: `UBND tỉnh Bắc Kạn`,
/// `Uỷ ban nhân dân tỉnh Bắc Kạn` and `Sở Nội vụ tỉnh Bắc Kạn` all give `tỉnh bắc kạn`. An issuer
/// without a place is identified by its whole name.
#[must_use]
pub fn issuer_key(issuer: &str) -> String {
    let key = match_key(issuer).replace("uỷ ban", "ủy ban").replace("ubnd", "ủy ban nhân dân");
    let key = key.trim_start_matches("chủ tịch ").trim_start_matches("bộ trưởng ");
    let positions = PLACES.iter().filter_map(|word| {
        let begins = key.starts_with(word).then_some(0);
        begins.or_else(|| key.find(&format!(" {word}")).map(|at| at + 1))
    });
    let Some(place) = positions.min().map(|at| &key[at..]) else { return key.to_owned() };
    // `huyện Ba Bể tỉnh Bắc Kạn` gives `huyện ba bể`.
    let end = PLACES.iter().filter_map(|word| place.find(&format!(" {word}"))).min();
    end.map_or(place, |end| &place[..end]).to_owned()
}

/// Whether an issuer is an authority, or one of its offices. An issuer that leaves out the name of
/// its place, such as `UBND tỉnh` in the annex of a decision, is an office of any authority of that
/// level.
#[must_use]
pub fn is_office_of(issuer: &str, authority: &str) -> bool {
    let (key, of_authority) = (issuer_key(issuer), issuer_key(authority));
    let level = key.strip_prefix("ủy ban nhân dân ").unwrap_or(&key);
    let is_level_alone = PLACES.iter().any(|place| place.trim_end() == level);
    key == of_authority || is_level_alone && of_authority.starts_with(&format!("{level} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_offices_of_one_place_are_one_authority() {
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

    #[test]
    fn an_issuer_without_the_name_of_its_place_is_of_its_level() {
        for issuer in ["UBND tỉnh", "Ủy ban nhân dân tỉnh", "UBND TỈNH BẮC KẠN"] {
            assert!(is_office_of(issuer, "Ủy ban nhân dân tỉnh Bắc Kạn"), "{issuer}");
        }
        for issuer in ["UBND huyện", "UBND tỉnh Thái Nguyên", "Bộ Nội vụ"] {
            assert!(!is_office_of(issuer, "Ủy ban nhân dân tỉnh Bắc Kạn"), "{issuer}");
        }
    }
}
