//! Listing, changing and writing files.

use std::{fs, path::Path};

use crate::error::Error;

/// The files below a directory, by their path inside it with `/` between the parts, in the order of their names.
pub fn below(directory: &Path) -> Result<Vec<String>, Error> {
    let mut files = Vec::new();
    list(directory, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn list(directory: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), Error> {
    for entry in fs::read_dir(directory).map_err(Error::file("read", directory))? {
        let entry = entry.map_err(Error::file("read", directory))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            list(&path, &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// Puts a text into the place of another, which `text` must contain exactly once; `path` names it in the error.
pub fn put(text: &str, from: &str, to: &str, path: &Path) -> Result<String, Error> {
    if text.matches(from).count() == 1 {
        return Ok(text.replacen(from, to, 1));
    }
    Err(Error::NotOnce { text: from.to_owned(), path: path.to_path_buf() })
}

/// Writes a text file.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(Error::file("write", path))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::put;

    #[test]
    fn a_text_that_is_not_there_once_is_an_error_that_names_it() {
        let path = Path::new("a.js");
        assert_eq!(put("a x b", "x", "y", path).unwrap(), "a y b");
        for text in ["x x", "a b"] {
            let error = put(text, "x", "y", path).unwrap_err().to_string();
            assert!(error.contains("`x`") && error.contains("a.js"), "{error}");
        }
    }
}
