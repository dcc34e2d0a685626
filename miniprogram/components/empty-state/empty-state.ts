/** There is nothing here, why, and perhaps (slot) what can be done about it. */
Component({
  properties: {
    icon: { type: String, value: 'done' },
    title: { type: String, value: '' },
    note: { type: String, value: '' },
  },
})
