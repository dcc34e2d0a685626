/** What an officer published, as its readers see it: title, from whom and when, the text. Also the preview. */
Component({
  properties: {
    title: { type: String, value: '' },
    from: { type: String, value: '' },
    paragraphs: { type: Array, value: [] },
  },
})
