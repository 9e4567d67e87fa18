//! Reading what comes from outside: forms that were filled in, and bulletins.

use guoban_intake::bulletin::{self, Aliases, ApplyError, Match, Options};
use guoban_intake::place::Making;
use guoban_intake::{Finding, Weight, form, number};
use guoban_model::pack::Pack;
use guoban_model::text::Language;
use guoban_planning::number::{plain, signed, unit_name};
use rust_decimal::Decimal;

use super::Unfetched;
use crate::state::{Applied, Figure, FormRead, FormWork, MadePack, Pasted, Preview, Told};

/// A pack with a bulletin in it, or why there is none.
pub type Outcome = Result<Applied, Vec<Told>>;

/// From what a person hands in to packs.
#[derive(Clone, Copy, Debug)]
pub struct Intake {
    /// A filled form, read and made a pack a piece at a time.
    pub place: fn(Vec<u8>, Language) -> FormWork,
    /// A bulletin against a pack and its text.
    pub preview: fn(&Pack, &str, &Pasted, Language) -> Preview,
    /// The text of the pack with the figures of a bulletin.
    pub apply: fn(&Pack, &str, &Pasted, Language) -> Outcome,
}

/// The table.
#[cfg_attr(feature = "split", wasm_split_helpers::wasm_split(intake, fallible))]
pub(super) fn intake() -> Result<Intake, Unfetched> {
    Ok(Intake { place: made, preview, apply })
}

fn made(bytes: Vec<u8>, language: Language) -> FormWork {
    let mut making = None;
    Box::new(move || {
        let outcome = match &mut making {
            None => match form::read(&bytes) {
                Ok(form) => {
                    making = Some(Making::new(form));
                    return None;
                }
                Err(found) => Err(found),
            },
            Some(making) => making.step()?,
        };
        Some(match outcome {
            Ok(made) => FormRead {
                indicators: made.ids.len(),
                said: say(&made.remarks, language),
                made: Some(MadePack { id: made.id, name: made.name, text: made.text }),
            },
            // What is a default is of no interest before a form can be read.
            Err(mut found) => {
                found.retain(|finding| finding.weight == Weight::Error);
                FormRead { said: say(&found, language), ..FormRead::default() }
            }
        })
    })
}

fn say(found: &[Finding], language: Language) -> Vec<Told> {
    let said = |finding: &Finding| Told {
        place: finding.place.shown(),
        message: quoted(&finding.message(language)),
        hint: quoted(&finding.hint(language)),
    };
    found.iter().map(said).collect()
}

/// What the shell marks as code stands between quotation marks here.
fn quoted(words: &str) -> String {
    let mut marks = ['“', '”'].into_iter().cycle();
    words.chars().map(|sign| if sign == '`' { marks.next().unwrap_or(sign) } else { sign }).collect()
}

/// What the pack remembers of names, and what was confirmed beside it.
fn aliases(text: &str, pasted: &Pasted) -> (Aliases, Aliases) {
    let mut confirmed = Aliases::default();
    pasted.confirmed.iter().for_each(|(name, id)| confirmed.add(name, id));
    (Aliases::of(text).with(&confirmed), confirmed)
}

fn read(pack: &Pack, text: &str, pasted: &Pasted) -> (bulletin::Preview, Aliases) {
    let (aliases, confirmed) = aliases(text, pasted);
    let options = Options { yuan_per_dollar: number::number(&pasted.rate), aliases, ..Options::default() };
    (bulletin::preview(pack, &pasted.text, &options), confirmed)
}

fn preview(pack: &Pack, text: &str, pasted: &Pasted, language: Language) -> Preview {
    let (preview, _) = read(pack, text, pasted);
    let shown = |value: Decimal| plain(value.normalize(), value.normalize().scale());
    // Of a table the cell, of sentences the character.
    let is_table = pasted.text.contains(['\t', '<']);
    let place = |bulletin::Spot { line, column }: bulletin::Spot| match (language, is_table) {
        (Language::Zh, true) => format!("{line}行{column}格"),
        (Language::Zh, false) => format!("{line}行{column}字"),
        (Language::En, true) => format!("row {line}, cell {column}"),
        (Language::En, false) => format!("line {line}:{column}"),
    };
    let figure = |cell: &bulletin::Cell| Figure {
        place: place(cell.spot),
        name: cell.name.clone(),
        shown: cell.shown.get(language).to_owned(),
        meant: cell.meant.clone(),
        months: cell.span.shown(language),
        old: cell.old.map_or_else(|| "–".to_owned(), shown),
        new: format!("{} {}", shown(cell.value), unit_name(&cell.unit, language)).trim_end().to_owned(),
        difference: cell
            .difference
            .map_or_else(|| "–".to_owned(), |value| signed(value.normalize(), value.normalize().scale())),
        state: cell.state(language).to_owned(),
        asks: cell.matched == Match::Near,
        applies: cell.applies,
        notes: cell.notes.iter().map(|note| note.message(language)).collect(),
    };
    let unread = |unread: &bulletin::Unread| {
        let (message, hint) = unread.why.message(language);
        Told { place: format!("{} {}", place(unread.spot), unread.raw), message: quoted(&message), hint: quoted(&hint) }
    };
    Preview {
        takes: preview.cells.iter().filter(|cell| cell.applies).count(),
        figures: preview.cells.iter().map(figure).collect(),
        unread: preview.unread.iter().map(unread).collect(),
        as_of: preview.as_of.map(|date| date.to_string()),
        cut: preview.cut,
    }
}

fn apply(pack: &Pack, text: &str, pasted: &Pasted, language: Language) -> Outcome {
    let (preview, confirmed) = read(pack, text, pasted);
    let said = |error: ApplyError| {
        let plain = |line: &str| Told { place: String::new(), message: line.to_owned(), hint: String::new() };
        error.message(language).lines().map(plain).collect()
    };
    bulletin::apply(text, &preview, &confirmed)
        .map(|applied| Applied { text: applied.text, figures: applied.figures, left: applied.left })
        .map_err(said)
}
