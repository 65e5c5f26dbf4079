/** A small PDF writer for the sample letters: enough to look at, never shipped. */

const WIN: Record<string, number> = {
  '€': 0x80,
  '’': 0x92,
  '‘': 0x91,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
  '…': 0x85,
  œ: 0x9c,
  Œ: 0x8c,
  '•': 0x95,
}

function bytes(text: string): string {
  return [...text]
    .map((letter) => {
      if (letter === '\u202f' || letter === '\u00a0') return ' '
      const code = WIN[letter] ?? letter.charCodeAt(0)
      const out = code < 256 ? String.fromCharCode(code) : '?'
      return out === '(' || out === ')' || out === '\\' ? `\\${out}` : out
    })
    .join('')
}

// Widths of Helvetica, near enough to wrap and to align figures.
const width = (text: string, size: number) =>
  [...text].reduce(
    (sum, l) => sum + (/[ilj.,:;'’|! ]/.test(l) ? 0.26 : /[mwMW@€]/.test(l) ? 0.84 : /[A-Z]/.test(l) ? 0.68 : 0.535),
    0,
  ) * size

export function wrap(text: string, size: number, room: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(' ')) {
      const longer = line ? `${line} ${word}` : word
      if (line && width(longer, size) > room) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return [...lines, line]
  })
}

export interface Letter {
  sender: string[]
  to: string[]
  place: string
  subject: string
  body: string
  head: string[]
  rows: string[][]
  total: string[]
  foot: string
}

export function letterPdf(letter: Letter): string {
  const pages: string[] = []
  let out = ''
  const put = (x: number, y: number, text: string, size = 10.5, bold = false) =>
    (out += `BT /F${bold ? 2 : 1} ${size} Tf ${x} ${y} Td (${bytes(text)}) Tj ET\n`)
  const right = (x: number, y: number, text: string, size = 9.5, bold = false) =>
    put(x - width(text, size), y, text, size, bold)
  const rule = (y: number) => (out += `0.8 G 0.6 w 62 ${y} m 533 ${y} l S\n`)
  let y = 770
  letter.sender.forEach((line, at) => put(62, y - at * 14, line, at ? 9.5 : 12, at === 0))
  y = 686
  letter.to.forEach((line, at) => put(320, y - at * 14, line, 10.5))
  y = 600
  put(62, y, letter.place)
  y -= 30
  for (const line of wrap(letter.subject, 10.5, 470)) {
    put(62, y, line, 10.5, true)
    y -= 15
  }
  y -= 12
  const columns = [62, 160, 330, 430, 533]
  const table = () => {
    letter.head.forEach((cell, at) => (at < 2 ? put(columns[at]!, y, cell, 8.5) : right(columns[at]!, y, cell, 8.5)))
    rule(y - 6)
    y -= 20
  }
  const page = () => {
    put(62, 40, letter.foot, 8)
    pages.push(out)
    out = ''
    y = 780
  }
  const [before = '', after = ''] = letter.body.includes('\n\n')
    ? [letter.body.split('\n\n').slice(0, 2).join('\n\n'), letter.body.split('\n\n').slice(2).join('\n\n')]
    : [letter.body, '']
  const prose = (text: string) => {
    for (const line of wrap(text, 10.5, 470)) {
      if (y < 70) page()
      if (line) put(62, y, line)
      y -= line ? 15 : 9
    }
  }
  prose(before)
  y -= 12
  if (letter.rows.length) {
    table()
    for (const row of letter.rows) {
      if (y < 70) {
        page()
        table()
      }
      row.forEach((cell, at) => (at < 2 ? put(columns[at]!, y, cell, 9.5) : right(columns[at]!, y, cell)))
      rule(y - 6)
      y -= 19
    }
    put(62, y, letter.total[0] ?? '', 9.5, true)
    right(533, y, letter.total[1] ?? '', 9.5, true)
    y -= 28
  }
  prose(after)
  page()

  const objects: string[] = []
  const kids = pages.map((_, at) => `${5 + at * 2} 0 R`).join(' ')
  objects.push('<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  for (const font of ['Helvetica', 'Helvetica-Bold'])
    objects.push(`<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`)
  pages.forEach((content, at) => {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + at * 2} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}endstream`,
    )
  })
  let file = '%PDF-1.4\n'
  const starts = objects.map((object, at) => {
    const start = file.length
    file += `${at + 1} 0 obj\n${object}\nendobj\n`
    return start
  })
  const cross = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.map((s) => `${String(s).padStart(10, '0')} 00000 n \n`).join('')}`
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${cross}\n%%EOF`
  return btoa(file)
}
