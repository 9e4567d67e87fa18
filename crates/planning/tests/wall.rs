//! The wall chart of the shipped packs: what is found in them, that it follows levers, and that back-scheduling agrees with the plan.

#![allow(clippy::unwrap_used)]

use guoban_model::model::{Model, Projection};
use guoban_model::pack::VariableId;
use guoban_model::read::read_pack;
use guoban_planning::scenario::Scenario;
use guoban_planning::wall::{
    Back, By, Finishes, JUNE, Logged, MONTHS, Project, Shape, Span, StageKind, back_schedule, finish_setting, funnels,
    logged,
};

const PACKS: [&str; 7] = [
    "border-city",
    "border-city-2",
    "border-city-1",
    "urban-district",
    "renewal-district",
    "china-2023",
    "china-2023-1",
];

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
fn what_projects_are_is_found_in_every_pack() {
    let found = PACKS.map(|name| {
        let model = model(name);
        let pack = model.pack();
        let of = |id: VariableId| pack.variables[id.0].id.clone();
        let shape = Shape::of(pack)?;
        let table = &pack.tables[shape.table.0];
        let column = |index: usize| table.columns[index].id.clone();
        let groups: Vec<String> = shape.groups.iter().map(|index| column(*index)).collect();
        let later: Vec<String> = shape.later.iter().map(|id| of(*id)).collect();
        Some((
            table.id.clone(),
            of(shape.position),
            shape.begun.map(of),
            shape.done.map(of),
            later.join(" "),
            column(shape.start),
            shape.finish.map(column),
            groups.join(" "),
            (shape.nodes.len(), shape.problems.len()),
        ))
    });
    let some = |text: &str| Some(text.to_owned());
    let all = |begun: &str, done: Option<&str>, later: &str, finish: Option<&str>, groups: &str, links| {
        let text = |text: &str| text.to_owned();
        Some((
            text("project"),
            text("project_position"),
            some(begun),
            done.map(text),
            text(later),
            text("start"),
            finish.map(text),
            text(groups),
            links,
        ))
    };
    let border = || all("project_started", Some("project_done"), "plant_in", Some("finish"), "kind county_of", (0, 0));
    let urban = all("project_begun", None, "", None, "town kind investor six", (0, 0));
    let renewal = all("project_begun", Some("project_done"), "", Some("finish"), "kind stage street zone", (1, 1));
    assert_eq!(found, [border(), border(), border(), urban, renewal, None, None]);
}

/// Owners of projects by how many they have to act on, the most first.
fn owners(name: &str) -> Vec<(String, usize)> {
    let Opened { shape, run, projects, .. } = opened(name);
    let groups = shape.grouped(run.pack(), By::Owner, &projects);
    let mut found: Vec<_> = groups.into_iter().map(|group| (group.word, group.projects.len())).collect();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found
}

#[test]
fn projects_are_grouped_by_who_has_to_act_where_no_table_names_owners() {
    let named = ["border-city", "urban-district", "renewal-district"].map(owners);
    let shown =
        named.map(|owners| owners.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", "));
    assert_eq!(
        shown,
        [
            "财政局 15, 发改委 7, 自然资源局 5",
            "财政局 11, 征拆办 5",
            "财政局 8, 发改局 3, 人社局 1, 工信局 1, 园区管委会 1, 自然资源局 1, 河湾街道 1, 住建局 1, 北埠街道 1",
        ]
    );
}

#[test]
fn funnels_are_chains_of_three_or_more() {
    let found = PACKS.map(|name| {
        let model = model(name);
        let pack = model.pack();
        let names = |funnel: &guoban_planning::wall::Funnel| {
            let stages: Vec<&str> = funnel.stages.iter().map(|id| pack.variables[id.0].id.as_str()).collect();
            format!("{}: {}", pack.tables[funnel.table.0].id, stages.join(" "))
        };
        funnels(pack).iter().map(names).collect::<Vec<_>>().join("; ")
    });
    let [urban, renewal] =
        ["class: screened_firms qualified filed entered_monthly", "area: demo_share land_share start_share"];
    assert_eq!(found, ["", "", "", urban, renewal, "", ""]);
    let model = model("renewal-district");
    let run = run(&model, &Scenario::baseline(model.pack()));
    for funnel in funnels(model.pack()) {
        for row in funnel.rows(&run) {
            for pair in row.stages.windows(2) {
                assert!(pair[0].year >= pair[1].year && pair[0].half >= pair[1].half, "{row:?}");
                assert!(pair[1].span.0.is_none() || pair[0].span.0 <= pair[1].span.0, "{row:?}");
            }
        }
    }
}

#[test]
fn every_project_of_every_pack_has_its_months_and_agrees_with_the_run() {
    for name in ["border-city", "border-city-2", "border-city-1", "urban-district", "renewal-district"] {
        let Opened { shape, run, projects, .. } = opened(name);
        let rows = &run.pack().tables[shape.table.0].rows;
        assert_eq!(projects.len(), rows.len());
        for project in &projects {
            let told = format!("{name}: {project:?}");
            let (start, finish) = (project.planned.start.unwrap(), project.planned.finish.unwrap());
            assert!(start <= finish, "{told}");
            assert_eq!(project.projected, project.without, "{told}");
            assert_eq!(project.moved().unwrap_or(0), 0, "{told}");
            if let Some((_, set)) = project.set {
                assert_eq!(set, finish, "{told}");
            }
            if let Some(month) = project.projected.finish {
                let at = |month: i32| run.at(shape.position, project.row, month).unwrap();
                assert!(at(month) >= shape.complete_at && at(month - 1) < shape.complete_at, "{told}");
                assert!(project.projected.start.unwrap() <= month, "{told}");
                assert!(project.later.iter().all(|mark| shape.done.is_none() || mark.month >= month), "{told}");
            }
            assert!(project.waits.iter().all(|wait| wait.percent.is_sign_positive() && wait.share() < 1.0), "{told}");
        }
        // Groups part the projects: each is in one.
        for by in shape.ways(&projects) {
            let mut places: Vec<usize> =
                shape.grouped(run.pack(), by, &projects).into_iter().flat_map(|group| group.projects).collect();
            places.sort_unstable();
            assert!(places.into_iter().eq(0..projects.len()));
        }
    }
}

#[test]
fn what_holds_projects_up_is_named() {
    let city = opened("border-city");
    let named = |project: &Project| {
        project.waits.iter().map(|wait| format!("{} {}", wait.name.zh, wait.percent)).collect::<Vec<_>>()
    };
    let rare = city.projects.iter().find(|project| project.name.zh == "稀土分离二期").unwrap();
    assert_eq!(named(rare), ["用地保障率 60", "资金保障 78"]);
    assert!(rare.projected.start > rare.planned.start);
    let district = opened("renewal-district");
    let base = district.projects.iter().find(|project| project.name.zh == "先进膜材料基地").unwrap();
    let problem = &base.problems[0];
    assert_eq!((problem.name.zh.as_str(), problem.due, problem.is_late()), ("缺焊工等技工", Some(3), true));
    assert_eq!(problem.by.iter().map(|by| by.zh.as_str()).collect::<Vec<_>>(), ["人社局", "副局长"]);
    assert_eq!(base.nodes.iter().map(|node| (node.due, node.is_late())).collect::<Vec<_>>().len(), 2);
}

#[test]
fn a_finish_that_is_set_moves_its_project_only() {
    for name in ["border-city", "renewal-district"] {
        let Opened { model, shape, run: plain, projects } = opened(name);
        let pack = model.pack();
        let levers = projects.iter().filter_map(|project| Some((project.row, project.set?)));
        let mut moved = 0;
        for (row, (lever, month)) in levers {
            let lever = &pack.levers[lever.0];
            let later = finish_setting(month + 2);
            assert!(later <= lever.max, "{}", lever.id);
            let mut scenario = Scenario::baseline(pack);
            scenario.set_lever(pack, &lever.id, later);
            let after = shape.projects(&run(&model, &scenario), &plain);
            assert_eq!(after[row].set.unwrap().1, month + 2);
            assert_eq!(after[row].planned, projects[row].planned, "the plan stays");
            if let Some(by) = after[row].moved() {
                assert!(by >= 0, "{}: {by}", lever.id);
                moved += usize::from(by > 0);
            }
            let others = after.iter().zip(&projects).filter(|(after, _)| after.row != row);
            assert!(others.into_iter().all(|(after, before)| after.projected == before.projected), "{}", lever.id);
        }
        assert!(moved > 10, "{name}: {moved}");
    }
}

#[test]
fn draws_complete_what_a_run_completes() {
    for name in ["border-city", "urban-district", "renewal-district"] {
        let Opened { model, shape, run, projects } = opened(name);
        let scenario = Scenario::baseline(model.pack());
        let finishes = Finishes::count(&model, &scenario, &shape, &run);
        assert_eq!(finishes, Finishes::count(&model, &scenario, &shape, &run), "the same draws");
        let mut expected = 0.0;
        for project in &projects {
            let mut last = 0.0;
            for month in finishes.from..MONTHS {
                let share = finishes.by(project.row, month).unwrap();
                assert!((last..=1.0).contains(&share), "{name}: {project:?}");
                last = share;
            }
            expected += finishes.by(project.row, JUNE).unwrap();
        }
        for december in [false, true] {
            let total: f64 = finishes.completed(december).iter().sum();
            assert!((total - 1.0).abs() < 1e-9);
        }
        // What projects expect apart, the count expects together.
        let mean: f64 = finishes.completed(false).iter().enumerate().map(|(count, share)| count as f64 * share).sum();
        assert!((mean - expected).abs() < 1e-9, "{name}: {mean} {expected}");
        let [low, middle, high] = finishes.range(true);
        assert!(low <= middle && middle <= high);
        // Where everything is supposed, every draw is the run.
        let mut settled = scenario.clone();
        for assumption in &model.pack().assumptions {
            settled.assumptions.insert(assumption.id.clone(), assumption.mid);
        }
        let run = model.run(&settled.settings(model.pack()));
        let finishes = Finishes::count(&model, &settled, &shape, &run);
        for project in shape.projects(&run, &run) {
            let by = project.projected.finish.is_some_and(|finish| finish <= JUNE);
            assert_eq!(finishes.by(project.row, JUNE), Some(f64::from(u8::from(by))), "{name}: {project:?}");
        }
    }
}

#[test]
fn a_finish_forward_is_likelier_by_june() {
    let Opened { model, shape, projects, .. } = opened("border-city");
    let pack = model.pack();
    let plant = projects.iter().find(|project| project.name.zh == "氧化铝项目").unwrap();
    let (lever, month) = plant.set.unwrap();
    let chances = [-1, 0, 1].map(|by| {
        let mut scenario = Scenario::baseline(pack);
        scenario.set_lever(pack, &pack.levers[lever.0].id, finish_setting(month + by));
        let run = model.run(&scenario.settings(pack));
        Finishes::count(&model, &scenario, &shape, &run).by(plant.row, JUNE).unwrap()
    });
    assert!(chances[0] >= chances[1] && chances[1] > chances[2], "{chances:?}");
}

#[test]
fn back_scheduling_from_the_planned_finish_is_the_plan_and_moves_with_the_wanted_one() {
    for name in ["border-city", "urban-district", "renewal-district"] {
        let Opened { run, projects, .. } = opened(name);
        let now = run.as_of().month.offset_from(run.pack().year);
        for project in projects.iter().filter(|project| project.projected.finish.is_none_or(|finish| finish >= now)) {
            let planned = project.planned.finish.unwrap();
            let back = back_schedule(project, planned, now).unwrap();
            let told = format!("{name}: {project:?} {back:?}");
            assert!(!back.is_done && back.stages.is_sorted_by_key(|stage| stage.latest), "{told}");
            for stage in &back.stages {
                if let (Some(month), true) = (stage.planned, !matches!(stage.kind, StageKind::Ready(_))) {
                    assert_eq!(stage.latest, month, "{told}");
                }
            }
            let sooner = back_schedule(project, planned - 2, now).unwrap();
            for kind in [StageKind::Start, StageKind::Finish] {
                let latest = |back: &Back| back.stages.iter().find(|stage| stage.kind == kind).unwrap().latest;
                assert_eq!(latest(&sooner), latest(&back) - 2, "{told}");
            }
            if let (Some(slow), Some(fast)) = (back.pace, sooner.pace) {
                assert!(fast > slow, "{told}");
            }
            // A projected finish that is later than wanted is behind, by as much.
            let finish = back.stages.iter().find(|stage| stage.kind == StageKind::Finish).unwrap();
            assert_eq!(finish.float(), project.slip().map(|slip| -slip), "{told}");
            assert_eq!(finish.is_behind(), project.projected.finish.is_none_or(|month| month > planned), "{told}");
        }
    }
}

#[test]
fn what_is_to_be_done_in_the_months_left_says_how_fast() {
    let project = Project {
        row: 0,
        planned: Span { start: Some(0), finish: Some(9) },
        projected: Span { start: Some(0), finish: Some(9) },
        done: Some(0.4),
        ..Project::default()
    };
    // Six tenths of ten months are left; from May through June there are two.
    assert_eq!(back_schedule(&project, 5, 4).unwrap().pace, Some(3.0));
    assert_eq!(back_schedule(&project, 9, 4).unwrap().pace, Some(1.0));
    assert_eq!(back_schedule(&project, 3, 4).unwrap().pace, None);
    let unplanned = Project { planned: Span::default(), ..project };
    assert_eq!(back_schedule(&unplanned, 5, 4), None);
}

#[test]
fn the_packs_own_log_is_what_is_found_by_the_date_and_cleared_as_the_run_says() {
    let of = |name: &str| {
        let model = model(name);
        logged(&run(&model, &Scenario::baseline(model.pack())))
    };
    for name in ["border-city", "border-city-2", "border-city-1", "urban-district", "china-2023", "china-2023-1"] {
        assert!(of(name).is_empty(), "{name}");
    }
    let found = of("renewal-district");
    assert_eq!(found.len(), 8);
    let loan = found.iter().find(|problem| problem.id == "i4").unwrap();
    assert_eq!(loan.problem.name.zh, "贷款未落实");
    assert!(loan.holds.is_some() && !loan.is_solved && !loan.is_overdue && loan.problem.is_late());
    let by: Vec<&str> = loan.problem.by.iter().map(|name| &*name.zh).collect();
    assert_eq!(by, ["财政局", "科长"]);
    assert_eq!((loan.problem.due, loan.problem.month), (Some(4), Some(8)));
    assert!(found.windows(2).all(|pair| pair[0].problem.due <= pair[1].problem.due), "what is due first stands first");

    let as_of = |date: &str, earlier: &str| {
        let file = format!("{}/../../www/packs/renewal-district.toml", env!("CARGO_MANIFEST_DIR"));
        let read = read_pack(&std::fs::read_to_string(file).unwrap()).unwrap();
        let model = read.compile(date.parse().unwrap()).unwrap();
        let mut plan = Scenario::baseline(model.pack());
        plan.set_lever(model.pack(), "clearing", earlier.parse().unwrap());
        logged(&run(&model, &plan))
    };
    let counts = |log: &[Logged]| {
        let count = |wanted: fn(&Logged) -> bool| log.iter().filter(|problem| wanted(problem)).count();
        (log.len(), count(|problem| problem.is_solved), count(|problem| problem.is_overdue))
    };
    // In January only what was found by then; in June some are cleared and stand last, others are overdue.
    assert_eq!(counts(&as_of("2026-01-20", "0")), (2, 0, 0));
    let june = as_of("2026-06-20", "0");
    assert_eq!(counts(&june), (8, 4, 2));
    assert!(june[4..].iter().all(|problem| problem.is_solved));
    // A measure that clears problems earlier moves the months.
    let month = |log: &[Logged]| log.iter().find(|problem| problem.id == "i8").unwrap().problem.month;
    assert_eq!((month(&as_of("2026-03-29", "0")), month(&as_of("2026-03-29", "2"))), (Some(11), Some(9)));
}
