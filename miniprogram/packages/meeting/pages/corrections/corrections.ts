import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { branchMoment, branchTime } from '../../services/branch-time'

interface Line {
  id: string
  name: string
  change: string
  why: string
}

/** Who changed whose attendance at a meeting, when and why, newest first. Nothing of it is ever removed. */
definePage({
  data: {
    ...SHELL,
    meeting: '',
    when: '',
    lines: [] as Line[],
  },
  id: '',

  onLoad(query: { id?: string }): void {
    this.id = query.id ?? ''
    void this.load()
  },
  async load(): Promise<void> {
    const ask = ['meeting.corrections', { meetingId: this.id }, `corrections:${this.id}`] as const
    await present(this, ask, ({ meetingTitle, startsAt, timeZone, corrections }) => {
      const now = new Date()
      return {
        meeting: meetingTitle,
        when: branchTime(startsAt, timeZone, now),
        lines: corrections.map(({ memberId, name, from, to, by, at, reason }) => ({
          id: `${memberId}:${at}`,
          name,
          change: `${from} → ${to}`,
          why: [by, branchMoment(at, timeZone, now), reason].join(' · '),
        })),
      }
    })
  },
})
