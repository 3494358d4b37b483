//! Importing in the browser: files are sent, the page says what an import of them would do, and a button
//! does it. The plan is that of `cchc import --dry-run`, in the same words.

use anyhow::Result;
use cchc::assessment::{Addition, CheckError, MissingFact, Proposal, declaration};
use cchc::import::{DryRun, ImportError, Verdict};
use cchc::model::{Block, BlockKind, Heading, Rule, Stage};
use cchc::render::dry_run::{ColumnText, FindingText, PlanText, TableText};
use cchc::store::StoreError;
use cchc::text::dry_run::meaning;
use cchc::text::{
    Lang, addition_in_words, block_label, fact_name, printable_line, severity_label, tried,
};
use maud::{Markup, html};

use super::super::imports::{FLAGS, Imports, OPTIONS, Outcome, Upload};
use super::super::page::{Page, Part};
use super::super::request::{Place, Request, address};
use super::visit::Visit;
use crate::failure::Reported;
use crate::words::web::Word;

/// The page to import documents: to choose them, to see what would be done, or what was done.
pub fn import(visit: &Visit<'_>) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let Some(imports) = visit.imports else {
        return Err(Reported::named("unknown-name", Word::NotFound.say(lang)));
    };
    let find = |name: &str| request.value(name).map(|id| imports.upload(id));
    let gone = || Reported::named("nothing-stored", Word::Gone.say(lang));
    if let Some(upload) = find("done") {
        let upload = upload.ok_or_else(gone)?;
        return Ok(done(visit, imports, &upload));
    }
    if let Some(upload) = find("upload") {
        return plan(visit, imports, &upload.ok_or_else(gone)?);
    }
    if let Some(sum) = request.value("remove") {
        return remove(visit, imports, sum);
    }
    Ok(choose(visit, imports))
}

fn titled(visit: &Visit<'_>, title: &str) -> Page {
    let lang = visit.request.lang;
    let mut page = Page::new(title);
    page.is_first = !visit.context.db.exists();
    if !page.is_first {
        page.trail.push((Place::Start.title(lang).into(), visit.request.to(Place::Start, &[])));
    }
    page
}

/// The token that shows that a form is one of this site.
fn token(imports: &Imports) -> Markup {
    html! { input type="hidden" name="token" value=(imports.token()); }
}

/// The address to which a form is sent.
fn action(lang: Lang, name: &str) -> String {
    format!("/{}/{}/{name}", lang.code(), Place::Import.code())
}

/// The forms to send files or a folder.
fn choose(visit: &Visit<'_>, imports: &Imports) -> Page {
    let lang = visit.request.lang;
    let is_first = !visit.context.db.exists();
    let mut page = titled(visit, Place::Import.title(lang));
    if is_first {
        page.push(Part::Text(Word::First.say(lang).to_owned()));
    }
    page.push(Part::Text(Word::Formats.say(lang).to_owned()));
    let send = |label: Word, folder: bool| {
        html! {
            form.upload method="post" enctype="multipart/form-data" action=(action(lang, "upload")) {
                (token(imports))
                label { (label.say(lang)) " "
                    input type="file" name="files" multiple required webkitdirectory[folder];
                }
                button { (Word::Send.say(lang)) }
            }
        }
    };
    page.push(Part::Markup(html! {
        div.drop data-drop="files" {
            p.hint hidden { (Word::Drop.say(lang)) }
            (send(Word::ChooseFiles, false))
            (send(Word::ChooseFolder, true))
        }
    }));
    if is_first {
        page.push(Part::Heading(Word::Try.say(lang).to_owned()));
        page.push(Part::Markup(html! {
            form method="post" action=(action(lang, "simulate")) {
                (token(imports))
                p { (Word::TryWhy.say(lang)) }
                button { (Word::TryNow.say(lang)) }
            }
        }));
    }
    page
}

/// What an import would do.
fn plan(visit: &Visit<'_>, imports: &Imports, upload: &Upload) -> Result<Page> {
    let (request, lang) = (visit.request, visit.request.lang);
    let plans = Imports::plan(visit.context, upload, request)?;
    let mut page = titled(visit, Word::Plan.say(lang));
    let up = (Place::Import.title(lang).to_owned(), request.to(Place::Import, &[]));
    page.trail.push(up);
    let ready = plans.iter().filter(|plan| plan.is_importable()).count();
    page.push(Part::Text(Word::PlanWhy.say(lang).to_owned()));
    for plan in &plans {
        page.push(Part::Markup(planned(request, upload, plan)));
    }
    if ready > 0 {
        page.push(Part::Markup(html! {
            form.confirm method="post" action=(action(lang, "confirm")) {
                (token(imports))
                input type="hidden" name="upload" value=(upload.id);
                (kept(request, &[]))
                button.main { (confirm(lang, ready, plans.len())) }
            }
        }));
    }
    page.push(Part::Markup(options(request, &plans)));
    let other = request.to(Place::Import, &[]);
    page.push(Part::Markup(html! { p { a href=(other) { (Word::Other.say(lang)) } } }));
    Ok(page)
}

fn confirm(lang: Lang, ready: usize, all: usize) -> String {
    if ready == all {
        return Word::Confirm.say(lang).to_owned();
    }
    lang.pick(
        format!("Nhập {ready} trong {all} văn bản (các văn bản còn lại chưa nhập được)"),
        format!("Import {ready} of {all} documents (the others cannot be imported yet)"),
    )
}

/// The options of the address as hidden fields, without some.
fn kept(request: &Request, without: &[&str]) -> Markup {
    let names = OPTIONS.iter().chain(&FLAGS).chain(&["authority", "index"]);
    let names = names.filter(|name| !without.contains(*name));
    html! {
        @for name in names {
            @for value in request.all(name) { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// One document: how it was read, its tables, and what keeps it out.
fn planned(request: &Request, upload: &Upload, plan: &DryRun) -> Markup {
    let lang = request.lang;
    let mut text = PlanText::of(lang, plan);
    text.message = text.message.map(|message| upload.in_words(&message));
    if let Verdict::Refused(ImportError::Check(CheckError::Missing { facts, .. })) = &plan.verdict {
        let names: Vec<&str> = facts.iter().map(|(fact, _)| fact_name(lang, *fact)).collect();
        text.message = Some(missing(lang, &names.join(", ")));
    }
    let (is_ready, is_passed_over) = (plan.is_importable(), plan.is_passed_over());
    html! {
        section.plan {
            @if is_passed_over {
                p.note { (text.message.unwrap_or_default()) }
            } @else {
                h2 class=(if is_ready { "ready" } else { "refused" }) { (text.head) }
                @for line in &text.lines { p { (line) } }
                @for table in &text.tables { (planned_table(lang, table)) }
                @if let Some(counts) = &text.counts { p { (counts) } }
                @if let Some(message) = &text.message { p.error role="alert" { (message) } }
                (advice(request, plan))
            }
        }
    }
}

/// What the fields below ask for.
fn missing(lang: Lang, names: &str) -> String {
    lang.pick(
        format!("Văn bản không ghi: {names}. Hãy điền theo bản gốc vào các ô có viền bên dưới, rồi bấm “Xem lại”."),
        format!("The document does not state: {names}. Fill in the marked fields below as in the original, then “Preview again”."),
    )
}

fn planned_table(lang: Lang, table: &TableText) -> Markup {
    html! {
        h3 { (table.title) }
        p { (table.units) }
        div.scroll tabindex="0" {
            table {
                caption { (Word::Columns.say(lang)) }
                thead { tr {
                    th scope="col" { (Word::Column.say(lang)) }
                    th scope="col" { (Word::Printed.say(lang)) }
                    th scope="col" { (Word::ReadAs.say(lang)) }
                } }
                tbody {
                    @for ColumnText { number, means, heading, is_known } in &table.columns {
                        tr class=[(!is_known).then_some("unread")] {
                            td.number { (number) } td { (printable_line(heading)) } td { (means) }
                        }
                    }
                }
            }
        }
        @if !table.findings.is_empty() {
            ul.findings {
                @for FindingText { rule, severity, is_open, place, message } in &table.findings {
                    li class=[is_open.then_some("open")] {
                        strong { (severity_label(lang, *severity)) } " "
                        a href=(address(lang, Place::Rule, "", &[("rule", &rule.to_string())])) { (rule) }
                        ", " (place) ": " (message)
                    }
                }
            }
        }
        @if let Some(more) = &table.more { p.note { (more) } }
    }
}

/// Buttons that add to the options what would let a document in.
fn advice(request: &Request, plan: &DryRun) -> Markup {
    let lang = request.lang;
    let mut buttons: Vec<(String, Vec<(&str, String)>)> = Vec::new();
    for proposal in proposals(plan) {
        let values: Option<Vec<_>> = proposal.additions.iter().map(value_of).collect();
        let Some(values) = values else { continue };
        let words: Vec<String> =
            proposal.additions.iter().map(|addition| addition_in_words(lang, addition)).collect();
        buttons.push((format!("{}{}", words.join("; "), tried(lang, proposal.outcome)), values));
    }
    if let Verdict::Refused(ImportError::Store(error)) = &plan.verdict {
        let is_stored = matches!(
            error,
            StoreError::AlreadyStored { .. } | StoreError::StoredForOtherYear { .. }
        );
        if is_stored {
            buttons.push((Word::Replace.say(lang).into(), vec![("replace", "on".into())]));
        }
        if let StoreError::OtherIssuer { issuer, .. } = error {
            let apart = Addition::Fact(MissingFact::Authority, Some(issuer.clone()));
            let text = addition_in_words(lang, &apart);
            buttons.push((upper(&text), vec![("authority", issuer.clone())]));
        }
        if matches!(error, StoreError::Mixed { .. }) {
            buttons.push((Word::Mix.say(lang).into(), vec![("mix", "on".into())]));
        }
    }
    for rule in open_rules(plan) {
        if rule == Rule::UnknownUnit {
            buttons.push((Word::NewUnits.say(lang).into(), vec![("new-units", "on".into())]));
        } else if declaration(rule).acceptable {
            let text = lang.pick(
                format!("Bản gốc ghi đúng như vậy, chấp nhận “{rule}”"),
                format!("The original prints it like this: accept “{rule}”"),
            );
            buttons.push((text, vec![("accept", rule.to_string())]));
        }
    }
    html! {
        @if !buttons.is_empty() {
            p { (Word::Advice.say(lang)) }
            ul.advice {
                @for (text, values) in &buttons {
                    @let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    li { a.button href=(request.with_more(&values)) { (text) } }
                }
            }
        }
    }
}

/// What could be added to the import of a refused document.
fn proposals(plan: &DryRun) -> &[Proposal] {
    let Verdict::Refused(ImportError::Check(
        CheckError::Rejected { proposals, .. } | CheckError::NoResults { proposals, .. },
    )) = &plan.verdict
    else {
        return &[];
    };
    proposals
}

/// The rules whose errors keep a document out, each once.
fn open_rules(plan: &DryRun) -> Vec<Rule> {
    let findings = plan.tables.iter().flat_map(|table| &table.assessment.findings);
    let mut rules: Vec<Rule> =
        findings.filter(|finding| finding.is_open_error()).map(|finding| finding.rule).collect();
    rules.dedup();
    let mut seen = Vec::new();
    rules.retain(|rule| {
        let is_new = !seen.contains(rule);
        seen.push(*rule);
        is_new
    });
    rules
}

/// An addition as an option of the address. None if it lacks its value.
fn value_of(addition: &Addition) -> Option<(&'static str, String)> {
    Some(match addition {
        Addition::Fact(fact, value) => (option_of(*fact), value.clone()?),
        Addition::Index(index) => ("index", index.code.to_owned()),
        Addition::Scale(scale) => ("scale", scale.shortest()),
        Addition::Heading(heading) => ("heading", heading.to_string()),
    })
}

const fn option_of(fact: MissingFact) -> &'static str {
    match fact {
        MissingFact::Number => "number",
        MissingFact::IssuedOn => "date",
        MissingFact::Issuer => "issuer",
        MissingFact::Year => "year",
        MissingFact::Block => "block",
        MissingFact::Unit => "unit",
        MissingFact::Stage => "stage",
        MissingFact::Authority => "authority",
    }
}

/// The fields for what a document does not say, filled in with what it suggests, and for its columns that
/// were not recognised.
fn options(request: &Request, plans: &[DryRun]) -> Markup {
    const FACTS: [MissingFact; 8] = [
        MissingFact::Authority,
        MissingFact::Year,
        MissingFact::Block,
        MissingFact::Number,
        MissingFact::IssuedOn,
        MissingFact::Issuer,
        MissingFact::Unit,
        MissingFact::Stage,
    ];
    let lang = request.lang;
    let missing: Vec<&(MissingFact, Option<String>)> = plans
        .iter()
        .filter_map(|plan| match &plan.verdict {
            Verdict::Refused(ImportError::Check(CheckError::Missing { facts, .. })) => Some(facts),
            Verdict::Refused(_) | Verdict::Importable | Verdict::PassedOver(_) => None,
        })
        .flatten()
        .collect();
    let hint = |fact: MissingFact| {
        missing.iter().find(|(known, _)| *known == fact).and_then(|(_, hint)| hint.as_deref())
    };
    let is_missing = |fact: MissingFact| missing.iter().any(|(known, _)| *known == fact);
    let unread = plans.iter().flat_map(|plan| &plan.tables);
    let unread = unread.flat_map(|table| &table.assessment.columns);
    let mut unread: Vec<&str> = unread
        .filter(|column| column.means.is_none())
        .map(|column| column.heading.rsplit(" / ").next().unwrap_or_default())
        .filter(|heading| !heading.trim().is_empty())
        .collect();
    unread.sort_unstable();
    unread.dedup();
    let names: Vec<&str> = FACTS.iter().map(|fact| option_of(*fact)).collect();
    let asks = !missing.is_empty() || !unread.is_empty();
    html! {
        details open[asks] {
        summary { (Word::Options.say(lang)) }
        form.options action=(request.to(Place::Import, &[]).split('?').next().unwrap_or_default()) {
            input type="hidden" name="upload" value=(request.value("upload").unwrap_or_default());
            (kept(request, &names))
            @for fact in FACTS {
                @let name = option_of(fact);
                @let value = request.value(name).or(hint(fact)).unwrap_or_default();
                label class=[is_missing(fact).then_some("missing")] { (upper(fact_name(lang, fact))) " "
                    (field(lang, fact, name, value))
                }
            }
            @for heading in &unread {
                label.missing { (column_is(lang, heading)) " "
                    select name="heading" {
                        option value="" { (Word::NotSaid.say(lang)) }
                        @for means in Heading::ALL {
                            option value={ (heading) "=" (means.code()) } { (meaning(lang, means.into())) }
                        }
                    }
                }
            }
            button { (Word::Again.say(lang)) }
        }
        }
    }
}

fn upper(text: &str) -> String {
    cchc::text::upper_first(text)
}

fn column_is(lang: Lang, heading: &str) -> String {
    let heading = printable_line(heading);
    lang.pick(format!("Cột “{heading}” là"), format!("The column “{heading}” is"))
}

/// The field for a fact.
fn field(lang: Lang, fact: MissingFact, name: &str, value: &str) -> Markup {
    let choice = |choices: Vec<(&str, String)>| {
        html! {
            select name=(name) {
                option value="" { (Word::NotSaid.say(lang)) }
                @for (code, text) in choices { option value=(code) selected[code == value] { (text) } }
            }
        }
    };
    match fact {
        MissingFact::Block => {
            let kinds = BlockKind::BUILT_IN.iter();
            choice(
                kinds.map(|kind| (kind.code(), block_label(lang, Block::whole(*kind)))).collect(),
            )
        }
        MissingFact::Stage => {
            let stages = Stage::ALL.iter();
            choice(
                stages.map(|stage| (stage.code(), stage_word(*stage).say(lang).into())).collect(),
            )
        }
        MissingFact::Year => {
            html! { input type="number" name=(name) value=(value) min="2000" max="2100"; }
        }
        MissingFact::IssuedOn => html! { input type="date" name=(name) value=(value); },
        MissingFact::Number | MissingFact::Issuer | MissingFact::Unit | MissingFact::Authority => {
            html! { input type="text" name=(name) value=(value); }
        }
    }
}

const fn stage_word(stage: Stage) -> Word {
    match stage {
        Stage::SelfScored => Word::SelfScored,
        Stage::Appraised => Word::Appraised,
        Stage::Published => Word::Published,
    }
}

/// What came of an import, with the way back.
fn done(visit: &Visit<'_>, imports: &Imports, upload: &Upload) -> Page {
    let (request, lang) = (visit.request, visit.request.lang);
    let Outcome { messages, added, is_undone } = upload.outcome.clone().unwrap_or_default();
    let title = match (added.is_empty(), is_undone) {
        (_, true) => Word::Undone,
        (true, false) => Word::NothingNew,
        (false, false) => Word::Done,
    };
    let mut page = titled(visit, title.say(lang));
    page.push(Part::Markup(html! {
        div role="status" {
            @for message in &messages { p.message { (message) } }
        }
        @if visit.context.db.exists() {
            p { a.button href=(request.to(Place::Start, &[])) { (Word::ToStart.say(lang)) } }
        }
        p { a href=(request.to(Place::Import, &[])) { (Word::Other.say(lang)) } }
        @if !added.is_empty() && !is_undone {
            form method="post" action=(action(lang, "undo")) {
                (token(imports))
                input type="hidden" name="upload" value=(upload.id);
                p { (Word::UndoWhy.say(lang)) }
                button { (Word::Undo.say(lang)) }
            }
        }
    }));
    page
}

/// Asks whether a document is to be removed.
fn remove(visit: &Visit<'_>, imports: &Imports, sum: &str) -> Result<Page> {
    let lang = visit.request.lang;
    let store = visit.context.store()?;
    let name = visit.context.document(&store, sum)?;
    let mut page = titled(visit, Word::Remove.say(lang));
    let up = (Place::Documents.title(lang).to_owned(), visit.request.to(Place::Documents, &[]));
    page.trail.push(up);
    page.push(Part::Markup(html! {
        p { strong { (name.number) } " – " (name.file_name) }
        p { (Word::RemoveWhy.say(lang)) }
        form method="post" action=(action(lang, "remove")) {
            (token(imports))
            input type="hidden" name="sha256" value=(name.sha256);
            button { (Word::Remove.say(lang)) }
        }
    }));
    Ok(page)
}
