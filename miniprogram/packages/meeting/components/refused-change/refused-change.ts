import * as outbox from '../../../../services/outbox'

/** What the server finally refused of what waited on this phone: says why until the person has read it. */
Component({
  properties: {
    /** The server's sentence; empty shows nothing. */
    refusal: { type: String, value: '' },
    clientId: { type: String, value: '' },
  },
  methods: {
    onRead(): void {
      outbox.dismiss(this.data.clientId)
    },
  },
})
