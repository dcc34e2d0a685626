import { CFB } from '@e965/xlsx'

/** A paragraph: its text, or XML of its runs, and the list that numbers it. */
export type WordParagraph =
  | string
  | { text?: string; runs?: string; list?: string; level?: number; style?: string }

export interface WordLevel {
  format: string
  text: string
}

export const run = (text: string, properties = '') =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

export function paragraph(of: WordParagraph): string {
  if (typeof of === 'string') return `<w:p>${of === '' ? '' : run(of)}</w:p>`
  const list =
    of.list === undefined
      ? ''
      : `<w:numPr><w:ilvl w:val="${of.level ?? 0}"/><w:numId w:val="${of.list}"/></w:numPr>`
  const style = of.style === undefined ? '' : `<w:pStyle w:val="${of.style}"/>`
  return `<w:p><w:pPr>${style}${list}</w:pPr>${of.runs ?? run(of.text ?? '')}</w:p>`
}

export const table = (rows: WordParagraph[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

/** A `.docx` with this body and these lists (levels by the id of the list). */
export function wordFile(
  body: (WordParagraph | { xml: string })[],
  lists: Record<string, WordLevel[]> = {},
  more: Record<string, string> = {},
): Buffer {
  const xml = body.map((part) =>
    typeof part === 'object' && 'xml' in part ? part.xml : paragraph(part),
  )
  const numbering = Object.entries(lists)
    .map(
      ([id, levels]) =>
        `<w:abstractNum w:abstractNumId="${id}">${levels
          .map(
            ({ format, text }, level) =>
              `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
          )
          .join('')}</w:abstractNum>`,
    )
    .concat(
      Object.keys(lists).map(
        (id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`,
      ),
    )
    .join('')
  const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return zipFile({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document ${space}><w:body>${xml.join('')}</w:body></w:document>`,
    'word/numbering.xml': `<w:numbering ${space}>${numbering}</w:numbering>`,
    ...more,
  })
}

export function zipFile(files: Record<string, string | Buffer>): Buffer {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_del(container, '\u0001Sh33tJ5')
  for (const [name, content] of Object.entries(files))
    CFB.utils.cfb_add(container, name, Buffer.from(content as string))
  return CFB.write(container, { type: 'buffer', fileType: 'zip', compression: true }) as Buffer
}
