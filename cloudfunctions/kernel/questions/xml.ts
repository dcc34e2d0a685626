import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { UnreadableFile } from '../roster/workbook'

export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  text(text: string): void
}

/**
 * Reads XML as it comes. A document type is refused, because only it can declare entities.
 * @throws UnreadableFile
 */
export function readXml(xml: string, handler: XmlHandler): void {
  const parser = new SaxesParser({ xmlns: false })
  parser.on('doctype', () => {
    throw new UnreadableFile('文件内容不安全，请用Word重新另存为.docx后再试')
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) =>
    handler.open(name, (attribute) => attributes[attribute]),
  )
  parser.on('closetag', ({ name }) => handler.close(name))
  parser.on('text', (text) => handler.text(text))
  parser.write(xml).close()
}
