import {
  fullCode,
  stepAt,
  typedCode,
  untilNextStep,
} from '../../../../../cloudfunctions/rules/meeting/code'
import { draw } from '../../../../services/draw'
import { now } from '../../services/meeting-clock'

const TICK_MS = 500

/** The host's code, which changes every fifteen seconds of meeting time: as a picture and as six digits. */
Component({
  properties: {
    secret: { type: String, value: '' },
    meetingId: { type: String, value: '' },
    hint: { type: String, value: '' },
  },
  data: {
    text: '',
    digits: '',
    /** Seconds until the next one. */
    left: 0,
    ticking: null as ReturnType<typeof setInterval> | null,
  },
  observers: {
    'secret, meetingId'() {
      this.tick()
    },
  },
  lifetimes: {
    attached() {
      this.start()
    },
    detached() {
      this.stop()
    },
  },
  pageLifetimes: {
    show() {
      this.start()
    },
    hide() {
      this.stop()
    },
  },
  methods: {
    start(): void {
      this.data.ticking ??= setInterval(() => this.tick(), TICK_MS)
      this.tick()
    },
    stop(): void {
      if (this.data.ticking !== null) clearInterval(this.data.ticking)
      this.data.ticking = null
    },
    tick(): void {
      const { secret, meetingId } = this.data
      if (secret === '') return
      const time = now()
      const step = stepAt(time)
      draw(this, {
        text: fullCode(secret, meetingId, step),
        digits: typedCode(secret, meetingId, step),
        left: Math.ceil(untilNextStep(time) / 1000),
      })
    },
  },
})
