import { type CountGroup, countGroups, countOf } from '../../services/count-fields'
import type { MotionRow } from '../../services/motion-view'

/** What is counted, as far as its fields depend on it. */
type Motion = Pick<MotionRow, 'title' | 'subjects' | 'isBallot' | 'hasWritten'>

const NOTHING: Motion = { title: '', subjects: [], isBallot: false, hasWritten: false }

/** The numbers of a vote, one field each. Event: `count` (`Counted`). */
Component({
  properties: {
    motion: { type: Object, value: NOTHING },
    busy: { type: Boolean, value: false },
  },
  data: {
    groups: [] as CountGroup[],
    typed: {} as Record<string, string>,
    isEmpty: false,
  },
  lifetimes: {
    attached() {
      // Of the motion it was opened for: what comes of it meanwhile changes no field.
      this.data.typed = {}
      this.setData({ groups: countGroups(this.data.motion) })
    },
  },
  methods: {
    onNumber(event: WechatMiniprogram.Input): void {
      this.data.typed[String(event.currentTarget.dataset.id)] = event.detail.value
    },
    onSave(): void {
      const { groups, typed, motion } = this.data
      const counted = countOf(groups, typed, motion.subjects)
      this.setData({ isEmpty: counted === null })
      if (counted !== null) this.triggerEvent('count', counted)
    },
  },
})
