import type { MeetingFile } from '../../../../typings/meeting'
import { type ChosenFile, uploadDocument } from '../../../services/uploads'

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
