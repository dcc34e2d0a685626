import type { Fact } from '../../services/meeting-words'

/** What is known of a meeting: a name at the left, what it is at the right. */
Component({
  properties: {
    facts: { type: Array, value: [] as Fact[] },
  },
})
