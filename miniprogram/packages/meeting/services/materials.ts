import type { MeetingFile } from '../../../../typings/meeting'
import { fileNote } from '../../../services/attachments'
import { type ChosenFile, uploadDocument } from '../../../services/uploads'

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

/**
 * Brings documents to a meeting's folder, one after another.
 * @param add is given each as soon as it is there
 * @returns why some were not taken; empty when all were
 */
export async function uploadMaterials(
  meetingId: string,
  chosen: readonly ChosenFile[],
  add: (file: MeetingFile) => void,
): Promise<string> {
  const refused: string[] = []
  for (const file of chosen) {
    const uploaded = await uploadDocument(`meeting-files/${meetingId}`, file)
    if (typeof uploaded === 'string') refused.push(uploaded)
    else add(uploaded as MeetingFile)
  }
  return refused.join('；')
}
