//! Tables: columns, rows, cells, and the levers of adjustable cells.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::fields::Fields;
use super::source::Located;
use super::uncertain::Uncertain;
use super::{Ids, MOST_COLUMNS, MOST_ITEMS, MOST_ROWS, PendingFormula, Reading};
use crate::diagnostic::Problem;
use crate::formula::names::{RESERVED, nearest};
use crate::number::to_f64;
use crate::pack::{
    Better, Cell, Column, ColumnId, ColumnKind, Formula, Frequency, GroupId, Lever, LeverId, LeverKind, Measure,
    OwnerId, Pack, Publication, SourceId, Table, TableId, TableRow, Variable, VariableId,
};
use crate::text::Text;
use crate::time::Month;
use crate::unit::Unit;

/// What every row has besides its cells.
const ROW_FIELDS: [&str; 4] = ["id", "name", "source", "covers"];

/// A column whose texts name rows of a table that may come later.
pub(super) struct Pointer {
    table: TableId,
    column: usize,
    to: Located,
    item: String,
    /// The texts, with the items they stand in.
    cells: Vec<(Located, String)>,
}

/// How the cells of a column can differ from what is written.
struct Change {
    adjustable: Option<Adjustable>,
    uncertain: Option<Uncertain>,
}

/// How the cells of a column can be changed.
struct Adjustable {
    min: Decimal,
    max: Decimal,
    step: Decimal,
    decimals: u32,
    kind: LeverKind,
    owner: OwnerId,
    group: GroupId,
    closes: Option<Month>,
    /// The month of a cell is also the last in which it can be decided.
    closes_with_cell: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn read_tables(&mut self, root: &Fields<'a>, pack: &mut Pack) {
        for fields in self.items(root, "table", MOST_ITEMS) {
            let id = fields.id();
            let number = pack.tables.len();
            Self::enter(&fields, &mut self.tables, &id, number);
            let name = fields.required_text("name");
            // A grid has become rows.
            fields.get("grid");
            let (columns, adjustable) = self.read_columns(&fields, pack, &id);
            let table = Table { id, name, columns, rows: Vec::new() };
            pack.tables.push(table);
            self.rows.push(Ids::new());
            self.read_rows(&fields, pack, &adjustable);
            if pack.tables[number].rows.is_empty() && !fields.has("grid") {
                fields.report(fields.at, Problem::NoRows);
            }
            fields.finish();
        }
        self.connect_pointers(pack);
    }

    /// Finds the tables that columns point to, and whether every text names a row there.
    fn connect_pointers(&mut self, pack: &mut Pack) {
        for pointer in std::mem::take(&mut self.pointers) {
            let Some(&to) = self.tables.get(&pointer.to.text) else {
                let nearest = nearest(&pointer.to.text, self.tables.keys().map(String::as_str));
                let problem = Problem::Unknown { what: "table", found: pointer.to.text, nearest };
                self.source.report(pointer.to.at, &pointer.item, problem);
                continue;
            };
            // An empty text points to none.
            let named = pointer.cells.into_iter().filter(|(text, _)| !text.text.is_empty());
            for (text, item) in named.filter(|(text, _)| !self.rows[to].contains_key(&text.text)) {
                let nearest = nearest(&text.text, self.rows[to].keys().map(String::as_str));
                self.source.report(text.at, &item, Problem::Unknown { what: "row", found: text.text, nearest });
            }
            if let Some(column) = pack.tables[pointer.table.0].columns.get_mut(pointer.column) {
                column.points_to = Some(TableId(to));
            }
        }
    }

    fn read_columns(&mut self, fields: &Fields<'a>, pack: &mut Pack, table: &str) -> (Vec<Column>, Vec<Change>) {
        #[derive(Clone, Copy)]
        enum Word {
            Number,
            Month,
            Text,
            Formula,
        }
        const KINDS: [(&str, Word); 4] =
            [("number", Word::Number), ("month", Word::Month), ("text", Word::Text), ("formula", Word::Formula)];
        let number = TableId(pack.tables.len());
        let (mut columns, mut adjustable, mut units) = (Vec::new(), Vec::new(), Vec::new());
        let mut ids = Ids::new();
        for value in fields.tables("columns", MOST_COLUMNS) {
            let item = format!("{}, column", fields.item);
            let Some(inside) = Fields::of(self.source, item, value) else { continue };
            let id = inside.id();
            Self::enter(&inside, &mut ids, &id, columns.len());
            if ROW_FIELDS.contains(&id.as_str()) {
                inside.report(inside.at_of("id"), Problem::RowField(id));
                continue;
            }
            if RESERVED.contains(&id.as_str()) {
                inside.report(inside.at_of("id"), Problem::ReservedName(id.clone()));
            }
            let kind = inside.required_choice("kind", &KINDS);
            // Rows that say nothing else have it already.
            inside.get("default");
            let name = inside.required_text("name");
            let source = self.source(&inside);
            let (unit, read) = match kind {
                Word::Number | Word::Formula => self.unit(&inside, "unit"),
                Word::Month => ("1".to_owned(), Some(Unit::none())),
                Word::Text => (String::new(), None),
            };
            let kind = match kind {
                Word::Number => ColumnKind::Number,
                Word::Month => ColumnKind::Month,
                Word::Text => ColumnKind::Text,
                Word::Formula => {
                    let variable = formula_variable(format!("{table}.{id}"), &name, &unit, number, source);
                    let variable_number = VariableId(pack.variables.len());
                    pack.variables.push(variable);
                    self.variable_units.push(read.clone());
                    self.places.push(self.source.place(inside.at, &inside.item));
                    ColumnKind::Formula(variable_number)
                }
            };
            adjustable.push(Change {
                adjustable: self.read_adjustable(&inside, &id, kind),
                uncertain: self.read_uncertain(&inside, &id, kind),
            });
            units.push(read);
            let points_to = inside.string("points_to");
            self.pointers.extend(points_to.map(|to| Pointer {
                table: number,
                column: columns.len(),
                to,
                item: inside.item.clone(),
                cells: Vec::new(),
            }));
            columns.push(Column { id, name, unit, kind, points_to: None, source });
            inside.finish();
        }
        self.column_units.push(units);
        (columns, adjustable)
    }

    fn read_adjustable(&self, column: &Fields<'a>, id: &str, kind: ColumnKind) -> Option<Adjustable> {
        let value = column.get("adjustable")?;
        let fields = Fields::of(self.source, format!("{}, adjustable", column.item), value)?;
        let whole = kind == ColumnKind::Month;
        let adjustable = Adjustable {
            min: fields.required_decimal("min"),
            max: fields.required_decimal("max"),
            step: fields.decimal("step").unwrap_or(Decimal::ONE),
            decimals: fields.whole("decimals", if whole { 0 } else { 1 }, 0..=9),
            kind: fields.choice("kind", &super::items::LEVER_KINDS).unwrap_or(LeverKind::Measure),
            owner: self.owner(&fields),
            group: self.group(&fields),
            closes: fields.month("closes"),
            closes_with_cell: fields.flag("closes_with_cell", false) && whole,
        };
        fields.finish();
        if !matches!(kind, ColumnKind::Number | ColumnKind::Month) {
            fields.report(fields.at, Problem::NotAdjustable { column: id.to_owned() });
            return None;
        }
        Some(adjustable)
    }

    fn read_rows(&mut self, fields: &Fields<'a>, pack: &mut Pack, adjustable: &[Change]) {
        let table = pack.tables.len() - 1;
        let listed =
            fields.peek("columns").and_then(|columns| columns.get_ref().as_array()).map_or(0, |list| list.len());
        let complete = listed == adjustable.len();
        for value in fields.tables("row", MOST_ROWS) {
            let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).unwrap_or("?");
            let item = format!("{}, row {id}", fields.item);
            let Some(inside) = Fields::of(self.source, item, value) else { continue };
            let id = inside.id();
            let row = pack.tables[table].rows.len();
            Self::enter(&inside, &mut self.rows[table], &id, row);
            let name = inside.required_text("name");
            let source = inside.reference_if("source", "source", &self.sources).map(SourceId);
            let covers = inside.strings("covers");
            let mut cells = Vec::new();
            for (number, change) in adjustable.iter().enumerate() {
                let column = pack.tables[table].columns[number].clone();
                let Some((key, value)) = inside.named(&column.id) else {
                    inside.report(inside.at, Problem::MissingCell { column: column.id.clone() });
                    cells.push(Cell::Number(0.0));
                    continue;
                };
                let (cell, baseline) = self.read_cell(&inside, pack, (table, number, row), key, value);
                let id = format!("{}.{id}.{}", pack.tables[table].id, column.id);
                cells.push(match (cell, &change.adjustable, &change.uncertain) {
                    (Cell::Number(_), _, Some(uncertain)) => {
                        self.uncertain_cell(pack, id, (&name, &column), uncertain, (baseline, source))
                    }
                    (Cell::Number(month), Some(adjustable), None) => {
                        let place = ColumnId { table: TableId(table), column: number };
                        let mut lever = cell_lever(id, &name, &column, adjustable, baseline, (place, row), source);
                        if adjustable.closes_with_cell {
                            lever.closes = Some(Month::from_offset(pack.year, month as i32 - 1));
                        }
                        self.check_range(&inside, &lever);
                        let lever_id = LeverId(pack.levers.len());
                        pack.levers.push(lever);
                        self.lever_units.push(self.column_units[table][number].clone());
                        Cell::Adjustable(lever_id)
                    }
                    (cell, ..) => cell,
                });
            }
            pack.tables[table].rows.push(TableRow { id, name, cells, source, covers });
            // Where a column could not be read, its cells are not to blame.
            if complete {
                inside.finish();
            }
        }
    }

    fn read_cell(
        &mut self,
        row: &Fields<'a>,
        pack: &Pack,
        (table, column, row_number): (usize, usize, usize),
        key: &'a str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> (Cell, Decimal) {
        let decimal = match pack.tables[table].columns[column].kind {
            ColumnKind::Number => row.decimal_value(key, value).unwrap_or_default(),
            ColumnKind::Month => self.month_number(row, pack, key, value).into(),
            ColumnKind::Text => {
                let text = row.string_value(key, value);
                let place = |pointer: &&mut Pointer| pointer.table.0 == table && pointer.column == column;
                if let (Some(text), Some(pointer)) = (&text, self.pointers.iter_mut().find(place)) {
                    pointer.cells.push((text.clone(), row.item.clone()));
                }
                return (Cell::Text(text.map(|text| text.text).unwrap_or_default()), Decimal::ZERO);
            }
            ColumnKind::Formula(VariableId(variable)) => {
                if let Some(text) = row.string_value(key, value) {
                    let item = format!("{}, {key}", row.item);
                    self.pending.push(PendingFormula { variable, row: Some(row_number), text, item, condition: false });
                }
                return (Cell::Formula, Decimal::ZERO);
            }
        };
        (Cell::Number(to_f64(decimal)), decimal)
    }

    /// A month cell, counted from January of the plan year (1).
    fn month_number(&self, row: &Fields<'a>, pack: &Pack, key: &str, value: &'a Spanned<DeValue<'a>>) -> i32 {
        let Some(text) = row.string_value(key, value) else { return 1 };
        match text.text.parse::<Month>() {
            Ok(month) => month.offset_from(pack.year) + 1,
            Err(error) => {
                row.report(text.at, Problem::NotADate(error.0));
                1
            }
        }
    }
}

fn cell_lever(
    id: String,
    row: &Text,
    column: &Column,
    adjustable: &Adjustable,
    baseline: Decimal,
    cell: (ColumnId, usize),
    source: Option<SourceId>,
) -> Lever {
    Lever {
        id,
        name: Text::new(format!("{}·{}", row.zh, column.name.zh), format!("{}: {}", row.en, column.name.en)),
        kind: adjustable.kind,
        group: adjustable.group,
        owner: adjustable.owner,
        with: Vec::new(),
        unit: column.unit.clone(),
        min: baseline + adjustable.min,
        max: baseline + adjustable.max,
        step: adjustable.step,
        decimals: adjustable.decimals,
        baseline,
        opens: None,
        closes: adjustable.closes,
        lead_months: 0,
        cost: None,
        note: Text::default(),
        source: source.unwrap_or(column.source),
        covers: Vec::new(),
        cell: Some(cell),
    }
}

fn formula_variable(id: String, name: &Text, unit: &str, table: TableId, source: SourceId) -> Variable {
    Variable {
        id,
        name: name.clone(),
        unit: unit.to_owned(),
        over: Some(table),
        measure: Measure::Rate,
        better: Better::Neutral,
        decimals: 2,
        publication: Publication { frequency: Frequency::Monthly, lag_months: 1, day: 1 },
        formula: Formula::PerRow(Vec::new()),
        formula_text: Vec::new(),
        known: Vec::new(),
        before: None,
        group: None,
        owner: None,
        scope: None,
        exogenous: Vec::new(),
        note: Text::default(),
        source,
        covers: Vec::new(),
    }
}
