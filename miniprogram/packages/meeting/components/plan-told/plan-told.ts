import type { MeetingPlan } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { draw } from '../../../../services/draw'
import { addToCalendar } from '../../services/phone-calendar'
import { prepare } from '../../services/room-calls'

/** A plan that everybody was told of, and what else can be done with it: its card, the phone's calendar, no network. */
Component({
  properties: {
    meetingId: { type: String, value: '' },
    plan: { type: Object, value: null as unknown as MeetingPlan },
    isNew: { type: Boolean, value: true },
  },
  data: {
    calendar: false,
    prepared: false,
    busy: '',
    failed: '',
  },
  methods: {
    async onCalendar(): Promise<void> {
      const trouble = await addToCalendar(this.data.plan)
      draw(this, trouble === null ? { calendar: true, failed: '' } : { failed: trouble })
    },
    /** Loads what this phone needs to hold the meeting where there is no network. */
    async onPrepare(): Promise<void> {
      await act(this, 'prepare', async () => {
        await prepare(this.data.meetingId)
        return { prepared: true }
      })
    },
    onView(): void {
      void wx.redirectTo({ url: `/packages/meeting/pages/open/open?id=${this.data.meetingId}` })
    },
  },
})
