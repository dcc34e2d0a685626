/** What the host says about somebody's attendance. */
export interface Entry {
  memberId: string
  to: 'present' | 'struck'
  remote: boolean
  reason: string
}

/** Whose attendance is entered or corrected. */
export interface EntryFor {
  memberId: string
  name: string
  to: Entry['to']
}

const WORDS = {
  present: {
    title: '登记到会：',
    confirm: '登记',
    reasons: ['没有带手机', '手机没电', '扫不上码'],
  },
  struck: { title: '更正为未到：', confirm: '更正', reasons: ['登记错人', '本人没有到会'] },
} as const

/**
 * Asks why somebody is entered as present or taken off again, and, where a meeting has both, whether they are on
 * line. Stays in the record. What is around it takes no tap: the second of two quick ones would close what the first
 * opened, and one that slips would lose what was typed. Events: `entry` (`Entry`), `cancel`.
 */
Component({
  properties: {
    person: { type: Object, value: null as unknown as EntryFor },
    /** The meeting can be attended both ways, so each person's way is asked. */
    asksRemote: { type: Boolean, value: false },
    remoteRule: { type: String, value: '' },
  },
  data: {
    title: '',
    confirm: '',
    reasons: [] as readonly string[],
    reason: '',
    remote: false,
    isEmpty: false,
  },
  observers: {
    person(person: EntryFor | null) {
      if (person === null) return
      const { title, confirm, reasons } = WORDS[person.to]
      this.setData({
        title: `${title}${person.name}`,
        confirm,
        reasons,
        reason: '',
        remote: false,
        isEmpty: false,
      })
    },
  },
  methods: {
    onReason(event: WechatMiniprogram.TouchEvent): void {
      this.setData({ reason: String(event.currentTarget.dataset.reason), isEmpty: false })
    },
    onTyped(event: WechatMiniprogram.Input): void {
      this.data.reason = event.detail.value
    },
    onWhere(event: WechatMiniprogram.TouchEvent): void {
      this.setData({ remote: event.currentTarget.dataset.remote === '1' })
    },
    onCancel(): void {
      this.triggerEvent('cancel')
    },
    onConfirm(): void {
      const { person, reason, remote } = this.data
      const said = reason.trim()
      if (said === '') {
        this.setData({ isEmpty: true })
        return
      }
      const { memberId, to } = person as EntryFor
      this.triggerEvent('entry', { memberId, to, remote, reason: said } satisfies Entry)
    },
  },
})
