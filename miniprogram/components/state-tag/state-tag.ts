/** A state in a word and a sign of its own, so that colour is never needed to read it. */
Component({
  properties: {
    word: { type: String, value: '' },
    /** `new` `due` `overdue` `done` `waiting` `plain`. */
    tone: { type: String, value: 'plain' },
  },
})
