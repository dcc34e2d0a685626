import type { NudgeChoice, NudgeResult } from '../../typings/ask'
import { CallError } from './call-error'
import { newId } from './new-id'
import { type Nudged, nudgedRows, nudgeLine } from './nudged'

/** What a page shows of its last nudge: as much of it as there is room for. */
export interface NudgedPart {
  nudgeNote: string
  nudged: Nudged[]
  nudgedLeft: number
}

/** Whom a page's nudge means, and what it did. */
export interface NudgeDesk<About extends { orgId: string }> {
  /** People, or organisations below, by id; nobody picked is everybody missing. */
  readonly picked: ReadonlySet<string>
  /** Picks, or picks not. */
  pick(id: string): void
  /** Leaves of those picked these: the others have done it meanwhile. */
  keep(ids: readonly string[]): void
  /**
   * Reminds who is picked: above a branch secretaries of organisations, elsewhere people of that very organisation.
   * A tap that got no answer is sent again under its id, so that a second one nudges nobody twice; another choice is
   * another nudge. @throws CallError
   */
  send(about: About, isAbove: boolean): Promise<NudgeResult>
  shown(): NudgedPart
  /** More of what the last nudge did. */
  more(): NudgedPart
}

/** Rows of a result on the page at first, and more each time. */
const SHOWN = 40

/** @param call what asks the server. @throws CallError */
export function nudgeDesk<About extends { orgId: string }>(
  call: (input: About & NudgeChoice & { clientId: string }) => Promise<NudgeResult>,
): NudgeDesk<About> {
  let picked = new Set<string>()
  let unanswered: { input: string; clientId: string } | null = null
  let note = ''
  let rows: Nudged[] = []
  let count = SHOWN

  function idFor(input: object): string {
    const text = JSON.stringify(input)
    if (unanswered?.input !== text) unanswered = { input: text, clientId: newId('nudge-') }
    return unanswered.clientId
  }

  const shown = (): NudgedPart => {
    const nudged = rows.slice(0, count)
    return { nudgeNote: note, nudged, nudgedLeft: rows.length - nudged.length }
  }

  return {
    get picked() {
      return picked
    },
    pick(id) {
      if (!picked.delete(id)) picked.add(id)
    },
    keep(ids) {
      picked = new Set(ids)
    },
    async send(about, isAbove) {
      const ids = [...picked]
      const choice: NudgeChoice = isAbove
        ? { memberIds: [], orgIds: ids }
        : { memberIds: ids, orgIds: [about.orgId] }
      const input = { ...about, ...choice }
      const clientId = idFor(input)
      try {
        const result = await call({ ...input, clientId })
        unanswered = null
        // Whom somebody picked meanwhile they still mean.
        for (const id of ids) picked.delete(id)
        note = nudgeLine(result)
        rows = nudgedRows(result, ids.length > 0)
        count = SHOWN
        return result
      } catch (error) {
        if (!(error instanceof CallError && error.unanswered)) unanswered = null
        throw error
      }
    },
    shown,
    more() {
      count += SHOWN
      return shown()
    },
  }
}
