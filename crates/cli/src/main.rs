//! The Guoban command line: `guoban check PACK`, `guoban run PACK`, what a plan needs and stands (`guoban tornado PACK` and
//! its like), a place from a form (`guoban new FORM.xlsx`), the month's
//! figures (`guoban bulletin PACK TEXT`), `guoban workbook PACK` and `guoban xmile PACK`, `guoban pack PACK` and `guoban release DIR`.
//!
//! Exit code 0: done; 1: the pack has errors; 2: the command or its input cannot be understood.

mod answers;
mod args;
mod bulletin;
mod check;
mod error;
mod intake;
mod load;
mod nearest;
mod pack;
mod question;
mod release;
mod report;
mod roll;
mod run;
mod sheet;
mod table;
mod workbook;

use std::io::{self, Write};
use std::process::ExitCode;

use args::Command;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let language = args::language(&arguments);
    let outcome = args::parse(&arguments).and_then(|command| match command {
        Command::Help => Ok((args::usage(language), true)),
        Command::Version => Ok((format!("guoban {}\n", env!("CARGO_PKG_VERSION")), true)),
        Command::Check(request) => check::check(&request, language),
        Command::Pack { pack, out } => pack::pack(&pack, out.as_deref(), language).map(|text| (text, true)),
        Command::Roll { pack, year, out } => roll::roll(&pack, year, &out, language).map(|text| (text, true)),
        Command::Release { directory } => release::release(&directory, language).map(|text| (text, true)),
        Command::Ask(question) => answers::answer(&question, language).map(|text| (text, true)),
        Command::Intake(intake) => intake::run(&intake, language),
        Command::Write { plan, form, out } => {
            workbook::write(&plan, form, out.as_deref(), language).map(|text| (text, true))
        }
        Command::Run(request) => run::run(&request, language).map(|text| (text, true)),
    });
    match outcome {
        Ok((text, good)) => {
            // A reader that has seen enough, as `head` has, is no error.
            let _ = io::stdout().write_all(text.as_bytes());
            if good { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "guoban: {}", error.message(language));
            ExitCode::from(error.code())
        }
    }
}
