//! From the text of a pack to a checked [`Pack`], or to everything that is wrong with it.
//!
//! The file is read in two passes: first every item and its name, then every formula against all names. Reading goes on
//! after an error wherever the rest can still be judged, and never panics.

pub mod bundle;
mod checks;
mod exogenous;
mod expand;
mod fields;
mod formulas;
mod header;
mod items;
mod limits;
mod line;
mod owners;
mod peers;
pub mod roll;
mod series;
mod signs;
mod source;
mod tables;
mod targets;
mod uncertain;
mod variables;
mod warnings;

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, Place, Problem, Severity};
use crate::formula::check::unit_problem;
use crate::model::Model;
use crate::pack::Pack;
use crate::program::CompileError;
use crate::text::Language;
use crate::time::Date;
use crate::unit::{Unit, Units};

use fields::Fields;
pub use fields::{LARGEST_NUMBER, LONGEST_ID, LONGEST_TEXT};
pub use line::line_of;
use source::{Located, Source};
pub use source::{MOST_FINDINGS, MOST_USES};

/// Largest pack file, in bytes.
pub const LARGEST_FILE: usize = 4 << 20;

/// Most items of one kind.
pub const MOST_ITEMS: usize = 4_000;

/// Most units.
pub const MOST_UNITS: usize = 500;

/// Most columns of a table.
pub const MOST_COLUMNS: usize = 100;

/// Most rows of a table.
pub const MOST_ROWS: usize = 2_000;

/// Most months of history.
pub const MOST_HISTORY: u32 = 120;

/// Most parts of formulas to compute, over all variables, rows and months.
pub const MOST_WORK: u64 = 100_000_000;

/// Years a pack can plan.
pub const YEARS: std::ops::RangeInclusive<u32> = 1990..=2200;

/// The format this program reads.
pub const FORMAT: i64 = 1;

/// A pack that was read.
#[derive(Clone, Debug)]
pub struct PackRead {
    /// The pack.
    pub pack: Pack,
    /// What is probably not meant.
    pub warnings: Vec<Diagnostic>,
    /// By variable: the place of its formula.
    places: Vec<Place>,
}

impl PackRead {
    /// Compiles the pack as known on a date.
    ///
    /// # Errors
    /// What [`Model::compile`] finds, with the places of the formulas at fault.
    pub fn compile(&self, as_of: Date) -> Result<Model, Vec<Diagnostic>> {
        let diagnose = |errors: Vec<CompileError>| errors.iter().map(|error| self.diagnose(error)).collect();
        Model::compile(Arc::new(self.pack.clone()), as_of).map_err(diagnose)
    }

    /// An error of compiling as a finding in the file.
    pub fn diagnose(&self, error: &CompileError) -> Diagnostic {
        let place = error.cell().and_then(|cell| self.places.get(cell.variable.0)).cloned().unwrap_or_default();
        let problem = Problem::Compile {
            message_zh: error.message(&self.pack, Language::Zh),
            message_en: error.message(&self.pack, Language::En),
            hint_zh: error.hint(Language::Zh),
            hint_en: error.hint(Language::En),
        };
        Diagnostic { severity: Severity::Error, place, problem }
    }
}

/// Reads a pack.
///
/// # Errors
/// Every error and warning found, in the order of the file, when there is at least one error.
pub fn read_pack(text: &str) -> Result<PackRead, Vec<Diagnostic>> {
    let source = Source::new(text);
    if text.len() > LARGEST_FILE {
        source.report(0, "file", Problem::FileTooLarge { bytes: text.len(), limit: LARGEST_FILE });
        return Err(source.into_found());
    }
    let Some(root) = read_toml(&source, text) else { return Err(source.into_found()) };
    let root = expand::expand(&source, root);
    let (pack, places) = {
        let fields = Fields::new(&source, "file".to_owned(), 0, &root);
        let mut reading = Reading::new(&source);
        let pack = reading.pack(&fields);
        (pack, reading.places)
    };
    let found = source.into_found();
    if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(found);
    }
    Ok(PackRead { pack, warnings: found, places })
}

/// The file as TOML; none where it is not, which is reported.
fn read_toml<'t>(source: &Source<'t>, text: &'t str) -> Option<DeTable<'t>> {
    if let Some(at) = text.find(char::REPLACEMENT_CHARACTER) {
        source.report(at, "file", Problem::NotUnicode);
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(root.into_inner());
    }
    // Around a full-width sign and after it the file is misread: only the sign is worth naming.
    let sign = signs::first_full_width(text);
    let line = |at: &usize| text.get(..*at).and_then(|before| before.rfind('\n')).unwrap_or(0);
    let until = sign.as_ref().map_or(usize::MAX, |(at, _)| line(at));
    let mut before = None;
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        // The parser goes on after an error and may meet it again.
        let said = Some((at, error.message().to_owned()));
        if at < until && before != said {
            source.report(at, "file", Problem::Toml(error.message().to_owned()));
        }
        before = said;
    }
    if let Some((at, problem)) = sign {
        source.report(at, "file", problem);
    }
    None
}

/// Numbers by id.
type Ids = BTreeMap<String, usize>;

/// What formulas are read from, kept until all names are known.
struct PendingFormula {
    /// The variable.
    variable: usize,
    /// The row it is for, when rows have their own.
    row: Option<usize>,
    /// The formula.
    text: Located,
    /// The item in words.
    item: String,
    /// It is a condition: 1 where it holds, else 0.
    condition: bool,
}

/// A pack being read.
struct Reading<'a> {
    source: &'a Source<'a>,
    units: Units,
    sources: Ids,
    owners: Ids,
    groups: Ids,
    profiles: Ids,
    events: Ids,
    errors: Ids,
    curves: Ids,
    tables: Ids,
    rows: Vec<Ids>,
    variables: Ids,
    /// Every name formulas can use, for finding duplicates.
    globals: Ids,
    /// By variable, lever, assumption, constant, curve: units as read.
    variable_units: Vec<Option<Unit>>,
    lever_units: Vec<Option<Unit>>,
    assumption_units: Vec<Option<Unit>>,
    constant_units: Vec<Option<Unit>>,
    curve_units: Vec<(Option<Unit>, Option<Unit>)>,
    column_units: Vec<Vec<Option<Unit>>>,
    /// Whether plan year and history could be read: months can be judged.
    dated: bool,
    pending: Vec<PendingFormula>,
    pointers: Vec<tables::Pointer>,
    exogenous: Vec<exogenous::Claim>,
    places: Vec<Place>,
}

impl<'a> Reading<'a> {
    fn new(source: &'a Source<'a>) -> Self {
        Self {
            source,
            units: Units::default(),
            sources: Ids::new(),
            owners: Ids::new(),
            groups: Ids::new(),
            profiles: Ids::new(),
            events: Ids::new(),
            errors: Ids::new(),
            curves: Ids::new(),
            tables: Ids::new(),
            rows: Vec::new(),
            variables: Ids::new(),
            globals: Ids::new(),
            variable_units: Vec::new(),
            lever_units: Vec::new(),
            assumption_units: Vec::new(),
            constant_units: Vec::new(),
            curve_units: Vec::new(),
            column_units: Vec::new(),
            dated: false,
            pending: Vec::new(),
            pointers: Vec::new(),
            exogenous: Vec::new(),
            places: Vec::new(),
        }
    }

    fn pack(&mut self, root: &Fields<'a>) -> Pack {
        // What was expanded stood there.
        for name in ["chapter", "defaults", "sheet", "template"] {
            root.get(name);
        }
        let mut pack = self.header(root);
        self.read_units(root);
        pack.sources = self.read_sources(root);
        pack.owners = self.read_owners(root);
        pack.groups = self.read_groups(root);
        pack.constants = self.read_constants(root);
        pack.levers = self.read_levers(root);
        pack.assumptions = self.read_assumptions(root);
        pack.events = self.read_events(root);
        pack.profiles = self.read_profiles(root);
        pack.curves = self.read_curves(root);
        self.read_tables(root, &mut pack);
        self.read_series(root, &mut pack);
        self.read_variables(root, &mut pack);
        self.read_peers(root, &mut pack);
        self.connect_costs(root, &mut pack);
        pack.errors = self.read_errors(root, &pack);
        // Formulas can read what a target asks for.
        self.read_targets(root, &mut pack);
        self.read_formulas(&mut pack);
        self.check_exogenous(&pack);
        pack.limits = self.read_limits(root, &pack);
        pack.accounting = self.read_accounting(root, &pack);
        pack.examples = self.read_examples(root, &pack);
        pack.stresses = self.read_stresses(root, &pack);
        pack.checks = self.read_checks(root, &pack);
        root.finish();
        if pack.sources.is_empty() {
            root.missing("source");
        }
        if !self.source.has_errors() {
            self.warn(root, &pack);
        }
        pack
    }

    /// The tables of a list, each with its fields and number.
    fn items(&self, root: &Fields<'a>, name: &'static str, most: usize) -> Vec<Fields<'a>> {
        let tables = root.tables(name, most);
        let named = |value: &'a toml::Spanned<toml::de::DeValue<'a>>| {
            let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("?");
            Fields::of(self.source, format!("{name} {id}"), value)
        };
        tables.into_iter().filter_map(named).collect()
    }

    /// Enters an id among those of its kind.
    fn enter(fields: &Fields<'_>, ids: &mut Ids, id: &str, number: usize) {
        if !id.is_empty() && ids.insert(id.to_owned(), number).is_some() {
            fields.report(fields.at_of("id"), Problem::Duplicate { id: id.to_owned() });
        }
    }

    /// Enters an id among the names formulas can use.
    fn enter_global(&mut self, fields: &Fields<'_>, id: &str) {
        if crate::formula::names::RESERVED.contains(&id) {
            fields.report(fields.at_of("id"), Problem::ReservedName(id.to_owned()));
        }
        Self::enter(fields, &mut self.globals, id, 0);
    }

    /// A unit field: its spelling, and the unit if it can be read.
    fn unit(&self, fields: &Fields<'_>, name: &'static str) -> (String, Option<Unit>) {
        let spelled = fields.required_string(name);
        // Where there is no string, that was reported.
        if spelled.span.is_empty() {
            return (spelled.text, None);
        }
        match self.units.parse(&spelled.text) {
            Ok(unit) => (spelled.text, Some(unit)),
            Err(error) => {
                if let Some(problem) = unit_problem(error, self.units.names()) {
                    fields.report(spelled.at, problem);
                }
                (spelled.text, None)
            }
        }
    }
}
