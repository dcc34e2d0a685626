import type { AskMode } from '../../../../typings/ask'
import type { NoticeDraft } from '../../../../typings/notice'
import { filesShown } from '../../../services/attachments'
import { toTyped } from '../../../services/body-text'
import { clock, pickerDate } from '../../../services/time'
import { audienceWords } from './audiences'

/** A draft as the fields of its page show it. */

export const MODES: readonly AskMode[] = ['confirm', 'read', 'reply']
export const DEFAULT_TIME = '18:00'
/** Limits of the server's schema. */
export const TITLE_LENGTH = 60
export const BODY_LENGTH = 20_000
/** The longest paragraph the server takes. */
const PARAGRAPH_LENGTH = 2000

export function fieldsOf(draft: NoticeDraft, orgId: string) {
  const [deadlineDate, deadlineTime] = timeFields(draft.deadline)
  const [publishDate, publishTime] = timeFields(draft.publishAt)
  return {
    title: draft.title,
    body: toTyped(draft.body),
    files: filesShown(draft.files),
    audience: audienceWords(draft.audience, orgId),
    mode: MODES.indexOf(draft.mode),
    deadlineDate,
    deadlineTime,
    publishDate,
    publishTime,
    today: pickerDate(new Date()),
    pinned: draft.pinned,
  }
}

function timeFields(at: string | null): [date: string, time: string] {
  if (at === null) return ['', DEFAULT_TIME]
  const moment = new Date(at)
  return [pickerDate(moment), clock(moment)]
}

/** What is still missing, in one sentence; the server checks all of it again. */
export function problemOf({ title, body, deadline, publishAt }: NoticeDraft): string | null {
  const now = new Date().toISOString()
  if (title.trim() === '') return '请填写标题。'
  if (body.length === 0) return '请填写正文。'
  const isTooLong = body.some((each) => each.kind !== 'list' && each.text.length > PARAGRAPH_LENGTH)
  if (isTooLong) return `有一段超过 ${PARAGRAPH_LENGTH} 字，请分成几段。`
  if (publishAt !== null && publishAt <= now) return '定时发布的时间已经过了，请重新选择。'
  return deadlineProblem(deadline, { publishAt })
}

/** Why a deadline cannot be set. @param publishAt when people see the notice; `null`: at once */
export function deadlineProblem(
  deadline: string | null,
  notice: Pick<NoticeDraft, 'publishAt'> | null,
): string | null {
  const now = new Date().toISOString()
  const publishAt = notice?.publishAt ?? now
  if (deadline === null || (deadline > now && deadline > publishAt)) return null
  return publishAt < now ? '截止时间要晚于现在。' : '截止时间要在发布时间之后。'
}
