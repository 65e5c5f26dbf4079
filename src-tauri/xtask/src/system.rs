//! What the operating system must bring, distribution by distribution.

use std::path::Path;
use std::process::Command;

use crate::Stop;
use crate::setup::For;
use crate::shell;

/// How a system is asked for packages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manager {
    Apt,
    Dnf,
    Pacman,
}

/// One package, by the names it has had: the first is preferred, any of them will do.
type Package = &'static [&'static str];

/// What the program links to.
fn to_link(manager: Manager) -> &'static [Package] {
    match manager {
        Manager::Apt => &[&["build-essential"]],
        Manager::Dnf => &[&["gcc"]],
        Manager::Pacman => &[&["gcc"]],
    }
}

/// What the window is made of.
fn to_open(manager: Manager) -> &'static [Package] {
    match manager {
        Manager::Apt => &[&["pkg-config", "pkgconf"], &["libwebkit2gtk-4.1-dev"]],
        Manager::Dnf => &[&["pkgconf-pkg-config"], &["webkit2gtk4.1-devel"]],
        Manager::Pacman => &[&["pkgconf"], &["webkit2gtk-4.1"]],
    }
}

/// What looks into a PDF in the tests.
fn to_test(manager: Manager) -> &'static [Package] {
    match manager {
        Manager::Apt | Manager::Dnf => &[&["poppler-utils"]],
        Manager::Pacman => &[&["poppler"]],
    }
}

/// What drives the real window in the tests. The driver has two names in Debian, and Fedora finds it by its path.
fn to_drive(manager: Manager) -> &'static [Package] {
    match manager {
        Manager::Apt => &[&["webkit2gtk-driver", "webkitgtk-webdriver"], &["xvfb"]],
        Manager::Dnf => &[&["/usr/bin/WebKitWebDriver"], &["xorg-x11-server-Xvfb"]],
        Manager::Pacman => &[&["xorg-server-xvfb"]],
    }
}

fn needed(manager: Manager, purpose: For) -> Vec<Package> {
    let parts: &[fn(Manager) -> &'static [Package]] = match purpose {
        For::Terminal => &[to_link],
        For::Window => &[to_link, to_open],
        For::TestsWithoutWindow => &[to_link, to_test],
        For::AllTests => &[to_link, to_open, to_test, to_drive],
    };
    parts.iter().flat_map(|part| part(manager)).copied().collect()
}

/// Installs what is missing, or says what to type.
pub fn bring(purpose: For) -> Result<(), Stop> {
    match std::env::consts::OS {
        "linux" => bring_packages(purpose),
        "macos" => bring_on_macos(),
        "windows" => bring_on_windows(),
        other => {
            println!("Acquit was never built on {other}. It needs a C compiler and what Tauri 2 asks for there.");
            Ok(())
        }
    }
}

fn bring_packages(purpose: For) -> Result<(), Stop> {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let Some(manager) = manager_of(&release) else {
        println!(
            "This distribution is not known here. Acquit needs a C compiler, pkg-config and the development files of \
             WebKitGTK 4.1 (GTK 3); its tests need WebKitWebDriver, Xvfb and the poppler tools as well."
        );
        return Ok(());
    };
    let missing = missing(manager, &needed(manager, purpose));
    if missing.is_empty() {
        println!("System packages: nothing is missing.");
        return Ok(());
    }
    install(manager, &missing)
}

/// Which manager a system has, from its /etc/os-release.
fn manager_of(release: &str) -> Option<Manager> {
    let field = |name: &str| {
        let line = release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let names = format!("{} {}", field("ID"), field("ID_LIKE"));
    names.split_whitespace().find_map(|name| match name {
        "debian" | "ubuntu" => Some(Manager::Apt),
        "fedora" | "rhel" => Some(Manager::Dnf),
        "arch" => Some(Manager::Pacman),
        _ => None,
    })
}

fn missing(manager: Manager, packages: &[Package]) -> Vec<Package> {
    let there = |name: &str| match manager {
        Manager::Apt => {
            let status = shell::output("dpkg-query", &["--show", "--showformat=${db:Status-Status}", name]);
            status.as_deref() == Some("installed")
        }
        Manager::Dnf => shell::succeeds(Command::new("rpm").args(["--query", "--whatprovides", name])),
        Manager::Pacman => shell::succeeds(Command::new("pacman").args(["--deptest", name])),
    };
    packages.iter().copied().filter(|names| !names.iter().any(|name| there(name))).collect()
}

fn install(manager: Manager, missing: &[Package]) -> Result<(), Stop> {
    let prefix: &[&str] = match rights() {
        Rights::Root => &[],
        Rights::Sudo => &["sudo"],
        Rights::None => {
            let typed = commands(manager, &first_names(missing))
                .iter()
                .map(|words| format!("  sudo {}", words.join(" ")))
                .collect::<Vec<_>>()
                .join("\n");
            return Err(Stop::because(format!(
                "System packages are missing, and this account may not install them. Please run\n\n{typed}\n\n\
                 and then this command again."
            )));
        }
    };
    let mut names = first_names(missing);
    let mut steps = commands(manager, &names);
    if manager == Manager::Apt {
        // Only after the list of packages is fresh can one say which of two names exists.
        run_as(prefix, &steps.remove(0))?;
        names = missing.iter().map(|names| known_to_apt(names)).collect();
        steps = commands(manager, &names).split_off(1);
    }
    for step in steps {
        run_as(prefix, &step)?;
    }
    Ok(())
}

fn first_names(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().map(|names| names[0]).collect()
}

fn known_to_apt(names: Package) -> &'static str {
    let known = |name: &&&str| shell::succeeds(Command::new("apt-cache").args(["show", "--quiet", name]));
    names.iter().find(known).unwrap_or(&names[0])
}

/// The commands that install, in order. apt's first one refreshes its list.
fn commands(manager: Manager, packages: &[&str]) -> Vec<Vec<String>> {
    let lines: &[&[&str]] = match manager {
        Manager::Apt => &[
            &["apt-get", "update"],
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "--no-install-recommends"],
        ],
        Manager::Dnf => &[&["dnf", "install", "--assumeyes"]],
        Manager::Pacman => &[&["pacman", "--sync", "--needed", "--noconfirm"]],
    };
    let mut commands: Vec<Vec<String>> =
        lines.iter().map(|words| words.iter().map(|&word| word.to_owned()).collect()).collect();
    if let Some(last) = commands.last_mut() {
        last.extend(packages.iter().map(|&name| name.to_owned()));
    }
    commands
}

fn run_as(prefix: &[&str], words: &[String]) -> Result<(), Stop> {
    let all: Vec<&str> = prefix.iter().copied().chain(words.iter().map(String::as_str)).collect();
    println!("$ {}", all.join(" "));
    let mut command = Command::new(all[0]);
    shell::run(command.args(&all[1..]))
}

enum Rights {
    Root,
    /// Without a password.
    Sudo,
    None,
}

fn rights() -> Rights {
    if shell::output("id", &["-u"]).as_deref() == Some("0") {
        Rights::Root
    } else if shell::succeeds(Command::new("sudo").args(["--non-interactive", "true"])) {
        Rights::Sudo
    } else {
        Rights::None
    }
}

fn bring_on_macos() -> Result<(), Stop> {
    if shell::output("xcode-select", &["-p"]).is_some() {
        println!("System packages: nothing is missing (WebKit comes with macOS).");
        return Ok(());
    }
    Err(Stop::because(
        "The command line tools of Xcode are missing. Please run\n\n  xcode-select --install\n\n\
         and then this command again. WebKit itself comes with macOS.",
    ))
}

fn bring_on_windows() -> Result<(), Stop> {
    let runtime = ["ProgramFiles(x86)", "ProgramFiles"]
        .iter()
        .filter_map(std::env::var_os)
        .any(|folder| Path::new(&folder).join("Microsoft/EdgeWebView/Application").is_dir());
    if runtime {
        println!("System packages: nothing is missing (WebView2 is there).");
        return Ok(());
    }
    Err(Stop::because(
        "The WebView2 runtime was not found (Windows 11 has it). Please run\n\n  \
         winget install Microsoft.EdgeWebView2Runtime\n\nand then this command again. Rust itself needs the C++ build \
         tools:\n\n  winget install Microsoft.VisualStudio.2022.BuildTools --override \"--add \
         Microsoft.VisualStudio.Workload.VCTools --includeRecommended --passive\"",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_of_a_distribution_use_its_manager() {
        assert_eq!(manager_of("ID=debian\nVERSION_ID=\"12\"\n"), Some(Manager::Apt));
        assert_eq!(manager_of("NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), Some(Manager::Apt));
        assert_eq!(manager_of("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), Some(Manager::Dnf));
        assert_eq!(manager_of("ID=manjaro\nID_LIKE=arch\n"), Some(Manager::Pacman));
        assert_eq!(manager_of("ID=nixos\n"), None);
    }

    #[test]
    fn the_command_shown_is_the_command_run() {
        let shown: Vec<String> =
            commands(Manager::Apt, &["xvfb", "poppler-utils"]).iter().map(|words| words.join(" ")).collect();
        assert_eq!(
            shown,
            [
                "apt-get update",
                "env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends xvfb poppler-utils",
            ]
        );
        assert_eq!(commands(Manager::Dnf, &["gcc"])[0].join(" "), "dnf install --assumeyes gcc");
    }

    #[test]
    fn a_terminal_needs_no_webkit() {
        for manager in [Manager::Apt, Manager::Dnf, Manager::Pacman] {
            let names: Vec<&str> = needed(manager, For::Terminal).concat();
            assert!(!names.iter().any(|name| name.contains("webkit")), "{names:?}");
            let names: Vec<&str> = needed(manager, For::AllTests).concat();
            assert!(names.iter().any(|name| name.contains("webkit")), "{names:?}");
        }
    }
}
