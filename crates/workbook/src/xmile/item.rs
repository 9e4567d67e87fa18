//! What a file lists, and how it is written.

/// Which heading something is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What the session decides.
    Levers,
    /// What nobody here decides.
    Assumptions,
    /// Numbers of the pack.
    Constants,
    /// Cells of the pack's tables.
    Tables,
    /// What depends on the month alone.
    Calendar,
    /// Figures so far.
    Known,
    /// The pack's variables.
    Indicators,
    /// Parts of equations: sums so far, levels at the end of last month, what is too long.
    Parts,
}

impl Group {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 8] = [
        Self::Levers,
        Self::Assumptions,
        Self::Constants,
        Self::Tables,
        Self::Calendar,
        Self::Known,
        Self::Indicators,
        Self::Parts,
    ];
}

/// How something is computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// From other variables of the same month.
    Aux,
    /// The same, and it fills or drains a stock.
    Flow,
    /// From its flows, month by month.
    Stock {
        /// What fills it.
        inflow: String,
        /// What drains it.
        outflow: Option<String>,
    },
}

/// A variable of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// How it is computed.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Its equation; a stock's initial value.
    pub equation: String,
    /// The points between which the equation's value is looked up.
    pub points: Option<(Vec<f64>, Vec<f64>)>,
    /// Unit, where one word says it.
    pub unit: String,
    /// Lowest and highest feasible value.
    pub range: Option<(String, String)>,
    /// What a reader must know.
    pub note: String,
    /// Where it is listed.
    pub group: Group,
}

impl Item {
    /// A variable that follows from others.
    pub fn aux(group: Group, name: &str, equation: String) -> Self {
        Self {
            kind: Kind::Aux,
            name: name.to_owned(),
            equation,
            points: None,
            unit: String::new(),
            range: None,
            note: String::new(),
            group,
        }
    }

    /// As an element of the file.
    pub fn write(&self, to: &mut String) {
        let tag = match &self.kind {
            Kind::Aux => "aux",
            Kind::Flow => "flow",
            Kind::Stock { .. } => "stock",
        };
        *to += &format!("<{tag} name=\"{}\">", self.name);
        if !self.note.is_empty() {
            *to += &format!("<doc>{}</doc>", escaped(&self.note));
        }
        *to += &format!("<eqn>{}</eqn>", escaped(&self.equation));
        if let Kind::Stock { inflow, outflow } = &self.kind {
            *to += &format!("<inflow>{inflow}</inflow>");
            if let Some(outflow) = outflow {
                *to += &format!("<outflow>{outflow}</outflow>");
            }
        }
        if let Some((x, y)) = &self.points {
            *to += &format!("<gf><xpts>{}</xpts><ypts>{}</ypts></gf>", listed(x), listed(y));
        }
        // A word; more than that would be an expression of units.
        if !self.unit.is_empty() && self.unit.chars().all(char::is_alphabetic) {
            *to += &format!("<units>{}</units>", self.unit);
        }
        if let Some((low, high)) = &self.range {
            *to += &format!("<range min=\"{low}\" max=\"{high}\"/>");
        }
        *to += &format!("</{tag}>\n");
    }
}

fn listed(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{number}")).collect::<Vec<_>>().join(",")
}

/// A text as a file of XML holds it; what XML has no letter for is left out.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\n' | '\t' => safe.push(letter),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => {}
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_texts() {
        assert_eq!(escaped("<a href=\"x\">&\u{1}\u{ffff}</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
        let item = Item { note: "]]></doc><eqn>".to_owned(), ..Item::aux(Group::Parts, "a", "b < 1".to_owned()) };
        let mut text = String::new();
        item.write(&mut text);
        assert_eq!(text, "<aux name=\"a\"><doc>]]&gt;&lt;/doc&gt;&lt;eqn&gt;</doc><eqn>b &lt; 1</eqn></aux>\n");
    }
}
