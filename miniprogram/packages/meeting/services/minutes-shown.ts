import type { MinutesText, MinutesView } from '../../../../typings/minutes'
import { branchMoment } from './branch-time'
import { isSameText } from './minutes-typed'
import { withoutBlanks } from './minutes-view'

/** What was typed on this phone, over which version, and when. */
interface TypedHere {
  text: MinutesText
  version: number
  at: string
}

/** What the fields show of what was typed on this phone and of what the server has. */
interface DraftShown {
  /** `null`: what is being typed stays. */
  text: MinutesText | null
  /** What was typed here before and not saved is shown again. */
  restored: string
  /** It cannot be shown, because the minutes changed meanwhile: why. */
  kept: string
  dirty: boolean
  /** The server has it, the phone need not keep it. */
  isSaved: boolean
}

/** Of this phone when it was typed over what the server has, else of the server. Pure. */
export function draftShown(
  view: MinutesView,
  mine: TypedHere | null,
  isTyping: boolean,
  now: Date,
): DraftShown {
  const text = { ...view.text, ...view.current }
  const server = { text, restored: '', kept: '', dirty: false, isSaved: false }
  if (mine === null) return server
  // What is being typed is not written over by an answer, unless somebody else saved in between.
  if (isTyping && mine.version === view.version) return { ...server, text: null, dirty: true }
  if (isSameText(withoutBlanks(mine.text), view.text)) return { ...server, isSaved: true }
  const when = branchMoment(mine.at, view.timeZone, now)
  if (view.may.includes('save') && mine.version === view.version) {
    const restored = `已恢复您${when}写的、还没有保存的内容。`
    return { ...server, text: mine.text, restored, dirty: true }
  }
  const changed =
    view.state === 'approved' ? '记录已经定稿。' : `${view.savedBy ?? '别人'}后来保存过一次。`
  return { ...server, kept: `您${when}写的内容没有保存，${changed}` }
}
