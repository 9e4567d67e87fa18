//! Cutting the app's module into parts that are fetched when they are needed, and optimising each.
//!
//! Trunk has no step between compiling and binding, where a module has to be cut: so what it made is taken out of the site
//! again, and these steps go from the compiled module to the files of the site. See `docs/decisions/parts.md`.

use std::{
    fs,
    panic::resume_unwind,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use sha2::{Digest, Sha256};

use crate::{
    error::Error,
    files::{self, put, write},
    inside,
    process::Run,
    setup::Ready,
    workspace::Workspace,
};

/// The feature of the app that marks where it is cut.
pub const FEATURE: &str = "split";

/// What the compiler of the web's modules writes into them beyond the first version of WebAssembly.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Passes that were found to make the smallest module of the same speed (`docs/decisions/parts.md`).
const PASSES: [&str; 6] = ["--no-inline=*", "--flatten", "--rereloop", "-Oz", "-Oz", "--reorder-functions-by-name"];

/// What is taken out at the end: nothing that runs.
const STRIPS: [&str; 3] = ["--strip-debug", "--strip-producers", "--strip-target-features"];

/// What two or more parts share is cut into chunks, most of them tiny. Chunks below this many bytes travel in two files: those that
/// one of [`SOON`] needs, and the rest.
const SMALL: usize = 4_096;

/// The parts that are fetched right after the first verdict, whatever is looked at.
const SOON: [&str; 5] = ["bars", "draws", "keeper", "levers", "panels"];

/// Names of the two files.
const BUNDLES: [&str; 2] = ["small", "later"];

/// Chunks that are large, and named for what they do: by the parts that share them, in the order of their names.
const NAMED: [(&[&str], &str); 1] = [(&["intake", "reader"], "reading")];

/// Gives a chunk out of such a file; asked for again after it did not arrive.
const SMALL_SCRIPT: &str = "
const bundles = {};
function bundled(name, from, to) {
    bundles[name] ??= at(name).then((response) => {
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return response.arrayBuffer();
    });
    bundles[name].catch(() => (bundles[name] = undefined));
    const type = { headers: { \"content-type\": \"application/wasm\" } };
    return bundles[name].then((bytes) => new Response(bytes.slice(from, to), type));
}
";

/// How long optimising one part may take.
const LIMIT: Duration = Duration::from_secs(900);

/// How the names of the parts' files begin.
pub const PREFIX: &str = "part-";

/// Where the parts are made.
fn place(workspace: &Workspace) -> PathBuf {
    workspace.web_target().join("parts")
}

/// Where the parts are before they are named after their contents, each beside the names of its functions.
pub fn optimised(workspace: &Workspace) -> PathBuf {
    place(workspace).join("optimised")
}

/// Puts the parts into the site in the place of the one module that Trunk put there.
pub fn cut(workspace: &Workspace, ready: &Ready, site: &Path) -> Result<(), Error> {
    let compiled = ready.target().join("wasm32-unknown-unknown").join("release").join("guoban-app.wasm");
    let (place, optimised) = (place(workspace), optimised(workspace));
    if place.exists() {
        fs::remove_dir_all(&place).map_err(Error::file("empty", &place))?;
    }
    fs::create_dir_all(&optimised).map_err(Error::file("create", &optimised))?;
    ready
        .program("wasm-split-cli")
        .arg(&compiled)
        .arg(&place)
        .args(["--out-name", "main", "--target", "web"])
        .status()?;
    ready
        .program("wasm-bindgen")
        .arg(place.join("main.wasm"))
        .args(["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", "main", "--out-dir"])
        .arg(&place)
        .status()?;
    // The module before binding has served.
    fs::remove_file(place.join("main.wasm")).map_err(Error::file("remove", place.join("main.wasm")))?;
    let mut names = files::below(&place)?;
    names.retain(|name| name.ends_with(".wasm"));
    optimise_all(ready, &place, &optimised, &names)?;
    publish(&place, &optimised, site)
}

/// Optimises all modules, as many at a time as there are processors: most are tiny, and starting the optimiser takes longer.
fn optimise_all(ready: &Ready, place: &Path, optimised: &Path, names: &[String]) -> Result<(), Error> {
    let next = AtomicUsize::new(0);
    let work = || -> Result<(), Error> {
        while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
            optimise(ready, &place.join(name), &optimised.join(name))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..thread::available_parallelism().map_or(1, usize::from)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

fn optimise(ready: &Ready, from: &Path, to: &Path) -> Result<(), Error> {
    let names = format!("--symbolmap={}", to.with_extension(inside::NAMES).display());
    let run: Run =
        ready.program("wasm-opt").args(FEATURES).args(PASSES).arg(names).args(STRIPS).arg(from).arg("-o").arg(to);
    // Sections of names that it does not know it reports, and takes out with the rest.
    run.quietly_within(LIMIT).map_err(|(error, said)| {
        eprintln!("{said}");
        error
    })
}

/// Names the files after what is in them, and makes the page and the scripts ask for these names.
fn publish(place: &Path, optimised: &Path, site: &Path) -> Result<(), Error> {
    let index = site.join("index.html");
    let page = read(&index)?;
    let old_script = attribute(&page, "data-js").ok_or_else(|| absent("data-js", &index))?;
    let old_module = attribute(&page, "data-wasm").ok_or_else(|| absent("data-wasm", &index))?;

    let script_path = place.join("main.js");
    let link_path = place.join("__wasm_split.js");
    let (mut script, mut link) = (read(&script_path)?, read(&link_path)?);
    let mut module = String::new();
    let mut bundles = [Vec::new(), Vec::new()];
    // Each script names the other, so both are named after everything they load.
    let mut all = Sha256::new();
    all.update(&script);
    all.update(&link);
    for name in files::below(optimised)?.into_iter().filter(|name| name.ends_with(".wasm")) {
        let path = optimised.join(&name);
        let bytes = fs::read(&path).map_err(Error::file("read", &path))?;
        let hash = hash(&Sha256::digest(&bytes));
        all.update(&bytes);
        let stem = name.trim_end_matches(".wasm");
        if stem.starts_with("chunk_") && bytes.len() < SMALL {
            let which = usize::from(!is_needed_soon(&link, stem).ok_or_else(|| absent(stem, &link_path))?);
            let bundle = &mut bundles[which];
            let (from, to) = (bundle.len(), bundle.len() + bytes.len());
            let fetched = format!("fetch(new URL(\"./{name}\", import.meta.url))");
            link = put(&link, &fetched, &format!("bundled({}, {from}, {to})", BUNDLES[which]), &link_path)?;
            bundle.extend(bytes);
            continue;
        }
        let named = users(&link, stem).and_then(|users| NAMED.iter().find(|(shared, _)| users == *shared));
        let published = match (stem, named) {
            ("main_bg", _) => format!("guoban-{hash}.wasm"),
            (_, Some((_, name))) => format!("{PREFIX}{name}-{hash}.wasm"),
            (_, None) => format!("{PREFIX}{}-{hash}.wasm", stem.trim_start_matches("split_").replace('_', "-")),
        };
        fs::write(site.join(&published), bytes).map_err(Error::file("write", site.join(&published)))?;
        if stem == "main_bg" {
            module = published;
        } else {
            link = put(&link, &format!("\"./{name}\""), &format!("\"./{published}\""), &link_path)?;
        }
    }
    for (name, bundle) in BUNDLES.into_iter().zip(bundles) {
        let published = format!("{PREFIX}{name}-{}.bin", hash(&Sha256::digest(&bundle)));
        link.push_str(&format!("const {name} = \"./{published}\";\n"));
        fs::write(site.join(&published), bundle).map_err(Error::file("write", site.join(&published)))?;
    }
    link.push_str(SMALL_SCRIPT);
    link = shortened(&link);
    let hash = hash(&all.finalize());
    let (main_name, link_name) = (format!("guoban-{hash}.js"), format!("parts-{hash}.js"));
    script = once(&script);
    link = put(&link, "\"./main.js\"", &format!("\"./{main_name}\""), &link_path)?;
    // The module goes on asking for the name it was bound with; only where the script finds that file is another.
    script = script.replace("from \"./__wasm_split.js\"", &format!("from \"./{link_name}\""));
    script = script.replace("'main_bg.wasm'", &format!("'{module}'"));
    write(&site.join(&main_name), &script)?;
    write(&site.join(&link_name), &link)?;

    for old in [&old_script, &old_module] {
        let path = site.join(old.trim_start_matches("./"));
        fs::remove_file(&path).map_err(Error::file("remove", path))?;
    }
    let page = without_preloads(&page);
    let page = page.replace(old_script.as_str(), &format!("./{main_name}"));
    let page = page.replace(old_module.as_str(), &format!("./{module}"));
    let early = format!(
        "<link rel=\"modulepreload\" href=\"./{main_name}\"><link rel=\"modulepreload\" href=\"./{link_name}\">\
         <link rel=\"preload\" href=\"./{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin></head>"
    );
    write(&index, &put(&page, "</head>", &early, &index)?)
}

/// The glue script with the loading script imported once: binding writes an import, and a key of one and the same object, for each part.
fn once(script: &str) -> String {
    let first = ["import * as import1 from", "\"./__wasm_split.js\": import1,"];
    let again = |line: &&str| line.contains("./__wasm_split.js") && !first.iter().any(|first| line.contains(first));
    script.lines().filter(|line| !again(line)).flat_map(|line| [line, "\n"]).collect()
}

/// What the splitter writes out for every module, and the same as a call.
const WRITTEN_OUT: [(&str, &str); 4] = [
    ("makeLoad(() => {\n    const src = ", "load(() => "),
    (
        ";\n    src.catch(() => {});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n, ",
        ", ",
    ),
    (", import.meta.url))", ")"),
    ("fetch(new URL(", "at("),
];

/// What is called in its place.
const CALLED: &str = "
function at(name) {
    return fetch(new URL(name, import.meta.url));
}
function load(fetched, needs) {
    return makeLoad(() => {
        const source = fetched();
        source.catch(() => {});
        return async (imports) => WebAssembly.instantiateStreaming(source, imports);
    }, needs);
}
";

/// The script that loads parts, with what it repeats for each module said once: it travels before the first verdict.
fn shortened(link: &str) -> String {
    let short = WRITTEN_OUT.iter().fold(link.to_owned(), |link, (long, short)| link.replace(long, short));
    short.replace("__chunk_", "c") + CALLED
}

/// Whether a part that is fetched right after the first verdict needs a chunk; nothing where the script does not say who does.
fn is_needed_soon(link: &str, chunk: &str) -> Option<bool> {
    users(link, chunk).map(|users| users.iter().any(|user| SOON.contains(user)))
}

/// The parts that need a chunk, by their names; nothing where the script does not say who does.
fn users<'a>(link: &'a str, chunk: &str) -> Option<Vec<&'a str>> {
    let (before, _) = link.split_once(&format!("const __{chunk} = "))?;
    let (_, users) = before.trim_end().strip_suffix("*/")?.rsplit_once("/*")?;
    let mut users: Vec<_> = users.split(',').map(str::trim).collect();
    users.sort_unstable();
    Some(users)
}

/// The page without what Trunk wants fetched early: those files are not in the site.
fn without_preloads(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("<link ") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        kept.push_str(&rest[..at]);
        if !rest[at..end].contains("preload\"") {
            kept.push_str(&rest[at..end]);
        }
        rest = &rest[end..];
    }
    kept + rest
}

/// The value of an attribute that the page has once.
fn attribute(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn hash(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::file("read", path))
}

fn absent(text: &str, path: &Path) -> Error {
    Error::NotOnce { text: text.to_owned(), path: PathBuf::from(path) }
}

#[cfg(test)]
mod tests {
    use super::{attribute, is_needed_soon, once, users, without_preloads};

    const PAGE: &str = "<head><link rel=\"icon\" href=\"i\"/><link rel=\"modulepreload\" href=\"a.js\">\n\
                        <link rel=\"preload\" href=\"a.wasm\" as=\"fetch\"><meta data-js=\"./a.js\"></head>";

    #[test]
    fn what_trunk_fetches_early_is_taken_out_and_nothing_else() {
        let page = without_preloads(PAGE);
        assert_eq!(page, "<head><link rel=\"icon\" href=\"i\"/>\n<meta data-js=\"./a.js\"></head>");
        assert_eq!(attribute(&page, "data-js").as_deref(), Some("./a.js"));
        assert_eq!(attribute(&page, "data-wasm"), None);
    }

    #[test]
    fn the_loading_script_is_imported_once() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nimport * as import2 from \"./__wasm_split.js\"\nlet a;\n\
                      \"./__wasm_split.js\": import1,\n\"./__wasm_split.js\": import2,\n";
        let kept = "import * as import1 from \"./__wasm_split.js\"\nlet a;\n\"./__wasm_split.js\": import1,\n";
        assert_eq!(once(script), kept);
    }

    #[test]
    fn a_chunk_travels_with_those_who_need_it_first() {
        let link =
            "/* bars, screens */\nconst __chunk_1 = makeLoad(\n/* plans, screens */\nconst __chunk_12 = makeLoad(";
        assert_eq!(is_needed_soon(link, "chunk_1"), Some(true));
        assert_eq!(is_needed_soon(link, "chunk_12"), Some(false));
        assert_eq!(is_needed_soon(link, "chunk_2"), None);
        assert_eq!(users(link, "chunk_12"), Some(vec!["plans", "screens"]));
    }
}
