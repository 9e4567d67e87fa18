//! The plans of a pack (方案): what a session weighs against each other.

use guoban_model::text::Language;
use serde::{Deserialize, Serialize};

use crate::edit;
use crate::scenario::Scenario;

/// Most plans at a time.
pub const MOST_PLANS: usize = 40;

/// What a session writes down about a plan. It changes no figure and is in no link: it may name people. Stored as the list of
/// its fields in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[String; 6]", into = "[String; 6]")]
pub struct Record {
    /// 问题: what the session wanted to know.
    pub question: String,
    /// 预期: what it expected before it looked.
    pub expectation: String,
    /// 发现: what it saw.
    pub finding: String,
    /// 决定: what follows.
    pub decision: String,
    /// Who decided, as typed.
    pub who: String,
    /// When, as typed.
    pub when: String,
}

impl From<[String; 6]> for Record {
    fn from([question, expectation, finding, decision, who, when]: [String; 6]) -> Self {
        Self { question, expectation, finding, decision, who, when }
    }
}

impl From<Record> for [String; 6] {
    fn from(record: Record) -> Self {
        let Record { question, expectation, finding, decision, who, when } = record;
        [question, expectation, finding, decision, who, when]
    }
}

impl Record {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One field.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Question => &self.question,
            Field::Expectation => &self.expectation,
            Field::Finding => &self.finding,
            Field::Decision => &self.decision,
            Field::Who => &self.who,
            Field::When => &self.when,
        }
    }

    pub(crate) fn get_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Question => &mut self.question,
            Field::Expectation => &mut self.expectation,
            Field::Finding => &mut self.finding,
            Field::Decision => &mut self.decision,
            Field::Who => &mut self.who,
            Field::When => &mut self.when,
        }
    }
}

/// A field of a [`Record`], stored as its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Field {
    /// 问题.
    Question,
    /// 预期.
    Expectation,
    /// 发现.
    Finding,
    /// 决定.
    Decision,
    /// Who.
    Who,
    /// When.
    When,
}

impl TryFrom<u8> for Field {
    type Error = &'static str;

    fn try_from(place: u8) -> Result<Self, Self::Error> {
        Self::ALL.get(usize::from(place)).copied().ok_or("no field of a record")
    }
}

impl From<Field> for u8 {
    fn from(field: Field) -> Self {
        field as Self
    }
}

impl Field {
    /// All, in the order they are filled in.
    pub const ALL: [Self; 6] =
        [Self::Question, Self::Expectation, Self::Finding, Self::Decision, Self::Who, Self::When];

    pub(crate) fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Question, Language::Zh) => "记录问题",
            (Self::Expectation, Language::Zh) => "记录预期",
            (Self::Finding, Language::Zh) => "记录发现",
            (Self::Decision, Language::Zh) => "记录决定",
            (Self::Who, Language::Zh) => "记录由谁决定",
            (Self::When, Language::Zh) => "记录何时决定",
            (Self::Question, Language::En) => "Record the question",
            (Self::Expectation, Language::En) => "Record the expectation",
            (Self::Finding, Language::En) => "Record the finding",
            (Self::Decision, Language::En) => "Record the decision",
            (Self::Who, Language::En) => "Record who decided",
            (Self::When, Language::En) => "Record when it was decided",
        }
    }
}

/// A plan as it is stored: its fields in their order.
type Stored = (u32, Scenario, Scenario, Option<Scenario>, Option<String>);

impl From<Stored> for Plan {
    fn from((number, scenario, opened, shared, link): Stored) -> Self {
        Self { number, scenario, opened, shared, link }
    }
}

impl From<Plan> for Stored {
    fn from(Plan { number, scenario, opened, shared, link }: Plan) -> Self {
        (number, scenario, opened, shared, link)
    }
}

/// A plan: a scenario with what it was opened with and what was last shared of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Plan {
    /// Its number among the plans it was made with; never given twice.
    pub number: u32,
    /// What it sets, with its record and its log of problems.
    pub scenario: Scenario,
    /// As opened.
    pub opened: Scenario,
    /// As last shared, or as the link it came from says.
    pub shared: Option<Scenario>,
    /// The link that says what is in `shared`.
    pub link: Option<String>,
}

impl Plan {
    /// A plan that was never shared.
    pub fn new(number: u32, scenario: Scenario) -> Self {
        Self { number, opened: scenario.clone(), scenario, shared: None, link: None }
    }

    /// A plan out of a link.
    pub fn from_link(number: u32, scenario: Scenario, link: String) -> Self {
        Self { shared: Some(scenario.clone()), link: Some(link), ..Self::new(number, scenario) }
    }

    /// Items that differ from the last shared version, or from the one opened if it was never shared.
    pub fn unshared(&self) -> usize {
        edit::difference(&self.with_log(self.shared.as_ref().unwrap_or(&self.opened)), &self.scenario).len()
    }

    /// The link that says what the plan is now; nothing where it has gone on since.
    pub fn address(&self) -> Option<&str> {
        self.link.as_deref().filter(|_| self.shared.is_some() && self.unshared() == 0)
    }

    /// Another version of the scenario with log and record as they are now: going back to a version takes nothing that was
    /// written out of the way, and no link holds any of it.
    pub(crate) fn with_log(&self, other: &Scenario) -> Scenario {
        let Scenario { problems, record, .. } = self.scenario.clone();
        Scenario { problems, record, ..other.clone() }
    }
}

/// A name no plan has yet: 方案甲, 方案乙, …
pub fn fresh_name(plans: &[Plan], language: Language) -> String {
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let is_free = |name: &String| plans.iter().all(|plan| plan.scenario.name != *name);
    let name = |index: usize| match (language, STEMS.get(index), u8::try_from(index).ok().filter(|index| *index < 26)) {
        (Language::Zh, Some(stem), _) => format!("方案{stem}"),
        (Language::Zh, None, _) => format!("方案{}", index + 1),
        (Language::En, _, Some(letter)) => format!("Plan {}", char::from(b'A' + letter)),
        (Language::En, _, None) => format!("Plan {}", index + 1),
    };
    (0..=plans.len()).map(name).find(is_free).unwrap_or_default()
}

/// The name of a copy that no plan has yet.
pub fn copy_name(plans: &[Plan], original: &str, language: Language) -> String {
    if original.is_empty() {
        return fresh_name(plans, language);
    }
    let word = if language == Language::Zh { "副本" } else { "copy" };
    let name = |count: usize| match count {
        1 => format!("{original} {word}"),
        count => format!("{original} {word} {count}"),
    };
    let is_free = |name: &String| plans.iter().all(|plan| plan.scenario.name != *name);
    (1..=plans.len() + 1).map(name).find(is_free).unwrap_or_default()
}

/// A name as given, or the first numbered one that no plan has yet.
pub fn free_name(plans: &[Plan], wanted: &str) -> String {
    let name = |count: usize| if count == 1 { wanted.to_owned() } else { format!("{wanted} {count}") };
    let is_free = |name: &String| plans.iter().all(|plan| plan.scenario.name != *name);
    (1..=plans.len() + 1).map(name).find(is_free).unwrap_or_default()
}

/// All plans in their order, one of them open. There is always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Desk {
    plans: Vec<Plan>,
    /// Place of the open one.
    open: usize,
}

impl Desk {
    pub(crate) fn new(plan: Plan) -> Self {
        Self { plans: vec![plan], open: 0 }
    }

    /// Plans as they were stored; `None` where there are none, too many, or two of one number.
    pub(crate) fn of(plans: Vec<Plan>, open: usize) -> Option<Self> {
        let twice = plans.iter().enumerate().any(|(at, plan)| plans[..at].iter().any(|one| one.number == plan.number));
        (open < plans.len() && plans.len() <= MOST_PLANS && !twice).then_some(Self { plans, open })
    }

    pub(crate) fn plans(&self) -> &[Plan] {
        &self.plans
    }

    pub(crate) fn open_place(&self) -> usize {
        self.open
    }

    pub(crate) fn open(&self) -> &Plan {
        &self.plans[self.open]
    }

    pub(crate) fn open_mut(&mut self) -> &mut Plan {
        &mut self.plans[self.open]
    }

    pub(crate) fn place(&self, number: u32) -> Option<usize> {
        self.plans.iter().position(|plan| plan.number == number)
    }

    pub(crate) fn turn_to(&mut self, number: u32) {
        if let Some(place) = self.place(number) {
            self.open = place;
        }
    }

    pub(crate) fn plan_mut(&mut self, number: u32) -> Option<&mut Plan> {
        self.plans.iter_mut().find(|plan| plan.number == number)
    }

    /// Puts a plan at a place and opens it.
    pub(crate) fn put(&mut self, at: usize, plan: Plan) {
        let at = at.min(self.plans.len());
        self.plans.insert(at, plan);
        self.open = at;
    }

    /// Takes a plan away, unless it is the only one; the one after it is open then, if it was.
    pub(crate) fn take(&mut self, number: u32) -> Option<(usize, Plan)> {
        let at = self.place(number).filter(|_| self.plans.len() > 1)?;
        let plan = self.plans.remove(at);
        if self.open > at || self.open == self.plans.len() {
            self.open -= 1;
        }
        Some((at, plan))
    }

    /// Moves a plan to another place.
    pub(crate) fn shift(&mut self, number: u32, to: usize) {
        let open = self.open().number;
        if let Some((at, to)) = self.place(number).map(|at| (at, to.min(self.plans.len() - 1))) {
            let plan = self.plans.remove(at);
            self.plans.insert(to, plan);
        }
        self.turn_to(open);
    }
}
