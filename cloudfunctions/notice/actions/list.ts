import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import { action } from '../../kernel/action'
import { ANSWERS, ASKS, openFor } from '../../kernel/asks'
import { newestPage } from '../../kernel/page-before'
import { id, optionalLine, pageMark } from '../../kernel/schema'
import { cardOf, unreadFirst } from '../../rules/ask'

const PAGE = 20

const input = v.variant('box', [
  v.strictObject({
    box: v.literal('inbox'),
    offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
    search: optionalLine(40),
  }),
  v.strictObject({ box: v.literal('done'), before: v.nullable(pageMark) }),
  v.strictObject({ box: v.literal('sent'), orgId: id, before: v.nullable(pageMark) }),
])

/** Notices with the caller's marks, 20 at a time. */
export const list = action('notice.list', {
  input,
  async run({ session, db, now, may, refuse }, chosen) {
    const at = now.toISOString()
    const { is } = db

    if (chosen.box === 'inbox') {
      const { asks, answers } = await openFor(db, session, now)
      const cards = asks
        .filter((ask) => ask.kind === 'notice' && ask.title.includes(chosen.search))
        .map((ask) => cardOf(ask, answers))
        .sort(unreadFirst(at))
      const rest = cards.slice(chosen.offset)
      return { cards: rest.slice(0, PAGE), more: rest.length > PAGE, next: null, at }
    }

    if (chosen.box === 'done') {
      const { documents: answers, next } = await newestPage(
        db,
        db.collection<AnswerRecord>(ANSWERS),
        { memberId: session.memberId, kind: 'notice' },
        { field: 'changedAt', before: chosen.before, size: PAGE },
      )
      // An amended notice may have several answers; the page ends with the last row read, not the last card.
      const ids = [...new Set(answers.map((answer) => answer.askId))]
      const asks =
        ids.length === 0
          ? []
          : await db.collection<Ask>(ASKS).find({ _id: is.in(ids) }, { limit: ids.length })
      const byId = new Map(asks.map((ask) => [ask._id, ask]))
      const cards = ids.flatMap((askId) => {
        const ask = byId.get(askId)
        return ask === undefined ? [] : [cardOf(ask, answers)]
      })
      return { cards, more: next !== null, next, at }
    }

    const place = session.posts.find((post) => post.orgId === chosen.orgId)
    if (place === undefined || !may('notice.drafts', place)) return refuse('forbidden')
    const { documents: sent, next } = await newestPage(
      db,
      db.collection<Ask>(ASKS),
      { orgId: chosen.orgId, kind: 'notice' },
      { field: 'publishAt', before: chosen.before, size: PAGE },
    )
    return { cards: sent.map((ask) => cardOf(ask, [])), more: next !== null, next, at }
  },
})
