//! The wall chart of the shipped packs: what is found in them, that it follows levers, and that back-scheduling agrees with the plan.

#![allow(clippy::unwrap_used)]

use guoban_model::model::{Model, Projection};
use guoban_model::read::read_pack;
use guoban_planning::scenario::Scenario;
use guoban_planning::wall::{Finishes, JUNE, Project, Shape, StageKind, back_schedule, finish_setting, funnels};

const PACKS: [&str; 6] =
    ["border-city", "border-city-1", "urban-district", "renewal-district", "china-2023", "china-2023-1"];

fn model(name: &str) -> Model {
    let file = format!("{}/../../www/packs/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let read = read_pack(&std::fs::read_to_string(file).unwrap()).unwrap();
    read.compile(read.pack.as_of).unwrap()
}

fn run(model: &Model, scenario: &Scenario) -> Projection {
    model.run(&scenario.settings(model.pack()))
}

struct Opened {
    model: Model,
    shape: Shape,
    run: Projection,
    projects: Vec<Project>,
}

fn opened(name: &str) -> Opened {
    let model = model(name);
    let shape = Shape::of(model.pack()).unwrap();
    let run = run(&model, &Scenario::baseline(model.pack()));
    let projects = shape.projects(&run, &run);
    Opened { model, shape, run, projects }
}

#[test]
fn dump() {
    for name in PACKS {
        let model = model(name);
        let pack = model.pack();
        println!("==== {name}");
        for funnel in funnels(pack) {
            println!("funnel {} {:?}", pack.tables[funnel.table.0].id, funnel.stages.iter().map(|id| &pack.variables[id.0].id).collect::<Vec<_>>());
            let run = run(&model, &Scenario::baseline(pack));
            for row in funnel.rows(&run) { println!("  {} {:?}", row.name.zh, row.stages); }
        }
        let Some(shape) = Shape::of(pack) else { println!("no projects"); continue };
        let var = |id: &guoban_model::pack::VariableId| pack.variables[id.0].id.clone();
        println!("{shape:?}");
        println!("position {} begun {:?} done {:?} later {:?}", var(&shape.position), shape.begun.as_ref().map(var), shape.done.as_ref().map(var), shape.later.iter().map(var).collect::<Vec<_>>());
        let run = run(&model, &Scenario::baseline(pack));
        let start = std::time::Instant::now();
        let finishes = Finishes::count(&model, &Scenario::baseline(pack), &shape, &run);
        println!("draws {:?}", start.elapsed());
        println!("{:?}", finishes.range(false));
        for project in shape.projects(&run, &run) {
            println!("{} plan {:?} proj {:?} set {:?} done {:?} due {:?} later {:?} waits {:?} nodes {} problems {} p {:?}", project.name.zh, project.planned, project.projected, project.set, project.done, project.due, project.later.iter().map(|m| (var(&m.stage), m.month)).collect::<Vec<_>>(),
              project.waits.iter().map(|w| format!("{}{}", w.name.zh, w.percent)).collect::<Vec<_>>(), project.nodes.len(), project.problems.len(), finishes.by(project.row, JUNE));
        }
    }
}
