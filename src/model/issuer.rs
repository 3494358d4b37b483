//! The authority behind a decision, however its name is written.

use super::{capitalised, match_key, place_with_usual_capitals};

/// Words that begin the name of a place. Before them, an issuer's name says which office it is;
/// from them on, whose office.
const PLACES: [&str; 8] =
    ["tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "xã ", "phường ", "thị trấn "];

/// The key that all spellings and offices of one authority share: `UBND tỉnh Bắc Kạn`,
/// `Uỷ ban nhân dân tỉnh Bắc Kạn` and `Sở Nội vụ tỉnh Bắc Kạn` all give `tỉnh bắc kạn`. A place that
/// is named with the one above it has both: `huyện châu thành, tỉnh long an`. An issuer without a
/// place is identified by its whole name.
#[must_use]
pub fn issuer_key(issuer: &str) -> String {
    let key = match_key(issuer).replace("ubnd", "ủy ban nhân dân");
    let key = key.replace("tp. ", "tp ").replace("tp.", "tp ").replace("tx. ", "tx ");
    let key = format!(" {key}").replace(" tp ", " thành phố ").replace(" tx ", " thị xã ");
    let key = key.trim().trim_start_matches("chủ tịch ").trim_start_matches("bộ trưởng ");
    let begin_of = |text: &str| {
        let positions = PLACES.iter().filter_map(|word| {
            let begins = text.starts_with(word).then_some(0);
            begins.or_else(|| text.find(&format!(" {word}")).map(|at| at + 1))
        });
        positions.min()
    };
    let Some(place) = begin_of(key).map(|at| &key[at..]) else { return key.to_owned() };
    // The first word of the name is skipped, because it also begins one: `thị xã`.
    let first = place.find(' ').unwrap_or(place.len());
    let skipped = if place.starts_with("thị xã ") { "thị xã".len() } else { first };
    match begin_of(&place[skipped..]).map(|at| place.split_at(skipped + at)) {
        Some((name, above)) => format!("{}, {above}", name.trim_end_matches([' ', ','])),
        None => place.to_owned(),
    }
}

/// The name of the authority behind an issuer: its head signs for it, and a name in capitals gets the usual
/// ones. `Chủ tịch UBND tỉnh Bắc Kạn` and `ỦY BAN NHÂN DÂN TỈNH BẮC KẠN` are `UBND tỉnh Bắc Kạn`.
#[must_use]
pub fn authority_of(issuer: &str) -> String {
    let head = ["chủ tịch ", "bộ trưởng "].iter().find_map(|head| {
        let lower = issuer.to_lowercase();
        lower.starts_with(head).then(|| issuer.get(head.len()..))?
    });
    let name = head.map_or_else(|| issuer.to_owned(), capitalised);
    let is_shouted = !name.contains(char::is_lowercase);
    place_with_usual_capitals(&name).filter(|_| is_shouted).unwrap_or(name)
}

/// Whether two names are those of one authority: they name one place, and not below different ones.
#[must_use]
pub fn is_same_authority(one: &str, other: &str) -> bool {
    let (one, other) = (issuer_key(one), issuer_key(other));
    let is_short = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|above| above.starts_with(", "))
    };
    one == other || is_short(&one, &other) || is_short(&other, &one)
}

/// Whether an issuer is an authority, or one of its offices. An issuer that leaves out the name of
/// its place, such as `UBND tỉnh` in the annex of a decision, is an office of any authority of that
/// level.
#[must_use]
pub fn is_office_of(issuer: &str, authority: &str) -> bool {
    let (key, of_authority) = (issuer_key(issuer), issuer_key(authority));
    let level = key.strip_prefix("ủy ban nhân dân ").unwrap_or(&key);
    let is_level_alone = PLACES.iter().any(|place| place.trim_end() == level);
    is_same_authority(issuer, authority)
        || is_level_alone && of_authority.starts_with(&format!("{level} "))
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
        for (one, other) in [
            ("UBND huyện Ba Bể tỉnh Bắc Kạn", "Ủy ban nhân dân huyện Ba Bể"),
            ("UBND huyện Ba Bể, tỉnh Bắc Kạn", "Ủy ban nhân dân huyện Ba Bể tỉnh Bắc Kạn"),
            ("UBND TP. Hồ Chí Minh", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("UBND TP Đà Nẵng", "UBND thành phố Đà Nẵng"),
            ("UBND TX. Sơn Tây, TP.Hà Nội", "UBND thị xã Sơn Tây"),
            ("UBND tỉnh Hoà Bình", "UBND tỉnh Hòa Bình"),
        ] {
            assert!(is_same_authority(one, other), "{one}; {other}");
        }
        assert_eq!(authority_of("Chủ tịch UBND tỉnh Bắc Kạn"), "UBND tỉnh Bắc Kạn");
        assert_eq!(authority_of("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"), "UBND tỉnh Bắc Kạn");
        assert_eq!(authority_of("Bộ trưởng Bộ Nội vụ"), "Bộ Nội vụ");
        assert_eq!(authority_of("Ủy ban nhân dân tỉnh Bắc Kạn"), "Ủy ban nhân dân tỉnh Bắc Kạn");
        let long_an = "UBND huyện Châu Thành, tỉnh Long An";
        assert!(!is_same_authority(long_an, "UBND huyện Châu Thành tỉnh Bến Tre"));
        assert!(!is_same_authority(long_an, "UBND tỉnh Long An"));
        assert_eq!(issuer_key(long_an), "huyện châu thành, tỉnh long an");
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
