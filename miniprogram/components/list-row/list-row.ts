/** One line of a list: what it is, a note below, a word and an arrow at the right. The slot takes a control. */
Component({
  properties: {
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    value: { type: String, value: '' },
    /** Name of an icon of the theme, without `icon-`. */
    icon: { type: String, value: '' },
    /** It can be tapped and leads somewhere. */
    arrow: { type: Boolean, value: false },
    /** It can be chosen, and whether it is; the icon shows it. */
    pickable: { type: Boolean, value: false },
    picked: { type: Boolean, value: false },
    tagWord: { type: String, value: '' },
    tagTone: { type: String, value: 'plain' },
  },
})
