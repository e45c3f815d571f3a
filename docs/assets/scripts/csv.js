// Rows of texts as a file that spreadsheet programs open: RFC 4180, with the mark by which they know it as UTF-8.
const BYTE_ORDER_MARK = "\ufeff";

// What a spreadsheet program may run: OWASP's list (CSV Injection), its full-width forms, after blanks too.
const FORMULA = /^[\s\0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/;

const harmless = (text) => (FORMULA.test(text) ? `'${text}` : text);

const quoted = (text) => `"${harmless(text).replaceAll('"', '""')}"`;

export const toCsv = (rows) => BYTE_ORDER_MARK + rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

export const download = (name, rows) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
};
