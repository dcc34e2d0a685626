const at = (text) => new Date(`${text}T00:00:00`).getTime()
Page({
  data: { visible: false, chosen: '', start: at('2026-05-20'), min: at('2026-05-01'), max: at('2026-06-30') },
  open() { this.setData({ visible: true }) },
  close() { this.setData({ visible: false }) },
  onChosen({ detail }) { this.setData({ chosen: new Date(detail.value).getDate(), visible: false }) },
})
