//! Lists of names within a sentence.

use super::Lang;

/// At most `most` names, and how many more there are.
#[must_use]
pub fn listed(lang: Lang, names: impl IntoIterator<Item = String>, most: usize) -> String {
    let mut names: Vec<String> = names.into_iter().collect();
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    let names = names.join("; ");
    if more == 0 {
        return names;
    }
    lang.pick(format!("{names} và {more} trường hợp khác"), format!("{names} and {more} more"))
}

/// Names that share one figure: `A, B và C`. At most three are named, with how many more there are.
#[must_use]
pub fn together(lang: Lang, names: impl IntoIterator<Item = String>) -> String {
    const MOST: usize = 3;
    let names: Vec<String> = names.into_iter().collect();
    let and = lang.pick("và", "and");
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [.., last] if names.len() <= MOST => {
            format!("{} {and} {last}", names[..names.len() - 1].join(", "))
        }
        _ => {
            let (name, more) = (names[..MOST].join(", "), names.len() - MOST);
            lang.pick(
                format!("{name} và {more} trường hợp khác"),
                format!("{name} and {more} more"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_end_with_how_many_more_there_are() {
        let names =
            |count: usize| ["a", "b", "c", "d", "e"].into_iter().take(count).map(str::to_owned);
        let all = |count: usize| listed(Lang::Vi, names(count), 3);
        assert_eq!([0, 1, 3, 5].map(all), ["", "a", "a; b; c", "a; b; c và 2 trường hợp khác"]);
        let all = |count: usize| together(Lang::En, names(count));
        assert_eq!(
            [0, 1, 2, 3, 4].map(all),
            ["", "a", "a and b", "a, b and c", "a, b, c and 1 more"]
        );
    }
}
