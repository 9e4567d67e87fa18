//! What is inside the modules of the site: bytes of code by crate and by part of the page.
//!
//! A module that is shipped has no names. The optimiser writes down beside each what its functions were called just before it
//! takes the names out; sizes are those of the shipped module, so that they add up to it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{error::Error, files};

/// Groups below this many bytes are told together.
const LEAST: usize = 1_000;
/// How the file with the names of a module's functions ends.
pub const NAMES: &str = "names";

/// The code of one module, by where it was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Inside {
    /// The module's name before it was published.
    name: String,
    /// Bytes of data: texts, tables.
    data: usize,
    /// Bytes by crate, and in ours by module of the source.
    groups: Vec<(String, usize)>,
}

/// Looks into every optimised module of a directory, largest first.
pub fn modules(optimised: &Path) -> Result<Vec<Inside>, Error> {
    let mut found = Vec::new();
    for name in files::below(optimised)?.iter().filter(|name| name.ends_with(".wasm")) {
        let path = optimised.join(name);
        let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
        let names = path.with_extension(NAMES);
        let names = fs::read_to_string(&names).map_err(Error::file("read", &names))?;
        let stem = name.trim_end_matches(".wasm").trim_end_matches("_bg").to_owned();
        found.push(Inside::of(stem, &bytes, &names).ok_or_else(|| Error::NotWasm(PathBuf::from(&path)))?);
    }
    found.sort_by_key(|inside| std::cmp::Reverse(inside.code()));
    Ok(found)
}

/// Prints them; those that hold less than a group worth telling in one line.
pub fn print(modules: &[Inside]) {
    println!("{:>10}             inside the modules, before compression", "raw");
    let (told, tiny): (Vec<_>, Vec<_>) = modules.iter().partition(|module| module.code() + module.data >= LEAST);
    for module in told {
        println!("{:>10}             {}: code; {} of data", module.code(), module.name, module.data);
        let (groups, rest): (Vec<_>, Vec<_>) = module.groups.iter().partition(|(_, bytes)| *bytes >= LEAST);
        for (group, bytes) in groups {
            println!("{:>10} {bytes:>10}    {group}", "");
        }
        let rest: usize = rest.iter().map(|(_, bytes)| bytes).sum();
        println!("{:>10} {rest:>10}    groups below {LEAST}", "");
    }
    let bytes: usize = tiny.iter().map(|module| module.code() + module.data).sum();
    println!("{bytes:>10}             {} modules below {LEAST}\n", tiny.len());
}

impl Inside {
    /// Reads a module and the names of its functions, one a line after their number.
    fn of(name: String, module: &[u8], names: &str) -> Option<Self> {
        let mut reader = Reader { bytes: module.get(8..)? };
        let (mut imported, mut sizes, mut data) = (0, Vec::new(), 0);
        while !reader.bytes.is_empty() {
            let (kind, size) = (reader.byte()?, reader.number()?);
            let mut section = Reader { bytes: reader.take(size)? };
            match kind {
                2 => imported = section.imported_functions()?,
                10 => sizes = section.bodies()?,
                11 => data = size,
                _ => {}
            }
        }
        let called: BTreeMap<usize, &str> = names
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter_map(|(n, name)| Some((n.parse().ok()?, name)))
            .collect();
        let mut groups: BTreeMap<String, usize> = BTreeMap::new();
        for (index, size) in sizes.into_iter().enumerate() {
            let name = called.get(&(imported + index)).copied().unwrap_or_default();
            *groups.entry(group(&plain(name))).or_default() += size;
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Some(Self { name, data, groups })
    }

    fn code(&self) -> usize {
        self.groups.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// A name as it stands in the source: binding the main module writes it so, cutting the others does not.
fn plain(name: &str) -> String {
    // What follows tells copies of a function apart.
    let name = name.split([' ', '.']).next().filter(|name| name.starts_with('_')).unwrap_or(name);
    format!("{:#}", rustc_demangle::demangle(name))
}

/// Where a function was written: its crate, and in our crates the module of the source.
fn group(name: &str) -> String {
    // `<Type as Trait>::method` is written where the type is, unless that belongs to the language.
    let own = |path: &&&str| path.starts_with("guoban");
    let words = name.split(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | ':')));
    let paths: Vec<&str> = words
        .map(|word| word.trim_end_matches(':'))
        .filter(|word| word.contains("::") && !word.starts_with(':'))
        .collect();
    let Some(path) = paths.iter().find(own).or(paths.first()) else {
        return "other".to_owned();
    };
    let mut parts = path.split("::");
    let first = parts.next().unwrap_or_default();
    let deep = if first == "guoban_app" { 2 } else { 1 };
    let is_module = |part: &&str| part.starts_with(|first: char| first.is_ascii_lowercase());
    let inside: Vec<&str> = parts.take_while(is_module).take(deep).collect();
    if first.starts_with("guoban") && !inside.is_empty() {
        format!("{first}::{}", inside.join("::"))
    } else {
        first.to_owned()
    }
}

/// Reads the format of WebAssembly modules.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// A number of seven bits a byte.
    fn number(&mut self) -> Option<usize> {
        let (mut value, mut shift) = (0_usize, 0);
        loop {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(value);
            }
        }
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.number()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }

    fn imported_functions(&mut self) -> Option<usize> {
        let mut functions = 0;
        for _ in 0..self.number()? {
            for _ in 0..2 {
                let length = self.number()?;
                self.take(length)?;
            }
            match self.byte()? {
                0 => {
                    self.number()?;
                    functions += 1;
                }
                1 => {
                    self.byte()?;
                    self.limits()?;
                }
                2 => self.limits()?,
                3 => drop(self.take(2)?),
                _ => return None,
            }
        }
        Some(functions)
    }

    /// The sizes of function bodies.
    fn bodies(&mut self) -> Option<Vec<usize>> {
        let mut sizes = Vec::new();
        for _ in 0..self.number()? {
            let size = self.number()?;
            self.take(size)?;
            sizes.push(size);
        }
        Some(sizes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Inside, group, plain};

    #[test]
    fn code_is_counted_where_it_was_written() {
        for (name, expected) in [
            ("guoban_app::views::bar::Bar::draw::h01", "guoban_app::views::bar"),
            ("<guoban_planning::judge::Board as core::clone::Clone>::clone::h1", "guoban_planning::judge"),
            ("core::slice::sort::stable::drift::sort::h2", "core"),
            ("core::ptr::drop_in_place<guoban_model::pack::Pack>::h3", "guoban_model::pack"),
            ("__wbindgen_malloc", "other"),
            (
                "_ZN10guoban_app5views3bar4Acts2of28_$u7b$$u7b$closure$u7d$$u7d$17haaeb759642506250E",
                "guoban_app::views::bar",
            ),
            ("_RNvMNtNtCsgXGp5Oqx2Ny_4core4char7methodsc8to_digit.625", "other"),
        ] {
            assert_eq!(group(&plain(name)), expected, "{name}");
        }
    }

    #[test]
    fn sizes_of_a_module_are_read_and_named() {
        // One imported function, two of our own: bodies of two and of four bytes; five bytes of data.
        let module = [
            &b"\0asm\x01\0\0\0"[..],
            &[2, 7, 1, 1, b'a', 1, b'b', 0, 0],
            &[10, 9, 2, 2, 0, 11, 4, 0, 1, 1, 11],
            &[11, 5, 1, 1, 2, b'x', b'y'],
        ]
        .concat();
        let names = "0:a\n1:guoban_model::pack::one::h1\n2:yew::two::h2";
        let inside = Inside::of("main".to_owned(), &module, names).unwrap();
        let groups = vec![("yew".to_owned(), 4), ("guoban_model::pack".to_owned(), 2)];
        assert_eq!(inside, Inside { name: "main".to_owned(), data: 5, groups });
        assert_eq!(Inside::of(String::new(), &module[..20], ""), None, "a module that is cut short is none");
    }
}
