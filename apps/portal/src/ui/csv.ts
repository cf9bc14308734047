/** One table as CSV (RFC 4180) with a byte order mark, so that spreadsheets read Chinese as UTF-8. */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => cells.map(csvCell).join(',')
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`
}

/** A cell that starts like a formula gets an apostrophe: a caller's number must not run in a spreadsheet. */
function csvCell(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d.]+$)/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
