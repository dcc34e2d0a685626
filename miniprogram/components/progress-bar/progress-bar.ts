/** How far a group is: a bar with the numbers beside it. */
Component({
  properties: {
    value: { type: Number, value: 0 },
    total: { type: Number, value: 0 },
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
