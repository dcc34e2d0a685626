/** How far a group is: a bar with the numbers beside it. */
Component({
  properties: {
    value: { type: Number, value: 0 },
    total: { type: Number, value: 0 },
    /** The numbers stand elsewhere on the page, larger. */
    bare: { type: Boolean, value: false },
    /** What is counted, for a screen reader. */
    label: { type: String, value: '' },
  },
  data: { percent: 0 },
  observers: {
    'value, total'(value: number, total: number) {
      this.setData({ percent: total === 0 ? 0 : Math.round((value / total) * 100) })
    },
  },
})
