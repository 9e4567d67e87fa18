//! What reads other months: stocks, delays, and tables where it looks ahead.

use guoban_model::formula::{Binary, Calendar, Node, Temporal};
use guoban_model::pack::Measure;
use guoban_model::program::{CellRef, Output};

use super::equation::{self, choice, during, number};
use super::item::{Group, Item, Kind};
use super::reach::Reach;
use super::writer::Writer;
use crate::expression::Expression;
use crate::known::{Content, content};
use crate::settled::value;

impl Writer<'_> {
    /// A body as of other months.
    pub(super) fn temporal(&mut self, node: &Node, temporal: &Temporal, body: &Node) -> Expression {
        match temporal {
            Temporal::Lag(0) => self.node(body),
            Temporal::Lag(months) if *months > 0 => {
                let body = self.plain(body);
                self.ago(&body, *months as u32)
            }
            Temporal::Lag(_) => self.ahead(node, None),
            Temporal::At(month) => self.at(body, *month),
            Temporal::YearToDate => {
                let body = self.plain(body);
                self.year_to_date(&body)
            }
            Temporal::FullYear => {
                let body = self.plain(body);
                let so_far = self.year_to_date(&body);
                self.ahead(node, Some(&so_far))
            }
            Temporal::QuarterToDate => {
                let body = self.plain(body);
                let month = self.calendar(Calendar::MonthOfYear).text;
                let ends = [3, 6, 9, 12].map(|end| format!("({month} = {end})")).join(" OR ");
                self.running(&body, "qtd", None, Some(&ends))
            }
            Temporal::Accumulate => {
                let body = self.plain(body);
                self.running(&body, "sum", Some("TIME >= 1"), None)
            }
            Temporal::MovingSum(months) => {
                let body = self.plain(body);
                self.window(&body, *months)
            }
            Temporal::MovingMean(months) => {
                let body = self.plain(body);
                let sum = self.window(&body, *months);
                equation::binary(Binary::Divide, &sum, &number(f64::from(*months)))
            }
            Temporal::Smooth(constant) => {
                let body = self.plain(body);
                self.smooth(&body, *constant)
            }
            Temporal::Distribute(weights) => {
                let body = self.plain(body);
                let weighed = weights.iter().enumerate().filter(|(_, weight)| **weight != 0.0);
                let parts = weighed.map(|(lag, weight)| {
                    let value = self.ago(&body, lag as u32);
                    equation::binary(Binary::Multiply, &value, &number(*weight))
                });
                equation::folded(Binary::Add, parts.collect())
            }
        }
    }

    /// The name under which parts of a body stand: its own, where it has one.
    fn stem(&self, body: &Expression) -> String {
        let is_name = body.text.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_name { body.text.clone() } else { self.series.clone() }
    }

    /// What something was some months ago. The level of a stock at the end of last month is a stock, all else a delay.
    fn ago(&mut self, body: &Expression, months: u32) -> Expression {
        if months == 0 || body.text.parse::<f64>().is_ok() {
            return body.clone();
        }
        if months == 1 && self.is_level(&body.text) {
            return self.level(body, "opening");
        }
        let name = format!("{}_lag{months}", self.stem(body));
        self.keep(&name, Group::Parts, &delayed(body, months))
    }

    fn is_level(&self, name: &str) -> bool {
        let variables = self.source.pack().variables.iter().zip(&self.variables);
        let mut named = variables.filter(|(_, names)| names.iter().any(|own| own == name));
        named.next().is_some_and(|(variable, _)| variable.measure == Measure::Stock)
    }

    /// The stock that holds what a level was at the end of last month.
    fn level(&mut self, body: &Expression, suffix: &str) -> Expression {
        self.once(format!("level {suffix} {}", body.text), |writer| {
            let stem = writer.stem(body);
            let stock = Expression::whole(writer.names.take(&format!("{stem}_{suffix}")));
            let flow = writer.names.take(&format!("{stem}_change"));
            let change = Expression::binary(Binary::Subtract, body, &stock);
            writer.stock(&stock.text, (&flow, change.text), None);
            stock
        })
    }

    /// A stock that begins at 0, its inflow and its outflow.
    fn stock(&mut self, name: &str, inflow: (&str, String), outflow: Option<(&str, String)>) {
        let kind =
            Kind::Stock { inflow: inflow.0.to_owned(), outflow: outflow.as_ref().map(|(name, _)| (*name).to_owned()) };
        self.items.push(Item { kind, ..Item::aux(Group::Parts, name, "0".to_owned()) });
        for (name, equation) in std::iter::once(inflow).chain(outflow) {
            self.items.push(Item { kind: Kind::Flow, ..Item::aux(Group::Parts, name, equation) });
        }
    }

    fn year_to_date(&mut self, body: &Expression) -> Expression {
        let december = format!("{} = 12", self.calendar(Calendar::MonthOfYear).text);
        self.running(body, "ytd", None, Some(&december))
    }

    /// What has come together so far: a stock of the months before, and this month. `counts` says in which months the body
    /// flows in, `ends` in which it is emptied.
    fn running(&mut self, body: &Expression, suffix: &str, counts: Option<&str>, ends: Option<&str>) -> Expression {
        self.once(format!("running {suffix} {}", body.text), |writer| {
            let name = format!("{}_{suffix}", writer.stem(body));
            let stock = Expression::whole(writer.names.take(&format!("{name}_before")));
            let into = writer.names.take(&format!("{name}_in"));
            let counted = match counts {
                Some(condition) => choice(condition, body, &number(0.0)),
                None => body.clone(),
            };
            let inflow = Expression::whole(into.clone());
            let sum = Expression::add(&stock, &inflow);
            match ends {
                Some(condition) => {
                    let out = writer.names.take(&format!("{name}_out"));
                    let emptied = choice(condition, &sum, &number(0.0));
                    writer.stock(&stock.text, (&into, counted.text), Some((&out, emptied.text)));
                }
                None => writer.stock(&stock.text, (&into, counted.text), None),
            }
            writer.keep(&name, Group::Parts, &sum)
        })
    }

    /// The sum of the last months: a stock from which a month drains when it has become too old.
    fn window(&mut self, body: &Expression, months: u32) -> Expression {
        if months <= 1 {
            return if months == 0 { number(0.0) } else { body.clone() };
        }
        self.once(format!("window {months} {}", body.text), |writer| {
            let name = format!("{}_last{months}", writer.stem(body));
            let stock = Expression::whole(writer.names.take(&format!("{name}_before")));
            let (into, out) = (writer.names.take(&format!("{name}_in")), writer.names.take(&format!("{name}_out")));
            let oldest = delayed(&Expression::whole(into.clone()), months - 1);
            writer.stock(&stock.text, (&into, body.text.clone()), Some((&out, oldest.text)));
            let sum = Expression::add(&stock, body);
            writer.keep(&name, Group::Parts, &sum)
        })
    }

    /// Exponential smoothing from the last month before the plan year on.
    fn smooth(&mut self, body: &Expression, constant: f64) -> Expression {
        self.once(format!("smooth {constant} {}", body.text), |writer| {
            let name = writer.names.take(&format!("{}_smooth", writer.stem(body)));
            let smoothed = Expression::whole(name.clone());
            let before = writer.level(&smoothed, "before");
            let step = Expression::binary(Binary::Subtract, body, &before);
            let step = equation::binary(Binary::Divide, &step, &number(constant));
            let written = choice("TIME < 1", body, &Expression::add(&before, &step));
            writer.items.push(Item::aux(Group::Parts, &name, written.text));
            smoothed
        })
    }

    /// A body in one month of the calendar: a number where no input changes it, an equation of inputs where it follows from few
    /// other values, and otherwise what it is when that month comes, held from then on.
    fn at(&mut self, body: &Node, month: i32) -> Expression {
        let reach = Reach::new(self.source);
        let fixed = reach.fixed(&self.rows, body, month - 1);
        if fixed {
            let held = number(value(self.source, &self.rows, body, month - 1));
            let stem = match self.node(body) {
                body if body.is_plain() => self.stem(&body),
                _ => self.series.clone(),
            };
            return self.once(format!("at {month} {stem} {}", held.text), |writer| {
                let name = writer.names.take(&format!("{stem}_at_{month}").replace('-', "m"));
                writer.items.push(Item::aux(Group::Known, &name, held.text.clone()));
                Expression::whole(name)
            });
        }
        if reach.is_small(&self.rows, body, month - 1) {
            let before = self.month.replace(month - 1);
            let written = self.node(body);
            self.month = before;
            return written;
        }
        let body = self.plain(body);
        self.once(format!("held {month} {}", body.text), |writer| {
            let name = format!("{}_at_{month}", writer.stem(&body)).replace('-', "m");
            let stock = Expression::whole(writer.names.take(&format!("{name}_held")));
            let into = writer.names.take(&format!("{name}_in"));
            let taken = choice(&format!("TIME = {month}"), &body, &number(0.0));
            writer.stock(&stock.text, (&into, taken.text), None);
            let written = Expression::add(&stock, &Expression::whole(into.clone()));
            writer.keep(&name, Group::Parts, &written)
        })
    }

    /// A variable's row in one month, as an equation of inputs.
    pub(super) fn variable_in(&mut self, cell: CellRef) -> Expression {
        if !matches!(self.source.projection.program().output(cell), Output::Value(_)) {
            return number(self.source.projection.raw(cell).unwrap_or(0.0));
        }
        let Content::Formula(node) = content(self.source, cell) else { return number(0.0) };
        let own = self.source.pack().variables[cell.variable.0].over.map(|table| (table, cell.row));
        let rows = std::mem::replace(&mut self.rows, own.into_iter().collect());
        let before = self.month.replace(cell.offset);
        let written = self.node(node);
        (self.rows, self.month) = (rows, before);
        let name = format!("{}_at_{}", self.variables[cell.variable.0][cell.row], cell.offset + 1);
        self.keep(&name.replace('-', "m"), Group::Parts, &written)
    }

    /// A body as of other months than one month, as an equation of inputs.
    pub(super) fn temporal_in(&mut self, temporal: &Temporal, body: &Node, month: i32) -> Expression {
        let before = self.month;
        let mut values = Vec::new();
        for read in temporal.months(month) {
            self.month = Some(read);
            values.push(self.node(body));
        }
        self.month = before;
        match temporal {
            Temporal::MovingMean(count) => {
                equation::binary(Binary::Divide, &equation::folded(Binary::Add, values), &number(f64::from(*count)))
            }
            Temporal::Distribute(weights) => {
                let weighed = values
                    .iter()
                    .rev()
                    .zip(weights)
                    .map(|(value, weight)| equation::binary(Binary::Multiply, value, &number(*weight)));
                equation::folded(Binary::Add, weighed.collect())
            }
            Temporal::Smooth(constant) => {
                let smoothed = values.into_iter().reduce(|level, value| {
                    let level = self.put(&level);
                    let step = Expression::binary(Binary::Subtract, &value, &level);
                    Expression::add(&level, &equation::binary(Binary::Divide, &step, &number(*constant)))
                });
                smoothed.unwrap_or_else(|| number(0.0))
            }
            _ => equation::folded(Binary::Add, values),
        }
    }

    /// A node that looks ahead: a table where no input changes it, in other months what there is so far.
    fn ahead(&mut self, node: &Node, so_far: Option<&Expression>) -> Expression {
        let reach = Reach::new(self.source);
        let months = self.months.clone();
        let fixed: Vec<bool> = months.clone().map(|month| reach.fixed(&self.rows, node, month)).collect();
        let values = months.zip(&fixed).map(|(month, fixed)| {
            let value = if *fixed { value(self.source, &self.rows, node, month) } else { 0.0 };
            if value.is_finite() { value } else { 0.0 }
        });
        let values: Vec<f64> = values.collect();
        let stem = so_far.map_or_else(|| self.series.clone(), |so_far| so_far.text.clone());
        let table = self.over_time(&format!("{stem}_ahead"), Group::Known, values);
        match (so_far, during(*self.months.start() + 1, &fixed)) {
            (Some(so_far), Some(condition)) => choice(&condition, &table, so_far),
            _ => table,
        }
    }
}

fn delayed(body: &Expression, months: u32) -> Expression {
    equation::call("DELAY", &[body, &number(f64::from(months)), &number(0.0)])
}
