// Workbooks that the page saved, opened by another library than the one that wrote them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The cells of workbooks: for each file its sheets by name, each a list of { row, column, kind, value }. */
export function cells(t, files) {
  const folder = mkdtempSync(join(tmpdir(), "guoban-cells-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const paths = files.map((bytes, index) => {
    const path = join(folder, `${index}.xlsx`);
    writeFileSync(path, bytes);
    return path;
  });
  const run = ["run", "--quiet", "--locked", "--package", "guoban-workbook", "--example", "cells", "--", ...paths];
  const text = execFileSync("cargo", run, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 }).toString("utf8");
  const books = new Map(paths.map((path) => [path, {}]));
  for (const line of text.split("\n").filter(Boolean)) {
    const [path, sheet, row, column, kind, value] = line.split("\t");
    (books.get(path)[sheet] ??= []).push({ row: Number(row), column: Number(column), kind, value });
  }
  return [...books.values()];
}
