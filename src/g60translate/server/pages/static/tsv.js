// Cells as spreadsheets put them on the clipboard: tabs, line ends, and quotes around either.

/** The rows of a text, each a list of cells. */
export function parse(text) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"(?=[\t\r\n]|$)|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/gy;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const quoted = found[1].length > 1 && found[1].startsWith('"');
    rows.at(-1).push(quoted ? found[1].slice(1, -1).replaceAll('""', '"') : found[1]);
    if (found[2] === "") break;
    if (found[2] !== "\t") rows.push([]);
  }
  const last = rows.at(-1);
  if (last.every((each) => each === "") && rows.length > 1) rows.pop();
  return rows;
}

/** One cell as it has to be written. */
export const written = (cell) =>
  /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
