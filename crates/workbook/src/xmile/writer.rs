//! From a pack's formula to an equation over `TIME`.
//!
//! The meaning of a formula is [`guoban_model::walk`]. An equation is written once for all months: what depends on the month
//! alone is a table over `TIME`, what reads other months is a stock or a delay ([`super::time`]).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use guoban_model::formula::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef};
use guoban_model::number::to_f64;
use guoban_model::pack::{Cell, ColumnId, ColumnKind, LeverId, TableId, VariableId};
use guoban_model::program::{CellRef, calendar_value, event_share};

use super::equation::{self, choice, number};
use super::item::{Group, Item};
use super::names::Names;
use crate::Source;
use crate::expression::Expression;
use crate::settled::{settled, value};

/// Longest equation that stays in one variable, where parts of it can stand in others.
const LONGEST: usize = 500;

/// Deepest nesting that stays in one variable.
const DEEPEST: usize = 12;

/// Writes equations, and keeps what they need beside their variable.
pub struct Writer<'a> {
    pub(super) source: &'a Source<'a>,
    /// Rows bound where a node is read, innermost last.
    pub(super) rows: Vec<(TableId, usize)>,
    /// The series whose equation is written.
    pub(super) series: String,
    /// The one month that is written, where an equation is of one month and not of all.
    pub(super) month: Option<i32>,
    /// The months that are simulated, counted from January of the plan year (0).
    pub(super) months: RangeInclusive<i32>,
    pub(super) items: Vec<Item>,
    pub(super) names: Names,
    /// By what it says: the variable that says it already.
    made: BTreeMap<String, Expression>,
    /// By variable and row.
    pub(super) variables: Vec<Vec<String>>,
    pub(super) levers: Vec<String>,
    pub(super) assumptions: Vec<String>,
    pub(super) constants: Vec<String>,
}

impl<'a> Writer<'a> {
    /// A writer to which every variable, lever, assumption and constant has its name.
    pub fn new(source: &'a Source<'a>, months: RangeInclusive<i32>) -> Self {
        let pack = source.pack();
        let mut names = Names::default();
        let mut variables = Vec::new();
        for (index, variable) in pack.variables.iter().enumerate() {
            let rows = 0..pack.rows_of(VariableId(index));
            let row = |row: usize| match variable.over {
                Some(table) => format!("{}_{}", variable.id, pack.tables[table.0].rows[row].id),
                None => variable.id.clone(),
            };
            variables.push(rows.map(|index| names.take(&row(index))).collect());
        }
        let levers = pack.levers.iter().map(|item| names.take(&format!("lever_{}", item.id))).collect();
        let assumptions = pack.assumptions.iter().map(|item| names.take(&format!("assume_{}", item.id))).collect();
        let constants = pack.constants.iter().map(|item| names.take(&format!("const_{}", item.id))).collect();
        Self {
            source,
            rows: Vec::new(),
            series: String::new(),
            month: None,
            months,
            items: Vec::new(),
            names,
            made: BTreeMap::new(),
            variables,
            levers,
            assumptions,
            constants,
        }
    }

    /// The equation of a variable's row.
    pub fn formula(&mut self, node: &Node, variable: VariableId, row: usize) -> Expression {
        self.rows.clear();
        self.rows.extend(self.source.pack().variables[variable.0].over.map(|table| (table, row)));
        self.series = self.variables[variable.0][row].clone();
        self.node(node)
    }

    /// What a node is in every month, in a variable of its own where it has become too long.
    pub(super) fn node(&mut self, node: &Node) -> Expression {
        if let Some(value) = self.always(node) {
            return number(value);
        }
        let written = self.open(node);
        if written.text.len() > LONGEST || written.depth > DEEPEST { self.put(&written) } else { written }
    }

    /// The value of a node that neither an input changes nor a month that is written.
    fn always(&self, node: &Node) -> Option<f64> {
        let months = self.month.map_or_else(|| self.months.clone(), |month| month..=month);
        let mut values = months.map(|month| settled(self.source, &self.rows, node, month));
        let first = values.next()??;
        let same = |value: Option<f64>| value.is_some_and(|value| value == first || value.is_nan() && first.is_nan());
        values.all(same).then_some(first)
    }

    fn open(&mut self, node: &Node) -> Expression {
        let pack = self.source.pack();
        match &node.kind {
            NodeKind::Constant(constant) => Expression::whole(self.constants[constant.0].clone()),
            NodeKind::Lever(lever) => self.acting(*lever),
            NodeKind::Assumption(assumption) => Expression::whole(self.assumptions[assumption.0].clone()),
            NodeKind::Variable(variable, row) => self.variable(*variable, row.among(&self.rows)),
            NodeKind::Cell(column, row) => self.table_cell(*column, *row),
            NodeKind::Moved(group) => {
                let levers = (0..pack.levers.len()).filter(|lever| pack.levers[*lever].group == *group);
                let moved: Vec<Expression> = levers
                    .map(|lever| {
                        let baseline = number(to_f64(pack.levers[lever].baseline));
                        let acting = self.acting(LeverId(lever));
                        equation::binary(Binary::NotEqual, &acting, &baseline)
                    })
                    .collect();
                equation::folded(Binary::Add, moved)
            }
            NodeKind::Profile(profile) => {
                let profile = &pack.profiles[profile.0];
                if let Some(month) = self.month {
                    return number(profile.month_weight(month.rem_euclid(12) as usize + 1));
                }
                let x: Vec<f64> = (1..=12).map(f64::from).collect();
                let y = (1..=12).map(|month| profile.month_weight(month)).collect();
                let month = self.calendar(Calendar::MonthOfYear);
                self.table(&format!("profile_{}", profile.id), Group::Calendar, &month, x, y)
            }
            NodeKind::Event(event) => {
                let event = &pack.events[event.0];
                let y = self.months.clone().map(|month| event_share(event, pack.year, month)).collect();
                self.over_time(&format!("event_{}", event.id), Group::Calendar, y)
            }
            NodeKind::Calendar(calendar) => self.calendar(*calendar),
            NodeKind::ByMonth(months) => {
                let x = (1..=12).map(f64::from).collect();
                let name = format!("{}_by_month", self.series);
                self.table(&name, Group::Calendar, &Expression::whole("TIME".to_owned()), x, months.to_vec())
            }
            NodeKind::Unary(operation, a) => {
                let a = if equation::repeats(*operation) { self.plain(a) } else { self.node(a) };
                equation::unary(*operation, &a)
            }
            NodeKind::Binary(operation, a, b) => {
                let (mut a, mut b) = (self.node(a), self.node(b));
                let (left, right) = equation::repeats_operand(*operation, &b);
                if left {
                    a = self.put(&a);
                }
                if right {
                    b = self.put(&b);
                }
                equation::binary(*operation, &a, &b)
            }
            NodeKind::If(condition, then, otherwise) => match self.always(condition) {
                Some(0.0) => self.node(otherwise),
                Some(_) => self.node(then),
                None => {
                    let condition = self.condition(condition);
                    let (then, otherwise) = (self.node(then), self.node(otherwise));
                    choice(&condition, &then, &otherwise)
                }
            },
            NodeKind::Convert(a, factor) => {
                let a = self.node(a);
                equation::binary(Binary::Multiply, &a, &number(*factor))
            }
            NodeKind::Curve(curve, a) => {
                let a = self.node(a);
                let curve = &pack.curves[curve.0];
                let name = format!("{}_{}", self.series, curve.id);
                self.table(&name, Group::Parts, &a, curve.x.clone(), curve.y.clone())
            }
            NodeKind::Aggregate(aggregate, table, body) => self.aggregate(*aggregate, *table, body),
            NodeKind::Temporal(temporal, body) => match self.month {
                Some(month) => self.temporal_in(temporal, body, month),
                None => self.temporal(node, temporal, body),
            },
            NodeKind::SameText(_) | NodeKind::Start(_) => {
                number(value(self.source, &self.rows, node, *self.months.start()))
            }
            NodeKind::Number(_) | NodeKind::None(_) => number(0.0),
        }
    }

    /// A node that is asked for being 0 or not.
    fn condition(&mut self, node: &Node) -> String {
        match &node.kind {
            NodeKind::Binary(Binary::And, a, b) => format!("({}) AND ({})", self.condition(a), self.condition(b)),
            NodeKind::Binary(Binary::Or, a, b) => format!("({}) OR ({})", self.condition(a), self.condition(b)),
            NodeKind::Binary(operation, a, b)
                if equation::repeats_operand(*operation, &number(0.0)) == (false, false) =>
            {
                let (a, b) = (self.node(a), self.node(b));
                equation::condition(*operation, &a, &b)
            }
            _ => equation::is_set(&self.node(node)),
        }
    }

    /// A lever's setting from the month in which it can act, its baseline before.
    fn acting(&mut self, lever: LeverId) -> Expression {
        let name = self.levers[lever.0].clone();
        let baseline = number(to_f64(self.source.pack().levers[lever.0].baseline));
        match (self.source.model.acts_from(lever), self.month) {
            (None, _) => baseline,
            (Some(first), Some(month)) if month < first => baseline,
            (Some(_), Some(_)) => Expression::whole(name),
            (Some(first), None) => {
                let setting = Expression::whole(name.clone());
                let written = choice(&format!("TIME >= {}", first + 1), &setting, &baseline);
                self.keep(&format!("{name}_acting"), Group::Parts, &written)
            }
        }
    }

    fn variable(&mut self, variable: VariableId, row: usize) -> Expression {
        match self.month {
            Some(month) => self.variable_in(CellRef { variable, row, offset: month }),
            None => Expression::whole(self.variables[variable.0][row].clone()),
        }
    }

    fn table_cell(&mut self, column: ColumnId, row: RowRef) -> Expression {
        let pack = self.source.pack();
        let row = row.among(&self.rows);
        let table = &pack.tables[column.table.0];
        match (&table.rows[row].cells[column.column], table.columns[column.column].kind) {
            (Cell::Number(value), _) => {
                let item = &table.columns[column.column];
                let key = format!("cell {} {} {row}", column.table.0, column.column);
                self.once(key, |writer| {
                    let name = writer.names.take(&format!("{}_{}_{}", table.id, table.rows[row].id, item.id));
                    let aux = Item::aux(Group::Tables, &name, number(*value).text);
                    let unit = item.unit.clone();
                    let language = writer.source.language;
                    let note = format!("{} · {}", table.rows[row].name.get(language), item.name.get(language));
                    writer.items.push(Item { unit, note, ..aux });
                    Expression::whole(name)
                })
            }
            (Cell::Adjustable(lever), _) => self.acting(*lever),
            (Cell::Uncertain(assumption), _) => Expression::whole(self.assumptions[assumption.0].clone()),
            (Cell::Formula, ColumnKind::Formula(variable)) => self.variable(variable, row),
            _ => number(0.0),
        }
    }

    fn aggregate(&mut self, how: Aggregate, table: TableId, body: &Node) -> Expression {
        let count = self.source.pack().tables[table.0].rows.len();
        let mut parts = Vec::with_capacity(count);
        for row in 0..count {
            self.rows.push((table, row));
            let part = match how {
                Aggregate::Count => match self.always(body) {
                    Some(value) => number(f64::from(u8::from(value != 0.0))),
                    None => choice(&self.condition(body), &number(1.0), &number(0.0)),
                },
                _ => self.node(body),
            };
            self.rows.pop();
            parts.push(part);
        }
        let operation = match how {
            Aggregate::Min => Binary::Min,
            Aggregate::Max => Binary::Max,
            Aggregate::Sum | Aggregate::Count | Aggregate::Mean => Binary::Add,
        };
        if operation == Binary::Add {
            parts.retain(|part| part.text != "0");
        }
        if parts.iter().map(|part| part.text.len()).sum::<usize>() > LONGEST {
            parts = parts.iter().map(|part| self.put(part)).collect();
        }
        let folded =
            if operation == Binary::Add { equation::folded(operation, parts) } else { paired(operation, parts) };
        match how {
            Aggregate::Mean => equation::binary(Binary::Divide, &folded, &number(count as f64)),
            _ => folded,
        }
    }

    /// A value of the calendar.
    pub(super) fn calendar(&mut self, calendar: Calendar) -> Expression {
        let name = match calendar {
            Calendar::Month => return Expression::whole("TIME".to_owned()),
            Calendar::MonthOfYear => "cal_month_of_year",
            Calendar::Quarter => "cal_quarter",
            Calendar::Days => "cal_days",
            Calendar::Year => "cal_year",
            Calendar::Workdays => "cal_workdays",
            Calendar::WorkdaysLeft => "cal_workdays_left",
        };
        let (pack, as_of) = (self.source.pack(), self.source.model.as_of());
        let y = self.months.clone().map(|month| calendar_value(calendar, pack, as_of, month)).collect();
        self.over_time(name, Group::Calendar, y)
    }

    /// One number for each month that is simulated.
    pub(super) fn over_time(&mut self, name: &str, group: Group, y: Vec<f64>) -> Expression {
        let x = self.months.clone().map(|month| f64::from(month + 1)).collect();
        self.table(name, group, &Expression::whole("TIME".to_owned()), x, y)
    }

    /// A value looked up between points.
    fn table(&mut self, name: &str, group: Group, at: &Expression, x: Vec<f64>, y: Vec<f64>) -> Expression {
        self.once(format!("table {} {x:?} {y:?}", at.text), |writer| {
            let name = writer.names.take(name);
            let points = Some((x, y));
            writer.items.push(Item { points, ..Item::aux(group, &name, at.text.clone()) });
            Expression::whole(name)
        })
    }

    /// A node as a name or a number.
    pub(super) fn plain(&mut self, node: &Node) -> Expression {
        let written = self.node(node);
        self.put(&written)
    }

    /// An equation as a variable of its own, unless it is a name or a number.
    pub(super) fn put(&mut self, written: &Expression) -> Expression {
        let name = format!("{}_part", self.series);
        self.keep(&name, Group::Parts, written)
    }

    /// An equation as a variable with this name; where another says the same, that one.
    pub(super) fn keep(&mut self, name: &str, group: Group, written: &Expression) -> Expression {
        if written.is_plain() {
            return written.clone();
        }
        self.once(written.text.clone(), |writer| {
            let name = writer.names.take(name);
            writer.items.push(Item::aux(group, &name, written.text.clone()));
            Expression::whole(name)
        })
    }

    /// What is said once: by `make` the first time it is asked for.
    pub(super) fn once(&mut self, key: String, make: impl FnOnce(&mut Self) -> Expression) -> Expression {
        if let Some(made) = self.made.get(&key) {
            return made.clone();
        }
        let made = make(self);
        self.made.insert(key, made.clone());
        made
    }
}

/// Smallest or largest of several, in pairs, so that it does not nest as deep as there are parts.
fn paired(operation: Binary, mut parts: Vec<Expression>) -> Expression {
    while parts.len() > 1 {
        let pair = |pair: &[Expression]| equation::folded(operation, pair.to_vec());
        parts = parts.chunks(2).map(pair).collect();
    }
    equation::folded(operation, parts)
}
