/** One thing that is asked, as Today and the notice list show it. `row` is an AskRow of services/words. */
Component({
  properties: {
    row: { type: Object, value: {} },
  },
})
