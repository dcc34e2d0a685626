import { act } from '../../../../services/act'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { dateWords, momentWords } from '../../../../services/time'

/** What a meeting gave somebody to do, and saying that it is done. */
definePage({
  data: {
    ...SHELL,
    text: '',
    from: '',
    due: '',
    done: '',
    /** What the person said to it. */
    said: '',
    waiting: false,
    busy: '',
    failed: '',
  },
  id: '',
  note: '',
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
    })
    void this.load()
  },
  onUnload(): void {
    this.unwatch?.()
  },
  async load(): Promise<void> {
    const ask = ['minutes.followUp', { followUpId: this.id }, `follow-up:${this.id}`] as const
    await present(this, ask, ({ text, orgName, meetingTitle, dueOn, doneAt, note }) => ({
      text,
      from: `${orgName} · ${meetingTitle}`,
      due: `${dateWords(dueOn, new Date())}前`,
      done: doneAt === null ? '' : `${momentWords(doneAt, new Date())} 已落实`,
      said: note,
      waiting: outbox.pending(this.id) !== null,
    }))
  },
  onNote(event: WechatMiniprogram.Input): void {
    this.note = event.detail.value
  },
  async onDone(): Promise<void> {
    const deviceAt = new Date().toISOString()
    const input = { followUpId: this.id, note: this.note.trim(), deviceAt }
    await act(this, 'done', async () => {
      const sent = await outbox.put('minutes.followUpDone', input, this.id)
      return { waiting: sent === 'waiting' }
    })
    await this.load()
  },
})
