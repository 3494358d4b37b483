//! Whether the program was started by a double-click, and where it then works: what differs between
//! systems. An officer on Windows has no terminal; a double-click opens the site.

use std::path::PathBuf;

/// The arguments of a program that was started by a double-click: the site, with imports, beside the
/// program. None if it was started otherwise.
pub fn arguments() -> Option<Vec<String>> {
    let folder = folder()?;
    std::env::set_current_dir(folder).ok()?;
    Some(["cchc", "serve", "--import"].map(str::to_owned).to_vec())
}

/// The folder of the program, if it was started by a double-click.
#[cfg(target_os = "windows")]
fn folder() -> Option<PathBuf> {
    let text = |name: &str| std::env::var(name).ok();
    let environment = Environment {
        arguments: std::env::args_os().count(),
        prompt: text("PROMPT"),
        modules: text("PSModulePath"),
        home: text("USERPROFILE"),
    };
    let program = std::env::current_exe().ok()?;
    environment.is_of_explorer().then(|| program.parent().map(PathBuf::from)).flatten()
}

/// Elsewhere, those who start a program without a terminal have other ways.
#[cfg(not(target_os = "windows"))]
const fn folder() -> Option<PathBuf> {
    None
}

/// What shows on Windows who started the program. A console of its own is opened in both cases.
#[cfg(any(target_os = "windows", test))]
struct Environment {
    arguments: usize,
    /// Set by `cmd` for what it starts.
    prompt: Option<String>,
    /// PowerShell adds a folder of the user to it.
    modules: Option<String>,
    home: Option<String>,
}

#[cfg(any(target_os = "windows", test))]
impl Environment {
    fn is_of_explorer(&self) -> bool {
        let modules = self.modules.as_deref().unwrap_or_default().to_lowercase();
        let home = self.home.as_deref().unwrap_or_default().to_lowercase();
        let is_of_powershell = !home.is_empty() && modules.contains(&home);
        self.arguments == 1 && self.prompt.is_none() && !is_of_powershell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_shows_in_the_environment() {
        let of = |arguments, prompt: Option<&str>, modules: &str| {
            let [prompt, modules, home] =
                [prompt, Some(modules), Some("C:\\Users\\an")].map(|text| text.map(str::to_owned));
            Environment { arguments, prompt, modules, home }.is_of_explorer()
        };
        let of_system = "C:\\Program Files\\WindowsPowerShell\\Modules";
        assert!(of(1, None, of_system));
        assert!(!of(2, None, of_system), "a file was dropped on the program");
        assert!(!of(1, Some("$P$G"), of_system), "cmd");
        let with_own = format!("c:\\users\\AN\\Documents\\PowerShell\\Modules;{of_system}");
        assert!(!of(1, None, &with_own), "PowerShell");
    }
}
