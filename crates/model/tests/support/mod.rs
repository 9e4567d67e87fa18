//! Random packs, built without a file.

#![allow(clippy::unwrap_used)]

use guoban_model::formula::{Aggregate, Binary, Calendar, Node, NodeKind, RowRef, Temporal, Unary, Word};
use guoban_model::pack::*;
use guoban_model::text::Text;
use guoban_model::time::{Date, Month};
use proptest::prelude::*;

const TABLE: TableId = TableId(0);
const ROWS: usize = 3;
/// Given series, known from the start of history to the end of the horizon.
const GIVEN: usize = 2;
const SCALARS: usize = 6;
const BY_ROW: usize = 3;

/// Packs with two levers, two assumptions, a table of three rows and up to nine formulas.
pub fn packs() -> impl Strategy<Value = Pack> {
    let scalars = (0..SCALARS).map(|index| variable(index + GIVEN, false)).collect::<Vec<_>>();
    let by_row = (0..BY_ROW).map(|index| variable(index + GIVEN + SCALARS, true)).collect::<Vec<_>>();
    (scalars, by_row, prop::collection::vec(-4.0..4.0_f64, 2 * 48)).prop_map(|(scalars, by_row, figures)| {
        let mut pack = blank();
        for (index, figures) in figures.chunks(48).enumerate() {
            let mut given = bare(&format!("given_{index}"), Formula::Given, None);
            given.known = vec![KnownSeries { first: -24, values: figures.to_vec() }];
            pack.variables.push(given);
        }
        pack.variables.extend(scalars);
        pack.variables.extend(by_row);
        pack
    })
}

/// As-of dates within the plan year.
pub fn as_of_dates() -> impl Strategy<Value = Date> {
    (1_u8..=12, 1_u8..=28).prop_map(|(month, day)| Date { month: Month { year: 2026, month }, day })
}

/// Values for the two levers and the two assumptions.
pub fn settings() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![Just(0.0), Just(1.0), -10.0..10.0_f64], 4)
}

fn variable(index: usize, by_row: bool) -> impl Strategy<Value = Variable> {
    (node(index, by_row), prop::collection::vec(-2.0..2.0_f64, ROWS * 30), any::<bool>(), 0..30_usize).prop_map(
        move |(node, mut figures, known, months)| {
            // A month for which nothing was published.
            figures[months / 2] = f64::NAN;
            let mut variable = bare(&format!("v{index}"), Formula::Same(node), by_row.then_some(TABLE));
            if known {
                let rows = if by_row { ROWS } else { 1 };
                variable.known = (0..rows)
                    .map(|row| KnownSeries { first: -24, values: figures[row * 30..row * 30 + months].to_vec() })
                    .collect();
            }
            variable
        },
    )
}

/// A formula that reads earlier variables in the same month, any variable in earlier months.
fn node(index: usize, by_row: bool) -> impl Strategy<Value = Node> {
    leaf(index, by_row).prop_recursive(4, 24, 3, move |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            (unary(), inner.clone()).prop_map(|(op, a)| n(NodeKind::Unary(op, Box::new(a)))),
            (binary(), pair).prop_map(|(op, (a, b))| n(NodeKind::Binary(op, Box::new(a), Box::new(b)))),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| n(NodeKind::If(
                Box::new(c),
                Box::new(a),
                Box::new(b)
            ))),
            (inner.clone(), -3.0..3.0_f64).prop_map(|(a, factor)| n(NodeKind::Convert(Box::new(a), factor))),
            inner.clone().prop_map(|a| n(NodeKind::Curve(CurveId(0), Box::new(a)))),
            (aggregate(), row_body(index)).prop_map(|(how, a)| n(NodeKind::Aggregate(how, TABLE, Box::new(a)))),
            (temporal(), inner).prop_map(|(how, a)| n(NodeKind::Temporal(how, Box::new(a)))),
        ]
    })
}

fn leaf(index: usize, by_row: bool) -> BoxedStrategy<Node> {
    let common = prop_oneof![
        (-3.0..3.0_f64).prop_map(|x| n(NodeKind::Number(x))),
        (0..2_usize).prop_map(|i| n(NodeKind::Lever(LeverId(i)))),
        (0..2_usize).prop_map(|i| n(NodeKind::Assumption(AssumptionId(i)))),
        (0..index.min(GIVEN + SCALARS)).prop_map(|i| n(NodeKind::Variable(VariableId(i), RowRef::None))),
        (0..GIVEN + SCALARS).prop_map(|i| {
            let past = n(NodeKind::Variable(VariableId(i), RowRef::None));
            // Only given series reach back before the plan year, so the reading is guarded by the month.
            let guard = n(NodeKind::Binary(
                Binary::Greater,
                Box::new(n(NodeKind::Calendar(Calendar::Month))),
                Box::new(n(NodeKind::Number(1.0))),
            ));
            let lagged = n(NodeKind::Temporal(Temporal::Lag(1), Box::new(past)));
            n(NodeKind::If(Box::new(guard), Box::new(lagged), Box::new(n(NodeKind::Number(0.5)))))
        }),
        calendar().prop_map(|c| n(NodeKind::Calendar(c))),
        Just(n(NodeKind::Profile(ProfileId(0)))),
        Just(n(NodeKind::Event(EventId(0)))),
        Just(n(NodeKind::None(ReasonId(0)))),
        prop::array::uniform12(-2.0..2.0_f64).prop_map(|months| n(NodeKind::ByMonth(Box::new(months)))),
        Just(n(NodeKind::Moved(GroupId(0)))),
        (0..2_usize).prop_map(|i| n(NodeKind::Start(Box::new(n(NodeKind::Lever(LeverId(i))))))),
        (0..ROWS).prop_map(|row| n(NodeKind::Cell(column(0), RowRef::Fixed(TABLE, row)))),
    ];
    if by_row { prop_oneof![common, row_leaf(index)].boxed() } else { common.boxed() }
}

fn row_leaf(index: usize) -> BoxedStrategy<Node> {
    let bound = RowRef::Bound(TABLE);
    let first = GIVEN + SCALARS;
    let cells = prop_oneof![
        Just(n(NodeKind::Cell(column(0), bound))),
        (0..3_usize).prop_map(move |which| {
            let fixed = RowRef::Fixed(TABLE, 1);
            let with = [Word::Written("b".to_owned()), Word::Row(TABLE, fixed), Word::Cell(column(1), fixed)];
            n(NodeKind::SameText(Box::new((Word::Cell(column(1), bound), with[which].clone()))))
        }),
    ];
    if index > first {
        prop_oneof![cells, (first..index).prop_map(move |i| n(NodeKind::Variable(VariableId(i), bound)))].boxed()
    } else {
        cells.boxed()
    }
}

fn row_body(index: usize) -> impl Strategy<Value = Node> {
    let row = row_leaf(index.max(GIVEN + SCALARS).min(if index > GIVEN + SCALARS { index } else { GIVEN + SCALARS }));
    (row, leaf(index, false), binary()).prop_map(|(a, b, op)| n(NodeKind::Binary(op, Box::new(a), Box::new(b))))
}

fn unary() -> impl Strategy<Value = Unary> {
    use Unary::*;
    prop::sample::select(vec![Negate, Not, Abs, Exp, Ln, Sqrt, Floor, Ceiling, Round])
}

fn binary() -> impl Strategy<Value = Binary> {
    use Binary::*;
    prop::sample::select(vec![
        Add,
        Subtract,
        Multiply,
        Divide,
        Min,
        Max,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Equal,
        NotEqual,
        And,
        Or,
        Power,
    ])
}

fn aggregate() -> impl Strategy<Value = Aggregate> {
    use Aggregate::*;
    prop::sample::select(vec![Sum, Min, Max, Count, Mean])
}

fn calendar() -> impl Strategy<Value = Calendar> {
    use Calendar::*;
    prop::sample::select(vec![Month, MonthOfYear, Quarter, Days, Year, Workdays, WorkdaysLeft])
}

fn temporal() -> impl Strategy<Value = Temporal> {
    prop_oneof![
        (0..4_i32).prop_map(Temporal::Lag),
        Just(Temporal::YearToDate),
        Just(Temporal::QuarterToDate),
        Just(Temporal::FullYear),
        (1..5_u32).prop_map(Temporal::MovingSum),
        (1..5_u32).prop_map(Temporal::MovingMean),
        (1.0..6.0_f64).prop_map(Temporal::Smooth),
        prop::collection::vec(-1.0..1.0_f64, 1..4).prop_map(Temporal::Distribute),
        Just(Temporal::Accumulate),
        (1..4_i32).prop_map(Temporal::At),
    ]
}

fn n(kind: NodeKind) -> Node {
    Node { kind, span: 0..0 }
}

fn column(column: usize) -> ColumnId {
    ColumnId { table: TABLE, column }
}

fn text() -> Text {
    Text::new("试", "test")
}

fn bare(id: &str, formula: Formula, over: Option<TableId>) -> Variable {
    Variable {
        id: id.to_owned(),
        name: text(),
        unit: "1".to_owned(),
        over,
        measure: Measure::Flow,
        better: Better::Higher,
        decimals: 1,
        publication: Publication { frequency: Frequency::Monthly, lag_months: 1, day: 15 },
        formula,
        formula_text: Vec::new(),
        known: Vec::new(),
        before: None,
        group: None,
        owner: None,
        scope: None,
        exogenous: Vec::new(),
        note: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
    }
}

fn lever(id: &str) -> Lever {
    Lever {
        id: id.to_owned(),
        name: text(),
        kind: LeverKind::Measure,
        group: GroupId(0),
        owner: OwnerId(0),
        with: Vec::new(),
        unit: "1".to_owned(),
        min: (-10).into(),
        max: 10.into(),
        step: 1.into(),
        decimals: 0,
        baseline: 1.into(),
        opens: None,
        closes: None,
        lead_months: 1,
        cost: None,
        note: Text::default(),
        source: SourceId(0),
        covers: Vec::new(),
        cell: None,
    }
}

fn assumption(id: &str) -> Assumption {
    Assumption {
        id: id.to_owned(),
        name: text(),
        group: GroupId(0),
        unit: "1".to_owned(),
        low: (-10).into(),
        mid: 0.into(),
        high: 10.into(),
        step: 1.into(),
        decimals: 0,
        distribution: Distribution::Triangular,
        correlated_with: None,
        reason: text(),
        source: SourceId(0),
        covers: Vec::new(),
    }
}

/// A pack with everything but variables.
pub fn blank() -> Pack {
    let row = |id: &str, number: Cell, word: &str| TableRow {
        id: id.to_owned(),
        name: text(),
        cells: vec![number, Cell::Text(word.to_owned())],
        source: None,
        covers: Vec::new(),
    };
    let table_column = |id: &str, kind: ColumnKind| Column {
        id: id.to_owned(),
        name: text(),
        unit: "1".to_owned(),
        kind,
        points_to: None,
        source: SourceId(0),
    };
    Pack {
        id: "test".to_owned(),
        revision: 1,
        name: text(),
        note: text(),
        demo: true,
        year: 2026,
        as_of: "2026-04-28".parse().unwrap(),
        history_months: 24,
        judging: Judging::default(),
        calendar: Default::default(),
        events: vec![Event {
            id: "fair".to_owned(),
            name: text(),
            first: "2026-04-20".parse().unwrap(),
            last: "2026-07-03".parse().unwrap(),
            note: Text::default(),
            source: SourceId(0),
            covers: Vec::new(),
        }],
        require: Default::default(),
        sources: vec![Source { id: "demo".to_owned(), kind: SourceKind::Demo, text: text() }],
        owners: vec![Owner { id: "owner".to_owned(), name: text(), under: None }],
        groups: vec![Group { id: "group".to_owned(), name: text() }],
        levers: vec![lever("a"), Lever { closes: Some(Month { year: 2026, month: 5 }), ..lever("b") }],
        assumptions: vec![assumption("c"), assumption("d")],
        constants: Vec::new(),
        profiles: vec![Profile {
            id: "quarters".to_owned(),
            name: text(),
            weights: vec![0.1, 0.2, 0.3, 0.4],
            source: SourceId(0),
        }],
        curves: vec![Curve {
            id: "curve".to_owned(),
            name: text(),
            x: vec![-1.0, 0.5, 2.0],
            y: vec![0.0, 1.0, 0.3],
            source: SourceId(0),
        }],
        tables: vec![Table {
            id: "rows".to_owned(),
            name: text(),
            columns: vec![table_column("number", ColumnKind::Number), table_column("word", ColumnKind::Text)],
            rows: vec![
                row("r1", Cell::Number(1.5), "r2"),
                row("r2", Cell::Adjustable(LeverId(1)), "b"),
                row("r3", Cell::Uncertain(AssumptionId(1)), "b"),
            ],
        }],
        variables: Vec::new(),
        errors: Vec::new(),
        reasons: vec![text()],
        targets: Vec::new(),
        limits: Vec::new(),
        accounting: None,
        examples: Vec::new(),
        stresses: Vec::new(),
        checks: Vec::new(),
    }
}
