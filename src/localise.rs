//! The command line in the reader's language.

use cchc::text::Lang;
use clap::Command;

use crate::cli::ErrorFormat;
use crate::words::example::examples;
use crate::words::help::help;
use crate::words::reference;

/// The command line with its help texts in a language.
pub fn localised(command: Command, lang: Lang) -> Command {
    let version =
        clap::Arg::new("version").long("version").short('V').action(clap::ArgAction::Version);
    described(command.arg(version), lang)
}

fn described(command: Command, lang: Lang) -> Command {
    // The name `unit` is both a verb and an option.
    let about =
        help(lang, if command.get_name() == "unit" { "unit-page" } else { command.get_name() });
    let template = lang.pick(
        "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}",
        "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    );
    let options = lang.pick("Tùy chọn", "Options");
    let examples: String = examples(command.get_name())
        .map(|example| format!("\n  # {}\n  {}", example.purpose(lang), example.command))
        .collect();
    let command = if examples.is_empty() {
        command
    } else {
        command.after_help(format!("{}:{examples}", reference::examples(lang)))
    };
    command
        .about(about)
        .help_template(template)
        .subcommand_help_heading(lang.pick("Lệnh", "Commands"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(clap::Arg::new("help").long("help").short('h').action(clap::ArgAction::Help))
        .mut_args(move |arg| {
            let text =
                format!("{}{}", help(lang, arg.get_id().as_str()), without_value(lang, &arg));
            let heading =
                if arg.is_positional() { lang.pick("Tham số", "Arguments") } else { options };
            let takes_value = arg.get_action().takes_values();
            let arg = arg.help(text).help_heading(heading);
            if takes_value { arg.hide_default_value(true).hide_env(true) } else { arg }
        })
        .mut_subcommands(move |verb| described(verb, lang))
}

/// What an option is without a value: the variable of the environment that gives it, and its default.
fn without_value(lang: Lang, arg: &clap::Arg) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let variable = arg.get_env().map(|name| {
        lang.pick(
            format!(" [biến môi trường: {}]", name.display()),
            format!(" [env: {}]", name.display()),
        )
    });
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let default = (!defaults.is_empty()).then(|| {
        let defaults = defaults.join(", ");
        lang.pick(format!(" [mặc định: {defaults}]"), format!(" [default: {defaults}]"))
    });
    variable.into_iter().chain(default).collect()
}

/// How errors are printed, found before the arguments are parsed.
pub fn error_format(arguments: &[String]) -> ErrorFormat {
    match value_of(arguments, "--error-format") {
        Some("json") => ErrorFormat::Json,
        Some(_) | None => ErrorFormat::Text,
    }
}

/// The language chosen by the arguments or the environment, found before the arguments are parsed.
pub fn language(arguments: &[String]) -> Lang {
    let environment = std::env::var("CCHC_LANG").ok();
    let lang = value_of(arguments, "--lang").or(environment.as_deref());
    lang.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}

/// The value of an option: `--lang en`, `--lang=en`.
fn value_of<'a>(arguments: &'a [String], option: &str) -> Option<&'a str> {
    let separate = arguments.windows(2).find(|pair| pair[0] == option).map(|pair| pair[1].as_str());
    let of_joined = |argument: &'a String| argument.strip_prefix(option)?.strip_prefix('=');
    separate.or_else(|| arguments.iter().find_map(of_joined))
}
