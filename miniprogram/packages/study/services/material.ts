import type { Paragraph } from '../../../../typings/notice'
import type { UnitMaterial } from '../../../../typings/study'
import { fileNote } from '../../../services/attachments'

/** The material of a unit, ready to be drawn. */
export interface MaterialView {
  paragraphs: Paragraph[]
  files: { name: string; note: string; icon: string }[]
  /** WeChat opens no foreign page: it is shown to be copied. */
  link: { title: string; url: string } | null
}

export function materialOf(material: UnitMaterial | null): MaterialView | null {
  if (material === null) return null
  const files = material.files.map((file) => ({
    name: file.name,
    note: fileNote(file),
    icon: file.kind,
  }))
  return { paragraphs: material.body, files, link: material.link }
}
