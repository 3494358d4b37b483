//! Reads the origin of a document: number, date and issuer of its decision.

use std::collections::BTreeSet;
use std::path::Path;

use crate::model::{Year, match_key};
use crate::registry::Registry;

use super::caption::{Caption, Decision, date, issuer};
use super::document::Origin;
use super::heading::Words;
use super::mapping::Mapping;
use super::options::Options;
use super::proposal::MissingFact;

/// Reads number, date and issuer, each from the options or else from the first caption that names a
/// decision. What is missing may stand in a letterhead.
///
/// # Errors
/// Returns the table, the missing fact and a likely value for it if one of the three is missing.
pub(super) fn read_origin(
    captions: &[(usize, Caption)],
    letterheads: &[(usize, Caption)],
    options: &Options,
    words: &Words,
) -> Result<Origin, (usize, MissingFact, Option<String>)> {
    let table = captions.first().map_or(1, |(table, _)| *table);
    let with_letterheads = || captions.iter().chain(letterheads).map(|(_, caption)| caption);
    let captions: Vec<_> = captions.iter().map(|(_, caption)| caption).collect();
    let mut decisions = captions.iter().filter_map(|caption| caption.decision());
    let decision = decisions.next();
    let printed = decision.as_ref().and_then(|decision| decision.number.clone());
    // If the options name another decision than the caption, its date and issuer are not used.
    let same = |decision: &&Decision<'_>| match (&options.number, &decision.number) {
        (Some(requested), Some(printed)) => match_key(requested) == match_key(printed),
        _ => true,
    };

    let rest = decision.as_ref().filter(same).map(|decision| decision.rest);
    let missing = |fact, hint: Option<String>| (table, fact, hint);
    let hint = |of: fn(&Caption) -> Option<String>| with_letterheads().find_map(of);

    let number = options.number.clone().or(printed);
    let issued_on = options.issued_on.or_else(|| rest.and_then(date));
    let issuer = options.issuer.clone().or_else(|| rest.and_then(issuer));

    let titled = captions.iter().find_map(|caption| caption.index(&words.indices));
    Ok(Origin {
        number: number.ok_or_else(|| missing(MissingFact::Number, hint(Caption::number_hint)))?,
        issued_on: issued_on.ok_or_else(|| {
            missing(
                MissingFact::IssuedOn,
                hint(|caption| caption.date_hint().map(|date| date.to_string())),
            )
        })?,
        issuer: issuer.ok_or_else(|| missing(MissingFact::Issuer, hint(Caption::issuer_hint)))?,
        index: options.index.or(titled.map(|(index, _)| index)).unwrap_or_default(),
        copied_from: captions.iter().find_map(|caption| caption.copied_from()),
        simulated: captions.iter().any(|caption| caption.is_simulated()),
    })
}

/// The origin of forms: the number is that of the only letter with which they came, or else the name
/// of their file or folder; the date is the latest one; the authority is the one that is known. The
/// captions are those of the forms and of their letterheads.
///
/// # Errors
/// Returns the table and the missing fact if nothing gives the date or the authority.
pub(super) fn form_origin(
    captions: &[(usize, Caption)],
    forms: usize,
    (options, known): (&Options, &Registry),
    words: &Words,
    path: &Path,
) -> Result<Origin, (usize, MissingFact, Option<String>)> {
    let table = captions.first().map_or(1, |(table, _)| *table);
    let all = || captions.iter().map(|(_, caption)| caption);
    let numbers: BTreeSet<String> = all().filter_map(Caption::number_hint).collect();
    let only = numbers.into_iter().next().filter(|_| forms == 1);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let issued_on = options.issued_on.or_else(|| all().filter_map(Caption::date_hint).max());
    let stored = known.authority.as_ref().map(|entry| &entry.name);
    let stored = stored.or(known.stored_authority.as_ref());
    let issuer = options.issuer.as_ref().or(options.authority.as_ref()).or(stored).cloned();
    let issuer = issuer.or_else(|| all().find_map(Caption::issuer_hint));
    let titled = all().find_map(|caption| caption.index(&words.indices));
    Ok(Origin {
        number: options.number.clone().or(only).unwrap_or(name),
        issued_on: issued_on.ok_or((table, MissingFact::IssuedOn, None))?,
        issuer: issuer.ok_or((table, MissingFact::Authority, None))?,
        index: options.index.or(titled.map(|(index, _)| index)).unwrap_or_default(),
        copied_from: all().find_map(Caption::copied_from),
        simulated: all().any(Caption::is_simulated),
    })
}

/// The first table whose caption names another decision or date than the captions before. None if
/// all agree.
pub(super) fn other_decision(captions: &[(usize, Caption)]) -> Option<usize> {
    let named = |caption: &Caption| {
        caption.decision().map(|decision| (decision.number, date(decision.rest)))
    };
    let mut matching =
        captions.iter().filter_map(|(table, caption)| Some((*table, named(caption)?)));
    let first = matching.next()?.1;
    matching.find(|(_, other)| *other != first).map(|(table, _)| table)
}

/// The origin from a mapping and the options. None if the date in the mapping is not a date.
pub(super) fn mapped_origin(mapping: &Mapping, options: &Options, year: Year) -> Option<Origin> {
    let number = options.number.clone().unwrap_or_else(|| mapping.number_of(year));
    let issued_on = options.issued_on.or_else(|| mapping.issued_on_of(year).parse().ok())?;
    let issuer = options.issuer.clone().unwrap_or_else(|| mapping.issuer.clone());
    let index = options.index.unwrap_or(mapping.index);
    Some(Origin { number, issued_on, issuer, index, copied_from: None, simulated: false })
}
