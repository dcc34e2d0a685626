import type { Place } from '../../services/places'

const NOWHERE: Place = {
  id: '',
  name: '',
  note: '',
  level: 'branch',
  expected: 0,
  confirmed: 0,
  missing: false,
  chosen: false,
}

/**
 * An organisation below, with how far it has come. Where somebody is missing, the circle chooses it so that its
 * secretaries are reminded; the rest of the row opens it. Events: `pick`, `open`.
 */
Component({
  properties: {
    place: { type: Object, value: NOWHERE },
    /** Its secretaries can be reminded now. */
    pickable: { type: Boolean, value: false },
    /** What the bar counts, as it is read aloud: 已确认. */
    counted: { type: String, value: '' },
  },
  methods: {
    onPick(): void {
      this.triggerEvent('pick')
    },
    onOpen(): void {
      this.triggerEvent('open')
    },
  },
})
