import { CallError } from './call-error'
import { type Drawable, draw } from './draw'
import * as session from './session'

/** What a page has that changes something: `busy` is what is being done, empty when nothing is. */
export interface ActingData {
  busy: string
  /** Why the last tap did not do what it was for, in the server's words; drawn by `page-shell`. */
  failed: string
}

/**
 * Does what a tap is for: once at a time, with its button busy, and says why when it did not work. What the page
 * shows afterwards is what `work` answers.
 * @param name of the button that is busy meanwhile
 * @returns whether it was done
 */
export async function act<Data extends ActingData>(
  page: Drawable<Data>,
  name: string,
  // biome-ignore lint/suspicious/noConfusingVoidType: most work changes nothing that is shown
  work: () => Promise<Partial<Data> | void>,
): Promise<boolean> {
  if (page.data.busy !== '') return false
  draw<ActingData>(page, { busy: name, failed: '' })
  try {
    const next = (await work()) ?? {}
    draw<ActingData>(page, { ...next, busy: '' })
    return true
  } catch (error) {
    if (!(error instanceof CallError)) {
      draw<ActingData>(page, { busy: '', failed: '没有完成，请再试一次。' })
      throw error
    }
    session.learn(error)
    draw<ActingData>(page, { busy: '', failed: error.message })
    return false
  }
}
