//! Where everything stands: sheets, rows and columns, worked out before anything is written.

use std::collections::BTreeSet;

use guoban_model::pack::{AssumptionId, ColumnId, ConstantId, CurveId, LeverId, Pack, ProfileId, TargetId};
use guoban_model::program::{CellRef, Layout};
use guoban_model::text::Language;
use guoban_model::time::HORIZON;
use guoban_planning::judge::Period;

/// A sheet of the workbook, in the order in which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// What is due, what is projected, the verdicts.
    Board,
    /// What the session decides.
    Levers,
    /// What nobody here decides.
    Assumptions,
    /// Every variable, month by month.
    Monthly,
    /// Parts of formulas that are too long for one cell.
    Steps,
    /// Projects, industries, counties.
    Tables,
    /// Constants, profiles, curves.
    Parameters,
    /// Where numbers come from.
    Sources,
}

impl Sheet {
    /// Its name; made of letters only, so that formulas need no quotes around it.
    pub fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Board, Language::Zh) => "看板",
            (Self::Levers, Language::Zh) => "措施",
            (Self::Assumptions, Language::Zh) => "假设",
            (Self::Monthly, Language::Zh) => "逐月",
            (Self::Steps, Language::Zh) => "分步",
            (Self::Tables, Language::Zh) => "项目和表",
            (Self::Parameters, Language::Zh) => "参数",
            (Self::Sources, Language::Zh) => "来源",
            (Self::Board, Language::En) => "Board",
            (Self::Levers, Language::En) => "Levers",
            (Self::Assumptions, Language::En) => "Assumptions",
            (Self::Monthly, Language::En) => "Monthly",
            (Self::Steps, Language::En) => "Steps",
            (Self::Tables, Language::En) => "Tables",
            (Self::Parameters, Language::En) => "Parameters",
            (Self::Sources, Language::En) => "Sources",
        }
    }
}

/// A cell: row and column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u16,
}

impl Place {
    /// A cell.
    pub fn new(row: usize, column: usize) -> Self {
        Self { row: row as u32, column: column as u16 }
    }

    /// Its name, as in `C5`.
    pub fn a1(self) -> String {
        format!("{}{}", letters(self.column), self.row + 1)
    }

    /// Its name with signs that keep it when it is copied, as in `$C$5`.
    pub fn fixed(self) -> String {
        format!("${}${}", letters(self.column), self.row + 1)
    }
}

fn letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// First row of a list, below its title and heads.
pub const FIRST_ROW: usize = 3;

/// First column of months.
pub const FIRST_MONTH: usize = 7;

/// First row of the targets on the board, below the title and the counts.
pub const FIRST_TARGET: usize = 9;

/// Longest defined name; spreadsheets take 255 letters.
const LONGEST_NAME: usize = 200;

/// Columns of the levers' and the assumptions' lists.
pub mod column {
    /// The setting: a cell to change.
    pub const SETTING: usize = 2;
    /// The baseline, or the central value.
    pub const BASELINE: usize = 4;
    /// 1 where a lever is set otherwise than its baseline.
    pub const MOVED: usize = 9;
}

/// Where everything stands in the workbook of one pack.
#[derive(Clone, Debug)]
pub struct Places {
    language: Language,
    layout: Layout,
    history: i32,
    constants: usize,
    profiles: usize,
    targets: usize,
    /// By table: the row of its heads.
    tables: Vec<usize>,
    levers: Vec<Named>,
    assumptions: Vec<Named>,
    numbers: Vec<Named>,
}

/// A cell to change, and the name it goes by in formulas.
#[derive(Clone, Debug)]
struct Named {
    name: Option<String>,
    cell: String,
}

impl Named {
    fn text(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.cell)
    }
}

impl Places {
    /// Lays out the workbook of a pack.
    pub fn new(pack: &Pack, language: Language) -> Self {
        let mut tables = Vec::new();
        let mut next = FIRST_ROW;
        for table in &pack.tables {
            tables.push(next);
            next += table.rows.len() + 3;
        }
        let mut places = Self {
            language,
            layout: Layout::new(pack),
            history: pack.history_months as i32,
            constants: pack.constants.len(),
            profiles: pack.profiles.len(),
            targets: pack.targets.len(),
            tables,
            levers: Vec::new(),
            assumptions: Vec::new(),
            numbers: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        let mut name = |kind: &str, id: &str, cell: String| {
            let id: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            let name = format!("{kind}_{id}");
            // Two ids may differ by signs or capitals that names do not have: the second goes by its cell.
            let is_new = name.len() <= LONGEST_NAME && seen.insert(name.to_lowercase());
            Named { name: is_new.then_some(name), cell }
        };
        let on = |sheet, place| places.fixed_on(sheet, place);
        let items = pack.levers.iter().enumerate();
        let levers = items.map(|(id, item)| name("lever", &item.id, on(Sheet::Levers, places.lever(LeverId(id)))));
        let levers: Vec<Named> = levers.collect();
        let items = pack.assumptions.iter().enumerate();
        let cell = |id| on(Sheet::Assumptions, places.assumption(AssumptionId(id)));
        let assumptions: Vec<Named> = items.map(|(id, item)| name("assume", &item.id, cell(id))).collect();
        let items = pack.constants.iter().enumerate();
        let cell = |id| on(Sheet::Parameters, places.constant(ConstantId(id)));
        let numbers: Vec<Named> = items.map(|(id, item)| name("const", &item.id, cell(id))).collect();
        (places.levers, places.assumptions, places.numbers) = (levers, assumptions, numbers);
        places
    }

    /// Cells of the monthly sheet.
    pub fn monthly_cells(&self) -> usize {
        self.layout.len()
    }

    /// The months of the sheets, counted from January of the plan year (0).
    pub fn months(&self) -> std::ops::Range<i32> {
        -self.history..HORIZON as i32
    }

    /// The column of a month; `None` beyond the months there are.
    pub fn month(&self, offset: i32) -> Option<usize> {
        self.months().contains(&offset).then(|| FIRST_MONTH + (offset + self.history) as usize)
    }

    /// The cell of a variable's row in a month, on the monthly sheet.
    pub fn cell(&self, cell: CellRef) -> Option<Place> {
        let column = self.month(cell.offset)?;
        Some(Place::new(FIRST_ROW + self.layout.series(cell.variable, cell.row), column))
    }

    /// The setting of a lever.
    pub fn lever(&self, lever: LeverId) -> Place {
        Place::new(FIRST_ROW + lever.0, column::SETTING)
    }

    /// The setting of an assumption.
    pub fn assumption(&self, assumption: AssumptionId) -> Place {
        Place::new(FIRST_ROW + assumption.0, column::SETTING)
    }

    /// The number of a constant.
    pub fn constant(&self, constant: ConstantId) -> Place {
        Place::new(FIRST_ROW + constant.0, column::SETTING)
    }

    /// The row of a profile's weights; January's stands in the first column of months.
    pub fn profile(&self, profile: ProfileId) -> usize {
        FIRST_ROW + self.constants + 3 + profile.0
    }

    /// The row of a curve's abscissae, from the first column of months on; the ordinates stand below.
    pub fn curve(&self, curve: CurveId) -> usize {
        FIRST_ROW + self.constants + 3 + self.profiles + 3 + 2 * curve.0
    }

    /// The row of a table's heads; its rows follow.
    pub fn table(&self, table: usize) -> usize {
        self.tables[table]
    }

    /// The cell of a table.
    pub fn table_cell(&self, column: ColumnId, row: usize) -> Place {
        Place::new(self.tables[column.table.0] + 1 + row, 2 + column.column)
    }

    /// The verdict word on a target.
    pub fn verdict(&self, target: TargetId, period: Period) -> Place {
        Place::new(FIRST_TARGET + target.0, period_column(period) + 6)
    }

    /// The gap of a target, projected less due.
    pub fn gap(&self, target: TargetId, period: Period) -> Place {
        Place::new(FIRST_TARGET + target.0, period_column(period) + 4)
    }

    /// In how many months a limit is overdrawn; the limits stand below the targets.
    pub fn limit(&self, limit: usize) -> Place {
        Place::new(FIRST_TARGET + self.targets + 2 + limit, 2)
    }

    /// A cell with its sheet, as formulas write it.
    pub fn on(&self, sheet: Sheet, place: Place) -> String {
        format!("{}!{}", sheet.name(self.language), place.a1())
    }

    /// A cell with its sheet that stays when a formula is copied.
    pub fn fixed_on(&self, sheet: Sheet, place: Place) -> String {
        format!("{}!{}", sheet.name(self.language), place.fixed())
    }

    /// Cells from one to another.
    pub fn range(&self, sheet: Sheet, first: Place, last: Place) -> String {
        format!("{}!{}:{}", sheet.name(self.language), first.a1(), last.a1())
    }

    /// How formulas name a lever's setting.
    pub fn lever_name(&self, lever: LeverId) -> &str {
        self.levers[lever.0].text()
    }

    /// How formulas name an assumption.
    pub fn assumption_name(&self, assumption: AssumptionId) -> &str {
        self.assumptions[assumption.0].text()
    }

    /// How formulas name a constant.
    pub fn constant_name(&self, constant: ConstantId) -> &str {
        self.numbers[constant.0].text()
    }

    /// The defined names, each with its cell.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.levers.iter().chain(&self.assumptions).chain(&self.numbers);
        all.filter_map(|named| Some((named.name.as_deref()?, &*named.cell)))
    }
}

/// First column of a period on the board.
pub(crate) fn period_column(period: Period) -> usize {
    match period {
        Period::Half => 8,
        Period::Year => 15,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (column, expected) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")] {
            assert_eq!(Place::new(0, column).a1(), expected);
        }
    }
}
