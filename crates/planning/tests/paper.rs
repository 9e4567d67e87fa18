//! What is printed, on the shipped packs in both languages.

#![allow(clippy::unwrap_used)]

mod support;

use guoban_model::model::Model;
use guoban_model::read::read_pack;
use guoban_model::text::Language;
use guoban_planning::action::Action;
use guoban_planning::chance::{FAN_DRAWS, Fan, Forecast};
use guoban_planning::compare::{Assumed, Side, wanted};
use guoban_planning::document::Document;
use guoban_planning::duty::duties;
use guoban_planning::judge::Judge;
use guoban_planning::paper::{Block, Cell, Figure, Kind, Mark, Paper, Source, Stroke, Table};
use guoban_planning::plan::{Field, Plan};
use guoban_planning::problem::Problem;
use guoban_planning::responsibility::charges;
use guoban_planning::scenario::Scenario;

const PACKS: [(&str, &str); 4] = [
    ("border-city", include_str!("../../../www/packs/border-city.toml")),
    ("urban-district", include_str!("../../../www/packs/urban-district.toml")),
    ("renewal-district", include_str!("../../../www/packs/renewal-district.toml")),
    ("china-2023", include_str!("../../../www/packs/china-2023.toml")),
];

/// A pack with a plan, all draws counted.
struct Told {
    model: Model,
    document: Document,
    sides: Vec<Side>,
    fans: Vec<Fan>,
}

impl Told {
    fn of(text: &str, document: impl FnOnce(&Model) -> Document) -> Self {
        let read = read_pack(text).unwrap();
        let model = read.compile(read.pack.as_of).unwrap();
        let document = document(&model);
        let plans: Vec<&Plan> = document.plans().iter().collect();
        let mut draws = None;
        let wanted = wanted(model.pack(), &plans, document.scenario(), Assumed::Alike);
        let sides: Vec<Side> = wanted.into_iter().map(|wanted| Side::of(&model, wanted, &mut draws)).collect();
        let forecast = Forecast::new(&model, document.scenario());
        let judge = Judge::new(model.pack(), document.scenario());
        let fans = forecast.fans(&judge, &sides[1].projection, &mut forecast.sample(&model), FAN_DRAWS);
        Self { model, document, sides, fans }
    }

    /// The first example of the pack, with something written about it.
    fn example(text: &str) -> Self {
        Self::of(text, |model| {
            let pack = model.pack();
            let mut document = Document::open(Scenario::baseline(pack));
            let mut act = |action: Action| document = document.apply(pack, &action).unwrap().0;
            if let Some(example) = pack.examples.first() {
                act(Action::ApplyExample { example: example.id.clone() });
            }
            act(Action::SetRecord {
                field: Field::Question, text: "借期措施值不值全年的代价？".to_owned()
            });
            act(Action::SetRecord { field: Field::Decision, text: "再议。".repeat(200) });
            document
        })
    }

    fn print(&self, kind: Kind, language: Language) -> Paper {
        let names = vec![(self.document.current().number, "方案甲".to_owned())];
        let sides: Vec<&Side> = self.sides.iter().collect();
        let duties = duties(&self.model, self.document.scenario());
        let charges = charges(self.model.pack(), &self.document.scenario().problems);
        Paper::of(
            kind,
            &Source {
                model: &self.model,
                document: &self.document,
                names: &names,
                board: &self.sides[1].board,
                run: &self.sides[1].projection,
                baseline: &self.sides[0].projection,
                duties: &duties,
                charges: &charges,
                sides: &sides,
                fans: &self.fans,
                language,
            },
        )
    }
}

fn tables(paper: &Paper) -> impl Iterator<Item = &Table> {
    paper.pages.iter().flatten().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
}

/// Every word of a document.
fn words(paper: &Paper) -> String {
    let mut text = String::new();
    let mut say = |more: &str| {
        text += more;
        text += "\n";
    };
    for block in paper.pages.iter().flatten() {
        match block {
            Block::Head { issuer, number, title } => {
                say(issuer);
                say(number);
                title.iter().for_each(|line| say(line));
            }
            Block::Title { title, about } => say(&format!("{title}\n{about}")),
            Block::Point { lead, text } => say(&format!("{lead}{text}")),
            Block::Heading(text) | Block::Text(text) | Block::Note(text) => say(text),
            Block::Table(table) => {
                say(&table.caption);
                table.columns.iter().for_each(|column| say(&column.head));
                for cell in table.rows.iter().flatten() {
                    match cell {
                        Cell::Text(text) | Cell::State(_, text) => say(text),
                    }
                }
            }
            Block::Figure(figure) => {
                say(&figure.caption);
                for mark in &figure.marks {
                    if let Mark::Words { text, .. } = mark {
                        say(text);
                    }
                }
            }
            Block::Colophon { said, by, on } => say(&format!("{said}\n{by}\n{on}")),
        }
    }
    text
}

#[test]
fn a_brief_has_four_pages_and_says_what_the_board_says() {
    for (name, text) in PACKS {
        let told = Told::example(text);
        let board = &told.sides[1].board;
        for language in [Language::Zh, Language::En] {
            let paper = told.print(Kind::Brief, language);
            assert_eq!(paper.pages.len(), 4, "{name} {language:?}");
            let words = words(&paper);
            let headline = guoban_planning::sentence::headline(told.model.pack(), board, language).unwrap();
            assert!(words.contains(&headline), "{name}: {headline}");
            for period in guoban_planning::judge::Period::ALL {
                assert!(words.contains(&guoban_planning::sentence::tally(board, period, language)), "{name}");
            }
            assert!(words.contains("借期措施值不值全年的代价？"));
        }
    }
}

/// The chart of a brief.
fn figure(paper: &Paper) -> &Figure {
    let mut found =
        paper.pages.iter().flatten().filter_map(|block| if let Block::Figure(one) = block { Some(one) } else { None });
    let first = found.next().unwrap();
    assert!(found.next().is_none());
    first
}

#[test]
fn a_brief_has_a_chart_that_keeps_to_its_place_and_says_the_figures_of_the_board() {
    for (name, text) in PACKS {
        let told = Told::example(text);
        let pack = told.model.pack();
        for language in [Language::Zh, Language::En] {
            let paper = told.print(Kind::Brief, language);
            let figure = figure(&paper);
            let shown = |row: &&guoban_planning::judge::Row| {
                figure.caption.contains(pack.targets[row.target.0].name.get(language))
            };
            let row = told.sides[1].board.rows.iter().find(shown).unwrap();
            let year = guoban_planning::number::plain(row.year.projected.unwrap(), row.year.decimals);
            assert!(words(&paper).contains(&format!(" {year}\n")), "{name}: {year} in {}", figure.caption);
            let mut strokes = Vec::new();
            for mark in &figure.marks {
                let places = match mark {
                    Mark::Band { corners, .. } => corners.clone(),
                    Mark::Line { stroke, points } => {
                        strokes.push(*stroke);
                        points.clone()
                    }
                    Mark::Dot(place) | Mark::Due(place) | Mark::Words { at: place, .. } => vec![*place],
                };
                let inside = |(x, y): &(f64, f64)| {
                    (0.0..=f64::from(figure.width)).contains(x) && (0.0..=f64::from(figure.height)).contains(y)
                };
                assert!(places.iter().all(inside), "{name}: {mark:?}");
            }
            assert!(strokes.contains(&Stroke::Projected) && strokes.contains(&Stroke::Known), "{name}");
            let bands = figure.marks.iter().filter(|mark| matches!(mark, Mark::Band { .. })).count();
            assert_eq!(bands, if pack.targets[row.target.0].error.is_some() { 2 } else { 0 }, "{name}");
        }
    }
}

#[test]
fn the_baseline_is_told_as_one() {
    for (name, text) in PACKS {
        let told = Told::of(text, |model| Document::open(Scenario::baseline(model.pack())));
        let paper = told.print(Kind::Brief, Language::Zh);
        assert_eq!(paper.pages.len(), 4, "{name}");
        assert!(words(&paper).contains("方案未调整措施，与基线相同。"), "{name}");
    }
}

#[test]
fn tables_are_whole_and_none_is_wider_than_its_page() {
    for (name, text) in PACKS {
        let told = Told::example(text);
        for language in [Language::Zh, Language::En] {
            for kind in Kind::ALL {
                let paper = told.print(kind, language);
                assert!(!paper.pages.is_empty() && paper.pages.iter().all(|page| !page.is_empty()), "{name} {kind:?}");
                for table in tables(&paper) {
                    let (shares, head) =
                        (table.columns.iter().map(|column| column.share).sum::<u32>(), &table.columns[0].head);
                    assert_eq!(shares, 1_000, "{name} {kind:?} {head}");
                    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{kind:?} {head}");
                    let grouped = table.groups.iter().map(|(_, span)| span).sum::<usize>();
                    assert!(grouped == 0 || grouped == table.columns.len(), "{kind:?} {head}");
                }
                if kind == Kind::Verdicts || kind == Kind::Duties {
                    let rows: usize =
                        tables(&paper).filter(|table| table.columns.len() != 7).map(|t| t.rows.len()).sum();
                    assert_eq!(rows, told.model.pack().targets.len(), "{name} {kind:?}");
                }
            }
        }
    }
}

#[test]
fn english_documents_of_an_english_plan_hold_no_chinese() {
    for (name, text) in PACKS {
        let told = Told::of(text, |model| Document::open(Scenario::baseline(model.pack())));
        for kind in [Kind::Verdicts, Kind::Duties, Kind::Owners] {
            let words = words(&told.print(kind, Language::En)).replace("方案甲", "");
            let chinese: String = words.chars().filter(|one| ('\u{4e00}'..='\u{9fff}').contains(one)).collect();
            assert_eq!(chinese, "", "{name} {kind:?}");
        }
    }
}

#[test]
fn every_owner_has_a_page_of_its_own_and_problems_stand_on_it() {
    let told = Told::of(PACKS[0].1, |model| {
        let pack = model.pack();
        let mut scenario = Scenario::baseline(pack);
        let owner = Some(pack.owners[pack.targets[0].owner.0].id.clone());
        scenario.problems.push(Problem { owner, ..Problem::new(1, "用地没有批下来") });
        Document::open(scenario)
    });
    let paper = told.print(Kind::Owners, Language::Zh);
    let charged = charges(told.model.pack(), &told.document.scenario().problems);
    let titles = paper.pages.iter().flatten().filter(|block| matches!(block, Block::Title { .. }));
    assert_eq!(titles.count(), charged.len());
    assert!(paper.pages.iter().filter(|page| matches!(page[0], Block::Title { .. })).count() == charged.len());
    assert!(words(&paper).contains("用地没有批下来"));
}

#[test]
fn minutes_hold_the_record_whole_and_every_step() {
    let told = Told::example(PACKS[0].1);
    let paper = told.print(Kind::Minutes, Language::Zh);
    let (said, number) = (words(&paper), told.document.current().number);
    assert!(said.contains(&"再议。".repeat(150)));
    let steps: Vec<String> =
        told.document.log(number).map(|step| step.label(told.model.pack(), Language::Zh)).collect();
    assert_eq!(steps.len(), 3);
    for step in steps {
        assert!(said.contains(&step), "{step}");
    }
}

#[test]
fn a_fingerprint_tells_plans_apart_and_nothing_else() {
    let (plan, again) = (Told::example(PACKS[0].1), Told::example(PACKS[0].1));
    let baseline = Told::of(PACKS[0].1, |model| Document::open(Scenario::baseline(model.pack())));
    let mark = |told: &Told, kind, language| told.print(kind, language).foot.fingerprint;
    let first = mark(&plan, Kind::Brief, Language::Zh);
    assert_eq!(first, mark(&again, Kind::Minutes, Language::En));
    assert_ne!(first, mark(&baseline, Kind::Brief, Language::Zh));
    assert!(first.len() == 9 && first.is_ascii());
}
