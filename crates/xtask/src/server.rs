//! A small server for static files, on 127.0.0.1 only: what `serve` shows and what the end-to-end tests load.
//!
//! It sends the content-security policy that the page states in its `meta` element, so that files which are not pages
//! come under it as well, and the compressed file beside a plain one to a visitor who takes it.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::error::Error;

const LONGEST_REQUEST: u64 = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// A second path under which the same files are served, to show that the site works below any path.
pub const SUB_PATH: &str = "/below/any/path/";

/// A listening server.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    root: PathBuf,
}

impl Server {
    /// Listens; port 0 lets the system choose one.
    pub fn listen(port: u16, root: &Path) -> Result<Self, Error> {
        let wanted = format!("127.0.0.1:{port}");
        let failed = |source| Error::Listen { address: wanted.clone(), source };
        let listener = TcpListener::bind(&wanted).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, root: root.to_path_buf() })
    }

    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the process ends.
    pub fn run(self) -> Result<(), Error> {
        for stream in self.listener.incoming().flatten() {
            let root = self.root.clone();
            // A visitor who leaves in the middle is no error of the server.
            thread::spawn(move || drop(answer(&stream, &root)));
        }
        Ok(())
    }

    /// Serves in the background until the process ends; gives the address.
    pub fn start(self) -> String {
        let address = self.address();
        thread::spawn(move || self.run());
        address
    }
}

struct Response {
    status: &'static str,
    kind: &'static str,
    cache: &'static str,
    encoding: Option<&'static str>,
    body: Vec<u8>,
}

fn answer(stream: &TcpStream, root: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.take(LONGEST_REQUEST));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    // The request is read to its end before it is answered, or the answer may be lost with the connection.
    let mut header = String::from("-");
    let mut accepted = String::new();
    while !header.trim().is_empty() {
        header.clear();
        if reader.read_line(&mut header)? == 0 {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("accept-encoding")
        {
            accepted = value.trim().to_owned();
        }
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let response = match method {
        "GET" | "HEAD" => respond(root, target, &accepted),
        _ => failure("405 Method Not Allowed"),
    };
    let policy = policy(root).map_or_else(String::new, |policy| format!("Content-Security-Policy: {policy}\r\n"));
    let encoding = response.encoding.map_or_else(String::new, |encoding| format!("Content-Encoding: {encoding}\r\n"));
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n{encoding}{policy}\
         Vary: Accept-Encoding\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n",
        response.status,
        response.kind,
        response.body.len(),
        response.cache,
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method == "GET" {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

fn respond(root: &Path, target: &str, accepted: &str) -> Response {
    let Some(path) = resolve(root, target) else { return failure("404 Not Found") };
    let (encoding, file) = choose(&path, accepted);
    let Ok(body) = fs::read(&file) else { return failure("404 Not Found") };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cache = if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    Response { status: "200 OK", kind: kind(&name), cache, encoding, body }
}

fn failure(status: &'static str) -> Response {
    let body = format!("{status}\n").into_bytes();
    Response { status, kind: "text/plain; charset=utf-8", cache: "no-store", encoding: None, body }
}

/// How to send a file to a visitor who takes these encodings: as what, and which file.
fn choose(path: &Path, accepted: &str) -> (Option<&'static str>, PathBuf) {
    let takes = |encoding: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next() == Some(encoding) && !words.any(|word| matches!(word, "q=0" | "q=0.0"))
        })
    };
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let file = PathBuf::from(name);
        // One that is older than the plain file is a leftover.
        if takes(encoding) && changed(&file).is_some_and(|at| changed(path).is_some_and(|plain| at >= plain)) {
            return (Some(encoding), file);
        }
    }
    (None, path.to_path_buf())
}

/// The file a request's target means, when it is one below the root.
fn resolve(root: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = decode(path)?;
    let path = path.strip_prefix(SUB_PATH).or_else(|| path.strip_prefix('/'))?;
    let mut file = root.to_path_buf();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with('.') || segment.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(segment);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    // A link inside the site must not lead out of it.
    let (file, root) = (file.canonicalize().ok()?, root.canonicalize().ok()?);
    file.starts_with(root).then_some(file)
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Whether the name carries a hash of the content, so that the file never changes under it.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("toml" | "txt" | "csv") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The policy the page states.
fn policy(root: &Path) -> Option<String> {
    let page = fs::read_to_string(root.join("index.html")).ok()?;
    let meta = &page[page.find("http-equiv=\"Content-Security-Policy\"")?..];
    let meta = &meta[..meta.find('>')?];
    let policy = &meta[meta.find("content=\"")? + "content=\"".len()..];
    let policy = policy.split('"').next()?;
    Some(policy.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Read, Write},
        net::TcpStream,
        path::PathBuf,
    };

    use super::{SUB_PATH, Server, decode, is_hashed};

    fn site(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("guoban-server-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("packs")).unwrap();
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self';\n  img-src data:\">";
        fs::write(root.join("index.html"), page).unwrap();
        fs::write(root.join("packs").join("a b.toml"), "x = 1\n").unwrap();
        fs::write(root.join("app-0123456789abcdef_bg.wasm"), [0]).unwrap();
        root
    }

    fn get(address: &str, target: &str) -> String {
        get_with(address, target, "identity")
    }

    fn get_with(address: &str, target: &str, accepted: &str) -> String {
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept-encoding: {accepted}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_come_with_their_type_and_the_page_s_policy() {
        let root = site("types");
        let address = Server::listen(0, &root).unwrap().start();
        let page = get(&address, "/?x=1");
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("Content-Type: text/html"), "{page}");
        assert!(page.contains("Content-Security-Policy: default-src 'self'; img-src data:\r\n"), "{page}");
        let module = get(&address, &format!("{SUB_PATH}app-0123456789abcdef_bg.wasm"));
        assert!(module.contains("application/wasm") && module.contains("immutable"), "{module}");
        assert!(get(&address, "/packs/a%20b.toml").ends_with("x = 1\n"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_visitor_gets_the_best_encoding_that_is_there_and_accepted() {
        let root = site("encodings");
        fs::write(root.join("packs/a b.toml.br"), "brotli").unwrap();
        fs::write(root.join("packs/a b.toml.gz"), "gzip").unwrap();
        let address = Server::listen(0, &root).unwrap().start();
        let answer = |accepted| get_with(&address, "/packs/a%20b.toml", accepted);
        let brotli = answer("gzip, deflate, br");
        assert!(brotli.contains("Content-Encoding: br\r\n") && brotli.ends_with("brotli"), "{brotli}");
        assert!(brotli.contains("Content-Type: text/plain"), "{brotli}");
        assert!(answer("gzip").ends_with("gzip"));
        assert!(answer("br;q=0, gzip;q=0.5").ends_with("gzip"));
        assert!(answer("").ends_with("x = 1\n"));
        let page = get_with(&address, "/", "br");
        assert!(!page.contains("Content-Encoding"), "{page}");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn nothing_outside_the_site_is_served() {
        let root = site("outside");
        let address = Server::listen(0, &root.join("packs")).unwrap().start();
        for target in ["/../index.html", "/%2e%2e/index.html", "/..%2findex.html", "//../index.html", "/.hidden", "x"] {
            let answer = get(&address, target);
            assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn only_whole_escapes_are_decoded() {
        assert_eq!(decode("/%E8%BF%87").as_deref(), Some("/过"));
        assert_eq!(decode("/%E8%"), None);
        assert_eq!(decode("/%zz"), None);
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("boot-0123456789abcdef.js"));
        assert!(!is_hashed("border-city.toml"));
        assert!(!is_hashed("index.html"));
    }
}
