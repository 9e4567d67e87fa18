//! `cargo xtask build --single`: the whole site as one HTML file, which opens from a disk or a shared folder.
//!
//! The page's styles and scripts stand in it as they are, every other file in base64; `www/single.js` answers what the
//! app fetches from there. The modules become one script, as a page opened from a disk may not import. The
//! content-security policy allows exactly these scripts and styles, by their hashes, and no connection at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{
    compress,
    error::Error,
    files::{self, put, write},
    offline,
    packs::List,
    setup::Ready,
    workspace::Workspace,
};

/// A start tag that this step takes out of the page or gives another form.
#[derive(Debug, PartialEq, Eq)]
struct Tag<'a> {
    /// All of it, from `<` to `>`; with a script's end tag.
    whole: &'a str,
    name: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute in double quotes.
    fn attribute(&self, name: &str) -> Option<&'a str> {
        let at = self.whole.find(&format!(" {name}=\""))?;
        self.whole[at..].split('"').nth(1)
    }
}

/// Writes the file from a finished site and gives its path.
pub fn write_from(workspace: &Workspace, ready: &Ready, site: &Path) -> Result<PathBuf, Error> {
    let place = site.join("index.html");
    let page = read(&place)?;
    let module = start(&page).ok_or_else(|| absent("data-js", &place))?;
    let app = bundle(ready, &site.join(module))?;
    let single = read(&workspace.root().join("www").join("single.js"))?;

    let mut policy = Policy::default();
    let mut html = String::new();
    let mut rest = page.as_str();
    let mut embedded = vec!["index.html".to_owned(), module.to_owned(), offline::WORKER.to_owned()];
    let mut scripts = vec![app, single];
    while let Some((before, tag, after)) = next_tag(rest) {
        html.push_str(before);
        rest = after;
        let local = |name| tag.attribute(name).map(|value| value.trim_start_matches("./").to_owned());
        match (tag.name, tag.attribute("rel").or(tag.attribute("name")).or(tag.attribute("http-equiv"))) {
            ("link", Some("stylesheet")) => {
                let file = local("href").ok_or_else(|| absent("href", &place))?;
                html.push_str(&policy.style(&read(&site.join(&file))?));
                embedded.push(file);
            }
            ("link", Some("icon")) => {
                let file = local("href").ok_or_else(|| absent("href", &place))?;
                let icon = STANDARD.encode(read(&site.join(&file))?);
                html.push_str(&format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">"));
                embedded.push(file);
            }
            // What is fetched early from a host is here already; there is no host to keep a copy of.
            ("link", Some("preload" | "modulepreload")) | ("meta", Some("guoban-build")) => {}
            ("meta", Some("Content-Security-Policy")) => html.push_str(POLICY_MARK),
            ("script", _) if tag.attribute("src").is_some() => {
                let file = local("src").ok_or_else(|| absent("src", &place))?;
                if !file.starts_with("import-") {
                    scripts.push(read(&site.join(&file))?);
                }
                embedded.push(file);
            }
            _ => html.push_str(tag.whole),
        }
    }
    html.push_str(rest);

    embedded.extend(List::of(site)?.earlier_texts());
    let mut tail = String::new();
    for name in files::below(site)? {
        if !embedded.contains(&name) && !compress::is_compressed(&name) && is_fetched(&name) {
            let path = site.join(&name);
            let text = STANDARD.encode(fs::read(&path).map_err(Error::file("read", path))?);
            tail.push_str(&format!("<script type=\"application/octet-stream\" data-file=\"{name}\">{text}</script>\n"));
        }
    }
    // In the order in which a page with files runs them, after everything they look for.
    for script in scripts {
        tail.push_str(&policy.script(&script));
    }
    let html = put(&html, "</body>", &format!("{tail}</body>"), &place)?;
    let html = put(&html, POLICY_MARK, &policy.statement(), &place)?;
    let file = workspace.single();
    if let Some(directory) = file.parent() {
        fs::create_dir_all(directory).map_err(Error::file("create", directory))?;
    }
    write(&file, &html)?;
    Ok(file)
}

/// Stands for the policy until all scripts are known.
const POLICY_MARK: &str = "<!-- policy -->";

/// The hashes of what may run and dress the page.
#[derive(Debug, Default)]
struct Policy {
    scripts: String,
    styles: String,
}

impl Policy {
    fn script(&mut self, text: &str) -> String {
        // A closing tag inside a script would end it; in a string or a pattern a backslash changes nothing.
        let text = text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
        self.scripts.push_str(&source(&text));
        format!("<script>{text}</script>\n")
    }

    fn style(&mut self, text: &str) -> String {
        self.styles.push_str(&source(text));
        format!("<style>{text}</style>")
    }

    fn statement(&self) -> String {
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             script-src 'wasm-unsafe-eval'{}; style-src{}; img-src data: blob:; base-uri 'none'; form-action 'none'\">",
            self.scripts, self.styles
        )
    }
}

fn source(text: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Scripts that are not named in the page are part of the app's module, or serve a host only.
fn is_fetched(name: &str) -> bool {
    !name.ends_with(".js") && !name.ends_with(".css")
}

/// The module the page starts with.
fn start(page: &str) -> Option<&str> {
    let mut rest = page;
    while let Some((_, tag, after)) = next_tag(rest) {
        if tag.attribute("name") == Some("guoban-start") {
            return tag.attribute("data-js").map(|name| name.trim_start_matches("./"));
        }
        rest = after;
    }
    None
}

/// The next `link`, `meta` or `script`: what stands before it, itself, what comes after.
fn next_tag(html: &str) -> Option<(&str, Tag<'_>, &str)> {
    let found = |name: &'static str| html.find(&format!("<{name} ")).map(|at| (at, name));
    let (at, name) = ["link", "meta", "script"].into_iter().filter_map(found).min()?;
    let length = match name {
        "script" => html[at..].find("</script>")? + "</script>".len(),
        _ => html[at..].find('>')? + 1,
    };
    let (whole, after) = html[at..].split_at(length);
    Some((&html[..at], Tag { whole, name }, after))
}

/// The app's module with all it imports, as a script that sets `guobanApp`.
fn bundle(ready: &Ready, module: &Path) -> Result<String, Error> {
    ready
        .program("esbuild")
        .arg(module)
        .args(["--bundle", "--format=iife", "--global-name=guobanApp", "--define:import.meta.url=document.baseURI"])
        .args(["--minify", "--charset=utf8", "--log-level=error"])
        .capture()
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::file("read", path))
}

fn absent(text: &str, path: &Path) -> Error {
    Error::NotOnce { text: text.to_owned(), path: path.to_path_buf() }
}

#[cfg(test)]
mod tests {
    use super::{Policy, next_tag, start};

    const PAGE: &str = "<head>\n<link rel=\"icon\" href=\"./a.svg\"/><meta name=\"guoban-start\" data-js=\"./app-1.js\">\
                        <script src=\"./b.js\" defer></script></head>";

    #[test]
    fn tags_are_found_in_their_order() {
        let (before, icon, after) = next_tag(PAGE).unwrap();
        assert_eq!((before, icon.name, icon.attribute("href")), ("<head>\n", "link", Some("./a.svg")));
        let (_, meta, after) = next_tag(after).unwrap();
        assert_eq!((meta.name, meta.attribute("href")), ("meta", None));
        let (before, script, after) = next_tag(after).unwrap();
        assert_eq!((before, script.whole), ("", "<script src=\"./b.js\" defer></script>"));
        assert_eq!(after, "</head>");
        assert_eq!(start(PAGE), Some("app-1.js"));
    }

    #[test]
    fn a_script_cannot_end_early_and_its_hash_is_that_of_what_stands_in_the_page() {
        let mut policy = Policy::default();
        assert_eq!(policy.script("a('</script>')"), "<script>a('<\\/script>')</script>\n");
        let mut same = Policy::default();
        same.script("a('<\\/script>')");
        assert_eq!(policy.scripts, same.scripts);
        assert!(policy.statement().contains("script-src 'wasm-unsafe-eval' 'sha256-"));
    }
}
