import * as v from 'valibot'
import type { AnswerRecord, Ask, AskCard } from '../../../typings/ask'
import type { ListMark } from '../../../typings/notice'
import { action } from '../../kernel/action'
import { ANSWERS, ASKS, openFor } from '../../kernel/asks'
import { pageBefore } from '../../kernel/page-before'
import { id, instant, optionalLine } from '../../kernel/schema'
import { cardOf, unreadFirst } from '../../rules/ask'

const PAGE = 20

/** Ids of answers hold those of asks, which hold colons. */
const before = v.nullable(
  v.strictObject({ at: instant, id: v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w:.-]+$/)) }),
)

const input = v.variant('box', [
  v.strictObject({
    box: v.literal('inbox'),
    offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)),
    search: optionalLine(40),
  }),
  v.strictObject({ box: v.literal('done'), before }),
  v.strictObject({ box: v.literal('sent'), orgId: id, before }),
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
      return page(cards.slice(chosen.offset, chosen.offset + PAGE + 1), [])
    }

    if (chosen.box === 'done') {
      const answers = await pageBefore(
        db,
        db.collection<AnswerRecord>(ANSWERS),
        { memberId: session.memberId, kind: 'notice' },
        { field: 'changedAt', before: chosen.before, limit: PAGE + 1 },
      )
      // An amended notice may have several answers; the page ends with the last row read, not the last card.
      const ids = [...new Set(answers.slice(0, PAGE).map((answer) => answer.askId))]
      const asks =
        ids.length === 0
          ? []
          : await db.collection<Ask>(ASKS).find({ _id: is.in(ids) }, { limit: ids.length })
      const byId = new Map(asks.map((ask) => [ask._id, ask]))
      const cards = ids.flatMap((askId) => {
        const ask = byId.get(askId)
        return ask === undefined ? [] : [cardOf(ask, answers)]
      })
      return page(
        cards,
        answers.map(({ changedAt, _id }) => ({ at: changedAt, id: _id })),
      )
    }

    const place = session.posts.find((post) => post.orgId === chosen.orgId)
    if (place === undefined || !may('notice.drafts', place)) return refuse('forbidden')
    const sent = await pageBefore(
      db,
      db.collection<Ask>(ASKS),
      { orgId: chosen.orgId, kind: 'notice' },
      { field: 'publishAt', before: chosen.before, limit: PAGE + 1 },
    )
    return page(
      sent.map((ask) => cardOf(ask, [])),
      sent.map(({ publishAt, _id }) => ({ at: publishAt, id: _id })),
    )

    /** @param marks of what was read, by which the next page goes on; none where it goes on by offset */
    function page(cards: AskCard[], marks: readonly ListMark[]) {
      const more = Math.max(cards.length, marks.length) > PAGE
      return { cards: cards.slice(0, PAGE), more, next: marks[PAGE - 1] ?? null, at }
    }
  },
})
