import type { MeetingFile } from '../../../../typings/meeting'
import { fileNote } from '../../../services/attachments'

/** A material as a list shows it: what it is, how large, whether this phone has it. */
export interface ShownFile {
  id: string
  name: string
  note: string
  icon: string
}

export function filesShown(materials: readonly MeetingFile[]): ShownFile[] {
  return materials.map((file) => ({
    id: file.fileId,
    name: file.name,
    note: fileNote(file),
    icon: file.kind,
  }))
}
